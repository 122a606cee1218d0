import type { SimulationView } from '../../../src-main/contract/team/simulate.ts';
import { simulateSaid, simulateTexts, verdictWords } from '../../../src-main/words/team/simulate.ts';
import { useArrival } from '../../hooks/use-arrival.ts';
import * as sheet from '../sheet/sheet.module.css';
import * as styles from './answer.module.css';

/** What IAM answered for each action, with the policies that deny it without MFA, and what it left out. */
export const Answer = ({ seen }: { readonly seen: SimulationView }) => {
  const place = useArrival(seen);
  const { columns } = simulateTexts;
  return (
    <section ref={place} className={sheet.form} aria-label={simulateTexts.answer}>
      <table className={`${sheet.steps} ${styles.answer}`} aria-label={simulateTexts.answer}>
        <thead>
          <tr>
            <th scope="col">{columns.action}</th>
            <th scope="col" className={styles.verdict}>
              {columns.accessKey}
            </th>
            <th scope="col">{columns.mfa}</th>
          </tr>
        </thead>
        <tbody>
          {seen.results.map(({ action, resource, withoutMfa, withMfa, deniedBy }) => (
            <tr key={`${action} ${resource}`} data-action={action}>
              <th scope="row">
                <code>{action}</code>
                <div className={styles.plain}>{resource === '*' ? simulateTexts.allResources : <code>{resource}</code>}</div>
              </th>
              <td data-matters>
                {verdictWords(withoutMfa)}
                {deniedBy.length === 0 ? null : <div className={styles.plain}>{simulateTexts.by(deniedBy)}</div>}
              </td>
              <td data-matters>{verdictWords(withMfa)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={sheet.undoes}>{simulateSaid.limits}</p>
    </section>
  );
};
