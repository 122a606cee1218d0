import type { AwsResult, Caller, TemporaryCredentials } from '../../src-main/aws/caller.ts';
import type { AssumeRoleInput, CallerIdentity, MfaProof, Sts } from '../../src-main/aws/sts/sts.ts';
import type { Problem } from '../../src-main/contract/problems/problem.ts';
import { secrets } from './secrets.ts';

/** A call at STS as the fake saw it. */
export interface StsCall {
  readonly action: 'callerIdentity' | 'sessionToken' | 'assumeRole';
  readonly accessKeyId: string;
  readonly region: string;
  readonly proof?: MfaProof;
  readonly roleArn?: string;
  readonly seconds?: number;
  readonly sessionName?: string;
  readonly externalId?: string;
  readonly limits?: AssumeRoleInput['limits'];
}

export type Script = (call: StsCall, signal: AbortSignal) => Promise<AwsResult<never> | undefined> | AwsResult<never> | undefined;

export interface FakeSts extends Sts {
  readonly calls: readonly StsCall[];
  /** Asked for each call before the usual answer is given; undefined gives that one. */
  script: Script;
  readonly actions: () => readonly string[];
  readonly codes: () => readonly string[];
}

export const refusal = (problem: Problem, unclear = false): AwsResult<never> => ({ ok: false, problem, unclear });

/** Holds a call until it is let go or its signal aborts. */
export const createGate = () => {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    open: () => open(),
    pass: (signal: AbortSignal): Promise<AwsResult<never> | undefined> =>
      new Promise((resolve) => {
        const cancelled = () => resolve(refusal({ code: 'cancelled' }, true));
        if (signal.aborted) return cancelled();
        signal.addEventListener('abort', cancelled, { once: true });
        void opened.then(() => resolve(undefined));
      }),
    opened,
  };
};

export const createFakeSts = (now: () => number): FakeSts => {
  const calls: StsCall[] = [];
  let made = 0;
  const temporary = (seconds: number): TemporaryCredentials => {
    made += 1;
    return {
      accessKeyId: `ASIA${made}`,
      secretAccessKey: `${secrets.session}-${made}`,
      sessionToken: `${secrets.token}-${made}`,
      expires: now() + seconds * 1000,
    };
  };
  const answer = async <T>(call: StsCall, signal: AbortSignal, usual: () => T): Promise<AwsResult<T>> => {
    calls.push(call);
    const scripted = await fake.script(call, signal);
    return scripted ?? { ok: true, value: usual() };
  };
  const callerOf = ({ credentials: { accessKeyId }, endpoint: { region } }: Caller) => ({ accessKeyId, region });
  const fake: FakeSts = {
    calls,
    script: () => undefined,
    actions: () => calls.map(({ action }) => action),
    codes: () => calls.flatMap(({ proof }) => proof?.code ?? []),
    callerIdentity: (caller, signal) =>
      answer<CallerIdentity>({ action: 'callerIdentity', ...callerOf(caller) }, signal, () => ({
        arn: 'arn:aws:iam::111122223333:user/jane',
        accountId: '111122223333',
        userId: 'AIDAJANE',
      })),
    sessionToken: (caller, proof, seconds, signal) =>
      answer({ action: 'sessionToken', ...callerOf(caller), proof, seconds }, signal, () => temporary(seconds)),
    assumeRole: (caller, input: AssumeRoleInput, signal) => {
      const { roleArn, durationSeconds: seconds, roleSessionName: sessionName, proof, externalId, limits } = input;
      const call: StsCall = {
        action: 'assumeRole',
        ...callerOf(caller),
        roleArn,
        seconds,
        sessionName,
        ...(proof ? { proof } : {}),
        ...(externalId === undefined ? {} : { externalId }),
        ...(limits ? { limits } : {}),
      };
      return answer(call, signal, () => ({ ...temporary(seconds), assumedRoleArn: `${roleArn}/${sessionName}` }));
    },
  };
  return fake;
};
