import { describe, expect, it } from 'vitest';
import type { EnrollRequest } from '../../../../src-main/app/enroll/unattended.ts';
import { encodeBase32 } from '../../../../src-main/demo/aws-simulator/model/totp.ts';
import { settle } from '../../../fakes/clock.ts';
import { createKey, never } from '../../../fakes/world.ts';
import { createSetting, type EnrollStage, openStage } from './enroll-fixture.ts';

const request: EnrollRequest = { touch: true, spare: 'none', replace: false, profiles: 'all' };

const keysOf = (profile: string) => `[${profile}]\naws_access_key_id = AKIAWORK\naws_secret_access_key = secret-of-work\n`;

/** Runs an enrolment and lets time pass where it waits. */
const run = async (stage: EnrollStage, request: EnrollRequest, signal = never()) => {
  const outcome = stage.app.enroll(request, signal);
  let isOver = false;
  void outcome.finally(() => {
    isOver = true;
  });
  const deadline = performance.now() + 4_000;
  while (!isOver && performance.now() < deadline) {
    await settle(2);
    const { enroll, now } = stage.snapshot();
    const until = enroll && 'until' in enroll.page ? enroll.page.until : undefined;
    if (until !== undefined && until > now) await stage.world.clock.advance(until - now);
  }
  if (!isOver) throw new Error(`never over: ${JSON.stringify(stage.snapshot().enroll)}`);
  return outcome;
};

