import type { FirmwareFeature } from '../../contract/problems/card.ts';
import type { PivProblem } from '../../contract/problems/piv.ts';
import { TheKey, theKey } from '../grammar.ts';
import { Again, again, type WordsFor } from './table.ts';

/** At the start of a sentence. */
export const firmwareFeatures: Readonly<Record<FirmwareFeature, string>> = {
  touch: 'Requiring touch',
  sha512: 'An OATH account with SHA-512',
  rename: 'Renaming an OATH account',
  'name-prefix': 'An OATH account whose name is the beginning of another’s',
  'rsa-long': 'RSA with 3072 or 4096 bits',
  'rsa-safe': 'A safe RSA key',
  p384: 'A P-384 key',
  'retired-slot': 'A retired slot',
  'touch-cached': 'A touch that counts for 15 seconds',
  'touch-always': 'Requiring touch for a signature',
  'pin-never': 'A key without a PIN',
  'delete-key': 'Deleting a private key',
  attestation: 'Proving where a key was made',
};

type Facts<C extends PivProblem['code']> = Extract<PivProblem, { readonly code: C }>;
type Lies = Facts<'management-key-other'>['lies'];

/** How many tries are left before the PIN is blocked. */
const triesLeft = (left: number): string => (left === 1 ? 'Only 1 try is left' : `${left} tries are left`);

const managementKeys: Readonly<Record<Exclude<Lies, 'nowhere'>, string>> = {
  factory: 'the factory’s management key',
  'under-pin': 'the management key that its PIN protects',
  key: 'the management key you entered',
};

