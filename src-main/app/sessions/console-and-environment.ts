import { parseRoleArn, partitionOfRegion } from '../../aws/arn.ts';
import type { Federation } from '../../aws/http/federation-url.ts';
import { environmentText, type RoleEnvironment } from '../../aws/profiles/environment.ts';
import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import { type Failure, failed, ok, type Result } from '../../contract/result.ts';
import { type Browsers, type ConsoleWish, isService } from '../../contract/sessions/console.ts';
import type { EnvironmentFormat } from '../../contract/tools.ts';
import type { Asker } from '../../contract/values.ts';
import type { ClipboardExpiry } from '../codes/clipboard-expiry.ts';
import type { FrontEnd } from '../front-end.ts';
import type { Clipboard } from '../ports.ts';
import { createConsolePlaces, type OpenedConsole } from '../roles/console-places.ts';
import { variablesFor } from '../roles/role-files.ts';
import { tellFailure, withCode } from '../state/store.ts';
import type { CredentialsRequest, HandedOut } from './credential-broker.ts';
import type { SessionPorts } from './session-ports.ts';

/** How a session is got: `SessionDeeds.credentials`. */
export type Ask = (request: CredentialsRequest, signal: AbortSignal) => Promise<Result<HandedOut>>;

export type ConsoleAndEnvironmentHandlers = {
  readonly [N in 'openConsole' | 'findBrowsers' | 'copyEnvironment']: (payload: CommandPayload<N>) => boolean;
};

/** What handing a session over takes. */
export interface HandOverPorts {
  readonly sessions: Pick<SessionPorts, 'store' | 'files' | 'history'>;
  readonly federation: Federation;
  readonly browsers: Browsers;
  readonly clipboard: Pick<Clipboard, 'writeSecret'>;
  readonly expiry: ClipboardExpiry;
}

/** A role's session into the hands of a browser or a shell. */
export interface ConsoleAndEnvironment {
  readonly browsers: Browsers['list'];
  readonly handlers: ConsoleAndEnvironmentHandlers;
  /** See `App.consoleUrl`. */
  readonly consoleUrl: (role: string, asker: Asker, signal: AbortSignal, wish?: ConsoleWish) => Promise<Result<string>>;
  /** The same, opened in a browser; says in which. */
  readonly openConsole: (role: string, asker: Asker, signal: AbortSignal, wish?: ConsoleWish) => Promise<Result<OpenedConsole>>;
  /** What sets a role's keys, as text. A secret. */
  readonly environment: (role: string, format: EnvironmentFormat, asker: Asker, signal: AbortSignal) => Promise<Result<string>>;
}

/** What stands for no file on both kinds of systems: it is missing where it is no device. */
const noFile = '/dev/null';

export const createConsoleAndEnvironment = (
  { sessions, federation, browsers, clipboard, expiry }: HandOverPorts,
  front: Pick<FrontEnd, 'openUrl' | 'lease'>,
  jobs: Jobs<Failure>,
  ask: Ask,
): ConsoleAndEnvironment => {
  const { store, files: awsFiles } = sessions;
  const { person } = sessions.history;

  const consoleUrl: ConsoleAndEnvironment['consoleUrl'] = async (role, asker, signal, { service, region: wanted } = {}) => {
    if (service !== undefined && !isService(service)) return failed({ code: 'service-bad', service });
    const known = awsFiles.catalog().byName.get(role);
    if (wanted !== undefined && known && partitionOfRegion(wanted) !== known.partition)
      return failed({ code: 'region-bad', region: wanted, partition: known.partition });
    if (known?.user) return failed({ code: 'console-own-user', profile: role });
    const handed = await ask({ role, asker, wait: true }, signal);
    if (!handed.ok) return handed;
    const { profile, roleArn, region, credentials } = handed.value;
    const { sessionToken } = credentials;
    // An access key, of which AWS makes no console; its user was refused before.
    if (sessionToken === undefined) return failed({ code: 'console-own-user', profile });
    const partition = parseRoleArn(roleArn)?.partition ?? 'aws';
    const endpoint = awsFiles.catalog().byName.get(profile)?.endpoint ?? { region };
    const start = { partition, region: wanted ?? region, ...defined({ service }) };
    return federation.signinUrl({ credentials: { ...credentials, sessionToken }, ...start, endpoint }, signal);
  };

  const places = createConsolePlaces({ store, catalog: awsFiles.catalog, browsers }, front);

  const openConsole: ConsoleAndEnvironment['openConsole'] = async (role, asker, signal, wish = {}) => {
    // Before a touch is asked for: is there such a browser?
    const place = await places.find(role, wish.browser, wish.keepFor);
    if (!place.ok) return place;
    const url = await consoleUrl(role, asker, signal, wish);
    if (!url.ok) return url;
    return signal.aborted ? failed({ code: 'cancelled' }) : place.value.open(url.value);
  };

  const environment: ConsoleAndEnvironment['environment'] = async (role, format, asker, signal) => {
    const handed = await ask({ role, asker, wait: true }, signal);
    if (!handed.ok) return handed;
    const { credentials, region, accountId, variables } = handed.value;
    return environmentText(format, { kind: 'keys', credentials, region, accountId, variables });
  };

  const endpointEnvironment = async (name: string, format: EnvironmentFormat): Promise<Result<string>> => {
    const found = awsFiles.resolve({ role: name });
    if (!found.ok) return found;
    const { role, profiles } = found.value;
    const lease = await front.lease(name);
    if (!lease.ok) return lease;
    const made: RoleEnvironment = {
      kind: 'endpoint',
      ...lease.value,
      region: role.usedIn,
      hidden: profiles.defaultCredentials,
      noFile,
      variables: variablesFor(role, profiles),
    };
    return environmentText(format, made);
  };

  /** Like a code: marked as secret, and gone after the time that the settings say. */
  const copy = async (text: string): Promise<Result<void>> => {
    const copied = await clipboard.writeSecret(text);
    if (!copied.ok) return copied;
    // A code that was there before is there no more.
    if (store.state().code.kind === 'copied') store.change(withCode({ kind: 'idle' }));
    expiry.hold(store.state().settings.clipboardSeconds * 1000, () => {});
    return ok(undefined);
  };

  /** Starts something; its failure is a notice. */
  const start = (name: string, work: (signal: AbortSignal) => Promise<Result<unknown>>): boolean => {
    void jobs.join(name, undefined, work).then(tellFailure(store));
    return true;
  };

  return {
    browsers: browsers.list,
    consoleUrl,
    openConsole,
    environment,
    handlers: {
      openConsole: ({ role, full: _, ...wish }) =>
        start(`console ${role} ${wish.browser ?? ''}`, (signal) => openConsole(role, person, signal, wish)),
      findBrowsers: () => start('browsers', places.show),
      copyEnvironment: ({ role, format, how }) =>
        start(`environment ${role} ${format} ${how}`, async (signal) => {
          const text = how === 'endpoint' ? await endpointEnvironment(role, format) : await environment(role, format, person, signal);
          if (!text.ok) return text;
          return signal.aborted ? failed({ code: 'cancelled' }) : copy(text.value);
        }),
    },
  };
};
