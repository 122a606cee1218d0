import type { Problem } from '../../../contract/problems/problem.ts';
import { shellWord } from '../../../contract/text.ts';
import { fileNames } from '../../../words/platform/reader.ts';
import { duration, span } from '../grammar.ts';
import { Again, again, type WordsFor } from './table.ts';

type AwsCode =
  | 'code-refused'
  | 'serial-refused'
  | 'role-refused'
  | 'duration-refused'
  | 'keys-refused'
  | 'secret-wrong'
  | 'root-keys'
  | 'caller-not-user'
  | 'session-expired'
  | 'clock-off'
  | 'region-disabled'
  | 'throttled'
  | 'aws-unreachable'
  | 'ca-bundle-bad'
  | 'aws-silent'
  | 'aws-hung-up'
  | 'not-aws'
  | 'aws-said';

/** Why there was no way, as a clause; what is unknown stays the system's own word. */
const unreachableWords = (reason: string): string => {
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'Unter dieser Adresse antwortet nichts',
    ENOTFOUND: 'DNS kennt diesen Namen nicht',
    EAI_AGAIN: 'DNS antwortet nicht',
    ENETUNREACH: 'Dieser Computer ist offline',
    EHOSTUNREACH: 'Kein Netzwerk führt dorthin',
    ECONNRESET: 'Die Verbindung wurde sofort getrennt',
    ETIMEDOUT: 'Nichts hat rechtzeitig geantwortet',
    EPROTO: 'Der Server unter dieser Adresse spricht kein HTTPS',
    'not-loopback': 'Dieser Name gehört einem anderen Computer, und http ohne Verschlüsselung geht nur auf diesem',
    'proxy-407': 'Der Proxy verlangt Benutzername und Passwort',
    'proxy-unsupported': 'HTTPS_PROXY ist keine Adresse eines http- oder https-Proxys',
    'proxy-socks': 'HTTPS_PROXY nennt einen SOCKS-Proxy, den weder aws noch Roletap verwenden können',
  };
  const status = /^proxy-(\d+)$/.exec(reason)?.[1];
  if (Object.hasOwn(known, reason)) return known[reason] ?? reason;
  if (status !== undefined) return `Der Proxy hat abgelehnt (Status ${status})`;
  return /CERT|SELF_SIGNED|UNABLE_TO_/.test(reason) ? `Das Zertifikat ist nicht vertrauenswürdig (${reason})` : reason;
};

/** Behind the name of the file. */
const bundleWords: Readonly<Record<string, string>> = {
  ENOENT: 'existiert nicht',
  ENOTDIR: 'existiert nicht',
  EISDIR: 'ist ein Ordner',
  EACCES: 'ist nicht lesbar (keine Berechtigung)',
  EPERM: 'ist nicht lesbar (keine Berechtigung)',
  ETIMEDOUT: 'ist nicht lesbar: Die Festplatte antwortet nicht (ETIMEDOUT)',
  empty: 'ist leer',
  'no-certificate': 'enthält kein PEM-Zertifikat',
  expired: 'enthält nur abgelaufene Zertifikate',
};

/** What came in place of AWS's answer, as a sentence. */
const foreignWords = ({ host, status, what, detail = '' }: Extract<Problem, { code: 'not-aws' }>): string => {
  const numbered = status === undefined ? '' : ` (Status ${status})`;
  if (status === 407) return `Statt ${host} hat ein Proxy geantwortet, der Benutzername und Passwort verlangt${numbered}.`;
  switch (what) {
    case 'page':
      return `${host} hat mit einer Webseite geantwortet${numbered}. Meist ist das die Anmeldeseite eines Netzwerks oder Proxys.`;
    case 'redirect':
      return `${host} hat mit einer Umleitung geantwortet${numbered}, was AWS nie tut. Meist ist das die Anmeldeseite eines Netzwerks oder Proxys.`;
    case 'empty':
      return `${host} hat eine leere Antwort geschickt${numbered}.`;
    case 'too-long':
      return `Die Antwort von ${host}${numbered} war länger als 4 MB, viel mehr, als AWS je schickt.`;
    case 'not-http':
      return `Die Antwort von ${host}${numbered} ist kein HTTP (${detail}).`;
    case 'other':
      return `Die Antwort von ${host}${numbered} hat nicht das Format von AWS.`;
  }
};

