import type { targetProblems as englishProblems } from '../../../words/problems/targets.ts';

/** How a section with temporary keys of another tool is headed, and what is known of them. */
const temporaryWords = {
  expired: { title: (target: string) => `「${target}」に期限切れのキーがあります`, known: '期限切れです。' },
  live: {
    title: (target: string) => `「${target}」に別のツールのキーがあります`,
    known: 'まだ有効なため、Roletap は変更しません。',
  },
  unclear: {
    title: (target: string) => `「${target}」に別のツールのキーがあります`,
    known: 'まだ有効な可能性があるため、Roletap は変更しません。',
  },
} as const;

const anotherName = (suggestion: string): string =>
  `「${suggestion}」など、別のプロファイル名を使ってください。ターミナルでの指定: \`--target ${suggestion}\``;

export const targetProblems: typeof englishProblems = {
  'target-clash': ({ target, file, line, suggestion }) => ({
    title: `「${target}」はすでに使われています`,
    happened: `${file} の ${line} 行目: プロファイル「${target}」には role_arn があり、その名前で認証情報を保存しても aws は無視します。`,
    advice: anotherName(suggestion),
  }),
  'target-has-keys': ({ target, file, line, suggestion }) => ({
    title: `「${target}」に長期的なキーがあります`,
    happened: `${file} の ${line} 行目: アクセスキーがあります。Roletap はアクセスキーを上書きしません。`,
    advice: anotherName(suggestion),
  }),
  'target-temporary': ({ target, file, line, suggestion, keys }, where) => ({
    title: temporaryWords[keys].title(target),
    happened: `${file} の ${line} 行目: 別のツールの一時的なキーがあります。${temporaryWords[keys].known}`,
    advice:
      keys !== 'expired'
        ? anotherName(suggestion)
        : where === 'terminal'
          ? `ターミナルでもう一度開くと、置き換えるかどうかを選べます。または、別のプロファイル名を使ってください: \`--target ${suggestion}\``
          : `置き換えるか、「${suggestion}」など別のプロファイル名を使ってください。`,
  }),
  'target-name-bad': ({ target }) => ({
    title: 'そのプロファイル名は使えません',
    happened: `「${target}」には、aws や SDK がプロファイル名に許可しない文字が含まれています。`,
    advice: '英数字、ピリオド、ハイフン、アンダースコアを使ってください。',
  }),
  'target-unknown': ({ target }) => ({
    title: 'そのセッションはありません',
    happened: `「${target}」のセッションはありません。すでに終了した可能性があります。`,
    advice: '開いているセッションの一覧: `roletap sessions`',
  }),
};
