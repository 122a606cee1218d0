import { describe, expect, it } from 'vitest';
import { failed, ok } from '../../../../../src-main/contract/result.ts';
import { encodeBase32, simulatedCode } from '../../../../../src-main/demo/aws-simulator/model/totp.ts';
import { readPicture } from '../../../../../src-main/qr/picture.adapter.ts';
import { settle } from '../../../../fakes/clock.ts';
import { picture } from '../../../../fakes/qr-picture.ts';
import { createSetting, type EnrollStage, openStage, type StageOptions } from '../enroll-fixture.ts';

const arn = 'arn:aws:iam::111122223333:mfa/jane';
const label = 'Amazon Web Services:jane@111122223333';

/** Jane may call nothing at IAM; in the console she made a device, whose secret AWS's page shows. */
const setUp = async (options: StageOptions = {}) => {
  const all = { policies: [], ...options };
  const setting = createSetting(all);
  const stage = await openStage(all, setting);
  const seed = Uint8Array.from({ length: 40 }, (_, index) => (index * 37 + 11) & 0xff);
  const secret = encodeBase32(seed);
  const link = `otpauth://totp/${encodeURIComponent('Amazon Web Services')}:jane@111122223333?secret=${secret}&issuer=Amazon%20Web%20Services`;
  /** What AWS's page does with the two codes. */
  const typeIntoPage = () => {
    const { codes } = stage.page('two-codes');
    const step = Math.floor(stage.snapshot().now / 30_000);
    expect(codes.map(({ digits }) => digits)).toEqual([step, step + 1].map((at) => simulatedCode(seed, at)));
    setting.jane.addDevice({ name: 'jane', seed: secret });
  };
  const toSecret = async () => {
    if (!stage.run('openEnroll', { source: 'work', path: 'console' })) throw new Error('not opened');
    await stage.drive('user');
    stage.send('enrollNext');
    stage.page('secret');
  };
  return { ...stage, setting, seed, secret, link, toSecret, typeIntoPage };
};

/** Waits for a step where the program does. */
const passSteps = (stage: Pick<EnrollStage, 'snapshot' | 'world'>) => async () => {
  const step = stage.snapshot().waiting.find(({ kind }) => kind === 'step');
  if (step) await stage.world.clock.advance(step.deadline - stage.snapshot().now);
};