/** The PIV application: its PIN, and the keys and certificates in its slots. */
export const pivProblems: WordsFor<PivProblem['code']> = {
  'security-key': ({ serial }) => ({
    title: 'This is a Security Key',
    happened: `${TheKey(serial)} holds only FIDO credentials. It has no room for OATH accounts or certificates.`,
    advice: 'Use a YubiKey of series 4 or 5 for AWS codes and certificates.',
  }),
  'piv-missing': ({ serial }) => ({
    title: 'PIV isn’t available on this YubiKey',
    happened: `${TheKey(serial)} has no PIV application, or it is disabled. PIV holds the certificates.`,
    advice: 'Enable it: `ykman config usb --enable PIV`. Then remove the key and insert it again.',
  }),
  'pin-needed': ({ serial }, where) => ({
    title: 'The YubiKey needs its PIN',
    happened: `The key on ${theKey(serial)} signs only after its PIV PIN was entered.`,
    advice: where === 'terminal' ? 'Enter it in a terminal, or use `--pin-stdin`.' : 'Enter the PIN when asked.',
  }),
  'pin-wrong': ({ serial, left }, where) => ({
    title: 'Wrong PIN',
    happened: `${TheKey(serial)} didn’t accept it. ${triesLeft(left)} before the PIN is blocked.`,
    advice: `${Again(where)} only when you’re sure. It is the PIV PIN, not the OATH password or the FIDO PIN.`,
  }),
  'pin-last-try': ({ serial }, where) => ({
    title: 'One PIN try is left',
    happened: `One more wrong PIN blocks the certificates on ${theKey(serial)}. The PIN you entered wasn’t sent.`,
    advice:
      where === 'terminal'
        ? 'If you’re sure of the PIN, enter it when you’re asked again, or add `--last-try` to `--pin-stdin`.'
        : `If you’re sure of the PIN, confirm it and ${again(where)}.`,
  }),
  'pin-blocked': ({ serial }, where) => ({
    title: 'The PIN is blocked',
    happened: `The PIV PIN of ${theKey(serial)} was entered incorrectly too often. The certificates are still there.`,
    advice: `Set a new one with the PUK: ${
      where === 'terminal' ? '`roletap piv unblock`' : '“Unblock PIN” on the page of certificates'
    }. If the PUK is blocked too, PIV has to be reset, which deletes its keys.`,
  }),
  'pin-malformed': ({ what }) => ({
    title: what === 'pin' ? 'A PIN has 6–8 characters' : 'A PUK has 6–8 characters',
    happened: `This isn’t a ${what === 'pin' ? 'PIN' : 'PUK'} that a YubiKey accepts. It wasn’t sent, so no try was used.`,
    advice: 'Enter 6 to 8 digits or letters without accents.',
  }),
  'pin-unsure': ({ serial }, where) => ({
    title: 'The YubiKey was interrupted',
    happened: `The connection to ${theKey(serial)} broke off while it checked the PIN. Roletap didn’t send the PIN a second time.`,
    advice: `Check how many tries are left ${where === 'terminal' ? 'with `roletap piv`' : 'on the page of certificates'}, then ${again(where)}.`,
  }),
  'puk-wrong': ({ serial, left }) => ({
    title: 'Wrong PUK',
    happened: `${TheKey(serial)} didn’t accept it. ${triesLeft(left)} before the PUK is blocked.`,
    advice: 'Try again only when you’re sure. A blocked PUK can’t be unblocked.',
  }),
  'puk-blocked': ({ serial, isLocked = false }) => ({
    title: 'The PUK is blocked',
    happened: isLocked
      ? `The PIN of ${theKey(serial)} is blocked, and so is the PUK, which would set a new one.`
      : `The PUK of ${theKey(serial)} was entered incorrectly too often. The PIN still works.`,
    advice: isLocked
      ? 'Only a reset of PIV helps: `ykman piv reset`. It deletes the keys and certificates in the slots; MFA accounts stay. Then set up a new certificate.'
      : 'Keep the PIN safe: once it is blocked too, PIV has to be reset, which deletes its keys.',
  }),
  'puk-needed': ({ serial }, where) => ({
    title: 'The PUK is needed',
    happened: `${TheKey(serial)} sets a new PIN only with its PUK.`,
    advice: `Enter it in ${where === 'terminal' ? 'a terminal, or use `--puk-stdin`' : 'the window'}.`,
  }),
  'puk-last-try': ({ serial }, where) => ({
    title: 'One PUK try is left',
    happened: `The PUK of ${theKey(serial)} was wrong before. Another wrong one blocks it for good, so it wasn’t sent.`,
    advice: `Check the PUK first. To use the last try, ${where === 'terminal' ? 'add `--last-try`' : 'confirm it when you enter the PUK'}.`,
  }),
  'puk-unsure': ({ serial }, where) => ({
    title: 'The YubiKey was interrupted',
    happened: `The connection to ${theKey(serial)} broke off while it checked the PUK. Roletap didn’t send the PUK a second time.`,
    advice: `Check how many tries are left ${where === 'terminal' ? 'with `roletap piv`' : 'on the page of certificates'}, then ${again(where)}.`,
  }),
  'pin-factory': ({ serial }, where) => ({
    title: 'The factory PIN is still set',
    happened: `Anyone who finds ${theKey(serial)} knows its PIN, 123456. A certificate on it wouldn’t protect anything.`,
    advice: `Choose your own first: ${
      where === 'terminal' ? '`roletap piv choose-pin`, in a terminal or with `--pin-stdin`' : '“Choose PIN” on the page of certificates'
    }.`,
  }),
  'management-key-other': ({ serial, lies }) => ({
    title: 'Another management key is set',
    happened:
      lies === 'nowhere'
        ? `The management key that the PIN should protect isn’t on ${theKey(serial)}.`
        : `${TheKey(serial)} didn’t accept ${managementKeys[lies]}.`,
    advice: 'Ask whoever set up the key for its management key, and type it when asked.',
  }),
  'management-key-malformed': () => ({
    title: 'That isn’t a management key',
    happened: 'A management key has 32, 48 or 64 hexadecimal digits.',
    advice: 'Type all of them, without spaces.',
  }),
  'slot-taken': ({ serial, slot, subject }, where) => ({
    title: `Slot ${slot} is in use`,
    happened: `PIV slot ${slot} on ${theKey(serial)} already holds ${subject === undefined ? 'a key' : `the key for ${subject}`}. It was left as it is.`,
    advice: where === 'terminal' ? 'Choose an empty slot with `--slot`. See which are in use: `roletap piv`.' : 'Choose an empty slot.',
  }),
  'slot-empty': ({ serial, slot }, where) => ({
    title: `No key in slot ${slot}`,
    happened: `${TheKey(serial)} has no private key in PIV slot ${slot}.`,
    advice: `See which slots hold a key: ${where === 'terminal' ? '`roletap piv`' : '“Certificates” in the menu'}.`,
  }),
  'slot-key-other': ({ serial, slot }, where) => ({
    title: `Another key in slot ${slot}`,
    happened: `The key in PIV slot ${slot} on ${theKey(serial)} doesn’t belong to this certificate. Something replaced it.`,
    advice: `See what the slot holds: ${
      where === 'terminal' ? '`roletap piv`' : '“Certificates” in the menu'
    }. Then store a certificate for the new key.`,
  }),
};
