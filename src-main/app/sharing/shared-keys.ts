import type { KeyStore } from '../../aws/sources/source-types.ts';
import { ok, type Result } from '../../contract/result.ts';
import { type Asker, isSameAsker } from '../../contract/values.ts';
import type { KeptKeys } from '../key-store/kept-keys.ts';
import type { CatalogRole } from '../roles/catalog.ts';
import { variablesFor } from '../roles/role-files.ts';
import type { CredentialBroker, CredentialsRequest, HandedOut } from '../sessions/credential-broker.ts';
import type { SessionPorts } from '../sessions/session-ports.ts';
import { refusalOf } from '../state/refusals.ts';

/** A program asks again after so long, in milliseconds: then it meets a key that was rotated since, and an end of the sharing. */
const sharedMillis = 3_600_000;

/** What handing out kept access keys takes. */
export interface SharedKeyPorts {
  readonly sessions: Pick<SessionPorts, 'store' | 'files' | 'history'>;
  /** Says on the disk what is shared now, whoever changed it. */
  readonly keys: Pick<KeptKeys, 'list'>;
  /** Opens the store; `ask` asks a person for the passphrase where it takes one, `quiet` never does. */
  readonly load: { readonly ask: KeyStore['load']; readonly quiet: KeyStore['load'] };
}

/** Who has which key, until when their next one is a line of the history again. */
interface Noted {
  readonly accessKeyId: string;
  readonly asker: Asker;
  readonly until: number;
}

/**
 * Gives programs the access key itself in the place of the user's MFA session, for a profile that its person shares: no touch, no code. One that is guarded, or a
 * program that the person declined, goes the usual way. Each program that gets it is a line of the history, once an hour.
 */
export const withSharedKeys = (broker: CredentialBroker, { sessions, keys, load }: SharedKeyPorts): CredentialBroker => {
  const { store, files, history } = sessions;
  let noted: readonly Noted[] = [];

  /** The user of a kept key, asked for by its own name: that of another target means its session. */
  const keptUser = (name: string): CatalogRole | undefined => {
    const { files: read } = store.state();
    const role = files.catalog().byName.get(name);
    const isKept = read.kind === 'read' && read.profiles.sources.some((one) => one.profile === name && one.kind === 'store');
    return role?.user && isKept ? role : undefined;
  };
  const mayHave = ({ profile, guard }: CatalogRole, asker: Asker): boolean =>
    guard !== 'on' && refusalOf(store.state().refusals, profile, asker, history.now()) === undefined;

  const note = ({ profile, roleArn, accountId }: CatalogRole, accessKeyId: string, asker: Asker): void => {
    const at = history.now();
    noted = noted.filter(({ until }) => until > at);
    if (noted.some((one) => one.accessKeyId === accessKeyId && isSameAsker(one.asker, asker))) return;
    noted = [...noted, { accessKeyId, asker, until: at + sharedMillis }];
    void history.add({ at, event: 'shared', profile, roleArn, accountId, asker, accessKeyId });
  };

  /** Undefined for what goes the usual way. Problems: those of the key store. */
  const share = async (
    { role: name, asker, onBehalfOf = asker, wait }: CredentialsRequest,
    signal: AbortSignal,
  ): Promise<Result<HandedOut> | undefined> => {
    const role = keptUser(name);
    if (!role || !mayHave(role, onBehalfOf)) return undefined;
    const isShared = (await keys.list()).some(({ profile, shared }) => profile === name && shared);
    if (!isShared) return undefined;
    const key = await (wait ? load.ask : load.quiet)(name, signal);
    if (!key.ok) return key;
    note(role, key.value.accessKeyId, asker);
    const { files: read } = store.state();
    const { profile, roleArn, accountId } = role;
    const { accessKeyId, secretAccessKey } = key.value;
    return ok({
      target: profile,
      profile,
      roleArn,
      accountId,
      region: role.usedIn,
      variables: read.kind === 'read' ? variablesFor(role, read.profiles) : [],
      credentials: { accessKeyId, secretAccessKey, expires: history.now() + sharedMillis },
    });
  };

  return {
    ...broker,
    // Whether it is shared is asked of the disk, which is not for here.
    held: (name) => (keptUser(name) ? undefined : broker.held(name)),
    credentials: async (request, signal) => (await share(request, signal)) ?? broker.credentials(request, signal),
  };
};
