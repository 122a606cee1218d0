import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../../src-main/app/ports.ts';
import type { SessionLimits } from '../../../../src-main/contract/sessions/limits.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { config, createKey, jane, never, openApp, question, start } from '../../../fakes/world.ts';

const minute = 60_000;
const admin = 'arn:aws:iam::777788889999:role/Admin';
const readOnly = { policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] };
const terraform = { kind: 'program', name: 'terraform', pid: 4121, folder: '/infra', sure: true } as const;

const setUp = async (settings: Partial<Settings> = {}, options: Parameters<typeof openApp>[0] = {}) => {
  const clock = createFakeClock(start);
  const key = createKey(clock);
  const world = await openApp({ clock, yubikeys: { usb: key }, settings, ...options });
  const { app } = world;
  const touched = async <T>(work: Promise<T>): Promise<T> => {
    await world.until((snapshot) => question(snapshot, 'touch') !== undefined);
    key.touch();
    return work;
  };
  const limit = async (role: string, limits?: SessionLimits, full?: boolean) => {
    const named = await app.limit({ role, ...(limits ? { limits } : {}), ...(full === undefined ? {} : { full }) });
    return named.ok ? named.value : named.problem;
  };
  const ask = async (role: string, wait = false) => {
    const handed = await app.credentials({ role, asker: terraform, wait }, never());
    return handed.ok ? handed.value.credentials.accessKeyId : handed.problem.code;
  };
  return Object.assign(world, { key, touched, limit, ask });
};
const opened = (world: Awaited<ReturnType<typeof setUp>>) => world.sts.calls.filter(({ action }) => action === 'assumeRole');

