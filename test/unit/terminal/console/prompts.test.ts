import { describe, expect, it } from 'vitest';
import { defined } from '../../../../src-main/base/defined.ts';
import { readAnswers } from '../../../../src-main/terminal/console/answers.ts';
import type { Console } from '../../../../src-main/terminal/console/console.ts';
import { noticeLines, policyText, problemLine, promptFrom } from '../../../../src-main/terminal/console/prompts.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { silentConsole } from '../../../fakes/console.ts';
import { secrets } from '../../../fakes/secrets.ts';
import { refusal } from '../../../fakes/sts.ts';
import { createKey, jane, janeAccount, never, openApp, question, seed, start } from '../../../fakes/world.ts';

/** A terminal whose person answers from a list; undefined stands for the end of input. */
const createFakeConsole = (answers: readonly (string | undefined)[], isInteractive = true) => {
  const notes: string[] = [];
  const prompts: { readonly prompt: string; readonly secret: boolean; readonly signal: AbortSignal }[] = [];
  const out: string[] = [];
  const console: Console = {
    ...silentConsole,
    out: (text) => out.push(String(text)),
    note: (line) => notes.push(line),
    isInteractive,
    ask: (prompt, secret, signal) => {
      prompts.push({ prompt, secret, signal });
      if (prompts.length <= answers.length) return Promise.resolve(answers[prompts.length - 1]);
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined)));
    },
  };
  return { console, notes, prompts, out };
};

const setUp = async (
  answers: readonly (string | undefined)[] = [],
  options: {
    readonly given?: string;
    readonly missing?: 'password';
    readonly isInteractive?: boolean;
    readonly password?: string;
    readonly ids?: readonly string[];
    readonly touchPolicy?: 'by-hand';
  } = {},
) => {
  const clock = createFakeClock(start);
  const key = createKey(clock, {
    touchPolicy: options.touchPolicy ?? 'automatic',
    accounts: options.ids ? options.ids.map((id) => ({ id, secret: seed, touch: true })) : [janeAccount],
    ...(options.password === undefined ? {} : { password: options.password }),
  });
  const opened = await openApp({ clock, yubikeys: { usb: key } });
  const terminal = createFakeConsole(answers, options.isInteractive);
  const giveUp = new AbortController();
  const prompts = promptFrom(opened.app, terminal.console, defined({ password: options.given, missing: options.missing }), () =>
    giveUp.abort(),
  );
  return {
    ...opened,
    ...terminal,
    key,
    asked: terminal.prompts,
    prompts,
    giveUp,
    tap: () => opened.app.tap({ role: 'dev' }, giveUp.signal),
  };
};

