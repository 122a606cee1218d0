import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Pcscd, startPcscd } from '../../support/card/pcscd.ts';
import { generateInSlot } from '../../support/card/piv-key.ts';
import { type PluggedKey, plugVirtualKey } from '../../support/card/virtual-key.ts';
import { skippedFor } from '../../support/skips.ts';

interface Ran {
  readonly code: number;
  readonly out: string;
}

const run = (program: string, ...parameters: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(program, parameters, { timeout: 60_000, env: { ...process.env, LC_ALL: 'C.UTF-8' } }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, out: stdout + stderr }),
    );
  });

const worked = async (program: string, ...parameters: readonly string[]): Promise<string> => {
  const { code, out } = await run(program, ...parameters);
  expect(code, `${program} ${parameters.join(' ')}\n${out}`).toBe(0);
  return out;
};

const module11 = '/usr/lib/x86_64-linux-gnu/libykcs11.so.2';
const missing = ['/usr/bin/yubico-piv-tool', '/usr/bin/pkcs11-tool', module11].filter((path) => !existsSync(path));
const why = missing.length > 0 && `without ${missing.join(', ')}`;

/** The virtual key's PIV application against programs that were written for the real one. */
describe('the PIV application of a virtual YubiKey', () => {
  let pcscd: Pcscd;
  let plugged: PluggedKey;
  let folder: string;

  beforeAll(async () => {
    pcscd = await startPcscd({ friendlyName: 'Yubico YubiKey OTP+FIDO+CCID' });
  });
  afterAll(() => pcscd.stop());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'roletap-piv-'));
    plugged = await plugVirtualKey(pcscd, { serial: 12345678, touchPolicy: 'automatic' });
    return async () => {
      await plugged.remove();
      await rm(folder, { recursive: true, force: true });
    };
  });

  const ykman = (...words: readonly string[]) => worked('ykman', '--device', '12345678', 'piv', ...words);
  const path = (name: string) => join(folder, name);

  it('is told by ykman with the factory’s warnings, and without them once all is changed', async () => {
    const first = await ykman('info');
    expect(first).toContain('PIV version: 5.4.3');
    expect(first).toContain('PIN tries remaining: 3/3');
    expect(first).toContain('WARNING: Using default PIN!');
    expect(first).toContain('WARNING: Using default Management key!');
    await ykman('access', 'change-pin', '-P', '123456', '-n', '314159');
    await ykman('access', 'change-puk', '-p', '12345678', '-n', '87654321');
    await ykman(
      'access',
      'change-management-key',
      '-m',
      '010203040506070801020304050607080102030405060708',
      '-P',
      '314159',
      '--generate',
      '--protect',
    );
    const then = await ykman('info');
    expect(then).not.toContain('WARNING');
    expect(then).toContain('Management key is stored on the YubiKey, protected by PIN.');
    await ykman('access', 'unblock-pin', '-p', '87654321', '-n', '271828');
    await ykman('access', 'change-pin', '-P', '271828', '-n', '314159');
  });

  it('makes, imports and lends keys for ykman, whose requests openssl verifies', async () => {
    const factory = ['-m', '010203040506070801020304050607080102030405060708'];
    for (const [slot, algorithm] of [
      ['9a', 'ECCP256'],
      ['82', 'RSA2048'],
      ['83', 'ECCP384'],
    ] as const) {
      await ykman('keys', 'generate', ...factory, '-a', algorithm, '--touch-policy', 'CACHED', slot, path('public.pem'));
      await ykman('certificates', 'request', '-P', '123456', slot, path('public.pem'), path('request.pem'), '-s', 'CN=jane,O=Example');
      expect(await worked('openssl', 'req', '-in', path('request.pem'), '-verify', '-noout')).toMatch(/verify OK/i);
    }
    await worked('openssl', 'genrsa', '-out', path('own.pem'), '2048');
    await ykman('keys', 'import', ...factory, '84', path('own.pem'));
    await ykman('keys', 'export', '84', path('own-public.pem'));
    await worked('openssl', 'rsa', '-in', path('own.pem'), '-pubout', '-out', path('expected.pem'));
    const exported = await worked('openssl', 'rsa', '-pubin', '-in', path('own-public.pem'), '-noout', '-modulus');
    expect(exported).toBe(await worked('openssl', 'rsa', '-pubin', '-in', path('expected.pem'), '-noout', '-modulus'));
  });

  it('blocks its PIN after three wrong ones, and resets when PIN and PUK are blocked', async () => {
    for (let count = 0; count < 3; count++)
      await run('ykman', '--device', '12345678', 'piv', 'access', 'change-pin', '-P', '000000', '-n', '111111');
    expect(await ykman('info')).toContain('PIN tries remaining: 0/3');
    expect(await ykman('reset', '-f')).toContain('Success');
    expect(await ykman('info')).toContain('PIN tries remaining: 3/3');
  });

  it.each(['5.4.3', '4.3.5'])('of firmware %s answers Yubico’s own tool', skippedFor(why), async (firmware) => {
    await plugged.remove();
    plugged = await plugVirtualKey(pcscd, { serial: 12345678, firmware, touchPolicy: 'automatic' });
    const tool = (...words: readonly string[]) => worked('yubico-piv-tool', ...words);
    expect(await tool('-a', 'status')).toMatch(new RegExp(`Version:\\s+${firmware}[\\s\\S]*PIN tries left:\\s+3`));
    await tool('-a', 'generate', '-s', '9a', '-A', 'ECCP256', '-o', path('tool.pem'));
    expect(await readFile(path('tool.pem'), 'utf8')).toContain('BEGIN PUBLIC KEY');
    await tool('-a', 'verify-pin', '-P', '123456');
    await tool('-a', 'change-pin', '-P', '123456', '-N', '314159');
    expect((await run('yubico-piv-tool', '-a', 'verify-pin', '-P', '123456')).code).not.toBe(0);
  });

  it('signs for pkcs11-tool over ykcs11, and openssl verifies it', skippedFor(why), async () => {
    await generateInSlot(plugged.key, { slot: 0x9a, algorithm: 'p256', pin: 2, touch: 1 });
    await plugged.remove();
    await plugged.insert();
    await ykman('keys', 'export', '9a', path('public.pem'));
    await ykman(
      'certificates',
      'generate',
      '-m',
      '010203040506070801020304050607080102030405060708',
      '-P',
      '123456',
      '9a',
      path('public.pem'),
      '-s',
      'CN=jane',
    );
    expect(await ykman('info')).toMatch(/Slot 9a/i);
    await writeFile(path('message'), 'a message');
    const sign = [
      '--module',
      module11,
      '--login',
      '--pin',
      '123456',
      '--sign',
      '--id',
      '01',
      '-m',
      'ECDSA-SHA256',
      '--signature-format',
      'openssl',
    ];
    await worked('pkcs11-tool', ...sign, '-i', path('message'), '-o', path('signature'));
    const verify = ['dgst', '-sha256', '-verify', path('public.pem'), '-signature', path('signature'), path('message')];
    expect(await worked('openssl', ...verify)).toContain('Verified OK');
  });
});
