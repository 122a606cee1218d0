import type { deviceProblems as englishProblems } from '../../../words/problems/devices.ts';
import { either, listed, theKey } from '../grammar.ts';
import type { Where } from './table.ts';

const nameTaken = {
  'not-enabled': {
    happened: 'はすでにありますが、有効化されていません。シークレットは取り出せません。',
    advice: 'そのデバイスを削除して続けるか、別の名前を使ってください。',
  },
  enabled: { happened: 'はすでにあり、使用中です。', advice: '別の名前を使ってください。今あるデバイスはそのままです。' },
  unknown: {
    happened: 'はすでにあり、使用中の可能性があります。デバイス名は、大文字と小文字を区別せずに一意でなければなりません。',
    advice: '別の名前を使ってください。自分が残したものであれば、IAM コンソールで削除してから再試行してください。',
  },
} as const;

const fileReasons: Readonly<Record<string, string>> = {
  ENOENT: '存在しません',
  EACCES: '権限がありません',
  EPERM: '権限がありません',
  EISDIR: 'フォルダーです',
  ETIMEDOUT: 'ディスクが応答しません',
};

/** The way to where AWS adds a device for who is signed in there. */
const way = '自分のユーザー、「セキュリティ認証情報」、「MFA デバイスの割り当て」、「認証アプリケーション」の順';

const fromConsole = `AWS コンソールのシークレットを使ってください。${way}に選びます。`;

const secretWords = {
  empty: {
    happened: 'シークレットがありません。',
    advice: 'AWS コンソールで「シークレットキーを表示」を選び、コピーしてここに貼り付けてください。',
  },
  'not-base32': {
    happened: 'AWS が使う文字 (A～Z と 2～7) 以外の文字が含まれています。',
    advice: 'シークレットキーだけをコピーし直してください。空白、小文字、末尾の `=` はあっても構いません。',
  },
  'too-short': {
    happened: 'AWS のシークレットよりかなり短く、一部が欠けています。',
    advice: 'シークレットキー全体をコピーし直してください。',
  },
  'too-long': {
    happened: 'YubiKey に保存できる長さを超えています。',
    advice: '前後のテキストを除き、シークレットキーだけをコピーしてください。',
  },
  'not-otpauth': {
    happened: 'リンクですが、`otpauth://totp/` で始まっていません。',
    advice: 'AWS コンソールでシークレットキーをコピーするか、QR コードの画像を使ってください。',
  },
  hotp: { happened: '回数ベースのコード (HOTP) 用です。AWS が受け付けるのは時刻ベース (TOTP) だけです。', advice: fromConsole },
  digits: { happened: 'コードの桁数が違います。AWS が受け付けるのは 6 桁のコードだけです。', advice: fromConsole },
  algorithm: { happened: 'SHA-256 または SHA-512 を使っています。AWS が受け付けるのは SHA-1 だけです。', advice: fromConsole },
  period: { happened: 'コードの更新間隔が違います。AWS が受け付けるのは 30 秒ごとに変わるコードだけです。', advice: fromConsole },
} as const;

const pictureWords = {
  'no-code': {
    happened: '画像に QR コードがありません。',
    advice: 'AWS コンソールで QR コードを表示し、全体のスクリーンショットを撮るか、シークレットキーを貼り付けてください。',
  },
  'several-codes': {
    happened: '画像に QR コードが複数あります。',
    advice: 'AWS の QR コードだけになるように切り抜いてください。',
  },
  'not-a-picture': {
    happened: '読み取れる PNG または JPEG ではありません。',
    advice: 'PNG または JPEG を使うか、シークレットキーを貼り付けてください。',
  },
  'too-large': {
    happened: '画像の画素数が多すぎます。',
    advice: 'AWS の QR コードだけになるように切り抜いてください。',
  },
  'not-otpauth': {
    happened: '認証アプリケーション用の QR コードではありません。',
    advice: 'AWS コンソールで「認証アプリケーション」を選び、その QR コードの画像を使ってください。',
  },
} as const;

