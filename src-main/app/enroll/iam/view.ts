import type { Key } from '../../../card/keys/keys.ts';
import { oathLimits } from '../../../card/oath/oath-capacity.ts';
import type { EnrollKeyView, EnrollPage, EnrollStep, EnrollView } from '../../../contract/enroll.ts';
import type { Problem } from '../../../contract/problems.ts';
import { matchesFor } from '../../codes/account-match.ts';
import { accountIdFor, deviceArn, deviceNameOf, deviceNames, isDeviceName } from '../../codes/device-names.ts';
import type { EnrollRecord } from '../record.ts';
import type { EnrollModel } from './run.ts';
import { assumedTruth, factsOf, isAtLeast, type Truth, undoActions } from './step-machine.ts';

/** What the pages show beside the run itself. */
export interface ViewFacts {
  readonly sources: readonly { readonly profile: string; readonly mfaSerial?: string }[];
  readonly keys: readonly Key[];
}

/** A run as a front end can show it. Pure. */
export const enrollView = (model: EnrollModel, facts: ViewFacts): EnrollView => {
  const { record, problem, stand, busy } = model;
  const truth = model.truth ?? (record ? truthFrom(record) : undefined);
  const isDone = stand.kind === 'done';
  const undoes = record && truth && !isDone ? undoActions(record, truth) : [];
  const hasRecord = record !== undefined && !isDone && !busy;
  return {
    id: model.id,
    path: 'iam',
    source: record?.source ?? model.source ?? '',
    steps: stepsOf(model),
    page: pageOf(model, facts),
    now: record && truth ? factsOf(record, truth) : { keys: [] },
    ...(problem ? { problem } : {}),
    can: {
      next: canNext(model, facts),
      back: stand.kind === 'key' && !busy && !record,
      skip: (stand.kind === 'spare' && (stand.isLive || !busy)) || (stand.kind === 'profiles' && !busy),
      undo: hasRecord,
      leave: hasRecord,
    },
    undoes,
  };
};

const truthFrom = (record: EnrollRecord): Truth => ({
  main: assumedTruth(record.main),
  ...(record.spare ? { spare: assumedTruth(record.spare) } : {}),
});

const canNext = ({ stand, busy, user, problem, record }: EnrollModel, { keys }: ViewFacts): boolean => {
  if (stand.kind === 'spare') return keys.length > 0 && (stand.isLive || !busy);
  if (busy) return false;
  switch (stand.kind) {
    case 'user':
      return user !== undefined;
    case 'key':
      return keys.length > 0;
    case 'found':
      return record !== undefined;
    case 'working':
    case 'codes':
      return problem !== undefined;
    case 'profiles':
    case 'done':
      return false;
  }
};

/** The steps in the order in which they come: one seed goes to both keys at once, a second device comes after the first is proved. */
const stepNames = (spare: EnrollModel['wish']['spare']): readonly EnrollStep[] => {
  if (spare === 'device') return ['user', 'key', 'create', 'codes', 'proof', 'spare', 'profiles'];
  return ['user', 'key', 'create', 'spare', 'codes', 'proof', 'profiles'];
};

const stepsOf = ({ stand, record, wish, problem }: EnrollModel): EnrollView['steps'] => {
  const spareWish = record?.spareWish ?? wish.spare;
  const { main, spare } = record ?? {};
  const mainAt = (stage: Parameters<typeof isAtLeast>[1]) => main !== undefined && isAtLeast(main.stage, stage);
  const spareAt = (stage: Parameters<typeof isAtLeast>[1]) => spare !== undefined && isAtLeast(spare.stage, stage);
  const written = stand.kind === 'done' && stand.profiles.length > 0;
  const states: Partial<Record<EnrollStep, 'done' | 'skipped' | 'open'>> = {
    user: stand.kind === 'user' ? 'open' : 'done',
    key: record ? 'done' : 'open',
    create: mainAt('stored') ? 'done' : 'open',
    codes: mainAt('enabled') ? 'done' : 'open',
    proof: mainAt('proved') && (spareWish !== 'same-seed' || !spare || spareAt('proved')) ? 'done' : 'open',
    spare: spareWish === 'none' ? 'skipped' : spareAt(spareWish === 'device' ? 'proved' : 'stored') ? 'done' : 'open',
    profiles: written ? 'done' : stand.kind === 'done' ? 'skipped' : 'open',
  };
  let isNow = stand.kind !== 'done';
  return stepNames(spareWish).map((name) => {
    const state = states[name] ?? 'open';
    if (state !== 'open') return { name, state };
    if (!isNow) return { name, state: 'todo' };
    isNow = false;
    return { name, state: problem ? 'failed' : 'now' };
  });
};

