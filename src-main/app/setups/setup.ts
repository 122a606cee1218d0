import { demandable, subjectParts } from '../../aws/anywhere/trust-policy.ts';
import { defined } from '../../base/defined.ts';
import type { InTurn } from '../../base/jobs.ts';
import { retiredSlots, slotName, slotNumber } from '../../card/piv/piv.ts';
import { checkNewKey, tooOld } from '../../card/piv/piv-checks.ts';
import type {
  CertificateView,
  ChosenPinPolicy,
  ChosenTouchPolicy,
  NewKeyAlgorithm,
  SetUpRoleView,
  SetupView,
  UndoneView,
} from '../../contract/certificates/piv.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { type AtTheKey, type FoundKey, findPivKey } from '../piv/at-the-key.ts';
import type { AuthorityPorts } from '../piv/authority.ts';
import { certificateView } from '../piv/piv-view.ts';
import { type Proof, readSubject } from '../piv/request.ts';
import type { Journal } from '../plans/journal.ts';
import type { PlanRun } from '../plans/plan.ts';
import { runPlan, undoPlan } from '../plans/run-plan.ts';
import { broughtCertificates, certificateStep } from './certificate-step.ts';
import { trustOf } from './role-parts.ts';
import { roleSteps } from './role-steps.ts';
import { type CertificateWay, isComplete, isKeyOlder, type SetupRecord, type SetupRole, setupView } from './setup-record.ts';
import type { SetupAws, SetupRun } from './setup-run.ts';
import { keySteps, proveKey } from './setup-steps.ts';

export interface SetupOrder {
  readonly serial?: number;
  /** `82`; absent: the first retired slot that is empty. */
  readonly slot?: string;
  readonly algorithm: NewKeyAlgorithm;
  readonly pinPolicy: ChosenPinPolicy;
  readonly touchPolicy: ChosenTouchPolicy;
  readonly subject: string;
  readonly isAuthority: boolean;
  /** A random management key under the PIN, where the factory's is in place. */
  readonly protectsManagement: boolean;
  /** Days of an authority. */
  readonly days?: number;
  /** How the certificate comes; absent: somebody brings it. */
  readonly way?: CertificateWay;
  /** The role that it is for; absent: the setup ends with the certificate. */
  readonly role?: Omit<SetupRole, 'madeAnchor' | 'madeRole' | 'madeProfile'>;
}

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

export interface SetupPorts {
  readonly journal: Journal<SetupRecord> & { readonly inTurn: InTurn };
  readonly pieces: AuthorityPorts;
  readonly aws: SetupAws;
}

const firstEmpty = ({ application }: FoundKey): number | undefined =>
  retiredSlots.find((slot) => !application.slots.some((one) => one.slot === slot));

const begin = ({ pieces: ports }: SetupPorts, key: FoundKey, order: SetupOrder): Result<SetupRecord> => {
  const subject = readSubject(order.subject);
  if (!subject.ok) return subject;
  const slot = order.slot === undefined ? firstEmpty(key) : slotNumber(order.slot);
  const taken = key.application.slots.find((one) => one.slot === slot);
  const facts = defined({ serial: key.serial });
  if (slot === undefined || taken) return failed({ code: 'slot-taken', slot: order.slot ?? slotName(retiredSlots[0] ?? 0x82), ...facts });
  const { algorithm, pinPolicy, touchPolicy } = order;
  // Before 4.3 nothing tells of a key in a slot without a certificate.
  const old =
    tooOld(key.application.version, [4, 3, 0], 'attestation') ??
    checkNewKey(key.application.version, { slot, algorithm, pinPolicy, touchPolicy });
  if (old) return failed(old);
  return ok({
    version: 1,
    id: Buffer.from(ports.random(4)).toString('hex'),
    startedAt: ports.now(),
    slot: slotName(slot),
    algorithm,
    pinPolicy,
    touchPolicy,
    subject: order.subject,
    isAuthority: order.isAuthority,
    pin: key.application.pin.isFactory ? 'todo' : 'done',
    management: order.protectsManagement && key.application.managementKey.isFactory ? 'todo' : 'done',
    key: 'todo',
    request: 'todo',
    ...defined({ serial: key.serial, days: order.days, way: order.way, role: order.role }),
  });
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

/**
 * Whether a role that is meant can come to be, before anything is done. Problems: those of `checkMeant`; of one that is to be made team-name-taken where it is there,
 * and subject-undemandable where any certificate would open it.
 */
export const checkRole = async (
  { aws }: SetupPorts,
  { role, subject }: { readonly role: NonNullable<SetupOrder['role']>; readonly subject: string },
  { signal }: AtTheKey,
): Promise<Result<void>> => {
  const meant = await aws.checkMeant(role);
  const { create, source, roleArn } = role;
  if (!meant.ok || !create || source === undefined) return meant;
  if (Object.keys(demandable(subjectParts(subject)).subject).length === 0) return failed({ code: 'subject-undemandable', subject });
  const found = await aws.findRole({ source, region: '' }, roleArn, signal);
  // Whoever may not look may be allowed to make it.
  if (!found.ok) return found.problem.code === 'iam-denied' ? ok(undefined) : found;
  return found.value ? failed({ code: 'team-name-taken', name: roleArn.split('/').at(-1) ?? roleArn }) : ok(undefined);
};

/** A key pair on the YubiKey, and the request for its certificate, as a run that can be resumed and undone. Problems: those of its steps, slot-taken, subject-malformed. */
export const setUp = async (ports: SetupPorts, order: SetupOrder, at: AtTheKey): Promise<Result<SetUp>> => {
  const named = order.slot === undefined ? undefined : slotNumber(order.slot);
  const key = await findPivKey(ports.pieces.keys, order.serial, at.signal, named === undefined ? undefined : [named]);
  if (!key.ok) return key;
  const record = begin(ports, key.value, order);
  if (!record.ok) return record;
  const { role, subject } = order;
  const meant = role ? await checkRole(ports, { role, subject }, at) : ok(undefined);
  if (!meant.ok) return meant;
  const written = await ports.journal.write(record.value);
  if (!written.ok) return written;
  const done = await finish(ports, record.value, at);
  // Nothing was made in the slot yet: there is nothing to go on with or to undo, and the order may have been wrong.
  const isNothing = !done.ok && (await ports.journal.list()).some(({ id, key: made }) => id === record.value.id && made === 'todo');
  if (isNothing) await ports.journal.remove(record.value.id);
  return done;
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
export const undoSetup = async (ports: SetupPorts, id: string, at: AtTheKey): Promise<Result<UndoneView>> => {
  const record = await recordOf(ports, id);
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