describe('a role with limits', () => {
  it('is opened with them, and shown as a row and a session of its own while it lives', async () => {
    const world = await setUp();
    const { app } = world;
    expect(app.snapshot().roles.map(({ id }) => id)).toEqual(['dev', 'prod']);
    expect(app.snapshot().roles[1]).toMatchObject({ readOnly: 'prod-ro' });
    await world.touched(app.tap({ role: 'prod-ro' }, never()));
    expect(opened(world)).toMatchObject([{ roleArn: admin, limits: readOnly }]);
    const [, prod, limited] = app.snapshot().roles;
    expect(prod).toMatchObject({ id: 'prod', state: { kind: 'idle' }, target: 'prod-tap' });
    expect(limited).toMatchObject({
      id: 'prod-ro',
      state: { kind: 'active' },
      target: 'prod-ro',
      limits: { kind: 'read-only', of: 'prod' },
    });
    expect(app.snapshot().sessions).toMatchObject([{ target: 'prod-ro', limits: { kind: 'read-only' } }]);
    await app.end('prod-ro');
    expect(app.snapshot().roles.map(({ id }) => id)).toEqual(['dev', 'prod']);
  });

  it('says what it is while it asks for a touch', async () => {
    const asked: unknown[] = [];
    for (const role of ['prod-ro', 'prod']) {
      const world = await setUp();
      const tapping = world.app.tap({ role }, never());
      asked.push((await world.until((snapshot) => question(snapshot, 'touch') !== undefined)).waiting[0]?.for);
      world.key.touch();
      await tapping;
    }
    expect(asked).toMatchObject([{ profile: 'prod-ro', limits: 'read-only' }, { profile: 'prod' }]);
    expect(asked[1]).not.toHaveProperty('limits');
  });

  it('serves those who name it, and nobody who asks for the role, its target or its ARN', async () => {
    const world = await setUp();
    await world.touched(world.app.tap({ role: 'prod-ro' }, never()));
    expect(await world.ask('prod-ro')).toBe('ASIA2');
    for (const name of ['prod', 'prod-tap', admin]) expect(world.app.held(name), name).toBeUndefined();
    expect(await world.ask(admin)).toBe('ASIA3');
    expect(opened(world).map(({ limits }) => limits)).toEqual([readOnly, undefined]);
    expect(await world.ask('prod-ro')).toBe('ASIA2');
  });

  it('renews with its limits, as often as it is renewed', async () => {
    const world = await setUp({ pinned: ['prod-ro'] });
    await world.touched(world.app.tap({ role: 'prod-ro' }, never()));
    world.clock.advance(46 * minute);
    await settle();
    world.clock.advance(46 * minute);
    await settle();
    expect(opened(world).map(({ limits }) => limits)).toEqual([readOnly, readOnly, readOnly]);
    expect(world.app.snapshot().sessions).toMatchObject([{ target: 'prod-ro', accessKeyId: 'ASIA4' }]);
  });

  it('keeps its limits in another run that takes its session over', async () => {
    const world = await setUp();
    const named = await world.limit('prod', { tags: [{ key: 'team', value: 'web' }], sourceIdentity: 'jane' });
    expect(named).toMatch(/^prod-tagged-[0-9a-f]{8}$/);
    await world.touched(world.app.tap({ role: String(named) }, never()));
    await settle();
    const other = await openApp({ clock: world.clock, files: world.files, storedAll: world.stored });
    await settle();
    const renewed = await other.app.renew(String(named), never());
    expect(renewed).toEqual({ ok: true, value: expect.objectContaining({ profile: named }) });
    expect(other.sts.calls.at(-1)).toMatchObject({ limits: { tags: [{ key: 'team', value: 'web' }], sourceIdentity: 'jane' } });
  });

  it('leaves a name to the profile that has it', async () => {
    const more = `${config}\n[profile prod-ro]\nrole_arn = arn:aws:iam::777788889999:role/Reader\nsource_profile = work\nmfa_serial = ${jane}\n`;
    const world = await setUp({}, { config: more });
    expect(world.app.snapshot().roles.find(({ id }) => id === 'prod')).toMatchObject({ readOnly: 'prod-ro-2' });
    await world.touched(world.app.tap({ role: 'prod-ro' }, never()));
    expect(opened(world)).toEqual([expect.not.objectContaining({ limits: expect.anything() })]);
    expect(world.app.snapshot().sessions).toMatchObject([{ target: 'prod-ro-tap' }]);
  });

  it('is never taken for a whole session that a profile of its name left behind, nor the other way round', async () => {
    const more = `${config}\n[profile prod-ro]\nrole_arn = ${admin}\nsource_profile = work\nmfa_serial = ${jane}\n`;
    const world = await setUp({}, { config: more });
    await world.touched(world.app.tap({ role: 'prod-ro' }, never()));
    expect(await world.ask('prod-ro')).toBe('ASIA2');
    world.files.text = { ...world.files.text, config };
    world.files.changed();
    await settle();
    expect(world.app.held('prod-ro')).toBeUndefined();
    expect(await world.ask('prod-ro')).toBe('ASIA3');
    expect(opened(world).map(({ limits }) => limits)).toEqual([undefined, readOnly]);
  });

  it('has a touch of its own, when the whole role is asked for at the same time', async () => {
    const world = await setUp({ guards: { [admin]: true } });
    const limited = world.app.tap({ role: 'prod-ro' }, never());
    const whole = world.app.tap({ role: 'prod' }, never());
    const touches = async () => {
      await world.until((snapshot) => question(snapshot, 'touch') !== undefined);
      world.key.touch();
    };
    await touches();
    await Promise.race([limited, whole]);
    world.clock.advance(31_000);
    await touches();
    await Promise.all([limited, whole]);
    expect(world.sts.calls.filter(({ action }) => action === 'sessionToken')).toHaveLength(2);
  });

  it('of a guarded role that opens read-only takes no touch, and the whole role does', async () => {
    const world = await setUp({ guards: { [admin]: true }, readOnlyFirst: { [admin]: true } });
    await world.touched(world.app.tap({ role: 'dev' }, never()));
    expect(await world.limit('prod')).toBe('prod-ro');
    expect(await world.limit('prod', undefined, true)).toBe('prod');
    expect((await world.app.tap({ role: 'prod-ro' }, never())).ok).toBe(true);
    expect(world.app.snapshot().roles.find(({ id }) => id === 'prod-ro')).toMatchObject({ guard: 'off' });
    expect(await world.ask('prod-ro')).toMatch(/^ASIA/);
    expect(await world.ask('prod')).toBe('touch-wanted');
  });

  it('of a guarded role is guarded itself, where nobody said more', async () => {
    const world = await setUp({ guards: { [admin]: true } });
    await world.touched(world.app.tap({ role: 'dev' }, never()));
    expect(await world.ask('prod-ro')).toBe('touch-wanted');
  });

  it('is what a click opens where that is set, and the whole role by choice', async () => {
    const world = await setUp();
    expect(world.app.run('setReadOnlyFirst', { role: 'prod', on: true })).toEqual({ accepted: true });
    expect(world.app.snapshot().roles[1]).toMatchObject({ readOnlyFirst: true });
    world.app.run('tap', { role: 'prod' });
    await world.until((snapshot) => question(snapshot, 'touch') !== undefined);
    world.key.touch();
    await world.until((snapshot) => snapshot.sessions.length === 1);
    expect(world.app.snapshot().sessions).toMatchObject([{ target: 'prod-ro' }]);
    expect(world.app.run('setReadOnlyFirst', { role: 'prod-ro', on: true })).toMatchObject({ accepted: false });
    expect(world.app.run('setReadOnlyFirst', { role: 'prod', on: false })).toEqual({ accepted: true });
    world.app.run('answerGuard', { role: 'prod', on: false });
  });

  it('is opened by a command with its limits, and says in the role’s row what is wrong with them', async () => {
    const world = await setUp();
    world.app.run('tapLimited', { role: 'dev', limits: { policyArns: ['arn:aws:iam::999988887777:policy/Mine'] } });
    await world.until((snapshot) => snapshot.roles[0]?.state.kind === 'failed');
    expect(world.app.snapshot().roles[0]?.state).toMatchObject({ problem: { code: 'limits-bad', why: 'policy-arn-foreign' } });
    world.app.run('tapLimited', { role: 'dev', limits: { policyArns: ['SecurityAudit'] } });
    await world.until((snapshot) => question(snapshot, 'touch') !== undefined);
    world.key.touch();
    await world.until((snapshot) => snapshot.sessions.length === 1);
    expect(world.app.snapshot().sessions).toMatchObject([{ target: 'dev-audit', limits: { kind: 'audit' } }]);
  });

  it('is in the history with its kind, and without what it is limited by', async () => {
    const world = await setUp();
    const named = String(await world.limit('dev', { policy: '{"Statement": []}' }));
    await world.touched(world.app.tap({ role: named }, never()));
    const entries = await world.app.history(0);
    expect(entries).toMatchObject({ value: [{ event: 'opened', profile: named, limits: 'policy', asker: world.app.person }] });
    expect(JSON.stringify(entries)).not.toContain('Statement');
  });
});
