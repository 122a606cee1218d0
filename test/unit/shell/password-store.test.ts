import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../../src-main/base/log.ts';
import { createPasswordStore } from '../../../src-main/shell/password-store.adapter.ts';

/** A keyring that counts and can be changed: `id` stands for its key. */
const fakeKeyring = () => {
  const keyring = { kind: 'gnome_libsecret', prefix: 'v11', id: 'first', sealAgain: false, calls: 0 };
  return Object.assign(keyring, {
    backend: () => keyring.kind,
    seal: async (text: string) => {
      keyring.calls += 1;
      return Buffer.from(`${keyring.prefix}${keyring.id}:${Buffer.from(text).toString('hex')}`);
    },
    unseal: async (sealed: Uint8Array) => {
      keyring.calls += 1;
      const [head, text = ''] = Buffer.from(sealed).toString().split(':');
      if (head !== `${keyring.prefix}${keyring.id}`) throw new Error('cannot open');
      return { text: Buffer.from(text, 'hex').toString(), sealAgain: keyring.sealAgain };
    },
    isPretence: (sealed: Uint8Array) => Buffer.from(sealed).toString().startsWith('v10'),
  });
};

const accessKey = Uint8Array.from({ length: 16 }, (_, index) => index);
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-passwords-'));
  file = join(folder, 'remembered.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the password store', () => {
  it('gives back what it remembered, in another run too', async () => {
    const keyring = fakeKeyring();
    await createPasswordStore(keyring, file, silentLog).save('device-1', accessKey);
    const later = createPasswordStore(keyring, file, silentLog);
    expect(await later.load('device-1')).toEqual(accessKey);
    expect(await later.load('device-2')).toBeUndefined();
    expect(await later.load('__proto__')).toBeUndefined();
  });

  it('does not ask the keyring before there is something to open', async () => {
    const keyring = fakeKeyring();
    const store = createPasswordStore(keyring, file, silentLog);
    expect(await store.load('device-1')).toBeUndefined();
    expect(store.canRemember()).toBe(true);
    expect(keyring.calls).toBe(0);
  });

  it('writes a file for its owner alone, without the key in it', async () => {
    await createPasswordStore(fakeKeyring(), file, silentLog).save('device-1', accessKey);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain(Buffer.from(accessKey).toString('base64'));
    expect(readdirSync(folder)).toEqual(['remembered.json']);
  });

  it('seals the same key differently each time', async () => {
    const store = createPasswordStore(fakeKeyring(), file, silentLog);
    await store.save('device-1', accessKey);
    const first = readFileSync(file, 'utf8');
    await store.save('device-1', accessKey);
    expect(readFileSync(file, 'utf8')).not.toBe(first);
  });

  it('refuses an entry that was moved to another device or changed', async () => {
    const store = createPasswordStore(fakeKeyring(), file, silentLog);
    await store.save('device-1', accessKey);
    const stored = JSON.parse(readFileSync(file, 'utf8'));
    stored.entries['device-2'] = stored.entries['device-1'];
    stored.entries['device-3'] = { ...stored.entries['device-1'], tag: Buffer.alloc(16).toString('base64') };
    writeFileSync(file, JSON.stringify(stored));
    expect(await store.load('device-2')).toBeUndefined();
    expect(await store.load('device-3')).toBeUndefined();
    expect(await store.load('device-1')).toEqual(accessKey);
  });

  it.each(['basic_text', 'unknown'])('remembers nothing where the back end is %s', async (kind) => {
    const store = createPasswordStore(Object.assign(fakeKeyring(), { kind }), file, silentLog);
    expect(store.canRemember()).toBe(false);
    await store.save('device-1', accessKey);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('remembers nothing, and says so from then on, when the keyring seals with a key that everybody knows', async () => {
    const store = createPasswordStore(Object.assign(fakeKeyring(), { prefix: 'v10' }), file, silentLog);
    expect(store.canRemember()).toBe(true);
    await store.save('device-1', accessKey);
    expect(readdirSync(folder)).toEqual([]);
    expect(store.canRemember()).toBe(false);
  });

  it('starts anew when the keyring has changed', async () => {
    const keyring = fakeKeyring();
    const store = createPasswordStore(keyring, file, silentLog);
    await store.save('device-1', accessKey);
    keyring.id = 'second';
    expect(await store.load('device-1')).toBeUndefined();
    await store.save('device-2', accessKey);
    expect(await store.load('device-2')).toEqual(accessKey);
  });

  it('seals its key again when the keyring asks for it', async () => {
    const keyring = fakeKeyring();
    const store = createPasswordStore(keyring, file, silentLog);
    await store.save('device-1', accessKey);
    keyring.sealAgain = true;
    const before = keyring.calls;
    expect(await store.load('device-1')).toEqual(accessKey);
    expect(keyring.calls).toBe(before + 2);
    expect(await store.load('device-1')).toEqual(accessKey);
  });

  it('forgets, and leaves no file when nothing is left', async () => {
    const store = createPasswordStore(fakeKeyring(), file, silentLog);
    await Promise.all([store.save('device-1', accessKey), store.save('device-2', accessKey)]);
    await store.forget('device-1');
    expect(await store.load('device-1')).toBeUndefined();
    expect(await store.load('device-2')).toEqual(accessKey);
    await store.forget('device-2');
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(['', '{', '[]', '{"version":1,"key":5,"entries":{}}', '{"version":1,"key":"","entries":{"device-1":null}}'])(
    'takes a file of %j for none',
    async (content) => {
      writeFileSync(file, content);
      const store = createPasswordStore(fakeKeyring(), file, silentLog);
      expect(await store.load('device-1')).toBeUndefined();
      await store.save('device-1', accessKey);
      expect(await store.load('device-1')).toEqual(accessKey);
    },
  );
});
