import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fromHex, u64 } from '../../../src-main/base/bytes.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createVirtualYubiKey, yubiKey5NfcAtr } from '../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { type Pcscd, startPcscd } from '../../support/card/pcscd.ts';
import { type PluggedKey, plugCard, plugVirtualKey } from '../../support/card/virtual-key.ts';

const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const seedBytes = fromHex('48656c6c6f21deadbeef48656c6c6f21deadbeef');

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs ykman, whose prompts and errors go to stderr. */
const ykman = (...parameters: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    execFile('ykman', parameters, { timeout: 30_000, env: { ...process.env, LC_ALL: 'C.UTF-8' } }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, out: stdout, err: stderr }),
    );
  });

/** RFC 6238 with SHA-1 and six digits, over RFC 4226's truncation. */
const codeAt = (secret: Uint8Array, step: number): string => {
  const mac = createHmac('sha1', secret).update(u64(step)).digest();
  const value = mac.readUInt32BE((mac[19] ?? 0) & 15) & 0x7fffffff;
  return String(value % 1_000_000).padStart(6, '0');
};

/** The codes of the steps that passed while `run` ran: one, seldom two. */
const codesDuring = async (run: () => Promise<Ran>) => {
  const first = Math.floor(systemClock.now() / 30_000);
  const ran = await run();
  const last = Math.floor(systemClock.now() / 30_000);
  return { ...ran, codes: Array.from({ length: last - first + 1 }, (_, index) => codeAt(seedBytes, first + index)) };
};

