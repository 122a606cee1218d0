import * as v from 'valibot';
import type { AwsResult, Caller } from '../../../aws/caller.ts';
import type { TeamAction } from '../../../aws/iam/iam-errors.ts';
import type { Iam } from '../../../aws/iam/iam-types.ts';
import { createTeamIam, type Fields } from '../../../aws/iam/team-iam.ts';
import { defined } from '../../../base/defined.ts';
import { parsed } from '../../../base/schema.ts';
import { type Key, type KeyCare, whyNoKey, whyNotPlugged } from '../../../card/keys/keys.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import type { EnrollForStep, EnrollForView, EnrollForWish } from '../../../contract/team/enroll.ts';
import type { PlanStepView } from '../../../contract/team/plan.ts';
import { twoCodes } from '../../codes/code-pair.ts';
import type { CodePorts, CodePurpose } from '../../codes/code-request.ts';
import { accountIdFor, deviceArn, deviceNameOf, deviceNames, yubikeyTag } from '../../codes/device-names.ts';
import { askPassword } from '../../codes/unlock.ts';
import { whyNotKey } from '../../enroll/key-choice.ts';
import { findNamed } from '../plans/find-named.ts';
import { createPlanDesk, type TeamPlanPorts } from '../plans/plan-desk.ts';
import { type Effect, happened, isMissing, type TeamRun, unlessMissing } from '../plans/plan-steps.ts';
import { type RecordOf, stateOf } from '../plans/team-record.ts';

type EnrollRecord = RecordOf<'enroll'>;

/** What a plan takes on top of a team's. */
export interface EnrollForNeeds {
  readonly codes: Pick<CodePorts, 'questions' | 'time' | 'ledger'> & { readonly keys: CodePorts['keys'] & KeyCare };
  readonly iam: Pick<Iam, 'createVirtualMfaDevice' | 'enableMfaDevice'>;
}

export interface EnrollForWatch {
  readonly onStep: (view: EnrollForView) => void;
}

/** Enrolls a YubiKey that is here for a user who is not. The seed goes from AWS to the key, and to nothing else. */
export interface EnrollFor {
  /** What would be done. Nothing is changed. Problems: those of the caller and of reading; user-missing, those of a YubiKey that can't be taken. */
  readonly plan: (source: string, wish: EnrollForWish, signal: AbortSignal) => Promise<Result<EnrollForView>>;
  /** Does it. Problems: those of planning, of the key and of each call; then what was done stays, and can be continued or undone. */
  readonly enroll: (source: string, wish: EnrollForWish, watch: EnrollForWatch, signal: AbortSignal) => Promise<Result<EnrollForView>>;
  readonly resume: (id: string, watch: EnrollForWatch, signal: AbortSignal) => Promise<Result<EnrollForView>>;
  /** The device goes, and its account on the YubiKey where that is plugged in. */
  readonly undo: (id: string, signal: AbortSignal) => Promise<Result<EnrollForView>>;
  /** Enrolments that are not finished, oldest first. */
  readonly list: () => Promise<readonly EnrollForView[]>;
}

const refused = (problem: Problem) => ({ ok: false, problem, unclear: false }) as const;
const devicesSchema = v.object({ MFADevices: v.array(v.object({ SerialNumber: v.string() })) });

/** The YubiKey that is meant and plugged in. Problems: yubikey-not-plugged, yubikey-unclear, those of `whyNoKey`. */
const pluggedKey = ({ keys }: EnrollForNeeds['codes'], serial: number | undefined): Result<Key> => {
  const state = keys.state();
  const plugged = state.kind === 'ready' ? state.keys : [];
  const key = serial === undefined ? plugged[0] : plugged.find((one) => one.serial === serial);
  if (!key) return failed(serial === undefined ? whyNoKey(state) : whyNotPlugged(state, serial));
  if (serial === undefined && plugged.length > 1)
    return failed({ code: 'yubikey-unclear', serials: plugged.flatMap((one) => one.serial ?? []) });
  return ok(key);
};

