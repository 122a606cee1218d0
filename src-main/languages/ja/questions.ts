import type { Problem } from '../../contract/problems/problem.ts';
import type { RoleState, RoleView, Waiting } from '../../contract/snapshot.ts';
import { isHardwareToken } from '../../contract/text.ts';
import { spacedCode, subjectOf, type WaitingWords } from '../../words/questions.ts';
import { certificatePurpose } from './certificates/deeds.ts';
import { theKey, yourKey } from './grammar.ts';
import { problemWords } from './problems/problem-words.ts';

/** What a person is asked, and what for. Text between backticks is to be typed as it stands. */

export { spacedCode, subjectOf, type WaitingWords };

/** What a person is asked for, and what for. `place` is the name of the role's account, where it has one. */
export const waitingWords = (waiting: Waiting, now?: number, place?: string): WaitingWords => {
  const { for: purpose } = waiting;
  const subject = subjectOf(waiting);
  const serial = waiting.key?.serial;
  switch (waiting.kind) {
    case 'touch': {
      const text =
        purpose.kind === 'role'
          ? `${place ?? `アカウント ${purpose.accountId}`} の ${subject} を開きます`
          : purpose.kind === 'code'
            ? `${subject} のコードを生成します`
            : purpose.kind === 'certificate'
              ? certificatePurpose(purpose.deed, subject)
              : purpose.kind === 'rotation'
                ? `${subject} のアクセスキーをローテーションします`
                : purpose.kind === 'renewal'
                  ? `${subject} のすべてのセッションを更新します`
                  : `${subject} を読み取ります`;
      if (!waiting.after) return { title: 'YubiKey にタッチ', text, subject };
      return { title: 'もう一度 YubiKey にタッチ', text: `${text} (理由: ${problemWords(waiting.after).title})`, subject };
    }
    case 'password':
      if (purpose.kind === 'access-key')
        return {
          title: waiting.wrong === true ? 'パスフレーズが違います' : 'アクセスキーのロックを解除',
          text: `${subject} のアクセスキーはパスフレーズで暗号化されています。`,
          subject,
        };
      return {
        title: waiting.wrong === true ? 'パスワードが違います' : 'YubiKey のロックを解除',
        text: `${theKey(serial)} の OATH アカウントはパスワードで保護されています。`,
      };
    case 'pin':
      if (waiting.asks === 'puk')
        return {
          title: waiting.wrong === true ? 'PUK が違います' : 'PUK を入力',
          text: `${theKey(serial)} に新しい PIN を設定します。${triesWords(waiting.tries)}`,
        };
      if (waiting.asks === 'new-pin' && purpose.kind === 'certificate' && purpose.deed === 'unblock')
        return { title: '新しい PIN を設定', text: `今後、${theKey(serial)} はこの PIN を求めます。` };
      if (waiting.asks === 'new-pin')
        return { title: '新しい PIN を設定', text: `${theKey(serial)} の PIN は出荷時のままです。拾った人は誰でも知っています。` };
      if (purpose.kind === 'certificate') {
        const text = `${theKey(serial)} で、${certificatePurpose(purpose.deed, subject)}。`;
        if (waiting.asks === 'management-key')
          return { title: waiting.wrong === true ? '管理キーが違います' : '管理キーを入力', text, subject };
        return {
          title: waiting.wrong === true ? 'PIN が違います' : 'YubiKey の PIN を入力',
          text: `${text}${triesWords(waiting.tries)}`,
          subject,
        };
      }
      return {
        title: waiting.wrong === true ? 'PIN が違います' : 'YubiKey の PIN を入力',
        text: `${theKey(serial)} に、${subject} を開く証明書があります。${triesWords(waiting.tries)}`,
        subject,
      };
    case 'insert':
      return {
        title: `${yourKey(serial)} を挿入`,
        text:
          waiting.account === undefined
            ? `${subject} に必要です。`
            : `${subject} には、この YubiKey にある ${waiting.account} が必要です。`,
        subject,
      };
    case 'pick':
      if (waiting.among === 'certificates') return { title: 'どの証明書を使いますか？', text: `どれでも ${subject} を開けます。`, subject };
      if (waiting.among === 'keys')
        return {
          title: 'どの YubiKey を使いますか？',
          text: `どれでも ${subject} を開けます。選択は次回のために記憶されます。`,
          subject,
        };
      return {
        title: waiting.account === undefined ? 'MFA デバイスを選択' : 'OATH アカウントを選択',
        text:
          waiting.account === undefined
            ? `複数あります。どれでも ${subject} を開けます。`
            : `${waiting.account} のコードを生成するのはどれですか？ 選択は次回のために記憶されます。`,
      };
    case 'code':
      return codeWords(waiting, subject);
    case 'step': {
      const left = now === undefined ? undefined : Math.max(0, Math.ceil((waiting.deadline - now) / 1000));
      const next = left === undefined ? 'まもなく' : ` ${left} 秒後に`;
      if (waiting.after) {
        const isRefused = waiting.after.code === 'code-refused' || waiting.after.code === 'serial-refused';
        const used = isRefused ? '' : 'コードは AWS で使用済みの可能性があります。';
        return {
          title: problemWords(waiting.after).title,
          text: `${used}${next.trimStart()}、新しいコードで ${subject} を再試行します。`,
          subject,
        };
      }
      if (waiting.toType)
        return { title: '2 つのコードを待っています', text: `両方を入力する時間を確保します。${subject} は${next}続行します。`, subject };
      return {
        title: '新しいコードを待っています',
        text: `AWS は同じコードを一度しか受け付けません。${subject} は${next}続行します。`,
        subject,
      };
    }
  }
};

