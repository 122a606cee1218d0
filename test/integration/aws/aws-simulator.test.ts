import { execFile } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type {
  SimulatedAccount,
  SimulatedDevice,
  SimulatedKey,
  SimulatedUser,
} from '../../../src-main/demo/aws-simulator/model/accounts.ts';
import type { AwsSimulatorServer } from '../../../src-main/demo/aws-simulator/server.adapter.ts';
import { serveAwsSimulator } from '../../../src-main/demo/aws-simulator/server.adapter.ts';
import type { AwsSimulator } from '../../../src-main/demo/aws-simulator/simulator.ts';
import { createAwsSimulator } from '../../../src-main/demo/aws-simulator/simulator.ts';
import { startAws } from '../../support/aws/aws-command.ts';

/** The second opinion: the `aws` command, which was not written with the simulator. */
const aws = await startAws();

interface Answer {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

let simulator: AwsSimulator;
let server: AwsSimulatorServer;
let folder: string;
/** The simulator's time stands still, so that no step passes during a slow command; it is turned by `skewMillis`. */
let base: number;
let skewMillis: number;
let account: SimulatedAccount;
let jane: SimulatedUser;
let key: SimulatedKey;
let device: SimulatedDevice;

const now = (): number => base + skewMillis;
const step = (): number => Math.floor(now() / 30_000);

/** RFC 6238, written apart from the simulator's verifier. */
const codeAt = (seed: Uint8Array, counter: number): string => {
  const digest = createHmac('sha1', seed)
    .update(new Uint8Array(Buffer.from(counter.toString(16).padStart(16, '0'), 'hex')))
    .digest('hex');
  const at = Number.parseInt(digest.slice(-1), 16) * 2;
  const number = Number.parseInt(digest.slice(at, at + 8), 16) & 0x7fffffff;
  return number.toString().slice(-6).padStart(6, '0');
};

beforeEach(async () => {
  base = Date.now();
  skewMillis = 0;
  folder = mkdtempSync(join(tmpdir(), 'roletap-aws-'));
  simulator = createAwsSimulator({ now, random: (bytes) => randomBytes(bytes) });
  server = await serveAwsSimulator(simulator, (error) => {
    throw error;
  });
  account = simulator.addAccount('111122223333');
  jane = account.addUser('jane', {
    policies: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: ['sts:AssumeRole', 'iam:*'], Resource: '*' } }],
  });
  key = jane.addKey();
  device = jane.addDevice();
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const run = (words: readonly string[], keys: Keys | undefined = key): Promise<Answer> =>
  new Promise((resolve) => {
    const env = {
      PATH: '/usr/bin:/bin',
      HOME: folder,
      AWS_REGION: 'eu-central-1',
      AWS_DEFAULT_REGION: 'eu-central-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PAGER: '',
      ...(keys ? { AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey } : {}),
      ...(keys?.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: keys.sessionToken }),
    };
    execFile(aws, ['--endpoint-url', server.url, '--output', 'json', ...words], { env, cwd: folder }, (error, stdout, stderr) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });

const runJson = async (words: readonly string[], keys: Keys | undefined = key): Promise<Record<string, unknown>> => {
  const answer = await run(words, keys);
  expect(answer.stderr).toBe('');
  return JSON.parse(answer.stdout || '{}') as Record<string, unknown>;
};

/** Code and message as the command prints them. */
const refusal = async (words: readonly string[], keys: Keys | undefined = key): Promise<string> => {
  const answer = await run(words, keys);
  expect(answer.status).toBe(254);
  return answer.stderr.replace(/\n/g, '');
};

interface CredentialsAnswer {
  readonly Credentials?: { readonly AccessKeyId: string; readonly SecretAccessKey: string; readonly SessionToken: string };
}

const keysOf = (answer: Record<string, unknown>): Keys => {
  const found = (answer as CredentialsAnswer).Credentials;
  if (!found) throw new Error('no credentials were given');
  return { accessKeyId: found.AccessKeyId, secretAccessKey: found.SecretAccessKey, sessionToken: found.SessionToken };
};

