import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../../src-main/aws/caller.ts';
import { createAwsTransport } from '../../../src-main/aws/http/aws-transport.adapter.ts';
import { createIam } from '../../../src-main/aws/iam/iam.adapter.ts';
import { leastPolicy, lostKeyCommands } from '../../../src-main/aws/policies/policy-advice.ts';
import { createSts, type StsConnection } from '../../../src-main/aws/sts/sts.adapter.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { silentLog } from '../../../src-main/base/log.ts';
import type { SimulatedAccount, SimulatedUser } from '../../../src-main/demo/aws-simulator/model/accounts.ts';
import type { PolicyDocument } from '../../../src-main/demo/aws-simulator/model/policy.ts';
import { type AwsSimulatorServer, serveAwsSimulator } from '../../../src-main/demo/aws-simulator/server.adapter.ts';
import { type AwsSimulator, createAwsSimulator } from '../../../src-main/demo/aws-simulator/simulator.ts';
import { startAws } from '../../support/aws/aws-command.ts';
import { ownName, sample } from '../../support/aws/sample-policy.ts';
import { codeAt } from '../../unit/aws/sts/sts-fixture.ts';

/** IAM's side of enrolment as the real `aws` sees it: the simulator's words, the sample policies, the adapter's devices and the advice for administrators. */

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const awsFolder = dirname(await startAws());

let simulator: AwsSimulator;
let server: AwsSimulatorServer;
let folder: string;
let base: number;
let skewMillis: number;
let account: SimulatedAccount;

const step = (): number => Math.floor((base + skewMillis) / 30_000);
const anything: PolicyDocument = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'iam:*', Resource: '*' } };

beforeEach(async () => {
  base = Date.now();
  skewMillis = 0;
  folder = mkdtempSync(join(tmpdir(), 'roletap-iam-'));
  simulator = createAwsSimulator({ now: () => base + skewMillis, random: (bytes) => randomBytes(bytes) });
  server = await serveAwsSimulator(simulator, (error) => {
    throw error;
  });
  account = simulator.addAccount('111122223333');
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const environment = (keys: Keys, region: string) => ({
  PATH: `${awsFolder}:/usr/bin:/bin`,
  HOME: folder,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_PAGER: '',
  AWS_DEFAULT_OUTPUT: 'json',
  AWS_ACCESS_KEY_ID: keys.accessKeyId,
  AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
  ...(keys.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: keys.sessionToken }),
});

/** A line for the shell, as an administrator pastes it: what it printed, or `Code: message` of the refusal. */
const shell = (line: string, keys: Keys, region = 'us-east-1'): Promise<string> =>
  new Promise((resolve) => {
    // Versions of `aws` differ in which variables for endpoints they know; all know the option.
    const here = line.replace(/^aws /, `aws --endpoint-url ${server.url} `);
    execFile('/bin/sh', ['-c', here], { env: environment(keys, region), cwd: folder }, (_error, stdout, stderr) => {
      const refusal = /An error occurred \((\w+)\) when calling the \w+ operation(?: \([^)]*\))?: (.*)/.exec(stderr);
      resolve(refusal ? `${refusal[1]}: ${refusal[2]}` : `${stdout}${stderr}`);
    });
  });

const json = async (line: string, keys: Keys, region?: string): Promise<unknown> => JSON.parse((await shell(line, keys, region)) || 'null');

