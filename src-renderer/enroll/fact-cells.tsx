import type { EnrollView } from '../../src-main/contract/enroll.ts';
import { factCells } from '../../src-main/words/enroll/facts.ts';
import { wizardTexts } from '../../src-main/words/window/enroll.ts';
import * as cells from './cells.module.css';

/** What exists now, side by side: in AWS, and on each key. */
export const FactCells = ({ view }: { readonly view: EnrollView }) => (
  <section aria-label={wizardTexts.facts}>
    <dl className={cells.cells}>
      {factCells(view).map((cell) => (
        <div className={cells.cell} key={cell.title} data-tone={cell.tone}>
          <dt className={cells.title}>{cell.title}</dt>
          <dd>
            <span data-matters dir="auto">
              {cell.text}
            </span>
            {cell.state === '' ? null : <span className={cells.state}>{cell.state}</span>}
          </dd>
        </div>
      ))}
    </dl>
  </section>
);
