import type { EnrollKeyView, EnrollView, UndoAction, UnfinishedView } from '../../../contract/enroll.ts';
import { type FactCell, shortArn } from '../../../words/enroll/facts.ts';
import { fromKey, theKey } from '../grammar.ts';

export { type FactCell, shortArn };

/** What exists in AWS and on the keys, and what takes it away again: for window and terminal. */

const deviceStates = { 'not-enabled': 'nicht aktiviert', enabled: 'aktiviert', unknown: 'noch nicht geprüft' } as const;
const accountStates = { stored: 'gespeichert', absent: 'kein passendes Konto', unknown: 'noch nicht geprüft' } as const;

/** What exists now, a cell for AWS and one for each key. A key that nobody has chosen yet has no cell. */
export const factCells = ({ now, path }: Pick<EnrollView, 'now' | 'path'>): readonly FactCell[] => {
  const device = (title: string, facts: typeof now.device): FactCell =>
    facts === undefined
      ? { title, text: path === 'iam' ? 'noch nicht erstellt' : 'noch nicht gewählt', state: '', tone: 'off' }
      : { title, text: shortArn(facts.arn), state: deviceStates[facts.state], tone: facts.state === 'enabled' ? 'good' : 'warn' };
  return [
    device('In AWS', now.device),
    ...now.keys.map((key): FactCell => {
      const title = `Auf ${key.serial === undefined ? key.name : theKey(key.serial, 'dem')}`;
      if (key.state === 'absent') return { title, text: accountStates.absent, state: '', tone: 'off' };
      return { title, text: shortArn(key.account), state: accountStates[key.state], tone: key.state === 'stored' ? 'good' : 'warn' };
    }),
    ...(now.spareDevice === undefined ? [] : [device('Ersatz, in AWS', now.spareDevice)]),
  ];
};

export const undoWords = (action: UndoAction): string => {
  switch (action.kind) {
    case 'deactivate-device':
      return `${shortArn(action.device)} in AWS deaktivieren`;
    case 'delete-device':
      return `${shortArn(action.device)} in AWS löschen`;
    case 'delete-account':
      return `OATH-Konto ${shortArn(action.account)} ${fromKey(action.serial)} löschen`;
  }
};

/** How full a key is, e.g. `12 von 64 Konten belegt`. */
export const placesWords = (key: EnrollKeyView): string => `${key.used} von ${key.places} Konten belegt`;

/** A device that is named like its user needs no second name. The same in every case, behind an article. */
export const whoseDevice = (deviceName: string, user: string): string =>
  deviceName === '' || deviceName === user ? `MFA-Gerät von ${user}` : `MFA-Gerät ${deviceName} von ${user}`;

export const unfinishedWords = ({ deviceName, user, removal }: UnfinishedView): string =>
  `${whoseDevice(deviceName, user)}: ${removal ? 'Entfernen' : 'Einrichtung'} nicht abgeschlossen`;
