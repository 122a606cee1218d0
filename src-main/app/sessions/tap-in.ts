import { accountIdOf } from '../../aws/arn.ts';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Asker } from '../../contract/values.ts';
import { limitsFact } from '../history/history.ts';
import type { RoleRequest } from '../roles/role-files.ts';
import { isGuarded } from '../roles/role-settings.ts';
import { isSignedInto } from '../state/alerts.ts';
import { type Store, withAsking, withNotice, withoutAlerts, withoutAsking, withTap } from '../state/store.ts';
import type { SessionPorts } from './session-ports.ts';
import type { OnPhase, OpenedSession, OpenOptions, Tapped, TapRequest } from './tap-request.ts';

/** A refusal by the role of an MFA session older than this may come from its age, in milliseconds. */
const freshMillis = 60_000;

/** How many roles are remembered as tapped last. */
const rememberedRoles = 12;

/** Taps in, once `ready`: see `SessionDeeds`. */
export type TapIn = (request: TapRequest, signal: AbortSignal) => Promise<Result<Tapped>>;

/** Tap in: from a role to credentials in the target. What goes on is in the state under the role's name all the way. */
export const createTapIn =
  (ports: SessionPorts, ready: Promise<void>): TapIn =>
  async (request, signal) => {
    await ready;
    return tapIn(ports, request, signal);
  };

const tapIn = async (ports: SessionPorts, request: TapRequest, signal: AbortSignal): Promise<Result<Tapped>> => {
  const { store, files, history } = ports;
  const { fresh, role: name, source, ...options } = request;
  const asker = history.person;
  const asking = { profile: name, source: files.catalog().byName.get(name)?.source ?? source ?? '', asker };
  store.change(withAsking(asking));
  const opened = await openShown(ports, request, { ...options, asker, mode: fresh ? 'fresh' : 'usual', write: true }, signal);
  store.change(withoutAsking(asking));
  if (!opened.ok) return opened;
  const { session, file, askedSeconds, gotSeconds } = opened.value;
  if (gotSeconds < askedSeconds && !session.guarded)
    store.change(withNotice({ kind: 'duration', roleArn: session.roleArn, askedSeconds, gotSeconds }));
  // A limited one is no row of its own among those tapped last.
  remember(store.settings, session.of ?? session.profile);
  return ok({
    target: session.target,
    roleArn: session.roleArn,
    accountId: accountIdOf(session.roleArn),
    accessKeyId: session.credentials.accessKeyId,
    expiration: session.credentials.expires,
    via: session.via,
    file: file ?? null,
  });
};

/** Opens a session for whoever asks, shows the way and the end of it in the role's row, and tells the history. */
export const openShown = async (
  ports: SessionPorts,
  request: RoleRequest,
  options: OpenOptions & { readonly asker: Asker; readonly mode: 'usual' | 'fresh'; readonly write: boolean },
  signal: AbortSignal,
): Promise<Result<OpenedSession>> => {
  const { store, files, held, openings, history } = ports;
  const refused = (problem: Problem) => {
    store.change(withTap(request.role, { kind: 'failed', problem }));
    return failed(problem);
  };
  const found = await files.judge(() => files.resolve(request));
  if (!found.ok) return refused(found.problem);
  const { role, source } = found.value;
  let isOver = false;
  const phase: OnPhase = (waitsFor, until, after) => {
    // A touch that another role waits for too goes on when this one gave up.
    if (isOver) return;
    store.change(withTap(role.profile, { kind: 'waiting', for: waitsFor, ...defined({ until, after }) }));
  };
  phase('card');
  const before = held.list().find((session) => session.accessKeyId === source.id);
  const opened = await openings.open({ ...options, ...found.value }, phase, signal);
  isOver = true;
  const { profile, roleArn, accountId } = role;
  const facts = { at: history.now(), profile, roleArn, accountId, asker: options.asker };
  if (opened.ok) {
    const { target, via, guarded, credentials, key, limits } = opened.value.session;
    const { accessKeyId, expires } = credentials;
    const { roleArn: openedArn } = opened.value.session;
    const whose = { roleArn: openedArn, accountId: accountIdOf(openedArn) };
    void history.add({
      ...facts,
      ...whose,
      event: 'opened',
      accessKeyId,
      target,
      via,
      guarded,
      expires,
      ...limitsFact(limits),
      ...(key ? { key } : {}),
    });
    store.change(withTap(profile, undefined));
    store.change(withoutAlerts((alert) => alert.id === `touch ${profile}` || isSignedInto(alert, profile)));
    return opened;
  }
  const { problem } = opened;
  if (problem.code === 'cancelled') {
    store.change(withTap(profile, undefined));
    return opened;
  }
  const guarded = isGuarded(store.state().settings, role);
  void history.add({ ...facts, event: 'refused', guarded, problem });
  // A trust policy may take an MFA session only while it is young; AWS does not say so.
  const isOld = before !== undefined && (before.since === undefined || history.now() - before.since > freshMillis);
  const fresh = problem.code === 'role-refused' && isOld && options.mode !== 'fresh' && !guarded;
  store.change(withTap(profile, { kind: 'failed', problem, ...(fresh ? { fresh } : {}) }));
  return opened;
};

const remember = (settings: Store['settings'], profile: string): void => {
  if (settings.get().recents[0] === profile) return;
  settings.change(({ recents }) => ({
    recents: [profile, ...recents.filter((other) => other !== profile)].slice(0, rememberedRoles),
  }));
};
