import type { HelpTable } from './help-table.ts';

/** The commands that care for keys and certificates in the PIV slots of YubiKeys. */
export const certificateHelp: HelpTable = {
  piv: {
    usage: ['piv'],
    does: 'YubiKey の PIV スロットにある鍵と証明書を一覧表示する',
    example: ['piv', 'PIN の残り回数、出荷時設定、各スロットの内容'],
  },
  anywhere: {
    usage: [
      'anywhere setup --subject NAME',
      'anywhere request --subject NAME',
      'anywhere import FILE',
      'anywhere renew ROLE',
      'anywhere add --name PROFILE',
      'anywhere policy --trust-anchor ARN',
      'anywhere roles',
      'anywhere serve ROLE',
      'anywhere sign REQUEST --ca-key SERIAL:SLOT',
      'anywhere sign --list',
    ],
    does: 'IAM Roles Anywhere 用の証明書を YubiKey に設定する',
    more: 'setup は YubiKey に鍵を生成し、証明書のリクエストを作成します。import は受け取った証明書を保存します。request は同じ鍵のリクエストをもう一度作成します。sign は自分の YubiKey で証明書を発行します。add は証明書で開くロールを、指定した 3 つの ARN、または --source と --region で AWS から読み取った ARN で保存します。policy はロールの信頼ポリシーを出力します。serve は EC2 メタデータの経路でプログラムにロールを提供します。renew は同じ鍵のリクエストをもう一度作成します。--pca または --ca-key を付けると新しい証明書まで作成します。',
    options: {
      '--slot SLOT': 'PIV スロット: 9a、9c、9d、9e、82～95 (setup: 82 以降の最初の空きスロット)',
      '--algorithm NAME': 'p256 (デフォルト)、p384、rsa-2048、rsa-3072、rsa-4096',
      '--touch POLICY': 'cached (デフォルト: 15 秒に 1 回)、always、never',
      '--pin-policy POLICY': 'once (デフォルト)、always、never: 鍵が PIN を求める条件',
      '--subject NAME': '証明書の対象 (例: CN=jane)',
      '--request FILE, --output FILE': '結果をそこに書き込む',
      '--copy': 'setup、request: リクエストをクリップボードにコピーする',
      '--pca ARN': 'setup、renew: 証明書を発行する AWS Private CA',
      '--authority': 'setup: 証明書に署名する鍵を作る',
      '--ca-key SERIAL:SLOT': 'sign、setup、renew: 認証局の鍵の YubiKey とスロット',
      '--valid DAYS': '証明書や失効リストの有効日数 (365)',
      '--unproved': 'sign、setup: YubiKey、PIN、タッチを構成証明で証明できない鍵にも署名する',
      '--list': 'sign: ここで署名したものを一覧表示する',
      '--revoke NUMBER, --crl': 'sign: 証明書を失効させる、または失効リストだけを作る',
      '--last-try': 'PIN の最後の 1 回を使う',
      '--resume ID, --undo ID': '中断したセットアップを続行する、または取り消す',
      '--trust-anchor ARN, --profile ARN, --role ARN':
        'add、setup: ロールを開くもの。sign: 失効リストを登録するトラストアンカー (--source と共に)',
      '--duration TIME': 'add、setup: セッションの長さ (12h まで)',
      '--name PROFILE': 'add、setup: 書き込むプロファイル',
      '--source PROFILE, --region REGION': 'add、setup: 指定していないものを AWS から読み取る認証情報。setup は足りないものを作成する',
      '--format NAME': 'policy: json (デフォルト)、terraform、cloudformation',
      '--port NUMBER': 'serve: 127.0.0.1 のポート (9911)',
    },
    example: ['anywhere setup --subject CN=jane --request jane.csr', 'スロット 82 の鍵と、管理者に渡すリクエスト'],
  },
};
