import type { Alert } from '../../contract/alerts.ts';
import { questionPlace } from '../../contract/question-place.ts';
import type { SessionView, Snapshot, Waiting } from '../../contract/snapshot.ts';
import { harmless } from '../../contract/text.ts';

/** What a person may have to hear of: an alert, a question, or what came of a tap. */
export type Subject =
  | { readonly kind: 'alert'; readonly id: string; readonly alert: Alert }
  | { readonly kind: 'question'; readonly id: string; readonly question: Waiting }
  /** A session that a person has just opened. */
  | { readonly kind: 'opened'; readonly id: string; readonly session: SessionView };

/** How a window is seen: `coming` is one whose page still loads, `focused` is what somebody looks at. */
export type Sight = 'none' | 'coming' | 'visible' | 'focused';
export interface Sights {
  readonly popover: Sight;
  readonly wide: Sight;
}

/**
 * Texts as the system may show them: names from outside turn no line round. On Linux many servers read the body as markup (Desktop Notifications Specification,
 * `body-markup`), and others show an escaped sign as it is: so the two signs that begin markup become their wide forms, which are none to either.
 */
export const shownTexts = <T extends { readonly title: string; readonly body: string }>(texts: T, platform: string): T => ({
  ...texts,
  title: harmless(texts.title),
  body: platform === 'linux' ? harmless(texts.body).replaceAll('<', '\uff1c').replaceAll('&', '\uff06') : harmless(texts.body),
});

/** All that is worth a notification now. A wait for the next code goes on by itself, and is none. */
const subjectsOf = ({ alerts, waiting, sessions }: Snapshot): readonly Subject[] => [
  ...alerts.map((alert): Subject => ({ kind: 'alert', id: `alert ${alert.id}`, alert })),
  ...waiting
    .filter((question) => question.kind !== 'step')
    .map((question): Subject => ({ kind: 'question', id: `question ${question.id}`, question })),
  ...sessions
    .filter(({ asker }) => asker?.kind === 'person' && asker.front === 'tray')
    // A renewal goes on with it, and is no news.
    .map((session): Subject => ({ kind: 'opened', id: `opened ${session.target}`, session })),
];

/** A session is news for this long; one that lives since before this run never is. Milliseconds. */
const newsMillis = 10_000;

/**
 * Whether somebody sees it anyhow. What a program asks for is seen by whoever looks at the window that asks it; what a person asked for is expected,
 * and any window in sight tells it. Alerts are drawn in the popover.
 */
const isInSight = (subject: Subject, snapshot: Snapshot, sights: Sights): boolean => {
  if (subject.kind === 'alert') return sights.popover === 'focused';
  if (subject.kind === 'opened') return sights.popover === 'focused' || sights.popover === 'visible';
  if (sights[questionPlace(subject.question, snapshot)] === 'focused') return true;
  return subject.question.askers === undefined && [sights.popover, sights.wide].some((sight) => sight === 'visible' || sight === 'focused');
};

/** How long a window has to come up and take the focus by itself before its question is told otherwise, in milliseconds. */
export const windowGraceMillis = 700;
export const graceMillis = (subject: Subject): number => (subject.kind === 'question' ? windowGraceMillis : 0);

/** Whether a grace that has passed begins again: a window is on its way, whose page takes seconds to load on a slow computer. `times`: how often it has passed. */
export const isGraceRenewed = ({ popover, wide }: Sights, times: number): boolean =>
  (popover === 'coming' || wide === 'coming') && times < mostGraces;
const mostGraces = 8;

/** What a subject is at the moment: new and waiting for its grace to pass, shown, or seen or refused and never shown again. */
export type Standing = 'new' | 'shown' | 'done';

export interface Decision {
  readonly standings: ReadonlyMap<string, Standing>;
  /** To be looked at again after their grace. */
  readonly begin: readonly Subject[];
  readonly show: readonly Subject[];
  readonly close: readonly string[];
}

/**
 * What to show and what to close. `ripe` are the ids whose grace has passed. Each subject is shown once at most; what is over, or came into sight,
 * is closed.
 */
export const decide = (before: ReadonlyMap<string, Standing>, snapshot: Snapshot, sights: Sights, ripe: ReadonlySet<string>): Decision => {
  const standings = new Map<string, Standing>();
  const begin: Subject[] = [];
  const show: Subject[] = [];
  const close: string[] = [];
  const subjects = subjectsOf(snapshot);
  for (const subject of subjects) {
    const { id } = subject;
    const known = before.get(id);
    const isOld = subject.kind === 'opened' && known === undefined && snapshot.now - subject.session.since > newsMillis;
    const isSettled = !snapshot.preferences.notifications || isOld || isInSight(subject, snapshot, sights);
    if (known === undefined && !isSettled) begin.push(subject);
    if (known === 'shown' && isSettled) close.push(id);
    if (known === 'new' && !isSettled && ripe.has(id)) show.push(subject);
    const isShown = known === 'shown' || show.includes(subject);
    standings.set(id, isSettled || known === 'done' ? 'done' : isShown ? 'shown' : 'new');
  }
  for (const [id, standing] of before) if (standing === 'shown' && !standings.has(id)) close.push(id);
  return { standings, begin, show, close };
};
