import type { EnforceView } from '../../../src-main/contract/team/enforce.ts';
import { enforceSaid, enforceStateWords, enforceStepWords, safeWords, scopeWords } from '../../../src-main/words/team/enforce.ts';
import { enforcingTexts } from '../../../src-main/words/team/enforcing.ts';
import { Note } from '../../ui/note.tsx';
import * as styles from '../sheet/sheet.module.css';
import { TeamProblem } from '../sheet/team-problem.tsx';

/** So many members are listed; the names that matter stand in the sentence. */
const listed = 200;

/** Whether it is safe, with names; what is still to be done, and who has MFA. */
export const SeenScope = ({ seen }: { readonly seen: EnforceView }) => {
  const label = scopeWords(seen);
  const { members, steps, outside, unread, isSafe, lockedOut, reportAt } = seen;
  const bare = new Set(lockedOut);
  // Those who would be locked out first.
  const sorted = [...members.filter(({ name }) => bare.has(name)), ...members.filter(({ name }) => !bare.has(name))].slice(0, listed);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than the window has to be scrolled by the keyboard
    <section className={styles.form} tabIndex={0} aria-label={enforcingTexts.members}>
      <Note tone={isSafe ? 'good' : 'warn'} role="status">
        <p data-matters>
          <b>{safeWords({ ...seen, group: label })}</b>
        </p>
        {outside === undefined ? null : <p>{enforceSaid.outside(outside)}</p>}
        {reportAt === undefined ? null : <p>{enforceSaid.report(reportAt, new Date(reportAt).toISOString().slice(11, 16))}</p>}
      </Note>
      {unread.length === 0 ? null : (
        <section aria-label={enforceSaid.unread(unread.length)}>
          <h2 className={styles.group}>{enforceSaid.unread(unread.length)}</h2>
          {unread.map((problem) => (
            <TeamProblem key={JSON.stringify(problem)} problem={problem} />
          ))}
        </section>
      )}
      <table className={styles.steps} aria-label={enforcingTexts.steps}>
        <thead>
          <tr>
            <th scope="col">{enforcingTexts.columns.step}</th>
            <th scope="col">{enforcingTexts.columns.state}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ name, state }) => (
            <tr key={name} data-step={name} data-state={state}>
              <th scope="row" data-matters>
                {enforceStepWords(name, seen)}
              </th>
              <td>{enforceStateWords(state)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className={styles.steps} aria-label={enforcingTexts.members}>
        <thead>
          <tr>
            <th scope="col">{enforcingTexts.columns.member}</th>
            <th scope="col">{enforcingTexts.columns.mfa}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ name, devices }) => (
            <tr key={name} data-member={name}>
              <th scope="row" dir="auto">
                {name}
              </th>
              <td>{enforceSaid.devices(devices)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
