import { useMemo } from 'react';
import type { ActivityView } from '../../src-main/contract/activity.ts';
import type { Millis } from '../../src-main/contract/values.ts';
import { timelineWords, whenWords } from '../../src-main/words/activity.ts';
import { activityTexts } from '../../src-main/words/window/activity.ts';
import { useNow } from '../store/use-snapshot.ts';
import { nowShare, type Timeline, timelineOf } from './timeline.ts';
import * as styles from './timeline-view.module.css';

const laneHeight = 15;
const mostHeight = 96;
const axisHeight = 20;

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;

/** The day's sessions as bars over its hours; refusals in red, the moment as a line. Placed by shares, so it fits any width. */
export const TimelineView = ({ view, now }: { readonly view: ActivityView; readonly now: Millis }) => {
  const line = useMemo(() => timelineOf(view, now), [view, now]);
  const lane = Math.min(laneHeight, mostHeight / line.lanes);
  const bottom = Math.max(30, Math.ceil(lane * line.lanes) + 8);
  const bar = Math.max(2, lane - Math.min(5, lane / 3));
  return (
    <svg className={styles.timeline} width="100%" height={bottom + axisHeight} role="img" aria-label={timelineWords(view)}>
      <g className={styles.timelineHours}>
        <line x1="0" x2="100%" y1={bottom} y2={bottom} />
        {line.ticks.map((tick) => (
          <line key={tick.at} x1={percent(tick.x)} x2={percent(tick.x)} y1="0" y2={bottom} />
        ))}
      </g>
      <g className={styles.timelineNumbers}>
        {line.ticks.map((tick) => (
          <text key={tick.at} x={percent(tick.x)} y={bottom + 14} textAnchor="middle">
            {tick.hour}
          </text>
        ))}
      </g>
      <g>
        {line.bars.map(({ item, x, width, lane: at }) => (
          <rect
            key={item.id}
            className={styles.timelineBar}
            data-state={item.state}
            x={percent(x)}
            width={percent(width)}
            y={4 + at * lane}
            height={bar}
            rx={Math.min(5, bar / 2)}
          >
            <title>{activityTexts.bar(item.profile, whenWords(item))}</title>
          </rect>
        ))}
      </g>
      <NowLine line={line} bottom={bottom} />
    </svg>
  );
};

const NowLine = ({ line, bottom }: { readonly line: Timeline; readonly bottom: number }) => {
  const share = nowShare(line, useNow());
  if (share === undefined) return null;
  return (
    <g className={styles.timelineNow}>
      <line x1={percent(share)} x2={percent(share)} y1="0" y2={bottom} />
      <circle cx={percent(share)} cy={bottom} r="2.5" />
    </g>
  );
};
