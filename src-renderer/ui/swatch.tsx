import type { Colour } from '../../src-main/contract/preferences.ts';
import * as styles from './swatch.module.css';

/** The colour mark of an AWS account. Decoration: the account's name or id is always beside it. */
export const Swatch = ({ colour }: { readonly colour: Colour }) =>
  colour === 'none' ? null : (
    <svg className={styles.swatch} data-colour={colour} width="9" height="9" viewBox="0 0 9 9" aria-hidden="true" focusable="false">
      <rect width="9" height="9" rx="2.5" />
    </svg>
  );
