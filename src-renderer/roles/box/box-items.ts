import type { RoleView, SessionView } from '../../../src-main/contract/snapshot.ts';
import { looksLikeProduction } from '../../../src-main/contract/text.ts';
import { find } from '../../../src-main/search/find.ts';
import { type Accounts, accountKey } from '../../../src-main/words/roles/order.ts';
import { boxTexts, roleDeedWords } from '../../../src-main/words/window/box.ts';
import { type Deed, order, type RoleDeedName, type RoleFacts, roleDeeds } from '../role-deeds.ts';
import { lacksLine } from '../role-list.ts';
import { searchRoles, searchWords } from '../role-search.ts';
import type { DeedIcon, StandingDeed } from './deeds.ts';

/** A line of the box. */
export type BoxItem = RoleItem | DeedItem;

export interface RoleItem extends RoleFacts {
  readonly kind: 'role';
  readonly key: string;
  /** What Enter does, in a word or two. */
  readonly does: string;
  readonly deed: Deed;
}

export interface DeedItem {
  readonly kind: 'deed';
  readonly key: string;
  readonly title: string;
  readonly icon: DeedIcon | RoleDeedName;
  readonly deed: Deed;
  readonly keys?: string | undefined;
  /** What it is done with. */
  readonly facts?: RoleFacts;
}

/** What was found, in the two parts of the box; what was meant most likely is in the part that stands first. */
export interface Found {
  readonly roles: readonly RoleItem[];
  readonly deeds: readonly DeedItem[];
  readonly deedsFirst: boolean;
}

/** What the box looks through. */
export interface BoxSource {
  readonly roles: readonly RoleView[];
  readonly sessions: readonly SessionView[];
  readonly accounts: Accounts;
  readonly standing: readonly StandingDeed[];
  /** The setting. */
  readonly noFiles: boolean;
}

/** More of what can be done than this makes nobody's choice easier. */
const mostDeeds = 8;
const rolesForDeed = 5;
/** Beside the first role, where only roles were found. */
const deedsOfFirst: readonly RoleDeedName[] = ['console', 'end', 'environment'];

/** Its rank when a word of a search is one of its own, and when it begins one: between a role's whole name (0) and a name that begins so (1), and behind that. */
const wholeWord = 0.9;
const begunWord = 1.5;
/** What stands in the title is read there. */
const titleIsBetter = 0.05;

const tokensOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '');

const rankOfWord = (word: string, tokens: readonly string[]): number | undefined =>
  tokens.includes(word) ? wholeWord : word.length > 1 && tokens.some((token) => token.startsWith(word)) ? begunWord : undefined;

interface Ranked {
  readonly rank: number;
  readonly item: DeedItem;
}

/** What stands for these words: the whole of a search, so that the end of `console prod` is looked for among the roles. */
export const boxItems = (source: BoxSource, typed: string): Found => {
  const words = searchWords(typed);
  if (words.length === 0) return { roles: [], deeds: [], deedsFirst: false };
  const { fitting, meant, best } = searchRoles(source.roles, words, source.accounts);
  const factsOf = factsIn(source);
  const ranked = [...standingFor(source.standing, words), ...roleDeedsFor(source, words, factsOf)].sort((a, b) => a.rank - b.rank);
  const [first] = fitting;
  const [found] = ranked;
  const likely = found === undefined && fitting.length === 0 ? misspelled(source.standing, words) : [];
  const beside = found === undefined && first !== undefined ? besideFirst(factsOf(first)) : [];
  return {
    roles: [...fitting, ...meant].map((role) => itemOf(source, role, factsOf)),
    deeds: [...ranked.slice(0, mostDeeds).map(({ item }) => item), ...beside, ...likely],
    deedsFirst: found !== undefined && (best === undefined || found.rank < best),
  };
};

/** All that can be done with one role, or what of it fits what was typed. */
export const deedsOfRole = (source: BoxSource, role: RoleView, typed: string): readonly DeedItem[] => {
  const facts = factsIn(source)(role);
  const words = searchWords(typed);
  return roleDeeds
    .map((deed) => deedItem(deed, facts))
    .filter((item) => item !== undefined)
    .filter(({ title, icon }) => {
      const tokens = [...tokensOf(title), ...roleDeedWords[icon as RoleDeedName].split(' ')];
      return words.every((word) => tokens.some((token) => token.startsWith(word)));
    });
};

/** What is known around a role. */
export const factsIn = ({ sessions, accounts, noFiles }: BoxSource): ((role: RoleView) => RoleFacts) => {
  const byTarget = new Map(sessions.map((session) => [session.target, session]));
  return (role) => {
    const session = byTarget.get(role.target);
    return { role, session, account: accounts.get(accountKey(role)), lacksLine: lacksLine(role, session, noFiles) };
  };
};

const roleItem = (facts: RoleFacts): RoleItem => ({ kind: 'role', key: `role ${facts.role.id}`, ...facts, ...firstDeed(facts) });

