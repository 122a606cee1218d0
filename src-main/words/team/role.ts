import type { TeamProblem } from '../../contract/problems/team.ts';
import type { RoleNote, RolePlanView, RoleStep } from '../../contract/team/role.ts';
import { duration, listed, together } from '../grammar.ts';

const steps: { readonly [S in RoleStep]: (on: string) => string } = {
  role: (on) => `Create the role ${on}`,
  permissions: (on) => `Give ${on} its permissions`,
  policies: (on) => `Attach ${on}`,
  assume: (on) => `Let ${on} assume the role`,
};

export const roleStepWords = ({ name, on }: { readonly name: RoleStep; readonly on: string }): string => steps[name](on);

type Facts = Pick<RolePlanView, 'mfaAgeSeconds' | 'maxSessionSeconds' | 'accountId'>;

const notes: { readonly [N in RoleNote]: (facts: Facts) => string } = {
  'any-age': () => 'One tap opens this role for as long as the MFA session lasts.',
  'short-age': ({ mfaAgeSeconds = 0 }) =>
    `A tap opens this role for ${duration(mfaAgeSeconds)}. After that it needs another touch, even if the MFA session is still open.`,
  'long-session': ({ maxSessionSeconds }) =>
    `Sessions of up to ${duration(maxSessionSeconds)} need a touch of their own: \`roletap tap ROLE --direct\`. From an MFA session they last 1 h and are renewed without a touch.`,
  'account-alone': ({ accountId }) => `Everyone in ${accountId} whose own policies allow sts:AssumeRole can assume it.`,
  'no-permissions': () => 'The role has no permissions yet.',
  'other-account': () => 'The other account has to let its people assume this role, too.',
  'subject-lost': () => 'AWS can’t check a part of the subject, so the trust policy doesn’t demand it.',
  proved: () =>
    'Only a certificate that Roletap signed as a CA, with the YubiKey’s attestation, says what its key proves. No other opens this role.',
  certificate: () => 'Certificates count as no MFA for IAM. Keep their keys on YubiKeys that ask for a touch or PIN.',
};

/** What to do about it in the terminal. */
const tips: { readonly [N in RoleNote]?: string } = {
  'account-alone': '`--group` lets a group.',
  'no-permissions': 'Attach policies with `--policies`, or use `--permissions FILE`.',
};

export const roleNoteShort = (note: RoleNote, facts: Facts): string => notes[note](facts);

export const roleNoteWords = (note: RoleNote, facts: Facts): string => together(notes[note](facts), tips[note] ?? '');

export const roleSaid = {
  plan: ({ role, accountId, source }: Pick<RolePlanView, 'role' | 'accountId' | 'source'>): string =>
    `This adds the role ${role} to account ${accountId}, with the rights of “${source}”:`,
  trust: 'Trust policy:',
  permissions: 'Permissions:',
  group: (group: string): string => `Policy for ${group}:`,
  undoes: (actions: readonly string[]): string => `To undo it, you need ${listed(actions)}.`,
  needsYes: 'Can’t ask here: use --yes to add the role',
  added: (role: string, arn: string): string => `Added ${role} (${arn}).`,
  waysOn: (id: string): string => `continue: roletap team role --resume ${id}    undo: roletap team role --undo ${id}`,
  undone: (role: string): string => `Undone. The role ${role} no longer exists.`,
} as const;

type RoleFlaw = Extract<TeamProblem, { code: 'role-wish-bad' }>['what'];

/** What a role can't be given, and what it can. `isTyped`: it is read in a terminal. */
export const roleFlaws: {
  readonly [W in RoleFlaw]: (value: string, isTyped: boolean) => { readonly happened: string; readonly advice: string };
} = {
  trust: (value, isTyped) => ({
    happened: `“${value}” can’t be trusted to assume a role.`,
    advice: `Use ${isTyped ? '`own`' : 'people in this account'}, an account ID with 12 digits, users’ ARNs from this partition, or a trust anchor’s ARN.`,
  }),
  'external-id': (value) => ({
    happened: `“${value}” isn’t an external ID.`,
    advice: 'Use 2 to 1,224 letters, digits and _+=,.@:/-.',
  }),
  'mfa-age': (value) => ({
    happened: `A role that accepts an MFA age of ${value} s could never be assumed.`,
    advice: 'Choose 60 s to 36 h.',
  }),
  'certificate-age': (_, isTyped) => ({
    happened: 'Sessions from certificates have no MFA age.',
    advice: `${isTyped ? 'Leave out `--mfa-age`' : 'Choose any MFA age'}, and let the YubiKey ask for a touch or PIN.`,
  }),
  'max-session': (value) => ({ happened: `IAM doesn’t allow role sessions of ${value} s.`, advice: 'Choose 1 h to 12 h.' }),
};
