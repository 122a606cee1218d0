import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { whyUnusable } from '../../../src-main/app/piv/import.ts';
import { certificateView } from '../../../src-main/app/piv/piv-view.ts';
import { certificateFacts } from '../../../src-main/aws/anywhere/certificate-facts.ts';
import { concatBytes } from '../../../src-main/base/bytes.ts';
import { checkAttestation } from '../../../src-main/card/certificates/attestation.ts';
import { basicConstraints, clientUse, extension, keyUsage } from '../../../src-main/card/certificates/certificate-writing.ts';
import { readRequest } from '../../../src-main/card/certificates/request.ts';
import { signatureAlgorithm } from '../../../src-main/card/certificates/signing.ts';
import { certificatesInFile } from '../../../src-main/x509/certificate-files.ts';
import { nameText, parseName } from '../../../src-main/x509/names.ts';
import { Extensions, MalformedDer, serialize } from '../../../src-main/x509/structures.ts';
import { bitString, der, integer, objectId, readAll, sequence, setOf, tagged, time } from '../card/der.ts';
import { inTime, must, pure } from './part.ts';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const spki = Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' }));
const name = serialize(parseName('CN=jane,O=Example,C=DE'));
const algorithm = serialize(signatureAlgorithm('p256', 'sha256'));

const signed = (content: Uint8Array): Uint8Array =>
  sequence(content, algorithm, bitString(Uint8Array.from(sign('sha256', content, privateKey))));
const firmware = extension('1.3.6.1.4.1.41482.3.3', false, Uint8Array.of(5, 7, 1));
const policies = extension('1.3.6.1.4.1.41482.3.8', false, Uint8Array.of(2, 3));
const extensions = serialize(new Extensions([basicConstraints(false), keyUsage('signs-data'), clientUse(), firmware, policies]));

/** What others write, before it is signed: a certificate with what an attestation has, and a request. */
const whole = {
  certificate: sequence(
    tagged(0, integer(2)),
    integer(Uint8Array.of(1, 2, 3)),
    algorithm,
    name,
    sequence(time(Date.UTC(2020, 0)), time(Date.UTC(2040, 0))),
    name,
    spki,
    tagged(3, extensions),
  ),
  request: sequence(integer(0), name, spki, tagged(0, sequence(objectId('1.2.840.113549.1.9.14'), setOf(extensions)))),
} as const;

/** One value somewhere in a structure becomes another, or is taken away, and all that it stands in is written anew around it. */
const changed = (bytes: Uint8Array, path: readonly number[], instead: Uint8Array): Uint8Array => {
  const [step = 0, ...rest] = path;
  const parts = readAll(bytes);
  const at = step % Math.max(1, parts.length);
  return concatBytes(
    ...parts.map((part, index) => {
      if (index !== at) return part.bytes;
      const isDeeper = rest.length > 0 && ((part.tag & 0x20) !== 0 || part.tag === 0x04) && part.value.length > 0;
      if (!isDeeper) return instead;
      try {
        return der(part.tag, changed(part.value, rest, instead));
      } catch {
        return instead;
      }
    }),
  );
};

const tag = fc.oneof(
  fc.constantFrom(0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1e, 0x30, 0x31, 0xa0, 0xa3),
  fc.nat({ max: 255 }),
);
const value = fc.oneof(
  fc.constant(new Uint8Array()),
  fc.tuple(tag, fc.uint8Array({ maxLength: 24 })).map(([kind, content]) => der(kind, content)),
  fc.uint8Array({ maxLength: 24 }),
);
const structure = fc
  .tuple(fc.constantFrom('certificate', 'request'), fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 8 }), value)
  .map(([kind, path, instead]) => signed(kind === 'certificate' || kind === 'request' ? changed(whole[kind], path, instead) : instead));
const input = fc.oneof(
  { weight: 6, arbitrary: structure },
  fc.tuple(fc.constantFrom(...Object.values(whole)), fc.nat({ max: 400 })).map(([bytes, end]) => signed(bytes).subarray(0, end)),
  fc.tuple(fc.constantFrom(...Object.values(whole)), fc.nat({ max: 400 }), fc.nat({ max: 255 })).map(([content, at, byte]) => {
    const bytes = signed(content);
    return bytes.map((one, index) => (index === at % bytes.length ? byte : one));
  }),
  fc.uint8Array({ maxLength: 60 }),
);

const readAsRequest = (bytes: Uint8Array): boolean => {
  try {
    nameText(readRequest(bytes).subject);
    return true;
  } catch (error) {
    must(error instanceof MalformedDer || (error instanceof Error && 'code' in error), `a request: ${error}`);
    return false;
  }
};

/** Certificates, attestations and requests as files and cards bring them. */
export const certificatesPart = pure(
  'certificates',
  (tally) =>
    fc.property(input, (bytes) => {
      const { isRequest, view } = inTime(() => {
        whyUnusable(bytes, Date.UTC(2026, 0));
        certificateFacts(bytes);
        certificatesInFile(bytes);
        for (const [statement, device] of [
          [bytes, signed(whole.certificate)],
          [signed(whole.certificate), bytes],
        ] as const)
          must(typeof checkAttestation({ statement, device, authorities: [] }) === 'string', 'an attestation of nobody’s is taken');
        return { isRequest: readAsRequest(bytes), view: certificateView(bytes) };
      });
      must(view === undefined || /^\d+$/.test(view.serialNumber), 'a certificate without a serial number');
      tally(view ? 'certificate' : isRequest ? 'request' : 'refused');
    }) as fc.IRawProperty<unknown>,
);
