import type { App } from '../../app/app.ts';
import type { AtTheKey } from '../../app/piv/at-the-key.ts';
import type { SetUp } from '../../app/setups/setup.ts';
import type { SetupOrder } from '../../app/setups/setup-run.ts';
import { demandable, subjectParts, trustPolicyText } from '../../aws/anywhere/trust-policy.ts';
import { defined } from '../../base/defined.ts';
import type { PivView } from '../../contract/certificates/piv.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { anywhereSaid } from '../../words/certificates/anywhere.ts';
import { policyWarning } from '../../words/certificates/policies.ts';
import { agrees } from '../console/answers.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Output, Run } from '../console/command.ts';
import type { Console } from '../console/console.ts';
import { isoSeconds, plain } from '../console/tables.ts';
import { noPivArguments } from '../options/piv-options.ts';
import { atTheKey } from './at-the-key.ts';
import { checkCertificateFile, writeCertificateFile } from './certificate-files.adapter.ts';
import { handOver, roleLines } from './request-command.ts';
import { roleOf, wayOf } from './setup-order.ts';

/** The policies of the key that is to be made. */
const policiesOf = ({ piv }: Arguments) => ({
  pinPolicy: piv?.pinPolicy ?? ('once' as const),
  touchPolicy: piv?.touch ?? (piv?.authority ? ('always' as const) : ('cached' as const)),
});

const certificateIn = ({ slots }: PivView, slot: string) => slots.find((one) => one.slot === slot)?.certificate;

/** What becomes of the YubiKey itself; nothing where its certificate is there already. */
const keyLines = (view: PivView, { piv = noPivArguments }: Arguments, slot: string): readonly string[] => {
  const subject = piv.subject ?? '';
  if (piv.existing) return [anywhereSaid.planExisting(certificateIn(view, slot)?.subject ?? '', slot)];
  return [
    ...(view.pin.isFactory ? [anywhereSaid.planPin] : []),
    ...(view.managementKey.isFactory ? [anywhereSaid.planManagement] : []),
    anywhereSaid.planKey(piv.algorithm ?? 'p256', slot),
    piv.authority ? anywhereSaid.planAuthority(subject) : anywhereSaid.planRequest(subject),
  ];
};

/** What the setup will change, before it does. */
const planLines = (view: PivView, args: Arguments, slot: string): readonly string[] => {
  const { name, source, piv = noPivArguments } = args;
  return [
    anywhereSaid.plan(view.serial),
    ...keyLines(view, args, slot),
    ...(piv.pca === undefined ? [] : [anywhereSaid.planPrivateCa]),
    ...(piv.caKey ? [anywhereSaid.planCaKey(piv.caKey.serial, piv.caKey.slot)] : []),
    ...(source !== undefined && (piv.trustAnchor === undefined || piv.profile === undefined) && name !== undefined
      ? [anywhereSaid.planAws]
      : []),
    ...(piv.create && piv.role !== undefined
      ? [anywhereSaid.planNewRole(piv.role, piv.create.policies, piv.create.maxSessionSeconds)]
      : []),
    ...(piv.create && piv.caKey && !piv.unproved ? [anywhereSaid.planDemand] : []),
    ...(name === undefined ? [] : [anywhereSaid.planRole(name)]),
  ];
};

/** What is weak about the key that is to be made. */
const warn = (args: Arguments, console: Console): void => {
  const warning = policyWarning(policiesOf(args));
  if (warning !== undefined) console.note(warning);
};

/** The key that is meant: of two, the one that isn't the authority's. */
const serialOf = (app: App, { key, piv }: Arguments): number | undefined => {
  const { card } = app.snapshot();
  const others = card.kind === 'present' ? card.keys.filter(({ serial }) => serial !== piv?.caKey?.serial) : [];
  return key ?? (piv?.caKey && others.length === 1 ? others[0]?.serial : undefined);
};

const firstEmpty = ({ slots }: PivView): string =>
  Array.from({ length: 20 }, (_, index) => (0x82 + index).toString(16)).find((slot) => !slots.some((one) => one.slot === slot)) ?? '82';

/** Shows the plan and asks. Problems: cancelled, usage where nobody can be asked. */
const mayBegin = async (view: PivView, args: Arguments, slot: string, console: Console, signal: AbortSignal): Promise<Result<void>> => {
  if (!args.yes && !console.isInteractive) return failed({ code: 'usage', message: anywhereSaid.needsYes('setup') });
  if (!args.yes) for (const line of planLines(view, args, slot)) console.note(plain(line));
  warn(args, console);
  if (args.yes) return ok(undefined);
  return (await agrees(console, anywhereSaid.mayBegin, signal)) ? ok(undefined) : failed({ code: 'cancelled' });
};

/** An authority's certificate goes into a file, or to standard output. */
const authorityMade = async (made: SetUp, file: string | undefined, console: Console, { json }: Arguments): Promise<Result<Output>> => {
  if (file !== undefined) {
    const written = await writeCertificateFile(file, made.pem);
    if (!written.ok) return written;
  }
  const lines = [anywhereSaid.proof(made.proof), ...(file === undefined ? [] : [anywhereSaid.authorityIn(file)]), anywhereSaid.trustIt];
  if (file === undefined && !json) for (const line of lines) console.note(plain(line));
  const { id: _, startedAt: __, waitsFor: ___, pem, proof, ...facts } = made;
  return ok({
    json: { ...facts, attested: 'proved' in proof ? proof.proved : null, file: file ?? null, certificate: pem },
    text: file === undefined ? pem : lines.map((line) => `${plain(line)}\n`).join(''),
  });
};

