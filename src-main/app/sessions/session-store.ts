import type { TemporaryCredentials } from '../../aws/caller.ts';
import type { SecretPlace } from '../../storage/secret-place.ts';
import { isObject, parseAsker, parseKey } from '../history/stored-fields.ts';
import type { SessionStore, StoredMfaSession, StoredRoleSession, StoredSessions } from '../ports.ts';

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

const credentialsOf = (value: unknown): TemporaryCredentials | undefined => {
  if (!isObject(value)) return undefined;
  const { accessKeyId, secretAccessKey, sessionToken, expires } = value;
  if (!isText(accessKeyId) || !isText(secretAccessKey) || !isText(sessionToken) || !isTime(expires)) return undefined;
  return { accessKeyId, secretAccessKey, sessionToken, expires };
};

const mfaOf = (value: Record<string, unknown>): StoredMfaSession | undefined => {
  const { source, accessKeyId, mfaSerial, since } = value;
  const credentials = credentialsOf(value.credentials);
  if (!isText(source) || !isText(accessKeyId) || !isText(mfaSerial) || !credentials) return undefined;
  return { source, accessKeyId, mfaSerial, credentials, ...(isTime(since) ? { since } : {}) };
};

const roleOf = (value: Record<string, unknown>): StoredRoleSession | undefined => {
  const { target, profile, roleArn, source, sourceKey, via, since, inFile, guarded, used, key } = value;
  const credentials = credentialsOf(value.credentials);
  if (!isText(target) || !isText(profile) || !isText(roleArn) || !isText(source) || !isText(sourceKey) || !credentials) return undefined;
  if (!isTime(since) || !isTime(used)) return undefined;
  const touched = parseKey(key);
  return {
    target,
    profile,
    roleArn,
    source,
    sourceKey,
    via: via === 'direct' ? 'direct' : 'mfa-session',
    since,
    used,
    inFile: inFile === true,
    guarded: guarded === true,
    asker: parseAsker(value.asker) ?? { kind: 'renewal' },
    credentials,
    ...(touched ? { key: touched } : {}),
  };
};

/** The name that a session has in every place: for an MFA session its key and device, for a role session its target. */
const nameOf = (session: StoredMfaSession | StoredRoleSession): string =>
  'mfaSerial' in session ? `mfa ${session.accessKeyId} ${session.mfaSerial}` : `role ${session.target}`;

const toSecrets = ({ mfa, roles }: StoredSessions): ReadonlyMap<string, string> =>
  new Map([...mfa, ...roles].map((session) => [nameOf(session), JSON.stringify(session)]));

const parse = (name: string, text: string): StoredMfaSession | StoredRoleSession | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return undefined;
    return name.startsWith('mfa ') ? mfaOf(value) : roleOf(value);
  } catch {
    return undefined;
  }
};

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
