import type { Iam } from '../../aws/iam/iam-types.ts';
import { iamUserOf } from '../../aws/iam/iam-user.ts';
import type { Profiles, Source } from '../../aws/profiles/profile-types.ts';
import { isSettingValue } from '../../aws/profiles/setting-values.ts';
import type { SourceKeys } from '../../aws/sources/source-types.ts';
import { chainedSeconds } from '../../aws/sts/session-request.ts';
import type { Sessions } from '../../aws/sts/sessions.ts';
import type { Sts } from '../../aws/sts/sts.ts';
import { defined } from '../../base/defined.ts';
import { type LinkedAbort, linkAbort } from '../../base/jobs.ts';
import { type Failure, failed, ok, type Result } from '../../contract/result.ts';
import type { CertificateOpener } from '../anywhere/open-certificate.ts';
import type { CodePorts, CodePurpose } from '../codes/code-request.ts';
import { codesOfUser } from '../codes/user-codes.ts';
import type { DeviceWish } from '../codes/user-devices.ts';
import type { Settings } from '../ports.ts';
import { purposeOf, settingsFor } from '../roles/role-files.ts';
import { withNotice } from '../state/store.ts';
import type { StoredRoleSession } from '../stored-sessions.ts';
import { replaceableKeys } from './foreign-keys.ts';
import { opensSilently } from './renewal-plan.ts';
import type { SessionOpenings, SessionPorts } from './session-ports.ts';
import type { OnPhase, OpenedSession, OpenRequest } from './tap-request.ts';

/** What opening a session takes. */
export interface OpenPorts extends Pick<SessionPorts, 'store' | 'files' | 'held'> {
  /** IAM is asked which devices the user has, when the profile's is not plugged in. */
  readonly aws: Sessions &
    Pick<Iam, 'listMfaDevices'> &
    Pick<Sts, 'callerIdentity'> & { readonly keys: SourceKeys; readonly certificates: CertificateOpener };
  readonly codes: CodePorts;
}

/** Whether a session of this role is written to the credentials file. */
const isWritten = (profiles: Profiles, settings: Settings, target: string): boolean =>
  !settings.noFiles && !profiles.processTargets.includes(target);

export const createSessionOpenings = (ports: OpenPorts): Omit<SessionOpenings, 'inTurn'> => {
  const underWay = new Map<LinkedAbort, string | undefined>();
  /** Does the work with a signal that aborts with the given one, or when it is stopped. `target`: where its session goes; none for an MFA session. */
  const join = async <T>(signal: AbortSignal, target: string | undefined, work: (own: AbortSignal) => Promise<T>): Promise<T> => {
    const giveUp = linkAbort(signal);
    underWay.set(giveUp, target);
    try {
      return await work(giveUp.signal);
    } finally {
      giveUp.unlink();
      underWay.delete(giveUp);
    }
  };
  return {
    open: (request, phase, signal) => {
      const target = request.target ?? request.role.target;
      return join(signal, target, (own) => openAndHold(ports, { ...request, target }, phase, own));
    },
    renewMfaSession: (source, mfaSerial, signal) => {
      const purpose: CodePurpose = { for: { kind: 'renewal', source: source.profile }, urgent: true, onPhase: () => {} };
      const wish = wishFor(ports, source, source.profile, source.mfaSerial ?? mfaSerial);
      const codeFor = codesOfUser(ports.codes, wish, purpose);
      return join(signal, undefined, (own) =>
        ports.aws.mfaSession({ source, fresh: 'kept' }, { codeFor, onAws: () => {}, onTurn: () => {} }, own),
      );
    },
    stop: (target) => {
      for (const [giveUp, own] of underWay) if (target === undefined || target === own) giveUp.abort();
    },
  };
};

