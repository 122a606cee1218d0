import type { Problem } from '../../../contract/problems/problem.ts';
import { shellWord } from '../../../contract/text.ts';
import { fileNames } from '../../../words/platform/reader.ts';
import type { sourceProblems as englishProblems, targetProblems as englishTargetProblems } from '../../../words/problems/sources.ts';
import { either, listed } from '../grammar.ts';
import { again, type Where } from './table.ts';

type Keyless = Extract<Problem, { readonly code: 'source-without-keys' }>;

const keylessWords = ({ source, why, at }: Keyless): string => {
  const place = at ? ` (${at.file} の ${at.line} 行目)` : '';
  if (source === '') return 'AWS のファイルにも Roletap のキーストアにもアクセスキーがありません。';
  switch (why) {
    case 'temporary':
      return `「${source}」のキーは一時的なもので${place}、AWS はそれでは MFA セッションを開きません。`;
    case 'no-id':
      return `「${source}」のアクセスキーが不完全です${place}: aws_access_key_id がありません。`;
    case 'no-secret':
      return `「${source}」のアクセスキーが不完全です${place}: aws_secret_access_key がありません。`;
    case 'role':
      return `「${source}」はロールで、IAM ユーザーのアクセスキーがありません。`;
    default:
      return `プロファイル「${source}」にアクセスキーがありません。`;
  }
};

/** `aws configure` would write the new keys beside the token of temporary ones, which breaks the profile. */
const keylessAdvice = ({ source, why, instead }: Keyless, where: Where): string => {
  if (instead !== undefined)
    return `代わりに、アクセスキーを持つ「${instead}」を \`source_profile\`${where === 'terminal' ? ' または `--source` ' : ' '}で指定してください。`;
  if (why === 'role') return '代わりに、自分のアクセスキーを持つプロファイルを使ってください。';
  if (why === 'temporary')
    return `IAM ユーザーのアクセスキーを別のプロファイルとして追加し、「${source}」の代わりに使ってください: \`aws configure --profile ${shellWord(`${source}-long-term`)}\``;
  if (source === '') return `IAM ユーザーのアクセスキーを追加してください: ${where === 'terminal' ? '`roletap add`' : '`aws configure`'}`;
  return `IAM ユーザーのアクセスキーを追加してください: \`aws configure --profile ${shellWord(source)}\``;
};

/** Some are not to be seen, and some look like others. */
const characterWords = (character: string): string => {
  const name = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? `文字「${character}」(${name}) ` : `見えない文字 (${name}) `;
};

/** What `aws` would use without Roletap, if it did not refuse it. */
const refusedAdvice = {
  file: (where: Where) =>
    `\`aws\` が拒否する行を修正すれば、Roletap なしで aws からこのプロファイルを使えます。該当する行の一覧: ${where === 'terminal' ? '`roletap doctor`' : '設定の「診断情報をコピー」'}`,
  profile: () => '`aws` は取得元が 2 つあるプロファイルを拒否します。`credential_source` か `source_profile` を削除してください。',
} as const;

