import type { PivProblem } from '../../contract/problems/piv.ts';
import { TheKey, theKey } from '../grammar.ts';
import { Again, again, type WordsFor } from './table.ts';

/** How many tries are left before the PIN is blocked. */
const triesLeft = (left: number): string => (left === 1 ? 'Only 1 try is left' : `${left} tries are left`);

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
  'pin-needed': ({ serial }) => ({
    title: 'The YubiKey needs its PIN',
    happened: `The key on ${theKey(serial)} signs only after its PIV PIN was entered.`,
    advice: 'Enter the PIN when asked.',
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
        ? 'If you’re sure of the PIN, enter it when you’re asked again.'
        : `If you’re sure of the PIN, confirm it and ${again(where)}.`,
  }),
  'pin-blocked': ({ serial }) => ({
    title: 'The PIN is blocked',
    happened: `The PIV PIN of ${theKey(serial)} was entered incorrectly too often. The certificates are still there.`,
    advice:
      'Unblock it with the PUK: `ykman piv access unblock-pin`. If the PUK is blocked too, PIV has to be reset, which deletes its keys.',
  }),
  'pin-malformed': ({ what }) => ({
    title: what === 'pin' ? 'A PIN has 6–8 characters' : 'A PUK has 6–8 characters',
    happened: `This isn’t a ${what === 'pin' ? 'PIN' : 'PUK'} that a YubiKey accepts. It wasn’t sent, so no try was used.`,
    advice: 'Enter 6 to 8 digits or letters without accents.',
  }),
  'pin-unsure': ({ serial }, where) => ({
    title: 'The YubiKey was interrupted',
    happened: `The connection to ${theKey(serial)} broke off while it checked the PIN. Roletap didn’t send the PIN a second time.`,
    advice: `Check how many tries are left with \`ykman piv info\`, then ${again(where)}.`,
  }),
  'slot-empty': ({ serial, slot }) => ({
    title: `No key in slot ${slot}`,
    happened: `${TheKey(serial)} has no private key in PIV slot ${slot}.`,
    advice: 'See which slots hold a key: `ykman piv info`.',
  }),
  'slot-key-other': ({ serial, slot }) => ({
    title: `Another key in slot ${slot}`,
    happened: `The key in PIV slot ${slot} on ${theKey(serial)} doesn’t belong to this certificate. Something replaced it.`,
    advice: 'See what the slot holds: `ykman piv info`. Then import a certificate for the new key.',
  }),
};
