import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { oldKept } from '../../fakes/keyring.ts';
import { eventually } from '../../support/app/eventually.ts';
import { startOwnKeyring } from '../../support/app/own-keyring.ts';
import { startKeyring } from '../../support/electron/keyring.ts';
import { shellUnderTest } from '../../support/electron/shell-rig.ts';

const { home, electron, tray, main, start } = shellUnderTest();

describe('what is kept', () => {
  test('an access key is remembered in the keyring of the system, over a restart', async () => {
    const keyring = await startKeyring(home());
    try {
      await start();
      expect(await main(() => stub.passwords.canRemember())).toBe(true);
      await main(() => stub.passwords.save('device-1', new Uint8Array([1, 2, 3])));
      await electron().close();
      tray().stop();
      await start();
      expect(await main(async () => (await stub.passwords.load('device-1')).map((kept) => Array.from(kept)))).toEqual([[1, 2, 3]]);
      expect(await main(() => stub.passwords.load('device-2'))).toEqual([]);
    } finally {
      await keyring.stop();
    }
  });

  test('a session is kept in the keyring of the system, over a restart, and forgotten without opening it', async () => {
    const keyring = await startKeyring(home());
    const file = join(home().userData, 'kept-sessions.json');
    try {
      await start();
      expect(await main(() => stub.keyring.keeps())).toBe(true);
      expect(await main(async () => (await stub.keyring.load()).size)).toBe(0);
      await main(() => stub.keyring.save(new Map([['role dev-tap', 'a secret of dev']])));
      expect(await main(() => stub.keyring.keeps())).toBe(true);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(readFileSync(file, 'utf8')).not.toContain('secret of dev');
      await electron().close();
      tray().stop();
      await start();
      expect(await main(async () => [...(await stub.keyring.load())])).toEqual([['role dev-tap', 'a secret of dev']]);
    } finally {
      await keyring.stop();
    }
    await main(() => stub.keyring.forget(['role dev-tap']));
    expect(existsSync(file)).toBe(false);
  });

  test('what an older version sealed with safeStorage is sealed anew, and then opens without it', async () => {
    const keyring = await startKeyring(home());
    const file = join(home().userData, 'remembered.json');
    const old = oldKept(new Map([['device-1', Uint8Array.of(1, 2, 3)]]));
    const key = Buffer.from(await old.openOld(Buffer.from('v11 sealed'))).toString('base64');
    const load = () => main(async () => (await stub.passwords.load('device-1')).map((kept) => Array.from(kept)));
    try {
      const started = await start({ args: ['--password-store=gnome-libsecret'] });
      const sealed = await started.evaluate(({ safeStorage }, text) => safeStorage.encryptString(text).toString('base64'), key);
      const content = JSON.stringify({ ...JSON.parse(old.text), key: sealed });
      writeFileSync(file, content);
      expect(await load()).toEqual([[1, 2, 3]]);
      expect(readFileSync(file, 'utf8')).not.toContain(sealed);
      await electron().close();
      tray().stop();
      await start();
      expect(await load()).toEqual([[1, 2, 3]]);
    } finally {
      await keyring.stop();
    }
  });

  test('quits while the keyring asks a person who is away', async () => {
    const keyring = await startOwnKeyring(home(), 'unlocked');
    try {
      await keyring.lock();
      await keyring.prompts('silent');
      const started = await start({ environment: keyring.environment });
      const ended = new Promise((resolve) => started.process().once('exit', resolve));
      await main(() => void stub.passwords.save('device-1', new Uint8Array([1, 2, 3])));
      await keyring.asked();
      await started.evaluate(({ app }) => void setTimeout(() => app.quit(), 0));
      expect(await ended).toBe(0);
    } finally {
      await keyring.close();
    }
  });

  test('no session is written with --password-store=basic, and that is said', async () => {
    await start({ args: ['--password-store=basic'], environment: { XDG_CURRENT_DESKTOP: 'GNOME' } });
    await main(() => stub.keyring.save(new Map([['role dev-tap', 'a secret of dev']])));
    expect(await main(() => stub.keyring.keeps())).toBe(false);
    expect(existsSync(join(home().userData, 'kept-sessions.json'))).toBe(false);
  });

  test('nothing is remembered where there is no keyring', async () => {
    await start();
    await main(() => stub.passwords.save('device-1', new Uint8Array([1, 2, 3])));
    expect(await main(() => stub.passwords.canRemember())).toBe(false);
    expect(existsSync(join(home().userData, 'remembered.json'))).toBe(false);
  });

  test('a copied code leaves the clipboard when the computer sleeps or is locked, and other text stays', async () => {
    const started = await start();
    await main(() => stub.writeSecret('123456'));
    const read = () => started.evaluate(({ clipboard }) => clipboard.readText());
    expect(await read()).toBe('123456');
    await started.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
    await eventually(async () => (await read()) === '', 'the code is gone');
    await main(() => stub.writeSecret('123456'));
    await started.evaluate(({ clipboard }) => clipboard.writeText('mine'));
    await started.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
    expect(await read()).toBe('mine');
  });

  test('sets broken settings aside and starts', async () => {
    writeFileSync(join(home().userData, 'settings.json'), '{ "clipboardSeconds": ');
    await start();
    const files = readdirSync(home().userData).filter((name) => name.startsWith('settings'));
    const aside = files.find((name) => /^settings\.broken-\d+\.json$/.test(name));
    expect(aside).toBeDefined();
    expect(readFileSync(join(home().userData, aside ?? ''), 'utf8')).toBe('{ "clipboardSeconds": ');
    expect(await main(() => stub.settings.problem)).toEqual({
      code: 'settings-broken',
      file: join(home().userData, 'settings.json'),
      movedTo: join(home().userData, aside ?? ''),
    });
    expect(await main(() => stub.settings.get().clipboardSeconds)).toBe(20);
  });

  test.each([
    ['a pipe', (file: string) => void execFileSync('mkfifo', [file])],
    ['an endless device', (file: string) => symlinkSync('/dev/zero', file)],
  ])('sets %s in the place of the settings aside and starts', async (_, put) => {
    const file = join(home().userData, 'settings.json');
    put(file);
    await start();
    expect(await main(() => stub.settings.problem)).toMatchObject({ code: 'settings-broken', file });
    await main(() => stub.settings.update({ clipboardSeconds: 45 }));
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ clipboardSeconds: 45 });
    // And one that comes later keeps nobody waiting.
    rmSync(file);
    put(file);
    expect(await main(() => stub.settings.get().clipboardSeconds)).toBe(45);
  });

  test('settings are kept for their owner alone, with what the terminal wrote in the meantime', async () => {
    const file = join(home().userData, 'settings.json');
    await start();
    await main(() => stub.settings.update({ clipboardSeconds: 45 }));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const written = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...written, mfaSessionSeconds: 3600, ofALaterVersion: { kept: true } }));
    await main(() => stub.settings.update({ pickedAccounts: { serial: 'account' } }));
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      clipboardSeconds: 45,
      mfaSessionSeconds: 3600,
      pickedAccounts: { serial: 'account' },
      ofALaterVersion: { kept: true },
    });
    // Cut off by another program during the run: what is known is written whole again.
    writeFileSync(file, '{ "clipboardSeconds": 4');
    expect(await main(() => stub.settings.get().clipboardSeconds)).toBe(45);
    await main(() => stub.settings.update({ theme: 'dark' }));
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ clipboardSeconds: 45, mfaSessionSeconds: 3600, theme: 'dark' });
  });

  test('settings that cannot be read or written stop no start', async () => {
    mkdirSync(join(home().userData, 'settings.json'));
    await start();
    await main(() => stub.settings.update({ clipboardSeconds: 45 }));
    expect(await main(() => stub.settings.get().clipboardSeconds)).toBe(45);
    expect(await main(() => stub.settings.problem)).toMatchObject({ code: 'state-unwritable', errno: 'EISDIR' });
  });

  test('keeps all of it in the folder that was named', async () => {
    await start();
    expect(await main(() => stub.shell())).toEqual({ demo: false, folder: home().userData });
  });
});
