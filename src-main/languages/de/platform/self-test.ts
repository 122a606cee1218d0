/** `roletap doctor --platform`: what each check is called, and what is said of it. */
export const selfTestSaid = {
  names: {
    runtime: 'Laufzeit',
    modules: 'native Module',
    readers: 'Kartenleser',
    peers: 'wer sich verbindet',
    keyring: 'Schlüsselbund',
    launcher: 'Starter',
    signature: 'Signatur',
    modes: 'Dateirechte',
  },
  runtime: (node: string, system: string): string => `Node ${node} auf ${system}.`,
  modules: (loaded: readonly string[]): string => `Geladen: ${loaded.join(', ')}.`,
  notLoaded: (failed: readonly string[]): string => `Nicht ladbar: ${failed.join(', ')}.`,
  readers: (count: number): string =>
    count === 0 ? 'Der Smartcard-Dienst antwortet. Es steckt kein YubiKey.' : 'Smartcard-Dienst und YubiKey antworten.',
  noReaders: 'Der Smartcard-Dienst antwortet nicht.',
  peers: 'Das System nennt den Prozess am anderen Ende eines Sockets.',
  noPeers: 'Das System nennt den Prozess am anderen Ende eines Sockets nicht. Anfragende Programme sind deshalb ungeprüft.',
  keyring: 'Er antwortet.',
  noKeyring: (why: string): string => `Er antwortet nicht (${why}). Sitzungen dauern dann bis zum Beenden von Roletap oder zur Abmeldung.`,
  launcher: (program: string): string => `${program} ist für credential_process-Zeilen vorhanden.`,
  noLauncher: (program: string): string => `${program} fehlt. Zeilen mit credential_process starten dann langsamer.`,
  signed: 'Gültig.',
  unsigned: (said: string): string => `Ungültig. ${said}`,
  unpackaged: 'Diese Kopie ist kein installiertes Paket und hat deshalb keine Signatur.',
  unneeded: 'Unter Linux prüft die Paketverwaltung das Paket.',
  modes: 'Von Roletap angelegte Dateien sind nur für Sie lesbar.',
  openModes: 'Von Roletap angelegte Dateien sind für andere lesbar.',
  /** Follows a failed check. */
  advice: 'Bitte mit der ganzen Ausgabe melden.',
} as const;
