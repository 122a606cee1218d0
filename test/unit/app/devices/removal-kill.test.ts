import { describe, expect, it } from 'vitest';
import { settle } from '../../../fakes/clock.ts';
import { createMemoryJournal } from '../../../fakes/journal.ts';
import { createFakeLedger } from '../../../fakes/world.ts';
import { type Cut, type CutMode, createCut, modesAt } from '../enroll/enroll-cut.ts';
import { createSetting, type EnrollStage, openStage, type StageOptions } from '../enroll/enroll-fixture.ts';

const jane = 'arn:aws:iam::111122223333:mfa/jane';
const other = 'arn:aws:iam::111122223333:mfa/jane-yk-1';

/** One life of AWS, the key and the journals, in which programs come and go. Jane has a device, or two on the same key. */
const createLife = async (hasOther: boolean) => {
  const setting = createSetting();
  const device = setting.jane.addDevice({ name: 'jane' });
  setting.key.store({ id: jane, secret: device.seed, touch: true });
  if (hasOther) setting.key.store({ id: other, secret: setting.jane.addDevice({ name: 'jane-yk-1' }).seed, touch: true });
  await setting.clock.advance(60_000);
  const shared: StageOptions = { journal: createMemoryJournal(), removals: createMemoryJournal(), ledger: createFakeLedger() };
  return { setting, shared };
};
type Life = Awaited<ReturnType<typeof createLife>>;

/** Lets time pass where the program waits for a step, until the outcome is there or the program is dead. */
const finished = async <T>(stage: EnrollStage, outcome: Promise<T>, cut?: Cut): Promise<T | undefined> => {
  let done = false;
  const end = () => {
    done = true;
  };
  void outcome.then(end, end);
  const deadline = performance.now() + 10_000;
  while (!done && !cut?.isDead() && performance.now() < deadline) {
    await settle(2);
    const { waiting, now } = stage.snapshot();
    const step = waiting.find(({ kind }) => kind === 'step');
    if (step) await stage.world.clock.advance(step.deadline - now);
  }
  if (!done && !cut?.isDead()) throw new Error(`still waits: ${JSON.stringify(stage.snapshot().waiting)}`);
  return done ? outcome : undefined;
};

const remove = async (life: Life, cut: Cut) => {
  const stage = await openStage({ ...life.shared, wrap: cut.wrap }, life.setting);
  await stage.app.devices.open('work');
  const outcome = await finished(stage, stage.app.devices.remove(jane), cut);
  return { stage, outcome };
};

const devices = ({ setting }: Life) => setting.account.devices().map(({ arn, user }) => ({ arn, isEnabled: user !== undefined }));
const accounts = ({ setting }: Life) =>
  setting.key
    .storedAccounts()
    .map(({ id }) => id)
    .filter((id) => id !== other);

const expectGone = (life: Life) => {
  expect(devices(life)).not.toContainEqual(expect.objectContaining({ arn: jane }));
  expect(accounts(life)).toEqual([]);
  expect(life.shared.removals?.texts.size).toBe(0);
};
const expectBack = (life: Life) => {
  expect(devices(life)).toContainEqual({ arn: jane, isEnabled: true });
  expect(accounts(life)).toEqual([jane]);
  expect(life.shared.removals?.texts.size).toBe(0);
};

const effectsOf = async (hasOther: boolean) => {
  const life = await createLife(hasOther);
  const cut = createCut(0, 'before');
  const { outcome, stage } = await remove(life, cut);
  expect(outcome).toEqual({ ok: true, value: undefined });
  expectGone(life);
  await stage.app.close();
  return cut.effects;
};

const runCut = async (hasOther: boolean, at: number, mode: CutMode, then: 'go-on' | 'undo'): Promise<void> => {
  const life = await createLife(hasOther);
  const cut = createCut(at, mode);
  const { stage } = await remove(life, cut);
  if (!cut.isDead()) {
    await stage.app.close();
    expectGone(life);
    return;
  }
  // The process is gone; readers, AWS, journal and ledger stay.
  await stage.world.world.keys.close();
  const second = await openStage(life.shared, life.setting);
  const [unfinished] = second.snapshot().unfinished;
  if (!unfinished) {
    // Nothing was done yet, or all of it.
    if (devices(life).some(({ arn }) => arn === jane)) expectBack(life);
    else expectGone(life);
  } else if (then === 'go-on' || !devices(life).some(({ arn }) => arn === jane)) {
    expect(await finished(second, second.app.devices.resumeRemoval(unfinished.id, 'go-on'))).toEqual({ ok: true, value: undefined });
    expectGone(life);
  } else {
    expect(await finished(second, second.app.devices.resumeRemoval(unfinished.id, 'undo'))).toEqual({ ok: true, value: undefined });
    expectBack(life);
  }
  expect(second.snapshot().unfinished).toEqual([]);
  await second.app.close();
};

describe.each([false, true])('a program that is cut off while it removes a device (another one is there: %s)', (hasOther) => {
  it.each(['go-on', 'undo'] as const)('finds the truth after any cut, and "%s" ends clean', async (then) => {
    const effects = await effectsOf(hasOther);
    expect(effects.map(({ name }) => name)).toEqual(expect.arrayContaining(['deactivate', 'delete', 'remove account']));
    const failures: string[] = [];
    for (const [index, effect] of effects.entries()) {
      for (const mode of modesAt(index, effect)) {
        if (mode === 'lost' && then === 'undo') continue;
        await runCut(hasOther, index + 1, mode, then).catch((error: unknown) => {
          failures.push(`${mode} ${index + 1} ${effect.name}: ${error instanceof Error ? error.message.slice(0, 400) : String(error)}`);
        });
      }
    }
    expect(failures).toEqual([]);
  });
});
