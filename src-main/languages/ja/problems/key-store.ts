import type { KeyStoreProblem } from '../../../contract/problems/key-store.ts';
import { shellWord } from '../../../contract/text.ts';
import type { keyStoreProblems as englishProblems, rotationProblems as englishRotation } from '../../../words/problems/key-store.ts';
import { againAnd } from './table.ts';

type Closed = Extract<KeyStoreProblem, { readonly code: 'key-store-closed' }>['why'];
type Malformed = Extract<KeyStoreProblem, { readonly code: 'access-key-malformed' }>;
type Refused = Extract<KeyStoreProblem, { readonly code: 'access-key-refused' }>;
type Csv = Extract<KeyStoreProblem, { readonly code: 'csv-unusable' }>['why'];

const closed: { readonly [W in Closed]: readonly [happened: string, advice: string] } = {
  absent: [
    'このセッションにはキーリングがありません。SSH やコンテナではよくあることです。',
    'デスクトップのセッションで再試行してください。それまでは、アクセスキーを認証情報ファイルに置いておけます。',
  ],
  locked: ['キーリングがロックされたままです。', 'キーリングのロックを解除してから、再試行してください。'],
  unmade: [
    'このコンピューターにはキーリングサービスがありますが、既定のキーリングがありません。',
    'システムのパスワードアプリで「Login」という名前のキーリングを作成してから、再試行してください。',
  ],
  silent: ['キーリングが応答していません。パスワードの入力を求めているのかもしれません。', 'ロックを解除してから、再試行してください。'],
  refused: ['キーリングにキーを保存できませんでした。', 'システムのパスワードアプリで確認してから、再試行してください。'],
};

const malformed = ({ why, length }: Malformed): readonly [happened: string, advice: string] => {
  switch (why) {
    case 'swapped':
      return ['アクセスキー ID ではなく、シークレットです。', '先に、AKIA で始まるアクセスキー ID を入力してください。'];
    case 'temporary':
      return ['ASIA で始まる ID は一時的な認証情報のものです。', 'AKIA で始まる、IAM ユーザーのアクセスキーを使ってください。'];
    case 'no-id':
      return [
        'アクセスキー ID ではありません。ID は AKIA で始まる 16～128 文字の英数字です。',
        'IAM コンソールからコピーし直してください。',
      ];
    case 'no-secret':
      return ['シークレットアクセスキーがありません。', 'アクセスキー ID の後に入力してください。'];
    case 'odd-secret':
      return length === undefined || length === 40
        ? ['シークレットに使えない文字が含まれています。', '空白や引用符を含めずに、コピーし直してください。']
        : [`シークレットが 40 文字ではなく ${length} 文字です。`, 'シークレット全体をコピーし直してください。'];
  }
};

const refused = ({ accessKeyId, why }: Refused): readonly [happened: string, advice: string] => {
  switch (why) {
    case 'unknown':
      return [
        `AWS が ${accessKeyId} を受け付けません。非アクティブか、削除済みか、入力の間違いです。`,
        'IAM コンソールで確認するか、新しいアクセスキーを作成してください。',
      ];
    case 'secret':
      return [
        `${accessKeyId} は AWS にありますが、シークレットが別のキーのものか、途中で切れています。`,
        'シークレットをコピーし直してください。失われた場合は、新しいアクセスキーを作成してください。',
      ];
    case 'root':
      return [
        `${accessKeyId} はルートユーザーのキーです。ルートユーザーはロールを引き受けられません。`,
        'AWS でそのキーを削除し、IAM ユーザーのアクセスキーを使ってください。',
      ];
    case 'not-user':
      return [`${accessKeyId} は IAM ユーザーのキーではありません。`, 'IAM ユーザーのアクセスキーを使ってください。'];
  }
};

const csv: { readonly [W in Csv]: readonly [happened: string, advice: string] } = {
  'no-key': ['「Access key ID」と「Secret access key」の列がありません。', 'IAM コンソールの CSV ファイルを使ってください。'],
  several: ['アクセスキーが複数あります。', '見出しの下を 1 行だけにしてから、再試行してください。'],
  unreadable: ['読み取れません。', 'パスと権限を確認してください。'],
};

