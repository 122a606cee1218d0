import type { EnrollStep, EnrollView, EnrollWork, SpareChoice } from '../../../contract/enroll.ts';
import type { PageWords } from '../../../words/enroll/pages.ts';
import { asSentence, theKey } from '../grammar.ts';
import { whoseDevice } from './facts.ts';

export type { PageWords };

/** Every sentence of the wizard that is not about a problem: for window and terminal. Pure: a view in, text out. */

export const stepWords: Readonly<Record<EnrollStep, string>> = {
  user: 'IAM-Benutzer',
  key: 'YubiKey',
  create: 'Gerät erstellen',
  codes: 'Zwei Codes',
  spare: 'Ersatz-YubiKey',
  proof: 'Test',
  profiles: 'Profile',
  secret: 'Geheimnis',
  device: 'Gerät in AWS',
};

/** What the wizard is called, at its side. */
export const pathWords: Readonly<Record<EnrollView['path'], string>> = {
  iam: 'YubiKey einrichten',
  console: 'Mit der AWS-Konsole',
  import: 'Vorhandenes Konto verwenden',
};

type StepState = EnrollView['steps'][number]['state'];
export const stepStateWords: Readonly<Record<StepState, string>> = {
  todo: 'offen',
  now: 'jetzt',
  done: 'erledigt',
  failed: 'fehlgeschlagen',
  skipped: 'übersprungen',
};

const works: Readonly<Record<EnrollWork, PageWords>> = {
  checking: {
    title: 'IAM-Benutzer wird ermittelt',
    text: 'Roletap prüft, wem der Zugriffsschlüssel gehört und welche MFA-Geräte es schon gibt.',
  },
  session: { title: 'MFA-Sitzung wird geöffnet', text: 'Wer schon ein MFA-Gerät hat, braucht sie, um Geräte zu ändern.' },
  creating: { title: 'Gerät wird erstellt', text: 'AWS erstellt das Gerät und sein Geheimnis.' },
  storing: {
    title: 'Konto wird auf dem YubiKey gespeichert',
    text: 'Das Geheimnis geht direkt auf den YubiKey und wird hier gelöscht. Den YubiKey jetzt nicht abziehen.',
  },
  enabling: { title: 'Gerät wird aktiviert', text: 'AWS prüft beide Codes.' },
  'waiting-for-aws': { title: 'Wartet auf AWS', text: 'Ein neues Gerät braucht ein paar Sekunden, bis es überall funktioniert.' },
  proving: { title: 'Gerät wird getestet', text: 'Noch ein Code, wie er ab jetzt jeden Tag gebraucht wird.' },
  writing: { title: 'Profile werden aktualisiert', text: 'Nur die angezeigten Zeilen kommen dazu.' },
  undoing: {
    title: 'Wird rückgängig gemacht',
    text: 'Roletap entfernt, was diese Einrichtung in AWS und auf dem YubiKey erstellt hat.',
  },
  looking: { title: 'Roletap prüft, was es gibt', text: 'In AWS und auf dem YubiKey.' },
};
export const workWords = (what: EnrollWork): PageWords => works[what];

export const spareWords: Readonly<Record<SpareChoice, PageWords>> = {
  none: { title: 'Kein Ersatz', text: 'Geht dieser YubiKey verloren, kann nur die Administration wieder Zugang geben.' },
  device: { title: 'Ersatz mit eigenem Gerät', text: 'Empfohlen: Jeder YubiKey lässt sich einzeln entfernen.' },
  'same-seed': {
    title: 'Ersatz mit denselben Codes',
    text: 'Ein Gerät in AWS. Beide YubiKeys erzeugen seine Codes und lassen sich nur zusammen entfernen.',
  },
};

/** Why asking for a touch is on. */
export const touchWords = {
  on: 'Für jeden Code muss jemand den YubiKey berühren. Kein Programm kommt unbemerkt an einen.',
  off: 'Solange der YubiKey angeschlossen ist, kommt jedes Programm auf diesem Computer unbemerkt an einen Code.',
  never: 'Dieser YubiKey kann keine Berührung verlangen.',
} as const;

