import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import {
  basicConstraints,
  extension,
  keyUsage,
  type Signer,
  serialOf,
  writeCertificate,
} from '../../card/certificates/certificate-writing.ts';
import { parseName } from '../../x509/names.ts';
import { integer, type Name } from '../../x509/structures.ts';
import { atLeast, type Firmware } from './management.ts';
import { type PivKey, signBlock } from './piv-keys.ts';

/** Whoever makes YubiKeys: signs the attestation certificate of each. */
export interface AttestationMaker {
  /** What a verifier has to trust, DER: the root, and whatever lies between. */
  readonly authorities: () => Promise<readonly Uint8Array[]>;
  /** A YubiKey's own certificate, DER. */
  readonly certify: (spki: Uint8Array, firmware: Firmware) => Promise<Uint8Array>;
}

interface Party {
  readonly name: Name;
  readonly spki: Uint8Array;
  readonly signer: Signer;
}

const spkiOf = (key: KeyObject): Uint8Array => Uint8Array.from(key.export({ type: 'spki', format: 'der' }));

const createParty = (name: string): Party => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const key: PivKey = { algorithm: 0x11, ...pair, pinPolicy: 1, touchPolicy: 1, origin: 'generated' };
  return {
    name: parseName(name),
    spki: spkiOf(pair.publicKey),
    signer: { algorithm: 'p256', hash: 'sha256', sign: async (digest) => signBlock(key, digest) ?? new Uint8Array() },
  };
};

const dates = { from: Date.UTC(2016, 2, 14), until: Date.UTC(2052, 3, 17) };
const newSerial = () => serialOf(Uint8Array.from(randomBytes(16)));

const authority = (of: Party, by: Party, pathLength: number) =>
  writeCertificate(
    {
      ...dates,
      serial: newSerial(),
      issuer: by.name,
      subject: of.name,
      publicKey: of.spki,
      extensions: [basicConstraints(true, pathLength), keyUsage('signs-certificates')],
    },
    by.signer,
  );

/** A maker with a root of its own, and with two authorities between it and keys of firmware 5.7.4 or newer, as Yubico has it. */
export const createAttestationMaker = (rootName = 'CN=Roletap Demo PIV Root'): AttestationMaker => {
  const root = createParty(rootName);
  const middle = createParty('CN=Roletap Demo Attestation Intermediate');
  const issuing = createParty('CN=Roletap Demo PIV Attestation');
  const all = Promise.all([authority(root, root, 3), authority(middle, root, 2), authority(issuing, middle, 1)]);
  return {
    authorities: () => all,
    certify: (spki, firmware) => {
      const by = atLeast(firmware, 5, 7, 4) ? issuing : root;
      const subject = parseName('CN=Yubico PIV Attestation');
      const extensions = [basicConstraints(true, 0)];
      return writeCertificate({ ...dates, serial: newSerial(), issuer: by.name, subject, publicKey: spki, extensions }, by.signer);
    },
  };
};

let usual: AttestationMaker | undefined;
/** The maker of all virtual keys of this process that were given no other. */
export const demoMaker = (): AttestationMaker => {
  usual ??= createAttestationMaker();
  return usual;
};

export interface VirtualAttestation {
  /** 5FFF01: the YubiKey's own certificate. */
  readonly device: () => Promise<Uint8Array>;
  /** What the YubiKey says of a key in a slot. */
  readonly statement: (slot: number, key: PivKey) => Promise<Uint8Array>;
}

const arc = '1.3.6.1.4.1.41482.3.';

/** The attestation key of one YubiKey, made when it is first asked for. */
export const createAttestation = (
  maker: () => AttestationMaker,
  { firmware, serial }: { readonly firmware: Firmware; readonly serial: number | undefined },
): VirtualAttestation => {
  let own: { readonly party: Party; readonly certificate: Promise<Uint8Array> } | undefined;
  const key = () => {
    if (!own) {
      const party = createParty('CN=Yubico PIV Attestation');
      own = { party, certificate: maker().certify(party.spki, firmware) };
    }
    return own;
  };
  return {
    device: () => key().certificate,
    statement: (slot, { publicKey, pinPolicy, touchPolicy }) => {
      const { party } = key();
      const extensions = [
        extension(`${arc}3`, false, Uint8Array.from(firmware)),
        ...(serial === undefined ? [] : [extension(`${arc}7`, false, integer(serial))]),
        extension(`${arc}8`, false, Uint8Array.of(pinPolicy, touchPolicy)),
        extension(`${arc}9`, false, Uint8Array.of(1)),
      ];
      const subject = parseName(`CN=YubiKey PIV Attestation ${slot.toString(16)}`);
      const content = { ...dates, serial: newSerial(), issuer: party.name, subject, publicKey: spkiOf(publicKey), extensions };
      return writeCertificate(content, party.signer);
    },
  };
};
