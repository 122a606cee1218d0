import type { pivProblems as englishProblems } from '../../../words/problems/piv.ts';
import { theKey } from '../grammar.ts';
import { again } from './table.ts';

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
  'pin-needed': ({ serial }) => ({
    title: 'YubiKey の PIN が必要です',
    happened: `${theKey(serial)} の鍵は、PIV の PIN を入力した後にだけ署名します。`,
    advice: '求められたら PIN を入力してください。',
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
        ? 'PIN に確信がある場合は、再度求められたときに入力してください。'
        : `PIN に確信がある場合は、確認して${again(where)}。`,
  }),
  'pin-blocked': ({ serial }) => ({
    title: 'PIN がロックされています',
    happened: `${theKey(serial)} の PIV の PIN が何度も間違って入力されました。証明書は残っています。`,
    advice:
      'PUK でロックを解除してください: `ykman piv access unblock-pin`。PUK もロックされている場合は PIV のリセットが必要で、鍵は削除されます。',
  }),
  'pin-malformed': ({ what }) => ({
    title: what === 'pin' ? 'PIN は 6 ～ 8 文字です' : 'PUK は 6 ～ 8 文字です',
    happened: `YubiKey が受け付ける ${what === 'pin' ? 'PIN' : 'PUK'} ではありません。送信していないため、入力回数は減っていません。`,
    advice: '数字かアルファベットを 6 ～ 8 文字入力してください。',
  }),
  'pin-unsure': ({ serial }, where) => ({
    title: 'YubiKey との通信が中断されました',
    happened: `${theKey(serial)} が PIN を確認している間に接続が切れました。Roletap は PIN を再送していません。`,
    advice: `\`ykman piv info\` で残りの入力回数を確認してから、${again(where)}。`,
  }),
  'slot-empty': ({ serial, slot }) => ({
    title: `スロット ${slot} に鍵がありません`,
    happened: `${theKey(serial)} の PIV スロット ${slot} に秘密鍵がありません。`,
    advice: '鍵のあるスロットを確認するには: `ykman piv info`',
  }),
  'slot-key-other': ({ serial, slot }) => ({
    title: `スロット ${slot} の鍵が違います`,
    happened: `${theKey(serial)} の PIV スロット ${slot} の鍵は、この証明書のものではありません。鍵が置き換えられています。`,
    advice: 'スロットの内容を確認してください: `ykman piv info`。その後、新しい鍵の証明書をインポートしてください。',
  }),
};
