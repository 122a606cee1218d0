import type { Ref } from 'react';
import type { ActivityItem } from '../../src-main/contract/activity.ts';
import type { AwsAccountView } from '../../src-main/contract/preferences.ts';
import { courseWords, givenWords, whenWords, whoWords } from '../../src-main/words/activity.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { activityTexts } from '../../src-main/words/window/activity.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { CountingRing } from '../roles/row/role-ring.tsx';
import { MoreButton, useDisclosure } from '../ui/disclosure.tsx';
import { CheckIcon, CrossIcon, EndIcon, Swatch } from '../ui/drawings/icons.tsx';
import { Ring } from '../ui/drawings/ring.tsx';
import { Prose } from '../ui/prose.tsx';
import * as rowText from '../ui/row-text.module.css';
import { Tag } from '../ui/tag.tsx';
import * as styles from './activity-row.module.css';

/** One session of the day, or one refusal: which role, when, who asked, with which key, how it went. */
export const ActivityRow = ({
  ref,
  index,
  count,
  isPicked,
  item,
  account,
}: {
  /** Takes the row to be measured. */
  readonly ref: Ref<HTMLLIElement>;
  /** Its place among all, of which most are not in the document. */
  readonly index: number;
  readonly count: number;
  /** It was asked for in the picture. */
  readonly isPicked: boolean;
  readonly item: ActivityItem;
  readonly account?: AwsAccountView | undefined;
}) => {
  const more = useDisclosure();
  const course = courseWords(item);
  const words = item.problem === undefined ? undefined : problemWords(item.problem, { where: 'window' });
  return (
    <li
      ref={ref}
      className={styles.activityRow}
      data-state={item.state}
      data-picked={isPicked}
      data-index={index}
      aria-posinset={index + 1}
      aria-setsize={count}
    >
      <ActivityRing item={item} />
      <div className={rowText.text}>
        <span className={rowText.title}>
          <b className={rowText.name} data-matters dir="auto">
            {item.profile}
          </b>
          {item.guarded ? <Tag kind="guarded">{kitTexts.guarded}</Tag> : null}
          <span className={styles.activityAccount}>
            <Swatch colour={account?.colour ?? 'none'} />
            <bdi>{account?.alias ?? item.accountId}</bdi>
          </span>
        </span>
        <span className={rowText.sub} data-matters>
          <span className="tabular">{whenWords(item)}</span>
          {course === undefined ? null : <span className={styles.activityCourse}>{` · ${course}`}</span>}
          {words === undefined ? null : ' '}
          {words === undefined ? null : (
            <MoreButton className={styles.activityWhyButton} disclosure={more} label={activityTexts.whyOf(words.title)}>
              {more.open ? kitTexts.less : activityTexts.why}
            </MoreButton>
          )}
        </span>
        <span className={`${rowText.sub} ${styles.activityWho}`} data-matters>
          {whoWords(item)}
        </span>
        {item.given === undefined ? null : (
          <span className={`${rowText.sub} ${styles.activityWho}`} data-matters>
            {givenWords(item)}
          </span>
        )}
        {words === undefined ? null : (
          <div {...more.panel} className={styles.activityWhy}>
            <Prose text={words.happened} />
            <Prose text={words.advice} blocks />
          </div>
        )}
      </div>
    </li>
  );
};

const ActivityRing = ({ item }: { readonly item: ActivityItem }) => {
  switch (item.deed?.outcome === 'failed' ? 'refused' : item.state) {
    case 'active':
      return <CountingRing times={{ since: item.from, expires: item.to }} />;
    case 'refused':
      return (
        <Ring tone="refused">
          <CrossIcon size={15} />
        </Ring>
      );
    case 'ended':
      return (
        <Ring tone="still">
          <EndIcon size={15} />
        </Ring>
      );
    case 'shared':
    case 'team':
    case 'over':
      return (
        <Ring tone="still">
          <CheckIcon size={15} />
        </Ring>
      );
  }
};
