import { useVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useImperativeHandle, useRef, useState } from 'react';
import type { ActivityItem } from '../../src-main/contract/activity.ts';
import type { AccountOf } from '../../src-main/words/roles/order.ts';
import { activityTexts } from '../../src-main/words/window/activity.ts';
import * as styles from './activity.module.css';
import { ActivityRow } from './activity-row.tsx';

const usualHeight = 68;

export interface RowsHandle {
  /** Brings the row of an item into view, and marks it. */
  readonly show: (id: string) => void;
}

/** One by one, the newest first. Only the rows in view are in the document, however long the day was. */
export const ActivityList = ({
  ref,
  items,
  accountOf,
}: {
  readonly ref: Ref<RowsHandle>;
  readonly items: readonly ActivityItem[];
  readonly accountOf: AccountOf;
}) => {
  const [picked, setPicked] = useState<string | undefined>(undefined);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    getItemKey: (index) => items[index]?.id ?? index,
    initialRect: { width: 720, height: 400 },
    overscan: 3,
  });
  useImperativeHandle(ref, () => ({
    show: (id) => {
      setPicked(id);
      virtualizer.scrollToIndex(
        items.findIndex((item) => item.id === id),
        { align: 'start' },
      );
    },
  }));
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
              isPicked={item.id === picked}
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
