import { useMemo } from 'react';
import { filterWords, peopleTexts } from '../../src-main/words/team/page.ts';
import { Button } from '../ui/button.tsx';
import * as styles from './people.module.css';
import { countsOf, type Listed, type Shown } from './people-view.ts';

/** Which of the people are shown. */
export const PeopleFilters = ({
  all,
  shown,
  onShown,
}: {
  readonly all: readonly Listed[];
  readonly shown: Shown;
  readonly onShown: (shown: Shown) => void;
}) => {
  const counts = useMemo(() => countsOf(all), [all]);
  return (
    <div className={styles.filters}>
      <input
        type="search"
        placeholder={peopleTexts.search}
        aria-label={peopleTexts.search}
        value={shown.query}
        spellCheck={false}
        onChange={({ target }) => onShown({ ...shown, query: target.value })}
        onKeyDown={(event) => {
          // Empties the search first; the page closes with the next one.
          if (event.key !== 'Escape' || shown.query === '') return;
          event.preventDefault();
          onShown({ ...shown, query: '' });
        }}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: the group is of buttons, not of a form's fields */}
      <div role="group" className={styles.choices} aria-label={peopleTexts.filters}>
        {counts.map(([filter, count]) => (
          <Button key={filter} kind="bare" aria-pressed={shown.filter === filter} onClick={() => onShown({ ...shown, filter })}>
            {filterWords(filter, count)}
          </Button>
        ))}
      </div>
    </div>
  );
};
