import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Clock, systemClock } from '../../../../src-main/base/clock.ts';
import { silentLog } from '../../../../src-main/base/log.ts';
import { createMasterKeys } from '../../../../src-main/storage/secrets/master-key.adapter.ts';
import type { OpenOldKey } from '../../../../src-main/storage/secrets/sealed-entries.ts';
import { createForgetfulPlace, createSealedFile, createSealedPlace } from '../../../../src-main/storage/secrets/sealed-file.adapter.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { fakeKeyring, oldKept } from '../../../fakes/keyring.ts';

const secret = Uint8Array.from({ length: 16 }, (_, index) => index);
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-sealed-'));
  file = join(folder, 'sealed.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const clock = createFakeClock(0);
const sealedBy = ({ keyring }: ReturnType<typeof fakeKeyring>, openOld?: OpenOldKey, path = file, time: Clock = clock) =>
  createSealedFile({
    masters: createMasterKeys({ keyring, folder, clock: time }),
    kind: 'session',
    file: path,
    log: silentLog,
    clock,
    ...(openOld ? { openOld } : {}),
  });
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

  it('keeps nothing where there is no keyring', async () => {
    const sealed = sealedBy(Object.assign(fakeKeyring(), { isThere: false }));
    expect(sealed.keeps()).toBe(false);
    await sealed.put(one('a'), 'stay');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps nothing, and says so from then on, when the keyring does not hold what it was given', async () => {
    const sealed = sealedBy(Object.assign(fakeKeyring(), { deaf: true }));
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
    keyring.flaw = 'locked';
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
    keyring.flaw = 'locked';
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

  it('goes on when the keyring has another key, and finds what was kept when the first one is back', async () => {
    const keyring = fakeKeyring();
    await sealedBy(keyring).put(one('a'), 'stay');
    const first = keyring.item;
    keyring.item = undefined;
    expect((await sealedBy(keyring).load()).size).toBe(0);
    const second = sealedBy(keyring);
    await second.put(one('b'), 'stay');
    expect(await names(second)).toEqual(['b']);
    keyring.item = first;
    expect(await names(sealedBy(keyring))).toEqual(['a']);
  });

  it('makes one key when two begin at once', async () => {
    const keyring = fakeKeyring();
    const other = join(folder, 'other.json');
    await Promise.all([
      sealedBy(keyring, undefined, file, systemClock).put(one('a'), 'stay'),
      sealedBy(keyring, undefined, other, systemClock).put(one('b'), 'stay'),
    ]);
    expect(await names(sealedBy(keyring))).toEqual(['a']);
    expect(await names(sealedBy(keyring, undefined, other))).toEqual(['b']);
  });

  it('says that it keeps nothing while the file cannot be written', async () => {
    const keyring = fakeKeyring();
    const missing = join(folder, 'gone', 'sealed.json');
    const sealed = sealedBy(keyring, undefined, missing);
    await sealed.put(one('a'), 'stay');
    expect(sealed.keeps()).toBe(false);
  });

  it.each(['', '{', '[]', '{"version":2,"entries":5}', '{"version":1,"key":5,"entries":{}}', '{"version":2,"entries":{"a":null}}'])(
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

describe('what an older version kept', () => {
  it('is sealed anew with the first call, once, and stays for those who come later', async () => {
    const keyring = fakeKeyring();
    const old = oldKept(one('a'));
    writeFileSync(file, old.text);
    expect(await names(sealedBy(keyring, old.openOld))).toEqual(['a']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['sealed.json']);
    expect(await names(sealedBy(keyring))).toEqual(['a']);
    expect(old.calls).toBe(1);
  });

  it('is there beside what is put first', async () => {
    const keyring = fakeKeyring();
    const old = oldKept(one('a'));
    writeFileSync(file, old.text);
    const sealed = sealedBy(keyring, old.openOld);
    await sealed.put(one('b'), 'stay');
    expect(await names(sealed)).toEqual(['a', 'b']);
  });

  it('waits in the file while it cannot be opened, and what is new is kept beside it', async () => {
    const keyring = fakeKeyring();
    const old = oldKept(one('a'));
    old.refuses = true;
    writeFileSync(file, old.text);
    const sealed = sealedBy(keyring, old.openOld);
    await sealed.put(one('b'), 'stay');
    await sealed.put(one('c'), 'stay');
    expect(await names(sealed)).toEqual(['b', 'c']);
    expect(old.calls).toBe(1);
    old.refuses = false;
    expect(await names(sealedBy(keyring, old.openOld))).toEqual(['a', 'b', 'c']);
  });

  it('stays as it is while no keyring takes it', async () => {
    const keyring = Object.assign(fakeKeyring(), { flaw: 'locked' as const });
    const old = oldKept(one('a'));
    writeFileSync(file, old.text);
    const sealed = sealedBy(keyring, old.openOld);
    expect((await sealed.load()).size).toBe(0);
    await sealed.put(one('b'), 'stay');
    expect(readFileSync(file, 'utf8')).toBe(old.text);
  });

  it('can be forgotten by whoever cannot open it', async () => {
    const secrets = new Map([...one('a'), ...one('b')]);
    const old = oldKept(secrets);
    writeFileSync(file, old.text);
    await createForgetfulPlace(file).forget(['a']);
    expect(await names(sealedBy(fakeKeyring(), old.openOld))).toEqual(['b']);
  });
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
