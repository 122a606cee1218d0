import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { ActivityItem } from '../../src-main/contract/activity.ts';
import type { AccountOf } from '../../src-main/words/roles/order.ts';
import { activityTexts } from '../../src-main/words/window/activity.ts';
import * as styles from './activity.module.css';
import { ActivityRow } from './activity-row.tsx';

const usualHeight = 68;

/** One by one, the newest first. Only the rows in view are in the document, however long the day was. */
export const ActivityList = ({ items, accountOf }: { readonly items: readonly ActivityItem[]; readonly accountOf: AccountOf }) => {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    getItemKey: (index) => items[index]?.id ?? index,
    initialRect: { width: 720, height: 400 },
    overscan: 3,
  });
  const rows = virtualizer.getVirtualItems();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section ref={scroller} className={styles.list} tabIndex={0} aria-label={activityTexts.list} data-scrolls>
      <ul style={{ minBlockSize: virtualizer.getTotalSize(), paddingBlockStart: rows[0]?.start ?? 0 }}>
        {rows.map(({ index, key }) => {
          const item = items[index];
          return item === undefined ? null : (
            <ActivityRow
              key={key}
              ref={virtualizer.measureElement}
              index={index}
              count={items.length}
              item={item}
              account={accountOf(item)}
            />
          );
        })}
      </ul>
    </section>
  );
};
