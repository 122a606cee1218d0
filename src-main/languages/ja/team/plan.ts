import type { AddStep, StepState, TeamPlanView } from '../../../contract/team/plan.ts';
import { listed } from '../grammar.ts';

const steps: { readonly [S in AddStep]: (on: string) => string } = {
  user: (on) => `ユーザー ${on} を作成する`,
  group: (on) => `グループ ${on} を作成する`,
  'own-mfa': (on) => `${on} が自分の MFA を管理できるようにする`,
  member: (on) => `ユーザーを ${on} に追加する`,
  policies: (on) => `${on} をアタッチする`,
  password: () => 'ワンタイムパスワードを作成する',
  key: () => 'アクセスキーを作成する',
  invite: (on) => (on === '' ? 'ワンタイムパスワードをコピーする' : `招待 ${on} を書き込む`),
};

/** What a step does, as a button or a line would say it. */
export const teamStepWords = ({ name, on }: { readonly name: AddStep; readonly on: string }): string => steps[name](on);

const states: { readonly [S in StepState]: string } = { there: '存在', todo: '', begun: '不明', done: '完了' };

export const stepStateWords = (state: StepState): string => states[state];

export const planSaid = {
  plan: ({ user, accountId, source }: Pick<TeamPlanView, 'user' | 'accountId' | 'source'>): string =>
    `「${source}」の権限で、${user} をアカウント ${accountId} に追加します:`,
  undoes: (actions: readonly string[]): string => `元に戻すには ${listed(actions)} が必要です。`,
  confirm: '実行しますか？ [y/N] ',
  needsYesHere: 'ここでは確認できません。実行するには --yes を付けてください',
  needsYes: 'ここでは確認できません。追加するには --yes を付けてください',
  step: (text: string): string => `完了: ${text}`,
  added: (user: string, arn: string): string => `${user} (${arn}) を追加しました。`,
  signIn: (url: string): string => `サインインページ: ${url}`,
  invite: (file: string, isSealed: boolean): string =>
    isSealed
      ? `招待は ${file} です。パスフレーズは電話など別の方法で伝えてください。`
      : `招待は ${file} です。シークレットは含まれていません。`,
  copied: (seconds: number): string => `ワンタイムパスワードをコピーしました。${seconds} 秒後にクリップボードから消去します。`,
  passphrase: '招待のパスフレーズ (表示されません): ',
  needsPassphrase: '招待には、標準入力の 1 行目にパスフレーズが必要です',
  waysOn: (id: string): string => `続行: roletap team add --resume ${id}    元に戻す: roletap team add --undo ${id}`,
  undone: (user: string): string => `元に戻しました。${user} はもうありません。`,
  noneUnfinished: '中断された作業はありません。',
} as const;

export const inviteSaid = {
  whose: (user: string, account: string): string => `アカウント ${account} の ${user} への招待です。`,
  askPassphrase: '招待のパスフレーズ (表示されません): ',
  noKey: '招待にアクセスキーはありません。サインインページで作成し、ここに入力してください。',
  roles: (names: readonly string[]): string => `\`roletap roles\` に ${listed(names)} を追加しました。`,
} as const;
