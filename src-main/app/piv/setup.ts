import { defined } from '../../base/defined.ts';
import { retiredSlots, slotName, slotNumber } from '../../card/piv/piv.ts';
import { checkNewKey } from '../../card/piv/piv-checks.ts';
import type { ChosenTouchPolicy, NewKeyAlgorithm, SetupView } from '../../contract/certificates/piv.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Journal } from '../plans/journal.ts';
import type { PlanRun } from '../plans/plan.ts';
import { runPlan, undoPlan } from '../plans/run-plan.ts';
import { type AtTheKey, type FoundKey, findPivKey } from './at-the-key.ts';
import { type PivPorts, type Proof, readSubject } from './request.ts';
import { type SetupRecord, setupView } from './setup-record.ts';
import { proveKey, type SetupRun, setupSteps } from './setup-steps.ts';

export interface SetupOrder {
  readonly serial?: number;
  /** `82`; absent: the first retired slot that is empty. */
  readonly slot?: string;
  readonly algorithm: NewKeyAlgorithm;
  readonly touchPolicy: ChosenTouchPolicy;
  readonly subject: string;
  readonly isAuthority: boolean;
  /** A random management key under the PIN, where the factory's is in place. */
  readonly protectsManagement: boolean;
  /** Days of an authority. */
  readonly days?: number;
}

/** What a setup came to. The request waits for its certificate; an authority is ready. */
export interface SetUp extends SetupView {
  /** The request with the attestation, or an authority's certificate. */
  readonly pem: string;
  readonly proof: Proof;
}

export interface SetupPorts extends PivPorts {
  readonly journal: Journal<SetupRecord>;
}

const firstEmpty = ({ application }: FoundKey): number | undefined =>
  retiredSlots.find((slot) => !application.slots.some((one) => one.slot === slot));

const begin = (ports: SetupPorts, key: FoundKey, order: SetupOrder): Result<SetupRecord> => {
  const subject = readSubject(order.subject);
  if (!subject.ok) return subject;
  const slot = order.slot === undefined ? firstEmpty(key) : slotNumber(order.slot);
  const taken = key.application.slots.find((one) => one.slot === slot);
  const facts = defined({ serial: key.serial });
  if (slot === undefined || taken) return failed({ code: 'slot-taken', slot: order.slot ?? slotName(retiredSlots[0] ?? 0x82), ...facts });
  const { algorithm, touchPolicy } = order;
  const old = checkNewKey(key.application.version, { slot, algorithm, touchPolicy });
  if (old) return failed(old);
  return ok({
    version: 1,
    id: Buffer.from(ports.random(4)).toString('hex'),
    startedAt: ports.now(),
    slot: slotName(slot),
    algorithm,
    touchPolicy,
    subject: order.subject,
    isAuthority: order.isAuthority,
    pin: key.application.pin.isFactory ? 'todo' : 'done',
    management: order.protectsManagement && key.application.managementKey.isFactory ? 'todo' : 'done',
    key: 'todo',
    request: 'todo',
    ...defined({ serial: key.serial, days: order.days }),
  });
};

const start = (ports: SetupPorts, begun: SetupRecord, at: AtTheKey): { readonly run: SetupRun; readonly plan: PlanRun<SetupRecord> } => {
  let record = begun;
  const change = (next: SetupRecord) => {
    record = next;
  };
  const run: SetupRun = { ports, at, record: () => record, change };
  const plan: PlanRun<SetupRecord> = {
    record: () => record,
    before: async (next) => {
      const written = await ports.journal.write(next);
      if (written.ok) change(next);
      return written;
    },
    after: async (next) => {
      change(next);
      await ports.journal.write(next);
    },
    wait: async () => {},
    signal: at.signal,
  };
  return { run, plan };
};

const finish = async (ports: SetupPorts, begun: SetupRecord, at: AtTheKey): Promise<Result<SetUp>> => {
  const { run, plan } = start(ports, begun, at);
  const done = await runPlan(() => setupSteps(run), plan);
  if (!done.ok) return done;
  const proof = await proveKey(run);
  if (!proof.ok) return proof;
  const record = run.record();
  // An authority has its certificate; a request waits for one.
  if (record.isAuthority) await ports.journal.remove(record.id);
  return ok({ ...setupView(record), pem: record.pem ?? '', proof: proof.value });
};

/** A key pair on the YubiKey, and the request for its certificate, as a run that can be resumed and undone. Problems: those of its steps, slot-taken, subject-malformed. */
export const setUp = async (ports: SetupPorts, order: SetupOrder, at: AtTheKey): Promise<Result<SetUp>> => {
  const named = order.slot === undefined ? undefined : slotNumber(order.slot);
  const key = await findPivKey(ports.keys, order.serial, at.signal, named === undefined ? undefined : [named]);
  if (!key.ok) return key;
  const record = begin(ports, key.value, order);
  if (!record.ok) return record;
  const written = await ports.journal.write(record.value);
  return written.ok ? finish(ports, record.value, at) : written;
};

const recordOf = async ({ journal }: SetupPorts, id: string): Promise<Result<SetupRecord>> => {
  const record = (await journal.list()).find((one) => one.id === id);
  return record ? ok(record) : failed({ code: 'setup-unknown', id });
};

export const resumeSetup = async (ports: SetupPorts, id: string, at: AtTheKey): Promise<Result<SetUp>> => {
  const record = await recordOf(ports, id);
  return record.ok ? finish(ports, record.value, at) : record;
};

/** Takes the key and its certificate off the YubiKey again, where its firmware can; PIN and management key stay as they are now. */
export const undoSetup = async (ports: SetupPorts, id: string, at: AtTheKey): Promise<Result<SetupView>> => {
  const record = await recordOf(ports, id);
  if (!record.ok) return record;
  const { run } = start(ports, record.value, at);
  const undone = await undoPlan(setupSteps(run), at.signal);
  if (!undone.ok) return undone;
  await ports.journal.remove(id);
  return ok(setupView(record.value));
};

/** The certificate came: the runs for its slot are over. */
export const endSetups = async ({ journal }: SetupPorts, serial: number | undefined, slot: string): Promise<void> => {
  for (const record of await journal.list()) if (record.serial === serial && record.slot === slot) await journal.remove(record.id);
};
