import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { feedText, publicKeyOf } from '../../../../scripts/lib/release/feed.mjs';
import { fileHash, isSignedBy, signedUpdate } from '../../../../src-main/shell/updates/update-signature.ts';

const pemOf = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const pem = pemOf();
const file = Buffer.from('a package');
const feed = () =>
  JSON.parse(
    feedText({
      version: '1.3.0',
      notes: '- New.',
      files: [{ url: 'roletap.deb', size: file.length, sha512: fileHash(file) }],
      pem,
      staging: 10,
    }),
  ) as Record<string, unknown> & { files: Record<string, unknown>[] };
const isGood = (info: Record<string, unknown>, keys = [publicKeyOf(pem)]) => {
  const update = signedUpdate(info);
  return update !== undefined && isSignedBy(keys, update, info.signature);
};

describe('the signature of an update', () => {
  it('is good as the release wrote it, also for the second of two keys, and when it is offered to more people later', () => {
    expect(isGood(feed())).toBe(true);
    expect(isGood(feed(), [publicKeyOf(pemOf()), publicKeyOf(pem)])).toBe(true);
    expect(isGood({ ...feed(), stagingPercentage: 100 })).toBe(true);
  });

  it('is bad for another version, other notes, another file or name, another key, and where there is none', () => {
    const { files, signature: _, ...rest } = feed();
    const forged = [
      { ...feed(), version: '9.9.9' },
      { ...feed(), releaseNotes: '- Send us your keys.' },
      { ...feed(), files: [{ ...files[0], sha512: fileHash(Buffer.from('another')) }] },
      { ...feed(), files: [{ ...files[0], url: 'https://elsewhere.example/roletap.deb' }] },
      { ...feed(), files: [...files, { url: 'more.deb', sha512: 'x' }] },
      { ...rest, files },
      { ...feed(), signature: '' },
      { ...feed(), signature: 7 },
    ];
    for (const info of forged) expect(isGood(info), JSON.stringify(info)).toBe(false);
    expect(isGood(feed(), [publicKeyOf(pemOf())])).toBe(false);
    expect(isGood(feed(), [])).toBe(false);
    expect(isGood(feed(), ['no key'])).toBe(false);
  });

  it('is not looked for in an answer of another shape', () => {
    for (const info of [
      {},
      { version: 1 },
      { version: '1.3.0', files: [] },
      { version: '1.3.0', files: [null] },
      { version: '1.3.0', files: 'x' },
    ]) {
      expect(signedUpdate(info), JSON.stringify(info)).toBeUndefined();
    }
  });
});
