import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { got, type IamStage, never, setIamStage } from './iam-fixture.ts';

let stage: IamStage;

beforeEach(async () => {
  stage = await setIamStage();
});

afterEach(async () => {
  vi.restoreAllMocks();
  await stage.close();
});

const make = async (name = 'jane-yk-12345678') => {
  let kept: { serial: string; seed: Uint8Array } | undefined;
  await stage.iam.createVirtualMfaDevice(
    stage.caller,
    { name, path: '/' },
    async ({ serial, seed }) => {
      kept = { serial, seed: seed.slice() };
    },
    never,
  );
  if (!kept) throw new Error('no device was made');
  return kept;
};

it('makes a device, enables it with the codes of two steps, proves it, and removes it with its own session', async () => {
  const { serial, seed } = await make();
  expect(serial).toBe('arn:aws:iam::111122223333:mfa/jane-yk-12345678');
  expect(got(await stage.iam.listUnassignedDevices(stage.caller, never))).toEqual([serial]);
  got(await stage.iam.enableMfaDevice(stage.caller, { userName: 'jane', serial, codes: stage.pair(seed) }, never));
  const devices = got(await stage.iam.listMfaDevices(stage.caller, 'jane', never));
  expect(devices).toEqual([{ serial, kind: 'virtual', enabledAt: expect.any(Number) }]);
  expect(Math.abs((devices[0]?.enabledAt ?? 0) - Date.now())).toBeLessThan(5000);
  expect(got(await stage.iam.listUnassignedDevices(stage.caller, never))).toEqual([]);

  stage.skew.millis = 11_000;
  const session = await stage.withMfa(stage.caller, serial, seed, 1);
  expect(await stage.iam.deactivateMfaDevice(stage.caller, { userName: 'jane', serial }, never)).toEqual({
    ok: false,
    problem: { code: 'iam-mfa-needed', action: 'iam:DeactivateMFADevice' },
    unclear: false,
  });
  got(await stage.iam.deactivateMfaDevice(session, { userName: 'jane', serial }, never));
  got(await stage.iam.deleteVirtualMfaDevice(session, serial, never));
  expect(got(await stage.iam.listMfaDevices(stage.caller, 'jane', never))).toEqual([]);
});

it('gives the seed that AWS gave, and overwrites it when it was taken', async () => {
  let lent: Uint8Array | undefined;
  let before: number[] = [];
  const answer = await stage.iam.createVirtualMfaDevice(
    stage.caller,
    { name: 'jane', path: '/' },
    async ({ seed }) => {
      lent = seed;
      before = [...seed];
      return 'stored';
    },
    never,
  );
  expect(answer).toEqual({ ok: true, value: 'stored' });
  const sent = /<Base32StringSeed>([^<]+)</.exec(stage.bodies.at(-1) ?? '')?.[1] ?? '';
  const bits = Buffer.from(sent, 'base64')
    .toString()
    .replace(/./g, (letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'));
  expect(before).toEqual(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)));
  expect(before).toHaveLength(40);
  expect([...(lent ?? [])]).toEqual(new Array(40).fill(0));
});

it('overwrites the seed also when it could not be stored, and lets that failure through', async () => {
  let lent: Uint8Array | undefined;
  const storing = stage.iam.createVirtualMfaDevice(
    stage.caller,
    { name: 'jane', path: '/' },
    async ({ seed }) => {
      lent = seed;
      throw new Error('pulled');
    },
    never,
  );
  await expect(storing).rejects.toThrow('pulled');
  expect(lent?.every((byte) => byte === 0)).toBe(true);
});

it('never lets the seed become a string: nothing that is decoded holds it', async () => {
  const decoded: string[] = [];
  const decode = TextDecoder.prototype.decode;
  vi.spyOn(TextDecoder.prototype, 'decode').mockImplementation(function (this: TextDecoder, ...given) {
    const text = decode.apply(this, given as never);
    decoded.push(text);
    return text;
  });
  const toText = Buffer.prototype.toString;
  vi.spyOn(Buffer.prototype, 'toString').mockImplementation(function (this: Buffer, ...given) {
    const text = toText.apply(this, given as never);
    decoded.push(text);
    return text;
  });
  const { seed } = await make();
  vi.restoreAllMocks();
  const body = stage.bodies.at(-1) ?? '';
  const sent = /<Base32StringSeed>([^<]+)</.exec(body)?.[1] ?? 'none';
  // The simulator makes its own strings of it: only what was decoded from the whole answer counts.
  const answers = decoded.filter((text) => text.includes('<CreateVirtualMFADeviceResponse'));
  expect(answers.length).toBeGreaterThan(0);
  expect(answers.filter((text) => text.includes(sent))).toEqual([]);
  expect(answers.every((text) => /<Base32StringSeed>A+<\/Base32StringSeed><QRCodePNG>A+</.test(text))).toBe(true);
  expect(stage.lines.join()).not.toContain(Buffer.from(seed).toString('hex'));
});

