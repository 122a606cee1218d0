import type { Profiles, Role, Source } from '../aws/aws-types.ts';
import { chainedSeconds } from '../aws/sessions.ts';
import type { Problem } from '../contract/problems.ts';
import { failed, ok, type Result } from '../contract/result.ts';
import type { WaitingFor } from '../contract/snapshot.ts';
import { type CodePhase, type CodePurpose, codeForDevice } from './code-for.ts';
import type { TapContext } from './context.ts';
import { findRole, mfaSerialFor } from './find-role.ts';
import { withNotice, withTap } from './state.ts';
import { targetNameFor } from './target-name.ts';

/** What a front end may wish beside the role. */
export interface TapRequest {
  /** A profile with `role_arn`, or a role ARN. */
  readonly role: string;
  readonly durationSeconds?: number;
  readonly sessionName?: string;
  /** Profile with the long-term keys; only for a role that is no profile. */
  readonly source?: string;
  readonly target?: string;
  readonly direct?: boolean;
  readonly keySerial?: number;
}

/** A session that is written and can be used. */
export interface Tapped {
  readonly target: string;
  readonly roleArn: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  /** Milliseconds since 1970. */
  readonly expiration: number;
  readonly via: 'mfa-session' | 'direct';
  readonly file: string;
}

/** Tap in: from a role to credentials in the file. What goes on is in the state under the role's profile all the way. */
export const tapIn = async (context: TapContext, request: TapRequest, signal: AbortSignal): Promise<Result<Tapped>> => {
  await context.readFiles();
  const { files } = context.store.state();
  const refused = (problem: Problem) => {
    context.store.change(withTap(request.role, { kind: 'failed', problem }));
    return failed(problem);
  };
  if (files.kind === 'failed') return refused(files.problem);
  if (files.kind === 'loading') throw new Error('files were just read');
  const found = findRole(files.profiles, context.catalog(), context.world.files.paths, request);
  if (!found.ok) return refused(found.problem);
  const { role } = found.value;
  let isOver = false;
  const phase = (waitsFor: CodePhase | 'aws' | 'file', until?: number) => {
    // A touch that another role waits for too goes on when this one gave up.
    if (isOver) return;
    context.store.change(withTap(role.profile, { kind: 'waiting', for: waitsFor, ...(until === undefined ? {} : { until }) }));
  };
  phase('card');
  const tapped = await openAndWrite(context, files.profiles, found.value, request, phase, signal);
  isOver = true;
  const quiet = tapped.ok || tapped.problem.code === 'cancelled';
  context.store.change(withTap(role.profile, quiet ? undefined : { kind: 'failed', problem: tapped.problem }));
  return tapped;
};

const openAndWrite = async (
  context: TapContext,
  profiles: Profiles,
  { role, source }: { readonly role: Role; readonly source: Source },
  request: TapRequest,
  phase: (waitsFor: CodePhase | 'aws' | 'file', until?: number) => void,
  signal: AbortSignal,
): Promise<Result<Tapped>> => {
  const { world } = context;
  const settings = world.settings.get();
  // Everything that can be refused without a touch is refused before one.
  const target = request.target ?? targetNameFor(role.profile, settings.targetSuffix);
  const whyNot = profiles.whyNotTarget(target) ?? (await world.files.whyNotWritable());
  if (whyNot) return failed(whyNot);
  await context.held.refresh();
  const purposeFor: WaitingFor = {
    kind: 'role',
    profile: role.profile,
    roleArn: role.roleArn,
    roleName: role.roleName,
    accountId: role.accountId,
  };
  const purpose: CodePurpose = {
    for: purposeFor,
    onPhase: phase,
    ...(request.keySerial === undefined ? {} : { keySerial: request.keySerial }),
  };
  const mfaSerial = await mfaSerialFor(context, { role, source }, purpose, signal);
  if (!mfaSerial.ok) return mfaSerial;
  const asked = request.durationSeconds ?? role.durationSeconds ?? chainedSeconds;
  const session = await context.sessions.open(
    {
      role,
      source,
      mfaSerial: mfaSerial.value,
      durationSeconds: asked,
      asksAnew: request.durationSeconds !== undefined,
      direct: request.direct ?? false,
      roleSessionName: request.sessionName ?? role.roleSessionName ?? sessionNameFor(mfaSerial.value),
    },
    { codeFor: (serial, flight) => codeForDevice(context, serial, purpose, flight), onAws: () => phase('aws') },
    signal,
  );
  if (!session.ok) return session;
  if (signal.aborted) return failed({ code: 'cancelled' });
  if (session.value.durationSeconds < asked) {
    context.store.change(
      withNotice({ kind: 'duration', roleArn: role.roleArn, askedSeconds: asked, gotSeconds: session.value.durationSeconds }),
    );
  }
  phase('file');
  const { credentials, via } = session.value;
  const written = await world.files.writeTarget({
    target,
    roleArn: role.roleArn,
    profile: role.profile,
    via,
    since: context.now(),
    credentials,
    region: role.region ?? role.endpoint.region,
    ...(role.endpoint.override?.setting.startsWith('AWS_') === false ? { endpointUrl: role.endpoint.override.url } : {}),
  });
  if (!written.ok) return written;
  if (signal.aborted) await world.files.removeTargets([target]);
  await context.readFiles();
  if (signal.aborted) return failed({ code: 'cancelled' });
  const { roleArn, accountId } = role;
  return ok({
    target,
    roleArn,
    accountId,
    accessKeyId: credentials.accessKeyId,
    expiration: credentials.expires,
    via,
    file: written.value.file,
  });
};

/** The user's name as the role session's name, so that CloudTrail tells who it was. 2 to 64 of `[\w+=,.@-]`. */
const sessionNameFor = (mfaSerial: string): string => {
  const name = (mfaSerial.split('/').at(-1) ?? '').replace(/[^\w+=,.@-]/g, '-').slice(0, 64);
  return name.length >= 2 ? name : 'roletap';
};
