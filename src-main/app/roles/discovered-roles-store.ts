import { parseRoleArn } from '../../aws/arn.ts';
import { type FoundRole, type FoundRoles, unreadParts } from '../../aws/iam/iam-types.ts';
import type { Log } from '../../base/log.ts';
import type { Problem } from '../../contract/problems.ts';
import type { RecordFolder } from '../../storage/record-folder.adapter.ts';
import type { FoundRolesStore, KeptFoundRoles } from '../ports.ts';

/** Bytes: some ten thousand roles. */
export const foundRolesLimit = 8 * 1024 * 1024;

const record = 'found';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && !/\p{Cc}/u.test(value);
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

const roleOf = ({ roleArn, sure, externalId, maxSessionSeconds }: Fields): FoundRole[] => {
  if (!isText(roleArn) || !parseRoleArn(roleArn)) return [];
  return [
    {
      roleArn,
      sure: sure === true,
      ...(isText(externalId) ? { externalId } : {}),
      ...(typeof maxSessionSeconds === 'number' ? { maxSessionSeconds } : {}),
    },
  ];
};

const patternOf = ({ pattern, accountId }: Fields): FoundRoles['patterns'][number][] =>
  isText(pattern) ? [{ pattern, ...(isText(accountId) ? { accountId } : {}) }] : [];

/** What is as true tomorrow as today; that AWS could not be reached is not. */
const lastingProblem = ({ code, action, resource, explicit, policy, why }: Fields): Problem | undefined => {
  if (code === 'iam-denied' && isText(action) && isText(resource)) return { code, action, resource, explicit: explicit === true };
  if (code === 'policy-unclear' && isText(policy) && (why === 'not-json' || why === 'not-resource' || why === 'variable')) {
    return { code, policy, why };
  }
  return undefined;
};

const unreadOf = ({ what: given, name, problem }: Fields): FoundRoles['unread'][number][] => {
  const what = unreadParts.find((part) => part === given);
  const lasting = isFields(problem) ? lastingProblem(problem) : undefined;
  return what && lasting ? [{ what, problem: lasting, ...(isText(name) ? { name } : {}) }] : [];
};

const keptOf = (value: unknown): KeptFoundRoles | undefined => {
  if (!isFields(value) || typeof value.at !== 'number' || !isFields(value.found)) return undefined;
  const { accountId, partition, alias, roles, patterns, unread } = value.found;
  if (!isText(accountId) || !isText(partition)) return undefined;
  return {
    at: value.at,
    found: {
      accountId,
      partition,
      ...(isText(alias) ? { alias } : {}),
      roles: list(roles).flatMap(roleOf),
      patterns: list(patterns).flatMap(patternOf),
      unread: list(unread).flatMap(unreadOf),
    },
  };
};

const parse = (text: string | undefined): ReadonlyMap<string, KeptFoundRoles> => {
  const kept = new Map<string, KeptFoundRoles>();
  try {
    const parsed: unknown = JSON.parse(text ?? '{}');
    for (const [source, value] of isFields(parsed) ? Object.entries(parsed) : []) {
      const found = keptOf(value);
      if (found) kept.set(source, found);
    }
  } catch {
    // Nothing is found, until it is looked for again.
  }
  return kept;
};

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
