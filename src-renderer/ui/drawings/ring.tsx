import type { ReactNode } from 'react';

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
  children,
}: {
  readonly tone: RingTone;
  readonly share?: number;
  readonly children?: ReactNode;
}) => (
  <span className="ring" data-tone={tone} aria-hidden="true">
    <svg width={size} height={size} viewBox={`0 0 ${size} ${size}`} focusable="false" role="presentation">
      <circle className="ring-track" cx={size / 2} cy={size / 2} r={radius} fill="none" strokeWidth={width} />
      {tone === 'still' || tone === 'danger' || tone === 'refused' ? null : (
        <circle
          className="ring-arc"
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
      {tone === 'touch' ? <circle className="ring-disc" cx={size / 2} cy={size / 2} r="6" /> : null}
    </svg>
    {children === undefined ? null : <span className="ring-text">{children}</span>}
  </span>
);