const screenWords = {
  'no-code': {
    happened: '画面に QR コードがないか、別のウィンドウに隠れています。',
    advice: 'AWS コンソールで QR コードを表示し、このウィンドウをよけてから、もう一度スキャンしてください。',
  },
  'several-codes': {
    happened: '認証アプリケーション用の QR コードが画面に複数あります。',
    advice: 'AWS のものだけが見えるように他を閉じてから、もう一度スキャンしてください。',
  },
  'not-otpauth': {
    happened: '画面の QR コードは認証アプリケーション用ではありません。',
    advice: 'AWS コンソールで「認証アプリケーション」を選び、QR コードを表示してから、もう一度スキャンしてください。',
  },
  refused: {
    happened: 'システムが Roletap に画面の読み取りを許可していません。',
    advice: 'システムのプライバシー設定で Roletap に画面収録を許可するか、シークレットキーを貼り付けてください。',
  },
  unavailable: {
    happened: 'このシステムでは、Roletap は画面を読み取れません。',
    advice: 'シークレットキーを貼り付けるか、QR コードの画像を使ってください。',
  },
} as const;

/** Where that is; with the command that goes with it, in a terminal. */
const onConsole = (where: Where): string => `${where === 'terminal' ? '`roletap enroll --console` を実行し、' : ''}IAM コンソールで${way}`;

