import type { App } from '../../app/app.ts';
import type { FrontEnd } from '../../app/front-end.ts';
import { policyForDenied } from '../../aws/policies/policy-advice.ts';
import { defined } from '../../base/defined.ts';
import { isHeld } from '../../contract/card-view.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { Notice, Snapshot, Waiting } from '../../contract/snapshot.ts';
import { accessKeysSaid } from '../../words/access-keys/keeping.ts';
import { asSentence, together } from '../../words/grammar.ts';
import { usageSaid } from '../../words/help/usage.ts';
import { noticeWords } from '../../words/notices.ts';
import { problemWords } from '../../words/problems/problem-words.ts';
import { progressWords, sourceWaitWords, waitingForWords, waitingWords } from '../../words/questions.ts';
import { keysSaid, promptTexts } from '../../words/terminal.ts';
import { digitsOf, type GivenAnswers, readCode } from './answers.ts';
import type { Arguments } from './arguments.ts';
import type { Console } from './console.ts';
import { plain } from './tables.ts';

/** The policy that allows what was denied, as JSON for an administrator; undefined for other problems. */
export const policyText = (problem: Problem): string | undefined =>
  problem.code === 'iam-denied' ? policyForDenied([problem]) : undefined;

/** One line for a problem: what happened, what to do. */
export const problemLine = (problem: Problem): string => {
  const { title, happened, advice } = problemWords(problem, { where: 'terminal' });
  return plain(`roletap: ${asSentence(title)} ${happened} ${advice}`.replaceAll(/\s*\n\s*/g, ' '));
};

/** What --json says of a problem: its facts, what to call it and what to do, and the policy where there is one. */
export const problemDocument = (problem: Problem): object => {
  const { title, advice } = problemWords(problem, { where: 'terminal' });
  const policy = policyText(problem);
  return { title, advice, ...problem, ...(policy ? { policy: JSON.parse(policy) as unknown } : {}) };
};

export interface Prompts {
  /** What a question failed of, where the command only knows that it got no answer: a password that was wrong, nothing on standard input. */
  readonly failure: () => Problem | undefined;
  readonly stop: () => void;
}

/** Who is there to answer questions: a person, or what comes on standard input. */
export const answersOf = (
  { codeStdin, passwordStdin, pinStdin }: Pick<Arguments, 'passwordStdin' | 'codeStdin' | 'pinStdin'>,
  isInteractive: boolean,
): FrontEnd['answers'] => {
  if (codeStdin) return 'codes';
  if (isInteractive) return 'everything';
  return passwordStdin ? 'passwords' : pinStdin ? 'pins' : 'nothing';
};

/**
 * Follows the snapshots: says on standard error what is waited for, and asks a person who can answer. What was `given` on standard input answers the first question
 * for it; a second question for a password means that it was wrong (`passwordRefused`).
 */
