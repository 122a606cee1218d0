import type { EndedView } from '../../../contract/alerts.ts';
import type { Colour } from '../../../contract/preferences.ts';
import type { RoleState, RoleView } from '../../../contract/snapshot.ts';
import { shellWord } from '../../../contract/text.ts';
import type { EnvironmentFormat } from '../../../contract/tools.ts';
import type { Millis } from '../../../contract/values.ts';
import { clockTime, counted, date, span } from '../grammar.ts';
import { problemWords } from '../problems/problem-words.ts';
import { waitingForWords } from '../questions.ts';

/** What a row of the list and its menu say of a role. Pure. */

/** State of a role in a few words, for a row, a menu item or a line in the terminal. */
export const roleStateWords = (state: RoleState): string => {
  switch (state.kind) {
    case 'idle':
      return '未使用';
    case 'active':
      return state.expiring ? 'まもなく終了' : 'アクティブ';
    case 'failed':
      return problemWords(state.problem).title;
    case 'waiting':
      return waitingForWords(state.for);
  }
};

/** What a screen reader says when a role's state changes; undefined when there is nothing to say. */
export const announcementWords = (role: RoleView): string | undefined => {
  switch (role.state.kind) {
    case 'idle':
      return `${role.profile} のセッションが終了しました。`;
    case 'active':
      return role.state.expiring ? `${role.profile} のセッションがまもなく終了します。` : `${role.profile} を開きました。`;
    case 'failed': {
      const words = problemWords(role.state.problem);
      return `${role.profile}: ${words.title}。${words.advice}`;
    }
    case 'waiting':
      return undefined;
  }
};

/** What was just ended and can still be taken back; without a full stop. */
export const endedWords = ({ names, all }: Pick<EndedView, 'names' | 'all'>): string => {
  const [only] = names;
  if (all) return 'すべてのセッションを終了しました';
  return names.length === 1 && only !== undefined
    ? `${only} を終了しました`
    : `${counted(names.length, { other: '件のセッション' })}を終了しました`;
};

/** Where the role comes from, when that is not a profile. */
export const originWords = ({ origin, maybe }: Pick<RoleView, 'origin' | 'maybe'>): string | undefined =>
  origin === 'iam' ? (maybe ? 'IAM から取得、未確認' : 'IAM から取得') : origin === 'added' ? '手動で追加' : undefined;

/** What is tapped under a name: the role, or the source's own user. */
export const roleNameWords = ({ user, roleName }: Pick<RoleView, 'user' | 'roleName'>): string =>
  user ? 'MFA 認証済みユーザー' : roleName;

const sourceKinds: Readonly<Record<NonNullable<RoleView['sourceKind']>, string>> = {
  store: 'キーストアのキー',
  process: 'プログラムのキー',
  login: 'aws login',
  sso: 'Identity Center',
  certificate: '証明書を使用',
};

/** Where the credentials come from that open it; undefined for keys in a file, which is the usual case. */
export const sourceKindWords = ({ sourceKind, certificate }: Pick<RoleView, 'sourceKind' | 'certificate'>): string | undefined => {
  const { until, isHelper } = certificate ?? {};
  if (isHelper) return until === undefined ? 'aws_signing_helper' : `aws_signing_helper、証明書: ${date(until)} まで`;
  if (until !== undefined) return `証明書: ${date(until)} まで`;
  return sourceKind === undefined ? undefined : sourceKinds[sourceKind];
};

/** When a session ends, or renews by itself. */
export const endWords = (state: RoleState, expires: Millis): string =>
  state.kind === 'active' && state.renews !== undefined ? `${clockTime(state.renews)} に更新` : `${clockTime(expires)} に終了`;

/** Stands for the command where there is none yet; a click opens the tools of the role. */
export const lacksLineWords = (target: string): string => `先に「${target}」をツールで設定…`;

export const formatNames: Readonly<Record<EnvironmentFormat, string>> = {
  sh: 'bash、zsh、sh',
  fish: 'fish',
  powershell: 'PowerShell',
  cmd: 'cmd',
  nushell: 'Nushell',
  dotenv: '.env ファイル',
};

/** Under what copies keys or the endpoint's token. */
export const clipboardWords = (seconds: number): string => `${span(seconds)}後にクリップボードから消去されます。`;

export const colourNames: Readonly<Record<Colour, string>> = {
  none: '色なし',
  red: '赤',
  orange: 'オレンジ',
  yellow: '黄',
  green: '緑',
  teal: '青緑',
  blue: '青',
  purple: '紫',
  pink: 'ピンク',
};

/** The question before the first tap of a role whose name looks like production, and what a guard is. */
export const guardWords = {
  question: (role: string): string => `${role} を保護しますか？`,
  why: '名前から、本番環境のロールのようです。',
  meaning: '保護されたロールは、毎回新しいタッチが必要です。短いセッションだけを開き、自動では更新しません。',
  change: 'ロールのメニューで変更できます。',
  guard: '保護して開く',
  leave: '保護せずに開く',
} as const;

const partitionNames: Readonly<Record<string, string>> = {
  'aws-cn': '中国',
  'aws-us-gov': 'GovCloud',
  'aws-eusc': 'European Sovereign Cloud',
};

/** Name of a partition where it is not the usual one. */
export const partitionName = (partition: string): string | undefined =>
  partition === 'aws' ? undefined : (partitionNames[partition] ?? partition);

/** What the terminal says of roles that certificates open. */
export const anywhereRolesSaid = {
  none: '証明書で開くロールはまだありません。',
  certificate: ({ wanted, slot }: { readonly wanted: string; readonly slot?: string }): string =>
    wanted || (slot === undefined ? '指定なし' : `スロット ${slot}`),
  needsRole: 'ロールを指定してください: roletap anywhere serve ROLE',
  serving: (role: string): string => `${role} をこのコンピューターのプログラムに提供しています。Ctrl+C で終了します。`,
  needsName: 'プロファイル名を --name で指定してください',
  needsYes: '質問できない環境では --yes が必要です',
  needsArn: (option: string): string => `${option}、または AWS から読み取るための --source と --region が必要です`,
  which: (option: string): string => `${option} に使うものは？`,
  mayAdd: 'このプロファイルを追加しますか？ [y/N] ',
  added: (name: string): string => `${name} を追加しました。開くには: roletap tap ${name}`,
  needsLine: 'aws_signing_helper を呼び出すプロファイルを指定してください',
  mayAdopt: 'このプロファイルを変更しますか？ [y/N] ',
  adopted: (name: string): string =>
    `${name} は Roletap を使うようになりました。開くには: roletap tap ${shellWord(name)}、取り消すには: roletap anywhere adopt --undo ${shellWord(name)}`,
  pinGone: '行に含まれていた YubiKey の PIN はファイルから削除されました。ファイルのコピーには残っているため、PIN を変更してください。',
  givenBack: (name: string): string => `${name} は再び aws_signing_helper を呼び出します。`,
  callsHelper: (name: string): string =>
    `${name} は aws_signing_helper を呼び出します。Roletap に引き継ぐには: roletap anywhere adopt ${shellWord(name)}`,
} as const;
