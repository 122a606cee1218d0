import { describe, expect, it } from 'vitest';
import { createFakeClock, settle } from '../../fakes/clock.ts';
import { createKey, openApp, question, roleState, start } from '../../fakes/world.ts';

describe('the command table', () => {
  it.each([
    ['a command that is not there', 'explode', null, 'unknown-command'],
    ['a name from the prototype', 'toString', null, 'unknown-command'],
    ['a name that is no text', 7, null, 'unknown-command'],
    ['a payload where none belongs', 'endAll', { force: true }, 'bad-payload'],
    ['a field that is missing', 'tap', {}, 'bad-payload'],
    ['a field too many', 'tap', { role: 'dev', direct: true }, 'bad-payload'],
    ['a text that is too long', 'tap', { role: 'x'.repeat(1025) }, 'bad-payload'],
    ['a question that is not asked', 'answerPick', { waiting: 'w', choice: '0' }, 'not-now'],
    ['an account that is not there', 'copyCode', { keyId: 'k', account: 'a' }, 'not-now'],
    ['a touch outside of the demo', 'demoTouch', null, 'not-now'],
    ['a failure that is not shown', 'dismiss', { role: 'dev' }, 'not-now'],
  ])('refuses %s', async (_, name, payload, why) => {
    const { app, told } = await openApp();
    await settle();
    const before = told.length;
    expect(app.run(name, payload)).toEqual({ accepted: false, why });
    await settle();
    expect(told.length).toBe(before);
  });

  it('answers a password only to a question for one', async () => {
    const clock = createFakeClock(start);
    const { app, until } = await openApp({ clock, yubikeys: { usb: createKey(clock) } });
    app.run('tap', { role: 'dev' });
    const waiting = question(await until((snapshot) => question(snapshot, 'touch') !== undefined), 'touch')?.id;
    expect(app.run('answerPassword', { waiting, password: 'x', remember: false })).toEqual({ accepted: false, why: 'not-now' });
    expect(app.run('answerPick', { waiting, choice: '0' })).toEqual({ accepted: false, why: 'not-now' });
    expect(app.run('cancel', { waiting })).toEqual({ accepted: true });
  });

  it('offers a guard before the first tap of what looks like production, and keeps the answer', async () => {
    const clock = createFakeClock(start);
    const { app } = await openApp({ clock, yubikeys: { usb: createKey(clock, { touchPolicy: 'automatic' }) } });
    app.run('tap', { role: 'prod' });
    await settle();
    expect(app.snapshot()).toMatchObject({ guardOffer: 'prod', waiting: [] });
    expect(roleState(app.snapshot(), 'prod')).toEqual({ kind: 'idle' });
    expect(app.run('answerGuard', { role: 'dev', on: true })).toEqual({ accepted: false, why: 'not-now' });
    app.run('dismissGuard', null);
    await settle();
    expect(app.snapshot().guardOffer).toBeUndefined();
    app.run('tap', { role: 'prod' });
    expect(app.run('answerGuard', { role: 'prod', on: false })).toEqual({ accepted: true });
    await settle(20);
    expect(app.snapshot()).toMatchObject({ sessions: [{ profile: 'prod', guarded: false }] });
    app.run('tap', { role: 'prod' });
    await settle();
    expect(app.snapshot().guardOffer).toBeUndefined();
  });

  it.each([
    ['openConsole', {}, 'prod'],
    ['copyEnvironment', { format: 'sh', how: 'keys' }, 'prod'],
    ['copyEnvironment', { format: 'sh', how: 'endpoint' }, undefined],
    ['openConsole', {}, undefined, 'dev'],
  ] as const)('offers it before %s %j as well, and goes on after the answer', async (name, rest, offered, other?: string) => {
    const role = other ?? 'prod';
    const clock = createFakeClock(start);
    const { app, until } = await openApp({ clock, yubikeys: { usb: createKey(clock, { touchPolicy: 'automatic' }) } });
    expect(app.run(name, { role, ...rest })).toEqual({ accepted: true });
    await settle();
    expect(app.snapshot().guardOffer).toBe(offered);
    if (offered === undefined) return;
    expect(app.snapshot().sessions).toEqual([]);
    expect(app.run('answerGuard', { role, on: true })).toEqual({ accepted: true });
    expect(await until((snapshot) => snapshot.sessions.length > 0)).toMatchObject({ sessions: [{ profile: 'prod', guarded: true }] });
    expect(app.snapshot().guardOffer).toBeUndefined();
  });

  it('hands to the front end what is its own', async () => {
    const { app, frontEnd } = await openApp();
    for (const name of ['hideWindow', 'startDemo', 'quit']) expect(app.run(name, null)).toEqual({ accepted: true });
    expect(frontEnd.did).toEqual(['hideWindow', 'startDemo', 'quit']);
  });

  it('starts no demo in the demo, and touches its key', async () => {
    let touches = 0;
    const { app, frontEnd } = await openApp({
      demo: {
        touch: () => {
          touches += 1;
        },
        command: (line) => line,
      },
    });
    expect(app.snapshot()).toMatchObject({ demo: true, can: { startDemo: false } });
    expect(app.run('startDemo', null)).toEqual({ accepted: false, why: 'not-now' });
    expect(app.run('demoTouch', undefined)).toEqual({ accepted: true });
    expect([touches, frontEnd.did]).toEqual([1, []]);
  });

  it.each([
    ['prod-tap', 'aws --profile prod-tap'],
    ["it's mine; rm -rf", "aws --profile 'it'\\''s mine; rm -rf'"],
  ])('copies how %s is used, as one word of a shell', async (target, text) => {
    const { app, clipboard } = await openApp();
    expect(app.run('copyProfile', { target })).toEqual({ accepted: true });
    await settle();
    expect(clipboard.text()).toBe(text);
  });

  it('copies a line that works in a terminal beside the demo, too', async () => {
    const { app, clipboard } = await openApp({ demo: { touch: () => {}, command: (line) => `AWS_CONFIG_FILE=/demo/config ${line}` } });
    expect(app.run('copyProfile', { target: 'prod-tap' })).toEqual({ accepted: true });
    await settle();
    expect(clipboard.text()).toBe('AWS_CONFIG_FILE=/demo/config aws --profile prod-tap');
  });

  it('copies no name that would run or change the line it is pasted into', async () => {
    const { app, clipboard } = await openApp();
    for (const target of ['a\rb', 'a\u000fb', 'a\u001b[201~b'])
      expect(app.run('copyProfile', { target })).toEqual({ accepted: false, why: 'not-now' });
    await settle();
    expect(clipboard.text()).toBe('');
  });

  it('unlocks a key, and tells why it could not', async () => {
    const clock = createFakeClock(start);
    const { app, until } = await openApp({ clock, yubikeys: { usb: createKey(clock, { password: 'abc' }) } });
    app.run('unlock', { keyId: '12345678' });
    const asked = await until((snapshot) => question(snapshot, 'password') !== undefined);
    app.run('answerPassword', { waiting: question(asked, 'password')?.id, password: 'abc', remember: false });
    await until(({ card }) => card.kind === 'present' && card.keys[0]?.oath === 'ready');
    app.run('unlock', { keyId: 'gone' });
    const told = await until(({ notices }) => notices.length > 0);
    expect(told.notices).toMatchObject([{ kind: 'problem', problem: { code: 'yubikey-missing' } }]);
  });

  it('says nothing of an unlock that the person cancelled', async () => {
    const clock = createFakeClock(start);
    const { app, until } = await openApp({ clock, yubikeys: { usb: createKey(clock, { password: 'abc' }) } });
    app.run('unlock', { keyId: '12345678' });
    const asked = await until((snapshot) => question(snapshot, 'password') !== undefined);
    app.run('cancel', { waiting: question(asked, 'password')?.id });
    await until(({ waiting }) => waiting.length === 0);
    expect(app.snapshot().notices).toEqual([]);
  });

  it('tells that settings were set aside at the start', async () => {
    const problem = { code: 'settings-broken', file: '/s', movedTo: '/s.broken' } as const;
    const { app } = await openApp({ settingsProblem: problem });
    expect(app.snapshot().notices).toEqual([{ kind: 'problem', problem }]);
  });
});
