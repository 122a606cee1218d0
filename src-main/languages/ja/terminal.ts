import type { KeyView } from '../../contract/card-view.ts';
import type { DeviceView, EnrollView, RemovalView } from '../../contract/enroll.ts';
import type { EndReason } from '../../contract/history.ts';
import { shellWord } from '../../contract/text.ts';
import type { UnreadPart } from '../../contract/tools.ts';
import { clockTime, counted, either, fullName, listed, span, theKey } from './grammar.ts';
import { keyWords } from './keys.ts';

/** What the terminal's commands say beside their tables, a line each. What only a program reads (--json) is no sentence. */

export const keysSaid = {
  copied: (seconds: number): string => `コードをコピーしました。${seconds} 秒後にクリップボードから消去します。`,
  held: (key: KeyView): string => `${fullName(key)}: ${keyWords(key).text}。しばらく待ちます…`,
  none: 'OATH アカウントはありません',
  accounts: (count: number): string => counted(count, { other: '個のアカウント' }),
  renamed: (account: string, name: string): string => `${account} の名前を ${name} に変更しました`,
  password: (key: { readonly name: string; readonly serial?: number }, sets: boolean): string =>
    `${fullName(key)} ${sets ? 'に OATH パスワードを設定しました' : 'から OATH パスワードを削除しました'}`,
  differ: 'パスワードが一致しません',
  needsInput: 'password set には、標準入力からの新しいパスワードが必要です',
} as const;

/** Before what a person types. */
export const promptTexts = {
  code: 'コード: ',
  pin: 'PIN: ',
  /** After it was said that one wrong PIN more blocks it. */
  lastPin: '最後の 1 回の PIN (中止するには Enter): ',
  codeInstead: 'または、別の MFA デバイスの 6 桁のコードを入力: ',
  codeLength: 'コードは 6 桁です。',
  typeCode: '別の MFA デバイスのコードを入力',
} as const;

export const sessionsSaid = {
  none: 'セッションはありません',
  noneOpen: '開いているセッションはありません',
  ended: (name: string): string => `${name} を終了しました`,
  mfaEnded: (source: string): string => `${source} の MFA セッションを終了しました`,
  mfa: (source: string): string => `(${source} の MFA セッション)`,
  /** `left` as it fits into a ring, `until` as RFC 3339. */
  tapped: (target: string, left: string, until?: string): string =>
    `aws --profile ${target}    (残り ${left}${until === undefined ? '' : `、${until} まで`})`,
  open: (ring: string, left: string, target: string): string => `${ring} 残り ${left}、aws --profile ${target}`,
  whichRole: 'ロール:',
  roleIn: (role: string, account: string): string => `${account} の ${role}`,
  console: (role: string, browser?: string): string => `${browser ?? 'ブラウザー'} で AWS コンソールを開きました (${role} でサインイン)`,
  noBrowsers: 'プロファイルを持つブラウザーが見つかりません',
  withoutAddOn: (label: string): string => `${label} (アドオン「Open external links in a container」が必要)`,
  /** `age` of the MFA session in milliseconds, where it is known. */
  mayBeOld: (role: string, age?: number): string =>
    `MFA セッションは${age === undefined ? '開いてから時間が経っています' : `開いてから ${span(age / 1000)}経っています`}。${role} には直前のタッチが必要な可能性があります。`,
  signInNow: (profile: string): string => `${profile} のサインインの期限が切れました。今すぐブラウザーでサインインしますか？ [y/N] `,
  touchAgain: 'もう一度 YubiKey にタッチしますか？ [y/N] ',
  expiredKeys: (target: string, file: string, line: number): string =>
    `「${target}」に、別のツールの期限切れのキーがあります (${file} の ${line} 行目)。`,
  replaceKeys: '置き換えますか？ [y/N] ',
  waits: 'YubiKey を待っています。トレイの Roletap を確認してください。',
  /** Variables whose bytes Node cannot read. */
  oddBytes: (names: readonly string[]): string => `注: ${listed(names)} は正しい UTF-8 ではありません。コマンドには置換文字が渡されます。`,
  /** `exec --keys`: what the command holds is not renewed. */
  keysEnd: (moment: string): string => `注: これらのキーは ${moment} に期限が切れ、更新されません。`,
  /** Files with a [default] that would win over the role, and are not shown to the command. */
  hidden: ({ config, credentials }: { readonly config: boolean; readonly credentials: boolean }): string =>
    `注: [default] の認証情報がロールより優先されるため、コマンドには${
      config && credentials ? ' ~/.aws のどちらのファイルも' : config ? '設定ファイルを' : '認証情報ファイルを'
    }見せません。`,
} as const;

