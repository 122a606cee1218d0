/** What buttons, notes and drawings say wherever they stand in the window. */

export const roletap = 'Roletap';

export const kitTexts = {
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  keepIt: 'Keep it',
  remove: 'Remove…',
  /** Under a field that a form can’t do without. */
  fillIn: 'Fill this in.',
  chooseOne: 'Choose one.',
  refresh: 'Refresh',
  tryAgain: 'Try again',
  unlock: 'Unlock',
  less: 'Show less',
  whatToDo: 'What to do',
  copy: 'Copy',
  copied: 'Copied',
  copyText: 'Copy text',
  dismiss: 'Dismiss',
  dismissOf: (title: string): string => `Dismiss: ${title}`,
  guarded: 'guarded',
  seconds: (count: number): string => `${count} s`,
  /** Of a file, above its lines. */
  changeOf: (file: string): string => `Changes to ${file}`,
  added: 'added: ',
  removed: 'removed: ',
} as const;

/** What is printed on a keyboard of this language; a Mac's has signs instead. */
export const keyTexts = { control: 'Ctrl', shift: 'Shift', delete: 'Del' } as const;

/** Beside a problem: what AWS said, and the policy that an administrator would have to grant. */
export const problemTexts = {
  awsSaid: (code: string, request?: string): string => `AWS said: ${code}${request === undefined ? '' : `, request ${request}`}`,
  copyPolicy: 'Copy policy',
  copyPolicyOf: (action: string): string => `Copy policy that allows ${action}`,
  policyCopied: 'Policy copied',
} as const;