describe('an enrolment whose pages are answered beforehand', () => {
  it('makes the device and writes the serial to all profiles of the user', async () => {
    const stage = await openStage();
    expect(await run(stage, request)).toEqual({
      ok: true,
      value: { device: 'arn:aws:iam::111122223333:mfa/jane', profiles: ['work', 'dev'], left: [] },
    });
    expect(stage.snapshot().enroll).toBeUndefined();
  });

  it('takes the other name when the first one is taken, but never in place of one that was chosen', async () => {
    const setting = createSetting();
    setting.account.addUser('bob').addDevice({ name: 'jane' });
    const stage = await openStage({}, setting);
    expect(await run(stage, { ...request, name: 'jane' })).toMatchObject({ ok: false, problem: { code: 'device-name-taken' } });
    expect(await run(stage, request)).toMatchObject({ ok: true, value: { device: 'arn:aws:iam::111122223333:mfa/jane-yk-12345678' } });
  });

  it('is refused before a key is asked for, when no device of the user makes codes', async () => {
    const setting = createSetting();
    setting.jane.addOtherDevice('fido', 'laptop');
    const stage = await openStage({ yubikeys: {} }, setting);
    expect(await run(stage, request)).toEqual({ ok: false, problem: { code: 'no-code-device', user: 'jane', has: 'passkey' } });
    expect(stage.told.flatMap(({ waiting }) => waiting)).toEqual([]);
  });

  it('puts the spare on the other key', async () => {
    const setting = createSetting();
    const other = createKey(setting.clock, { serial: 87654321, touchPolicy: 'automatic', accounts: [] });
    const stage = await openStage({ yubikeys: { usb: setting.key, other } }, setting);
    expect(await run(stage, { ...request, keySerial: 12345678, spare: 'device', profiles: 'none' })).toMatchObject({
      ok: true,
      value: { spare: 'arn:aws:iam::111122223333:mfa/jane-yk-87654321', profiles: [] },
    });
  });

  it('puts the same seed on the key that is plugged in next', async () => {
    const setting = createSetting();
    const other = createKey(setting.clock, { serial: 87654321, touchPolicy: 'automatic', accounts: [] });
    const stage = await openStage({}, setting);
    const outcome = run(stage, { ...request, spare: 'same-seed', profiles: 'none' });
    while (stage.snapshot().enroll?.page.kind !== 'spare') await settle();
    stage.world.readers.insert('other', other);
    expect(await outcome).toMatchObject({ ok: true, value: { device: 'arn:aws:iam::111122223333:mfa/jane' } });
    expect(stage.accounts(stage.key, other).map(({ serial, id }) => [serial, id])).toEqual([
      [12345678, 'arn:aws:iam::111122223333:mfa/jane'],
      [87654321, 'arn:aws:iam::111122223333:mfa/jane'],
    ]);
  });

  it.each([true, false])('takes the place of an account on either key only where that is asked for: %s', async (replace) => {
    const setting = createSetting({
      key: { accounts: [{ id: 'arn:aws:iam::111122223333:mfa/jane', secret: new Uint8Array(20).fill(7) }] },
    });
    const account = { id: 'arn:aws:iam::111122223333:mfa/jane-yk-87654321', secret: new Uint8Array(20).fill(8) };
    const other = createKey(setting.clock, { serial: 87654321, touchPolicy: 'automatic', accounts: [account] });
    const stage = await openStage({ yubikeys: { usb: setting.key, other } }, setting);
    const outcome = await run(stage, { ...request, keySerial: 12345678, spare: 'device', profiles: 'none', replace });
    if (replace) expect(outcome).toMatchObject({ ok: true, value: { spare: 'arn:aws:iam::111122223333:mfa/jane-yk-87654321' } });
    else expect(outcome).toEqual({ ok: false, problem: { code: 'account-exists', account: 'arn:aws:iam::111122223333:mfa/jane' } });
    expect(stage.devices()).toHaveLength(replace ? 2 : 0);
  });

  it('gives an enrolment with the page of AWS back to the window, or undoes it', async () => {
    const stage = await openStage({ policies: [] });
    stage.run('openEnroll', { source: 'work', path: 'console' });
    await stage.drive('user');
    stage.send('enrollNext');
    stage.send('enrollSecret', { secret: encodeBase32(Uint8Array.from({ length: 40 }, (_, index) => index + 1)) });
    await stage.drive('two-codes');
    stage.send('enrollClose');
    await settle(5);
    const id = stage.snapshot().unfinished[0]?.id ?? '';
    expect(await run(stage, { ...request, resume: { id, choice: 'go-on' } })).toMatchObject({
      ok: false,
      problem: { code: 'setup-unfit' },
    });
    await settle();
    expect(stage.snapshot().unfinished).toMatchObject([{ id }]);
    expect(stage.accounts()).toHaveLength(1);
    expect(await run(stage, { ...request, resume: { id, choice: 'undo' } })).toMatchObject({ ok: true });
    expect(stage.accounts()).toEqual([]);
    expect(stage.world.journal.texts.size).toBe(0);
  });

  it('names the sources when there are several, and takes the one that is named', async () => {
    const stage = await openStage({ credentials: `${keysOf('work')}${keysOf('other')}` });
    expect(await run(stage, request)).toEqual({
      ok: false,
      problem: { code: 'source-unclear', role: '', choices: ['work', 'other'] },
    });
    expect(await run(stage, { ...request, source: 'work' })).toMatchObject({ ok: true });
  });

  it('ends with the problem, keeps the record, and undoes it later', async () => {
    const stage = await openStage();
    const refuse = { kind: 'refuse', status: 403, code: 'InvalidAuthenticationCode', message: 'no' } as const;
    stage.aws.simulator.faults.add(refuse, { action: 'EnableMFADevice', times: 3 });
    expect(await run(stage, request)).toMatchObject({ ok: false, problem: { code: 'device-codes-refused' } });
    await settle();
    const [unfinished] = stage.snapshot().unfinished;
    expect(unfinished).toMatchObject({ user: 'jane', deviceName: 'jane' });
    expect(await run(stage, { ...request, resume: { id: unfinished?.id ?? '', choice: 'undo' } })).toMatchObject({ ok: true });
    expect(stage.devices()).toEqual([]);
    expect(stage.accounts()).toEqual([]);
  });

  it('ends at once when the person gives up', async () => {
    const stage = await openStage({ key: { touchPolicy: 'by-hand' } });
    const giveUp = new AbortController();
    const stop = stage.key.onAwaitingTouch(() => {
      stop();
      giveUp.abort();
    });
    expect(await run(stage, request, giveUp.signal)).toEqual({ ok: false, problem: { code: 'cancelled' } });
  });
});
