import type { ReactNode } from 'react';
import { EyeIcon, ShieldIcon, WarnIcon } from './drawings/icons.tsx';
import * as styles from './tag.module.css';

/** A word or two in a frame beside a name. */
export const Tag = ({
  kind,
  className = '',
  children,
}: {
  readonly kind: 'prod' | 'soon' | 'demo' | 'guarded' | 'limited' | 'plain';
  readonly className?: string;
  readonly children: ReactNode;
}) => (
  <span className={`${styles.tag} ${className}`} data-tag={kind}>
    {kind === 'guarded' ? (
      <ShieldIcon size={11} />
    ) : kind === 'prod' ? (
      <WarnIcon size={11} />
    ) : kind === 'limited' ? (
      <EyeIcon size={11} />
    ) : null}
    {kind === 'guarded' || kind === 'prod' || kind === 'limited' ? ' ' : null}
    {children}
  </span>
);

/** How a thing is, as a coloured dot before the words that say it. */
export const Dot = ({ tone }: { readonly tone: 'good' | 'warn' | 'off' }) => <span className={styles.dot} data-tone={tone} />;
