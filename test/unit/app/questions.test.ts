import { describe, expect, it } from 'vitest';
import { createQuestions, type Question } from '../../../src-main/app/questions.ts';
import { createStore, withKeys } from '../../../src-main/app/state/store.ts';
import type { Key } from '../../../src-main/card/keys/keys.ts';
import { createFakeClock, settle } from '../../fakes/clock.ts';
import { createMemorySettings } from '../../fakes/settings.ts';

const setUp = () => {
  const clock = createFakeClock(1_000);
  const store = createStore(createMemorySettings());
  let ids = 0;
  const questions = createQuestions({
    store,
    time: clock,
    answers: 'everything',
    newId: () => {
      ids += 1;
      return `q${ids}`;
    },
  });
  const controller = new AbortController();
  const ask = (question: Question = { kind: 'password', for: { kind: 'key', name: 'K' } }) =>
    questions.ask(question, 60, controller.signal);
  /** Nothing of it is left: not shown, not timed, not answerable. */
  const expectOver = (id = 'q1') => {
    expect(store.state().waiting).toEqual([]);
    expect(clock.pending()).toBe(0);
    expect(questions.reply(id, ['password', 'pick'], { kind: 'cancelled' })).toBe(false);
  };
  return { clock, store, questions, controller, ask, expectOver };
};

const answered = { kind: 'answered', value: 'x', remember: true } as const;

describe('a question', () => {
  it('is in the state before anything else happens, with its deadline', () => {
    const { store, ask } = setUp();
    void ask();
    expect(store.state().waiting).toEqual([
      { kind: 'password', for: { kind: 'key', name: 'K' }, id: 'q1', since: 1_000, deadline: 61_000 },
    ]);
  });

  it('is answered once', async () => {
    const { questions, ask, expectOver } = setUp();
    const { answer } = ask();
    expect(questions.reply('q1', ['password'], answered)).toBe(true);
    expect(questions.reply('q1', ['password'], { kind: 'cancelled' })).toBe(false);
    expect(await answer).toEqual(answered);
    expectOver();
  });

  it('is not answered under another id or as another kind', () => {
    const { questions, ask, store } = setUp();
    void ask();
    expect(questions.reply('q2', ['password'], answered)).toBe(false);
    expect(questions.reply('q1', ['pick'], answered)).toBe(false);
    expect(store.state().waiting).toHaveLength(1);
  });

  it('with choices takes one of them and nothing else', async () => {
    const { questions, ask } = setUp();
    const { answer } = ask({ kind: 'pick', for: { kind: 'key', name: 'K' }, choices: [{ id: '0', label: 'a' }] });
    expect(questions.reply('q1', ['pick'], answered)).toBe(false);
    expect(questions.reply('q1', ['pick'], { ...answered, value: '0' })).toBe(true);
    expect(await answer).toMatchObject({ value: '0' });
  });

  it('ends by itself at its deadline', async () => {
    const { clock, store, ask, expectOver } = setUp();
    const { answer } = ask();
    await clock.advance(59_999);
    expect(store.state().waiting).toHaveLength(1);
    await clock.advance(1);
    expect(await answer).toEqual({ kind: 'over' });
    expectOver();
  });

  it('ends as over when it is withdrawn, also twice', async () => {
    const { ask, expectOver } = setUp();
    const { answer, withdraw } = ask();
    withdraw();
    withdraw();
    expect(await answer).toEqual({ kind: 'over' });
    expectOver();
  });

  it('ends as cancelled when its signal aborts, also when that was before', async () => {
    const { ask, controller, expectOver } = setUp();
    const { answer } = ask();
    controller.abort();
    expect(await answer).toEqual({ kind: 'cancelled' });
    expectOver();
    expect(await ask().answer).toEqual({ kind: 'cancelled' });
    expectOver('q2');
  });

  describe('about a plugged YubiKey', () => {
    const aKey = (id: string): Key => ({
      id,
      name: 'YubiKey',
      firmware: '',
      formFactor: '',
      oath: 'ready',
      busy: false,
      accounts: [],
    });
    const ready = (...ids: readonly string[]) => withKeys({ kind: 'ready', keys: ids.map(aKey) });
    const about: Question = { kind: 'pin', for: { kind: 'key', name: 'K' }, key: { name: 'K', serial: 7 }, keyId: '7' };

    it('stays while the key does, and keeps its id to itself', async () => {
      const { store, ask } = setUp();
      store.change(ready('7'));
      void ask(about);
      store.change(ready('7', '8'));
      await settle();
      expect(store.state().waiting).toMatchObject([{ id: 'q1', kind: 'pin' }]);
      expect(store.state().waiting[0]).not.toHaveProperty('keyId');
    });

    it.each(['touch', 'password', 'pin'] as const)('ends at once when the key is pulled: %s', async (kind) => {
      const { store, ask, expectOver } = setUp();
      store.change(ready('7', '8'));
      const { answer } = ask({ ...about, kind });
      store.change(ready('8'));
      expect(await answer).toEqual({ kind: 'pulled', problem: { code: 'yubikey-removed', serial: 7 } });
      expectOver();
    });

    it('is not asked when the key is gone by then', async () => {
      const { store, ask, expectOver } = setUp();
      store.change(ready());
      expect(await ask(about).answer).toMatchObject({ kind: 'pulled' });
      expectOver();
    });

    it('ends with the card service', async () => {
      const { store, ask } = setUp();
      store.change(ready('7'));
      const { answer } = ask(about);
      store.change(withKeys({ kind: 'no-service', problem: { code: 'card-service-missing' } }));
      expect(await answer).toEqual({ kind: 'pulled', problem: { code: 'card-service-missing' } });
    });
  });

  it('leaves the others alone', () => {
    const { questions, ask, store } = setUp();
    void ask();
    void ask();
    questions.reply('q1', ['password'], answered);
    expect(store.state().waiting.map(({ id }) => id)).toEqual(['q2']);
  });
});
