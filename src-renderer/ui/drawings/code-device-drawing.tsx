import * as styles from './code-device-drawing.module.css';

/** Six digits in two groups, each a dot: whatever the device shows now. */
const Digits = ({ x, y, step, size }: { readonly x: number; readonly y: number; readonly step: number; readonly size: number }) =>
  [0, 1, 2, 3.6, 4.6, 5.6].map((place) => <circle key={place} cx={x + place * step} cy={y} r={size} />);

/** What shows a code to be typed, drawn for Roletap: a hardware token, or else a phone, as authenticator apps are on. */
export const CodeDeviceDrawing = ({ kind }: { readonly kind: 'phone' | 'token' }) => (
  <svg
    className={styles.codeDevice}
    data-device={kind}
    width="216"
    height="84"
    viewBox="0 0 216 84"
    aria-hidden="true"
    focusable="false"
    role="presentation"
  >
    <defs>
      <linearGradient id="device-body" x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor="#3b3e43" />
        <stop offset="0.12" stopColor="#2a2c30" />
        <stop offset="1" stopColor="#191b1e" />
      </linearGradient>
    </defs>
    {kind === 'token' ? (
      <g>
        <rect x="34" y="14" width="150" height="56" rx="28" fill="url(#device-body)" stroke="#55595f" />
        <circle className={styles.hole} cx="52" cy="42" r="8" stroke="#55595f" />
        <rect className={styles.display} x="72" y="27" width="78" height="30" rx="5" />
        <g className={styles.digits}>
          <Digits x={83} y={42} step={10} size={3.2} />
        </g>
        <circle cx="167" cy="42" r="7" fill="#55595f" />
      </g>
    ) : (
      <g>
        <rect x="84" y="1" width="48" height="82" rx="9" fill="url(#device-body)" stroke="#55595f" />
        <rect className={styles.display} x="88" y="9" width="40" height="66" rx="4" />
        <circle className={styles.ring} cx="108" cy="29" r="9" />
        <path className={styles.arc} d="M108 20a9 9 0 1 1-9 9" />
        <g className={styles.digits}>
          <Digits x={94.4} y={53} step={4.9} size={1.9} />
        </g>
        <rect x="101" y="78" width="14" height="2" rx="1" fill="#55595f" />
      </g>
    )}
  </svg>
);
