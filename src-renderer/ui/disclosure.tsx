import { type ReactNode, useId, useState } from 'react';
import { Button } from './button.tsx';
import * as styles from './disclosure.module.css';
import { ChevronIcon } from './drawings/icons.tsx';

/** What opens on a click: whether it is open, and what its button and its panel carry. */
export interface Disclosure {
  readonly open: boolean;
  readonly button: { readonly 'aria-expanded': boolean; readonly 'aria-controls': string; readonly onClick: () => void };
  readonly panel: { readonly id: string; readonly hidden: boolean };
}

/** A panel that stays in the document while it is shut, so that its button can always name it. */
export const useDisclosure = (): Disclosure => {
  const [open, setOpen] = useState(false);
  const id = useId();
  return {
    open,
    button: { 'aria-expanded': open, 'aria-controls': id, onClick: () => setOpen(!open) },
    panel: { id, hidden: !open },
  };
};

/** `What to do ⌄`: words that say what opens. */
export const MoreWords = ({ children }: { readonly children: ReactNode }) => (
  <span className={styles.more}>
    {children} <ChevronIcon size={13} />
  </span>
);

/** The same as a button of its own. */
export const MoreButton = ({
  disclosure,
  className = '',
  label,
  children,
}: {
  readonly disclosure: Disclosure;
  readonly className?: string;
  /** What is heard, where the words alone do not say enough. */
  readonly label?: string;
  readonly children: ReactNode;
}) => (
  <Button kind="bare" className={`${styles.more} ${className}`} aria-label={label} {...disclosure.button}>
    {children} <ChevronIcon size={13} />
  </Button>
);
