import { describe, expect, it } from 'vitest';
import { askingForPassphrase } from '../../../../src-main/app/codes/ask-passphrase.ts';
import { type KeptKeys, noKeptKeys } from '../../../../src-main/app/key-store/kept-keys.ts';
import type { Answer, Questions } from '../../../../src-main/app/questions.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { secrets } from '../../../fakes/secrets.ts';
import { createKey, jane, never, openApp, roleState, start } from '../../../fakes/world.ts';

const keys = { accessKeyId: 'AKIAOLD', secretAccessKey: secrets.longTerm };
const passphrase = 'correct horse battery';
const config = `[profile work]
region = eu-central-1

[profile dev]
role_arn = arn:aws:iam::444455556666:role/Developer
source_profile = work
mfa_serial = ${jane}
`;

/** A key under a passphrase that was not given yet, and a YubiKey that is touched as soon as it blinks. */
const setUp = async () => {
  const clock = createFakeClock(start);
  const key = createKey(clock);
  key.onAwaitingTouch((wait) => wait && queueMicrotask(key.touch));
  let isOpen = false;
  const keyStore: KeptKeys = {
    ...noKeptKeys,
    ids: async () => new Map([['work', { accessKeyId: keys.accessKeyId }]]),
    list: async () => [{ profile: 'work', accessKeyId: keys.accessKeyId, under: 'passphrase' }],
    load: async (source) => (isOpen ? ok(keys) : failed({ code: 'passphrase-needed', source })),
    unlock: async (given) => {
      isOpen = given === passphrase;
      return isOpen ? ok(undefined) : failed({ code: 'passphrase-wrong', folder: '/home/jane/.local/share/roletap' });
    },
  };
  const opened = await openApp({ clock, yubikeys: { usb: key }, config, credentials: '', keyStore });
  const { app, until } = opened;
  const asked = async (before?: string) => {
    const { waiting } = await until(({ waiting: [first] }) => first?.kind === 'password' && first.id !== before);
    const [question] = waiting;
    if (!question) throw new Error('nobody asked');
    return question;
  };
  const answer = (waiting: string, password: string) => app.run('answerPassword', { waiting, password, remember: false });
  return { ...opened, clock, asked, answer };
};

describe('a key under a passphrase', () => {
  it('is asked for at the first tap, until the passphrase fits, and once for the login', async () => {
    const { app, asked, answer, told, clock } = await setUp();
    const tap = app.tap({ role: 'dev' }, never());
    const first = await asked();
    expect(first).toMatchObject({ for: { kind: 'access-key', source: 'work' }, wrong: false });
    answer(first.id, 'wrong');
    const second = await asked(first.id);
    expect(second).toMatchObject({ wrong: true });
    answer(second.id, passphrase);
    expect(await tap).toMatchObject({ ok: true, value: { via: 'mfa-session' } });
    const again = app.tap({ role: 'dev', fresh: true }, never());
    await settle(5);
    await clock.advance(30_000);
    expect(await again).toMatchObject({ ok: true });
    const questions = told.flatMap(({ waiting }) => waiting.filter(({ kind }) => kind === 'password').map(({ id }) => id));
    expect(new Set(questions)).toEqual(new Set([first.id, second.id]));
    expect(JSON.stringify(told)).not.toContain(passphrase);
  });

  it('ends a tap quietly when the question is cancelled, and as what is needed when nobody answers', async () => {
    const { app, asked, until, clock } = await setUp();
    const tap = app.tap({ role: 'dev' }, never());
    app.run('cancel', { waiting: (await asked()).id });
    expect(await tap).toEqual({ ok: false, problem: { code: 'cancelled' } });
    app.run('tap', { role: 'dev' });
    await asked();
    await clock.advance(120_000);
    const shown = await until((snapshot) => roleState(snapshot, 'dev')?.kind === 'failed');
    expect(roleState(shown, 'dev')).toMatchObject({ problem: { code: 'passphrase-needed', source: 'work' } });
  });
});

