import type { CertificateWork } from '../../../contract/values.ts';

/** Work on a YubiKey's certificates: what it is for, in a question, and while it goes on. */

type Subject = (subject: string) => string;

const purposes: Readonly<Record<CertificateWork, Subject>> = {
  'set-up': (subject) => `für den Schlüssel von ${subject}`,
  unblock: (key) => `um eine neue PIN zu setzen (${key})`,
  undo: (subject) => `zum Entfernen des Schlüssels von ${subject}`,
  request: (subject) => `für einen Antrag von ${subject}`,
  import: (subject) => (subject === '' ? 'zum Speichern des Zertifikats' : `zum Speichern des Zertifikats für ${subject}`),
  role: (subject) => `zum Öffnen einer Rolle mit dem Zertifikat für ${subject}`,
  list: (subject) => `zum Nachsehen in AWS mit ${subject}`,
  sign: (subject) => `für die Signatur des Zertifikats für ${subject}`,
  revoke: (subject) => `für die Sperrliste von ${subject}`,
};
export const certificatePurpose = (work: CertificateWork, subject: string): string => purposes[work](subject);

export const certificateWorkWords: Readonly<Record<CertificateWork, string>> = {
  'set-up': 'Der Schlüssel wird auf dem YubiKey eingerichtet …',
  unblock: 'Die neue PIN wird gesetzt …',
  undo: 'Der Schlüssel wird vom YubiKey entfernt …',
  request: 'Der Antrag wird erstellt …',
  import: 'Das Zertifikat wird geprüft und gespeichert …',
  role: 'Die Rolle wird getestet …',
  list: 'AWS wird gefragt …',
  sign: 'Das Zertifikat wird signiert …',
  revoke: 'Die Sperrliste wird erstellt …',
};
