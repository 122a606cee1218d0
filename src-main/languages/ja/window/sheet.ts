/** What stands on the sheet of a question, beside the question itself. */

export const sheetTexts = {
  /** Before the choice of how long a program may have a guarded role. */
  allowIt: '許可する期間',
  spans: { session: 'このセッションの終了まで', hour: '1 時間', day: '今日いっぱい' },
  stillTouch: '新しいセッションには毎回タッチが必要です。',
  /** Says no to the program that asks, and to its next tries until midnight. */
  notToday: '今日は許可しない',
  notTodayHelp: '今日はもう要求できなくなります。',
  demoKey: 'デモの YubiKey にタッチ',
  demoHelp: 'デモの YubiKey です。金色の部分をクリックするとタッチできます。',
  /** In place of the YubiKey that is asked for. */
  typeCode: '代わりにコードを入力',
  code: '6 桁のコード',
  codeLength: 'コードは 6 桁です。',
  sendCode: '続ける',
  password: 'パスワード',
  wrong: 'パスワードが違います。もう一度入力してください。',
  remember: 'システムのキーリングに保存',
  remembered: 'Roletap を終了するまで保持されます。',
  pin: 'PIN',
  wrongPin: 'PIN が違います。別の PIN を入力してください。',
  wrongPuk: 'PUK が違います。別の PUK を入力してください。',
  wrongManagementKey: '管理キーが違います。別の管理キーを入力してください。',
  lastTry: '最後の 1 回を使う',
  pinKept: {
    'until-removed': 'YubiKey を取り外すまで記憶します。',
    'until-locked': '画面をロックするか YubiKey を取り外すまで記憶します。',
    '1-hour': '1 時間記憶します。',
    '15-minutes': '15 分間記憶します。',
    never: '設定に従って、毎回尋ねます。',
  },
  passphrase: 'パスフレーズ',
  wrongPassphrase: 'パスフレーズが違います。もう一度入力してください。',
  passphraseHelp: 'ログインごとに 1 回入力します。忘れたパスフレーズは再設定できません。',
} as const;
