import { describe, expect, it } from 'vitest';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { codeAfter, createKey, jane, janeAccount, never, openApp, question, seed, start } from '../../../fakes/world.ts';

const corp = { id: '60/Corp:jane', secret: seed, digits: 8, touch: false };

const setUp = async (options: Parameters<typeof createKey>[1] = {}) => {
  const clock = createFakeClock(start);
  const key = createKey(clock, { accounts: [janeAccount, corp], touchPolicy: 'automatic', ...options });
  const opened = await openApp({ clock, yubikeys: { usb: key } });
  const copy = (account = jane) => opened.app.run('copyCode', { keyId: '12345678', account });
  const copied = () => opened.until(({ code }) => code.state.kind === 'copied');
  return { ...opened, key, copy, copied };
};

describe('a copied code', () => {
  it('is on the clipboard for 20 seconds, and shown with the end of its step', async () => {
    const { app, clipboard, clock, copy, copied } = await setUp();
    await clock.advance(3_000);
    expect(copy()).toEqual({ accepted: true });
    expect((await copied()).code).toEqual({
      account: { keyId: '12345678', id: jane, label: 'jane @ 111122223333' },
      state: { kind: 'copied', shown: codeAfter(0), ends: start + 30_000, copiedAt: start + 3000, clearsAt: start + 23_000 },
    });
    await clock.advance(19_999);
    expect(clipboard.text()).toBe(codeAfter(0));
    await clock.advance(1);
    expect(clipboard.text()).toBe('');
    expect(app.snapshot().code.state).toEqual({ kind: 'idle' });
    expect(clock.pending()).toBe(0);
  });

  it('ends with the step that it was made for, however late the key was touched', async () => {
    const { app, clock, copied, copy, key, until } = await setUp({ touchPolicy: 'by-hand' });
    await clock.advance(29_000);
    copy();
    await until((snapshot) => question(snapshot, 'touch') !== undefined);
    await clock.advance(9_000);
    key.touch();
    expect((await copied()).code.state).toMatchObject({ shown: codeAfter(0), ends: start + 30_000 });
    expect(app.snapshot().now).toBe(start + 38_000);
  });

  it('does not take away what the person copied since', async () => {
    const { clipboard, clock, copy, copied } = await setUp();
    copy();
    await copied();
    clipboard.copyOther('a letter');
    await clock.advance(20_000);
    expect(clipboard.text()).toBe('a letter');
  });

  it('has its own 20 seconds when it comes after another', async () => {
    const { clipboard, clock, copy, copied, until } = await setUp();
    copy();
    await copied();
    await clock.advance(15_000);
    copy('60/Corp:jane');
    await until(({ code }) => code.state.kind === 'copied' && code.state.shown.length === 8);
    const second = clipboard.text();
    await clock.advance(19_999);
    expect(clipboard.text()).toBe(second);
    await clock.advance(1);
    expect(clipboard.text()).toBe('');
    expect(clock.pending()).toBe(0);
  });

  it.each([
    ['it was put away', ({ app }: Awaited<ReturnType<typeof setUp>>) => app.run('dismissCode', null)],
    [
      'the next one was cancelled',
      async ({ app, copy, until }: Awaited<ReturnType<typeof setUp>>) => {
        copy();
        await until(({ code }) => code.state.kind === 'waiting');
        return app.run('cancelCode', null);
      },
    ],
  ])('leaves the clipboard in its time also when %s', async (_, act) => {
    const world = await setUp();
    world.copy();
    await world.copied();
    expect(await act(world)).toEqual({ accepted: true });
    await world.until(({ code }) => code.state.kind === 'idle');
    await world.clock.advance(20_000);
    expect(world.clipboard.text()).toBe('');
  });

  it('leaves the clipboard behind a touch that the next one waits for, which goes on', async () => {
    const { app, clipboard, clock, copy, copied, key, until } = await setUp({ touchPolicy: 'by-hand' });
    copy('60/Corp:jane');
    await copied();
    await clock.advance(10_000);
    copy();
    await until((snapshot) => question(snapshot, 'touch') !== undefined);
    await clock.advance(10_000);
    expect(clipboard.text()).toBe('');
    expect(app.snapshot().code.state).toEqual({ kind: 'waiting', for: 'touch' });
    key.touch();
    await copied();
    expect(clipboard.text()).toBe(codeAfter(0));
  });

  it('leaves the clipboard when the app closes, and no timer stays', async () => {
    const { app, clipboard, clock, copy, copied } = await setUp();
    copy();
    await copied();
    await app.close();
    expect(clipboard.text()).toBe('');
    expect(clock.pending()).toBe(0);
  });

  it('stays as long as the settings say', async () => {
    const { clipboard, clock, copy, copied, world } = await setUp();
    world.settings.update({ clipboardSeconds: 5 });
    copy();
    await copied();
    await clock.advance(5_000);
    expect(clipboard.text()).toBe('');
  });

  it('that the clipboard did not take is a failure on the card', async () => {
    const { app, clipboard, clock, copy, until } = await setUp();
    clipboard.problem = { code: 'clipboard-missing' };
    copy();
    await until(({ code }) => code.state.kind === 'failed');
    expect(app.snapshot().code.state).toEqual({ kind: 'failed', problem: { code: 'clipboard-missing' } });
    expect(clock.pending()).toBe(0);
    expect(app.run('dismissCode', null)).toEqual({ accepted: true });
    expect(app.run('dismissCode', null)).toEqual({ accepted: false, why: 'not-now' });
  });
});

