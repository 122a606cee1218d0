import type { ActivityItem } from '../../src-main/contract/activity.ts';
import { askerCell, givenWords, stateWords, whenWords } from '../../src-main/words/activity.ts';
import { fullName } from '../../src-main/words/grammar.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import type { AccountOf } from '../../src-main/words/roles/order.ts';
import { activityTexts } from '../../src-main/words/window/activity.ts';
import { Swatch } from '../ui/drawings/icons.tsx';
import { columnTitles, LongTable } from '../ui/table/long-table.tsx';
import * as styles from './activity-table.module.css';

/** All that the picture and the rows under it tell, in cells. */
export const ActivityTable = ({
  items,
  caption,
  accountOf,
}: {
  readonly items: readonly ActivityItem[];
  readonly caption: string;
  readonly accountOf: AccountOf;
}) => (
  <LongTable
    items={items}
    idOf={({ id }) => id}
    label={activityTexts.table}
    caption={caption}
    className={styles.table}
    head={() => columnTitles(activityTexts.columns)}
    cells={(item) => <Cells item={item} accountOf={accountOf} />}
    marks={({ state }) => ({ 'data-state': state })}
    usualHeight={64}
  />
);

const Cells = ({ item, accountOf }: { readonly item: ActivityItem; readonly accountOf: AccountOf }) => {
  const { problem, key } = item;
  const account = accountOf(item);
  return (
    <>
      <td className="tabular">{whenWords(item)}</td>
      <th scope="row" dir="auto" data-matters>
        {item.profile}
      </th>
      <td data-matters>
        <Swatch colour={account?.colour ?? 'none'} /> <bdi>{account?.alias ?? item.accountId}</bdi>
      </td>
      <td className={styles.course} data-matters>
        {stateWords(item)}
        {problem === undefined ? null : <small>{problemWords(problem).happened}</small>}
      </td>
      <td data-matters>
        {askerCell(item)}
        {item.given === undefined ? null : <small>{givenWords(item)}</small>}
      </td>
      <td data-matters>{key !== undefined ? fullName(key) : item.state === 'team' ? null : activityTexts.noKey}</td>
    </>
  );
};
