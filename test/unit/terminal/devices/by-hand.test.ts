import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { encodeBase32, simulatedCode } from '../../../../src-main/demo/aws-simulator/model/totp.ts';
import { settle } from '../../../fakes/clock.ts';
import { picture } from '../../../fakes/qr-picture.ts';
import { createKey } from '../../../fakes/world.ts';
import type { EnrollStage, StageOptions } from '../../app/enroll/enroll-fixture.ts';
import { jane, setUp } from './device-fixture.ts';

const label = 'Amazon Web Services:jane@111122223333';
const seed = Uint8Array.from({ length: 40 }, (_, index) => (index * 37 + 11) & 0xff);
const secret = encodeBase32(seed);
const link = `otpauth://totp/${encodeURIComponent('Amazon Web Services')}:jane@111122223333?secret=${secret}&issuer=Amazon%20Web%20Services`;

type Options = Parameters<typeof setUp>[0];

/** Jane may call nothing at IAM, and has AWS's page open. */
const withPage = async (options: Options = {}) => {
  const stage = await setUp({ policies: [], isInteractive: true, ...options });
  /** What the page does when both codes are typed into it. */
  const acceptCodes = () => stage.setting.jane.addDevice({ name: 'jane', seed: secret });
  const untold = () => {
    const shown = JSON.stringify([stage.notes, stage.asked, stage.told]);
    for (const told of [secret, secret.slice(0, 20), Buffer.from(seed).toString('hex')]) expect(shown).not.toContain(told);
  };
  return { ...stage, acceptCodes, untold };
};

/** The person types both codes into AWS's page, which takes them. */
const typed = (stage: EnrollStage): string => {
  const page = stage.page('two-codes');
  const step = Math.floor(stage.snapshot().now / 30_000);
  expect(page.codes.map(({ digits }) => digits)).toEqual([step, step + 1].map((at) => simulatedCode(seed, at)));
  for (const { isEnabled } of stage.devices()) expect(isEnabled).toBe(false);
  pageTakes?.();
  return '';
};
let pageTakes: (() => void) | undefined;

const walkAll = async (given: string, options: Options = {}) => {
  const stage = await withPage({ typed: [given, typed, '', 'y'], ...options });
  pageTakes = stage.acceptCodes;
  return stage;
};

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});
const file = (name: string, bytes: Uint8Array | string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'roletap-picture-'));
  folders.push(folder);
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

