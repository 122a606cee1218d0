import type { Jobs } from '../base/jobs.ts';
import { type Command, type CommandAnswer, type CommandName, type CommandPayload, parseCommand } from '../contract/commands.ts';
import type { Failure, Result } from '../contract/result.ts';
import { shellWord } from '../contract/text.ts';
import type { ClipboardExpiry } from './codes/clipboard-expiry.ts';
import type { CodePorts } from './codes/code-request.ts';
import { copyCode } from './codes/copy-code.ts';
import type { DevicesHandlers } from './devices/commands.ts';
import type { EnrollHandlers } from './enroll/commands.ts';
import type { FrontEnd } from './front-end.ts';
import type { TodayHandlers } from './history/today-screen.ts';
import type { PageHandlers } from './pages/pages.ts';
import type { World } from './ports.ts';
import type { Answer } from './questions.ts';
import type { RoleFinder } from './roles/role-discovery.ts';
import type { ConsoleAndEnvironmentHandlers } from './sessions/console-and-environment.ts';
import { endAllSessions, endSession } from './sessions/end-session.ts';
import type { SessionHandlers } from './sessions/session-commands.ts';
import type { SessionPorts } from './sessions/session-ports.ts';
import { withCode, withTap } from './state/changes.ts';
import { tellFailure } from './state/store.ts';

/** True when the command could be taken now. */
type Handlers = { readonly [N in CommandName]: (payload: CommandPayload<N>) => boolean };

/** What the commands that belong to no room take. */
export interface CommandPorts {
  readonly world: Pick<World, 'keys' | 'clipboard' | 'demo'>;
  readonly sessions: SessionPorts;
  readonly codes: CodePorts;
  readonly expiry: ClipboardExpiry;
  /** Asks for a key's OATH password. */
  readonly unlock: (keyId: string, signal: AbortSignal) => Promise<Result<void>>;
}

/** Every command's handler, and the one place that checks what came over a border. */
export const createCommandTable = (
  { world, sessions, codes, expiry, unlock }: CommandPorts,
  front: Pick<FrontEnd, 'startDemo' | 'hideWindow' | 'quit'>,
  jobs: Jobs<Failure>,
  care: EnrollHandlers &
    DevicesHandlers &
    PageHandlers &
    TodayHandlers &
    SessionHandlers &
    RoleFinder['handlers'] &
    ConsoleAndEnvironmentHandlers,
): ((name: unknown, payload: unknown) => CommandAnswer) => {
  const { store } = sessions;
  const { questions } = codes;

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

  const handlers: Handlers = {
    ...care,
    cancelTap: ({ role }) => jobs.cancel(`tap ${role}`),
    end: ({ target }) => start(endSession(sessions, target)),
    endAll: () => start(endAllSessions(sessions)),
    copyCode: ({ keyId, account }) => {
      const state = world.keys.state();
      const key = state.kind === 'ready' ? state.keys.find((entry) => entry.id === keyId) : undefined;
      const found = key?.accounts.find((entry) => entry.id === account);
      if (!key || !found || store.state().code.kind === 'waiting') return false;
      void jobs.join('code', undefined, (signal) =>
        copyCode(codes, { store, expiry, clipboard: world.clipboard }, { key, account: found }, signal),
      );
      return true;
    },
    cancelCode: () => jobs.cancel('code'),
    cancel: ({ waiting }) => questions.reply(waiting, ['touch', 'password', 'insert', 'pick', 'step'], cancelled),
    answerPassword: ({ waiting, password, remember }) =>
      questions.reply(waiting, ['password'], { kind: 'answered', value: password, remember }),
    answerPick: ({ waiting, choice }) => questions.reply(waiting, ['pick'], { kind: 'answered', value: choice, remember: false }),
    unlock: ({ keyId }) => start(jobs.join(`unlock ${keyId}`, undefined, (signal) => unlock(keyId, signal))),
    refresh: () => {
      world.keys.refresh();
      void sessions.files.refresh();
      return true;
    },
    dismiss: ({ role }) => store.state().taps.get(role)?.kind === 'failed' && taken(() => store.change(withTap(role, undefined))),
    dismissCode: () => ['failed', 'copied'].includes(store.state().code.kind) && taken(() => store.change(withCode({ kind: 'idle' }))),
    startDemo: () => !world.demo && taken(front.startDemo),
    demoTouch: () => (world.demo ? taken(world.demo.touch) : false),
    // A control character ends or edits the line that it is pasted into.
    copyProfile: ({ target }) => !/\p{Cc}/u.test(target) && start(world.clipboard.writeText(`aws --profile ${shellWord(target)}`)),
    hideWindow: () => taken(front.hideWindow),
    quit: () => taken(front.quit),
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
