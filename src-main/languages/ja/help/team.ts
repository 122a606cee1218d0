import type { HelpTable } from './help-table.ts';

/** The administrator's side. */
export const teamHelp: HelpTable = {
  team: {
    usage: ['team', 'team COMMAND'],
    does: 'MFA の状況を表示し、MFA を必須にし、人を追加、支援、削除する',
    more: 'ロールまたはユーザーの MFA セッションの権限で動作する。',
    common: {
      '--source PROFILE': '権限を使うロールまたはユーザー',
      '--dry-run': '何が行われるかだけを表示する',
      '--resume ID, --undo ID': '中断された作業を続ける、または元に戻す',
      '--boundary ARN': 'アクセス許可の境界の ARN',
      '--policies LIST': 'アタッチする管理ポリシーの ARN。カンマで区切る',
      '--access-key': 'アクセスキーを作成し、招待に封入する',
      '--invite FILE': '相手が `roletap add --invite` で開く招待を書き込む',
      '--roles LIST': '招待に書くロールの ARN。カンマで区切る',
      '--region REGION': '招待に書くリージョン',
      '--with LIST': 'keys (自分のアクセスキー) や password (最初のパスワードの変更) も許可する。カンマで区切る',
    },
    options: { '--csv': '人の一覧を CSV で表示する' },
    example: ['team --source admin', 'アカウントの全員の MFA、アクセスキー、最後の使用、次にすること'],
    commands: {
      add: {
        usage: ['team add NAME', 'team add --resume ID', 'team add --undo ID'],
        does: '人を追加する: ユーザー、グループ、ポリシー、招待',
        options: {
          '--path PATH': '新しいユーザーのパス (例: /eng/)',
          '--group NAME': 'このグループに追加する。なければ作成する',
          '--tag KEY=VALUE': '新しいユーザーのタグ (50 個まで)',
          '--password': 'コンソールのワンタイムパスワードを作成する',
        },
        example: ['team add kim --group developers --access-key --invite kim.invite', 'グループのユーザーと、アクセスキーを封入した招待'],
      },
      role: {
        usage: ['team role NAME', 'team role --resume ID', 'team role --undo ID'],
        does: 'MFA を求めるロールを追加する、または表示する',
        options: {
          '--trust WHO': 'ロールを引き受けられる相手: own (このアカウント、既定)、アカウント ID、ユーザーの ARN、トラストアンカーの ARN',
          '--external-id ID': '相手のアカウントが送る必要がある外部 ID',
          '--subject PARTS': '証明書のサブジェクトに必要な内容 (例: CN=jane)',
          '--proved': 'YubiKey で生成され PIN とタッチを求める鍵の証明を要求する',
          '--mfa-age TIME': 'タッチの後にロールを開ける時間 (例: 1h)',
          '--max-session TIME': '最長のセッション。1h から 12h',
          '--permissions FILE': 'ロールに許可する内容のポリシー (JSON)',
          '--group NAME': 'このグループに引き受けを許可する',
          '--path PATH': '新しいロールのパス (例: /eng/)',
          '--format FORMAT': '作成せずに表示する形式: json、terraform、cloudformation',
        },
        example: ['team role Deploy --mfa-age 1h --group developers', 'グループのメンバーがタッチの後 1 時間まで開けるロール'],
      },
      enroll: {
        usage: ['team enroll USER', 'team enroll --resume ID', 'team enroll --undo ID'],
        does: 'その場にいないユーザーの MFA デバイスとして YubiKey を登録する',
        options: { '--no-touch': 'タッチなしでコードを出す YubiKey にする' },
        example: ['team enroll kim', '挿した YubiKey が kim の MFA デバイスになる'],
      },
      rescue: {
        usage: ['team rescue USER', 'team rescue --resume ID', 'team rescue --undo ID'],
        does: 'ユーザーが失ったものを取り除く: MFA デバイス、アクセスキー、開いているセッション',
        options: {
          '--device LIST': '紛失した MFA デバイスのシリアル番号または ARN。カンマで区切る',
          '--all': 'ユーザーの MFA デバイスをすべて紛失した',
        },
        example: ['team rescue kim --all --access-key --invite kim.invite', 'kim のデバイスとセッションが終わり、招待でやり直せる'],
      },
      remove: {
        usage: ['team remove USER', 'team remove --device NAME', 'team remove --resume ID', 'team remove --undo ID'],
        does: 'ユーザーのサインイン、アクセスキー、またはユーザーを削除する',
        more: 'オプションがなければ、ユーザーのパスワードを削除し、アクセスキーを無効にする。',
        options: {
          '--delete-keys LIST': '削除するアクセスキー。カンマで区切る。まず 1 日無効にする',
          '--now': '--delete-keys と共に、すぐに削除する',
          '--delete-user': 'ユーザーをすべての所有物とともに削除する',
          '--device NAME': 'ユーザーの代わりに、だれのものでもない仮想 MFA デバイスを削除する',
        },
        example: ['team remove kim --dry-run', 'kim が持つものと、行われること'],
      },
      enforce: {
        usage: ['team enforce GROUP', 'team enforce --account --except USER', 'team enforce --resume ID', 'team enforce --undo ID'],
        does: '締め出される人がいなければ、グループまたは全員に MFA を必須にする',
        options: {
          '--pilot USER': '試すために、まず 1 人のメンバーだけに MFA を必須にする',
          '--account': 'アカウントの全員に MFA を必須にする',
          '--except USER': '--account と共に、緊急用に対象外とするユーザー',
          '--off': 'MFA を必須にするのをやめる',
        },
        example: ['team enforce developers --dry-run', 'MFA を持つ人、締め出される人、行われること'],
      },
      attach: {
        usage: ['team attach KIND GROUP', 'team attach --resume ID', 'team attach --undo ID'],
        does: 'Roletap が書くポリシーをグループに付ける、または外す',
        more: 'KIND は self (自分の MFA の管理) または deny (MFA なしではほかのすべてを拒否)。',
        options: { '--path PATH': 'このパスのユーザーだけ (例: /eng/)', '--off': 'ポリシーを外す' },
        example: ['team attach self developers', 'メンバーが自分の MFA デバイスを追加、削除できる'],
      },
      policy: {
        usage: ['team policy FILE', 'team policy --arn ARN', 'team policy --make KIND'],
        does: 'MFA を求めるポリシーを確認する、または作成する',
        more: 'FILE はポリシーまたは信頼ポリシーの JSON。- は標準入力。',
        options: {
          '--arn ARN': '自分のアカウントの管理ポリシー、またはロールの信頼ポリシーを確認する',
          '--fix': '直したポリシーを表示する',
          '--make KIND': 'ポリシーを作成する: self (自分の MFA の管理) または deny (MFA なしではほかのすべてを拒否)',
          '--path PATH': '--make と共に、このパスのユーザーだけ (例: /eng/)',
        },
        example: ['team policy deny.json --fix', '誤りと、直したポリシー'],
      },
      simulate: {
        usage: ['team simulate USER ACTIONS'],
        does: 'MFA がある場合とない場合にユーザーができることを IAM に尋ねる',
        options: { '--resource LIST': 'アクションを試すリソースの ARN。カンマで区切る' },
        example: ['team simulate kim s3:ListAllMyBuckets,iam:ListVirtualMFADevices', 'MFA がある場合とない場合の許可または拒否'],
      },
      unfinished: {
        usage: ['team unfinished'],
        does: '続けるか元に戻せる、中断された作業を一覧表示する',
        example: ['team unfinished', '--resume と --undo に使う ID 付き'],
      },
    },
  },
};
