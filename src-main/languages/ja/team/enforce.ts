import type { TeamProblem } from '../../../contract/problems/team.ts';
import type { EnforceStep, EnforceView } from '../../../contract/team/enforce.ts';
import { counted, date, listed } from '../grammar.ts';

const steps: { readonly [S in EnforceStep]: (group: string) => string } = {
  'own-mfa': (group) => `${group} が自分の MFA を管理できるようにする`,
  everybody: () => '全員が MFA を持つまで待つ',
  deny: (group) => `MFA がない場合、${group} にほかのすべてを拒否する`,
};

export const enforceStepWords = (step: EnforceStep, { scope, group }: Pick<EnforceView, 'scope' | 'group'>): string =>
  steps[step](scope === 'account' ? `アカウント ${group} の全員` : group);

/** A plan's step by its name: `deny group developers`. */
export const enforceDeedWords = (name: string): string => {
  const [what, , whom = ''] = name.split(' ');
  return steps[what === 'deny' ? 'deny' : 'own-mfa'](whom);
};

const states = { done: '完了', todo: '未実施', blocked: 'まだ' } as const;

export const enforceStateWords = (state: keyof typeof states): string => states[state];

const some = (names: readonly string[]): string => `${listed(names.slice(0, 8))}${names.length > 8 ? ` ほか ${names.length - 8} 人` : ''}`;

const unreadWords = (names: readonly string[]): string => `${some(names)} の MFA デバイスは読み取れませんでした。`;

/** Those without MFA, and those of whom nobody knows. */
const apart = (names: readonly string[], unread: readonly string[]) => {
  const all = new Set(unread);
  return { bare: names.filter((name) => !all.has(name)), unknown: names.filter((name) => all.has(name)) };
};

/** Whether a group can be made to use MFA today, in a sentence with names. */
export const safeWords = ({
  group,
  members,
  lockedOut,
  isEnforced,
}: Pick<EnforceView, 'group' | 'members' | 'lockedOut' | 'isEnforced'>): string => {
  if (members.length === 0) return `${group} にメンバーはいません。`;
  if (isEnforced && lockedOut.length === 0)
    return `${group} には MFA が必須で、${members.length} 人中 ${members.length} 人が持っています。`;
  if (lockedOut.length === 0) return `必須にできます。${members.length} 人中 ${members.length} 人が MFA を持っています。`;
  const { bare, unknown } = apart(
    lockedOut,
    members.filter(({ devices }) => devices === undefined).map(({ name }) => name),
  );
  if (bare.length === 0)
    return isEnforced ? `${group} には MFA が必須です。${unreadWords(unknown)}` : `安全かどうか分かりません。${unreadWords(unknown)}`;
  const said = isEnforced ? `MFA を設定するまで締め出される人: ${some(bare)}。` : `まだ必須にできません。${some(bare)} が締め出されます。`;
  return unknown.length === 0 ? said : `${said}${unreadWords(unknown)}`;
};

/** Why a user would not help in an emergency. */
export const breakGlassProblem = ({ user, why, group }: Extract<TeamProblem, { readonly code: 'enforce-break-glass' }>) => ({
  title: '緊急用のユーザーが役に立ちません',
  happened: `「${user}」は${{ missing: '存在しません', 'in-group': `、MFA が必須になるグループ「${group}」に入っています`, 'no-mfa': ' MFA がなく、パスワードやキーを見つけた人がだれでも使えます' }[why]}。`,
  advice: {
    missing: '別のユーザーを選んでください。',
    'in-group': 'グループから外すか、別のユーザーを選んでください。',
    'no-mfa': '先に MFA を設定してください。',
  }[why],
});

/** Why MFA is not required of them yet. `isTyped`: it is read in a terminal. */
export const unsafeProblem = (
  { group, names, unknown: unread = [], isBare }: Extract<TeamProblem, { readonly code: 'enforce-unsafe' }>,
  isTyped: boolean,
) => {
  const { bare, unknown } = apart(names, unread);
  const happened = [
    ...(bare.length === 0 ? [] : [`${some(bare)} が締め出されます。`]),
    ...(unknown.length === 0 ? [] : [unreadWords(unknown)]),
    `「${group}」には何も拒否していません。`,
  ].join('');
  if (bare.length === 0)
    return {
      title: 'MFA が分からない人がいます',
      happened,
      advice: 'MFA デバイスを読み取れるロールかユーザーで、もう一度試してください。',
    };
  return {
    title: 'MFA のない人がいます',
    happened,
    advice: isBare
      ? 'グループに「自分の MFA を管理」をアタッチし、全員が MFA を設定してからもう一度お試しください。'
      : `該当する人は MFA を設定できます。設定後にもう一度${isTyped ? '実行' : '確認'}してください。`,
  };
};

/** Of whom MFA is required. */
export const scopeWords = ({ scope, group }: Pick<EnforceView, 'scope' | 'group'>): string =>
  scope === 'account' ? `アカウント ${group}` : group;

export const enforceSaid = {
  waysOn: (id: string): string => `続行: roletap team enforce --resume ${id}    元に戻す: roletap team enforce --undo ${id}`,
  undone: (label: string): string => `${label} を元に戻しました。以前からあったものはそのままです。`,
  finished: (label: string): string => `${label} の設定が終わりました。`,

  devices: (count: number | undefined): string => (count === undefined ? '不明' : counted(count, { other: '個のデバイス' })),
  /** Who could take the Deny back. */
  outside: (count: number): string =>
    count === 0
      ? '全ユーザーに MFA が必須になります。緊急用に、MFA のあるユーザーを 1 人対象外にしてください。'
      : `対象外のユーザーが ${count} 人います。`,
  /** How old is what some are told by. */
  report: (at: number, clock: string): string => `デバイスのない人は、AWS の認証情報レポート (${date(at)} ${clock} UTC) によるものです。`,
  confirm: (group: string): string => `${group} に MFA を必須にしますか？ [y/N] `,
  confirmOff: (group: string): string => `${group} の MFA 必須を解除しますか？ [y/N] `,
  needsYes: 'ここでは確認できません。--yes を付けてください',
  unread: (count: number): string => `読み取れなかったものが ${count} 件あります:`,
} as const;
