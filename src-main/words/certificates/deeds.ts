import type { CertificateWork } from '../../contract/values.ts';

/** Work on a YubiKey's certificates: what it is for, in a question, and while it goes on. */

type Subject = (subject: string) => string;

const purposes: Readonly<Record<CertificateWork, Subject>> = {
  'set-up': (subject) => `to set up the key for ${subject}`,
  unblock: (key) => `to set a new PIN on ${key}`,
  undo: (subject) => `to remove the key for ${subject}`,
  request: (subject) => `to sign a request for ${subject}`,
  import: (subject) => (subject === '' ? 'to store the certificate' : `to store the certificate for ${subject}`),
  role: (subject) => `to open a role with the certificate for ${subject}`,
  list: (subject) => `to look at AWS with ${subject}`,
  sign: (subject) => `to sign the certificate for ${subject}`,
  revoke: (subject) => `to sign the revocation list of ${subject}`,
};
/** `to sign a request for CN=jane`, without a full stop. */
export const certificatePurpose = (work: CertificateWork, subject: string): string => purposes[work](subject);

/** What is done now. */
export const certificateWorkWords: Readonly<Record<CertificateWork, string>> = {
  'set-up': 'Setting up the key on the YubiKey…',
  unblock: 'Setting the new PIN…',
  undo: 'Removing the key from the YubiKey…',
  request: 'Making the request…',
  import: 'Checking and storing the certificate…',
  role: 'Testing the role…',
  list: 'Asking AWS…',
  sign: 'Signing the certificate…',
  revoke: 'Making the revocation list…',
};
