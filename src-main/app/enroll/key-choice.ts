import type { Key } from '../../card/keys/keys.ts';
import { oathLimits } from '../../card/oath/oath-capacity.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { deviceNameOf, deviceNames } from '../codes/device-names.ts';
import type { EnrollModel } from '../state/enroll-state.ts';
import type { EnrollRecord } from './record.ts';

/** Names of all devices that there are, as far as they are known. */
export const takenNames = ({ devices, unassigned }: Pick<EnrollModel, 'devices' | 'unassigned'>): readonly string[] =>
  [...devices.map(({ serial }) => serial), ...unassigned].map(deviceNameOf);

/** Names as they would be taken for this key; what the person chose comes first. */
export const namesFor = (model: EnrollModel, key: Key | undefined): { name: string; other?: string } => {
  const { user, devices, choices } = model;
  if (!user) return { name: choices.deviceName };
  const { name, other } = deviceNames({
    user: user.userName,
    taken: takenNames(model),
    hasDevice: devices.length > 0,
    ...(key?.serial === undefined ? {} : { keySerial: key.serial }),
  });
  if (choices.deviceName === '') return { name, other };
  return choices.deviceName === other ? { name: other, other: name } : { name: choices.deviceName, other: name };
};

/** The chosen key, else the only one that can be taken. */
export const chosenKey = (keys: readonly Key[], keyId: string | undefined): Key | undefined => {
  const usable = keys.filter((key) => !whyNotKey(key, false));
  return keys.find((key) => key.id === keyId) ?? (usable.length === 1 ? usable[0] : undefined);
};

/** Why a key cannot be taken: what is wrong with it, no place left, or no touch where that is asked for. */
export const whyNotKey = (key: Key, touch: boolean, replaces = false): Problem | undefined => {
  const serial = key.serial === undefined ? {} : { serial: key.serial };
  if (key.problem) return key.problem;
  if (key.oath === 'disabled') return { code: 'oath-disabled', ...serial };
  const { places, canTouch } = oathLimits(key.oathVersion);
  if (touch && !canTouch) return { code: 'firmware-too-old', needs: '4.2.6', has: key.oathVersion ?? '', feature: 'touch' };
  if (key.oath === 'ready' && key.accounts.length >= places && !replaces) return { code: 'yubikey-full', limit: places };
  return undefined;
};

/** The same for the second key of a run. */
export const whyNotSpare = (key: Key, { main, touch }: EnrollRecord): Problem | undefined => {
  const { serial } = key;
  const problem = whyNotKey(
    key,
    touch,
    key.accounts.some(({ id }) => id === main.account),
  );
  return problem ?? (serial !== undefined && serial === main.key.serial ? { code: 'spare-is-same-key', serial } : undefined);
};