export const programsSaid = {
  none: '決定はありません',
  withoutApp: '注: Roletap が起動していないため、保存されたセッションだけを表示します。断った要求は、終了すると記憶から消えます。',
  yes: (until: number): string => `${clockTime(until)} まで許可`,
  no: (until: number): string => `拒否、${clockTime(until)} まで要求不可`,
  notToday: '今日は拒否',
  forgotten: (program: string, role: string): string => `${role} に対する ${program} についての決定を取り消しました`,
  silenced: (program: string, role: string): string => `${program} は今日はもう ${role} を要求できません`,
} as const;

const endedBecause: Readonly<Record<EndReason, string>> = {
  person: '',
  lock: '画面のロック',
  pulled: 'YubiKey の取り外し',
  quit: 'Roletap の終了',
  gone: 'ファイルから削除されたか、AWS に拒否された',
};

export const historySaid = {
  none: 'この期間のセッションはありません',
  ended: (why: EndReason): string => endedBecause[why],
  until: (moment: string): string => `${moment} まで`,
  declined: (until: string): string => `${until} まで自分で拒否`,
  /** A kept key that went to a program. */
  shared: 'アクセスキー自体、MFA なし',
  notOpened: '開かれませんでした',
  guarded: '保護',
} as const;

/** The serials of keys that hold a device's account, those that are not plugged in marked so. */
const holders = ({ onKeys, knownKeys }: Pick<DeviceView, 'onKeys' | 'knownKeys'>): string =>
  [...onKeys.map(({ serial }) => String(serial ?? '接続中')), ...knownKeys.map((serial) => `${serial} (未接続)`)].join('、') || '-';

export const devicesSaid = {
  whichSource: 'アクセスキーを持つプロファイルが複数あります。どの IAM ユーザーですか？',
  none: (user: string): string => `${user} に MFA デバイスはありません`,
  holders,
  leftDevice: (device: string): string => `残り: ${device} (有効化されていません)`,
  leftAccount: (account: string, serial?: number): string =>
    `残り: ${serial ?? theKey()} の OATH アカウント ${account} (デバイスがありません)`,
  unused: (account: string, device: string): string =>
    `${account} を使うプロファイルがありません。ユーザーのプロファイルに追加してください: mfa_serial = ${device}`,
  inStep: (device: string): string => `${device} は AWS と同期しています`,
  last: (device: string, user: string): string =>
    `${device} は ${user} の最後の MFA デバイスです。なくなると、MFA が必要なロールを開けなくなります。`,
  others: (user: string, devices: readonly Pick<DeviceView, 'serial' | 'onKeys' | 'knownKeys'>[]): string =>
    `${user} のほかの認証手段: ${devices.map((device) => `${device.serial} (YubiKey: ${holders(device)})`).join('; ')}`,
  mayRemove: '削除しますか？ [y/N] ',
  needsYes: 'ここでは確認できないため、remove には --yes が必要です',
  removed: (device: string): string => `${device} を削除しました`,
  noSuchRemoval: (id: string): string => `未完了の削除 ${id} はありません (一覧: roletap unfinished)`,
  /** The commands that lead out of an interrupted removal. */
  waysOn: ({ id, removal }: RemovalView): string =>
    `続行: roletap remove --resume ${id}${removal.deleted === 'done' ? '' : `    元に戻す: roletap remove --undo ${id}`}`,
  isBack: (device: string, user: string): string => `${device} は再び ${user} の MFA デバイスになりました`,
  accountDeleted: (account: string, serial?: number): string => `${serial ?? theKey()} から OATH アカウント ${account} を削除しました`,
  accountStays: (serial: number): string => `OATH アカウントは ${theKey(serial)} に残っています`,
} as const;

