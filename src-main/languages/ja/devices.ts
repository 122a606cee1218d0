import type { DevicesView, DeviceView, ImportableView, RemovalView } from '../../contract/enroll.ts';
import { shortArn } from './enroll/facts.ts';
import { counted, listed, theKey } from './grammar.ts';

/** Sentences of the devices' screen, for window and terminal. Pure. */

const kinds: Readonly<Record<DeviceView['kind'], string>> = {
  virtual: 'コード (仮想デバイス)',
  fido: 'パスキーまたはセキュリティキー (FIDO)',
  hardware: 'ハードウェアトークン',
};
export const deviceKindWords = (kind: DeviceView['kind']): string => kinds[kind];

/** Where a device's account is: on keys that are plugged in, on keys that were seen, or nowhere that is known. */
export const holderWords = (device: DeviceView): { readonly text: string; readonly tone: 'good' | 'warn' | 'off' } => {
  if (device.kind === 'fido') return { text: 'ブラウザーで使えますが、aws コマンドでは使えません', tone: 'off' };
  if (device.onKeys.length > 0) {
    return { text: `${listed(device.onKeys.map(({ serial }) => theKey(serial)))} に保存、接続中`, tone: 'good' };
  }
  if (device.knownKeys.length > 0) {
    return { text: `${listed(device.knownKeys.map(theKey))} に保存、未接続`, tone: 'off' };
  }
  return { text: device.kind === 'hardware' ? '画面付きのトークン' : 'Roletap が知っている YubiKey にはありません', tone: 'warn' };
};

/** The devices that a user has already, for the wizard's first page. */
export const ownedDevicesWords = (devices: readonly DeviceView[]): string => {
  if (devices.length === 0) return 'このユーザーにはまだ MFA デバイスがありません。';
  const names = listed(devices.map(({ serial }) => shortArn(serial)));
  return `このユーザーにはすでに MFA デバイスが ${counted(devices.length, { other: '個' })}あります: ${names}。${
    devices.length === 1 ? '新しいデバイスが追加されます。' : 'AWS の上限は 8 個です。'
  }`;
};

/** What is known of an account that no profile uses. */
export const importableWords = ({ keySerial, guess }: ImportableView): string =>
  `${theKey(keySerial)} にあります。${guess === undefined ? 'どのデバイスのものかはわかりません。' : `おそらく ${shortArn(guess)} のものです。`}`;

const works: Readonly<Record<NonNullable<DevicesView['working']>['what'], string>> = {
  session: 'MFA セッションを開いています',
  resync: '2 つのコードで再同期しています',
  deactivate: 'AWS で無効化しています',
  enable: 'AWS で再び有効化しています',
  delete: 'AWS で削除しています',
  'delete-account': 'YubiKey から OATH アカウントを削除しています',
  rename: 'OATH アカウントの名前を変更しています',
  mend: 'プロファイルを更新しています',
};
export const devicesWorkWords = (what: NonNullable<DevicesView['working']>['what']): string => works[what];

type Confirm = NonNullable<DevicesView['confirm']>;

/** The answer to "other ways in", from facts. `safe`: at least one way is known to be at hand. */
export const otherWaysWords = ({ isLast, others, spareKeys }: Confirm): { readonly text: string; readonly safe: boolean } => {
  if (isLast) {
    return {
      text: 'ありません。これはユーザーの最後の MFA デバイスです。別のデバイスを追加するまで、MFA が必要なものはすべて使えなくなります。',
      safe: false,
    };
  }
  const devices = listed(others.map(shortArn));
  if (spareKeys.length === 0) {
    return {
      text: `${devices}。Roletap はこのコードを生成する YubiKey を見たことがありません。手元にあるか確認してください。`,
      safe: false,
    };
  }
  return { text: `${devices} (${listed(spareKeys.map(theKey))})。`, safe: true };
};

/** What a removal does, in order. */
export const removalWords = (device: DeviceView | undefined, serial: string): readonly string[] => [
  `このユーザーの ${shortArn(serial)} を無効化`,
  ...(device === undefined || device.kind === 'virtual' ? [`AWS で ${shortArn(serial)} を削除`] : []),
  ...(device?.onKeys ?? []).map((key) => `${theKey(key.serial)} から OATH アカウントを削除`),
];

/** How things are when a removal stopped halfway. */
export const removalStateWords = ({ deviceName, user, removal }: RemovalView): string => {
  const { isLast, deactivated, deleted } = removal;
  const off = isLast ? `${user} の MFA は現在オフです。` : `${user} は ${deviceName} を使えなくなりました。`;
  if (deactivated === 'begun') return `AWS が ${deviceName} を無効化した可能性があります。応答は失われました。`;
  if (deactivated === 'todo') return `${deviceName} はまだ変更されていません。`;
  if (deleted === 'todo') return `${off}${deviceName} は無効化されましたが、削除されていません。`;
  if (deleted === 'begun') return `${off}${deviceName} は無効化され、削除された可能性もあります。AWS の応答は失われました。`;
  return `${off}${deviceName} は AWS で削除されましたが、OATH アカウントが YubiKey に残っている可能性があります。`;
};

/** What a screen reader says when something changed on the devices' screen. */
export const devicesAnnouncement = (before: DevicesView | undefined, after: DevicesView): string => {
  if (before === undefined) return '';
  if (after.working !== undefined && after.working.what !== before.working?.what) return `${devicesWorkWords(after.working.what)}。`;
  if (before.state === 'loading' && after.state === 'ready') return `デバイス: ${counted(after.devices.length, { other: '個' })}。`;
  if (before.working !== undefined && after.working === undefined && after.problem === undefined) return '完了しました。';
  return '';
};
