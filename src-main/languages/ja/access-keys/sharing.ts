import { shellWord } from '../../../contract/text.ts';

/** A kept access key that programs may have itself, in the window. */
export const sharingTexts = {
  title: 'プログラムにアクセスキー自体を渡す',
  off: 'オフ: プログラムには MFA セッションを渡します。タッチが必要で、自動的に終了します。',
  on: (profile: string): string => `オン: 「${profile}」を使うプログラムには、MFA なしでアクセスキー自体を渡します。`,
  /** On its own, where no switch stands beside it. */
  fact: (profile: string): string => `「${profile}」を使うプログラムには、MFA なしでアクセスキー自体を渡します。`,
  ask: 'プログラムにこのアクセスキーを渡しますか？',
  about: (profile: string): string =>
    `「${profile}」を使うプログラムには、タッチも MFA もなしでキー自体を渡します。読み取った相手は、キーをローテーションするまで使い続けられます。`,
  guarded: 'プロファイルが保護されている間は、これまでどおり MFA セッションを要求します。',
  yes: 'アクセスキーを渡す',
} as const;

/** The same in the terminal. */
export const sharingSaid = {
  confirm: 'プログラムにアクセスキー自体を渡しますか？ [y/N] ',
  needsYes: 'ここでは確認できないため、keep --share には --yes が必要です',
  shared: (profile: string): string =>
    `「${profile}」を使うプログラムには、MFA なしでアクセスキー自体を渡します。やめるには: \`roletap keep ${shellWord(profile)} --share --undo\``,
  ended: (profile: string): string =>
    `「${profile}」を使うプログラムには MFA セッションを渡します。すでに渡したキーは、ローテーションするまで使えます。`,
  advice: (profile: string): string => `やめるには: \`roletap keep ${shellWord(profile)} --share --undo\``,
  /** `exec --keys`, beside what says when a session's keys end. */
  keys: (profile: string): string => `注: コマンドには「${profile}」のアクセスキー自体を MFA なしで渡します。`,
} as const;
