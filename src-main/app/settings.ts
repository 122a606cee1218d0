import type { Settings } from './world.ts';

/** What a new user has. Durations in seconds. */
export const defaultSettings: Settings = {
  mfaSessionSeconds: 12 * 3600,
  clipboardSeconds: 20,
  pickedAccounts: {},
  roleMaximumSeconds: {},
  knownKeys: {},
};

const within = (value: unknown, least: number, most: number, otherwise: number): number =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : otherwise;

/** Without what every object inherits: `constructor` is a name that a file can have for a device, too. */
const bare = <T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> =>
  Object.assign(Object.create(null) as Record<string, T>, Object.fromEntries(entries));

const record = <T>(value: unknown, fits: (entry: unknown) => entry is T): Readonly<Record<string, T>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? bare(Object.entries(value).filter((entry): entry is [string, T] => fits(entry[1])))
    : bare([]);

const isText = (value: unknown): value is string => typeof value === 'string';
const isSeconds = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value > 0;
const isSerials = (value: unknown): value is readonly number[] => Array.isArray(value) && value.every(isSeconds);

/** What was read from disk, with everything that does not fit replaced by its default: a hand-edited file never stops a start. */
export const settingsFrom = (stored: unknown): Settings => {
  const raw = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};
  return {
    mfaSessionSeconds: within(raw.mfaSessionSeconds, 900, 129_600, defaultSettings.mfaSessionSeconds),
    clipboardSeconds: within(raw.clipboardSeconds, 5, 300, defaultSettings.clipboardSeconds),
    pickedAccounts: record(raw.pickedAccounts, isText),
    roleMaximumSeconds: record(raw.roleMaximumSeconds, isSeconds),
    knownKeys: record(raw.knownKeys, isSerials),
  };
};
