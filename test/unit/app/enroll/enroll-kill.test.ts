import { describe, expect, it } from 'vitest';
import { encodeBase32 } from '../../../../src-main/demo/aws-simulator/model/totp.ts';
import type { VirtualYubiKey } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { settle } from '../../../fakes/clock.ts';
import { createMemoryJournal } from '../../../fakes/journal.ts';
import { createFakeLedger, createKey } from '../../../fakes/world.ts';
import { type Cut, type CutMode, createCut, modesAt } from './enroll-cut.ts';
import { createSetting, type EnrollStage, openStage, type StageOptions } from './enroll-fixture.ts';

type SpareChoice = 'none' | 'device' | 'same-seed';

/** One life of AWS, keys and journal, in which programs come and go. */
const createLife = (hasDevice: boolean) => {
  const setting = createSetting();
  const spare = createKey(setting.clock, { serial: 87654321, touchPolicy: 'automatic', accounts: [] });
  if (hasDevice) {
    const device = setting.jane.addDevice({ name: 'jane' });
    setting.key.store({ id: device.arn, secret: device.seed, touch: true });
  }
  const journal = createMemoryJournal();
  const lines: string[] = [];
  const keep = (message: string, facts?: Record<string, unknown>) => lines.push(`${message} ${JSON.stringify(facts ?? {})}`);
  const shared: StageOptions = {
    journal,
    ledger: createFakeLedger(),
    yubikeys: { usb: setting.key, other: spare },
    log: { info: keep, warn: keep },
  };
  return { setting, spare, journal, lines, shared };
};
type Life = ReturnType<typeof createLife>;

/** The whole job, as far as the program lives; answers every page. */
const enroll = async (stage: EnrollStage, spare: SpareChoice, cut: Cut): Promise<void> => {
  await stage.toKeyPage();
  stage.send('enrollKey', { keyId: keyOf(stage, 12345678), deviceName: '', touch: true, spare });
  stage.send('enrollNext');
  await finish(stage, cut);
};

const keyOf = (stage: EnrollStage, serial: number): string => {
  const { card } = stage.snapshot();
  return (card.kind === 'present' ? card.keys.find((key) => key.serial === serial)?.id : undefined) ?? '';
};

/** Answers pages until the run is done or the program is dead. */
const finish = async (stage: EnrollStage, cut?: Cut): Promise<void> => {
  const deadline = performance.now() + 20_000;
  while (performance.now() < deadline) {
    await settle(2);
    if (cut?.isDead()) return;
    const { enroll, now } = stage.snapshot();
    if (!enroll) throw new Error('no run is open');
    const { page, can, problem } = enroll;
    if (page.kind === 'done') return;
    const until = 'until' in page ? page.until : undefined;
    if (until !== undefined && until > now) await stage.world.clock.advance(until - now);
    else if (page.kind === 'profiles' && can.skip) stage.send('enrollProfiles', { profiles: page.profiles.map(({ profile }) => profile) });
    else if (page.kind === 'spare' && can.skip && !problem) stage.send('enrollNext');
    else if (problem && can.next) stage.send('enrollNext');
  }
  throw new Error(`never done: ${JSON.stringify(stage.snapshot().enroll)}`);
};

/** Ids on keys. */
const accountsOf = (...keys: readonly VirtualYubiKey[]) => keys.flatMap((key) => key.storedAccounts().map(({ id }) => id));

/** Seeds in every form in which text can hold them. */
const expectNoSeed = (life: Life, stages: readonly EnrollStage[]): void => {
  const texts = [...life.journal.written, ...life.lines, ...stages.flatMap(({ told }) => told.map((snapshot) => JSON.stringify(snapshot)))];
  const all = texts.join('\n');
  for (const seed of life.setting.aws.seeds) {
    const base32 = encodeBase32(seed);
    const forms = [
      base32,
      base32.toLowerCase(),
      Buffer.from(seed).toString('hex'),
      Buffer.from(seed).toString('hex').toUpperCase(),
      Buffer.from(seed).toString('base64'),
      Buffer.from(seed).toString('latin1'),
      [...seed].join(','),
    ];
    for (const form of forms) expect(all.includes(form)).toBe(false);
  }
  expect(all).not.toContain('secret-of-work');
};

interface Case {
  readonly title: string;
  readonly spare: SpareChoice;
  readonly hasDevice: boolean;
  readonly devices: number;
  readonly accounts: number;
}

const cases: readonly Case[] = [
  { title: 'a first device', spare: 'none', hasDevice: false, devices: 1, accounts: 1 },
  { title: 'a device beside another', spare: 'none', hasDevice: true, devices: 2, accounts: 2 },
  { title: 'one seed on two keys', spare: 'same-seed', hasDevice: false, devices: 1, accounts: 2 },
  { title: 'a second device for the spare key', spare: 'device', hasDevice: false, devices: 2, accounts: 2 },
];

/** What exists when all went well, or was taken back. */
const expectClean = (life: Life, of: Case, outcome: 'done' | 'undone'): void => {
  const before = of.hasDevice ? 1 : 0;
  const devices = life.setting.account.devices();
  expect(devices.filter(({ user }) => user === undefined)).toEqual([]);
  // A seed that was lost before it was on the spare key cannot be had again: the spare gets a device of its own then.
  const possible = of.spare === 'same-seed' ? [1, 2] : [of.devices];
  expect(outcome === 'done' ? possible : [before]).toContain(devices.length);
  const accounts = accountsOf(life.setting.key, life.spare);
  expect(accounts).toHaveLength(outcome === 'done' ? of.accounts : before);
  expect(new Set(accounts)).toEqual(new Set(devices.map(({ arn }) => arn)));
  expect(life.journal.texts.size).toBe(0);
};

