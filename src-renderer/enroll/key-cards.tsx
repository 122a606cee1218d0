import { useId } from 'react';
import type { EnrollKeyView } from '../../src-main/contract/enroll.ts';
import { placesWords } from '../../src-main/words/enroll/facts.ts';
import { keyPageTexts } from '../../src-main/words/window/enroll.ts';
import { LockIcon } from '../ui/drawings/icons.tsx';
import { Option, OptionList } from '../ui/option.tsx';
import { InlineProblem } from '../ui/problem.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './key-cards.module.css';

/** The plugged keys as a choice of one. A key that cannot be taken says why. */
export const KeyCards = ({
  keys,
  chosen,
  onChoose,
}: {
  readonly keys: readonly EnrollKeyView[];
  readonly chosen?: string | undefined;
  readonly onChoose: (id: string) => void;
}) => {
  const name = useId();
  if (keys.length === 0) {
    return (
      <p className={text.empty} role="status">
        {keyPageTexts.none}
      </p>
    );
  }
  return (
    <OptionList legend={<legend className="spoken">{keyPageTexts.keys}</legend>}>
      {keys.map((key) => (
        <Option
          key={key.id}
          name={name}
          chosen={key.id === chosen}
          isOff={key.problem !== undefined}
          onChoose={() => onChoose(key.id)}
          title={
            <>
              <b data-matters>{key.name}</b>
              {key.serial === undefined ? null : <span className={text.serial}>{key.serial}</span>}
              {key.locked ? (
                <span className={styles.badge}>
                  <LockIcon size={11} /> {keyPageTexts.hasPassword}
                </span>
              ) : null}
            </>
          }
          problem={key.problem === undefined ? null : <InlineProblem problem={key.problem} />}
        >
          {key.locked ? (
            <span className={text.sub}>{keyPageTexts.locked}</span>
          ) : (
            <span className={styles.places}>
              <span className={styles.meter} aria-hidden="true">
                <span
                  className={styles.meterUsed}
                  style={{ inlineSize: `${Math.min(100, (key.used / Math.max(1, key.places)) * 100)}%` }}
                />
              </span>
              <span className={text.sub}>{placesWords(key)}</span>
            </span>
          )}
          {key.hasAccount && key.problem === undefined ? <span className={text.warn}>{keyPageTexts.replaced}</span> : null}
        </Option>
      ))}
    </OptionList>
  );
};
