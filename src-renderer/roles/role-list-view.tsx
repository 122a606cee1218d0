import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Waiting } from '../../src-main/contract/snapshot.ts';
import { isAcrossAccounts } from '../../src-main/words/roles/groups.ts';
import { useSend } from '../store/bridge.ts';
import { Swatch } from '../ui/drawings/icons.tsx';
import { type ListItem, lacksLine } from './role-list.ts';
import * as styles from './roles.module.css';
import { RoleRow } from './row/role-row.tsx';
import { SessionRow } from './row/session-row.tsx';

export interface ListHandle {
  readonly focusFirst: () => void;
  /** The role's row (`RoleView.id`). */
  readonly focusRole: (role: string) => void;
  /** The row where the keyboard was, or the first. */
  readonly focusCurrent: () => void;
}

interface Props {
  readonly ref: Ref<ListHandle>;
  readonly items: readonly ListItem[];
  readonly waiting: readonly Waiting[];
  /** The setting. */
  readonly noFiles: boolean;
  /** The arrow up in the first row. */
  readonly onLeaveTop: () => void;
}

const rowHeight = 44;
const headingHeight = 27;

/** Only the rows in view are in the document, in normal flow and in a section per group, however many roles there are. */
export const RoleList = ({ ref, items, waiting, noFiles, onLeaveTop }: Props) => {
  const send = useSend();
  const scroller = useRef<HTMLDivElement>(null);
  const wanted = useRef<string | undefined>(undefined);
  /** The row that had the keyboard last, as long as nothing else in the window took it. */
  const held = useRef<string | undefined>(undefined);
  const [current, setCurrent] = useState<string | undefined>(undefined);
  const rows = useMemo(() => items.filter((item) => item.kind !== 'heading'), [items]);
  const currentKey = rows.some((row) => row.key === current) ? current : rows[0]?.key;

  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]?.kind === 'heading' ? headingHeight : rowHeight),
    getItemKey: (index) => items[index]?.key ?? index,
    initialRect: { width: 392, height: 460 },
    overscan: 2,
  });

  const focusKey = (key: string | undefined) => {
    const index = items.findIndex((item) => item.key === key);
    if (key === undefined || index === -1) return;
    setCurrent(key);
    wanted.current = key;
    const before = items[index - 1];
    // A row comes into view with its heading above it.
    if (before?.kind === 'heading') virtualizer.scrollToIndex(index - 1);
    virtualizer.scrollToIndex(index);
    focusWanted();
  };
  const focusWanted = () => {
    if (wanted.current === undefined) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(wanted.current)}"] [data-row]`);
    if (!row) return;
    wanted.current = undefined;
    row.focus({ preventScroll: true });
  };
  useLayoutEffect(focusWanted);
  // A row that is drawn in another group is another element: the keyboard follows its role there, also after a question or a dialog.
  useLayoutEffect(() => {
    if (held.current === undefined || wanted.current !== undefined) return;
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    if (document.querySelector('dialog[open]') === null) focusKey(held.current);
  });
  useImperativeHandle(ref, () => ({
    focusFirst: () => focusKey(rows[0]?.key),
    focusRole: (role) => focusKey(`role ${role}`),
    focusCurrent: () => focusKey(currentKey),
  }));

  const onFocus = (event: FocusEvent) => {
    held.current = keyOf(event.target);
    setCurrent(held.current);
  };
  const onBlur = ({ relatedTarget }: FocusEvent) => {
    // A question, a dialog or a menu gives the keyboard back; whatever else takes it keeps it.
    if (relatedTarget instanceof Element && relatedTarget.closest('dialog, [popover]') === null) held.current = undefined;
  };

  /** The right button of a mouse, and the key that stands for it. */
  const onContextMenu = (event: MouseEvent) => {
    const opener = menuOpenerOf(event.target);
    if (opener === undefined) return;
    event.preventDefault();
    // Where the event comes with the press, the release would count as a click outside of the menu.
    if (event.buttons === 0) opener.click();
    else document.addEventListener('pointerup', () => setTimeout(() => opener.click()), { once: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const held = keyOf(event.target);
    const at = rows.findIndex((row) => row.key === held);
    const row = rows[at];
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 7, PageUp: at - 7, Home: 0, End: rows.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      if (event.key === 'ArrowUp' && at === 0) onLeaveTop();
      else focusKey(rows[Math.max(0, Math.min(next, rows.length - 1))]?.key);
    } else if (event.key === 'ArrowRight') {
      const opener = menuOpenerOf(event.target);
      if (opener === undefined) return;
      event.preventDefault();
      opener.click();
    } else if (row.kind === 'role' && row.session !== undefined) {
      if (event.key === 'Delete' && row.role.can.end) send('end', { target: row.role.target });
    } else if (row.kind === 'session' && event.key === 'Delete') send('end', { target: row.session.target });
  };

  const waitingOf = (profile: string) => waiting.find((question) => question.for.kind === 'role' && question.for.profile === profile)?.id;
  const shown = virtualizer.getVirtualItems();
  const groups: { readonly group: string; heading?: ReactNode; readonly title: string; readonly rows: ReactNode[] }[] = [];
  for (const { index, key } of shown) {
    const item = items[index];
    if (item === undefined) continue;
    let group = groups.at(-1);
    if (group?.group !== item.group) {
      group = { group: item.group, title: titleOf(items, item.group), rows: [] };
      groups.push(group);
    }
    if (item.kind === 'heading') {
      group.heading = (
        <h2 key={key} ref={virtualizer.measureElement} data-index={index}>
          {item.colour === undefined ? null : <Swatch colour={item.colour} />}
          {item.title}
          {item.detail === undefined ? null : <span>{item.detail}</span>}
        </h2>
      );
      continue;
    }
    const { index: placeIndex, of: placeOf } = item.place;
    const row = { index, itemKey: item.key, measure: virtualizer.measureElement, placeIndex, placeOf, isCurrent: item.key === currentKey };
    group.rows.push(
      item.kind === 'session' ? (
        <SessionRow key={key} session={item.session} {...row} />
      ) : (
        <RoleRow
          key={key}
          role={item.role}
          session={item.session}
          account={item.account}
          waiting={waitingOf(item.role.profile)}
          {...row}
          showAccount={isAcrossAccounts(item.group)}
          lacksLine={lacksLine(item.role, item.session, noFiles)}
        />
      ),
    );
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the rows in it are read here once
    <div ref={scroller} className={styles.list} onKeyDown={onKeyDown} onContextMenu={onContextMenu} onFocus={onFocus} onBlur={onBlur}>
      <div className={styles.listInner} style={{ minHeight: virtualizer.getTotalSize(), paddingBlockStart: shown[0]?.start ?? 0 }}>
        {groups.map((group) => (
          <section key={group.group} aria-label={group.title}>
            {group.heading}
            <ul>{group.rows}</ul>
          </section>
        ))}
      </div>
    </div>
  );
};

/** The list item that an element is in. */
const keyOf = (target: EventTarget): string | undefined =>
  target instanceof HTMLElement ? target.closest<HTMLElement>('[data-key]')?.dataset.key : undefined;

/** The button of the menu in the row that an element is in. */
const menuOpenerOf = (target: EventTarget): HTMLElement | undefined =>
  (target instanceof HTMLElement && target.closest('[data-key]')?.querySelector<HTMLElement>('[aria-haspopup="menu"]')) || undefined;

const titleOf = (items: readonly ListItem[], group: string): string => {
  const heading = items.find((item) => item.kind === 'heading' && item.group === group);
  return heading?.kind === 'heading' ? heading.title : '';
};
