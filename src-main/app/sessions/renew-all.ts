import type { Source } from '../../aws/profiles/profile-types.ts';
import type { Problem } from '../../contract/problems.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { withoutAlerts } from '../state/changes.ts';
import type { CredentialBroker } from './credential-broker.ts';
import type { SessionPorts } from './session-ports.ts';

/** The sources whose MFA session lives, each with its device. */
const openSources = ({
  store,
  held,
}: Pick<SessionPorts, 'store' | 'held'>): readonly { readonly source: Source; readonly mfaSerial: string }[] => {
  const { files } = store.state();
  const sources = files.kind === 'read' ? files.profiles.sources : [];
  // Two devices may each have opened one; one touch renews both.
  return sources.flatMap((source) => {
    const session = held.list().find(({ accessKeyId }) => accessKeyId === source.accessKeyId);
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
