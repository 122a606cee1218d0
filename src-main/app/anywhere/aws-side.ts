import type {
  AnywhereAdmin,
  AnywhereProfile,
  CertificateOrder,
  ImportedList,
  IssuedCertificate,
  NewList,
  NewProfile,
  NewTrustAnchor,
  PrivateCa,
  TrustAnchor,
} from '../../aws/anywhere/anywhere-admin.ts';
import { arnsFlaw } from '../../aws/anywhere/certificate-role.ts';
import type { AwsResult, Caller } from '../../aws/caller.ts';
import type { CallIam } from '../../aws/iam/team-iam.ts';
import { type Clock, sleep } from '../../base/clock.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { type CallerPorts, findSource, iamCaller, type SourcePorts } from '../roles/source.ts';
import { createIamRoles, type NewIamRole, type ThereIamRole } from './iam-role.ts';

/** What AWS's side of the set-up takes. */
export interface AwsSidePorts extends SourcePorts {
  readonly aws: CallerPorts & { readonly admin: AnywhereAdmin; readonly privateCa: PrivateCa; readonly callIam: CallIam };
  readonly clock: Clock;
}

/** An administrator's calls, in the name of a profile with credentials of its own (`''`: the only one) and in one region. */
export interface AwsSide {
  readonly trustAnchors: (who: AdminCaller, signal: AbortSignal) => Promise<Result<readonly TrustAnchor[]>>;
  readonly profiles: (who: AdminCaller, signal: AbortSignal) => Promise<Result<readonly AnywhereProfile[]>>;
  readonly makeTrustAnchor: (who: AdminCaller, anchor: NewTrustAnchor, signal: AbortSignal) => Promise<Result<TrustAnchor>>;
  readonly makeProfile: (who: AdminCaller, profile: NewProfile, signal: AbortSignal) => Promise<Result<AnywhereProfile>>;
  /** What there is of a role; undefined where there is none. */
  readonly findRole: (who: AdminCaller, roleArn: string, signal: AbortSignal) => Promise<Result<ThereIamRole | undefined>>;
  /** Makes a role, and attaches its policies; where it `isThere`, only these. Problems: iam-denied, team-name-taken, team-missing, team-other-account. */
  readonly makeRole: (who: AdminCaller, role: NewIamRole, isThere: boolean, signal: AbortSignal) => Promise<Result<true>>;
  /** Takes back what was made. */
  readonly removeRole: (who: AdminCaller, role: Pick<NewIamRole, 'roleArn' | 'policies'>, signal: AbortSignal) => Promise<Result<true>>;
  readonly removeTrustAnchor: (who: AdminCaller, arn: string, signal: AbortSignal) => Promise<Result<true>>;
  readonly removeProfile: (who: AdminCaller, arn: string, signal: AbortSignal) => Promise<Result<true>>;
  /** Gives AWS an authority's revocation list, in the place of the one before for the same anchor. Problem beside those of the calls: anywhere-arn-bad. */
  readonly importList: (source: string, order: AuthorityList, signal: AbortSignal) => Promise<Result<ImportedList>>;
  /**
   * A certificate from a private CA, waited for. One that issues only for a short time gives 7 days at most. `onWait` is told of each try, the first as 1. Problems:
   * those of the calls; private-ca-refused for one that isn't active; aws-silent after two minutes.
   */
  readonly certificate: (
    who: AdminCaller,
    order: Omit<CertificateOrder, 'signingAlgorithm'>,
    onWait: (tries: number) => void,
    signal: AbortSignal,
  ) => Promise<Result<IssuedCertificate>>;
  /** Whether there is such a profile with credentials of its own; AWS isn't asked. Problems: those of `findSource`. */
  readonly checkSource: (source: string) => Promise<Result<void>>;
  /** Whether a private CA can issue now. Problems: those of the calls, private-ca-refused. */
  readonly checkPrivateCa: (who: AdminCaller, arn: string, signal: AbortSignal) => Promise<Result<void>>;
  readonly pause: Pause;
}

/** Waits so many milliseconds, or until the signal aborts. */
export type Pause = (millis: number, signal: AbortSignal) => Promise<void>;

/** The revocation list of an authority whose key is on a YubiKey. */
export interface AuthorityList extends Omit<NewList, 'name'> {
  readonly authority: { readonly serial?: number; readonly slot: string };
}

export interface AdminCaller {
  readonly source: string;
  readonly region: string;
}

/** Before each look at whether a certificate is there, in milliseconds; the last repeats. It usually takes some seconds. */
const pauses = [1_000, 2_000, 3_000, 5_000] as const;
const mostLooks = 30;
/** What a private CA in the short-lived mode issues at most (Private CA user guide, "CA modes"). */
const shortDays = 7;

