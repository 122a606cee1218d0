import { describe, expect, it } from 'vitest';
import type { StoredMfaSession } from '../../../../src-main/app/stored-sessions.ts';
import type { Problem } from '../../../../src-main/contract/problems/problem.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { refusal } from '../../../fakes/sts.ts';
import { createKey, jane, never, openApp, roleState, start } from '../../../fakes/world.ts';

const minute = 60_000;
const roleArn = 'arn:aws:iam::444455556666:role/Developer';
const roleRefused: Problem = { code: 'role-refused', roleArn };

/** An MFA session as another front end left it. `since`: absent in what an older version wrote. */
const session = (since: number | undefined, accessKeyId = 'AKIAWORK'): StoredMfaSession => ({
  source: 'work',
  accessKeyId,
  mfaSerial: jane,
  ...(since === undefined ? {} : { since }),
  credentials: { accessKeyId: `ASIA-${accessKeyId}`, secretAccessKey: 's', sessionToken: 't', expires: start + 600 * minute },
});

/** A key that touches by itself, and an STS that refuses the role. */
const setUp = async (problem: Problem, stored: readonly StoredMfaSession[], options: Parameters<typeof openApp>[0] = {}) => {
  const clock = createFakeClock(start);
  const opened = await openApp({ clock, yubikeys: { usb: createKey(clock, { touchPolicy: 'automatic' }) }, stored, ...options });
  opened.sts.script = ({ action }) => (action === 'assumeRole' ? refusal(problem) : undefined);
  return opened;
};

describe('a fresh touch is offered for a role that AWS refused', () => {
  it.each([
    ['from an MFA session of more than a minute', session(start - minute - 1)],
    ['from an MFA session whose age nobody noted', session(undefined)],
  ])('%s', async (_, stored) => {
    const { app } = await setUp(roleRefused, [stored]);
    expect(await app.tap({ role: 'dev' }, never())).toEqual({ ok: false, problem: roleRefused });
    expect(roleState(app.snapshot(), 'dev')).toEqual({ kind: 'failed', problem: roleRefused, fresh: true });
  });

  it.each([
    ['from an MFA session of a minute', [session(start - minute)], {}, {}, roleRefused],
    ['with the touch that was just had', [], {}, {}, roleRefused],
    [
      'with the touch that was just had, an old session of another user beside it',
      [session(start - 60 * minute, 'AKIAX')],
      {},
      {},
      roleRefused,
    ],
    ['when the touch was fresh already', [session(start - 60 * minute)], { fresh: true }, {}, roleRefused],
    ['when each of its sessions takes a touch', [session(start - 60 * minute)], {}, { guards: { [roleArn]: true } }, roleRefused],
    ['for another reason', [session(start - 60 * minute)], {}, {}, { code: 'throttled' }],
  ] as const)('but not %s', async (_, stored, request, settings, problem) => {
    const { app } = await setUp(problem, stored, { settings });
    expect(await app.tap({ role: 'dev', ...request }, never())).toEqual({ ok: false, problem });
    expect(roleState(app.snapshot(), 'dev')).toEqual({ kind: 'failed', problem });
  });
});

it('tells the history who was refused what, and why', async () => {
  const { app } = await setUp(roleRefused, [session(start)]);
  await app.tap({ role: 'dev' }, never());
  const entries = await app.history(0);
  expect(entries).toMatchObject({
    ok: true,
    value: [{ event: 'refused', at: start, profile: 'dev', roleArn, accountId: '444455556666', guarded: false, problem: roleRefused }],
  });
});

it('a tap puts away the request for its own role alone', async () => {
  const { app, sts } = await setUp(roleRefused, []);
  sts.script = () => undefined;
  for (const role of ['dev', 'prod'])
    await app.credentials({ role, asker: { kind: 'program', name: 'aws', pid: 1, folder: '/', sure: true }, wait: false }, never());
  await app.tap({ role: 'dev' }, never());
  expect(app.snapshot().alerts.map(({ id }) => id)).toEqual(['touch prod']);
});

it('a session that the file did not take is not held', async () => {
  const { app, files, sts } = await setUp(roleRefused, [session(start)]);
  sts.script = () => undefined;
  const problem = { code: 'disk-full', file: files.paths.credentials } as const;
  files.beforeWrite = async () => problem;
  expect(await app.tap({ role: 'dev' }, never())).toEqual({ ok: false, problem });
  expect(app.held('dev')).toBeUndefined();
  expect(app.snapshot().sessions).toEqual([]);
});

describe('the roles that were tapped last', () => {
  const older = Array.from({ length: 12 }, (_, index) => `role-${index}`);

  it.each([
    ['are twelve', older, ['dev', ...older.slice(0, 11)]],
    ['have each role once', ['prod', 'dev', 'other'], ['dev', 'prod', 'other']],
    ['stay as they are when the last one is tapped again', ['dev', 'prod'], ['dev', 'prod']],
  ])('%s', async (_, recents, after) => {
    const { app, sts, world } = await setUp(roleRefused, [session(start)], { settings: { recents } });
    sts.script = () => undefined;
    await app.tap({ role: 'dev' }, never());
    expect(world.settings.get().recents).toEqual(after);
  });
});
