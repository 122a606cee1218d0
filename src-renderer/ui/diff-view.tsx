import type { DiffLine } from '../../src-main/contract/values.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import * as styles from './diff-view.module.css';

const marks = { same: ' ', add: '+', remove: '−' } as const;
const spoken = { same: '', add: kitTexts.added, remove: kitTexts.removed } as const;

/** The change of a file, with line numbers; what is added or removed is marked by a sign, a bar and a colour. */
export const DiffView = ({ file, lines }: { readonly file: string; readonly lines: readonly DiffLine[] }) => (
  <figure className={styles.diff}>
    <figcaption data-matters>{file}</figcaption>
    <section aria-label={kitTexts.changeOf(file)}>
      <ol className={styles.diffLines} dir="ltr">
        {lines.map((line) => (
          <li key={`${line.kind} ${line.line}`} data-kind={line.kind}>
            <span className={styles.diffNumber}>{line.line}</span>
            <span className={styles.diffMark} aria-hidden="true">
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
