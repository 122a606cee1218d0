import { defined } from '../../base/defined.ts';
import type {
  LastDevice,
  ShownTrailEvent,
  TrailEvent,
  TrailGap,
  TrailOrigin,
  TrailSession,
  TrailView,
} from '../../contract/sessions/trail.ts';
import type { OwnSession } from './own-sessions.ts';

/** What was read so far, and what tells whose it is. */
export interface FoundTrail {
  readonly from: number;
  readonly to: number;
  readonly regions: readonly string[];
  readonly events: readonly TrailEvent[];
  /** Of the span. */
  readonly sessions: readonly OwnSession[];
  /** Access keys of all sessions that Roletap opened here, older ones and those of MFA sessions included; of roles with their names. */
  readonly ownKeys: ReadonlyMap<string, string | undefined>;
  /** Names of the person's users, and their MFA devices. */
  readonly mine: ReadonlySet<string>;
  readonly gaps: readonly TrailGap[];
  readonly isReading: boolean;
}

/** The access keys of MFA sessions with which Roletap opened roles: who opened a session of ours is ours. */
const withCallers = (events: readonly TrailEvent[], ownKeys: FoundTrail['ownKeys']): FoundTrail['ownKeys'] => {
  const keys = new Map(ownKeys);
  for (const { signIn, accessKeyId } of events) {
    const opened = signIn?.accessKeyId;
    // A long-term key is on other computers as well.
    if (opened !== undefined && ownKeys.has(opened) && accessKeyId?.startsWith('ASIA') && !keys.has(accessKeyId))
      keys.set(accessKeyId, undefined);
  }
  return keys;
};

/** An event is of this computer when a key of ours signed it, or when it gave us one; a sign-in to the console when a session of ours stands behind it. */
const originOf = (event: TrailEvent, keys: FoundTrail['ownKeys'], ownArns: ReadonlySet<string>): TrailOrigin => {
  const { accessKeyId = '', arn = '', signIn } = event;
  if (keys.has(accessKeyId) || keys.has(signIn?.accessKeyId ?? '')) return 'here';
  if (signIn?.kind === 'console') return ownArns.has(arn) ? 'here' : 'elsewhere';
  // A code or a key buys a session; only what came of it says where.
  return accessKeyId.startsWith('AKIA') && signIn?.accessKeyId === undefined ? 'key' : 'elsewhere';
};

const byCount = (values: readonly string[]): readonly string[] => {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value);
};

const sessionView = ({ accessKeyId, profile, accountId, since, until }: OwnSession, events: readonly TrailEvent[]): TrailSession => ({
  accessKeyId,
  profile,
  accountId,
  since,
  until,
  calls: events.length,
  errors: events.filter(({ error }) => error !== undefined).length,
  services: byCount(events.map(({ service }) => service)),
  from: byCount(events.map(({ from }) => from)),
});

const lastDevices = (events: readonly ShownTrailEvent[]): readonly LastDevice[] => {
  const last = new Map<string, LastDevice>();
  for (const { who, at, signIn, error, isMine } of events) {
    if (signIn?.device === undefined || error !== undefined || who === '' || last.has(who)) continue;
    last.set(who, { who, device: signIn.device, at, isMine });
  }
  return [...last.values()];
};

/** The trail as it is shown. Pure; the events are in any order. */
export const trailView = ({ from, to, regions, events, sessions, ownKeys, mine, gaps, isReading }: FoundTrail): TrailView => {
  const keys = withCallers(events, ownKeys);
  const ofSessions = new Map<string, TrailEvent[]>();
  for (const event of events) {
    if (event.accessKeyId === undefined || !keys.has(event.accessKeyId)) continue;
    const all = ofSessions.get(event.accessKeyId);
    if (all) all.push(event);
    else ofSessions.set(event.accessKeyId, [event]);
  }
  const own = [...ofSessions.values()].flat();
  const ownArns = new Set(own.flatMap(({ arn }) => arn ?? []));
  const names = new Set([...mine, ...own.map(({ who }) => who)]);
  const shown = events.map((event): ShownTrailEvent => {
    const origin = originOf(event, keys, ownArns);
    return {
      ...event,
      origin,
      isMine: origin === 'here' || names.has(event.who) || (event.signIn?.device !== undefined && mine.has(event.signIn.device)),
      ...defined({ profile: keys.get(event.accessKeyId ?? '') ?? keys.get(event.signIn?.accessKeyId ?? '') }),
    };
  });
  shown.sort((a, b) => b.at - a.at);
  return {
    from,
    to,
    regions,
    isReading,
    events: shown,
    sessions: sessions.map((session) => sessionView(session, ofSessions.get(session.accessKeyId) ?? [])),
    devices: lastDevices(shown),
    gaps,
  };
};
