/** What stands around the sessions of the day. */

export const activityTexts = {
  title: 'Activity',
  close: 'Close Activity',
  closeHelp: 'Close (Escape)',
  none: 'No sessions yet today',
  noneText: 'Each session appears here: which role, when, who requested it, and with which YubiKey.',
  list: 'Today’s sessions, newest first',
  kept: 'The export covers the last 90 days',
  csv: 'Export CSV',
  json: 'Export JSON',
  why: 'Why',
  whyOf: (title: string): string => `Why: ${title}`,
  /** Of a bar in the picture. */
  bar: (profile: string, when: string): string => `${profile}, ${when}`,
} as const;
