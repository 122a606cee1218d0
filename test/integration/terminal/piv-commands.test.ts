import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Stage } from '../../support/aws/stage.ts';
import { type KeyRig, withPluggedKey } from '../../support/card/key-rig.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

const run = (program: string, ...parameters: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(program, parameters, { timeout: 60_000 }, (error, stdout, stderr) =>
      error ? reject(new Error(`${program} ${parameters.join(' ')}\n${stdout}${stderr}`)) : resolve(stdout + stderr),
    );
  });

/** The built program over the real pcscd, with openssl for a second opinion. */
const anchorArn = 'arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/11111111-2222-3333-4444-555555555555';

describe('roletap piv and roletap anywhere', () => {
  let stage: Stage;
  let plugged: PluggedKey;
  let ykman: KeyRig['ykman'];
  withPluggedKey({ account: 'none', key: { touchPolicy: 'automatic', firmware: '5.7.4' } }, (rig) => {
    ({ stage, plugged, ykman } = rig);
  });
  let path: (name: string) => string;
  beforeEach(() => {
    path = (name) => join(stage.home.folder, name);
  });

  const roletap = async (words: readonly string[], input?: string) => {
    const ended = await stage.roletap(words, input === undefined ? {} : { input }).ended;
    expect(ended.code, ended.stderr).toBe(0);
    return ended;
  };
  const problem = async (words: readonly string[], input?: string) => {
    const ended = await stage.roletap([...words, '--json'], input === undefined ? {} : { input }).ended;
    expect(ended.code, ended.stdout + ended.stderr).not.toBe(0);
    return ended.json().problem;
  };
  const setup = (...words: readonly string[]) =>
    roletap(['anywhere', 'setup', '--subject', 'CN=jane,O=Example', '--yes', '--pin-stdin', ...words], '314159\n');

  it('make nothing for a file that can’t be written', async () => {
    const words = ['anywhere', 'setup', '--subject', 'CN=jane', '--request', path('nowhere/jane.csr'), '--yes', '--pin-stdin'];
    expect(await problem(words, '314159\n')).toMatchObject({ code: 'named-file-unwritable', errno: 'ENOENT' });
    expect(plugged.key.piv.keys().size).toBe(0);
  });

  it('choose a PIN in the place of the factory’s, and leave any other alone', async () => {
    const choose = ['piv', 'choose-pin'];
    expect(await problem(choose)).toMatchObject({
      code: 'pin-factory',
      advice: expect.stringContaining('roletap piv choose-pin') as string,
    });
    expect(await problem([...choose, '--pin-stdin'], '')).toMatchObject({
      code: 'usage',
      message: expect.stringContaining('No new PIN for YubiKey 12345678 arrived on standard input') as string,
    });
    expect(await problem([...choose, '--puk-stdin'], '12345678\n')).toMatchObject({ code: 'usage' });
    expect(await problem([...choose, '--pin-stdin'], '12345\n')).toMatchObject({ code: 'pin-malformed' });
    expect((await roletap([...choose, '--pin-stdin'], '\uFEFF314159 \r\n')).stdout).toContain('The new PIN is set on YubiKey 12345678.');
    await ykman('piv', 'access', 'change-pin', '-P', '314159', '-n', '271828');
    expect((await roletap([...choose, '--pin-stdin', '--json'], '161803\n')).json()).toEqual({ serial: 12345678, chosen: false });
    await ykman('piv', 'access', 'change-pin', '-P', '271828', '-n', '314159');
  });

  it('tell a fresh key with all that is the factory’s, and lead through setup, signing and import', async () => {
    const fresh = await roletap(['piv']);
    expect(fresh.stdout).toContain('PIV 5.7.4');
    expect(fresh.stdout).toContain('3 of 3 PIN tries left');
    expect(fresh.stdout).toContain('Factory default: PIN, PUK and management key');

    await setup('--request', path('jane.csr'));
    expect(await run('openssl', 'req', '-in', path('jane.csr'), '-noout', '-verify', '-subject')).toMatch(/CN ?= ?jane[\s\S]*verify OK/);
    const unfinished = await roletap(['unfinished']);
    expect(unfinished.stdout).toContain('CN=jane,O=Example in slot 82: waiting for its certificate');

    await roletap(
      [
        'anywhere',
        'setup',
        '--authority',
        '--slot',
        '9c',
        '--subject',
        'CN=Example CA',
        '--yes',
        '--pin-stdin',
        '--output',
        path('ca.pem'),
      ],
      '314159\n',
    );
    const caKey = ['--ca-key', '12345678:9c'];
    await writeFile(path('team.csr'), (await readFile(path('jane.csr'), 'utf8')).repeat(3));
    expect(await problem(['anywhere', 'sign', path('team.csr'), ...caKey, '--yes', '--pin-stdin'], '314159\n')).toMatchObject({
      code: 'request-unusable',
      why: 'many',
      count: 3,
    });
    // The virtual key's maker isn't Yubico: nothing is proved here.
    expect(await problem(['anywhere', 'sign', path('jane.csr'), ...caKey, '--yes', '--pin-stdin'], '314159\n')).toMatchObject({
      code: 'attestation-refused',
      why: 'foreign',
    });
    const signed = ['anywhere', 'sign', path('jane.csr'), ...caKey, '--unproved', '--yes', '--pin-stdin', '--output', path('jane.pem')];
    const { serialNumber } = (await roletap([...signed, '--json'], '314159\n')).json() as { readonly serialNumber: string };
    expect(await run('openssl', 'verify', '-CAfile', path('ca.pem'), '-purpose', 'sslclient', path('jane.pem'))).toContain('OK');

    await roletap(['anywhere', 'import', path('jane.pem'), '--pin-stdin'], '314159\n');
    const after = await roletap(['piv', '--json']);
    expect(after.json()).toMatchObject({
      keys: [
        {
          serial: 12345678,
          pin: { isFactory: false },
          managementKey: { isFactory: false, isUnderPin: true },
          slots: [
            { slot: '9c', certificate: { subject: 'CN=Example CA', isAuthority: true } },
            {
              slot: '82',
              key: { algorithm: 'p256', touchPolicy: 'cached' },
              certificate: { subject: 'CN=jane,O=Example', isForKey: true },
            },
          ],
        },
      ],
    });
    expect((await roletap(['unfinished'])).stdout).not.toContain('CN=jane');

    // What would stop the list from going to AWS is told before anything is revoked.
    const revoking = ['anywhere', 'sign', '--revoke', serialNumber, ...caKey, '--pin-stdin'];
    const toAws = [...revoking, '--source', 'nobody', '--trust-anchor'];
    expect(await problem([...toAws, 'arn:x'], '314159\n')).toMatchObject({ code: 'anywhere-arn-bad', value: 'arn:x' });
    expect(await problem([...toAws, anchorArn], '314159\n')).toMatchObject({ code: 'source-without-keys', source: 'nobody' });
    expect(await problem([...revoking, '--output', '/nowhere/ca.crl'], '314159\n')).toMatchObject({ code: 'named-file-unwritable' });
    expect((await roletap(['anywhere', 'sign', '--list'])).stdout).not.toContain('revoked');
    await roletap([...revoking, '--output', path('ca.crl')], '314159\n');
    const crl = await run('openssl', 'crl', '-in', path('ca.crl'), '-CAfile', path('ca.pem'), '-noout', '-text');
    expect(crl).toContain('verify OK');
    expect(BigInt(`0x${/Serial Number: ([0-9A-F]+)/.exec(crl)?.[1]}`).toString()).toBe(serialNumber);
    expect((await roletap(['anywhere', 'sign', '--list'])).stdout).toMatch(/CN=jane,O=Example.*revoked/);
    // No PIN lies anywhere in what was kept.
    const journal = await readFile(path('jane.csr'), 'utf8');
    expect(journal).not.toContain('314159');
  });

  it('renew with the same key: a new request, whose certificate takes the old one’s place', async () => {
    await setup();
    const again = await roletap(['anywhere', 'request', '--subject', 'CN=jane', '--pin-stdin'], '314159\n');
    await writeFile(path('again.csr'), again.stdout);
    expect(await run('openssl', 'req', '-in', path('again.csr'), '-noout', '-verify')).toContain('verify OK');
    const request = ['anywhere', 'request', '--subject', 'CN=jane', '--pin-stdin', '--json'];
    expect(JSON.parse((await roletap(request, '314159\n')).stdout)).toMatchObject({ slot: '82', serial: 12345678 });
    // A request is no certificate, whatever lies behind it.
    expect(await problem(['anywhere', 'import', path('again.csr'), '--pin-stdin'], '314159\n')).toMatchObject({ why: 'attestation' });
  });

  it('refuse a PIN that is too short, the last try, and a slot that is taken, each in a sentence', async () => {
    expect(await problem(['anywhere', 'setup', '--subject', 'CN=jane', '--yes', '--pin-stdin'], '12345\n')).toMatchObject({
      code: 'pin-malformed',
    });
    await setup();
    expect(await problem(['anywhere', 'setup', '--subject', 'CN=jane', '--slot', '82', '--yes', '--pin-stdin'], '314159\n')).toMatchObject({
      code: 'slot-taken',
    });
    const request = ['anywhere', 'request', '--subject', 'CN=jane', '--pin-stdin'];
    expect(await problem(request, '000000\n')).toMatchObject({ code: 'pin-wrong', left: 2 });
    expect(await problem(request, '000000\n')).toMatchObject({ code: 'pin-wrong', left: 1 });
    expect(await problem(request, '314159\n')).toMatchObject({ code: 'pin-last-try' });
    await roletap([...request, '--last-try'], '314159\n');
    expect(plugged.key.piv.keys().size).toBe(1);
  });

  it('set a new PIN with the PUK where ykman used up its tries, and ykman takes the new one', async () => {
    await setup('--request', path('jane.csr'));
    const access = (...words: readonly string[]) => ykman('piv', 'access', ...words);
    for (let tries = 0; tries < 3; tries += 1) await access('change-pin', '-P', '999999', '-n', '111111').catch(() => {});
    expect((await roletap(['piv'])).stdout).toContain('PIN blocked');
    expect(await problem(['anywhere', 'request', '--subject', 'CN=jane', '--pin-stdin'], '314159\n')).toMatchObject({
      code: 'pin-blocked',
    });
    const unblock = ['piv', 'unblock', '--puk-stdin', '--pin-stdin'];
    expect(await problem(unblock, '87654321\n271828\n')).toMatchObject({ code: 'puk-wrong', left: 2 });
    expect((await roletap(unblock, '12345678\n271828\n')).stdout).toContain('The new PIN is set on YubiKey 12345678.');
    await access('change-pin', '-P', '271828', '-n', '314159');
    await access('change-puk', '-p', '12345678', '-n', '87654321');
    expect(await problem(['piv', 'unblock', '--pin-stdin'], '271828\n')).toMatchObject({ code: 'puk-needed' });
    for (let tries = 0; tries < 2; tries += 1) await access('unblock-pin', '-p', '99999999', '-n', '271828').catch(() => {});
    expect(await problem(unblock, '99999999\n271828\n')).toMatchObject({ code: 'puk-last-try' });
    expect(await problem([...unblock, '--last-try'], '99999999\n271828\n')).toMatchObject({ code: 'puk-blocked' });
    expect(await ykman('piv', 'info')).toContain('PIN tries remaining: 3/3');
    expect((await roletap(['piv'])).stdout).toContain('PUK blocked');
  });
});
