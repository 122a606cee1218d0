import type { EnrollPage, EnrollView } from '../../../contract/enroll.ts';
import { entryPages } from '../../../contract/enroll-page.ts';
import type { Problem } from '../../../contract/problems/problem.ts';

/** What the buttons at the wizard's foot say. Pure. */

/** What the main button does; undefined where there is none. */
export const nextWords = (view: EnrollView): string | undefined => {
  const { page } = view;
  const mayTry = view.can.next || (page.kind === 'user' && page.chosen !== undefined) || entryPages.has(page.kind);
  if (view.problem !== undefined) return mayTry ? againWords(view.problem, page) : undefined;
  switch (page.kind) {
    case 'user':
    case 'found':
      return '続ける';
    case 'key':
      return page.needsSession ? 'タッチしてデバイスを作成' : 'デバイスを作成';
    case 'working':
      return undefined;
    case 'codes':
      return 'デバイスを有効化';
    case 'spare':
      return 'この YubiKey を使用';
    case 'profiles':
      return page.diff.length === 0 ? '続ける' : 'ファイルに書き込む';
    case 'secret':
      return 'YubiKey に保存';
    case 'two-codes':
      return 'AWS が両方を受け付けた';
    case 'device':
      return 'コードでテスト';
    case 'done':
      return '閉じる';
  }
};

const againWords = (problem: Problem, page: EnrollPage): string => {
  if (problem.code === 'account-exists') return 'アカウントを置き換える';
  // Another name stands in the field by now.
  if (problem.code === 'device-name-taken' && page.kind === 'key') return 'デバイスを作成';
  if (page.kind === 'secret') return 'YubiKey に保存';
  if (problem.code === 'device-name-taken' && problem.state === 'not-enabled') return 'デバイスを置き換える';
  return '再試行';
};

/** The button that goes back; a name that is taken is what one goes back for, and from the codes one gets the next two. */
export const backWords = ({ page, problem, path }: EnrollView): string => {
  if (page.kind === 'two-codes' || (page.kind === 'device' && path !== 'import')) return '新しいコード';
  const isAboutName = problem?.code === 'device-name-taken' || problem?.code === 'device-name-bad';
  return isAboutName && page.kind !== 'key' ? '別の名前を選ぶ' : '戻る';
};

export const skipWords = (view: EnrollView): string =>
  view.page.kind === 'profiles' ? '今はしない' : view.page.kind === 'spare' ? '予備なし' : 'スキップ';
