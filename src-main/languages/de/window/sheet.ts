/** What stands on the sheet of a question, beside the question itself. */

export const sheetTexts = {
  /** Before the choice of how long a program may have a guarded role. */
  allowIt: 'Erlauben',
  spans: { session: 'bis diese Sitzung endet', hour: 'für 1 Stunde', day: 'für heute' },
  stillTouch: 'Jede neue Sitzung braucht trotzdem eine Berührung.',
  /** Says no to the program that asks, and to its next tries until midnight. */
  notToday: 'Heute nicht',
  notTodayHelp: 'Das Programm darf heute nicht wieder fragen.',
  demoKey: 'YubiKey der Demo berühren',
  demoHelp: 'YubiKey der Demo: Ein Klick auf die goldene Scheibe berührt ihn.',
  /** In place of the YubiKey that is asked for. */
  typeCode: 'Stattdessen Code eingeben',
  code: '6-stelliger Code',
  codeLength: 'Ein Code hat 6 Ziffern.',
  sendCode: 'Weiter',
  password: 'Passwort',
  wrong: 'Falsches Passwort. Bitte noch einmal versuchen.',
  remember: 'Im Schlüsselbund des Systems merken',
  remembered: 'Gemerkt, bis Roletap beendet wird.',
  pin: 'PIN',
  wrongPin: 'Falsche PIN. Eine andere versuchen.',
  wrongPuk: 'Falsche PUK. Eine andere versuchen.',
  wrongManagementKey: 'Falscher Management Key. Einen anderen versuchen.',
  lastTry: 'Letzten Versuch verwenden',
  pinKept: {
    'until-removed': 'Gemerkt, bis der YubiKey abgezogen wird.',
    'until-locked': 'Gemerkt, bis der Bildschirm gesperrt oder der YubiKey abgezogen wird.',
    '1-hour': '1 Stunde lang gemerkt.',
    '15-minutes': '15 Minuten lang gemerkt.',
    never: 'Wird jedes Mal gefragt, wie in den Einstellungen gewählt.',
  },
  passphrase: 'Passphrase',
  wrongPassphrase: 'Falsche Passphrase. Bitte noch einmal versuchen.',
  passphraseHelp: 'Wird einmal pro Anmeldung abgefragt. Eine verlorene Passphrase lässt sich nicht zurücksetzen.',
} as const;