describe('what opens keys', () => {
  const needed = failed({ code: 'passphrase-needed', source: 'work' });
  const over = { kind: 'over' } as const;
  const typed = (value: string) => ({ kind: 'answered', value, remember: false }) as const;

  /** The store as `loads` says, one after the other, and a person who gives `given`; without more of them the question stays. */
  const desk = ({
    loads,
    given = [],
    answers = 'everything',
    unlock = async () => ok(undefined),
  }: {
    readonly loads: readonly Awaited<ReturnType<KeptKeys['load']>>[];
    readonly given?: readonly Answer[];
    readonly answers?: Questions['answers'];
    readonly unlock?: KeptKeys['unlock'];
  }) => {
    const asked: Parameters<Questions['ask']>[] = [];
    const tried: string[] = [];
    let loaded = 0;
    const questions: Questions = {
      answers,
      ask: (...words) => {
        asked.push(words);
        const answer = given[asked.length - 1];
        return { answer: answer ? Promise.resolve(answer) : new Promise(() => {}), withdraw: () => {} };
      },
      reply: () => false,
    };
    const load = askingForPassphrase(
      {
        load: async () => {
          loaded += 1;
          return loads[Math.min(loaded, loads.length) - 1] ?? needed;
        },
        unlock: async (passphrase) => {
          tried.push(passphrase);
          return unlock(passphrase);
        },
      },
      questions,
    );
    return { load, asked, tried, loaded: () => loaded };
  };

  it('asks nobody where they are open', async () => {
    const { load, asked } = desk({ loads: [ok(keys)] });
    expect(await load('work', never())).toEqual(ok(keys));
    expect(asked).toEqual([]);
  });

  it('asks nobody about what no passphrase mends', async () => {
    const broken = failed({ code: 'key-store-broken', file: '/f' });
    const { load, asked } = desk({ loads: [broken] });
    expect(await load('work', never())).toEqual(broken);
    expect(asked).toEqual([]);
  });

  it.each(['passwords', 'codes', 'pins', 'nothing'] as const)('says what is needed where a person answers %s only', async (answers) => {
    const { load, asked } = desk({ loads: [needed, ok(keys)], given: [typed('p')], answers });
    expect(await load('work', never())).toEqual(needed);
    expect(asked).toEqual([]);
  });

  it('asks for two minutes, and again for one that is wrong', async () => {
    const wrong = failed({ code: 'passphrase-wrong', folder: '/d' });
    const unlock: KeptKeys['unlock'] = async (passphrase) => (passphrase === 'right' ? ok(undefined) : wrong);
    const { load, asked, tried } = desk({ loads: [needed, ok(keys)], given: [typed('one'), typed('two'), typed('right')], unlock });
    expect(await load('work', never())).toEqual(ok(keys));
    expect(tried).toEqual(['one', 'two', 'right']);
    const question = { kind: 'password', for: { kind: 'access-key', source: 'work' } };
    expect(asked.map(([what]) => what)).toEqual([false, true, true].map((isAgain) => ({ ...question, wrong: isAgain })));
    expect(asked.map(([, seconds]) => seconds)).toEqual([120, 120, 120]);
  });

  it('says what the disk says, without another question', async () => {
    const broken = failed({ code: 'key-store-broken', file: '/f' });
    const { load, asked, loaded } = desk({ loads: [needed, ok(keys)], given: [typed('p'), typed('p')], unlock: async () => broken });
    expect(await load('work', never())).toEqual(broken);
    expect([asked.length, loaded()]).toEqual([1, 1]);
  });

  it('says what is wrong with keys that are open now', async () => {
    const unusable = failed({ code: 'kept-key-unusable', source: 'work', why: 'changed' });
    const { load } = desk({ loads: [needed, unusable], given: [typed('p')] });
    expect(await load('work', never())).toEqual(unusable);
  });

  it.each([
    [over, needed],
    [{ kind: 'cancelled' }, failed({ code: 'cancelled' })],
    [{ kind: 'instead' }, failed({ code: 'cancelled' })],
  ] as const)('after %o opens nothing', async (answer, said) => {
    const { load, tried, loaded } = desk({ loads: [needed, ok(keys)], given: [answer] });
    expect(await load('work', never())).toEqual(said);
    expect([tried, loaded()]).toEqual([[], 1]);
  });

  it('asks once for all who want some, and takes the question back when the last of them has gone', async () => {
    const { load, asked } = desk({ loads: [needed] });
    const [one, other] = [new AbortController(), new AbortController()];
    const wishes = [load('work', one.signal), load('home', other.signal)];
    await settle();
    expect(asked.map(([{ for: about }]) => about)).toEqual([{ kind: 'access-key', source: 'work' }]);
    one.abort();
    expect(await wishes[0]).toEqual(failed({ code: 'cancelled' }));
    expect(asked[0]?.[2].aborted).toBe(false);
    other.abort();
    expect(await wishes[1]).toEqual(failed({ code: 'cancelled' }));
    expect(asked[0]?.[2].aborted).toBe(true);
  });
});
