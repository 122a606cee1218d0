import type { AnywhereProfile, TrustAnchor } from '../../aws/anywhere/anywhere-admin.ts';
import { certificateFacts, certificatesIn, isIssuedBy } from '../../aws/anywhere/certificate-facts.ts';
import type { SessionSigning } from '../../aws/anywhere/create-session.ts';
import { defined } from '../../base/defined.ts';
import { toPem } from '../../card/certificates/pem.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { AdminCaller } from '../anywhere/aws-side.ts';
import { momentsOf, withPin } from '../piv/at-the-key.ts';
import { keyInSlot } from '../piv/request.ts';
import type { Outcome, Step, WaitUntil } from '../plans/plan.ts';
import { anchorFlaw, type MeantParts, notReady, profileFlaw } from './aws-parts.ts';
import { broughtCertificates } from './certificate-step.ts';
import { iamRole } from './iam-role-step.ts';
import { adminOf, gone, missing, nameOf, roleOf, setRole } from './role-parts.ts';
import type { SetupRecord } from './setup-record.ts';
import { lookAgain, type SetupRun, slotOf } from './setup-run.ts';

/** The longest session of a profile that is made, in seconds: the role's own maximum still counts. */
const longest = 43_200;

/** What one that was named has to be; where AWS may not be asked, CreateSession tells. */
const checkNamed = async <T>(
  run: SetupRun,
  list: (who: AdminCaller, signal: AbortSignal) => Promise<Result<readonly T[]>>,
  flaw: (meant: MeantParts, listed: readonly T[]) => Problem | undefined,
): Promise<Result<void>> => {
  const who = adminOf(run);
  const listed = who && (await list(who, run.at.signal));
  if (!listed?.ok) return listed && listed.problem.code === 'cancelled' ? listed : ok(undefined);
  const problem = flaw({ role: roleOf(run), region: who?.region ?? '' }, listed.value);
  return problem ? failed(problem) : ok(undefined);
};

const nothing = async (): Promise<Outcome> => ({ ok: true });

/** Finds again what was made when its answer was lost. */
const findMade = async (
  run: SetupRun,
  list: (who: AdminCaller, signal: AbortSignal) => Promise<Result<readonly (TrustAnchor | AnywhereProfile)[]>>,
): Promise<Result<string | undefined>> => {
  const who = adminOf(run);
  if (!who) return ok(undefined);
  const listed = await list(who, run.at.signal);
  return listed.ok ? ok(listed.value.find(({ name }) => name === nameOf(run))?.arn) : listed;
};

/** The trust anchor: the one that was named, else the one for whoever issued the certificate, else a new one. */
const anchor = (run: SetupRun): Step<SetupRecord> => ({
  name: 'anchor',
  subject: 'aws',
  read: (record) => record.anchor ?? 'todo',
  mark: (record, standing) => ({ ...record, anchor: standing }),
  check: async () => {
    const made = await findMade(run, run.aws.trustAnchors);
    if (!made.ok) return made;
    const arn = made.value;
    if (arn !== undefined) setRole(run, { trustAnchorArn: arn, madeAnchor: arn });
    run.change({ ...run.record(), anchor: roleOf(run).trustAnchorArn === undefined ? 'todo' : 'done' });
    return ok(undefined);
  },
  do: async () => {
    const { trustAnchorArn } = roleOf(run);
    if (trustAnchorArn !== undefined) {
      const checked = await checkNamed(run, run.aws.trustAnchors, anchorFlaw);
      return checked.ok ? ok(nothing) : checked;
    }
    const who = adminOf(run);
    const certificates = broughtCertificates(run.record());
    if (!certificates.ok) return certificates;
    if (!who) return failed(missing(run, 'trust-anchor'));
    const listed = await run.aws.trustAnchors(who, run.at.signal);
    if (!listed.ok) return listed;
    const [leaf, ...chain] = certificates.value;
    const { way } = run.record();
    const privateCaArn = way?.kind === 'private-ca' ? way.arn : undefined;
    const issuers = [leaf, ...chain];
    const fitting = listed.value.filter((one) =>
      privateCaArn === undefined
        ? (certificatesIn(one.bundle ?? '') ?? []).some((authority) => issuers.some((der) => isIssuedBy(der, authority)))
        : one.privateCaArn === privateCaArn,
    );
    const ready = fitting.find(({ enabled }) => enabled);
    if (ready) {
      setRole(run, { trustAnchorArn: ready.arn });
      return ok(nothing);
    }
    const [off] = fitting;
    if (off) return failed(notReady(roleOf(run).name, 'trust-anchor', off.arn, 'disabled'));
    const authority = chain.at(-1);
    const source = privateCaArn === undefined ? authority && { bundle: toPem('CERTIFICATE', authority) } : { privateCaArn };
    if (!source) return failed(missing(run, 'trust-anchor'));
    return ok(async () => {
      run.at.tell?.({ kind: 'trust-anchor' });
      const made = await run.aws.makeTrustAnchor(who, { name: nameOf(run), source }, run.at.signal);
      if (!made.ok) return { ok: false, problem: made.problem, unclear: true };
      setRole(run, { trustAnchorArn: made.value.arn, madeAnchor: made.value.arn });
      return { ok: true };
    });
  },
  undo: async () => {
    const { madeAnchor } = roleOf(run);
    const who = adminOf(run);
    return madeAnchor === undefined || !who ? ok(undefined) : gone(await run.aws.removeTrustAnchor(who, madeAnchor, run.at.signal));
  },
});

