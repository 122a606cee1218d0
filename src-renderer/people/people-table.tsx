import { type SortColumn, sortColumns } from '../../src-main/contract/team/shown.ts';
import { peopleTexts, sortWords } from '../../src-main/words/team/page.ts';
import { Button } from '../ui/button.tsx';
import { ChevronIcon } from '../ui/drawings/icons.tsx';
import { LongTable } from '../ui/table/long-table.tsx';
import * as styles from './people-table.module.css';
import type { Listed, Shown } from './people-view.ts';
import { PersonCells } from './person-cells.tsx';

/** One line for each person. */
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
}) => (
  <LongTable
    items={people}
    idOf={({ person }) => person.arn}
    label={peopleTexts.table}
    className={styles.table}
    head={(toTop) => sortColumns.map((column) => <Title key={column} column={column} shown={shown} onShown={onShown} toTop={toTop} />)}
    cells={(listed) => <PersonCells listed={listed} now={now} />}
    marks={({ person }) => ({ 'data-person': person.name })}
    usualHeight={47}
    overscan={6}
  />
);

/** A column's title sorts by it, and the other way round at the second press. */
const Title = ({
  column,
  shown,
  onShown,
  toTop,
}: {
  readonly column: SortColumn;
  readonly shown: Shown;
  readonly onShown: (shown: Shown) => void;
  readonly toTop: () => void;
}) => {
  const isSorted = shown.column === column;
  return (
    <th scope="col" aria-sort={isSorted ? (shown.isDown ? 'descending' : 'ascending') : 'none'}>
      <Button
        kind="bare"
        title={sortWords(peopleTexts.columns[column])}
        onClick={() => {
          toTop();
          onShown({ ...shown, column, isDown: isSorted && !shown.isDown });
        }}
      >
        {peopleTexts.columns[column]}
        {isSorted ? <ChevronIcon size={12} /> : null}
      </Button>
    </th>
  );
};
