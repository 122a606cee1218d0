/** What buttons, notes and drawings say wherever they stand in the window. */

export const roletap = 'Roletap';

export const kitTexts = {
  cancel: 'キャンセル',
  close: '閉じる',
  save: '保存',
  keepIt: '残す',
  remove: '削除…',
  /** Under a field that a form can’t do without. */
  fillIn: '入力してください。',
  chooseOne: '選択してください。',
  refresh: '再読み込み',
  tryAgain: '再試行',
  unlock: 'ロックを解除',
  less: '表示を減らす',
  whatToDo: '対処方法',
  copy: 'コピー',
  copied: 'コピーしました',
  copyText: 'テキストをコピー',
  dismiss: '閉じる',
  dismissOf: (title: string): string => `閉じる: ${title}`,
  guarded: '保護',
  seconds: (count: number): string => `${count} 秒`,
  /** Of a file, above its lines. */
  changeOf: (file: string): string => `${file} の変更`,
  added: '追加: ',
  removed: '削除: ',
} as const;

/** What is printed on a keyboard of this language; a Mac's has signs instead. */
export const keyTexts = { control: 'Ctrl', shift: 'Shift', delete: 'Del' } as const;

/** Beside a problem: what AWS said, and the policy that an administrator would have to grant. */
export const problemTexts = {
  awsSaid: (code: string, request?: string): string => `AWS の応答: ${code}${request === undefined ? '' : `、リクエスト ID: ${request}`}`,
  copyPolicy: 'ポリシーをコピー',
  copyPolicyOf: (action: string): string => `${action} を許可するポリシーをコピー`,
  policyCopied: 'ポリシーをコピーしました',
} as const;