/** The profile of Roles Anywhere: the one that was named, else the longest that has the role, else a new one. */
const profile = (run: SetupRun): Step<SetupRecord> => ({
  name: 'profile',
  subject: 'aws',
  read: (record) => record.profile ?? 'todo',
  mark: (record, standing) => ({ ...record, profile: standing }),
  check: async () => {
    const made = await findMade(run, run.aws.profiles);
    if (!made.ok) return made;
    const arn = made.value;
    if (arn !== undefined) setRole(run, { profileArn: arn, madeProfile: arn });
    run.change({ ...run.record(), profile: roleOf(run).profileArn === undefined ? 'todo' : 'done' });
    return ok(undefined);
  },
  do: async () => {
    const { profileArn, roleArn, durationSeconds = longest } = roleOf(run);
    const hasRole = ({ roleArns }: AnywhereProfile): boolean => roleArns.includes(roleArn);
    if (profileArn !== undefined) {
      const checked = await checkNamed(run, run.aws.profiles, profileFlaw);
      return checked.ok ? ok(nothing) : checked;
    }
    const who = adminOf(run);
    if (!who) return failed(missing(run, 'profile'));
    const listed = await run.aws.profiles(who, run.at.signal);
    if (!listed.ok) return listed;
    const fitting = listed.value.filter(hasRole);
    const [ready] = fitting.filter(({ enabled }) => enabled).sort((one, other) => other.durationSeconds - one.durationSeconds);
    if (ready) {
      setRole(run, { profileArn: ready.arn });
      return ok(nothing);
    }
    const [off] = fitting;
    if (off) return failed(notReady(roleOf(run).name, 'profile', off.arn, 'disabled'));
    return ok(async () => {
      run.at.tell?.({ kind: 'profile' });
      const made = await run.aws.makeProfile(who, { name: nameOf(run), roleArns: [roleArn], durationSeconds }, run.at.signal);
      if (!made.ok) return { ok: false, problem: made.problem, unclear: true };
      setRole(run, { profileArn: made.value.arn, madeProfile: made.value.arn });
      return { ok: true };
    });
  },
  undo: async () => {
    const { madeProfile } = roleOf(run);
    const who = adminOf(run);
    return madeProfile === undefined || !who ? ok(undefined) : gone(await run.aws.removeProfile(who, madeProfile, run.at.signal));
  },
});

/** A role that was just made takes some seconds to be known everywhere: milliseconds before each further try. */
const settling = [3_000, 3_000, 4_000, 5_000, 5_000, 10_000, 10_000, 20_000] as const;

const afterMaking = (run: SetupRun): WaitUntil => {
  let tried = 0;
  return {
    from: () => {
      tried += 1;
      const pause = settling[tried - 2];
      if (pause === undefined) return undefined;
      run.at.tell?.({ kind: 'settling' });
      return run.ports.now() + pause;
    },
    tries: settling.length + 1,
    isEarly: ({ problem }) => roleOf(run).madeRole === true && problem.code === 'certificate-refused' && problem.why === 'denied',
  };
};

/** One session, which nobody uses: what AWS would refuse every day is told now. Nothing to undo. */
const proof = (run: SetupRun, last: NonNullable<SessionSigning['last']> = {}): Step<SetupRecord> => ({
  name: 'proof',
  subject: 'proof',
  read: (record) => record.proof ?? 'todo',
  mark: (record, standing) => ({ ...record, proof: standing }),
  waitUntil: afterMaking(run),
  do: async () => {
    const key = await lookAgain(run);
    if (!key.ok) return key;
    const slot = slotOf(run.record());
    const held = keyInSlot(key.value, slot);
    const certificates = broughtCertificates(run.record());
    if (!held.ok) return held;
    if (!certificates.ok) return certificates;
    const { algorithm } = held.value;
    const { name, roleArn, trustAnchorArn = '', profileArn = '' } = roleOf(run);
    const order = { name, roleArn, trustAnchorArn, profileArn, certificate: certificates.value[0] };
    return ok(async () => {
      if (!last.signed) run.at.tell?.({ kind: 'proof' });
      const opened = await withPin(key.value, run.at, ({ bytes, lastTry }) => {
        const how = { ...momentsOf(run.at), keyId: key.value.keyId, slot, algorithm, hash: 'sha256', pin: bytes, lastTry } as const;
        return run.aws.prove(order, { sign: (digest) => run.ports.keys.piv.sign({ ...how, digest }), last }, run.at.signal);
      });
      return opened.ok ? { ok: true } : { ok: false, problem: opened.problem };
    });
  },
});

/** The role in the person's config file. */
const saved = (run: SetupRun): Step<SetupRecord> => ({
  name: 'saved',
  subject: 'saved',
  read: (record) => record.saved ?? 'todo',
  mark: (record, standing) => ({ ...record, saved: standing }),
  do: async () => {
    const certificates = broughtCertificates(run.record());
    if (!certificates.ok) return certificates;
    const { name, roleArn, trustAnchorArn = '', profileArn = '', durationSeconds, region } = roleOf(run);
    const facts = certificateFacts(certificates.value[0]);
    const order = { name, roleArn, trustAnchorArn, profileArn, ...defined({ subject: facts?.subject, durationSeconds, region }) };
    const placed = facts && { facts, slot: slotOf(run.record()), key: defined({ serial: run.record().serial }) };
    return ok(async () => {
      const done = await run.aws.save(order, placed);
      return done.ok ? { ok: true } : { ok: false, problem: done.problem };
    });
  },
  undo: async () => (run.record().saved === 'done' ? run.aws.unsave(roleOf(run).name) : ok(undefined)),
});

/** What makes a role of a certificate; none where the setup ends with it. */
export const roleSteps = (run: SetupRun): readonly Step<SetupRecord>[] =>
  run.record().role ? [anchor(run), ...(roleOf(run).create ? [iamRole(run)] : []), profile(run), proof(run), saved(run)] : [];
