import { useId } from 'react';
import type { EnrollKeyView } from '../../src-main/contract/enroll.ts';
import { placesWords } from '../../src-main/words/enroll/facts.ts';
import { LockIcon } from '../ui/drawings/icons.tsx';
import { InlineProblem } from '../ui/problem.tsx';
import * as styles from './key-cards.module.css';

/** The plugged keys as a choice of one. A key that cannot be taken says why. */
export const KeyCards = ({
  keys,
  chosen,
  onChoose,
}: {
  readonly keys: readonly EnrollKeyView[];
  readonly chosen?: string;
  readonly onChoose: (id: string) => void;
}) => {
  const name = useId();
  if (keys.length === 0) {
    return (
      <p className="empty-choice" role="status">
        No YubiKey is plugged in. Put one in; it shows up here.
      </p>
    );
  }
  return (
    <fieldset className="option-list">
      <legend className="spoken">YubiKey</legend>
      {keys.map((key) => (
        <div className="option" key={key.id} data-chosen={key.id === chosen} data-off={key.problem !== undefined}>
          <label className="option-label">
            <input
              type="radio"
              name={name}
              checked={key.id === chosen}
              disabled={key.problem !== undefined}
              onChange={() => onChoose(key.id)}
            />
            <span className="option-text">
              <span className="option-title">
                <b data-matters>{key.name}</b>
                {key.serial === undefined ? null : <span className="serial">{key.serial}</span>}
                {key.locked ? (
                  <span className={styles.badge}>
                    <LockIcon size={11} /> has a password
                  </span>
                ) : null}
              </span>
              {key.locked ? (
                <span className="option-sub">How full it is shows when it is unlocked; you will be asked.</span>
              ) : (
                <span className={styles.places}>
                  <span className={styles.meter} aria-hidden="true">
                    <span
                      className={styles.meterUsed}
                      style={{ inlineSize: `${Math.min(100, (key.used / Math.max(1, key.places)) * 100)}%` }}
                    />
                  </span>
                  <span className="option-sub">{placesWords(key)}</span>
                </span>
              )}
              {key.hasAccount && key.problem === undefined ? (
                <span className="option-warn">An account of this name is on it and will be replaced. Its codes stop working.</span>
              ) : null}
            </span>
          </label>
          {key.problem === undefined ? null : <InlineProblem problem={key.problem} />}
        </div>
      ))}
    </fieldset>
  );
};
