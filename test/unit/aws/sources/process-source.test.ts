import { describe, expect, it } from 'vitest';
import { type ProgramOutcome, processId, runForCredentials } from '../../../../src-main/aws/sources/process-source.ts';
import { createSourceKeys } from '../../../../src-main/aws/sources/source-keys.ts';
import { emptyKeyStore } from '../../../../src-main/aws/sources/store-source.ts';
import { failed } from '../../../../src-main/contract/result.ts';
import { secrets } from '../../../fakes/secrets.ts';
import { createGate } from '../../../fakes/sts.ts';
import { never, start } from '../../../fakes/world.ts';

const keys = { Version: 1, AccessKeyId: 'AKIAJANE', SecretAccessKey: secrets.longTerm };
const ended = (output: unknown, rest: { readonly status?: number; readonly said?: string } = {}): ProgramOutcome => ({
  kind: 'ended',
  status: 0,
  said: '',
  output: typeof output === 'string' ? output : JSON.stringify(output),
  ...rest,
});

const ask = (outcome: ProgramOutcome, line = '/opt/op/op item get jane') =>
  runForCredentials('jane', line, { run: async () => outcome, now: () => start, platform: 'linux' }, never());

describe('a program that a profile takes its credentials from', () => {
  it('gives long-term keys, or temporary ones where a token is with them', async () => {
    const longTerm = { kind: 'long-term', accessKeyId: 'AKIAJANE', secretAccessKey: secrets.longTerm };
    for (const answer of [keys, { ...keys, SessionToken: '', Expiration: null }])
      expect(await ask(ended(answer))).toEqual({ ok: true, value: longTerm });
    expect(await ask(ended({ ...keys, SessionToken: 'token', Expiration: '2026-11-22T05:00:00Z' }))).toEqual({
      ok: true,
      value: { ...longTerm, kind: 'temporary', sessionToken: 'token', expires: start + 3_600_000 },
    });
  });

  it.each([
    ['garbage', ended('AKIAJANE secret')],
    ['garbage', ended({ Version: 1, AccessKeyId: 'AKIAJANE' })],
    ['garbage', ended({ ...keys, SecretAccessKey: 'two words' })],
    ['garbage', ended({ ...keys, Expiration: 'soon' })],
    ['garbage', ended('[]')],
    ['garbage', ended({ AccessKeyId: 'AKIAJANE' }, { said: '' })],
    ['version', ended({ ...keys, Version: 2 })],
    ['version', ended({ ...keys, Version: '1' })],
    ['expired', ended({ ...keys, SessionToken: 'token', Expiration: '2026-11-22T04:00:00Z' })],
    ['exit', ended(keys, { status: 1 })],
    ['asks', ended('', { status: 1, said: 'sh: cannot open /dev/tty: No such device or address\n' })],
    ['asks', { kind: 'slow', said: 'Enter your master password: ' }],
    ['slow', { kind: 'slow', said: 'Connecting\n' }],
    ['too-much', { kind: 'too-much', said: '' }],
    ['missing', { kind: 'missing', errno: 'ENOENT' }],
    ['unrunnable', { kind: 'unrunnable', errno: 'EACCES' }],
  ] as const)('is told apart when it gives none: %s', async (why, outcome) => {
    const asked = await ask(outcome);
    expect(asked).toMatchObject({ ok: false, problem: { code: 'source-program', profile: 'jane', program: 'op', why } });
    expect(JSON.stringify(asked)).not.toContain(secrets.longTerm);
  });

  it('is quoted by its last line, harmless, short and without what looks like a secret', async () => {
    const said = `starting\n\u001b[31mno session ${'for jane '.repeat(40)}\u202e\n\n`;
    const asked = await ask(ended('', { status: 6, said }));
    const quoted = asked.ok || asked.problem.code !== 'source-program' ? '' : (asked.problem.said ?? '');
    expect(quoted).toMatch(/^\ufffd\[31mno session (?:for jane )+/);
    expect(quoted).toHaveLength(200);
    const short = await ask(ended('', { status: 6, said: 'bad key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n' }));
    expect(short).toMatchObject({ problem: { said: 'bad key [secret]' } });
  });

  it('is not run where its line has no end', async () => {
    expect(await ask(ended(keys), 'op "jane')).toMatchObject({ problem: { why: 'line' } });
    expect(await ask(ended(keys), '')).toMatchObject({ problem: { why: 'line' } });
  });
});

describe('a source that is a program', () => {
  const setUp = (answer: unknown = keys) => {
    let now = start;
    let runs = 0;
    const gate = createGate();
    const asked: (readonly [string, boolean])[] = [];
    const sourceKeys = createSourceKeys({
      originOf: () => ({ kind: 'process', line: 'op' }),
      store: emptyKeyStore,
      signIn: { credentials: async (profile, how) => failed({ code: 'login-over', profile, how }) },
      certificate: async (source) => failed({ code: 'source-without-keys', source }),
      run: async (_words, _limits, signal) => {
        runs += 1;
        await gate.pass(signal);
        return signal.aborted ? { kind: 'cancelled' } : ended(answer);
      },
      platform: 'linux',
      now: () => now,
      onAsked: (...told) => asked.push(told),
    });
    const source = { profile: 'jane', kind: 'process', id: processId('op') } as const;
    return {
      asked,
      runs: () => runs,
      gate,
      source,
      sourceKeys,
      open: (signal = never()) => sourceKeys.open(source, signal),
      pass: (millis: number) => {
        now += millis;
      },
    };
  };

  it('is asked once by all who want it within a minute, and again after that', async () => {
    const { open, gate, runs, pass, asked } = setUp();
    const both = [open(), open()];
    gate.open();
    await Promise.all(both);
    pass(59_999);
    expect(await open()).toMatchObject({ ok: true });
    expect(runs()).toBe(1);
    pass(1);
    await open();
    expect(runs()).toBe(2);
    expect(asked.slice(0, 2)).toEqual([
      ['jane', true],
      ['jane', false],
    ]);
  });

  it('is asked again when AWS refused what it gave, or that is about to end', async () => {
    const { open, gate, runs, sourceKeys, source } = setUp();
    gate.open();
    await open();
    sourceKeys.forget(source);
    await open();
    expect(runs()).toBe(2);
    const ending = setUp({ ...keys, SessionToken: 'token', Expiration: new Date(start + 60_000).toISOString() });
    ending.gate.open();
    await ending.open();
    await ending.open();
    expect(ending.runs()).toBe(2);
  });

  it('is ended when nobody wants it any more, and is opened on no timer', async () => {
    const { open, asked, sourceKeys, source } = setUp();
    const giveUp = new AbortController();
    const opened = open(giveUp.signal);
    giveUp.abort();
    expect(await opened).toEqual({ ok: false, problem: { code: 'cancelled' } });
    expect(asked.at(0)).toEqual(['jane', true]);
    expect(sourceKeys.isQuiet(source)).toBe(false);
    expect(sourceKeys.isQuiet({ ...source, kind: 'file' })).toBe(true);
  });
});
