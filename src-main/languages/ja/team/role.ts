import type { TeamProblem } from '../../../contract/problems/team.ts';
import type { RoleNote, RolePlanView, RoleStep } from '../../../contract/team/role.ts';
import { duration, listed, together } from '../grammar.ts';

const steps: { readonly [S in RoleStep]: (on: string) => string } = {
  role: (on) => `ロール ${on} を作成する`,
  permissions: (on) => `${on} に権限を設定する`,
  policies: (on) => `${on} をアタッチする`,
  assume: (on) => `${on} がロールを引き受けられるようにする`,
};

export const roleStepWords = ({ name, on }: { readonly name: RoleStep; readonly on: string }): string => steps[name](on);

type Facts = Pick<RolePlanView, 'mfaAgeSeconds' | 'maxSessionSeconds' | 'accountId'>;

const notes: { readonly [N in RoleNote]: (facts: Facts) => string } = {
  'any-age': () => 'MFA セッションが続く間は、1 回のタッチでこのロールを開けます。',
  'short-age': ({ mfaAgeSeconds = 0 }) =>
    `1 回のタッチで開けるのは ${duration(mfaAgeSeconds)} の間です。その後は、MFA セッションが続いていても再びタッチが必要です。`,
  'long-session': ({ maxSessionSeconds }) =>
    `最大 ${duration(maxSessionSeconds)} のセッションには、別のタッチが必要です (\`roletap tap ROLE --direct\`)。MFA セッションからは 1 時間で、タッチなしで更新されます。`,
  'account-alone': ({ accountId }) => `${accountId} で sts:AssumeRole を許可されている人は、だれでも引き受けられます。`,
  'no-permissions': () => 'このロールにはまだ何も許可されていません。',
  'other-account': () => '相手のアカウントでも、このロールの引き受けを許可する必要があります。',
  'subject-lost': () => 'AWS はサブジェクトの一部を確認できないため、信頼ポリシーでは要求しません。',
  proved: () =>
    '鍵について証明するのは、Roletap が認証局として YubiKey のアテステーションを確認して署名した証明書だけです。ほかの証明書ではこのロールを開けません。',
  certificate: () => '証明書は、IAM では MFA とみなされません。鍵は、タッチまたは PIN を求める YubiKey に保管してください。',
};

/** What to do about it in the terminal. */
const tips: { readonly [N in RoleNote]?: string } = {
  'account-alone': 'グループに許可するには `--group` を使います。',
  'no-permissions': '`--policies` でポリシーをアタッチするか、`--permissions FILE` で指定できます。',
};

export const roleNoteShort = (note: RoleNote, facts: Facts): string => notes[note](facts);

export const roleNoteWords = (note: RoleNote, facts: Facts): string => together(notes[note](facts), tips[note] ?? '');

export const roleSaid = {
  plan: ({ role, accountId, source }: Pick<RolePlanView, 'role' | 'accountId' | 'source'>): string =>
    `「${source}」の権限で、ロール ${role} をアカウント ${accountId} に追加します:`,
  trust: '信頼ポリシー:',
  permissions: '権限:',
  group: (group: string): string => `${group} のポリシー:`,
  undoes: (actions: readonly string[]): string => `元に戻すには ${listed(actions)} が必要です。`,
  needsYes: 'ここでは確認できません。追加するには --yes を付けてください',
  added: (role: string, arn: string): string => `${role} (${arn}) を追加しました。`,
  waysOn: (id: string): string => `続行: roletap team role --resume ${id}    元に戻す: roletap team role --undo ${id}`,
  undone: (role: string): string => `元に戻しました。ロール ${role} はもうありません。`,
} as const;

type RoleFlaw = Extract<TeamProblem, { code: 'role-wish-bad' }>['what'];

/** What a role can't be given, and what it can. `isTyped`: it is read in a terminal. */
export const roleFlaws: {
  readonly [W in RoleFlaw]: (value: string, isTyped: boolean) => { readonly happened: string; readonly advice: string };
} = {
  trust: (value, isTyped) => ({
    happened: `「${value}」は、ロールを引き受ける相手として指定できません。`,
    advice: `${isTyped ? '`own`' : 'このアカウントのユーザー'}、12 桁のアカウント ID、このパーティションのユーザーの ARN、トラストアンカーの ARN のいずれかを指定してください。`,
  }),
  'external-id': (value) => ({
    happened: `「${value}」は外部 ID ではありません。`,
    advice: '2～1,224 文字の英数字と _+=,.@:/- を使ってください。',
  }),
  'mfa-age': (value) => ({
    happened: `MFA の経過時間を ${value} 秒に限ると、だれもロールを引き受けられません。`,
    advice: '60 秒から 36 時間の間で指定してください。',
  }),
  'certificate-age': (_, isTyped) => ({
    happened: '証明書によるセッションに MFA の経過時間はありません。',
    advice: `${isTyped ? '`--mfa-age` を外し' : 'MFA の経過時間を制限せず'}、YubiKey がタッチまたは PIN を求めるようにしてください。`,
  }),
  'max-session': (value) => ({
    happened: `IAM では ${value} 秒のロールセッションは使えません。`,
    advice: '1 時間から 12 時間の間で指定してください。',
  }),
};
