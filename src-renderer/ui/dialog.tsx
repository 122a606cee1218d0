import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import * as styles from './dialog.module.css';

/** A question of the window itself, over it: modal, Escape is the harmless answer. */
export const Dialog = ({
  title,
  onStay,
  children,
  buttons,
}: {
  readonly title: string;
  readonly onStay: () => void;
  readonly children: ReactNode;
  readonly buttons: ReactNode;
}) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    (element?.querySelector<HTMLElement>('[data-first]') ?? element)?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`${styles.sheet} ${styles.ask}`}
      tabIndex={-1}
      aria-labelledby={`${id}title`}
      aria-describedby={`${id}text`}
      onCancel={(event) => {
        event.preventDefault();
        onStay();
      }}
    >
      <h2 id={`${id}title`} data-matters>
        {title}
      </h2>
      <div id={`${id}text`} className={styles.text}>
        {children}
      </div>
      <div className={styles.buttons}>{buttons}</div>
    </dialog>
  );
};
