import { expect, it } from 'vitest';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { refusal } from '../../../fakes/sts.ts';
import { config, createKey, jane, never, openApp, roleState, start } from '../../../fakes/world.ts';

const minute = 60_000;
const arn = 'arn:aws:iam::111122223333:user/jane';

/** A world where the user of `work` can be tapped, with a key that is touched as soon as it blinks. */
const setUp = async (options: Parameters<typeof openApp>[0] = {}) => {
  const clock = createFakeClock(start);
  const key = createKey(clock);
  key.onAwaitingTouch((wait) => wait && queueMicrotask(key.touch));
  const world = await openApp({
    clock,
    yubikeys: { usb: key },
    config: config.replace('[profile work]\n', `[profile work]\nmfa_serial = ${jane}\n`),
    ...options,
  });
  /** A code is good once: the next touch makes one of another step. */
  const nextStep = () => world.clock.advance(31_000);
  return { ...world, nextStep };
};

it('shares its one touch with the roles, and stays when a role ends', async () => {
  const { app, sts, files } = await setUp();
  expect(await app.tap({ role: 'work' }, never())).toMatchObject({
    ok: true,
    value: { target: 'work-tap', roleArn: arn, via: 'mfa-session' },
  });
  await app.tap({ role: 'dev' }, never());
  expect(sts.codes()).toHaveLength(1);
  await app.end('dev-tap');
  expect(files.text.credentials).toContain('[work-tap]');
  expect(roleState(app.snapshot(), 'work')).toMatchObject({ kind: 'active', expires: start + 12 * 60 * minute });
  await app.end('work-tap');
  expect(files.text.credentials).not.toContain('[work-tap]');
  expect(app.snapshot().mfaSessions).toHaveLength(1);
});

it('is bought anew, once, when AWS takes the held one no longer', async () => {
  const { app, sts, nextStep } = await setUp();
  await app.tap({ role: 'work' }, never());
  await nextStep();
  sts.script = ({ accessKeyId }) =>
    accessKeyId === 'ASIA1' ? refusal({ code: 'session-expired', source: 'work', ended: true }) : undefined;
  expect(await app.tap({ role: 'work' }, never())).toMatchObject({ ok: true, value: { accessKeyId: 'ASIA2' } });
  expect(sts.codes()).toHaveLength(2);
  await nextStep();
  sts.script = ({ accessKeyId, action }) =>
    accessKeyId === 'ASIA2' || action === 'sessionToken' ? refusal({ code: 'session-expired', source: 'work', ended: true }) : undefined;
  expect(await app.tap({ role: 'work' }, never())).toMatchObject({ ok: false, problem: { code: 'session-expired' } });
});

it('is short and takes a touch each time where it is guarded, and is no other role’s', async () => {
  const { app, sts, nextStep } = await setUp({ settings: { guards: { [arn]: true } } });
  await app.tap({ role: 'work' }, never());
  await nextStep();
  await app.tap({ role: 'work' }, never());
  expect(sts.calls.flatMap(({ action, seconds }) => (action === 'sessionToken' ? [seconds] : []))).toEqual([900, 900]);
  expect(app.snapshot().mfaSessions).toEqual([]);
});

it('goes to a program like a role’s, and follows a new MFA session', async () => {
  const { app, sts, files, nextStep } = await setUp();
  const asker = { kind: 'person', front: 'terminal' } as const;
  expect(await app.credentials({ role: 'work', asker, wait: false }, never())).toMatchObject({ problem: { code: 'touch-wanted' } });
  expect(await app.credentials({ role: 'work', asker, wait: true }, never())).toMatchObject({
    ok: true,
    value: { roleArn: arn, accountId: '111122223333', credentials: { accessKeyId: 'ASIA1' } },
  });
  expect(files.text.credentials).not.toContain('ASIA1');
  await app.tap({ role: 'work' }, never());
  await nextStep();
  expect(await app.renewAll(undefined, never())).toMatchObject({ ok: true });
  await settle();
  expect(sts.codes()).toHaveLength(2);
  expect(files.text.credentials).toContain('ASIA2');
});

it('opens no console', async () => {
  const { app } = await setUp();
  const asker = { kind: 'person', front: 'tray' } as const;
  expect(await app.consoleUrl('work', asker, never())).toMatchObject({ problem: { code: 'console-own-user', profile: 'work' } });
});
