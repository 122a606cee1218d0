import type { ActivityItem } from '../../src-main/contract/activity.ts';
import { askerCell, givenWords, stateWords, whenWords } from '../../src-main/words/activity.ts';
import { fullName } from '../../src-main/words/grammar.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import type { AccountOf } from '../../src-main/words/roles/order.ts';
import { activityTexts } from '../../src-main/words/window/activity.ts';
import { useShownLines } from '../hooks/use-shown-lines.ts';
import { Swatch } from '../ui/drawings/icons.tsx';
import * as styles from './activity-table.module.css';

const usualHeight = 64;
const { columns } = activityTexts;

/** All that the picture and the rows under it tell, in cells. Only the lines in view are in the document; their numbers say where they stand. */
export const ActivityTable = ({
  items,
  caption,
  accountOf,
}: {
  readonly items: readonly ActivityItem[];
  readonly caption: string;
  readonly accountOf: AccountOf;
}) => {
  const { scroller, room, lines, measure } = useShownLines(items, { idOf: (one) => one.id, usualHeight });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section ref={scroller} className={styles.scroller} tabIndex={0} aria-label={activityTexts.table} data-scrolls>
      <div style={room}>
        <table className={styles.table} aria-rowcount={items.length + 1}>
          <caption className="spoken">{caption}</caption>
          <thead>
            <tr aria-rowindex={1}>
              {Object.entries(columns).map(([name, title]) => (
                <th key={name} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ index, key, item }) => (
              <tr key={key} ref={measure} data-index={index} data-state={item.state} aria-rowindex={index + 2}>
                <Cells item={item} accountOf={accountOf} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

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
      <td data-matters>{key === undefined ? activityTexts.noKey : fullName(key)}</td>
    </>
  );
};
