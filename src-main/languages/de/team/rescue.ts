import type { RescuePlanView, RescueStep } from '../../../contract/team/rescue.ts';
import { clockTime, counted, listed, shortDay } from '../grammar.ts';

const steps: { readonly [S in RescueStep]: (on: string) => string } = {
  keys: (on) => (on === '' ? 'Die Zugriffsschlüssel finden und deaktivieren' : `${on} deaktivieren`),
  devices: (on) => (on === '' ? 'Die MFA-Geräte finden und das verlorene entfernen' : `${on} entfernen`),
  sessions: (on) => `Offene MFA-Sitzungen von ${on} widerrufen`,
  key: (on) => `Einen Zugriffsschlüssel für ${on} erstellen`,
  invite: (on) => `Die Einladung ${on} schreiben`,
  lift: (on) => `Später: die Richtlinie von ${on} entfernen`,
};

export const rescueStepWords = ({ name, on }: { readonly name: RescueStep; readonly on: string }): string => steps[name](on);

export const rescueSaid = {
  plan: ({ user, accountId, source }: Pick<RescuePlanView, 'user' | 'accountId' | 'source'>): string =>
    `Wer hat, was ${user} im Konto ${accountId} verloren hat, wird ausgesperrt, mit den Rechten von „${source}“:`,
  unread: 'Nicht alles darf gelesen werden. Der Rest geschieht trotzdem:',
  noWayBack: 'Ein entferntes MFA-Gerät lässt sich nicht wieder hinzufügen: Sein Geheimnis ist weg.',
  roleSessions: (user: string): string => `Rollensitzungen, die ${user} vorher geöffnet hat, dauern bis zu ihrem Ende, höchstens 12 h.`,
  whichDevice: (names: readonly string[]): string => `mit --device sagen, was verloren ist, oder --all verwenden: ${listed(names)}`,
  askDevice: (user: string): string => `Welches MFA-Gerät von ${user} ist verloren?`,
  needsYes: 'Hier ist keine Rückfrage möglich: --yes verwenden',
  done: ({ user, devices, keys }: Pick<RescuePlanView, 'user' | 'devices' | 'keys'>): string =>
    `${user}: ${counted(devices.length, { one: 'MFA-Gerät', other: 'MFA-Geräte' })} entfernt, ${counted(keys.length, { one: 'Zugriffsschlüssel', other: 'Zugriffsschlüssel' })} deaktiviert, offene MFA-Sitzungen widerrufen.`,
  next: (user: string): string =>
    `Als Nächstes meldet sich ${user} an der Konsole an und fügt einen YubiKey hinzu, oder eine Einladung mit neuem Zugriffsschlüssel hilft.`,
  later: (id: string, at: number): string =>
    `Ab ${shortDay(at, true)} ${clockTime(at)} die Richtlinie entfernen: roletap team rescue --resume ${id}`,
  lifted: (user: string): string => `Fertig: Die Richtlinie gegen alte Sitzungen von ${user} ist entfernt.`,
  waysOn: (id: string): string => `fortsetzen: roletap team rescue --resume ${id}    rückgängig: roletap team rescue --undo ${id}`,
  undone: (user: string): string =>
    `Rückgängig gemacht. Die Zugriffsschlüssel von ${user} sind wieder aktiv, Sitzungen nicht mehr widerrufen.`,
} as const;
