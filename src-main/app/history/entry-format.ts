import type { EndReason, HistoryEntry } from '../../contract/history.ts';
import type { Problem } from '../../contract/problems.ts';
import { among, isObject, number, parseAsker, parseKey, text } from './stored-fields.ts';

const events = ['opened', 'renewed', 'ended', 'refused'] as const;
const reasons: readonly EndReason[] = ['person', 'lock', 'pulled', 'quit', 'gone'];
const ways = ['mfa-session', 'direct'] as const;

const version = 1;

/** A line of the history: JSON without a line end. */
export const historyLine = (entry: HistoryEntry): string => JSON.stringify({ v: version, ...entry });

/** Milliseconds that a date can have. */
const moment = (value: unknown): number | undefined => {
  const millis = number(value);
  return millis !== undefined && Math.abs(millis) <= 8.64e15 ? millis : undefined;
};

const isFact = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** A code with plain facts. Of a later version it may be one that has no words here: then only the code is told. */
const parseProblem = (value: unknown): Problem | undefined => {
  if (!isObject(value) || !/^[a-z]+(-[a-z0-9]+)*$/.test(text(value.code) ?? '')) return undefined;
  const plain = Object.values(value).every((fact) => isFact(fact) || (Array.isArray(fact) && fact.every(isFact)));
  return plain ? (value as unknown as Problem) : undefined;
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
