import type { FirstRunDoor, FoundKind, SetupView } from '../../../contract/access-keys/first-run.ts';
import type { KeyView } from '../../../contract/card-view.ts';
import { elsewhereLines as englishLines } from '../../../words/window/first-run.ts';
import { asSentence, counted, together } from '../grammar.ts';

/** The welcome, and the pages behind its doors. */

/** The doors on the welcome; `hint` is what lies behind. */
export const doorWords: Readonly<Record<FirstRunDoor, { readonly title: string; readonly hint: string }>> = {
  key: { title: 'アクセスキーを持っている', hint: '貼り付けるか、IAM コンソールの CSV ファイルをドロップします。' },
  invite: { title: '招待ファイルがある', hint: '管理者から受け取ったファイルです。' },
  files: { title: 'キーはすでに ~/.aws にある', hint: 'Roletap が見つけたものと、足りないものを確認します。' },
  elsewhere: { title: 'キーは別の場所にある', hint: 'aws-vault、1Password、pass、aws login、IAM Identity Center' },
};

export const welcomeTexts = {
  title: 'Roletap へようこそ',
  about: 'YubiKey にタッチすると、カウントダウンが終わるまでツールで AWS の認証情報を使えます。',
  doors: 'アクセスキーはどこにありますか？',
} as const;

export const keyFormTexts = {
  title: 'アクセスキーを追加',
  about: 'Roletap は誰のキーかを AWS に確認し、キーリングに保存します。シークレットはどのファイルにも書き込まれません。',
  id: 'アクセスキー ID',
  idHint: 'AKIA で始まります。2 行まとめて貼り付けると、シークレットも正しい欄に入ります。',
  secret: 'シークレットアクセスキー',
  secretHint: '40 文字です。AWS で表示されるのは、キーを作成したときの一度だけです。',
  show: 'シークレットを表示',
  hide: 'シークレットを隠す',
  drop: 'または、IAM コンソールの CSV ファイルをここにドロップします。',
  choose: 'ファイルを選択…',
  file: 'アクセスキーの CSV ファイル',
  pasted: '貼り付けたテキスト',
  check: 'キーを確認',
  checking: '誰のキーかを AWS に確認しています',
  stillHere: 'キーをもう一度貼り付ける必要はありません。',
} as const;

export const inviteTexts = {
  title: '招待ファイルを開く',
  about: '管理者が Roletap で作成したファイルで、あなたのアカウントとユーザーがわかります。',
  drop: '招待ファイルをここにドロップします。',
  choose: 'ファイルを選択…',
  file: '管理者からの招待ファイル',
  facts: '招待の内容',
  account: 'アカウント',
  user: 'ユーザー',
  roles: 'ロール',
  region: 'リージョン',
  console: 'サインインページ',
  noRoles: '指定なし',
  passphrase: 'パスフレーズ',
  passphraseHint: 'パスフレーズは、管理者から別の方法で伝えられます。',
  open: '招待ファイルを開く',
  opening: '招待ファイルを開いています',
  other: '別のファイルを使う',
  keyTitle: 'アクセスキーを追加',
  /** Of an invite without one. */
  noKey: '招待にアクセスキーが含まれていません。サインインページでサインインして作成し、ここに入力してください。',
  copied: (seconds: number): string => `ワンタイムパスワードがクリップボードにあります。${seconds} 秒後に消去されます。`,
} as const;

export const keyProfileTexts = {
  title: 'AWS がキーを受け付けました',
  owner: (user: string, accountId: string): string => `アカウント ${accountId} の ${user} のキーです。`,
  name: 'プロファイル名',
  nameHint: '`aws --profile` の後に入力する名前です。',
  region: 'リージョン',
  regionHint: '指定がないときにツールが使うリージョンです。例: eu-central-1',
  change: '書き込まれる内容',
  keyring: 'アクセスキーはキーリングに保存されます。ツールはこの行から、有効期間の短い認証情報を取得します。',
  inFile: 'アクセスキーは認証情報ファイルに保存され、あなたのどのプログラムからも読み取れます。',
  passphrase: 'アクセスキーはパスフレーズで暗号化されます。ツールはこの行から、有効期間の短い認証情報を取得します。',
  passphraseField: 'パスフレーズ',
  passphraseHint: 'ログインごとに 1 回入力します。忘れたパスフレーズは再設定できません。',
  noStore: 'キーリングがない場合は、パスフレーズでキーを暗号化するか、認証情報ファイルに保存します。',
  usePassphrase: 'パスフレーズを使用',
  useFile: '認証情報ファイルを使用',
  useKeyring: 'キーリングを使用',
  back: '別のキーを使用',
  add: 'プロファイルを追加',
} as const;

