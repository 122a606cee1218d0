import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import type { ActivityView } from '../../../src-main/contract/activity.ts';
import type { Millis } from '../../../src-main/contract/values.ts';
import { barTitle, barWords, timelineWords } from '../../../src-main/words/activity.ts';
import type { AccountOf } from '../../../src-main/words/roles/order.ts';
import { activityTexts } from '../../../src-main/words/window/activity.ts';
import { useNow } from '../../store/use-snapshot.ts';
import { CrossIcon, Swatch } from '../../ui/drawings/icons.tsx';
import * as styles from './lanes-view.module.css';
import { type Bar, type Lane, type Mark, nowShare, type Timeline, timelineOf } from './timeline.ts';

const laneHeight = 26;

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;

/** The day's sessions as bars over its hours, a lane for each role. Placed by shares, so it fits any width. */
export const LanesView = ({
  view,
  now,
  accountOf,
  onPick,
}: {
  readonly view: Pick<ActivityView, 'begins' | 'ends' | 'items'>;
  readonly now: Millis;
  readonly accountOf: AccountOf;
  /** An item of the picture was clicked. */
  readonly onPick: (id: string) => void;
}) => {
  const { begins, ends, items } = view;
  const line = useMemo(() => timelineOf({ begins, ends, items }, now), [begins, ends, items, now]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: line.lanes.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => laneHeight,
    initialRect: { width: 720, height: 200 },
    overscan: 2,
  });
  const shown = virtualizer.getVirtualItems();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section ref={scroller} className={styles.scroller} tabIndex={0} aria-label={activityTexts.picture} data-scrolls>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has the rows themselves */}
      <div
        className={styles.chart}
        role="img"
        aria-label={timelineWords({ items })}
        onClick={({ target }) => {
          const id = target instanceof Element ? target.closest<HTMLElement>('[data-item]')?.dataset.item : undefined;
          if (id !== undefined) onPick(id);
        }}
      >
        <div className={styles.hours}>
          {line.ticks.map((tick) => (
            <span key={tick.at} style={{ insetInlineStart: percent(tick.x) }}>
              {String(tick.hour).padStart(2, '0')}
            </span>
          ))}
        </div>
        <div className={styles.lanes} style={{ blockSize: virtualizer.getTotalSize(), paddingBlockStart: shown[0]?.start ?? 0 }}>
          <div className={styles.grid}>
            {line.ticks.map((tick) => (
              <i key={tick.at} style={{ insetInlineStart: percent(tick.x) }} />
            ))}
          </div>
          {shown.map(({ index }) => {
            const lane = line.lanes[index];
            return lane === undefined ? null : <LaneView key={lane.key} lane={lane} accountOf={accountOf} />;
          })}
          <div className={styles.grid}>
            <NowLine line={line} />
          </div>
        </div>
      </div>
    </section>
  );
};

const LaneView = ({ lane: { role, bars, marks }, accountOf }: { readonly lane: Lane; readonly accountOf: AccountOf }) => {
  const account = accountOf(role);
  return (
    <div className={styles.lane} data-colour={account?.colour} style={{ blockSize: laneHeight }}>
      <span className={styles.name} title={activityTexts.lane(role.profile, account?.alias ?? role.accountId)}>
        <Swatch colour={account?.colour ?? 'none'} />
        <bdi>{role.profile}</bdi>
      </span>
      <span className={styles.track}>
        {bars.map((bar) => (
          <BarView key={bar.items[0].id} bar={bar} />
        ))}
        {marks.map((mark) => (
          <MarkView key={mark.items[0].id} mark={mark} />
        ))}
      </span>
    </div>
  );
};

const BarView = ({ bar: { items, x, width } }: { readonly bar: Bar }) => (
  <span
    className={styles.bar}
    data-item={items[0].id}
    data-state={items.some(({ state }) => state === 'active') ? 'active' : items[0].state}
    title={barTitle(items)}
    style={{ insetInlineStart: percent(x), inlineSize: percent(width) }}
  >
    <span className={styles.label}>{barWords(items)}</span>
  </span>
);

const MarkView = ({ mark: { items, x } }: { readonly mark: Mark }) => (
  <span
    className={styles.mark}
    data-item={items[0].id}
    data-state="refused"
    title={barTitle(items)}
    style={{ insetInlineStart: percent(x) }}
  >
    <CrossIcon size={10} />
    {items.length === 1 ? null : items.length}
  </span>
);

const NowLine = ({ line }: { readonly line: Timeline }) => {
  const share = nowShare(line, useNow());
  return share === undefined ? null : <b style={{ insetInlineStart: percent(share) }} data-now />;
};