export const lostSaid = {
  which: '紛失した YubiKey にあるのはどのデバイスですか？',
  whichOther: '今後、プロファイルでどのデバイスを使いますか？',
  needsDevice: (away: readonly string[]): string =>
    away.length === 0
      ? 'すべての YubiKey が接続されているため、lost にはデバイスの指定が必要です'
      : `lost にはデバイスの指定が必要です: ${either(away)}`,
  mayMend: 'これらの変更を書き込みますか？ [y/N] ',
  mended: (profile: string, device: string): string => `${profile} は今後 ${device} を使います`,
  maySpare: '今すぐ予備を追加するには、別の YubiKey を挿入してください。準備はできましたか？ [y/N] ',
  /** `isOpen`: another device makes codes. */
  spareLater: (source: string, isOpen: boolean): string =>
    `${isOpen ? '当面はこれで大丈夫です。予備が手に入ったら追加してください' : '新しい YubiKey を挿入して実行してください'}: roletap enroll --source ${shellWord(source)}`,
  askAdministrator: (user: string): string =>
    `${user} にはコードを生成する別のデバイスがないため、AWS 管理者に頼むしかありません。次の内容を送ってください:「MFA デバイスの YubiKey を紛失しました。次のコマンドを実行してください:」`,
  afterwards: (source: string): string => `その後、新しい YubiKey を挿入して実行してください: roletap enroll --source ${shellWord(source)}`,
} as const;

export const enrollSaid = {
  codes: (refused: boolean): string => (refused ? 'AWS がコードを拒否しました。次の 2 つを試しています…' : 'AWS に送る 2 つのコード…'),
  spare: '予備の YubiKey を挿入してください。',
  mayWrite: 'このユーザーのプロファイルに mfa_serial を書き込みますか？ [y/N] ',
  mayStore: 'YubiKey に保存しますか？ [y/N] ',
  undoWould: (action: string): string => `元に戻すと行われること: ${action}`,
  waysOn: ({ id }: Pick<EnrollView, 'id'>): string => `続行: roletap enroll --resume ${id}    元に戻す: roletap enroll --undo ${id}`,
  noSuchRun: (id: string): string => `未完了のセットアップ ${id} はありません (一覧: roletap unfinished)`,
  undone: (left: readonly string[]): string =>
    left.length === 0 ? '元に戻しました。残ったものはありません。' : `残ったもの: ${left.join('、')}`,
  enrolled: (device: string): string => `${device} を使えるようになりました`,
  spareDevice: (device: string): string => `予備: ${device}`,
  written: (profile: string): string => `${profile} に mfa_serial を書き込みました`,
  notWritten: (device: string): string => `このユーザーのプロファイルに追加してください: mfa_serial = ${device}`,
  left: (item: string): string => `残ったもの: ${item}`,
  noneUnfinished: '未完了のものはありません',
  /** Where IAM said no. */
  byHand: (source: string): string =>
    `代わりに AWS コンソールでセットアップしてください: roletap enroll --console${source === '' ? '' : ` --source ${shellWord(source)}`}`,
  isOpen: '別のセットアップが開いているか、その名前のものがありません',
  /** Nothing of what is typed behind it is shown. */
  secret: 'シークレットキーまたは otpauth:// リンク (表示されません): ',
  oneInput: 'パスワードとシークレットの両方を標準入力から渡すことはできません。シークレットは --picture で渡してください',
  codeToType: (index: number, digits: string): string => `MFA コード ${index + 1}: ${digits}`,
  typedThem: 'AWS が受け付けたら Enter を押してください。新しい 2 つのコードが必要なら n を入力してください: ',
  whenTyped: (id: string): string => `AWS が受け付けたら: roletap enroll --resume ${id} --device ARN`,
  tookThem: 'AWS はすでにこの YubiKey の 2 つのコードを受け付けましたか？ [y/N] ',
  device: (guess: string | undefined): string => (guess === undefined ? 'ARN: ' : `ARN (Enter で ${guess}): `),
  needsDevice: (command: 'enroll' | 'import'): string => `ここでは確認できないため、${command} には --device が必要です`,
  whichAccount: 'どのアカウントですか？',
} as const;

