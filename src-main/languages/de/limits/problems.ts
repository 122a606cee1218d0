import type { Problem } from '../../../contract/problems/problem.ts';

type LimitsCode = 'limits-bad' | 'limits-unsupported' | 'limits-too-large' | 'limits-denied' | 'policy-refused' | 'policy-unreadable';

/** As `ProblemWords` of the problems, which stand above. */
interface Said {
  readonly title: string;
  readonly happened: string;
  readonly advice: string;
}

type BadLimits = Extract<Problem, { code: 'limits-bad' }>;

const at = (line: number | undefined): string => (line === undefined ? '' : ` (Zeile ${line})`);

/** What is wrong with limits, and what AWS takes. */
const badLimits: Readonly<Record<BadLimits['why'], (facts: BadLimits) => readonly [title: string, happened: string, advice: string]>> = {
  'policy-arn': ({ what = '' }) => [
    'Das ist keine Richtlinien-ARN',
    `„${what}“ benennt keine verwaltete Richtlinie.`,
    'Eine ARN wie `arn:aws:iam::aws:policy/ReadOnlyAccess` verwenden oder nur den Namen einer von AWS verwalteten Richtlinie.',
  ],
  'policy-arn-foreign': ({ what = '' }) => [
    'Die Richtlinie gehört zu fremdem Konto',
    `AWS schränkt eine Sitzung nur mit Richtlinien aus dem Konto der Rolle ein, und ${what} ist keine.`,
    'Eine Richtlinie aus dem Konto der Rolle oder eine von AWS verwaltete verwenden.',
  ],
  'policy-arn-count': ({ count = 0 }) => [
    'Zu viele Richtlinien',
    `AWS nimmt für eine Sitzung 10 Richtlinien-ARNs, nicht ${count}.`,
    'Weniger angeben oder sie zu einer Richtlinie zusammenfassen.',
  ],
  'policy-comments': ({ what = 'Die Richtlinie', line }) => [
    'Die Richtlinie enthält Kommentare',
    `${what} enthält einen Kommentar${at(line)}, und JSON kennt keine.`,
    'Die Kommentare entfernen. Es wurde nichts gesendet.',
  ],
  'policy-json': ({ what = 'Die Richtlinie', line }) => [
    'Die Richtlinie ist kein JSON',
    `${what} lässt sich nicht als JSON lesen${at(line)}.`,
    'Auf fehlende Kommas, Anführungszeichen und Klammern prüfen. Es wurde nichts gesendet.',
  ],
  'policy-shape': ({ what = 'Der Text' }) => [
    'Das ist keine Richtlinie',
    `${what} ist JSON, hat aber kein Statement.`,
    'Ein IAM-Richtliniendokument mit Version und Statement verwenden.',
  ],
  'policy-long': ({ count = 0 }) => [
    'Die Richtlinie ist zu lang',
    `Sie hat ohne Leerraum ${count} Zeichen, und AWS nimmt für eine Sitzung 2.048.`,
    'Sie kürzen oder als verwaltete Richtlinie anlegen und deren ARN angeben.',
  ],
  'tag-key': ({ what = '' }) => [
    'Dieser Tag-Schlüssel geht nicht',
    `„${what}“ ist kein Tag-Schlüssel, den AWS nimmt.`,
    '1 bis 128 Buchstaben, Ziffern, Leerzeichen oder _.:/=+-@ verwenden.',
  ],
  'tag-value': ({ what = '' }) => [
    'Dieser Tag-Wert geht nicht',
    `Der Wert von „${what}“ ist keiner, den AWS nimmt.`,
    'Bis zu 256 Buchstaben, Ziffern, Leerzeichen oder _.:/=+-@ verwenden.',
  ],
  'tag-aws': ({ what = '' }) => [
    'Dieser Tag-Schlüssel ist reserviert',
    `„${what}“ beginnt mit aws:, und das darf nur AWS.`,
    'Einen anderen Schlüssel wählen.',
  ],
  'tag-twice': ({ what = '' }) => [
    'Ein Tag ist doppelt',
    `„${what}“ kommt mehrmals vor. AWS unterscheidet bei Schlüsseln Groß- und Kleinschreibung nicht.`,
    'Jeden Schlüssel einmal angeben.',
  ],
  'tag-count': ({ count = 0 }) => ['Zu viele Tags', `AWS nimmt für eine Sitzung 50 Tags, nicht ${count}.`, 'Weniger Tags angeben.'],
  'source-identity': ({ what = '' }) => [
    'Diese Quellidentität geht nicht',
    `„${what}“ ist keine, die AWS nimmt.`,
    '2 bis 64 Buchstaben, Ziffern oder _+=,.@- verwenden, nicht mit aws: am Anfang.',
  ],
};

