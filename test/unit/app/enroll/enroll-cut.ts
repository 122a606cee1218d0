import type { RemovalRecord } from '../../../../src-main/app/devices/removal-record.ts';
import type { EnrollRecord } from '../../../../src-main/app/enroll/record.ts';
import type { Ports } from '../../../../src-main/app/ports.ts';
import type { AwsResult } from '../../../../src-main/aws/caller.ts';

/** How the program ends, or what it is told, at one of its effects. */
export type CutMode =
  /** It dies before the effect. */
  | 'before'
  /** It dies when the effect has happened, before it hears of it. */
  | 'after'
  /** AWS did it, the answer is lost, the program lives on. */
  | 'lost';

export interface Effect {
  readonly name: string;
  readonly atAws: boolean;
}

/**
 * How a program is cut off at its effect number `index` (from 0). To die before an effect is to die after the one before it, since what lasts of a program
 * is its effects: the first alone has nothing before it.
 */
export const modesAt = (index: number, { atAws }: Effect): readonly CutMode[] => [
  ...(index === 0 ? (['before'] as const) : []),
  'after',
  ...(atAws ? (['lost'] as const) : []),
];

export interface Cut {
  readonly wrap: (world: Ports) => Ports;
  /** What happened so far, in order. */
  readonly effects: readonly Effect[];
  /** The program is dead: nothing of it happens any more. */
  readonly isDead: () => boolean;
}

const forEver = new Promise<never>(() => {});

const lost: AwsResult<never> = { ok: false, problem: { code: 'aws-hung-up', host: 'iam.amazonaws.com' }, unclear: true };

/** A world that fails a program at its effect number `at` (from 1), and lets it do all others. */
export const createCut = (at: number, mode: CutMode): Cut => {
  const effects: Effect[] = [];
  let dead = false;
  const die = (): Promise<never> => {
    dead = true;
    return forEver;
  };
  /** `half` is the effect without what follows from its answer. */
  const step = async <T>(name: string, atAws: boolean, whole: () => Promise<T>, half: () => Promise<unknown> = whole): Promise<T> => {
    if (dead) return forEver;
    effects.push({ name, atAws });
    if (effects.length !== at) return whole();
    if (mode === 'before') return die();
    if (mode === 'lost') {
      await half();
      return lost as T;
    }
    await half();
    return die();
  };
  const wrap = (world: Ports): Ports => ({
    ...world,
    iam: {
      ...world.iam,
      createVirtualMfaDevice: (caller, device, take, signal) =>
        step(
          'create',
          true,
          () => world.iam.createVirtualMfaDevice(caller, device, take, signal),
          () => world.iam.createVirtualMfaDevice(caller, device, async () => {}, signal),
        ),
      enableMfaDevice: (...input) => step('enable', true, () => world.iam.enableMfaDevice(...input)),
      deactivateMfaDevice: (...input) => step('deactivate', true, () => world.iam.deactivateMfaDevice(...input)),
      deleteVirtualMfaDevice: (...input) => step('delete', true, () => world.iam.deleteVirtualMfaDevice(...input)),
    },
    sts: { ...world.sts, sessionToken: (...input) => step('session', true, () => world.sts.sessionToken(...input)) },
    keys: {
      ...world.keys,
      put: (...input) => step('put', false, () => world.keys.put(...input)),
      remove: (...input) => step('remove account', false, () => world.keys.remove(...input)),
      code: (...input) => step('code', false, () => world.keys.code(...input)),
    },
    enrolments: {
      ...world.enrolments,
      write: (name, text) => {
        const { main, spare } = JSON.parse(text) as EnrollRecord;
        return step(`write ${main.stage} ${spare?.stage ?? ''}`, false, () => world.enrolments.write(name, text));
      },
      remove: (name) => step('remove record', false, () => world.enrolments.remove(name)),
    },
    removals: {
      ...world.removals,
      write: (name, text) => {
        const { deactivated, deleted, cleaned } = JSON.parse(text) as RemovalRecord;
        return step(`write ${deactivated} ${deleted} ${cleaned}`, false, () => world.removals.write(name, text));
      },
      remove: (name) => step('remove record', false, () => world.removals.remove(name)),
    },
    files: { ...world.files, writeMfaSerial: (...input) => step('write serial', false, () => world.files.writeMfaSerial(...input)) },
  });
  return { wrap, effects, isDead: () => dead };
};
