import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { createKey, never, question, roleState } from '../../../fakes/world.ts';
import { putIdentity } from '../../../support/card/piv-identity.ts';
import { anchorArn, authority, countPins, now, ownConfig, profileArn, roleArn, setUp } from './certificate-stage.ts';

const failure = (state: ReturnType<typeof roleState>) => (state?.kind === 'failed' ? state.problem : state?.kind);

describe('a role that a certificate opens', () => {
  it('is a row like any other', async () => {
    const { app } = await setUp();
    expect(app.snapshot().roles).toMatchObject([
      {
        profile: 'dev',
        certificate: { trustAnchorArn: anchorArn, profileArn, wanted: '', isHelper: false },
        sourceKind: 'certificate',
        roleArn,
        accountId: '111122223333',
        target: 'dev-tap',
        via: 'direct',
      },
    ]);
  });

  it('asks for the PIN once, and is active', async () => {
    const { app, typePin, settled, files, anywhere } = await setUp();
    expect(app.run('tap', { role: 'dev' })).toEqual({ accepted: true });
    expect(await typePin('654321')).toMatchObject({ kind: 'pin', tries: 3, wrong: false, for: { kind: 'role', profile: 'dev' } });
    expect(roleState(await settled(), 'dev')).toMatchObject({ kind: 'active', since: now, expires: now + 3_600_000 });
    expect(files.text.credentials).toContain('[dev-tap]');
    expect(files.text.credentials).toContain('aws_access_key_id = ASIACERT1');
    expect(files.text.credentials).toContain('region = eu-west-1');
    expect(files.text.credentials).not.toContain('roletap_');
    expect(anywhere.orders).toMatchObject([
      { profile: 'dev', role: { trustAnchorArn: anchorArn, profileArn, roleArn }, endpoint: { region: 'eu-central-1' } },
    ]);
  });

  it('remembers the PIN until the key is pulled', async () => {
    const { app, typePin, settled, readers, key, until, askedPin } = await setUp();
    app.run('tap', { role: 'dev' });
    await typePin('654321');
    await settled();
    expect((await app.tap({ role: 'dev' }, never())).ok).toBe(true);
    readers.remove('usb');
    await until(({ card }) => card.kind === 'no-key');
    readers.insert('usb', key);
    await until(({ card }) => card.kind === 'present');
    const again = app.tap({ role: 'dev' }, never());
    const asked = await askedPin();
    app.run('cancel', { waiting: asked.id });
    expect(await again).toEqual({ ok: false, problem: { code: 'cancelled' } });
  });

  it.each(['pin', 'touch'] as const)(
    'ends when the key is pulled while it asks for a %s, and can be opened again with the key',
    async (kind) => {
      const identity = { touch: kind === 'touch' ? 2 : 1 };
      const { app, typePin, settled, readers, key, until, told, clock } = await setUp({ identity });
      app.run('tap', { role: 'dev' });
      if (kind === 'touch') {
        await typePin('654321');
        await settle();
        await clock.advance(1);
      }
      await until((one) => question(one, kind) !== undefined);
      key.pull();
      expect(roleState(await settled(), 'dev')).toEqual({ kind: 'failed', problem: { code: 'yubikey-removed', serial: 12345678 } });
      expect(app.snapshot().waiting).toEqual([]);
      readers.insert('usb', key);
      await until((one) => roleState(one, 'dev')?.kind === 'idle');
      app.run('tap', { role: 'dev' });
      await typePin('654321');
      if (kind === 'touch') {
        await settle();
        await clock.advance(1);
        await until((one) => question(one, 'touch') !== undefined);
        key.touch();
      }
      expect(roleState(await settled(), 'dev')?.kind).toBe('active');
      expect(JSON.stringify(told)).not.toContain('keyId');
    },
  );

  it('forgets it when the screen locks, when the settings say so', async () => {
    const { app, typePin, settled, askedPin } = await setUp({ settings: { keepPin: 'until-locked' } });
    app.run('tap', { role: 'dev' });
    await typePin('654321');
    await settled();
    await app.handle({ kind: 'lock' });
    const again = app.tap({ role: 'dev' }, never());
    app.run('cancel', { waiting: (await askedPin()).id });
    expect(await again).toMatchObject({ ok: false });
  });

  it('forgets it after the time that the settings name', async () => {
    const { app, typePin, settled, askedPin, clock } = await setUp({ settings: { keepPin: '15-minutes' } });
    app.run('tap', { role: 'dev' });
    await typePin('654321');
    await settled();
    await clock.advance(14 * 60_000);
    expect((await app.tap({ role: 'dev' }, never())).ok).toBe(true);
    // A use is no reason to keep it longer.
    await clock.advance(60_000 + 1);
    const again = app.tap({ role: 'dev' }, never());
    app.run('cancel', { waiting: (await askedPin()).id });
    await again;
  });

  it('asks each time where nothing is to be remembered', async () => {
    const { app, typePin, settled, askedPin } = await setUp({ settings: { keepPin: 'never' } });
    app.run('tap', { role: 'dev' });
    await typePin('654321');
    await settled();
    const again = app.tap({ role: 'dev' }, never());
    app.run('cancel', { waiting: (await askedPin()).id });
    await again;
  });

  it('never sends a wrong PIN twice, and shows the tries that are left', async () => {
    const { app, typePin, settled, key } = await setUp();
    const sent = countPins(key);
    app.run('tap', { role: 'dev' });
    await typePin('111111');
    expect(await typePin('654321')).toMatchObject({ wrong: true, tries: 2 });
    expect(roleState(await settled(), 'dev')?.kind).toBe('active');
    expect(sent()).toBe(2);
  });

  it('takes the last try only when the person says so', async () => {
    const { app, typePin, askedPin, settled, key } = await setUp();
    const sent = countPins(key);
    app.run('tap', { role: 'dev' });
    await typePin('111111');
    await typePin('222222');
    expect(await typePin('333333')).toMatchObject({ wrong: true, tries: 1 });
    const asked = await askedPin();
    expect(asked).toMatchObject({ tries: 1 });
    expect(sent()).toBe(2);
    app.run('answerPin', { waiting: asked.id, pin: new TextEncoder().encode('444444'), lastTry: true });
    expect(failure(roleState(await settled(), 'dev'))).toMatchObject({ code: expect.stringMatching(/^pin-(wrong|blocked)$/) as string });
    expect(sent()).toBe(3);
  });

  it('is told that the PIN is blocked', async () => {
    const { app, typePin, settled, key } = await setUp();
    app.run('tap', { role: 'dev' });
    await typePin('111111');
    await typePin('222222');
    await typePin('333333', true);
    await settled();
    const sent = countPins(key);
    expect(await app.tap({ role: 'dev' }, never())).toEqual({ ok: false, problem: { code: 'pin-blocked', serial: 12345678 } });
    expect(sent()).toBe(0);
  });

  it('asks for a touch where the key wants one', async () => {
    const { app, typePin, settled, key, until, clock } = await setUp({ identity: { touch: 2 } });
    app.run('tap', { role: 'dev' });
    await typePin('654321');
    await settle();
    await clock.advance(1);
    await until((snapshot) => question(snapshot, 'touch') !== undefined);
    key.touch();
    expect(roleState(await settled(), 'dev')?.kind).toBe('active');
  });

  it('asks for no PIN where the key wants none', async () => {
    const { app, settled } = await setUp({ identity: { pin: 1 } });
    app.run('tap', { role: 'dev' });
    expect(roleState(await settled(), 'dev')?.kind).toBe('active');
  });

  it('says which certificate is not there, and which are', async () => {
    const { app } = await setUp({ config: ownConfig('roletap_certificate = joe\n') });
    expect(await app.tap({ role: 'dev' }, never())).toEqual({
      ok: false,
      problem: { code: 'certificate-missing', profile: 'dev', wanted: 'joe', has: ['CN=jane,O=Example'] },
    });
  });

  it.each(['jane', 'CN=jane', 'O=Example,CN=jane', 'CN=jane, O=Example'])('takes the certificate that is named as %s', async (name) => {
    const { app } = await setUp({ config: ownConfig(`roletap_certificate = ${name}\n`), identity: { pin: 1 } });
    expect((await app.tap({ role: 'dev' }, never())).ok).toBe(true);
  });

  it('asks which of two keys with the same subject', async () => {
    const clock = createFakeClock(now);
    const { ca, jane } = authority();
    const [one, other] = [createKey(clock, { accounts: [] }), createKey(clock, { serial: 23456789, accounts: [] })];
    putIdentity(one, jane, { pin: 1 });
    putIdentity(other, ca.issue(), { pin: 1 });
    const { app, until } = await setUp({ clock, yubikeys: { usb: one, nfc: other } });
    const tapped = app.tap({ role: 'dev' }, never());
    const snapshot = await until((now) => question(now, 'pick') !== undefined);
    const asked = question(snapshot, 'pick');
    expect(asked).toMatchObject({
      among: 'certificates',
      choices: [{ label: 'CN=jane,O=Example (YubiKey 12345678, slot 82)' }, { label: 'CN=jane,O=Example (YubiKey 23456789, slot 82)' }],
    });
    app.run('answerPick', { waiting: asked?.id, choice: '1' });
    expect((await tapped).ok).toBe(true);
  });

  it('names the choices where nobody can be asked', async () => {
    const clock = createFakeClock(now);
    const { ca, jane } = authority();
    const [one, other] = [createKey(clock, { accounts: [] }), createKey(clock, { serial: 23456789, accounts: [] })];
    putIdentity(one, jane);
    putIdentity(other, ca.issue());
    const { app } = await setUp({ clock, yubikeys: { usb: one, nfc: other }, answers: 'pins' });
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: false, problem: { code: 'certificates-several', profile: 'dev' } });
    expect(await app.tap({ role: 'dev', keySerial: 999 }, never())).toMatchObject({ ok: false, problem: { code: 'yubikey-not-plugged' } });
  });

  it('refuses a certificate that AWS would refuse, before a PIN', async () => {
    const { ca } = authority();
    const cases = [
      [ca.issue({ extensions: ['basicConstraints=CA:FALSE', 'keyUsage=keyEncipherment'] }), 'usage'],
      [ca.intermediate(), 'ca'],
      [ca.issue({ digest: 'sha1' }), 'hash'],
    ] as const;
    for (const [certificate, why] of cases) {
      const { app } = await setUp({ certificate });
      expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: false, problem: { code: 'certificate-flawed', why } });
    }
  });

  it.each([
    [40 * 86_400_000, 'expired'],
    [-86_400_000, 'not-yet'],
  ])('refuses one that is not valid at AWS’s time', async (away, why) => {
    const { app } = await setUp({ clock: createFakeClock(now + away) });
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: false, problem: { code: 'certificate-flawed', why } });
  });

  it('finds the session that the role allows, and remembers it', async () => {
    const { app, anywhere } = await setUp({ identity: { pin: 1 }, config: ownConfig('duration_seconds = 43200\n') });
    anywhere.maximum = 4 * 3600;
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: true, value: { expiration: now + 4 * 3_600_000 } });
    anywhere.orders.length = 0;
    await app.tap({ role: 'dev' }, never());
    expect(anywhere.orders.map(({ durationSeconds }) => durationSeconds)).toEqual([4 * 3600]);
    expect(app.snapshot().notices).toContainEqual({ kind: 'duration', roleArn, askedSeconds: 43_200, gotSeconds: 4 * 3600 });
  });

  it('asks for an hour where each try would take a touch', async () => {
    const { app, anywhere, key } = await setUp({ identity: { pin: 1, touch: 2 }, config: ownConfig('duration_seconds = 43200\n') });
    anywhere.maximum = 4 * 3600;
    key.onAwaitingTouch((wait) => {
      if (wait) queueMicrotask(() => key.touch());
    });
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: true, value: { expiration: now + 3_600_000 } });
    expect(anywhere.orders.map(({ durationSeconds }) => durationSeconds)).toEqual([43_200, 3600]);
  });

  it('learns what a profile of Roles Anywhere gives', async () => {
    const { app, anywhere } = await setUp({ identity: { pin: 1 }, config: ownConfig('duration_seconds = 43200\n') });
    anywhere.granted = 2 * 3600;
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: true, value: { expiration: now + 2 * 3_600_000 } });
    expect(app.snapshot().roles[0]).toMatchObject({ durationSeconds: 2 * 3600 });
  });

  it('serves a program from the session that is there, without a card', async () => {
    const { app, key } = await setUp({ identity: { pin: 1 } });
    await app.tap({ role: 'dev' }, never());
    const before = key.apduCount();
    const asker = { kind: 'program', name: 'terraform', pid: 4121, sure: true } as const;
    expect(await app.credentials({ role: 'dev-tap', asker, wait: false }, never())).toMatchObject({
      ok: true,
      value: { credentials: { accessKeyId: 'ASIACERT1' } },
    });
    expect(key.apduCount()).toBe(before);
  });

  it('asks a person for a program that waits, and alerts for one that does not', async () => {
    const { app, typePin } = await setUp();
    const asker = { kind: 'program', name: 'terraform', pid: 4121, sure: true } as const;
    expect(await app.credentials({ role: 'dev', asker, wait: false }, never())).toMatchObject({
      ok: false,
      problem: { code: 'touch-wanted' },
    });
    expect(app.snapshot().alerts).toMatchObject([{ kind: 'touch-wanted', profile: 'dev' }]);
    const asked = app.credentials({ role: 'dev', asker, wait: true }, never());
    expect(await typePin('654321')).toMatchObject({ askers: [asker] });
    expect(await asked).toMatchObject({ ok: true, value: { profile: 'dev', roleArn } });
  });

  it('opens other roles, with one PIN for all of them', async () => {
    const chained = `
[profile other]
role_arn = arn:aws:iam::444455556666:role/Other
source_profile = dev
`;
    const { app, typePin, anywhere, sts } = await setUp({ config: ownConfig(chained) });
    const first = app.tap({ role: 'other' }, never());
    await typePin('654321');
    expect(await first).toMatchObject({ ok: true, value: { roleArn: 'arn:aws:iam::444455556666:role/Other' } });
    expect((await app.tap({ role: 'other' }, never())).ok).toBe(true);
    expect(anywhere.orders).toHaveLength(1);
    expect(sts.calls.filter(({ action }) => action === 'assumeRole')).toMatchObject([
      { accessKeyId: 'ASIACERT1' },
      { accessKeyId: 'ASIACERT1' },
    ]);
  });

  it('takes a PIN from standard input once', async () => {
    const { app, typePin } = await setUp({ answers: 'pins' });
    const tapped = app.tap({ role: 'dev' }, never());
    await typePin('111111');
    expect(await tapped).toMatchObject({ ok: false, problem: { code: 'pin-wrong', left: 2 } });
  });

  it('asks nobody where nobody answers', async () => {
    const { app } = await setUp({ answers: 'nothing' });
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: false, problem: { code: 'pin-needed' } });
  });

  it('is checked without anybody being asked', async () => {
    const { app } = await setUp();
    const { jane } = authority();
    const until = Date.parse(new X509Certificate(jane.pem).validTo);
    expect(await app.anywhere.check(never())).toEqual([
      { profile: 'dev', certificate: { ok: true, value: { subject: 'CN=jane,O=Example', slot: '82', serial: 12345678, until } } },
    ]);
    const other = await setUp({ config: ownConfig('roletap_certificate = joe\n') });
    expect(await other.app.anywhere.check(never())).toMatchObject([
      { certificate: { ok: false, problem: { code: 'certificate-missing' } } },
    ]);
  });

  it('keeps the PIN out of every snapshot', async () => {
    const { app, typePin, settled, told } = await setUp();
    app.run('tap', { role: 'dev' });
    await typePin('654321');
    await settled();
    expect(JSON.stringify(told)).not.toContain('654321');
  });

  it('guards with a PIN that is typed anew, where the key takes no touch', async () => {
    const { app, typePin, settled, askedPin } = await setUp({ settings: { guards: { [roleArn]: true } } });
    app.run('tap', { role: 'dev' });
    await typePin('654321');
    await settled();
    const again = app.tap({ role: 'dev' }, never());
    app.run('cancel', { waiting: (await askedPin()).id });
    expect(await again).toMatchObject({ ok: false });
  });
});