/** Why a profile's credentials cannot be had from where it takes them. */
export const sourceProblems: typeof englishProblems = {
  'source-unsupported': ({ profile, setting, asksMfa, refused }, where) => ({
    title: 'このロールの認証情報は別の場所から取得されます',
    happened: `プロファイル「${profile}」は、IAM ユーザーのアクセスキーではなく ${setting} から認証情報を取得します。`,
    advice: refused
      ? refusedAdvice[refused](where)
      : asksMfa
        ? `\`source_profile\` に IAM ユーザーのアクセスキーを持つプロファイルを設定してください。それまでは \`aws\` が自分でコードを求めます。コードの取得: ${where === 'terminal' ? '`roletap code`' : '「コードをコピー」'}`
        : 'aws で直接使ってください。Roletap は必要ありません。',
  }),
  'source-missing': ({ profile, source }) => ({
    title: 'ソースプロファイルがありません',
    happened:
      source === ''
        ? `プロファイル「${profile}」に role_arn はありますが、source_profile がありません。`
        : `「${profile}」がソースプロファイルとして使う「${source}」は存在しません。`,
    advice:
      source === ''
        ? `「${profile}」の \`source_profile\` に、自分のアクセスキーを持つプロファイルを設定してください。`
        : `${fileNames().credentials} に「${source}」を追加するか、名前を修正してください。`,
  }),
  'source-not-chosen': () => ({
    title: 'ソースを選択してください',
    happened: 'どのアクセスキーでこのロールを開くのか、まだわかりません。',
    advice: 'このロールを開くアクセスキーを持つプロファイルを選択してください。',
  }),
  'source-unclear': ({ role, choices }, where) => ({
    title: role === '' ? 'アクセスキーを持つプロファイルが複数あります' : 'どのアクセスキーで開きますか？',
    happened:
      role === ''
        ? `${either(choices)} のどれを使うのかわかりません。`
        : `「${role}」にソースプロファイルの指定がなく、候補が複数あります: ${listed(choices)}。`,
    advice:
      role === ''
        ? `1 つ選んでください。${where === 'terminal' ? `例: \`--source ${choices[0] ?? 'PROFILE'}\`` : ''}`
        : `プロファイルに \`source_profile\` を追加してください。${where === 'terminal' ? 'コマンドでの指定: `--source PROFILE`' : ''}`,
  }),
  'source-loop': ({ profiles }) => ({
    title: 'ソースプロファイルが循環しています',
    happened: `互いに参照しています: ${profiles.join(' → ')}。`,
    advice: 'どれかにアクセスキーを追加するか、アクセスキーを持つプロファイルを参照させてください。',
  }),
  'source-too-far': ({ profile, limit }) => ({
    title: '経由するロールが多すぎます',
    happened: `「${profile}」からアクセスキーまでに、${limit} 個を超えるロールを経由します。`,
    advice: '`source_profile` に、アクセスキーにより近いプロファイルを設定してください。',
  }),
  'source-without-keys': (facts, where) => ({
    title:
      facts.source === ''
        ? 'アクセスキーを持つプロファイルがありません'
        : facts.why === 'no-secret' || facts.why === 'no-id'
          ? 'アクセスキーの片方がありません'
          : 'ソースプロファイルにアクセスキーがありません',
    happened: keylessWords(facts),
    advice: keylessAdvice(facts, where),
  }),
  'source-over': ({ source }, where) => ({
    title: '認証情報の期限が切れました',
    happened: `AWS はプロファイル「${source}」の認証情報を受け付けなくなりました。`,
    advice: `サインインし直してから、${again(where)}。`,
  }),
  'guard-without-touch': ({ profile, source }) => ({
    title: '保護されたロールにはタッチが必要です',
    happened: `「${profile}」は保護されていますが、AWS は「${source}」の一時的な認証情報では YubiKey のコードを受け付けません。`,
    advice: 'このロールの保護を解除するか、`source_profile` にアクセスキーを持つプロファイルを設定してください。',
  }),
  'key-id-bad': ({ profile, file, line, character }) => ({
    title: 'アクセスキー ID ではありません',
    happened: `「${profile}」のアクセスキー ID (${file} の ${line} 行目) に${characterWords(character)}が含まれています。使えるのは英数字だけです。`,
    advice: 'その行を入力し直すか、IAM コンソールから ID をコピーしてください。',
  }),
};

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

const anotherName = (suggestion: string, where: Where): string =>
  `「${suggestion}」など、別のプロファイル名を使ってください${where === 'terminal' ? `: \`--target ${suggestion}\`` : '。'}`;

export const targetProblems: typeof englishTargetProblems = {
  'target-clash': ({ target, file, line, suggestion }, where) => ({
    title: `「${target}」はすでに使われています`,
    happened: `${file} の ${line} 行目: プロファイル「${target}」には role_arn があり、その名前で認証情報を保存しても aws は無視します。`,
    advice: anotherName(suggestion, where),
  }),
  'target-has-keys': ({ target, file, line, suggestion }, where) => ({
    title: `「${target}」に長期的なキーがあります`,
    happened: `${file} の ${line} 行目: アクセスキーがあります。Roletap はアクセスキーを上書きしません。`,
    advice: anotherName(suggestion, where),
  }),
  'target-temporary': ({ target, file, line, suggestion, keys }, where) => ({
    title: temporaryWords[keys].title(target),
    happened: `${file} の ${line} 行目: 別のツールの一時的なキーがあります。${temporaryWords[keys].known}`,
    advice:
      keys !== 'expired'
        ? anotherName(suggestion, where)
        : where === 'terminal'
          ? `ターミナルでもう一度開くと、置き換えるかどうかを選べます。または、別のプロファイル名を使ってください: \`--target ${suggestion}\``
          : `置き換えるか、「${suggestion}」など別のプロファイル名を使ってください。`,
  }),
  'target-name-bad': ({ target }) => ({
    title: 'そのプロファイル名は使えません',
    happened: `「${target}」には、aws や SDK がプロファイル名に許可しない文字が含まれています。`,
    advice: '英数字、ピリオド、ハイフン、アンダースコアを使ってください。',
  }),
  'target-unknown': ({ target }, where) => ({
    title: 'そのセッションはありません',
    happened: `「${target}」のセッションはありません。すでに終了した可能性があります。`,
    advice:
      where === 'terminal' ? '開いているセッションの一覧: `roletap sessions`' : '開いているセッションは、一覧の「アクティブ」にあります。',
  }),
};
