import type { RescuePlanView, RescueStep } from '../../contract/team/rescue.ts';
import { clockTime, counted, listed, shortDay } from '../grammar.ts';

const steps: { readonly [S in RescueStep]: (on: string) => string } = {
  keys: (on) => (on === '' ? 'Find the access keys and set them inactive' : `Set ${on} inactive`),
  devices: (on) => (on === '' ? 'Find the MFA devices and remove what is lost' : `Remove ${on}`),
  sessions: (on) => `Revoke ${on}’s open MFA sessions`,
  key: (on) => `Create an access key for ${on}`,
  invite: (on) => `Write the invite ${on}`,
  lift: (on) => `Later: lift the policy from ${on}`,
};

export const rescueStepWords = ({ name, on }: { readonly name: RescueStep; readonly on: string }): string => steps[name](on);

export const rescueSaid = {
  plan: ({ user, accountId, source }: Pick<RescuePlanView, 'user' | 'accountId' | 'source'>): string =>
    `This shuts out whoever has what ${user} lost in account ${accountId}, with the rights of “${source}”:`,
  unread: 'You aren’t allowed to read all of this. The rest is done all the same:',
  noWayBack: 'A removed MFA device can’t be added back: its secret is gone.',
  roleSessions: (user: string): string => `Role sessions that ${user} opened before last until they end, 12 h at most.`,
  whichDevice: (names: readonly string[]): string => `name what was lost with --device, or use --all: ${listed(names)}`,
  askDevice: (user: string): string => `Which of ${user}’s MFA devices is lost?`,
  needsYes: 'Can’t ask here: use --yes to go ahead',
  done: ({ user, devices, keys }: Pick<RescuePlanView, 'user' | 'devices' | 'keys'>): string =>
    `${user}: removed ${counted(devices.length, { one: 'MFA device', other: 'MFA devices' })}, set ${counted(keys.length, { one: 'access key', other: 'access keys' })} inactive, and revoked open MFA sessions.`,
  next: (user: string): string => `Next, ${user} signs in to the console and adds a YubiKey, or you send an invite with a new access key.`,
  later: (id: string, at: number): string =>
    `From ${shortDay(at, true)} ${clockTime(at)}, lift the policy: roletap team rescue --resume ${id}`,
  lifted: (user: string): string => `${user}’s rescue is finished: the policy against old sessions is gone.`,
  waysOn: (id: string): string => `continue: roletap team rescue --resume ${id}    undo: roletap team rescue --undo ${id}`,
  undone: (user: string): string => `Undone. ${user}’s access keys are active again, and sessions are no longer revoked.`,
} as const;
