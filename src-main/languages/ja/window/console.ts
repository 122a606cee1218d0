/** What stands in the dialog that asks where a role's console opens. */
export const consoleTexts = {
  title: (role: string): string => `${role} でコンソールを開く`,
  open: 'コンソールを開く',
  where: 'ブラウザー',
  system: {
    title: 'システムのブラウザー',
    text: '同時に開けるコンソールは 1 つです。再びサインインすると、前のコンソールはサインアウトします。',
  },
  /** Of a container of Firefox's. */
  lacksAddOn: 'Firefox のアドオン「Open external links in a container」が必要です。',
  /** Of the one that was chosen before and is not there now. */
  gone: (browser: string): string => `${browser} はもうありません。`,
  looking: 'ブラウザーを探しています…',
  keepFor: '記憶する範囲',
  role: (role: string): string => `${role} のみ`,
  account: (account: string): string => `${account} のすべてのロール`,
  service: '最初に開くサービス',
  region: 'リージョン',
  serviceExample: 'ec2',
} as const;
