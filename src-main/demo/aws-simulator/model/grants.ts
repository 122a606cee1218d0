import type { PolicyDocument } from './policy.ts';
import { checkPolicy } from './policy.ts';
import { encodeBase32 } from './totp.ts';
import type { AccountState, GrantsState, GroupState, ManagedPolicyState, SimulatorState, UserState } from './types.ts';

/** What users and groups are given: inline policies, and managed ones. */
export interface SimulatedGrants {
  /** Inline policies that go by any name. */
  readonly allow: (...policies: readonly PolicyDocument[]) => void;
  readonly putPolicy: (name: string, policy: PolicyDocument) => void;
  readonly attach: (policy: SimulatedPolicy) => void;
}

export interface SimulatedGroup extends SimulatedGrants {
  readonly name: string;
  readonly arn: string;
}

/** A managed policy; it must be of the account whose users it is attached to. */
export interface SimulatedPolicy {
  readonly arn: string;
  /** From now on it counts; the older ones stay. */
  readonly addVersion: (policy: PolicyDocument) => void;
}

export interface PolicyBuilders {
  readonly addGroup: (name: string, given?: { readonly path?: string }) => SimulatedGroup;
  /** `byAws`: one of those that AWS itself manages. */
  readonly addPolicy: (
    name: string,
    policy: PolicyDocument,
    given?: { readonly path?: string; readonly byAws?: boolean },
  ) => SimulatedPolicy;
  readonly setAlias: (alias: string) => void;
}

/** An id as IAM makes them: a prefix for the kind and 17 characters. */
export const newId = (state: SimulatorState, prefix: string): string => `${prefix}${encodeBase32(state.random(11)).slice(0, 17)}`;

export const emptyGrants = (): GrantsState => ({ inline: new Map(), attached: new Set() });

/** The version of a managed policy that counts. */
export const countingDocument = ({ versions, defaultVersion }: ManagedPolicyState): PolicyDocument => {
  const document = versions.get(defaultVersion);
  if (!document) throw new Error(`a policy without its version ${defaultVersion}`);
  return document;
};

/** All policies of one, those of its groups aside. */
export const documentsOf = ({ inline, attached }: GrantsState): readonly PolicyDocument[] => [
  ...inline.values(),
  ...[...attached].map(countingDocument),
];

/** All identity policies of a user: its own, and those of its groups. */
export const policiesOf = (user: UserState): readonly PolicyDocument[] => [user, ...user.groups].flatMap(documentsOf);

export const grantsBuilder = (account: AccountState, grants: GrantsState): SimulatedGrants => {
  const putPolicy = (name: string, policy: PolicyDocument): void => {
    checkPolicy(policy);
    grants.inline.set(name, policy);
  };
  return {
    putPolicy,
    allow: (...policies) => {
      for (const policy of policies) putPolicy(`inline-${grants.inline.size + 1}`, policy);
    },
    attach: ({ arn }) => {
      const policy = account.managed.get(arn);
      if (!policy) throw new Error(`there is no policy ${arn} in this account`);
      grants.attached.add(policy);
    },
  };
};

/** The ways to fill an account with groups and managed policies. */
export const policyBuilders = (state: SimulatorState, account: AccountState): PolicyBuilders => ({
  addGroup: (name, { path = '/' } = {}) => {
    const arn = `arn:${account.partition}:iam::${account.accountId}:group${path}${name}`;
    const group: GroupState = { name, path, arn, groupId: newId(state, 'AGPA'), created: state.now(), ...emptyGrants() };
    account.groups.set(name, group);
    return { name, arn, ...grantsBuilder(account, group) };
  },
  addPolicy: (name, policy, { path = '/', byAws = false } = {}) => {
    const arn = `arn:${account.partition}:iam::${byAws ? 'aws' : account.accountId}:policy${path}${name}`;
    const versions = new Map<string, PolicyDocument>();
    const made: ManagedPolicyState = {
      name,
      path,
      arn,
      policyId: newId(state, 'ANPA'),
      created: state.now(),
      versions,
      defaultVersion: 'v1',
    };
    const addVersion = (document: PolicyDocument): void => {
      checkPolicy(document);
      made.defaultVersion = `v${versions.size + 1}`;
      versions.set(made.defaultVersion, document);
    };
    addVersion(policy);
    account.managed.set(arn, made);
    return { arn, addVersion };
  },
  setAlias: (alias) => {
    account.alias = alias;
  },
});
