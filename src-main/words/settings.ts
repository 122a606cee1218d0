import type { Preferences } from '../contract/preferences.ts';
import { counted, duration, span } from './grammar.ts';

/** Sentences and choices of the page of settings. Pure. */

export const settingsSections = [
  { id: 'sessions', title: 'Sessions' },
  { id: 'guarded', title: 'Guarded roles' },
  { id: 'files', title: 'Files and profiles' },
  { id: 'general', title: 'General' },
  { id: 'programs', title: 'Other programs' },
  { id: 'data', title: 'Data' },
  { id: 'about', title: 'About' },
] as const;
export type SettingsSection = (typeof settingsSections)[number]['id'];

export interface Option<T> {
  readonly value: T;
  readonly label: string;
}

type Counted = 'mfaSessionSeconds' | 'roleSeconds' | 'guardSeconds' | 'inUseMinutes' | 'clipboardSeconds' | 'accessKeyDays';
const minutes = (count: number) => count * 60;
const hours = (count: number) => count * 3600;
const steps: Readonly<Record<Counted, readonly number[]>> = {
  mfaSessionSeconds: [minutes(15), hours(1), hours(4), hours(8), hours(12), hours(24), hours(36)],
  roleSeconds: [minutes(15), minutes(30), hours(1), hours(2), hours(4), hours(8), hours(12)],
  guardSeconds: [minutes(15), minutes(30), minutes(45), hours(1)],
  inUseMinutes: [15, 30, 60, 120, 240, 480, 720],
  clipboardSeconds: [5, 10, 20, 30, 60, 120, 300],
  accessKeyDays: [0, 30, 60, 90, 180, 365],
};
const wordsOf: Readonly<Record<Counted, (value: number) => string>> = {
  mfaSessionSeconds: duration,
  roleSeconds: duration,
  guardSeconds: duration,
  inUseMinutes: (value) => duration(value * 60),
  clipboardSeconds: span,
  accessKeyDays: (days) => (days === 0 ? 'Never' : counted(days, { one: 'day', other: 'days' })),
};

/** What can be chosen, with what is set, also when a person wrote another value into the file. */
export const countedOptions = (name: Counted, value: number): readonly Option<number>[] =>
  [...new Set([...steps[name], value])].sort((a, b) => a - b).map((step) => ({ value: step, label: wordsOf[name](step) }));

export const renewalOptions: readonly Option<Preferences['renewal']>[] = [
  { value: 'in-use', label: 'Roles in use or kept alive' },
  { value: 'pinned', label: 'Roles kept alive' },
  { value: 'never', label: 'Never' },
];

export const pinOptions: readonly Option<Preferences['keepPin']>[] = [
  { value: 'until-removed', label: 'Until the YubiKey is removed' },
  { value: 'until-locked', label: 'Until the screen locks' },
  { value: '1-hour', label: '1 hour' },
  { value: '15-minutes', label: '15 minutes' },
  { value: 'never', label: 'Never' },
];

export const themeOptions: readonly Option<Preferences['theme']>[] = [
  { value: 'system', label: 'Match system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export const settingErrors = {
  targetSuffix: 'Use 1 to 20 letters, digits and any of _ . @ + % -.',
  region: 'Write it the way AWS does, such as eu-central-1, or leave it empty.',
} as const;

export const shortcutHints = {
  listening: 'Press the new shortcut, or Escape to keep the current one.',
  weak: 'Add Ctrl, Alt or the system key. Otherwise that key stops working in every other program.',
  unknown: 'That key can’t be part of a shortcut.',
} as const;

/** `keys` as they stand on the keyboard. */
export const shortcutTaken = (keys: string): string => `${keys} is already in use. Choose another shortcut.`;

export const resetWords = {
  goes: 'All settings on this page, and what Roletap learned about your keys and maximum durations',
  stays: 'Account names and colours, favourites, roles kept alive, guarded roles, roles you added, and open sessions',
} as const;
