import type { Jobs } from '../../base/jobs.ts';
import type { CommandName, CommandPayload } from '../../contract/commands.ts';
import type { Colour } from '../../contract/preferences.ts';
import type { Failure, Result } from '../../contract/result.ts';
import type { Settings } from '../ports.ts';
import { withoutAlerts, withTap } from '../state/changes.ts';
import { tellFailure } from '../state/store.ts';
import type { CredentialBroker } from './credential-broker.ts';
import { renewAll } from './renew-all.ts';
import type { SessionPorts } from './session-ports.ts';
import type { Tapped, TapRequest } from './tap-request.ts';

type SessionCommand = Extract<
  CommandName,
  | 'tap'
  | 'tapFresh'
  | 'renew'
  | 'renewAll'
  | 'setPinned'
  | 'setGuard'
  | 'setFavourite'
  | 'setColour'
  | 'setAlias'
  | 'answerAlert'
  | 'dismissAlert'
>;

export type SessionHandlers = { readonly [N in SessionCommand]: (payload: CommandPayload<N>) => boolean };

/** A name that a person gives to an AWS account is no longer than this. */
const aliasLimit = 64;

/** What is done with sessions from a window or a tray, and the marks that a person gives to roles and accounts. */
export const createSessionHandlers = (
  ports: SessionPorts,
  jobs: Jobs<Failure>,
  broker: CredentialBroker,
  tap: (request: TapRequest, signal: AbortSignal) => Promise<Result<Tapped>>,
): SessionHandlers => {
  const { store, files, held } = ports;
  const settings = () => store.state().settings;

  /** How a tap went is shown in its own row. */
  const startTap = (request: TapRequest): boolean => {
    void jobs.join(`tap ${request.role}`, undefined, (signal) => tap(request, signal));
    return true;
  };
  const startRenewAll = (source?: string): boolean => {
    void jobs.join(`renew all ${source ?? ''}`, undefined, (signal) => renewAll(ports, broker, source, signal)).then(tellFailure(store));
    return true;
  };
  const change = (next: (now: Settings) => Partial<Settings>): boolean => {
    store.settings.change(next);
    return true;
  };
  const isRole = (name: string): boolean => files.catalog().byName.has(name);
  const listed = (names: readonly string[], name: string, on: boolean): readonly string[] => [
    ...names.filter((other) => other !== name),
    ...(on ? [name] : []),
  ];
  const keyed = <T>(entries: Readonly<Record<string, T>>, key: string, value: T | undefined): Readonly<Record<string, T>> => {
    const { [key]: _before, ...rest } = entries;
    return value === undefined ? rest : { ...rest, [key]: value };
  };
  const isAwsAccount = (accountId: string): boolean => /^\d{12}$/.test(accountId);

  return {
    tap: ({ role }) => startTap({ role }),
    tapFresh: ({ role }) => startTap({ role, fresh: true }),
    renew: ({ role }) => {
      if (!held.roles().some(({ profile, guarded }) => profile === role && !guarded)) return false;
      void jobs.join(`tap ${role}`, undefined, async (signal) => {
        store.change(withTap(role, { kind: 'waiting', for: 'aws' }));
        const renewed = await broker.renew(role, ports.history.person, signal);
        const quiet = renewed.ok || renewed.problem.code === 'cancelled';
        store.change(withTap(role, quiet ? undefined : { kind: 'failed', problem: renewed.problem }));
        return renewed;
      });
      return true;
    },
    renewAll: () => held.list().length > 0 && startRenewAll(),
    setPinned: ({ role, on }) => isRole(role) && change(({ pinned }) => ({ pinned: listed(pinned, role, on) })),
    setFavourite: ({ role, on }) => isRole(role) && change(({ favourites }) => ({ favourites: listed(favourites, role, on) })),
    setGuard: ({ role, on }) => {
      // The settings' page names a guarded role that is in no list any more by its ARN.
      const roleArn = files.catalog().byName.get(role)?.roleArn ?? (Object.hasOwn(settings().guards, role) ? role : undefined);
      return roleArn !== undefined && change(({ guards }) => ({ guards: keyed(guards, roleArn, on) }));
    },
    setColour: ({ accountId, colour }) =>
      isAwsAccount(accountId) &&
      change(({ colours }) => ({ colours: keyed<Colour>(colours, accountId, colour === 'none' ? undefined : colour) })),
    setAlias: ({ accountId, alias }) => {
      const name = alias.trim();
      if (!isAwsAccount(accountId) || name.length > aliasLimit || /\p{Cc}/u.test(name)) return false;
      return change(({ aliases }) => ({ aliases: keyed(aliases, accountId, name === '' ? undefined : name) }));
    },
    answerAlert: ({ alert: id }) => {
      const alert = store.state().alerts.find((entry) => entry.id === id);
      if (!alert) return false;
      store.change(withoutAlerts((entry) => entry.id === id));
      switch (alert.kind) {
        case 'ends-soon':
          return alert.what === 'mfa-session' ? startRenewAll(alert.name) : startTap({ role: alert.name });
        case 'touch-wanted':
          return startTap({ role: alert.profile });
        case 'renewal-failed':
          return true;
      }
    },
    dismissAlert: ({ alert: id }) => {
      if (!store.state().alerts.some((entry) => entry.id === id)) return false;
      store.change(withoutAlerts((entry) => entry.id === id));
      return true;
    },
  };
};
