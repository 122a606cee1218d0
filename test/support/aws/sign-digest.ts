import { constants, createHash, createHmac, type KeyObject, privateEncrypt } from 'node:crypto';

/** What a card does with a digest: node:crypto signs only what it hashes itself. RSA by its raw operation, ECDSA by hand (SEC 1, section 4.1.3; k as RFC 6979 has it). */

const curves = {
  prime256v1: {
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
    y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
  },
  secp384r1: {
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    x: 0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7n,
    y: 0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5fn,
  },
} as const;

type Point = readonly [bigint, bigint] | undefined;
type Curve = (typeof curves)[keyof typeof curves];

const mod = (value: bigint, by: bigint): bigint => ((value % by) + by) % by;

const inverse = (value: bigint, by: bigint): bigint => {
  let [r, next, s, following] = [by, mod(value, by), 0n, 1n];
  while (next !== 0n) {
    const q = r / next;
    [r, next] = [next, r - q * next];
    [s, following] = [following, s - q * following];
  }
  return mod(s, by);
};

const add = (one: Point, other: Point, p: bigint): Point => {
  if (!one || !other) return one ?? other;
  const [[x1, y1], [x2, y2]] = [one, other];
  if (x1 === x2 && mod(y1 + y2, p) === 0n) return undefined;
  const slope = x1 === x2 ? mod((3n * x1 * x1 - 3n) * inverse(2n * y1, p), p) : mod((y2 - y1) * inverse(x2 - x1, p), p);
  const x = mod(slope * slope - x1 - x2, p);
  return [x, mod(slope * (x1 - x) - y1, p)];
};

const times = (count: bigint, { p, x, y }: Curve): Point => {
  let [sum, power]: [Point, Point] = [undefined, [x, y]];
  for (let left = count; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) sum = add(sum, power, p);
    power = add(power, power, p);
  }
  return sum;
};

const bigOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
const bytesOf = (value: bigint, length: number): Buffer => Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex');

const derInteger = (value: bigint): Buffer => {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  const signed = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
  return Buffer.concat([Buffer.from([2, signed.length]), signed]);
};

const signEc = (key: KeyObject, digest: Uint8Array): Buffer => {
  const jwk = key.export({ format: 'jwk' });
  const curve = jwk.crv === 'P-384' ? curves.secp384r1 : curves.prime256v1;
  const length = jwk.crv === 'P-384' ? 48 : 32;
  const d = bigOf(Buffer.from(jwk.d ?? '', 'base64url'));
  const z = bigOf(digest);
  for (let count = 0; ; count += 1) {
    const seed = createHmac('sha384', bytesOf(d, length))
      .update(digest)
      .update(Buffer.from([count]))
      .digest();
    const k = mod(bigOf(Buffer.concat([seed, createHash('sha384').update(seed).digest()])), curve.n);
    const r = mod(times(k, curve)?.[0] ?? 0n, curve.n);
    const s = mod(inverse(k, curve.n) * (z + r * d), curve.n);
    if (r === 0n || s === 0n) continue;
    const body = Buffer.concat([derInteger(r), derInteger(s)]);
    return Buffer.concat([Buffer.from([0x30, body.length]), body]);
  }
};

const digestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex');

export const signDigest = (key: KeyObject, digest: Uint8Array): Uint8Array => {
  if (key.asymmetricKeyType === 'ec') return Uint8Array.from(signEc(key, digest));
  const length = (key.asymmetricKeyDetails?.modulusLength ?? 2048) / 8;
  const info = Buffer.concat([digestInfo, digest]);
  const block = Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(length - info.length - 3, 0xff), Buffer.from([0]), info]);
  return Uint8Array.from(privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, block));
};
