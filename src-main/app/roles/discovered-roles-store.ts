import * as v from 'valibot';
import { parseRoleArn } from '../../aws/arn.ts';
import { unreadParts } from '../../aws/iam/iam-types.ts';
import { defined } from '../../base/defined.ts';
import type { Log } from '../../base/log.ts';
import { fitting, fittingEntries, maybe, parsedJson } from '../../base/schema.ts';
import type { RecordFolder } from '../../storage/record-folder.adapter.ts';
import type { FoundRolesStore, KeptFoundRoles } from '../ports.ts';

/** Bytes: some ten thousand roles. */
export const foundRolesLimit = 8 * 1024 * 1024;

const record = 'found';

const text = v.pipe(v.string(), v.regex(/^\P{Cc}+$/u));

const role = v.pipe(
  v.object({
    roleArn: v.pipe(
      text,
      v.check((arn) => parseRoleArn(arn) !== undefined),
    ),
    sure: v.fallback(v.boolean(), false),
    externalId: maybe(text),
    maxSessionSeconds: maybe(v.number()),
  }),
  v.transform(defined),
);

const pattern = v.pipe(v.object({ pattern: text, accountId: maybe(text) }), v.transform(defined));

/** What is as true tomorrow as today; that AWS could not be reached is not. */
const lastingProblem = v.variant('code', [
  v.object({ code: v.literal('iam-denied'), action: text, resource: text, explicit: v.fallback(v.boolean(), false) }),
  v.object({ code: v.literal('policy-unclear'), policy: text, why: v.picklist(['not-json', 'not-resource', 'variable']) }),
]);

const unread = v.pipe(v.object({ what: v.picklist(unreadParts), problem: lastingProblem, name: maybe(text) }), v.transform(defined));

/** The roles of each source that fit. */
const kept = fittingEntries(
  v.object({
    at: v.number(),
    found: v.pipe(
      v.object({
        accountId: text,
        partition: text,
        alias: maybe(text),
        roles: v.optional(fitting(role), []),
        patterns: v.optional(fitting(pattern), []),
        unread: v.optional(fitting(unread), []),
      }),
      v.transform(defined),
    ),
  }),
);

const parse = (json: string | undefined): ReadonlyMap<string, KeptFoundRoles> => new Map(parsedJson(kept, json ?? '{}'));

/** What IAM told, in one file; what is broken in it is left out, and nothing but a new search is lost. */
export const createFoundRolesStore = (folder: RecordFolder, log: Log): FoundRolesStore => {
  let last: Promise<unknown> = Promise.resolve();
  const load = async (): Promise<ReadonlyMap<string, KeptFoundRoles>> =>
    parse((await folder.read()).find(({ name }) => name === record)?.text);
  const save = async (source: string, found: KeptFoundRoles): Promise<void> => {
    // Read again: another front end can have looked for another source's roles.
    const text = JSON.stringify(Object.fromEntries(new Map(await load()).set(source, found)));
    if (Buffer.byteLength(text) > foundRolesLimit) return log.warn('too many roles to keep');
    await folder.write(record, text);
  };
  return {
    load: async () => Object.fromEntries(await load()),
    save: (source, found) => {
      const turn = last.then(() => save(source, found)).catch(() => log.warn('found roles could not be kept'));
      last = turn;
      return turn;
    },
  };
};
