import type { GivenOnInput } from '../../../words/help/usage.ts';
import { either } from '../grammar.ts';

/** What is wrong with a line that was typed behind `roletap`; without a full stop, which the problem adds. */

/** What each command needs a word for. */
const needs: Readonly<Partial<Record<string, string>>> = {
  'team enforce': 'グループ',
  anywhere: 'setup、request、renew、import、add、adopt、policy、roles、serve、sign のいずれか',
  keep: 'アクセスキーを持つプロファイル',
  tap: 'ロール',
  credentials: 'プロファイルまたはロール',
  exec: 'プロファイルまたはロール',
  shell: 'プロファイルまたはロール',
  env: 'ロール',
  console: 'ロール',
  resync: 'デバイス',
  rename: 'アカウントと新しい名前',
  password: ' set または remove ',
  completion: ' bash、zsh、fish、powershell のいずれか',
  prompt: ' bash、zsh、fish、starship のいずれか',
};

/** Each as it is called, and its option. */
const givenOnInput: Readonly<Record<GivenOnInput, readonly [string, string]>> = {
  pin: [' PIN ', '--pin-stdin'],
  'new-pin': ['新しい PIN ', '--pin-stdin'],
  puk: [' PUK ', '--puk-stdin'],
  password: [' OATH パスワード', '--password-stdin'],
  code: ['コード', '--code-stdin'],
};

export const usageSaid = {
  noCommand: 'コマンドが指定されていません',
  unknownCommand: (name: string): string => `「${name}」というコマンドはありません`,
  unknownOption: (option: string): string => `「${option}」というオプションはありません`,
  /** `message` with the known word that was most likely meant. */
  guess: (message: string, near: string): string => `${message}。「${near}」ではありませんか？`,
  /** Of a command that lacks its word. */
  needs: (command: string): string => `${command} には${needs[command] ?? '引数'}が必要です`,
  /** Of a word that is none of those a command knows. */
  needsOneOf: (command: string, known: readonly string[]): string => `${command} には ${either(known)} が必要です`,
  wordTooMany: (command: string, word: string): string => `${command} に「${word}」は指定できません`,
  otherOption: (command: string, option: string): string => `${command} に --${option} は指定できません`,
  eitherOf: (command: string, one: string, other: string): string => `${command} に指定できるのは ${one} と ${other} のどちらか一方です`,
  onlyOneOf: (command: string, choices: readonly string[]): string =>
    `${command} に指定できるのは、次のうち 1 つだけです: ${choices.join('、')}`,
  /** An option that goes with one of others only. */
  onlyWith: (command: string, option: string, others: readonly string[]): string =>
    `${command} の ${option} は ${either(others)} と一緒に指定してください`,
  /** An option beside which others do not go. */
  notBeside: (command: string, option: string, others: readonly string[]): string =>
    `${command} の ${option} と一緒に ${either(others)} は指定できません`,
  nothingCame: (what: GivenOnInput, serial?: number): string => {
    const [name, option] = givenOnInput[what];
    return `標準入力に${serial === undefined ? '' : ` YubiKey ${serial} の`}${name}がありません。1 行として渡すか、${option} を付けずに入力してください`;
  },
  oddBytes: (command: string, word: string): string => `${command} は UTF-8 ではない「${word}」を渡せません`,
} as const;

/** What single commands and options ask for. */
export const usageRules = {
  duration: '--duration は 15m～12h で指定してください (例: 1h、90m、3600)',
  sessionName: '--session-name は 2～64 文字の英数字と _+=,.@- で指定してください',
  key: '--key には YubiKey のシリアル番号を指定してください',
  spare: '--spare には device または same-seed を指定してください',
  shell: (formats: readonly string[]): string => `--shell には ${formats.join('、')} のいずれかを指定してください`,
  days: '--days は 1～90 で指定してください',
  deleteAfter: '--delete-after は 0～90 日で指定してください',
  drop: '--drop にはアクセスキー ID を指定してください',
  readOnly: '--read-only に指定できる値は audit だけです',
  tag: '--tag と --transitive-tag は KEY=VALUE で指定してください',
  full: '--full は制限と一緒に指定できません',
  slot: '--slot には 9a、9c、9d、9e、82～95 を指定してください',
  algorithm: (known: readonly string[]): string => `--algorithm には ${either(known)} を指定してください`,
  port: '--port には 0～65535 を指定してください',
  format: (known: readonly string[]): string => `--format には ${either(known)} を指定してください`,
  touch: (known: readonly string[]): string => `--touch には ${either(known)} を指定してください`,
  pinPolicy: (known: readonly string[]): string => `--pin-policy には ${either(known)} を指定してください`,
  pca: '--pca には Private CA の ARN を指定してください: arn:aws:acm-pca:REGION:ACCOUNT:certificate-authority/ID',
  caKey: '--ca-key には YubiKey のシリアル番号とスロットを指定してください (例: 12345678:9c)',
  valid: '--valid は 1～9999 日で指定してください',
  revoke: '--revoke には証明書のシリアル番号を指定してください',
  exec: 'exec には -- とコマンドが必要です',
  end: 'end にはプロファイルと --all のどちらか一方を指定してください',
  remove: 'remove にはデバイスが必要です',
  /** Words before what a command takes. */
  device: 'デバイス',
  account: 'アカウント',
  rotateSource: 'rotate のソースは、名前か --source のどちらか一方で指定してください',
  rotate: 'rotate に指定できるのは、--undo、--finish、--drop (--delete-after と併用可) のうち 1 つだけです',
  programs: 'programs に指定できるのは forget と silence だけです。プログラムの名前またはファイルと一緒に指定してください',
  policyFile: 'ポリシーのファイル',
  path: '--path はスラッシュで始まり、スラッシュで終わる必要があります (例: /eng/)',
  person: 'team add にはユーザー名が必要です',
  user: 'ユーザー名',
  role: 'team role にはロール名が必要です',
  rescue: 'team rescue には、紛失したユーザーの名前が必要です',
  attach: 'team attach には self か deny と、グループが必要です',
  removeUser: 'team remove にはユーザー名か --device が必要です',
  group: 'グループ',
  breakGlass: 'team enforce --account には、対象外にする緊急用のユーザーが必要です (--except USER)',
  enrollFor: 'team enroll には、YubiKey を渡すユーザーの名前が必要です',
  action: (typed: string): string => `team simulate には s3:GetObject などのアクションを指定します。「${typed}」はアクションではありません`,
  resource: (typed: string): string => `--resource には arn:aws:s3:::bucket/* などの ARN を指定します。「${typed}」は ARN ではありません`,
  roleName: 'ロール名',
  anchor: 'トラストアンカーの ARN を指定した --trust',
  sessionSpan: (option: string): string => `${option} は 1h～12h で指定してください`,
  span: (option: string, typed: string): string => `${option} には 1h や 90m などの時間を指定します。「${typed}」は時間ではありません`,
  arn: (arn: string): string => `--policies、--boundary、--roles には ARN を指定します。「${arn}」は ARN ではありません`,
} as const;
