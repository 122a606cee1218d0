import type { Colour } from '../src-main/contract/preferences.ts';
import type { Millis, RoleState, RoleView } from '../src-main/contract/snapshot.ts';
import type { EnvironmentFormat } from '../src-main/contract/tools.ts';
import { clockTime } from './words-time.ts';

/** What a row of the list and its menu say of a role. Pure. */

/** Where the role comes from, when that is not a profile. */
export const originWords = ({ origin, maybe }: Pick<RoleView, 'origin' | 'maybe'>): string | undefined =>
  origin === 'iam' ? (maybe ? 'from IAM, maybe' : 'from IAM') : origin === 'added' ? 'added by hand' : undefined;

/** When a session ends, or renews by itself. */
export const endWords = (state: RoleState, expires: Millis): string =>
  state.kind === 'active' && state.renews !== undefined ? `renews ${clockTime(state.renews)}` : `ends ${clockTime(expires)}`;

export const formatNames: Readonly<Record<EnvironmentFormat, string>> = {
  sh: 'bash, zsh, sh',
  fish: 'fish',
  powershell: 'PowerShell',
  cmd: 'cmd',
  nushell: 'Nushell',
  dotenv: '.env file',
};

export const colourNames: Readonly<Record<Colour, string>> = {
  none: 'No colour',
  red: 'Red',
  orange: 'Orange',
  yellow: 'Yellow',
  green: 'Green',
  teal: 'Teal',
  blue: 'Blue',
  purple: 'Purple',
  pink: 'Pink',
};

/** The question under a role whose name looks like production, and what a guard is. */
export const guardWords = {
  question: 'Looks like production. Guard it?',
  meaning: 'A guarded role takes a touch each time, for a short session, and is never renewed silently.',
} as const;
