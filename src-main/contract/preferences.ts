import * as v from 'valibot';
import { exactly } from './exactly.ts';
import type { Problem } from './problems/problem.ts';
import type { AskingProgram, Millis } from './values.ts';

const whole = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const flag = v.boolean();
const matching = (pattern: RegExp) => v.pipe(v.string(), v.regex(pattern));

/** What a window can be zoomed to, in percent. */
export const zoomSteps = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300] as const;

/** What a person can set: name -> schema of the value, for what crosses a border and what stands on the disk alike. Durations say their unit. `app/settings.ts` holds the defaults. */
const preferenceSchemas = {
  /** Life of an MFA session. */
  mfaSessionSeconds: whole(900, 129_600),
  /** Life of a role session where its profile says none. */
  roleSeconds: whole(900, 43_200),
  /** Life of a guarded role's session. */
  guardSeconds: whole(900, 3600),
  /** Which roles renew by themselves while the MFA session lives. */
  renewal: v.picklist(['in-use', 'pinned', 'never']),
  /** How long a role counts as in use after it was tapped or a program asked for it. */
  inUseMinutes: whole(15, 720),
  clipboardSeconds: whole(5, 300),
  /** How long a PIN that was typed is kept in memory; it goes in any case when the YubiKey is pulled. */
  keepPin: v.picklist(['until-removed', 'until-locked', '1-hour', '15-minutes', 'never']),
  /** End all sessions when the screen locks, when the YubiKey is pulled, when the app quits. */
  endOnLock: flag,
  endOnRemoval: flag,
  endOnQuit: flag,
  /** No credentials in ~/.aws/credentials: programs ask by `credential_process`. */
  noFiles: flag,
  /** What is put behind a profile's name to name its target, e.g. `-tap`. */
  targetSuffix: matching(/^[A-Za-z0-9_.@+%-]{1,20}$/),
  /** As Electron writes it, e.g. `CommandOrControl+Alt+Y`; empty for none. */
  shortcut: matching(/^(?:|(?:(?:CommandOrControl|Command|Control|Alt|Option|Shift|Super|Meta)\+){1,4}[A-Za-z0-9]{1,12})$/),
  startAtLogin: flag,
  theme: v.picklist(['system', 'light', 'dark']),
  /** BCP 47 tag of the language, from the next start; `system` for what the system prefers. */
  language: matching(/^(?:system|[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)$/),
  /** Percent. */
  zoom: v.picklist(zoomSteps),
  notifications: flag,
  /** Days after which an access key is to be rotated; 0 for never. */
  accessKeyDays: whole(0, 3650),
  /** Tokens of other brands are taken that have OATH as the YubiKey has it. */
  otherTokens: flag,
  /** The region of targets whose profile names none; empty for the endpoint's. */
  region: matching(/^(?:|[a-z]{2,5}(?:-[a-z]+)+-\d{1,2})$/),
  /** Newer versions are looked for once a day, and installed when the program quits. */
  updates: flag,
} as const;

export type PreferenceName = keyof typeof preferenceSchemas;
export type Preferences = { readonly [N in PreferenceName]: v.InferOutput<(typeof preferenceSchemas)[N]> };
export type PreferenceChange = { readonly [N in PreferenceName]: { readonly name: N; readonly value: Preferences[N] } }[PreferenceName];

/** A preference with a value that fits it; undefined when the name or the value is none. */
export const parsePreference = (name: unknown, value: unknown): PreferenceChange | undefined => {
  if (typeof name !== 'string' || !Object.hasOwn(preferenceSchemas, name)) return undefined;
  const { success, output } = v.safeParse(preferenceSchemas[name as PreferenceName], value);
  return success ? ({ name, value: output } as PreferenceChange) : undefined;
};

/** A preference and its value, as one payload. */
export const preferenceChange = v.pipe(
  exactly({ name: v.string(), value: v.unknown() }),
  v.transform(({ name, value }) => parsePreference(name, value)),
  v.custom<PreferenceChange>((change) => change !== undefined),
);

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

/** What a person said to a program: yes, for a guarded role, or no. */
export interface ProgramView {
  readonly id: string;
  readonly said: 'yes' | 'no';
  readonly program: AskingProgram;
  readonly profile: string;
  readonly until: Millis;
  /** `no`: for the rest of the day, as the person said. */
  readonly silenced?: true;
}

/**
 * The command `roletap` in the person's own folder of programs: `system`: the package put it on the PATH; `other`: another program has the name there;
 * `none`: nothing here could be put there.
 */
export type CommandPlace = 'system' | 'installed' | 'absent' | 'other' | 'none';

/** What runs. */
export interface AboutView {
  readonly version: string;
  /** `Electron 45.5.0, Chromium 150.0.1, Node 24.1.0` */
  readonly runtime: string;
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
  /** Programs that may have a guarded role's session, and those that nobody is asked for. */
  readonly programs: readonly ProgramView[];
  readonly about: AboutView;
  /** Absent while it is looked up. */
  readonly command?: CommandPlace;
  /** The diagnostics are on the clipboard. */
  readonly copied?: true;
  readonly problem?: Problem;
}
