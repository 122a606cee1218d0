import type { HelpTable } from './help-table.ts';

/** The administrator's side. */
export const teamHelp: HelpTable = {
  team: {
    usage: ['team', 'team policy FILE', 'team policy --arn ARN', 'team policy --make KIND'],
    does: 'MFA の状況を表示し、MFA を求めるポリシーを確認または作成する',
    more: 'ロールまたはユーザーの MFA セッションの権限で動作する。FILE はポリシーまたは信頼ポリシーの JSON。- は標準入力。',
    options: {
      '--source PROFILE': '権限を使うロールまたはユーザー',
      '--csv': '人の一覧を CSV で表示する',
      '--arn ARN': '自分のアカウントの管理ポリシー、またはロールの信頼ポリシーを確認する',
      '--fix': '直したポリシーを表示する',
      '--make KIND': 'ポリシーを作成する: self (自分の MFA の管理) または deny (MFA なしではほかのすべてを拒否)',
      '--with LIST': 'keys (自分のアクセスキー) や password (最初のパスワードの変更) も許可する。カンマで区切る',
      '--path PATH': 'このパス (例: /eng/) のユーザーだけを対象にする',
    },
    example: ['team --source admin', 'アカウントの全員の MFA、アクセスキー、最後の使用、次にすること'],
  },
};