/** How often a wrong PIN is still forgiven; nothing where the key does not tell. */
const triesWords = (tries: number | undefined): string => {
  if (tries === undefined) return '';
  return tries === 1 ? 'これが最後の 1 回です。間違えると PIN がブロックされます。' : `あと ${tries} 回入力できます。`;
};

/** The same for a touch or a step in one line without its time, which stands behind it. */
export const progressWords = (waiting: Waiting): string => {
  const { title, text } = waitingWords(waiting);
  if (waiting.kind === 'touch') return `${title}: ${text}`;
  if (waiting.toType) return `${title} (両方を入力する時間を確保するため)`;
  return waiting.after ? `${title}。新しいコードで再試行します` : `${title} (AWS は同じコードを一度しか受け付けません)`;
};

/** `arn:aws:iam::111122223333:mfa/jane-phone` as people call it: `jane-phone`. A hardware token is called by its serial number. */
const deviceLabel = (serial: string): string => serial.slice(serial.lastIndexOf('/') + 1);

/** A code is to be typed, perhaps once more. */
const codeWords = ({ account = '', after }: Waiting, subject: string): WaitingWords => {
  const device = deviceLabel(account);
  const whose = isHardwareToken(account) ? 'ハードウェアトークン' : 'MFA デバイス';
  const first = {
    title: 'コードを入力',
    text: `${subject} を開くには、${whose}${device === '' ? '' : ` ${device} `}に表示された 6 桁のコードを入力してください。`,
    subject,
  };
  if (!after) return first;
  switch (after.code) {
    // A hardware token, or a list of devices with one, is no fault that a person would want to hear of.
    case 'mfa-serial-bad':
    case 'no-code-device':
      return first;
    case 'account-missing':
      return { ...first, text: `接続中の YubiKey に ${device} はありません。${first.text}` };
    case 'card-service-missing':
    case 'card-service-silent':
    case 'card-access-denied':
      return { ...first, text: `YubiKey を認識できません (${problemWords(after).title})。${first.text}` };
    case 'code-refused':
      return { title: 'AWS がコードを拒否しました', text: `${device} に今表示されている 6 桁のコードを入力してください。` };
    case 'code-spent':
      return {
        title: 'そのコードは使用済みです',
        text: `AWS は同じコードを一度しか受け付けません。${device} の次のコードは ${after.waitSeconds} 秒後に表示されます。`,
      };
    default:
      return {
        title: problemWords(after).title,
        text: `コードは AWS で使用済みの可能性があります。${device} に次に表示されるコードを入力してください。`,
      };
  }
};

/** How many questions stand behind the one that is shown. */
export const moreQuestions = (count: number): string => `ほかに ${count} 件の要求が待っています`;

/** What a role or the code card waits for; `after` is what went wrong before. */
export const waitingForWords = (reason: Extract<RoleState, { kind: 'waiting' }>['for'], after?: Problem): string => {
  if (after) return `${problemWords(after).title}。AWS が応答するか確認しています`;
  const words = {
    card: 'YubiKey を待っています',
    touch: 'YubiKey にタッチ',
    step: '新しいコードを待っています',
    password: 'パスワードを待っています',
    pin: 'PIN を待っています',
    insert: 'YubiKey を挿入',
    pick: 'コードの取得元を選択',
    code: 'MFA デバイスのコードを入力',
    turn: '別の Roletap コマンドを待っています',
    source: 'キーリング、プログラム、またはサインインを待っています',
    aws: 'AWS を待っています',
    file: '認証情報を保存しています',
  } as const;
  return words[reason];
};

/** What is waited for while the credentials of a source are fetched, where there is room to say whose. */
export const sourceWaitWords = (source: string, kind: RoleView['sourceKind']): string => {
  switch (kind) {
    case 'process':
      return `「${source}」が使うプログラムを待っています`;
    case 'login':
    case 'sso':
      return `「${source}」のサインインを確認しています`;
    case 'certificate':
      return `証明書で「${source}」を開いています`;
    default:
      return `「${source}」のアクセスキーを取り出しています`;
  }
};