/** Names as they would be taken for this key; the wish of the person comes first. */
export const namesFor = ({ user, devices, unassigned, wish }: EnrollModel, key: Key | undefined): { name: string; other?: string } => {
  if (!user) return { name: wish.deviceName };
  const { name, other } = deviceNames({
    user: user.userName,
    taken: [...devices.map(({ serial }) => deviceNameOf(serial)), ...unassigned.map(deviceNameOf)],
    hasDevice: devices.length > 0,
    ...(key?.serial === undefined ? {} : { keySerial: key.serial }),
  });
  if (wish.deviceName === '') return { name, other };
  return wish.deviceName === other ? { name: other, other: name } : { name: wish.deviceName, other: name };
};

/** The chosen key, else the only one that can be taken. */
export const chosenKey = (keys: readonly Key[], keyId: string | undefined): Key | undefined => {
  const usable = keys.filter((key) => !whyNotKey(key, false));
  return keys.find((key) => key.id === keyId) ?? (usable.length === 1 ? usable[0] : undefined);
};

/** Why a key cannot be taken: what is wrong with it, no place left, or no touch where that is wished. */
export const whyNotKey = (key: Key, touch: boolean, replaces = false): Problem | undefined => {
  const serial = key.serial === undefined ? {} : { serial: key.serial };
  if (key.problem) return key.problem;
  if (key.oath === 'disabled') return { code: 'oath-disabled', ...serial };
  const { places, canTouch } = oathLimits(key.firmware);
  if (touch && !canTouch) return { code: 'firmware-too-old', needs: '4.2.6', has: key.firmware, feature: 'touch' };
  if (key.oath === 'ready' && key.accounts.length >= places && !replaces) return { code: 'yubikey-full', limit: places };
  return undefined;
};

const keyView = (key: Key, account: string | undefined, touch: boolean): EnrollKeyView => {
  const hasAccount = account !== undefined && key.accounts.some(({ id }) => id === account);
  const problem = whyNotKey(key, touch, hasAccount);
  return {
    id: key.id,
    name: key.name,
    used: key.accounts.length,
    locked: key.oath === 'locked',
    hasAccount,
    ...oathLimits(key.firmware),
    ...(key.serial === undefined ? {} : { serial: key.serial }),
    ...(problem ? { problem } : {}),
  };
};

const pageOf = (model: EnrollModel, { sources, keys }: ViewFacts): EnrollPage => {
  const { stand, user, devices, wish, record } = model;
  switch (stand.kind) {
    case 'user':
      return {
        kind: 'user',
        sources: sources.map(({ profile }) => ({
          profile,
          ...(user && profile === model.source ? { accountId: user.accountId, user: user.userName } : {}),
          ...(model.problem && profile === model.source ? { problem: model.problem } : {}),
        })),
        ...(model.source === undefined ? {} : { chosen: model.source }),
        ...(user ? { devices: devices.map((device) => deviceView(device, keys)) } : {}),
        checking: model.busy,
      };
    case 'key': {
      const chosen = chosenKey(keys, wish.keyId);
      const { name, other } = namesFor(model, chosen);
      return {
        kind: 'key',
        user: user?.userName ?? '',
        keys: keys.map((key) => {
          const { name: own } = namesFor(model, key);
          return keyView(key, user && isDeviceName(own) ? accountIdFor(deviceArn(user, own)) : undefined, wish.touch);
        }),
        deviceName: name,
        ...(chosen ? { chosen: chosen.id } : {}),
        ...(other === undefined ? {} : { otherName: other }),
        touch: wish.touch,
        spare: wish.spare,
        needsSession: devices.length > 0,
      };
    }
    case 'spare': {
      const others = keys.map((key) => {
        const view = keyView(key, record?.main.account, record?.touch ?? true);
        const isMain = record !== undefined && key.serial !== undefined && key.serial === record.main.key.serial;
        return isMain && !view.problem ? { ...view, problem: { code: 'spare-is-same-key', serial: key.serial } as const } : view;
      });
      return { kind: 'spare', wish: record?.spareWish ?? wish.spare, keys: others };
    }
    case 'profiles':
      return { kind: 'profiles', ...stand.plan };
    case 'found':
      return {
        kind: 'found',
        startedAt: record?.startedAt ?? model.startedAt,
        user: record?.user.name ?? '',
        deviceName: record?.main.deviceName ?? '',
      };
    case 'done': {
      const spare = record?.spare ? (record.spareWish === 'device' ? record.spare.deviceArn : record.spare.key.name) : undefined;
      return {
        kind: 'done',
        device: record?.main.deviceArn ?? '',
        ...(spare === undefined ? {} : { spare }),
        profiles: stand.profiles,
        left: stand.left,
      };
    }
    default:
      return stand;
  }
};

const deviceView = (device: EnrollModel['devices'][number], keys: readonly Key[]) => ({
  ...device,
  onKeys: matchesFor(keys, device.serial, undefined).map(({ key, account }) => ({
    keyId: key.id,
    account: account.id,
    ...(key.serial === undefined ? {} : { serial: key.serial }),
  })),
  knownKeys: [],
});
