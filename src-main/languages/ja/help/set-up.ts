import type { HelpTable } from './help-table.ts';

const undoOrResume = '中断されたセットアップを続けるか、元に戻す';
const noTouch = 'タッチを必須にしない。どのプログラムもコードを取得できるようになる';
const sealed = 'キーリングがない場合に、パスフレーズで暗号化する';

/** The commands that set things up: access keys, MFA devices and the YubiKeys they are on. */
export const setUpHelp: HelpTable = {
  add: {
    usage: ['add [NAME]'],
    does: 'アクセスキーを追加する: AWS に確認し、キーリングに保存し、プロファイルを書き込む',
    more: 'ID とシークレットは入力するか (表示されません)、標準入力から 1 行ずつ渡します。',
    options: {
      '--invite FILE': '管理者から届いた招待から始める',
      '--csv FILE': 'IAM コンソールの CSV ファイルからアクセスキーを読み取る',
      '--region REGION': 'プロファイルのリージョン',
      '--passphrase': sealed,
      '--in-file': '認証情報ファイルに保存する',
      '--yes': '確認せずにプロファイルを書き込む',
    },
    example: ['add jane --csv ~/Downloads/accessKeys.csv', 'プロファイル jane。アクセスキーはキーリングに保存される'],
  },
  keep: {
    usage: ['keep PROFILE', 'keep PROFILE --undo', 'keep PROFILE --share [--undo]'],
    does: 'プロファイルのアクセスキーを AWS のファイルからキーリングに移す、または戻す',
    options: {
      '--passphrase': sealed,
      '--share': 'プログラムにキー自体を MFA なしで渡す (通常は MFA セッション)',
      '--undo': '元に戻す。--share と併用: MFA セッションに戻す',
    },
    example: ['keep jane', 'アクセスキーはどのファイルにも残らない'],
  },
  unlock: {
    usage: ['unlock'],
    does: 'アクセスキーのパスフレーズを入力する (ログインごとに 1 回)',
    example: ['unlock', 'パスフレーズを表示せずに入力する'],
  },
  rotate: {
    usage: ['rotate [SOURCE]', 'rotate [SOURCE] --finish', 'rotate [SOURCE] --undo'],
    does: '1 回のタッチでアクセスキーを置き換え、古いキーを無効化する',
    options: {
      '--delete-after DAYS': '古いキーを残す日数: 0～90 (既定: 1)。0 ならすぐに削除する',
      '--drop KEY': '先に、ユーザーの 2 つ目のアクセスキーを削除する',
      '--finish': '古いキーを削除する',
      '--undo': '古いキーを再びアクティブにする',
    },
    example: ['rotate jane', 'jane の新しいキー。古いキーは非アクティブになる'],
  },
  enroll: {
    usage: ['enroll', 'enroll --console', 'enroll --resume ID', 'enroll --undo ID'],
    does: 'YubiKey を IAM ユーザーの MFA デバイスとしてセットアップする',
    options: {
      '--source PROFILE': 'IAM ユーザーのアクセスキーを持つプロファイル',
      '--name NAME': 'デバイス名 (既定: ユーザー名、または USER-yk-SERIAL)',
      '--no-touch': noTouch,
      '--spare [KIND]': '2 つ目の YubiKey: device (専用のデバイス、既定) または same-seed (同じコード)',
      '--yes': 'プロファイルに mfa_serial を書き込み、同じ名前のアカウントを置き換える',
      '--console':
        'IAM で許可されていない場合に AWS コンソールを使う。シークレットを入力するか (表示されない) 標準入力から渡し、2 つのコードをコンソールに入力する',
      '--picture FILE': 'QR コードの画像 (PNG または JPEG) からシークレットを読み取る',
      '--device ARN': 'AWS が作成したデバイス。確認を省く',
      '--resume ID, --undo ID': undoOrResume,
    },
    example: ['enroll --source jane --spare', '2 つの YubiKey。片方を紛失しても締め出されない'],
  },
  import: {
    usage: ['import [ACCOUNT]'],
    does: '既存の MFA デバイスを使う: コードでテストし、プロファイルを更新する',
    options: {
      '--secret-stdin': '先にシークレットを YubiKey に保存する。入力するか (表示されない) 標準入力から渡す',
      '--picture FILE': '同じことを QR コードの画像から行う',
      '--no-touch': noTouch,
      '--device ARN': '対応するデバイス。確認を省く',
    },
    example: ['import --picture qr.png', 'QR コードのシークレットを YubiKey に保存する'],
  },
  find: {
    usage: ['find'],
    does: 'IAM ユーザーが引き受けられるロールを IAM で検索する',
    options: { '--source PROFILE': 'IAM ユーザーのアクセスキーを持つプロファイル' },
    example: ['find --source jane', '見つかったロールは `roletap roles` に表示される'],
  },
  unfinished: {
    usage: ['unfinished'],
    does: '中断されたセットアップと削除、続け方を一覧表示する',
    example: ['unfinished', 'それぞれに、続けるためのコマンドが付く'],
  },
};