/** Makes a device with `aws`; gives its ARN and the raw seed. */
const create = async (name: string, keys: Keys, region?: string) => {
  const file = join(folder, `seed-${name}`);
  const line = `aws iam create-virtual-mfa-device --virtual-mfa-device-name ${name} --bootstrap-method Base32StringSeed --outfile ${file}`;
  const made = (await json(line, keys, region)) as { readonly VirtualMFADevice: { readonly SerialNumber: string } };
  const bits = readFileSync(file, 'utf8').replace(/./g, (letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  const seed = Uint8Array.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
  return { serial: made.VirtualMFADevice.SerialNumber, seed };
};

const pairWords = (seed: Uint8Array, at = step()): string =>
  `--authentication-code1 ${codeAt(seed, at - 1)} --authentication-code2 ${codeAt(seed, at)}`;

const enableLine = (user: string, serial: string, codes: string): string =>
  `aws iam enable-mfa-device --user-name ${user} --serial-number ${serial} ${codes}`;

const session = async (serial: string, seed: Uint8Array, keys: Keys, at = step(), region?: string): Promise<Keys> => {
  const line = `aws sts get-session-token --serial-number ${serial} --token-code ${codeAt(seed, at)}`;
  const answer = (await json(line, keys, region)) as {
    readonly Credentials: { readonly AccessKeyId: string; readonly SecretAccessKey: string; readonly SessionToken: string };
  };
  const { AccessKeyId, SecretAccessKey, SessionToken } = answer.Credentials;
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
};

const mfaFirst =
  'AccessDenied: To complete this action, please ensure that you are authenticated with an MFA device that is enabled for this user.';

it('refuses in the words of AWS', async () => {
  const jane = account.addUser('jane', { policies: [anything] });
  const kim = account.addUser('kim', { policies: [anything] });
  const keys = jane.addKey();
  const { serial, seed } = await create('jane-yk', keys);
  expect(
    await shell('aws iam create-virtual-mfa-device --virtual-mfa-device-name JANE-YK --bootstrap-method QRCodePNG --outfile x', keys),
  ).toBe('EntityAlreadyExists: MFA device already exists.');
  const good = pairWords(seed);
  const [, first, , second] = good.split(' ');
  for (const codes of [
    `--authentication-code1 ${second} --authentication-code2 ${first}`,
    `--authentication-code1 ${first} --authentication-code2 ${first}`,
  ]) {
    expect(await shell(enableLine('jane', serial, codes), keys)).toBe(
      'InvalidAuthenticationCode: Authentication code for device is not valid.',
    );
  }
  expect(await shell(enableLine('nobody', serial, good), keys)).toBe('NoSuchEntity: The user with name nobody cannot be found.');
  expect(await shell(enableLine('jane', `${serial}x`, good), keys)).toBe(
    `NoSuchEntity: MFA Device with serial number ${serial}x does not exist.`,
  );
  expect(await shell(`aws iam resync-mfa-device --user-name jane --serial-number ${serial} ${good}`, keys)).toBe(
    'NoSuchEntity: MFA Device invalid for user.',
  );
  expect(await shell(enableLine('jane', serial, good), keys)).toBe('');
  expect(await shell(`aws iam delete-virtual-mfa-device --serial-number ${serial}`, keys)).toBe(
    'DeleteConflict: MFA VirtualDevice in use. Must deactivate first.',
  );
  expect(await shell(enableLine('kim', serial, pairWords(seed, step() + 2)), kim.addKey())).toBe(
    'EntityAlreadyExists: MFA Device is already in use.',
  );
  expect(await shell(enableLine('jane', serial, good), keys)).toBe(mfaFirst);
  expect(await shell(enableLine('jane', serial, good), kim.addKey())).toBe('EntityAlreadyExists: MFA Device for user jane already exists.');
  // The pair is spent: the next must be newer.
  expect(await shell(`aws iam resync-mfa-device --user-name jane --serial-number ${serial} ${good}`, keys)).toBe(
    'InvalidAuthenticationCode: Authentication code for device is not valid.',
  );
  expect(await shell('aws iam list-mfa-devices --starting-token bm9uc2Vuc2U=', keys)).toMatch(/Invalid Marker|Bad starting token/);
});

it('finds a clock that is three minutes off, and keeps that for the codes that follow', async () => {
  const keys = account.addUser('jane', { policies: [anything] }).addKey();
  const { serial, seed } = await create('jane', keys);
  expect(await shell(enableLine('jane', serial, pairWords(seed, step() + 6)), keys)).toBe('');
  skewMillis = 11_000;
  expect(await session(serial, seed, keys, step() + 7)).toMatchObject({ sessionToken: expect.any(String) });
});

it('knows a device at IAM at once and at STS ten seconds later, and forgets it as late', async () => {
  const keys = account.addUser('jane', { policies: [anything] }).addKey();
  const { serial, seed } = await create('jane', keys);
  await shell(enableLine('jane', serial, pairWords(seed)), keys);
  expect(await json('aws iam list-mfa-devices', keys)).toMatchObject({ MFADevices: [{ UserName: 'jane', SerialNumber: serial }] });
  const line = (at: number) => `aws sts get-session-token --serial-number ${serial} --token-code ${codeAt(seed, at)}`;
  skewMillis = 9_000;
  expect(await shell(line(step()), keys)).toMatch(/^AccessDenied: MultiFactorAuthentication failed, unable to validate MFA code/);
  skewMillis = 10_500;
  const held = await session(serial, seed, keys, step());
  expect(await shell(`aws iam deactivate-mfa-device --user-name jane --serial-number ${serial}`, held)).toBe('');
  expect(await shell(line(step() + 1), keys)).toContain('SessionToken');
  skewMillis = 21_000;
  expect(await shell(line(step() + 2), keys)).toMatch(/unable to validate/);
});

it('allows eight devices of all kinds', async () => {
  const jane = account.addUser('jane', { policies: [anything] });
  const admin = account.addUser('admin', { policies: [anything] }).addKey();
  for (let count = 0; count < 6; count++) jane.addDevice({ name: `old-${count}` });
  jane.addOtherDevice('fido', 'blue-7');
  jane.addOtherDevice('hardware', 'GAHT12345678');
  const { serial, seed } = await create('ninth', admin);
  expect(await shell(enableLine('jane', serial, pairWords(seed)), admin)).toBe(
    'LimitExceeded: Cannot exceed quota for MFADevicesPerUser: 8',
  );
  const listed = (await json(
    'aws iam list-mfa-devices --user-name jane --page-size 3 --query MFADevices[].SerialNumber',
    admin,
  )) as string[];
  expect(listed).toHaveLength(8);
  expect(listed).toContain('GAHT12345678');
  expect(
    await json('aws iam list-virtual-mfa-devices --assignment-status Unassigned --query VirtualMFADevices[].SerialNumber', admin),
  ).toEqual([serial]);
});

describe('the sample policy', () => {
  it('lets a user enrol without MFA, and touch nothing else until the code is given', async () => {
    const jane = account.addUser('jane', { policies: [sample('aws', '*'), anything] });
    const keys = jane.addKey();
    expect(await shell('aws iam list-roles', keys)).toMatch(
      /^AccessDenied: .*iam:ListRoles .*with an explicit deny in an identity-based policy$/,
    );
    const { serial, seed } = await create('jane-yk-1', keys);
    expect(await shell(`aws iam delete-virtual-mfa-device --serial-number ${serial}`, keys)).toMatch(/explicit deny/);
    expect(await shell(enableLine('jane', serial, pairWords(seed)), keys)).toBe('');
    skewMillis = 11_000;
    const held = await session(serial, seed, keys, step() + 1);
    expect(await json('aws iam list-roles --query Roles', held)).toEqual([]);
    expect(await shell(`aws iam deactivate-mfa-device --user-name jane --serial-number ${serial}`, keys)).toBe(mfaFirst);
    expect(await shell(`aws iam deactivate-mfa-device --user-name jane --serial-number ${serial}`, held)).toBe('');
  });

  it('in its older form allows only a device named after the user', async () => {
    const keys = account.addUser('jane', { policies: [sample('aws', ownName)] }).addKey();
    const line = 'aws iam create-virtual-mfa-device --bootstrap-method QRCodePNG --outfile x --virtual-mfa-device-name';
    expect(await shell(`${line} jane-yk-1`, keys)).toBe(
      'AccessDenied: User: arn:aws:iam::111122223333:user/jane is not authorized to perform: iam:CreateVirtualMFADevice on resource: arn:aws:iam::111122223333:mfa/jane-yk-1 because no identity-based policy allows the iam:CreateVirtualMFADevice action',
    );
    expect(await shell(`${line} jane`, keys)).toContain('arn:aws:iam::111122223333:mfa/jane');
  });

  it('does not fit a user with a path, nor another partition', async () => {
    const eng = account.addUser('jane', { path: '/eng/', policies: [sample('aws', '*')] }).addKey();
    expect(await shell('aws iam list-mfa-devices --user-name jane', eng)).toMatch(
      /^AccessDenied: .* iam:ListMFADevices on resource: arn:aws:iam::111122223333:user\/eng\/jane /,
    );
    const cn = simulator.addAccount('444455556666', { partition: 'aws-cn' });
    const foreign = cn.addUser('mei', { policies: [sample('aws', '*')] }).addKey();
    const fitting = cn.addUser('lin', { policies: [sample('aws-cn', '*')] }).addKey();
    expect(await shell('aws iam list-mfa-devices --user-name mei', foreign, 'cn-north-1')).toMatch(/^AccessDenied/);
    expect(await json('aws iam list-mfa-devices --user-name lin --query MFADevices', fitting, 'cn-north-1')).toEqual([]);
  });
});

describe('the policy that is handed out', () => {
  it.each([
    ['aws', '/', 'us-east-1'],
    ['aws-cn', '/eng/data/', 'cn-north-1'],
  ])('is all that a user needs to enrol, repair and remove (%s, %s)', async (partition, path, region) => {
    const home = simulator.addAccount('444455556666', { partition });
    const jane: SimulatedUser = home.addUser('jane', { path });
    const keys = jane.addKey();
    expect(await shell('aws iam list-mfa-devices --user-name jane', keys, region)).toMatch(/^AccessDenied/);
    jane.allow(JSON.parse(leastPolicy(jane.arn, ['jane-yk-1']) ?? '') as PolicyDocument);

    expect(await json('aws iam get-user --query User.Arn', keys, region)).toBe(jane.arn);
    const undone = await create('jane-yk-1', keys, region);
    expect(await shell(`aws iam delete-virtual-mfa-device --serial-number ${undone.serial}`, keys, region)).toBe('');
    const { serial, seed } = await create('jane-yk-1', keys, region);
    expect(await shell(enableLine('jane', serial, pairWords(seed)), keys, region)).toBe('');
    const resync = `aws iam resync-mfa-device --user-name jane --serial-number ${serial} ${pairWords(seed, step() + 2)}`;
    expect(await shell(resync, keys, region)).toBe('');
    expect(await json('aws iam list-mfa-devices --user-name jane --query MFADevices[].SerialNumber', keys, region)).toEqual([serial]);
    expect(await json('aws iam list-virtual-mfa-devices --query VirtualMFADevices[].SerialNumber', keys, region)).toEqual([serial]);
    skewMillis = 11_000;
    const held = await session(serial, seed, keys, step() + 2, region);
    expect(await shell(`aws iam deactivate-mfa-device --user-name jane --serial-number ${serial}`, held, region)).toBe('');
    expect(await shell(`aws iam delete-virtual-mfa-device --serial-number ${serial}`, held, region)).toBe('');
    expect(home.devices()).toEqual([]);
    expect(await shell('aws iam list-roles', held, region)).toMatch(/^AccessDenied/);
  });
});

it('gives an administrator two commands that free a user whose key is lost', async () => {
  const jane = account.addUser('jane');
  const admin = account.addUser('admin', { policies: [anything] }).addKey();
  const device = jane.addDevice({ name: 'jane-yk-1' });
  for (const command of lostKeyCommands('jane', device.arn)) expect(await shell(command, admin)).toBe('');
  expect(account.devices()).toEqual([]);
});

describe('the adapter', () => {
  let sts: StsConnection;
  afterEach(() => sts.close());

  it('makes a device that `aws` sees, and takes away one that `aws` made', async () => {
    const keys = account.addUser('jane', { policies: [anything] }).addKey();
    const transport = createAwsTransport({ env: {}, clock: systemClock, log: silentLog });
    sts = createSts({ env: {}, clock: systemClock, log: silentLog, transport });
    const iam = createIam({ transport, clock: systemClock, log: silentLog });
    const never = new AbortController().signal;
    const { accessKeyId, secretAccessKey } = keys;
    const override = { url: server.url, setting: 'AWS_ENDPOINT_URL_IAM' };
    const caller: Caller = {
      source: 'work',
      credentials: { accessKeyId, secretAccessKey },
      endpoint: { region: 'eu-central-1', override },
    };

    const made = await iam.createVirtualMfaDevice(
      caller,
      { name: 'jane-yk-1', path: '/' },
      async ({ serial, seed }) => {
        const codes = [codeAt(seed, step() - 1), codeAt(seed, step())] as const;
        return { serial, enabled: await iam.enableMfaDevice(caller, { userName: 'jane', serial, codes }, never) };
      },
      never,
    );
    expect(made).toMatchObject({ ok: true, value: { enabled: { ok: true } } });
    expect(await json('aws iam list-mfa-devices --query MFADevices[].SerialNumber', keys)).toEqual([
      'arn:aws:iam::111122223333:mfa/jane-yk-1',
    ]);
    const left = await create('left', keys);
    expect(await iam.listUnassignedDevices(caller, never)).toEqual({ ok: true, value: [left.serial] });
    expect(await iam.deleteVirtualMfaDevice(caller, left.serial, never)).toEqual({ ok: true, value: null });
    expect(await json('aws iam list-virtual-mfa-devices --assignment-status Unassigned --query VirtualMFADevices', keys)).toEqual([]);
  });
});
