import type { HelpTable } from './help-table.ts';

/** The commands that care for YubiKeys and MFA devices, and those about Roletap itself. */
export const deviceHelp: HelpTable = {
  keys: {
    usage: ['keys'],
    does: '接続中の YubiKey を一覧表示する',
    example: ['keys', 'シリアル番号、モデル、ファームウェア、状態'],
  },
  accounts: {
    usage: ['accounts'],
    does: 'YubiKey の OATH アカウントを一覧表示する',
    example: ['accounts --key 12345678', '1 つの YubiKey のアカウント'],
  },
  rename: {
    usage: ['rename ACCOUNT NEW'],
    does: 'YubiKey の OATH アカウントの名前を変更する',
    example: ['rename jane AWS:jane@111122223333', 'コードは変わらない'],
  },
  password: {
    usage: ['password set', 'password remove'],
    does: 'YubiKey の OATH パスワードを設定または削除する',
    more: '新しいパスワードは、入力するか標準入力から渡します。',
    example: ['password set', '新しいパスワードを 2 回入力する'],
  },
  devices: {
    usage: ['devices'],
    does: 'IAM ユーザーの MFA デバイスと、それがある YubiKey を一覧表示する',
    example: ['devices --source jane', 'jane のデバイスと、残っているもの'],
  },
  resync: {
    usage: ['resync DEVICE'],
    does: 'デバイスを AWS と再同期する (2 つのコード)',
    example: ['resync jane', 'AWS がコードを拒否し続けるとき'],
  },
  remove: {
    usage: ['remove DEVICE', 'remove --resume ID', 'remove --undo ID'],
    does: 'AWS からデバイスを、YubiKey から OATH アカウントを削除する',
    options: { '--resume ID, --undo ID': '中断された削除を続けるか、デバイスを再び有効化する' },
    example: ['remove jane-old', 'ほかの認証手段を表示してから確認する'],
  },
  lost: {
    usage: ['lost [DEVICE]'],
    does: '紛失した YubiKey に対処する: デバイスの削除、プロファイルの更新、予備の追加',
    more: '別のデバイスがなければ、管理者に送る内容を表示します。',
    example: ['lost jane', 'もう一度実行すると、中断したところから続く'],
  },
  doctor: {
    usage: ['doctor'],
    does: 'ロールを開く準備が整っているか確認する',
    options: { '--platform': 'システムごとに異なるもの (キーリング、ネイティブモジュール、署名) を確認する' },
    example: ['doctor', 'タッチは不要。直すべきものを示す'],
  },
  prompt: {
    usage: ['prompt SHELL'],
    does: 'ロールと残り時間をプロンプトに表示する行を出力する',
    more: 'SHELL は bash、zsh、fish、starship のいずれかです。',
    example: ['prompt zsh', '~/.zshrc に: `eval "$(roletap prompt zsh)"`'],
  },
  completion: {
    usage: ['completion SHELL'],
    does: 'シェルの補完スクリプトを出力する',
    more: 'SHELL は bash、zsh、fish、powershell のいずれかです。',
    example: ['completion bash', '~/.bashrc に: `eval "$(roletap completion bash)"`'],
  },
  demo: {
    usage: ['demo'],
    does: '仮想の YubiKey とシミュレーションの AWS ですべてを試す',
    example: ['demo', '自分のファイルには触れない'],
  },
  help: {
    usage: ['help [COMMAND]'],
    does: 'すべてのコマンド、または 1 つのコマンドのヘルプを表示する',
    example: ['help tap', '`roletap tap --help` と同じ'],
  },
};
