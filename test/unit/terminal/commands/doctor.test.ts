import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { whyBadBundle } from '../../../../src-main/aws/http/ca-bundle.adapter.ts';
import { createForeignCard } from '../../../../src-main/demo/virtual-yubikey/card.ts';
import { diagnose, doctorOutput, examine, openChecks } from '../../../../src-main/terminal/commands/doctor.ts';
import { drawn, plainLook } from '../../../../src-main/terminal/console/look.ts';
import { commandPath } from '../../../../src-main/terminal/programs/command-path.adapter.ts';
import { openPaths } from '../../../../src-main/terminal/programs/open-paths.adapter.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { config, createKey, never, openApp, start } from '../../../fakes/world.ts';
import { onWindows, skippedFor } from '../../../support/skips.ts';

const states = (checks: ReturnType<typeof examine>) => checks.map(({ name, state }) => [name, state]);

describe('the doctor', () => {
  it('finds all well, without a touch and without a call to AWS', async () => {
    const { app, sts, told } = await openApp();
    const checks = examine(app);
    expect(states(checks)).toEqual([
      ['card service', 'ok'],
      ['YubiKey 5 NFC 12345678', 'ok'],
      ['roles', 'ok'],
    ]);
    const output = doctorOutput(checks);
    expect({ ...output, text: drawn(output.text, plainLook) }).toEqual({
      json: { checks },
      text: [
        'ok       card service: It answers.',
        'ok       YubiKey 5 NFC 12345678: Firmware 5.4.3, 1 of 1 OATH accounts usable with AWS.',
        'ok       roles: 2 in /home/jane/.aws/config.',
        '',
      ].join('\n'),
    });
    expect(sts.calls).toEqual([]);
    expect(told.every(({ waiting }) => waiting.length === 0)).toBe(true);
  });

  it('says what is missing and what to do', async () => {
    const { app } = await openApp({ yubikeys: {}, config: undefined, credentials: undefined });
    const checks = examine(app);
    expect(states(checks)).toEqual([
      ['card service', 'ok'],
      ['YubiKey', 'problem'],
      ['AWS files', 'problem'],
    ]);
    for (const check of checks.filter(({ state }) => state === 'problem')) expect(check.advice).toMatch(/\.$/);
    expect(drawn(doctorOutput(checks).text, plainLook)).toMatch(/^PROBLEM {2}YubiKey: .+\. .+\n/m);
  });

  it('warns of files and folders that every user can read or change, and says how to close them', skippedFor(onWindows), async () => {
    const folder = mkdtempSync(join(tmpdir(), 'roletap-doctor-'));
    try {
      const file = join(folder, 'credentials');
      writeFileSync(file, '');
      chmodSync(file, 0o644);
      chmodSync(folder, 0o777);
      const look = () => openPaths(process.platform, { files: [file, join(folder, 'none')], folders: [folder, folder, tmpdir()] });
      expect(drawn(doctorOutput(openChecks(await look())).text, plainLook)).toBe(
        [
          `warning  access: Every user on this computer can read ${file} (0644). Run: chmod 600 ${file}`,
          `warning  access: Every user on this computer can change ${folder} (0777). Run: chmod 700 ${folder}`,
          '',
        ].join('\n'),
      );
      chmodSync(file, 0o660);
      chmodSync(folder, 0o775);
      expect(await look()).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('says that a card is there and is no YubiKey', async () => {
    const { app } = await openApp({ yubikeys: { 'Canokeys Canokey 00 00': createForeignCard() } });
    expect(drawn(doctorOutput(examine(app)).text, plainLook)).toContain(
      'PROBLEM  YubiKey: No YubiKey. The card in “Canokeys Canokey” isn’t a YubiKey',
    );
  });

  it('tells the reader service, an unreadable file and missing roles apart', async () => {
    const { app, readers, files, until } = await openApp({ config: '' });
    expect(states(examine(app)).at(-1)).toEqual(['roles', 'problem']);
    readers.setService(false);
    await until(({ card }) => card.kind === 'no-service');
    files.beforeRead = async () => ({ code: 'file-unreadable', file: '/f', errno: 'EACCES' });
    files.changed();
    await until((snapshot) => snapshot.files.problem !== undefined);
    expect(states(examine(app))).toEqual([
      ['card service', 'problem'],
      ['AWS files', 'problem'],
    ]);
  });

  it('warns of a locked key, of the clock and of profiles that cannot be opened', async () => {
    const clock = createFakeClock(start);
    const { app, setOffset } = await openApp({
      clock,
      yubikeys: { usb: createKey(clock, { password: 'abc' }) },
      config: `${config}\n[profile bad]\nrole_arn = nonsense\nsource_profile = work\n`,
    });
    setOffset(60_000);
    const checks = examine(app);
    expect(checks.map(({ state }) => state)).toEqual(['ok', 'warning', 'ok', 'warning', 'warning']);
    expect(checks[1]?.detail).toBe('locked');
    expect(checks.some(({ state }) => state === 'problem')).toBe(false);
  });
});

describe('what the doctor finds on the disk', skippedFor(onWindows), () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'roletap-doctor-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const program = (...path: readonly string[]): string => {
    const file = join(folder, ...path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '#!/bin/sh\n', { mode: 0o755 });
    return file;
  };
  const here = (env: Record<string, string>) =>
    ({
      platform: 'linux',
      env,
      folder,
      paths: { config: join(folder, 'config'), credentials: join(folder, 'credentials') },
      working: folder,
    }) as const;

  it.each([
    ['missing', undefined, 'ENOENT'],
    ['a folder', 'folder', 'EISDIR'],
    ['empty', '\n', 'empty'],
    ['without a certificate', 'acme\n', 'no-certificate'],
    ['of certificates whose time is over', rootCertificates[0], 'expired'],
  ] as const)('is a bundle that is %s', async (_what, text, why) => {
    const file = join(folder, 'bundle.pem');
    if (text === 'folder') mkdirSync(file);
    else if (text !== undefined) writeFileSync(file, text);
    const in2100 = Date.UTC(2100, 0, 1);
    const bundle = { file, setting: 'ca_bundle' } as const;
    expect(await whyBadBundle(bundle, '/home/jane', in2100)).toEqual({ code: 'ca-bundle-bad', ...bundle, why });
    if (why === 'expired') expect(await whyBadBundle(bundle, '/home/jane', Date.UTC(2020, 0, 1))).toBeUndefined();
  });

  it('is a bundle that nobody may read, or that hangs', async () => {
    const bundle = { file: '/proc/self/mem', setting: 'AWS_CA_BUNDLE' } as const;
    expect(await whyBadBundle(bundle, undefined, 0)).toMatchObject({ code: 'ca-bundle-bad', file: bundle.file });
  });

  it('is the bundle of the environment, else those that profiles name', async () => {
    const { app } = await openApp({ config: config.replace(/^(\[profile dev\])$/m, `$1\nca_bundle = ${folder}/dev.pem`) });
    const script = program('out', 'cli.cjs');
    const bundles = async (env: Record<string, string>) =>
      (await diagnose(app, here(env), script, never()))
        .filter(({ name }) => name === 'CA bundle')
        .map(({ state, detail }) => [state, detail]);
    expect(await bundles({})).toEqual([['problem', expect.stringContaining(`ca_bundle points to ${folder}/dev.pem, which doesn’t exist`)]]);
    writeFileSync(join(folder, 'good.pem'), rootCertificates.join('\n'));
    expect(await bundles({ AWS_CA_BUNDLE: join(folder, 'good.pem') })).toEqual([['ok', join(folder, 'good.pem')]]);
  });

  it('is whether roletap can be typed', async () => {
    const script = program('clone', 'out', 'cli.cjs');
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    const env = (...folders: readonly string[]) => ({ platform: 'linux', env: { PATH: folders.join(':') } });
    expect(commandPath(env(bin), script)).toEqual({ kind: 'none', folder: '/usr/local/bin' });
    symlinkSync(script, join(bin, 'roletap'));
    expect(commandPath(env('/nowhere', bin), script)).toEqual({ kind: 'own' });
    const other = program('other', 'roletap');
    expect(commandPath(env(join(folder, 'other'), bin), script)).toEqual({ kind: 'other', file: other });
    const { app } = await openApp();
    const checks = async (path: string) =>
      (await diagnose(app, here({ PATH: path }), script, never())).filter(({ name }) => name === 'roletap command');
    expect(await checks(bin)).toEqual([]);
    expect(await checks('')).toEqual([
      { name: 'roletap command', state: 'warning', detail: expect.any(String), advice: `Run: sudo ln -s ${script} /usr/local/bin/roletap` },
    ]);
    expect(await checks(join(folder, 'other'))).toMatchObject([{ detail: expect.stringContaining(other) }]);
  });
});
