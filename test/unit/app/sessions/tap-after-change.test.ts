import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../../src-main/base/bytes.ts';
import { simulatedCode } from '../../../../src-main/demo/aws-simulator/model/totp.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { codeAfter, config, createKey, credentials, jane, janeAccount, never, openApp, question, start } from '../../../fakes/world.ts';

const dev = 'arn:aws:iam::444455556666:role/Developer';
const admin = 'arn:aws:iam::777788889999:role/Admin';

/** An app in which `dev` was tapped, so that all that can be found out beforehand has been; its key needs no touch. */
const afterOne = async (options: Parameters<typeof openApp>[0] = {}) => {
  const clock = options.clock ?? createFakeClock(start);
  const opened = await openApp({
    clock,
    yubikeys: { usb: createKey(clock, { accounts: [{ ...janeAccount, touch: false }] }) },
    ...options,
  });
  const tap = async (role = 'dev') => {
    const tapped = await opened.app.tap({ role }, never());
    return tapped.ok ? tapped.value : tapped.problem;
  };
  expect(await tap()).toMatchObject({ roleArn: dev, target: 'dev-tap' });
  const session = (target: string) => opened.app.snapshot().sessions.find((one) => one.target === target);
  const { settings } = opened.world;
  return { ...opened, clock, tap, session, settings };
};

describe('a tap right after somebody else wrote the files, of which nobody was told yet', () => {
  it('opens the role that the profile names now', async () => {
    const { files, tap } = await afterOne();
    files.text = { ...files.text, config: config.replace(dev, admin) };
    expect(await tap()).toMatchObject({ roleArn: admin });
  });

  it('opens it by the source that the profile names now', async () => {
    const other = '[other]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = o\n';
    const { files, tap, sts, clock } = await afterOne({ credentials: `${credentials}\n${other}` });
    files.text = { ...files.text, config: config.replace('source_profile = work\nmfa_serial', 'source_profile = other\nmfa_serial') };
    const tapped = tap();
    await clock.advance(30_000);
    expect(await tapped).toMatchObject({ roleArn: dev });
    expect(sts.calls.find(({ action, accessKeyId }) => action === 'sessionToken' && accessKeyId === 'AKIAOTHER')).toBeDefined();
  });

  it('opens it with the new key of its source, whose MFA session is another', async () => {
    const { files, tap, sts, clock } = await afterOne();
    files.text = { ...files.text, credentials: (files.text.credentials ?? '').replace('AKIAWORK', 'AKIANEW') };
    const tapped = tap();
    await clock.advance(30_000);
    expect(await tapped).toMatchObject({ roleArn: dev });
    expect(sts.calls.filter(({ action }) => action === 'sessionToken').map(({ accessKeyId }) => accessKeyId)).toEqual([
      'AKIAWORK',
      'AKIANEW',
    ]);
  });

  it('does not know a role that is gone', async () => {
    const { files, tap } = await afterOne();
    files.text = { ...files.text, config: config.replace('[profile dev]', '[profile else]') };
    expect(await tap()).toMatchObject({ code: 'role-unknown', role: 'dev' });
  });

  it('refuses a target that holds keys of somebody else by now', async () => {
    const { files, tap, sts } = await afterOne();
    const before = sts.calls.length;
    files.text = { ...files.text, credentials: `${credentials}\n[dev-tap]\naws_access_key_id = AKIAX\naws_secret_access_key = x\n` };
    expect(await tap()).toMatchObject({ code: 'target-has-keys' });
    expect(sts.calls.length).toBe(before);
  });
});

