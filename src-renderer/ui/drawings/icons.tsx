import type { ReactNode } from 'react';
import type { Colour } from '../../../src-main/contract/preferences.ts';
import * as styles from './icons.module.css';

/** Line icons on a 16 grid, drawn for Roletap; they take the colour of the text. All are decoration: the words are beside them. */
const icon =
  (drawing: ReactNode, kind = '') =>
  ({ size = 16 }: { readonly size?: number }) => (
    <svg
      className={`${styles.icon} ${kind}`}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {drawing}
    </svg>
  );

export const SearchIcon = icon(
  <>
    <circle cx="7" cy="7" r="4.25" />
    <path d="m10.2 10.2 3.3 3.3" />
  </>,
);
export const RenewIcon = icon(
  <>
    <path d="M13 8a5 5 0 1 1-1.6-3.7" />
    <path d="M13.2 2.2v2.9h-2.9" />
  </>,
);
/** One path: it stands in every row of the list. */
export const MoreIcon = icon(<path strokeWidth="2.5" d="M3.25 8h.01M8 8h.01M12.75 8h.01" />);
export const CopyIcon = icon(
  <>
    <rect x="5.5" y="5.5" width="8" height="8" rx="1.75" />
    <path d="M10.5 3.2v-.1A1.1 1.1 0 0 0 9.4 2H3.6A1.6 1.6 0 0 0 2 3.6v5.8a1.1 1.1 0 0 0 1.1 1.1h.1" />
  </>,
);
export const CheckIcon = icon(<path d="m3 8.5 3.2 3.2L13 4.8" />);
export const CrossIcon = icon(<path d="m4 4 8 8M12 4l-8 8" />);
export const ChevronIcon = icon(<path d="m4 6.25 4 4 4-4" />, styles.chevron);
export const LockIcon = icon(
  <>
    <rect x="3" y="7" width="10" height="7" rx="1.75" />
    <path d="M5.25 7V5a2.75 2.75 0 0 1 5.5 0v2" />
  </>,
);
export const WarnIcon = icon(
  <>
    <path d="M7.1 2.6 1.9 11.7a1.05 1.05 0 0 0 .9 1.6h10.4a1.05 1.05 0 0 0 .9-1.6L8.9 2.6a1.05 1.05 0 0 0-1.8 0Z" />
    <path d="M8 6.2v3" />
    <circle cx="8" cy="11.2" r=".85" fill="currentColor" stroke="none" />
  </>,
);
export const InfoIcon = icon(
  <>
    <circle cx="8" cy="8" r="6" />
    <path d="M8 7.4v3.4" />
    <circle cx="8" cy="5.1" r=".85" fill="currentColor" stroke="none" />
  </>,
);
export const EndIcon = icon(
  <>
    <path d="M8 2v5.25" />
    <path d="M4.6 4.4a5 5 0 1 0 6.8 0" />
  </>,
);
export const EnterIcon = icon(
  <>
    <path d="M13 3.5V7a2 2 0 0 1-2 2H3.5" />
    <path d="M6.2 6.2 3.4 9l2.8 2.8" />
  </>,
);
export const PlayIcon = icon(<path d="M5 3.3v9.4l7.4-4.7z" />);
export const PictureIcon = icon(
  <>
    <path d="M2 5V3.5A1.5 1.5 0 0 1 3.5 2H5M11 2h1.5A1.5 1.5 0 0 1 14 3.5V5M14 11v1.5a1.5 1.5 0 0 1-1.5 1.5H11M5 14H3.5A1.5 1.5 0 0 1 2 12.5V11" />
    <path d="M5 5h2v2H5zM9 5h2v2H9zM5 9h2v2H5zM9 9h.01M11 11h.01M9 11h.01M11 9h.01" />
  </>,
);
export const ScreenIcon = icon(
  <>
    <path d="M2.5 5V3.5a1 1 0 0 1 1-1H5M11 2.5h1.5a1 1 0 0 1 1 1V5M13.5 11v1.5a1 1 0 0 1-1 1H11M5 13.5H3.5a1 1 0 0 1-1-1V11" />
    <path d="M2 8h12" />
  </>,
);
export const KeyIcon = icon(
  <>
    <rect x="1.5" y="5" width="9.5" height="6" rx="1.75" />
    <path d="M11 6.5h3.5v3H11" />
    <circle cx="5.5" cy="8" r=".9" fill="currentColor" stroke="none" />
  </>,
);
export const ListIcon = icon(<path d="M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01" />);
export const PlusIcon = icon(<path d="M8 3v10M3 8h10" />);
export const ClockIcon = icon(
  <>
    <circle cx="8" cy="8" r="6" />
    <path d="M8 4.6V8l2.3 1.6" />
  </>,
);
export const GearIcon = icon(
  <>
    <circle cx="8" cy="8" r="2.1" />
    <path d="M6.9 2h2.2l.4 1.7 1.2.7 1.7-.5 1.1 1.9-1.3 1.2v1.4l1.3 1.2-1.1 1.9-1.7-.5-1.2.7-.4 1.7H6.9l-.4-1.7-1.2-.7-1.7.5-1.1-1.9 1.3-1.2V7l-1.3-1.2 1.1-1.9 1.7.5 1.2-.7z" />
  </>,
);
export const StarIcon = icon(<path d="m8 2.2 1.75 3.7 4.05.5-3 2.8.8 4L8 11.2l-3.6 2 .8-4-3-2.8 4.05-.5z" />);
export const PinIcon = icon(
  <>
    <path d="M8 10.2V14" />
    <path d="M5.6 2.2h4.8M6.2 2.2l-.3 4.1-2 2.4v1.5h8.2V8.7l-2-2.4-.3-4.1" />
  </>,
);
export const ShieldIcon = icon(<path d="M8 1.9 13 3.7v3.9c0 3.1-2.1 5.5-5 6.5-2.9-1-5-3.4-5-6.5V3.7z" />);
export const EyeIcon = icon(
  <>
    <path d="M1.8 8S4 3.9 8 3.9 14.2 8 14.2 8 12 12.1 8 12.1 1.8 8 1.8 8z" />
    <circle cx="8" cy="8" r="1.9" />
  </>,
);
export const ConsoleIcon = icon(
  <>
    <path d="M9.3 2.5h4.2v4.2" />
    <path d="M13.3 2.7 7.6 8.4" />
    <path d="M11.5 9.3v2.9a1.3 1.3 0 0 1-1.3 1.3H3.8a1.3 1.3 0 0 1-1.3-1.3V5.8a1.3 1.3 0 0 1 1.3-1.3h2.9" />
  </>,
);
export const TerminalIcon = icon(
  <>
    <rect x="1.75" y="2.75" width="12.5" height="10.5" rx="1.9" />
    <path d="m4.6 6.1 2 1.9-2 1.9M8.4 10h2.8" />
  </>,
);
export const PlugIcon = icon(
  <>
    <path d="M5.8 1.9v3M10.2 1.9v3" />
    <path d="M3.9 4.9h8.2v2.4a4.1 4.1 0 0 1-8.2 0z" />
    <path d="M8 11.4v2.8" />
  </>,
);
export const CertificateIcon = icon(<path d="M3 2.75h10v6.5H3zM5.5 5h5M5.5 7h2.5M8.5 9.25v4.5l1.75-1.1 1.75 1.1v-4.5" />);
export const EditIcon = icon(<path d="m2.6 13.4.6-2.9 7.3-7.3a1.4 1.4 0 0 1 2 0l.3.3a1.4 1.4 0 0 1 0 2l-7.3 7.3z" />);
export const SwatchIcon = icon(
  <>
    <path d="M2.4 8.3V3.5a1.1 1.1 0 0 1 1.1-1.1h4.8l5.3 5.3a1.1 1.1 0 0 1 0 1.6l-4.3 4.3a1.1 1.1 0 0 1-1.6 0z" />
    <circle cx="5.4" cy="5.4" r=".85" fill="currentColor" stroke="none" />
  </>,
);

/** The colour mark of an AWS account. Decoration: the account's name or id is always beside it. */
export const Swatch = ({ colour }: { readonly colour: Colour }) =>
  colour === 'none' ? null : (
    <svg className={styles.swatch} data-colour={colour} width="9" height="9" viewBox="0 0 9 9" aria-hidden="true" focusable="false">
      <rect width="9" height="9" rx="2.5" />
    </svg>
  );

/** The golden disc of a YubiKey, on a button that stands for it. */
export const GoldDisc = () => <span className={styles.goldDisc} aria-hidden="true" />;
