import type { DevicesView, DeviceView, ImportableView, RemovalView } from '../../contract/enroll.ts';
import { shortArn } from './enroll/facts.ts';
import { counted, formFor, fromKey, listed, theKey } from './grammar.ts';

/** Sentences of the devices' screen, for window and terminal. Pure. */

const kinds: Readonly<Record<DeviceView['kind'], string>> = {
  virtual: 'Codes (virtuelles Gerät)',
  fido: 'Passkey oder Sicherheitsschlüssel (FIDO)',
  hardware: 'Hardware-Token',
};
export const deviceKindWords = (kind: DeviceView['kind']): string => kinds[kind];

const onKeys = (serials: readonly (number | undefined)[]): string => listed(serials.map((serial) => theKey(serial, 'dem')));

/** Where a device's account is: on keys that are plugged in, on keys that were seen, or nowhere that is known. */
export const holderWords = (device: DeviceView): { readonly text: string; readonly tone: 'good' | 'warn' | 'off' } => {
  if (device.kind === 'fido') return { text: 'Funktioniert im Browser, aber nicht mit dem Befehl aws', tone: 'off' };
  if (device.onKeys.length > 0) return { text: `Auf ${onKeys(device.onKeys.map(({ serial }) => serial))}, angeschlossen`, tone: 'good' };
  if (device.knownKeys.length > 0) return { text: `Auf ${onKeys(device.knownKeys)}, nicht angeschlossen`, tone: 'off' };
  return {
    text: device.kind === 'hardware' ? 'Ein Token mit eigener Anzeige' : 'Auf keinem YubiKey, den Roletap kennt',
    tone: 'warn',
  };
};

/** The devices that a user has already, for the wizard's first page. */
export const ownedDevicesWords = (devices: readonly DeviceView[]): string => {
  if (devices.length === 0) return 'Dieser Benutzer hat noch kein MFA-Gerät.';
  const names = listed(devices.map(({ serial }) => shortArn(serial)));
  return formFor(devices.length, {
    one: `Dieser Benutzer hat schon ein MFA-Gerät: ${names}. Das neue kommt dazu.`,
    other: `Dieser Benutzer hat schon ${devices.length} MFA-Geräte: ${names}. AWS erlaubt 8.`,
  });
};

/** What is known of an account that no profile uses. */
export const importableWords = ({ keySerial, guess }: ImportableView): string =>
  `Auf ${theKey(keySerial, 'dem')}. ${guess === undefined ? 'Unklar, zu welchem Gerät es gehört.' : `Gehört vermutlich zu ${shortArn(guess)}.`}`;

const works: Readonly<Record<NonNullable<DevicesView['working']>['what'], string>> = {
  session: 'MFA-Sitzung wird geöffnet',
  resync: 'Wird mit zwei Codes neu synchronisiert',
  deactivate: 'Wird in AWS deaktiviert',
  enable: 'Wird in AWS wieder aktiviert',
  delete: 'Wird in AWS gelöscht',
  'delete-account': 'OATH-Konto wird vom YubiKey gelöscht',
  rename: 'OATH-Konto wird umbenannt',
  mend: 'Profile werden aktualisiert',
};
export const devicesWorkWords = (what: NonNullable<DevicesView['working']>['what']): string => works[what];

type Confirm = NonNullable<DevicesView['confirm']>;

/** The answer to "other ways in", from facts. `safe`: at least one way is known to be at hand. */
export const otherWaysWords = ({ isLast, others, spareKeys }: Confirm): { readonly text: string; readonly safe: boolean } => {
  if (isLast) {
    return {
      text: 'Keine. Das ist das letzte MFA-Gerät des Benutzers: Alles, was MFA verlangt, bleibt gesperrt, bis ein neues hinzukommt.',
      safe: false,
    };
  }
  const devices = listed(others.map(shortArn));
  if (spareKeys.length === 0) {
    return { text: `${devices}. Den YubiKey zu diesen Codes hat Roletap noch nie gesehen, er sollte also zur Hand sein.`, safe: false };
  }
  return { text: `${devices}, mit ${onKeys(spareKeys)}.`, safe: true };
};

/** What a removal does, in order. */
export const removalWords = (device: DeviceView | undefined, serial: string): readonly string[] => [
  `${shortArn(serial)} für diesen Benutzer deaktivieren`,
  ...(device === undefined || device.kind === 'virtual' ? [`${shortArn(serial)} in AWS löschen`] : []),
  ...(device?.onKeys ?? []).map((key) => `Das OATH-Konto dazu ${fromKey(key.serial)} löschen`),
];

/** How things are when a removal stopped halfway. */
export const removalStateWords = ({ deviceName, user, removal }: RemovalView): string => {
  const { isLast, deactivated, deleted } = removal;
  const off = isLast ? `MFA ist für ${user} jetzt aus.` : `${deviceName} funktioniert für ${user} nicht mehr.`;
  if (deactivated === 'begun') return `Vielleicht hat AWS ${deviceName} deaktiviert. Die Antwort ging verloren.`;
  if (deactivated === 'todo') return `${deviceName} ist noch unverändert.`;
  if (deleted === 'todo') return `${off} ${deviceName} ist deaktiviert, aber nicht gelöscht.`;
  if (deleted === 'begun') return `${off} ${deviceName} ist deaktiviert und vielleicht gelöscht. Die Antwort von AWS ging verloren.`;
  return `${off} ${deviceName} ist in AWS gelöscht, aber das OATH-Konto ist vielleicht noch auf dem YubiKey.`;
};

/** What a screen reader says when something changed on the devices' screen. */
export const devicesAnnouncement = (before: DevicesView | undefined, after: DevicesView): string => {
  if (before === undefined) return '';
  if (after.working !== undefined && after.working.what !== before.working?.what) return `${devicesWorkWords(after.working.what)}.`;
  if (before.state === 'loading' && after.state === 'ready') return `${counted(after.devices.length, { one: 'Gerät', other: 'Geräte' })}.`;
  if (before.working !== undefined && after.working === undefined && after.problem === undefined) return 'Fertig.';
  return '';
};
