import {
  constants,
  createECDH,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  privateEncrypt,
  randomBytes,
} from 'node:crypto';
import { promisify } from 'node:util';
import { concatBytes } from '../../base/bytes.ts';
import { ecdsaSignature } from '../../x509/structures.ts';
import { writeTlv } from './apdu.ts';
import { atLeast, type Firmware } from './management.ts';

/** A key in a slot. */
export interface PivKey {
  /** As on the wire: 07, 11, ... */
  readonly algorithm: number;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** 1 never, 2 once, 3 always. */
  readonly pinPolicy: number;
  /** 1 never, 2 always, 3 cached. */
  readonly touchPolicy: number;
  readonly origin: 'generated' | 'imported';
}

const generate = promisify(generateKeyPair);

interface Curve {
  /** Its name for ECDH, and for JWK. */
  readonly name: string;
  readonly jwk: string;
  readonly bytes: number;
  readonly order: bigint;
}

const curves: Readonly<Record<number, Curve | undefined>> = {
  17: {
    name: 'prime256v1',
    jwk: 'P-256',
    bytes: 32,
    order: BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'),
  },
  20: {
    name: 'secp384r1',
    jwk: 'P-384',
    bytes: 48,
    order: BigInt('0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973'),
  },
};
const moduli: Readonly<Record<number, number | undefined>> = { 6: 1024, 7: 2048, 5: 3072, 22: 4096 };

/** Whether a key of this firmware knows it: P-384 came with 4.0, the long RSA keys with 5.7. Ed25519 and X25519 are not built here. */
export const knowsAlgorithm = (algorithm: number, firmware: Firmware): boolean => {
  if (algorithm === 0x05 || algorithm === 0x16) return atLeast(firmware, 5, 7, 0);
  return algorithm === 0x14 ? atLeast(firmware, 4, 0, 0) : algorithm === 0x06 || algorithm === 0x07 || algorithm === 0x11;
};

export const generatePair = async (algorithm: number): Promise<{ readonly privateKey: KeyObject; readonly publicKey: KeyObject }> => {
  const curve = curves[algorithm];
  return curve
    ? generate('ec', { namedCurve: curve.name })
    : generate('rsa', { modulusLength: moduli[algorithm] ?? 2048, publicExponent: 65537 });
};

const number = (bytes: Uint8Array): bigint => BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);
const bytesOf = (value: bigint, length: number): Uint8Array => {
  const digits = value.toString(16);
  return Uint8Array.from(Buffer.from(digits.padStart(length * 2, '0'), 'hex'));
};
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const fromBase64url = (text: string | undefined): Uint8Array => Uint8Array.from(Buffer.from(text ?? '', 'base64url'));

/** The inverse of a modulo m, by Euclid. */
const inverse = (a: bigint, m: bigint): bigint => {
  let [r0, r1, s0, s1] = [m, ((a % m) + m) % m, 0n, 1n];
  while (r1 !== 0n) {
    const q = r0 / r1;
    [r0, r1, s0, s1] = [r1, r0 - q * r1, s1, s0 - q * s1];
  }
  return ((s0 % m) + m) % m;
};

/** The private key that IMPORT brings: the primes of an RSA key, or an elliptic curve's scalar. Undefined for nonsense. */
export const importedPair = (
  algorithm: number,
  values: ReadonlyMap<number, Uint8Array>,
): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } | undefined => {
  try {
    const privateKey = createPrivateKey({
      key: curves[algorithm] ? importedPoint(algorithm, values) : importedPrimes(values),
      format: 'jwk',
    });
    return { privateKey, publicKey: createPublicKey(privateKey) };
  } catch {
    return undefined;
  }
};

const importedPoint = (algorithm: number, values: ReadonlyMap<number, Uint8Array>) => {
  const curve = curves[algorithm];
  const scalar = values.get(0x06);
  if (!curve || !scalar) throw new Error('no scalar');
  const point = createECDH(curve.name);
  point.setPrivateKey(scalar);
  const whole = point.getPublicKey();
  const [x, y] = [whole.subarray(1, 1 + curve.bytes), whole.subarray(1 + curve.bytes)];
  return { kty: 'EC', crv: curve.jwk, x: base64url(x), y: base64url(y), d: base64url(bytesOf(number(scalar), curve.bytes)) };
};

const importedPrimes = (values: ReadonlyMap<number, Uint8Array>) => {
  const [p, q, dp, dq, qi] = [1, 2, 3, 4, 5].map((tag) => values.get(tag));
  if (!p || !q || !dp || !dq || !qi) throw new Error('no primes');
  const [first, second, exponent] = [number(p), number(q), 65537n];
  const length = p.length * 2;
  const d = inverse(exponent, (first - 1n) * (second - 1n));
  return {
    kty: 'RSA',
    n: base64url(bytesOf(first * second, length)),
    e: 'AQAB',
    d: base64url(bytesOf(d, length)),
    p: base64url(p),
    q: base64url(q),
    dp: base64url(dp),
    dq: base64url(dq),
    qi: base64url(qi),
  };
};

/** The public half as GENERATE and METADATA tell it: 81 and 82 for RSA, 86 for a point. */
export const publicTlvs = (publicKey: KeyObject): Uint8Array => {
  const { n, e, x, y } = publicKey.export({ format: 'jwk' });
  if (n) return concatBytes(writeTlv(0x81, fromBase64url(n)), writeTlv(0x82, fromBase64url(e)));
  return writeTlv(0x86, concatBytes(Uint8Array.of(4), fromBase64url(x), fromBase64url(y)));
};

/** RSA takes a block as long as its modulus; ECDSA any digest that is not longer than the curve. Undefined for another length. */
export const signBlock = ({ algorithm, privateKey }: PivKey, block: Uint8Array): Uint8Array | undefined => {
  const curve = curves[algorithm];
  if (curve) return block.length > curve.bytes || block.length === 0 ? undefined : signEcdsa(curve, privateKey, block);
  if (block.length * 8 !== moduli[algorithm]) return undefined;
  return Uint8Array.from(privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, block));
};

/** ECDSA over a digest that is there already (FIPS 186-5, 6.4.1), which node:crypto only does over a message. ECDH multiplies the point. */
const signEcdsa = (curve: Curve, privateKey: KeyObject, digest: Uint8Array): Uint8Array => {
  const secret = number(fromBase64url(privateKey.export({ format: 'jwk' }).d));
  for (;;) {
    const nonce = (number(randomBytes(curve.bytes + 8)) % (curve.order - 1n)) + 1n;
    const point = createECDH(curve.name);
    point.setPrivateKey(bytesOf(nonce, curve.bytes));
    const r = number(point.getPublicKey().subarray(1, 1 + curve.bytes)) % curve.order;
    const s = (inverse(nonce, curve.order) * (number(digest) + r * secret)) % curve.order;
    if (r !== 0n && s !== 0n) return ecdsaSignature(r, s);
  }
};
