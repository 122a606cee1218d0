import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../../src-main/base/log.ts';
import { createForgetfulPlace, createSealedFile, createSealedPlace } from '../../../src-main/storage/sealed-file.adapter.ts';
import { createFakeClock } from '../../fakes/clock.ts';
import { fakeKeyring } from '../../fakes/keyring.ts';

const secret = Uint8Array.from({ length: 16 }, (_, index) => index);
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-sealed-'));
  file = join(folder, 'sealed.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const clock = createFakeClock(0);
const sealedBy = (keyring: ReturnType<typeof fakeKeyring>) => createSealedFile({ box: keyring.box, file, log: silentLog, clock });
const one = (name: string) => new Map([[name, secret]]);
const names = async (sealed: ReturnType<typeof sealedBy>) => [...(await sealed.load()).keys()].sort();

describe('a sealed file', () => {
  it('gives back what it keeps, in another run too', async () => {
    const keyring = fakeKeyring();
    await sealedBy(keyring).put(one('a'), 'stay');
    const later = sealedBy(keyring);
    expect((await later.load()).get('a')).toEqual(secret);
    expect((await later.load(['b', '__proto__'])).size).toBe(0);
  });

  it('leaves the keyring alone while there is nothing to open', async () => {
    const keyring = fakeKeyring();
    const sealed = sealedBy(keyring);
    expect((await sealed.load()).size).toBe(0);
    expect(sealed.keeps()).toBe(true);
    await sealed.put(one('a'), 'stay');
    const before = keyring.calls;
    await sealed.load(['b']);
    await sealed.put(new Map(), 'go');
    expect(keyring.calls).toBe(before);
    expect(existsSync(file)).toBe(false);
  });

  it('writes a file for its owner alone, without the secret in it', async () => {
    await sealedBy(fakeKeyring()).put(one('a'), 'stay');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain(Buffer.from(secret).toString('base64'));
    expect(readdirSync(folder)).toEqual(['sealed.json']);
  });

  it('seals the same secret differently each time', async () => {
    const sealed = sealedBy(fakeKeyring());
    await sealed.put(one('a'), 'stay');
    const first = readFileSync(file, 'utf8');
    await sealed.put(one('a'), 'stay');
    expect(readFileSync(file, 'utf8')).not.toBe(first);
  });

  it('refuses an entry that was moved to another name or changed', async () => {
    const sealed = sealedBy(fakeKeyring());
    await sealed.put(one('a'), 'stay');
    const stored = JSON.parse(readFileSync(file, 'utf8'));
    stored.entries.b = stored.entries.a;
    stored.entries.c = { ...stored.entries.a, tag: Buffer.alloc(16).toString('base64') };
    writeFileSync(file, JSON.stringify(stored));
    expect(await names(sealed)).toEqual(['a']);
  });

  it('holds what was put last, beside the others or alone', async () => {
    const sealed = sealedBy(fakeKeyring());
    await sealed.put(one('a'), 'stay');
    await sealed.put(one('b'), 'stay');
    expect(await names(sealed)).toEqual(['a', 'b']);
    await sealed.put(one('c'), 'go');
    expect(await names(sealed)).toEqual(['c']);
  });

  it.each(['basic_text', 'unknown'])('keeps nothing where the back end is %s', async (kind) => {
    const sealed = sealedBy(Object.assign(fakeKeyring(), { kind }));
    expect(sealed.keeps()).toBe(false);
    await sealed.put(one('a'), 'stay');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps nothing, and says so from then on, when the keyring seals with a key that everybody knows', async () => {
    const sealed = sealedBy(Object.assign(fakeKeyring(), { prefix: 'v10' }));
    expect(sealed.keeps()).toBe(true);
    await sealed.put(one('a'), 'stay');
    expect(readdirSync(folder)).toEqual([]);
    expect(sealed.keeps()).toBe(false);
  });

  it('does not ask a second time for a keyring that was refused, and keeps what it cannot open as it is', async () => {
    const keyring = fakeKeyring();
    await sealedBy(keyring).put(one('a'), 'stay');
    const before = readFileSync(file, 'utf8');
    const later = sealedBy(keyring);
    keyring.broken = true;
    expect((await later.load()).size).toBe(0);
    await later.put(one('b'), 'stay');
    const asked = keyring.calls;
    await later.load();
    await later.put(one('b'), 'stay');
    expect(keyring.calls).toBe(asked);
    expect(later.keeps()).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('does not ask a second time for a key that the keyring did not open', async () => {
    const keyring = fakeKeyring();
    await sealedBy(keyring).put(one('a'), 'stay');
    const later = sealedBy(keyring);
    keyring.broken = true;
    const before = keyring.calls;
    await later.load();
    await later.load();
    expect(keyring.calls).toBe(before + 1);
  });

  it('goes on without a keyring that is locked, and uses it once it is open', async () => {
    const keyring = fakeKeyring();
    await sealedBy(keyring).put(one('a'), 'stay');
    const later = sealedBy(keyring);
    const unlock = keyring.lock();
    const before = keyring.calls;
    const first = later.load();
    await vi.waitFor(() => expect(keyring.calls).toBe(before + 1));
    await clock.advance(5000);
    expect((await first).size).toBe(0);
    expect(later.keeps()).toBe(false);
    const asked = keyring.calls;
    expect((await later.load()).size).toBe(0);
    await later.put(one('b'), 'stay');
    await later.forget(['c']);
    expect(keyring.calls).toBe(asked);
    unlock();
    await clock.advance(0);
    expect(later.keeps()).toBe(true);
    expect(await names(later)).toEqual(['a']);
  });

  it('starts anew when the keyring has changed', async () => {
    const keyring = fakeKeyring();
    const sealed = sealedBy(keyring);
    await sealed.put(one('a'), 'stay');
    keyring.id = 'second';
    expect((await sealed.load()).size).toBe(0);
    await sealed.put(one('b'), 'stay');
    expect(await names(sealed)).toEqual(['b']);
  });

  it('seals its key again when the keyring asks for it', async () => {
    const keyring = fakeKeyring();
    const sealed = sealedBy(keyring);
    await sealed.put(one('a'), 'stay');
    keyring.sealAgain = true;
    const before = keyring.calls;
    expect(await names(sealed)).toEqual(['a']);
    expect(keyring.calls).toBe(before + 2);
    await sealed.put(one('b'), 'stay');
    keyring.sealAgain = false;
    expect(await names(sealed)).toEqual(['a', 'b']);
  });

  it('says that it keeps nothing while the file cannot be written', async () => {
    const keyring = fakeKeyring();
    const missing = join(folder, 'gone', 'sealed.json');
    const sealed = createSealedFile({ box: keyring.box, file: missing, log: silentLog, clock });
    await sealed.put(one('a'), 'stay');
    expect(sealed.keeps()).toBe(false);
  });

  it.each(['', '{', '[]', '{"version":1,"key":5,"entries":{}}', '{"version":1,"key":"","entries":{"a":null}}'])(
    'takes a file of %j for none',
    async (content) => {
      writeFileSync(file, content);
      const sealed = sealedBy(fakeKeyring());
      expect((await sealed.load()).size).toBe(0);
      await sealed.put(one('a'), 'stay');
      expect(await names(sealed)).toEqual(['a']);
    },
  );
});

describe('forgetting', () => {
  it('needs no keyring, and leaves no file when nothing is left', async () => {
    const keyring = fakeKeyring();
    const sealed = sealedBy(keyring);
    await Promise.all([sealed.put(one('a'), 'stay'), sealed.put(one('b'), 'stay')]);
    const before = keyring.calls;
    await sealed.forget(['a']);
    expect(keyring.calls).toBe(before);
    expect(await names(sealed)).toEqual(['b']);
    await sealed.forget(['b']);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes all away, also what is no such file', async () => {
    writeFileSync(file, 'half a fi');
    await sealedBy(fakeKeyring()).forget('all');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('touches no file that holds nothing of it', async () => {
    const sealed = sealedBy(fakeKeyring());
    await sealed.forget(['a']);
    await sealed.forget('all');
    await sealed.put(one('a'), 'stay');
    chmodSync(folder, 0o700);
    const before = statSync(file).ino;
    await sealed.forget(['b']);
    expect(statSync(file).ino).toBe(before);
  });

  it('works for whoever has no keyring at all, who reads and keeps nothing', async () => {
    const keyring = fakeKeyring();
    const place = createSealedPlace(sealedBy(keyring));
    await place.save(
      new Map([
        ['role a', 'A'],
        ['role b', 'B'],
      ]),
    );
    const forgetful = createForgetfulPlace(file);
    expect((await forgetful.load()).size).toBe(0);
    await forgetful.save(new Map([['role c', 'C']]));
    expect(forgetful.keeps()).toBe(false);
    await forgetful.forget(['role a']);
    expect(await place.load()).toEqual(new Map([['role b', 'B']]));
    await forgetful.forget('all');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a sealed place', () => {
  it('holds what was saved last and no others', async () => {
    const keyring = fakeKeyring();
    const place = createSealedPlace(sealedBy(keyring));
    await place.save(
      new Map([
        ['role a', 'geheim ✓'],
        ['role b', 'B'],
      ]),
    );
    await place.save(new Map([['role a', 'geheim ✓']]));
    expect(await createSealedPlace(sealedBy(keyring)).load()).toEqual(new Map([['role a', 'geheim ✓']]));
    await place.save(new Map());
    expect(readdirSync(folder)).toEqual([]);
  });
});
