import { type FormEvent, useMemo, useState } from 'react';
import type { ListedPolicy, PoliciesView } from '../../../src-main/contract/team/policies.ts';
import { progressOfTeam } from '../../../src-main/words/team/people.ts';
import { foundWords, placeWords, policiesTexts } from '../../../src-main/words/team/policies.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Check } from '../../ui/switch.tsx';
import * as styles from '../sheet/sheet.module.css';
import { TextField } from '../sheet/sheet-form.tsx';
import { TeamProblem } from '../sheet/team-problem.tsx';

/** So many are shown; a search finds the others. */
const most = 100;

const isFound = ({ errors = 0, warnings = 0 }: ListedPolicy): boolean => errors + warnings > 0;

/** The policies of the account: one that is chosen is checked. */
export const PolicyList = ({ view: { stage, source, listed, progress } }: { readonly view: PoliciesView }) => {
  const send = useSend();
  const [query, setQuery] = useState('');
  const [arn, setArn] = useState('');
  const [isOnlyFound, setOnlyFound] = useState(false);
  // The text is the same in each snapshot until somebody lists anew.
  const all = useMemo(() => (listed === undefined ? [] : (JSON.parse(listed.policies) as readonly ListedPolicy[])), [listed]);
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter((one) => {
    const text = `${one.name}\n${one.id}`.toLowerCase();
    return (!isOnlyFound || isFound(one)) && words.every((word) => text.includes(word));
  });
  const shown = found.slice(0, most);
  const isOff = stage === 'working';
  const read = (event: FormEvent) => {
    event.preventDefault();
    if (!isOff && arn.trim() !== '') void send('readPolicy', { source, arn });
  };
  return (
    <section className={styles.form} aria-labelledby="policy-list">
      <h2 id="policy-list" className={styles.group}>
        {policiesTexts.listTitle}
      </h2>
      <div className={styles.buttons}>
        <Button disabled={isOff} onClick={() => send('listPolicies', { source })}>
          {listed === undefined ? policiesTexts.list : policiesTexts.listAgain}
        </Button>
        {progress === undefined ? null : <span role="status">{progressOfTeam(progress)}</span>}
      </div>
      {listed === undefined ? null : (
        <>
          {listed.unread.length === 0 ? null : (
            <section aria-label={policiesTexts.notAll}>
              <h3 className={styles.group}>{policiesTexts.notAll}</h3>
              {listed.unread.map((problem) => (
                <TeamProblem key={JSON.stringify(problem)} problem={problem} />
              ))}
            </section>
          )}
          <div className={styles.buttons}>
            <input
              type="search"
              placeholder={policiesTexts.search}
              aria-label={policiesTexts.search}
              value={query}
              spellCheck={false}
              onChange={({ target }) => setQuery(target.value)}
              onKeyDown={(event) => {
                // Empties the search first; the page closes with the next one.
                if (event.key !== 'Escape' || query === '') return;
                event.preventDefault();
                setQuery('');
              }}
            />
            <Check on={isOnlyFound} onCheck={setOnlyFound}>
              {policiesTexts.onlyFound}
            </Check>
          </div>
          <p role="status" className={styles.undoes}>
            {found.length === 0 ? policiesTexts.none : policiesTexts.shownOf(shown.length, all.length)}
          </p>
          {shown.length === 0 ? null : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
            <section className={styles.long} tabIndex={0} aria-label={policiesTexts.shownOf(shown.length, all.length)} data-scrolls>
              <table className={styles.steps}>
                <thead>
                  <tr>
                    <th scope="col">{policiesTexts.columns.policy}</th>
                    <th scope="col">{policiesTexts.columns.where}</th>
                    <th scope="col">{policiesTexts.columns.findings}</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((one) => (
                    <tr key={`${one.kind} ${one.id}`} data-policy={one.id}>
                      <th scope="row">
                        <Button kind="link" disabled={isOff} title={one.id} onClick={() => send('pickPolicy', { id: one.id })}>
                          {one.name}
                        </Button>
                      </th>
                      <td>{placeWords(one)}</td>
                      <td>{foundWords(one)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )}
        </>
      )}
      <form className={styles.form} noValidate autoComplete="off" onSubmit={read}>
        <TextField id="policy-arn" label={policiesTexts.arn} hint={policiesTexts.arnHint} value={arn} onValue={setArn} />
        <div>
          <Button type="submit" disabled={isOff || arn.trim() === ''}>
            {policiesTexts.read}
          </Button>
        </div>
      </form>
    </section>
  );
};
