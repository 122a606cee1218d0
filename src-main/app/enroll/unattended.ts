import { onAbort } from '../../base/abort.ts';
import type { EnrollView, SpareWish } from '../../contract/enroll.ts';
import type { Problem } from '../../contract/problems.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { waitForInsert } from '../codes/accounts.ts';
import { enrollView } from '../snapshot/enroll-view.ts';
import type { EnrollHandlers } from './commands.ts';
import type { EnrollPorts } from './run.ts';

/** An enrolment whose pages are answered beforehand, for a terminal. */
export interface EnrollRequest {
  /** Profile with the user's keys; may be left out when there is only one. */
  readonly source?: string;
  /** The device's name; else the one that fits, and the other form when that is refused. */
  readonly name?: string;
  readonly keySerial?: number;
  readonly touch: boolean;
  readonly spare: SpareWish;
  /** An account of the same id may be replaced. */
  readonly replace: boolean;
  /** Write the serial to all profiles that use the user, to none, or to these. */
  readonly profiles: 'all' | 'none' | readonly string[];
  /** An interrupted run (its id in `snapshot.unfinished`) and what to do with it, in place of a new one. */
  readonly resume?: { readonly id: string; readonly choice: 'go-on' | 'undo' | 'leave' };
}

export interface Enrolled {
  /** ARN. */
  readonly device: string;
  readonly spare?: string;
  /** Profiles that have the serial now. */
  readonly profiles: readonly string[];
  /** What exists and is nobody's care any more. */
  readonly left: readonly string[];
}

/**
 * Runs the wizard to its end. Touches, passwords and keys to insert are asked for as ever; on the page `spare` the run waits for another key, which
 * a front end tells from the snapshot. A problem ends it; the run then stays in the journal when anything was made. Problems: all of the wizard's,
 * source-unclear, cancelled.
 */
export const enrollUnattended = async (
  ports: EnrollPorts,
  handlers: EnrollHandlers,
  request: EnrollRequest,
  signal: AbortSignal,
): Promise<Result<Enrolled>> => {
  const { store } = ports;
  if (!request.resume) {
    const purpose = { for: { kind: 'key', name: 'YubiKey' }, onPhase: () => {} } as const;
    const isPlugged = () => {
      const { keys } = store.state();
      return keys.kind === 'ready' && keys.keys.some(({ serial }) => request.keySerial === undefined || serial === request.keySerial);
    };
    const inserted = isPlugged() ? ok(undefined) : await waitForInsert(ports.codes, purpose, { serial: request.keySerial }, signal);
    if (!inserted.ok) return inserted;
  }
  const opened = request.resume
    ? handlers.resumeEnroll({ enroll: request.resume.id })
    : handlers.openEnroll({ source: request.source ?? '', path: 'iam' });
  const id = store.state().enroll?.id;
  if (!opened || id === undefined) return failed({ code: 'usage', message: 'an enrolment is open already, or there is none of this name' });
  const ended = await new Promise<Result<Enrolled>>((resolve) => {
    const done = (result: Result<Enrolled>) => {
      stop();
      unlink();
      resolve(result);
    };
    const answer = createAnswers(request, handlers);
    const look = () => {
      const enroll = enrollView(store.state());
      if (enroll?.id !== id) return done(failed({ code: 'cancelled' }));
      const result = answer(enroll);
      if (result) done(result);
    };
    const stop = store.subscribe(look);
    let unlink = () => {};
    unlink = onAbort(signal, () => done(failed({ code: 'cancelled' })));
    if (!signal.aborted) look();
  });
  handlers.enrollClose({ enroll: id });
  return ended;
};

/** What is done on each page; a result ends the run. */
const createAnswers = (request: EnrollRequest, handlers: EnrollHandlers) => {
  let isChosen = false;
  let isRenamed = false;
  let triedSpare: string | undefined;

  /** On the key page a second `next` means yes: replace the account, take the other name. */
  const isAgreed = (problem: Problem): boolean => {
    if (problem.code === 'account-exists') return request.replace;
    const isOtherName = problem.code === 'device-name-taken' || problem.code === 'iam-denied';
    if (!isOtherName || request.name !== undefined || isRenamed) return false;
    isRenamed = true;
    return true;
  };

  return (view: EnrollView): Result<Enrolled> | undefined => {
    const { id: enroll, page, problem, can } = view;
    const isIdle = can.next || can.undo;
    switch (page.kind) {
      case 'user': {
        if (page.checking) return undefined;
        if (problem) return failed(problem);
        if (page.chosen !== undefined) {
          handlers.enrollNext({ enroll });
          return undefined;
        }
        const [only, ...others] = page.sources;
        if (!only) return failed({ code: 'source-without-keys', source: request.source ?? '' });
        if (others.length > 0) return failed({ code: 'source-unclear', role: '', choices: page.sources.map(({ profile }) => profile) });
        handlers.enrollUser({ enroll, source: only.profile });
        return undefined;
      }
      case 'key': {
        if (problem) {
          if (!isAgreed(problem)) return failed(problem);
          handlers.enrollNext({ enroll });
          return undefined;
        }
        if (isChosen || !can.next) return undefined;
        isChosen = true;
        const wanted = page.keys.filter(({ serial }) => request.keySerial === undefined || serial === request.keySerial);
        const key = wanted.length === 1 ? wanted[0] : wanted.find(({ id }) => id === page.chosen);
        if (!key) return failed({ code: 'yubikey-unclear', serials: page.keys.flatMap(({ serial }) => serial ?? []) });
        handlers.enrollKey({ enroll, keyId: key.id, deviceName: request.name ?? '', touch: request.touch, spare: request.spare });
        handlers.enrollNext({ enroll });
        return undefined;
      }
      case 'spare': {
        if (!can.skip) return undefined;
        const key = page.keys.find((entry) => entry.problem === undefined && entry.id !== triedSpare);
        if (problem && !(problem.code === 'account-exists' && request.replace) && problem.code !== 'spare-is-same-key')
          return failed(problem);
        if (problem?.code === 'account-exists') handlers.enrollNext({ enroll });
        else if (key) {
          triedSpare = key.id;
          handlers.enrollKey({ enroll, keyId: key.id, deviceName: '', touch: request.touch, spare: page.wish });
          handlers.enrollNext({ enroll });
        }
        return undefined;
      }
      case 'profiles': {
        if (problem) return failed(problem);
        if (!can.skip) return undefined;
        const all = page.profiles.map(({ profile }) => profile);
        const { profiles } = request;
        const wanted = profiles === 'all' ? all : profiles === 'none' ? [] : all.filter((profile) => profiles.includes(profile));
        if (wanted.length > 0) handlers.enrollProfiles({ enroll, profiles: wanted });
        else handlers.enrollSkip({ enroll });
        return undefined;
      }
      case 'found': {
        if (problem && isIdle) return failed(problem);
        if (!isIdle) return undefined;
        const command = { 'go-on': handlers.enrollNext, undo: handlers.enrollUndo, leave: handlers.enrollLeave } as const;
        command[request.resume?.choice ?? 'go-on']({ enroll });
        return undefined;
      }
      case 'done': {
        const { kind: _, ...enrolled } = page;
        return ok(enrolled);
      }
      default:
        return problem && isIdle ? failed(problem) : undefined;
    }
  };
};
