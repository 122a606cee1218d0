import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SimulatedAccount, SimulatedDevice, SimulatedUser } from '../../../../src-main/demo/aws-simulator/model/accounts.ts';
import type { SimulatorSettings } from '../../../../src-main/demo/aws-simulator/model/settings.ts';
import { simulatedCode } from '../../../../src-main/demo/aws-simulator/model/totp.ts';
import type { SimulatorResponse } from '../../../../src-main/demo/aws-simulator/model/types.ts';
import { type AwsSimulator, createAwsSimulator } from '../../../../src-main/demo/aws-simulator/simulator.ts';
import { expectedSignature, type ParsedSignature } from '../../../../src-main/demo/aws-simulator/wire/sigv4.ts';

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The first second of a step and of a budget window. */
const start = 1_800_000_000_000;

let now: number;
let seed: number;
let simulator: AwsSimulator;
let account: SimulatedAccount;
let jane: SimulatedUser;
let keys: Keys;
let device: SimulatedDevice;

/** Different every time, the same in every run. */
const random = (bytes: number): Uint8Array => {
  seed += 1;
  return Uint8Array.from({ length: bytes }, (_, index) => createHash('sha256').update(`${seed} ${index}`).digest().readUInt8(0));
};

const set = (settings: Partial<SimulatorSettings> = {}): void => {
  simulator = createAwsSimulator({ now: () => now, random, settings });
  account = simulator.addAccount('111122223333');
  jane = account.addUser('jane', { policies: [{ Statement: { Effect: 'Allow', Action: ['sts:*', 'iam:*'], Resource: '*' } }] });
  keys = jane.addKey();
  device = jane.addDevice();
};

beforeEach(() => {
  now = start;
  seed = 0;
  set();
});

interface How {
  readonly service?: string;
  readonly region?: string;
  readonly change?: (headers: Record<string, string>) => void;
  readonly body?: string;
}

const send = (action: string, parameters: Readonly<Record<string, string>> = {}, by: Keys = keys, how: How = {}): SimulatorResponse => {
  const service = how.service ?? (action.includes('MFADevice') || action.startsWith('List') || action === 'GetUser' ? 'iam' : 'sts');
  const version = service === 'iam' ? '2010-05-08' : '2011-06-15';
  const body = new URLSearchParams({ Action: action, Version: version, ...parameters }).toString();
  const date = `${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const headers: Record<string, string> = { host: '127.0.0.1', 'x-amz-date': date };
  if (by.sessionToken !== undefined) headers['x-amz-security-token'] = by.sessionToken;
  const parsed: Omit<ParsedSignature, 'signature'> = {
    accessKeyId: by.accessKeyId,
    day: date.slice(0, 8),
    region: how.region ?? 'us-east-1',
    service,
    terminator: 'aws4_request',
    signedHeaders: Object.keys(headers).sort(),
    date,
    sessionToken: by.sessionToken,
  };
  const signature = expectedSignature({ method: 'POST', path: '/', headers, body }, parsed, by.secretAccessKey);
  const scope = [by.accessKeyId, parsed.day, parsed.region, service, 'aws4_request'].join('/');
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${parsed.signedHeaders.join(';')}, Signature=${signature}`;
  how.change?.(headers);
  return simulator.handle({ method: 'POST', path: '/', headers, body: how.body ?? body });
};

const field = (response: SimulatorResponse, name: string): string =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(response.body)?.[1] ?? '';
const code = (response: SimulatorResponse): string => (response.status === 200 ? 'ok' : `${response.status} ${field(response, 'Code')}`);
const sessionOf = (response: SimulatorResponse): Keys => ({
  accessKeyId: field(response, 'AccessKeyId'),
  secretAccessKey: field(response, 'SecretAccessKey'),
  sessionToken: field(response, 'SessionToken'),
});
const totp = (offset: number, of = device): string => simulatedCode(of.seed, Math.floor(now / 30_000) + offset);
const login = (offset = 0, more: Readonly<Record<string, string>> = {}): SimulatorResponse =>
  send('GetSessionToken', { SerialNumber: device.arn, TokenCode: totp(offset), ...more });

