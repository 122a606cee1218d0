import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AwsResult, Caller } from '../../../../src-main/aws/caller.ts';
import { type Stage, setStage } from './sts-fixture.ts';

let stage: Stage;
const never = new AbortController().signal;

beforeEach(async () => {
  stage = await setStage();
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await stage.close();
});

const got = <T>(result: AwsResult<T>): T => {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.problem)}`);
  return result.value;
};

const session = async (): Promise<Caller> => {
  const credentials = got(await stage.sts.sessionToken(stage.caller, stage.proof(), 3600, never));
  return { ...stage.caller, credentials };
};

const roleInput = (roleArn: string) => ({ roleArn, roleSessionName: 'jane', durationSeconds: 3600 });

/** Signed, but not by these keys. */
const withKeys = (accessKeyId: string, secretAccessKey: string): Caller => ({
  ...stage.caller,
  credentials: { accessKeyId, secretAccessKey },
});

it('tells who the keys belong to', async () => {
  expect(got(await stage.sts.callerIdentity(stage.caller, never))).toEqual({
    arn: stage.jane.arn,
    accountId: '111122223333',
    userId: stage.jane.userId,
  });
});

it('buys a session with a code, and a role with the session', async () => {
  const role = stage.account.addRole('Deploy', { path: '/ops/' });
  const held = await session();
  const before = Date.now();
  const assumed = got(await stage.sts.assumeRole(held, roleInput(role.arn), never));
  expect(assumed.assumedRoleArn).toBe('arn:aws:sts::111122223333:assumed-role/Deploy/jane');
  expect(assumed.accessKeyId).toMatch(/^ASIA/);
  expect(Math.abs(assumed.expires - before - 3600_000)).toBeLessThan(5000);
  expect(stage.simulator.requests.map((entry) => [entry.action, entry.withCode])).toEqual([
    ['GetSessionToken', true],
    ['AssumeRole', false],
  ]);
});

it('sends external id, duration and code with a role', async () => {
  const role = stage.account.addRole('Partner', {
    maxSessionSeconds: 7200,
    trust: {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: stage.jane.arn },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': 'blue' }, Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      },
    },
  });
  const input = { ...roleInput(role.arn), externalId: 'blue', durationSeconds: 7200, proof: stage.proof() };
  expect(got(await stage.sts.assumeRole(stage.caller, input, never)).expires).toBeGreaterThan(Date.now() + 7_100_000);
});

it('names a code that was spent', async () => {
  const proof = stage.proof();
  await stage.sts.sessionToken(stage.caller, proof, 3600, never);
  expect(await stage.sts.sessionToken(stage.caller, proof, 3600, never)).toEqual({
    ok: false,
    problem: { code: 'code-refused', mfaSerial: stage.device.arn },
    unclear: false,
  });
});

it("names a serial that is not this user's", async () => {
  const other = stage.account.addUser('kim').addDevice();
  const answer = await stage.sts.sessionToken(stage.caller, { mfaSerial: other.arn, code: '123456' }, 3600, never);
  expect(answer).toMatchObject({ ok: false, problem: { code: 'serial-refused', mfaSerial: other.arn }, unclear: false });
});

it('names a role that refuses and one that is not there in the same way', async () => {
  const closed = stage.account.addRole('Closed', {
    trust: { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { AWS: '999999999999' }, Action: 'sts:AssumeRole' } },
  });
  for (const arn of [closed.arn, 'arn:aws:iam::111122223333:role/Nowhere']) {
    expect(await stage.sts.assumeRole(stage.caller, roleInput(arn), never)).toMatchObject({
      problem: { code: 'role-refused', roleArn: arn },
    });
  }
});

it('names a duration above the maximum of the role, and above the hour of a session', async () => {
  const role = stage.account.addRole('Long', { maxSessionSeconds: 7200 });
  const held = await session();
  expect(await stage.sts.assumeRole(stage.caller, { ...roleInput(role.arn), durationSeconds: 7201 }, never)).toMatchObject({
    problem: { code: 'duration-refused', roleArn: role.arn, askedSeconds: 7201, reason: 'role-maximum' },
  });
  expect(await stage.sts.assumeRole(held, { ...roleInput(role.arn), durationSeconds: 3601 }, never)).toMatchObject({
    problem: { code: 'duration-refused', askedSeconds: 3601, reason: 'chained' },
  });
});

it('names keys that are inactive, a wrong secret, and root keys', async () => {
  const { accessKeyId, secretAccessKey } = stage.key;
  const wrong = await stage.sts.callerIdentity(
    withKeys(accessKeyId, `${secretAccessKey.slice(0, -1)}${secretAccessKey.endsWith('x') ? 'y' : 'x'}`),
    never,
  );
  expect(wrong).toMatchObject({ problem: { code: 'secret-wrong', source: 'work' } });
  const root = stage.account.addRoot().addKey();
  const refused = await stage.sts.assumeRole(
    withKeys(root.accessKeyId, root.secretAccessKey),
    roleInput(stage.account.addRole('Any').arn),
    never,
  );
  expect(refused).toMatchObject({ problem: { code: 'root-keys', source: 'work' } });
  stage.key.setActive(false);
  expect(await stage.sts.callerIdentity(stage.caller, never)).toMatchObject({ problem: { code: 'keys-refused', source: 'work' } });
});

it('names a session that ended', async () => {
  const held = await session();
  stage.skew.millis = 3601_000;
  expect(await stage.sts.callerIdentity(held, never)).toMatchObject({ problem: { code: 'session-expired', source: 'work' } });
});

it('names a region that is switched off, and AWS asking for patience', async () => {
  stage.simulator.faults.add({ kind: 'throttle' });
  const answer = await stage.sts.sessionToken(stage.caller, stage.proof(), 3600, never);
  expect(answer).toEqual({ ok: false, problem: { code: 'throttled', status: 400 }, unclear: false });
  expect(stage.simulator.requests).toHaveLength(1);
  stage.account.disableRegion('eu-central-1');
  expect(await stage.sts.callerIdentity(stage.caller, never)).toMatchObject({
    problem: { code: 'region-disabled', region: 'eu-central-1' },
  });
});

it('names a region that does not know keys and sessions, since the account does not use it', async () => {
  stage.account.leaveRegion('ap-south-2');
  const there = (caller: Caller) => ({ ...caller, endpoint: { ...caller.endpoint, region: 'ap-south-2' } });
  const problem = { code: 'region-disabled', region: 'ap-south-2' };
  expect(await stage.sts.callerIdentity(there(stage.caller), never)).toEqual({ ok: false, problem, unclear: false });
  const held = await session();
  expect(await stage.sts.assumeRole(there(held), roleInput(stage.account.addRole('Any').arn), never)).toMatchObject({ problem });
  stage.key.setActive(false);
  expect(await stage.sts.callerIdentity(there(stage.caller), never)).toMatchObject({ problem: { code: 'keys-refused', source: 'work' } });
});

it('repeats a call without a code when AWS stumbles', async () => {
  stage.simulator.faults.add({ kind: 'server-error', status: 503, when: 'before' });
  stage.simulator.faults.add({ kind: 'reset', when: 'before' });
  expect(await stage.sts.callerIdentity(stage.caller, never)).toMatchObject({ ok: true });
  expect(stage.simulator.requests).toHaveLength(3);
});

it.each([
  [{ kind: 'server-error', status: 500, when: 'before' }, { code: 'aws-said', awsCode: 'InternalFailure', status: 500 }, true],
  [{ kind: 'server-error', status: 503, when: 'after' }, { code: 'aws-said', awsCode: 'ServiceUnavailable', status: 503 }, true],
  [{ kind: 'reset', when: 'after' }, { code: 'aws-hung-up', host: '127.0.0.1' }, true],
  [{ kind: 'bad-gateway', when: 'after' }, { code: 'not-aws', host: '127.0.0.1', status: 502 }, true],
  [{ kind: 'captive-portal' }, { code: 'not-aws', host: '127.0.0.1', status: 200 }, false],
  [{ kind: 'throttle' }, { code: 'throttled' }, false],
] as const)('sends a code once when met by %j', async (fault, problem, unclear) => {
  stage.simulator.faults.add(fault);
  const answer = await stage.sts.sessionToken(stage.caller, stage.proof(), 3600, never);
  expect(answer).toMatchObject({ ok: false, problem, unclear });
  expect(stage.simulator.requests).toHaveLength(1);
});

it('never resends a code to correct the clock', async () => {
  stage.skew.millis = 3 * 3600_000;
  const answer = await stage.sts.sessionToken(stage.caller, stage.proof(), 3600, never);
  expect(answer).toMatchObject({ problem: { code: 'clock-off' }, unclear: false });
  const seconds = answer.ok || answer.problem.code !== 'clock-off' ? 0 : answer.problem.seconds;
  expect(Math.abs(seconds - 10_800)).toBeLessThan(3);
  expect(stage.simulator.requests).toHaveLength(1);
});

it('learns the offset of the clock from a refusal and signs the next call with it', async () => {
  const heard: number[] = [];
  stage.sts.onClockOffset((offset) => heard.push(offset));
  stage.skew.millis = -7200_000;
  await stage.sts.sessionToken(stage.caller, stage.proof(), 3600, never);
  expect(Math.abs((heard[0] ?? 0) + 7200_000)).toBeLessThan(2000);
  expect(await stage.sts.sessionToken(stage.caller, stage.proof(), 3600, never)).toMatchObject({ ok: true });
  expect(stage.sts.clockOffset().measured).toBe(true);
});

it('corrects a clock that is hours off within one call that may be repeated', async () => {
  stage.skew.millis = 5 * 3600_000;
  expect(await stage.sts.callerIdentity(stage.caller, never)).toMatchObject({ ok: true });
});

it('takes no time from a cache, from an answer without a Date, or from a page', async () => {
  stage.simulator.faults.add({ kind: 'date-skew', millis: 900_000, ageSeconds: 900 });
  stage.simulator.faults.add({ kind: 'no-date' });
  await stage.sts.callerIdentity(stage.caller, never);
  await stage.sts.callerIdentity(stage.caller, never);
  expect(stage.sts.clockOffset()).toEqual({ offsetMillis: 0, measured: false });
  await stage.sts.callerIdentity(stage.caller, never);
  expect(stage.sts.clockOffset()).toEqual({ offsetMillis: 0, measured: true });
});

it.each([45_000, -600_000, 7_200_000])(
  'asks again when an accepted answer has a Date that is %i ms off, and believes two that agree',
  async (millis) => {
    stage.simulator.faults.add({ kind: 'date-skew', millis });
    await stage.sts.callerIdentity(stage.caller, never);
    expect([stage.simulator.requests.length, stage.sts.clockOffset()]).toEqual([2, { offsetMillis: 0, measured: true }]);
    const heard: number[] = [];
    stage.sts.onClockOffset((offset) => heard.push(offset));
    // A code is not sent twice for it, and the next call finds out.
    stage.simulator.faults.add({ kind: 'date-skew', millis });
    await stage.sts.sessionToken(stage.caller, stage.proof(), 3600, never);
    expect([stage.simulator.requests.length, stage.sts.clockOffset().offsetMillis, heard]).toEqual([3, 0, []]);
    stage.skew.millis = 300_000;
    stage.simulator.faults.add({ kind: 'date-skew', millis: -millis });
    await stage.sts.callerIdentity(stage.caller, never);
    expect(stage.simulator.requests).toHaveLength(6);
    expect(Math.abs(stage.sts.clockOffset().offsetMillis - 300_000)).toBeLessThan(2_000);
  },
);

it('gives up on silence, and leaves open whether the code was spent', async () => {
  const impatient = await setStage({ limitMillis: 150 });
  impatient.simulator.faults.add({ kind: 'hang', when: 'after' });
  const answer = await impatient.sts.sessionToken(impatient.caller, impatient.proof(), 3600, never);
  expect(answer).toEqual({ ok: false, problem: { code: 'aws-silent', host: '127.0.0.1', seconds: 1 }, unclear: true });
  expect(impatient.simulator.requests).toHaveLength(1);
  await impatient.close();
});

it('tells silence on a kept connection from a way that does not exist', async () => {
  const impatient = await setStage({ limitMillis: 150 });
  await impatient.sts.callerIdentity(impatient.caller, never);
  impatient.simulator.faults.add({ kind: 'hang', when: 'before' }, { times: 3 });
  expect(await impatient.sts.callerIdentity(impatient.caller, never)).toMatchObject({ problem: { code: 'aws-silent' } });
  await impatient.close();
});

it('stops when the person gives up', async () => {
  stage.simulator.faults.add({ kind: 'hang', when: 'before' });
  const controller = new AbortController();
  const answer = stage.sts.callerIdentity(stage.caller, controller.signal);
  await vi.waitFor(() => expect(stage.simulator.requests).toHaveLength(1));
  controller.abort();
  expect(await answer).toMatchObject({ problem: { code: 'cancelled' } });
  expect(await stage.sts.callerIdentity(stage.caller, controller.signal)).toMatchObject({ problem: { code: 'cancelled' }, unclear: false });
});

it('says that nobody is there, without having sent a code', async () => {
  const away = await setStage();
  await away.close();
  const answer = await away.sts.sessionToken(away.caller, away.proof(), 3600, never);
  expect(answer).toEqual({ ok: false, problem: { code: 'aws-unreachable', host: '127.0.0.1', reason: 'ECONNREFUSED' }, unclear: false });
});

it('says when a name leads nowhere', async () => {
  const endpoint = { region: 'eu-central-1', override: { url: 'https://sts.invalid', setting: 'x' } };
  const answer = await stage.sts.callerIdentity({ ...stage.caller, endpoint }, never);
  expect(answer).toMatchObject({
    problem: { code: 'aws-unreachable', host: 'sts.invalid', reason: expect.stringMatching(/^E[A-Z_]+$/) },
    unclear: false,
  });
});

it('sends nothing to an endpoint without https on another computer, or to what is no URL', async () => {
  const to = (url: string) =>
    stage.sts.callerIdentity({ ...stage.caller, endpoint: { region: 'eu-central-1', override: { url, setting: 'X' } } }, never);
  expect(await to('http://192.0.2.1:80')).toMatchObject({
    problem: { code: 'endpoint-refused', setting: 'X', why: 'plain-http' },
    unclear: false,
  });
  expect(await to('localhost:4566')).toMatchObject({ problem: { code: 'endpoint-refused', why: 'not-a-url' } });
});

const turning = {
  AWS_PROFILE: 'other',
  AWS_REGION: 'us-west-2',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
  AWS_ACCESS_KEY_ID: 'AKIAOTHER',
  AWS_SECRET_ACCESS_KEY: 'other',
  AWS_SESSION_TOKEN: 'other',
  AWS_MAX_ATTEMPTS: '9',
  AWS_RETRY_MODE: 'adaptive',
  AWS_SDK_UA_APP_ID: 'other',
  AWS_EXECUTION_ENV: 'other',
  AWS_USE_FIPS_ENDPOINT: 'true',
  AWS_USE_DUALSTACK_ENDPOINT: 'true',
  AWS_DEFAULTS_MODE: 'mobile',
  AWS_AUTH_SCHEME_PREFERENCE: 'sigv4a',
};

it.each([
  ['the environment', turning],
  ['the files of the SDK, which are not even looked for', {}],
])('is not turned by %s', async (_, environment) => {
  const settings = {
    ...environment,
    AWS_CONFIG_FILE: '/nowhere/config',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const seen: Readonly<Record<string, string>>[] = [];
  const { handle } = stage.simulator;
  Object.assign(stage.simulator, {
    handle: (request: Parameters<typeof handle>[0]) => {
      seen.push(request.headers);
      return handle(request);
    },
  });
  stage.simulator.faults.add({ kind: 'server-error', status: 503, when: 'before' }, { times: 9 });
  // Whoever wants a file asks for its place first.
  const asked: (string | symbol)[] = [];
  const { env } = process;
  process.env = new Proxy(env, {
    get: (all, name) => {
      asked.push(name);
      return all[name as string];
    },
  });
  await stage.sts.callerIdentity(stage.caller, never).finally(() => {
    process.env = env;
  });
  expect(asked.filter((name) => /^AWS_\w+_(?:FILE|MODE)$/.test(String(name)))).toEqual([]);
  expect(stage.simulator.requests).toHaveLength(3);
  expect(stage.simulator.requests[0]).toMatchObject({ region: 'eu-central-1', accessKeyId: stage.key.accessKeyId });
  expect(seen[0]?.['user-agent']).toMatch(/^roletap/);
  expect(JSON.stringify(seen)).not.toContain('other');
});

it('puts neither a secret nor a code into a problem or the log', async () => {
  const proofs = [stage.proof(-1), stage.proof(), stage.proof(1)];
  const held = got(await stage.sts.sessionToken(stage.caller, proofs[0] ?? stage.proof(), 3600, never));
  const answers: unknown[] = [await stage.sts.sessionToken(stage.caller, proofs[0] ?? stage.proof(), 3600, never)];
  for (const fault of [
    { kind: 'server-error', status: 500, when: 'after' },
    { kind: 'refuse', status: 400, code: `Odd ${stage.key.secretAccessKey}`, message: `${proofs[1]?.code} ${held.sessionToken}` },
  ] as const) {
    stage.simulator.faults.add(fault);
    answers.push(await stage.sts.sessionToken(stage.caller, proofs[fault.kind === 'refuse' ? 2 : 1] ?? stage.proof(), 3600, never));
  }
  const written = JSON.stringify([answers, stage.lines]);
  for (const secret of [stage.key.secretAccessKey, held.secretAccessKey, held.sessionToken, ...proofs.map((proof) => `"${proof.code}`)]) {
    expect(written).not.toContain(secret);
  }
  expect(stage.lines.length).toBeGreaterThan(3);
});
