import { createContext, useContext } from 'react';
import type { RoleView } from '../../src-main/contract/snapshot.ts';

/** A small dialog over the list, for one role. It outlives the row that it was opened from, which may move to another group. */
export interface RoleDialog {
  readonly kind: 'environment' | 'account';
  readonly role: RoleView;
}

export const OpenDialogContext = createContext<(dialog: RoleDialog) => void>(() => {});
export const useOpenDialog = (): ((dialog: RoleDialog) => void) => useContext(OpenDialogContext);
