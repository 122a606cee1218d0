import type { programProblems as englishProblems } from '../../../words/problems/programs.ts';
import { clockTime, listed } from '../grammar.ts';
import type { Where } from './table.ts';

const whyForeign = {
  'no-document': '応答が JSON ではありません。',
  'not-understood': 'この Roletap では応答を解釈できません。',
} as const;

const whyUnsafe = {
  'folder-link': 'フォルダーがリンクです。',
  'folder-other': 'フォルダーの場所に別のものがあります。',
  'folder-foreign': 'フォルダーの所有者が別のユーザーです。',
  'folder-open': 'ほかのユーザーがフォルダーを開けます。',
  'folder-movable': 'ほかのユーザーがフォルダーを入れ替えられます。',
  taken: '別のプログラムが使っています。',
  other: '同じ場所に別のものがあります。',
  silent: '開けません。',
} as const;

const whyBad = {
  version: 'この Roletap が対応していないバージョンです',
  size: '長すぎます',
  bytes: 'HTTP ではありません',
  json: 'JSON ではありません',
  fields: 'フィールドが正しくありません',
  method: '対応していないメソッドです',
  path: 'そのアドレスには何もありません',
  token: 'トークンが正しくありません',
  host: '別のホストを指定しています',
  origin: 'Web ページから送られています',
  asker: '別のプロセスを名乗っています',
} as const;

const whyUnclear = {
  'not-json': '正しいポリシーではないため、無視しました',
  'not-resource': '一部を除くすべてのロールを許可していますが、他のアカウントのロールは一覧にできません',
  variable: 'AWS にしかわからない値に依存しています',
} as const;

/** What can be wrong where other programs ask for sessions, with a role by hand, and with the policies in which roles are looked for. */
/** Where every browser profile is listed. */
const allBrowsers = (where: Where): string =>
  `一覧表示: ${where === 'terminal' ? '`roletap browsers`' : 'ロールのメニューの「コンソールの開き方…」'}`;