describe('enroll --console', () => {
  it.each([secret, secret.toLowerCase().replaceAll(/(.{4})/g, '$1 '), link])(
    'takes the secret unseen, shows two codes, proves the device and writes the profiles',
    async (given) => {
      const { output, asked, notes, untold, accounts, world, aws } = await walkAll(given);
      const { json, text } = await output('enroll --console');
      expect(json).toEqual({ device: jane, spare: null, profiles: ['work', 'dev'], left: [] });
      expect(text).toContain(`${jane} is ready to use`);
      expect(asked.map((one) => one.secret)).toEqual([true, false, false, false]);
      expect(asked[2]?.question).toContain(jane);
      expect(notes.join('\n')).toMatch(/MFA code 1: \d{6}\nMFA code 2: \d{6}/);
      expect(accounts()).toEqual([{ serial: 12345678, id: jane, touch: true }]);
      expect(world.files.text.config).toContain(`mfa_serial = ${jane}`);
      expect(world.journal.texts.size).toBe(0);
      expect(aws.simulator.requests.map(({ action }) => action)).toEqual(['GetCallerIdentity', 'GetSessionToken']);
      untold();
    },
  );

  it('says that a link is not from AWS, and stores it only after a yes', async () => {
    const stage = await withPage({ typed: [`otpauth://totp/GitHub:octocat?secret=${secret}`, 'n', secret, typed, '', 'n'] });
    pageTakes = stage.acceptCodes;
    expect((await stage.output('enroll --console')).json).toMatchObject({ device: jane });
    expect(stage.notes.join('\n')).toContain('This isn’t from AWS. The account is “octocat” at “GitHub”.');
    expect(stage.asked[1]?.question).toContain('Store it on the YubiKey?');
    expect(stage.accounts()).toEqual([{ serial: 12345678, id: jane, touch: true }]);
    stage.untold();
  });

  it('takes the secret from a picture, and the device from the command line', async () => {
    const stage = await withPage({ typed: [typed] });
    pageTakes = stage.acceptCodes;
    const path = file('qr.png', picture(link));
    expect((await stage.output(`enroll --console --picture ${path} --device ${jane} --no-touch --yes`)).json).toMatchObject({
      device: jane,
      profiles: ['work', 'dev'],
    });
    expect(stage.accounts()).toMatchObject([{ id: jane, touch: false }]);
    stage.untold();
  });

  it('asks anew for what is no secret, for an ARN that is none, and makes two new codes', async () => {
    const stage = await withPage({ typed: ['MZXW0', secret, 'n', typed, 'nonsense', jane, 'n'] });
    pageTakes = stage.acceptCodes;
    expect((await stage.output('enroll --console')).json).toMatchObject({ device: jane, profiles: [] });
    const shown = stage.notes.filter((line) => line.startsWith('MFA code'));
    expect(new Set(shown).size).toBe(4);
    expect(stage.notes.some((line) => line.startsWith('roletap: That secret can’t be used.'))).toBe(true);
    stage.untold();
  });

  it.each([
    ['enroll --console', { typed: [''] }, { code: 'secret-unusable', why: 'empty' }],
    ['enroll --console', { typed: ['A'.repeat(2000)] }, { code: 'secret-unusable', why: 'too-long' }],
    ['enroll --console', { typed: [] }, { code: 'cancelled' }],
    ['enroll --console', { isInteractive: false }, { code: 'secret-unusable', why: 'empty' }],
    ['enroll --console --password-stdin', { isInteractive: false, line: secret }, { code: 'usage' }],
    ['enroll --console --key 7', { typed: [secret] }, { code: 'yubikey-not-plugged', serial: 7 }],
    ['enroll --console --source nobody', {}, { code: 'source-without-keys', source: 'nobody' }],
    ['enroll --console --picture /nowhere.png', {}, { code: 'picture-unreadable', file: '/nowhere.png', errno: 'ENOENT' }],
    ['enroll --console --picture /tmp', {}, { code: 'picture-unreadable', file: '/tmp', errno: 'EISDIR' }],
    ['enroll --console --picture /dev/zero', {}, { code: 'picture-unusable', why: 'not-a-picture' }],
  ] as const)('%s ends without a trace (%j)', async (line, options, problem) => {
    const { problem: problemOf, accounts, world, snapshot } = await withPage(options);
    expect(await problemOf(line)).toEqual(expect.objectContaining(problem));
    expect(accounts()).toEqual([]);
    expect(world.journal.texts.size).toBe(0);
    await settle(5);
    expect(snapshot().enroll).toBeUndefined();
  });

  it('ends at once when the person gives up while the key blinks, and keeps the run', async () => {
    const stage = await withPage({ typed: [secret], key: { touchPolicy: 'by-hand', accounts: [] } });
    const giveUp = new AbortController();
    const stop = stage.app.subscribe(({ waiting }) => {
      if (waiting.some(({ kind }) => kind === 'touch')) giveUp.abort();
    });
    expect(await stage.problem('enroll --console', giveUp.signal)).toEqual({ code: 'cancelled' });
    stop();
    await settle(10);
    expect([stage.snapshot().enroll, stage.snapshot().waiting]).toEqual([undefined, []]);
    expect(stage.snapshot().unfinished).toHaveLength(1);
  });

  it('is what enroll points to where IAM says no', async () => {
    const { problem, notes } = await withPage({ isInteractive: false });
    expect(await problem('enroll')).toMatchObject({ code: 'iam-denied' });
    expect(notes).toContain('Set it up in the AWS console instead: roletap enroll --console');
  });

  it('asks which YubiKey where there are two', async () => {
    const { setting, world, problem, output } = await withPage({ isInteractive: false, line: secret });
    world.readers.insert('usb2', createKey(setting.clock, { serial: 87654321, touchPolicy: 'automatic', accounts: [] }));
    await settle(10);
    expect(await problem('enroll --console')).toEqual({ code: 'yubikey-unclear', serials: [12345678, 87654321] });
    await settle(5);
    expect((await output('enroll --console --key 87654321')).json).toMatchObject({
      codes: [expect.stringMatching(/^\d{6}$/), expect.any(String)],
    });
  });

  it('gives the codes and the way on where nobody can be asked, goes on with the device, and undoes', async () => {
    const stage = await withPage({ isInteractive: false, line: secret });
    const { json, text } = await stage.output('enroll --console');
    const { run, codes } = json as { readonly run: string; readonly codes: readonly string[] };
    expect(text).toBe(
      `MFA code 1: ${codes[0]}\nMFA code 2: ${codes[1]}\nOnce AWS accepts them: roletap enroll --resume ${run} --device ARN\n`,
    );
    await settle(5);
    expect(stage.snapshot().unfinished).toMatchObject([{ id: run }]);
    stage.acceptCodes();
    expect((await stage.output(`enroll --resume ${run} --device ${jane} --yes`)).json).toEqual({
      device: jane,
      spare: null,
      profiles: ['work', 'dev'],
      left: [],
    });
    expect(stage.accounts()).toMatchObject([{ id: jane }]);
    stage.untold();
  });

  it('says what is there when it stops, and takes it back', async () => {
    const stage = await withPage({ typed: [secret] });
    expect(await stage.problem('enroll --console')).toEqual({ code: 'cancelled' });
    await settle(5);
    const [run] = stage.snapshot().unfinished;
    expect(stage.notes.join('\n')).toContain(`roletap enroll --undo ${run?.id}`);
    expect(stage.accounts()).toMatchObject([{ id: label }]);
    expect((await stage.output(`enroll --undo ${run?.id}`)).json).toEqual({ undone: run?.id, left: [] });
    expect(stage.accounts()).toEqual([]);
  });

  it('comes back to an interrupted run: AWS took the codes, or wants two new ones', async () => {
    const stage = await withPage({ typed: [secret, (now) => now.page('two-codes').kind && '', 'x'.repeat(2000), 'n', typed, '', 'n'] });
    pageTakes = stage.acceptCodes;
    expect(await stage.problem('enroll --console')).toMatchObject({ code: 'device-arn-bad' });
    await settle(5);
    const [run] = stage.snapshot().unfinished;
    expect((await stage.output(`enroll --resume ${run?.id}`)).json).toMatchObject({ device: jane });
    const other = await withPage({ typed: [secret, typed, undefined, 'y', jane, 'n'] });
    pageTakes = other.acceptCodes;
    expect(await other.problem('enroll --console')).toEqual({ code: 'cancelled' });
    await settle(5);
    expect((await other.output(`enroll --resume ${other.snapshot().unfinished[0]?.id}`)).json).toMatchObject({ device: jane });
    expect(other.notes.filter((line) => line.startsWith('MFA code'))).toHaveLength(2);
  });
});

