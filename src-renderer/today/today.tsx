import { useEffect, useMemo, useRef } from 'react';
import type { TodayView } from '../../src-main/contract/history.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { accountKey, accountsByKey } from '../../src-main/words/roles/order.ts';
import { todayTexts } from '../../src-main/words/window/today.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { ClockIcon, CrossIcon } from '../ui/drawings/icons.tsx';
import { TopBar } from '../ui/page.tsx';
import { TimelineView } from './timeline-view.tsx';
import * as styles from './today.module.css';
import { TodayProblemNote } from './today-problem-note.tsx';
import { TodayRow } from './today-row.tsx';

/** The day's sessions: a picture over the hours, then one by one, the newest first. Escape and the cross close it. */
export const Today = ({ view, snapshot }: { readonly view: TodayView; readonly snapshot: Snapshot }) => {
  const send = useSend();
  const title = useRef<HTMLHeadingElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const accounts = useMemo(() => accountsByKey(snapshot.awsAccounts), [snapshot.awsAccounts]);
  const accountOf = (roleArn: string, accountId: string) =>
    accounts.get(accountKey({ partition: roleArn.split(':')[1] ?? 'aws', accountId }));

  useEffect(() => {
    if (document.querySelector('dialog[open]') === null) title.current?.focus();
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      if (event.key === 'Escape') {
        event.preventDefault();
        send('closeToday', null);
      }
      // Once it has the focus, the browser scrolls it by all the usual keys.
      if (event.key === 'ArrowDown' && !list.current?.contains(document.activeElement)) list.current?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      // After the roles are drawn again: the focus goes back to where it came from.
      queueMicrotask(() => document.querySelector<HTMLElement>('[data-opens="today"]')?.focus());
    };
  }, [send]);

  return (
    <>
      <TopBar className={styles.todayHeader}>
        <h1 ref={title} tabIndex={-1}>
          {todayTexts.title}
        </h1>
        <span className="grow" />
        <Button kind="icon" aria-label={todayTexts.close} title={todayTexts.closeHelp} onClick={() => send('closeToday', null)}>
          <CrossIcon />
        </Button>
      </TopBar>
      <main className={styles.today}>
        {view.problem === undefined ? null : <TodayProblemNote problem={view.problem} />}
        {view.items.length === 0 ? (
          <div className={styles.todayEmpty}>
            <ClockIcon size={34} />
            <h2>{todayTexts.none}</h2>
            <p>{todayTexts.noneText}</p>
          </div>
        ) : (
          <>
            <TimelineView view={view} now={snapshot.now} />
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
            <ul ref={list} className={styles.todayList} tabIndex={0} aria-label={todayTexts.list}>
              {view.items.map((item) => (
                <TodayRow key={item.id} item={item} account={accountOf(item.roleArn, item.accountId)} />
              ))}
            </ul>
          </>
        )}
      </main>
      <footer className={styles.todayFoot}>
        <span>{todayTexts.kept}</span>
        <Button kind="small" onClick={() => send('exportHistory', { format: 'csv' })}>
          {todayTexts.csv}
        </Button>
        <Button kind="small" onClick={() => send('exportHistory', { format: 'json' })}>
          {todayTexts.json}
        </Button>
      </footer>
    </>
  );
};
