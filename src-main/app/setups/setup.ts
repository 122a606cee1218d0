import { defined } from '../../base/defined.ts';
import { slotName } from '../../card/piv/piv.ts';
import type { CertificateView, SetUpRoleView, SetupView, UndoneView } from '../../contract/certificates/piv.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { AtTheKey } from '../piv/at-the-key.ts';
import { certificateView } from '../piv/piv-view.ts';
import type { Proof } from '../piv/request.ts';
import type { PlanRun } from '../plans/plan.ts';
import { runPlan, undoPlan } from '../plans/run-plan.ts';
import { broughtCertificates, certificateStep } from './certificate-step.ts';
import { trustOf } from './role-parts.ts';
import { roleSteps } from './role-steps.ts';
import { type Begun, checkSetUp } from './setup-checks.ts';
import { isComplete, isKeyOlder, type SetupRecord, setupView } from './setup-record.ts';
import type { SetupOrder, SetupPorts, SetupRun } from './setup-run.ts';
import { keySteps, proveKey } from './setup-steps.ts';

/** What a setup came to. The request waits for its certificate; an authority is ready. */
export interface SetUp extends SetupView {
  /** The request with the attestation, or an authority's certificate. */
  readonly pem: string;
  readonly proof: Proof;
  /** Beside its key. */
  readonly certificate?: CertificateView;
  /** Proved and saved. */
  readonly role?: SetUpRoleView;
}

const recordOf = ({ pieces: ports }: SetupPorts, { key, slot }: Begun, order: SetupOrder): SetupRecord => {
  const { algorithm, pinPolicy, touchPolicy, subject, isAuthority, protectsManagement, days, way, role } = order;
  return {
    version: 1,
    id: Buffer.from(ports.random(4)).toString('hex'),
    startedAt: ports.now(),
    slot: slotName(slot),
    algorithm,
    pinPolicy,
    touchPolicy,
    subject,
    isAuthority,
    pin: key.application.pin.isFactory ? 'todo' : 'done',
    management: protectsManagement && key.application.managementKey.isFactory ? 'todo' : 'done',
    key: 'todo',
    request: 'todo',
    ...defined({ serial: key.serial, days, way, role }),
  };
};

const start = (ports: SetupPorts, begun: SetupRecord, at: AtTheKey): { readonly run: SetupRun; readonly plan: PlanRun<SetupRecord> } => {
  let record = begun;
  const change = (next: SetupRecord) => {
    record = next;
  };
  const run: SetupRun = { ports: ports.pieces, aws: ports.aws, at, record: () => record, change };
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
    wait: (until) => ports.aws.pause(until - ports.pieces.now(), at.signal),
    signal: at.signal,
  };
  return { run, plan };
};

const stepsOf = (run: SetupRun) => [...keySteps(run), ...(run.record().isAuthority ? [] : [certificateStep(run), ...roleSteps(run)])];

/** What a setup has come to beyond its request. */
const outcomeOf = (record: SetupRecord): Pick<SetUp, 'certificate' | 'role'> => {
  const { publicKey = '', certificate, saved, role } = record;
  const leaf = certificate === 'done' ? broughtCertificates(record) : undefined;
  const view = leaf?.ok ? certificateView(leaf.value[0], Uint8Array.from(Buffer.from(publicKey, 'base64'))) : undefined;
  if (!role || saved !== 'done') return defined({ certificate: view });
  const { name, roleArn, trustAnchorArn = '', profileArn = '', madeAnchor, madeRole, madeProfile } = role;
  const made = [
    ...(madeAnchor === undefined ? [] : (['trust-anchor'] as const)),
    ...(madeRole ? (['role'] as const) : []),
    ...(madeProfile === undefined ? [] : (['profile'] as const)),
  ];
  const { proof, lost } = trustOf(record);
  const demands = madeRole ? defined({ proof, lost: lost.length > 0 ? lost : undefined }) : {};
  return { ...defined({ certificate: view }), role: { profile: name, trustAnchorArn, profileArn, roleArn, made, ...demands } };
};

/** Takes the steps that are not done; the record goes when none is left. Problems: those of the steps. */
export const finish = async (ports: SetupPorts, begun: SetupRecord, at: AtTheKey): Promise<Result<SetUp>> => {
  const { run, plan } = start(ports, begun, at);
  const done = await runPlan(() => stepsOf(run), plan);
  if (!done.ok) return done;
  const proof = await proveKey(run);
  if (!proof.ok) return proof;
  const record = run.record();
  if (isComplete(record)) await ports.journal.remove(record.id);
  return ok({ ...setupView(record), pem: record.pem ?? '', proof: proof.value, ...outcomeOf(record) });
};

/** A key pair on the YubiKey, and the request for its certificate, as a run that can be resumed and undone. Problems: those of `checkSetUp` and of its steps. */
export const setUp = async (ports: SetupPorts, order: SetupOrder, at: AtTheKey): Promise<Result<SetUp>> => {
  const begun = await checkSetUp(ports, order, at);
  if (!begun.ok) return begun;
  const record = recordOf(ports, begun.value, order);
  const written = await ports.journal.write(record);
  if (!written.ok) return written;
  const done = await finish(ports, record, at);
  // Nothing was made in the slot yet: there is nothing to go on with or to undo, and the order may have been wrong.
  const isNothing = !done.ok && (await ports.journal.list()).some(({ id, key: made }) => id === record.id && made === 'todo');
  if (isNothing) await ports.journal.remove(record.id);
  return done;
};

const findRecord = async ({ journal }: SetupPorts, id: string): Promise<Result<SetupRecord>> => {
  const record = (await journal.list()).find((one) => one.id === id);
  return record ? ok(record) : failed({ code: 'setup-unknown', id });
};

export const resumeSetup = async (ports: SetupPorts, id: string, at: AtTheKey): Promise<Result<SetUp>> => {
  const record = await findRecord(ports, id);
  return record.ok ? finish(ports, record.value, at) : record;
};

/** Takes the key and its certificate off the YubiKey again, where its firmware can; PIN and management key stay as they are now. */
export const undoSetup = async (ports: SetupPorts, id: string, at: AtTheKey): Promise<Result<UndoneView>> => {
  const record = await findRecord(ports, id);
  if (!record.ok) return record;
  const { run } = start(ports, record.value, at);
  const undone = await undoPlan(stepsOf(run), at.signal);
  if (!undone.ok) return undone;
  await ports.journal.remove(id);
  // A setup that took over a certificate made no key, and says so by not knowing it.
  const left = run.record().key === 'todo' ? 'nothing' : isKeyOlder(record.value) ? 'all' : 'key';
  return ok({ ...setupView(record.value), left });
};

/**
 * The certificate came, and lies beside its key: the setup for its slot goes on to the role that it is for, or is over. Undefined where there is none that goes on.
 * Problems: those of the steps; then the setup can be resumed.
 */
export const goOn = async (
  ports: SetupPorts,
  { serial, slot, issued }: { readonly serial: number | undefined; readonly slot: string; readonly issued: string },
  at: AtTheKey,
): Promise<Result<SetUp | undefined>> => {
  const all = (await ports.journal.list()).filter((record) => record.serial === serial && record.slot === slot);
  const waiting = all.find(({ role }) => role !== undefined);
  for (const record of all) if (record !== waiting) await ports.journal.remove(record.id);
  if (!waiting) return ok(undefined);
  const record: SetupRecord = { ...waiting, certificate: 'done', issued };
  const written = await ports.journal.write(record);
  return written.ok ? finish(ports, record, at) : written;
};
