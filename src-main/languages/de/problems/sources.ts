import type { Problem } from '../../../contract/problems/problem.ts';
import { shellWord } from '../../../contract/text.ts';
import { fileNames } from '../../../words/platform/reader.ts';
import { either, listed } from '../grammar.ts';
import { again, type Where, type WordsFor } from './table.ts';

type SourceCode =
  | 'source-unsupported'
  | 'source-missing'
  | 'source-not-chosen'
  | 'source-unclear'
  | 'source-loop'
  | 'source-too-far'
  | 'source-without-keys'
  | 'source-over'
  | 'guard-without-touch'
  | 'key-id-bad';

type Keyless = Extract<Problem, { readonly code: 'source-without-keys' }>;

const keylessWords = ({ source, why, at }: Keyless): string => {
  const place = at ? ` (${at.file}, Zeile ${at.line})` : '';
  if (source === '') return 'Weder in den AWS-Dateien noch im Schlüsselspeicher von Roletap steht einer.';
  switch (why) {
    case 'temporary':
      return `„${source}“ hat temporäre Schlüssel${place}, und damit öffnet AWS keine MFA-Sitzung.`;
    case 'no-id':
      return `„${source}“ hat nur einen halben Zugriffsschlüssel${place}: aws_access_key_id fehlt.`;
    case 'no-secret':
      return `„${source}“ hat nur einen halben Zugriffsschlüssel${place}: aws_secret_access_key fehlt.`;
    case 'role':
      return `„${source}“ ist eine Rolle und hat keinen Zugriffsschlüssel eines IAM-Benutzers.`;
    default:
      return `Das Profil „${source}“ hat keinen Zugriffsschlüssel.`;
  }
};

/** `aws configure` would write the new keys beside the token of temporary ones, which breaks the profile. */
const keylessAdvice = ({ source, why, instead }: Keyless, where: Where): string => {
  if (instead !== undefined)
    return `Stattdessen „${instead}“ verwenden, das einen Zugriffsschlüssel hat: als \`source_profile\`${where === 'terminal' ? ' oder mit `--source`' : ''}.`;
  if (why === 'role') return 'Stattdessen das Profil mit dem Zugriffsschlüssel verwenden.';
  if (why === 'temporary')
    return `Den Zugriffsschlüssel des IAM-Benutzers als eigenes Profil hinzufügen und statt „${source}“ verwenden: \`aws configure --profile ${shellWord(`${source}-long-term`)}\`.`;
  if (source === '')
    return `Den Zugriffsschlüssel des IAM-Benutzers hinzufügen: ${where === 'terminal' ? '`roletap add`' : '`aws configure`'}.`;
  return `Den Zugriffsschlüssel des IAM-Benutzers hinzufügen: \`aws configure --profile ${shellWord(source)}\`.`;
};

/** Some are not to be seen, and some look like others. */
const characterWords = (character: string): string => {
  const name = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? `das Zeichen ${character} (${name})` : `ein unsichtbares Zeichen (${name})`;
};

/** What `aws` would use without Roletap, if it did not refuse it. */
const refusedAdvice = {
  file: (where: Where) =>
    `Die Zeilen korrigieren, die \`aws\` ablehnt: ${where === 'terminal' ? '`roletap doctor`' : '„Diagnose kopieren“ in den Einstellungen'} listet sie auf. Danach kann aws dieses Profil ohne Roletap verwenden.`,
  profile: () => '`aws` lehnt Profile mit zwei Quellen ab. `credential_source` oder `source_profile` entfernen.',
} as const;

