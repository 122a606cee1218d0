import type { Alert } from '../contract/alerts.ts';
import { programAndFolder, programWords, shortened } from './askers.ts';
import { clockTime, date, listed } from './grammar.ts';
import { problemWords } from './problems/problem-words.ts';

export interface AlertWords {
  readonly tone: 'warn' | 'danger' | 'info';
  readonly title: string;
  readonly text: string;
  /** What answering does; absent when there is nothing but to put it away. */
  readonly action?: string;
}

/** What a person should hear of, for the strip over the roles. Pure. */
export const alertWords = (alert: Alert): AlertWords => {
  switch (alert.kind) {
    case 'ends-soon':
      return alert.what === 'mfa-session'
        ? {
            tone: 'warn',
            title: `${alert.name}’s MFA session ends soon`,
            text: `It ends at ${clockTime(alert.ends)}. One touch renews everything.`,
            action: 'Renew',
          }
        : {
            tone: 'warn',
            title: `${alert.name}’s session ends soon`,
            text: `It ends at ${clockTime(alert.ends)}. One touch renews it.`,
            action: 'Renew',
          };
    case 'touch-wanted': {
      const { asker } = alert;
      if (asker.kind !== 'program')
        return { tone: 'info', title: `${alert.profile} needs a touch`, text: 'A session was requested.', action: 'Tap in' };
      return {
        tone: 'info',
        title: `${shortened(asker.name)} asks for ${alert.profile}`,
        text: `${programAndFolder(asker)} couldn’t wait for a touch.`,
        action: 'Tap in',
      };
    }
    case 'signed-out':
      return {
        tone: 'warn',
        title: `${alert.profile}’s sign-in ended`,
        text: `Sign in to renew ${listed(alert.roles)}.`,
        action: 'Sign in',
      };
    case 'certificate-ends':
      return {
        tone: 'warn',
        title: `${alert.profile}’s certificate ${alert.days < 0 ? 'has expired' : 'ends soon'}`,
        text: `${alert.subject} ${alert.days < 0 ? 'expired on' : 'is valid until'} ${date(alert.ends)}. The same key can get a new one.`,
        action: 'Renew…',
      };
    case 'renewal-failed': {
      const words = problemWords(alert.problem);
      return { tone: 'danger', title: `Couldn’t renew ${alert.profile}`, text: `${words.title}. ${words.happened}` };
    }
  }
};

/** The same for a screen reader, when it comes up. */
export const spokenAlert = (alert: Alert): string => {
  if (alert.kind === 'touch-wanted' && alert.asker.kind === 'program') return `${programWords(alert.asker)} asks for ${alert.profile}.`;
  return `${alertWords(alert).title}.`;
};