describe('import', () => {
  /** Jane enrolled her key with another tool. */
  const withAccount = async (options: Options & StageOptions = {}) => {
    const stage = await withPage({ isInteractive: false, ...options });
    const device = stage.setting.jane.addDevice({ name: 'jane' });
    const account = {
      period: 30,
      issuer: 'Amazon Web Services',
      name: 'jane@111122223333',
      kind: 'totp',
      algorithm: 'sha1',
      digits: 6,
      touch: true,
    } as const;
    await stage.world.world.keys.put('12345678', { ...account, seed: device.seed.slice() });
    await stage.setting.clock.advance(60_000);
    return stage;
  };

  it.each(['import', 'import jane', 'import jane@1111 --key 12345678'])(
    '%s proves the account that is on the key, and tells the profiles',
    async (line) => {
      const { output, accounts, world } = await withAccount();
      const before = accounts();
      expect((await output(`${line} --yes`)).json).toEqual({ device: jane, spare: null, profiles: ['work', 'dev'], left: [] });
      expect(accounts()).toEqual(before);
      expect(world.files.text.config).toContain(`mfa_serial = ${jane}`);
      expect(world.journal.texts.size).toBe(0);
    },
  );

  it('asks for the device and before it writes, where somebody is there', async () => {
    const { output, asked, world } = await withAccount({ isInteractive: true, typed: ['', 'n'] });
    expect((await output('import')).json).toMatchObject({ device: jane, profiles: [] });
    expect(asked[0]?.question).toContain(jane);
    expect(world.files.text.config).not.toContain('mfa_serial');
  });

  it('puts a secret on the key, and proves it without codes for AWS’s page', async () => {
    const stage = await withPage({ isInteractive: false, line: link });
    stage.acceptCodes();
    expect((await stage.output('import --secret-stdin --yes')).json).toEqual({
      device: jane,
      spare: null,
      profiles: ['work', 'dev'],
      left: [],
    });
    expect(stage.accounts()).toEqual([{ serial: 12345678, id: jane, touch: true }]);
    expect(stage.notes.join()).not.toContain('MFA code');
    stage.untold();
  });

  it('takes it from a picture, and off the key again when it is of no device', async () => {
    const stage = await withPage({ isInteractive: false });
    const line = `import --picture ${file('qr.png', picture(link))} --yes`;
    expect(await stage.problem(line)).toEqual({ code: 'serial-refused', mfaSerial: jane });
    await settle(5);
    const [run] = stage.snapshot().unfinished;
    expect((await stage.output(`enroll --undo ${run?.id}`)).json).toMatchObject({ left: [] });
    expect(stage.accounts()).toEqual([]);
  });

  it.each([
    ['import nobody', { code: 'account-missing', account: 'nobody' }],
    ['import --key 7', { code: 'yubikey-not-plugged', serial: 7 }],
    ['import --device nonsense', { code: 'device-arn-bad', device: 'nonsense' }],
    ['import --device arn:aws:iam::111122223333:mfa/other', { code: 'serial-refused' }],
  ])('%s says why not, and leaves the key as it was', async (line, problem) => {
    const { problem: problemOf, accounts } = await withAccount();
    const before = accounts();
    expect(await problemOf(line)).toMatchObject(problem);
    expect(accounts()).toEqual(before);
  });

  it('names the accounts of which it could be one', async () => {
    const stage = await withAccount();
    const account = { period: 30, name: `${jane}-two`, kind: 'totp', algorithm: 'sha1', digits: 6, touch: true } as const;
    await stage.world.world.keys.put('12345678', { ...account, seed: seed.slice() });
    await settle(5);
    expect(await stage.problem('import')).toEqual({ code: 'account-unclear', account: '', choices: [label, `${jane}-two`].sort() });
  });
});
