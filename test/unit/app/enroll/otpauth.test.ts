import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase32, readSecret } from '../../../../src-main/app/enroll/otpauth.ts';
import { encodeBase32 } from '../../../../src-main/demo/aws-simulator/model/totp.ts';

const seed = Uint8Array.from({ length: 40 }, (_, index) => (index * 37 + 11) & 0xff);
const secret = encodeBase32(seed);
const link = (parameters: string, label = 'Amazon%20Web%20Services:jane@111122223333', kind = 'totp') =>
  `otpauth://${kind}/${label}?secret=${secret}${parameters}`;

const seedOf = (text: string) => {
  const read = readSecret(text);
  return read.ok ? [...read.value.seed] : read.problem;
};
const labelOf = (text: string) => {
  const read = readSecret(text);
  return read.ok ? read.value.label : read.problem;
};
const why = (text: string) => {
  const read = readSecret(text);
  return read.ok ? 'taken' : read.problem.code === 'secret-unusable' ? read.problem.why : read.problem.code;
};

describe('base32', () => {
  it('gives back any bytes, however they are pasted', () => {
    const style = fc.constantFrom(
      (text: string) => text,
      (text: string) => text.toLowerCase(),
      (text: string) => text.replace(/(.{4})/g, '$1 '),
      (text: string) => text.replace(/(.{4})/g, '$1-'),
      (text: string) => ` ${text.replace(/(.{8})/g, '$1\r\n')}`,
      (text: string) => text.padEnd(Math.ceil(text.length / 8) * 8, '='),
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), style, (bytes, paste) => {
        expect(decodeBase32(paste(encodeBase32(bytes)))).toEqual(bytes);
      }),
    );
  });

  it('has the vectors of RFC 4648', () => {
    const text = (encoded: string) => new TextDecoder().decode(decodeBase32(encoded));
    expect(['MY======', 'MZXQ====', 'MZXW6===', 'MZXW6YQ=', 'MZXW6YTB', 'MZXW6YTBOI======'].map(text)).toEqual([
      'f',
      'fo',
      'foo',
      'foob',
      'fooba',
      'foobar',
    ]);
  });

  it('takes no other letter and no length that bytes cannot have', () => {
    for (const bad of ['MZXW0===', 'MZXW1', 'MZX8', 'MZ=XW', 'MZXW6!', 'ÄÖ', 'A', 'ABC', 'ABCDEF'])
      expect(decodeBase32(bad), bad).toBeUndefined();
  });
});

describe('a secret of the console', () => {
  it('is taken as base32 and as a link', () => {
    expect(seedOf(secret)).toEqual([...seed]);
    expect(seedOf(` ${secret.toLowerCase().replace(/(.{4})/g, '$1 ')}\n`)).toEqual([...seed]);
    expect(seedOf(link('&issuer=Amazon%20Web%20Services'))).toEqual([...seed]);
    expect(seedOf(link('&algorithm=SHA1&digits=6&period=30'))).toEqual([...seed]);
    expect(seedOf(link('').replace('otpauth', 'OTPAUTH').replace('secret=', 'Secret='))).toEqual([...seed]);
  });

  it('brings the label of a link, where the issuer parameter wins over the prefix', () => {
    expect(labelOf(link(''))).toBe('Amazon Web Services:jane@111122223333');
    expect(labelOf(link('&issuer=AWS'))).toBe('AWS:jane@111122223333');
    expect(labelOf(link('', 'jane@acme'))).toBe('jane@acme');
    expect(labelOf(link('', ''))).toBeUndefined();
    expect(labelOf(link('', '100%'))).toBe('100%');
    expect(labelOf(secret)).toBeUndefined();
  });

  it('is refused with the reason when AWS does not take such a device', () => {
    expect(why(link('&counter=1', 'x', 'hotp'))).toBe('hotp');
    expect(why(link('&digits=8'))).toBe('digits');
    expect(why(link('&algorithm=SHA256'))).toBe('algorithm');
    expect(why(link('&algorithm=sha512'))).toBe('algorithm');
    expect(why(link('&period=60'))).toBe('period');
    expect(why(link('', 'x', 'steam'))).toBe('not-otpauth');
    expect(why('https://example.com/?secret=MZXW6YTBOI')).toBe('not-otpauth');
  });

  it('is refused when it is no secret', () => {
    expect(why('  ')).toBe('empty');
    expect(why('otpauth://totp/jane')).toBe('empty');
    expect(why(`${secret}0`)).toBe('not-base32');
    expect(why('otpauth://totp/jane?secret=MZXW0')).toBe('not-base32');
    expect(why('MZXW6YTB')).toBe('too-short');
    expect(why(encodeBase32(new Uint8Array(65)))).toBe('too-long');
  });

  it('never puts what was pasted into the problem', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12 }), (text) => {
        const read = readSecret(text);
        if (!read.ok) expect(Object.keys(read.problem)).toEqual(['code', 'why']);
      }),
    );
  });

  it('is a link or a problem, whatever stands in the QR code', () => {
    const part = fc.oneof(fc.webPath(), fc.webQueryParameters(), fc.string(), fc.constantFrom('%', '%E0%A4%A', '?', '&secret=', ':', '='));
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const read = readSecret(`otpauth://totp/${parts.join('')}`);
        if (!read.ok) expect(read.problem).toEqual({ code: 'secret-unusable', why: expect.any(String) });
      }),
    );
  });

  it('is not looked for in a long text of another kind', () => {
    // Taking the padding off this one would take minutes.
    expect(why(`${'='.repeat(1_000_000)}A`)).toBe('not-base32');
  });
});
