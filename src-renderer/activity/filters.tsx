import { type ActivityFilter, type ActivityItem, askerKey, askersOf, noFilter, showsAll } from '../../src-main/contract/activity.ts';
import { askerName, timelineWords } from '../../src-main/words/activity.ts';
import { compare } from '../../src-main/words/grammar.ts';
import { activityTexts } from '../../src-main/words/window/activity.ts';
import { Button } from '../ui/button.tsx';
import * as styles from './filters.module.css';

/** Which of the day's sessions are shown, and how many that are. */
export const Filters = ({
  items,
  shown,
  filter,
  onFilter,
}: {
  readonly items: readonly ActivityItem[];
  readonly shown: readonly ActivityItem[];
  readonly filter: ActivityFilter;
  readonly onFilter: (filter: ActivityFilter) => void;
}) => {
  const roles = withChosen(
    items.map(({ profile }) => profile),
    filter.role,
    (profile) => profile,
  );
  const askers = withChosen(items.flatMap(askersOf).map(askerKey), filter.asker, askerName);
  const refused = items.filter(({ state }) => state === 'refused').length;
  const change = (part: Partial<ActivityFilter>) => onFilter({ ...filter, ...part });
  return (
    // biome-ignore lint/a11y/useSemanticElements: nothing is sent, so it is no form
    <div role="group" className={styles.filters} aria-label={activityTexts.filters}>
      <Choice
        label={activityTexts.role}
        all={activityTexts.allRoles}
        value={filter.role}
        options={roles}
        onChoose={(role) => change({ role })}
      />
      <Choice
        label={activityTexts.asker}
        all={activityTexts.allAskers}
        value={filter.asker}
        options={askers}
        onChoose={(asker) => change({ asker })}
      />
      <Button
        kind="small"
        aria-pressed={filter.refused}
        aria-disabled={refused === 0 && !filter.refused}
        onClick={() => (refused > 0 || filter.refused) && change({ refused: !filter.refused })}
      >
        {activityTexts.onlyRefused}
      </Button>
      <span className={styles.summary} role="status">
        {timelineWords({ items: shown })}
      </span>
      {showsAll(filter) ? null : (
        <Button kind="link" onClick={() => onFilter(noFilter)}>
          {activityTexts.showAll}
        </Button>
      )}
    </div>
  );
};

type Choices = readonly (readonly [value: string, words: string])[];

/** Each once, in order; also the chosen one where this day has none of it. */
const withChosen = (values: readonly string[], chosen: string, nameOf: (value: string) => string): Choices =>
  [...new Set([...values, ...(chosen === '' ? [] : [chosen])])]
    .map((value) => [value, nameOf(value)] as const)
    .sort(([, a], [, b]) => compare(a, b));

const Choice = ({
  label,
  all,
  value,
  options,
  onChoose,
}: {
  readonly label: string;
  readonly all: string;
  readonly value: string;
  readonly options: Choices;
  readonly onChoose: (value: string) => void;
}) => (
  <select aria-label={label} title={label} value={value} data-chosen={value !== ''} onChange={({ target }) => onChoose(target.value)}>
    <option value="">{all}</option>
    {options.map(([key, words]) => (
      <option key={key} value={key}>
        {words}
      </option>
    ))}
  </select>
);
