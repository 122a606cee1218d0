import { shellWord } from '../../../contract/text.ts';
import type { AccountFlaw } from '../../../contract/values.ts';
import { fileNames, perPlatform } from '../../../words/platform/reader.ts';
import { listed, TheKey, theKey, yourKey } from '../grammar.ts';
import { firmwareFeatures } from './piv.ts';
import { Again, again, type Where, type WordsFor } from './table.ts';

type CardCode =
  | 'card-service-missing'
  | 'card-service-silent'
  | 'card-access-denied'
  | 'yubikey-missing'
  | 'yubikey-removed'
  | 'yubikey-busy'
  | 'yubikey-unreadable'
  | 'yubikey-unclear'
  | 'yubikey-other-needed'
  | 'yubikey-untrusted'
  | 'oath-disabled'
  | 'password-needed'
  | 'password-wrong'
  | 'yubikey-not-plugged'
  | 'firmware-too-old'
  | 'account-missing'
  | 'account-unusable'
  | 'account-unclear'
  | 'account-exists'
  | 'account-name-too-long'
  | 'yubikey-full'
  | 'card-said'
  | 'not-touched'
  | 'code-not-typed'
  | 'code-spent'
  | 'codes-taken'
  | 'cancelled';

/** Serials one after the other. */
const keys = (serials: readonly number[]): string => listed(serials.map((serial) => theKey(serial)));

/** Behind "Auf". */
const onKeys = (serials: readonly number[]): string => (serials.length === 0 ? 'keinem angeschlossenen YubiKey' : keys(serials));

/** Behind "ist da, aber". */
const accountFlaws: Readonly<Record<AccountFlaw, string>> = {
  hotp: 'seine Codes werden gezählt (HOTP), und AWS akzeptiert nur zeitbasierte (TOTP)',
  algorithm: 'es verwendet SHA-256 oder SHA-512, und AWS akzeptiert nur SHA-1',
  digits: 'AWS akzeptiert nur 6-stellige Codes',
  period: 'AWS akzeptiert nur Codes, die alle 30 Sekunden wechseln',
};

/** What a person whose codes come from elsewhere can do at once; where a question can be asked, Roletap asks for the code instead. */
const withoutService = (where: Where, words: Parameters<typeof perPlatform>[0]): string =>
  `${perPlatform(words)}${where === 'terminal' ? ' Mit einem Code von Handy oder Hardware-Token: `roletap tap ROLE --code-stdin`.' : ''}`;

