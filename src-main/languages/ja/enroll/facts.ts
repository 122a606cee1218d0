import type { EnrollKeyView, EnrollView, UndoAction, UnfinishedView } from '../../../contract/enroll.ts';
import { type FactCell, shortArn } from '../../../words/enroll/facts.ts';
import { theKey } from '../grammar.ts';

/** What exists in AWS and on the keys, and what takes it away again: for window and terminal. */

export { type FactCell, shortArn };

const deviceStates = { 'not-enabled': '未有効化', enabled: '有効', unknown: '未確認' } as const;
const accountStates = { stored: '保存済み', absent: '該当するアカウントなし', unknown: '未確認' } as const;

/** What exists now, a cell for AWS and one for each key. A key that nobody has chosen yet has no cell. */
export const factCells = ({ now, path }: Pick<EnrollView, 'now' | 'path'>): readonly FactCell[] => {
  const device = (title: string, facts: typeof now.device): FactCell =>
    facts === undefined
      ? { title, text: path === 'iam' ? '未作成' : '未選択', state: '', tone: 'off' }
      : { title, text: shortArn(facts.arn), state: deviceStates[facts.state], tone: facts.state === 'enabled' ? 'good' : 'warn' };
  return [
    device('AWS', now.device),
    ...now.keys.map((key): FactCell => {
      const title = key.serial === undefined ? key.name : theKey(key.serial);
      if (key.state === 'absent') return { title, text: accountStates.absent, state: '', tone: 'off' };
      return { title, text: shortArn(key.account), state: accountStates[key.state], tone: key.state === 'stored' ? 'good' : 'warn' };
    }),
    ...(now.spareDevice === undefined ? [] : [device('予備 (AWS)', now.spareDevice)]),
  ];
};

export const undoWords = (action: UndoAction): string => {
  switch (action.kind) {
    case 'deactivate-device':
      return `AWS で ${shortArn(action.device)} を無効化`;
    case 'delete-device':
      return `AWS で ${shortArn(action.device)} を削除`;
    case 'delete-account':
      return `${theKey(action.serial)} から OATH アカウント ${shortArn(action.account)} を削除`;
  }
};

/** How full a key is, e.g. `64 個中 12 個のアカウントを使用`. */
export const placesWords = (key: EnrollKeyView): string => `${key.places} 個中 ${key.used} 個のアカウントを使用`;

/** A device that is named like its user needs no second name. */
export const whoseDevice = (deviceName: string, user: string): string =>
  deviceName === '' || deviceName === user ? `${user} の MFA デバイス` : `${user} の MFA デバイス「${deviceName}」`;

export const unfinishedWords = ({ deviceName, user, removal }: UnfinishedView): string =>
  removal ? `${whoseDevice(deviceName, user)}の削除が完了していません` : `${whoseDevice(deviceName, user)}のセットアップが完了していません`;
