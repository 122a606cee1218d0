import type { KeyObject } from 'node:crypto';
import type { AccountState, SimulatorState } from '../model/types.ts';

/** An authority of AWS Private CA, with a key of P-256. */
export interface AuthorityState {
  readonly arn: string;
  readonly key: KeyObject;
  readonly pem: string;
  /** GetCertificate answers so often that the certificate is still being made. */
  pendingAnswers: number;
  active: boolean;
  /** It issues for 7 days at most. */
  readonly shortLived: boolean;
}

/** A trust anchor: the authority whose certificates open roles. */
export interface TrustAnchorState {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly account: AccountState;
  readonly createdAt: number;
  readonly source: { readonly sourceType: string; readonly sourceData: Readonly<Record<string, string>> };
  /** The certificates that it trusts, PEM: its own, or those of the private CA that it names. */
  readonly bundle: () => string;
  /** Serial numbers in hex, of each list that was imported. */
  readonly crls: string[][];
  name: string;
  enabled: boolean;
}

/** A profile of Roles Anywhere: the roles that may be opened through it. */
export interface ProfileState {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly account: AccountState;
  readonly createdAt: number;
  name: string;
  roleArns: readonly string[];
  enabled: boolean;
  durationSeconds: number;
  acceptRoleSessionName: boolean;
}

/** A revocation list that was imported for an anchor. */
export interface ListState {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly account: AccountState;
  readonly anchor: TrustAnchorState;
  readonly createdAt: number;
  readonly enabled: boolean;
  /** One of the anchor's `crls`. */
  readonly serials: string[];
  name: string;
  data: string;
}

/** What Roles Anywhere keeps, by id. */
export interface AnywhereState {
  readonly aws: SimulatorState;
  readonly anchors: Map<string, TrustAnchorState>;
  readonly profiles: Map<string, ProfileState>;
  readonly lists: Map<string, ListState>;
  /** Private CAs by their ARN. */
  readonly authorities: Map<string, AuthorityState>;
}

/** A new id as AWS writes them. */
export const newUuid = ({ random }: Pick<SimulatorState, 'random'>): string =>
  Buffer.from(random(16))
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

export interface AnchorOrder {
  readonly name: string;
  readonly source: TrustAnchorState['source'];
  readonly enabled: boolean;
}

export const addAnchor = (
  state: AnywhereState,
  account: AccountState,
  region: string,
  { name, source, enabled }: AnchorOrder,
): TrustAnchorState => {
  const id = newUuid(state.aws);
  const arn = `arn:${account.partition}:rolesanywhere:${region}:${account.accountId}:trust-anchor/${id}`;
  const { x509CertificateData, acmPcaArn } = source.sourceData;
  const bundle = () => x509CertificateData ?? state.authorities.get(acmPcaArn ?? '')?.pem ?? '';
  const anchor: TrustAnchorState = { id, arn, region, account, createdAt: state.aws.now(), source, bundle, crls: [], name, enabled };
  state.anchors.set(id, anchor);
  return anchor;
};

export const addProfile = (
  state: AnywhereState,
  account: AccountState,
  region: string,
  order: Pick<ProfileState, 'name' | 'roleArns' | 'enabled' | 'durationSeconds' | 'acceptRoleSessionName'>,
): ProfileState => {
  const id = newUuid(state.aws);
  const arn = `arn:${account.partition}:rolesanywhere:${region}:${account.accountId}:profile/${id}`;
  const profile: ProfileState = { id, arn, region, account, createdAt: state.aws.now(), ...order };
  state.profiles.set(id, profile);
  return profile;
};