const sessionWords = (code: string, serial = device.arn): string[] => [
  'sts',
  'get-session-token',
  '--serial-number',
  serial,
  '--token-code',
  code,
];

const roleWords = (arn: string, ...more: string[]): string[] => [
  'sts',
  'assume-role',
  '--role-arn',
  arn,
  '--role-session-name',
  'test',
  ...more,
];

const badCode =
  'An error occurred (AccessDenied) when calling the GetSessionToken operation: MultiFactorAuthentication failed with invalid MFA one time pass code. ';
const badSerial =
  'An error occurred (AccessDenied) when calling the GetSessionToken operation: MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.';

it('tells the caller who it is', async () => {
  expect(await runJson(['sts', 'get-caller-identity'])).toEqual({ UserId: jane.userId, Account: '111122223333', Arn: jane.arn });
});

it('gives an MFA session for a code, and a role that demands MFA for the session', async () => {
  const role = account.addRole('Deploy', {
    path: '/ops/',
    trust: {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 'sts:AssumeRole',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } },
      },
    },
  });
  expect(await refusal(roleWords(role.arn))).toBe(
    `An error occurred (AccessDenied) when calling the AssumeRole operation: User: ${jane.arn} is not authorized to perform: sts:AssumeRole on resource: ${role.arn}`,
  );
  const session = keysOf(await runJson(sessionWords(codeAt(device.seed, step()))));
  const answer = await runJson(roleWords(role.arn), session);
  expect(answer).toMatchObject({ AssumedRoleUser: { Arn: 'arn:aws:sts::111122223333:assumed-role/Deploy/test' } });
  expect(await runJson(['sts', 'get-caller-identity'], keysOf(answer))).toMatchObject({
    Arn: 'arn:aws:sts::111122223333:assumed-role/Deploy/test',
  });
  // A role session passes no MFA on: the same role cannot be assumed from itself.
  expect(await refusal(roleWords(role.arn), keysOf(answer))).toContain('(AccessDenied)');
});

it('serves a profile with a static session', async () => {
  const session = keysOf(await runJson(sessionWords(codeAt(device.seed, step()))));
  writeFileSync(
    join(folder, 'credentials'),
    `[tap]\naws_access_key_id = ${session.accessKeyId}\naws_secret_access_key = ${session.secretAccessKey}\naws_session_token = ${session.sessionToken}\n`,
  );
  const answer = await new Promise<string>((resolve, reject) => {
    const env = { PATH: '/usr/bin:/bin', HOME: folder, AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'), AWS_PAGER: '' };
    const words = [
      '--profile',
      'tap',
      '--region',
      'eu-central-1',
      '--endpoint-url',
      server.url,
      'sts',
      'get-caller-identity',
      '--output',
      'json',
    ];
    execFile(aws, words, { env }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });
  expect(JSON.parse(answer)).toMatchObject({ Arn: jane.arn });
});

it('assumes a role straight from the keys with a code, longer than an hour', async () => {
  const role = account.addRole('Long', {
    maxSessionSeconds: 7200,
    trust: {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: jane.arn },
        Action: 'sts:AssumeRole',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      },
    },
  });
  const code = codeAt(device.seed, step());
  const words = roleWords(role.arn, '--serial-number', device.arn, '--token-code', code, '--duration-seconds', '7200');
  const { Credentials } = (await runJson(words)) as { Credentials?: { Expiration: string } };
  expect(Date.parse(Credentials?.Expiration ?? '') - now()).toBeGreaterThan(7100_000);
});

it('refuses a wrong code and a code that was used', async () => {
  const good = codeAt(device.seed, step());
  const wrong = ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) =>
    [-2, -1, 0, 1, 2, 3].every((offset) => codeAt(device.seed, step() + offset) !== code),
  );
  expect(await refusal(sessionWords(wrong ?? ''))).toBe(badCode);
  await runJson(sessionWords(good));
  expect(await refusal(sessionWords(good))).toBe(badCode);
});