const dropFirst = { policy: 'die eigene Richtlinie', 'policy-arns': 'die Liste der Richtlinien-ARNs', tags: 'die Tags' } as const;

/** Sessions with less than their role. */
export const limitsProblems: { readonly [C in LimitsCode]: (facts: Extract<Problem, { code: C }>) => Said } = {
  'limits-bad': (facts) => {
    const [title, happened, advice] = badLimits[facts.why](facts);
    return { title, happened, advice };
  },
  'limits-unsupported': ({ profile, why }) => ({
    title: 'Diese Sitzung lässt sich nicht einschränken',
    happened:
      why === 'user'
        ? `„${profile}“ öffnet die eigene MFA-Sitzung eines Benutzers, und AWS schränkt nur Sitzungen von Rollen ein.`
        : why === 'certificate'
          ? `„${profile}“ wird durch ein Zertifikat geöffnet, und dessen Profil in Roles Anywhere legt fest, was es darf.`
          : `„${profile}“ wird durch eine Anmeldung geöffnet, und Identity Center legt fest, was sie darf.`,
    advice: 'Ohne Einschränkung öffnen oder eine Rolle einschränken, die sie annehmen kann.',
  }),
  'limits-too-large': ({ percent, drop }) => ({
    title: 'Die Einschränkungen sind zu groß',
    happened: `AWS packt Richtlinien und Tags einer Sitzung zusammen, und diese brauchen ${percent === undefined ? 'mehr als den' : `${percent} % vom`} Platz dafür.`,
    advice: `Zuerst ${dropFirst[drop]} kürzen: Das ist der größte Teil. Am wenigsten braucht eine verwaltete Richtlinie mit ihrer ARN.`,
  }),
  'limits-denied': ({ roleArn, action }) => ({
    title: action === 'sts:TagSession' ? 'AWS lehnt die Sitzungs-Tags ab' : 'AWS lehnt die Quellidentität ab',
    happened:
      action === 'sts:TagSession'
        ? `Die Vertrauensrichtlinie von ${roleArn} oder die eigene Richtlinie erlaubt sts:TagSession nicht.`
        : `Die Vertrauensrichtlinie von ${roleArn} oder die eigene erlaubt sts:SetSourceIdentity nicht, oder eine frühere Rolle hat schon eine gesetzt.`,
    advice:
      action === 'sts:TagSession'
        ? 'Die Tags weglassen oder die Zuständigen der Rolle bitten, sts:TagSession zu erlauben.'
        : 'Sie weglassen oder die Zuständigen bitten, sts:SetSourceIdentity zu erlauben. Eine gesetzte lässt sich nicht ändern.',
  }),
  'policy-refused': ({ roleArn }) => ({
    title: 'AWS lehnt die Richtlinie ab',
    happened: `Die Richtlinie für ${roleArn} ist JSON, aber AWS versteht sie nicht als Richtlinie.`,
    advice: 'Sie im Richtlinien-Editor der IAM-Konsole prüfen.',
  }),
  'policy-unreadable': ({ file, errno }) => ({
    title: 'Die Richtliniendatei ist nicht lesbar',
    happened: `${file} lässt sich nicht lesen (${errno}).`,
    advice: 'Pfad und Berechtigungen prüfen.',
  }),
};
