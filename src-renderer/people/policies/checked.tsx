import type { ShownCheck, ShownFinding } from '../../../src-main/contract/team/policies.ts';
import { addingTexts } from '../../../src-main/words/team/adding.ts';
import { policiesTexts } from '../../../src-main/words/team/policies.ts';
import { findingWords, levelWords, policySaid } from '../../../src-main/words/team/policy.ts';
import { useArrival } from '../../hooks/use-arrival.ts';
import { DiffView } from '../../ui/diff-view.tsx';
import { Note } from '../../ui/note.tsx';
import { CodeText, CommandBlock } from '../../ui/prose.tsx';
import * as styles from '../sheet/sheet.module.css';

/** What a check found: each with its line, why it matters, and the lines that change; then the whole policy set right. */
export const Checked = ({ name, check }: { readonly name: string; readonly check: ShownCheck }) => {
  const { findings, fixed } = check;
  const place = useArrival(check);
  const count = (level: ShownFinding['level']) => findings.filter((one) => one.level === level).length;
  return (
    <section ref={place} className={styles.form} aria-label={policiesTexts.findings}>
      <Note tone={count('error') + count('warning') > 0 ? 'warn' : 'good'} role="status">
        <p data-matters>
          <b>{name === '' ? policiesTexts.pasted : name}</b>
        </p>
        <p>{findings.length === 0 ? policySaid.clean : policySaid.summary(count('error'), count('warning'), count('note'))}</p>
      </Note>
      <ol className={styles.findings}>
        {findings.map((finding) => (
          <Finding key={JSON.stringify([finding.rule, finding.line, finding.about])} finding={finding} />
        ))}
      </ol>
      {fixed === undefined ? null : (
        <div>
          <h3 className={styles.group}>{policiesTexts.fixed}</h3>
          <CommandBlock text={fixed} label={addingTexts.copyOf(policiesTexts.fixed)} />
        </div>
      )}
    </section>
  );
};

const Finding = ({ finding }: { readonly finding: ShownFinding }) => {
  const { level, line, statement, sid, change, rule } = finding;
  const { title, why } = findingWords(finding);
  return (
    <li data-rule={rule} data-level={level}>
      <h3 data-matters>{title}</h3>
      <p className={styles.undoes}>
        {`${levelWords(level)}, ${policiesTexts.line(line)}`}
        {statement === undefined ? '' : `, ${policySaid.statement(statement, sid)}`}
      </p>
      <p data-matters>
        <CodeText text={why} />
      </p>
      {change === undefined ? null : <DiffView file={policiesTexts.change} lines={change} />}
    </li>
  );
};