/** The key store, and access keys that a person gives. */
export const keyStoreProblems: typeof englishProblems = {
  'key-store-closed': ({ why }) => {
    const [happened, advice] = closed[why];
    return { title: 'キーリングを開けません', happened, advice };
  },
  'kept-key-unusable': ({ source, why }) => ({
    title: 'アクセスキーを取り出せません',
    happened:
      why === 'other-key' ? `「${source}」は別のキーリングで保存されています。` : `保存された「${source}」のアクセスキーが壊れています。`,
    advice:
      why === 'other-key'
        ? 'そのキーリングのロックを解除するか、AWS で新しいアクセスキーを作成してください。'
        : 'AWS で新しいアクセスキーを作成し、古いものを削除してください。',
  }),
  'key-store-broken': ({ file }) => ({
    title: 'アクセスキーを読み取れません',
    happened: `${file} が壊れています。変更していません。`,
    advice: 'バックアップから復元するか、別の場所に移してアクセスキーを追加し直してください。',
  }),
  'key-store-unwritable': ({ file, errno }) => ({
    title: 'アクセスキーを保存できません',
    happened: `${file} に書き込めません (${errno})。何も変更していません。`,
    advice: 'そのフォルダーの空き容量と権限を確認してから、再試行してください。',
  }),
  'passphrase-needed': ({ source }, where) => ({
    title: 'パスフレーズが必要です',
    happened: `${source} のアクセスキーはパスフレーズで暗号化されています。ログインしてからまだ入力されていません。`,
    advice:
      where === 'terminal' ? '`roletap unlock` を実行してから、再試行してください。' : `${againAnd(where)}、求められたら入力してください。`,
  }),
  'passphrase-wrong': ({ folder }) => ({
    title: 'パスフレーズが違います',
    happened: 'このパスフレーズではアクセスキーを取り出せません。忘れたパスフレーズは再設定できません。',
    advice: `もう一度入力してください。忘れた場合は、${folder} の passphrase.json と access-keys.json を削除し、キーを追加し直してください。`,
  }),
  'passphrase-unset': () => ({
    title: 'パスフレーズが設定されていません',
    happened: 'このコンピューターに、パスフレーズで暗号化されたアクセスキーはありません。',
    advice: 'アクセスキーをパスフレーズで暗号化するには: `roletap add --passphrase`',
  }),
  'access-key-malformed': (facts) => {
    const [happened, advice] = malformed(facts);
    return { title: 'アクセスキーではありません', happened, advice };
  },
  'access-key-refused': (facts) => {
    const [happened, advice] = refused(facts);
    return { title: 'AWS がアクセスキーを拒否しました', happened, advice };
  },
  'csv-unusable': ({ file, why }) => {
    const [happened, advice] = csv[why];
    return { title: 'そのファイルは使えません', happened: `${file}: ${happened}`, advice };
  },
  'profile-exists': ({ profile }, where) => ({
    title: 'そのプロファイルはすでにあります',
    happened: `AWS のファイルにはすでにプロファイル「${profile}」があります。`,
    advice: `別の名前を選んでください。アクセスキーがそのプロファイルにある場合は、${where === 'terminal' ? `Roletap に保管できます: \`roletap keep ${shellWord(profile)}\`` : '「MFA デバイス」の「キーストアに移す…」で Roletap に保管できます。'}`,
  }),
  'profile-name-bad': ({ profile }) => ({
    title: 'その名前はプロファイルに使えません',
    happened: `「${profile}」には、AWS のツールによって読み方の異なる文字が含まれています。`,
    advice: '英数字、ハイフン、アンダースコアを使ってください。',
  }),
  'key-not-in-file': ({ source, kept }, where) => ({
    title: '移すキーがありません',
    happened: kept
      ? `Roletap はすでに「${source}」のアクセスキーを保管しています。`
      : `プロファイル「${source}」のアクセスキーが AWS のファイルにありません。`,
    advice: kept
      ? `ファイルに戻すには: ${where === 'terminal' ? `\`roletap keep ${shellWord(source)} --undo\`` : '「ファイルに戻す…」'}`
      : `追加してください: ${where === 'terminal' ? '`roletap add`' : '「アクセスキーを追加…」'}`,
  }),
  'key-not-kept': ({ source }, where) => ({
    title: 'このキーは保管していません',
    happened: `「${source}」のアクセスキーは Roletap のキーストアにありません。`,
    advice: `AWS のファイルから移すには: ${where === 'terminal' ? `\`roletap keep ${shellWord(source)}\`` : '「キーストアに移す…」'}`,
  }),
};

/** What can go wrong while an access key is rotated. */
export const rotationProblems: typeof englishRotation = {
  'access-key-missing': ({ accessKeyId }) => ({
    title: 'そのアクセスキーはもうありません',
    happened: `このユーザーのアクセスキー ${accessKeyId} は、もう AWS にありません。`,
    advice: 'IAM コンソールで、ユーザーの「セキュリティ認証情報」を確認してください。',
  }),
  'access-key-limit': ({ user }, where) => ({
    title: 'アクセスキーがすでに 2 つあります',
    happened: `${user} が持てるアクセスキーは 2 つまでで、すでに 2 つあります。`,
    advice:
      where === 'terminal'
        ? '両方を確認し、削除するものを選んでください: `roletap rotate`'
        : '先に 1 つ削除してください。自分のキーは「MFA デバイス」の「削除してローテーション…」で、ほかの人のキーは IAM コンソールで削除できます。',
  }),
  'access-keys-two': ({ user, keys }, where) => {
    const other = keys.find(({ isOwn }) => !isOwn)?.accessKeyId ?? '';
    return {
      title: 'アクセスキーがすでに 2 つあります',
      happened: `${user} が持てるアクセスキーは 2 つまでなので、新しいキーを作成できません。何も変更していません。`,
      advice: `${other} を使うものがなければ、先に削除してください: ${where === 'terminal' ? `\`roletap rotate --drop ${other}\`` : '「削除してローテーション…」'}`,
    };
  },
  'new-key-unusable': ({ accessKeyId, seconds }) => ({
    title: '新しいアクセスキーが使えません',
    happened: `AWS は ${accessKeyId} を作成しましたが、${seconds} 秒以内に受け付けませんでした。新しいキーは削除しました。古いキーは引き続き使えます。`,
    advice: '数分待ってから再試行してください。',
  }),
  'rotation-missing': ({ source }, where) => ({
    title: '続行できるローテーションがありません',
    happened: `「${source}」のアクセスキーはローテーションされていないか、古いキーがすでに削除されています。`,
    advice: `新しく始めるには: ${where === 'terminal' ? '`roletap rotate`' : '「MFA デバイス」の「アクセスキーをローテーション…」'}`,
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
