import { iamUserOf } from '../../aws/iam/iam-user.ts';
import type { Source } from '../../aws/profiles/profile-types.ts';
import type { Millis } from '../../contract/values.ts';
import { heldSession } from '../roles/source.ts';
import { withRotations } from '../state/page-changes.ts';
import type { Store } from '../state/store.ts';
import type { Agenda } from '../time/scheduler.ts';
import { deleteRetiredKeys, unfinishedRotations } from './retired-keys.ts';
import type { RotationPorts } from './rotation-caller.ts';

/** After a tap that bought an MFA session, in milliseconds: what the person waits for goes first. */
const afterTap = 30_000;
/** From a swap of keys that was seen in the files to the end of that rotation, in milliseconds. */
const settleMillis = 60_000;
/** Where AWS did not tell, it is asked again after this, in milliseconds. */
const pause = 86_400_000;

/**
 * Does with an MFA session that lives anyway what needs no person: learns when the access keys in use were made (one question a key, as a date never changes), and
 * deletes old keys whose days of grace are over. No touch, and no key is opened. Returns the way to stop.
 */
export const createKeyUpkeep = (ports: RotationPorts & { readonly store: Store }, agenda: Agenda): (() => void) => {
  const { store, aws, files, journal } = ports;
  const stopping = new AbortController();
  const { signal } = stopping;
  /** By access key ID. */
  const asked = new Map<string, Millis>();

  const undated = (now: Millis): readonly { readonly source: Source; readonly from: Millis }[] => {
    const { settings, files: read, held } = store.state();
    if (settings.accessKeyDays === 0 || read.kind !== 'read') return [];
    return read.profiles.sources.flatMap((source) => {
      const session = held.mfa.find(({ accessKeyId, expires }) => accessKeyId === source.id && expires > now);
      if (!session || !files.home.isOurs(source) || Object.hasOwn(settings.accessKeyDates, source.id)) return [];
      const before = asked.get(source.id);
      return [{ source, from: before === undefined ? (session.since ?? now) + afterTap : before + pause }];
    });
  };

  const learn = async (source: Source): Promise<void> => {
    const session = heldSession(aws, source);
    if (!session) return;
    const { credentials } = session;
    const who = await aws.sts.callerIdentity({ source: source.profile, credentials, endpoint: source.endpoint }, signal);
    const user = who.ok ? iamUserOf(who.value.arn) : undefined;
    // What it tells is remembered as the answer to any such question is.
    if (user) await aws.iam.listAccessKeys({ source: source.profile, credentials, endpoint: source.iamEndpoint }, user.userName, signal);
  };

  /** Old keys and sessions that could not do it. */
  const tried = new Set<string>();
  const retired = (now: Millis): readonly { readonly name: string; readonly from: Millis }[] => {
    const { rotations, files: read, held } = store.state();
    if (read.kind !== 'read') return [];
    return rotations.flatMap(({ source, oldKey, deletesAt }) => {
      const owner = read.profiles.sources.find(({ profile }) => profile === source);
      const session = held.mfa.find(({ accessKeyId, expires }) => accessKeyId === owner?.id && expires > now);
      const name = `${oldKey} ${session?.sessionKeyId}`;
      if (!session || deletesAt === undefined || tried.has(name)) return [];
      return [{ name, from: Math.max(deletesAt, (session.since ?? now) + afterTap) }];
    });
  };
  const refresh = async (): Promise<void> => store.change(withRotations(await unfinishedRotations(journal)));

  // Another front end that rotates changes the files, or what the key store has, and goes on after that.
  let again: Millis | undefined;
  let seen = store.state().files;
  const stopListening = store.subscribe(() => {
    const { files: now } = store.state();
    if (now === seen) return;
    seen = now;
    again = aws.now() + settleMillis;
    void refresh();
  });

  agenda.add({
    moments: (now) => [...[...undated(now), ...retired(now)].map(({ from }) => from), ...(again === undefined ? [] : [again])],
    onDue: (now) => {
      if (again !== undefined && again <= now) {
        again = undefined;
        void refresh();
      }
      const due = retired(now).filter(({ from }) => from <= now);
      for (const { name } of due) tried.add(name);
      if (due.length > 0) void deleteRetiredKeys(ports, signal).then(refresh);
      for (const { source, from } of undated(now)) {
        // Two profiles may have the same key.
        if (from > now || asked.get(source.id) === now) continue;
        asked.set(source.id, now);
        void learn(source);
      }
    },
  });
  return () => {
    stopListening();
    stopping.abort();
  };
};
