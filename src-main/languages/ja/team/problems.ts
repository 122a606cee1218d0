import type { IamQuota } from '../../../contract/problems/aws.ts';
import type { teamProblems as englishProblems } from '../../../words/team/problems.ts';
import { listed } from '../grammar.ts';
import { breakGlassProblem, unsafeProblem } from './enforce.ts';
import { findingWords } from './policy.ts';
import { orphanProblem } from './remove.ts';
import { roleFlaws } from './role.ts';

/** Why a file that somebody named can't be read, as a clause. */
const fileReasons: Readonly<Record<string, string>> = {
  ENOENT: '存在しません',
  EACCES: 'アクセスが許可されていません',
  EPERM: 'アクセスが許可されていません',
  EISDIR: 'フォルダーです',
  ENOTSUP: '通常のファイルではありません',
  EFBIG: '大きすぎます',
  ETIMEDOUT: 'ディスクが応答しません',
};
const writeReasons: typeof fileReasons = { ...fileReasons, ENOENT: 'フォルダーがありません', EEXIST: 'すでに存在します' };

/** What a rescue has to do at once. */
const leftParts = {
  keys: 'アクセスキーの無効化',
  devices: '紛失した MFA デバイスの削除',
  sessions: '開いているセッションの取り消し',
} as const;

/** Which of IAM's quotas is reached. */
const limits: { readonly [Q in IamQuota]: (name: string, most: number) => string } = {
  groups: (name, most) => `「${name}」はすでに ${most} 個のグループに入っています。IAM の上限です。`,
  policies: (_, most) => `1 つのユーザー、グループ、ロールにアタッチできる管理ポリシーは ${most} 個までです。`,
  size: (_, most) => `1 つのユーザー、グループ、ロールのインラインポリシーは、空白を除いて合計 ${most} 文字までです。`,
  users: (_, most) => `アカウントにはすでに ${most} 人のユーザーがいます。`,
  roles: (_, most) => `アカウントにはすでに ${most} 個のロールがあります。`,
};

/** The administrator's side. */
const tagFlaws = {
  many: '多すぎるタグです。ユーザーのタグは 50 個までです',
  long: '長すぎます。キーは 128 文字、値は 256 文字までです',
  letters: 'キーがないか、キーが「aws:」で始まるか、英数字、空白、_.:/=+-@ 以外の文字を含んでいます',
  twice: 'ほかのタグと同じキーです',
} as const;

