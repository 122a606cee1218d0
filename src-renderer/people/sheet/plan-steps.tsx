import type { StepState } from '../../../src-main/contract/team/plan.ts';
import { addingTexts, stepStateWord } from '../../../src-main/words/team/adding.ts';
import * as styles from './sheet.module.css';

interface ShownStep {
  readonly name: string;
  readonly words: string;
  /** The call; `file` for what is written here. */
  readonly action: string;
  readonly state: StepState;
}

/** A plan's steps, each with its call and how far it is. */
export const PlanSteps = ({ steps }: { readonly steps: readonly ShownStep[] }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than the window has to be scrolled by the keyboard
  <section tabIndex={0} aria-label={addingTexts.steps}>
    <table className={styles.steps}>
      <thead>
        <tr>
          <th scope="col">{addingTexts.columns.step}</th>
          <th scope="col">{addingTexts.columns.call}</th>
          <th scope="col">{addingTexts.columns.state}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ name, state, words, action }) => (
          <tr key={name} data-step={name} data-state={state}>
            <th scope="row" data-matters>
              {words}
            </th>
            <td>
              <code>{action === 'file' ? '' : action}</code>
            </td>
            <td>{stepStateWord(state)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
