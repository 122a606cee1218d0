import type { Problem } from '../../../contract/problems/problem.ts';
import {
  type LastDevice,
  type ShownTrailEvent,
  type SignInKind,
  type TrailEvent,
  type TrailGap,
  type TrailSession,
  trailMinutes,
} from '../../../contract/sessions/trail.ts';
import { clockTime, date } from '../grammar.ts';
import { problemWords } from '../problems/problem-words.ts';

/** What AWS CloudTrail saw, in the window and in the terminal. */

const kinds: { readonly [K in SignInKind]: string } = { console: 'コンソール', session: 'MFA セッション', role: 'ロール' };

/** How somebody got in, or tried to. */
export const signInWords = (kind: SignInKind): string => kinds[kind];

/** From where an event is, as far as that is known; empty for what was done here. */
export const originWords = ({ origin, isMine }: Pick<ShownTrailEvent, 'origin' | 'isMine'>): string => {
  if (origin === 'here') return '';
  if (!isMine) return '他の人';
  return origin === 'key' ? 'アクセスキーを使用' : 'このコンピューター以外から';
};

/** What is odd about an event; undefined for most. */
export const eventFlawWords = ({ flaw }: Pick<TrailEvent, 'flaw'>): string | undefined => {
  if (flaw === undefined) return undefined;
  return flaw === 'omitted' ? '大きすぎる詳細を AWS が省略しました' : 'AWS から届いた詳細を読み取れません';
};

/** Why CloudTrail was not read, after a full stop. */
const reasonWords = (problem: Problem): string => {
  switch (problem.code) {
    case 'iam-denied':
      return `不足している権限: \`${problem.action}\``;
    case 'throttled':
      return 'AWS がリクエストを制限しています。1 分後にもう一度お試しください。';
    case 'region-disabled':
      return 'このアカウントではリージョンが無効です。';
    default: {
      const { title, happened } = problemWords(problem);
      return `${title}。${happened}`;
    }
  }
};

/** What could not be read, and what helps. */
export const trailGapWords = (gap: TrailGap, account: string): string => {
  switch (gap.what) {
    case 'closed':
      return `${gap.profile} が開いていないため、${account} の CloudTrail を読み取りませんでした。先に ${gap.profile} を開いてください。`;
    case 'unread':
      return `${gap.profile} では ${account}${gap.region === undefined ? '' : ` (${gap.region})`} の CloudTrail を読み取れませんでした。${reasonWords(gap.problem)}`;
    case 'more':
      return `${account} (${gap.region}) には続きがあります。1 回の検索で最新の ${gap.pages * 50} 件だけを読み取りました。`;
  }
};

/** Which device somebody signed in with last. */
export const lastDeviceWords = ({ who, device, at }: LastDevice, zone?: string): string =>
  `${who} の最後のサインインは ${device} によるものです (${date(at)} ${clockTime(at, zone)})。`;

/** How much was done. */
export const callsWords = ({ calls, errors }: Pick<TrailSession, 'calls' | 'errors'>): string =>
  errors === 0 ? `呼び出し ${calls} 件` : `呼び出し ${calls} 件、エラー ${errors} 件`;

export const trailSaid = {
  delay: `CloudTrail は最大 ${trailMinutes} 分遅れることがあります。`,
  reading: (events: number): string => `CloudTrail を読み取っています… ${events} 件`,
  none: 'この期間に Roletap が開いたセッションはありません。',
  noEvents: 'CloudTrail にはまだ何もありません。',
  /** In a session that nothing was done with. */
  unused: 'まだありません',
} as const;

/** The page of the window. */
export const trailTexts = {
  tab: 'AWS',
  title: 'CloudTrail の記録',
  again: '再読み込み',
  stop: '停止',
  sessions: 'セッション',
  signIns: 'サインイン',
  events: '呼び出し',
  regions: 'リージョン',
  regionsHint: 'ロールのリージョンと us-east-1。ほかはコンマ区切りで追加',
  everyone: 'アカウントの全員',
  onlyOthers: 'このコンピューター以外から',
  list: 'イベント (新しい順)',
  columns: { when: '日時', call: '呼び出し', who: 'ユーザー', region: 'リージョン', from: '送信元', result: '結果' },
  done: '完了',
} as const;
