import { deviceName } from '../../contract/team/people.ts';
import { type AnyRemoval, type RemoveFacts, type RemovePlanView, type RemoveStep, waitsToDelete } from '../../contract/team/remove.ts';
import { clockTime, counted, listed, shortDay } from '../grammar.ts';

const steps: { readonly [S in RemoveStep]: (on: string) => string } = {
  keys: (on) => `Set ${on} inactive`,
  groups: (on) => `Remove from ${on}`,
  policies: (on) => `Delete the inline policy ${on}`,
  managed: (on) => `Detach ${on}`,
  password: (on) => `Delete ${on}’s password`,
  devices: (on) => `Remove ${on}`,
  others: (on) => `Delete ${on}`,
  'delete-keys': (on) => `Delete ${on}`,
  user: (on) => `Delete the user ${on}`,
};

/** `isLater`: it waits for its time. */
export const removeStepWords = ({
  name,
  on,
  isLater = false,
}: {
  readonly name: RemoveStep;
  readonly on: string;
  readonly isLater?: boolean;
}): string => (isLater ? `Later: delete ${on}` : steps[name](on));

type About = Pick<RemovePlanView, 'user' | 'what'>;

const plans: { readonly [R in AnyRemoval]: (user: string, accountId: string) => string } = {
  keys: (user, accountId) => `This deletes ${user}’s access keys in account ${accountId}`,
  access: (user, accountId) => `This removes ${user}’s access to account ${accountId}`,
  user: (user, accountId) => `This deletes ${user} from account ${accountId}`,
  device: (serial, accountId) => `This deletes the MFA device ${deviceName(serial)} from account ${accountId}`,
};

/** What doesn’t come back, by the step that removes it. */
const gone: { readonly [S in RemoveStep]?: string } = {
  password: 'A deleted password doesn’t come back. You can create a new one in the IAM console.',
  devices: 'A removed MFA device can’t be added back: its secret is gone.',
  others: 'Deleted certificates, SSH keys and service credentials don’t come back.',
  'delete-keys': 'A deleted access key doesn’t come back.',
  user: 'A deleted user doesn’t come back. To AWS, a new one with that name is someone else, so trust policies that name them stop working.',
};

/** Why a plan can’t be undone as a whole, a sentence for each reason. `done`: only what was done already. */
export const goneWords = (plan: Pick<RemovePlanView, 'steps'>, done = false): readonly string[] =>
  plan.steps.flatMap(({ name, state }) => (done && state !== 'done' ? [] : (gone[name] ?? [])));

/** Why a device without a user can't be deleted. */
export const orphanProblem = ({ device }: { readonly device: string }, where: string) => ({
  title: 'That device isn’t there',
  happened: `No virtual MFA device without a user is called “${deviceName(device)}”.`,
  advice: where === 'terminal' ? '`roletap team` lists them.' : 'Refresh the people.',
});

/** A removal, in window and terminal. */
export const removeSaid = {
  open: 'Remove access…',
  title: (user: string, what: AnyRemoval): string =>
    ({
      keys: `Delete ${user}’s access keys`,
      access: `Remove ${user}’s access`,
      user: `Delete the user ${user}`,
      device: `Delete ${deviceName(user)}`,
    })[what],
  about: 'Nothing changes until you confirm.',
  looking: 'Reading what they have',
  what: 'What to remove',
  kinds: {
    keys: { title: 'Access keys', hint: 'Set inactive for a day first, so that you see whether something still needs them.' },
    access: { title: 'Password and access keys', hint: 'The user stays. Access keys are set inactive, which you can undo.' },
    user: { title: 'The user', hint: 'With access keys, password, MFA devices and policies.' },
  },
  keys: 'Access keys to delete',
  noKeys: 'No access keys.',
  isNow: 'Delete them now, without the day',
  /** A key to choose. `use`: when it was last used, or empty. */
  key: (isActive: boolean, use: string): string => [isActive ? 'active' : 'inactive', use].filter((part) => part !== '').join(', '),
  has: ({ user, hasPassword, keys, devices }: Pick<RemoveFacts, 'user' | 'hasPassword' | 'keys' | 'devices'>): string =>
    `${user} has ${listed([
      hasPassword ? 'a password' : 'no password',
      counted(keys.length, { one: 'access key', other: 'access keys' }),
      counted(devices.length, { one: 'MFA device', other: 'MFA devices' }),
    ])}.`,
  carry: (what: AnyRemoval): string =>
    ({ keys: 'Delete access keys', access: 'Remove access', user: 'Delete user', device: 'Delete device' })[what],
  running: (what: AnyRemoval): string =>
    ({ keys: 'Deleting access keys', access: 'Removing access', user: 'Deleting the user', device: 'Deleting the device' })[what],
  plan: ({ user, what, accountId, source }: About & Pick<RemovePlanView, 'accountId' | 'source'>): string =>
    `${plans[what](user, accountId)}, with the rights of “${source}”:`,
  done: (plan: RemovePlanView): string =>
    waitsToDelete(plan)
      ? `${plan.user}’s access keys are inactive`
      : {
          keys: `${plan.user}’s access keys are deleted`,
          access: `${plan.user} can’t sign in`,
          user: `${plan.user} is deleted`,
          device: `${deviceName(plan.user)} is deleted`,
        }[plan.what],
  undone: (user: string): string => `${deviceName(user)}’s removal is undone`,
  waits: 'Waiting to delete access keys',
  sessions: (user: string): string => `Sessions that ${user} has open last until they end, 36 h at most.`,
  later: (at: number): string =>
    `From ${shortDay(at, true)} ${clockTime(at)}, delete them here if nothing needs them. Until then, you can undo it.`,
  deleteKeys: 'Delete access keys',
  /** In the list of plans that are not finished. */
  unfinished: (plan: RemovePlanView, done: number, all: number): string =>
    waitsToDelete(plan) && plan.deleteAt !== undefined
      ? `${plan.user}’s access keys are inactive. Delete them from ${shortDay(plan.deleteAt, true)} ${clockTime(plan.deleteAt)} on.`
      : `${{ keys: `Deleting ${plan.user}’s access keys`, access: `Removing ${plan.user}’s access`, user: `Deleting ${plan.user}`, device: `Deleting ${deviceName(plan.user)}` }[plan.what]} isn’t finished: ${done} of ${all} steps done.`,
  laterAt: (id: string, at: number): string =>
    `From ${shortDay(at, true)} ${clockTime(at)}, delete them: roletap team remove --resume ${id}`,
  waysOn: (id: string): string => `continue: roletap team remove --resume ${id}    undo: roletap team remove --undo ${id}`,
} as const;
