import type { Problem } from '../../contract/problems/problem.ts';
import type { RoleState, RoleView, Waiting } from '../../contract/snapshot.ts';
import { isHardwareToken } from '../../contract/text.ts';
import { spacedCode, subjectOf, type WaitingWords } from '../../words/questions.ts';
import { certificatePurpose } from './certificates/deeds.ts';
import { formFor, inSentence, TheKey, theKey, yourKey } from './grammar.ts';
import { problemWords } from './problems/problem-words.ts';

export { spacedCode, subjectOf, type WaitingWords };

/** What a person is asked, and what for. Text between backticks is to be typed as it stands. */

/** What a person is asked for, and what for. `place` is the name of the role's account, where it has one. */
export const waitingWords = (waiting: Waiting, now?: number, place?: string): WaitingWords => {
  const { for: purpose } = waiting;
  const subject = subjectOf(waiting);
  const serial = waiting.key?.serial;
  switch (waiting.kind) {
    case 'touch': {
      const text =
        purpose.kind === 'role'
          ? `für ${subject} in ${place ?? `Konto ${purpose.accountId}`}`
          : purpose.kind === 'code'
            ? `für einen Code von ${subject}`
            : purpose.kind === 'certificate'
              ? certificatePurpose(purpose.deed, subject)
              : purpose.kind === 'rotation'
                ? `für einen neuen Zugriffsschlüssel von ${subject}`
                : purpose.kind === 'renewal'
                  ? `für alle Sitzungen von ${subject}`
                  : `zum Lesen von ${subject}`;
      if (!waiting.after) return { title: 'YubiKey berühren', text, subject };
      return { title: 'YubiKey noch einmal berühren', text: `${text} – ${inSentence(problemWords(waiting.after).title)}`, subject };
    }
    case 'password':
      if (purpose.kind === 'access-key')
        return {
          title: waiting.wrong === true ? 'Falsche Passphrase' : 'Zugriffsschlüssel entsperren',
          text: `Der Zugriffsschlüssel von ${subject} ist mit Ihrer Passphrase verschlüsselt.`,
          subject,
        };
      return {
        title: waiting.wrong === true ? 'Falsches Passwort' : 'YubiKey entsperren',
        text: `Ein Passwort schützt die OATH-Konten auf ${theKey(serial, 'dem')}.`,
      };
    case 'pin':
      if (waiting.asks === 'puk')
        return {
          title: waiting.wrong === true ? 'Falsche PUK' : 'PUK eingeben',
          text: `${TheKey(serial)} setzt damit eine neue PIN.${triesWords(waiting.tries)}`,
        };
      if (waiting.asks === 'new-pin' && purpose.kind === 'certificate' && purpose.deed === 'unblock')
        return { title: 'Neue PIN wählen', text: `${TheKey(serial)} fragt von nun an nach ihr.` };
      if (waiting.asks === 'new-pin')
        return { title: 'Neue PIN wählen', text: `${TheKey(serial)} hat noch die PIN ab Werk. Wer ihn findet, kennt sie.` };
      if (purpose.kind === 'certificate') {
        const text = `${TheKey(serial)} braucht ihn ${certificatePurpose(purpose.deed, subject)}.`;
        if (waiting.asks === 'management-key')
          return { title: waiting.wrong === true ? 'Falscher Management Key' : 'Management Key eingeben', text, subject };
        const pinText = `${TheKey(serial)} braucht sie ${certificatePurpose(purpose.deed, subject)}.`;
        return {
          title: waiting.wrong === true ? 'Falsche PIN' : 'PIN des YubiKeys eingeben',
          text: `${pinText}${triesWords(waiting.tries)}`,
          subject,
        };
      }
      return {
        title: waiting.wrong === true ? 'Falsche PIN' : 'PIN des YubiKeys eingeben',
        text: `${TheKey(serial)} hat das Zertifikat, das ${subject} öffnet.${triesWords(waiting.tries)}`,
        subject,
      };
    case 'insert':
      return {
        title: `${yourKey(serial)} einstecken`,
        text:
          waiting.account === undefined
            ? `Er wird für ${subject} gebraucht.`
            : `${subject} braucht ${waiting.account}. Dieses Konto ist auf dem YubiKey.`,
        subject,
      };
    case 'pick':
      if (waiting.among === 'certificates') return { title: 'Welches Zertifikat?', text: `Jedes davon kann ${subject} öffnen.`, subject };
      if (waiting.among === 'keys')
        return { title: 'Welcher YubiKey?', text: `Jeder davon öffnet ${subject}. Roletap merkt sich die Auswahl.`, subject };
      return {
        title: waiting.account === undefined ? 'MFA-Gerät auswählen' : 'OATH-Konto auswählen',
        text:
          waiting.account === undefined
            ? `Es gibt mehrere. Jedes davon öffnet ${subject}.`
            : `Welches erzeugt die Codes für ${waiting.account}? Roletap merkt sich die Auswahl.`,
      };
    case 'code':
      return codeWords(waiting, subject);
    case 'step': {
      const left = now === undefined ? undefined : Math.max(0, Math.ceil((waiting.deadline - now) / 1000));
      const next = left === undefined ? 'gleich' : `in ${left} s`;
      if (waiting.after) {
        const isRefused = waiting.after.code === 'code-refused' || waiting.after.code === 'serial-refused';
        const used = isRefused ? '' : 'Vielleicht hat AWS den Code verwendet. ';
        return {
          title: problemWords(waiting.after).title,
          text: `${used}Roletap versucht ${subject} ${next} noch einmal mit einem neuen Code.`,
          subject,
        };
      }
      if (waiting.toType)
        return {
          title: 'Wartet auf zwei Codes',
          text: `So bleibt genug Zeit, beide einzutippen. ${subject} geht ${next} weiter.`,
          subject,
        };
      return {
        title: 'Wartet auf einen neuen Code',
        text: `AWS akzeptiert jeden Code nur einmal. Mit ${subject} geht es ${next} weiter.`,
        subject,
      };
    }
  }
};

