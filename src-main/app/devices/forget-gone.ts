import type { IamUser } from '../../aws/iam/iam-types.ts';
import { awsOwner, knownHolders } from '../codes/accounts.ts';
import type { CodePorts } from '../codes/code-request.ts';
import { isNameOf } from '../codes/device-names.ts';

/**
 * What is cleaned here when a device of this user is gone in AWS, e.g. as an administrator removed that of a lost key: nothing says any more that
 * the lost key could make codes, neither when a key is asked for nor as an answer to "what else lets you in?". A key that is plugged in is
 * remembered anew. `serials`: all devices that there are, with those that nobody uses.
 */
export const forgetGone = (settings: CodePorts['settings'], { userName, accountId }: IamUser, serials: readonly string[]): void => {
  const { knownKeys, pickedAccounts } = settings.get();
  const isGone = (account: string): boolean => {
    const owner = awsOwner(account);
    if (owner?.accountId !== accountId || !isNameOf(userName, owner.user)) return false;
    return !serials.some((serial) => knownHolders({ [account]: [0] }, serial, pickedAccounts[serial]).length > 0);
  };
  const kept = Object.entries(knownKeys).filter(([account]) => !isGone(account));
  if (kept.length < Object.keys(knownKeys).length) settings.change(() => ({ knownKeys: Object.fromEntries(kept) }));
};
