import type { PolicyBuilders, SimulatedGrants, SimulatedGroup, SimulatedPolicy } from './grants.ts';
import { emptyGrants, grantsBuilder, newId, policyBuilders } from './grants.ts';
import type { PolicyDocument } from './policy.ts';
import { checkPolicy } from './policy.ts';
import { roleBuilder, type SimulatedRole } from './roles.ts';
import { decodeBase32, encodeBase32 } from './totp.ts';
import type { AccessKeyState, AccountState, DeviceState, OtherCredential, RoleState, SimulatorState, UserState } from './types.ts';

/** Long-term keys as they are handed to a person. */
export interface SimulatedKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly setActive: (active: boolean) => void;
  /** Somebody calls a service with it. */
  readonly use: (service: string, region: string) => void;
}

export interface SimulatedDevice {
  readonly arn: string;
  readonly seed: Uint8Array;
}

export interface SimulatedUser extends SimulatedGrants {
  readonly arn: string;
  readonly userId: string;
  readonly name: string;
  /** Makes long-term keys; given ones are taken as they are. */
  readonly addKey: (given?: {
    readonly accessKeyId?: string;
    readonly secretAccessKey?: string;
    readonly active?: boolean;
    readonly created?: number;
  }) => SimulatedKey;
  /** All access keys as IAM knows them now, the oldest first. */
  readonly keys: () => readonly { readonly accessKeyId: string; readonly secretAccessKey: string; readonly active: boolean }[];
  readonly removeKey: (accessKeyId: string) => void;
  /** With all keys. */
  readonly remove: () => void;
  /** A device that is enabled and known to STS already. The seed is base32; without one it is made. */
  readonly addDevice: (given?: { readonly name?: string; readonly seed?: string }) => SimulatedDevice;
  /** A device without codes of six digits (`fido`), or with a token of its own (`hardware`, whose `arn` is a serial number). */
  readonly addOtherDevice: (kind: 'fido' | 'hardware', name: string) => SimulatedDevice;
  readonly join: (group: SimulatedGroup) => void;
  /** Gives the user a password for the console, used at that time. */
  readonly setPassword: (used?: number) => void;
  /** A signing certificate, an SSH public key or a service-specific credential. */
  readonly addOther: (kind: OtherCredential['kind'], id: string) => void;
  /** Undefined takes it away. */
  readonly setBoundary: (policy: SimulatedPolicy | undefined) => void;
}

export interface SimulatedAccount extends PolicyBuilders {
  readonly accountId: string;
  readonly addUser: (name: string, given?: { readonly path?: string; readonly policies?: readonly PolicyDocument[] }) => SimulatedUser;
  readonly addRoot: () => SimulatedUser;
  /** Without a trust policy the role trusts the whole account. `maxSessionSeconds` is 3600 unless given. */
  readonly addRole: (
    name: string,
    given?: {
      readonly path?: string;
      readonly trust?: PolicyDocument;
      readonly maxSessionSeconds?: number;
      readonly policies?: readonly PolicyDocument[];
    },
  ) => SimulatedRole;
  readonly disableRegion: (region: string) => void;
  /** The region is off for the account, so that its keys and sessions are unknown there. */
  readonly leaveRegion: (region: string) => void;
  /** A virtual device that nobody uses: what a run leaves that was cut off. `path` is `/` unless given. */
  readonly addUnassignedDevice: (name: string, path?: string) => SimulatedDevice;
  /** All devices as IAM knows them now, with the names of their users. */
  readonly devices: () => readonly { readonly arn: string; readonly user?: string }[];
}

/** Adds a device to the account; with a user it is enabled and STS knows it at once. Throws when the ARN is taken. */
export const newDevice = (
  account: AccountState,
  { arn, seed, kind, user, now }: Pick<DeviceState, 'arn' | 'seed' | 'kind' | 'user'> & { readonly now: number },
): DeviceState => {
  if (account.devices.has(arn)) throw new Error(`there is a device ${arn} already`);
  const device: DeviceState = {
    account,
    arn,
    kind,
    seed,
    tags: new Map(),
    user,
    enabledAt: user ? now : undefined,
    seenBySts: user ? [{ user, from: Number.NEGATIVE_INFINITY }] : [],
    clockAdjust: 0,
    lastPair: Number.NEGATIVE_INFINITY,
    usedSteps: new Set(),
  };
  account.devices.set(arn, device);
  return device;
};

