import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type Key, type RefObject, useRef } from 'react';

/** What a table of many lines needs to keep only those in view in the document. */
export interface ShownLines<T> {
  /** Of what scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Stands for the lines above and below, around the table. */
  readonly room: CSSProperties;
  readonly lines: readonly { readonly index: number; readonly key: Key; readonly item: T }[];
  /** The `ref` of each line, which has its number as `data-index`. */
  readonly measure: (line: Element | null) => void;
}

/** `usualHeight`: of a line that was not in view yet, in CSS pixels. `overscan`: lines beyond the edge. */
export const useShownLines = <T>(
  items: readonly T[],
  {
    idOf,
    usualHeight,
    overscan = 4,
  }: { readonly idOf: (item: T) => string; readonly usualHeight: number; readonly overscan?: number | undefined },
): ShownLines<T> => {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : idOf(item);
    },
    initialRect: { width: 720, height: 400 },
    overscan,
  });
  const rows = virtualizer.getVirtualItems();
  const lines = rows.flatMap(({ index, key }) => {
    const item = items[index];
    return item === undefined ? [] : [{ index, key: String(key), item }];
  });
  const room = { paddingBlockStart: rows[0]?.start ?? 0, paddingBlockEnd: virtualizer.getTotalSize() - (rows.at(-1)?.end ?? 0) };
  return { scroller, room, lines, measure: virtualizer.measureElement };
};
