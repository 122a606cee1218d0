import type { KeyReadingView } from '../../contract/certificates/pages.ts';

/** What was read of a key, by `Key.id`. */
export type KeyReading = Pick<KeyReadingView, 'state' | 'piv' | 'problem'>;

/** The page of certificates. What it knows goes with it: a key is read anew when the page is opened again. */
export interface CertificatesPage {
  readonly kind: 'certificates';

  /** Of the keys that are there, whether or not they are done. */
  readonly readings: ReadonlyMap<string, KeyReading>;
}
