import { type AccountState, AwsRefusal, type SimulatedCaller } from '../model/types.ts';
import { identityVerdict, policyContext } from '../wire/callers.ts';
import { certificatesOfBundle } from './certificates.ts';
import { type AnywhereState, addAnchor, addProfile, type ProfileState, type TrustAnchorState } from './state.ts';

/** A call of the control plane: who asks, where, and what was sent. */
export interface ResourceCall {
  readonly state: AnywhereState;
  readonly caller: SimulatedCaller;
  readonly region: string;
  readonly id: string;
  readonly query: URLSearchParams;
  readonly sent: Readonly<Record<string, unknown>>;
}

export interface Operation {
  readonly action: string;
  readonly method: string;
  /** One group, for the id. */
  readonly route: RegExp;
  readonly status?: number;
  readonly perform: (call: ResourceCall) => object;
}

const invalid = (message: string): AwsRefusal => new AwsRefusal(400, 'ValidationException', message);
const missing = (): AwsRefusal => new AwsRefusal(404, 'ResourceNotFoundException', 'Resource not found');
const iso = (millis: number): string => new Date(millis).toISOString();

const textOf = (sent: ResourceCall['sent'], name: string): string => {
  const value = sent[name];
  if (typeof value !== 'string' || !/^[ a-zA-Z0-9_-]{1,255}$/.test(value))
    throw invalid(`1 validation error detected: Value at '${name}' is invalid`);
  return value;
};

const anchorView = ({ id, arn, name, source, enabled, createdAt }: TrustAnchorState) => ({
  trustAnchorId: id,
  trustAnchorArn: arn,
  name,
  source,
  enabled,
  createdAt: iso(createdAt),
  updatedAt: iso(createdAt),
});

const profileView = ({ id, arn, name, roleArns, enabled, durationSeconds, acceptRoleSessionName, createdAt }: ProfileState) => ({
  profileId: id,
  profileArn: arn,
  name,
  roleArns,
  enabled,
  durationSeconds,
  acceptRoleSessionName,
  attributeMappings: [],
  createdAt: iso(createdAt),
  updatedAt: iso(createdAt),
});

/** Those of the caller's account in this region, a page at a time. */
const pageOf = <T extends { readonly account: AccountState; readonly region: string }>(
  all: Iterable<T>,
  { caller, region, query }: ResourceCall,
) => {
  const own = [...all].filter((one) => one.account === caller.account && one.region === region);
  const from = Number(query.get('nextToken') ?? 0);
  const size = Number(query.get('pageSize') ?? 50);
  const page = own.slice(from, from + size);
  return { page, more: from + size < own.length ? { nextToken: String(from + size) } : {} };
};

const one = <T extends { readonly account: AccountState; readonly region: string }>(
  all: ReadonlyMap<string, T>,
  { id, caller, region }: ResourceCall,
): T => {
  const found = all.get(id);
  if (!found || found.account !== caller.account || found.region !== region) throw missing();
  return found;
};

const sourceOf = ({ source }: ResourceCall['sent'], authorities: AnywhereState['authorities']): TrustAnchorState['source'] => {
  const { sourceType, sourceData } = (source ?? {}) as Partial<TrustAnchorState['source']>;
  const { x509CertificateData, acmPcaArn } = sourceData ?? {};
  if (sourceType === 'AWS_ACM_PCA' && acmPcaArn !== undefined && authorities.has(acmPcaArn))
    return { sourceType, sourceData: { acmPcaArn } };
  const bundle = certificatesOfBundle(x509CertificateData ?? '');
  if (sourceType !== 'CERTIFICATE_BUNDLE' || bundle.length === 0 || bundle.length > 2 || !bundle.every(({ ca }) => ca))
    throw invalid('Invalid source');
  return { sourceType, sourceData: { x509CertificateData: x509CertificateData ?? '' } };
};

