import type { Asker } from '../contract/asker.ts';
import type { EndReason, HistoryEntry } from '../contract/history.ts';
import type { Problem } from '../contract/problems.ts';

const events = ['opened', 'renewed', 'ended', 'refused'] as const;
const reasons: readonly EndReason[] = ['person', 'lock', 'pulled', 'quit', 'gone'];
const ways = ['mfa-session', 'direct'] as const;

const version = 1;

/** A line of the history: JSON without a line end. */
export const historyLine = (entry: HistoryEntry): string => JSON.stringify({ v: version, ...entry });

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const number = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
const among = <T extends string>(values: readonly T[], value: unknown): T | undefined => values.find((known) => known === value);
/** Milliseconds that a date can have. */
const moment = (value: unknown): number | undefined => {
  const millis = number(value);
  return millis !== undefined && Math.abs(millis) <= 8.64e15 ? millis : undefined;
};

const parseAsker = (value: unknown): Asker | undefined => {
  if (!isObject(value)) return undefined;
  if (value.kind === 'renewal') return { kind: 'renewal' };
  if (value.kind === 'person') {
    const front = among(['tray', 'terminal'] as const, value.front);
    return front && { kind: 'person', front };
  }
  const [name, pid, folder] = [text(value.name), number(value.pid), text(value.folder)];
  if (value.kind !== 'program' || name === undefined || pid === undefined) return undefined;
  return { kind: 'program', name, pid, sure: value.sure === true, ...(folder === undefined ? {} : { folder }) };
};

const isFact = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** A code with plain facts. Of a later version it may be one that has no words here: then only the code is told. */
const parseProblem = (value: unknown): Problem | undefined => {
  if (!isObject(value) || !/^[a-z]+(-[a-z0-9]+)*$/.test(text(value.code) ?? '')) return undefined;
  const plain = Object.values(value).every((fact) => isFact(fact) || (Array.isArray(fact) && fact.every(isFact)));
  return plain ? (value as unknown as Problem) : undefined;
};

const parseKey = (value: unknown): HistoryEntry['key'] => {
  const name = isObject(value) ? text(value.name) : undefined;
  const serial = isObject(value) ? number(value.serial) : undefined;
  return name === undefined ? undefined : { name, ...(serial === undefined ? {} : { serial }) };
};

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the fields that are undefined. */
const compact = <T extends object>(fields: T): Present<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;

/**
 * The entry of a line; undefined for a line that is cut off, is of a version that changed the meaning of its fields, or lacks what every entry has. Fields
 * that do not fit or are not known are left out.
 */
export const parseHistoryLine = (line: string): HistoryEntry | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isObject(value) || value.v !== version) return undefined;
  const [at, event, asker] = [moment(value.at), among(events, value.event), parseAsker(value.asker)];
  const [profile, roleArn, accountId] = [text(value.profile), text(value.roleArn), text(value.accountId)];
  if (at === undefined || !event || !asker || profile === undefined || roleArn === undefined || accountId === undefined) return undefined;
  return {
    at,
    event,
    profile,
    roleArn,
    accountId,
    asker,
    ...compact({
      accessKeyId: text(value.accessKeyId),
      target: text(value.target),
      via: among(ways, value.via),
      guarded: typeof value.guarded === 'boolean' ? value.guarded : undefined,
      expires: moment(value.expires),
      key: parseKey(value.key),
      why: among(reasons, value.why),
      problem: parseProblem(value.problem),
    }),
  };
};
