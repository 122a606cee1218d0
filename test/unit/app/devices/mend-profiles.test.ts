import { describe, expect, it } from 'vitest';
import { settle } from '../../../fakes/clock.ts';
import { createSetting, openStage, type StageOptions } from '../enroll/enroll-fixture.ts';

const arn = (name: string) => `arn:aws:iam::111122223333:mfa/${name}`;
const config = `[profile work]
region = eu-central-1
mfa_serial = ${arn('jane')}

[profile dev]
role_arn = arn:aws:iam::111122223333:role/Dev
source_profile = work
mfa_serial = ${arn('jane')}

[profile plain]
role_arn = arn:aws:iam::111122223333:role/Dev
source_profile = work

[profile bob]
mfa_serial = ${arn('jane')}
`;
const keys = (profile: string, id: string) => `[${profile}]\naws_access_key_id = ${id}\naws_secret_access_key = secret-of-work\n`;

/** Jane has devices of these names; the accounts of `onKey` are on the plugged key. */
const openWith = async (devices: readonly string[], onKey: readonly string[], options: StageOptions = {}) => {
  const setting = createSetting();
  for (const name of devices) {
    const { seed } = setting.jane.addDevice({ name });
    if (onKey.includes(name)) setting.key.store({ id: arn(name), secret: seed, touch: false });
  }
  await setting.clock.advance(60_000);
  const stage = await openStage({ config, credentials: keys('work', 'AKIAWORK') + keys('bob', 'AKIABOB'), ...options }, setting);
  expect(await stage.app.devices.open('work')).toMatchObject({ ok: true });
  return { ...stage, mend: () => stage.snapshot().devices?.mend };
};

describe('profiles that name a device that is gone', () => {
  it('are offered the device whose key is plugged in, with the lines that change', async () => {
    const { mend } = await openWith(['jane-phone', 'jane-yk-1'], ['jane-yk-1']);
    expect(mend()).toMatchObject({ gone: arn('jane'), device: arn('jane-yk-1'), profiles: ['work', 'dev'] });
    expect(
      mend()
        ?.diff.filter(({ kind }) => kind === 'add')
        .map(({ text }) => text),
    ).toEqual([`mfa_serial = ${arn('jane-yk-1')}`, `mfa_serial = ${arn('jane-yk-1')}`]);
  });

  it('name it after a yes; those of another source stay, and then there is nothing to offer', async () => {
    const { run, mend, world } = await openWith(['jane-phone'], []);
    expect(run('mendProfiles', { source: 'work', gone: arn('jane'), device: arn('jane-phone') })).toBe(true);
    await settle();
    const [own = '', others = ''] = world.files.text.config?.split('[profile bob]') ?? [];
    expect(own).toBe(config.split('[profile bob]')[0]?.replaceAll(arn('jane'), arn('jane-phone')));
    expect(others).toContain(arn('jane'));
    expect(mend()).toBeUndefined();
  });

  it('are offered another right after the removal of theirs', async () => {
    const { mend, app } = await openWith(['jane', 'jane-yk-1'], ['jane', 'jane-yk-1']);
    expect(mend()).toBeUndefined();
    expect(await app.devices.remove(arn('jane'))).toMatchObject({ ok: true });
    expect(mend()).toMatchObject({ gone: arn('jane'), device: arn('jane-yk-1') });
  });

  it('are offered nothing when no device makes codes, and nothing that was not shown is written', async () => {
    const { mend, run, world } = await openWith([], []);
    expect(mend()).toBeUndefined();
    expect(run('mendProfiles', { source: 'work', gone: arn('jane'), device: arn('jane') })).toBe(false);
    expect(world.files.text.config).toBe(config);
  });

  it('stay as they are when they cannot be written, which the screen says', async () => {
    const { run, snapshot, world } = await openWith(['jane-phone'], []);
    world.files.beforeSerial = async () => ({ code: 'file-read-only', file: '/home/jane/.aws/config', errno: 'EROFS' });
    run('mendProfiles', { source: 'work', gone: arn('jane'), device: arn('jane-phone') });
    await settle();
    expect(snapshot().devices).toMatchObject({ problem: { code: 'file-read-only' }, mend: { gone: arn('jane') } });
  });
});
