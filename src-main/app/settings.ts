import * as v from 'valibot';
import { defined } from '../base/defined.ts';
import { fitting, fittingEntries, parsed } from '../base/schema.ts';
import { colours, type PreferenceName, type Preferences, parsePreference } from '../contract/preferences.ts';
import type { Settings } from './ports.ts';

/** What a new user prefers. */
export const defaultPreferences: Preferences = {
  mfaSessionSeconds: 12 * 3600,
  roleSeconds: 3600,
  guardSeconds: 900,
  renewal: 'in-use',
  inUseMinutes: 120,
  clipboardSeconds: 20,
  keepPin: 'until-removed',
  endOnLock: false,
  endOnRemoval: false,
  endOnQuit: false,
  noFiles: false,
  targetSuffix: '-tap',
  shortcut: 'CommandOrControl+Alt+Y',
  startAtLogin: false,
  theme: 'system',
  language: 'system',
  zoom: 100,
  notifications: true,
  accessKeyDays: 90,
  otherTokens: false,
  region: '',
  updates: true,
};

/** What is learned on the way: which account and key make a device's codes, how long AWS lets a role last, when access keys were made, and when certificates end. */
export const nothingLearned: Pick<
  Settings,
  'pickedAccounts' | 'pickedKeys' | 'roleMaximumSeconds' | 'knownKeys' | 'renames' | 'accessKeyDates' | 'certificateEnds'
> = {
  pickedAccounts: {},
  pickedKeys: {},
  roleMaximumSeconds: {},
  knownKeys: {},
  renames: {},
  accessKeyDates: {},
  certificateEnds: {},
};

/** What a new user has in settings.json. */
export const defaultSettings: Settings = {
  ...defaultPreferences,
  ...nothingLearned,
  pinned: [],
  favourites: [],
  recents: [],
  guards: {},
  readOnlyFirst: {},
  consoleBrowsers: {},
  colours: {},
  aliases: {},
  addedRoles: [],
  updateChecked: 0,
  updateSeen: '',
};

const preferencesFrom = (raw: Readonly<Record<string, unknown>>): Preferences =>
  Object.fromEntries(
    (Object.keys(defaultPreferences) as PreferenceName[]).map((name) => [
      name,
      parsePreference(name, raw[name])?.value ?? defaultPreferences[name],
    ]),
  ) as unknown as Preferences;

/** Entries by name, without what every object inherits: `constructor` is a name that a file can have for a device, too. */
const named = <S extends v.GenericSchema>(entry: S) =>
  v.pipe(
    fittingEntries(entry),
    v.transform((entries): Readonly<Record<string, v.InferOutput<S>>> => Object.assign(Object.create(null), Object.fromEntries(entries))),
  );

const text = v.string();
const above0 = v.pipe(v.number(), v.integer(), v.minValue(1));
const addedRole = v.pipe(
  v.object({
    name: text,
    roleArn: text,
    source: text,
    externalId: v.optional(text),
    region: v.optional(text),
    durationSeconds: v.optional(above0),
  }),
  v.transform(defined),
);

const certificateEnd = v.pipe(
  v.object({ subject: text, slot: text, until: above0, serial: v.optional(above0), told: v.optional(v.picklist([30, 7])) }),
  v.transform(defined),
);

const records = v.object({
  pickedAccounts: named(text),
  pickedKeys: named(above0),
  roleMaximumSeconds: named(above0),
  knownKeys: named(v.array(above0)),
  renames: named(v.object({ from: text, to: text, devices: v.array(text) })),
  accessKeyDates: named(above0),
  certificateEnds: named(certificateEnd),
  pinned: fitting(text),
  favourites: fitting(text),
  recents: fitting(text),
  guards: named(v.boolean()),
  readOnlyFirst: named(v.boolean()),
  consoleBrowsers: named(text),
  colours: named(v.picklist(colours)),
  aliases: named(text),
  addedRoles: fitting(addedRole),
  updateChecked: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  updateSeen: v.fallback(v.string(), ''),
});

/** The part of the settings that a person sets, and that is shown. */
export const preferencesOf = (settings: Settings): Preferences =>
  Object.fromEntries((Object.keys(defaultPreferences) as PreferenceName[]).map((name) => [name, settings[name]])) as unknown as Preferences;

/** What was read from disk, with everything that does not fit replaced by its default: a hand-edited file never stops a start. */
export const settingsFrom = (stored: unknown): Settings => {
  const raw = parsed(v.record(v.string(), v.unknown()), stored) ?? {};
  return { ...preferencesFrom(raw), ...v.parse(records, { ...defaultSettings, ...raw }) };
};
