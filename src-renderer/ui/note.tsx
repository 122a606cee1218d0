import type { ReactNode } from 'react';
import { CheckIcon, InfoIcon, WarnIcon } from './drawings/icons.tsx';
import * as styles from './note.module.css';

const icons = { plain: InfoIcon, warn: WarnIcon, good: CheckIcon } as const;

/** Something to know, in its own colour; `alert` says it at once to those who hear the window. */
export const Note = ({
  tone = 'plain',
  mark,
  role,
  className = '',
  children,
}: {
  readonly tone?: keyof typeof icons;
  /** In place of the tone's icon. */
  readonly mark?: ReactNode;
  readonly role?: 'alert' | 'status';
  readonly className?: string;
  readonly children: ReactNode;
}) => {
  const Icon = icons[tone];
  return (
    <div className={`${styles.note} ${className}`} role={role} data-tone={tone}>
      {mark ?? <Icon size={15} />}
      <div className={styles.body}>{children}</div>
    </div>
  );
};
