import { describe, expect, it } from 'vitest';
import { settle } from '../../../fakes/clock.ts';
import { never } from '../../../fakes/world.ts';
import { createStore, old, setUp } from './rotation-stage.ts';

describe('a rotation', () => {
  it('takes one touch, waits until AWS knows the new key, and leaves the old one for some days', async () => {
    const { rotate, jane, world, touches, rotations, clock, through } = await setUp();
    const seen = await rotations.look('work', never());
    expect(seen).toMatchObject({ ok: true, value: { user: 'jane', keys: [{ accessKeyId: old.accessKeyId, isOwn: true, active: true }] } });
    const done = await rotate();
    const [first, made] = jane.keys();
    expect(done).toMatchObject({ ok: true, value: { newKey: made?.accessKeyId, oldKeyState: 'inactive' } });
    expect(first?.active).toBe(false);
    expect(touches()).toBe(1);
    expect((world.files as unknown as { readonly text: { readonly credentials: string } }).text.credentials).toBe(
      `[work]\naws_access_key_id = ${made?.accessKeyId}\naws_secret_access_key = ${made?.secretAccessKey}\n`,
    );
    await clock.advance(86_400_000);
    expect(await through(rotations.finish('work', never()))).toMatchObject({ ok: true, value: { oldKeyState: 'deleted' } });
    expect(jane.keys()).toEqual([made]);
  });

  it('is one program’s at a time: another makes no second key, and takes none back', async () => {
    const { rotate, jane, rotations, through } = await setUp();
    const first = rotate();
    const others = [
      rotations.undo('work', never()),
      rotations.rotate({ source: 'work', graceDays: 1 }, never()),
      rotations.finish('work', never()),
    ];
    for (const other of others) expect(await through(other)).toMatchObject({ ok: false, problem: { code: 'plan-running' } });
    expect(await first).toMatchObject({ ok: true });
    expect(jane.keys()).toHaveLength(2);
  });

  it('deletes a new key that AWS never takes, and changes nothing', async () => {
    const { rotate, jane, rotations } = await setUp({ keyDelayMillis: 3_600_000 });
    const done = await rotate();
    expect(done).toMatchObject({ ok: false, problem: { code: 'new-key-unusable', source: 'work', seconds: 30 } });
    expect(jane.keys()).toEqual([{ ...old, active: true }]);
    expect((await rotations.look('work', never())).ok && (await rotations.undo('work', never()))).toMatchObject({
      problem: { code: 'rotation-missing' },
    });
  });

  it('puts the new key into the key store, in every profile that has the old one', async () => {
    const stored = createStore(
      new Map([
        ['work', old],
        ['other', old],
      ]),
    );
    const { rotate, jane } = await setUp({}, stored);
    expect(await rotate()).toMatchObject({ ok: true, value: { oldKeyState: 'inactive' } });
    const [, made] = jane.keys();
    const { active: _, ...keys } = made ?? { active: false };
    expect([...stored.kept]).toEqual([
      ['work', keys],
      ['other', keys],
    ]);
  });

  it('is no matter of Roletap where another program keeps the key', async () => {
    const { rotate } = await setUp({}, undefined, 'credential_process = vault print work\n');
    expect(await rotate()).toEqual({ ok: false, problem: { code: 'rotation-foreign', source: 'work' } });
  });

  it('is shown in the window from the click to the end', async () => {
    const { app, jane, until, clock } = await setUp();
    app.run('lookAccessKeys', { source: 'work' });
    await until(({ accessKeys }) => accessKeys?.state === 'ready');
    expect(app.snapshot().accessKeys).toMatchObject({ source: 'work', seen: { keys: [{ accessKeyId: old.accessKeyId, isOwn: true }] } });
    expect(app.run('rotateAccessKey', { source: 'other', drop: '', graceDays: 1 })).toMatchObject({ accepted: false });
    expect(app.run('rotateAccessKey', { source: 'work', drop: '', graceDays: 1 })).toEqual({ accepted: true });
    expect(app.run('rotateAccessKey', { source: 'work', drop: '', graceDays: 1 })).toMatchObject({ accepted: false });
    expect(app.snapshot().accessKeys?.state).toBe('working');
    for (let seconds = 0; app.snapshot().accessKeys?.state === 'working' && seconds < 60; seconds++) {
      await settle(5);
      await clock.advance(1000);
    }
    const [, made] = jane.keys();
    expect(app.snapshot().accessKeys).toMatchObject({
      state: 'ready',
      seen: { keys: [{ active: false }, { accessKeyId: made?.accessKeyId, isOwn: true }], rotation: { oldKeyState: 'inactive' } },
    });
    expect(JSON.stringify(app.snapshot())).not.toContain(made?.secretAccessKey);
  });

  it('is looked at anew with its page, forgotten when that is closed, and goes on without it', async () => {
    const { app, jane, until, clock } = await setUp();
    const seen = () => app.snapshot().accessKeys?.seen?.keys.length;
    app.run('openDevices', { source: 'work' });
    app.run('lookAccessKeys', { source: 'work' });
    await until(({ accessKeys }) => accessKeys?.state === 'ready');
    jane.addKey();
    app.run('openDevices', { source: 'work' });
    await until(({ accessKeys }) => accessKeys?.seen?.keys.length === 2);
    app.run('closeDevices', null);
    expect(app.snapshot().accessKeys).toBeUndefined();

    const [, other] = jane.keys();
    app.run('openDevices', { source: 'work' });
    app.run('lookAccessKeys', { source: 'work' });
    await until(({ accessKeys }) => accessKeys?.state === 'ready');
    app.run('rotateAccessKey', { source: 'work', drop: other?.accessKeyId ?? '', graceDays: 1 });
    app.run('closeDevices', null);
    expect(app.snapshot().accessKeys?.state).toBe('working');
    for (let seconds = 0; app.snapshot().accessKeys?.state === 'working' && seconds < 60; seconds++) {
      await settle(5);
      await clock.advance(1000);
    }
    expect(seen()).toBe(2);
    expect(jane.keys().map(({ active }) => active)).toEqual([false, true]);
  });

  it('touches no key while the profile has the keys of somebody else', async () => {
    const stored = createStore(new Map([['work', old]]));
    const { rotate, jane, account, rotations, through } = await setUp({}, stored);
    await rotate();
    const before = jane.keys();
    const other = account.addUser('sam', {
      policies: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }],
    });
    const { accessKeyId, secretAccessKey } = other.addKey();
    stored.kept.set('work', { accessKeyId, secretAccessKey });
    const refused = {
      ok: false,
      problem: { code: 'rotation-other-user', source: 'work', userArn: 'arn:aws:iam::111122223333:user/jane', oldKey: old.accessKeyId },
    };
    for (const work of [() => rotations.finish('work', never()), () => rotations.undo('work', never()), rotate])
      expect(await through(work())).toEqual(refused);
    expect(jane.keys()).toEqual(before);
  });

  it('makes room by the old key of the last time, once its days are over', async () => {
    const { rotate, jane, clock, rotations } = await setUp();
    await rotate();
    const [, second] = jane.keys();
    expect(await rotate()).toMatchObject({ ok: false, problem: { code: 'access-keys-two' } });
    await clock.advance(86_400_000);
    expect(await rotate()).toMatchObject({ ok: true, value: { oldKey: second?.accessKeyId, oldKeyState: 'inactive' } });
    expect(jane.keys().map(({ accessKeyId, active }) => [accessKeyId === second?.accessKeyId, active])).toEqual([
      [true, false],
      [false, true],
    ]);
    // An administrator deletes it meanwhile.
    const key = jane.keys()[0];
    expect(await rotations.look('work', never())).toMatchObject({ value: { rotation: { oldKey: key?.accessKeyId } } });
    jane.removeKey(key?.accessKeyId ?? '');
    expect(await rotations.look('work', never())).toMatchObject({ value: { rotation: { oldKeyState: 'deleted' } } });
    const seen = await rotations.look('work', never());
    expect(seen.ok && seen.value.rotation).toBeUndefined();
    expect(await rotations.undo('work', never())).toMatchObject({ problem: { code: 'rotation-missing' } });
  });

  it('says that AWS can’t be reached, and not that a key is bad, when the network goes away', async () => {
    const { rotate, jane, aws, rotations } = await setUp();
    // Who the user is was asked before.
    await rotations.look('work', never());
    aws.simulator.faults.add({ kind: 'reset', when: 'before' }, { action: 'GetCallerIdentity', times: 40 });
    const done = await rotate();
    expect(done).toMatchObject({ ok: false, problem: { code: 'aws-hung-up' } });
    expect(jane.keys()).toEqual([{ ...old, active: true }]);
  });
});
