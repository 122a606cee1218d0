import type { FileFlaw } from '../../../contract/problems/files.ts';
import { allFlaws, type FlawWords } from '../../../words/problems/file-flaws.ts';

export { allFlaws, type FlawWords };

/** `aws` refuses the file. */
const refused = (what: string, then: string): FlawWords => ({
  what,
  readings: `Der Befehl aws lehnt deshalb die ganze Datei ab. ${then}.`,
  awsDiffers: true,
});
/** `aws` reads it, but not as Roletap does. */
const otherwise = (what: string, readings: string): FlawWords => ({ what, readings: `${readings}.`, awsDiffers: true });
/** Roletap reads it as `aws` does; some SDK does not. */
const alike = (what: string, readings: string): FlawWords => ({ what, readings: `${readings}.`, awsDiffers: false });

const flaws: { readonly [F in FileFlaw]: FlawWords } = {
  'byte-order-mark': refused(
    'Die Datei beginnt mit einem Byte Order Mark',
    'Manche SDKs übersehen den ersten Abschnitt; Roletap überspringt die Marke',
  ),
  'stray-byte-order-mark': alike(
    'Diese Zeile enthält ein Byte Order Mark',
    'Der Befehl aws und Roletap lesen es als Buchstaben, manche SDKs als Leerzeichen',
  ),
  'not-utf-8': refused('Die Datei ist nicht in UTF-8', 'Manche SDKs und Roletap lesen, was lesbar ist'),
  'carriage-return': alike(
    'Diese Zeile enthält einen einzelnen Wagenrücklauf',
    'Für den Befehl aws und Roletap endet die Zeile dort, für SDKs nicht',
  ),
  'odd-blank': alike(
    'Diese Zeile enthält ein ungewöhnliches Leerzeichen',
    'Der Befehl aws und Roletap lesen es als Leerzeichen oder Zeilenende, manche SDKs nicht',
  ),
  'duplicate-section': refused('Dieser Abschnitt kommt zweimal vor', 'SDKs und Roletap fügen beide zusammen'),
  'duplicate-key': refused('Diese Einstellung kommt in ihrem Abschnitt zweimal vor', 'SDKs und Roletap verwenden die spätere'),
  'name-twice': otherwise(
    'Dieses Profil hat schon einen Abschnitt in anderer Schreibweise',
    'Der Befehl aws verwendet nur den späteren; SDKs und Roletap fügen beide zusammen',
  ),
  'services-twice': alike(
    'Diese Services haben schon einen Abschnitt in anderer Schreibweise',
    'Der Befehl aws und Roletap verwenden nur den späteren; manche SDKs fügen beide zusammen',
  ),
  'both-default-sections': otherwise(
    'Die Datei enthält sowohl [default] als auch [profile default]',
    'Der Befehl aws verwendet den späteren; Roletap und SDKs verwenden [profile default], manche SDKs nur für das, was dort steht',
  ),
  'empty-value': otherwise(
    'Diese Einstellung ist leer, hat aber anderswo einen Wert',
    'Der Befehl aws und manche SDKs lesen sie als leer; andere SDKs und Roletap verwenden den Wert',
  ),
  'nested-twice': alike(
    'Diese Einstellung hat verschachtelte Zeilen und kommt mehrmals vor',
    'Der Befehl aws und Roletap verwenden eine davon; manche SDKs fügen die Zeilen zusammen',
  ),
  'no-equals-sign': refused(
    'In dieser Zeile fehlt ein =',
    'Manche SDKs hängen sie an die Zeile darüber, wenn sie eingerückt ist; Roletap überspringt sie',
  ),
  'no-name': refused('In dieser Zeile fehlt ein Name', 'Manche SDKs lesen sie trotzdem als Einstellung; Roletap überspringt sie'),
  'key-before-section': refused('Diese Einstellung steht vor dem ersten Abschnitt', 'SDKs und Roletap überspringen sie'),
  'continuation-without-key': refused('Diese eingerückte Zeile gehört zu keiner Einstellung', 'SDKs und Roletap überspringen sie'),
  'section-not-closed': refused(
    'Dem Namen des Abschnitts fehlt die schließende Klammer',
    'Manche SDKs schlagen das Folgende dem Abschnitt darüber zu; Roletap überspringt es',
  ),
  'section-without-name': refused('Der Abschnitt hat keinen Namen', 'SDKs und Roletap überspringen das Folgende'),
  'section-with-rest': alike(
    'Neben dem Namen des Abschnitts steht Text oder ein Kommentarzeichen',
    'Für den Befehl aws und Roletap beginnt hier der Abschnitt; manche SDKs schlagen das Folgende dem darüber zu',
  ),
  'section-comment': otherwise(
    'Der Kommentar hinter dem Namen des Abschnitts enthält eine Klammer',
    'Der Befehl aws liest den Kommentar als Teil des Namens; SDKs und Roletap nicht',
  ),
  'section-without-profile-prefix': alike(
    'Abschnitte der config-Datei heißen [profile NAME], dieser aber nicht',
    'Kein Programm liest ihn als Profil',
  ),
  'section-name-odd': alike(
    'Programme lesen den Namen dieses Abschnitts verschieden',
    'Roletap liest ihn wie der Befehl aws; manche SDKs lesen einen anderen Namen oder überspringen den Abschnitt',
  ),
  'section-proto': alike(
    'Der Name dieses Abschnitts macht Probleme',
    'Der Befehl aws und Roletap lesen ihn; manche SDKs überspringen den Abschnitt oder die ganze Datei',
  ),
  'default-section': otherwise(
    '[DEFAULT] ist nicht dasselbe wie [default]',
    'Der Befehl aws gibt jedem Abschnitt diese Einstellungen, manche SDKs lesen ein Profil dieses Namens, und Roletap überspringt es',
  ),
  'indented-section': otherwise(
    'Der Name dieses Abschnitts ist unter einer Einstellung eingerückt',
    'Der Befehl aws liest ihn als Teil der Zeile darüber; für SDKs und Roletap beginnt ein Abschnitt',
  ),
  'nested-section': alike(
    'Der Name eines Abschnitts ist unter einer Einstellung ohne Wert eingerückt',
    'Für SDKs beginnt hier ein Abschnitt, für den Befehl aws und Roletap nicht',
  ),
  'nested-without-equals-sign': refused('In dieser verschachtelten Zeile fehlt ein =', 'Manche SDKs und Roletap überspringen sie'),
  'nested-unclear': alike(
    'Diese eingerückte Zeile könnte zu einer anderen Einstellung gehören',
    'Manche SDKs rechnen sie zur letzten Einstellung ohne Wert; Roletap richtet sich nach der Einrückung',
  ),
  'indented-key': otherwise(
    'Diese Einstellung ist unter einer anderen eingerückt',
    'Der Befehl aws liest sie als Teil des Werts darüber; die meisten SDKs und Roletap lesen sie als Einstellung',
  ),
  'continued-value': otherwise(
    'Diese Zeile ist unter einer Einstellung eingerückt und hat kein =',
    'Der Befehl aws und manche SDKs hängen sie an den Wert darüber; andere SDKs und Roletap überspringen sie',
  ),
  'inline-comment': otherwise(
    'Hinter dem Wert steht ein Kommentar',
    'Der Befehl aws, und bei eingerückten Zeilen manche SDKs, lesen ihn als Teil des Werts; andere SDKs und Roletap schneiden ihn ab',
  ),
  'comment-in-key': alike(
    'Vor dem = steht ein Kommentarzeichen',
    'Der Befehl aws und Roletap lesen es als Teil des Namens; SDKs überspringen das Folgende',
  ),
  'colon-delimiter': alike('Statt = steht ein Doppelpunkt', 'Der Befehl aws und Roletap lesen die Einstellung, manche SDKs nicht'),
  'upper-case-key': alike(
    'Der Name der Einstellung enthält Großbuchstaben',
    'Für den Befehl aws und Roletap macht das keinen Unterschied; manche SDKs erkennen sie nicht',
  ),
  'quoted-value': alike(
    'Der Wert steht in Anführungszeichen',
    'Der Befehl aws und Roletap lesen sie als Teil des Werts; manche SDKs entfernen sie',
  ),
  'bracket-odd': alike('Der Name enthält eine Klammer', 'Der Befehl aws und Roletap lesen ihn; ältere Go-SDKs lehnen die ganze Datei ab'),
};

/** What is odd about a line, and who makes what of it. */
export const flawWords = (flaw: FileFlaw): FlawWords => flaws[flaw];
