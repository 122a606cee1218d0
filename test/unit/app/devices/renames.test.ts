import { expect, it } from 'vitest';
import { settleRenames } from '../../../../src-main/app/devices/renames.ts';
import type { Settings } from '../../../../src-main/app/ports.ts';
import { defaultSettings } from '../../../../src-main/app/settings.ts';
import type { KeysState } from '../../../../src-main/card/keys/keys.ts';

const device = 'arn:aws:iam::111122223333:mfa/jane';

/** What the settings are after keys with these accounts were seen, with a rename noted before. */
const after = (accounts: readonly string[], to = 'Work:aws'): Settings => {
  let settings: Settings = {
    ...defaultSettings,
    knownKeys: { [device]: [12345678] },
    renames: { d1: { from: device, to, devices: [device] } },
  };
  const kept = {
    get: () => settings,
    change: (change: (now: Settings) => Partial<Settings>) => {
      settings = { ...settings, ...change(settings) };
    },
  };
  const account = { kind: 'totp', period: 30, touch: false, digits: 6 };
  const keys = [{ id: 'k', deviceId: 'd1', serial: 12345678, oath: 'ready', accounts: accounts.map((id) => ({ ...account, id })) }];
  settleRenames(kept, { kind: 'ready', keys } as unknown as KeysState);
  return settings;
};

it('remembers the account of a device under its new name, once the key shows it', () => {
  expect(after(['Work:aws'])).toMatchObject({ pickedAccounts: { [device]: 'Work:aws' }, knownKeys: {}, renames: {} });
});

it('remembers nothing where the new name tells the device', () => {
  expect(after([`AWS:${device}`], `AWS:${device}`)).toMatchObject({ pickedAccounts: {}, renames: {} });
});

it.each([[[device]], [[]], [[device, 'Work:aws']]])('waits while the key has %j', (accounts) => {
  expect(after(accounts)).toMatchObject({ pickedAccounts: {}, knownKeys: { [device]: [12345678] }, renames: { d1: { to: 'Work:aws' } } });
});
