import type { App } from '../../app/app.ts';
import type { HandedOut } from '../../app/sessions/credential-broker.ts';
import { defined } from '../../base/defined.ts';
import { linkAbort } from '../../base/jobs.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { type Asker, isShell } from '../../contract/values.ts';
import {
  type Answer,
  type CommandVariables,
  environmentAnswer,
  jsonAnswer,
  problemAnswer,
  processDocument,
  programDocument,
} from './answers.ts';
import { type Asked, type Claim, type DoorRequest, type FilesOfAsker, limits, protocolVersion } from './protocol.ts';

/** The part of the app that hands out sessions. */
export type Broker = Pick<App, 'credentials' | 'held' | 'given' | 'limit' | 'end' | 'endAll' | 'programs'>;

/** Answers what comes in at the socket, whatever carries it. */
export interface Door {
  /** The signal aborts when the program has gone: then nobody is asked for it any more. */
  readonly answer: (request: DoorRequest, findAsker: FindAsker, signal: AbortSignal) => Promise<Result<Answer>>;
  /** Those who wait are told that there is nobody any more (app-missing). */
  readonly close: () => void;
}

/** A role that a command is to run with. */
export interface CommandRequest {
  /** The name that it was asked by. */
  readonly role: string;
  readonly handed: HandedOut;
  readonly asker: Asker;
  /** The process that becomes the command, where it said so. */
  readonly pid?: number;
  readonly files: FilesOfAsker;
}

/** An address for a command's role, as variables. Problem: port-taken. */
export type LeaseForCommand = (request: CommandRequest) => Promise<Result<CommandVariables>>;

/** Looks up who is at the other end; one that `waits` is given up when it is gone. Problem: request-bad. */
export type FindAsker = (claim: Claim, waits?: 'waits') => Promise<Result<Asker>>;

const sessionDocument = (handed: HandedOut) => ({
  target: handed.target,
  profile: handed.profile,
  roleArn: handed.roleArn,
  accountId: handed.accountId,
  region: handed.region,
  variables: Object.fromEntries(handed.variables),
  credentials: processDocument(handed),
});

