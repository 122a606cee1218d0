import type { ReactNode } from 'react';
import * as styles from './ring.module.css';

/** `still` is the plain circle of a role at rest, `refused` the same in red; `busy` turns; the others show the share that is left. */
export type RingTone = 'still' | 'good' | 'warn' | 'danger' | 'refused' | 'busy' | 'touch';

const size = 36;
const width = 3;
const radius = (size - width) / 2;
const around = 2 * Math.PI * radius;

/** A countdown as a circle. Decoration: what it says is said in words beside it. */
export const Ring = ({
  tone,
  share = 0,
  fills = false,
  children,
}: {
  readonly tone: RingTone;
  readonly share?: number;
  /** It has just begun: the circle is drawn round once. */
  readonly fills?: boolean;
  readonly children?: ReactNode;
}) => (
  <span className={styles.ring} data-tone={tone} data-fills={fills} aria-hidden="true">
    <svg width={size} height={size} viewBox={`0 0 ${size} ${size}`} focusable="false" role="presentation">
      <circle className={styles.track} cx={size / 2} cy={size / 2} r={radius} fill="none" strokeWidth={width} />
      {tone === 'still' || tone === 'danger' || tone === 'refused' ? null : (
        <circle
          className={styles.arc}
          cx={size / 2}
          cy={size / 2}
          r={radius}
          fill="none"
          strokeWidth={width}
          strokeLinecap="round"
          strokeDasharray={around}
          strokeDashoffset={around * (1 - (tone === 'busy' || tone === 'touch' ? 0.28 : Math.max(share, 0.001)))}
        />
      )}
      {tone === 'touch' ? <circle className={styles.disc} cx={size / 2} cy={size / 2} r="6" /> : null}
    </svg>
    {children === undefined ? null : <span className={styles.text}>{children}</span>}
  </span>
);
