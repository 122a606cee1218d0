import { shellWord } from '../../../contract/text.ts';
import type { AccountFlaw } from '../../../contract/values.ts';
import { fileNames, perPlatform } from '../../../words/platform/reader.ts';
import type { cardProblems as englishProblems } from '../../../words/problems/card.ts';
import { listed, theKey } from '../grammar.ts';
import { firmwareFeatures } from './piv.ts';
import { again, againAnd, type Where } from './table.ts';

/** Before "there is no". */
const onKeys = (serials: readonly number[]): string =>
  serials.length === 0 ? '接続中のどの YubiKey にも' : `${listed(serials.map(theKey))} に`;

/** Behind "is there, but". */
const accountFlaws: Readonly<Record<AccountFlaw, string>> = {
  hotp: 'コードが回数ベース (HOTP) です。AWS が受け付けるのは時刻ベース (TOTP) だけです',
  algorithm: 'SHA-256 または SHA-512 を使っています。AWS が受け付けるのは SHA-1 だけです',
  digits: 'AWS が受け付けるのは 6 桁のコードだけです',
  period: 'AWS が受け付けるのは 30 秒ごとに変わるコードだけです',
};

/** What a person whose codes come from elsewhere can do at once; where a question can be asked, Roletap asks for the code instead. */
const withoutService = (where: Where, words: Parameters<typeof perPlatform>[0]): string =>
  `${perPlatform(words)}${where === 'terminal' ? '代わりにスマートフォンやハードウェアトークンのコードを使うには: `roletap tap ROLE --code-stdin`' : ''}`;

