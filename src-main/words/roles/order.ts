import type { AwsAccountView } from '../../contract/preferences.ts';
import type { RoleView } from '../../contract/snapshot.ts';
import { compare } from '../grammar.ts';

/** AWS accounts by partition and id: the same id may stand in two partitions. */
export type Accounts = ReadonlyMap<string, AwsAccountView>;

export const accountKey = ({ partition, accountId }: { readonly partition: string; readonly accountId: string }): string =>
  `${partition} ${accountId}`;

export const accountsByKey = (accounts: readonly AwsAccountView[]): Accounts =>
  new Map(accounts.map((account) => [accountKey(account), account]));

const byProfile = (a: RoleView, b: RoleView): number => compare(a.profile, b.profile) || (a.profile < b.profile ? -1 : 1);

/** Sorting by language costs most of a frame with 2,000 roles, so it is done once for each list that comes from main. */
export const inOrder = (roles: readonly RoleView[]): readonly RoleView[] => {
  const known = orders.get(roles);
  if (known !== undefined) return known;
  const sorted = [...roles].sort(byProfile);
  orders.set(roles, sorted);
  return sorted;
};
const orders = new WeakMap<readonly RoleView[], readonly RoleView[]>();

/** The name and mark of the account that a role is in, where they are known. */
export type AccountOf = (role: { readonly roleArn: string; readonly accountId: string }) => AwsAccountView | undefined;

export const accountsOf = (all: readonly AwsAccountView[]): AccountOf => {
  const accounts = accountsByKey(all);
  return ({ roleArn, accountId }) => accounts.get(accountKey({ partition: roleArn.split(':')[1] ?? 'aws', accountId }));
};
