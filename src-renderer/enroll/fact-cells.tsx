import type { EnrollView } from '../../src-main/contract/enroll.ts';
import { factCells } from '../../src-main/words/enroll/facts.ts';

/** What exists now, side by side: in AWS, and on each key. */
export const FactCells = ({ view }: { readonly view: EnrollView }) => (
  <section aria-label="What exists now">
    <dl className="cells">
      {factCells(view).map((cell) => (
        <div className="cell" key={cell.title} data-tone={cell.tone}>
          <dt>{cell.title}</dt>
          <dd>
            <span data-matters dir="auto">
              {cell.text}
            </span>
            {cell.state === '' ? null : <span className="cell-state">{cell.state}</span>}
          </dd>
        </div>
      ))}
    </dl>
  </section>
);
