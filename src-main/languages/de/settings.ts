import type { Preferences } from '../../contract/preferences.ts';
import { counted, duration, span } from './grammar.ts';

/** Sentences and choices of the page of settings. Pure. */

export const settingsSections = [
  { id: 'sessions', title: 'Sitzungen' },
  { id: 'guarded', title: 'Geschützte Rollen' },
  { id: 'files', title: 'Dateien und Profile' },
  { id: 'general', title: 'Allgemein' },
  { id: 'programs', title: 'Andere Programme' },
  { id: 'data', title: 'Daten' },
  { id: 'about', title: 'Über Roletap' },
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
  accessKeyDays: (days) => (days === 0 ? 'Nie' : counted(days, { one: 'Tag', other: 'Tagen' })),
};

/** What can be chosen, with what is set, also when a person wrote another value into the file. */
export const countedOptions = (name: Counted, value: number): readonly Option<number>[] =>
  [...new Set([...steps[name], value])].sort((a, b) => a - b).map((step) => ({ value: step, label: wordsOf[name](step) }));

export const renewalOptions: readonly Option<Preferences['renewal']>[] = [
  { value: 'in-use', label: 'Verwendete und offen gehaltene Rollen' },
  { value: 'pinned', label: 'Offen gehaltene Rollen' },
  { value: 'never', label: 'Nie' },
];

export const pinOptions: readonly Option<Preferences['keepPin']>[] = [
  { value: 'until-removed', label: 'Bis der YubiKey abgezogen wird' },
  { value: 'until-locked', label: 'Bis der Bildschirm gesperrt wird' },
  { value: '1-hour', label: '1 Stunde' },
  { value: '15-minutes', label: '15 Minuten' },
  { value: 'never', label: 'Nie' },
];

export const themeOptions: readonly Option<Preferences['theme']>[] = [
  { value: 'system', label: 'Wie das System' },
  { value: 'light', label: 'Hell' },
  { value: 'dark', label: 'Dunkel' },
];

export const settingErrors = {
  targetSuffix: 'Erlaubt sind 1 bis 20 Buchstaben, Ziffern und _ . @ + % -.',
  region: 'Wie bei AWS schreiben, etwa eu-central-1, oder leer lassen.',
} as const;

export const shortcutHints = {
  listening: 'Das neue Tastenkürzel drücken. Escape behält das bisherige.',
  weak: 'Strg, Alt oder die Systemtaste dazunehmen. Sonst bekommt kein anderes Programm diese Taste.',
  unknown: 'Diese Taste kann nicht Teil eines Tastenkürzels sein.',
} as const;

/** `keys` as they stand on the keyboard. */
export const shortcutTaken = (keys: string): string => `${keys} ist schon belegt. Bitte ein anderes Tastenkürzel wählen.`;

export const resetWords = {
  goes: 'Alle Einstellungen dieser Seite und was Roletap über YubiKeys und Höchstdauern gelernt hat',
  stays: 'Namen und Farben der Konten, Favoriten, offen gehaltene, geschützte und hinzugefügte Rollen und offene Sitzungen',
} as const;
