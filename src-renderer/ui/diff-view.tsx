import type { DiffLine } from '../../src-main/contract/values.ts';

const marks = { same: ' ', add: '+', remove: '−' } as const;
const spoken = { same: '', add: 'added: ', remove: 'removed: ' } as const;

/** The change of a file, with line numbers; what is added or removed is marked by a sign, a bar and a colour. */
export const DiffView = ({ file, lines }: { readonly file: string; readonly lines: readonly DiffLine[] }) => (
  <figure className="diff">
    <figcaption data-matters>{file}</figcaption>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
    <section className="diff-scroll" tabIndex={0} aria-label={`Change of ${file}`}>
      <ol className="diff-lines" dir="ltr">
        {lines.map((line) => (
          <li key={`${line.kind} ${line.line}`} data-kind={line.kind}>
            <span className="diff-number">{line.line}</span>
            <span className="diff-mark" aria-hidden="true">
              {marks[line.kind]}
            </span>
            <span className="spoken">{spoken[line.kind]}</span>
            <code>{line.text === '' ? '\u00a0' : line.text}</code>
          </li>
        ))}
      </ol>
    </section>
  </figure>
);
