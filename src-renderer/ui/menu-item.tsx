import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { CheckIcon } from './drawings/icons.tsx';
import { Keys, keysHeard } from './keys/keys.tsx';
import * as styles from './popup.module.css';

interface ItemProps {
  readonly icon?: ReactNode;
  readonly onPick: () => void;
  readonly children: ReactNode;
}

export const MenuItem = ({
  icon = <span className={styles.gap} />,
  onPick,
  isOff = false,
  isHarsh = false,
  keys,
  children,
}: ItemProps & {
  readonly isOff?: boolean;
  readonly isHarsh?: boolean;
  /** What does the same without the menu, as Electron writes it. */
  readonly keys?: string;
}) => (
  <Button
    kind="bare"
    role="menuitem"
    disabled={isOff}
    onClick={onPick}
    className={styles.item}
    data-harsh={isHarsh}
    aria-keyshortcuts={keys === undefined ? undefined : keysHeard(keys)}
  >
    {icon} <span className="grow">{children}</span>
    {keys === undefined ? null : (
      <span aria-hidden="true">
        <Keys shortcut={keys} />
      </span>
    )}
  </Button>
);

/** An item that is on or off; what is on has a tick. */
export const MenuSwitch = ({ icon, on, onPick, children }: ItemProps & { readonly on: boolean }) => (
  <Button kind="bare" role="menuitemcheckbox" className={styles.item} aria-checked={on} onClick={onPick}>
    {icon} <span className="grow">{children}</span>
    {on ? <CheckIcon size={14} /> : null}
  </Button>
);
