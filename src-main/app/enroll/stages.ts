import { defined } from '../../base/defined.ts';
import type { EnrollFacts, UndoAction } from '../../contract/enroll.ts';
import { type DeviceRecord, type DeviceStage, deviceStages, type EnrollRecord } from './record.ts';

/** Which of the run's devices. With one seed on both keys the spare is no device of its own, only another key with the same account. */
export type Which = 'main' | 'spare';

/** What AWS and the keys say of a device, as far as they could be asked. */
export interface DeviceTruth {
  readonly device: 'enabled' | 'not-enabled' | 'absent' | 'unknown';
  readonly account: 'stored' | 'absent' | 'unknown';
}

export interface Truth {
  readonly main: DeviceTruth;
  readonly spare?: DeviceTruth;
}

export const isAtLeast = (stage: DeviceStage, other: DeviceStage): boolean => deviceStages.indexOf(stage) >= deviceStages.indexOf(other);

export const deviceOf = (record: EnrollRecord, which: Which): DeviceRecord => {
  const device = which === 'main' ? record.main : record.spare;
  if (!device) throw new Error('this run has no spare');
  return device;
};

export const withDevice = (record: EnrollRecord, which: Which, change: Partial<DeviceRecord>): EnrollRecord => ({
  ...record,
  [which]: { ...deviceOf(record, which), ...change },
});

/** Once the key took our account, what was there before is gone and the account is ours. */
export const withStage = (record: EnrollRecord, which: Which, stage: DeviceStage): EnrollRecord =>
  withDevice(record, which, { stage, ...(stage === 'stored' ? { accountWasThere: false } : {}) });

/** Both keys hold the same seed: there is one device. */
export const sharesSeed = ({ spareWish, main, spare }: EnrollRecord): boolean =>
  spare ? spare.deviceArn === main.deviceArn : spareWish === 'same-seed';

/**
 * The record as it has to be read after an interruption or a lost answer. Where AWS or the key could not be asked, the stage stays what it says;
 * what is tried from there settles it (a device that is missing, one that is in use).
 */
export const reconcile = (record: EnrollRecord, truth: Truth): EnrollRecord => {
  const main = { ...record.main, stage: settledStage(record.main, truth.main) };
  if (!record.spare || !truth.spare) {
    const isLost = record.spareWish === 'same-seed' && isAtLeast(main.stage, 'stored');
    return isLost ? lostSpare({ ...record, main }) : { ...record, main };
  }
  if (!sharesSeed(record)) return { ...record, main, spare: { ...record.spare, stage: settledStage(record.spare, truth.spare) } };
  const { stage } = record.spare;
  const hasSeed = truth.spare.account !== 'absent' && (isAtLeast(stage, 'stored') || (stage === 'storing' && isOurs(record.spare)));
  if (hasSeed && truth.spare.account === 'unknown') return { ...record, main };
  if (hasSeed) return { ...record, main, spare: { ...record.spare, stage: stage === 'proved' ? 'proved' : 'stored' } };
  return lostSpare({ ...record, main });
};

/** The seed is gone before it was on the spare key: that one can only get a device of its own. */
const lostSpare = (record: EnrollRecord): EnrollRecord => {
  const { spare: _, ...rest } = record;
  return { ...rest, spareWish: 'device' };
};

/** An account that is found on the key is ours: it was not there before, or what was there was replaced. */
const isOurs = ({ accountWasThere }: DeviceRecord): boolean => !accountWasThere;

const settledStage = (device: DeviceRecord, truth: DeviceTruth): DeviceStage => {
  const { stage } = device;
  const hasSeed =
    truth.account !== 'absent' && (isAtLeast(stage, 'stored') || (stage === 'storing' && isOurs(device) && truth.account === 'stored'));
  switch (truth.device) {
    case 'enabled':
      return stage === 'proved' ? 'proved' : 'enabled';
    case 'absent':
      return stage === 'planned' || truth.account === 'absent' ? 'planned' : 'created';
    case 'not-enabled':
      return hasSeed ? 'stored' : 'created';
    case 'unknown':
      if (isAtLeast(stage, 'enabled')) return stage === 'proved' ? 'proved' : 'enabled';
      if (stage === 'planned') return stage;
      return hasSeed ? 'stored' : 'created';
  }
};

