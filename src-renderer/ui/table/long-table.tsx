import type { ReactNode } from 'react';
import * as styles from './long-table.module.css';
import { useShownLines } from './use-shown-lines.ts';

/**
 * A table of any length that scrolls by itself. Only the lines in view are in the document; their numbers say where they stand.
 * `head`: the titles of the columns; `toTop` scrolls back. `cells`: of one line; `marks`: its `data-` attributes.
 */
export const LongTable = <T,>({
  items,
  idOf,
  label,
  caption,
  className,
  head,
  cells,
  marks,
  usualHeight,
  overscan,
}: {
  readonly items: readonly T[];
  readonly idOf: (item: T) => string;
  readonly label: string;
  readonly caption?: string;
  /** Its columns' widths and what else is its own. */
  readonly className?: string | undefined;
  readonly head: (toTop: () => void) => ReactNode;
  readonly cells: (item: T) => ReactNode;
  readonly marks: (item: T) => Readonly<Record<`data-${string}`, string>>;
  readonly usualHeight: number;
  readonly overscan?: number;
}) => {
  const { scroller, room, lines, measure } = useShownLines(items, { idOf, usualHeight, overscan });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section ref={scroller} className={styles.scroller} tabIndex={0} aria-label={label} data-scrolls>
      <div style={room}>
        <table className={`${styles.table} ${className}`} aria-rowcount={items.length + 1}>
          {caption === undefined ? null : <caption className="spoken">{caption}</caption>}
          <thead>
            <tr aria-rowindex={1}>{head(() => scroller.current?.scrollTo({ top: 0 }))}</tr>
          </thead>
          <tbody>
            {lines.map(({ index, key, item }) => (
              <tr key={key} ref={measure} data-index={index} {...marks(item)} aria-rowindex={index + 2}>
                {cells(item)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

/** The titles of columns that nobody sorts by. */
export const columnTitles = (columns: Readonly<Record<string, string>>): ReactNode =>
  Object.entries(columns).map(([name, title]) => (
    <th key={name} scope="col">
      {title}
    </th>
  ));