describe('ykman on a reader that is named as a YubiKey', () => {
  let pcscd: Pcscd;
  let plugged: PluggedKey;

  beforeAll(async () => {
    pcscd = await startPcscd({ friendlyName: 'Yubico YubiKey OTP+FIDO+CCID' });
    return () => pcscd.stop();
  });
  beforeEach(async () => {
    plugged = await plugVirtualKey(pcscd, { serial: 12345678, formFactor: 'usb-c-keychain' });
    return () => plugged.remove();
  });
  const oath = (...parameters: readonly string[]) => ykman('--device', '12345678', 'oath', ...parameters);

  it('lists the key and tells what it is', async () => {
    expect((await ykman('list')).out).toContain('YubiKey 5C NFC (5.4.3) [OTP+FIDO+CCID] Serial: 12345678');
    const { out, code } = await ykman('--device', '12345678', 'info');
    expect(code, out).toBe(0);
    for (const fact of [
      'Device type: YubiKey 5C NFC',
      'Serial number: 12345678',
      'Firmware version: 5.4.3',
      'Form factor: Keychain (USB-C)',
    ]) {
      expect(out).toContain(fact);
    }
    expect(out).toMatch(/OATH\s+Enabled\s+Enabled/);
  });

  it('adds, lists, computes, renames and deletes an account', async () => {
    expect((await oath('info')).out).toMatch(/OATH version:\s+5\.4\.3/);
    expect(await oath('accounts', 'add', 'AWS:jane', seed)).toEqual({ code: 0, out: '', err: '' });
    expect(plugged.key.storedAccounts().map(({ id, secret }) => [id, Buffer.from(secret).toString('hex')])).toEqual([
      ['AWS:jane', Buffer.from(seedBytes).toString('hex')],
    ]);
    expect(await oath('accounts', 'list')).toEqual({ code: 0, out: 'AWS:jane\n', err: '' });
    const computed = await codesDuring(() => oath('accounts', 'code', '--single', 'AWS:jane'));
    expect(computed.codes).toContain(computed.out.trim());
    expect((await oath('accounts', 'rename', '--force', 'AWS:jane', 'AWS:joan')).code).toBe(0);
    expect((await oath('accounts', 'list')).out).toBe('AWS:joan\n');
    expect((await oath('accounts', 'delete', '--force', 'AWS:joan')).code).toBe(0);
    expect(plugged.key.storedAccounts()).toEqual([]);
  });

  it('waits for the touch of an account that wants it', async () => {
    expect((await oath('accounts', 'add', '--touch', 'jane', seed)).code).toBe(0);
    const computed = codesDuring(() => oath('accounts', 'code', '--single', 'jane'));
    expect(await plugged.blinking()).toBe('jane');
    expect(plugged.key.touch()).toBe(true);
    const { out, err, codes } = await computed;
    expect(err).toContain('Touch your YubiKey');
    expect(codes).toContain(out.trim());
    plugged.key.store({ id: 'joan', secret: seedBytes });
    expect((await oath('accounts', 'code')).out).toContain('[Requires Touch]');
  });

  it('sets a password, is locked without it, and takes it away', async () => {
    plugged.key.store({ id: 'jane', secret: seedBytes });
    expect((await oath('access', 'change', '--new-password', 'pässwörd')).code).toBe(0);
    expect((await oath('info')).out).toContain('Password protection: enabled');
    expect((await oath('accounts', 'list', '--password', 'wrong')).code).not.toBe(0);
    expect(await oath('accounts', 'list', '--password', 'pässwörd')).toEqual({ code: 0, out: 'jane\n', err: '' });
    expect((await oath('access', 'change', '--password', 'pässwörd', '--clear')).code).toBe(0);
    expect((await oath('accounts', 'list')).out).toBe('jane\n');
  });

  it('resets the applet', async () => {
    plugged.key.store({ id: 'jane', secret: seedBytes });
    plugged.key.setPassword('x');
    expect((await oath('reset', '--force')).code).toBe(0);
    expect(plugged.key.storedAccounts()).toEqual([]);
    expect(await oath('accounts', 'list')).toEqual({ code: 0, out: '', err: '' });
  });

  it('gets a whole list of 32 long names in pieces, and is told when the key is full or a name too long', async () => {
    const names = Array.from({ length: 32 }, (_, index) => `${index}`.padStart(64, 'n'));
    for (const id of names) plugged.key.store({ id, secret: seedBytes });
    const { out } = await oath('accounts', 'list');
    expect(out.trim().split('\n').sort()).toEqual([...names].sort());
    const full = await oath('accounts', 'add', 'one-more', seed);
    expect(full.code).not.toBe(0);
    expect(plugged.key.storedAccounts()).toHaveLength(32);
    expect((await oath('accounts', 'delete', '--force', names[0] ?? '')).code).toBe(0);
    // ykman itself looks at the account alone: the key refuses the whole id.
    const long = await oath('accounts', 'add', '--issuer', 'AWS', 'x'.repeat(61), seed);
    expect(long.code).not.toBe(0);
    expect(plugged.key.storedAccounts()).toHaveLength(31);
    expect((await oath('accounts', 'add', '--issuer', 'AWS', 'x'.repeat(60), seed)).code).toBe(0);
  });

  it('sees two keys and tells them apart by serial', async () => {
    const other = await plugVirtualKey(pcscd, { serial: 87654321, firmware: '5.7.1', formFactor: 'usb-a-nano' }, 1);
    const serials = (await ykman('list', '--serials')).out.trim().split('\n').sort();
    expect(serials).toEqual(['12345678', '87654321']);
    other.key.store({ id: 'bob', secret: seedBytes });
    expect(await ykman('--device', '87654321', 'oath', 'accounts', 'list')).toEqual({ code: 0, out: 'bob\n', err: '' });
    expect(await oath('accounts', 'list')).toEqual({ code: 0, out: '', err: '' });
    await other.remove();
  });

  it('finds the key again after pcscd was restarted', async () => {
    await pcscd.restart();
    expect((await ykman('list', '--serials')).out).not.toContain('12345678');
    await plugged.insert();
    expect((await ykman('list', '--serials')).out).toBe('12345678\n');
  });
});

describe('ykman on the reader as it is packaged', () => {
  let pcscd: Pcscd;
  beforeAll(async () => {
    pcscd = await startPcscd();
  });
  afterAll(() => pcscd.stop());

  it.each([
    ['USB', undefined],
    ['NFC', yubiKey5NfcAtr],
  ] as const)('works when it is told the reader (ATR of %s)', async (_, atr) => {
    const key = createVirtualYubiKey({ serial: 1234, ...(atr ? { atr } : {}) });
    const plugged = await plugCard(pcscd, key);
    const reader = ['--reader', plugged.reader];
    const info = await ykman(...reader, 'info');
    expect(info.out).toContain('Serial number: 1234');
    expect((await ykman(...reader, 'oath', 'accounts', 'add', 'jane', seed)).code).toBe(0);
    const computed = await codesDuring(() => ykman(...reader, 'oath', 'accounts', 'code', '--single', 'jane'));
    expect(computed.codes).toContain(computed.out.trim());
    await plugged.remove();
  });
});