/** What can go wrong between this computer, the YubiKey and the finger on it. */
export const cardProblems: WordsFor<CardCode> = {
  'card-service-missing': (_, where) => ({
    title: 'Der Smartcard-Dienst läuft nicht',
    happened: 'Über ihn erreicht Roletap den YubiKey.',
    advice: withoutService(where, {
      linux: 'Das Paket pcscd installieren und starten: `sudo systemctl enable --now pcscd`. Sobald es läuft, macht Roletap weiter.',
      mac: 'Den Mac neu starten. Sobald der Dienst läuft, macht Roletap weiter.',
      windows: 'Den Dienst „Smartcard“ starten. Sobald er läuft, macht Roletap weiter.',
    }),
  }),
  'card-service-silent': (_, where) => ({
    title: 'Der Smartcard-Dienst antwortet nicht',
    happened: 'Er läuft, antwortet aber nicht mehr, deshalb erreicht Roletap den YubiKey nicht.',
    advice: withoutService(where, {
      linux: 'Neu starten: `sudo systemctl restart pcscd`. Sobald er antwortet, macht Roletap weiter.',
      mac: 'Den Mac neu starten. Sobald der Dienst antwortet, macht Roletap weiter.',
      windows: 'Den Dienst „Smartcard“ neu starten. Sobald er antwortet, macht Roletap weiter.',
    }),
  }),
  'card-access-denied': (_, where) => ({
    title: 'Der Smartcard-Dienst verweigert den Zugriff',
    happened: 'Er läuft, lässt Ihren Benutzer aber nicht hinein. Das ist bei Remote-Sitzungen und in Containern üblich.',
    advice: withoutService(where, {
      linux:
        'Roletap direkt am Computer verwenden oder eine polkit-Regel für `org.debian.pcsc-lite.access_pcsc` hinzufügen. Was verweigert wurde: `journalctl -u pcscd -n 20`.',
      mac: 'Roletap direkt am Computer verwenden, nicht in einer Remote-Sitzung.',
      windows: 'Roletap direkt am Computer verwenden, nicht in einer Remote-Sitzung.',
    }),
  }),
  'yubikey-missing': ({ serial, others = [] }) => ({
    title: 'Kein YubiKey',
    happened:
      others.length === 0
        ? 'Es ist kein YubiKey angeschlossen.'
        : `${others.length === 1 ? 'Die Karte' : 'Die Karten'} in ${listed(others.map((reader) => `„${reader}“`))} ${others.length === 1 ? 'ist kein YubiKey' : 'sind keine YubiKeys'}.`,
    advice: `${yourKey(serial)} einstecken.${
      others.length === 0 ? '' : ' Für einen Token einer anderen Marke „Token anderer Marken“ in den Einstellungen einschalten.'
    }`,
  }),
  'yubikey-removed': ({ serial }, where) => ({
    title: 'Der YubiKey wurde abgezogen',
    happened: `${TheKey(serial)} wurde abgezogen, bevor er geantwortet hat.`,
    advice: `Wieder einstecken und ${again(where)}.`,
  }),
  'yubikey-busy': ({ holder }, where) => ({
    title: `YubiKey von ${holder ?? 'einem anderen Programm'} belegt`,
    happened: `${holder ?? 'Dieses Programm'} hat ihn zu lange belegt.`,
    advice: `${
      holder === undefined || /scdaemon|gpg/i.test(holder)
        ? `Das ist oft GnuPG. Mit \`gpgconf --kill scdaemon\` anhalten, dann ${again(where)}.`
        : `${holder} fertig werden lassen oder schließen, dann ${again(where)}.`
    }`,
  }),
  'yubikey-unreadable': ({ reader, detail }) => ({
    title: 'Der YubiKey ist nicht lesbar',
    happened: `Vom YubiKey im Leser „${reader}“ kam keine brauchbare Antwort (${detail}).`,
    advice: 'Abziehen, eine Sekunde warten und wieder einstecken. Hilft das nicht, einen anderen USB-Anschluss versuchen.',
  }),
  'yubikey-unclear': ({ serials }, where) => ({
    title: 'Mehr als ein YubiKey passt',
    happened: `${keys(serials)} sind angeschlossen, und jeder könnte der richtige sein.`,
    advice: `Nur den richtigen eingesteckt lassen und ${again(where)}${where !== 'terminal' ? '' : ` oder ihn nennen: \`--key ${serials[0] ?? 'SERIAL'}\``}.`,
  }),
  'yubikey-other-needed': ({ serial, account }, where) => ({
    title: `YubiKey ${serial} ist nicht angeschlossen`,
    happened: `Auf ihm ist das OATH-Konto ${account}.`,
    advice: `YubiKey ${serial} einstecken und ${again(where)}.`,
  }),
  'yubikey-not-plugged': ({ serial, plugged }, where) => ({
    title: `YubiKey ${serial} ist nicht angeschlossen`,
    happened: plugged.length === 0 ? 'Der angeschlossene hat keine Seriennummer.' : `Angeschlossen: ${keys(plugged)}.`,
    advice:
      where === 'terminal'
        ? 'Einstecken oder einen anderen nennen. Die angeschlossenen auflisten: `roletap keys`.'
        : `Einstecken und ${again(where)}.`,
  }),
  'yubikey-untrusted': ({ serial }) => ({
    title: 'Dieser YubiKey gehört vielleicht nicht Ihnen',
    happened: `${TheKey(serial)} fragt nach einem Passwort, konnte aber nicht beweisen, dass er es kennt. Deshalb wurde ihm nichts gesendet.`,
    advice: 'Abziehen und den bekannten YubiKey verwenden. Falls es Ihrer ist, mit `ykman oath info` prüfen.',
  }),
  'oath-disabled': ({ serial }) => ({
    title: 'OATH ist auf dem YubiKey deaktiviert',
    happened: `Die OATH-Anwendung auf ${theKey(serial, 'dem')}, die die Codes erzeugt, ist deaktiviert.`,
    advice: 'Aktivieren: `ykman config usb --enable OATH`. Danach den YubiKey abziehen und wieder einstecken.',
  }),
  'password-needed': ({ serial }, where) => ({
    title: 'Der YubiKey ist gesperrt',
    happened: `Ein Passwort schützt die OATH-Konten auf ${theKey(serial, 'dem')}.`,
    advice: `${Again(where)} und bei der Frage das Passwort eingeben.${where === 'terminal' ? ' In Skripten über die Standardeingabe übergeben: `--password-stdin`.' : ''}`,
  }),
  'password-wrong': ({ serial }) => ({
    title: 'Falsches Passwort',
    happened: `${TheKey(serial)} hat es nicht akzeptiert. Die Zahl der Versuche ist nicht begrenzt.`,
    advice: 'Erneut versuchen. Gefragt ist das Passwort der OATH-Konten, nicht die PIN.',
  }),
  'firmware-too-old': ({ needs, has, feature }, where) => ({
    title: 'Dieser YubiKey ist zu alt',
    happened: `${firmwareFeatures[feature]} braucht Firmware ${needs}. Dieser hat ${has}, und die Firmware eines YubiKeys lässt sich nicht aktualisieren.`,
    advice:
      feature !== 'touch'
        ? 'Einen neueren YubiKey verwenden.'
        : `Einen neueren YubiKey verwenden oder auf die Berührung verzichten: ${
            where === 'terminal' ? '`--no-touch`' : '„Berührung verlangen“ ausschalten'
          }. Solange er angeschlossen ist, kommt dann jedes Ihrer Programme an einen Code.`,
  }),
  'account-missing': ({ account, serials }, where) => ({
    ...(account.startsWith('arn:')
      ? {
          title: 'MFA-Gerät nicht auf dem YubiKey',
          happened: `${account} ist ${serials.length === 0 ? 'auf' : 'nicht auf'} ${onKeys(serials)}.`,
          advice: `Den richtigen YubiKey einstecken oder \`mfa_serial\` in ${fileNames().config} prüfen.${where === 'terminal' ? ' Was auf einem YubiKey ist: `roletap accounts`.' : ''}`,
        }
      : {
          title: 'Dieses OATH-Konto gibt es nicht',
          happened: `Auf ${onKeys(serials)} gibt es ${serials.length === 0 ? 'ein' : 'kein'} OATH-Konto${account === '' ? '' : ` mit „${account}“ im Namen`}.`,
          advice:
            where === 'terminal'
              ? 'Den richtigen YubiKey einstecken oder die Konten auflisten: `roletap accounts`.'
              : `Den richtigen YubiKey einstecken und ${again(where)}.`,
        }),
  }),
  'account-unusable': ({ account, serial, why }, where) => ({
    title: 'AWS kann diese Codes nicht verwenden',
    happened: `${account} ist auf ${theKey(serial, 'dem')}, aber ${accountFlaws[why]}.`,
    advice: `Das MFA-Gerät mit einem Geheimnis von AWS neu hinzufügen: ${where === 'terminal' ? '`roletap enroll`' : '„MFA-Geräte“ öffnen'}.`,
  }),
  'account-unclear': ({ account, choices }, where) => ({
    ...(choices.length === 1
      ? {
          title: 'Welches Konto ist das richtige?',
          happened: `Kein OATH-Konto auf dem YubiKey heißt wie ${account}. ${listed(choices)} könnte das richtige sein.`,
          advice: `Die Rolle im Fenster öffnen und es dort bestätigen. Roletap merkt es sich.${where === 'terminal' ? ` Oder importieren: \`roletap import ${shellWord(choices[0] ?? '')}\`.` : ''}`,
        }
      : {
          title: account === '' ? 'Der YubiKey hat mehrere OATH-Konten' : 'Mehrere OATH-Konten passen',
          happened: account === '' ? `Auf ihm sind ${listed(choices)}.` : `Diese könnten ${account} sein: ${listed(choices)}.`,
          advice:
            where === 'terminal'
              ? 'Eines davon nennen, ganz oder mit einem Teil, den kein anderes hat.'
              : 'Die Rolle im Fenster öffnen und eines auswählen. Roletap merkt es sich.',
        }),
  }),
  'account-exists': ({ account }) => ({
    title: 'Dieses OATH-Konto gibt es schon',
    happened: `Auf dem YubiKey gibt es schon ein OATH-Konto namens ${account}. Es blieb unverändert.`,
    advice: 'Einen anderen Namen verwenden oder zuerst das alte Konto entfernen.',
  }),
  'account-name-too-long': ({ account, bytes, limit }) => ({
    title: 'Der Kontoname ist zu lang',
    happened: `„${account}“ ist ${bytes} Bytes lang. Ein YubiKey erlaubt ${limit}.`,
    advice: 'Einen kürzeren Namen verwenden.',
  }),
  'yubikey-full': ({ limit }) => ({
    title: 'Der YubiKey ist voll',
    happened:
      limit === undefined ? 'Für ein weiteres OATH-Konto ist kein Platz.' : `${limit} OATH-Konten sind schon da, mehr passen nicht.`,
    advice: 'Ein nicht mehr benötigtes Konto löschen: `ykman oath accounts delete NAME`.',
  }),
  'card-said': ({ status, during }) => ({
    title: 'Der YubiKey hat abgelehnt',
    happened: `Er hat auf den Befehl „${during}“ mit ${status} geantwortet.`,
    advice: 'Abziehen, wieder einstecken und erneut versuchen. Bleibt es dabei, mit dieser Nummer melden.',
  }),
  'not-touched': ({ seconds, what }, where) => ({
    title: 'Der YubiKey wurde nicht berührt',
    happened: `Er hat ${seconds} Sekunden lang geblinkt. ${what === 'signature' ? 'Es wurde nichts signiert.' : 'Es wurde kein Code verbraucht.'}`,
    advice: `${Again(where)} und den YubiKey berühren, während er blinkt.`,
  }),
  'code-not-typed': ({ seconds }, where) => ({
    title: 'Es wurde kein Code eingegeben',
    happened: `Roletap hat ${seconds} Sekunden auf einen Code gewartet. An AWS wurde nichts gesendet.`,
    advice: `${Again(where)} und die 6 Ziffern eingeben, die das MFA-Gerät anzeigt.`,
  }),
  'code-spent': ({ mfaSerial, waitSeconds }, where) => ({
    title: 'Dieser Code wurde schon verwendet',
    happened: `AWS akzeptiert jeden Code von ${mfaSerial} nur einmal, deshalb hat Roletap ihn nicht gesendet.`,
    advice: `In ${waitSeconds} s ${again(where)}, mit dem nächsten Code.`,
  }),
  'codes-taken': ({ mfaSerial }) => ({
    title: 'Codes von einem anderen Befehl verbraucht',
    happened: `${mfaSerial} braucht zwei Codes nacheinander, und ein anderer Roletap-Befehl hat immer einen davon verbraucht. An AWS wurde nichts gesendet.`,
    advice: 'Die anderen Befehle fertig werden lassen oder anhalten, dann erneut versuchen.',
  }),
  cancelled: (_, where) => ({
    title: 'Abgebrochen',
    happened: 'Es wurde nichts geändert.',
    advice: `${Again(where)}, sobald es passt.`,
  }),
};
