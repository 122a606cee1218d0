import type { Snapshot, Waiting } from '../../src-main/contract/snapshot.ts';
import { programsOf } from '../../src-main/contract/values.ts';
import { spokenAlert } from '../../src-main/words/alerts.ts';
import { askingWords } from '../../src-main/words/askers.ts';
import { discoveryWords } from '../../src-main/words/discovery.ts';
import { asSentence, together } from '../../src-main/words/grammar.ts';
import { cardWords } from '../../src-main/words/keys.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { progressWords, subjectOf, waitingWords } from '../../src-main/words/questions.ts';
import { announcementWords } from '../../src-main/words/roles/role.ts';
import { codeTexts } from '../../src-main/words/window/popover.ts';

/** What a screen reader should say after a new snapshot; empty when nothing worth saying changed. Countdowns are not. */
export const announcement = (before: Snapshot | undefined, after: Snapshot): string => {
  if (before === undefined) return '';
  const said: string[] = [];
  if (cardWords(before.card) !== cardWords(after.card)) said.push(asSentence(cardWords(after.card)));
  const old = new Map(before.roles.map((role) => [role.id, role.state]));
  for (const role of after.roles) {
    const was = old.get(role.id);
    if (was === undefined || was === role.state || !changed(was, role.state)) continue;
    // A failure that was put away, or a request that was given up, is no ended session.
    if (role.state.kind === 'idle' && was.kind !== 'active') continue;
    const words = announcementWords(role);
    if (words !== undefined) said.push(words);
  }
  const code = after.code.state;
  if (code.kind !== before.code.state.kind) {
    if (code.kind === 'copied') said.push(codeTexts.copied);
    if (code.kind === 'failed') said.push(asSentence(problemWords(code.problem).title));
  }
  said.push(...newOf(before.alerts, after.alerts).map(spokenAlert));
  said.push(...newOf(before.waiting, after.waiting).flatMap(spokenQuestion));
  for (const view of after.discovery) {
    const was = before.discovery.find(({ source }) => source === view.source);
    if (was !== undefined && was.state !== view.state && view.state !== 'none') said.push(asSentence(discoveryWords(view).title));
  }
  return together(...said);
};

const newOf = <T extends { readonly id: string }>(before: readonly T[], after: readonly T[]): readonly T[] =>
  after.filter(({ id }) => !before.some((old) => old.id === id));

/** A question that a person asked for is read with its dialog; one that a program caused says who it was. */
const spokenQuestion = (waiting: Waiting): readonly string[] => {
  const [first] = programsOf(waiting.askers);
  const { title, text } = waitingWords(waiting);
  if (first !== undefined) return [asSentence(askingWords(first, subjectOf(waiting))), asSentence(title)];
  if (waiting.for.kind !== 'renewal') return [];
  return waiting.kind === 'touch' ? [asSentence(progressWords(waiting))] : [asSentence(title), text];
};

type RoleState = Snapshot['roles'][number]['state'];

const changed = (was: RoleState, is: RoleState): boolean => {
  if (was.kind !== is.kind) return true;
  if (was.kind === 'active' && is.kind === 'active') return was.expiring !== is.expiring || was.expires !== is.expires;
  if (was.kind === 'failed' && is.kind === 'failed') return was.problem.code !== is.problem.code;
  return false;
};