/** The truth as the record alone tells it: what the run knows while nothing interrupted it. */
const assumedTruth = ({ stage, accountWasThere }: DeviceRecord): DeviceTruth => {
  const device = ((): DeviceTruth['device'] => {
    if (stage === 'planned') return 'absent';
    if (stage === 'creating' || stage === 'enabling') return 'unknown';
    return isAtLeast(stage, 'enabled') ? 'enabled' : 'not-enabled';
  })();
  if (isAtLeast(stage, 'stored')) return { device, account: 'stored' };
  return { device, account: stage === 'storing' && !accountWasThere ? 'unknown' : 'absent' };
};

const truthOf = (record: EnrollRecord): Truth => ({
  main: assumedTruth(record.main),
  ...(record.spare ? { spare: assumedTruth(record.spare) } : {}),
});

/** What undoing does to one of the devices, in order: the device before its account, so that none is left that nobody can make codes for. */
export const undoActionsOf = (record: EnrollRecord, which: Which, truth: Truth = truthOf(record)): readonly UndoAction[] => {
  const device = record[which];
  const seen = truth[which];
  if (!device || !seen || device.stage === 'planned') return [];
  // On the console path AWS's side is the person's.
  const isDevice = record.path === 'iam' && (which === 'main' || !sharesSeed(record));
  const { device: atAws, account } = seen;
  const actions: UndoAction[] = [];
  const mayBeEnabled = atAws === 'enabled' || (atAws === 'unknown' && isAtLeast(device.stage, 'enabling'));
  if (isDevice && mayBeEnabled) actions.push({ kind: 'deactivate-device', device: device.deviceArn });
  if (isDevice && atAws !== 'absent') actions.push({ kind: 'delete-device', device: device.deviceArn });
  if (isOurs(device) && account !== 'absent' && isAtLeast(device.stage, 'creating'))
    actions.push({ kind: 'delete-account', account: device.account, ...defined({ serial: device.key.serial }) });
  return actions;
};

/** All that undoing does, in order: the spare first. */
export const undoActions = (record: EnrollRecord, truth: Truth = truthOf(record)): readonly UndoAction[] => [
  ...undoActionsOf(record, 'spare', truth),
  ...undoActionsOf(record, 'main', truth),
];

/** What exists now, in AWS and on each key. */
const factsOf = (record: EnrollRecord, truth: Truth = truthOf(record)): EnrollFacts => {
  const device = (of: DeviceRecord, { device: state }: DeviceTruth) => (state === 'absent' ? undefined : { arn: of.deviceArn, state });
  const key = (of: DeviceRecord, { account }: DeviceTruth): EnrollFacts['keys'] =>
    of.stage === 'planned' || of.stage === 'creating'
      ? []
      : [
          {
            name: of.key.name,
            account: of.account,
            state: of.accountWasThere && account === 'stored' ? 'unknown' : account,
            ...defined({ serial: of.key.serial }),
          },
        ];
  const main = device(record.main, truth.main);
  const spare = record.spare && truth.spare && !sharesSeed(record) ? device(record.spare, truth.spare) : undefined;
  return {
    ...(main ? { device: main } : {}),
    ...(spare ? { spareDevice: spare } : {}),
    keys: [...key(record.main, truth.main), ...(record.spare && truth.spare ? key(record.spare, truth.spare) : [])],
  };
};

/** The same on the console path, where AWS is known only from what the person tells. */
const toldFacts = ({ main }: EnrollRecord): EnrollFacts => ({
  ...(isAtLeast(main.stage, 'proving') ? { device: { arn: main.deviceArn, state: main.stage === 'proved' ? 'enabled' : 'unknown' } } : {}),
  keys: [
    {
      name: main.key.name,
      account: main.account,
      state: isAtLeast(main.stage, 'stored') ? 'stored' : 'unknown',
      ...defined({ serial: main.key.serial }),
    },
  ],
});

/** What exists of a run now. */
export const runFacts = ({
  record,
  truth,
}: {
  readonly record?: EnrollRecord | undefined;
  readonly truth?: Truth | undefined;
}): EnrollFacts => {
  if (!record) return { keys: [] };
  return record.path === 'console' ? toldFacts(record) : factsOf(record, truth);
};