/** Why a profile's credentials cannot be had from where it takes them. */
export const sourceProblems: WordsFor<SourceCode> = {
  'source-unsupported': ({ profile, setting, asksMfa, refused }, where) => ({
    title: 'Diese Anmeldeinformationen kommen von woanders',
    happened: `Das Profil „${profile}“ bekommt sie aus ${setting}, nicht vom Zugriffsschlüssel eines IAM-Benutzers.`,
    advice: refused
      ? refusedAdvice[refused](where)
      : asksMfa
        ? `\`source_profile\` auf ein Profil mit dem Zugriffsschlüssel eines IAM-Benutzers setzen. Bis dahin fragt \`aws\` selbst nach einem Code: ${where === 'terminal' ? '`roletap code`' : '„Code kopieren“'} liefert ihn.`
        : 'Direkt mit aws verwenden. Roletap wird dafür nicht gebraucht.',
  }),
  'source-missing': ({ profile, source }) => ({
    title: 'Das Quellprofil fehlt',
    happened:
      source === ''
        ? `Das Profil „${profile}“ hat eine role_arn, aber kein source_profile.`
        : `„${profile}“ nennt „${source}“ als Quellprofil, aber dieses Profil existiert nicht.`,
    advice:
      source === ''
        ? `In „${profile}“ \`source_profile\` ergänzen: das Profil mit dem Zugriffsschlüssel.`
        : `„${source}“ in ${fileNames().credentials} hinzufügen oder den Namen korrigieren.`,
  }),
  'source-not-chosen': () => ({
    title: 'Quelle auswählen',
    happened: 'Der Zugriffsschlüssel einer Quelle öffnet diese Rolle, und keine ist ausgewählt.',
    advice: 'Das Profil auswählen, dessen Zugriffsschlüssel diese Rolle öffnet.',
  }),
  'source-unclear': ({ role, choices }, where) => ({
    title: role === '' ? 'Mehrere Profile haben Zugriffsschlüssel' : 'Welcher Zugriffsschlüssel öffnet diese Rolle?',
    happened:
      role === ''
        ? `Unklar, ob ${either(choices)} gemeint ist.`
        : `„${role}“ nennt kein Quellprofil, und mehrere sind möglich: ${listed(choices)}.`,
    advice:
      role === ''
        ? `Eines auswählen${where === 'terminal' ? `, etwa \`--source ${choices[0] ?? 'PROFILE'}\`` : ''}.`
        : `Im Profil \`source_profile\` ergänzen${where === 'terminal' ? ' oder mit `--source PROFILE` eines auswählen' : ''}.`,
  }),
  'source-loop': ({ profiles }) => ({
    title: 'Quellprofile bilden einen Kreis',
    happened: `Sie verweisen aufeinander: ${profiles.join(' → ')}.`,
    advice: 'Einem davon einen Zugriffsschlüssel geben oder auf ein Profil verweisen, das einen hat.',
  }),
  'source-too-far': ({ profile, limit }) => ({
    title: 'Zu viele Rollen hintereinander',
    happened: `„${profile}“ erreicht einen Zugriffsschlüssel nur über mehr als ${limit} Rollen.`,
    advice: '`source_profile` auf ein Profil setzen, das näher am Zugriffsschlüssel ist.',
  }),
  'source-without-keys': (facts, where) => ({
    title:
      facts.source === ''
        ? 'Kein Profil hat einen Zugriffsschlüssel'
        : facts.why === 'no-secret' || facts.why === 'no-id'
          ? 'Ein halber Zugriffsschlüssel fehlt'
          : 'Das Quellprofil hat keinen Zugriffsschlüssel',
    happened: keylessWords(facts),
    advice: keylessAdvice(facts, where),
  }),
  'source-over': ({ source }, where) => ({
    title: 'Die Anmeldeinformationen sind abgelaufen',
    happened: `AWS akzeptiert die Anmeldeinformationen des Profils „${source}“ nicht mehr.`,
    advice: `Neu anmelden, dann ${again(where)}.`,
  }),
  'guard-without-touch': ({ profile, source }) => ({
    title: 'Eine geschützte Rolle braucht eine Berührung',
    happened: `„${profile}“ ist geschützt, aber mit den temporären Anmeldeinformationen von „${source}“ akzeptiert AWS keinen Code vom YubiKey.`,
    advice: 'Den Schutz dieser Rolle ausschalten oder `source_profile` auf ein Profil mit Zugriffsschlüssel setzen.',
  }),
  'key-id-bad': ({ profile, file, line, character }) => ({
    title: 'Das ist keine Zugriffsschlüssel-ID',
    happened: `Die Zugriffsschlüssel-ID von „${profile}“ (${file}, Zeile ${line}) enthält ${characterWords(character)}. Erlaubt sind nur Buchstaben und Ziffern.`,
    advice: 'Diese Zeile neu eintippen oder die ID aus der IAM-Konsole kopieren.',
  }),
};

