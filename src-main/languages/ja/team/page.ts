import type { PersonKey } from '../../../contract/team/people.ts';
import type { MfaGroup, PeopleFilter } from '../../../contract/team/shown.ts';
import { counted } from '../grammar.ts';

/** What stands around the people in the window. */
export const peopleTexts = {
  title: 'ユーザー',
  about: 'AWS アカウントにサインインできる全員と、その MFA デバイスとアクセスキーです。読み取りでは何も変更されません。',
  needs:
    'Roletap はセッションで AWS に問い合わせ、アクセスキーだけでは問い合わせません。ロールまたはユーザーには SecurityAudit の権限が必要です。',
  rights: 'ロールまたはユーザー',
  none: 'AWS に問い合わせるには、ロールまたはユーザーが必要です。先にアクセスキーを追加してください。',
  read: 'ユーザーを表示',
  search: 'ユーザーを検索',
  filters: 'フィルター',
  table: 'ユーザー',
  columns: { name: 'ユーザー', mfa: 'MFA', keys: 'アクセスキー', signedIn: '最終サインイン', next: '次のステップ' },
  setUp: '設定',
  export: 'エクスポート',
  csv: 'ユーザーを CSV で',
  json: 'ユーザーを JSON で',
  changed: 'その後に変更されています。再読み込みしてください。',
  noneShown: '該当するユーザーはいません',
  showAll: 'すべて表示',
  /** In a cell. */
  noKeys: 'なし',
  noPassword: 'パスワードなし',
  unknown: '不明',
  nothingToDo: 'なし',
  orphanTitle: 'ユーザーのいない仮想デバイス',
  deleteOrphan: '削除…',
} as const;

const filters: { readonly [F in PeopleFilter]: string } = {
  all: 'すべて',
  'no-mfa': 'MFA なし',
  'one-device': 'デバイス 1 つ',
  'old-key': '古いキー',
  unused: '未使用',
};

/** `No MFA 3`: how many a filter would show. */
export const filterWords = (filter: PeopleFilter, count: number): string => `${filters[filter]} ${count}`;

const groups: { readonly [G in MfaGroup]: string } = {
  yubikey: 'YubiKey',
  passkey: 'パスキーまたはトークン',
  virtual: '仮想デバイス',
  unknown: '不明',
  none: 'MFA なし',
  'no-access': 'アクセスなし',
};

/** In the picture of the team: who signs in with what. */
export const groupWords = (group: MfaGroup): string => groups[group];

/** The picture in a sentence: `12 YubiKey, 3 No MFA`. */
export const pictureOfTeam = (counts: readonly (readonly [MfaGroup, number])[]): string =>
  counts.map(([group, count]) => `${count} ${groups[group]}`).join(', ');

/** How many of all are shown. */
export const shownWords = (shown: number, all: number): string => (shown === all ? `${all} 人` : `${all} 人中 ${shown} 人`);

/** How long ago something was, in days. */
export const agoWords = (days: number): string => (days === 0 ? '今日' : days === 1 ? '昨日' : `${days} 日前`);

/** When and for what a key was last used. `days` is undefined for a key that never was, and where nobody knows. */
export const keyUse = ({ used }: Pick<PersonKey, 'used'>, days: number | undefined): string => {
  if (used === undefined) return '';
  if (used === 'never' || days === undefined) return '未使用';
  return [agoWords(days), used.service, used.region].filter((part) => part !== '').join('、');
};

/** What a person who hears the table is told of the sorting. */
export const sortWords = (column: string): string => `「${column}」で並べ替え`;

/** What lacks where AWS denied a call. */
export const deniedWords = ({
  action,
  resource,
  explicit,
}: {
  readonly action: string;
  readonly resource: string;
  readonly explicit: boolean;
}): string =>
  `不足している権限: ${resource === '*' ? '' : `${resource} への `}\`${action}\`。${explicit ? 'ポリシーで明示的に拒否されています。' : ''}`;

/** A group to choose, with how many are in it. */
export const groupChoice = ({ name, members }: { readonly name: string; readonly members?: number }): string =>
  members === undefined ? name : `${name} (${counted(members, { other: '人' })})`;
