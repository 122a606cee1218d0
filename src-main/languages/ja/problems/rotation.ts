import type { rotationProblems as englishProblems } from '../../../words/problems/rotation.ts';

/** What can go wrong while an access key is rotated. */
export const rotationProblems: typeof englishProblems = {
  'access-key-missing': ({ accessKeyId }) => ({
    title: 'そのアクセスキーはもうありません',
    happened: `このユーザーのアクセスキー ${accessKeyId} は、もう AWS にありません。`,
    advice: 'IAM コンソールで、ユーザーの「セキュリティ認証情報」を確認してください。',
  }),
  'access-key-limit': ({ user }) => ({
    title: 'アクセスキーがすでに 2 つあります',
    happened: `${user} が持てるアクセスキーは 2 つまでで、すでに 2 つあります。`,
    advice: '両方を確認し、削除するものを選んでください: `roletap rotate`',
  }),
  'access-keys-two': ({ user, keys }) => {
    const other = keys.find(({ isOwn }) => !isOwn)?.accessKeyId ?? '';
    return {
      title: 'アクセスキーがすでに 2 つあります',
      happened: `${user} が持てるアクセスキーは 2 つまでなので、新しいキーを作成できません。何も変更していません。`,
      advice: `${other} を使うものがなければ、先に削除してください: \`roletap rotate --drop ${other}\``,
    };
  },
  'new-key-unusable': ({ accessKeyId, seconds }) => ({
    title: '新しいアクセスキーが使えません',
    happened: `AWS は ${accessKeyId} を作成しましたが、${seconds} 秒以内に受け付けませんでした。新しいキーは削除しました。古いキーは引き続き使えます。`,
    advice: '数分待ってから再試行してください。',
  }),
  'rotation-missing': ({ source }) => ({
    title: '続行できるローテーションがありません',
    happened: `「${source}」のアクセスキーはローテーションされていないか、古いキーがすでに削除されています。`,
    advice: '新しく始めるには: `roletap rotate`',
  }),
  'rotation-other-user': ({ source, userArn, oldKey }) => ({
    title: 'プロファイルのユーザーが変わっています',
    happened: `ローテーションしたのは ${userArn} のキーですが、「${source}」のアクセスキーは現在、別のユーザーのものです。何も変更していません。`,
    advice: `そのユーザーのキーをプロファイルに戻すか、IAM コンソールで ${oldKey} を削除してください。`,
  }),
  'rotation-foreign': ({ source }) => ({
    title: 'このキーは Roletap の管理外です',
    happened: `「${source}」の認証情報は別のプログラムから取得しており、Roletap からは書き込めません。`,
    advice: 'そのプログラムでキーをローテーションしてください。',
  }),
};
