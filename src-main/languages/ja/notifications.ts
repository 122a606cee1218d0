import type { Alert } from '../../contract/alerts.ts';
import type { RoleView, SessionView, Waiting } from '../../contract/snapshot.ts';
import { looksLikeProduction } from '../../contract/text.ts';
import type { NotificationTexts, NotificationWords } from '../../words/notifications.ts';
import { askerWords, othersWords } from './askers.ts';
import { clockTime, date, listed, yourKey } from './grammar.ts';
import { problemWords } from './problems/problem-words.ts';
import { subjectOf } from './questions.ts';
import { roleMenuTexts } from './window/roles.ts';

export type { NotificationTexts, NotificationWords };

/** An account id (12 digits) in the name of a profile or of an account says more than a locked screen may. */
const discreet = (text: string): string => text.replaceAll(/(?<!\d)\d{12}(?!\d)/g, '…');

const alert = (told: Alert): NotificationWords => {
  switch (told.kind) {
    case 'ends-soon':
      return told.what === 'direct'
        ? { title: `${told.name} のセッションがまもなく終了`, body: '1 回のタッチで更新できます。', action: '更新' }
        : {
            title: `${told.name} の MFA セッションがまもなく終了`,
            body: '1 回のタッチで、このセッションとすべてのロールを更新できます。',
            action: '更新',
          };
    case 'touch-wanted':
      return {
        title: `${told.profile} にタッチが必要です`,
        body: `要求元: ${askerWords(told.asker)}。タッチを待てませんでした。`,
        action: '開く',
      };
    case 'signed-out':
      return {
        title: `${told.profile} のサインインが終了しました`,
        body: `サインインすると ${listed(told.roles)} を更新できます。`,
        action: 'サインイン',
      };
    case 'certificate-ends':
      return told.days < 0
        ? { title: `${told.profile} の証明書の有効期限が切れました`, body: `${date(told.ends)} まで有効でした。`, action: '更新' }
        : { title: `${told.profile} の証明書の有効期限が近づいています`, body: `${date(told.ends)} まで有効です。`, action: '更新' };
    case 'renewal-failed':
      return {
        title: `${told.profile} を更新できませんでした`,
        body: `${problemWords(told.problem).title}。対処方法は Roletap を開いて確認してください。`,
      };
  }
};

const requests: { readonly [K in Waiting['kind']]: (waiting: Waiting) => string } = {
  touch: ({ key }) => `${key ? key.name : 'YubiKey'} にタッチ`,
  password: ({ key, for: purpose }) => (purpose.kind === 'access-key' ? 'パスフレーズを入力' : `${yourKey(key?.serial)} のロックを解除`),
  pin: ({ key }) => `${yourKey(key?.serial)} の PIN を入力`,
  insert: ({ key }) => `${yourKey(key?.serial)} を挿入`,
  pick: () => 'コードの取得元を選択',
  step: () => '新しいコードを待っています',
  code: () => 'MFA デバイスのコードを入力',
};

const question = (waiting: Waiting): NotificationWords => {
  const [first, ...others] = waiting.askers ?? [];
  const subject = subjectOf(waiting);
  const more = others.length === 0 ? '' : ` (${othersWords(others.length)})`;
  const body = first === undefined ? `対象: ${subject}。` : `要求元: ${askerWords(first)}${more}。対象: ${subject}。`;
  return {
    title: requests[waiting.kind](waiting),
    body: waiting.guarded === true ? `${body}保護されたロールです。` : body,
    action: 'キャンセル',
  };
};

/** What somebody opened without a window that shows it. `role`: undefined when no profile names it any more. */
const opened = (session: SessionView, role: RoleView | undefined): NotificationWords => {
  const name = role?.profile ?? session.target;
  const isProduction = role === undefined ? looksLikeProduction(name) : role.production === true;
  const kind = session.guarded ? '保護されたロールです。' : isProduction ? '本番環境です。' : '';
  return {
    title: `${name} を開きました`,
    body: `${clockTime(session.expires)} まで。${kind}`,
    action: roleMenuTexts.endSession,
    ...(role === undefined || role.user ? {} : { second: roleMenuTexts.openConsole }),
  };
};

const discreetly = ({ title, body, ...actions }: NotificationWords): NotificationWords => ({
  title: discreet(title),
  body: discreet(body),
  ...actions,
});

/** Title, body and button of what the system shows. */
export const notificationWords = {
  alert: (told: Alert): NotificationWords => discreetly(alert(told)),
  question: (waiting: Waiting): NotificationWords => discreetly(question(waiting)),
  opened: (session: SessionView, role: RoleView | undefined): NotificationWords => discreetly(opened(session, role)),
} as const;
