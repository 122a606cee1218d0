import * as styles from './key-drawing.module.css';

/** A YubiKey, drawn for Roletap. `mood` is what it does: blink for a touch, be missing, or lie still. */
export const KeyDrawing = ({
  formFactor = '',
  mood,
  isSmall = false,
}: {
  /** As `KeyView` has it; without one it is drawn as most are sold today. */
  readonly formFactor?: string | undefined;
  readonly mood: 'touch' | 'missing' | 'still';
  /** Beside a line of text. */
  readonly isSmall?: boolean;
}) => {
  const isUsbA = formFactor.startsWith('USB-A');
  return (
    <svg
      className={styles.keyDrawing}
      data-mood={mood}
      data-plug={isUsbA ? 'a' : 'c'}
      data-small={isSmall}
      width={isSmall ? 54 : 216}
      height={isSmall ? 21 : 84}
      viewBox="0 0 216 84"
      aria-hidden="true"
      focusable="false"
      role="presentation"
    >
      <defs>
        <linearGradient id="key-body" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#3b3e43" />
          <stop offset="0.12" stopColor="#2a2c30" />
          <stop offset="1" stopColor="#191b1e" />
        </linearGradient>
        <linearGradient id="key-metal" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#e9ecef" />
          <stop offset="0.5" stopColor="#b9bfc6" />
          <stop offset="1" stopColor="#8f959d" />
        </linearGradient>
        <radialGradient id="key-gold" cx="0.38" cy="0.32" r="0.8">
          <stop offset="0" stopColor="#fff0bd" />
          <stop offset="0.5" stopColor="#e5bd4a" />
          <stop offset="1" stopColor="#b98a1c" />
        </radialGradient>
      </defs>
      {isUsbA ? (
        <g>
          <rect x="163" y="24" width="38" height="36" rx="2.5" fill="url(#key-metal)" />
          <path d="M170 33h25M170 39.5h25M170 46h25M170 52.5h25" stroke="#c99a2e" strokeWidth="3.2" />
        </g>
      ) : (
        <g>
          <rect x="163" y="29" width="34" height="26" rx="6" fill="url(#key-metal)" />
          <rect x="186" y="35" width="11" height="14" rx="4" fill="#23262a" />
          <path d="M187 42h8" stroke="#9aa1a9" strokeWidth="1.6" />
        </g>
      )}
      <rect x="16" y="14" width="150" height="56" rx="14" fill="url(#key-body)" stroke="#55595f" />
      <circle className={styles.keyHole} cx="36" cy="42" r="9.5" stroke="#55595f" />
      <g className={styles.keyWaves}>
        <circle cx="92" cy="42" r="17" />
        <circle cx="92" cy="42" r="17" />
      </g>
      <circle className={styles.keyGlow} cx="92" cy="42" r="20" />
      <circle className={styles.keyDisc} cx="92" cy="42" r="16" fill="url(#key-gold)" />
      <circle cx="92" cy="42" r="11" fill="none" stroke="#8c6510" strokeOpacity="0.45" strokeWidth="1.5" />
      <circle cx="92" cy="42" r="3.5" fill="#7a5709" fillOpacity="0.55" />
    </svg>
  );
};
