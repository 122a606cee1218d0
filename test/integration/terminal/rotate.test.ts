import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { SimulatorFault } from '../../../src-main/demo/aws-simulator/model/types.ts';
import { typedAt } from '../../support/app/person.ts';
import type { Stage, Started } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

/** A new access key with one touch: the built program over the real pcscd, at an AWS that knows a new key after a second. */
describe('roletap rotate', () => {
  let stage: Stage;
  let plugged: PluggedKey;

  withPluggedKey({ account: 'no-touch', settings: { keyDelayMillis: 1200 } }, (rig) => {
    ({ stage, plugged } = rig);
  });

  const run = (...words: readonly string[]) => stage.roletap(['rotate', ...words]).ended;
  const keys = () => stage.jane.keys();
  const active = () => keys().filter((key) => key.active);
  /** The key in the credentials file. */
  const inFile = () => /aws_access_key_id *= *(\S+)/.exec(stage.readCredentials())?.[1];
  const works = async () => {
    const asked = await stage.aws(['sts', 'get-caller-identity', '--profile', 'acme']);
    expect(asked.code, asked.stderr).toBe(0);
  };
  const texts = (folder: string): readonly string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory()
        ? texts(path)
        : entry.isFile() && statSync(path).size < 1_000_000
          ? [`${path}\n${readFileSync(path, 'latin1')}`]
          : [];
    });
  /** Files beside the credentials that hold a secret of Jane's. */
  const leaks = () =>
    texts(stage.home.folder).filter(
      (text) => !text.startsWith(`${stage.credentials}\n`) && keys().some(({ secretAccessKey }) => text.includes(secretAccessKey)),
    );
  const expectDone = async (old: string) => {
    const [first, second, ...more] = keys();
    expect(more).toEqual([]);
    expect(first).toMatchObject({ accessKeyId: old, active: false });
    expect(second).toMatchObject({ accessKeyId: inFile(), active: true });
    expect(leaks()).toEqual([]);
    await works();
  };

  test('puts a new key in the place of the old one, which it makes inactive; every other byte stays', async () => {
    const before = stage.readCredentials();
    const commented = `# mine\n${before.replace(/(aws_access_key_id)/, '; since May\n$1')}\n[other]\nregion   =  eu-west-1\n`;
    writeFileSync(stage.credentials, commented, { mode: 0o600 });
    const old = stage.keys.accessKeyId;
    const ended = await run('acme', '--yes', '--json');
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.json()).toMatchObject({ source: 'acme', user: 'jane', oldKey: old, oldKeyState: 'inactive', newKey: inFile() });
    await expectDone(old);
    const [, made] = keys();
    expect(stage.readCredentials()).toBe(
      commented.replace(old, made?.accessKeyId ?? '').replace(stage.keys.secretAccessKey, made?.secretAccessKey ?? ''),
    );
    // One touch for all.
    expect(stage.simulator.requests.filter(({ withCode }) => withCode)).toHaveLength(1);

    const listed = (await stage.roletap(['unfinished', '--json']).ended).json();
    expect(listed).toMatchObject({
      unfinished: [{ what: 'rotation', source: 'acme', user: 'jane', oldKey: old, oldKeyState: 'inactive', newKey: inFile() }],
    });
    const ways = (await stage.roletap(['unfinished']).ended).stdout;
    expect(ways).toContain('`roletap rotate acme --finish`');
    expect(ways).toContain('`roletap rotate acme --undo`');

    const undone = await run('--undo', '--json');
    expect(undone.code, undone.stderr).toBe(0);
    expect(undone.json()).toMatchObject({ oldKeyState: 'active' });
    expect(active()).toHaveLength(2);
    const again = await run('--yes', '--json');
    expect(again.code, again.stderr).toBe(0);
    await expectDone(old);
    const finished = await run('--finish', '--yes', '--json');
    expect(finished.code, finished.stderr).toBe(0);
    expect(finished.json()).toMatchObject({ oldKeyState: 'deleted', deletesAt: null });
    expect(keys().map(({ accessKeyId }) => accessKeyId)).toEqual([inFile()]);
    expect((await run('--finish', '--yes', '--json')).json()).toMatchObject({ problem: { code: 'rotation-missing' } });
    expect((await stage.roletap(['unfinished', '--json']).ended).json()).toEqual({ unfinished: [] });
  });

  test('asks at a terminal, where a no changes nothing and a yes goes on', async () => {
    const old = stage.keys.accessKeyId;
    const at = { ...stage.home.environment, AWS_ENDPOINT_URL: stage.url };
    const declined = await typedAt(at, '[y/N]=nENTER', ['rotate', 'acme']);
    expect([declined.code, declined.stdout]).toEqual([4, expect.stringContaining('Create a new access key')]);
    expect(keys().map(({ accessKeyId }) => accessKeyId)).toEqual([old]);
    const agreed = await typedAt(at, '[y/N]=yENTER', ['rotate', 'acme']);
    expect(agreed.code, agreed.stdout).toBe(0);
    await expectDone(old);
  });

  test('says who else uses the key, asks where somebody can be asked, and deletes at once when told to', async () => {
    stage.keys.use('s3', 'us-east-1');
    const asked = await run('acme');
    expect({ code: asked.code, stderr: asked.stderr }).toEqual({ code: 2, stderr: expect.stringContaining('needs --yes') });
    expect(keys()).toHaveLength(1);
    const ended = await run('acme', '--yes', '--delete-after', '0', '--json');
    expect(ended.code, ended.stderr).toBe(0);
    expect(keys().map(({ accessKeyId }) => accessKeyId)).toEqual([inFile()]);
    await works();
  });

  test('names the other profiles with the same key before it asks, and gives all of them the new one', async () => {
    const { accessKeyId, secretAccessKey } = stage.keys;
    const same = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
    writeFileSync(stage.credentials, `${stage.readCredentials()}\n[default]\nregion = eu-central-1\n${same}`, { mode: 0o600 });
    writeFileSync(stage.config, `${readFileSync(stage.config, 'utf8')}\n[profile work]\nregion = eu-central-1\n${same}`);
    const told = 'The profiles work and default have the same access key and get the new one, too.';
    const asked = await run('acme');
    expect(asked.stderr.indexOf(told), asked.stderr).toBeGreaterThan(-1);
    expect(asked.stderr.indexOf(told)).toBeLessThan(asked.stderr.indexOf('needs --yes'));
    const ended = await run('acme', '--yes', '--json');
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stderr).toContain(told);
    expect(ended.json()).toMatchObject({ newKey: inFile(), alsoUpdated: ['work', 'default'] });
    const both = `${stage.readCredentials()}${readFileSync(stage.config, 'utf8')}`;
    expect(both).not.toContain(accessKeyId);
    expect(both.split(inFile() ?? '?')).toHaveLength(4);
    for (const profile of ['acme', 'default', 'work']) {
      const who = await stage.aws(['sts', 'get-caller-identity', '--profile', profile]);
      expect(who.code, who.stderr).toBe(0);
    }
  });

  test('is what the doctor advises for an old key, once IAM told how old it is', async () => {
    const old = stage.jane.addKey({ created: Date.now() - 94 * 86_400_000 });
    writeFileSync(stage.credentials, `[acme]\naws_access_key_id = ${old.accessKeyId}\naws_secret_access_key = ${old.secretAccessKey}\n`, {
      mode: 0o600,
    });
    stage.jane.removeKey(stage.keys.accessKeyId);
    const told = async () => (await stage.roletap(['doctor']).ended).stdout;
    expect(await told()).not.toContain('old access key');
    expect((await run('acme')).code).toBe(2);
    expect(await told()).toContain(
      `warning  “acme” has an old access key: ${old.accessKeyId} is 94 days old. Rotate it: \`roletap rotate acme\`.`,
    );
    expect((await run('acme', '--yes', '--json')).code).toBe(0);
    expect(await told()).not.toContain('old access key');
  });

  test('shows two keys that are there already, and takes the one away that it is told to', async () => {
    const other = stage.jane.addKey();
    other.use('ec2', 'eu-central-1');
    const refused = await run('acme', '--yes', '--json');
    expect(refused.json()).toMatchObject({
      problem: {
        code: 'access-keys-two',
        keys: [
          { accessKeyId: stage.keys.accessKeyId, isOwn: true },
          { accessKeyId: other.accessKeyId, isOwn: false, used: { service: 'ec2', region: 'eu-central-1' } },
        ],
      },
    });
    expect(keys()).toHaveLength(2);
    expect((await run('acme', '--yes', '--drop', 'AKIAIOSFODNN7EXAMPLE', '--json')).json()).toMatchObject({
      problem: { code: 'access-key-missing' },
    });
    const ended = await run('acme', '--yes', '--drop', other.accessKeyId, '--json');
    expect(ended.code, ended.stderr).toBe(0);
    await expectDone(stage.keys.accessKeyId);
  });

  test.each([
    [
      'CreateAccessKey',
      {
        kind: 'refuse',
        status: 403,
        code: 'AccessDenied',
        message: 'User: arn:aws:iam::111122223333:user/jane is not authorized to perform: iam:CreateAccessKey on resource: user jane',
      },
      'iam-denied',
    ],
    [
      'CreateAccessKey',
      { kind: 'refuse', status: 409, code: 'LimitExceeded', message: 'Cannot exceed quota for AccessKeysPerUser: 2' },
      'access-key-limit',
    ],
    [
      'ListAccessKeys',
      { kind: 'refuse', status: 404, code: 'NoSuchEntity', message: 'The user with name jane cannot be found.' },
      'user-missing',
    ],
  ] as const)('that %s refuses changes nothing', async (action, fault, code) => {
    stage.simulator.faults.add(fault as SimulatorFault, { action, times: 3 });
    const ended = await run('acme', '--yes', '--json');
    expect(ended.json()).toMatchObject({ problem: { code } });
    if (code === 'iam-denied') expect(JSON.stringify(ended.json())).toContain('"Action":"iam:CreateAccessKey"');
    expect(keys()).toEqual([expect.objectContaining({ accessKeyId: inFile(), active: true })]);
    await works();
  });

  test('goes on with an old key that could not be made inactive', async () => {
    const old = stage.keys.accessKeyId;
    const fault = { kind: 'refuse', status: 403, code: 'AccessDenied', message: 'no' } as const;
    stage.simulator.faults.add(fault, { action: 'UpdateAccessKey', times: 1 });
    expect((await run('acme', '--yes', '--json')).json()).toMatchObject({ problem: { code: 'iam-denied', action: 'iam:UpdateAccessKey' } });
    expect(inFile()).not.toBe(old);
    await works();
    const again = await run('acme', '--yes', '--json');
    expect(again.code, again.stderr).toBe(0);
    await expectDone(old);
  });

  const untilAsked = async (running: Started, action: string, times = 1) => {
    while (stage.simulator.requests.filter((request) => request.action === action).length < times) {
      if (running.process.exitCode !== null) throw new Error('it ended before');
      await sleep(20);
    }
  };

  describe.each(['CreateAccessKey', 'UpdateAccessKey'] as const)('killed around %s', (action) => {
    test.each(['before', 'after'] as const)('%s AWS did it: a key works, and the next run comes to the end', async (when) => {
      const old = stage.keys.accessKeyId;
      stage.simulator.faults.add({ kind: 'hang', when }, { action });
      const running = stage.roletap(['rotate', 'acme', '--yes']);
      await untilAsked(running, action);
      running.process.kill('SIGKILL');
      expect((await running.ended).code).toBe(null);
      stage.simulator.faults.clear();
      expect(leaks()).toEqual([]);
      await works();
      const again = await run('acme', '--yes', '--json');
      expect(again.code, again.stderr).toBe(0);
      await expectDone(old);
    });
  });

  test.each(['before', 'after'] as const)(
    'killed in the swap, right %s the new key stands in the file: a key works, and the next run comes to the end',
    async (when) => {
      const old = stage.keys.accessKeyId;
      const environment = {
        NODE_OPTIONS: `--require ${resolve('test/support/torture/killed-at-rename.cjs')}`,
        KILL_AT_RENAME: `${when} credentials`,
      };
      expect((await stage.roletap(['rotate', 'acme', '--yes'], { environment }).ended).code).toBe(null);
      expect(inFile() === old).toBe(when === 'before');
      expect(keys()).toHaveLength(2);
      await works();
      const again = await run('acme', '--yes', '--json');
      expect(again.code, again.stderr).toBe(0);
      await expectDone(old);
    },
  );

  test('killed while the new key is tested: it is deleted, and the next run makes another', async () => {
    const old = stage.keys.accessKeyId;
    const running = stage.roletap(['rotate', 'acme', '--yes']);
    await untilAsked(running, 'CreateAccessKey');
    running.process.kill('SIGKILL');
    await running.ended;
    expect(keys()).toHaveLength(2);
    expect(leaks()).toEqual([]);
    await works();
    const again = await run('acme', '--yes', '--json');
    expect(again.code, again.stderr).toBe(0);
    await expectDone(old);
  });

  test.each(['CreateAccessKey', 'UpdateAccessKey', 'ListAccessKeys'] as const)(
    'whose answer to %s is lost comes to the end all the same',
    async (action) => {
      const old = stage.keys.accessKeyId;
      stage.simulator.faults.add({ kind: 'reset', when: 'after' }, { action });
      const ended = await run('acme', '--yes', '--json');
      expect(ended.code, ended.stderr).toBe(0);
      await expectDone(old);
    },
  );

  test.each(['before', 'after'] as const)('killed around the deletion, %s AWS did it: the next run deletes', async (when) => {
    stage.simulator.faults.add({ kind: 'hang', when }, { action: 'DeleteAccessKey' });
    const running = stage.roletap(['rotate', 'acme', '--yes', '--delete-after', '0']);
    await untilAsked(running, 'DeleteAccessKey');
    running.process.kill('SIGKILL');
    await running.ended;
    stage.simulator.faults.clear();
    await works();
    const again = await run('acme', '--finish', '--yes', '--json');
    expect(again.code, again.stderr).toBe(0);
    expect(keys().map(({ accessKeyId }) => accessKeyId)).toEqual([inFile()]);
  });

  test.each(['before', 'after'] as const)(
    'killed while a second key makes room, %s AWS deleted it: a key works, and the next run comes to the end',
    async (when) => {
      const old = stage.keys.accessKeyId;
      const other = stage.jane.addKey().accessKeyId;
      stage.simulator.faults.add({ kind: 'hang', when }, { action: 'DeleteAccessKey' });
      const running = stage.roletap(['rotate', 'acme', '--yes', '--drop', other]);
      await untilAsked(running, 'DeleteAccessKey');
      running.process.kill('SIGKILL');
      await running.ended;
      stage.simulator.faults.clear();
      expect(inFile()).toBe(old);
      await works();
      const again = await run('acme', '--yes', '--json');
      expect(again.code, again.stderr).toBe(0);
      await expectDone(old);
    },
  );

  test.each(['before', 'after'] as const)(
    'killed while the old key is brought back, %s AWS did it: both keys work, and the next run brings it back',
    async (when) => {
      const old = stage.keys.accessKeyId;
      expect((await run('acme', '--yes', '--json')).code).toBe(0);
      stage.simulator.faults.add({ kind: 'hang', when }, { action: 'UpdateAccessKey' });
      const running = stage.roletap(['rotate', 'acme', '--undo']);
      await untilAsked(running, 'UpdateAccessKey', 2);
      running.process.kill('SIGKILL');
      await running.ended;
      stage.simulator.faults.clear();
      await works();
      const again = await run('acme', '--undo', '--json');
      expect(again.code, again.stderr).toBe(0);
      expect(again.json()).toMatchObject({ oldKey: old, oldKeyState: 'active' });
      expect(active()).toHaveLength(2);
      expect(leaks()).toEqual([]);
    },
  );

  test('of a key that is deleted loses no answer to it', async () => {
    stage.simulator.faults.add({ kind: 'reset', when: 'after' }, { action: 'DeleteAccessKey' });
    const ended = await run('acme', '--yes', '--delete-after', '0', '--json');
    expect(ended.code, ended.stderr).toBe(0);
    expect(keys().map(({ accessKeyId }) => accessKeyId)).toEqual([inFile()]);
    expect(plugged.key.apduCount()).toBeGreaterThan(0);
  });
});
