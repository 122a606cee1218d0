import { createContext, useContext } from 'react';
import type { RoleView, Snapshot } from '../../../src-main/contract/snapshot.ts';
import { type Accounts, accountKey } from '../../../src-main/words/roles/order.ts';
import { AccountDialog } from './account-dialog.tsx';
import { ConsoleDialog } from './console-dialog.tsx';
import { EnvironmentDialog } from './environment-dialog.tsx';
import { LimitsDialog } from './limits-dialog.tsx';

/** A small dialog over the list, for one role. It outlives the row that it was opened from, which may move to another group. */
export interface RoleDialog {
  readonly kind: 'environment' | 'account' | 'limits' | 'console';
  readonly role: RoleView;
}

export const OpenDialogContext = createContext<(dialog: RoleDialog) => void>(() => {});
export const useOpenDialog = (): ((dialog: RoleDialog) => void) => useContext(OpenDialogContext);

/** The dialog that a role's menu opened, on the newest of the role; none when the role is gone. */
export const OpenRoleDialog = ({
  dialog,
  snapshot,
  accounts,
  onClose,
}: {
  readonly dialog: RoleDialog | undefined;
  readonly snapshot: Snapshot;
  readonly accounts: Accounts;
  readonly onClose: () => void;
}) => {
  const role = dialog && snapshot.roles.find(({ id }) => id === dialog.role.id);
  if (dialog === undefined || role === undefined) return null;
  if (dialog.kind === 'environment') {
    return <EnvironmentDialog role={role} clipboardSeconds={snapshot.preferences.clipboardSeconds} onClose={onClose} />;
  }
  if (dialog.kind === 'limits') return <LimitsDialog role={role} onClose={onClose} />;
  const account = accounts.get(accountKey(role));
  if (dialog.kind === 'console') {
    return <ConsoleDialog role={role} account={account?.alias ?? role.accountId} browsers={snapshot.browsers} onClose={onClose} />;
  }
  return <AccountDialog role={role} onClose={onClose} account={account} />;
};
