import type { EnrollView } from '../../src-main/contract/enroll.ts';
import { stepStateWords, stepWords } from '../../src-main/words/enroll/pages.ts';
import { wizardTexts } from '../../src-main/words/window/enroll.ts';
import { CheckIcon } from '../ui/drawings/icons.tsx';
import * as styles from './step-list.module.css';

/** All steps of the wizard and how far it is; always in view. */
export const StepList = ({ steps }: Pick<EnrollView, 'steps'>) => (
  <ol className={styles.steps} aria-label={wizardTexts.steps}>
    {steps.map((step, index) => (
      <li key={step.name} data-state={step.state} aria-current={step.state === 'now' || step.state === 'failed' ? 'step' : undefined}>
        <i className={styles.stepDisc} aria-hidden="true">
          {step.state === 'done' ? <CheckIcon size={12} /> : step.state === 'failed' ? '!' : step.state === 'skipped' ? '–' : index + 1}
        </i>
        <span className={styles.stepName}>{stepWords[step.name]}</span>
        <span className="spoken">{`, ${stepStateWords[step.state]}`}</span>
      </li>
    ))}
  </ol>
);
