import type { App } from '../app/app.ts';
import type { EndpointLease, FrontEnd } from '../app/front-end.ts';
import type { Launcher } from '../app/ports.ts';
import type { HandedOut } from '../app/sessions/credential-broker.ts';
import type { Clock } from '../base/clock.ts';
import type { Problem } from '../contract/problems/problem.ts';
import { failed, ok, type Result } from '../contract/result.ts';
import { type Asker, personAt } from '../contract/values.ts';
import { createLeases } from './askers/leases.ts';
import { askerOf, tellsAsker } from './askers/peers.ts';
import { findByPort, stillRuns } from './askers/process-lookup.adapter.ts';
import type { CommandVariables } from './door/answers.ts';
import type { Broker, LeaseForCommand } from './door/door.ts';
import type { FilesOfAsker } from './door/protocol.ts';
import { createEndpoint, type Ports } from './endpoint/endpoint-server.adapter.ts';
import { createOwnLauncher } from './launcher/own-launcher.adapter.ts';
import { noteSessions } from './launcher/session-note.adapter.ts';
import { findSocketPath } from './socket/socket-place.adapter.ts';
import { createSocketServer } from './socket/socket-server.adapter.ts';

export interface DoorsNeeds {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Our data folder. */
  readonly folder: string;
  /** The folder of the bundles. */
  readonly programs: string;
  /** The demo has a socket of its own, that no program asks at by itself. */
  readonly demo: boolean;
  readonly version: string;
  readonly command: CommandEnvironment;
  /** A problem in one line. */
  readonly tellProblem: (problem: Problem) => string;
  readonly clock: Clock;
}

/** How a command is given a role: by an address, in variables of its environment. */
export interface CommandEnvironment {
  /** All variables that it may set and that it takes out. */
  readonly names: { readonly set: readonly string[]; readonly unset: readonly string[] };
  readonly variables: (
    handed: Pick<HandedOut, 'profile' | 'region' | 'variables'>,
    lease: EndpointLease,
    files: FilesOfAsker,
  ) => Promise<CommandVariables>;
}

/** The app as the doors see it. */
type ServedApp = Broker & Pick<App, 'handle' | 'ready' | 'snapshot' | 'subscribe'>;

/** Where the app meets other programs: the socket, the launcher that asks at it, and the endpoint of containers. */
export interface Doors {
  readonly launcher: Launcher;
  readonly lease: FrontEnd['lease'];
  /** Opens the socket for this app, and tells the app how that went. */
  readonly open: (app: ServedApp) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Who uses an address that a person copied is looked up no more often, in milliseconds: it takes a process of its own. */
const lookUpStep = 60_000;

/** Whoever holds the address and the token of a lease, where the system does not tell. */
const endpointUser: Asker = { kind: 'program', name: 'endpoint', pid: 0, sure: false };

export const createDoors = (needs: DoorsNeeds): Doors => {
  const { platform, env, folder, tellProblem, clock } = needs;
  const path = findSocketPath({ platform, env, folder, ...(needs.demo ? { runtime: false } : {}) });
  const launcher = createOwnLauncher({ ...needs, socket: path, variables: needs.command.names });
  let opening = Promise.resolve();
  let close = async () => {};
  let served: ServedApp | undefined;
  /** A command is who its address was made for; who uses one that a person copied is looked up. */
  const userOf = async (holder: Asker, ports: Ports): Promise<Asker> => {
    if (holder.kind === 'program') return holder;
    const uid = process.getuid?.();
    const peer = await findByPort(platform, ports.asker, ports.own, tellsAsker({}, uid));
    const found = peer.chain ? askerOf({}, peer, uid) : ok(endpointUser);
    return found.ok ? found.value : endpointUser;
  };
  /** When who uses a role's copied address was looked up last. */
  const lookedUp = new Map<string, number>();
  const askAtEndpoint = async (
    { role, holder }: { readonly role: string; readonly holder: Asker },
    signal: AbortSignal,
    ports: Ports,
  ): Promise<Result<HandedOut>> => {
    lookedUp.set(role, clock.now());
    const asker = await userOf(holder, ports);
    return served ? served.credentials({ role, asker, onBehalfOf: holder, wait: false }, signal) : failed({ code: 'app-missing', path });
  };
  const endpoint = createEndpoint({
    credentials: (lease, signal, ports) => {
      const isKnown = lease.holder.kind === 'program' || clock.now() - (lookedUp.get(lease.role) ?? 0) < lookUpStep;
      return (isKnown ? served?.held(lease.role) : undefined) ?? askAtEndpoint(lease, signal, ports);
    },
    tellProblem,
    clock,
  });
  const leases = createLeases();
  /** The address lives as long as the process that becomes the command, and asks anew when a session has ended. */
  const leaseForCommand: LeaseForCommand = async ({ role, handed, asker, pid, files }) => {
    const leased = await endpoint.lease(role, asker, pid === undefined ? undefined : stillRuns(pid));
    return leased.ok ? ok(await needs.command.variables(handed, leased.value, files)) : leased;
  };
  const openFor = async (app: ServedApp): Promise<void> => {
    served = app;
    const stopWatching = app.subscribe((snapshot) => leases.handle(snapshot.sessions));
    // The sessions of a demo are nobody's.
    const noted = needs.demo ? undefined : noteSessions(app, folder);
    const server = createSocketServer({
      path,
      platform,
      uid: process.getuid?.(),
      broker: app,
      lease: leaseForCommand,
      version: needs.version,
      tellProblem,
      clock,
    });
    close = async () => {
      stopWatching();
      await Promise.all([server.close(), endpoint.close(), noted?.stop()]);
    };
    const opened = await server.open();
    await app.handle({ kind: 'door', door: opened.ok ? { state: 'open', path } : { state: 'failed', problem: opened.problem } });
    await launcher.install();
  };
  return {
    launcher,
    lease: async (role) => {
      // Whoever copied the address.
      const leased = await endpoint.lease(role, personAt('tray'));
      if (leased.ok && served) leases.add(role, leased.value.release, served.snapshot().sessions);
      return leased;
    },
    open: (app) => {
      opening = openFor(app);
      return opening;
    },
    close: async () => {
      await opening;
      await close();
    },
  };
};