describe('a tap right after keys were changed', () => {
  /** With the touch of a fresh code in any case. */
  const fresh = { role: 'dev', fresh: true };

  it('asks for the key that was pulled', async () => {
    const { app, readers, until, clock } = await afterOne();
    readers.unplug('usb');
    void app.tap(fresh, never());
    await clock.advance(30_000);
    const asked = await until((snapshot) => question(snapshot, 'insert') !== undefined);
    expect(question(asked, 'insert')).toMatchObject({ key: { serial: 12345678 } });
  });

  it('asks which of two keys, when a second one with the same account came', async () => {
    const { app, readers, until, clock } = await afterOne();
    readers.insert('other', createKey(clock, { serial: 7, accounts: [janeAccount] }));
    void app.tap(fresh, never());
    const asked = await until((snapshot) => question(snapshot, 'pick') !== undefined);
    expect(question(asked, 'pick')?.choices?.map(({ label }) => label)).toEqual([
      expect.stringContaining('12345678'),
      expect.stringContaining(' 7'),
    ]);
  });

  it('takes the account that another front end’s person picked', async () => {
    const clock = createFakeClock(start);
    const other = { id: 'Corp:x', secret: utf8('another secret'), touch: false };
    const usb = createKey(clock, { accounts: [{ ...janeAccount, touch: false }, other] });
    const { app, settings, sts } = await afterOne({ clock, yubikeys: { usb } });
    settings.update({ pickedAccounts: { [jane]: 'Corp:x' } });
    const tapped = app.tap(fresh, never());
    await clock.advance(30_000);
    await tapped;
    expect(sts.codes()).toEqual([codeAfter(0), simulatedCode(other.secret, Math.floor(start / 30_000) + 1)]);
  });
});

describe('a tap right after a setting was changed', () => {
  it('is guarded when the role is', async () => {
    const { settings, tap, session, clock } = await afterOne();
    settings.update({ guards: { [dev]: true } });
    const tapped = tap();
    await clock.advance(30_000);
    expect(await tapped).toMatchObject({ roleArn: dev });
    expect(session('dev-tap')).toMatchObject({ guarded: true });
    expect((session('dev-tap')?.expires ?? 0) - (session('dev-tap')?.since ?? 0)).toBe(settings.get().guardSeconds * 1000);
  });

  it('is guarded when a role on its way is', async () => {
    const last = 'arn:aws:iam::999900001111:role/Last';
    const { settings, tap, session, clock } = await afterOne({
      config: `${config}\n[profile last]\nrole_arn = ${last}\nsource_profile = dev\n`,
    });
    expect(await tap('last')).toMatchObject({ roleArn: last });
    expect(session('last-tap')).toMatchObject({ guarded: false });
    settings.update({ guards: { [dev]: true } });
    const tapped = tap('last');
    await clock.advance(30_000);
    await tapped;
    expect(session('last-tap')).toMatchObject({ guarded: true });
  });

  it('is guarded no more when the guard was taken off', async () => {
    const { settings, tap, session } = await afterOne({ settings: { guards: { [admin]: true } } });
    settings.update({ guards: { [admin]: false } });
    expect(await tap('prod')).toMatchObject({ roleArn: admin });
    expect(session('prod-tap')).toMatchObject({ guarded: false });
  });

  it('opens what the person wants of the role', async () => {
    const { settings, app, until } = await afterOne();
    settings.update({ readOnlyFirst: { [dev]: true } });
    app.run('tap', { role: 'dev' });
    await until(({ sessions }) => sessions.some(({ profile }) => profile === 'dev-ro'));
    expect(app.snapshot().roles.find(({ profile }) => profile === 'dev')).toMatchObject({ readOnly: 'dev-ro', readOnlyFirst: true });
  });

  it('offers to guard what looks like production by its account’s name', async () => {
    const { settings, app } = await afterOne();
    settings.update({ aliases: { '444455556666': 'acme-prod' } });
    app.run('tap', { role: 'dev' });
    expect(app.snapshot()).toMatchObject({ guardOffer: 'dev' });
  });

  it('writes to the new target', async () => {
    const { settings, tap, files } = await afterOne();
    settings.update({ targetSuffix: '-mfa' });
    expect(await tap('prod')).toMatchObject({ target: 'prod-mfa' });
    expect(files.written.at(-1)).toMatchObject({ target: 'prod-mfa' });
  });

  it('writes the new region', async () => {
    const { settings, tap, files } = await afterOne();
    settings.update({ region: 'eu-north-1' });
    expect(await tap('prod')).toMatchObject({ target: 'prod-tap' });
    expect(files.written.at(-1)).toMatchObject({ target: 'prod-tap', region: 'eu-north-1' });
  });
});