/** What can go wrong while devices are made, repaired and removed. */
export const deviceProblems: typeof englishProblems = {
  'iam-denied': ({ action, resource, explicit }, where) => ({
    title: 'この操作の権限がありません',
    happened: explicit
      ? `${resource} に対する ${action} が、ポリシーで明示的に拒否されています。MFA でサインインすれば許可されるポリシーもよくあります。`
      : `AWS が ${resource} に対する ${action} を拒否しました。許可するポリシーがありません。`,
    advice: explicit
      ? `MFA デバイスがあれば、そのセッションを使ってください。なければ、${where === 'terminal' ? '下のポリシーを AWS 管理者に送り' : 'ポリシーをコピーして AWS 管理者に送り'}、例外を依頼してください。`
      : where === 'terminal'
        ? '下のポリシーを AWS 管理者に送ってください。'
        : '必要な権限をすべて含むポリシーをコピーして、AWS 管理者に送ってください。',
  }),
  'iam-mfa-needed': ({ action, devices = [] }, where) => ({
    title: '先に MFA が必要です',
    happened: `MFA デバイスを持つユーザーが ${action} を行うには、MFA セッションが必要です。${
      devices.length === 0 ? '' : `${either(devices)} のコードを持つ YubiKey は接続されていません。`
    }`,
    advice:
      devices.length === 0
        ? '求められたら、今あるデバイスのどれかを使ってください。どれも使えなければ、AWS 管理者に削除を依頼してください。'
        : `それを持つ YubiKey を挿入して再試行してください。コードがスマートフォンのアプリにある場合は、${onConsole(where)}に選んで YubiKey を追加してください。紛失した場合は、AWS 管理者にデバイスの削除を依頼してください。`,
  }),
  'device-name-taken': ({ deviceName, state }) => ({
    title: 'そのデバイス名は使われています',
    happened: `デバイス「${deviceName}」${nameTaken[state].happened}`,
    advice: nameTaken[state].advice,
  }),
  'device-name-bad': ({ deviceName }) => ({
    title: 'そのデバイス名は使えません',
    happened: `AWS は「${deviceName}」をデバイス名として受け付けません。`,
    advice: '226 文字以内で、半角の英数字と + = , . @ _ - を使ってください。',
  }),
  'device-limit': ({ limit }) => ({
    title: 'MFA デバイスはこれ以上追加できません',
    happened: `MFA デバイスはユーザーごとに ${limit} 個までで、このユーザーはすでに上限に達しています。`,
    advice: '使わなくなったデバイスを削除してから、再試行してください。',
  }),
  'device-in-use': ({ device }) => ({
    title: 'デバイスは使用中です',
    happened: `${device} はユーザーに割り当てられているため、もう一度割り当てることも削除することもできません。`,
    advice: '自分のものであれば、すでに使えるかもしれません。MFA デバイスを確認してください。そうでなければ、別の名前を使ってください。',
  }),
  'device-missing': ({ device }) => ({
    title: 'デバイスが存在しません',
    happened: `${device} は AWS にないか、このユーザーに割り当てられていません。`,
    advice: 'MFA デバイスを再読み込みしてください。YubiKey に残った OATH アカウントはそこでクリーンアップできます。',
  }),
  'device-unclear': ({ device, choices }) => ({
    title: '該当するデバイスが複数あります',
    happened: `「${device}」に該当するもの: ${listed(choices)}。`,
    advice: '名前全体を入力してください。',
  }),
  'no-code-device': ({ user, has }, where) => ({
    title: 'コードを生成する MFA デバイスがありません',
    happened: `${
      has === 'none'
        ? `${user} には AWS の MFA デバイスがありません。`
        : has === 'passkey'
          ? `${user} には、コードを生成しないパスキーまたはセキュリティキーしかありません。`
          : `${user} には、YubiKey ではないハードウェアトークンしかありません。`
    }コンソール以外では、AWS はコードしか受け付けません。`,
    // Beside a device that makes no codes AWS lets nobody add one from outside.
    advice:
      has === 'none'
        ? `追加してください: ${where === 'terminal' ? '`roletap enroll`' : '「YubiKey をセットアップ…」'}。コンソールを使う場合は、${onConsole('tray')}に選びます。`
        : `${onConsole(where)}に選んで、仮想 MFA デバイスを追加してください。`,
  }),
  'device-codes-refused': ({ device }) => ({
    title: 'AWS が両方のコードを拒否しました',
    happened: `${device} には、AWS がこれまでに受け付けたものより新しい、連続する 2 つのコードが必要です。`,
    advice: '次の 2 つのコードで再試行してください。それも拒否される場合は、YubiKey と AWS のシークレットが異なっています。',
  }),
  'device-arn-bad': ({ device }) => ({
    title: 'MFA デバイスではありません',
    happened: `「${device}」は仮想 MFA デバイスの ARN ではありません。`,
    advice: 'AWS コンソールの「識別子」をコピーしてください。形式は `arn:aws:iam::111122223333:mfa/jane` です。',
  }),
  'user-missing': ({ user }) => ({
    title: 'そのユーザーは AWS に存在しません',
    happened: `このアカウントに IAM ユーザー「${user}」は存在しません。名前が変わったか、削除された可能性があります。`,
    advice: 'プロファイルのアクセスキーが誰のものか確認してください: `aws sts get-caller-identity`',
  }),
  'user-changing': ({ user }) => ({
    title: 'AWS がこのユーザーを変更中です',
    happened: `「${user}」の変更が処理中のため、AWS はまだ別の変更を受け付けません。`,
    advice: '1 分ほど待ってから再試行してください。',
  }),
  'spare-is-same-key': ({ serial }) => ({
    title: '同じ YubiKey です',
    happened: `${theKey(serial)} にはすでにこの OATH アカウントがあります。予備は、別の場所に保管する 2 つ目の YubiKey です。`,
    advice: '2 つ目の YubiKey を挿入するか、予備なしで続けて後で追加してください。',
  }),
  'secret-unusable': ({ why }) => ({ title: 'そのシークレットは使えません', ...secretWords[why] }),
  'picture-unusable': ({ why }) => ({ title: '使える QR コードがありません', ...pictureWords[why] }),
  'screen-unusable': ({ why }) => ({ title: 'QR コードをスキャンできませんでした', ...screenWords[why] }),
  'picture-unreadable': ({ file, errno }) => ({
    title: 'その画像を読み取れません',
    happened: `${file}: ${fileReasons[errno] ?? errno}。`,
    advice: 'パスを確認するか、AWS コンソールで「シークレットキーを表示」を選び、シークレットキーを使ってください。',
  }),
  'clipboard-empty': () => ({
    title: '貼り付けるものがありません',
    happened: 'クリップボードにテキストも画像もありません。',
    advice: 'AWS コンソールでシークレットキーか QR コードをコピーしてから、もう一度貼り付けてください。',
  }),
  'journal-unwritable': ({ file, errno }) => ({
    title: '進行状況を保存できません',
    happened: `${file} に書き込めません (${errno})。AWS と YubiKey に変更を加える前に停止しました。`,
    advice: 'そのフォルダーの空き容量と権限を確認してから、再試行してください。',
  }),
};
