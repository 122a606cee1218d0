import { parseRoleArn } from '../../../aws/arn.ts';
import { type AccountDetails, readAccount } from '../../../aws/iam/account-details.ts';
import type { ReaderCall } from '../../../aws/iam/iam-reader.ts';
import type { TeamIam } from '../../../aws/iam/team-iam.ts';
import { checkPolicy } from '../../../aws/policies/policy-check.ts';
import { type Clock, sleep } from '../../../base/clock.ts';
import { defined } from '../../../base/defined.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import type { TeamProgress } from '../../../contract/team/people.ts';
import type { ListedPolicy } from '../../../contract/team/policies.ts';
import { endsAll } from '../reading/ask-each.ts';

/** The policies of an account that somebody wrote. */
export interface PolicyList {
  /** Those with errors first, then with warnings, then by name. */
  readonly policies: readonly ListedPolicy[];
  /** By `id`, the documents as they are shown; the others are read when they are chosen. */
  readonly documents: ReadonlyMap<string, string>;
  /** Why it is not all of them. */
  readonly unread: readonly Problem[];
}

interface Found extends Pick<ListedPolicy, 'id' | 'kind' | 'name' | 'holder'> {
  /** Percent-encoded; undefined where the list does not tell. */
  readonly document?: string;
}

/** So many are checked before others get their turn: one in which much is found can take 15 ms. */
const atOnce = 5;

/** AWS writes these itself, and nobody can change them. */
const isOfService = (arn: string): boolean => arn.includes(':role/aws-service-role/');

const lastOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

const foundIn = ({ users, groups, roles, policies }: AccountDetails): readonly Found[] => {
  const inlineOf = (kind: 'user' | 'group' | 'role', holders: Pick<AccountDetails, 'groups'>['groups']) =>
    holders.flatMap(({ name: holder, inline }) =>
      inline.map(({ name, document }): Found => ({ id: `${kind}/${holder}/${name}`, kind, name, holder, document })),
    );
  const own = roles.filter(({ arn }) => !isOfService(arn));
  return [
    ...[...policies].map(([arn, document]): Found => ({ id: arn, kind: 'managed', name: lastOf(arn), document })),
    ...own.map(({ arn, name, trust }): Found => ({ id: arn, kind: 'trust', name, document: trust })),
    ...inlineOf('group', groups),
    ...inlineOf('user', users),
    ...inlineOf('role', own),
  ];
};

/** What lists tell whoever may not read the whole account at once: no inline policies, and managed ones by name only. */
const foundByLists = async (
  iam: TeamIam,
  reader: ReaderCall,
  denied: Problem,
): Promise<Result<readonly Found[]> & { unread: Problem[] }> => {
  const [managed, roles] = await Promise.all([iam.policies(reader), iam.roles(reader)]);
  const unread = [denied, ...[managed.problem, roles.problem].filter((one) => one !== undefined)];
  const over = unread.find(endsAll) ?? (managed.problem && roles.problem ? denied : undefined);
  if (over) return { ...failed(over), unread };
  const found = [
    ...managed.members.map((arn): Found => ({ id: arn, kind: 'managed', name: lastOf(arn) })),
    ...roles.members
      .filter(({ arn }) => !isOfService(arn))
      .map(({ arn, trust }): Found => ({ id: arn, kind: 'trust', name: parseRoleArn(arn)?.name ?? lastOf(arn), document: trust })),
  ];
  return { ...ok(found), unread };
};

const worth = ({ errors, warnings }: ListedPolicy): number => (errors === undefined ? -1 : errors * 1000 + (warnings ?? 0));

/**
 * Lists the policies of an account: its own managed ones, the inline ones of users, groups and roles, and the trust policies of roles, each checked where its
 * document came with the list. Problems: those of the calls; what is denied is in `unread` while anything else can be listed.
 */
export const listPolicies = async (
  { iam, clock, shown }: { readonly iam: TeamIam; readonly clock: Clock; readonly shown: (document: string) => string },
  reader: ReaderCall,
  onProgress: (progress: TeamProgress) => void,
): Promise<Result<PolicyList>> => {
  const tell = (done: number) => onProgress({ what: 'policies', done, total: 0 });
  tell(0);
  const account = await readAccount(iam.call, reader, tell, ['User', 'Group', 'Role', 'LocalManagedPolicy']);
  if (!account.ok && endsAll(account.problem)) return failed(account.problem);
  const found = account.ok ? { ...ok(foundIn(account.value)), unread: [] } : await foundByLists(iam, reader, account.problem);
  if (!found.ok) return found;
  const documents = new Map<string, string>();
  const policies: ListedPolicy[] = [];
  for (const [index, { document = '', ...one }] of found.value.entries()) {
    if (index % atOnce === atOnce - 1) await sleep(clock, 0, reader.signal);
    if (reader.signal.aborted) return failed({ code: 'cancelled' });
    const text = document === '' ? undefined : shown(document);
    if (text !== undefined) documents.set(one.id, text);
    const findings = text === undefined ? undefined : checkPolicy(text).findings;
    const count = (level: 'error' | 'warning') => findings?.filter((finding) => finding.level === level).length;
    policies.push({ ...one, ...defined({ errors: count('error'), warnings: count('warning') }) });
  }
  policies.sort((a, b) => worth(b) - worth(a) || (`${a.name} ${a.id}` < `${b.name} ${b.id}` ? -1 : 1));
  return ok({ policies, documents, unread: found.unread });
};