export const createAwsSide = (ports: AwsSidePorts): AwsSide => {
  const { aws, clock, store } = ports;

  const iamCallerFor = async (source: string, signal: AbortSignal): Promise<Result<Caller>> => {
    const found = await findSource(ports, source);
    return found.ok ? iamCaller(aws, found.value, signal) : found;
  };

  const callerFor = async ({ source, region }: AdminCaller, signal: AbortSignal): Promise<Result<Caller>> => {
    const caller = await iamCallerFor(source, signal);
    const { files } = store.state();
    if (!caller.ok || files.kind !== 'read') return caller;
    const endpoint = files.profiles.anywhereEndpointFor(region);
    return endpoint.ok ? ok({ ...caller.value, endpoint: endpoint.value }) : endpoint;
  };

  const as = async <T>(caller: Result<Caller>, call: (caller: Caller) => Promise<AwsResult<T>>): Promise<Result<T>> => {
    if (!caller.ok) return caller;
    const answer = await call(caller.value);
    return answer.ok ? ok(answer.value) : failed(answer.problem);
  };
  const asAdmin = async <T>(who: AdminCaller, call: (caller: Caller) => Promise<AwsResult<T>>, signal: AbortSignal): Promise<Result<T>> =>
    as(await callerFor(who, signal), call);
  const inIam = async <T>({ source }: AdminCaller, call: (caller: Caller) => Promise<AwsResult<T>>, signal: AbortSignal) =>
    as(await iamCallerFor(source, signal), call);
  const roles = createIamRoles(aws.callIam);

  const activeCa = async (caller: Caller, arn: string, signal: AbortSignal) => {
    const authority = await aws.privateCa.describe(caller, arn, signal);
    if (!authority.ok) return failed(authority.problem);
    return authority.value.isActive
      ? ok(authority.value)
      : failed({ code: 'private-ca-refused', awsCode: 'InvalidStateException' } as const);
  };

  const certificate: AwsSide['certificate'] = async (who, order, onWait, signal) => {
    const caller = await callerFor(who, signal);
    if (!caller.ok) return caller;
    const authority = await activeCa(caller.value, order.authorityArn, signal);
    if (!authority.ok) return authority;
    const { isShortLived, signingAlgorithm } = authority.value;
    const days = isShortLived ? Math.min(order.days, shortDays) : order.days;
    const issued = await aws.privateCa.issue(caller.value, { ...order, days, signingAlgorithm }, signal);
    if (!issued.ok) return failed(issued.problem);
    for (let looks = 1; looks <= mostLooks; looks += 1) {
      onWait(looks);
      await sleep(clock, pauses[Math.min(looks, pauses.length) - 1] ?? 0, signal);
      if (signal.aborted) return failed({ code: 'cancelled' });
      const got = await aws.privateCa.get(caller.value, order.authorityArn, issued.value, signal);
      // Being asked to wait is no end.
      if (!got.ok && got.problem.code !== 'throttled') return failed(got.problem);
      if (got.ok && got.value) return ok(got.value);
    }
    return failed({ code: 'aws-silent', host: 'acm-pca', seconds: 120 });
  };

  return {
    trustAnchors: (who, signal) => asAdmin(who, (caller) => aws.admin.listTrustAnchors(caller, signal), signal),
    profiles: (who, signal) => asAdmin(who, (caller) => aws.admin.listProfiles(caller, signal), signal),
    makeTrustAnchor: (who, anchor, signal) => asAdmin(who, (caller) => aws.admin.createTrustAnchor(caller, anchor, signal), signal),
    makeProfile: (who, profile, signal) => asAdmin(who, (caller) => aws.admin.createProfile(caller, profile, signal), signal),
    removeTrustAnchor: (who, arn, signal) => asAdmin(who, (caller) => aws.admin.deleteTrustAnchor(caller, arn, signal), signal),
    removeProfile: (who, arn, signal) => asAdmin(who, (caller) => aws.admin.deleteProfile(caller, arn, signal), signal),
    findRole: (who, roleArn, signal) => inIam(who, (caller) => roles.find(caller, roleArn, signal), signal),
    makeRole: (who, role, isThere, signal) => inIam(who, (caller) => roles.make(caller, role, isThere, signal), signal),
    removeRole: (who, role, signal) => inIam(who, (caller) => roles.remove(caller, role, signal), signal),
    checkSource: async (source) => {
      const found = await findSource(ports, source);
      return found.ok ? ok(undefined) : found;
    },
    checkPrivateCa: async (who, arn, signal) => {
      const caller = await callerFor(who, signal);
      const authority = caller.ok ? await activeCa(caller.value, arn, signal) : caller;
      return authority.ok ? ok(undefined) : authority;
    },
    pause: (millis, signal) => sleep(clock, millis, signal),
    importList: async (source, { authority, trustAnchorArn, list }, signal) => {
      const flaw = arnsFlaw({ trustAnchorArn });
      if (flaw) return failed(flaw);
      const who = { source, region: trustAnchorArn.split(':')[3] ?? '' };
      // One for each authority: AWS keeps two for an anchor.
      const order = { name: `roletap-${authority.serial ?? 'yubikey'}-${authority.slot}`, trustAnchorArn, list };
      const listed = await asAdmin(who, (caller) => aws.admin.listLists(caller, signal), signal);
      if (!listed.ok) return listed;
      const before = listed.value.find((one) => one.name === order.name && one.trustAnchorArn === trustAnchorArn);
      const send = (caller: Caller) =>
        before ? aws.admin.updateList(caller, before.id, order, signal) : aws.admin.importList(caller, order, signal);
      return asAdmin(who, send, signal);
    },
    certificate,
  };
};
