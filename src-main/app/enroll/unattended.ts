import { defined } from '../../base/defined.ts';
import { onAbort } from '../../base/jobs.ts';
import type { SpareChoice } from '../../contract/enroll.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { waitForInsert } from '../codes/ask-for-account.ts';
import type { Enroll } from './commands.ts';
import { addSpare, begin, check } from './iam/advance.ts';
import { chosenKey, whyNotSpare } from './key-choice.ts';
import type { EnrollPath } from './path.ts';
import { pluggedKeys } from './plugged-keys.ts';
import { type Enrolled, enrolledOf, finish, writeProfiles } from './profiles-page.ts';
import { type EnrollPorts, recordOf, type Work } from './run.ts';

/** An enrolment whose pages are answered beforehand, for a terminal. */
export interface EnrollRequest {
  /** Profile with the user's keys; may be left out when there is only one. */
  readonly source?: string;
  /** The device's name; else the one that fits, and the other form when that is refused. */
  readonly name?: string;
  readonly keySerial?: number;
  readonly touch: boolean;
  readonly spare: SpareChoice;
  /** An account of the same id may be replaced. */
  readonly replace: boolean;
  /** Write the serial to all profiles that use the user, to none, or to these. */
  readonly profiles: 'all' | 'none' | readonly string[];
  /** An interrupted run (its id in `snapshot.unfinished`) and what to do with it, in place of a new one. */
  readonly resume?: { readonly id: string; readonly choice: 'go-on' | 'undo' | 'leave' };
}

/**
 * Runs an enrolment to its end. Touches, passwords and keys to insert are asked for as ever; on the page `spare` the run waits for another key,
 * which a front end tells from the snapshot. A problem ends it; the run then stays in the journal when anything was made. Problems: all of the
 * run's, setup-unfit, source-unclear, cancelled.
 */
export const enrollUnattended = async (
  { open, reopen, paths }: Pick<Enroll, 'open' | 'reopen' | 'paths'>,
  request: EnrollRequest,
  signal: AbortSignal,
): Promise<Result<Enrolled>> => {
  const { source, resume } = request;
  const run = resume ? reopen(resume.id) : open({ path: 'iam', ...defined({ source }) });
  if (!run) return failed({ code: 'setup-unfit', why: 'open' });
  const unlink = onAbort(signal, run.close);
  const done = await run.start(async (work) => {
    const answering = { ...work, waitForSpare: spareKeys(work, request) };
    const begun = resume ? await takeUp(answering, paths[work.model().path], resume.choice) : await makeDevice(answering, request);
    return begun.ok ? answerPages(answering, request) : begun;
  });
  unlink();
  if (!done || signal.aborted) return failed({ code: 'cancelled' });
  const ended = done.ok ? ok(enrolledOf(run.model())) : done;
  run.close();
  return ended;
};

const waitForKey = async ({ codes }: EnrollPorts, { keySerial: serial }: EnrollRequest, signal: AbortSignal): Promise<Result<void>> => {
  const state = codes.keys.state();
  if (state.kind === 'ready' && state.keys.some((key) => serial === undefined || key.serial === serial)) return ok(undefined);
  if (state.kind === 'no-service') return failed(state.problem);
  return waitForInsert(codes, { for: { kind: 'key', name: 'YubiKey' }, onPhase: () => {} }, { serial }, signal);
};

/** Makes the device; with the other name, or in the place of the account that is there, where that is asked for. */
const makeDevice = async (work: Work, request: EnrollRequest): Promise<Result<void>> => {
  const checked = await check(work);
  if (!checked.ok) return checked;
  const inserted = await waitForKey(work.ports, request, work.signal);
  if (!inserted.ok) return inserted;
  const keys = pluggedKeys(work).filter(({ serial }) => request.keySerial === undefined || serial === request.keySerial);
  const key = keys.length === 1 ? keys[0] : chosenKey(keys, undefined);
  if (!key) return failed({ code: 'yubikey-unclear', serials: keys.flatMap(({ serial }) => serial ?? []) });
  const { touch, spare, name: deviceName = '' } = request;
  work.change({ page: { kind: 'key' }, choices: { keyId: key.id, deviceName, touch, spare } });
  let isRenamed = request.name !== undefined;
  /** What was refused is the question, and trying again the yes: replace the account, take the other name. */
  const isAgreed = ({ code }: Problem): boolean => {
    if (code === 'account-exists') return request.replace;
    const isOtherName = !isRenamed && (code === 'device-name-taken' || code === 'iam-denied');
    isRenamed ||= isOtherName;
    return isOtherName;
  };
  for (;;) {
    const begun = await begin(work);
    if (begun.ok || work.model().record || !isAgreed(begun.problem)) return begun;
  }
};

const takeUp = async (work: Work, path: EnrollPath, choice: 'go-on' | 'undo' | 'leave'): Promise<Result<void>> => {
  const { path: name, main } = recordOf(work);
  if (choice === 'go-on' && name === 'console' && main.stage !== 'proved') return failed({ code: 'setup-unfit', why: 'console' });
  const looked = await path.look(work);
  return looked.ok ? path[choice === 'go-on' ? 'goOn' : choice](work) : looked;
};

/** Answers the pages on which a run stops: the spare, which may be refused and tried anew, and the profiles. */
const answerPages = async (work: Work, { profiles: wanted }: EnrollRequest): Promise<Result<void>> => {
  while (work.model().page.kind === 'spare') {
    const answer = await work.waitForSpare(work.signal);
    if (!answer.ok) return answer;
    if (work.signal.aborted) return failed({ code: 'cancelled' });
    const added = await addSpare(work);
    if (!added.ok && work.model().page.kind !== 'spare') return added;
    if (!added.ok) work.change({ problem: added.problem });
  }
  const { page } = work.model();
  if (page.kind !== 'profiles') return ok(undefined);
  const all = page.plan.profiles.map(({ profile }) => profile);
  const chosen = wanted === 'all' ? all : all.filter((profile) => wanted.includes(profile));
  return chosen.length > 0 ? writeProfiles(work, chosen) : finish(work, []);
};

/** Waits for keys that can be the spare, each once, and chooses them. What was refused before ends the run, unless trying again means yes. */
const spareKeys = (work: Work, { replace }: EnrollRequest): Work['waitForSpare'] => {
  let tried: string | undefined;
  return (signal) =>
    new Promise((resolve) => {
      const { problem } = work.model();
      if (problem?.code === 'account-exists' && replace) return resolve(ok('next'));
      if (problem && problem.code !== 'spare-is-same-key') return resolve(failed(problem));
      const ends: (() => void)[] = [];
      const answer = (given: 'next' | 'skip') => {
        for (const end of ends) end();
        resolve(ok(given));
      };
      const look = () => {
        // What a key can do is known when it was read.
        const read = pluggedKeys(work).filter(({ id, oath }) => id !== tried && oath !== 'reading');
        const key = read.find((entry) => !whyNotSpare(entry, recordOf(work)));
        if (!key) return;
        tried = key.id;
        work.change({ choices: { ...work.model().choices, spareKeyId: key.id }, problem: undefined });
        answer('next');
      };
      ends.push(
        work.ports.codes.keys.subscribe(look),
        onAbort(signal, () => answer('skip')),
      );
      if (!signal.aborted) look();
    });
};