type TargetCode = 'target-clash' | 'target-has-keys' | 'target-temporary' | 'target-name-bad' | 'target-unknown';

/** How a section with temporary keys of another tool is headed, and what is known of them. */
const temporaryWords = {
  expired: { title: (target: string) => `„${target}“ hat abgelaufene Schlüssel`, known: 'Sie sind abgelaufen.' },
  live: {
    title: (target: string) => `„${target}“ hat Schlüssel anderer Tools`,
    known: 'Sie funktionieren noch, deshalb rührt Roletap sie nicht an.',
  },
  unclear: {
    title: (target: string) => `„${target}“ hat Schlüssel anderer Tools`,
    known: 'Vielleicht funktionieren sie noch, deshalb rührt Roletap sie nicht an.',
  },
} as const;

const otherName = (suggestion: string, where: Where): string =>
  `Einen anderen Profilnamen verwenden, etwa „${suggestion}“${where === 'terminal' ? `: \`--target ${suggestion}\`` : ''}.`;

export const targetProblems: WordsFor<TargetCode> = {
  'target-clash': ({ target, file, line, suggestion }, where) => ({
    title: `Der Name „${target}“ ist vergeben`,
    happened: `${file}, Zeile ${line}: Das Profil „${target}“ hat eine eigene role_arn, also würde aws Anmeldeinformationen unter diesem Namen ignorieren.`,
    advice: otherName(suggestion, where),
  }),
  'target-has-keys': ({ target, file, line, suggestion }, where) => ({
    title: `„${target}“ hat langfristige Schlüssel`,
    happened: `${file}, Zeile ${line}: Dort steht ein Zugriffsschlüssel, und den überschreibt Roletap nie.`,
    advice: otherName(suggestion, where),
  }),
  'target-temporary': ({ target, file, line, suggestion, keys }, where) => ({
    title: temporaryWords[keys].title(target),
    happened: `${file}, Zeile ${line}: Dort stehen temporäre Schlüssel eines anderen Tools. ${temporaryWords[keys].known}`,
    advice:
      keys !== 'expired'
        ? otherName(suggestion, where)
        : where === 'terminal'
          ? `Die Rolle in einem Terminal öffnen, wo Roletap anbietet, sie zu ersetzen, oder einen anderen Profilnamen verwenden: \`--target ${suggestion}\`.`
          : `Die Schlüssel ersetzen oder einen anderen Profilnamen verwenden, etwa „${suggestion}“.`,
  }),
  'target-name-bad': ({ target }) => ({
    title: 'Dieser Profilname ist nicht möglich',
    happened: `„${target}“ enthält Zeichen, die aws und SDKs in einem Profilnamen nicht erlauben.`,
    advice: 'Buchstaben, Ziffern, Punkte, Binde- und Unterstriche verwenden.',
  }),
  'target-unknown': ({ target }, where) => ({
    title: 'Diese Sitzung gibt es nicht',
    happened: `„${target}“ hat keine Sitzung. Vielleicht ist sie schon zu Ende.`,
    advice:
      where === 'terminal'
        ? 'Die offenen Sitzungen auflisten: `roletap sessions`.'
        : 'Die offenen Sitzungen stehen in der Liste unter „Aktiv“.',
  }),
};
