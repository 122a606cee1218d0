import { colours, type PreferenceName, type Preferences, parsePreference } from '../contract/preferences.ts';
import type { AddedRole, Settings } from './ports.ts';

/** What a new user prefers. */
export const defaultPreferences: Preferences = {
  mfaSessionSeconds: 12 * 3600,
  roleSeconds: 3600,
  guardSeconds: 900,
  renewal: 'in-use',
  inUseMinutes: 120,
  clipboardSeconds: 20,
  endOnLock: false,
  endOnRemoval: false,
  endOnQuit: false,
  noFiles: false,
  targetSuffix: '-tap',
  shortcut: 'CommandOrControl+Alt+Y',
  startAtLogin: false,
  theme: 'system',
  notifications: true,
  region: '',
};

/** What a new user has in settings.json. */
export const defaultSettings: Settings = {
  ...defaultPreferences,
  pickedAccounts: {},
  roleMaximumSeconds: {},
  knownKeys: {},
  pinned: [],
  favourites: [],
  recents: [],
  guards: {},
  colours: {},
  aliases: {},
  addedRoles: [],
};

const preferencesFrom = (raw: Readonly<Record<string, unknown>>): Preferences =>
  Object.fromEntries(
    (Object.keys(defaultPreferences) as PreferenceName[]).map((name) => [
      name,
      parsePreference(name, raw[name])?.value ?? defaultPreferences[name],
    ]),
  ) as unknown as Preferences;

/** Without what every object inherits: `constructor` is a name that a file can have for a device, too. */
const bare = <T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> =>
  Object.assign(Object.create(null) as Record<string, T>, Object.fromEntries(entries));

const record = <T>(value: unknown, fits: (entry: unknown) => entry is T): Readonly<Record<string, T>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? bare(Object.entries(value).filter((entry): entry is [string, T] => fits(entry[1])))
    : bare([]);

const isText = (value: unknown): value is string => typeof value === 'string';
const isSeconds = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value > 0;
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isColour = (value: unknown): value is (typeof colours)[number] => colours.some((colour) => colour === value);
const isOptional = <T>(value: unknown, fits: (entry: unknown) => entry is T): boolean => value === undefined || fits(value);
const isAddedRole = (value: unknown): value is AddedRole => {
  if (typeof value !== 'object' || value === null) return false;
  const { name, roleArn, source, externalId, region, durationSeconds } = value as Record<string, unknown>;
  return (
    isText(name) &&
    isText(roleArn) &&
    isText(source) &&
    isOptional(externalId, isText) &&
    isOptional(region, isText) &&
    isOptional(durationSeconds, isSeconds)
  );
};
const list = <T>(value: unknown, fits: (entry: unknown) => entry is T): readonly T[] => (Array.isArray(value) ? value.filter(fits) : []);
const isSerials = (value: unknown): value is readonly number[] => Array.isArray(value) && value.every(isSeconds);

/** The part of the settings that a person sets, and that is shown. */
export const preferencesOf = (settings: Settings): Preferences =>
  Object.fromEntries((Object.keys(defaultPreferences) as PreferenceName[]).map((name) => [name, settings[name]])) as unknown as Preferences;

/** What was read from disk, with everything that does not fit replaced by its default: a hand-edited file never stops a start. */
export const settingsFrom = (stored: unknown): Settings => {
  const raw = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};
  return {
    ...preferencesFrom(raw),
    pickedAccounts: record(raw.pickedAccounts, isText),
    roleMaximumSeconds: record(raw.roleMaximumSeconds, isSeconds),
    knownKeys: record(raw.knownKeys, isSerials),
    pinned: list(raw.pinned, isText),
    favourites: list(raw.favourites, isText),
    recents: list(raw.recents, isText),
    guards: record(raw.guards, isFlag),
    colours: record(raw.colours, isColour),
    aliases: record(raw.aliases, isText),
    addedRoles: list(raw.addedRoles, isAddedRole),
  };
};
