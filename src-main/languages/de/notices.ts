import type { DoorView } from '../../contract/alerts.ts';
import type { Notice, Snapshot } from '../../contract/snapshot.ts';
import { shellWord } from '../../contract/text.ts';
import type { NoticeWords } from '../../words/notices.ts';
import { retiredKeyWords } from './access-keys/rotation.ts';
import { strayKeyWords } from './access-keys/stray-keys.ts';
import { date, duration, inSentence, span } from './grammar.ts';
import { flawWords } from './problems/file-flaws.ts';
import { problemWords } from './problems/problem-words.ts';

export type { NoticeWords };

/** Something to know that stops nothing. */
export const noticeWords = (notice: Notice, where: 'tray' | 'terminal' = 'tray'): NoticeWords => {
  switch (notice.kind) {
    case 'clock': {
      const off = `${span(Math.abs(notice.seconds))} ${notice.seconds > 0 ? 'nach' : 'vor'}`;
      return {
        tone: 'warn',
        title: `Uhr geht ${off}`,
        text: `Die Uhr dieses Computers geht gegenüber AWS ${off}. Roletap gleicht das bei Codes und Countdowns aus, andere Programme nicht. Datum und Uhrzeit automatisch einstellen lassen.`,
      };
    }
    case 'endpoint':
      return {
        tone: 'warn',
        title: 'Ein eigener Endpunkt ist eingestellt',
        text: `${notice.setting} schickt Anfragen an ${notice.url} statt an AWS. Falls das nicht gewollt ist, die Einstellung entfernen.`,
      };
    case 'file': {
      const { what, readings, awsDiffers } = flawWords(notice.flaw);
      return {
        tone: awsDiffers ? 'warn' : 'info',
        title: `${baseName(notice.file)}, Zeile ${notice.line}`,
        text: `${notice.file}:${notice.line}: ${what}${notice.detail === undefined ? '' : ` (${notice.detail})`}. ${readings}`,
      };
    }
    case 'duration':
      return {
        tone: 'info',
        title: `Sitzung auf ${duration(notice.gotSeconds)} gekürzt`,
        text: `Roletap hat ${duration(notice.askedSeconds)} angefordert, aber ${notice.roleArn} erlaubt ${duration(notice.gotSeconds)}. Ab jetzt fordert es diese Dauer an.`,
      };
    case 'device-gone':
      return {
        tone: 'warn',
        title: 'Profile nennen ein anderes MFA-Gerät',
        text: `${notice.mfaSerial} gehört nicht zu Ihren MFA-Geräten, deshalb hat Roletap ${notice.used} verwendet.${
          where === 'terminal'
            ? ` Profile aktualisieren: \`roletap lost ${shellWord(notice.mfaSerial)} --source ${shellWord(notice.source)}\`.`
            : ''
        }`,
        ...(where === 'terminal' ? {} : { devicesOf: notice.source, action: 'Profile aktualisieren…' }),
      };
    case 'stray-key': {
      const { detail, advice } = strayKeyWords(notice.key, where === 'terminal' ? 'terminal' : 'window');
      return { tone: 'warn', title: 'Ungeschützter Zugriffsschlüssel', text: `${detail} ${advice}` };
    }
    case 'old-key':
      return {
        tone: 'warn',
        title: `„${notice.source}“ hat einen alten Zugriffsschlüssel`,
        text: `${notice.accessKeyId} ist ${notice.days} Tage alt.${
          where === 'terminal' ? ` Ersetzen: \`roletap rotate ${shellWord(notice.source)}\`.` : ' Ein neuer kostet eine Berührung.'
        }`,
        ...(where === 'terminal' ? {} : { keysOf: notice.source, action: 'Rotieren…' }),
      };
    case 'certificate-awaited':
      return {
        tone: 'info',
        title: `Wartet auf ein Zertifikat: ${notice.subject}`,
        text: `Antrag vom ${date(notice.startedAt)}. ${
          where === 'terminal'
            ? 'Sobald das Zertifikat da ist: `roletap anywhere import DATEI`.'
            : 'Sobald das Zertifikat da ist, hier speichern.'
        }`,
        ...(where === 'terminal' ? {} : { stores: true, action: 'Zertifikat speichern…' }),
      };
    case 'certificate-ends':
      return {
        tone: 'warn',
        title: notice.days < 0 ? `„${notice.profile}“: Zertifikat abgelaufen` : `„${notice.profile}“ braucht bald ein neues Zertifikat`,
        text: `${notice.subject} ${notice.days < 0 ? 'ist abgelaufen am' : 'gilt nur bis'} ${date(notice.until)}. ${
          where === 'terminal'
            ? `Erneuern: \`roletap anywhere renew ${shellWord(notice.profile)}\`.`
            : 'Derselbe Schlüssel kann ein neues bekommen.'
        }`,
        ...(where === 'terminal' ? {} : { renews: notice.profile, action: 'Erneuern…' }),
      };
    case 'retired-key':
      return {
        tone: 'info',
        title: `„${notice.source}“ hat einen neuen Zugriffsschlüssel`,
        text: `${retiredKeyWords(notice)} ${
          where === 'terminal'
            ? `Zurückholen: \`roletap rotate ${shellWord(notice.source)} --undo\`. Jetzt löschen: \`roletap rotate ${shellWord(notice.source)} --finish\`.`
            : 'Bis dahin lässt er sich zurückholen.'
        }`,
        ...(where === 'terminal' ? {} : { keysOf: notice.source, action: 'Zugriffsschlüssel anzeigen' }),
      };
    case 'profile': {
      const words = problemWords(notice.problem);
      return { tone: 'warn', title: `${notice.profile}: ${inSentence(words.title)}`, text: `${words.happened} ${words.advice}` };
    }
    case 'problem': {
      const words = problemWords(notice.problem);
      return { tone: 'warn', title: words.title, text: `${words.happened} ${words.advice}` };
    }
    case 'home':
      return { tone: 'info', title: 'Roletap ist im Infobereich', text: 'Ein Klick auf das Symbol dort öffnet dieses Fenster wieder.' };
    case 'demo':
      return {
        tone: 'info',
        title: 'Das ist eine Demo',
        text: `YubiKey und AWS sind simuliert; die PIN ist 314159. Ihre eigenen Dateien bleiben unberührt: Die Demo verwendet ${notice.config} und ${notice.credentials}.`,
      };
  }
};

const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** Whether other programs can ask; a failure has its own words. */
export const doorWords = (door: DoorView): string =>
  door.state === 'open' ? 'An: Ihre Programme können Sitzungen anfordern' : 'Aus: Programme können keine Sitzungen anfordern';

const doorNotices = (door: Snapshot['door']): readonly NoticeWords[] => {
  if (door.state !== 'failed') return [];
  const words = problemWords(door.problem);
  return [{ tone: 'warn', title: 'Programme können keine Sitzungen anfordern', text: `${words.title}. ${words.happened} ${words.advice}` }];
};

/** Where sessions outlive the program, and what that means. */
export const keptWords = (kept: Snapshot['sessionsKept']): { readonly title: string; readonly text: string } =>
  ({
    keyring: {
      title: 'Mit dem Schlüsselbund des Systems verschlüsselt',
      text: 'Offene Sitzungen überstehen einen Neustart. Solange der Schlüsselbund entsperrt ist, könnten auch Ihre anderen Programme sie lesen.',
    },
    login: {
      title: 'Im Speicher bis zur Abmeldung',
      text: 'Das System hat keinen Schlüsselbund. Offene Sitzungen überstehen einen Neustart von Roletap, aber keine Abmeldung. Auf die Festplatte kommt nichts.',
    },
    process: {
      title: 'Im Speicher bis zum Beenden',
      text: 'Das System hat keinen Schlüsselbund. Nach einem Neustart müssen Rollen neu geöffnet werden.',
    },
  })[kept];

const keptNotices = (kept: Snapshot['sessionsKept']): readonly NoticeWords[] => {
  if (kept === 'keyring') return [];
  return [
    {
      tone: 'info',
      title: kept === 'process' ? 'Sitzungen gelten bis zum Beenden von Roletap' : 'Sitzungen gelten bis zur Abmeldung',
      text: 'Das System hat keinen Schlüsselbund, deshalb bewahrt Roletap Sitzungen nur im Speicher auf.',
    },
  ];
};

/** All that there is to know and that stops nothing: the notices, where sessions are kept, and whether programs can ask. Pure. */
export const notesWords = (
  snapshot: Pick<Snapshot, 'notices' | 'door' | 'sessionsKept' | 'demo' | 'sessions' | 'mfaSessions'>,
): readonly NoticeWords[] => [
  ...snapshot.notices.map((notice) => noticeWords(notice)),
  ...doorNotices(snapshot.door),
  // What the demo holds is made up, and worth nothing to keep; and who has no session yet has nothing to lose.
  ...(snapshot.demo || snapshot.sessions.length + snapshot.mfaSessions.length === 0 ? [] : keptNotices(snapshot.sessionsKept)),
];

/** When the window itself fails to draw. */
export const faultWords = {
  title: 'In diesem Fenster ging etwas schief',
  text: 'Die Sitzungen bleiben offen, und das Menü im Infobereich funktioniert weiter. Dieses Fenster schließen und wieder öffnen.',
} as const;
