import type { EnrollPage, EnrollView, FoundSecret } from '../../../contract/enroll.ts';
import { theKey } from '../grammar.ts';

/** What stands on the wizard's pages, beside the words of each page. */

export const wizardTexts = {
  steps: '手順',
  facts: '現在の状態',
  cancelOf: (kind: string): string => (kind === 'step' ? '待つのをやめる' : 'タッチをキャンセル'),
  undo: '元に戻して閉じる',
  leave: '元に戻さずに中止',
  more: 'その他',
  askLeave: '元に戻さずに中止しますか？',
  leaveHelp: 'これらは残り、Roletap から続行したり元に戻したりすることはできなくなります。',
  askClose: '完了せずに閉じますか？',
  closeHelp: '今あるのは次のものです。完了するか元に戻すまで残ります。',
  stay: 'セットアップを続ける',
  closeForNow: '後で完了する',
  askUndo: 'このセットアップを元に戻しますか？',
  undoWould: '元に戻すと行われること',
} as const;

export const userPageTexts = {
  profile: 'プロファイル',
  none: 'アクセスキーのあるプロファイルがまだありません。',
  addKey: 'アクセスキーを追加',
  who: ({ user, accountId }: { readonly user?: string; readonly accountId?: string }): string =>
    user === undefined
      ? '選択すると、どの IAM ユーザーかが表示されます。'
      : `${accountId === undefined ? '' : `アカウント ${accountId} の `}${user}`,
  mayNot: 'MFA デバイスを作成する権限がない場合',
  useConsole: '代わりに AWS コンソールでセットアップ',
  /** The way back. */
  mayCreate: 'デバイスは AWS のページで追加します。',
  useIam: '代わりに Roletap で作成',
} as const;

export const keyPageTexts = {
  keys: 'YubiKey',
  none: 'YubiKey が接続されていません。挿入してください。',
  hasPassword: 'パスワードあり',
  locked: '空き容量を確認するため、パスワードの入力を求められます。',
  replaced: '同じ名前のアカウントがあり、置き換えられます。これまでのコードは使えなくなります。',
  touch: 'タッチを必須にする',
  deviceName: 'AWS でのデバイス名',
  otherName: '多くのポリシーは 1 つの名前しか許可しません。もう 1 つのよく使われる名前:',
  spare: '紛失に備える予備の YubiKey',
  needsSession: (user: string): string =>
    `${user} にはすでに MFA デバイスがあるため、AWS は MFA セッションを求めます。1 回のタッチで開きます。`,
} as const;

export const secretPageTexts = {
  secret: 'シークレットキーまたは otpauth リンク',
  paste: 'クリップボードから貼り付け',
  help: 'QR コードの画像も使えます。クリップボードとこの欄はすぐに消去されます。',
  scan: '画面をスキャン',
  scanHelp: '先に QR コードを画面に表示してください。Roletap が画面を読み取るのは 1 回だけで、画像は保存しません。',
  drop: 'QR コードの画像をここにドロップするか、',
  choose: 'ファイルを選択…',
  picture: 'QR コードの画像',
  tooLarge: 'ファイルが 40 MB を超えています。QR コードの部分だけのスクリーンショットを使ってください。',
} as const;

export const foundSecretTexts = {
  title: ({ isAws }: Pick<FoundSecret, 'isAws'>): string => (isAws ? 'このアカウントを保存しますか？' : 'AWS のものではありません'),
  found: ({ issuer, account }: Pick<FoundSecret, 'issuer' | 'account'>): string =>
    issuer === undefined
      ? account === undefined
        ? 'QR コードには、どのアカウントのものか書かれていません。'
        : `アカウントは「${account}」です。発行元は書かれていません。`
      : `アカウントは「${issuer}」の「${account ?? '名前なし'}」です。`,
  effect: (serial?: number): string => `${theKey(serial)} に保存され、このコンピューターには何も残りません。`,
  notAws: 'AWS のものなら発行元は「Amazon Web Services」です。出所がわかっている場合にだけ保存してください。',
  store: 'YubiKey に保存',
  discard: '保存しない',
} as const;

export const codesPageTexts = {
  moment: 'しばらくお待ちください…',
  /** Before the seconds. */
  goesOn: (afterCode: boolean): string => (afterCode ? 'AWS は同じコードを一度しか受け付けません。次のコードまで' : '再開まで'),
  seconds: (count: number): string => ` ${count} 秒`,
  first: '1 つ目のコード',
  second: '2 つ目のコード',
  made: '取得しました',
  nextCode: '次のコードまで',
  nextPair: '次の 2 つのコードまで',
  touch: 'タッチを待っています',
  demoTouch: 'タッチ',
  asking: 'YubiKey を読み取っています',
  later: '1 つ目の後',
  /** As AWS's page calls its fields. */
  fields: ['MFA コード 1', 'MFA コード 2'],
  /** Behind a ring with the seconds. */
  left: (seconds: number): string => (seconds === 0 ? '期限切れ' : '秒後に期限切れ'),
  copyOf: (field: string): string => `${field} をコピー`,
} as const;

export const devicePageTexts = {
  arn: 'デバイスの ARN',
  arnExample: 'arn:aws:iam::111122223333:mfa/jane',
  help: ({ guess }: Pick<Extract<EnrollPage, { kind: 'device' }>, 'guess'>, path: EnrollView['path']): string => {
    if (guess === undefined) return 'arn:aws:iam:: で始まり、付けた名前で終わります。その後、1 回のタッチでテストします。';
    return path === 'import'
      ? 'アカウント名からの推測です。AWS コンソールの「自分のユーザー」→「セキュリティ認証情報」→「MFA」と見比べてください。その後、1 回のタッチでテストします。'
      : 'ユーザー名からの推測です。AWS コンソールと見比べてください。その後、1 回のタッチでテストします。';
  },
} as const;

export const lastPagesTexts = {
  profiles: 'このユーザーとしてサインインするプロファイル',
  names: (device: string): string => ` 現在は ${device} を使用`,
  unticked: 'プレビューにはすべてのプロファイルが表示されます。チェックを外したものは変更されません。',
  device: 'MFA デバイス',
  spare: '予備',
  written: 'プロファイル',
  left: '残ったもの',
  leftWhere: '不要になったら、ご自身で削除してください。',
} as const;
