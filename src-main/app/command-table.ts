import type { Jobs } from '../base/jobs.ts';
import { type Command, type CommandAnswer, type CommandName, type CommandPayload, parseCommand } from '../contract/commands.ts';
import type { Failure, Result } from '../contract/result.ts';
import { shellWord } from '../contract/text.ts';
import type { CertificatePageHandlers } from './certificates/certificates-page.ts';
import type { CodeDeeds } from './codes/code-deeds.ts';
import type { DevicesHandlers } from './devices/commands.ts';
import type { EnrollHandlers } from './enroll/commands.ts';
import type { FrontEnd } from './front-end.ts';
import type { ActivityHandlers } from './history/activity-page.ts';
import type { KeyPlaceHandlers } from './pages/key-place.ts';
import type { PageHandlers } from './pages/pages.ts';
import type { ProgramHandlers } from './pages/programs.ts';
import type { Ports } from './ports.ts';
import { type Answer, type Questions, waitingKinds } from './questions.ts';
import type { RoleFinder } from './roles/role-discovery.ts';
import type { MarkHandlers } from './roles/role-marks.ts';
import type { RotationHandlers } from './rotate/rotation-handlers.ts';
import type { ConsoleAndEnvironmentHandlers } from './sessions/console-and-environment.ts';
import type { SessionDeeds } from './sessions/session-deeds.ts';
import type { SessionPorts } from './sessions/session-ports.ts';
import type { TapRequest } from './sessions/tap-request.ts';
import { tellFailure, withCode, withGuardOffer, withoutAlerts, withTap } from './state/store.ts';
import type { PeopleHandlers } from './team-page/people-page.ts';
import type { TrailHandlers } from './trail/trail-page.ts';
import type { HeldBackEnds } from './undo/held-back-end.ts';
import type { UpdateHandlers } from './updates/updates.ts';

/** True when the command could be taken now. */
type Handlers = { readonly [N in CommandName]: (payload: CommandPayload<N>) => boolean };

/** What the commands that belong to no room take. */
export interface CommandPorts {
  readonly outside: Pick<Ports, 'keys' | 'clipboard' | 'demo'>;
  readonly sessions: Pick<SessionPorts, 'store' | 'files' | 'held'>;
  readonly questions: Questions;
  readonly deeds: SessionDeeds & CodeDeeds;
  readonly ends: HeldBackEnds;
}

