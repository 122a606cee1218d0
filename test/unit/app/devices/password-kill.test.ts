import { describe, expect, it } from 'vitest';
import type { Ports } from '../../../../src-main/app/ports.ts';
import { settle } from '../../../fakes/clock.ts';
import { createFakePasswords, type FakePasswords } from '../../../fakes/secrets.ts';
import { createSetting, type EnrollStage, openStage } from '../enroll/enroll-fixture.ts';

const keyId = '12345678';

/** A program that dies at its effect number `at` on key and keyring: before it, or when it has happened. */
const createLife = (passwords: FakePasswords, at: number, when: 'before' | 'after') => {
  let effects = 0;
  let isDead = false;
  const step = async <T>(effect: () => Promise<T>): Promise<T> => {
    effects += 1;
    if (isDead || (effects === at && when === 'before')) isDead = true;
    else {
      const done = await effect();
      if (effects !== at) return done;
      isDead = true;
    }
    return new Promise(() => {});
  };
  const wrap = (world: Ports): Ports => ({
    ...world,
    keys: {
      ...world.keys,
      setPassword: (...given) => step(() => world.keys.setPassword(...given)),
      removePassword: (...given) => step(() => world.keys.removePassword(...given)),
    },
    passwords: {
      ...passwords,
      save: (...given) => step(() => passwords.save(...given)),
      saveNext: (...given) => step(() => passwords.saveNext(...given)),
      forget: (...given) => step(() => passwords.forget(...given)),
    },
  });
  return { wrap, effects: () => effects, isDead: () => isDead };
};

type Change = (stage: EnrollStage) => Promise<unknown>;
const set: Change = ({ app }) => app.devices.setPassword(keyId, 'second', true);
const remove: Change = ({ app }) => app.devices.removePassword(keyId);

/** A key with a remembered password, or with none, which is changed until the program dies or is done. */
const changed = async (change: Change, before: string | undefined, at: number, when: 'before' | 'after') => {
  const passwords = createFakePasswords();
  const setting = createSetting();
  if (before !== undefined) {
    const first = await openStage({ wrap: (world) => ({ ...world, passwords }) }, setting);
    expect(await first.app.devices.setPassword(keyId, before, true)).toMatchObject({ ok: true });
    await first.app.close();
  }
  const life = createLife(passwords, at, when);
  const stage = await openStage({ wrap: life.wrap }, setting);
  let isDone = false;
  void change(stage).then(() => {
    isDone = true;
  });
  for (let turns = 0; turns < 100 && !isDone && !life.isDead(); turns++) await settle();
  expect(isDone || life.isDead()).toBe(true);
  return { life, setting, passwords };
};

describe('a password that is remembered, and a kill in the middle of its change:', () => {
  it.each<[string, Change, string | undefined]>([
    ['the first one is set', set, undefined],
    ['another one is set', set, 'first'],
    ['it is removed', remove, 'first'],
  ])('%s: the key opens without a question, and at the end one is remembered at most', async (_, change, before) => {
    const all = (await changed(change, before, 0, 'before')).life.effects();
    expect(all).toBeGreaterThan(1);
    for (let at = 1; at <= all; at++) {
      for (const when of ['before', 'after'] as const) {
        const { life, setting, passwords } = await changed(change, before, at, when);
        expect(life.isDead()).toBe(true);
        const { app, snapshot } = await openStage({ wrap: (world) => ({ ...world, passwords }) }, setting);
        await settle();
        expect([at, when, snapshot().card]).toMatchObject([at, when, { keys: [{ oath: 'ready' }] }]);
        expect(await app.devices.setPassword(keyId, 'third', true)).toMatchObject({ ok: true });
        expect(passwords.saved.size).toBe(1);
        await app.close();
      }
    }
  });

  it('a change that did not begin leaves nothing of the new one', async () => {
    const passwords = createFakePasswords();
    const setting = createSetting({ key: { password: 'first' } });
    const { app, snapshot, run } = await openStage({ wrap: (world) => ({ ...world, passwords }) }, setting);
    const change = app.devices.setPassword(keyId, 'second', true);
    await settle(20);
    const [waiting] = snapshot().waiting;
    expect(run('cancel', { waiting: waiting?.id })).toBe(true);
    expect(await change).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect(passwords.saved.size).toBe(0);
  });
});
