import type { ComponentProps, ReactNode } from 'react';
import * as styles from './switch.module.css';

type InputProps = Omit<ComponentProps<'input'>, 'type' | 'role' | 'className' | 'checked' | 'onChange'>;

interface SwitchProps extends InputProps {
  readonly on: boolean;
  readonly onSwitch: (on: boolean) => void;
}

/** On or off, at once. */
export const Switch = ({ on, onSwitch, ...rest }: SwitchProps) => (
  <input
    type="checkbox"
    role="switch"
    className={styles.switch}
    checked={on}
    aria-checked={on}
    onChange={(event) => onSwitch(event.target.checked)}
    {...rest}
  />
);

/** A switch with its words beside it; `mark` stands after them. */
export const SwitchLine = ({ mark, children, ...rest }: SwitchProps & { readonly mark?: ReactNode; readonly children: ReactNode }) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the switch in it is its control
  <label className={styles.line}>
    <Switch {...rest} />
    <span className={styles.text}>{children}</span>
    {mark}
  </label>
);

/** A box with a tick, and its words. */
export const Check = ({
  on,
  onCheck,
  children,
}: {
  readonly on: boolean;
  readonly onCheck: (on: boolean) => void;
  readonly children: ReactNode;
}) => (
  <label className={styles.check}>
    <input type="checkbox" checked={on} onChange={(event) => onCheck(event.target.checked)} />
    {children}
  </label>
);
