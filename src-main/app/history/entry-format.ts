import * as v from 'valibot';
import { defined } from '../../base/defined.ts';
import { maybe, parsedJson } from '../../base/schema.ts';
import type { HistoryEntry } from '../../contract/history.ts';
import type { Problem } from '../../contract/problems.ts';
import { storedAsker, storedKey } from './stored-fields.ts';

const version = 1;

/** A line of the history: JSON without a line end. */
export const historyLine = (entry: HistoryEntry): string => JSON.stringify({ v: version, ...entry });

/** Milliseconds that a date can have. */
const moment = v.pipe(v.number(), v.minValue(-8.64e15), v.maxValue(8.64e15));

const fact = v.union([v.string(), v.number(), v.boolean()]);
/** A code with plain facts. Of a later version it may be one that has no words here: then only the code is told. */
const problem = v.pipe(
  v.objectWithRest({ code: v.pipe(v.string(), v.regex(/^[a-z]+(-[a-z0-9]+)*$/)) }, v.union([fact, v.array(fact)])),
  v.transform((plain) => plain as unknown as Problem),
);

const entry = v.pipe(
  v.object({
    v: v.literal(version),
    at: moment,
    event: v.picklist(['opened', 'renewed', 'ended', 'refused']),
    profile: v.string(),
    roleArn: v.string(),
    accountId: v.string(),
    asker: storedAsker,
    accessKeyId: maybe(v.string()),
    target: maybe(v.string()),
    via: maybe(v.picklist(['mfa-session', 'direct'])),
    guarded: maybe(v.boolean()),
    expires: maybe(moment),
    key: maybe(storedKey),
    why: maybe(v.picklist(['person', 'lock', 'pulled', 'quit', 'gone'])),
    problem: maybe(problem),
  }),
  v.transform(({ v: _, ...fields }): HistoryEntry => defined(fields)),
);

/**
 * The entry of a line; undefined for a line that is cut off, is of a version that changed the meaning of its fields, or lacks what every entry has. Fields
 * that do not fit or are not known are left out.
 */
export const parseHistoryLine = (line: string): HistoryEntry | undefined => parsedJson(entry, line);
