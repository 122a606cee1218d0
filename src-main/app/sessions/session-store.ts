import * as v from 'valibot';
import { defined } from '../../base/defined.ts';
import { maybe, parsedJson } from '../../base/schema.ts';
import { limitsSchema } from '../../contract/sessions/limits-schema.ts';
import type { SecretPlace } from '../../storage/secret-place.ts';
import { storedAsker, storedKey } from '../history/stored-fields.ts';
import type { SessionStore, StoredMfaSession, StoredRoleSession, StoredSessions } from '../stored-sessions.ts';

const text = v.pipe(v.string(), v.nonEmpty());
const time = v.pipe(v.number(), v.finite());
const credentials = v.object({ accessKeyId: text, secretAccessKey: text, sessionToken: text, expires: time });

const mfaSession = v.pipe(
  v.object({ source: text, accessKeyId: text, mfaSerial: text, credentials, since: maybe(time) }),
  v.transform((session): StoredMfaSession => defined(session)),
);

const roleSession = v.pipe(
  v.object({
    target: text,
    profile: text,
    roleArn: text,
    source: text,
    sourceKey: text,
    via: v.fallback(v.picklist(['mfa-session', 'direct']), 'mfa-session'),
    since: time,
    used: time,
    inFile: v.fallback(v.boolean(), false),
    guarded: v.fallback(v.boolean(), false),
    asker: v.fallback(storedAsker, { kind: 'renewal' }),
    given: v.fallback(v.array(v.object({ asker: storedAsker, until: time })), []),
    credentials,
    key: maybe(storedKey),
    // Limits that do not fit are no reason to take the session for one without.
    of: v.optional(text),
    limits: v.optional(limitsSchema),
  }),
  v.transform((session): StoredRoleSession => defined(session)),
);

/** The name that a session has in every place: for an MFA session its key and device, for a role session its target. */
const nameOf = (session: StoredMfaSession | StoredRoleSession): string =>
  'mfaSerial' in session ? `mfa ${session.accessKeyId} ${session.mfaSerial}` : `role ${session.target}`;

const toSecrets = ({ mfa, roles }: StoredSessions): ReadonlyMap<string, string> =>
  new Map([...mfa, ...roles].map((session) => [nameOf(session), JSON.stringify(session)]));

const parse = (name: string, json: string): StoredMfaSession | StoredRoleSession | undefined =>
  parsedJson(name.startsWith('mfa ') ? mfaSession : roleSession, json);

/** An older version noted of MFA sessions only when they end. */
const isNewer = (one: StoredMfaSession | StoredRoleSession, other: StoredMfaSession | StoredRoleSession): boolean =>
  one.since === undefined || other.since === undefined ? one.credentials.expires > other.credentials.expires : one.since > other.since;

/**
 * Sessions in both places: the login's memory, which window and terminal share and which ends with the login, and the keyring, which lasts. Of two
 * that differ the one that was opened later counts: it may end earlier, as a guarded one in the place of a direct one does.
 */
export const createSessionStore = (places: { readonly login: SecretPlace; readonly keyring: SecretPlace }): SessionStore => ({
  load: async () => {
    const newest = new Map<string, StoredMfaSession | StoredRoleSession>();
    for (const secrets of [await places.login.load(), await places.keyring.load()]) {
      for (const [name, text] of secrets) {
        const session = parse(name, text);
        const other = newest.get(name);
        if (session && (!other || isNewer(session, other))) newest.set(name, session);
      }
    }
    const all = [...newest.values()];
    return {
      mfa: all.filter((session): session is StoredMfaSession => 'mfaSerial' in session),
      roles: all.filter((session): session is StoredRoleSession => !('mfaSerial' in session)),
    };
  },
  save: async (sessions) => {
    const secrets = toSecrets(sessions);
    await Promise.all([places.login.save(secrets), places.keyring.save(secrets)]);
  },
  forget: async (sessions) => {
    const names = sessions === 'all' ? 'all' : sessions.map(nameOf);
    await Promise.all([places.login.forget(names), places.keyring.forget(names)]);
  },
  keeps: () => (places.keyring.keeps() ? 'keyring' : places.login.keeps() ? 'login' : 'process'),
});
