import { describe, expect, it } from 'vitest';
import { accountIdFor } from '../../../../src-main/app/codes/device-names.ts';
import { settle } from '../../../fakes/clock.ts';
import { createSetting, type EnrollStage, openStage, type StageOptions } from '../enroll/enroll-fixture.ts';

const jane = 'arn:aws:iam::111122223333:mfa/jane';
const user = 'arn:aws:iam::111122223333:user/eng/jane';

/** Jane has a device, whose account is on the plugged key. */
const setUp = async (options: StageOptions = {}) => {
  const setting = createSetting(options);
  const device = setting.jane.addDevice({ name: 'jane' });
  setting.key.store({ id: jane, secret: device.seed, touch: true });
  // STS has learned of the device by now.
  await setting.clock.advance(60_000);
  return { ...(await openStage(options, setting)), setting };
};

/** Runs what waits for nobody, and lets time pass where it waits for a step. */
const finished = async <T>(stage: Pick<EnrollStage, 'snapshot' | 'world'>, outcome: Promise<T>): Promise<T> => {
  let isDone = false;
  const end = () => {
    isDone = true;
  };
  void outcome.then(end, end);
  for (let turn = 0; turn < 2000 && !isDone; turn++) {
    await settle(2);
    const step = stage.snapshot().waiting.find(({ kind }) => kind === 'step');
    if (step) await stage.world.clock.advance(step.deadline - stage.snapshot().now);
  }
  if (!isDone) throw new Error(`still waits: ${JSON.stringify(stage.snapshot().waiting)}`);
  return outcome;
};

const actions = [
  'iam:ListMFADevices',
  'iam:ListVirtualMFADevices',
  'iam:DeactivateMFADevice',
  'iam:DeleteVirtualMFADevice',
  'iam:ResyncMFADevice',
];

describe('a user who may not do all', () => {
  it.each([
    ['iam:ListMFADevices', user, 'open'],
    ['iam:DeactivateMFADevice', user, 'remove'],
    ['iam:DeleteVirtualMFADevice', jane, 'remove'],
    ['iam:ResyncMFADevice', user, 'resync'],
  ] as const)('is told that %s on %s is missing, and copies a policy with it', async (missing, resource, act) => {
    const Action = actions.filter((action) => action !== missing);
    const stage = await setUp({
      userPath: '/eng/',
      policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] }],
    });
    const opened = await stage.app.devices.open('work');
    const done = act === 'open' ? opened : await finished(stage, stage.app.devices[act](jane));
    expect(done).toMatchObject({ ok: false, problem: { code: 'iam-denied', action: missing, resource } });
    expect(stage.snapshot().devices?.problem).toMatchObject({ action: missing });
    // The account goes last, so that codes can be made as long as the device is there.
    expect(stage.accounts()).toHaveLength(1);
    expect(stage.run('copyAdvice', { what: 'policy', source: 'work', device: '' })).toBe(true);
    await settle(20);
    const policy = JSON.parse(stage.world.clipboard.text()) as { Statement: { Action: string | string[]; Resource: string | string[] }[] };
    const grants = policy.Statement.filter(
      (statement) => [statement.Action].flat().includes(missing) && [statement.Resource].flat().includes(resource),
    );
    expect(grants).toHaveLength(1);
  });

  it('sees its devices without iam:ListVirtualMFADevices, only no leftovers', async () => {
    const Action = actions.filter((action) => action !== 'iam:ListVirtualMFADevices');
    const stage = await setUp({ policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] }] });
    stage.setting.account.addUnassignedDevice('jane-yk-1');
    expect(await stage.app.devices.open('work')).toMatchObject({ ok: true, value: { devices: [{ serial: jane }], leftovers: [] } });
  });
});

describe('names of accounts', () => {
  it('are refused over 64 bytes, and the account stays as it is', async () => {
    const stage = await setUp();
    expect(await stage.app.devices.rename('12345678', jane, 'ä'.repeat(33))).toEqual({
      ok: false,
      problem: { code: 'account-name-too-long', account: 'ä'.repeat(33), bytes: 66, limit: 64 },
    });
    expect(stage.accounts().map(({ id }) => id)).toEqual([jane]);
  });

  it('are refused when the key has one of that name, and the account stays as it is', async () => {
    const stage = await setUp({ key: { accounts: [{ id: 'Work:mine', secret: new Uint8Array(20) }] } });
    expect(await stage.app.devices.rename('12345678', jane, 'Work:mine')).toMatchObject({ ok: false, problem: { code: 'account-exists' } });
    expect(stage.accounts().map(({ id }) => id)).toEqual(['Work:mine', jane]);
  });
});

describe('a key that is lost', () => {
  const known = (name: string) => `arn:aws:iam::111122223333:mfa/${name}`;

  it.each(['the devices are looked at', 'another key is enrolled'])(
    'is not said to make codes once its device is gone and %s',
    async (when) => {
      const knownKeys = { [known('jane-yk-5')]: [5], [jane]: [12345678, 6], [known('bob')]: [7], 'AWS:jane@999988887777': [8] };
      const stage = await setUp({ settings: { knownKeys } });
      if (when === 'the devices are looked at') await stage.app.devices.open('work');
      else await stage.toKeyPage();
      const { [known('jane-yk-5')]: _gone, ...others } = knownKeys;
      expect(stage.world.world.settings.get().knownKeys).toEqual(others);
    },
  );

  it('is still known to hold the device while that is there, in use or not', async () => {
    const knownKeys = { [known('jane-yk-5')]: [5], [known('jane-yk-6')]: [6] };
    const stage = await setUp({ settings: { knownKeys } });
    stage.jane.addDevice({ name: 'jane-yk-5' });
    stage.setting.account.addUnassignedDevice('jane-yk-6');
    await stage.app.devices.open('work');
    expect(stage.world.world.settings.get().knownKeys).toMatchObject(knownKeys);
  });
});

describe('an account whose name did not fit the key', () => {
  const userName = 'a.very.long.user.name.that.does.not.fit.into.a.key';
  const idOf = (name: string) => accountIdFor(`arn:aws:iam::111122223333:mfa/${name}`);

  it('is a leftover when it is of this user and of no device, not when it is of another one whose name begins alike', async () => {
    const ids = [idOf(`${userName}-yk-12345678`), idOf(`${userName}.2`)];
    const accounts = ids.map((id) => ({ id, secret: new Uint8Array(20) }));
    const stage = await openStage({ userName, key: { accounts } });
    const opened = await stage.app.devices.open('work');
    expect(opened).toMatchObject({ ok: true, value: { leftovers: [{ kind: 'account', account: ids[0] }] } });
    expect(opened.ok && opened.value.leftovers).toHaveLength(1);
  });

  it('is no leftover while its enrolment is not finished', async () => {
    const stage = await openStage({ userName });
    stage.aws.simulator.faults.add(
      { kind: 'refuse', status: 403, code: 'InvalidAuthenticationCode', message: 'no' },
      { action: 'EnableMFADevice', times: 3 },
    );
    await stage.toKeyPage();
    stage.send('enrollNext');
    await stage.drive('problem');
    expect(stage.accounts().map(({ id }) => id)).toEqual([idOf(userName)]);
    stage.send('enrollClose');
    await settle(5);
    expect(await stage.app.devices.open('work')).toMatchObject({ ok: true, value: { leftovers: [] } });
  });
});
