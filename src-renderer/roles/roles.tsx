import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { accountsByKey } from '../../src-main/words/roles/order.ts';
import { roleListTexts } from '../../src-main/words/window/roles.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { CrossIcon, SearchIcon } from '../ui/drawings/icons.tsx';
import { OpenDialogContext, OpenRoleDialog, type RoleDialog } from './dialogs/role-dialog.tsx';
import { listItems } from './role-list.ts';
import { type ListHandle, RoleList } from './role-list-view.tsx';
import * as styles from './roles.module.css';

/**
 * The main screen: search, and the roles under it. `/` searches, arrows walk, Enter taps in, Escape clears and then hides.
 * `children` stand between the two.
 */
export const Roles = ({ snapshot, children }: { readonly snapshot: Snapshot; readonly children: ReactNode }) => {
  const send = useSend();
  const [query, setQuery] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<ListHandle>(null);
  const [dialog, openDialog] = useState<RoleDialog | undefined>(undefined);
  const { roles, sessions, awsAccounts } = snapshot;
  const accounts = useMemo(() => accountsByKey(awsAccounts), [awsAccounts]);
  const searching = query.trim() !== '';
  const grouped = useMemo(() => listItems(roles, sessions, '', accounts), [roles, sessions, accounts]);
  const items = useMemo(
    () => (searching ? listItems(roles, sessions, query, accounts) : grouped),
    [roles, sessions, accounts, query, searching, grouped],
  );

  useWindowFocus(
    useCallback(() => {
      // An open question or menu has the keyboard already.
      if (document.querySelector('dialog[open], [popover]') !== null) return;
      input.current?.focus();
      input.current?.select();
    }, []),
  );

  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      // In an empty search a slash is the start of a search, not the beginning of a name.
      const typing = event.target instanceof HTMLInputElement && query !== '';
      if ((event.key === '/' && !typing) || (event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey))) {
        event.preventDefault();
        input.current?.focus();
        input.current?.select();
      } else if (event.key === 'Escape') {
        if (query === '') send('hideWindow', null);
        else setQuery('');
      } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && event.target === document.body) {
        event.preventDefault();
        list.current?.focusCurrent();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [query, send]);

  const onSearchKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      list.current?.focusFirst();
    } else if (event.key === 'Enter' && searching) {
      const first = items.find((item) => item.kind === 'role');
      if (first?.kind === 'role' && first.role.state.kind !== 'active' && first.role.can.tap) send('tap', { role: first.role.id });
      else list.current?.focusFirst();
    }
  };

  return (
    <OpenDialogContext value={openDialog}>
      {/* biome-ignore lint/a11y/useSemanticElements: the element for it is younger than the oldest Chromium that this runs in */}
      <div className={styles.search} role="search">
        <SearchIcon />
        <input
          ref={input}
          type="text"
          inputMode="search"
          autoComplete="off"
          spellCheck={false}
          aria-label={roleListTexts.search}
          aria-keyshortcuts="/"
          placeholder={roleListTexts.search}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={onSearchKey}
        />
        {searching ? (
          <Button
            kind="icon"
            aria-label={roleListTexts.clearSearch}
            title={roleListTexts.clear}
            onClick={() => {
              setQuery('');
              input.current?.focus();
            }}
          >
            <CrossIcon size={14} />
          </Button>
        ) : (
          <kbd>/</kbd>
        )}
      </div>
      {children}
      <main className={styles.middle}>
        <RoleList
          ref={list}
          items={items}
          waiting={snapshot.waiting}
          searching={searching}
          noFiles={snapshot.preferences.noFiles}
          onLeaveTop={() => input.current?.focus()}
        />
        {items.length === 0 ? (
          <p className={styles.nothing} role="status">
            {roleListTexts.nothing.before}
            <q>{query.trim()}</q>
            {roleListTexts.nothing.after}
          </p>
        ) : null}
      </main>
      <OpenRoleDialog dialog={dialog} snapshot={snapshot} accounts={accounts} onClose={() => openDialog(undefined)} />
    </OpenDialogContext>
  );
};

/** Calls whenever the window comes to the front, and at once when it is there already. */
const useWindowFocus = (arrive: () => void): void => {
  useEffect(() => {
    if (document.hasFocus()) arrive();
    window.addEventListener('focus', arrive);
    return () => window.removeEventListener('focus', arrive);
  }, [arrive]);
};
