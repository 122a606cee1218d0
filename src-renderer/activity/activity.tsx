import { useEffect, useMemo, useRef } from 'react';
import type { ActivityView } from '../../src-main/contract/history.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { accountKey, accountsByKey } from '../../src-main/words/roles/order.ts';
import { activityTexts } from '../../src-main/words/window/activity.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { ClockIcon, CrossIcon } from '../ui/drawings/icons.tsx';
import { TopBar } from '../ui/page.tsx';
import * as styles from './activity.module.css';
import { ActivityRow } from './activity-row.tsx';
import { ProblemNote } from './problem-note.tsx';
import { TimelineView } from './timeline-view.tsx';

/** The day's sessions: a picture over the hours, then one by one, the newest first. Escape and the cross close it. */
export const Activity = ({ view, snapshot }: { readonly view: ActivityView; readonly snapshot: Snapshot }) => {
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
        send('closeActivity', null);
      }
      // Once it has the focus, the browser scrolls it by all the usual keys.
      if (event.key === 'ArrowDown' && !list.current?.contains(document.activeElement)) list.current?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      // After the roles are drawn again: the focus goes back to where it came from.
      queueMicrotask(() => document.querySelector<HTMLElement>('[data-opens="activity"]')?.focus());
    };
  }, [send]);

  return (
    <>
      <TopBar className={styles.activityHeader}>
        <h1 ref={title} tabIndex={-1}>
          {activityTexts.title}
        </h1>
        <span className="grow" />
        <Button kind="icon" aria-label={activityTexts.close} title={activityTexts.closeHelp} onClick={() => send('closeActivity', null)}>
          <CrossIcon />
        </Button>
      </TopBar>
      <main className={styles.activity}>
        {view.problem === undefined ? null : <ProblemNote problem={view.problem} />}
        {view.items.length === 0 ? (
          <div className={styles.activityEmpty}>
            <ClockIcon size={34} />
            <h2>{activityTexts.none}</h2>
            <p>{activityTexts.noneText}</p>
          </div>
        ) : (
          <>
            <TimelineView view={view} now={snapshot.now} />
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
            <ul ref={list} className={styles.activityList} tabIndex={0} aria-label={activityTexts.list}>
              {view.items.map((item) => (
                <ActivityRow key={item.id} item={item} account={accountOf(item.roleArn, item.accountId)} />
              ))}
            </ul>
          </>
        )}
      </main>
      <footer className={styles.activityFoot}>
        <span>{activityTexts.kept}</span>
        <Button kind="small" onClick={() => send('exportHistory', { format: 'csv' })}>
          {activityTexts.csv}
        </Button>
        <Button kind="small" onClick={() => send('exportHistory', { format: 'json' })}>
          {activityTexts.json}
        </Button>
      </footer>
    </>
  );
};