const rolesOf = (call: ResourceCall): readonly string[] => {
  const { roleArns } = call.sent;
  if (!Array.isArray(roleArns) || !roleArns.every((arn): arn is string => typeof arn === 'string'))
    throw invalid("Value at 'roleArns' is invalid");
  const context = policyContext(call.state.aws, call.caller);
  for (const arn of roleArns) {
    if (identityVerdict(call.caller, 'iam:PassRole', arn, context) !== 'allow')
      throw new AwsRefusal(
        403,
        'AccessDeniedException',
        `User: ${call.caller.arn} is not authorized to perform: iam:PassRole on resource: ${arn}`,
      );
  }
  return roleArns;
};

/** The operations that the simulator knows (API reference of Roles Anywhere). What they make is off unless `enabled` is true. */
export const operations: readonly Operation[] = [
  {
    action: 'CreateTrustAnchor',
    method: 'POST',
    route: /^\/trustanchors$/,
    status: 201,
    perform: ({ state, caller, region, sent }) => {
      const order = { name: textOf(sent, 'name'), source: sourceOf(sent, state.authorities), enabled: sent.enabled === true };
      return { trustAnchor: anchorView(addAnchor(state, caller.account, region, order)) };
    },
  },
  {
    action: 'ListTrustAnchors',
    method: 'GET',
    route: /^\/trustanchors$/,
    perform: (call) => {
      const { page, more } = pageOf(call.state.anchors.values(), call);
      return { trustAnchors: page.map(anchorView), ...more };
    },
  },
  {
    action: 'GetTrustAnchor',
    method: 'GET',
    route: /^\/trustanchor\/([^/]+)$/,
    perform: (call) => ({ trustAnchor: anchorView(one(call.state.anchors, call)) }),
  },
  ...(['enable', 'disable'] as const).map(
    (what): Operation => ({
      action: what === 'enable' ? 'EnableTrustAnchor' : 'DisableTrustAnchor',
      method: 'POST',
      route: new RegExp(`^/trustanchor/([^/]+)/${what}$`),
      perform: (call) => {
        const anchor = one(call.state.anchors, call);
        anchor.enabled = what === 'enable';
        return { trustAnchor: anchorView(anchor) };
      },
    }),
  ),
  {
    action: 'DeleteTrustAnchor',
    method: 'DELETE',
    route: /^\/trustanchor\/([^/]+)$/,
    perform: (call) => {
      const anchor = one(call.state.anchors, call);
      call.state.anchors.delete(anchor.id);
      return { trustAnchor: anchorView(anchor) };
    },
  },
  {
    action: 'CreateProfile',
    method: 'POST',
    route: /^\/profiles$/,
    status: 201,
    perform: (call) => {
      const { state, caller, region, sent } = call;
      const durationSeconds = sent.durationSeconds === undefined ? 3600 : Number(sent.durationSeconds);
      if (!(durationSeconds >= 900 && durationSeconds <= 43_200)) throw invalid("Value at 'durationSeconds' is invalid");
      const order = {
        name: textOf(sent, 'name'),
        roleArns: rolesOf(call),
        enabled: sent.enabled === true,
        durationSeconds,
        acceptRoleSessionName: sent.acceptRoleSessionName === true,
      };
      return { profile: profileView(addProfile(state, caller.account, region, order)) };
    },
  },
  {
    action: 'ListProfiles',
    method: 'GET',
    route: /^\/profiles$/,
    perform: (call) => {
      const { page, more } = pageOf(call.state.profiles.values(), call);
      return { profiles: page.map(profileView), ...more };
    },
  },
  {
    action: 'GetProfile',
    method: 'GET',
    route: /^\/profile\/([^/]+)$/,
    perform: (call) => ({ profile: profileView(one(call.state.profiles, call)) }),
  },
  {
    action: 'DeleteProfile',
    method: 'DELETE',
    route: /^\/profile\/([^/]+)$/,
    perform: (call) => {
      const profile = one(call.state.profiles, call);
      call.state.profiles.delete(profile.id);
      return { profile: profileView(profile) };
    },
  },
];
