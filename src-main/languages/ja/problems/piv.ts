import type { FirmwareFeature } from '../../../contract/problems/card.ts';
import type { PivProblem } from '../../../contract/problems/piv.ts';
import type { pivProblems as englishProblems } from '../../../words/problems/piv.ts';
import { theKey } from '../grammar.ts';
import { again } from './table.ts';

/** As the subject of a sentence. */
export const firmwareFeatures: Readonly<Record<FirmwareFeature, string>> = {
  touch: 'タッチを必須にする機能',
  sha512: 'SHA-512 の OATH アカウント',
  rename: 'OATH アカウントの名前の変更',
  'name-prefix': '名前が別のアカウント名の先頭部分と同じ OATH アカウント',
  'rsa-long': '3072 または 4096 ビットの RSA 鍵',
  'rsa-safe': '安全な RSA 鍵',
  p384: 'P-384 の鍵',
  'retired-slot': 'リタイアスロット',
  'touch-cached': '15 秒間有効なタッチ',
  'touch-always': '署名時にタッチを必須にする機能',
  'pin-never': 'PIN 不要の鍵',
  'delete-key': '秘密鍵の削除',
  attestation: '鍵の生成場所の証明',
};

type Facts<C extends PivProblem['code']> = Extract<PivProblem, { readonly code: C }>;
type Lies = Facts<'management-key-other'>['lies'];

const managementKeys: Readonly<Record<Exclude<Lies, 'nowhere'>, string>> = {
  factory: '出荷時の管理キー',
  'under-pin': ' PIN で保護された管理キー',
  key: '入力された管理キー',
};

