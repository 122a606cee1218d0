import type { DiscoveryView, UnreadPart } from '../../contract/tools.ts';
import type { DiscoveryWords } from '../../words/discovery.ts';
import { counted, inSentence } from './grammar.ts';
import { problemWords } from './problems/problem-words.ts';

/** What came of looking for roles in IAM. */

const unreadNames: Readonly<Record<UnreadPart, string>> = {
  'user-policies': 'ユーザーのポリシー',
  'attached-policies': 'ユーザーにアタッチされたポリシー',
  groups: 'ユーザーのグループ',
  'group-policies': 'グループのポリシー',
  policy: 'ポリシー',
  document: 'Roletap が完全には評価できないポリシー',
  roles: 'アカウントのロール',
  boundary: 'アクセス許可の境界',
  alias: 'アカウントエイリアス',
};

/** What could not be read in IAM: `グループのポリシー (platform): IAM ユーザーに権限がありません`. */
export const unreadWords = ({ what, name, problem }: DiscoveryView['unread'][number]): string =>
  `${unreadNames[what]}${name === undefined ? '' : ` (${name})`}${what === 'document' ? '' : `: ${inSentence(problemWords(problem).title)}`}`;

/** `12 個のロール`, as the head of what a search found. */
export const rolesWords = (count: number): string => counted(count, { other: '個のロール' });

export type { DiscoveryWords };

/** How far reading IAM is, or what came of it. */
export const discoveryWords = (view: DiscoveryView): DiscoveryWords => {
  switch (view.state) {
    case 'none':
      return { title: `${view.source} のロールはまだ検索していません` };
    case 'reading':
      return {
        title: `IAM で ${view.source} のロールを検索しています`,
        text: view.found === 0 ? 'まだ見つかっていません' : `これまでに ${rolesWords(view.found)}が見つかりました`,
      };
    case 'done': {
      const open = [
        view.unread.length === 0 ? undefined : `読み取れなかったもの ${counted(view.unread.length, { other: '件' })}`,
        view.patterns.length === 0 ? undefined : `ロール名が必要なワイルドカード ${counted(view.patterns.length, { other: '件' })}`,
      ].filter((part) => part !== undefined);
      return {
        title:
          view.found === 0
            ? `${view.source} のロールは見つかりませんでした`
            : `${view.source} のロールが ${counted(view.found, { other: '個' })}見つかりました`,
        ...(open.length === 0 ? {} : { text: open.join('、') }),
        ...(view.problem === undefined ? {} : { advice: problemWords(view.problem).advice }),
      };
    }
    case 'failed': {
      const words = view.problem === undefined ? undefined : problemWords(view.problem);
      return {
        title: `${view.source} のロールを検索できませんでした`,
        ...(words === undefined ? {} : { text: `${words.title}。${words.advice}` }),
      };
    }
  }
};
