import { nothing } from './pieces.ts';

/**
 * What the page of certificates asks for. Whatever it comes to is in the snapshot's `certificates`; a page that is not open takes
 * none of them but the first.
 */
export const certificateCommands = {
  /** Opens the page; open already, it is left as it is. */
  openCertificates: nothing,
  /** Reads the PIV applications anew. */
  readCertificates: nothing,
} as const;