it('tells a name that is taken, whatever its capitals', async () => {
  await make('Jane');
  const answer = await stage.iam.createVirtualMfaDevice(stage.caller, { name: 'jane', path: '/' }, async () => 'never', never);
  expect(answer).toEqual({
    ok: false,
    problem: { code: 'device-name-taken', deviceName: 'jane', state: 'unknown' },
    unclear: false,
  });
});

it('tells a name that AWS does not take', async () => {
  const answer = await stage.iam.createVirtualMfaDevice(stage.caller, { name: 'jané', path: '/' }, async () => 'never', never);
  expect(answer).toMatchObject({ problem: { code: 'device-name-bad', deviceName: 'jané' }, unclear: false });
});

it('tells codes that are reversed, the same twice, or spent on enabling', async () => {
  const { serial, seed } = await make();
  const [first, second] = stage.pair(seed);
  const enable = (codes: readonly [string, string]) => stage.iam.enableMfaDevice(stage.caller, { userName: 'jane', serial, codes }, never);
  const refused = { ok: false, problem: { code: 'device-codes-refused', device: serial }, unclear: false };
  expect(await enable([second, first])).toEqual(refused);
  expect(await enable([first, first])).toEqual(refused);
  got(await enable([first, second]));
  expect(await stage.iam.resyncMfaDevice(stage.caller, { userName: 'jane', serial, codes: [first, second] }, never)).toEqual(refused);
});

it('puts a device in step again, without a session', async () => {
  const { serial, seed } = await make();
  got(await stage.iam.enableMfaDevice(stage.caller, { userName: 'jane', serial, codes: stage.pair(seed) }, never));
  stage.skew.millis = 60_000;
  expect(await stage.iam.resyncMfaDevice(stage.caller, { userName: 'jane', serial, codes: stage.pair(seed) }, never)).toEqual({
    ok: true,
    value: null,
  });
});

it('tells a device that is in use from one that is gone', async () => {
  const { serial, seed } = await make();
  got(await stage.iam.enableMfaDevice(stage.caller, { userName: 'jane', serial, codes: stage.pair(seed) }, never));
  expect(await stage.iam.deleteVirtualMfaDevice(stage.caller, serial, never)).toMatchObject({
    problem: { code: 'device-in-use', device: serial },
  });
  const kim = stage.account.addUser('kim', { policies: [{ Statement: { Effect: 'Allow', Action: 'iam:*', Resource: '*' } }] });
  const asKim = stage.callerOf(kim);
  expect(await stage.iam.enableMfaDevice(asKim, { userName: 'kim', serial, codes: stage.pair(seed) }, never)).toMatchObject({
    problem: { code: 'device-in-use', device: serial },
  });
  expect(await stage.iam.deactivateMfaDevice(asKim, { userName: 'kim', serial }, never)).toMatchObject({
    problem: { code: 'device-missing', device: serial },
  });
  const gone = 'arn:aws:iam::111122223333:mfa/gone';
  expect(await stage.iam.deleteVirtualMfaDevice(stage.caller, gone, never)).toMatchObject({
    problem: { code: 'device-missing', device: gone },
  });
});

it('tells that the ninth device is one too many, of all kinds together', async () => {
  const first = stage.jane.addDevice();
  for (let count = 0; count < 5; count++) stage.jane.addDevice({ name: `old-${count}` });
  const fido = stage.jane.addOtherDevice('fido', 'blue-7');
  const token = stage.jane.addOtherDevice('hardware', 'GAHT12345678');
  expect(got(await stage.iam.listMfaDevices(stage.caller, 'jane', never)).slice(-3)).toMatchObject([
    { kind: 'virtual' },
    { serial: fido.arn, kind: 'fido' },
    { serial: token.arn, kind: 'hardware' },
  ]);
  const { serial, seed } = await make();
  const input = { userName: 'jane', serial, codes: stage.pair(seed) } as const;
  expect(await stage.iam.enableMfaDevice(stage.caller, input, never)).toMatchObject({ problem: { code: 'iam-mfa-needed' } });
  const session = await stage.withMfa(stage.caller, first.arn, first.seed);
  expect(await stage.iam.enableMfaDevice(session, input, never)).toMatchObject({ problem: { code: 'device-limit', limit: 8 } });
  expect(stage.simulator.requests.filter(({ action }) => action === 'EnableMFADevice')).toHaveLength(2);
  got(await stage.iam.deactivateMfaDevice(session, { userName: 'jane', serial: fido.arn }, never));
  expect(await stage.iam.enableMfaDevice(session, input, never)).toEqual({ ok: true, value: null });
});