/** Every command's handler, and the one place that checks what came over a border. */
export const createCommandTable = (
  { outside, sessions, questions, deeds, ends }: CommandPorts,
  front: Pick<FrontEnd, 'startDemo' | 'hideWindow' | 'restart'>,
  jobs: Jobs<Failure>,
  care: EnrollHandlers &
    DevicesHandlers &
    PageHandlers &
    CertificatePageHandlers &
    ProgramHandlers &
    UpdateHandlers &
    ActivityHandlers &
    TrailHandlers &
    MarkHandlers &
    RotationHandlers &
    KeyPlaceHandlers &
    PeopleHandlers &
    RoleFinder['handlers'] &
    ConsoleAndEnvironmentHandlers,
): ((name: unknown, payload: unknown) => CommandAnswer) => {
  const { store, files, held } = sessions;

  /** Starts something; its failure is a notice. */
  const start = (outcome: Promise<Result<unknown>>): boolean => {
    void outcome.then(tellFailure(store));
    return true;
  };
  const taken = (effect: () => void): boolean => {
    effect();
    return true;
  };
  const cancelled: Answer = { kind: 'cancelled' };

  /** How it goes is shown in the role's own row. */
  const inRow = (role: string, work: (signal: AbortSignal) => Promise<Result<unknown>>): boolean => {
    void jobs.join(`tap ${role}`, undefined, work);
    return true;
  };
  const tap = (request: TapRequest): boolean => inRow(request.role, (signal) => deeds.tap(request, signal));
  /** Signs in once for all roles of a sign-in, and opens them. */
  const signIn = ([first, ...others]: readonly string[]): boolean =>
    first !== undefined &&
    inRow(first, async (signal) => {
      const opened = await deeds.tap({ role: first, signIn: true }, signal);
      if (opened.ok) for (const role of others) tap({ role });
      return opened;
    });
  /** What looks like production is opened, by whatever way, after a word about guarding it; undefined where there is none to say. */
  const guardFirst = (role: string, command: Command): true | undefined => {
    if (files.catalog().byName.get(role)?.guard !== 'offered') return undefined;
    store.change(withGuardOffer({ role, command }));
    return true;
  };
  /** What a tap of this name opens. */
  const usual = (role: string): string => files.catalog().byName.get(role)?.usual ?? role;
  const renewAll = (source?: string): boolean =>
    start(jobs.join(`renew all ${source ?? ''}`, undefined, (signal) => deeds.renewAll(source, signal)));
  const isAlert = (id: string): boolean => store.state().alerts.some((alert) => alert.id === id);
  const putAway = (id: string): void => store.change(withoutAlerts((alert) => alert.id === id));

  const here = (line: string): string => outside.demo?.command(line) ?? line;

  const handlers: Handlers = {
    ...care,
    tap: ({ role: name, full = false }) => {
      const role = full ? name : usual(name);
      return guardFirst(role, { name: 'tap', payload: { role, full: true } }) ?? tap({ role });
    },
    tapLimited: ({ role, limits }) => {
      void deeds.limit({ role, limits }).then((made) => {
        if (made.ok) tap({ role: made.value });
        else store.change(withTap(role, { kind: 'failed', problem: made.problem }));
      });
      return true;
    },
    openConsole: ({ full, ...wish }) => {
      const payload = { ...wish, role: full ? wish.role : usual(wish.role), full: true } as const;
      return guardFirst(payload.role, { name: 'openConsole', payload }) ?? care.openConsole(payload);
    },
    // The endpoint's address opens nothing yet.
    copyEnvironment: (payload) =>
      (payload.how === 'keys' ? guardFirst(payload.role, { name: 'copyEnvironment', payload }) : undefined) ??
      care.copyEnvironment(payload),
    answerGuard: ({ role, on }) => {
      const { guardOffer } = store.state();
      if (guardOffer?.role !== role) return false;
      store.change(withGuardOffer(undefined));
      return care.setGuard({ role, on }) && take(guardOffer.command);
    },
    dismissGuard: () => store.state().guardOffer !== undefined && taken(() => store.change(withGuardOffer(undefined))),
    tapFresh: ({ role }) => tap({ role, fresh: true }),
    tapSigningIn: ({ role }) => tap({ role, signIn: true }),
    tapTyped: ({ role }) => tap({ role, typed: true }),
    tapReplacing: ({ role }) => tap({ role, replace: true }),
    cancelTap: ({ role }) => jobs.cancel(`tap ${role}`),
    renew: ({ role }) =>
      held.roles().some(({ profile, guarded }) => profile === role && !guarded) && inRow(role, (signal) => deeds.renew(role, signal)),
    renewAll: () => held.list().length > 0 && renewAll(),
    // What is not there is told by the end itself.
    end: ({ target }) => ends.begin(target) || start(deeds.end(target)),
    endAll: () => ends.begin() || start(deeds.endAll()),
    undoEnd: ({ ended }) => ends.undo(ended),
    answerAlert: ({ alert: id }) => {
      const alert = store.state().alerts.find((entry) => entry.id === id);
      if (!alert) return false;
      putAway(id);
      switch (alert.kind) {
        case 'ends-soon':
          return alert.what === 'mfa-session' ? renewAll(alert.name) : tap({ role: alert.name });
        case 'touch-wanted':
          return tap({ role: alert.profile });
        case 'signed-out':
          return signIn(alert.roles);
        case 'renewal-failed':
          return true;
        case 'certificate-ends':
          return handlers.renewRole({ profile: alert.profile });
      }
    },
    dismissAlert: ({ alert }) => isAlert(alert) && taken(() => putAway(alert)),
    copyCode: ({ keyId, account }) => {
      const state = outside.keys.state();
      const key = state.kind === 'ready' ? state.keys.find((entry) => entry.id === keyId) : undefined;
      const found = key?.accounts.find((entry) => entry.id === account);
      if (!key || !found || store.state().code.kind === 'waiting') return false;
      void jobs.join('code', undefined, (signal) => deeds.copyCode({ key, account: found }, signal));
      return true;
    },
    cancelCode: () => jobs.cancel('code'),
    cancel: ({ waiting }) => questions.reply(waiting, waitingKinds, cancelled),
    answerPassword: ({ waiting, password, remember }) =>
      questions.reply(waiting, ['password'], { kind: 'answered', value: password, remember }),
    typeCode: ({ waiting }) => questions.reply(waiting, ['insert', 'pick'], { kind: 'instead' }),
    answerCode: ({ waiting, code }) => questions.reply(waiting, ['code'], { kind: 'answered', value: code, remember: false }),
    answerPin: ({ waiting, pin, lastTry }) => {
      // Bytes of its own: those of the message are overwritten by whoever sent them.
      const bytes = Uint8Array.from(pin);
      pin.fill(0);
      const isTaken = questions.reply(waiting, ['pin'], { kind: 'secret', bytes, lastTry });
      // Nobody's to overwrite, where the question is gone.
      if (!isTaken) bytes.fill(0);
      return isTaken;
    },
    answerPick: ({ waiting, choice }) => questions.reply(waiting, ['pick'], { kind: 'answered', value: choice, remember: false }),
    unlock: ({ keyId }) => start(jobs.join(`unlock ${keyId}`, undefined, (signal) => deeds.unlock(keyId, signal))),
    refresh: () => {
      outside.keys.refresh();
      void files.refresh();
      return true;
    },
    dismiss: ({ role }) => store.state().taps.get(role)?.kind === 'failed' && taken(() => store.change(withTap(role, undefined))),
    dismissCode: () => ['failed', 'copied'].includes(store.state().code.kind) && taken(() => store.change(withCode({ kind: 'idle' }))),
    startDemo: () => !outside.demo && taken(front.startDemo),
    demoTouch: () => (outside.demo ? taken(outside.demo.touch) : false),
    // A control character ends or edits the line that it is pasted into.
    copyProfile: ({ target }) => !/\p{Cc}/u.test(target) && start(outside.clipboard.writeText(here(`aws --profile ${shellWord(target)}`))),
    hideWindow: () => taken(front.hideWindow),
    restart: () => taken(front.restart),
  };

  const take = <N extends CommandName>(command: Extract<Command, { readonly name: N }>): boolean =>
    // The parser gave the payload of this very command; TypeScript does not follow the name into the table.
    (handlers[command.name] as (payload: unknown) => boolean)(command.payload);

  return (name, payload) => {
    const command = parseCommand(name, payload);
    if (command) return take(command) ? { accepted: true } : { accepted: false, why: 'not-now' };
    return { accepted: false, why: typeof name === 'string' && Object.hasOwn(handlers, name) ? 'bad-payload' : 'unknown-command' };
  };
};