const userBuilder = (state: SimulatorState, user: UserState): SimulatedUser => ({
  arn: user.arn,
  userId: user.userId,
  name: user.name,
  addKey: (given = {}) => {
    const key: AccessKeyState = {
      accessKeyId: given.accessKeyId ?? `AKIA${encodeBase32(state.random(10))}`,
      secretAccessKey: given.secretAccessKey ?? Buffer.from(state.random(30)).toString('base64'),
      user,
      active: given.active ?? true,
      created: given.created ?? state.now(),
      validFrom: Number.NEGATIVE_INFINITY,
      lastUsed: undefined,
    };
    state.keys.set(key.accessKeyId, key);
    return {
      accessKeyId: key.accessKeyId,
      secretAccessKey: key.secretAccessKey,
      setActive: (active) => {
        key.active = active;
      },
      use: (service, region) => {
        key.lastUsed = { at: state.now(), service, region };
      },
    };
  },
  keys: () =>
    [...state.keys.values()]
      .filter((key) => key.user === user)
      .map(({ accessKeyId, secretAccessKey, active }) => ({ accessKeyId, secretAccessKey, active })),
  removeKey: (accessKeyId) => {
    state.keys.delete(accessKeyId);
  },
  remove: () => {
    for (const [id, key] of state.keys) if (key.user === user) state.keys.delete(id);
    user.account.users.delete(user.name);
  },
  addDevice: (given = {}) => {
    const { account } = user;
    const arn = `arn:${account.partition}:iam::${account.accountId}:mfa/${given.name ?? user.name}`;
    const seed = given.seed === undefined ? state.random(40) : decodeBase32(given.seed);
    newDevice(account, { arn, seed, kind: 'virtual', user, now: state.now() });
    return { arn, seed };
  },
  addOtherDevice: (kind, name) => {
    const { account } = user;
    const arn = kind === 'hardware' ? name : `arn:${account.partition}:iam::${account.accountId}:u2f/user${user.path}${user.name}/${name}`;
    const seed = state.random(20);
    newDevice(account, { arn, seed, kind, user, now: state.now() });
    return { arn, seed };
  },
  ...grantsBuilder(user.account, user),
  join: ({ name }) => {
    const group = user.account.groups.get(name);
    if (!group) throw new Error(`there is no group ${name}`);
    user.groups.add(group);
  },
  setPassword: (used) => {
    user.login = { created: state.now(), used, mustChange: false };
  },
  addOther: (kind, id) => void user.others.push({ kind, id }),
  setBoundary: (policy) => {
    user.boundary = policy && user.account.managed.get(policy.arn);
  },
});

/** An empty account and the ways to fill it. Partition is `aws` unless given. */
export const addAccount = (state: SimulatorState, accountId: string, partition: string): SimulatedAccount => {
  const account: AccountState = {
    accountId,
    partition,
    disabledRegions: new Set(),
    offRegions: new Set(),
    users: new Map(),
    roles: new Map(),
    devices: new Map(),
    groups: new Map(),
    managed: new Map(),
    alias: undefined,
    report: undefined,
  };
  state.accounts.set(accountId, account);
  const arnStart = `arn:${partition}:iam::${accountId}`;
  const addUser = (user: UserState): SimulatedUser => {
    account.users.set(user.name, user);
    return userBuilder(state, user);
  };
  return {
    accountId,
    ...policyBuilders(state, account),
    addUser: (name, given = {}) => {
      const path = given.path ?? '/';
      const user = { account, name, path, userId: newId(state, 'AIDA'), arn: `${arnStart}:user${path}${name}`, root: false };
      const built = addUser({
        ...user,
        created: state.now(),
        ...emptyGrants(),
        groups: new Set(),
        others: [],
        tags: new Map(),
        boundary: undefined,
        login: undefined,
      });
      built.allow(...(given.policies ?? []));
      return built;
    },
    addRoot: () => {
      const arn = `${arnStart}:root`;
      const root = { account, name: '<root>', path: '/', userId: accountId, arn, root: true, created: state.now() };
      return addUser({ ...root, ...emptyGrants(), groups: new Set(), others: [], tags: new Map(), boundary: undefined, login: undefined });
    },
    addRole: (name, given = {}) => {
      const trust = given.trust ?? {
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Principal: { AWS: `${arnStart}:root` }, Action: 'sts:AssumeRole' },
      };
      checkPolicy(trust);
      const path = given.path ?? '/';
      const arn = `${arnStart}:role${path}${name}`;
      const maxSessionSeconds = given.maxSessionSeconds ?? 3600;
      const role: RoleState = {
        account,
        name,
        path,
        roleId: newId(state, 'AROA'),
        arn,
        created: state.now(),
        validFrom: Number.NEGATIVE_INFINITY,
        trust,
        maxSessionSeconds,
        ...emptyGrants(),
        boundary: undefined,
      };
      account.roles.set(name, role);
      grantsBuilder(account, role).allow(...(given.policies ?? []));
      return roleBuilder(role);
    },
    disableRegion: (region) => {
      account.disabledRegions.add(region);
    },
    leaveRegion: (region) => {
      account.offRegions.add(region);
    },
    addUnassignedDevice: (name, path = '/') => {
      const arn = `${arnStart}:mfa${path}${name}`;
      const seed = state.random(40);
      newDevice(account, { arn, seed, kind: 'virtual', user: undefined, now: state.now() });
      return { arn, seed };
    },
    devices: () => [...account.devices.values()].map(({ arn, user }) => ({ arn, ...(user ? { user: user.name } : {}) })),
  };
};
