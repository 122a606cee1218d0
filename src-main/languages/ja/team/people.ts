import type { MfaKind, NextStep, PersonFlag, TeamGap, TeamProgress } from '../../../contract/team/people.ts';
import { date } from '../grammar.ts';

const kinds: { readonly [K in MfaKind]: string } = {
  yubikey: 'YubiKey',
  virtual: '仮想デバイス',
  passkey: 'パスキー',
  hardware: 'ハードウェアトークン',
};

/** How a person signs in beside a password: `2 × YubiKey, passkey`. */
export const mfaWords = (mfa: readonly { readonly kind: MfaKind }[] | 'unknown' | 'unread'): string => {
  if (mfa === 'unread') return '?';
  if (mfa === 'unknown') return 'あり';
  if (mfa.length === 0) return 'なし';
  const counts = new Map<MfaKind, number>();
  for (const { kind } of mfa) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => (count === 1 ? kinds[kind] : `${count} × ${kinds[kind]}`)).join('、');
};

const flags: { readonly [F in PersonFlag]: string } = {
  'root-key': 'root にアクセスキーがある',
  'root-no-mfa': 'root に MFA がない',
  'no-mfa': 'MFA なし',
  'one-device': 'デバイスが 1 つだけ',
  'two-keys': '有効なキーが 2 つ',
  'old-key': '90 日を超えたキー',
  unused: '45 日間未使用',
  'odd-key': '状態が不明なキー',
};

export const flagWords = (flag: PersonFlag): string => flags[flag];

const steps: { readonly [S in NextStep]: string } = {
  'delete-root-key': 'root のアクセスキーを削除する',
  'add-root-mfa': 'root の MFA を設定する',
  'add-mfa': 'MFA を設定する',
  'check-key': 'IAM コンソールでキーを確認する',
  'remove-unused': 'アクセスを取り消す',
  'delete-second-key': 'キーを 1 つ削除する',
  'rotate-key': 'キーをローテーションする',
  'add-spare': '予備の YubiKey を追加する',
  none: '',
};

export const stepWords = (step: NextStep): string => steps[step];

const unread: { readonly [W in TeamGap['what']]: string } = {
  report: '認証情報レポート',
  'new-report': '新しい認証情報レポート',
  users: '全ユーザー',
  'virtual-devices': '仮想 MFA デバイスの一覧',
  devices: '各ユーザーの MFA デバイス',
  tags: 'MFA デバイスのタグ',
};

/** What could not be read, and the action that would allow it. */
export const gapWords = ({ what, action, count }: Pick<TeamGap, 'what' | 'action' | 'count'>): string => {
  const whose = count === undefined ? '' : ` (${count} 人)`;
  return `${unread[what]}を読み取れませんでした${whose}。${action === undefined ? '' : `不足している権限: \`${action}\``}`;
};

export const progressOfTeam = ({ what, done, total }: TeamProgress): string => {
  const said: { readonly [W in TeamProgress['what']]: string } = {
    session: 'セッションを開いています…',
    policies: `ユーザー、グループ、ポリシーを読み取っています: ${done}`,
    report: 'AWS の認証情報レポートを待っています…',
    devices: `MFA デバイスを読み取っています: ${done} / ${total}`,
    tags: `MFA デバイスのタグを読み取っています: ${done} / ${total}`,
  };
  return said[what];
};

export const peopleSaid = {
  /** How old the facts are. `isOld`: over four hours. */
  generated: (at: number, clock: string, isOld: boolean): string =>
    `AWS の認証情報レポート (${date(at)} ${clock} UTC) による内容です。${isOld ? '4 時間以上前のものです。' : ''}`,
  noReport: '認証情報レポートがないため、パスワードとアクセスキーは不明です。',
  orphans: (count: number): string => `どのユーザーのものでもない仮想デバイスが ${count} 個あり、削除できます。`,
  summary: (people: number, withMfa: number): string => `${people} 人、うち MFA あり ${withMfa} 人`,
  never: 'なし',
  ago: (days: number): string => (days === 0 ? '今日' : `${days} 日前`),
  /** How old an access key is. */
  age: (days: number): string => `${days} 日`,
  inactive: '無効',
} as const;
