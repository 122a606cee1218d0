import { iamUserOf } from '../../aws/iam/iam-user.ts';
import type { Source } from '../../aws/profiles/profile-types.ts';
import type { Millis } from '../../contract/values.ts';
import { heldSession } from '../roles/source.ts';
import type { Agenda } from '../time/scheduler.ts';
import type { RotationPorts } from './rotation-caller.ts';

/** After a tap that bought an MFA session, in milliseconds: what the person waits for goes first. */
const afterTap = 30_000;
/** Where AWS did not tell, it is asked again after this, in milliseconds. */
const pause = 86_400_000;

/**
 * Learns when the access keys in use were made, with an MFA session that lives anyway: no touch, no key is opened, and one question a key, as a date never changes.
 * Returns the way to stop.
 */
export const createKeyUpkeep = (ports: Pick<RotationPorts, 'store' | 'aws' | 'files'>, agenda: Agenda): (() => void) => {
  const { store, aws, files } = ports;
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

  agenda.add({
    moments: (now) => undated(now).map(({ from }) => from),
    onDue: (now) => {
      for (const { source, from } of undated(now)) {
        // Two profiles may have the same key.
        if (from > now || asked.get(source.id) === now) continue;
        asked.set(source.id, now);
        void learn(source);
      }
    },
  });
  return () => stopping.abort();
};
