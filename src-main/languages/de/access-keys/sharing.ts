import { shellWord } from '../../../contract/text.ts';

/** A kept access key that programs may have itself, in the window. */
export const sharingTexts = {
  title: 'Programmen den Zugriffsschlüssel selbst geben',
  off: 'Aus: Programme bekommen eine MFA-Sitzung, die eine Berührung braucht und von selbst endet.',
  on: (profile: string): string => `An: Programme, die „${profile}“ verwenden, bekommen den Zugriffsschlüssel selbst, ohne MFA.`,
  /** On its own, where no switch stands beside it. */
  fact: (profile: string): string => `Programme, die „${profile}“ verwenden, bekommen den Zugriffsschlüssel selbst, ohne MFA.`,
  ask: 'Programmen diesen Zugriffsschlüssel geben?',
  about: (profile: string): string =>
    `Programme, die „${profile}“ verwenden, bekommen den Schlüssel selbst, ohne Berührung und ohne MFA. Wer ihn liest, hat ihn, bis Sie ihn rotieren.`,
  guarded: 'Solange das Profil geschützt ist, fragen Programme wie bisher nach einer MFA-Sitzung.',
  yes: 'Zugriffsschlüssel geben',
} as const;

/** The same in the terminal. */
export const sharingSaid = {
  confirm: 'Programmen den Zugriffsschlüssel selbst geben? [y/N] ',
  needsYes: 'keep --share braucht --yes, weil hier niemand gefragt werden kann',
  shared: (profile: string): string =>
    `Programme, die „${profile}“ verwenden, bekommen den Zugriffsschlüssel selbst, ohne MFA. Beenden: \`roletap keep ${shellWord(profile)} --share --undo\`.`,
  ended: (profile: string): string =>
    `Programme, die „${profile}“ verwenden, bekommen eine MFA-Sitzung. Wer den Schlüssel schon hat, behält ihn, bis Sie ihn rotieren.`,
  advice: (profile: string): string => `Beenden: \`roletap keep ${shellWord(profile)} --share --undo\`.`,
  /** `exec --keys`, beside what says when a session's keys end. */
  keys: (profile: string): string => `Hinweis: Der Befehl bekommt den Zugriffsschlüssel von „${profile}“ selbst, ohne MFA.`,
} as const;