it('takes codes two steps away and refuses them three steps away', async () => {
  expect(await refusal(sessionWords(codeAt(device.seed, step() - 3)))).toBe(badCode);
  expect(await refusal(sessionWords(codeAt(device.seed, step() + 3)))).toBe(badCode);
  await runJson(sessionWords(codeAt(device.seed, step() + 2)));
  await runJson(sessionWords(codeAt(device.seed, step() - 2)));
});

it('refuses the tenth verification in three minutes', async () => {
  const code = codeAt(device.seed, step());
  await runJson(sessionWords(code));
  for (let tries = 0; tries < 8; tries++) {
    expect(await refusal(sessionWords(code))).toBe(badCode);
  }
  expect(await refusal(sessionWords(codeAt(device.seed, step() + 1)))).toBe(badSerial);
});

it('refuses the serial of another user, and one that nobody has', async () => {
  const other = account.addUser('kim').addDevice();
  expect(await refusal(sessionWords(codeAt(other.seed, step()), other.arn))).toBe(badSerial);
  expect(await refusal(sessionWords('123456', 'arn:aws:iam::111122223333:mfa/nobody'))).toBe(badSerial);
});

it('refuses a secret with one byte flipped', async () => {
  const first = key.secretAccessKey.charAt(0) === 'A' ? 'B' : 'A';
  const flipped = { ...key, secretAccessKey: first + key.secretAccessKey.slice(1) };
  expect(await refusal(['sts', 'get-caller-identity'], flipped)).toContain(
    '(SignatureDoesNotMatch) when calling the GetCallerIdentity operation: The request signature we calculated does not match',
  );
});

it('refuses requests sixteen minutes old and sixteen minutes early', async () => {
  skewMillis = 16 * 60_000;
  expect(await refusal(['sts', 'get-caller-identity'])).toMatch(
    /\(SignatureDoesNotMatch\) .*Signature expired: \d{8}T\d{6}Z is now earlier than .* - 15 min\.\)/,
  );
  skewMillis = -16 * 60_000;
  expect(await refusal(['sts', 'get-caller-identity'])).toMatch(/\(SignatureDoesNotMatch\) .*Signature not yet current: .* \+ 15 min\.\)/);
});

it('refuses keys that are inactive or unknown, and roles to root', async () => {
  key.setActive(false);
  expect(await refusal(['sts', 'get-caller-identity'])).toContain('(InvalidClientTokenId)');
  key.setActive(true);
  const role = account.addRole('Any');
  expect(await refusal(roleWords(role.arn), account.addRoot().addKey())).toBe(
    'An error occurred (AccessDenied) when calling the AssumeRole operation: Roles may not be assumed by root accounts.',
  );
});

it('refuses a session at the moment when it expires', async () => {
  const role = account.addRole('Short');
  const session = await runJson(roleWords(role.arn, '--duration-seconds', '900'));
  const { Expiration } = (session as { Credentials: { Expiration: string } }).Credentials;
  skewMillis = Date.parse(Expiration) - base - 20_000;
  // The command signs with the real time: 15 minutes away is just within what is allowed.
  expect(await run(['sts', 'get-caller-identity'], keysOf(session))).toMatchObject({ status: 0 });
  skewMillis = Date.parse(Expiration) - base;
  expect(await refusal(['sts', 'get-caller-identity'], keysOf(session))).toBe(
    'An error occurred (ExpiredToken) when calling the GetCallerIdentity operation: The security token included in the request is expired',
  );
});

it('refuses a role with the wrong ExternalId', async () => {
  const role = account.addRole('Partner', {
    trust: {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: jane.arn },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': 'blue' } },
      },
    },
  });
  expect(await refusal(roleWords(role.arn, '--external-id', 'green'))).toContain('(AccessDenied)');
  await runJson(roleWords(role.arn, '--external-id', 'blue'));
});