describe('signatures', () => {
  it('are checked over the body and the headers', () => {
    expect(code(send('GetCallerIdentity'))).toBe('ok');
    expect(code(send('GetCallerIdentity', {}, keys, { body: 'Action=GetCallerIdentity&Version=2011-06-15&X=1' }))).toBe(
      '403 SignatureDoesNotMatch',
    );
    const change = (headers: Record<string, string>): void => {
      headers.host = 'example.org';
    };
    expect(code(send('GetCallerIdentity', {}, keys, { change }))).toBe('403 SignatureDoesNotMatch');
  });

  it('belong to a service, a region and a partition', () => {
    expect(code(send('GetCallerIdentity', {}, keys, { region: 'nowhere' }))).toBe('403 SignatureDoesNotMatch');
    expect(code(send('GetCallerIdentity', {}, keys, { region: 'cn-north-1' }))).toBe('403 InvalidClientTokenId');
    expect(code(send('GetCallerIdentity', {}, keys, { service: 'iam' }))).toBe('400 InvalidAction');
  });

  it('belong to a session whose token they carry', () => {
    const session = sessionOf(login());
    const other = sessionOf(login(1));
    const { sessionToken: _none, ...without } = session;
    expect(code(send('GetCallerIdentity', {}, session))).toBe('ok');
    expect(code(send('GetCallerIdentity', {}, without))).toBe('403 InvalidClientTokenId');
    expect(code(send('GetCallerIdentity', {}, { ...session, sessionToken: other.sessionToken ?? '' }))).toBe('403 InvalidClientTokenId');
    expect(code(send('GetCallerIdentity', {}, { ...keys, sessionToken: 'x' }))).toBe('403 InvalidClientTokenId');
  });
});

describe('GetSessionToken', () => {
  it('takes unused codes in any order, each once', () => {
    expect([2, -2, 0, 1, -1].map((offset) => code(login(offset)))).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    expect(code(login(0))).toBe('403 AccessDenied');
  });

  it('wants serial and code together', () => {
    expect(field(send('GetSessionToken', { SerialNumber: device.arn }), 'Message')).toContain(
      'must provide both MFA serial number and one time pass code',
    );
  });

  it('counts nine verifications in three minutes, aligned to the clock', () => {
    const bad = totp(4);
    for (let tries = 0; tries < 9; tries++) expect(field(login(0, { TokenCode: bad }), 'Message')).toContain('invalid MFA');
    expect(field(login(), 'Message')).toContain('unable to validate MFA code');
    now = start + 180_000;
    expect(code(login())).toBe('ok');
  });

  it('knows its durations', () => {
    expect(code(login(0, { DurationSeconds: '899' }))).toBe('400 ValidationError');
    expect(code(login(0, { DurationSeconds: '9e2' }))).toBe('400 MalformedInput');
    expect(Date.parse(field(login(0, { DurationSeconds: '0900' }), 'Expiration'))).toBe(now + 900_000);
    expect(Date.parse(field(login(1), 'Expiration'))).toBe(now + 43_200_000);
    const root = account.addRoot().addKey();
    expect(Date.parse(field(send('GetSessionToken', { DurationSeconds: '43200' }, root), 'Expiration'))).toBe(now + 3600_000);
  });

  it('is not for sessions', () => {
    expect(field(send('GetSessionToken', {}, sessionOf(login())), 'Message')).toBe('Cannot call GetSessionToken with session credentials');
  });

  it('ends its sessions on the second', () => {
    const session = sessionOf(login(0, { DurationSeconds: '900' }));
    now += 899_999;
    expect(code(send('GetCallerIdentity', {}, session))).toBe('ok');
    now += 1;
    expect(code(send('GetCallerIdentity', {}, session))).toBe('403 ExpiredToken');
  });
});

