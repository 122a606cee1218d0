import type { CertificateProblem, CertificateRefusal } from '../../contract/problems/certificates.ts';
import { date, theKey } from '../grammar.ts';
import type { WordsFor } from './table.ts';

type Facts<C extends CertificateProblem['code']> = Extract<CertificateProblem, { readonly code: C }>;
type RequestFlaw = Facts<'request-unusable'>['why'];
type Unproved = Facts<'attestation-refused'>['why'];

/** Behind a file's name. */
const requestFlaws: Readonly<Record<RequestFlaw, (count: number) => string>> = {
  unreadable: () => 'holds no certificate request',
  unsigned: () => 'holds a request that isn’t signed with its own key',
  key: () => 'asks for a key that AWS doesn’t accept',
  subject: () => 'names a subject that is empty, too long, or holds characters you can’t see',
  many: (count) => `holds ${count} requests, and they are signed one at a time`,
};

/** The kinds of key that a YubiKey makes and AWS takes. */
const goodKeys = 'with a P-256 or P-384 key, or RSA with 2048, 3072 or 4096 bits';
const requestAdvice = (why: RequestFlaw, inTerminal: boolean): string => {
  if (why === 'many') return 'Save the one you mean in a file of its own.';
  if (why === 'key')
    return inTerminal
      ? `Make one ${goodKeys}: \`roletap anywhere setup --subject CN=jane --request jane.csr\`.`
      : `Ask whoever sent it for one ${goodKeys}.`;
  return inTerminal ? 'Make a new one: `roletap anywhere request --subject CN=jane`.' : 'Ask whoever sent it for a new one.';
};

/** Behind the certificate; `where` is a place on the key. */
const refusals: Readonly<Record<CertificateRefusal, (where: string, at?: number) => string>> = {
  unreadable: () => 'can’t be read',
  attestation: () => 'only proves where its key was made, and opens nothing',
  key: (where) => `isn’t for the key ${where}`,
  expired: (_, at = 0) => `expired on ${date(at)}`,
  'not-yet': (_, at = 0) => `isn’t valid before ${date(at)}`,
  ca: () => 'belongs to a certificate authority',
  usage: () => 'isn’t for digital signatures',
  hash: () => 'is signed with SHA-1 or older',
  chain: () => 'came with a certificate that didn’t issue it',
  'too-long': () => 'is too long for the YubiKey',
};

const issueAgain = 'Ask your administrator for a new one. AWS would reject this one.';
const refusalAdvice = (inTerminal: boolean): Readonly<Record<CertificateRefusal, string>> => ({
  unreadable: `${inTerminal ? 'Pass' : 'Choose'} the file you got back for your request: PEM, DER or PKCS#7.`,
  attestation: `That is the request. Send it to whoever signs certificates, and ${inTerminal ? 'pass' : 'choose'} the file you get back.`,
  key: inTerminal
    ? 'Insert the YubiKey that made the request, or make a new request: `roletap anywhere request --subject CN=jane`.'
    : 'Insert the YubiKey that made the request. If its slot holds another key by now, send a new request.',
  expired: 'Ask your administrator for a new one, or check this computer’s clock.',
  'not-yet': 'Wait until then, or check this computer’s clock.',
  ca: issueAgain,
  usage: issueAgain,
  hash: issueAgain,
  chain: 'Add only the certificates of the CAs that issued it, or leave them out.',
  'too-long': issueAgain,
});

const unproved: Readonly<Record<Unproved, string>> = {
  absent: 'The request carries no attestation, so the key may have been made anywhere.',
  malformed: 'The attestation in the request can’t be read.',
  foreign: 'The attestation doesn’t lead to Yubico, or the YubiKey’s own certificate was replaced.',
  'other-key': 'The attestation is about another key than the request.',
  'other-slot': 'The attestation is about another slot.',
  pin: 'The key signs without a PIN.',
  touch: 'The key signs without a touch.',
};

/** Requests, the certificates that come for them, and who signs them. */
export const certificateProblems: WordsFor<CertificateProblem['code']> = {
  'subject-malformed': ({ part }) => ({
    title: 'That subject can’t be used',
    happened: part === '' ? 'A certificate needs a subject.' : `“${part}” isn’t a part of a subject.`,
    advice: 'Write it like this: `CN=jane,O=Example`. Each part has 1 to 64 characters.',
  }),
  'request-unusable': ({ file, why, count = 0 }, where) => ({
    title: 'The request can’t be used',
    happened: `“${file}” ${requestFlaws[why](count)}.`,
    advice: requestAdvice(why, where === 'terminal'),
  }),
  'certificate-not-stored': ({ serial, slot, subject, why, at }, where) => ({
    title: 'The certificate wasn’t stored',
    happened: `${subject === undefined ? 'It' : `The certificate for ${subject}`} ${refusals[why](slot === undefined ? `on ${theKey(serial)}` : `in slot ${slot}`, at)}.`,
    advice: refusalAdvice(where === 'terminal')[why],
  }),
  'attestation-refused': ({ why }, where) => ({
    title: 'The key’s origin isn’t proved',
    happened: unproved[why],
    advice: `Sign only requests whose key was made on a YubiKey you know. To sign it all the same, ${
      where === 'terminal' ? 'add `--unproved`' : 'turn off the rule that it breaks'
    }.`,
  }),
  'authority-missing': ({ serial, slot, expired }, where) => ({
    title: expired === undefined ? `No authority in slot ${slot}` : 'The authority’s certificate has expired',
    happened:
      expired === undefined
        ? `PIV slot ${slot} on ${theKey(serial)} holds no certificate that may sign others.`
        : `The certificate in PIV slot ${slot} on ${theKey(serial)} ended on ${date(expired)}, so what it signs opens nothing.`,
    advice: `Make one: ${
      where === 'terminal' ? '`roletap anywhere setup --authority --subject CN=Example`' : '“Set up a CA” on the page of certificates'
    }.`,
  }),
  'signed-unknown': ({ number }) => ({
    title: 'No such certificate',
    happened: `No certificate with serial number ${number} was signed here.`,
    advice: 'List those that were: `roletap anywhere sign --list`.',
  }),
  'setup-unknown': ({ id }, where) => ({
    title: 'No such setup',
    happened: `There is no unfinished setup ${id}.`,
    advice: where === 'terminal' ? 'List them: `roletap unfinished`.' : 'What you can continue is in the list under “Unfinished”.',
  }),
};
