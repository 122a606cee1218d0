import type { ReactNode } from 'react';
import * as styles from './option.module.css';

/** A choice of one, each in a card of its own. */
export const OptionList = ({ legend, children }: { readonly legend: ReactNode; readonly children: ReactNode }) => (
  <fieldset className={styles.list}>
    {legend}
    {children}
  </fieldset>
);

/** One of them: its title, a line or two under it, and what is wrong with it. */
export const Option = ({
  name,
  chosen,
  isOff = false,
  onChoose,
  title,
  mark,
  problem,
  children,
}: {
  /** The same for all of a list. */
  readonly name: string;
  readonly chosen: boolean;
  /** It cannot be chosen. */
  readonly isOff?: boolean;
  readonly onChoose: () => void;
  readonly title: ReactNode;
  /** At the end of the line. */
  readonly mark?: ReactNode;
  readonly problem?: ReactNode;
  readonly children: ReactNode;
}) => (
  <div className={styles.option} data-chosen={chosen} data-off={isOff}>
    <label className={styles.label}>
      <input type="radio" name={name} checked={chosen} disabled={isOff} onChange={onChoose} />
      <span className={styles.text}>
        <span className={styles.title}>{title}</span>
        {children}
      </span>
      {mark}
    </label>
    {problem}
  </div>
);