it('reads lists over all their pages, however short IAM makes them', async () => {
  await stage.close();
  stage = await setIamStage({ settings: { pageLimit: 2 } });
  for (let count = 0; count < 5; count++) {
    stage.jane.addDevice({ name: `used-${count}` });
    stage.account.addUnassignedDevice(`left-${count}`);
  }
  expect(got(await stage.iam.listMfaDevices(stage.caller, 'jane', never))).toHaveLength(5);
  expect(got(await stage.iam.listUnassignedDevices(stage.caller, never))).toEqual(
    [0, 1, 2, 3, 4].map((count) => `arn:aws:iam::111122223333:mfa/left-${count}`),
  );
  expect(stage.simulator.requests).toHaveLength(6);
});

it('gives an empty list for a user without devices, and a problem for one that is not there', async () => {
  expect(got(await stage.iam.listMfaDevices(stage.caller, 'jane', never))).toEqual([]);
  expect(await stage.iam.listMfaDevices(stage.caller, 'nobody', never)).toEqual({
    ok: false,
    problem: { code: 'user-missing', user: 'nobody' },
    unclear: false,
  });
});

it.each(['aws-cn', 'aws-us-gov'])('knows a user with a path, in %s, signed for the home of the partition', async (partition) => {
  await stage.close();
  stage = await setIamStage({ partition, path: '/eng/data/' });
  expect(got(await stage.iam.getUser(stage.caller, undefined, never))).toEqual({
    userName: 'jane',
    arn: `arn:${partition}:iam::111122223333:user/eng/data/jane`,
    path: '/eng/data/',
    accountId: '111122223333',
    partition,
  });
  expect((await make()).serial).toBe(`arn:${partition}:iam::111122223333:mfa/jane-yk-12345678`);
  expect(new Set(stage.simulator.requests.map(({ region }) => region))).toEqual(
    new Set([partition === 'aws-cn' ? 'cn-north-1' : 'us-gov-west-1']),
  );
});

it('names root keys', async () => {
  const root = stage.callerOf(stage.account.addRoot());
  expect(await stage.iam.getUser(root, undefined, never)).toEqual({
    ok: false,
    problem: { code: 'root-keys', source: 'work' },
    unclear: false,
  });
});

it('names the action and the resource of each call that is denied', async () => {
  const poor = stage.callerOf(stage.account.addUser('poor', { path: '/eng/' }));
  const own = 'arn:aws:iam::111122223333:user/eng/poor';
  const serial = 'arn:aws:iam::111122223333:mfa/poor';
  const codes = ['123456', '234567'] as const;
  const { iam } = stage;
  const answers = [
    await iam.getUser(poor, undefined, never),
    await iam.listMfaDevices(poor, 'poor', never),
    await iam.listUnassignedDevices(poor, never),
    await iam.createVirtualMfaDevice(poor, { name: 'poor', path: '/' }, async () => 'never', never),
    await iam.enableMfaDevice(poor, { userName: 'poor', serial, codes }, never),
    await iam.resyncMfaDevice(poor, { userName: 'poor', serial, codes }, never),
    await iam.deactivateMfaDevice(poor, { userName: 'poor', serial }, never),
    await iam.deleteVirtualMfaDevice(poor, serial, never),
  ];
  const denied = (action: string, resource: string) => ({
    ok: false,
    problem: { code: 'iam-denied', action: `iam:${action}`, resource, explicit: false },
    unclear: false,
  });
  expect(answers).toEqual([
    denied('GetUser', own),
    denied('ListMFADevices', own),
    denied('ListVirtualMFADevices', '*'),
    denied('CreateVirtualMFADevice', serial),
    denied('EnableMFADevice', own),
    denied('ResyncMFADevice', own),
    denied('DeactivateMFADevice', own),
    denied('DeleteVirtualMFADevice', serial),
  ]);
});

