import type { Problem } from './problems.ts';

/** What a person can set. Durations say their unit. `app/settings.ts` holds the defaults and reads them from the disk. */
export interface Preferences {
  /** Life of an MFA session: 900 to 129,600. */
  readonly mfaSessionSeconds: number;
  /** Life of a role session where its profile says none: 900 to 43,200. */
  readonly roleSeconds: number;
  /** Life of a guarded role's session: 900 to 3,600. */
  readonly guardSeconds: number;
  /** Which roles renew by themselves while the MFA session lives. */
  readonly renewal: 'in-use' | 'pinned' | 'never';
  /** How long a role counts as in use after it was tapped or a program asked for it: 15 to 720. */
  readonly inUseMinutes: number;
  /** 5 to 300. */
  readonly clipboardSeconds: number;
  /** End all sessions when the screen locks, when the YubiKey is pulled, when the app quits. */
  readonly endOnLock: boolean;
  readonly endOnRemoval: boolean;
  readonly endOnQuit: boolean;
  /** No credentials in ~/.aws/credentials: programs ask by `credential_process`. */
  readonly noFiles: boolean;
  /** What is put behind a profile's name to name its target, e.g. `-tap`. */
  readonly targetSuffix: string;
  /** As Electron writes it, e.g. `CommandOrControl+Alt+Y`; empty for none. */
  readonly shortcut: string;
  readonly startAtLogin: boolean;
  readonly theme: 'system' | 'light' | 'dark';
  readonly notifications: boolean;
  /** The region of targets whose profile names none; empty for the endpoint's. */
  readonly region: string;
}

export type PreferenceName = keyof Preferences;

const whole =
  (least: number, most: number) =>
  (value: unknown): number | undefined =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : undefined;
const flag = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);
const matching =
  (pattern: RegExp) =>
  (value: unknown): string | undefined =>
    typeof value === 'string' && pattern.test(value) ? value : undefined;
const among =
  <const T extends readonly string[]>(...values: T) =>
  (value: unknown): T[number] | undefined =>
    values.find((known) => known === value);

/** Name -> what gives the value when it fits, else undefined. For what crosses a border and what stands on the disk alike. */
export const preferenceParsers: { readonly [N in PreferenceName]: (value: unknown) => Preferences[N] | undefined } = {
  mfaSessionSeconds: whole(900, 129_600),
  roleSeconds: whole(900, 43_200),
  guardSeconds: whole(900, 3600),
  renewal: among('in-use', 'pinned', 'never'),
  inUseMinutes: whole(15, 720),
  clipboardSeconds: whole(5, 300),
  endOnLock: flag,
  endOnRemoval: flag,
  endOnQuit: flag,
  noFiles: flag,
  targetSuffix: matching(/^[A-Za-z0-9_.@+%-]{1,20}$/),
  shortcut: matching(/^(?:|(?:(?:CommandOrControl|Command|Control|Alt|Option|Shift|Super|Meta)\+){1,4}[A-Za-z0-9]{1,12})$/),
  startAtLogin: flag,
  theme: among('system', 'light', 'dark'),
  notifications: flag,
  region: matching(/^(?:|[a-z]{2,5}(?:-[a-z]+)+-\d{1,2})$/),
};

export type PreferenceChange = { readonly [N in PreferenceName]: { readonly name: N; readonly value: Preferences[N] } }[PreferenceName];

/** A preference with a value that fits it; undefined when the name or the value is none. */
export const parsePreference = (name: unknown, value: unknown): PreferenceChange | undefined => {
  if (typeof name !== 'string' || !Object.hasOwn(preferenceParsers, name)) return undefined;
  const parsed = preferenceParsers[name as PreferenceName](value);
  return parsed === undefined ? undefined : ({ name, value: parsed } as PreferenceChange);
};

/** Marks for AWS accounts, told apart by more than the colour: the window shows the name, too. */
export const colours = ['none', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink'] as const;
export type Colour = (typeof colours)[number];

/** An AWS account, not one of OATH. */
export interface AwsAccountView {
  readonly accountId: string;
  readonly partition: string;
  /** Given by the person, else the account's own alias where it could be read. */
  readonly alias?: string;
  readonly colour: Colour;
}

/** The page of settings; the values are in `preferences`. */
export interface SettingsView {
  /** Where the program keeps its own files. */
  readonly folder: string;
  /** `taken`: the system or another program has it. */
  readonly shortcut: 'on' | 'off' | 'taken';
  /** False where the system offers no way. */
  readonly canStartAtLogin: boolean;
  readonly guarded: readonly { readonly roleArn: string; readonly profile?: string }[];
  readonly problem?: Problem;
}
