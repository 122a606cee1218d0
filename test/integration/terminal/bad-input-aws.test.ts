import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { simulatedCode } from '../../../src-main/demo/aws-simulator/model/totp.ts';
import { eventually } from '../../support/app/eventually.ts';
import { refused, refusedInWords } from '../../support/aws/refusal.ts';
import { homeAccount, otherAccount, type Stage, trustWithMfa, usualConfig } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

/** What AWS, or the way to it, can do to a tap: the built terminal over the real pcscd, against the simulator. */
let stage: Stage;
let plugged: PluggedKey;

withPluggedKey({}, (rig) => {
  ({ stage, plugged } = rig);
});

const host = '127.0.0.1';
const untouched = { touches: 0, codes: 0, spentSteps: 0 };
const oneCode = { touches: 1, codes: 1, spentSteps: 1 };

const writeKeys = (accessKeyId: string, secretAccessKey: string) =>
  writeFileSync(stage.credentials, `[acme]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`, {
    mode: 0o600,
  });

/** Taps in with one touch. */
const tapWithTouch = async (...words: readonly string[]) => {
  const running = stage.roletap(['tap', ...words]);
  await plugged.blinking();
  plugged.key.touch();
  return running.ended;
};

describe('before a touch is asked for', () => {
  test.each<[string, () => void, Record<string, unknown>, string]>([
    [
      'keys that are inactive',
      () => stage.keys.setActive(false),
      { code: 'keys-refused', source: 'acme' },
      'AWS rejected the access key. The access key in profile “acme” doesn’t exist, or is inactive or deleted. Create a new access key',
    ],
    [
      'keys of a root user',
      () => {
        const root = stage.account.addRoot().addKey();
        writeKeys(root.accessKeyId, root.secretAccessKey);
      },
      { code: 'root-keys', source: 'acme' },
      'Root user keys can’t be used. Profile “acme” has a root user’s access key.',
    ],
    [
      'a secret key with a letter wrong',
      () => writeKeys(stage.keys.accessKeyId, `${stage.keys.secretAccessKey.slice(0, -1)}_`),
      { code: 'secret-wrong', source: 'acme' },
      'The secret access key is wrong.',
    ],
    [
      'a region that the account does not use',
      () => stage.account.disableRegion('eu-central-1'),
      { code: 'region-disabled', region: 'eu-central-1' },
      'Region eu-central-1 is disabled. Your account hasn’t enabled eu-central-1, so AWS issues no credentials there. Set another `region`',
    ],
    [
      'AWS asking for patience',
      () => stage.simulator.faults.add({ kind: 'throttle' }, { times: 20 }),
      { code: 'throttled' },
      'AWS is limiting requests. Your account sent too many requests in a short time (status 400). Wait half a minute, then try again.',
    ],
    [
      'the sign-in page of a network',
      () => stage.simulator.faults.add({ kind: 'captive-portal' }, { times: 20 }),
      { code: 'not-aws', host, status: 200 },
      'Something other than AWS answered. 127.0.0.1 answered with a web page (status 200).',
    ],
    [
      'a connection that breaks each time',
      () => stage.simulator.faults.add({ kind: 'reset', when: 'before' }, { times: 20 }),
      { code: 'aws-hung-up', host },
      'The connection to AWS broke. 127.0.0.1 accepted the request, then closed the connection without answering.',
    ],
    [
      'a clock that is hours off, where AWS does not tell the time',
      () => {
        stage.shiftAws(3 * 3_600_000);
        stage.simulator.faults.add({ kind: 'no-date' }, { times: 20 });
      },
      { code: 'clock-off', seconds: expect.closeTo(3 * 3600, -1) },
      'This computer’s clock is wrong. It is 3 hours behind AWS, so',
    ],
  ])('%s', async (_, arrange, problem, words) => {
    arrange();
    expect(await refused(stage, ['tap', 'dev'], { touch: plugged })).toMatchObject({ problem, ...untouched });
    expect(await refusedInWords(stage, ['tap', 'dev'])).toContain(`roletap: ${words}`);
  });

  test('nobody at the address of AWS', async () => {
    const environment = { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
    const refusal = await refused(stage, ['tap', 'dev'], { touch: plugged, environment });
    expect(refusal).toMatchObject({ problem: { code: 'aws-unreachable', host, reason: 'ECONNREFUSED' }, ...untouched });
    expect(await refusedInWords(stage, ['tap', 'dev'], { environment })).toContain('Can’t reach AWS. 127.0.0.1 can’t be reached');
  });

  test('a proxy that refuses, and one that is not there', async () => {
    const proxy = createServer();
    proxy.on('connect', (_, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n'));
    await new Promise<void>((resolve) => proxy.listen(0, host, resolve));
    const { port } = proxy.address() as AddressInfo;
    const environment = (address: string) => ({ AWS_ENDPOINT_URL: 'https://sts.roletap.example', HTTPS_PROXY: address });
    const refusal = await refused(stage, ['tap', 'dev'], { touch: plugged, environment: environment(`http://${host}:${port}`) });
    expect(refusal).toMatchObject({ problem: { code: 'aws-unreachable', host: 'sts.roletap.example' }, ...untouched });
    proxy.close();
    const gone = await refused(stage, ['tap', 'dev'], { touch: plugged, environment: environment(`http://${host}:9`) });
    expect(gone).toMatchObject({ problem: { code: 'aws-unreachable', host: 'sts.roletap.example' }, ...untouched });
    expect(await refusedInWords(stage, ['tap', 'dev'], { environment: environment(`http://${host}:9`) })).toContain('proxy (HTTPS_PROXY)');
  });

  test('silence ends after ten seconds', async () => {
    stage.simulator.faults.add({ kind: 'hang', when: 'before' }, { times: 20 });
    const refusal = await refused(stage, ['tap', 'dev'], { touch: plugged });
    expect(refusal).toMatchObject({ problem: { code: 'aws-silent', host, seconds: 10 }, ...untouched });
    // A second try would make it twenty.
    expect(refusal.seconds).toBeLessThan(13);
  });
});

describe('after the touch', () => {
  test('a wrong code is sent once', async () => {
    plugged.key.store({ id: stage.device.arn, secret: new Uint8Array(20).fill(7), touch: true });
    expect(await refused(stage, ['tap', 'dev'], { touch: plugged })).toMatchObject({
      problem: { code: 'code-refused', mfaSerial: stage.device.arn },
      ...oneCode,
    });
  });

  test('a code that another program spent is sent once', async () => {
    // Whichever step the tap falls into, also when the next one begins meanwhile.
    const step = Math.floor(Date.now() / 30_000);
    for (const ahead of [0, 1]) {
      const code = simulatedCode(stage.device.seed, step + ahead);
      const spent = await stage.aws([
        '--profile',
        'acme',
        'sts',
        'get-session-token',
        '--serial-number',
        stage.device.arn,
        '--token-code',
        code,
      ]);
      expect(spent.code, spent.stderr).toBe(0);
    }
    expect(await refused(stage, ['tap', 'dev'], { touch: plugged })).toMatchObject({
      problem: { code: 'code-refused', mfaSerial: stage.device.arn },
      ...oneCode,
    });
  });

  test('the MFA device of somebody else: the user’s own opens, and the profile’s is named', async () => {
    const other = stage.account.addUser('omar').addDevice();
    plugged.key.store({ id: other.arn, secret: other.seed, touch: true });
    stage.writeConfig(usualConfig(other.arn));
    const opened = await tapWithTouch('dev');
    expect(opened.code, opened.stderr).toBe(0);
    expect(opened.stderr).toContain(`${other.arn} isn’t one of your MFA devices, so Roletap used ${stage.device.arn}.`);
  });

  test('a role that does not trust the user, then does: the second tap needs no touch', async () => {
    const role = stage.account.addRole('Closed', { trust: trustWithMfa({ StringEquals: { 'aws:username': 'omar' } }) });
    stage.writeConfig(usualConfig(stage.device.arn).replace('role/Dev', 'role/Closed'));
    expect(await refused(stage, ['tap', 'dev'], { touch: plugged })).toMatchObject({
      problem: { code: 'role-refused', roleArn: role.arn },
      ...oneCode,
    });
    expect(await refusedInWords(stage, ['tap', 'dev'])).toContain(
      `roletap: AWS refused this role. ${role.arn} doesn’t exist, doesn’t trust you, or you aren’t allowed to assume it. Some roles need a recent touch: \`roletap tap ${role.arn} --direct\` uses a fresh one.`,
    );
    role.setTrust(trustWithMfa());
    const opened = await stage.roletap(['tap', 'dev', '--json']).ended;
    expect(opened.code, opened.stderr).toBe(0);
    expect(stage.simulator.requests.filter((request) => request.withCode)).toHaveLength(1);
  });

  test('a role that does not exist', async () => {
    stage.writeConfig(usualConfig(stage.device.arn).replace('role/Dev', 'role/Nowhere'));
    const roleArn = `arn:aws:iam::${homeAccount}:role/Nowhere`;
    expect(await refused(stage, ['tap', 'dev'], { touch: plugged })).toMatchObject({
      problem: { code: 'role-refused', roleArn },
      ...oneCode,
    });
  });

  test('a role in a region that the account does not use: the MFA session stays, and the next tap needs no touch', async () => {
    const opened = await tapWithTouch('dev');
    expect(opened.code, opened.stderr).toBe(0);
    stage.account.leaveRegion('ap-south-2');
    stage.writeConfig(
      `${usualConfig(stage.device.arn)}\n[profile apac]\nrole_arn = arn:aws:iam::${homeAccount}:role/Dev\nsource_profile = acme\nregion = ap-south-2\n`,
    );
    expect(await refused(stage, ['tap', 'apac'], { touch: plugged })).toMatchObject({
      problem: { code: 'region-disabled', region: 'ap-south-2' },
    });
    const again = await stage.roletap(['tap', 'dev', '--json']).ended;
    expect(again.code, again.stderr).toBe(0);
    expect(stage.simulator.requests.filter((request) => request.withCode)).toHaveLength(1);
  });

  test.each<[string, Parameters<Stage['simulator']['faults']['add']>[0], Record<string, unknown>]>([
    ['AWS asking for patience', { kind: 'throttle' }, { code: 'throttled' }],
    ['the sign-in page of a network', { kind: 'captive-portal' }, { code: 'not-aws', host, status: 200 }],
    ['a region that is switched off', { kind: 'region-disabled' }, { code: 'region-disabled', region: 'eu-central-1' }],
    [
      'a refusal that nobody has heard of',
      { kind: 'refuse', status: 409, code: 'LimitExceeded', message: 'no' },
      { code: 'aws-said', awsCode: 'LimitExceeded', status: 409, requestId: expect.stringMatching(/^[\w-]{36}$/) },
    ],
  ])('%s ends the tap, and the code is not sent again', async (_, fault, problem) => {
    stage.simulator.faults.add(fault, { action: 'GetSessionToken', times: 20 });
    expect(await refused(stage, ['tap', 'dev'], { touch: plugged })).toMatchObject({ problem, ...oneCode });
  });

  test.each(['before', 'after'] as const)(
    'a connection that breaks %s AWS took the code costs a fresh code, never the same one',
    async (when) => {
      stage.simulator.faults.add({ kind: 'reset', when }, { action: 'GetSessionToken' });
      // A step that ends between the code and the answer makes the wait needless, and nothing would be said.
      const left = 30_000 - (Date.now() % 30_000);
      if (left < 15_000) await setTimeout(left);
      const running = stage.roletap(['tap', 'dev', '--json']);
      await plugged.blinking();
      plugged.key.touch();
      await running.says('The connection to AWS broke. AWS may have used the code.');
      running.process.kill('SIGTERM');
      const ended = await running.ended;
      expect([ended.code, ended.json()]).toMatchObject([4, { problem: { code: 'cancelled' } }]);
      expect(stage.simulator.requests.filter((request) => request.withCode)).toHaveLength(1);
    },
  );
});

test('a wrong Date in answers that AWS accepted costs no touch', async () => {
  for (const action of ['GetCallerIdentity', 'GetSessionToken'])
    stage.simulator.faults.add({ kind: 'date-skew', millis: 600_000 }, { action });
  const opened = await tapWithTouch('dev');
  expect(opened.code, opened.stderr).toBe(0);
  const again = await stage.roletap(['tap', 'dev', '--json']).ended;
  expect(again.code, again.stderr).toBe(0);
  expect(stage.simulator.requests.filter((request) => request.withCode)).toHaveLength(1);
});

describe('a duration', () => {
  test('that the role does not allow becomes the largest that it allows, which is said', async () => {
    stage.writeConfig(usualConfig(stage.device.arn).replace('role/Long', 'role/Admin'));
    const running = stage.roletap(['tap', 'long', '--json']);
    await plugged.blinking();
    // The refused call spends the code, and the second one needs the next step: meanwhile it has come at AWS.
    stage.shiftAws(35_000);
    plugged.key.touch();
    await eventually(() => plugged.key.awaitingTouch() === undefined, 'the first touch');
    await plugged.blinking();
    plugged.key.touch();
    const ended = await running.ended;
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.json()).toMatchObject({ target: 'long-tap', via: 'mfa-session' });
    expect(ended.stderr).toContain(
      `note: Session shortened to 1 h. Roletap asked for 4 h, but arn:aws:iam::${otherAccount}:role/Admin allows 1 h. From now on it asks for that.`,
    );
    expect(stage.simulator.requests.filter(({ withCode }) => withCode)).toHaveLength(2);
  });

  test('that no role can have becomes the longest there is, before a code is spent on it', async () => {
    stage.writeConfig(usualConfig(stage.device.arn).replace('14400', '50000'));
    const ended = await tapWithTouch('long', '--json');
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stderr).toContain('note: Session shortened to 12 h. Roletap asked for 13 h 53 min');
    expect(stage.simulator.requests.filter(({ withCode }) => withCode)).toMatchObject([{ parameters: { DurationSeconds: '43200' } }]);
  });
});

describe('a clock that is off is corrected, and said', () => {
  test.each([
    [5 * 60_000, '5 minutes behind AWS'],
    [-7 * 60_000, '7 minutes ahead of AWS'],
    [-3 * 3_600_000, '3 hours ahead of AWS'],
  ])('%i ms', async (shift, words) => {
    stage.shiftAws(shift);
    const ended = await tapWithTouch('dev');
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stderr).toContain(words);
    expect(stage.simulator.requests.filter((request) => request.withCode)).toMatchObject([{ codeSpent: true }]);
  });
});
