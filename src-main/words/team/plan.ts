import type { AddStep, StepState, TeamPlanView } from '../../contract/team/plan.ts';
import { listed } from '../grammar.ts';

const steps: { readonly [S in AddStep]: (on: string) => string } = {
  user: (on) => `Create the user ${on}`,
  group: (on) => `Create the group ${on}`,
  'own-mfa': (on) => `Let ${on} manage their own MFA`,
  member: (on) => `Add the user to ${on}`,
  policies: (on) => `Attach ${on}`,
  password: () => 'Create a one-time password',
  key: () => 'Create an access key',
  invite: (on) => (on === '' ? 'Copy the one-time password' : `Write the invite ${on}`),
};

/** What a step does, as a button or a line would say it. */
export const teamStepWords = ({ name, on }: { readonly name: AddStep; readonly on: string }): string => steps[name](on);

const states: { readonly [S in StepState]: string } = { there: 'exists', todo: '', begun: 'unclear', done: 'done' };

export const stepStateWords = (state: StepState): string => states[state];

export const planSaid = {
  plan: ({ user, accountId, source }: Pick<TeamPlanView, 'user' | 'accountId' | 'source'>): string =>
    `This adds ${user} to account ${accountId}, with the rights of “${source}”:`,
  undoes: (actions: readonly string[]): string => `To undo it, you need ${listed(actions)}.`,
  confirm: 'Do this? [y/N] ',
  needsYesHere: 'Can’t ask here: use --yes to go ahead',
  needsYes: 'Can’t ask here: use --yes to add the person',
  step: (text: string): string => `Done: ${text}`,
  added: (user: string, arn: string): string => `Added ${user} (${arn}).`,
  signIn: (url: string): string => `Sign-in page: ${url}`,
  invite: (file: string, isSealed: boolean): string =>
    isSealed
      ? `The invite is ${file}. Send it, and give the passphrase another way, such as by phone.`
      : `The invite is ${file}. There is no secret in it.`,
  copied: (seconds: number): string => `The one-time password is on your clipboard. Roletap clears it in ${seconds} s.`,
  passphrase: 'Passphrase for the invite (not shown): ',
  needsPassphrase: 'The invite needs a passphrase as the first line of standard input',
  waysOn: (id: string): string => `continue: roletap team add --resume ${id}    undo: roletap team add --undo ${id}`,
  undone: (user: string): string => `Undone. ${user} no longer exists.`,
  noneUnfinished: 'Nothing is unfinished.',
} as const;

export const inviteSaid = {
  whose: (user: string, account: string): string => `Invite for ${user} in account ${account}.`,
  askPassphrase: 'Passphrase of the invite (not shown): ',
  noKey: 'The invite has no access key. Create one on the sign-in page, then enter it here.',
  roles: (names: readonly string[]): string => `${listed(names)} ${names.length === 1 ? 'is' : 'are'} now in \`roletap roles\`.`,
} as const;
