import { type ReactNode, useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Command } from '../../src-main/contract/commands.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { accountsByKey } from '../../src-main/words/roles/order.ts';
import { boxTexts } from '../../src-main/words/window/box.ts';
import { type Send, useSend } from '../store/bridge.ts';
import { useCopied } from '../ui/copy-button.tsx';
import type { BoxItem } from './box/box-items.ts';
import { standingDeeds } from './box/deeds.ts';
import { Foot } from './box/foot.tsx';
import { Results } from './box/results.tsx';
import { SearchField } from './box/search-field.tsx';
import { ShortcutsDialog } from './box/shortcuts-dialog.tsx';
import { useBox } from './box/use-box.ts';
import { useRoleKeys } from './box/use-role-keys.ts';
import { OpenDialogContext, OpenRoleDialog, type RoleDialog } from './dialogs/role-dialog.tsx';
import type { Deed } from './role-deeds.ts';
import { listItems } from './role-list.ts';
import { type ListHandle, RoleList } from './role-list-view.tsx';
import * as styles from './roles.module.css';

/**
 * The main screen: the box in which everything is typed, and under it the roles, or what was found. Typing searches from anywhere, arrows walk, Enter does what
 * is selected, Escape clears and then hides. `children` stand between the two.
 */
export const Roles = ({ snapshot, children }: { readonly snapshot: Snapshot; readonly children: ReactNode }) => {
  const send = useSend();
  const input = useRef<HTMLInputElement>(null);
  const rows = useRef<ListHandle>(null);
  /** The role whose row the keyboard goes to when the list is back. */
  const next = useRef<string | undefined>(undefined);
  const listId = useId();
  const [dialog, openDialog] = useState<RoleDialog | undefined>(undefined);
  const [showsKeys, setShowsKeys] = useState(false);
  const [copied, followCopy] = useCopied();
  const { roles, sessions, awsAccounts, preferences, waiting } = snapshot;
  const accounts = useMemo(() => accountsByKey(awsAccounts), [awsAccounts]);
  const items = useMemo(() => listItems(roles, sessions, accounts), [roles, sessions, accounts]);
  const standing = useMemo(() => standingDeeds(snapshot), [snapshot]);
  const { noFiles } = preferences;
  const source = useMemo(() => ({ roles, sessions, accounts, standing, noFiles }), [roles, sessions, accounts, standing, noFiles]);
  const box = useBox(source);

  useWindowFocus(
    useCallback(() => {
      // An open question or menu has the keyboard already.
      if (document.querySelector('dialog[open], [popover]') !== null) return;
      input.current?.focus();
      input.current?.select();
    }, []),
  );
  useLayoutEffect(() => {
    if (box.isOpen || next.current === undefined) return;
    rows.current?.focusRole(next.current);
    next.current = undefined;
  });

  // The list and what was found last take turns, and the one out of sight stays as it is: to build them anew took longer than the search.
  const list = useMemo(
    () => <RoleList ref={rows} items={items} waiting={waiting} noFiles={noFiles} onLeaveTop={() => input.current?.focus()} />,
    [items, waiting, noFiles],
  );

  const run = (deed: Deed) => {
    if (deed.kind === 'shortcuts') setShowsKeys(true);
    else if (deed.kind === 'dialog') openDialog({ kind: deed.dialog, role: deed.role });
    else if (deed.kind === 'send') return sendCommand(send, deed);
    return undefined;
  };
  const onPick = (item: BoxItem) => {
    const { deed } = item;
    const done = run(deed);
    if (done !== undefined && deed.kind === 'send' && deed.command.name === 'copyProfile') return void followCopy(done);
    next.current = inRow(item);
    box.close();
    input.current?.focus();
  };

  const lastResults = useRef<ReactNode>(null);
  const results = box.isOpen ? (
    <>
      <Results
        id={listId}
        found={box.found}
        current={box.current?.key}
        words={box.words}
        onPoint={box.select}
        onPick={onPick}
        onMore={(item) => item.kind === 'role' && box.enter(item.role)}
      />
      {box.current === undefined ? <Nothing typed={box.typed} /> : null}
      <Foot box={box} copied={copied} />
    </>
  ) : (
    lastResults.current
  );
  useEffect(() => {
    lastResults.current = results;
  }, [results]);

  useRoleKeys({
    box,
    source,
    run,
    focusSearch: (selects) => {
      input.current?.focus();
      if (selects) input.current?.select();
    },
    focusList: () => rows.current?.focusCurrent(),
    hide: () => void send('hideWindow', null),
  });

  return (
    <OpenDialogContext value={openDialog}>
      <SearchField input={input} box={box} listId={listId} onPick={onPick} onDown={() => rows.current?.focusFirst()} />
      {children}
      <main className={styles.middle}>
        <div className={styles.layer} data-covered={box.isOpen}>
          {list}
        </div>
        <div className={styles.layer} data-covered={!box.isOpen}>
          {results}
        </div>
      </main>
      <OpenRoleDialog dialog={dialog} snapshot={snapshot} accounts={accounts} onClose={() => openDialog(undefined)} />
      {showsKeys ? <ShortcutsDialog everywhere={preferences.shortcut} onClose={() => setShowsKeys(false)} /> : null}
    </OpenDialogContext>
  );
};

/** Where the keyboard goes after it: to the row of a role that something was begun with. */
const inRow = (item: BoxItem): string | undefined => {
  const role = item.kind === 'role' ? item.role : item.facts?.role;
  const { deed } = item;
  const begins = deed.kind === 'show' || (deed.kind === 'send' && ['tap', 'tapFresh', 'renew', 'openConsole'].includes(deed.command.name));
  return begins ? role?.id : undefined;
};

const sendCommand = async (send: Send, { command, also }: Extract<Deed, { kind: 'send' }>): Promise<boolean> => {
  // TypeScript does not follow the name to its payload.
  const one = ({ name, payload }: Command) => send(name, payload as never);
  return (await one(command)) && (also === undefined || (await one(also)));
};

const Nothing = ({ typed }: { readonly typed: string }) => (
  <p className={styles.nothing}>
    {boxTexts.nothing.before}
    <q>{typed.trim()}</q>
    {boxTexts.nothing.after}
  </p>
);

/** Calls whenever the window comes to the front, and at once when it is there already. */
const useWindowFocus = (arrive: () => void): void => {
  useEffect(() => {
    if (document.hasFocus()) arrive();
    window.addEventListener('focus', arrive);
    return () => window.removeEventListener('focus', arrive);
  }, [arrive]);
};
