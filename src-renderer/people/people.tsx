import { useCallback, useMemo, useState } from 'react';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import type { ReadTeamView, TeamPageView } from '../../src-main/contract/team/page.ts';
import type { Person } from '../../src-main/contract/team/people.ts';
import { peopleTexts, shownWords } from '../../src-main/words/team/page.ts';
import { progressOfTeam } from '../../src-main/words/team/people.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { usePage } from '../hooks/use-page.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { Ring } from '../ui/drawings/ring.tsx';
import { Working } from '../ui/page.tsx';
import * as text from '../ui/text.module.css';
import { RequireMfa } from './enforce/require-mfa.tsx';
import { ExportPeople, RightsChoice, SetUpMenu } from './head.tsx';
import * as styles from './people.module.css';
import { PeopleFilters } from './people-filters.tsx';
import { PeopleTable } from './people-table.tsx';
import { listedOf, shownPeople, usualShown } from './people-view.ts';
import { Policies } from './policies/policies.tsx';
import { Sheet } from './sheet/sheet.tsx';
import { TeamProblem } from './sheet/team-problem.tsx';
import { Simulate } from './simulate/simulate.tsx';
import { Gaps, TeamPicture } from './team-picture.tsx';
import { Unfinished } from './unfinished.tsx';

/** Who can sign in to an account, and how: a picture of all, then one by one. */
export const People = ({ view, snapshot }: { readonly view: TeamPageView; readonly snapshot: Snapshot }) =>
  view.simulating !== undefined ? (
    <Simulate view={view.simulating} />
  ) : view.sheet !== undefined ? (
    <Sheet view={view.sheet} groups={view.groups} snapshot={snapshot} />
  ) : view.enforcing !== undefined ? (
    <RequireMfa view={view.enforcing} read={view.read} groups={view.groups} />
  ) : view.policies !== undefined ? (
    <Policies view={view.policies} groups={view.groups} />
  ) : (
    <Everybody view={view} />
  );

const Everybody = ({ view }: { readonly view: TeamPageView }) => {
  const send = useSend();
  const close = useCallback(() => void send('closePage', null), [send]);
  const heading = usePage('people', close);
  const { read, progress, problem, unsaved, unfinished } = view;
  return (
    <div className={styles.people}>
      <header className={styles.head}>
        <h1 ref={heading} tabIndex={-1} className={text.title}>
          {peopleTexts.title}
        </h1>
        <RightsChoice view={view} />
        <span className="grow" />
        {read === undefined ? null : <ExportPeople />}
        {view.source === '' ? null : <SetUpMenu />}
      </header>
      <main className={styles.body}>
        {unfinished === undefined ? null : <Unfinished plans={unfinished} />}
        <div role="status" className={styles.news}>
          {progress === undefined ? null : (
            <>
              <Working ring={<Ring tone="busy" />}>
                <p>{progressOfTeam(progress)}</p>
              </Working>
              <Button kind="small" onClick={() => send('cancelTeam', null)}>
                {kitTexts.cancel}
              </Button>
            </>
          )}
          {[problem, unsaved].map((one) => (one === undefined ? null : <TeamProblem key={one.code} problem={one} />))}
        </div>
        {read !== undefined ? (
          <ReadPeople read={read} />
        ) : progress === undefined ? (
          <div className={styles.empty}>
            <p>{peopleTexts.about}</p>
            <p>{view.sources.length === 0 ? peopleTexts.none : peopleTexts.needs}</p>
          </div>
        ) : null}
      </main>
    </div>
  );
};

const ReadPeople = ({ read }: { readonly read: ReadTeamView }) => {
  // The text is the same in each snapshot until somebody reads anew.
  const all = useMemo(() => listedOf(JSON.parse(read.people) as readonly Person[]), [read.people]);
  const [shown, setShown] = useState(usualShown);
  const people = useMemo(() => shownPeople(all, shown), [all, shown]);
  return (
    <>
      <TeamPicture all={all} read={read} />
      <Gaps read={read} />
      <PeopleFilters all={all} shown={shown} onShown={setShown} />
      {people.length === 0 ? (
        <div className={styles.empty}>
          <h2>{peopleTexts.noneShown}</h2>
          <Button onClick={() => setShown({ ...shown, query: '', filter: 'all' })}>{peopleTexts.showAll}</Button>
        </div>
      ) : (
        <PeopleTable people={people} shown={shown} onShown={setShown} now={read.at} />
      )}
      <span className="spoken" role="status">
        {shownWords(people.length, all.length)}
      </span>
    </>
  );
};
