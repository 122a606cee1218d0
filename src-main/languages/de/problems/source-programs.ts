import type { Problem } from '../../../contract/problems/problem.ts';
import { shellWord } from '../../../contract/text.ts';
import { fileNames } from '../../../words/platform/reader.ts';
import { again, type Where, type WordsFor } from './table.ts';

/** What a person types to sign in again. */
const signInCommand = (profile: string, how: 'login' | 'sso'): string =>
  `${how === 'sso' ? 'aws sso login' : 'aws login'} --profile ${shellWord(profile)}`;

type Facts = Extract<Problem, { readonly code: 'source-program' }>;

const titles: Readonly<Record<Facts['why'], string>> = {
  loop: 'Dieses Profil fragt Roletap selbst',
  line: 'Die Zeile des Programms ist unvollständig',
  missing: 'Das Programm existiert nicht',
  unrunnable: 'Das Programm lässt sich nicht ausführen',
  slow: 'Das Programm hat nicht geantwortet',
  asks: 'Das Programm fragt in einem Terminal',
  'too-much': 'Das Programm hat zu viel ausgegeben',
  exit: 'Das Programm lieferte keinen Zugriffsschlüssel',
  garbage: 'Das Programm lieferte keinen Zugriffsschlüssel',
  version: 'Das Programm lieferte keinen Zugriffsschlüssel',
  expired: 'Das Programm lieferte abgelaufene Anmeldeinformationen',
};

/** What the system says of a disk that doesn't answer. */
const silent = 'ETIMEDOUT';

/** What it printed last, as a part of a sentence. */
const lastWords = (said: string | undefined): string => (said === undefined ? '' : ` Letzte Ausgabe: „${said.replace(/[.\s]+$/, '')}“.`);

const happened = ({ profile, program, why, said, status }: Facts): string => {
  const takes = `Das Profil „${profile}“ bekommt seinen Zugriffsschlüssel von ${program}`;
  switch (why) {
    case 'loop':
      return `Der credential_process von „${profile}“ ist Roletap selbst und führt deshalb zu keinem Zugriffsschlüssel.`;
    case 'line':
      return `Der credential_process von „${profile}“ endet mit einem offenen Anführungszeichen oder einem Backslash.`;
    case 'missing':
      return `${takes}, aber dieses Programm existiert nicht.`;
    case 'unrunnable':
      if (said === silent) return `${takes}, aber die Festplatte dort antwortet nicht.`;
      return `${takes}, aber das System kann dieses Programm nicht ausführen${said === undefined ? '' : ` (${said})`}.`;
    case 'slow':
      return `${takes}, aber in 60 s kam keine Antwort.${lastWords(said)}`;
    case 'asks':
      return `${takes}, aber dieses Programm braucht ein Terminal.${lastWords(said)}`;
    case 'too-much':
      return `${takes}, aber dieses Programm hat mehr als 64 kB ausgegeben.`;
    case 'exit':
      return `${takes}, aber dieses Programm endete mit Exit-Code ${status ?? 1}.${lastWords(said)}`;
    case 'garbage':
      return `${takes}, aber dieses Programm hat keine Anmeldeinformationen ausgegeben.${lastWords(said)}`;
    case 'version':
      return `${takes}, aber dieses Programm hat Anmeldeinformationen einer anderen Version als 1 ausgegeben.`;
    case 'expired':
      return `${takes}, aber dieses Programm hat abgelaufene Anmeldeinformationen geliefert.${lastWords(said)}`;
  }
};

const advice = ({ why, said }: Facts, where: Where): string => {
  switch (why) {
    case 'loop':
      return 'Stattdessen ein Profil mit Zugriffsschlüssel verwenden.';
    case 'line':
    case 'missing':
      return `\`credential_process\` in ${fileNames().config} korrigieren, mit dem vollen Pfad des Programms.`;
    case 'unrunnable':
      if (said === silent) return `Liegt es auf einem Netzlaufwerk, dieses neu verbinden, dann ${again(where)}.`;
      return `Die Datei ausführbar machen, dann ${again(where)}.`;
    case 'slow':
    case 'exit':
      return `Dort entsperren oder anmelden, woher es den Schlüssel holt, dann ${again(where)}.`;
    case 'asks':
      return `Vorher entsperren oder es in einem eigenen Fenster fragen lassen, dann ${again(where)}.`;
    case 'expired':
      return `Dort neu anmelden, dann ${again(where)}.`;
    default:
      return 'Die Zeile in einem Terminal ausführen. Sie muss JSON mit Version 1, AccessKeyId und SecretAccessKey ausgeben.';
  }
};

/** Programs and sign-ins that profiles take their credentials from. */
export const sourceProgramProblems: WordsFor<'source-program' | 'login-over' | 'login-failed' | 'login-denied' | 'login-incomplete'> = {
  'source-program': (facts, where) => ({ title: titles[facts.why], happened: happened(facts), advice: advice(facts, where) }),
  'login-over': ({ profile, how, region }, where) => ({
    title: region === undefined ? 'Die Anmeldung ist abgelaufen' : 'Die Anmeldung ist nicht bekannt',
    happened:
      region === undefined
        ? `Das Profil „${profile}“ verwendet eine Anmeldung ${how === 'sso' ? 'bei IAM Identity Center' : 'mit `aws login`'}.`
        : `IAM Identity Center in ${region} akzeptiert die Anmeldung von „${profile}“ nicht. Sie wurde dort beendet oder stammt aus einer anderen Region.`,
    advice: `${region === undefined ? 'Neu anmelden' : '`sso_region` prüfen, dann anmelden'}: \`${signInCommand(profile, how)}\`. Dann ${again(where)}.`,
  }),
  'login-failed': ({ profile, how, why, said }, where) => ({
    title: why === 'missing' ? 'Der Befehl aws fehlt' : 'Noch nicht angemeldet',
    happened:
      why === 'missing'
        ? 'Roletap meldet mit der AWS CLI an, findet aber `aws` auf diesem Computer nicht.'
        : why === 'slow'
          ? 'Die Anmeldung war nach 5 Minuten nicht abgeschlossen.'
          : `Die AWS CLI hat nicht angemeldet.${lastWords(said)}`,
    advice:
      why === 'missing'
        ? `Die AWS CLI installieren${how === 'login' ? ' (ab Version 2.32)' : ''} oder anders anmelden, dann ${again(where)}.`
        : `In einem Terminal sehen, was sie sagt: \`${signInCommand(profile, how)}\`.`,
  }),
  'login-denied': ({ profile, how }) => ({
    title: 'Der Anmeldung fehlt eine Berechtigung',
    happened:
      how === 'sso'
        ? `IAM Identity Center gibt keine Anmeldeinformationen für Konto und Rolle des Profils „${profile}“.`
        : `AWS erlaubt „${profile}“ nicht, mit dieser Anmeldung Anmeldeinformationen abzurufen (signin:CreateOAuth2Token).`,
    advice:
      how === 'sso'
        ? '`sso_account_id` und `sso_role_name` mit dem Zugangsportal vergleichen oder bei der Administration um Zugang bitten.'
        : 'Bei der Administration um die verwaltete Richtlinie SignInLocalDevelopmentAccess bitten.',
  }),
  'login-incomplete': ({ profile }) => ({
    title: 'Die Anmeldung ist nicht eingerichtet',
    happened: `Dem Profil „${profile}“ oder seiner sso-session fehlt eine Einstellung für IAM Identity Center.`,
    advice: 'Im Profil sso_account_id und sso_role_name setzen, in seiner sso-session sso_start_url und sso_region.',
  }),
};
