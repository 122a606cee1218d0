import type { MfaDevice } from '../../aws/iam/iam-types.ts';
import type { Source } from '../../aws/profiles/profile-types.ts';
import type { InTurn } from '../../base/jobs.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { twoCodes } from '../codes/code-pair.ts';
import type { Journal } from '../plans/journal.ts';
import type { PlanRun, Step } from '../plans/plan.ts';
import { runPlan, undoPlan } from '../plans/run-plan.ts';
import { iamCaller } from '../roles/source.ts';
import { deleteUnassigned } from './change-device.ts';
import { removeAccount } from './change-key.ts';
import { accountsFor } from './device-accounts.ts';
import type { DevicePorts, KeyPorts } from './device-ports.ts';
import { callerWithMfa, type OnWork, placeOf, pluggedKeys, purposeFor } from './mfa-caller.ts';
import type { RemovalRecord } from './removal-record.ts';

export interface RemovalPorts extends DevicePorts {
  readonly removals: Journal<RemovalRecord> & { readonly newId: () => string; readonly inTurn: InTurn };
}

/** A removal that goes on. */
interface Removal {
  readonly ports: RemovalPorts;
  readonly source: Source;
  readonly record: () => RemovalRecord;
  readonly change: (record: RemovalRecord) => void;
  readonly onWork: OnWork;
  readonly signal: AbortSignal;
}

/** What `listMfaDevices` says now. */
const devicesNow = async ({ ports, source, record, signal }: Removal): Promise<Result<readonly MfaDevice[]>> => {
  const caller = await iamCaller(ports.aws, source, signal);
  if (!caller.ok) return caller;
  const listed = await ports.aws.iam.listMfaDevices(caller.value, record().user, signal);
  return listed.ok ? listed : failed(listed.problem);
};

const deactivate = (run: Removal): Step<RemovalRecord> => {
  const { ports, source, record, change, onWork, signal } = run;
  const { device: serial, user: userName } = record();
  return {
    name: 'deactivate',
    subject: serial,
    read: ({ deactivated }) => deactivated,
    mark: (of, deactivated) => ({ ...of, deactivated }),
    check: async () => {
      const devices = await devicesNow(run);
      if (!devices.ok) return devices;
      change({ ...record(), deactivated: devices.value.some((entry) => entry.serial === serial) ? 'todo' : 'done' });
      return ok(undefined);
    },
    do: async () => {
      const devices = await devicesNow(run);
      const caller = devices.ok ? await callerWithMfa(ports, source, devices.value, serial, onWork, signal) : devices;
      if (!caller.ok) return caller;
      onWork('deactivate', serial);
      return ok(async () => {
        const answer = await ports.aws.iam.deactivateMfaDevice(caller.value, { userName, serial }, signal);
        return answer.ok ? answer : { ...answer, unclear: answer.unclear || answer.problem.code === 'device-missing' };
      });
    },
    undo: () => enableAgain(run),
  };
};

const deleteIt = ({ ports, source, record, change, onWork, signal }: Removal): Step<RemovalRecord> => {
  const { device: serial } = record();
  return {
    name: 'delete',
    subject: serial,
    read: ({ deleted }) => deleted,
    mark: (of, deleted) => ({ ...of, deleted }),
    check: async () => {
      const caller = await iamCaller(ports.aws, source, signal);
      if (!caller.ok) return caller;
      const left = await ports.aws.iam.listUnassignedDevices(caller.value, signal);
      // Who may not list them can still delete one, and one that is gone is as good.
      change({ ...record(), deleted: left.ok && !left.value.includes(serial) ? 'done' : 'todo' });
      return ok(undefined);
    },
    do: async () => ok(() => deleteUnassigned(ports, source, serial, onWork, signal)),
  };
};

const clean = ({ ports, record, onWork, signal }: Removal): Step<RemovalRecord> => ({
  name: 'clean',
  subject: record().device,
  read: ({ cleaned }) => cleaned,
  mark: (of, cleaned) => ({ ...of, cleaned }),
  do: async () =>
    ok(async () => {
      for (const { key, account } of accountsFor(pluggedKeys(ports), record().device, ports.store.state().settings)) {
        onWork('delete-account', account.id);
        const removed = await removeAccount(ports.codes, key, account.id, signal);
        if (!removed.ok) return removed;
      }
      return ok(undefined);
    }),
});

