import type { HelpTable } from './help-table.ts';

/** The administrator's side. */
export const teamHelp: HelpTable = {
  team: {
    usage: [
      'team',
      'team policy FILE',
      'team policy --make KIND',
      'team add NAME',
      'team add --resume ID',
      'team unfinished',
      'team enforce GROUP',
    ],
    does: 'MFA の状況の表示、MFA を求めるポリシーの確認、人の追加を行う',
    more: 'ロールまたはユーザーの MFA セッションの権限で動作する。FILE はポリシーまたは信頼ポリシーの JSON。- は標準入力。',
    options: {
      '--source PROFILE': '権限を使うロールまたはユーザー',
      '--csv': '人の一覧を CSV で表示する',
      '--arn ARN': '自分のアカウントの管理ポリシー、またはロールの信頼ポリシーを確認する',
      '--fix': '直したポリシーを表示する',
      '--make KIND': 'ポリシーを作成する: self (自分の MFA の管理) または deny (MFA なしではほかのすべてを拒否)',
      '--with LIST': 'keys (自分のアクセスキー) や password (最初のパスワードの変更) も許可する。カンマで区切る',
      '--path PATH': 'ユーザーまたは新しいユーザーのパス (例: /eng/)',
      '--group NAME': 'このグループに追加する。なければ作成する',
      '--boundary ARN': 'アクセス許可の境界の ARN',
      '--policies LIST': 'アタッチする管理ポリシーの ARN。カンマで区切る',
      '--password': 'コンソールのワンタイムパスワードを作成する',
      '--access-key': 'アクセスキーを作成し、招待に封入する',
      '--invite FILE': '新しい人が `roletap add --invite` で開く招待を書き込む',
      '--roles LIST': '招待に書くロールの ARN。カンマで区切る',
      '--region REGION': '招待に書くリージョン',
      '--dry-run': '何が行われるかだけを表示する',
      '--resume ID, --undo ID': '中断された追加を続ける、または元に戻す',
      '--off': 'MFA を必須にするのをやめる',
    },
    example: ['team --source admin', 'アカウントの全員の MFA、アクセスキー、最後の使用、次にすること'],
  },
};