export const setupTexts = {
  title: 'セットアップを始めましょう',
  about: 'いつでも中断し、後で続けられます。',
  ready: '準備ができました',
  readyAbout: 'カウントダウンが終わるまで、ツールはこのプロファイルを使います。',
  steps: 'セットアップ',
  done: '、完了',
  now: '、次',
  later: '、後で',
  yubikey: 'YubiKey',
  accessKey: 'アクセスキー',
  signIn: 'サインイン',
  device: 'MFA デバイス',
  roles: 'ロール',
  tap: '最初のタッチ',
  insert: 'YubiKey を挿入してください。',
  addKey: 'キーを追加',
  setUp: 'セットアップ',
  goOn: 'セットアップを続ける',
  find: 'ロールを検索',
  searching: 'IAM でロールを検索しています',
  addByHand: '手動で追加…',
  tapIn: '開く',
  tapInTo: (role: string): string => `${role} を開く`,
  tapHint: 'ロールを選び、YubiKey にタッチしてください。',
  tapLater: '1 回のタッチでロールが開きます。',
  tapped: 'ロールを開きました。',
  strip: { device: 'この YubiKey はまだセットアップされていません', roles: 'ロールはまだありません' },
  progress: (done: number, all: number): string => `${done}/${all}`,
  progressHeard: (done: number, all: number): string => `${all} 個の手順のうち ${done} 個が完了。`,
  all: 'すべての手順',
} as const;

const keptIn: Readonly<Record<FoundKind, string>> = {
  file: 'AWS のファイル',
  store: 'キーストアに保存',
  process: 'プログラムから取得',
  login: 'サインインから取得',
  sso: 'IAM Identity Center から取得',
  certificate: 'YubiKey の証明書',
};

/** `jane、キーストアに保存`. */
export const accessKeyWords = ({ source, kind }: Pick<SetupView, 'source' | 'kind'>): string =>
  source === undefined || kind === undefined ? 'まず、ご自身の認証情報が必要です。' : `${source}、${keptIn[kind]}`;

/** `YubiKey 5C NFC、12345678、ファームウェア 5.7.1`, as far as it tells. */
export const yubikeyWords = ({ name, serial, firmware }: Pick<KeyView, 'name' | 'serial' | 'firmware'>): string =>
  [name, ...(serial === undefined ? [] : [serial]), ...(firmware === '' ? [] : [`ファームウェア ${firmware}`])].join('、');

/** The user's device in the words of the list: the name after `mfa/`. */
export const deviceWords = ({ device, source }: Pick<SetupView, 'device' | 'source'>): string =>
  device !== undefined
    ? device.slice(device.lastIndexOf(':') + 1)
    : source === undefined
      ? 'YubiKey を IAM ユーザーの MFA デバイスにします。'
      : `${source} の MFA デバイスになっている YubiKey はまだありません。`;

export const rolesWords = ({ roles, source }: Pick<SetupView, 'roles' | 'source'>): string =>
  roles > 0
    ? counted(roles, { other: '個のロール' })
    : source === undefined
      ? 'タッチで開けるロールです。'
      : `${source} が引き受けられるロールを検索します。`;

/** What a screen reader says when a step of the list was done. */
export const setupAnnouncement = (before: SetupView | undefined, after: SetupView | undefined): string => {
  const done = (setup: SetupView | undefined) => [
    ...(setup?.device === undefined ? [] : [setupTexts.device]),
    ...(setup !== undefined && setup.roles > 0 ? [setupTexts.roles] : []),
    ...(setup?.opened ? [setupTexts.tap] : []),
  ];
  const old = done(before);
  return together(
    ...done(after)
      .filter((step) => !old.includes(step))
      .map((step) => asSentence(`${step}${setupTexts.done}`)),
  );
};

export const filesDoorTexts = {
  title: 'AWS のファイルの内容',
  about: (config: string, credentials: string): string => `Roletap は ${config} と ${credentials} を読み取りました。`,
  found: '見つかったもの',
  none: '認証情報を持つプロファイルがありません。アクセスキーを追加すると、Roletap がプロファイルを書き込みます。',
  missing: '対応が必要なもの',
  where: (kind: FoundKind): string => keptIn[kind],
  next: 'セットアップ',
  nextOf: (profile: string): string => `${profile} をセットアップ`,
  keepOf: (profile: string): string => `キーストアに移す: ${profile} のアクセスキー`,
} as const;

export const elsewhereTexts = {
  title: '別のプログラムが管理するキー',
  about: (config: string): string => `次のいずれかを ${config} に追加してください。変更は自動的に読み込まれます。`,
  copyOf: (name: string): string => `${name} の行をコピー`,
  found: 'ファイルで見つかったもの',
  waiting: 'この種類のプロファイルを待っています',
  check: '確認',
  checkOf: (profile: string): string => `${profile} を確認`,
  checking: 'AWS に確認しています',
  works: '成功: AWS が認証情報を受け付けました。',
} as const;

const hints: Readonly<Record<string, string>> = {
  'aws-vault': 'プロファイルには、aws-vault 自体が使っていない名前を付けてください。',
  '1Password': '項目には、AWS が credential_process 用に定める JSON を保存しておきます。',
  pass: 'エントリには、AWS が credential_process 用に定める JSON を保存しておきます。',
  'aws login': 'aws login --profile jane を実行すると、これらの行が書き込まれます。',
  'IAM Identity Center': 'aws configure sso を実行すると、これらの行が書き込まれます。',
};

/** Where keys may be beside the AWS files, and the profile lines that each takes. Names in capitals are for the person to fill in. */
export const elsewhereLines: typeof englishLines = englishLines.map((one) => ({ ...one, hint: hints[one.name] ?? one.hint }));
