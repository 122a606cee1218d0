import { describe, expect, it } from 'vitest';
import { accountIdFor } from '../../../../../src-main/app/codes/device-names.ts';
import { settle } from '../../../../fakes/clock.ts';
import { createSetting, type EnrollStage, openStage, type StageOptions } from '../enroll-fixture.ts';

const arn = 'arn:aws:iam::111122223333:mfa/jane';
const label = 'Amazon Web Services:jane@111122223333';
const keyId = '12345678';

/** Jane enrolled her key with another tool: the device and the account are there, and no profile knows of them. */
const setUp = async ({ account = label, ...options }: StageOptions & { readonly account?: string } = {}) => {
  const setting = createSetting(options);
  const device = setting.jane.addDevice({ name: 'jane' });
  setting.key.store({ id: account, secret: device.seed, touch: true });
  await setting.clock.advance(60_000);
  const stage = await openStage(options, setting);
  const actions = () => stage.aws.simulator.requests.map(({ action }) => action);
  const openDevices = async () => {
    await stage.app.devices.open('work');
    return stage.snapshot().devices;
  };
  const importIt = async () => {
    if (!stage.run('importAccount', { source: 'work', keyId, account })) throw new Error('not opened');
    await stage.drive('device');
  };
  return { ...stage, account, actions, openDevices, importIt };
};

const passSteps = (stage: Pick<EnrollStage, 'snapshot' | 'world'>) => async () => {
  const step = stage.snapshot().waiting.find(({ kind }) => kind === 'step');
  if (step) await stage.world.clock.advance(step.deadline - stage.snapshot().now);
};

