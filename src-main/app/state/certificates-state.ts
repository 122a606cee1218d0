import type { CertificatesView, KeyReadingView } from '../../contract/certificates/pages.ts';

/** What was read of a key, by `Key.id`. */
export type KeyReading = Pick<KeyReadingView, 'state' | 'piv' | 'problem'>;

/** Where a certificate is, whose YubiKey may be away. */
export interface AwaitedCertificate {
  readonly serial?: number;
  readonly slot: string;
  readonly subject: string;
}

/** The page of certificates. What it knows goes with it: a key is read anew when the page is opened again. */
export interface CertificatesPage extends Pick<CertificatesView, 'stage' | 'working' | 'moment' | 'problem' | 'listed'> {
  readonly kind: 'certificates';
  /** Of this opening: what an earlier one began must not end in it. */
  readonly id: string;
  /** Of the keys that are there, whether or not they are done. */
  readonly readings: ReadonlyMap<string, KeyReading>;
  /** The request that is open for an authority. */
  readonly request?: { readonly file: string; readonly bytes: Uint8Array };
  /** The certificate that is to be renewed as soon as its YubiKey is there. */
  readonly awaited?: AwaitedCertificate;
  /** What the stage shows as made, in PEM: public, to be saved or copied. */
  readonly made?: { readonly name: string; readonly pem: string };
}
