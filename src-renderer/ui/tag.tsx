import type { ReactNode } from 'react';
import { ShieldIcon } from './drawings/icons.tsx';

/** A word or two in a frame beside a name. */
export const Tag = ({
  kind,
  className,
  children,
}: {
  readonly kind: 'prod' | 'soon' | 'demo' | 'guarded';
  readonly className?: string;
  readonly children: ReactNode;
}) => (
  <span className={`tag tag-${kind} ${className ?? ''}`}>
    {kind === 'guarded' ? <ShieldIcon size={11} /> : null}
    {kind === 'guarded' ? ' ' : null}
    {children}
  </span>
);
