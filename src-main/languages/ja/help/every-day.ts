import type { HelpTable } from './help-table.ts';

const withKeys = 'セッションのキーを渡す (エンドポイント非対応のプログラム用)。更新されない';

/** The commands that a person types every day: tapping in, codes, and roles in the hands of programs. */
export const everyDayHelp: HelpTable = {
  tap: {
    usage: ['tap [ROLE]'],
    does: 'ロールの認証情報を取得し、プロファイルに書き込む',
    more: 'ROLE は、role_arn を持つプロファイル、ロール ARN、アクセスキーを持つプロファイルのいずれかです。省略すると一覧から選べます。',
    options: {
      '--duration 1h': '15m～12h。1h を超えると専用のコードが必要',
      '--session-name NAME': 'CloudTrail に記録されるロールセッション名',
      '--source PROFILE': 'アクセスキーを持つプロファイル',
      '--target NAME': '書き込むプロファイル (既定: ROLE-tap)',
      '--direct': 'MFA セッションではなく新しいコードを使う',
    },
    example: ['tap prod --duration 4h', 'prod を 4 時間開く: `aws --profile prod-tap`'],
  },
  console: {
    usage: ['console [ROLE]'],
    does: 'ロールでサインインした AWS コンソールをブラウザーで開く',
    options: {
      '--print': '代わりにリンクを表示する。リンクを知る人は 15 分間サインインできる',
      '--service NAME': '最初に開くサービス (例: ec2、s3)',
      '--region REGION': '最初に開くリージョン',
      '--browser NAME': 'ブラウザーのプロファイルか Firefox コンテナ。ロールごとに記憶する。system で既定に戻す',
    },
    example: ['console prod', 'ブラウザーで prod を開く'],
  },
  browsers: {
    usage: ['browsers'],
    does: 'コンソールを並べて開けるブラウザーのプロファイルと Firefox コンテナを一覧表示する',
    more: 'console の --browser オプションで選びます。選択はロールごとに記憶されます。',
    example: ['browsers', 'アカウントごとにプロファイルを分け、同時に開く'],
  },
  code: {
    usage: ['code [ACCOUNT]'],
    does: 'YubiKey のコードを表示する',
    more: 'ACCOUNT は OATH アカウントの名前またはその一部です。',
    options: { '--copy': 'クリップボードにコピーし、20 秒後に消去する (時間は設定で変更可能)' },
    example: ['code jane --copy', '名前に jane を含む唯一のアカウントのコード'],
  },
  roles: {
    usage: ['roles'],
    does: 'ロールと、開いているかどうかを一覧表示する',
    example: ['roles', 'プロファイル、アカウント、ロール、残り時間'],
  },
  sessions: {
    usage: ['sessions'],
    does: '開いているセッションと終了時刻を一覧表示する',
    example: ['sessions', 'すべての開いているセッションと残り時間'],
  },
  end: {
    usage: ['end TARGET', 'end --all'],
    does: 'セッションを 1 つ、またはすべて終了する',
    more: 'TARGET は、Roletap が書き込んだプロファイル、ロール、ロール ARN のいずれかです。',
    options: { '--all': 'MFA セッションを含むすべて' },
    example: ['end prod', 'AWS のファイルから prod の認証情報を取り除く'],
  },
  exec: {
    usage: ['exec TARGET -- COMMAND...'],
    does: 'ロールでコマンドを実行し、実行中は更新し続ける',
    more: 'TARGET は、プロファイル、ロール、ロール ARN のいずれかです。',
    options: { '--keys': withKeys },
    example: ['exec prod -- terraform plan', 'ファイルにも変数にもキーは残らない'],
  },
  shell: {
    usage: ['shell TARGET'],
    does: 'ロールを使うシェルを開く',
    options: { '--keys': withKeys },
    example: ['shell dev', 'すべてのプログラムが dev を使うシェル'],
  },
  env: {
    usage: ['env ROLE'],
    does: 'ロールの環境変数を表示する',
    options: { '--shell FORMAT': 'sh、fish、powershell、cmd、nushell、dotenv のいずれか (既定: このシェル)' },
    example: ['env dev', '使い方: `eval "$(roletap env dev)"`'],
  },
  credentials: {
    usage: ['credentials TARGET'],
    does: 'credential_process 用にセッションを出力する',
    more: 'TARGET は、プロファイル、ロール、ロール ARN のいずれかです。',
    example: ['credentials prod', '次の行に使う: `credential_process = roletap credentials prod`'],
  },
  programs: {
    usage: ['programs', 'programs forget NAME', 'programs silence NAME'],
    does: '他のプログラムについての決定を一覧表示し、変更する',
    more: 'forget はプログラムについての決定を取り消します。silence はその日の残りの間、要求を断ります。NAME はプログラムの名前またはファイルです。',
    example: ['programs forget terraform', 'terraform は保護されたロールを使う前に再び確認を求める'],
  },
  history: {
    usage: ['history'],
    does: '開始、更新、終了、失敗したセッションと要求元を一覧表示する',
    options: { '--days N': '1～90 (既定: 7)', '--csv': 'CSV で出力する' },
    example: ['history --days 30 --csv', 'スプレッドシート用に 1 か月分'],
  },
  activity: {
    usage: ['activity'],
    does: 'CloudTrail に記録されたセッションの操作とサインインを表示する',
    more: '開いているロールで読み取ります。CloudTrail は最大 15 分遅れることがあります。',
    options: {
      '--days N': '1～90 (既定: 1)',
      '--role ROLE': 'このロールだけ (そのために開く)',
      '--region LIST': 'これらのリージョンも (コンマ区切り)',
      '--everyone': '他の人のサインインも表示する',
      '--csv': 'CSV で出力する',
    },
    example: ['activity --role prod --days 7', 'prod の 1 週間: 呼び出し、エラー、送信元'],
  },
};