describe('the terminal', () => {
  it('says once who has the key, while it waits for it', async () => {
    const { readers, notes, tap } = await setUp();
    readers.hold('usb', { name: 'scdaemon', exclusive: true });
    const tapping = tap();
    await settle(20);
    readers.hold('usb', undefined);
    await settle(20);
    void tapping;
    expect(notes.filter((line) => line.includes('in use by'))).toEqual(['YubiKey 5 NFC 12345678 is in use by scdaemon. Waiting a moment…']);
  });

  it('says what is waited for on standard error, once, and nothing on standard output', async () => {
    const { tap, notes, out } = await setUp();
    expect((await tap()).ok).toBe(true);
    expect(notes).toEqual([
      'Waiting for AWS…',
      'Touch your YubiKey to open dev in account 444455556666',
      'Waiting for AWS…',
      'Saving the credentials…',
    ]);
    expect(out).toEqual([]);
  });

  it('says when the next code comes', async () => {
    const { tap, notes, ledger, clock, until } = await setUp();
    await clock.advance(1_000);
    await ledger.claim(jane, Math.floor(start / 30_000));
    const tapped = tap();
    await until((snapshot) => question(snapshot, 'step') !== undefined);
    await clock.advance(29_000);
    expect((await tapped).ok).toBe(true);
    expect(notes.filter((note) => note.startsWith('Waiting for a fresh code.'))).toHaveLength(1);
    expect(notes.join('\n')).toContain('in 29 s');
  });

  it('shows a touch and a wait for the next code as progress where lines can be drawn anew, each until it is over', async () => {
    const clock = createFakeClock(start);
    const key = createKey(clock, { touchPolicy: 'automatic', accounts: [janeAccount] });
    const { app, ledger, until } = await openApp({ clock, yubikeys: { usb: key } });
    const { console, notes } = createFakeConsole([]);
    const seen: (string | number)[] = [];
    const progress: Console['progress'] = ({ text, left }) => {
      seen.push(text, ...(left ? [Math.ceil(left() / 1000)] : []));
      return () => seen.push('over');
    };
    const prompts = promptFrom(app, { ...console, progress }, {}, () => {});
    await clock.advance(1_000);
    await ledger.claim(jane, Math.floor(start / 30_000));
    const tapped = app.tap({ role: 'dev' }, never());
    await until((snapshot) => question(snapshot, 'step') !== undefined);
    expect(seen.slice(-2)).toEqual(['Waiting for a fresh code, since AWS accepts each only once', 29]);
    await clock.advance(29_000);
    expect((await tapped).ok).toBe(true);
    expect(seen).toContain('Touch your YubiKey to open dev in account 444455556666');
    prompts.stop();
    expect(seen.filter((entry) => entry === 'over')).toHaveLength(
      seen.filter((entry) => typeof entry === 'string' && entry !== 'over').length,
    );
    expect(notes).toEqual([]);
  });

  it('asks for a password without showing it, and again after a wrong one', async () => {
    const { tap, asked, notes } = await setUp(['wrong', secrets.password], { password: secrets.password });
    expect((await tap()).ok).toBe(true);
    expect(asked.map(({ prompt, secret }) => [prompt, secret])).toEqual([
      ['OATH password: ', true],
      ['OATH password: ', true],
    ]);
    expect(notes.some((note) => note.startsWith('Wrong password.'))).toBe(true);
    expect(notes.join('\n')).not.toContain('SECRET');
  });

  it('cancels when the person types nothing', async () => {
    const { tap, prompts } = await setUp([''], { password: 'abc' });
    expect(await tap()).toEqual({ ok: false, problem: { code: 'cancelled' } });
    expect(prompts.failure()).toBeUndefined();
  });

  it('takes the password that was given, and nobody is asked', async () => {
    const { tap, asked, prompts } = await setUp([], { password: 'abc', given: 'abc', isInteractive: false });
    expect((await tap()).ok).toBe(true);
    expect(asked).toEqual([]);
    expect(prompts.failure()).toBeUndefined();
  });

  it('knows that the given password was the wrong one', async () => {
    const { tap, prompts } = await setUp([], { password: 'abc', given: 'wrong', isInteractive: false });
    expect(await tap()).toEqual({ ok: false, problem: { code: 'cancelled' } });
    expect(prompts.failure()).toEqual({ code: 'password-wrong' });
  });

  it('does not take the question for another key’s password for a refusal', async () => {
    const clock = createFakeClock(start);
    const locked = (serial: number, password: string) => createKey(clock, { serial, password, accounts: [] });
    const { app } = await openApp({ clock, yubikeys: { usb1: locked(1, 'abc'), usb2: locked(2, 'other') } });
    const prompts = promptFrom(app, createFakeConsole([], false).console, { password: 'abc' }, () => {});
    expect(await app.tap({ role: 'dev' }, never())).toEqual({ ok: false, problem: { code: 'cancelled' } });
    expect(prompts.failure()).toEqual({ code: 'password-needed', serial: 2 });
  });

  it('says that none came where standard input had no password, and announces no question', async () => {
    const { tap, notes, prompts } = await setUp([], { password: 'abc', missing: 'password', isInteractive: false });
    expect(await tap()).toEqual({ ok: false, problem: { code: 'cancelled' } });
    expect(prompts.failure()).toEqual({
      code: 'usage',
      message:
        'No OATH password for YubiKey 12345678 arrived on standard input. Pass it as a line, or leave out --password-stdin to type it',
    });
    expect(notes.join('\n')).not.toContain('assword');
  });

  it('doesn’t miss a password that is not wanted', async () => {
    const { tap, prompts } = await setUp([], { missing: 'password', isInteractive: false });
    expect((await tap()).ok).toBe(true);
    expect(prompts.failure()).toBeUndefined();
  });

  it('lets a person at a terminal correct a given password', async () => {
    const { tap, prompts } = await setUp(['abc'], { password: 'abc', given: 'wrong' });
    expect((await tap()).ok).toBe(true);
    expect(prompts.failure()).toBeUndefined();
  });

  it('lists what can be picked, and takes a number', async () => {
    const { tap, notes, asked, world } = await setUp(['2'], { ids: ['Corp:a', 'Corp:\u001b[31mb'] });
    expect((await tap()).ok).toBe(true);
    expect(notes).toContain('  1  Corp:a');
    expect(notes).toContain('  2  Corp:\ufffd[31mb');
    expect(asked.map(({ prompt, secret }) => [prompt, secret])).toEqual([['Number: ', false]]);
    expect(world.settings.get().pickedAccounts).toEqual({ [jane]: 'Corp:\u001b[31mb' });
  });

  it.each(['3', '0', '', 'x', undefined])('gives up when the number is %j', async (typed) => {
    const { tap } = await setUp([typed], { ids: ['Corp:a', 'Corp:b'] });
    expect(await tap()).toEqual({ ok: false, problem: { code: 'cancelled' } });
  });

  it('stops asking when the question is over', async () => {
    const { tap, asked, clock, until } = await setUp([], { password: 'abc' });
    const tapped = tap();
    await until((snapshot) => question(snapshot, 'password') !== undefined);
    await settle();
    expect(asked[0]?.signal.aborted).toBe(false);
    await clock.advance(120_000);
    expect(await tapped).toMatchObject({ ok: false, problem: { code: 'password-needed' } });
    await settle();
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(asked).toHaveLength(1);
  });

  it('says nothing more, and asks nobody, once it is stopped', async () => {
    const { tap, asked, notes, prompts, until, giveUp } = await setUp([], { password: 'abc' });
    const tapped = tap();
    await until((snapshot) => question(snapshot, 'password') !== undefined);
    await settle();
    prompts.stop();
    const before = notes.length;
    giveUp.abort();
    await tapped;
    await settle();
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(notes.length).toBe(before);
  });
});

