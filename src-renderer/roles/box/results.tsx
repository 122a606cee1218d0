import { measureElement, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, type ReactNode, useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import { boxTexts } from '../../../src-main/words/window/box.ts';
import * as styles from './box.module.css';
import type { BoxItem, Found } from './box-items.ts';
import { ResultRow } from './result-row.tsx';

const rowHeight = 52;
const deedHeight = 44;
const headingHeight = 32;

type Part = 'roles' | 'deeds';
type Line =
  | { readonly kind: 'heading'; readonly part: Part }
  /** `place` in its part, from 1: the headings are between them. */
  | { readonly kind: 'row'; readonly part: Part; readonly place: number; readonly item: BoxItem };

/** What was found, from the top. */
export const resultsOf = ({ roles, deeds, deedsFirst }: Found): readonly BoxItem[] =>
  deedsFirst ? [...deeds, ...roles] : [...roles, ...deeds];

export const optionId = (key: string): string => `result ${key}`.replaceAll(/\s/g, '-');

/** The lines that were found, under the search field, which keeps the keyboard. Only those in view are in the document. */
export const Results = ({
  id,
  found,
  current,
  words,
  onPoint,
  onPick,
  onMore,
}: {
  readonly id: string;
  readonly found: Found;
  /** The key of the line that Enter takes. */
  readonly current: string | undefined;
  readonly words: readonly string[];
  readonly onPoint: (key: string) => void;
  readonly onPick: (item: BoxItem) => void;
  readonly onMore: (item: BoxItem) => void;
}) => {
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesOf(found), [found]);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback((index) => heightOf(lines[index]), [lines]),
    getItemKey: useCallback((index) => slotOf(lines[index]), [lines]),
    measureElement: measuredLater,
    initialRect: { width: 392, height: 400 },
    overscan: 2,
  });
  const at = lines.findIndex((line) => line.kind === 'row' && line.item.key === current);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other lines than before begin at the top, also when the same place is selected
  useLayoutEffect(() => {
    // The first comes into view with its heading. Where it is in view, nothing is asked: the answer would have to be laid out first.
    if (at > 1 || (at >= 0 && virtualizer.scrollOffset !== 0)) virtualizer.scrollToIndex(at <= 1 ? 0 : at);
  }, [at, lines, virtualizer]);

  const first = lines.find((line) => line.kind === 'row')?.item.key;
  const counts = { roles: found.roles.length, deeds: found.deeds.length };
  const shown = virtualizer.getVirtualItems();
  const parts: { readonly part: Part; heading?: ReactNode; readonly rows: ReactNode[] }[] = [];
  for (const { index } of shown) {
    const line = lines[index];
    if (line === undefined) continue;
    let part = parts.at(-1);
    if (part?.part !== line.part) {
      part = { part: line.part, rows: [] };
      parts.push(part);
    }
    if (line.kind === 'heading') {
      part.heading = (
        <div key="heading" ref={virtualizer.measureElement} data-index={index} className={styles.heading} aria-hidden="true">
          {titles[line.part]}
        </div>
      );
      continue;
    }
    const { item } = line;
    part.rows.push(
      // biome-ignore lint/a11y/useFocusableInteractive: the search field has the keyboard and names it as the active one
      // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are read there
      <div
        // The next key's lines are written into the elements of the last: most of a key's work was to make rows anew. Only the first line is new with
        // what stands in it, so that whoever hears the window is told of it.
        key={item.key === first ? item.key : line.place}
        ref={virtualizer.measureElement}
        id={optionId(item.key)}
        data-index={index}
        data-result={item.key}
        data-kind={item.kind}
        data-role={item.kind === 'role' ? item.role.id : item.facts?.role.id}
        className={styles.row}
        role="option"
        aria-selected={item.key === current}
        aria-posinset={line.place}
        aria-setsize={counts[line.part]}
        onMouseMove={() => item.key !== current && onPoint(item.key)}
        onClick={(event) => (isMore(event) ? onMore(item) : onPick(item))}
        onContextMenu={(event) => {
          event.preventDefault();
          onMore(item);
        }}
      >
        <ResultRow item={item} words={words} />
      </div>,
    );
  }

  return (
    // The field keeps the keyboard when a line is pressed.
    <div
      ref={scroller}
      id={id}
      className={styles.list}
      role="listbox"
      aria-label={boxTexts.found}
      onMouseDown={(event) => event.preventDefault()}
    >
      <div
        className={styles.inner}
        role="presentation"
        style={{ minHeight: virtualizer.getTotalSize(), paddingBlockStart: shown[0]?.start ?? 0 }}
      >
        {parts.map(({ part, heading, rows }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a list of options
          <div key={part} role="group" aria-label={titles[part]}>
            {heading}
            {rows}
          </div>
        ))}
      </div>
    </div>
  );
};

const titles: Readonly<Record<Part, string>> = { roles: boxTexts.roles, deeds: boxTexts.actions };

const linesOf = ({ roles, deeds, deedsFirst }: Found): readonly Line[] => {
  const part = (name: Part, items: readonly BoxItem[]): readonly Line[] =>
    items.length === 0
      ? []
      : [{ kind: 'heading', part: name }, ...items.map((item, index): Line => ({ kind: 'row', part: name, place: index + 1, item }))];
  return deedsFirst ? [...part('deeds', deeds), ...part('roles', roles)] : [...part('roles', roles), ...part('deeds', deeds)];
};

const heightOf = (line: Line | undefined): number =>
  line?.kind === 'heading' ? headingHeight : line?.part === 'deeds' ? deedHeight : rowHeight;

/** The place in the list that a line takes: what was measured there holds for the next line in it. */
const slotOf = (line: Line | undefined): string => (line?.kind === 'row' ? `${line.part} ${line.place}` : (line?.part ?? ''));

/** Heights are told with the frame in which they are laid out. Asking for them earlier would lay out everything twice a key. */
const measuredLater = (
  element: HTMLDivElement,
  entry: ResizeObserverEntry | undefined,
  list: Virtualizer<HTMLDivElement, HTMLDivElement>,
) => {
  if (entry !== undefined) return measureElement(element, entry, list);
  const index = list.indexFromElement(element);
  return list.measurementsCache[index]?.size ?? list.options.estimateSize(index);
};

const isMore = ({ target }: MouseEvent): boolean => target instanceof Element && target.closest('[data-more]') !== null;
