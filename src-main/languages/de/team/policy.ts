import type { FindingLevel, PolicyFinding, PolicyRule } from '../../../contract/team/policy.ts';
import { counted, listed } from '../grammar.ts';

interface FindingWords {
  readonly title: string;
  readonly why: string;
}

const list = (about: readonly string[] | undefined): string => listed((about ?? []).map((one) => `\`${one}\``));

/** What a check found, and why it matters. */
const rules: { readonly [R in PolicyRule]: (finding: PolicyFinding) => FindingWords } = {
  'not-json': () => ({ title: 'Das ist kein JSON', why: 'Ab dieser Zeile lässt sich der Text nicht lesen.' }),
  'not-a-policy': () => ({
    title: 'Das ist keine Richtlinie',
    why: 'Eine Anweisung braucht Effect, Action oder NotAction sowie Resource oder Principal, geschrieben wie bei AWS.',
  }),
  'byte-order-mark': () => ({
    title: 'Beginnt mit einer Bytereihenfolge-Marke',
    why: 'Manche Editoren fügen sie ein, und IAM lehnt sie ab.',
  }),
  comments: () => ({ title: 'Enthält Kommentare', why: 'IAM lehnt Richtlinien mit Kommentaren ab.' }),
  'too-long': ({ length = 0, limit = 0 }) => ({
    title: 'Zu lang für IAM',
    why: `Sie hat ohne Leerzeichen ${length} Zeichen, üblich sind höchstens ${limit}.`,
  }),
  'bad-version': ({ about }) => ({
    title: 'Diese Version gibt es nicht',
    why: `IAM kennt 2012-10-17 und die ältere 2008-10-17 und lehnt ${list(about)} ab. Das Datum der Richtlinie gehört nicht hierher.`,
  }),
  'unknown-element': ({ about }) => ({
    title: 'IAM kennt dieses Element nicht',
    why: `${list(about)} gibt es hier nicht. IAM lehnt die Richtlinie ab, und was das Element bewirken soll, wird nicht geprüft.`,
  }),
  'same-key': ({ about }) => ({
    title: 'Doppelt vorhanden',
    why: `${list(about)} steht zweimal da. Die meisten Programme lesen nur das letzte und IAM lehnt die Richtlinie ab, also beide zusammenfassen.`,
  }),
  'same-sid': () => ({ title: 'Zwei Anweisungen mit derselben Sid', why: 'IAM lehnt die Richtlinie ab: Jede Sid darf einmal vorkommen.' }),
  'bad-sid': ({ about }) => ({ title: 'IAM lehnt diese Sid ab', why: `${list(about)} darf nur Buchstaben von A bis Z und Ziffern haben.` }),
  'empty-list': ({ about }) => ({
    title: 'Hier steht nichts',
    why: `${list(about)} hat eine leere Liste, daher bewirkt die Anweisung nichts.`,
  }),
  'bad-name': ({ about }) => ({
    title: 'IAM lehnt diesen Namen ab',
    why: `Aktionen heißen \`service:Action\`, Ressourcen sind ARNs oder \`*\`, und im ARN eines Prinzipals steht kein \`*\`. Hier steht ${list(about)}.`,
  }),
  'bad-operator': ({ about }) => ({
    title: 'Diesen Operator gibt es nicht',
    why: `IAM lehnt ${list(about)} ab. Die Schreibweise muss genau stimmen, und Null gibt es nicht mit IfExists.`,
  }),
  'bad-value': ({ about }) => ({
    title: 'Diese Bedingung vergleicht nichts',
    why: `Der Operator braucht ein \`true\` oder \`false\` oder eine Zahl. Hier steht ${list(about)}.`,
  }),
  'literal-star': ({ about }) => ({
    title: 'Der Stern gilt hier als Zeichen',
    why: `StringEquals vergleicht ganze Texte, daher trifft ${list(about)} nur sich selbst. StringLike versteht \`*\` und \`?\`.`,
  }),
  'for-all-values': ({ about }) => ({
    title: 'Anfragen ohne Schlüssel sind erlaubt',
    why: `Fehlt ${list(about)} in einer Anfrage, trifft ForAllValues zu. Null mit „false“ verlangt den Schlüssel.`,
  }),
  'allow-rest': ({ about }) => ({
    title: 'Zu allem anderen gehört IAM',
    why: `Ein Allow mit NotAction erlaubt auch ${list(about)}, und damit kann man sich den Rest selbst geben. \`iam:*\` ausnehmen oder auflisten, was nötig ist.`,
  }),
  'trust-resource': () => ({
    title: 'Eine Vertrauensrichtlinie hat keine Resource',
    why: 'Sie gehört zu ihrer Rolle, daher lehnt IAM sie mit einer Ressource ab.',
  }),
  'old-version': () => ({
    title: 'Variablen gelten hier nicht',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
    why: 'Ohne Version 2012-10-17 liest IAM `${aws:username}` als bloßen Text, und nichts passt.',
  }),
  'deny-bool': () => ({
    title: 'Zugriffsschlüssel kommen daran vorbei',
    why: 'Anfragen mit einem Zugriffsschlüssel sagen nichts über MFA, daher trifft Bool sie nie. BoolIfExists schon.',
  }),
  'deny-null': () => ({
    title: 'Sitzungen kommen daran vorbei',
    why: 'Eine Sitzung ohne MFA sagt „false“, daher trifft Null sie nicht. BoolIfExists trifft beide.',
  }),
  'deny-age': () => ({
    title: 'Anfragen ohne MFA kommen durch',
    why: 'Ohne MFA gibt es kein Alter zu vergleichen, also greift das Deny nicht. Mit IfExists greift es.',
  }),
  'deny-with-mfa': () => ({
    title: 'Das sperrt alle mit MFA aus',
    why: 'Ein Deny mit „true“ blockiert genau die Anfragen, die es durchlassen soll.',
  }),
  'allow-if-exists': () => ({
    title: 'Zugriffsschlüssel brauchen hier kein MFA',
    why: 'Anfragen mit einem Zugriffsschlüssel sagen nichts über MFA, und BoolIfExists lässt sie durch. Bool nicht.',
  }),
  'allow-null': () => ({
    title: 'Hier genügt jede Sitzung',
    why: 'Auch Sitzungen ohne MFA enthalten die Angabe, als „false“. Bool mit „true“ prüft, was es sagt.',
  }),
  'locked-out': ({ about }) => ({
    title: 'Ohne MFA kein Weg zu MFA',
    why: `Das Deny blockiert auch ${list(about)}. Das braucht man, um das erste Gerät einzurichten oder zu verwenden.`,
  }),
  'first-password': ({ about }) => ({
    title: 'Erste Anmeldung vielleicht unmöglich',
    why: `Wer sein erstes Passwort ändern muss, braucht ${list(about)}, bevor es MFA gibt. Nur erlauben, wenn Passwörter so vergeben werden.`,
  }),
  'deactivate-without-mfa': ({ about }) => ({
    title: 'MFA lässt sich ohne MFA entfernen',
    why: `Wer einen Zugriffsschlüssel stiehlt, könnte mit ${list(about)} das Gerät austauschen.`,
  }),
  'single-device': ({ about }) => ({
    title: 'Nur ein Gerätename ist erlaubt',
    why: `${list(about)} stammt aus der Zeit mit einem Gerät pro Benutzer. Ein zweiter YubiKey braucht einen anderen Namen.`,
  }),
  'user-path': ({ about }) => ({
    title: 'Benutzer mit Pfad sind nicht dabei',
    why: `Die Variable ist der Name ohne Pfad, daher passt ${list(about)} nicht auf Benutzer wie user/eng/jane.`,
  }),
  'service-calls': () => ({
    title: 'Dienste im Auftrag werden abgewiesen',
    why: 'CloudFormation, Athena und andere rufen im Namen einer Person auf, manchmal ohne Angabe zu MFA.',
  }),
  'trust-without-mfa': ({ about }) => ({
    title: 'Diese Rolle verlangt kein MFA',
    why: `${list(about)} kann sie allein mit einem Zugriffsschlüssel annehmen.`,
  }),
  'trust-everybody': () => ({
    title: 'Jedes AWS-Konto kann sie annehmen',
    why: 'Principal ist `*`, und keine Bedingung schränkt ein, wer das ist: MFA gibt es in jedem Konto, und eine externe ID ist kein Geheimnis. Die Konten oder Rollen nennen, die sie brauchen.',
  }),
  'not-principal': ({ about }) => ({
    title: 'Alle anderen sind zugelassen',
    why: `Ein Allow mit NotPrincipal vertraut ganz AWS außer ${list(about)}. Mit Principal nennen, wem die Rolle vertraut.`,
  }),
};

export const findingWords = (finding: PolicyFinding): FindingWords => rules[finding.rule](finding);

const levels: { readonly [L in FindingLevel]: string } = { error: 'Fehler', warning: 'Warnung', note: 'Hinweis' };

export const levelWords = (level: FindingLevel): string => levels[level];

export const policySaid = {
  fixed: 'So ändern:',
  /** Behind the line: `statement 2 (Own)`. */
  statement: (number: number, sid?: string): string => `Anweisung ${number}${sid === undefined ? '' : ` (${sid})`}`,
  clean: 'Keine Probleme gefunden.',
  summary: (errors: number, warnings: number, notes: number): string =>
    `${counted(errors, { other: 'Fehler' })}, ${counted(warnings, { one: 'Warnung', other: 'Warnungen' })}, ${counted(notes, { one: 'Hinweis', other: 'Hinweise' })}`,
  versionsFull: 'note: Diese Richtlinie hat 5 Versionen, mehr bewahrt IAM nicht auf. Vor dem Speichern einer neuen eine löschen.',
  howToFix: 'Berichtigte Richtlinie ausgeben: mit `--fix`',
} as const;