const effectsOf = ({ codes, iam }: EnrollForNeeds, run: TeamRun<EnrollRecord>, signal: AbortSignal): readonly Effect<EnrollRecord>[] => {
  const { wish, device, account } = run.record();
  const { user, touch } = wish;
  const purpose: CodePurpose = { for: { kind: 'code', account: device }, onPhase: () => {}, ...defined({ keySerial: wish.keySerial }) };
  const call = (action: TeamAction, input: Fields) => run.call(action, input, { userName: user });
  const removeDevice = () => unlessMissing(call('DeleteVirtualMFADevice', { SerialNumber: device }));
  const asCaller = async <T>(work: (caller: Caller) => Promise<AwsResult<T>>): Promise<AwsResult<T>> => {
    const own = await run.caller();
    return own.ok ? work(own.value.caller) : refused(own.problem);
  };
  /** The key, unlocked. */
  const openKey = async (): Promise<Result<Key>> => {
    const found = pluggedKey(codes, wish.keySerial);
    if (!found.ok || found.value.oath !== 'locked') return found;
    const unlocked = await askPassword(codes, found.value, purpose, signal);
    return unlocked.ok ? pluggedKey(codes, wish.keySerial) : unlocked;
  };

  /** Makes the device and puts its seed on the key. One whose seed is lost is deleted first. */
  const store: Effect<EnrollRecord> = {
    name: 'device',
    subject: device,
    make: async () => {
      const key = await openKey();
      if (!key.ok) return refused(key.problem);
      const { isTried = false } = run.record();
      const tidied = isTried ? await removeDevice() : happened;
      if (!tidied.ok) return tidied;
      await run.put({ ...run.record(), isTried: true });
      const put = ({ seed }: { readonly seed: Uint8Array }) =>
        codes.keys.put(key.value.id, {
          kind: 'totp',
          algorithm: 'sha1',
          digits: 6,
          period: 30,
          name: account,
          seed,
          touch,
          overwrite: isTried,
        });
      const made = await asCaller((caller) => iam.createVirtualMfaDevice(caller, { name: deviceNameOf(device), path: '/' }, put, signal));
      if (!made.ok) return made;
      // The device is there without its seed: the next try deletes it.
      return made.value.ok ? happened : { ok: false, problem: made.value.problem, unclear: true };
    },
    remove: async () => {
      const gone = await removeDevice();
      const key = pluggedKey(codes, wish.keySerial);
      if (gone.ok && key.ok && key.value.accounts.some(({ id }) => id === account)) await codes.keys.remove(key.value.id, account);
      return gone;
    },
  };
  const enable: Effect<EnrollRecord> = {
    name: 'enable',
    subject: device,
    make: async () => {
      const key = await openKey();
      if (!key.ok) return refused(key.problem);
      const found = key.value.accounts.find(({ id }) => id === account);
      if (!found)
        return refused({ code: 'account-missing', account: device, serials: key.value.serial === undefined ? [] : [key.value.serial] });
      const pair = await twoCodes(codes, { key: key.value, account: found }, device, { steps: 'ended' }, purpose, signal);
      if (!pair.ok) return refused(pair.problem);
      const [first, second] = pair.value;
      const enabled = await asCaller((caller) =>
        iam.enableMfaDevice(caller, { userName: user, serial: device, codes: [first.digits, second.digits] }, signal),
      );
      // Its name tells as well, so whoever may not tag devices goes on without.
      if (enabled.ok && wish.keySerial !== undefined)
        await call('TagMFADevice', { SerialNumber: device, Tags: [{ Key: yubikeyTag, Value: String(wish.keySerial) }] });
      return enabled;
    },
    exists: async () => {
      const listed = await call('ListMFADevices', { UserName: user });
      if (!listed.ok) return listed;
      const serials = parsed(devicesSchema, listed.value)?.MFADevices.map(({ SerialNumber }) => SerialNumber) ?? [];
      return { ok: true, value: serials.includes(device) };
    },
    remove: () => unlessMissing(call('DeactivateMFADevice', { UserName: user, SerialNumber: device })),
    isEarly: ({ code }) => code === 'device-missing',
  };
  return [store, enable];
};

const actions: { readonly [S in EnrollForStep]: readonly [action: string, undo: string] } = {
  device: ['iam:CreateVirtualMFADevice', 'iam:DeleteVirtualMFADevice'],
  enable: ['iam:EnableMFADevice', 'iam:DeactivateMFADevice'],
};

const viewOf = (record: EnrollRecord, unread: readonly Problem[] = [], isBegun = true): EnrollForView => {
  const { id, source, accountId, wish, device, keyName } = record;
  const steps = (['device', 'enable'] as const).map((name): PlanStepView<EnrollForStep> => {
    const [action, undo] = actions[name];
    return { name, action, undo, on: name === 'device' ? deviceNameOf(device) : wish.user, state: stateOf(record, name) };
  });
  const { user, touch, keySerial } = wish;
  return { source, accountId, user, device, keyName, touch, steps, unread, ...defined({ keySerial, id: isBegun ? id : undefined }) };
};

export const createEnrollFor = (ports: TeamPlanPorts, needs: EnrollForNeeds): EnrollFor => {
  const desk = createPlanDesk<EnrollRecord, EnrollForView, EnrollForWatch>(ports, {
    kind: 'enroll',
    effects: (run, _over, signal) => ({ effects: effectsOf(needs, run, signal) }),
    view: viewOf,
    inWords: (problem) => problem,
  });
  const iam = createTeamIam(ports.aws.callIam);

  const look = async (source: string, given: EnrollForWish, signal: AbortSignal): Promise<Result<EnrollRecord>> => {
    const key = pluggedKey(needs.codes, given.keySerial);
    if (!key.ok) return key;
    const { serial, name } = key.value;
    const unfit = whyNotKey(key.value, given.touch);
    if (unfit) return failed(unfit);
    const opened = await desk.open(source, signal);
    if (!opened.ok) return opened;
    const { caller } = opened.value;
    const reader = { caller: caller.caller, signal };
    const found = await findNamed(iam, reader, 'user', given.user);
    if (!found.ok && isMissing(found.problem)) return failed(found.problem);
    const wish = found.ok ? { ...given, user: found.value.name } : given;
    const [own, all] = await Promise.all([iam.devicesOf(reader, wish.user), iam.virtualDevices(reader)]);
    if (own.problem) return failed(own.problem);
    // Whoever may not list all devices is told when the name turns out to be taken.
    const taken = [...own.members, ...all.members.map((one) => one.serial)].map(deviceNameOf);
    const { name: deviceName } = deviceNames({ user: wish.user, taken, hasDevice: true, ...defined({ keySerial: serial }) });
    const device = deviceArn(caller, deviceName);
    return ok({
      ...desk.begin('enroll', caller),
      wish: { ...wish, ...defined({ keySerial: serial }) },
      device,
      account: accountIdFor(device),
      keyName: name,
      steps: {},
    });
  };

  return {
    plan: async (source, wish, signal) => {
      const record = await look(source, wish, signal);
      return record.ok ? ok(viewOf(record.value, [], false)) : record;
    },
    enroll: async (source, wish, watch, signal) => {
      const record = await look(source, wish, signal);
      return record.ok ? desk.carryOut(record.value, watch, signal) : record;
    },
    resume: desk.resume,
    undo: desk.undo,
    list: desk.list,
  };
};
