import { useMemo } from 'react';
import type { ReadTeamView } from '../../src-main/contract/team/page.ts';
import { deviceName } from '../../src-main/contract/team/people.ts';
import { groupWords, peopleTexts, pictureOfTeam } from '../../src-main/words/team/page.ts';
import { gapWords, peopleSaid } from '../../src-main/words/team/people.ts';
import { rowTexts } from '../../src-main/words/team/sheets.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { CodeText } from '../ui/prose.tsx';
import { groupsOf, type Listed } from './people-view.ts';
import { TeamProblem } from './sheet/team-problem.tsx';
import * as styles from './team-picture.module.css';

/** AWS makes a report every four hours at most, in milliseconds. */
const reportMillis = 4 * 3_600_000;

/** A bar in which everybody has the same width, what each part means, and how old the facts are. */
export const TeamPicture = ({
  all,
  read: { generated, at, isChanged },
}: {
  readonly all: readonly Listed[];
  readonly read: ReadTeamView;
}) => {
  const groups = useMemo(() => groupsOf(all), [all]);
  return (
    <section className={styles.picture}>
      <div className={styles.bar} role="img" aria-label={pictureOfTeam(groups)}>
        {groups.map(([group, count]) => (
          <i key={group} data-group={group} style={{ flexGrow: count }} />
        ))}
      </div>
      <div className={styles.legend}>
        <ul aria-hidden="true">
          {groups.map(([group, count]) => (
            <li key={group} data-group={group}>
              <i /> <b>{count}</b> {groupWords(group)}
            </li>
          ))}
        </ul>
        <p className={styles.report}>
          {generated === undefined
            ? peopleSaid.noReport
            : peopleSaid.generated(generated, new Date(generated).toISOString().slice(11, 16), at - generated > reportMillis)}
          {isChanged ? <b> {peopleTexts.changed}</b> : null}
        </p>
      </div>
    </section>
  );
};

/** What could not be read, and devices that nobody has. */
export const Gaps = ({ read: { gaps, orphans } }: { readonly read: ReadTeamView }) => {
  const send = useSend();
  return (
    <>
      {gaps.length === 0 ? null : (
        <ul className={styles.gaps}>
          {gaps.map((gap) => (
            <li key={gap.what}>
              <CodeText text={gapWords(gap)} />
              {gap.action === undefined ? <TeamProblem problem={gap.problem} /> : null}
            </li>
          ))}
        </ul>
      )}
      {orphans.length === 0 ? null : (
        <details className={styles.orphans}>
          <summary>{peopleSaid.orphans(orphans.length)}</summary>
          <ul aria-label={peopleTexts.orphanTitle}>
            {orphans.map((serial) => (
              <li key={serial} title={serial}>
                {deviceName(serial)}{' '}
                <Button
                  kind="link"
                  aria-label={rowTexts.stepFor(peopleTexts.deleteOrphan, deviceName(serial))}
                  onClick={() => send('openSheet', { kind: 'remove', user: serial, what: 'device' })}
                >
                  {peopleTexts.deleteOrphan}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
};
