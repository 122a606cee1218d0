import type { Alert } from '../../contract/alerts.ts';
import type { AlertWords } from '../../words/alerts.ts';
import { programAndFolder, programWords, shortened } from './askers.ts';
import { clockTime, date, listed } from './grammar.ts';
import { problemWords } from './problems/problem-words.ts';

export type { AlertWords };

/** What a person should hear of, for the strip over the roles. Pure. */
export const alertWords = (alert: Alert): AlertWords => {
  switch (alert.kind) {
    case 'ends-soon':
      return alert.what === 'mfa-session'
        ? {
            tone: 'warn',
            title: `${alert.name} の MFA セッションがまもなく終了`,
            text: `${clockTime(alert.ends)} に終了します。1 回のタッチですべて更新できます。`,
            action: '更新',
          }
        : {
            tone: 'warn',
            title: `${alert.name} のセッションがまもなく終了`,
            text: `${clockTime(alert.ends)} に終了します。1 回のタッチで更新できます。`,
            action: '更新',
          };
    case 'touch-wanted': {
      const { asker } = alert;
      if (asker.kind !== 'program')
        return { tone: 'info', title: `${alert.profile} にタッチが必要です`, text: 'セッションが要求されました。', action: '開く' };
      return {
        tone: 'info',
        title: `${shortened(asker.name)} からの要求: ${alert.profile}`,
        text: `${programAndFolder(asker)} はタッチを待てませんでした。`,
        action: '開く',
      };
    }
    case 'signed-out':
      return {
        tone: 'warn',
        title: `${alert.profile} のサインインが終了しました`,
        text: `サインインすると ${listed(alert.roles)} を更新できます。`,
        action: 'サインイン',
      };
    case 'certificate-ends':
      return {
        tone: 'warn',
        title: `${alert.profile} の証明書の有効期限が${alert.days < 0 ? '切れました' : '近づいています'}`,
        text: `${alert.subject} は ${date(alert.ends)} まで有効${alert.days < 0 ? 'でした' : 'です'}。同じ鍵で新しい証明書を取得できます。`,
        action: '更新…',
      };
    case 'renewal-failed': {
      const words = problemWords(alert.problem);
      return { tone: 'danger', title: `${alert.profile} を更新できませんでした`, text: `${words.title}。${words.happened}` };
    }
  }
};

/** The same for a screen reader, when it comes up. */
export const spokenAlert = (alert: Alert): string => {
  if (alert.kind === 'touch-wanted' && alert.asker.kind === 'program') return `${programWords(alert.asker)} からの要求: ${alert.profile}。`;
  return `${alertWords(alert).title}。`;
};