it('refuses more than the role allows, and 3601 seconds from a session', async () => {
  const role = account.addRole('Hour', { maxSessionSeconds: 43_200 });
  const short = account.addRole('Short');
  const session = keysOf(await runJson(sessionWords(codeAt(device.seed, step()))));
  expect(await refusal(roleWords(short.arn, '--duration-seconds', '3601'))).toBe(
    'An error occurred (ValidationError) when calling the AssumeRole operation: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  );
  expect(await refusal(roleWords(role.arn, '--duration-seconds', '3601'), session)).toBe(
    'An error occurred (ValidationError) when calling the AssumeRole operation: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  );
  await runJson(roleWords(role.arn, '--duration-seconds', '3600'), session);
});

it('enrolls a device with two codes in a row and removes it only for a session with MFA', async () => {
  const kim = account.addUser('kim', {
    policies: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'iam:*', Resource: '*' } }],
  });
  const kimKey = kim.addKey();
  const seedFile = join(folder, 'seed');
  const made = (await runJson(
    [
      'iam',
      'create-virtual-mfa-device',
      '--virtual-mfa-device-name',
      'kim-yk',
      '--bootstrap-method',
      'Base32StringSeed',
      '--outfile',
      seedFile,
    ],
    kimKey,
  )) as { VirtualMFADevice: { SerialNumber: string } };
  const serial = made.VirtualMFADevice.SerialNumber;
  expect(serial).toBe('arn:aws:iam::111122223333:mfa/kim-yk');
  const seed = Buffer.from(
    readFileSync(seedFile, 'utf8')
      .replace(/./g, (character) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(character).toString(2).padStart(5, '0'))
      .match(/.{8}/g)
      ?.map((bits) => Number.parseInt(bits, 2)) ?? [],
  );
  const enable = (first: string, second: string): string[] => [
    'iam',
    'enable-mfa-device',
    '--user-name',
    'kim',
    '--serial-number',
    serial,
    '--authentication-code1',
    first,
    '--authentication-code2',
    second,
  ];
  expect(await refusal(enable(codeAt(seed, step()), codeAt(seed, step() - 1)), kimKey)).toBe(
    'An error occurred (InvalidAuthenticationCode) when calling the EnableMFADevice operation: Authentication code for device is not valid.',
  );
  await runJson(enable(codeAt(seed, step() - 1), codeAt(seed, step())), kimKey);
  expect(await runJson(['iam', 'list-mfa-devices'], kimKey)).toMatchObject({ MFADevices: [{ UserName: 'kim', SerialNumber: serial }] });
  // STS learns of it ten seconds later.
  expect(await refusal(sessionWords(codeAt(seed, step()), serial), kimKey)).toBe(badSerial);
  skewMillis = 11_000;
  const session = keysOf(await runJson(sessionWords(codeAt(seed, step() + 1), serial), kimKey));
  const deactivate = ['iam', 'deactivate-mfa-device', '--user-name', 'kim', '--serial-number', serial];
  expect(await refusal(deactivate, kimKey)).toContain(
    'To complete this action, please ensure that you are authenticated with an MFA device',
  );
  await runJson(deactivate, session);
  await runJson(['iam', 'delete-virtual-mfa-device', '--serial-number', serial], session);
  expect(await runJson(['iam', 'list-virtual-mfa-devices', '--assignment-status', 'Unassigned'], session)).toEqual({
    VirtualMFADevices: [],
  });
});

it('lists roles over several pages, with their trust policies', async () => {
  for (const name of ['One', 'Two', 'Three']) account.addRole(name);
  const words = ['iam', 'list-roles', '--page-size', '1', '--query', 'Roles[].[RoleName, AssumeRolePolicyDocument.Version]'];
  expect(await runJson(words)).toEqual([
    ['One', '2012-10-17'],
    ['Two', '2012-10-17'],
    ['Three', '2012-10-17'],
  ]);
  expect(simulator.requests.filter((entry) => entry.action === 'ListRoles')).toHaveLength(3);
});