const openAndHold = async (
  ports: OpenPorts,
  request: OpenRequest & { readonly target: string },
  phase: OnPhase,
  signal: AbortSignal,
): Promise<Result<OpenedSession>> => {
  const { store, files, held, aws, codes } = ports;
  const { role, source, profiles, asker, target, sessionName: named } = request;
  if (named !== undefined && !isSettingValue('role_session_name', named))
    return failed({ code: 'setting-bad', profile: role.profile, setting: 'role_session_name', value: named });
  const { settings } = store.state();
  const guarded = role.guard === 'on';
  const writes = request.write && isWritten(profiles, settings, target);
  const isTaken = writes && profiles.whyNotTarget(target) !== undefined;
  const replaces = isTaken ? await replaceableKeys({ store, files, aws, now: codes.time.now }, request, signal) : ok(undefined);
  if (!replaces.ok) return replaces;
  // At once: both wait for disks.
  const [unwritable] = await Promise.all([writes ? files.targets.whyNotWritable() : undefined, held.refresh()]);
  if (unwritable) return failed(unwritable);
  const signedIn = request.signIn ? await aws.keys.signIn(source, signal) : ok(undefined);
  if (!signedIn.ok) return signedIn;
  // A sign-in takes as long as a person does.
  if (request.signIn) await held.refresh();
  const touchWanted = failed({ code: 'touch-wanted', profile: role.profile });
  // A sign-in or a quiet certificate takes no touch; but that a program may have the role, a person said by opening it.
  const isRenewed = request.instead !== undefined && opensSilently(store.state(), source);
  if (request.mode === 'silent' && (guarded || !(isRenewed || livesFor(held, source)))) return touchWanted;
  let key: StoredRoleSession['key'];
  const onKey = (used: NonNullable<typeof key>) => {
    key = used;
  };
  const purpose: CodePurpose = {
    for: purposeOf(role),
    urgent: asker.kind === 'person',
    onPhase: phase,
    onTouched: onKey,
    ...defined({ keySerial: request.keySerial, typed: request.typed }),
  };
  const wish = wishFor(ports, source, role.profile, role.mfaSerial ?? source.mfaSerial);
  // A user's own session has no name.
  const sessionName =
    role.user || role.signIn || role.certificate
      ? ''
      : (request.sessionName ?? role.roleSessionName ?? (await userName(ports, source, wish, signal)));
  if (typeof sessionName !== 'string') return sessionName;
  const asked = request.durationSeconds ?? role.durationSeconds ?? settings.roleSeconds;
  const fresh = guarded ? 'once' : request.mode === 'fresh' ? 'kept' : undefined;
  const durationSeconds = guarded
    ? Math.min(asked, settings.guardSeconds)
    : request.mode === 'silent' && !role.certificate
      ? Math.min(asked, chainedSeconds)
      : asked;
  const byCertificate = async () => {
    const { urgent, keySerial } = purpose;
    const wanted = { source, durationSeconds, asksAnew: request.durationSeconds !== undefined };
    const roleSessionName = request.sessionName ?? role.roleSessionName;
    const isSilent = request.mode === 'silent';
    const made = await aws.certificates.open(
      { ...wanted, ...defined({ roleSessionName }) },
      { for: purpose.for, onPhase: phase, isGuarded: guarded, isSilent, onSigned: onKey, ...defined({ urgent, keySerial }) },
      signal,
    );
    return made.ok ? ok({ ...made.value, via: 'direct', userArn: undefined } as const) : made;
  };
  const byCode = () =>
    aws.open(
      {
        role,
        source,
        durationSeconds,
        asksAnew: request.durationSeconds !== undefined,
        direct: request.direct ?? false,
        ...(fresh === undefined ? {} : { fresh }),
        roleSessionName: sessionName,
      },
      {
        codeFor: request.mode === 'silent' ? async () => touchWanted : codesOfUser(codes, wish, purpose),
        onAws: (failure) => phase('aws', undefined, failure),
        ...(request.mode === 'silent' ? {} : { onTurn: () => phase('turn') }),
      },
      signal,
    );
  // A role behind a certificate's needs the session of that one first: it may be there, or its key may ask nobody.
  const isBehind = request.mode === 'silent' && source.certificate !== undefined && !role.certificate;
  const behind = isBehind ? await aws.keys.open(source, signal, true) : ok(undefined);
  if (!behind.ok) return behind.problem.code === 'touch-wanted' ? touchWanted : behind;
  const opened = role.certificate ? await byCertificate() : await byCode();
  if (!opened.ok) return opened;
  const replaced = held.roles().find((other) => other.credentials.accessKeyId === request.instead);
  if (signal.aborted || (request.instead !== undefined && !replaced)) return failed({ code: 'cancelled' });
  const { credentials, via, userArn: roleArn = role.roleArn, durationSeconds: gotSeconds } = opened.value;
  const now = codes.time.now();
  const facts = {
    target,
    profile: role.profile,
    ...defined({ of: role.of, limits: role.limits }),
    roleArn,
    source: source.profile,
    sourceKey: source.id,
    via,
    since: now,
    inFile: writes,
    guarded,
    // A renewal is nobody's use.
    asker: replaced?.asker ?? asker,
    used: asker.kind === 'renewal' ? (replaced?.used ?? now) : now,
    credentials,
    ...(key ? { key } : {}),
  };
  const session: StoredRoleSession = { ...facts, given: held.givenAnew(facts, asker) };
  const beside = { target, region: role.usedIn, settings: settingsFor(role, profiles) };
  if (!writes) {
    held.putRole(session);
    // A session that is there is good, also beside settings of yesterday.
    const asks = profiles.processTargets.includes(target) && target === role.target;
    // A role by certificate is its own profile: there is nothing to copy from another.
    if (request.write && asks && !role.certificate) await files.targets.renewProcess(beside);
    return ok({ session, askedSeconds: asked, gotSeconds });
  }
  phase('file');
  const written = await files.targets.writeTarget({
    roleArn,
    profile: role.profile,
    via,
    since: now,
    credentials,
    ...beside,
    ...defined({ replaces: replaces.value }),
  });
  if (!written.ok) return written;
  if (signal.aborted) await files.targets.removeTargets([target]);
  else held.putRole(session);
  await files.refresh();
  if (signal.aborted) return failed({ code: 'cancelled' });
  return ok({ session, file: written.value.file, askedSeconds: asked, gotSeconds });
};

