import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { CheckIcon } from './drawings/icons.tsx';

interface ItemProps {
  readonly icon: ReactNode;
  readonly onPick: () => void;
  readonly children: ReactNode;
}

export const MenuItem = ({
  icon,
  onPick,
  isOff = false,
  isHarsh = false,
  children,
}: ItemProps & { readonly isOff?: boolean; readonly isHarsh?: boolean }) => (
  <Button kind="bare" role="menuitem" disabled={isOff} onClick={onPick} {...(isHarsh ? { className: 'danger' } : {})}>
    {icon} {children}
  </Button>
);

/** An item that is on or off; what is on has a tick. */
export const MenuSwitch = ({ icon, on, onPick, children }: ItemProps & { readonly on: boolean }) => (
  <Button kind="bare" role="menuitemcheckbox" aria-checked={on} onClick={onPick}>
    {icon} <span className="grow">{children}</span>
    {on ? <CheckIcon size={14} /> : null}
  </Button>
);
