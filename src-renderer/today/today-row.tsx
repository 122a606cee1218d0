import { useId, useState } from 'react';
import type { TodayItem } from '../../src-main/contract/history.ts';
import type { AwsAccountView } from '../../src-main/contract/preferences.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { courseWords, whenWords, whoWords } from '../../src-main/words/today.ts';
import { CountingRing } from '../roles/role-ring.tsx';
import { CheckIcon, ChevronIcon, CrossIcon, EndIcon, ShieldIcon } from '../ui/icons.tsx';
import { Prose } from '../ui/prose.tsx';
import { Ring } from '../ui/ring.tsx';
import { Swatch } from '../ui/swatch.tsx';

/** One session of the day, or one refusal: which role, when, who asked, with which key, how it went. */
export const TodayRow = ({ item, account }: { readonly item: TodayItem; readonly account?: AwsAccountView }) => {
  const [open, setOpen] = useState(false);
  const id = useId();
  const course = courseWords(item);
  const words = item.problem === undefined ? undefined : problemWords(item.problem);
  return (
    <li className="today-row" data-state={item.state}>
      <TodayRing item={item} />
      <div className="row-text">
        <span className="row-title">
          <b className="row-name" data-matters dir="auto">
            {item.profile}
          </b>
          {item.guarded ? (
            <span className="tag tag-guarded">
              <ShieldIcon size={11} /> guarded
            </span>
          ) : null}
          <span className="today-account">
            <Swatch colour={account?.colour ?? 'none'} />
            <bdi>{account?.alias ?? item.accountId}</bdi>
          </span>
        </span>
        <span className="row-sub" data-matters>
          <span className="tabular">{whenWords(item)}</span>
          {course === undefined ? null : <span className="today-course">{` · ${course}`}</span>}
          {words === undefined ? null : ' '}
          {words === undefined ? null : (
            <button
              type="button"
              className="more-words"
              aria-label={`Why: ${words.title}`}
              aria-expanded={open}
              aria-controls={id}
              onClick={() => setOpen(!open)}
            >
              {open ? 'Less' : 'Why'} <ChevronIcon size={13} />
            </button>
          )}
        </span>
        <span className="row-sub today-who" data-matters>
          {whoWords(item)}
        </span>
        {words === undefined ? null : (
          <div id={id} hidden={!open} className="today-why">
            <Prose text={words.happened} />
            <Prose text={words.advice} blocks />
          </div>
        )}
      </div>
    </li>
  );
};

const TodayRing = ({ item }: { readonly item: TodayItem }) => {
  switch (item.state) {
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
    case 'over':
      return (
        <Ring tone="still">
          <CheckIcon size={15} />
        </Ring>
      );
  }
};