describe('AssumeRole', () => {
  it('knows a role that was just made only after a while, where the stage says so', () => {
    set({ roleDelayMillis: 5000 });
    const trust = { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { AWS: jane.arn }, Action: 'sts:AssumeRole' } };
    now += 60_000;
    const made = send('CreateRole', { RoleName: 'New', AssumeRolePolicyDocument: JSON.stringify(trust) }, keys, { service: 'iam' });
    expect(made.status, made.body).toBe(200);
    const status = () => send('AssumeRole', { RoleArn: 'arn:aws:iam::111122223333:role/New', RoleSessionName: 'test' }).status;
    expect(status()).toBe(403);
    now += 5000;
    expect(status()).toBe(200);
  });

  const assume = (arn: string, by: Keys = keys, more: Readonly<Record<string, string>> = {}): SimulatorResponse =>
    send('AssumeRole', { RoleArn: arn, RoleSessionName: 'test', ...more }, by);

  it('wants the age of the code as the trust policy says', () => {
    const trust = {
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: jane.arn },
        Action: 'sts:AssumeRole',
        Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '600' } },
      },
    } as const;
    const role = account.addRole('Fresh', { trust });
    const session = sessionOf(login());
    now += 599_000;
    expect(code(assume(role.arn, session))).toBe('ok');
    now += 1_000;
    expect(code(assume(role.arn, session))).toBe('403 AccessDenied');
  });

  it('wants both sides across accounts, and the named user alone within one', () => {
    const trust = { Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' } } as const;
    const kim = account.addUser('kim').addKey();
    const far = simulator.addAccount('444455556666').addRole('Far', { trust });
    expect(code(assume(account.addRole('Near', { trust }).arn, kim))).toBe('ok');
    expect(code(assume(far.arn, kim))).toBe('403 AccessDenied');
    expect(code(assume(far.arn))).toBe('ok');
    expect(code(assume(account.addRole('Account').arn, kim))).toBe('403 AccessDenied');
  });

  it('spends the code of a call that is then refused', () => {
    const more = { SerialNumber: device.arn, TokenCode: totp(0) };
    expect(code(assume('arn:aws:iam::111122223333:role/None', keys, more))).toBe('403 AccessDenied');
    expect(field(login(0), 'Message')).toContain('invalid MFA');
    expect(simulator.requests[0]).toMatchObject({ codeSpent: true, errorCode: 'AccessDenied' });
  });

  it('checks its parameters in the words of AWS', () => {
    const response = send('AssumeRole', { RoleArn: account.addRole('Any').arn, RoleSessionName: 'Session1:2' });
    expect(field(response, 'Message')).toBe(
      '1 validation error detected: Value &apos;Session1:2&apos; at &apos;roleSessionName&apos; failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*',
    );
  });

  it('stops a test that uses what it does not know', () => {
    expect(() => assume(account.addRole('Any').arn, keys, { 'ProvidedContexts.member.1.ContextAssertion': 'a' })).toThrow(
      'ProvidedContexts',
    );
  });

  it('has one hour for sessions, unless that is switched off', () => {
    const long = { DurationSeconds: '3601' };
    expect(code(assume(account.addRole('Long', { maxSessionSeconds: 43_200 }).arn, sessionOf(login()), long))).toBe('400 ValidationError');
    set({ userSessionsChain: false });
    expect(code(assume(account.addRole('Long', { maxSessionSeconds: 43_200 }).arn, sessionOf(login()), long))).toBe('ok');
  });
});

describe('IAM', () => {
  it('takes no session without MFA', () => {
    const plain = sessionOf(send('GetSessionToken'));
    expect(code(send('ListMFADevices', {}, plain))).toBe('403 InvalidClientTokenId');
    expect(code(send('ListMFADevices', {}, sessionOf(login())))).toBe('ok');
  });

  it('has room for eight devices a user', () => {
    const session = sessionOf(login());
    const user = account.addUser('lee', { policies: [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }] });
    for (let count = 0; count < 8; count++) user.addDevice({ name: `lee-${count}` });
    send('CreateVirtualMFADevice', { VirtualMFADeviceName: 'ninth' }, session);
    const more = {
      UserName: 'lee',
      SerialNumber: 'arn:aws:iam::111122223333:mfa/ninth',
      AuthenticationCode1: '000000',
      AuthenticationCode2: '000001',
    };
    expect(code(send('EnableMFADevice', more, session))).toBe('409 LimitExceeded');
  });

  it('names devices once, whatever the case', () => {
    const session = sessionOf(login());
    expect(code(send('CreateVirtualMFADevice', { VirtualMFADeviceName: 'JANE' }, session))).toBe('409 EntityAlreadyExists');
  });

  it('refuses a marker that it did not give', () => {
    expect(field(send('ListRoles', { Marker: 'x' }), 'Message')).toBe('Invalid Marker.');
  });
});

describe('what goes wrong on request', () => {
  it('happens once, to the action it is for', () => {
    simulator.faults.add({ kind: 'throttle' }, { action: 'GetSessionToken' });
    expect(code(send('GetCallerIdentity'))).toBe('ok');
    expect(code(login())).toBe('400 Throttling');
    expect(code(login())).toBe('ok');
  });

  it('spends the code when it comes after the effect, and not before', () => {
    simulator.faults.add({ kind: 'reset', when: 'before' });
    simulator.faults.add({ kind: 'reset', when: 'after' });
    expect(login().transport).toBe('reset');
    expect(login().transport).toBe('reset');
    expect(field(login(), 'Message')).toContain('invalid MFA');
    expect(simulator.requests.map((entry) => entry.codeSpent)).toEqual([false, true, false]);
  });

  it('can be the Date', () => {
    simulator.faults.add({ kind: 'date-skew', millis: 60_000, ageSeconds: 5 });
    simulator.faults.add({ kind: 'no-date' });
    expect(send('GetCallerIdentity').headers).toMatchObject({ date: new Date(now + 60_000).toUTCString(), age: '5' });
    expect(send('GetCallerIdentity').headers).not.toHaveProperty('date');
    expect(send('GetCallerIdentity').headers).toMatchObject({ date: new Date(now).toUTCString() });
  });
});