const unreadParts: Readonly<Record<UnreadPart, string>> = {
  'user-policies': 'ユーザーポリシー',
  'attached-policies': 'アタッチされたポリシー',
  groups: 'グループ',
  'group-policies': 'グループポリシー',
  policy: 'ポリシー',
  document: 'ドキュメント',
  roles: 'ロール',
  boundary: '境界',
  alias: 'エイリアス',
};

export const findSaid = {
  none: (source: string): string => `${source} のロールは見つかりませんでした`,
  patterns: '他のアカウントでワイルドカードにより許可されているため、一覧にないもの (roletap tap ARN を使ってください):',
  unread: '読み取れなかったもの:',
  /** `グループポリシー (devs): AWS が…`; `happened` is the problem's own sentence. */
  unreadPart: (what: UnreadPart, name: string | undefined, happened: string): string =>
    `${unreadParts[what]}${name === undefined ? '' : ` (${name})`}: ${happened}`,
  also: 'その他:',
} as const;

export const doctorSaid = {
  certificate: (subject: string, until: number): string => `${subject} で開きます。有効期限: ${new Date(until).toISOString().slice(0, 10)}`,
  /** Before a line; all are equally wide. */
  marks: { ok: '正常', warning: '警告', problem: '問題' },
  serviceName: 'カードサービス',
  filesName: 'AWS のファイル',
  rolesName: 'ロール',
  cardService: '応答しています。',
  key: (firmware: string, forAws: number, accounts: number): string =>
    `${firmware === '' ? '' : `ファームウェア ${firmware}、`}${accounts} 個の OATH アカウントのうち ${forAws} 個を AWS で使えます。`,
  roles: (count: number, file: string): string => `${file} に ${counted(count, { other: '個' })}。`,
  bundleName: 'CA バンドル',
  commandName: 'roletap コマンド',
  noCommand: 'roletap コマンドが PATH にありません。',
  otherCommand: (file: string): string => `シェルの roletap はこのプログラムではなく ${file} を実行します。`,
  commandAdvice: (command: string): string => `実行してください: ${command}`,
  openName: 'アクセス権',
  open: (path: string, may: 'read' | 'change', mode: string): string =>
    `このコンピューターのすべてのユーザーが ${path} を${may === 'read' ? '読み取れます' : '変更できます'} (${mode})。`,
  openAdvice: (command: string): string => `実行してください: ${command}`,
  activeName: 'アクティブなアクセスキー',
  activeOne: (user: string): string => `${user} に 1 つあります。`,
  activeMore: (user: string, keys: readonly string[]): string => `${user} に ${keys.length} つあります: ${listed(keys)}。1 つで十分です。`,
  activeAdvice: (source: string): string => `それぞれの最終使用を確認し、1 つを置き換えるには: \`roletap rotate ${shellWord(source)}\``,
  activeUnknown: (happened: string): string => `確認していません。${happened}`,
  activeUnasked: (sources: readonly string[]): string =>
    `${listed(sources)} は MFA セッションが必要なため、確認していません。含めるには、先にロールを開いてください。`,
  newerName: 'Roletapのファイル',
  newer: (file: string): string => `${file}は新しいバージョンのRoletapが書いたため、このバージョンでは読み取れません。`,
  newerAdvice: '内容を使うには、新しいバージョンをもう一度インストールしてください。',
  strayName: 'アクセスキー',
} as const;

export const demoSaid = {
  begins: 'デモ: 仮想の YubiKey とシミュレーションの AWS です。あなたのファイルには触れません。',
  touches: '  (デモが仮想の YubiKey にタッチします)',
  done: '完了: 1 回のタッチ、2 つのロール。何も残っていません。',
} as const;

/** A line for whoever starts the app in a terminal. */
export const startSaid = {
  inTray: 'Roletap はトレイにあります。ウィンドウも開きました。',
  inWindow: 'Roletap のウィンドウを開きました。このデスクトップはトレイアイコンを表示しません。',
  already: 'Roletap はすでに起動しています。ウィンドウを開きました。',
} as const;
