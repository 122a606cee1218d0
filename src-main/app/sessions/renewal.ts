import type { Problem } from '../../contract/problems.ts';
import type { Millis } from '../../contract/values.ts';
import { withAlert, withoutAlerts } from '../state/changes.ts';
import type { HeldRole } from '../state/state.ts';
import type { Agenda } from '../time/scheduler.ts';
import type { CredentialBroker } from './credential-broker.ts';
import { renewsAt, warningLead } from './renewal-plan.ts';
import type { SessionPorts } from './session-ports.ts';

/** Pauses between tries of a renewal that met no answer, in milliseconds; the last one repeats. */
const pauses = [30_000, 60_000, 120_000] as const;

/** Refusals that another try may not meet: the network, a limit. */
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

/** How a renewal went so far, by the access key of the session that is to be renewed. */
interface Tries {
  /** The MFA sessions of its source then: another one may be taken where these were not. */
  readonly from: string;
  readonly count: number;
  /** Not before this moment; infinity for one that was refused for good. */
  readonly next: Millis;
}

/**
 * Renews roles before their end while they are pinned or in use and the MFA session lives, and tells a person in time of what only a touch renews.
 */
export const createRenewal = (
  { store, history }: Pick<SessionPorts, 'store' | 'history'>,
  broker: Pick<CredentialBroker, 'renew'>,
  agenda: Agenda,
): Renewal => {
  const tries = new Map<string, Tries>();
  const renewing = new Set<string>();
  /** Warnings that were given: one that was put away does not come back. */
  const told = new Set<string>();
  const stopping = new AbortController();
  const mfaSessionsOf = ({ source }: HeldRole): string =>
    store
      .state()
      .mfaSessions.flatMap((mfa) => (mfa.source === source ? [`${mfa.mfaSerial} ${mfa.expires}`] : []))
      .join(' ');
  const triesOf = (session: HeldRole): Tries | undefined => {
    const made = tries.get(session.accessKeyId);
    return made?.from === mfaSessionsOf(session) ? made : undefined;
  };
  const renewals = (now: Millis) => {
    const { heldRoles, mfaSessions } = store.state();
    if (heldRoles.length === 0) return [];
    const settings = store.state().settings;
    return heldRoles.flatMap((session) => {
      const planned = renewsAt(session, mfaSessions, settings);
      if (planned === undefined || session.expires <= now || renewing.has(session.accessKeyId)) return [];
      return [{ session, at: Math.max(planned, triesOf(session)?.next ?? 0) }];
    });
  };

  /** What ends in a way that only a touch renews, and when that is to be told. */
  const warnings = (now: Millis) => {
    const { mfaSessions, heldRoles } = store.state();
    const all = [
      ...mfaSessions.map(
        ({ source, expires }) => ({ id: `ends ${source} ${expires}`, what: 'mfa-session', name: source, ends: expires }) as const,
      ),
      ...heldRoles
        .filter(({ via, guarded }) => via === 'direct' && !guarded)
        .map(({ profile, expires }) => ({ id: `ends ${profile} ${expires}`, what: 'direct', name: profile, ends: expires }) as const),
    ];
    return all.filter(({ ends }) => ends > now);
  };

  const renew = async (session: HeldRole): Promise<void> => {
    const { accessKeyId, profile, target } = session;
    const before = triesOf(session);
    const from = mfaSessionsOf(session);
    renewing.add(accessKeyId);
    const renewed = await broker.renew(target, { kind: 'renewal' }, stopping.signal);
    renewing.delete(accessKeyId);
    if (renewed.ok) store.change(withoutAlerts(({ id }) => id === `renewal ${profile}`));
    if (renewed.ok || renewed.problem.code === 'cancelled') return;
    const { problem } = renewed;
    const count = (before?.count ?? 0) + 1;
    const isPassing = passing.has(problem.code);
    const pause = pauses[Math.min(count, pauses.length) - 1] ?? 0;
    tries.set(accessKeyId, { from, count, next: isPassing ? history.now() + pause : Number.POSITIVE_INFINITY });
    // A touch is wanted when the MFA session ended meanwhile: its own warning tells that.
    if (!isPassing && problem.code !== 'touch-wanted')
      store.change(withAlert({ id: `renewal ${profile}`, kind: 'renewal-failed', profile, problem }));
    agenda.look();
  };

  agenda.add({
    moments: (now) => [
      ...renewals(now).map(({ at }) => at),
      ...warnings(now).map(({ id, ends }) => (told.has(id) ? ends : ends - warningLead)),
    ],
    onDue: (now) => {
      for (const { session, at } of renewals(now)) if (at <= now) void renew(session);
      const open = warnings(now);
      store.change(withoutAlerts((alert) => alert.kind === 'ends-soon' && !open.some(({ id }) => id === alert.id)));
      for (const { ends, ...alert } of open) {
        if (ends - warningLead > now || told.has(alert.id)) continue;
        told.add(alert.id);
        store.change(withAlert({ ...alert, kind: 'ends-soon', ends }));
      }
    },
  });
  return { stop: () => stopping.abort() };
};
