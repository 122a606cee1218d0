import type { EnrollKeyView, EnrollView, UndoAction, UnfinishedView } from '../../contract/enroll.ts';
import { theKey } from '../grammar.ts';

/** What exists in AWS and on the keys, and what takes it away again: for window and terminal. */

/** `mfa/jane` of an ARN; what is no ARN stays whole. */
export const shortArn = (arn: string): string => /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.+)$/.exec(arn)?.[1] ?? arn;

const deviceStates = { 'not-enabled': 'not enabled', enabled: 'enabled', unknown: 'not checked yet' } as const;
const accountStates = { stored: 'stored', absent: 'no matching account', unknown: 'not checked yet' } as const;

export interface FactCell {
  readonly title: string;
  readonly text: string;
  readonly state: string;
  readonly tone: 'good' | 'warn' | 'off';
}

/** What exists now, a cell for AWS and one for each key. A key that nobody has chosen yet has no cell. */
export const factCells = ({ now, path }: Pick<EnrollView, 'now' | 'path'>): readonly FactCell[] => {
  const device = (title: string, facts: typeof now.device): FactCell =>
    facts === undefined
      ? { title, text: path === 'iam' ? 'not created yet' : 'not chosen yet', state: '', tone: 'off' }
      : { title, text: shortArn(facts.arn), state: deviceStates[facts.state], tone: facts.state === 'enabled' ? 'good' : 'warn' };
  return [
    device('In AWS', now.device),
    ...now.keys.map((key): FactCell => {
      const title = `On ${key.serial === undefined ? key.name : theKey(key.serial)}`;
      if (key.state === 'absent') return { title, text: accountStates.absent, state: '', tone: 'off' };
      return { title, text: shortArn(key.account), state: accountStates[key.state], tone: key.state === 'stored' ? 'good' : 'warn' };
    }),
    ...(now.spareDevice === undefined ? [] : [device('Spare, in AWS', now.spareDevice)]),
  ];
};

export const undoWords = (action: UndoAction): string => {
  switch (action.kind) {
    case 'deactivate-device':
      return `Deactivate ${shortArn(action.device)} in AWS`;
    case 'delete-device':
      return `Delete ${shortArn(action.device)} in AWS`;
    case 'delete-account':
      return `Delete the OATH account ${shortArn(action.account)} from ${theKey(action.serial)}`;
  }
};

/** How full a key is, e.g. `12 of 64 accounts used`. */
export const placesWords = (key: EnrollKeyView): string => `${key.used} of ${key.places} accounts used`;

/** A device that is named like its user needs no second name. */
export const whoseDevice = (deviceName: string, user: string): string =>
  deviceName === '' || deviceName === user ? `${user}’s MFA device` : `${user}’s MFA device ${deviceName}`;

export const unfinishedWords = ({ deviceName, user, removal }: UnfinishedView): string =>
  removal ? `Removing ${whoseDevice(deviceName, user)} isn’t finished` : `Setting up ${whoseDevice(deviceName, user)} isn’t finished`;
