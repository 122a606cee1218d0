import type { Preferences } from '../contract/preferences.ts';
import { duration, span } from './english.ts';

/** Sentences and choices of the page of settings. Pure. */

export const settingsSections = [
  { id: 'sessions', title: 'Sessions' },
  { id: 'guarded', title: 'Guarded roles' },
  { id: 'files', title: 'Files and targets' },
  { id: 'general', title: 'General' },
  { id: 'programs', title: 'Other programs' },
  { id: 'data', title: 'Data' },
] as const;
export type SettingsSection = (typeof settingsSections)[number]['id'];

export interface Option<T> {
  readonly value: T;
  readonly label: string;
}

type Counted = 'mfaSessionSeconds' | 'roleSeconds' | 'guardSeconds' | 'inUseMinutes' | 'clipboardSeconds';
const minutes = (count: number) => count * 60;
const hours = (count: number) => count * 3600;
const steps: Readonly<Record<Counted, readonly number[]>> = {
  mfaSessionSeconds: [minutes(15), hours(1), hours(4), hours(8), hours(12), hours(24), hours(36)],
  roleSeconds: [minutes(15), minutes(30), hours(1), hours(2), hours(4), hours(8), hours(12)],
  guardSeconds: [minutes(15), minutes(30), minutes(45), hours(1)],
  inUseMinutes: [15, 30, 60, 120, 240, 480, 720],
  clipboardSeconds: [5, 10, 20, 30, 60, 120, 300],
};
const wordsOf: Readonly<Record<Counted, (value: number) => string>> = {
  mfaSessionSeconds: duration,
  roleSeconds: duration,
  guardSeconds: duration,
  inUseMinutes: (value) => duration(value * 60),
  clipboardSeconds: span,
};

/** What can be chosen, with what is set, also when a person wrote another value into the file. */
export const countedOptions = (name: Counted, value: number): readonly Option<number>[] =>
  [...new Set([...steps[name], value])].sort((a, b) => a - b).map((step) => ({ value: step, label: wordsOf[name](step) }));

export const renewalOptions: readonly Option<Preferences['renewal']>[] = [
  { value: 'in-use', label: 'In use, or kept alive' },
  { value: 'pinned', label: 'Kept alive' },
  { value: 'never', label: 'None' },
];

export const themeOptions: readonly Option<Preferences['theme']>[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export const settingErrors = {
  targetSuffix: 'Up to 20 letters, digits and any of _ . @ + % -, at least one.',
  region: 'Write it as AWS does, for example eu-central-1, or leave it empty.',
} as const;

export const shortcutHints = {
  listening: 'Press the keys. Escape leaves it as it was.',
  weak: 'Add Ctrl, Alt or the system key: a key alone would be taken from every program.',
  unknown: 'That key cannot be part of a shortcut.',
} as const;

/** `keys` as they stand on the keyboard. */
export const shortcutTaken = (keys: string): string => `The system or another program has ${keys}: choose other keys.`;

export const resetWords = {
  goes: 'Durations, renewal, what ends sessions, files and targets, clipboard, shortcut, start at login, appearance, notifications, tokens of other brands, and what Roletap learned about accounts on your keys and the longest sessions of roles',
  stays:
    'Names and colours of accounts, favourites, roles that are kept alive, guarded roles, roles that you added, and every open session',
} as const;