/** Whether a role of this source can be had without a touch. */
const livesFor = (held: OpenPorts['held'], source: Source): boolean => held.list().some((session) => session.accessKeyId === source.id);

/** Any device of the source's user will do; `named` is the one that the profiles name. */
const wishFor = ({ store, aws }: OpenPorts, source: Source, profile: string, named: string | undefined): DeviceWish => ({
  profile,
  ...defined({ named }),
  who: (signal) => aws.identity(source, signal),
  listDevices: async (who, signal) => {
    const user = iamUserOf(who.arn);
    if (!user) return undefined;
    const opened = await aws.keys.open(source, signal);
    if (!opened.ok) return undefined;
    const caller = { source: source.profile, credentials: opened.value, endpoint: source.iamEndpoint };
    const devices = await aws.listMfaDevices(caller, user.userName, signal);
    return devices.ok ? devices.value : undefined;
  },
  onGone: (gone, used) => store.change(withNotice({ kind: 'device-gone', source: source.profile, mfaSerial: gone, used })),
});

/** Whose name a session bears: the device's that the profiles name or that opened the MFA session, else the user's. */
const userName = async (
  { held, aws }: Pick<OpenPorts, 'held' | 'aws'>,
  source: Source,
  { named }: DeviceWish,
  signal: AbortSignal,
): Promise<string | Failure> => {
  const known = named ?? held.list().find((session) => session.accessKeyId === source.id)?.mfaSerial;
  if (known !== undefined) return sessionNameFor(known);
  const who = await aws.identity(source, signal);
  return who.ok ? sessionNameFor(who.value.arn) : who;
};

/** The user's name as the role session's name, so that CloudTrail tells who it was. 2 to 64 of `[\w+=,.@-]`. */
const sessionNameFor = (arn: string): string => {
  const name = (arn.split('/').at(-1) ?? '').replace(/[^\w+=,.@-]/g, '-').slice(0, 64);
  return name.length >= 2 ? name : 'roletap';
};
