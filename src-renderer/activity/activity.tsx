import { useCallback, useMemo, useRef, useState } from 'react';
import { type ActivityView, noFilter, shownOf, showsAll } from '../../src-main/contract/activity.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { dayWords, pictureWords } from '../../src-main/words/activity.ts';
import { accountsOf } from '../../src-main/words/roles/order.ts';
import { trailTexts } from '../../src-main/words/trail/trail.ts';
import { activityTexts } from '../../src-main/words/window/activity.ts';
import { usePage } from '../hooks/use-page.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { ClockIcon } from '../ui/drawings/icons.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './activity.module.css';
import { ActivityList, type RowsHandle } from './activity-list.tsx';
import { ActivityTable } from './activity-table.tsx';
import { DayPager } from './day-pager.tsx';
import { ExportMenu } from './export-menu.tsx';
import { Filters } from './filters.tsx';
import { LanesView } from './lanes/lanes-view.tsx';
import { ProblemNote } from './problem-note.tsx';
import { Trail } from './trail/trail.tsx';

/** One day's sessions and refusals: a picture over the hours, then one by one, the newest first. */
export const Activity = ({ view, snapshot }: { readonly view: ActivityView; readonly snapshot: Snapshot }) => {
  const send = useSend();
  const close = useCallback(() => send('closePage', null), [send]);
  const heading = usePage('activity', close);
  const [form, setForm] = useState<'picture' | 'table' | 'trail'>('picture');
  const rows = useRef<RowsHandle>(null);
  const [filter, setFilter] = useState(noFilter);
  const accountOf = useMemo(() => accountsOf(snapshot.awsAccounts), [snapshot.awsAccounts]);
  const items = useMemo(() => shownOf(view.items, filter), [view.items, filter]);

  const picture =
    items.length === 0 ? undefined : { view: { ...view, items }, now: snapshot.now, ...pictureWords(view.begins, items, filter) };

  return (
    <div className={styles.activity}>
      <header className={styles.head}>
        <h1 ref={heading} tabIndex={-1} className={text.title}>
          {activityTexts.title}
        </h1>
        <DayPager view={view} />
        <span className="grow" />
        {/* biome-ignore lint/a11y/useSemanticElements: the group is of buttons, not of a form's fields */}
        <div role="group" className={styles.views} aria-label={activityTexts.view}>
          <Button kind="bare" aria-pressed={form === 'picture'} onClick={() => setForm('picture')}>
            {activityTexts.asPicture}
          </Button>
          <Button kind="bare" aria-pressed={form === 'table'} onClick={() => setForm('table')}>
            {activityTexts.asTable}
          </Button>
          <Button kind="bare" title={trailTexts.title} aria-pressed={form === 'trail'} onClick={() => setForm('trail')}>
            {trailTexts.tab}
          </Button>
        </div>
        {form === 'trail' ? null : <ExportMenu filter={filter} picture={picture} accountOf={accountOf} />}
      </header>
      <main className={styles.body}>
        {view.problem === undefined ? null : <ProblemNote problem={view.problem} />}
        {form === 'trail' || (view.items.length === 0 && showsAll(filter)) ? null : (
          <Filters items={view.items} shown={items} filter={filter} onFilter={setFilter} />
        )}
        {form === 'trail' ? (
          <Trail view={view} accounts={snapshot.awsAccounts} />
        ) : view.isReading ? null : items.length === 0 ? (
          <div className={styles.empty}>
            <ClockIcon size={34} />
            <h2>{view.items.length > 0 ? activityTexts.noneShown : view.isToday ? activityTexts.noneToday : activityTexts.noneThen}</h2>
            {view.items.length > 0 ? null : <p>{activityTexts.noneText}</p>}
          </div>
        ) : form === 'table' ? (
          <ActivityTable items={items} caption={dayWords(view.begins, view.days.at(-1) ?? view.begins)} accountOf={accountOf} />
        ) : (
          <>
            <LanesView view={{ ...view, items }} now={snapshot.now} accountOf={accountOf} onPick={(id) => rows.current?.show(id)} />
            <ActivityList ref={rows} items={items} accountOf={accountOf} />
          </>
        )}
      </main>
    </div>
  );
};