const steps = (run: Removal): readonly Step<RemovalRecord>[] => [
  deactivate(run),
  ...(run.record().kind === 'virtual' ? [deleteIt(run)] : []),
  clean(run),
];

/** Two codes of the account that is still on its key give the user the device back. Problem when it was deleted: device-missing. */
const enableAgain = async (run: Removal): Promise<Result<void>> => {
  const { ports, source, record, onWork, signal } = run;
  const { device: serial, user: userName } = record();
  const devices = await devicesNow(run);
  if (!devices.ok) return devices;
  if (devices.value.some((entry) => entry.serial === serial)) return ok(undefined);
  const hasOther = devices.value.some(({ kind }) => kind === 'virtual');
  const caller = await (hasOther ? callerWithMfa(ports, source, devices.value, '', onWork, signal) : iamCaller(ports.aws, source, signal));
  if (!caller.ok) return caller;
  onWork('enable', serial);
  const purpose = purposeFor(serial);
  const place = await placeOf(ports, serial, purpose, signal);
  if (!place.ok) return place;
  const codes = await twoCodes(ports.codes, place.value, serial, { steps: 'ended' }, purpose, signal);
  if (!codes.ok) return codes;
  const [first, second] = codes.value;
  const answer = await ports.aws.iam.enableMfaDevice(caller.value, { userName, serial, codes: [first.digits, second.digits] }, signal);
  const isBack = answer.ok || (await devicesNow(run).then((now) => now.ok && now.value.some((entry) => entry.serial === serial)));
  return isBack ? ok(undefined) : failed(answer.ok ? { code: 'device-missing', device: serial } : answer.problem);
};

/** What is shown and done on the way. */
export interface RemovalTalk {
  readonly onWork: OnWork;
  readonly signal: AbortSignal;
}

const start = (ports: RemovalPorts, source: Source, begun: RemovalRecord, talk: RemovalTalk) => {
  let record = begun;
  const change = (next: RemovalRecord) => {
    record = next;
  };
  const run: Removal = { ports, source, record: () => record, change, ...talk };
  const plan: PlanRun<RemovalRecord> = {
    record: () => record,
    before: async (next) => {
      const written = await ports.removals.write(next);
      if (written.ok) change(next);
      return written;
    },
    after: async (next) => {
      change(next);
      await ports.removals.write(next);
    },
    wait: async () => {},
    signal: talk.signal,
  };
  return { run, plan };
};

/**
 * Removes a device in the order that leaves nothing behind: MFA session of its user, deactivate, delete, then its account on the keys that are
 * plugged in. Whatever cuts it off, the record says how far it is, and it can go on or be undone. Problems: those of AWS and of the keys,
 * journal-unwritable, cancelled.
 */
export const removeDevice = async (ports: RemovalPorts, source: Source, begun: RemovalRecord, talk: RemovalTalk): Promise<Result<void>> => {
  const { run, plan } = start(ports, source, begun, talk);
  const done = await runPlan(() => steps(run), plan);
  const { id, device, deactivated } = run.record();
  if (!done.ok) {
    // Nothing happened: there is nothing to come back to.
    if (deactivated === 'todo') await ports.removals.remove(id);
    return done;
  }
  // The last thing that needed them: a session of a device that is gone is not worth keeping.
  for (const session of ports.aws.held.list()) if (session.mfaSerial === device) ports.aws.held.drop(session);
  forget(ports.codes, device);
  await ports.removals.remove(id);
  return ok(undefined);
};

/** Gives the user the device back, as long as it is not deleted. Problems: device-missing, those of two codes and of AWS. */
export const undoRemoval = async (ports: RemovalPorts, source: Source, begun: RemovalRecord, talk: RemovalTalk): Promise<Result<void>> => {
  const { run } = start(ports, source, begun, talk);
  const undone = await undoPlan(steps(run), talk.signal);
  if (undone.ok) await ports.removals.remove(begun.id);
  return undone;
};

/** A device that is gone: no key is known to hold it, no account was picked for it. */
const forget = ({ settings }: KeyPorts, serial: string): void =>
  settings.change(({ knownKeys, pickedAccounts: { [serial]: picked, ...others }, pickedKeys: { [serial]: _key, ...pickedKeys } }) => {
    const isIts = (account: string) => account === serial || account === picked;
    return {
      pickedAccounts: others,
      pickedKeys,
      knownKeys: Object.fromEntries(Object.entries(knownKeys).filter(([account]) => !isIts(account))),
    };
  });