export const pivProblems: typeof englishProblems = {
  'security-key': ({ serial }) => ({
    title: 'これは Security Key です',
    happened: `${theKey(serial)} が保存できるのは FIDO の認証情報だけです。OATH アカウントや証明書は保存できません。`,
    advice: 'AWS のコードや証明書には、YubiKey 4 または 5 シリーズを使ってください。',
  }),
  'piv-missing': ({ serial }) => ({
    title: 'この YubiKey では PIV を使えません',
    happened: `証明書を保存する PIV アプリケーションが、${theKey(serial)} にないか、無効になっています。`,
    advice: '有効にしてください: `ykman config usb --enable PIV`。その後、YubiKey を挿入し直してください。',
  }),
  'pin-needed': ({ serial }, where) => ({
    title: 'YubiKey の PIN が必要です',
    happened: `${theKey(serial)} の鍵は、PIV の PIN を入力した後にだけ署名します。`,
    advice: where === 'terminal' ? 'ターミナルで入力するか、`--pin-stdin` を使ってください。' : '求められたら PIN を入力してください。',
  }),
  'pin-wrong': ({ serial, left }, where) => ({
    title: 'PIN が違います',
    happened: `${theKey(serial)} が受け付けませんでした。あと ${left} 回でロックされます。`,
    advice: `PIN に確信がある場合だけ、${again(where)}。OATH のパスワードや FIDO の PIN ではなく、PIV の PIN です。`,
  }),
  'pin-last-try': ({ serial }, where) => ({
    title: 'PIN の入力はあと 1 回です',
    happened: `もう一度間違えると、${theKey(serial)} の証明書がロックされます。入力された PIN は送信していません。`,
    advice:
      where === 'terminal'
        ? 'PIN に確信がある場合は、再度求められたときに入力するか、`--pin-stdin` に `--last-try` を付けてください。'
        : `PIN に確信がある場合は、確認して${again(where)}。`,
  }),
  'pin-blocked': ({ serial }, where) => ({
    title: 'PIN がロックされています',
    happened: `${theKey(serial)} の PIV の PIN が何度も間違って入力されました。証明書は残っています。`,
    advice: `PUK で新しい PIN を設定してください: ${
      where === 'terminal' ? '`roletap piv unblock`' : '証明書のページの「PIN のロックを解除」'
    }。PUK もロックされている場合は PIV のリセットが必要で、鍵は削除されます。`,
  }),
  'pin-malformed': ({ what }) => ({
    title: what === 'pin' ? 'PIN は 6 ～ 8 文字です' : 'PUK は 6 ～ 8 文字です',
    happened: `YubiKey が受け付ける ${what === 'pin' ? 'PIN' : 'PUK'} ではありません。送信していないため、入力回数は減っていません。`,
    advice: '数字かアルファベットを 6 ～ 8 文字入力してください。',
  }),
  'pin-unsure': ({ serial }, where) => ({
    title: 'YubiKey との通信が中断されました',
    happened: `${theKey(serial)} が PIN を確認している間に接続が切れました。Roletap は PIN を再送していません。`,
    advice: `${where === 'terminal' ? '`roletap piv` ' : '証明書のページ'}で残りの入力回数を確認してから、${again(where)}。`,
  }),
  'puk-wrong': ({ serial, left }) => ({
    title: 'PUK が違います',
    happened: `${theKey(serial)} が受け付けませんでした。あと ${left} 回でロックされます。`,
    advice: 'PUK に確信がある場合だけ再試行してください。ロックされた PUK は解除できません。',
  }),
  'puk-blocked': ({ serial, isLocked = false }) => ({
    title: 'PUK がロックされています',
    happened: isLocked
      ? `${theKey(serial)} の PIN と、新しい PIN を設定するための PUK の両方がロックされています。`
      : `${theKey(serial)} の PUK が何度も間違って入力されました。PIN は引き続き使えます。`,
    advice: isLocked
      ? 'PIV のリセットが必要です: `ykman piv reset`。スロットの鍵と証明書は削除されますが、MFA アカウントは残ります。その後、新しい証明書を設定してください。'
      : 'PIN を大切に保管してください。PIN もロックされると PIV のリセットが必要になり、鍵は削除されます。',
  }),
  'puk-needed': ({ serial }, where) => ({
    title: 'PUK が必要です',
    happened: `${theKey(serial)} に新しい PIN を設定するには PUK が必要です。`,
    advice: where === 'terminal' ? 'ターミナルで入力するか、`--puk-stdin` を使ってください。' : 'ウィンドウで入力してください。',
  }),
  'puk-last-try': ({ serial }, where) => ({
    title: 'PUK の入力はあと 1 回です',
    happened: `${theKey(serial)} の PUK は以前に間違って入力されました。もう一度間違えると完全にロックされるため、送信していません。`,
    advice: `先に PUK を確認してください。最後の 1 回を使うには、${where === 'terminal' ? '`--last-try` を付けてください' : '入力時に確認してください'}。`,
  }),
  'puk-unsure': ({ serial }, where) => ({
    title: 'YubiKey との通信が中断されました',
    happened: `${theKey(serial)} が PUK を確認している間に接続が切れました。Roletap は PUK を再送していません。`,
    advice: `${where === 'terminal' ? '`roletap piv` ' : '証明書のページ'}で残りの入力回数を確認してから、${again(where)}。`,
  }),
  'pin-factory': ({ serial }, where) => ({
    title: 'PIN が出荷時のままです',
    happened: `${theKey(serial)} を拾った人は誰でも PIN (123456) を知っています。これでは証明書を保護できません。`,
    advice: `先に自分の PIN を設定してください: ${
      where === 'terminal' ? '`roletap piv choose-pin` (端末で、または `--pin-stdin` を付けて)' : '証明書のページの「PIN を設定」'
    }`,
  }),
  'management-key-other': ({ serial, lies }) => ({
    title: '管理キーが違います',
    happened:
      lies === 'nowhere'
        ? `PIN で保護されているはずの管理キーが ${theKey(serial)} にありません。`
        : `${theKey(serial)} は${managementKeys[lies]}を受け付けませんでした。`,
    advice: 'YubiKey を設定した人に管理キーを確認し、求められたら入力してください。',
  }),
  'management-key-malformed': () => ({
    title: '管理キーの形式が違います',
    happened: '管理キーは 32、48、64 桁のいずれかの 16 進数です。',
    advice: '空白を入れずに、すべての桁を入力してください。',
  }),
  'slot-taken': ({ serial, slot, subject }, where) => ({
    title: `スロット ${slot} は使用中です`,
    happened: `${theKey(serial)} の PIV スロット ${slot} には、すでに${subject === undefined ? '鍵' : ` ${subject} の鍵`}があります。変更していません。`,
    advice:
      where === 'terminal'
        ? '`--slot` で空のスロットを選んでください。使用中のスロットを確認するには: `roletap piv`'
        : '空のスロットを選んでください。',
  }),
  'slot-empty': ({ serial, slot }, where) => ({
    title: `スロット ${slot} に鍵がありません`,
    happened: `${theKey(serial)} の PIV スロット ${slot} に秘密鍵がありません。`,
    advice: `鍵のあるスロットを確認するには: ${where === 'terminal' ? '`roletap piv`' : 'メニューの「証明書」'}`,
  }),
  'slot-key-other': ({ serial, slot }, where) => ({
    title: `スロット ${slot} の鍵が違います`,
    happened: `${theKey(serial)} の PIV スロット ${slot} の鍵は、この証明書のものではありません。鍵が置き換えられています。`,
    advice: `スロットの内容を確認してください: ${
      where === 'terminal' ? '`roletap piv`' : 'メニューの「証明書」'
    }。その後、新しい鍵の証明書を保存してください。`,
  }),
};