/** A setup that has its certificate, and maybe its role. */
const whole = ({ certificate, role, proof, slot, serial, subject }: SetUp): Result<Output> => {
  const lines = [
    anywhereSaid.proof(proof),
    ...(certificate ? [anywhereSaid.imported(certificate.subject, slot, certificate.until)] : []),
    ...(role ? roleLines(role) : []),
  ];
  return ok({
    json: {
      slot,
      subject,
      serial: serial ?? null,
      attested: 'proved' in proof ? proof.proved : null,
      certificate: certificate ? { ...certificate, from: isoSeconds(certificate.from), until: isoSeconds(certificate.until) } : null,
      role: role ?? null,
    },
    text: lines.map((line) => `${plain(line)}\n`).join(''),
  });
};

/** The role may be somebody else's to make: what it has to trust, and how to go on then. */
const tellOfRole = async (app: App, problem: Problem, console: Console): Promise<void> => {
  if (problem.code !== 'iam-denied' || !problem.action.endsWith(':CreateRole')) return;
  const denied = (await app.certificates.unfinished()).find((one) => one.trustAnchorArn !== undefined && one.waitsFor === 'role');
  if (denied?.trustAnchorArn === undefined) return;
  const { trustAnchorArn, subject, id, keyProof: proof } = denied;
  const demanded = demandable(subjectParts(subject));
  console.note(anywhereSaid.byOther);
  console.note(trustPolicyText({ trustAnchorArn, subject: demanded.subject, proof }, 'json').trimEnd());
  if (proof) console.note(anywhereSaid.demands(proof));
  if (demanded.lost.length > 0) console.note(plain(anywhereSaid.lost(demanded.lost)));
  console.note(plain(anywhereSaid.otherFormats(trustAnchorArn, subject, proof !== undefined)));
  console.note(plain(anywhereSaid.thenContinue(id)));
};

const begun = async (app: App, args: Arguments, signal: AbortSignal, console: Console, at: AtTheKey): Promise<Result<SetUp>> => {
  const { piv = noPivArguments } = args;
  if (piv.subject === undefined) return failed({ code: 'usage', message: anywhereSaid.needsSubject('setup') });
  await app.keysRead();
  const looked = await app.certificates.look(serialOf(app, args), signal);
  if (!looked.ok) return looked;
  const slot = piv.slot ?? firstEmpty(looked.value);
  const { serial, managementKey } = looked.value;
  const order: SetupOrder = {
    slot,
    algorithm: piv.algorithm ?? 'p256',
    ...policiesOf(args),
    subject: piv.subject,
    isAuthority: piv.authority,
    protectsManagement: true,
    ...defined({ serial, days: piv.valid, role: roleOf(args), way: piv.authority ? undefined : wayOf(args) }),
  };
  const sound = await app.certificates.check(order, at);
  if (!sound.ok) return sound;
  // Nobody is there to type it, and a factory's PIN would be changed before it is wanted.
  if (!console.isInteractive && managementKey.isFactory === false && !managementKey.isUnderPin)
    return failed({ code: 'management-key-other', lies: 'factory', ...defined({ serial }) });
  const may = await mayBegin(looked.value, args, slot, console, signal);
  return may.ok ? app.certificates.setUp(order, at) : may;
};

/** Goes on from the certificate that is in the slot to the role that it is to open. */
const taken = async (app: App, args: Arguments, signal: AbortSignal, console: Console, at: AtTheKey): Promise<Result<SetUp>> => {
  const { slot = '' } = args.piv ?? noPivArguments;
  await app.keysRead();
  const looked = await app.certificates.look(args.key, signal);
  if (!looked.ok) return looked;
  const key = defined({ serial: looked.value.serial });
  const role = roleOf(args);
  if (!role || !certificateIn(looked.value, slot)) return failed({ code: 'slot-empty', slot, ...key });
  const may = await mayBegin(looked.value, args, slot, console, signal);
  return may.ok ? app.certificates.adopt({ slot, role, ...key }, at) : may;
};

/** `anywhere setup`: a key pair on the YubiKey, and the request for its certificate; with --authority a key that signs the requests of others. */
export const setup: Run = async (app, args, signal, console) => {
  const at = atTheKey(console, args, signal);
  try {
    if (args.undo !== undefined) {
      const undone = await app.certificates.undo(args.undo, at);
      if (!undone.ok) return undone;
      const { slot, left, waitsFor } = undone.value;
      const issued = waitsFor === 'role' && left !== 'all' ? [left === 'key' ? anywhereSaid.stillGood : anywhereSaid.unwanted] : [];
      const lines = [anywhereSaid.undone(slot, left), ...issued];
      return ok({ json: { undone: args.undo, slot, left }, text: lines.map((line) => `${line}\n`).join('') });
    }
    const file = args.piv?.request ?? args.piv?.output;
    const writable = await checkCertificateFile(file);
    if (!writable.ok) return writable;
    const begin = args.piv?.existing ? taken : begun;
    const made = args.resume === undefined ? await begin(app, args, signal, console, at) : await app.certificates.resume(args.resume, at);
    if (!made.ok) {
      await tellOfRole(app, made.problem, console);
      return made;
    }
    if (made.value.pem.startsWith('-----BEGIN CERTIFICATE-----')) return await authorityMade(made.value, file, console, args);
    return made.value.certificate ? whole(made.value) : await handOver(made.value, file, console, args, app.anywhere.copy);
  } finally {
    at.done();
  }
};
