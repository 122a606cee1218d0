import type { AwsResult, Caller } from '../../aws/caller.ts';
import { iamUserOf } from '../../aws/iam/iam-user.ts';
import type { Source } from '../../aws/profiles/profile-types.ts';
import type { Sts } from '../../aws/sts/sts.ts';
import { defined } from '../../base/defined.ts';
import type { InTurn } from '../../base/jobs.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { CodePorts } from '../codes/code-request.ts';
import { codesOfUser } from '../codes/user-codes.ts';
import type { DeviceWish } from '../codes/user-devices.ts';
import type { UserCalls } from '../devices/device-ports.ts';
import type { Journal } from '../plans/journal.ts';
import { findSource, heldSession, iamCaller, type SourcePorts } from '../roles/source.ts';
import type { KeyHome } from './key-home.ts';
import type { RotationRecord } from './rotation-record.ts';

/** What rotating takes. */
export interface RotationPorts extends SourcePorts {
  readonly files: SourcePorts['files'] & { readonly refresh: () => Promise<void>; readonly home: KeyHome };
  readonly aws: UserCalls & { readonly sts: Pick<Sts, 'callerIdentity'> };
  readonly codes: CodePorts;
  readonly journal: Journal<RotationRecord> & { readonly newId: () => string; readonly inTurn: InTurn };
}

/** Calls IAM as a source's user, with one touch for all of them. */
export interface RotationCalls {
  /** Without a touch where AWS lets the user; with one where it does not. */
  readonly read: <T>(call: (caller: Caller) => Promise<AwsResult<T>>) => Promise<AwsResult<T>>;
  /** With the user's MFA session. */
  readonly change: <T>(call: (caller: Caller) => Promise<AwsResult<T>>) => Promise<AwsResult<T>>;
  /** Gets that session: nothing of the person's is needed after. */
  readonly ready: () => Promise<Result<void>>;
}

/** Whom AWS knows without a device that makes codes has no MFA session to get. */
const needsNone = (code: string): boolean => code === 'mfa-serial-missing' || code === 'no-code-device';

export const createRotationCalls = (ports: RotationPorts, profile: string, signal: AbortSignal): RotationCalls => {
  const { aws, codes } = ports;
  let caller: Caller | undefined;

  const wishFor = (source: Source): DeviceWish => ({
    profile: source.profile,
    ...defined({ named: source.mfaSerial }),
    who: (flight) => aws.sessions.identity(source, flight),
    listDevices: async (who, flight) => {
      const user = iamUserOf(who.arn);
      const plain = await iamCaller(aws, source, flight);
      const devices = user && plain.ok ? await aws.iam.listMfaDevices(plain.value, user.userName, flight) : undefined;
      return devices?.ok ? devices.value : undefined;
    },
    onGone: () => {},
  });

  const withMfa = async (): Promise<Result<Caller>> => {
    const source = await findSource(ports, profile);
    if (!source.ok) return source;
    const from = (credentials: Caller['credentials']) => ok({ source: profile, credentials, endpoint: source.value.iamEndpoint });
    const held = heldSession(aws, source.value);
    if (held) return from(held.credentials);
    const purpose = { for: { kind: 'rotation', source: profile }, urgent: true, onPhase: () => {} } as const;
    const codeFor = codesOfUser(codes, wishFor(source.value), purpose);
    const bought = await aws.sessions.mfaSession({ source: source.value }, { codeFor, onAws: () => {}, onTurn: () => {} }, signal);
    if (bought.ok) return from(bought.value.credentials);
    return needsNone(bought.problem.code) ? iamCaller(aws, source.value, signal) : bought;
  };

  const change: RotationCalls['change'] = async (call) => {
    for (let isFirst = true; ; isFirst = false) {
      const known = caller !== undefined;
      if (!caller) {
        const got = await withMfa();
        if (!got.ok) return { ok: false, problem: got.problem, unclear: false };
        caller = got.value;
      }
      const answer = await call(caller);
      // A session may end with the key that bought it.
      const isOver = !answer.ok && (answer.problem.code === 'session-expired' || answer.problem.code === 'keys-refused');
      if (!isOver || !known || !isFirst) return answer;
      const { sessionToken } = caller.credentials;
      for (const one of aws.held.list()) if (one.credentials.sessionToken === sessionToken) aws.held.drop(one);
      caller = undefined;
    }
  };

  return {
    change,
    ready: async () => {
      const answer = await change(async (own) => ({ ok: true, value: own }));
      return answer.ok ? ok(undefined) : failed(answer.problem);
    },
    read: async (call) => {
      if (caller) return change(call);
      const source = await findSource(ports, profile);
      const plain = source.ok ? await iamCaller(aws, source.value, signal) : source;
      if (!plain.ok) return { ok: false, problem: plain.problem, unclear: false };
      const answer = await call(plain.value);
      return answer.ok || answer.problem.code !== 'iam-denied' ? answer : change(call);
    },
  };
};
