import type { IamUser } from '../../aws/iam/iam-types.ts';
import { awsOwner, knownHolders } from '../codes/accounts.ts';
import type { ChangeSettings, Store } from '../state/store.ts';
import { isNameOf } from './view.ts';

export interface ForgetNeeds {
  readonly store: Pick<Store, 'state'>;
  readonly changeSettings: ChangeSettings;
}

/**
 * What is cleaned here when a device of this user is gone in AWS, e.g. as an administrator removed that of a lost key: nothing says any more that
 * the lost key could make codes, neither when a key is asked for nor as an answer to "what else lets you in?". A key that is plugged in is
 * remembered anew. `serials`: all devices that there are, with those that nobody uses.
 */
export const forgetGone = ({ store, changeSettings }: ForgetNeeds, { userName, accountId }: IamUser, serials: readonly string[]): void => {
  const { knownKeys, pickedAccounts } = store.state().settings;
  const isGone = (account: string): boolean => {
    const owner = awsOwner(account);
    if (owner?.accountId !== accountId || !isNameOf(userName, owner.user)) return false;
    return !serials.some((serial) => knownHolders({ [account]: [0] }, serial, pickedAccounts[serial]).length > 0);
  };
  const kept = Object.entries(knownKeys).filter(([account]) => !isGone(account));
  if (kept.length < Object.keys(knownKeys).length) changeSettings(() => ({ knownKeys: Object.fromEntries(kept) }));
};