export const teamProblems: typeof englishProblems = {
  'named-file-unreadable': ({ file, errno }) => ({
    title: 'ファイルを読み取れません',
    happened: `${file} を読み取れません (${fileReasons[errno] ?? errno})。`,
    advice: 'パスと権限を確認してください。再試行してください。',
  }),
  'named-file-unwritable': ({ file, errno }) => ({
    title: 'ファイルに書き込めません',
    happened: `${file} に書き込めません (${writeReasons[errno] ?? errno})。`,
    advice: 'フォルダーと権限を確認するか、別のファイルを指定してください。',
  }),
  'report-late': () => ({
    title: 'レポートがまだできていません',
    happened: '認証情報レポートは通常は数秒でできますが、1 分たってもできていません。',
    advice: '1 分ほど待ってください。再試行してください。',
  }),
  'policy-arn-bad': ({ arn }) => ({
    title: 'ポリシーでもロールでもありません',
    happened: `「${arn}」は、管理ポリシーの ARN でもロールの ARN でもありません。`,
    advice: 'IAM コンソールから ARN をコピーしてください (例: `arn:aws:iam::111122223333:policy/deny-without-mfa`)。',
  }),
  'team-name-taken': ({ name }) => ({
    title: 'その名前は使われています',
    happened: `アカウントにはすでに「${name}」があります。大文字と小文字が違うだけのこともあります。`,
    advice: '別の名前を選んでください。',
  }),
  'team-wish-bad': ({ what, value, why }) => ({
    title: 'IAM で使えない名前です',
    happened:
      what === 'path'
        ? `「${value}」はパスではありません。スラッシュで始まり、スラッシュで終わる必要があります。`
        : `「${value}」は${why === 'long' ? ` ${what === 'group' ? 128 : 64} 文字を超えています` : '、英数字と _+=,.@- 以外の文字を含んでいます'}。`,
    advice: '別の名前を選んでください。',
  }),
  'arn-partition': ({ arn, partition }) => ({
    title: '別のパーティションの ARN です',
    happened: `アカウントのパーティションは「${partition}」で、「${arn}」は使えません。`,
    advice: `\`arn:${partition}:\` で始まる ARN を使ってください。`,
  }),
  'team-tag-bad': ({ tag, why }) => ({
    title: 'IAM で使えないタグです',
    happened: `「${tag}」は${tagFlaws[why]}。`,
    advice: '変更するか、取り除いてください。',
  }),
  'role-wish-bad': ({ what, value }, where) => ({ title: 'そのロールは作成できません', ...roleFlaws[what](value, where === 'terminal') }),
  'team-policy-long': ({ what, length, limit }, where) => ({
    title: 'ポリシーが長すぎます',
    happened: `空白を除いて ${length} 文字あります。IAM の上限は ${limit} 文字です。`,
    advice: {
      trust: '多くのユーザーの代わりに、アカウントを信頼してグループを指定してください。',
      permissions: `一部を管理ポリシーに移し、${where === 'terminal' ? '`--policies` でアタッチ' : '「管理ポリシー」に入力'}してください。`,
    }[what],
  }),
  'role-permissions-bad': ({ why, line }, where) => ({
    title: 'この権限は使えません',
    happened: {
      'not-json': `${where === 'terminal' ? 'ファイルが ' : ''}JSON ではありません (${line ?? 1} 行目)。`,
      'not-a-policy': `${where === 'terminal' ? 'ファイルが' : ''}ポリシーではありません (${line ?? 1} 行目)。`,
      trust:
        where === 'terminal'
          ? 'ファイルは信頼ポリシーです (Principal があります)。だれが引き受けられるかは `--trust` で指定します。'
          : '信頼ポリシーです (Principal があります)。だれが引き受けられるかは上で選びます。',
      refused: 'IAM がポリシーを拒否しました。アクション、リソース、条件のいずれかに誤りがあります。',
    }[why],
    advice: `${where === 'terminal' ? '`roletap team policy FILE` ' : '「設定」の「ポリシー」'}で確認してから、もう一度試してください。`,
  }),
  'role-permissions-refused': ({ rule, line, about }, where) => {
    const { title, why } = findingWords({ rule, level: 'error', line, about: about ?? [] });
    return {
      title,
      happened: why,
      advice: `${line} 行目を見てください。全体は${where === 'terminal' ? ' `roletap team policy FILE` ' : '「設定」の「ポリシー」'}で確認できます。`,
    };
  },
  'role-principal-missing': ({ names }) => ({
    title: '信頼する相手が見つかりません',
    happened: `IAM に ${listed(names.slice(0, 8))} が見つかりません。`,
    advice: 'ARN またはアカウント ID を確認してください。作成した直後のユーザーは、再試行が必要なことがあります。',
  }),
  'name-unknown': ({ of, name }, where) => ({
    title: {
      user: 'そのユーザーは AWS に存在しません',
      group: 'そのグループは AWS に存在しません',
      policy: 'そのポリシーは AWS に存在しません',
      role: 'そのロールは AWS に存在しません',
    }[of],
    happened: `このアカウントに IAM ${{ user: 'ユーザー', group: 'グループ', policy: 'ポリシー', role: 'ロール' }[of]}「${name}」は存在しません。`,
    advice:
      where === 'terminal'
        ? `名前を確認してください。一覧: \`${{ user: 'roletap team', group: 'aws iam list-groups', policy: 'aws iam list-policies', role: 'aws iam list-roles' }[of]}\``
        : '名前を確認してください。',
  }),
  'team-missing': ({ name }) => ({
    title: '必要なものがありません',
    happened: `IAM に「${name}」、または必要なポリシーが見つかりません。`,
    advice: 'IAM コンソールで確認してください。再試行してください。',
  }),
  'team-limit': ({ name, quota }) => ({
    title: 'IAM の上限に達しています',
    happened:
      quota === undefined
        ? `「${name}」について、ユーザー、ユーザーごとのグループ (10)、ポリシー、アクセスキーのいずれかが上限です。`
        : limits[quota.of](name, quota.most),
    advice: 'IAM コンソールで減らすか、AWS に引き上げを依頼してください。再試行してください。',
  }),
  'password-refused': ({ name }, where) => ({
    title: 'パスワードポリシーに合いません',
    happened: `アカウントのパスワードポリシーは、Roletap が「${name}」のために作った 24 文字を超えるものを求めています。`,
    advice: `${where === 'terminal' ? '`--password` ' : 'ワンタイムパスワード'}なしで追加し、IAM コンソールでパスワードを設定してください。`,
  }),
  'team-call-refused': ({ awsCode }) => ({
    title: 'IAM がリクエストを拒否しました',
    happened: `IAM の応答は ${awsCode} です。`,
    advice: '指定した ARN を確認してください。このアカウントとパーティションのものが必要です。',
  }),
  'team-other-account': ({ accountId }) => ({
    title: 'プロファイルのアカウントが違います',
    happened: `この作業はアカウント ${accountId} で始まりました。`,
    advice: 'プロファイルをそのアカウントに戻してから、続行するか元に戻してください。',
  }),
  'rescue-self': ({ user }, where) => ({
    title: 'このユーザー自身の権限です',
    happened: `「${user}」はこのプロファイルのユーザーなので、途中で締め出されます。`,
    advice:
      where === 'terminal'
        ? '別の管理者のプロファイルかロールを使ってください (`--source PROFILE`)。'
        : 'ユーザーのページで、別の管理者のプロファイルかロールを選んでください。',
  }),
  'rescue-device-other': ({ user, device }, where) => ({
    title: 'このユーザーのデバイスではありません',
    happened: `「${user}」に MFA デバイス「${device}」はありません。`,
    advice:
      where === 'terminal'
        ? '`--dry-run` でデバイスを確認できます。ARN、名前、YubiKey のシリアル番号のいずれかを指定してください。'
        : '閉じてやり直すと、残っているデバイスが表示されます。',
  }),
  'rescue-keys-full': ({ user }, where) => ({
    title: 'アクセスキーを追加できません',
    happened: `「${user}」にはすでにアクセスキーが 2 つあり、IAM では 3 つ目を作成できません。`,
    advice: `IAM コンソールで 1 つ削除するか、${where === 'terminal' ? '`--access-key` を外して' : 'アクセスキーを作成しないで'}ください。`,
  }),
  'remove-more': ({ user }) => ({
    title: 'IAM がまだユーザーを削除できません',
    happened: `「${user}」に、先に削除が必要なものが残っています。`,
    advice: 'IAM コンソールで削除してから続行してください。',
  }),
  'orphan-unknown': orphanProblem,
  'remove-nothing': ({ user }) => ({
    title: '取り消すものがありません',
    happened: `「${user}」には該当するものがもうありません。`,
    advice: 'ほかの内容を選んでください。',
  }),
  'rescue-device-unsaid': ({ user, devices }, where) => ({
    title: '紛失した MFA デバイスを選んでください',
    happened: `「${user}」には ${listed(devices.map((one) => `「${one}」`))} があります。`,
    advice: where === 'terminal' ? '`--device` か `--all` を付けてやり直してください。' : '紛失したものを選んでください。',
  }),
  'rescue-partly': ({ user, id, left }, where) => ({
    title: 'まだすべては止まっていません',
    happened: `権限が足りないため、「${user}」が紛失したものでまだ AWS を使えるかもしれません。未完了: ${listed(left.map(({ step, action }) => `${leftParts[step]}${action === undefined ? '' : ` (${action})`}`))}。`,
    advice: `権限のある人が今すぐ IAM コンソールで行うか、権限を得てから${where === 'terminal' ? ` \`roletap team rescue --resume ${id}\` を実行` : 'ここで続行'}してください。`,
  }),
  'plan-missing': ({ id }, where) => ({
    title: '続けるものがありません',
    happened: `ID が「${id}」の中断された作業はありません。`,
    advice:
      where === 'terminal'
        ? '`roletap team unfinished` で中断された作業を確認できます。'
        : 'ユーザーのページを開き直すと、中断された作業を確認できます。',
  }),
  'plan-running': ({ pid }) => ({
    title: 'すでに実行中です',
    happened: `Roletap の別のウィンドウまたはコマンド${pid === undefined ? '' : ` (プロセス ${pid})`} が処理しています。ここでは何も変更していません。`,
    advice: '完了を待つか、そちらで中止してください。',
  }),
  'invite-unusable': ({ file, why }) => ({
    title: 'この招待は使えません',
    happened: `${file} は${{ 'not-an-invite': ' Roletap の招待ではありません', newer: '新しいバージョンの Roletap のものです', damaged: '壊れています' }[why]}。`,
    advice: why === 'newer' ? 'Roletap を更新してから再試行してください。' : '管理者にもう一度送ってもらってください。',
  }),
  'invite-passphrase-wrong': ({ file }) => ({
    title: '招待を開けません',
    happened: `パスフレーズで ${file} を開けないか、ファイルが変更されています。`,
    advice: '管理者とパスフレーズを確認してから再試行してください。',
  }),
  'invite-unwritable': ({ file, errno }) => ({
    title: '招待を書き込めません',
    happened: `${file} に書き込めません (${writeReasons[errno] ?? errno})。`,
    advice: '空きを作るか、そのファイルを移動してから続行してください。',
  }),
  'invite-other-user': ({ invited, given }) => ({
    title: 'アクセスキーの持ち主が違います',
    happened: `招待は ${invited} のもので、アクセスキーは ${given} のものです。`,
    advice: '招待にあるユーザーのアクセスキーを使ってください。',
  }),
  'enforce-pilot-other': ({ group, user }) => ({
    title: '試す人がグループにいません',
    happened: `「${user}」は「${group}」のメンバーではありません。`,
    advice: 'メンバーから選んでください。',
  }),
  'enforce-break-glass': breakGlassProblem,
  'enforce-unsafe': (facts, where) => unsafeProblem(facts, where === 'terminal'),
};
