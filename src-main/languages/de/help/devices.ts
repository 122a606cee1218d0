import type { HelpTable } from './help-table.ts';

/** The commands that care for YubiKeys and MFA devices, and those about Roletap itself. */
export const deviceHelp: HelpTable = {
  keys: {
    usage: ['keys'],
    does: 'listet die angeschlossenen YubiKeys auf',
    example: ['keys', 'Seriennummer, Modell, Firmware und Zustand'],
  },
  accounts: {
    usage: ['accounts'],
    does: 'listet die OATH-Konten auf den YubiKeys auf',
    example: ['accounts --key 12345678', 'die auf einem YubiKey'],
  },
  rename: {
    usage: ['rename ACCOUNT NEW'],
    does: 'benennt ein OATH-Konto auf einem YubiKey um',
    example: ['rename jane AWS:jane@111122223333', 'die Codes bleiben gleich'],
  },
  password: {
    usage: ['password set', 'password remove'],
    does: 'legt das OATH-Passwort eines YubiKeys fest oder entfernt es',
    more: 'Das neue Passwort eintippen oder über die Standardeingabe übergeben.',
    example: ['password set', 'fragt zweimal nach dem neuen'],
  },
  devices: {
    usage: ['devices'],
    does: 'listet die MFA-Geräte eines IAM-Benutzers auf und die YubiKeys dazu',
    example: ['devices --source jane', 'die Geräte von jane und was übrig geblieben ist'],
  },
  resync: {
    usage: ['resync DEVICE'],
    does: 'synchronisiert ein Gerät neu mit AWS (zwei Codes)',
    example: ['resync jane', 'wenn AWS Codes immer wieder ablehnt'],
  },
  remove: {
    usage: ['remove DEVICE', 'remove --resume ID', 'remove --undo ID'],
    does: 'entfernt ein Gerät aus AWS und sein OATH-Konto vom YubiKey',
    options: { '--resume ID, --undo ID': 'ein unterbrochenes Entfernen fortsetzen oder das Gerät wieder aktivieren' },
    example: ['remove jane-old', 'zeigt die anderen Zugänge, dann fragt es'],
  },
  lost: {
    usage: ['lost [DEVICE]'],
    does: 'ersetzt einen verlorenen YubiKey: Gerät entfernen, Profile aktualisieren, Ersatz hinzufügen',
    more: 'Ohne anderes Gerät zeigt es, was an die Administration zu schicken ist.',
    example: ['lost jane', 'ein neuer Aufruf macht weiter, wo es aufgehört hat'],
  },
  doctor: {
    usage: ['doctor'],
    does: 'prüft, ob alles bereit ist, um Rollen zu öffnen',
    options: { '--platform': 'prüft, was sich je nach System unterscheidet: Schlüsselbund, native Module, Signatur' },
    example: ['doctor', 'braucht keine Berührung und nennt, was zu beheben ist'],
  },
  prompt: {
    usage: ['prompt SHELL'],
    does: 'gibt die Zeilen aus, die Rolle und Restzeit im Prompt anzeigen',
    more: 'SHELL ist bash, zsh, fish oder starship.',
    example: ['prompt zsh', 'für ~/.zshrc: `eval "$(roletap prompt zsh)"`'],
  },
  completion: {
    usage: ['completion SHELL'],
    does: 'gibt die Vervollständigung für eine Shell aus',
    more: 'SHELL ist bash, zsh, fish oder powershell.',
    example: ['completion bash', 'für ~/.bashrc: `eval "$(roletap completion bash)"`'],
  },
  demo: {
    usage: ['demo'],
    does: 'probiert alles mit einem virtuellen YubiKey und einem simulierten AWS aus',
    example: ['demo', 'die eigenen Dateien bleiben unberührt'],
  },
  help: {
    usage: ['help [COMMAND]'],
    does: 'zeigt die Hilfe zu allen Befehlen oder zu einem',
    example: ['help tap', 'dasselbe wie `roletap tap --help`'],
  },
};
