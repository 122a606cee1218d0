import type { HelpTable } from './help-table.ts';

/** The commands that care for keys and certificates in the PIV slots of YubiKeys. */
export const certificateHelp: HelpTable = {
  piv: {
    usage: ['piv', 'piv unblock', 'piv choose-pin'],
    does: 'YubiKey の鍵と証明書を一覧表示する、新しい PIN を設定する',
    options: {
      '--puk-stdin': 'unblock: 標準入力から PUK を読み取る。--pin-stdin を付けると次の行から新しい PIN を読み取る',
      '--pin-stdin': 'choose-pin, unblock: 新しい PIN を標準入力から読み取る',
      '--last-try': 'PUK の最後の 1 回を使う',
    },
    example: ['piv', 'PIN の残り回数、出荷時設定、各スロットの内容'],
  },
  anywhere: {
    usage: ['anywhere COMMAND'],
    does: 'IAM Roles Anywhere 用の証明書を YubiKey に設定する',
    common: {
      '--slot SLOT': 'PIV スロット: 9a、9c、9d、9e、82～95',
      '--subject NAME': '証明書の対象 (例: CN=jane)',
      '--output FILE': '結果をそこに書き込む',
      '--copy': 'リクエストをクリップボードにコピーする',
      '--pca ARN': '証明書を発行する AWS Private CA (--source と共に)',
      '--ca-key SERIAL:SLOT': '認証局の鍵の YubiKey とスロット',
      '--valid DAYS': '証明書の有効日数 (365)',
      '--unproved': 'YubiKey、PIN、タッチを構成証明で証明できない鍵にも署名する',
      '--chain FILE': '発行者の証明書（同じファイルに含まれていない場合）',
      '--trust-anchor ARN, --profile ARN, --role ARN': 'ロールを開くもの',
      '--duration TIME': 'セッションの長さ (12h まで)',
      '--name PROFILE': '書き込むプロファイル',
      '--source PROFILE': '指定していないものを AWS から読み取る認証情報',
      '--region REGION': 'AWS のリージョン',
      '--pin-stdin': 'YubiKey の証明書の PIN を標準入力から読み取る',
      '--last-try': '--pin-stdin と共に、PIN の最後の 1 回を使う',
    },
    example: ['anywhere setup --subject CN=jane --request jane.csr', 'スロット 82 の鍵と、管理者に渡すリクエスト'],
    commands: {
      setup: {
        usage: ['anywhere setup --subject NAME', 'anywhere setup --resume ID', 'anywhere setup --undo ID'],
        does: 'YubiKey の鍵、証明書、それで開くロールを作成する',
        more: '--request、--pca、--ca-key、--authority がなければ、リクエストを作成し、続け方を示す。',
        options: {
          '--slot SLOT': 'PIV スロット: 9a、9c、9d、9e、82～95 (82 以降の最初の空きスロット)',
          '--algorithm NAME': 'p256 (デフォルト)、p384、rsa-2048、rsa-3072、rsa-4096',
          '--touch POLICY': 'cached (デフォルト: 15 秒に 1 回)、always、never',
          '--pin-policy POLICY': 'once (デフォルト)、always、never: 鍵が PIN を求める条件',
          '--request FILE': '証明書のリクエストをそこに書き込む',
          '--authority': '証明書に署名する鍵を作る',
          '--create-role': '--role のロールを作成する (--source と共に)',
          '--policies LIST': '新しいロールのマネージドポリシー (カンマ区切り)',
          '--max-session TIME': '新しいロールの最長セッション (12h)',
          '--source PROFILE, --region REGION': '指定していないものを AWS から読み取り、足りないものを作成する認証情報',
          '--resume ID, --undo ID': '中断したセットアップを続行する、または取り消す',
        },
        example: ['anywhere setup --subject CN=jane --ca-key 12345678:9c', 'もう 1 つの YubiKey にある認証局からの証明書'],
      },
      request: {
        usage: ['anywhere request --subject NAME'],
        does: 'YubiKey にある鍵のリクエストをもう一度作成する',
        example: ['anywhere request --slot 82 --subject CN=jane --output jane.csr', '管理者に渡すリクエスト'],
      },
      import: {
        usage: ['anywhere import FILE'],
        does: '受け取った証明書をその鍵のスロットに保存する',
        example: ['anywhere import jane.pem', '鍵と照合してから保存する'],
      },
      renew: {
        usage: ['anywhere renew ROLE', 'anywhere renew --slot SLOT'],
        does: 'ロールの鍵のリクエストをもう一度作成する。--pca または --ca-key では新しい証明書まで作成する',
        options: { '--request FILE, --output FILE': 'リクエストをそこに書き込む' },
        example: ['anywhere renew acme-prod --ca-key 12345678:9c', '同じ鍵の新しい証明書'],
      },
      add: {
        usage: ['anywhere add --name PROFILE'],
        does: '証明書で開くロールをプロファイルとして保存する',
        options: { '--source PROFILE, --region REGION': '指定していないものを、この認証情報とリージョンで AWS から読み取る' },
        example: ['anywhere add --name acme-prod --source admin --region eu-central-1', 'ロールを開くものを AWS にあるものから選ぶ'],
      },
      adopt: {
        usage: ['anywhere adopt PROFILE', 'anywhere adopt --undo PROFILE'],
        does: 'aws_signing_helper を呼び出すプロファイルを Roletap に引き継ぐ',
        options: { '--undo PROFILE': '元の行に戻す' },
        example: ['anywhere adopt acme-prod', '変更前と変更後の credential_process の行'],
      },
      policy: {
        usage: ['anywhere policy --trust-anchor ARN'],
        does: '証明書で開くロールの信頼ポリシーを出力する',
        options: {
          '--trust-anchor ARN': 'ロールを開く証明書のトラストアンカー',
          '--subject NAME': '求める証明書の対象 (例: CN=jane)',
          '--proved': 'YubiKey で生成され PIN とタッチを求める鍵の証明を要求する',
          '--format NAME': 'json (デフォルト)、terraform、cloudformation',
        },
        example: [
          'anywhere policy --trust-anchor arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/8a5dc4ad-EXAMPLE --subject CN=jane',
          '貼り付ける信頼ポリシー',
        ],
      },
      roles: {
        usage: ['anywhere roles'],
        does: '証明書で開くロールを一覧表示する',
        example: ['anywhere roles', '証明書とセッション付き'],
      },
      serve: {
        usage: ['anywhere serve ROLE'],
        does: 'EC2 メタデータの経路でプログラムにロールを提供する',
        options: { '--port NUMBER': '127.0.0.1 のポート (9911)' },
        example: ['anywhere serve acme-prod', '終了するまで、プログラム用の AWS_EC2_METADATA_SERVICE_ENDPOINT'],
      },
      sign: {
        usage: ['anywhere sign REQUEST --ca-key SERIAL:SLOT', 'anywhere sign --revoke NUMBER --ca-key SERIAL:SLOT', 'anywhere sign --list'],
        does: '自分の YubiKey で証明書を発行し、失効させる',
        options: {
          '--valid DAYS': '証明書 (365) や失効リストの有効日数',
          '--list': 'ここで署名したものを一覧表示する',
          '--revoke NUMBER': 'このシリアル番号の証明書を失効させる',
          '--crl': '失効リストだけを作る',
          '--trust-anchor ARN, --source PROFILE': 'この認証情報で、このトラストアンカーに失効リストを登録する',
        },
        example: ['anywhere sign jane.csr --ca-key 12345678:9c --output jane.pem', '鍵が証明する内容と、証明書'],
      },
    },
  },
};