describe('an account that was on the key before', () => {
  it('is proved with a code, told to the profiles, and neither renamed nor replaced', async () => {
    const stage = await setUp();
    expect((await stage.openDevices())?.importable).toEqual([{ keyId, keySerial: 12345678, account: label, guess: arn }]);
    const before = stage.accounts();
    await stage.importIt();
    expect(stage.snapshot().enroll).toMatchObject({
      path: 'import',
      source: 'work',
      page: { kind: 'device', guess: arn },
      steps: [{ name: 'user', state: 'done' }, { name: 'device', state: 'now' }, { name: 'proof' }, { name: 'profiles' }],
      undoes: [],
    });
    expect(stage.world.journal.texts.size).toBe(0);
    stage.send('enrollDevice', { device: arn });
    await stage.drive('profiles', passSteps(stage));
    expect(stage.snapshot().mfaSessions).toMatchObject([{ mfaSerial: arn }]);
    stage.send('enrollProfiles', { profiles: ['work', 'dev'] });
    await stage.drive('done');
    expect(stage.snapshot().enroll?.now.device).toEqual({ arn, state: 'enabled' });
    expect(stage.world.files.text.config).toContain(`mfa_serial = ${arn}`);
    expect(stage.accounts()).toEqual(before);
    expect(stage.world.journal.texts.size).toBe(0);
    stage.send('enrollClose');
    await settle(20);
    expect(stage.snapshot().devices?.importable).toEqual([]);
  });

  it('leaves nothing unfinished when it is begun anew after a run that was cut off', async () => {
    const stage = await setUp();
    await stage.importIt();
    stage.send('enrollDevice', { device: arn });
    await stage.drive('profiles', passSteps(stage));
    stage.send('enrollClose');
    await settle(5);
    expect(stage.snapshot().unfinished).toHaveLength(1);
    await stage.importIt();
    expect(stage.snapshot().unfinished).toHaveLength(1);
    stage.send('enrollDevice', { device: arn });
    await stage.drive('profiles', passSteps(stage));
    stage.send('enrollProfiles', { profiles: ['work'] });
    await stage.drive('done');
    expect(stage.world.journal.texts.size).toBe(0);
    stage.send('enrollClose');
    await settle(5);
    expect(stage.snapshot().unfinished).toEqual([]);
  });

  it('is remembered as the device that the person named when its own name does not tell', async () => {
    const stage = await setUp({ account: 'AWS:work@111122223333' });
    await stage.importIt();
    expect(stage.page('device').guess).toBe('arn:aws:iam::111122223333:mfa/work');
    stage.send('enrollDevice', { device: arn });
    await stage.drive('profiles', passSteps(stage));
    expect(stage.accounts().map(({ id }) => id)).toEqual(['AWS:work@111122223333']);
    expect(stage.world.world.settings.get().pickedAccounts).toEqual({ [arn]: 'AWS:work@111122223333' });
  });

  it('needs no call to IAM, and is offered where the list of devices is denied', async () => {
    const stage = await setUp({ policies: [] });
    const devices = await stage.openDevices();
    expect(devices).toMatchObject({ state: 'failed', importable: [{ account: label, guess: arn }] });
    const before = stage.actions().length;
    await stage.importIt();
    stage.send('enrollDevice', { device: arn });
    await stage.drive('profiles', passSteps(stage));
    expect(
      stage
        .actions()
        .slice(before)
        .filter((action) => action !== 'GetCallerIdentity'),
    ).toEqual(['GetSessionToken']);
  });

  it('stays on the key when the run is undone after a refused proof', async () => {
    const stage = await setUp();
    const before = stage.accounts();
    await stage.importIt();
    stage.send('enrollDevice', { device: 'arn:aws:iam::111122223333:mfa/other' });
    await stage.drive('problem', passSteps(stage));
    expect(stage.snapshot().enroll).toMatchObject({ page: { kind: 'device' }, problem: { code: 'serial-refused' }, undoes: [] });
    expect(stage.actions().filter((action) => action === 'GetSessionToken')).toHaveLength(1);
    stage.send('enrollUndo');
    await stage.drive('done');
    expect(stage.snapshot().enroll?.now).toEqual({ keys: [] });
    expect(stage.accounts()).toEqual(before);
    expect(stage.world.journal.texts.size).toBe(0);
  });

  it('is asked for again after the wizard was closed in between', async () => {
    const stage = await setUp();
    await stage.importIt();
    stage.send('enrollDevice', { device: 'arn:aws:iam::111122223333:mfa/other' });
    await stage.drive('problem', passSteps(stage));
    const enroll = stage.snapshot().enroll?.id;
    stage.send('enrollClose');
    await settle(5);
    expect(stage.run('resumeEnroll', { enroll })).toBe(true);
    await stage.drive('found');
    expect(stage.snapshot().enroll).toMatchObject({ path: 'import', undoes: [] });
    stage.send('enrollNext');
    stage.send('enrollDevice', { device: arn });
    await stage.drive('profiles', passSteps(stage));
  });

  it('can be matched with another profile: back forgets what was answered', async () => {
    const stage = await setUp();
    await stage.importIt();
    stage.send('enrollDevice', { device: 'arn:aws:iam::111122223333:mfa/other' });
    await stage.drive('problem', passSteps(stage));
    stage.send('enrollBack');
    await stage.drive('user');
    expect(stage.world.journal.texts.size).toBe(0);
    stage.send('enrollNext');
    await stage.drive('device');
    expect(stage.page('device').guess).toBe(arn);
  });

  it.each([
    ['that is not there', { keyId, account: 'AWS:bob@111122223333' }],
    ['of a key that is not there', { keyId: '9', account: label }],
  ])('%s cannot be imported', async (_, request) => {
    const stage = await setUp();
    expect(stage.run('importAccount', { source: 'work', ...request })).toBe(false);
    expect(stage.snapshot().enroll).toBeUndefined();
  });

  it('is not offered to the user of another AWS account', async () => {
    const stage = await setUp({ account: 'AWS:jane@999988887777' });
    expect((await stage.openDevices())?.importable).toEqual([]);
  });

  it('is guessed to be the device whose codes it makes when its name had to be cut', async () => {
    const name = 'maximiliane.von-und-zu-hohenstein-lauenburg';
    const long = `arn:aws:iam::111122223333:mfa/${name}`;
    const setting = createSetting();
    const device = setting.jane.addDevice({ name });
    setting.key.store({ id: accountIdFor(long), secret: device.seed, touch: true });
    const stage = await openStage({}, setting);
    await stage.app.devices.open('work');
    expect(accountIdFor(long)).not.toBe(long);
    expect(stage.snapshot().devices?.importable).toMatchObject([{ account: accountIdFor(long), guess: long }]);
  });
});
