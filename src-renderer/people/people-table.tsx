import { sortColumns } from '../../src-main/contract/team/shown.ts';
import { peopleTexts, sortWords } from '../../src-main/words/team/page.ts';
import { useShownLines } from '../hooks/use-shown-lines.ts';
import { Button } from '../ui/button.tsx';
import { ChevronIcon } from '../ui/drawings/icons.tsx';
import * as styles from './people-table.module.css';
import type { Listed, Shown } from './people-view.ts';
import { PersonCells } from './person-cells.tsx';

const usualHeight = 47;

/** One line for each person. Only the lines in view are in the document; their numbers say where they stand. */
export const PeopleTable = ({
  people,
  shown,
  onShown,
  now,
}: {
  readonly people: readonly Listed[];
  readonly shown: Shown;
  readonly onShown: (shown: Shown) => void;
  /** When it was read: ages are as they were then. */
  readonly now: number;
}) => {
  const { scroller, room, lines, measure } = useShownLines(people, { idOf: (one) => one.person.arn, usualHeight, overscan: 6 });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section ref={scroller} className={styles.scroller} tabIndex={0} aria-label={peopleTexts.table} data-scrolls>
      <div style={room}>
        <table className={styles.table} aria-rowcount={people.length + 1}>
          <thead>
            <tr aria-rowindex={1}>
              {sortColumns.map((column) => {
                const isSorted = shown.column === column;
                return (
                  <th key={column} scope="col" aria-sort={isSorted ? (shown.isDown ? 'descending' : 'ascending') : 'none'}>
                    <Button
                      kind="bare"
                      title={sortWords(peopleTexts.columns[column])}
                      onClick={() => {
                        scroller.current?.scrollTo({ top: 0 });
                        onShown({ ...shown, column, isDown: isSorted && !shown.isDown });
                      }}
                    >
                      {peopleTexts.columns[column]}
                      {isSorted ? <ChevronIcon size={12} /> : null}
                    </Button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ index, key, item: listed }) => (
              <tr key={key} ref={measure} data-index={index} data-person={listed.person.name} aria-rowindex={index + 2}>
                <PersonCells listed={listed} now={now} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};
