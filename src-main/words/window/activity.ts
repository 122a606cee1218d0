/** What stands around the sessions of a day. */

export const activityTexts = {
  title: 'Activity',
  days: 'Days',
  day: 'Day',
  previous: 'Previous day',
  next: 'Next day',
  /** What a step leads to. */
  step: (label: string, day: string): string => `${label}: ${day}`,
  today: 'Today',
  noneToday: 'No sessions yet today',
  noneThen: 'Nothing on this day',
  noneText: 'Each session appears here: which role, when, who requested it, and with which YubiKey.',
  list: 'Sessions and failures, newest first',
  csv: 'Export CSV',
  json: 'Export JSON',
  why: 'Why',
  whyOf: (title: string): string => `Why: ${title}`,
  /** Of a bar in the picture. */
  bar: (profile: string, when: string): string => `${profile}, ${when}`,
} as const;