/** What can go wrong between this computer, the YubiKey and the finger on it. */
export const cardProblems: typeof englishProblems = {
  'card-service-missing': (_, where) => ({
    title: 'スマートカードサービスが動いていません',
    happened: 'Roletap はこのサービスを通して YubiKey を使います。',
    advice: withoutService(where, {
      linux: 'pcscd パッケージをインストールし、起動してください: `sudo systemctl enable --now pcscd`。起動すれば自動的に続行します。',
      mac: 'Mac を再起動してください。サービスが動けば自動的に続行します。',
      windows: '「Smart Card」サービスを開始してください。動けば自動的に続行します。',
    }),
  }),
  'card-service-silent': (_, where) => ({
    title: 'スマートカードサービスが応答しません',
    happened: '動いていますが応答しなくなったため、YubiKey を使えません。',
    advice: withoutService(where, {
      linux: '再起動してください: `sudo systemctl restart pcscd`。応答すれば自動的に続行します。',
      mac: 'Mac を再起動してください。サービスが応答すれば自動的に続行します。',
      windows: '「Smart Card」サービスを再起動してください。応答すれば自動的に続行します。',
    }),
  }),
  'card-access-denied': (_, where) => ({
    title: 'スマートカードサービスに拒否されました',
    happened: '動いていますが、あなたのユーザーには許可されていません。リモートセッションやコンテナでよく起こります。',
    advice: withoutService(where, {
      linux:
        'コンピューターを直接操作して Roletap を使うか、`org.debian.pcsc-lite.access_pcsc` の polkit ルールを追加してください。拒否された内容の確認: `journalctl -u pcscd -n 20`。',
      mac: 'リモートセッションではなく、コンピューターを直接操作して Roletap を使ってください。',
      windows: 'リモートセッションではなく、コンピューターを直接操作して Roletap を使ってください。',
    }),
  }),
  'yubikey-missing': ({ serial, others = [] }) => ({
    title: 'YubiKey がありません',
    happened:
      others.length === 0
        ? 'YubiKey が接続されていません。'
        : `${listed(others.map((reader) => `「${reader}」`))}のカードは YubiKey ではありません。`,
    advice: `${theKey(serial)} を挿入してください。${
      others.length === 0 ? '' : '他社製のトークンを使うには、設定で「他社製のトークン」をオンにしてください。'
    }`,
  }),
  'yubikey-removed': ({ serial }, where) => ({
    title: 'YubiKey が取り外されました',
    happened: `${theKey(serial)} が、応答する前に取り外されました。`,
    advice: `挿入し直してから、${again(where)}。`,
  }),
  'yubikey-busy': ({ holder }, where) => ({
    title: holder === undefined ? '別のプログラムが YubiKey を使用中です' : `${holder} が YubiKey を使用中です`,
    happened: holder === undefined ? 'そのプログラムが長い間使い続けています。' : `${holder} が長い間使い続けています。`,
    advice:
      holder === undefined || /scdaemon|gpg/i.test(holder)
        ? `GnuPG でよく起こります。次のコマンドで止めてください: \`gpgconf --kill scdaemon\`。その後、${again(where)}。`
        : `${holder} の処理を終えるか閉じてから、${again(where)}。`,
  }),
  'yubikey-unreadable': ({ reader, detail }) => ({
    title: 'YubiKey を読み取れません',
    happened: `リーダー「${reader}」の YubiKey から正しい応答がありません (${detail})。`,
    advice: '取り外して 1 秒ほど待ち、挿入し直してください。直らなければ、別の USB ポートを試してください。',
  }),
  'yubikey-unclear': ({ serials }, where) => ({
    title: '該当する YubiKey が複数あります',
    happened: `${listed(serials.map(theKey))} が接続されており、どれも該当します。`,
    advice: `使うものだけを接続し、${again(where)}。${where === 'terminal' ? `使うものの指定: \`--key ${serials[0] ?? 'SERIAL'}\`` : ''}`,
  }),
  'yubikey-other-needed': ({ serial, account }, where) => ({
    title: `YubiKey ${serial} が接続されていません`,
    happened: `OATH アカウント ${account} はその YubiKey にあります。`,
    advice: `YubiKey ${serial} を挿入してから、${again(where)}。`,
  }),
  'yubikey-not-plugged': ({ serial, plugged }, where) => ({
    title: `YubiKey ${serial} が接続されていません`,
    happened: plugged.length === 0 ? '接続中の YubiKey にはシリアル番号がありません。' : `接続中: ${listed(plugged.map(theKey))}。`,
    advice:
      where === 'terminal'
        ? '挿入するか、別の YubiKey を指定してください。接続中の YubiKey の一覧: `roletap keys`'
        : `挿入してから、${again(where)}。`,
  }),
  'yubikey-untrusted': ({ serial }) => ({
    title: 'あなたの YubiKey ではない可能性があります',
    happened: `${theKey(serial)} はパスワードを求めていますが、正しい YubiKey であることを証明できませんでした。何も送信していません。`,
    advice: '取り外して、自分の YubiKey を使ってください。自分のものかどうかは、次のコマンドで確認できます: `ykman oath info`',
  }),
  'oath-disabled': ({ serial }) => ({
    title: 'この YubiKey の OATH は無効です',
    happened: `コードを生成する OATH アプリケーションが、${theKey(serial)} で無効になっています。`,
    advice: '有効にしてください: `ykman config usb --enable OATH`。その後、YubiKey を挿入し直してください。',
  }),
  'password-needed': ({ serial }, where) => ({
    title: 'YubiKey がロックされています',
    happened: `${theKey(serial)} の OATH アカウントはパスワードで保護されています。`,
    advice: `${againAnd(where)}、求められたらパスワードを入力してください。${where === 'terminal' ? 'スクリプトでは標準入力から渡せます: `--password-stdin`' : ''}`,
  }),
  'password-wrong': ({ serial }) => ({
    title: 'パスワードが違います',
    happened: `${theKey(serial)} が受け付けませんでした。入力回数に制限はありません。`,
    advice: 'もう一度入力してください。YubiKey の PIN ではなく、OATH アカウントのパスワードです。',
  }),
  'firmware-too-old': ({ needs, has, feature }, where) => ({
    title: 'この YubiKey は古すぎます',
    happened: `${firmwareFeatures[feature]}にはファームウェア ${needs} が必要です。この YubiKey は ${has} で、YubiKey のファームウェアは更新できません。`,
    advice:
      feature !== 'touch'
        ? '新しい YubiKey を使ってください。'
        : `新しい YubiKey を使うか、${
            where === 'terminal' ? '`--no-touch` を付けてタッチなしで使ってください' : '「タッチを必須にする」をオフにしてください'
          }。その場合、YubiKey を接続している間は、実行中のどのプログラムもコードを取得できます。`,
  }),
  'account-missing': ({ account, serials }, where) => ({
    ...(account.startsWith('arn:')
      ? {
          title: 'MFA デバイスが YubiKey にありません',
          happened: `${onKeys(serials)} ${account} はありません。`,
          advice: `それがある YubiKey を挿入するか、${fileNames().config} の \`mfa_serial\` を確認してください。${where === 'terminal' ? 'YubiKey の内容の一覧: `roletap accounts`' : ''}`,
        }
      : {
          title: 'その OATH アカウントはありません',
          happened: `${onKeys(serials)}、${account === '' ? '' : `名前に「${account}」を含む `}OATH アカウントはありません。`,
          advice:
            where === 'terminal'
              ? 'それがある YubiKey を挿入するか、アカウントの一覧を確認してください: `roletap accounts`'
              : `それがある YubiKey を挿入してから、${again(where)}。`,
        }),
  }),
  'account-unusable': ({ account, serial, why }, where) => ({
    title: 'このアカウントのコードは AWS で使えません',
    happened: `${account} は ${theKey(serial)} にありますが、${accountFlaws[why]}。`,
    advice: `${where === 'terminal' ? '`roletap enroll` で' : '「MFA デバイス」を開き'}、AWS のシークレットを使って MFA デバイスを追加し直してください。`,
  }),
  'account-unclear': ({ account, choices }, where) => ({
    ...(choices.length === 1
      ? {
          title: '使うアカウントを確認してください',
          happened: `YubiKey に ${account} という名前の OATH アカウントはありません。${listed(choices)} が該当する可能性があります。`,
          advice: `ウィンドウからロールを開いて確認すると、次回のために記憶されます。${where === 'terminal' ? `または取り込んでください: \`roletap import ${shellWord(choices[0] ?? '')}\`` : ''}`,
        }
      : {
          title: account === '' ? 'OATH アカウントが複数あります' : '該当する OATH アカウントが複数あります',
          happened:
            account === '' ? `YubiKey にあるもの: ${listed(choices)}。` : `${account} に該当する可能性があるもの: ${listed(choices)}。`,
          advice:
            where === 'terminal'
              ? '名前全体、または他と区別できる一部でどれか 1 つを指定してください。'
              : 'ウィンドウからロールを開いて選択すると、次回のために記憶されます。',
        }),
  }),
  'account-exists': ({ account }) => ({
    title: 'その OATH アカウントはすでにあります',
    happened: `YubiKey にはすでに ${account} という OATH アカウントがあります。変更していません。`,
    advice: '別の名前を使うか、先に古いアカウントを削除してください。',
  }),
  'account-name-too-long': ({ account, bytes, limit }) => ({
    title: 'アカウント名が長すぎます',
    happened: `「${account}」は ${bytes} バイトです。YubiKey では ${limit} バイトまでです。`,
    advice: '短い名前を使ってください。',
  }),
  'yubikey-full': ({ limit }) => ({
    title: 'YubiKey に空きがありません',
    happened:
      limit === undefined ? 'OATH アカウントを追加する空きがありません。' : `すでに上限の ${limit} 個の OATH アカウントがあります。`,
    advice: '不要なアカウントを削除してください: `ykman oath accounts delete NAME`',
  }),
  'card-said': ({ status, during }) => ({
    title: 'YubiKey が拒否しました',
    happened: `コマンド「${during}」に対する応答は ${status} でした。`,
    advice: '挿入し直してから再試行してください。続く場合は、この番号を添えて報告してください。',
  }),
  'not-touched': ({ seconds, what }, where) => ({
    title: 'YubiKey がタッチされませんでした',
    happened: `${seconds} 秒間点滅しました。${what === 'signature' ? '何も署名されていません。' : 'コードは使われていません。'}`,
    advice: `${againAnd(where)}、点滅している間にタッチしてください。`,
  }),
  'code-not-typed': ({ seconds }, where) => ({
    title: 'コードが入力されませんでした',
    happened: `${seconds} 秒間コードを待ちました。AWS には何も送信していません。`,
    advice: `${againAnd(where)}、MFA デバイスに表示された 6 桁のコードを入力してください。`,
  }),
  'code-spent': ({ mfaSerial, waitSeconds }, where) => ({
    title: 'そのコードは使用済みです',
    happened: `AWS は ${mfaSerial} の同じコードを一度しか受け付けないため、送信しませんでした。`,
    advice: `${waitSeconds} 秒後に、次のコードで${again(where)}。`,
  }),
  'codes-taken': ({ mfaSerial }) => ({
    title: '別の Roletap コマンドがコードを使いました',
    happened: `${mfaSerial} には連続する 2 つのコードが必要ですが、別のコマンドがその 1 つを使い続けました。AWS には何も送信していません。`,
    advice: '他のコマンドが終わるのを待つか停止してから、再試行してください。',
  }),
  cancelled: (_, where) => ({
    title: 'キャンセルしました',
    happened: '何も変更していません。',
    advice: `準備ができたら、${again(where)}。`,
  }),
};