describe('what is wrong with a profile', () => {
  const broken = async (config: string) => {
    const { app } = await setUp({ config });
    return app.snapshot().notices.flatMap((notice) => (notice.kind === 'profile' ? [notice.problem] : []));
  };

  it('names an ARN that is none', async () => {
    expect(await broken(ownConfig().replace(profileArn, anchorArn))).toEqual([
      { code: 'anywhere-arn-bad', profile: 'dev', what: 'profile', value: anchorArn },
    ]);
    expect(await broken('[profile dev]\nroletap_role_arn = x\n')).toMatchObject([
      { code: 'anywhere-arn-bad', what: 'trust-anchor', value: '' },
    ]);
  });

  it('names regions and accounts that are apart', async () => {
    expect(
      await broken(ownConfig().replace('rolesanywhere:eu-central-1:111122223333:profile', 'rolesanywhere:us-east-1:111122223333:profile')),
    ).toEqual([{ code: 'anywhere-apart', profile: 'dev', what: 'region', values: ['eu-central-1', 'us-east-1'] }]);
    expect(await broken(ownConfig().replace('iam::111122223333', 'iam::444455556666'))).toEqual([
      { code: 'anywhere-apart', profile: 'dev', what: 'account', values: ['111122223333', '444455556666'] },
    ]);
  });

  it('names a session name that AWS doesn’t take, before a PIN', async () => {
    expect(await broken(ownConfig('role_session_name = Jané Müller\n'))).toEqual([
      { code: 'setting-bad', profile: 'dev', setting: 'role_session_name', value: 'Jané Müller' },
    ]);
  });

  it('opens a role of AWS’s helper with the same certificate, and warns of a PIN in its line', async () => {
    const line = (uri: string) => `[profile dev]
credential_process = aws_signing_helper credential-process --certificate ${uri} --private-key '${uri}?pin-value=654321' --trust-anchor-arn ${anchorArn} --profile-arn ${profileArn} --role-arn ${roleArn}
`;
    const { app } = await setUp({ config: line('pkcs11:id=%05'), identity: { pin: 1 } });
    expect(app.snapshot().notices).toMatchObject([
      { kind: 'profile', profile: 'dev', problem: { code: 'pin-in-file', profile: 'dev', line: 2 } },
    ]);
    expect((await app.tap({ role: 'dev' }, never())).ok).toBe(true);
    const other = await setUp({ config: line('pkcs11:id=%01'), identity: { pin: 1 } });
    expect(await other.app.tap({ role: 'dev' }, never())).toMatchObject({
      ok: false,
      problem: { code: 'certificate-missing', wanted: '', slot: '9a' },
    });
    const named = await setUp({ config: line('pkcs11:id=%01;serial=12345678'), identity: { pin: 1 } });
    expect(await named.app.tap({ role: 'dev' }, never())).toMatchObject({
      ok: false,
      problem: { code: 'certificate-missing', wanted: '', slot: '9a', serial: 12345678 },
    });
  });
});