describe('enrolment without IAM permissions', () => {
  it('stores the secret, shows two codes, checks the device at STS and offers the profiles', async () => {
    const stage = await setUp();
    await stage.toSecret();
    stage.world.clipboard.copyOther(stage.link);
    stage.send('enrollSecret', { secret: stage.link });
    await stage.drive('two-codes');
    expect(stage.world.clipboard.text()).toBe('');
    expect(stage.accounts()).toEqual([{ serial: 12345678, id: label, touch: true }]);
    stage.send('enrollCopyCode', { index: 1 });
    await settle(5);
    expect(stage.world.clipboard.text()).toBe(stage.page('two-codes').codes[1]?.digits);
    stage.typeIntoPage();
    stage.send('enrollNext');
    expect(stage.page('device').guess).toBe(arn);
    stage.send('enrollDevice', { device: ` ${arn}\n` });
    await stage.drive('profiles', passSteps(stage));
    expect(stage.snapshot().enroll?.now).toEqual({
      device: { arn, state: 'enabled' },
      keys: [{ name: 'YubiKey 5 NFC', serial: 12345678, account: arn, state: 'stored' }],
    });
    expect(stage.accounts()).toEqual([{ serial: 12345678, id: arn, touch: true }]);
    expect(stage.snapshot().mfaSessions).toMatchObject([{ mfaSerial: arn }]);
    stage.send('enrollProfiles', { profiles: ['work', 'dev'] });
    await stage.drive('done');
    expect(stage.world.files.text.config).toContain(`mfa_serial = ${arn}`);
    expect(stage.world.journal.texts.size).toBe(0);
    expect(stage.aws.simulator.requests.map(({ action }) => action)).toEqual(['GetCallerIdentity', 'GetSessionToken']);
    for (const told of [stage.secret, stage.secret.slice(0, 20), Buffer.from(stage.seed).toString('hex')])
      expect(JSON.stringify(stage.told)).not.toContain(told);
  });

  it.each([
    ['text', (stage: { secret: string }) => ['text', stage.secret.toLowerCase()] as const],
    ['a picture', (stage: { link: string }) => ['picture', stage.link] as const],
  ])('takes the secret from the clipboard as %s, and wipes it there', async (_kind, copied) => {
    const stage = await setUp();
    await stage.toSecret();
    const [kind, text] = copied(stage);
    if (kind === 'text') stage.world.clipboard.copyOther(text);
    else stage.world.clipboard.copyPicture(picture(text));
    stage.send('enrollPaste');
    await stage.drive('two-codes');
    expect(stage.world.clipboard.text()).toBe('');
    expect(stage.world.clipboard.picture()).toBeUndefined();
    expect(stage.accounts()).toMatchObject([{ id: label }]);
  });

  const screenWith = async (...texts: readonly string[]) => {
    const seen = await readPicture(picture(...texts));
    if (!seen.ok) throw new Error('no picture');
    return seen.value;
  };
  const found = async ({ snapshot }: Pick<EnrollStage, 'snapshot'>) => {
    for (;;) {
      const { page, problem } = snapshot().enroll ?? {};
      if (problem) throw new Error(JSON.stringify(problem));
      if (page?.kind === 'secret' && page.found) return page.found;
      await settle();
    }
  };

  it('finds the QR code on the screens, says whose it is, and stores it when the person says so', async () => {
    const screens = [await screenWith('https://example.com/')];
    const stage = await setUp({ screens: async () => ok(screens) });
    screens.push(await screenWith(stage.link));
    await stage.toSecret();
    stage.send('enrollScan');
    expect(await found(stage)).toEqual({ issuer: 'Amazon Web Services', account: 'jane@111122223333', isAws: true, serial: 12345678 });
    expect(stage.accounts()).toEqual([]);
    // Nothing is kept of what was seen.
    expect(screens.every(({ luma }) => luma.every((byte) => byte === 0))).toBe(true);
    stage.send('enrollStore', { yes: true });
    await stage.drive('two-codes');
    expect(stage.accounts()).toMatchObject([{ id: label }]);
    for (const told of [stage.secret, Buffer.from(stage.seed).toString('hex')]) expect(JSON.stringify(stage.told)).not.toContain(told);
  });

  it.each([
    ['a no', (stage: EnrollStage) => stage.send('enrollStore', { yes: false })],
    ['closing the wizard', (stage: EnrollStage) => stage.send('enrollClose')],
  ])('stores nothing of it after %s', async (_what, end) => {
    const screens = async () => ok([await screenWith('otpauth://totp/GitHub:octocat?secret=MZXW6YTBOIMZXW6Y')]);
    const stage = await setUp({ screens });
    await stage.toSecret();
    stage.send('enrollScan');
    expect(await found(stage)).toMatchObject({ issuer: 'GitHub', isAws: false });
    end(stage);
    await settle(20);
    expect(stage.accounts()).toEqual([]);
    expect(stage.snapshot().enroll?.problem).toBeUndefined();
    expect(stage.world.journal.texts.size).toBe(0);
  });

  it.each([
    ['enrollPaste', 'otpauth://totp/GitHub:octocat?secret=MZXW6YTBOIMZXW6Y&issuer=GitHub', { issuer: 'GitHub', account: 'octocat' }],
    ['enrollSecret', 'otpauth://totp/octocat?secret=MZXW6YTBOIMZXW6Y', { account: 'octocat' }],
    ['enrollSecret', 'otpauth://totp/Not%20Amazon:jane?secret=MZXW6YTBOIMZXW6Y', { issuer: 'Not Amazon', account: 'jane' }],
  ] as const)('says before it is stored that a link (%s) is not from AWS', async (name, link, whose) => {
    const stage = await setUp();
    await stage.toSecret();
    stage.world.clipboard.copyOther(link);
    stage.send(name, name === 'enrollSecret' ? { secret: link } : {});
    expect(await found(stage)).toEqual({ ...whose, isAws: false, serial: 12345678 });
    expect(stage.accounts()).toEqual([]);
    stage.send('enrollStore', { yes: true });
    await stage.drive('two-codes');
    expect(stage.accounts()).toHaveLength(1);
  });

  it.each([
    ['refused', async () => failed({ code: 'screen-unusable', why: 'refused' } as const)],
    ['no-code', async () => ok([])],
    ['not-otpauth', async () => ok([await screenWith('https://example.com/')])],
    [
      'several-codes',
      async () => ok([await screenWith('otpauth://totp/a?secret=MZXW6YTBOIMZXW6Y', 'otpauth://totp/b?secret=MZXW6YTBOIMZXW6Y')]),
    ],
  ] as const)('says when a look at the screens helps nothing: %s', async (why, screens) => {
    const stage = await setUp({ screens });
    await stage.toSecret();
    stage.send('enrollScan');
    while (!stage.snapshot().enroll?.problem) await settle();
    expect(stage.snapshot().enroll).toMatchObject({ problem: { code: 'screen-unusable', why }, page: { kind: 'secret' } });
  });

  it('takes the secret from a picture that was dropped, and wipes the same picture from the clipboard', async () => {
    const stage = await setUp();
    await stage.toSecret();
    stage.world.clipboard.copyPicture(picture(stage.link));
    const dropped = picture(stage.link);
    stage.send('enrollPicture', { picture: dropped });
    await stage.drive('two-codes');
    expect(stage.world.clipboard.picture()).toBeUndefined();
    expect(dropped.every((byte) => byte === 0)).toBe(true);
  });

  it.each([
    ['enrollSecret', { secret: 'MZXW0' }, { code: 'secret-unusable', why: 'not-base32' }],
    ['enrollSecret', { secret: 'otpauth://hotp/x?secret=MZXW6YTBOIMZXW6Y' }, { code: 'secret-unusable', why: 'hotp' }],
    ['enrollSecret', { secret: 'otpauth://totp/x?secret=MZXW6YTBOIMZXW6Y&digits=8' }, { code: 'secret-unusable', why: 'digits' }],
    [
      'enrollSecret',
      { secret: 'otpauth://totp/x?secret=MZXW6YTBOIMZXW6Y&algorithm=SHA256' },
      { code: 'secret-unusable', why: 'algorithm' },
    ],
    ['enrollSecret', { secret: 'https://example.com/?secret=MZXW6YTBOIMZXW6Y' }, { code: 'secret-unusable', why: 'not-otpauth' }],
    ['enrollPicture', { picture: picture('otpauth://hotp/a?secret=MZXW6YTBOIMZXW6Y&counter=1') }, { code: 'secret-unusable', why: 'hotp' }],
    [
      'enrollPicture',
      { picture: picture('otpauth://totp/a?secret=MZXW6YTBOIMZXW6Y&digits=8') },
      { code: 'secret-unusable', why: 'digits' },
    ],
    [
      'enrollPicture',
      { picture: picture('otpauth://totp/a?secret=MZXW6YTBOIMZXW6Y&algorithm=SHA256') },
      { code: 'secret-unusable', why: 'algorithm' },
    ],
    ['enrollPicture', { picture: Uint8Array.of(1, 2, 3) }, { code: 'picture-unusable', why: 'not-a-picture' }],
    ['enrollPicture', { picture: picture('https://example.com') }, { code: 'picture-unusable', why: 'not-otpauth' }],
    [
      'enrollPicture',
      { picture: picture('otpauth://totp/a?secret=MZXW6YTBOIMZXW6Y', 'otpauth://totp/b?secret=MZXW6YTBOIMZXW6Y') },
      { code: 'picture-unusable', why: 'several-codes' },
    ],
    ['enrollPaste', {}, { code: 'clipboard-empty' }],
  ])('refuses what it cannot use: %s %#', async (command, payload, problem) => {
    const stage = await setUp();
    await stage.toSecret();
    stage.send(command, payload);
    while (!stage.snapshot().enroll?.problem) await settle();
    expect(stage.snapshot().enroll?.problem).toEqual(problem);
    expect(stage.page('secret').chosen).toBe('12345678');
    expect(stage.accounts()).toEqual([]);
    expect(stage.world.journal.texts.size).toBe(0);
  });

  it.each(['otpauth://hotp/x?secret=MZXW6YTBOIMZXW6Y', 'otpauth://totp/x?secret=MZXW6YTBOIMZXW60'])(
    'wipes %s from the clipboard, which AWS does not take but is a secret all the same',
    async (link) => {
      const stage = await setUp();
      await stage.toSecret();
      stage.world.clipboard.copyOther(link);
      stage.send('enrollPaste');
      while (!stage.snapshot().enroll?.problem) await settle();
      expect(stage.snapshot().enroll?.problem?.code).toBe('secret-unusable');
      expect(stage.world.clipboard.text()).toBe('');
    },
  );

  it('takes a secret with spaces, small letters and padding', async () => {
    const stage = await setUp();
    await stage.toSecret();
    stage.send('enrollSecret', { secret: ` ${stage.secret.toLowerCase().replace(/(.{4})/g, '$1 ')}====\n` });
    await stage.drive('two-codes');
    stage.typeIntoPage();
  });

  it.each([
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-west-1'],
  ])('is of %s for a user of that partition with a path', async (partition, region) => {
    const stage = await setUp({ partition, region, userPath: '/eng/' });
    await stage.toSecret();
    stage.send('enrollSecret', { secret: stage.secret });
    await stage.drive('two-codes');
    stage.typeIntoPage();
    stage.send('enrollNext');
    expect(stage.page('device').guess).toBe(`arn:${partition}:iam::111122223333:mfa/jane`);
    stage.send('enrollDevice', { device: `arn:${partition}:iam::111122223333:mfa/jane` });
    await stage.drive('profiles', passSteps(stage));
  });

  it('makes codes by the time of AWS when the clock is off by three minutes', async () => {
    const stage = await setUp({ skewMillis: 180_000 });
    await stage.toSecret();
    stage.send('enrollSecret', { secret: stage.secret });
    await stage.drive('two-codes');
    stage.typeIntoPage();
    stage.send('enrollNext');
    stage.send('enrollDevice', { device: arn });
    await stage.drive('profiles', passSteps(stage));
    expect(stage.aws.simulator.requests.filter(({ errorCode }) => errorCode !== undefined)).toEqual([]);
  });

  it('leaves other things on the clipboard alone', async () => {
    const stage = await setUp();
    await stage.toSecret();
    stage.world.clipboard.copyOther('a letter to my aunt');
    stage.send('enrollPaste');
    while (!stage.snapshot().enroll?.problem) await settle();
    stage.send('enrollSecret', { secret: stage.secret });
    await stage.drive('two-codes');
    expect(stage.world.clipboard.text()).toBe('a letter to my aunt');
  });

  it('does not replace an account of the same name', async () => {
    const stage = await setUp({ key: { accounts: [{ id: label, secret: new Uint8Array(20).fill(7) }] } });
    await stage.toSecret();
    stage.send('enrollSecret', { secret: stage.link });
    await stage.drive('two-codes');
    expect(stage.accounts().map(({ id }) => id)).toEqual([label, arn]);
  });

  it('remembers the account where the key cannot rename', async () => {
    const stage = await setUp({ key: { firmware: '5.2.7' } });
    await stage.toSecret();
    stage.send('enrollSecret', { secret: stage.link.replaceAll('jane@', 'work@') });
    await stage.drive('two-codes');
    const shown = stage.page('two-codes').codes.map(({ ends }) => ends / 30_000 - 1);
    stage.typeIntoPage();
    stage.send('enrollNext');
    stage.send('enrollDevice', { device: arn });
    await stage.drive('profiles', passSteps(stage));
    expect(stage.accounts().map(({ id }) => id)).toEqual(['Amazon Web Services:work@111122223333']);
    expect(stage.world.world.settings.get().pickedAccounts).toEqual({ [arn]: 'Amazon Web Services:work@111122223333' });
    // The codes that were shown are spent for the device that it turned out to be; the proof has one of its own.
    expect([...(stage.world.ledger.steps.get(arn) ?? [])].sort()).toEqual([...shown, (shown[1] ?? 0) + 1]);
  });

  it.each(['jane', 'arn:aws:iam::999988887777:mfa/jane', 'arn:aws-cn:iam::111122223333:mfa/jane', 'arn:aws:iam::111122223333:user/jane'])(
    'does not take %s for the device',
    async (device) => {
      const stage = await setUp();
      await stage.toSecret();
      stage.send('enrollSecret', { secret: stage.link });
      await stage.drive('two-codes');
      stage.send('enrollNext');
      stage.send('enrollDevice', { device });
      expect(stage.snapshot().enroll).toMatchObject({ page: { kind: 'device' }, problem: { code: 'device-arn-bad', device } });
    },
  );

  it('says when STS does not know the device, and takes another answer', async () => {
    const stage = await setUp();
    await stage.toSecret();
    stage.send('enrollSecret', { secret: stage.link });
    await stage.drive('two-codes');
    stage.typeIntoPage();
    stage.send('enrollNext');
    stage.send('enrollDevice', { device: 'arn:aws:iam::111122223333:mfa/other' });
    await stage.drive('problem', passSteps(stage));
    expect(stage.snapshot().enroll).toMatchObject({ page: { kind: 'device' }, problem: { code: 'serial-refused' } });
    stage.send('enrollDevice', { device: arn });
    await stage.drive('profiles', passSteps(stage));
  });

  it('comes back after it was closed, and goes on or is undone', async () => {
    const stage = await setUp();
    await stage.toSecret();
    stage.send('enrollSecret', { secret: stage.link });
    await stage.drive('two-codes');
    const id = stage.snapshot().enroll?.id ?? '';
    stage.send('enrollClose');
    await settle(5);
    expect(stage.snapshot().unfinished).toMatchObject([{ id, user: 'jane', deviceName: 'jane' }]);
    expect([...stage.world.journal.texts.values()].join('')).not.toContain(stage.secret.slice(0, 12));
    expect(stage.run('resumeEnroll', { enroll: id })).toBe(true);
    await stage.drive('found');
    expect(stage.snapshot().unfinished).toEqual([]);
    stage.send('enrollNext');
    await stage.drive('two-codes', passSteps(stage));
    stage.send('enrollUndo');
    await stage.drive('done');
    expect(stage.accounts()).toEqual([]);
    expect(stage.world.journal.texts.size).toBe(0);
  });

  it('waits with the account for the key that was pulled', async () => {
    const stage = await setUp();
    await stage.toSecret();
    stage.send('enrollSecret', { secret: stage.link });
    await stage.drive('two-codes');
    stage.world.readers.remove('usb');
    await settle(10);
    stage.send('enrollBack');
    await stage.drive('problem', passSteps(stage));
    expect(stage.snapshot().enroll?.problem).toEqual({ code: 'yubikey-missing', serial: 12345678 });
    stage.world.readers.insert('usb', stage.key);
    await settle(20);
    stage.send('enrollBack');
    await stage.drive('two-codes', passSteps(stage));
  });
});