/** `closed` is what those are told who still wait when it closes. */
export const createDoor = (needs: {
  readonly broker: Broker;
  readonly version: string;
  readonly closed: Problem;
  readonly lease: LeaseForCommand;
}): Door => {
  const { broker } = needs;
  /** What is done for each that waits when it closes. */
  const onClose = new Set<() => void>();
  let isClosed = false;
  let waiting = 0;

  /** The broker's answer, or `closed` as soon as the program ends. */
  const untilClosed = <T>(work: Promise<Result<T>>): Promise<Result<T>> => {
    if (isClosed) return Promise.resolve(failed(needs.closed));
    return new Promise((resolve, reject) => {
      const close = () => resolve(failed(needs.closed));
      onClose.add(close);
      work.then(resolve, reject).finally(() => onClose.delete(close));
    });
  };

  /** Who asks, and what they get. */
  interface Given {
    readonly handed: HandedOut;
    readonly asker: Asker;
  }

  const askFor = async ({ role, wait, claim }: Asked, findAsker: FindAsker, gone: AbortSignal): Promise<Result<Given>> => {
    if (waiting >= limits.waiting) return failed({ code: 'askers-too-many', limit: limits.waiting });
    waiting += 1;
    const stopping = linkAbort(gone);
    onClose.add(stopping.abort);
    if (isClosed) stopping.abort();
    try {
      const asker = await findAsker(claim, 'waits');
      if (!asker.ok) return asker;
      const handed = await untilClosed(broker.credentials({ role, asker: asker.value, wait }, stopping.signal));
      return handed.ok ? ok({ handed: handed.value, asker: asker.value }) : handed;
    } finally {
      waiting -= 1;
      stopping.unlink();
      onClose.delete(stopping.abort);
    }
  };

  const end = async (request: Extract<DoorRequest, { kind: 'end' | 'endAll' }>, findAsker: FindAsker): Promise<Result<Answer>> => {
    const asker = await findAsker({});
    if (!asker.ok) return asker;
    const ended = await untilClosed(request.kind === 'endAll' ? broker.endAll(asker.value) : broker.end(request.target, asker.value));
    return ended.ok ? ok(jsonAnswer({ ended: ended.value.targets, mfaEnded: ended.value.mfaSources })) : ended;
  };

  /** A shell is a person's hand; any other program cannot take back a "no" to itself. */
  const programs = async ({ change }: Extract<DoorRequest, { kind: 'programs' }>, findAsker: FindAsker): Promise<Result<Answer>> => {
    if (!change) return ok(jsonAnswer({ programs: broker.programs.list().map(programDocument) }));
    const asker = await findAsker({});
    if (!asker.ok) return asker;
    const by = isShell(asker.value) ? undefined : asker.value;
    const changed = change.kind === 'forget' ? broker.programs.forget(change.program, by) : broker.programs.silence(change.program);
    return changed.ok ? ok(jsonAnswer({ programs: changed.value.map(programDocument) })) : changed;
  };

  const lease = async (
    request: Extract<DoorRequest, { kind: 'lease' }>,
    findAsker: FindAsker,
    gone: AbortSignal,
  ): Promise<Result<Answer>> => {
    const given = await askFor(request, findAsker, gone);
    if (!given.ok) return given;
    const { role, files, claim } = request;
    const leased = await needs.lease({ role, files, ...given.value, ...defined({ pid: claim.pid }) });
    return leased.ok ? ok(environmentAnswer(leased.value)) : leased;
  };

  const documentOf = ({ kind }: DoorRequest, handed: HandedOut): Answer =>
    jsonAnswer(kind === 'session' ? sessionDocument(handed) : processDocument(handed));

  const answer: Door['answer'] = async (request, findAsker, gone) => {
    if (request.kind === 'hello') return ok(jsonAnswer({ app: 'roletap', version: needs.version, protocol: protocolVersion }));
    if (request.kind === 'end' || request.kind === 'endAll') return end(request, findAsker);
    if (request.kind === 'programs') return programs(request, findAsker);
    // Who types the command of a lease says nothing of limits.
    const wanted = request.kind === 'lease' ? {} : request.limits;
    if (!wanted) return handOut(request, findAsker, gone);
    const named = await untilClosed(broker.limit({ role: request.role, limits: wanted }));
    return named.ok ? handOut({ ...request, role: named.value }, findAsker, gone) : named;
  };

  const handOut = async (
    request: Extract<DoorRequest, { kind: 'credentials' | 'session' | 'lease' }>,
    findAsker: FindAsker,
    gone: AbortSignal,
  ): Promise<Result<Answer>> => {
    if (request.kind === 'lease') return lease(request, findAsker, gone);
    const held = broker.held(request.role);
    if (!held) {
      const given = await askFor(request, findAsker, gone);
      return given.ok ? ok(documentOf(request, given.value.handed)) : given;
    }
    // What is held is nobody's question, but who has it now is told; whoever has read the answer may be gone, so that is looked up before.
    const asker = await findAsker(request.claim);
    if (!asker.ok) return asker;
    return ok({ ...documentOf(request, held), sent: () => broker.given(request.role, asker.value) });
  };

  return {
    answer,
    close: () => {
      isClosed = true;
      // The answer is given at once and the end of the work comes later, so who waits hears why, whichever is called first.
      for (const call of onClose) call();
    },
  };
};

/** A bug in a request's way is that request's end, not the program's. */
export const answerOrBug = async (work: Promise<Result<Answer>>, line: (problem: Problem) => string | undefined): Promise<Answer> => {
  const result = await work.catch((): Result<Answer> => failed({ code: 'internal', where: 'socket' }));
  return result.ok ? result.value : problemAnswer(result.problem, line(result.problem));
};