describe('what an option says that standard input has', () => {
  const none = { passwordStdin: false, codeStdin: false, pinStdin: false, lastTry: false };
  const read = (options: Partial<typeof none>, line: string | undefined, isInteractive = false) => {
    const reads: string[] = [];
    const readLine: Console['readLine'] = () => {
      reads.push('line');
      return Promise.resolve({ ok: true, value: line });
    };
    const given = readAnswers({ ...none, ...options }, { ...silentConsole, isInteractive, readLine }, never());
    return given.then((value) => ({ value: value.ok ? value.value : value.problem, reads: reads.length }));
  };

  it.each([
    [{ pinStdin: true }, '654321 ', { pin: '654321', lastTry: false }],
    [{ pinStdin: true, lastTry: true }, '654321', { pin: '654321', lastTry: true }],
    [{ pinStdin: true }, ' ', { missing: 'pin' }],
    [{ pinStdin: true }, undefined, { missing: 'pin' }],
    [{ passwordStdin: true }, ' a b ', { password: ' a b ' }],
    [{ passwordStdin: true }, undefined, { missing: 'password' }],
    [{ codeStdin: true }, '123 456', { code: '123456' }],
  ])('with %j of %j is %j', async (options, line, value) => {
    expect(await read(options, line)).toEqual({ value, reads: 1 });
  });

  it('is a code, which has 6 digits, and says when none came', async () => {
    expect((await read({ codeStdin: true }, '12345')).value).toEqual({ code: 'usage', message: 'A code has 6 digits.' });
    expect((await read({ codeStdin: true }, '')).value).toMatchObject({ message: expect.stringContaining('No code arrived') as string });
  });

  it('is not read without one, nor a secret at a terminal, where it would show', async () => {
    expect(await read({}, 'x')).toEqual({ value: {}, reads: 0 });
    for (const option of ['pinStdin', 'passwordStdin']) expect(await read({ [option]: true }, 'x', true)).toEqual({ value: {}, reads: 0 });
  });
});

describe('a problem', () => {
  it('is one line: what happened, and what to do', () => {
    const line = problemLine({ code: 'target-clash', target: 'prod', file: '/c', line: 3, suggestion: 'prod-tap' });
    expect(line).toMatch(/^roletap: .+\. .+\.$/);
    expect(line).not.toContain('\n');
    expect(line).toContain('prod-tap');
  });

  it.each([true, false])('of a permission comes with the policy, and says so (outright: %s)', (explicit) => {
    const resource = 'arn:aws-cn:iam::111122223333:user/eng/jane';
    const problem = { code: 'iam-denied', action: 'iam:EnableMFADevice', resource, explicit } as const;
    expect(problemLine(problem)).toContain('the policy below');
    expect(problemLine(problem)).not.toContain('opy the policy');
    expect(JSON.parse(policyText(problem) ?? '')).toMatchObject({ Statement: [{ Action: 'iam:EnableMFADevice', Resource: resource }] });
    expect(policyText({ code: 'throttled' })).toBeUndefined();
  });

  it('with odd names in it is still one line', () => {
    expect(problemLine({ code: 'role-unknown', role: 'a\u001b[2J\nb' })).not.toMatch(/\p{Cc}/u);
  });
});

describe('notices', () => {
  it('are told of the kinds that are asked for', async () => {
    const { app, setOffset, sts } = await setUp();
    setOffset(90_000);
    sts.script = () => refusal({ code: 'throttled' });
    await app.tap({ role: 'dev' }, never());
    expect(noticeLines(app, ['clock'])).toEqual([expect.stringMatching(/^note: Clock 90 seconds behind\. This computer’s clock/)]);
    expect(noticeLines(app, ['duration'])).toEqual([]);
  });
});
