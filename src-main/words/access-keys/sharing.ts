import { shellWord } from '../../contract/text.ts';

/** A kept access key that programs may have itself, in the window. */
export const sharingTexts = {
  title: 'Give programs the access key itself',
  off: 'Off: programs get an MFA session, which needs a touch and ends by itself.',
  on: (profile: string): string => `On: programs that use “${profile}” get its access key, without MFA.`,
  /** On its own, where no switch stands beside it. */
  fact: (profile: string): string => `Programs that use “${profile}” get its access key, without MFA.`,
  ask: 'Give programs this access key?',
  about: (profile: string): string =>
    `Programs that use “${profile}” get the key itself, without a touch or MFA. Whoever reads it has it until you rotate the key.`,
  guarded: 'While the profile is guarded, programs ask for an MFA session as before.',
  yes: 'Give access key',
} as const;

/** The same in the terminal. */
export const sharingSaid = {
  confirm: 'Give programs the access key itself? [y/N] ',
  needsYes: 'keep --share needs --yes, since it can’t ask here',
  shared: (profile: string): string =>
    `Programs that use “${profile}” get its access key, without MFA. To end that: \`roletap keep ${shellWord(profile)} --share --undo\`.`,
  ended: (profile: string): string =>
    `Programs that use “${profile}” get an MFA session. What already has the key keeps it until you rotate it.`,
  advice: (profile: string): string => `To end that: \`roletap keep ${shellWord(profile)} --share --undo\`.`,
  /** `exec --keys`, beside what says when a session's keys end. */
  keys: (profile: string): string => `note: the command gets the access key of “${profile}” itself, without MFA.`,
} as const;