/** A role's line is made once for each list that comes from main, not once for each key. */
const itemOf = (source: BoxSource, role: RoleView, factsOf: (role: RoleView) => RoleFacts): RoleItem => {
  const known = lines.get(source) ?? new Map<RoleView, RoleItem>();
  lines.set(source, known);
  const made = known.get(role);
  if (made !== undefined) return made;
  const item = roleItem(factsOf(role));
  known.set(role, item);
  return item;
};
const lines = new WeakMap<BoxSource, Map<RoleView, RoleItem>>();

/** What its row does in the list. */
const firstDeed = ({ role, lacksLine: lacks }: RoleFacts): { readonly does: string; readonly deed: Deed } => {
  if (role.state.kind === 'active')
    return lacks
      ? { does: boxTexts.tools, deed: order('openTools', { role: role.id }) }
      : { does: boxTexts.copyLine, deed: order('copyProfile', { target: role.target }) };
  return role.can.tap
    ? { does: boxTexts.tapIn, deed: order('tap', { role: role.id }) }
    : { does: boxTexts.show, deed: { kind: 'show', role } };
};

const deedItem = ({ name, title, deed, keys }: (typeof roleDeeds)[number], facts: RoleFacts): DeedItem | undefined => {
  const done = deed(facts);
  // In a line of text the Delete key deletes.
  const shown = keys === 'Delete' ? undefined : keys;
  return done && { kind: 'deed', key: `${name} ${facts.role.id}`, title: title(facts), icon: name, deed: done, keys: shown, facts };
};

const besideFirst = (facts: RoleFacts): readonly DeedItem[] =>
  roleDeeds
    .filter(({ name }) => deedsOfFirst.includes(name))
    .map((deed) => deedItem(deed, facts))
    .filter((item) => item !== undefined);

const standingItem = ({ key, title, icon, deed, keys }: StandingDeed): DeedItem => ({ kind: 'deed', key, title, icon, deed, keys });

/** Those in which every word is found. */
const standingFor = (standing: readonly StandingDeed[], words: readonly string[]): readonly Ranked[] =>
  standing.flatMap((entry): readonly Ranked[] => {
    const [inTitle, others] = [tokensOf(entry.title), tokensOf(entry.words)];
    const ranks = words.map((word) => {
      const rank = rankOfWord(word, inTitle);
      const other = rankOfWord(word, others);
      return rank === undefined || (other !== undefined && other < rank) ? other : rank - titleIsBetter;
    });
    if (ranks.some((rank) => rank === undefined)) return [];
    return [{ rank: ranks.reduce<number>((sum, rank) => sum + (rank ?? 0), 0) / words.length, item: standingItem(entry) }];
  });

const misspelled = (standing: readonly StandingDeed[], words: readonly string[]): readonly DeedItem[] =>
  words.join('').length < 4
    ? []
    : find(words.join(' '), standing, ({ title }) => [title], rolesForDeed, 0.3).map(({ item }) => standingItem(item));

/** One word says what to do, the others with which roles; without others, with those that are open or were tapped lately. */
const roleDeedsFor = (source: BoxSource, words: readonly string[], factsOf: (role: RoleView) => RoleFacts): readonly Ranked[] => {
  /** The same rest is looked for once. */
  const found = new Map<number, ReturnType<typeof searchRoles>>();
  const rest = (at: number) => {
    const known =
      found.get(at) ??
      searchRoles(
        source.roles,
        words.filter((_, index) => index !== at),
        source.accounts,
      );
    found.set(at, known);
    return known;
  };
  return roleDeeds.flatMap((deed): readonly Ranked[] => {
    const ranks = words.map((word) => rankOfWord(word, roleDeedWords[deed.name].split(' ')));
    const at = ranks.indexOf(ranks.includes(wholeWord) ? wholeWord : begunWord);
    const own = ranks[at];
    if (own === undefined) return [];
    const { fitting, best = 0 } = words.length === 1 ? { fitting: lately(source) } : rest(at);
    const items: DeedItem[] = [];
    for (const role of fitting) {
      const item = items.length < rolesForDeed ? deedItem(deed, factsOf(role)) : undefined;
      if (item !== undefined) items.push(item);
      else if (items.length >= rolesForDeed) break;
    }
    return items.map((item) => ({ rank: (own + best * (words.length - 1)) / words.length, item }));
  });
};

const lately = ({ roles, sessions }: BoxSource): readonly RoleView[] => {
  const targets = new Set(sessions.map(({ target }) => target));
  const open = roles.filter(({ target }) => targets.has(target));
  const recent = roles.filter(({ target, recent: at }) => at !== undefined && !targets.has(target));
  return [...open, ...recent.sort((a, b) => (a.recent ?? 0) - (b.recent ?? 0))];
};

/** Whether it opens or touches what looks like production. */
export const isProduction = (item: BoxItem): boolean => {
  const role = item.kind === 'role' ? item.role : item.facts?.role;
  return role !== undefined && looksLikeProduction(role.profile);
};