const wait = (seconds: number | undefined, usual: string): string => `${seconds === undefined ? usual : span(seconds)} warten`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What AWS, or the way to it, can answer. */
export const awsProblems: WordsFor<AwsCode> = {
  'code-refused': ({ mfaSerial }, where) => ({
    title: 'AWS hat den Code abgelehnt',
    happened: `Der Code passt nicht zu ${mfaSerial}. Ein Code gilt einmal, für etwa 30 Sekunden.`,
    advice: `${Again(where)}, mit einem neuen Code. Lehnt AWS auch den ab, hat AWS ein anderes Geheimnis: das MFA-Gerät neu hinzufügen.`,
  }),
  'serial-refused': ({ mfaSerial }) => ({
    title: 'AWS erkennt dieses MFA-Gerät nicht',
    happened: `${mfaSerial} ist kein MFA-Gerät des Benutzers, dem dieser Zugriffsschlüssel gehört.`,
    advice: `\`mfa_serial\` in ${fileNames().config} mit dem Gerät in der IAM-Konsole vergleichen: eigener Benutzer, Sicherheitsanmeldeinformationen.`,
  }),
  'role-refused': ({ roleArn, reason }, where) => ({
    title: 'AWS hat diese Rolle verweigert',
    happened: `${roleArn} existiert nicht, vertraut Ihnen nicht oder darf von Ihnen nicht übernommen werden.${reason === undefined ? '' : ` AWS hat geantwortet: ${reason.replace(/[.\s]+$/, '')}.`}`,
    advice:
      where === 'terminal'
        ? `Manche Rollen brauchen eine neuere Berührung: \`roletap tap ${roleArn} --direct\` verwendet eine neue. Sonst die ARN prüfen und beim Eigentümer der Rolle nach Vertrauensrichtlinie und externer ID fragen.`
        : 'Die ARN prüfen, dann beim Eigentümer der Rolle fragen, ob die Vertrauensrichtlinie Ihren Benutzer zulässt und eine externe ID verlangt.',
  }),
  'duration-refused': ({ askedSeconds, reason }) => ({
    title: 'Die Sitzung wäre zu lang',
    happened:
      reason === 'chained'
        ? `Roletap hat ${duration(askedSeconds)} angefordert, aber eine Rolle, die über eine andere Rolle angenommen wird, bekommt höchstens 1 h.`
        : `Roletap hat ${duration(askedSeconds)} angefordert, mehr als diese Rolle erlaubt.`,
    advice: 'Im Profil ein kleineres `duration_seconds` setzen oder die maximale Sitzungsdauer der Rolle erhöhen lassen.',
  }),
  'keys-refused': ({ source }, where) => ({
    title: 'AWS hat den Zugriffsschlüssel abgelehnt',
    happened: `Der Zugriffsschlüssel im Profil „${source}“ existiert nicht, ist inaktiv oder gelöscht.`,
    advice: `In der IAM-Konsole einen neuen Zugriffsschlüssel erstellen und in ${fileNames().credentials} speichern. Liegt der Schlüssel bei Roletap: ${where === 'terminal' ? `\`roletap add ${shellWord(source)}\`` : `„Zugriffsschlüssel hinzufügen…“ mit dem Profilnamen ${source}`}.`,
  }),
  'secret-wrong': ({ source }) => ({
    title: 'Der geheime Zugriffsschlüssel ist falsch',
    happened: `AWS kennt die Zugriffsschlüssel-ID im Profil „${source}“, aber der geheime Zugriffsschlüssel passt nicht dazu.`,
    advice: '`aws_secret_access_key` neu kopieren. Meist fehlt das Ende oder ein Leerzeichen ist zu viel.',
  }),
  'root-keys': ({ source }) => ({
    title: 'Schlüssel des Root-Benutzers gehen nicht',
    happened: `Das Profil „${source}“ hat den Zugriffsschlüssel eines Root-Benutzers. Er kann keine Rollen annehmen und sollte keine Zugriffsschlüssel haben.`,
    advice: 'Den Zugriffsschlüssel des Root-Benutzers in AWS löschen und den eines IAM-Benutzers verwenden.',
  }),
  'caller-not-user': ({ source, arn }, where) => ({
    title: 'Diese Schlüssel gehören keinem IAM-Benutzer',
    happened: `Die Schlüssel im Profil „${source}“ gehören ${arn}. Nur IAM-Benutzer haben MFA-Geräte.`,
    advice:
      where === 'terminal'
        ? 'Ein Profil mit dem Zugriffsschlüssel eines IAM-Benutzers verwenden: `--source PROFILE` oder `source_profile` im Profil der Rolle.'
        : 'Ein Profil mit dem Zugriffsschlüssel eines IAM-Benutzers wählen oder als `source_profile` ins Profil der Rolle schreiben.',
  }),
  'session-expired': ({ source }, where) => ({
    title: 'Die MFA-Sitzung ist zu Ende',
    happened: `Die Sitzung für „${source}“ ist abgelaufen oder AWS hat sie widerrufen.`,
    advice: `${Again(where)}. Eine Berührung öffnet eine neue Sitzung.`,
  }),
  'clock-off': ({ seconds }) => ({
    title: 'Die Uhr dieses Computers geht falsch',
    happened: `Sie geht gegenüber AWS ${span(Math.abs(seconds))} ${seconds > 0 ? 'nach' : 'vor'}, deshalb lehnt AWS Anfragen ab.`,
    advice: 'In den Systemeinstellungen Datum und Uhrzeit automatisch einstellen lassen.',
  }),
  'region-disabled': ({ region }) => ({
    title: `Region ${region} ist deaktiviert`,
    happened: `Ihr Konto hat ${region} nicht aktiviert, also gibt AWS dort keine Anmeldeinformationen aus.`,
    advice: 'Im Profil eine andere `region` setzen oder die Region in den Einstellungen des AWS-Kontos aktivieren.',
  }),
  throttled: ({ status, waitSeconds }, where) => ({
    title: 'AWS begrenzt die Anfragen',
    happened: `Von Ihrem Konto kamen in kurzer Zeit zu viele Anfragen${status === undefined ? '' : ` (Status ${status})`}.`,
    advice: `${capital(wait(waitSeconds, 'eine halbe Minute'))}, dann ${again(where)}.`,
  }),
  'aws-unreachable': ({ host, reason, allProxy }, where) => ({
    title: 'AWS ist nicht erreichbar',
    happened: `${host} ist nicht erreichbar: ${unreachableWords(reason)}. Es wurde kein Code gesendet${
      allProxy ? ', und weder aws noch Roletap liest ALL_PROXY.' : '.'
    }`,
    advice: /^proxy-[a-z]/.test(reason)
      ? `HTTPS_PROXY auf einen http- oder https-Proxy setzen oder entfernen, dann ${again(where)}.`
      : allProxy
        ? `Falls AWS hinter einem Proxy liegt, HTTPS_PROXY auf dessen http- oder https-Adresse setzen (SOCKS geht nicht), dann ${again(where)}.`
        : reason.startsWith('proxy-')
          ? `Adresse, Benutzername und Passwort in HTTPS_PROXY prüfen, dann ${again(where)}.`
          : /CERT|SELF_SIGNED|UNABLE_TO_/.test(reason)
            ? 'Falls Ihre Firma verschlüsselte Verbindungen prüft, AWS_CA_BUNDLE auf ihre Zertifikate setzen. Sonst dieses Netzwerk meiden.'
            : `Netzwerk, VPN und Proxy (HTTPS_PROXY) prüfen, dann ${again(where)}.`,
  }),
  'ca-bundle-bad': ({ setting, file, why }, where) => ({
    title: 'Das CA-Bundle ist unbrauchbar',
    happened: `${setting} nennt ${file}, aber diese Datei ${bundleWords[why] ?? `ist nicht lesbar (${why})`}.${why === 'expired' ? '' : ' Es wurde nichts gesendet.'}`,
    advice: `${setting} auf eine PEM-Datei mit den vertrauenswürdigen Zertifikaten setzen oder entfernen, dann ${again(where)}.`,
  }),
  'aws-silent': ({ host, seconds }, where) => ({
    title: 'AWS hat nicht geantwortet',
    happened: `${host} hat die Anfrage angenommen, aber ${span(seconds)} lang nicht geantwortet.`,
    advice: `Das Netzwerk prüfen, dann ${again(where)}. Roletap verwendet einen neuen Code.`,
  }),
  'aws-hung-up': ({ host, status }, where) => ({
    title: 'Die Verbindung zu AWS ist abgebrochen',
    happened:
      status === undefined
        ? `${host} hat die Anfrage angenommen und die Verbindung ohne Antwort geschlossen.`
        : `${host} hat die Verbindung mitten in der Antwort geschlossen (Status ${status}).`,
    advice: `Netzwerk, VPN und Proxy prüfen, dann ${again(where)}. Roletap verwendet einen neuen Code.`,
  }),
  'not-aws': (facts, where) => {
    const { host, status = 0, what, waitSeconds } = facts;
    if (status >= 500)
      return {
        title: `AWS oder ein Proxy hat versagt (${status})`,
        happened: `${host} hat mit Status ${status} geantwortet. Vielleicht hat AWS die Anfrage bekommen.`,
        advice: `${capital(wait(waitSeconds, 'eine Minute'))}, dann ${again(where)}. Bleibt es dabei, im AWS Health Dashboard nachsehen oder beim Betreiber des Proxys fragen.`,
      };
    return {
      title: 'Etwas anderes als AWS hat geantwortet',
      happened: foreignWords(facts),
      advice:
        status === 407
          ? `Benutzername und Passwort des Proxys in HTTPS_PROXY aufnehmen, dann ${again(where)}.`
          : what === 'too-long' || what === 'not-http'
            ? `Den Proxy (HTTPS_PROXY) und den Endpunkt (AWS_ENDPOINT_URL) prüfen, dann ${again(where)}.`
            : `Im Browser beim Netzwerk anmelden, dann ${again(where)}.`,
    };
  },
  'aws-said': ({ awsCode, status, requestId, waitSeconds }, where) => {
    const request = requestId === undefined ? '' : `, Anfrage ${requestId}`;
    const happened = `AWS hat mit ${awsCode} geantwortet (Status ${status}${request})`;
    if (status >= 500)
      return {
        title: `AWS hatte eine Störung (${status})`,
        happened: `${happened}. Vielleicht ist der Code damit verbraucht.`,
        advice: `${capital(wait(waitSeconds, 'eine Minute'))}, dann ${again(where)}. Bleibt es dabei, im AWS Health Dashboard nachsehen.`,
      };
    if (status < 400)
      return {
        title: `Die Antwort von AWS ist unvollständig (${status})`,
        happened: `${happened}, aber ein Teil der Antwort fehlt.`,
        advice: `${Again(where)}. Bleibt es dabei, den Proxy (HTTPS_PROXY) und den Endpunkt (AWS_ENDPOINT_URL) prüfen.`,
      };
    return {
      title: 'AWS hat die Anfrage abgelehnt',
      happened: `${happened}.`,
      advice:
        'In einer Minute erneut versuchen. Bleibt es dabei, die Meldung in der AWS-Dokumentation nachschlagen oder der Administration zeigen.',
    };
  },
};
