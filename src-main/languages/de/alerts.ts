import type { Alert } from '../../contract/alerts.ts';
import type { AlertWords } from '../../words/alerts.ts';
import { programAndFolder, programWords, shortened } from './askers.ts';
import { clockTime, date, listed } from './grammar.ts';
import { problemWords } from './problems/problem-words.ts';

export type { AlertWords };

/** What a person should hear of, for the strip over the roles. Pure. */
export const alertWords = (alert: Alert): AlertWords => {
  switch (alert.kind) {
    case 'ends-soon':
      return alert.what === 'mfa-session'
        ? {
            tone: 'warn',
            title: `MFA-Sitzung von ${alert.name} endet bald`,
            text: `Sie endet um ${clockTime(alert.ends)}. Eine Berührung erneuert alles.`,
            action: 'Erneuern',
          }
        : {
            tone: 'warn',
            title: `${alert.name} endet bald`,
            text: `Ende um ${clockTime(alert.ends)}. Eine Berührung erneuert die Sitzung.`,
            action: 'Erneuern',
          };
    case 'touch-wanted': {
      const { asker } = alert;
      if (asker.kind !== 'program')
        return {
          tone: 'info',
          title: `${alert.profile} braucht eine Berührung`,
          text: 'Eine Sitzung wurde angefordert.',
          action: 'Öffnen',
        };
      return {
        tone: 'info',
        title: `${shortened(asker.name)} bittet um ${alert.profile}`,
        text: `${programAndFolder(asker)} konnte nicht auf eine Berührung warten.`,
        action: 'Öffnen',
      };
    }
    case 'signed-out':
      return {
        tone: 'warn',
        title: `Anmeldung abgelaufen: ${alert.profile}`,
        text: `Anmelden, um ${listed(alert.roles)} zu erneuern.`,
        action: 'Anmelden',
      };
    case 'certificate-ends':
      return {
        tone: 'warn',
        title: `${alert.days < 0 ? 'Zertifikat abgelaufen' : 'Zertifikat läuft bald ab'}: ${alert.profile}`,
        text: `${alert.subject} ${alert.days < 0 ? 'ist abgelaufen am' : 'gilt bis'} ${date(alert.ends)}. Derselbe Schlüssel kann ein neues bekommen.`,
        action: 'Erneuern…',
      };
    case 'renewal-failed': {
      const words = problemWords(alert.problem);
      return { tone: 'danger', title: `${alert.profile} wurde nicht erneuert`, text: `${words.title}. ${words.happened}` };
    }
  }
};

/** The same for a screen reader, when it comes up. */
export const spokenAlert = (alert: Alert): string => {
  if (alert.kind === 'touch-wanted' && alert.asker.kind === 'program') return `${programWords(alert.asker)} bittet um ${alert.profile}.`;
  return `${alertWords(alert).title}.`;
};