export const programProblems: typeof englishProblems = {
  'touch-wanted': ({ profile }, where) => ({
    title: 'タッチが必要です',
    happened: `「${profile}」の開いているセッションがなく、開くにはタッチが必要です。`,
    advice: `Roletap で ${profile} を開いてから、再試行してください。${where === 'terminal' ? `コマンドで開く場合: \`roletap tap ${profile}\`` : ''}`,
  }),
  'asker-refused': ({ profile, until }) => ({
    title: 'まだ要求できません',
    happened: `「${profile}」に対するこのプログラムの要求が断られたため、${clockTime(until)} まで要求できません。`,
    advice: `Roletap で ${profile} を開くか、設定の「他のプログラム」でこのプログラムを許可し直してから、再試行してください。`,
  }),
  'program-unknown': ({ program, known }, where) => ({
    title: 'このプログラムについての決定はありません',
    happened: `${program} を許可したことも断ったこともありません${known.length === 0 ? '' : ` (あるもの: ${listed(known)})`}。`,
    advice: where === 'terminal' ? '決定の一覧: `roletap programs`' : '決定は、設定の「他のプログラム」にあります。',
  }),
  'askers-too-many': ({ limit }) => ({
    title: '待っているプログラムが多すぎます',
    happened: `すでに ${limit} 個のプログラムがセッションを待っているため、このプログラムの要求は断られました。`,
    advice: 'YubiKey にタッチするかキャンセルしてから、再試行してください。',
  }),
  'app-missing': ({ path, quit }) => ({
    title: 'Roletap が起動していません',
    happened: quit ? 'セッションが開く前に Roletap が終了しました。' : `${path} からの応答がありません。`,
    advice: 'Roletap を起動してから、再試行してください。',
  }),
  'app-foreign': ({ path, why, errno = '' }) => ({
    title: 'Roletap 以外から応答がありました',
    happened: `${path}: ${why === 'errno' ? `システムに拒否されました (${errno})。` : whyForeign[why]}`,
    advice: '両方が同じバージョンになるように、Roletap を終了して起動し直してください。',
  }),
  'request-bad': ({ why }) => ({
    title: '要求を理解できませんでした',
    happened: `Roletap が拒否しました: ${whyBad[why]}。`,
    advice: '要求を送ったプログラムを更新するか、Roletap から行をコピーし直してください。',
  }),
  'socket-unsafe': ({ path, why, errno = '' }) => ({
    title: 'Roletap のソケットを使えません',
    happened: `${path}: ${why === 'errno' ? `システムに拒否されました (${errno})。` : whyUnsafe[why]}`,
    advice: '別の場所に移してから、Roletap を起動し直してください。',
  }),
  'port-taken': ({ port }) => ({
    title: 'エンドポイントを開けません',
    happened: port === 0 ? 'このコンピューターに空いているポートがありません。' : `ポート ${port} はすでに使われています。`,
    advice: '不要なプログラムを終了してから、再試行してください。',
  }),
  'command-missing': ({ command }) => ({
    title: 'プログラムが見つかりません',
    happened: `プログラム ${command} はありません。`,
    advice: 'つづりが正しいか、インストールされているかを確認してください。',
  }),
  'command-failed': ({ command, detail, exit }) => ({
    title: '確認に失敗しました',
    happened: `${command} が認証情報を返しませんでした${exit === undefined ? '' : ` (終了コード ${exit})`}${detail === '' ? '' : `: ${detail}`}。`,
    advice: 'その指示に従ってから、もう一度確認してください。',
  }),
  'console-unknown': ({ partition }) => ({
    title: 'コンソールのアドレスが不明です',
    happened: `${partition} のコンソールのアドレスは Roletap に登録されていません。`,
    advice: '組織で決められた方法でサインインしてください。ターミナルでは引き続きロールを使えます。',
  }),
  'console-own-user': ({ profile }) => ({
    title: 'コンソールにはロールが必要です',
    happened: `「${profile}」は MFA 認証済みの自分のユーザーで、AWS はサインイン用リンクを発行しません。`,
    advice: 'コンソールにパスワードでサインインするか、ロールを使ってコンソールを開いてください。',
  }),
  'console-refused': ({ status }) => ({
    title: 'サインイン用リンクを取得できませんでした',
    happened: `AWS のサインインページがセッションを拒否しました (ステータス ${status})。`,
    advice: 'ロールを更新してから、もう一度コンソールを開いてください。',
  }),
  'browser-missing': ({ detail }, where) => ({
    title: 'ブラウザーを開けません',
    happened: `システムがブラウザーを開きませんでした${detail === '' ? '' : ` (${detail})`}。`,
    advice: `既定のブラウザーを設定するか、${where === 'terminal' ? 'リンクを表示してください: `roletap console ROLE --print`' : '「コンソールの開き方…」で選んでください。'}`,
  }),
  'browser-unknown': ({ browser, known, near }, where) => ({
    title: 'そのブラウザーはありません',
    happened: `「${browser}」に一致するブラウザーのプロファイルはありません。`,
    advice:
      near !== undefined
        ? `最も近いのは ${near} です。${allBrowsers(where)}`
        : known.length === 0
          ? `Chrome、Chromium、Edge、Brave、Vivaldi、Firefox のいずれかをインストールするか、${where === 'terminal' ? '`--browser` を外して' : '「システムのブラウザー」を選んで'}ください。`
          : allBrowsers(where),
  }),
  'browser-gone': ({ browser }, where) => ({
    title: 'そのブラウザーはもうありません',
    happened: `このコンソールには「${browser}」が選ばれていますが、ブラウザーまたはプロファイルがもうありません。`,
    advice: `別のものを選ぶか、システムのブラウザーに戻してください: ${where === 'terminal' ? '`roletap console ROLE --browser system`' : '「コンソールの開き方…」'}`,
  }),
  'browser-locked': ({ browser, computer }) => ({
    title: 'プロファイルは使用中です',
    happened:
      computer === undefined
        ? `${browser} のプロファイルは別の場所で使用中です。`
        : `${browser} は別のコンピューター (${computer}) で開いています。`,
    advice: 'そちらを閉じるか、別のプロファイルを選んでください。',
  }),
  'browser-container': ({ browser }) => ({
    title: 'コンテナを開けません',
    happened: `${browser}: Firefox でリンクをコンテナに開くにはアドオンが必要ですが、このプロファイルにはありません。`,
    advice: 'Firefox に「Open external links in a container」をインストールするか、プロファイルを選んでください。',
  }),
  'service-bad': ({ service }) => ({
    title: 'サービス名ではありません',
    happened: `「${service}」は、コンソールのアドレスで使うサービス名ではありません。`,
    advice: 'ec2、s3、cloudwatch のような名前を使ってください。',
  }),
  'process-clash': ({ target, key, file, line }) => ({
    title: `「${target}」にはすでに認証情報の取得元があります`,
    happened: `${file} の ${line} 行目: 「${target}」には認証情報の取得元を決める ${key} があります。何も書き込んでいません。`,
    advice: 'その行を削除するか、ロールに別のプロファイル名を使ってください。',
  }),
  'history-unwritable': ({ file, errno }) => ({
    title: '履歴を保存できません',
    happened: `${file} を読み書きできません (${errno})。セッションは使えます。`,
    advice: 'そのフォルダーの空き容量と権限を確認してください。',
  }),
  'role-name-bad': ({ name }) => ({
    title: 'その名前は使えません',
    happened: name === '' ? 'ロールに名前がありません。' : `「${name}」には、aws や SDK がプロファイル名に許可しない文字が含まれています。`,
    advice: '英数字、ピリオド、ハイフン、アンダースコアを使ってください。',
  }),
  'role-name-taken': ({ name }) => ({
    title: 'その名前は使われています',
    happened: `「${name}」という名前のロールまたはプロファイルがすでにあります。`,
    advice: '別の名前を選んでください。',
  }),
  'external-id-bad': ({ externalId }) => ({
    title: '外部 ID ではありません',
    happened: `「${externalId}」は使えません。2～1,224 文字の英数字と _+=,.@:/- が使えます。`,
    advice: 'ロールの所有者から受け取ったとおりにコピーしてください。',
  }),
  'region-bad': ({ region, partition }) => ({
    title: 'リージョンではありません',
    happened: `パーティション ${partition} にリージョン「${region}」はありません。`,
    advice: '`eu-central-1` のように AWS での表記で入力するか、空欄にしてください。',
  }),
  'duration-bad': ({ seconds }) => ({
    title: 'そのセッション時間は指定できません',
    happened: `ロールセッションは 15 分～12 時間です。${seconds} 秒は指定できません。`,
    advice: 'その範囲の時間を選ぶか、空欄にしてください。',
  }),
  'search-without-mfa': ({ source, action }) => ({
    title: 'MFA を使えばさらに見つかる可能性があります',
    happened: `MFA なしの「${source}」による ${action} を、AWS が拒否しました。`,
    advice: `${source} を使うロールをどれか開いてから、もう一度検索してください。`,
  }),
  'policy-unclear': ({ policy, why }) => ({
    title: 'ポリシーを完全には評価できません',
    happened: `${policy}: ${whyUnclear[why]}。`,
    advice: '足りないロールは手動で追加してください。開いてみれば、AWS が許可しているかがわかります。',
  }),
};
