/** What stands around the sessions of the day. */

export const todayTexts = {
  title: 'Today',
  close: 'Close Today',
  closeHelp: 'Close (Escape)',
  none: 'No sessions yet today',
  noneText: 'Every session of the day is listed here: which role, when, who asked for it, and with which YubiKey.',
  list: 'Sessions of today, the newest first',
  kept: 'The last 90 days',
  csv: 'Export CSV',
  json: 'Export JSON',
  why: 'Why',
  whyOf: (title: string): string => `Why: ${title}`,
  /** Of a bar in the picture. */
  bar: (profile: string, when: string): string => `${profile}, ${when}`,
} as const;