/** How often a wrong PIN is still forgiven; nothing where the key does not tell. */
const triesWords = (tries: number | undefined): string => {
  if (tries === undefined) return '';
  return tries === 1 ? ' Das ist der letzte Versuch: Eine falsche PIN sperrt sie.' : ` Noch ${tries} Versuche.`;
};

/** The same for a touch or a step in one line without its time, which stands behind it. */
export const progressWords = (waiting: Waiting): string => {
  const { title, text } = waitingWords(waiting);
  if (waiting.kind === 'touch') return `${title} ${text}`;
  if (waiting.toType) return `${title}, damit genug Zeit zum Eintippen bleibt`;
  return waiting.after ? `${title}. Neuer Versuch mit einem neuen Code` : `${title}, da AWS jeden nur einmal akzeptiert`;
};

/** `arn:aws:iam::111122223333:mfa/jane-phone` as people call it: `jane-phone`. A hardware token is called by its serial number. */
const deviceLabel = (serial: string): string => serial.slice(serial.lastIndexOf('/') + 1);

/** A code is to be typed, perhaps once more. */
const codeWords = ({ account = '', after }: Waiting, subject: string): WaitingWords => {
  const device = deviceLabel(account);
  const whose = isHardwareToken(account) ? 'Hardware-Token' : 'MFA-Gerät';
  const first = {
    title: 'Code eingeben',
    text: `Die 6 Ziffern vom ${whose}${device === '' ? '' : ` ${device}`} eingeben, um ${subject} zu öffnen.`,
    subject,
  };
  if (!after) return first;
  switch (after.code) {
    // A hardware token, or a list of devices with one, is no fault that a person would want to hear of.
    case 'mfa-serial-bad':
    case 'no-code-device':
      return first;
    case 'account-missing':
      return { ...first, text: `Kein angeschlossener YubiKey hat ${device}. ${first.text}` };
    case 'card-service-missing':
    case 'card-service-silent':
    case 'card-access-denied':
      return { ...first, text: `${problemWords(after).title}, deshalb sieht Roletap keinen YubiKey. ${first.text}` };
    case 'code-refused':
      return { title: 'AWS hat den Code abgelehnt', text: `Die 6 Ziffern eingeben, die ${device} jetzt anzeigt.` };
    case 'code-spent':
      return {
        title: 'Dieser Code wurde schon verwendet',
        text: `AWS akzeptiert jeden Code nur einmal. ${device} zeigt den nächsten in ${after.waitSeconds} s.`,
      };
    default:
      return {
        title: problemWords(after).title,
        text: `Vielleicht hat AWS den Code verwendet. Den nächsten eingeben, den ${device} anzeigt.`,
      };
  }
};

/** How many questions stand behind the one that is shown. */
export const moreQuestions = (count: number): string =>
  formFor(count, { one: '1 weitere Anfrage wartet', other: `${count} weitere Anfragen warten` });

/** What a role or the code card waits for; `after` is what went wrong before. */
export const waitingForWords = (reason: Extract<RoleState, { kind: 'waiting' }>['for'], after?: Problem): string => {
  if (after) return `${problemWords(after).title}. Roletap prüft, ob AWS antwortet`;
  const words = {
    card: 'Wartet auf den YubiKey',
    touch: 'YubiKey berühren',
    step: 'Wartet auf einen neuen Code',
    password: 'Wartet auf das Passwort',
    pin: 'Wartet auf die PIN',
    insert: 'YubiKey einstecken',
    pick: 'Auswählen, woher der Code kommt',
    code: 'Code vom MFA-Gerät eingeben',
    turn: 'Wartet auf einen anderen Roletap-Befehl',
    source: 'Wartet auf Schlüsselbund, Programm oder Anmeldung',
    aws: 'Wartet auf AWS',
    file: 'Speichert die Anmeldeinformationen',
  } as const;
  return words[reason];
};

/** What is waited for while the credentials of a source are fetched, where there is room to say whose. */
export const sourceWaitWords = (source: string, kind: RoleView['sourceKind']): string => {
  switch (kind) {
    case 'process':
      return `Wartet auf das Programm, das „${source}“ verwendet`;
    case 'login':
    case 'sso':
      return `Prüft die Anmeldung für „${source}“`;
    case 'certificate':
      return `„${source}“ wird mit dem Zertifikat geöffnet`;
    default:
      return `Öffnet den Zugriffsschlüssel von „${source}“`;
  }
};
