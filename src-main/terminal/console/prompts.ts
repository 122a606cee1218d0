import type { App } from '../../app/app.ts';
import { policyForDenied } from '../../aws/policies/policy-advice.ts';
import { isHeld } from '../../contract/card-view.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { Notice, Waiting } from '../../contract/snapshot.ts';
import { asSentence } from '../../words/english.ts';
import { noticeWords } from '../../words/notices.ts';
import { problemWords } from '../../words/problems/problem-words.ts';
import { waitingForWords, waitingWords } from '../../words/questions.ts';
import { keysSaid } from '../../words/terminal.ts';
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
  readonly passwordRefused: () => boolean;
  readonly stop: () => void;
}

/**
 * Follows the snapshots: says on standard error what is waited for, and asks a person who can answer. `password` is what was given on
 * standard input: it answers the first question for one; a second question means that it was wrong (`passwordRefused`).
 */
export const promptFrom = (app: App, console: Console, password: string | undefined, onCancel: () => void): Prompts => {
  const seen = new Set<string>();
  let given = password;
  let lastPhase = '';
  let refused = false;

  const answer = async (waiting: Waiting, question: AbortSignal) => {
    if (waiting.kind === 'password' && given !== undefined) {
      const first = given;
      given = undefined;
      app.run('answerPassword', { waiting: waiting.id, password: first, remember: false });
    } else if (waiting.kind === 'password') {
      const typed = console.isInteractive ? await console.ask('OATH password: ', true, question) : undefined;
      if (question.aborted) return;
      refused = password !== undefined && waiting.wrong === true && !typed;
      if (typed) app.run('answerPassword', { waiting: waiting.id, password: typed, remember: false });
      else app.run('cancel', { waiting: waiting.id });
    } else if (waiting.kind === 'pick') {
      const choices = waiting.choices ?? [];
      for (const [index, choice] of choices.entries()) console.note(plain(`  ${index + 1}  ${choice.label}`));
      const typed = await console.ask('Number: ', false, question);
      const choice = choices[Number(typed) - 1];
      if (question.aborted) return;
      if (choice) app.run('answerPick', { waiting: waiting.id, choice: choice.id });
      else onCancel();
    }
  };

  const questions = new Map<string, AbortController>();
  const look = () => {
    const { waiting, roles, now, card } = app.snapshot();
    const held = card.kind === 'present' ? card.keys.find(isHeld) : undefined;
    if (held && !seen.has(held.id)) console.note(plain(keysSaid.held(held)));
    if (held) seen.add(held.id);
    for (const [id, question] of questions) if (!waiting.some((entry) => entry.id === id)) question.abort();
    for (const entry of waiting) {
      if (seen.has(entry.id)) continue;
      seen.add(entry.id);
      const words = waitingWords(entry, now);
      console.note(plain(entry.kind === 'touch' ? `${words.title} ${words.text}` : `${asSentence(words.title)} ${words.text}`));
      const question = new AbortController();
      questions.set(entry.id, question);
      void answer(entry, question.signal);
    }
    const state = roles.find((role) => role.state.kind === 'waiting')?.state;
    const isTold =
      state?.kind === 'waiting' && (state.for === 'turn' || state.for === 'source' || state.for === 'aws' || state.for === 'file');
    const phase = isTold ? `${waitingForWords(state.for, state.after)}…` : '';
    if (phase !== '' && phase !== lastPhase) console.note(plain(phase));
    lastPhase = phase;
  };
  const stop = app.subscribe(look);
  look();
  return {
    passwordRefused: () => refused,
    stop: () => {
      stop();
      for (const question of questions.values()) question.abort();
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