it('keeps codes out of its log', async () => {
  const code = codeAt(device.seed, step());
  await runJson(sessionWords(code));
  expect(simulator.requests).toHaveLength(1);
  expect(simulator.requests[0]).toMatchObject({
    action: 'GetSessionToken',
    withCode: true,
    codeSpent: true,
    status: 200,
    region: 'eu-central-1',
  });
  expect(JSON.stringify(simulator.requests)).not.toContain(code);
});

/** Secrets are put in by hand, as the command prints them. */
const madeKey = async (words: readonly string[] = []): Promise<Keys> => {
  const { AccessKey: made } = (await runJson(['iam', 'create-access-key', ...words])) as {
    readonly AccessKey: { readonly AccessKeyId: string; readonly SecretAccessKey: string; readonly Status: string };
  };
  expect(made.Status).toBe('Active');
  return { accessKeyId: made.AccessKeyId, secretAccessKey: made.SecretAccessKey };
};

it('makes a second access key, which is known after a while, and no third', async () => {
  const made = await madeKey();
  const words = ['sts', 'get-caller-identity'];
  expect(await refusal(words, made)).toContain('(InvalidClientTokenId)');
  skewMillis += 10_000;
  expect(await runJson(words, made)).toMatchObject({ Arn: jane.arn });
  expect(await refusal(['iam', 'create-access-key', '--user-name', 'jane'])).toBe(
    'An error occurred (LimitExceeded) when calling the CreateAccessKey operation: Cannot exceed quota for AccessKeysPerUser: 2',
  );
  const { AccessKeyMetadata: listed } = await runJson(['iam', 'list-access-keys']);
  expect(listed).toMatchObject([
    { UserName: 'jane', AccessKeyId: key.accessKeyId, Status: 'Active' },
    { UserName: 'jane', AccessKeyId: made.accessKeyId, Status: 'Active' },
  ]);
});

it('takes no request of an inactive key or of one that is gone, and says when a key was used', async () => {
  const other = jane.addKey();
  const used = async () => (await runJson(['iam', 'get-access-key-last-used', '--access-key-id', other.accessKeyId])).AccessKeyLastUsed;
  expect(await used()).toEqual({ ServiceName: 'N/A', Region: 'N/A' });
  await runJson(['sts', 'get-caller-identity'], other);
  expect(await used()).toMatchObject({ ServiceName: 'sts', Region: 'eu-central-1' });
  const update = (status: string) => ['iam', 'update-access-key', '--access-key-id', other.accessKeyId, '--status', status];
  expect((await run(update('Inactive'))).status).toBe(0);
  expect(await refusal(['sts', 'get-caller-identity'], other)).toContain('(InvalidClientTokenId)');
  expect((await run(update('Active'))).status).toBe(0);
  expect((await run(['sts', 'get-caller-identity'], other)).status).toBe(0);
  const remove = ['iam', 'delete-access-key', '--access-key-id', other.accessKeyId];
  expect((await run(remove)).status).toBe(0);
  expect(await refusal(remove)).toBe(
    `An error occurred (NoSuchEntity) when calling the DeleteAccessKey operation: The Access Key with id ${other.accessKeyId} cannot be found.`,
  );
  expect(await refusal(['sts', 'get-caller-identity'], other)).toContain('(InvalidClientTokenId)');
});

it('lets nobody make a key who is not allowed to', async () => {
  const bob = account.addUser('bob', { policies: [] });
  expect(await refusal(['iam', 'create-access-key'], bob.addKey())).toContain(
    `(AccessDenied) when calling the CreateAccessKey operation: User: ${bob.arn} is not authorized to perform: iam:CreateAccessKey on resource: ${bob.arn}`,
  );
});