/** All effects of the job when nothing goes wrong. */
const effectsOf = async (of: Case) => {
  const life = createLife(of.hasDevice);
  const cut = createCut(0, 'before');
  const stage = await openStage({ ...life.shared, wrap: cut.wrap }, life.setting);
  await enroll(stage, of.spare, cut);
  expectClean(life, of, 'done');
  expect(life.setting.aws.seeds.length).toBeGreaterThan(0);
  expectNoSeed(life, [stage]);
  await stage.app.close();
  return cut.effects;
};

const runCut = async (of: Case, at: number, mode: CutMode, then: 'go on' | 'undo'): Promise<void> => {
  const life = createLife(of.hasDevice);
  const cut = createCut(at, mode);
  const first = await openStage({ ...life.shared, wrap: cut.wrap }, life.setting);
  await enroll(first, of.spare, cut);
  const stages = [first];
  if (cut.isDead()) {
    // The process is gone; readers, AWS, journal and ledger stay.
    await first.world.world.keys.close();
    const second = await openStage({ ...life.shared, config: first.world.files.text.config }, life.setting);
    stages.push(second);
    const [unfinished] = second.snapshot().unfinished;
    if (unfinished) {
      expect(second.run('resumeEnroll', { enroll: unfinished.id })).toBe(true);
      await second.drive('found');
      second.send(then === 'undo' ? 'enrollUndo' : 'enrollNext');
      await finish(second);
      expectClean(life, of, then === 'undo' ? 'undone' : 'done');
      if (then === 'go on') expect(second.snapshot().enroll?.problem).toBeUndefined();
    } else {
      // Nothing was made yet, or all was done.
      expectClean(life, of, cut.effects.at(-1)?.name === 'remove record' ? 'done' : 'undone');
    }
    await second.app.close();
  } else expectClean(life, of, 'done');
  expectNoSeed(life, stages);
};

describe.each(cases)('a program that is cut off while it makes $title', (of) => {
  it('does it all when nothing happens', async () => {
    const effects = await effectsOf(of);
    expect(effects.map(({ name }) => name)).toContain('put');
  });

  it.each(['go on', 'undo'] as const)('finds the truth after any cut, and "%s" ends clean', async (then) => {
    const effects = await effectsOf(of);
    const failures: string[] = [];
    for (const [index, effect] of effects.entries()) {
      for (const mode of modesAt(index, effect)) {
        if (mode === 'lost' && then === 'undo') continue;
        await runCut(of, index + 1, mode, then).catch((error: unknown) => {
          failures.push(`${mode} ${index + 1} ${effect.name}: ${error instanceof Error ? error.message.slice(0, 600) : String(error)}`);
        });
      }
    }
    expect(failures).toEqual([]);
  });
});

describe('an undo that is cut off', () => {
  it.each(['go on', 'undo'] as const)('can be taken up at any point: "%s" ends clean', async (then) => {
    const of = cases[3];
    if (!of) throw new Error('no such case');
    const toUndo = async () => {
      const life = createLife(of.hasDevice);
      const first = await openStage(life.shared, life.setting);
      await enrollTo(first, 'profiles', of.spare);
      await first.world.world.keys.close();
      return life;
    };
    const undoWith = async (life: Life, cut: Cut) => {
      const stage = await openStage({ ...life.shared, wrap: cut.wrap }, life.setting);
      stage.run('resumeEnroll', { enroll: stage.snapshot().unfinished[0]?.id });
      await stage.drive('found');
      stage.send('enrollUndo');
      await finish(stage, cut);
      await stage.world.world.keys.close();
    };
    const whole = createCut(0, 'before');
    await undoWith(await toUndo(), whole);
    expect(whole.effects.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['deactivate', 'delete', 'remove account', 'remove record']),
    );
    const failures: string[] = [];
    for (const [index, effect] of whole.effects.entries()) {
      for (const mode of modesAt(index, effect).filter((mode) => mode !== 'lost')) {
        const life = await toUndo();
        await undoWith(life, createCut(index + 1, mode));
        const last = await openStage(life.shared, life.setting);
        const [unfinished] = last.snapshot().unfinished;
        try {
          if (unfinished) {
            last.run('resumeEnroll', { enroll: unfinished.id });
            await last.drive('found');
            last.send(then === 'undo' ? 'enrollUndo' : 'enrollNext');
            await finish(last);
          }
          expectClean(life, of, unfinished && then === 'go on' ? 'done' : 'undone');
          expectNoSeed(life, [last]);
        } catch (error) {
          failures.push(`${mode} ${index + 1} ${effect.name}: ${error instanceof Error ? error.message.slice(0, 600) : String(error)}`);
        }
        await last.app.close();
      }
    }
    expect(failures).toEqual([]);
  });
});

/** The job up to a page. */
const enrollTo = async (stage: EnrollStage, page: 'profiles', spare: SpareChoice): Promise<void> => {
  await stage.toKeyPage();
  stage.send('enrollKey', { keyId: keyOf(stage, 12345678), deviceName: '', touch: true, spare });
  stage.send('enrollNext');
  if (spare === 'device') {
    await stage.drive('spare');
    stage.send('enrollNext');
  }
  await stage.drive(page);
};