/** Title and sentence of a page without a problem. */
export const pageWords = (view: EnrollView): PageWords => {
  const { page } = view;
  switch (page.kind) {
    case 'user':
      return {
        title: 'Wem gehört der YubiKey?',
        text: 'Ein Profil mit dem Zugriffsschlüssel eines IAM-Benutzers auswählen. Für ihn wird das MFA-Gerät erstellt.',
      };
    case 'key':
      return { title: 'Welcher YubiKey?', text: `Er erzeugt dann die MFA-Codes von ${page.user}.` };
    case 'working':
      return workWords(page.what);
    case 'codes':
      return page.refused
        ? {
            title: 'AWS hat beide Codes abgelehnt',
            text: 'Einer war schon verwendet oder abgelaufen. Roletap versucht es mit den nächsten zwei.',
          }
        : {
            title: page.touches === 0 ? 'YubiKey berühren' : page.touches === 1 ? 'Noch einmal berühren' : 'Beide Codes sind da',
            text: 'AWS braucht zwei Codes nacheinander. Der YubiKey erzeugt beide sofort, ganz ohne Warten.',
          };
    case 'spare':
      return page.spare === 'same-seed'
        ? {
            title: 'Den zweiten YubiKey einstecken',
            text: 'Er bekommt dasselbe OATH-Konto und erzeugt dieselben Codes. Bis dahin ist das Geheimnis nur im Speicher.',
          }
        : {
            title: 'Den zweiten YubiKey einstecken',
            text: 'Er bekommt ein eigenes MFA-Gerät. Geht ein YubiKey verloren, bleibt der Zugang erhalten.',
          };
    case 'profiles':
      return {
        title: page.diff.length === 0 ? 'Die Profile verwenden dieses Gerät schon' : 'Profile aktualisieren',
        text: 'Diese Zeile sagt Roletap, aws und jedem SDK, welches MFA-Gerät gilt.',
      };
    case 'secret':
      return {
        title: 'QR-Code scannen oder einfügen',
        text: 'In der AWS-Konsole: eigener Benutzer, Sicherheitsanmeldeinformationen, MFA-Gerät zuweisen, Authenticator-App. Dann den QR-Code oder den geheimen Schlüssel anzeigen.',
      };
    case 'two-codes':
      return {
        title: 'Diese Codes in der Konsole eingeben',
        text: 'Den ersten als „MFA-Code 1“, den zweiten als „MFA-Code 2“. Danach „MFA hinzufügen“ wählen.',
      };
    case 'device':
      return view.path === 'import'
        ? {
            title: 'Welches MFA-Gerät ist es?',
            text: 'Das OATH-Konto ist schon auf dem YubiKey. Das MFA-Gerät auswählen, zu dem es gehört. Auf dem YubiKey ändert sich nichts.',
          }
        : {
            title: 'Welches Gerät hat AWS erstellt?',
            text: 'Die ARN steht in der AWS-Konsole: eigener Benutzer, Sicherheitsanmeldeinformationen, MFA.',
          };
    case 'found':
      return {
        title: 'Die Einrichtung ist nicht abgeschlossen',
        text: `Die Einrichtung für das ${whoseDevice(page.deviceName, page.user)} wurde unterbrochen. Das existiert jetzt.`,
      };
    case 'done':
      if (view.now.device?.state !== 'enabled') return { title: 'Einrichtung angehalten', text: 'Es wurde kein MFA-Gerät eingerichtet.' };
      return {
        title: 'Alles eingerichtet',
        text: 'AWS hat einen Code vom YubiKey akzeptiert. Ab jetzt: Rolle anklicken, YubiKey berühren.',
      };
  }
};

/** A note under the page's words; undefined where there is none. */
export const secretNote = (view: EnrollView): string | undefined => {
  const stored = view.now.keys.find((key) => key.state === 'stored');
  if (stored === undefined || view.page.kind !== 'codes' || view.path !== 'iam') return undefined;
  return `Das Geheimnis ging von AWS direkt auf ${theKey(stored.serial, 'den')}. Auf diesem Computer wurde es nie angezeigt oder gespeichert.`;
};

/** What a screen reader says when something changed within a page; empty when nothing did. A new page is said by its heading. */
export const wizardAnnouncement = (before: EnrollView | undefined, after: EnrollView): string => {
  if (before === undefined || before.id !== after.id || before.page.kind !== after.page.kind) return '';
  const said = pageWords(after).title;
  return pageWords(before).title === said || after.problem !== undefined ? '' : asSentence(said);
};