export const promptFrom = (app: App, console: Console, given: GivenAnswers, onCancel: () => void): Prompts => {
  const seen = new Set<string>();
  let { password, code, pin } = given;
  let lastPhase = '';
  let failure: Problem | undefined;

  /** Six digits, or an empty line; undefined when the input ended. */
  const askForCode = async (prompt: string, question: AbortSignal): Promise<string | undefined> => {
    for (;;) {
      const typed = console.isInteractive ? await console.ask(prompt, false, question) : undefined;
      if (typed === undefined || question.aborted) return undefined;
      const digits = digitsOf(typed);
      if (digits === '' || readCode(digits)) return digits;
      console.note(promptTexts.codeLength);
    }
  };

  /** Nobody is there who could have answered: what the program needs is told in the place of "Cancelled". */
  const fail = (waiting: Waiting, problem: Problem): void => {
    if (!console.isInteractive) failure ??= problem;
    app.run('cancel', { waiting: waiting.id });
  };

  const answer = async (waiting: Waiting, question: AbortSignal) => {
    const serial = defined({ serial: waiting.key?.serial });
    const isPassphrase = waiting.for.kind === 'access-key';
    if (waiting.kind === 'password' && password !== undefined && !isPassphrase) {
      const first = password;
      password = undefined;
      app.run('answerPassword', { waiting: waiting.id, password: first, remember: false });
    } else if (waiting.kind === 'password') {
      const typed = console.isInteractive
        ? await console.ask(isPassphrase ? accessKeysSaid.askPassphrase : 'OATH password: ', true, question)
        : undefined;
      if (question.aborted) return;
      if (!isPassphrase && given.password !== undefined && waiting.wrong === true && !typed) failure = { code: 'password-wrong' };
      if (typed) app.run('answerPassword', { waiting: waiting.id, password: typed, remember: false });
      else fail(waiting, { code: 'password-needed', ...serial });
    } else if (waiting.kind === 'pin') {
      const isLast = waiting.tries === 1;
      // What came on standard input is tried once. As the last try the key refuses it unsent, unless the line says that it may be.
      const first = isLast && console.isInteractive && !given.lastTry ? undefined : pin;
      const mayBeLast = first === undefined || given.lastTry === true;
      pin = undefined;
      const typed =
        first ?? (console.isInteractive ? await console.ask(isLast ? promptTexts.lastPin : promptTexts.pin, true, question) : undefined);
      if (question.aborted) return;
      // Its bytes are overwritten once they were taken.
      if (typed) app.run('answerPin', { waiting: waiting.id, pin: new TextEncoder().encode(typed), lastTry: isLast && mayBeLast });
      else fail(waiting, { code: 'pin-needed', ...serial });
    } else if (waiting.kind === 'code') {
      const typed = code ?? (await askForCode(promptTexts.code, question));
      code = undefined;
      if (question.aborted) return;
      if (typed) app.run('answerCode', { waiting: waiting.id, code: typed });
      else app.run('cancel', { waiting: waiting.id });
    } else if (waiting.kind === 'insert' && waiting.canType && console.isInteractive) {
      // Ends by itself when the key is put in.
      for (let typed: string | undefined = ''; typed === ''; ) {
        typed = await askForCode(promptTexts.codeInstead, question);
        if (question.aborted || typed === undefined) return;
        if (typed === '') continue;
        code = typed;
        app.run('typeCode', { waiting: waiting.id });
      }
    } else if (waiting.kind === 'pick') {
      // A code that was typed for one device is not sent for another.
      code = undefined;
      const choices = waiting.choices ?? [];
      for (const [index, choice] of choices.entries()) console.note(plain(`  ${index + 1}  ${choice.label}`));
      if (waiting.canType) console.note(`  c  ${promptTexts.typeCode}`);
      const typed = await console.ask('Number: ', false, question);
      const choice = choices[Number(typed) - 1];
      if (question.aborted) return;
      if (waiting.canType && typed?.trim() === 'c') app.run('typeCode', { waiting: waiting.id });
      else if (choice) app.run('answerPick', { waiting: waiting.id, choice: choice.id });
      else onCancel();
    }
  };

  /** Nobody has to enter what came on standard input, so nobody is told to. */
  const isGiven = ({ kind, for: purpose }: Waiting): boolean =>
    (kind === 'pin' && pin !== undefined) ||
    (kind === 'code' && code !== undefined) ||
    (kind === 'password' && password !== undefined && purpose.kind !== 'access-key');

  const questions = new Map<string, AbortController>();
  /** What ends a line of progress, by the question that it is about. */
  const shown = new Map<string, () => void>();
  let endPhase = () => {};
  const look = ({ waiting, roles, now, card }: Snapshot) => {
    const held = card.kind === 'present' ? card.keys.find(isHeld) : undefined;
    if (held && !seen.has(held.id)) console.note(plain(keysSaid.held(held)));
    if (held) seen.add(held.id);
    for (const [id, question] of questions) if (!waiting.some((entry) => entry.id === id)) question.abort();
    for (const [id, end] of shown) {
      if (waiting.some((entry) => entry.id === id)) continue;
      shown.delete(id);
      end();
    }
    for (const entry of waiting) {
      if (seen.has(entry.id)) continue;
      seen.add(entry.id);
      if (console.progress && (entry.kind === 'touch' || entry.kind === 'step')) {
        const left = () => entry.deadline - app.snapshot().now;
        shown.set(entry.id, console.progress({ text: progressWords(entry), left, isAsking: entry.kind === 'touch' }));
        continue;
      }
      if (!console.isInteractive && given.missing !== undefined && entry.kind === given.missing) {
        fail(entry, { code: 'usage', message: usageSaid.nothingCame(given.missing, entry.key?.serial) });
        continue;
      }
      const words = waitingWords(entry, now);
      if (!isGiven(entry))
        console.note(plain(entry.kind === 'touch' ? progressWords(entry) : together(asSentence(words.title), words.text)));
      const question = new AbortController();
      questions.set(entry.id, question);
      void answer(entry, question.signal);
    }
    const role = roles.find((one) => one.state.kind === 'waiting');
    const state = role?.state;
    const isTold =
      state?.kind === 'waiting' && (state.for === 'turn' || state.for === 'source' || state.for === 'aws' || state.for === 'file');
    const ofSource = role && isTold && state.for === 'source' ? sourceWaitWords(role.source, role.sourceKind) : undefined;
    const phase = isTold ? `${ofSource ?? waitingForWords(state.for, state.after)}…` : '';
    if (phase === lastPhase) return;
    lastPhase = phase;
    endPhase();
    endPhase = () => {};
    if (phase !== '' && console.progress) endPhase = console.progress({ text: phase });
    else if (phase !== '') console.note(plain(phase));
  };
  const stop = app.subscribe(look);
  look(app.snapshot());
  return {
    failure: () => failure,
    stop: () => {
      stop();
      for (const question of questions.values()) question.abort();
      for (const end of shown.values()) end();
      endPhase();
    },
  };
};

/** What makes `aws` refuse a file, since then no target is of use, and settings that could not be read, since guards are among them. */
const isAlwaysTold = (notice: Notice): boolean =>
  (notice.kind === 'file' && notice.refusedByCli) ||
  (notice.kind === 'problem' && ['settings-broken', 'state-unwritable'].includes(notice.problem.code));

/** What is worth knowing beside the answer: notices of these kinds (a clock that is off, an endpoint override, a shorter duration), and some always. */
export const noticeLines = (app: App, kinds: readonly string[]): readonly string[] =>
  app
    .snapshot()
    .notices.filter((notice) => kinds.includes(notice.kind) || isAlwaysTold(notice))
    .map((notice) => {
      const { title, text } = noticeWords(notice, 'terminal');
      return plain(`note: ${title}. ${text}`);
    });