it.each([
  [{ kind: 'server-error', status: 500, when: 'after' }, { code: 'aws-said', awsCode: 'InternalFailure', status: 500 }, true],
  [{ kind: 'reset', when: 'after' }, { code: 'aws-hung-up', host: '127.0.0.1' }, true],
  [{ kind: 'bad-gateway', when: 'after' }, { code: 'not-aws', host: '127.0.0.1', status: 502 }, true],
  [{ kind: 'captive-portal' }, { code: 'not-aws', host: '127.0.0.1', status: 200 }, false],
  [{ kind: 'throttle' }, { code: 'throttled' }, false],
  [
    { kind: 'refuse', status: 409, code: 'LimitExceeded', message: 'Cannot exceed quota for MFADevicesPerUser: 8' },
    { code: 'device-limit', limit: 8 },
    false,
  ],
  [
    {
      kind: 'refuse',
      status: 409,
      code: 'EntityTemporarilyUnmodifiable',
      message: 'MFA cannot be enabled while the Login Profile for principal jane is being created.',
    },
    { code: 'user-changing', user: 'jane' },
    false,
  ],
] as const)('sends a change once when met by %j', async (fault, problem, unclear) => {
  const { serial, seed } = await make();
  stage.simulator.faults.add(fault);
  const input = { userName: 'jane', serial, codes: stage.pair(seed) } as const;
  expect(await stage.iam.enableMfaDevice(stage.caller, input, never)).toMatchObject({ ok: false, problem, unclear });
  expect(stage.simulator.requests.filter(({ action }) => action === 'EnableMFADevice')).toHaveLength(1);
  // What is unclear is settled by looking.
  const there = got(await stage.iam.listMfaDevices(stage.caller, 'jane', never)).length === 1;
  expect(there).toBe(unclear);
});

it('lends no seed when the answer of a creation is lost, and finds the device by looking', async () => {
  stage.simulator.faults.add({ kind: 'reset', when: 'after' });
  const take = vi.fn(async () => 'never');
  const answer = await stage.iam.createVirtualMfaDevice(stage.caller, { name: 'jane', path: '/' }, take, never);
  expect(answer).toEqual({ ok: false, problem: { code: 'aws-hung-up', host: '127.0.0.1' }, unclear: true });
  expect(take).not.toHaveBeenCalled();
  expect(got(await stage.iam.listUnassignedDevices(stage.caller, never))).toEqual(['arn:aws:iam::111122223333:mfa/jane']);
});

it('looks again when AWS stumbles over a list', async () => {
  stage.simulator.faults.add({ kind: 'server-error', status: 503, when: 'before' });
  expect(got(await stage.iam.listMfaDevices(stage.caller, 'jane', never))).toEqual([]);
  expect(stage.simulator.requests).toHaveLength(2);
});

it('gives up on silence after the limit, and when the person does', async () => {
  await stage.close();
  stage = await setIamStage({ limitMillis: 300 });
  stage.simulator.faults.add({ kind: 'hang', when: 'after' });
  const serial = stage.account.addUnassignedDevice('left').arn;
  expect(await stage.iam.deleteVirtualMfaDevice(stage.caller, serial, never)).toEqual({
    ok: false,
    problem: { code: 'aws-silent', host: '127.0.0.1', seconds: 1 },
    unclear: true,
  });
  expect(stage.account.devices()).toEqual([]);
  const controller = new AbortController();
  controller.abort();
  expect(await stage.iam.getUser(stage.caller, undefined, controller.signal)).toMatchObject({
    problem: { code: 'cancelled' },
    unclear: false,
  });
});

it('shares what it learns of the clock with STS', async () => {
  stage.skew.millis = -7200_000;
  await stage.iam.getUser(stage.caller, undefined, never);
  expect(Math.abs(stage.sts.clockOffset().offsetMillis + 7200_000)).toBeLessThan(3000);
});

it('names keys that were switched off, and a session that AWS does not know', async () => {
  const key = stage.account.addUser('kim').addKey();
  key.setActive(false);
  const off = { ...stage.caller, credentials: { accessKeyId: key.accessKeyId, secretAccessKey: key.secretAccessKey } };
  expect(await stage.iam.getUser(off, undefined, never)).toMatchObject({ problem: { code: 'keys-refused', source: 'work' } });
  const withdrawn = { ...stage.caller, credentials: { accessKeyId: 'ASIAX', secretAccessKey: 's', sessionToken: 't' } };
  expect(await stage.iam.getUser(withdrawn, undefined, never)).toMatchObject({ problem: { code: 'session-expired', source: 'work' } });
});

it('writes neither a code nor a seed nor a secret into a problem or the log', async () => {
  const { serial, seed } = await make();
  const codes = stage.pair(seed);
  const message = `odd ${codes[0]} ${stage.caller.credentials.secretAccessKey}`;
  stage.simulator.faults.add({ kind: 'refuse', status: 400, code: 'Odd', message });
  const answer = await stage.iam.enableMfaDevice(stage.caller, { userName: 'jane', serial, codes }, never);
  const written = JSON.stringify([answer, stage.lines]);
  for (const secret of [...codes.map((code) => ` ${code}`), stage.caller.credentials.secretAccessKey])
    expect(written).not.toContain(secret);
  expect(stage.lines.join()).toContain('iam CreateVirtualMFADevice');
});
