/** What buttons, notes and drawings say wherever they stand in the window. */

export const roletap = 'Roletap';

export const kitTexts = {
  cancel: 'Abbrechen',
  close: 'Schließen',
  save: 'Speichern',
  keepIt: 'Behalten',
  remove: 'Entfernen…',
  /** Under a field that a form can’t do without. */
  fillIn: 'Bitte ausfüllen.',
  chooseOne: 'Bitte wählen.',
  refresh: 'Aktualisieren',
  tryAgain: 'Erneut versuchen',
  unlock: 'Entsperren',
  less: 'Weniger anzeigen',
  whatToDo: 'Was zu tun ist',
  copy: 'Kopieren',
  copied: 'Kopiert',
  copyText: 'Text kopieren',
  dismiss: 'Ausblenden',
  dismissOf: (title: string): string => `Ausblenden: ${title}`,
  guarded: 'geschützt',
  seconds: (count: number): string => `${count} s`,
  /** Of a file, above its lines. */
  changeOf: (file: string): string => `Änderungen an ${file}`,
  added: 'hinzugefügt: ',
  removed: 'entfernt: ',
} as const;

/** What is printed on a keyboard of this language; a Mac's has signs instead. */
export const keyTexts = { control: 'Strg', shift: 'Umschalt', delete: 'Entf' } as const;

/** Beside a problem: what AWS said, and the policy that an administrator would have to grant. */
export const problemTexts = {
  awsSaid: (code: string, request?: string): string => `AWS hat geantwortet: ${code}${request === undefined ? '' : `, Anfrage ${request}`}`,
  copyPolicy: 'Richtlinie kopieren',
  copyPolicyOf: (action: string): string => `Richtlinie kopieren, die ${action} erlaubt`,
  policyCopied: 'Richtlinie kopiert',
} as const;
