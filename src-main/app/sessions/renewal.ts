import type { Source } from '../../aws/profiles/profile-types.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { isSignedInto, withSignedOut } from '../state/alerts.ts';
import { type HeldRole, renewalBegun, renewalOver, warningGiven } from '../state/sessions-state.ts';
import { withAlert, withoutAlerts, withRenewals } from '../state/store.ts';
import type { Agenda } from '../time/scheduler.ts';
import type { CredentialBroker } from './credential-broker.ts';
import { endings, mfaSessionsOf, renewalsAhead, triesOf, warningLead } from './renewal-plan.ts';
import type { SessionPorts } from './session-ports.ts';

/** Pauses between tries of a renewal that met no answer, in milliseconds; the last one repeats. */
const pauses = [30_000, 60_000, 120_000] as const;

/** What another try may not meet: faults of the network, a limit. A server's own error is one as well. */
const passing: ReadonlySet<Problem['code']> = new Set([
  'aws-unreachable',
  'aws-silent',
  'aws-hung-up',
  'not-aws',
  'throttled',
  'file-contested',
  'disk-full',
]);

export interface Renewal {
  /** Gives up what is under way. */
  readonly stop: () => void;
}

/**
 * Renews roles before their end while they are pinned or in use and the MFA session lives, and tells a person in time of what only a touch renews.
 */
export const createRenewal = (
  { store, history }: Pick<SessionPorts, 'store' | 'history'>,
  broker: Pick<CredentialBroker, 'renew'>,
  agenda: Agenda,
): Renewal => {
  const stopping = new AbortController();

  const renew = async (session: HeldRole): Promise<void> => {
    const { accessKeyId, profile, target } = session;
    const before = triesOf(store.state(), session);
    const from = mfaSessionsOf(store.state(), session);
    store.change(withRenewals(renewalBegun(accessKeyId)));
    const renewed = await broker.renew(target, { kind: 'renewal' }, stopping.signal);
    if (renewed.ok) store.change(withoutAlerts((alert) => alert.id === `renewal ${profile}` || isSignedInto(alert, profile)));
    if (renewed.ok || renewed.problem.code === 'cancelled') return store.change(withRenewals(renewalOver(accessKeyId)));
    const { problem } = renewed;
    const count = (before?.count ?? 0) + 1;
    const isPassing = passing.has(problem.code) || (problem.code === 'aws-said' && problem.status >= 500);
    const wanted = 'waitSeconds' in problem ? (problem.waitSeconds ?? 0) * 1000 : 0;
    const pause = Math.max(pauses[Math.min(count, pauses.length) - 1] ?? 0, wanted);
    const next = isPassing ? history.now() + pause : Number.POSITIVE_INFINITY;
    store.change(withRenewals(renewalOver(accessKeyId, { from, count, next })));
    // A touch is wanted when the MFA session ended meanwhile: its own warning tells that.
    if (problem.code === 'login-over') store.change(withSignedOut(problem.profile, profile));
    else if (!isPassing && problem.code !== 'touch-wanted')
      store.change(withAlert({ id: `renewal ${profile}`, kind: 'renewal-failed', profile, problem }));
  };

  agenda.add({
    moments: (now) => {
      const { warned } = store.state().renewals;
      return [
        ...renewalsAhead(store.state(), now).map(({ at }) => at),
        ...endings(store.state(), now).map(({ id, ends }) => (warned.has(id) ? ends : ends - warningLead)),
      ];
    },
    onDue: (now) => {
      for (const { session, at } of renewalsAhead(store.state(), now)) if (at <= now) void renew(session);
      const open = endings(store.state(), now);
      store.change(withoutAlerts((alert) => alert.kind === 'ends-soon' && !open.some(({ id }) => id === alert.id)));
      for (const { ends, ...alert } of open) {
        if (ends - warningLead > now || store.state().renewals.warned.has(alert.id)) continue;
        store.change(withRenewals(warningGiven(alert.id)));
        store.change(withAlert({ ...alert, kind: 'ends-soon', ends }));
      }
    },
  });
  return { stop: () => stopping.abort() };
};

/** The sources whose MFA session lives, each with its device. */
const openSources = ({
  store,
  held,
}: Pick<SessionPorts, 'store' | 'held'>): readonly { readonly source: Source; readonly mfaSerial: string }[] => {
  const { files } = store.state();
  const sources = files.kind === 'read' ? files.profiles.sources : [];
  // Two devices may each have opened one; one touch renews both.
  return sources.flatMap((source) => {
    const session = held.list().find(({ accessKeyId }) => accessKeyId === source.id);
    return session ? [{ source, mfaSerial: session.mfaSerial }] : [];
  });
};

/**
 * A new MFA session for each source that has one (or for one of them), with one touch each, then new sessions of all roles that live on it. Guarded
 * roles are left alone. A touch that was not had ends it; a role that could not be renewed does not, and is told at the end. Problems: those of a code,
 * of STS, of `CredentialBroker.renew`.
 */
export const renewAll = async (
  ports: SessionPorts,
  broker: Pick<CredentialBroker, 'renew'>,
  only: string | undefined,
  signal: AbortSignal,
): Promise<Result<void>> => {
  const { store, held, openings } = ports;
  await ports.files.refresh();
  await held.refresh();
  let first: Problem | undefined;
  for (const { source, mfaSerial } of openSources(ports)) {
    if (only !== undefined && source.profile !== only) continue;
    const session = await openings.renewMfaSession(source, mfaSerial, signal);
    if (!session.ok) return session;
    store.change(withoutAlerts((alert) => alert.kind === 'ends-soon' && alert.name === source.profile));
    const roles = held.roles().filter((role) => role.source === source.profile && role.via === 'mfa-session' && !role.guarded);
    const renewed = await Promise.all(roles.map(({ target }) => broker.renew(target, ports.history.person, signal)));
    first ??= renewed.flatMap((result) => (result.ok ? [] : [result.problem]))[0];
  }
  return first ? failed(first) : ok(undefined);
};