describe('copying', () => {
  it('shows the touch, and can be cancelled', async () => {
    const { app, clock, copy, key, until, ledger, clipboard } = await setUp({ touchPolicy: 'by-hand' });
    copy();
    const asked = await until((snapshot) => question(snapshot, 'touch') !== undefined);
    expect(question(asked, 'touch')).toMatchObject({ for: { kind: 'code', account: 'jane @ 111122223333' }, deadline: start + 15_000 });
    expect(asked.code.state).toEqual({ kind: 'waiting', for: 'touch' });
    expect(asked.can.copyCode).toBe(false);
    expect(copy('60/Corp:jane')).toEqual({ accepted: false, why: 'not-now' });
    expect(app.run('cancelCode', null)).toEqual({ accepted: true });
    await until(({ code }) => code.state.kind === 'idle');
    key.touch();
    await settle();
    expect(app.snapshot()).toMatchObject({ waiting: [], can: { copyCode: true } });
    expect([...(ledger.steps.get(jane) ?? [])]).toEqual([]);
    expect(clipboard.text()).toBe('');
    expect(clock.pending()).toBe(0);
  });

  it('shows that nobody touched', async () => {
    const { app, clock, copy, until } = await setUp({ touchPolicy: 'by-hand' });
    copy();
    await until((snapshot) => question(snapshot, 'touch') !== undefined);
    await clock.advance(15_000);
    await until(({ code }) => code.state.kind === 'failed');
    expect(app.snapshot().code.state).toEqual({ kind: 'failed', problem: { code: 'not-touched', seconds: 15 } });
  });

  it('refuses an account or a key that is not there', async () => {
    const { app, copy } = await setUp();
    expect(copy('nope')).toEqual({ accepted: false, why: 'not-now' });
    expect(app.run('copyCode', { keyId: '1', account: jane })).toEqual({ accepted: false, why: 'not-now' });
  });
});

describe('a code for the terminal', () => {
  it('of an account that AWS could take, but that is no AWS device, is given again in the same step', async () => {
    const { app, ledger } = await setUp({ accounts: [janeAccount, { id: 'GitHub:jane', secret: new Uint8Array(20).fill(9) }] });
    const first = await app.code('GitHub', { copy: false }, never());
    expect(first).toMatchObject({ ok: true, value: { account: 'GitHub:jane' } });
    expect(await app.code('GitHub', { copy: false }, never())).toEqual(first);
    expect(ledger.steps.size).toBe(0);
  });

  it('of an account that is not for AWS has its own digits and period, and is in no ledger', async () => {
    const { app, ledger, clock } = await setUp();
    await clock.advance(31_000);
    const made = await app.code('corp', { copy: false }, never());
    expect(made).toMatchObject({ ok: true, value: { account: '60/Corp:jane', ends: start + 60_000 } });
    const first = made.ok ? made.value.code : '';
    expect(first).toMatch(/^\d{8}$/);
    expect(ledger.steps.size).toBe(0);
    expect(await app.code('corp', { copy: false }, never())).toMatchObject({ ok: true, value: { code: first } });
    await clock.advance(30_000);
    const next = await app.code('corp', { copy: false }, never());
    expect(next.ok && next.value.code !== first).toBe(true);
  });

  it('is of the account that was named whole or in part, whatever its case', async () => {
    const { app } = await setUp();
    expect(await app.code('MFA/JANE', { copy: false }, never())).toEqual({
      ok: true,
      value: { account: jane, code: codeAfter(0), ends: start + 30_000 },
    });
    expect(app.snapshot().code.state).toEqual({ kind: 'idle' });
  });

  it('goes to the clipboard when that is asked', async () => {
    const { app, clipboard } = await setUp();
    expect((await app.code(jane, { copy: true }, never())).ok).toBe(true);
    expect(clipboard.text()).toBe(codeAfter(0));
  });

  it('is not guessed', async () => {
    const { app, readers, clock, until } = await setUp();
    const problem = async (words: string | undefined, keySerial?: number) => {
      const made = await app.code(words, { copy: false, ...(keySerial === undefined ? {} : { keySerial }) }, never());
      return made.ok ? undefined : made.problem;
    };
    const choices = ['60/Corp:jane', jane];
    expect(await problem('jane')).toEqual({ code: 'account-unclear', account: 'jane', choices: expect.arrayContaining(choices) });
    expect(await problem('joe')).toEqual({ code: 'account-missing', account: 'joe', serials: [12345678] });
    expect(await problem('jane', 4711)).toEqual({ code: 'yubikey-not-plugged', serial: 4711, plugged: [12345678] });
    readers.insert('usb2', createKey(clock, { serial: 2, accounts: [janeAccount], touchPolicy: 'automatic' }));
    await until(({ card }) => card.kind === 'present' && card.keys.length === 2 && card.keys[1]?.oath === 'ready');
    expect(await problem(jane)).toEqual({ code: 'yubikey-unclear', serials: [12345678, 2] });
    expect(await problem(jane, 2)).toBeUndefined();
  });

  it('asks for no password of a key that is not there', async () => {
    const { app } = await setUp({ password: 'abc' });
    expect(await app.unlock('4711', never())).toEqual({ ok: false, problem: { code: 'yubikey-missing' } });
    expect(app.snapshot().waiting).toEqual([]);
  });

  it('asks for the password of a locked key first', async () => {
    const { app, until } = await setUp({ password: 'abc' });
    const made = app.code('jane', { copy: false }, never());
    const asked = await until((snapshot) => question(snapshot, 'password') !== undefined);
    expect(question(asked, 'password')?.for).toEqual({ kind: 'key', name: 'YubiKey 5 NFC' });
    app.run('answerPassword', { waiting: question(asked, 'password')?.id, password: 'abc', remember: false });
    expect(await made).toMatchObject({ ok: false, problem: { code: 'account-unclear' } });
  });
});
