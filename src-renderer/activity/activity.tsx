import { useCallback, useMemo } from 'react';
import type { ActivityView } from '../../src-main/contract/activity.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { accountKey, accountsByKey } from '../../src-main/words/roles/order.ts';
import { activityTexts } from '../../src-main/words/window/activity.ts';
import { usePage } from '../hooks/use-page.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { ClockIcon } from '../ui/drawings/icons.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './activity.module.css';
import { ActivityRow } from './activity-row.tsx';
import { DayPager } from './day-pager.tsx';
import { ProblemNote } from './problem-note.tsx';
import { TimelineView } from './timeline-view.tsx';

/** One day's sessions and refusals: a picture over the hours, then one by one, the newest first. */
export const Activity = ({ view, snapshot }: { readonly view: ActivityView; readonly snapshot: Snapshot }) => {
  const send = useSend();
  const close = useCallback(() => send('closePage', null), [send]);
  const heading = usePage('activity', close);
  const accounts = useMemo(() => accountsByKey(snapshot.awsAccounts), [snapshot.awsAccounts]);
  const accountOf = (roleArn: string, accountId: string) =>
    accounts.get(accountKey({ partition: roleArn.split(':')[1] ?? 'aws', accountId }));

  return (
    <div className={styles.activity}>
      <header className={styles.head}>
        <h1 ref={heading} tabIndex={-1} className={text.title}>
          {activityTexts.title}
        </h1>
        <DayPager view={view} />
        <span className="grow" />
        <Button kind="small" onClick={() => send('exportHistory', { format: 'csv' })}>
          {activityTexts.csv}
        </Button>
        <Button kind="small" onClick={() => send('exportHistory', { format: 'json' })}>
          {activityTexts.json}
        </Button>
      </header>
      <main className={styles.body}>
        {view.problem === undefined ? null : <ProblemNote problem={view.problem} />}
        {view.isReading ? null : view.items.length === 0 ? (
          <div className={styles.empty}>
            <ClockIcon size={34} />
            <h2>{view.isToday ? activityTexts.noneToday : activityTexts.noneThen}</h2>
            <p>{activityTexts.noneText}</p>
          </div>
        ) : (
          <>
            <TimelineView view={view} now={snapshot.now} />
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
            <ul className={styles.list} tabIndex={0} aria-label={activityTexts.list} data-scrolls>
              {view.items.map((item) => (
                <ActivityRow key={item.id} item={item} account={accountOf(item.roleArn, item.accountId)} />
              ))}
            </ul>
          </>
        )}
      </main>
    </div>
  );
};
