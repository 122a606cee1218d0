import { defined } from '../../base/defined.ts';
import type { Key } from '../../card/keys/keys.ts';
import { oathLimits } from '../../card/oath/oath-capacity.ts';
import type { EnrollKeyView, EnrollPage } from '../../contract/enroll.ts';
import { matchesFor } from '../codes/accounts.ts';
import { accountIdFor, deviceArn, isDeviceName } from '../codes/device-names.ts';
import { chosenKey, namesFor, whyNotKey, whyNotSpare } from '../enroll/key-choice.ts';
import { enrolledOf } from '../enroll/profiles-page.ts';
import type { EnrollModel } from '../state/enroll-state.ts';

/** What the pages show beside the run itself. */
export interface EnrollPageFacts {
  readonly sources: readonly { readonly profile: string }[];
  readonly keys: readonly Key[];
}

/** The page on which a run stands. */
export const enrollPage = (model: EnrollModel, { sources, keys }: EnrollPageFacts): EnrollPage => {
  const { path, page, user, devices, choices, record } = model;
  switch (page.kind) {
    case 'user':
      return {
        kind: 'user',
        sources: sources.map(({ profile }) => ({
          profile,
          ...(user && profile === model.source ? { accountId: user.accountId, user: user.userName } : {}),
          ...(model.problem && profile === model.source ? { problem: model.problem } : {}),
        })),
        ...defined({ chosen: model.source }),
        ...(user && path === 'iam' ? { devices: devices.map((device) => deviceView(device, keys)) } : {}),
        checking: model.busy,
      };
    case 'key': {
      const chosen = chosenKey(keys, choices.keyId);
      const { name, other } = namesFor(model, chosen);
      return {
        kind: 'key',
        user: user?.userName ?? '',
        keys: keys.map((key) => {
          const { name: own } = namesFor(model, key);
          return keyView(key, user && isDeviceName(own) ? accountIdFor(deviceArn(user, own)) : undefined, choices.touch);
        }),
        deviceName: name,
        ...(chosen ? { chosen: chosen.id } : {}),
        ...defined({ otherName: other }),
        touch: choices.touch,
        spare: choices.spare,
        needsSession: devices.length > 0,
      };
    }
    case 'secret': {
      const chosen = chosenKey(keys, choices.keyId);
      return {
        kind: 'secret',
        // The account gets a name that is free on the key.
        keys: keys.map((key) => keyView(key, undefined, choices.touch)),
        touch: choices.touch,
        ...(chosen ? { chosen: chosen.id } : {}),
        ...defined({ found: page.found }),
      };
    }
    case 'device':
      return { kind: 'device', ...(record ? { guess: record.main.deviceArn } : {}) };
    case 'spare': {
      const others = keys.map((key) => {
        const problem = record && whyNotSpare(key, record);
        return { ...keyView(key, record?.main.account, record?.touch ?? true), ...defined({ problem }) };
      });
      return { kind: 'spare', spare: record?.spareWish ?? choices.spare, keys: others };
    }
    case 'profiles':
      return { kind: 'profiles', ...page.plan };
    case 'found':
      return {
        kind: 'found',
        startedAt: record?.startedAt ?? model.startedAt,
        user: record?.user.name ?? '',
        deviceName: record?.main.deviceName ?? '',
      };
    case 'done':
      return { kind: 'done', ...enrolledOf(model) };
    default:
      return page;
  }
};

const keyView = (key: Key, account: string | undefined, touch: boolean): EnrollKeyView => {
  const hasAccount = account !== undefined && key.accounts.some(({ id }) => id === account);
  const problem = whyNotKey(key, touch, hasAccount);
  return {
    id: key.id,
    name: key.name,
    used: key.accounts.length,
    locked: key.oath === 'locked',
    hasAccount,
    ...oathLimits(key.oathVersion),
    ...defined({ serial: key.serial }),
    ...(problem ? { problem } : {}),
  };
};

const deviceView = (device: EnrollModel['devices'][number], keys: readonly Key[]) => ({
  ...device,
  onKeys: matchesFor(keys, device.serial, undefined).map(({ key, account }) => ({
    keyId: key.id,
    account: account.id,
    ...defined({ serial: key.serial }),
  })),
  knownKeys: [],
});
