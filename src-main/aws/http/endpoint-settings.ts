import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { homeRegion, type Partition, partitionOfRegion } from '../arn.ts';
import type { Endpoint } from '../caller.ts';
import { isLoopback } from './endpoints.ts';

/** What a profile says about where its calls go. */
export interface EndpointSettings {
  readonly profile: string;
  readonly region?: string;
  /** `use_fips_endpoint`, `use_dualstack_endpoint`, and `sts_regional_endpoints = legacy`. */
  readonly fips?: boolean;
  readonly dualStack?: boolean;
  readonly globalSts?: boolean;
  /** `ca_bundle`. */
  readonly caBundle?: string;
  /** `endpoint_url`. */
  readonly endpointUrl?: string;
  /** `services = NAME`, and what that section says: `sts =` / `  endpoint_url = ...`. */
  readonly services?: { readonly name: string; readonly stsUrl?: string; readonly iamUrl?: string; readonly anywhereUrl?: string };
  /** `ignore_configured_endpoint_urls`. */
  readonly ignoreConfigured?: boolean;
}

/** As variables and `services` sections name them. */
type Service = 'sts' | 'iam' | 'rolesanywhere';

const urlName = { sts: 'stsUrl', iam: 'iamUrl', rolesanywhere: 'anywhereUrl' } as const;

type Environment = Readonly<Record<string, string | undefined>>;

const isTrue = (text: string | undefined): boolean => text?.trim().toLowerCase() === 'true';

/** A setting that is true or false; undefined where it is not there. */
export const truthOf = (text: string | undefined): boolean | undefined => (text ? isTrue(text) : undefined);

/** Whether `sts_regional_endpoints` says the global endpoint; undefined where it is not there. */
export const globalStsOf = (text: string | undefined): boolean | undefined => (text ? text.trim().toLowerCase() === 'legacy' : undefined);

/** Undefined when calls may go there: https anywhere, http to this computer only. */
const whyNot = (url: string, setting: string): Problem | undefined => {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return { code: 'endpoint-refused', url: shown(url), setting, why: 'not-a-url' };
  }
  if (!['http:', 'https:'].includes(parsed.protocol) || parsed.username !== '' || parsed.password !== '') {
    return { code: 'endpoint-refused', url: shown(url), setting, why: 'not-a-url' };
  }
  if (parsed.protocol === 'http:' && !isLoopback(parsed.hostname)) {
    return { code: 'endpoint-refused', url: shown(url), setting, why: 'plain-http' };
  }
  return undefined;
};

/** A URL to be read by a person: what stands before an `@` may be a password. */
const shown = (url: string): string => {
  const [scheme = ''] = /^[a-z][a-z0-9+.-]*:\/\//i.exec(url) ?? [];
  return (url.includes('@') ? scheme + url.slice(url.lastIndexOf('@') + 1) : url).slice(0, 200);
};

/**
 * Where the calls of a profile go. `profiles` are asked in order, the profile itself first: for a role its own, then the source's.
 * The region is the first that is of the partition, then AWS_REGION and AWS_DEFAULT_REGION, then the partition's home; a region of
 * another partition, or that follows no known pattern, is never used, so that keys do not go to a host that they are not for. What kind of AWS's endpoints it
 * is, and whom it trusts, the environment says first, as for `aws`.
 *
 * Endpoint: AWS_ENDPOINT_URL_STS (_IAM), AWS_ENDPOINT_URL, `services` section, `endpoint_url`, unless
 * AWS_IGNORE_CONFIGURED_ENDPOINT_URLS or the profile's `ignore_configured_endpoint_urls` is true. The CLI asks only the profile
 * that is used (the role's, for its AssumeRole) and not the source's; here the source's counts too, because the session that
 * calls AssumeRole was bought there and is good nowhere else. Problem: endpoint-refused.
 */
export const resolveEndpoint = (
  service: Service,
  partition: Partition,
  profiles: readonly EndpointSettings[],
  env: Environment,
): Result<Endpoint> => {
  const isOfPartition = (region: string | undefined): region is string => region !== undefined && partitionOfRegion(region) === partition;
  let region: string | undefined;
  let [fips, dualStack, globalSts] = [
    truthOf(env.AWS_USE_FIPS_ENDPOINT),
    truthOf(env.AWS_USE_DUALSTACK_ENDPOINT),
    globalStsOf(env.AWS_STS_REGIONAL_ENDPOINTS),
  ];
  let caBundle: string | undefined;
  // Once through what may be a chain of thousands.
  for (const profile of profiles) {
    region ??= isOfPartition(profile.region) ? profile.region : undefined;
    fips ??= profile.fips;
    dualStack ??= profile.dualStack;
    globalSts ??= profile.globalSts;
    caBundle ??= profile.caBundle;
  }
  region ??= [env.AWS_REGION, env.AWS_DEFAULT_REGION].find(isOfPartition) ?? homeRegion(partition);
  // The variable for authorities is heeded where the connection is made.
  const kind = { fips: fips || undefined, dualStack: dualStack || undefined, globalSts: globalSts || undefined };
  const place: Endpoint = { region, ...defined({ ...kind, caBundle: env.AWS_CA_BUNDLE ? undefined : caBundle }) };
  const override = configuredUrl(service, profiles, env);
  if (!override) return ok(place);
  const problem = whyNot(override.url, override.setting);
  return problem ? failed(problem) : ok({ ...place, override });
};

const configuredUrl = (
  service: Service,
  profiles: readonly EndpointSettings[],
  env: Environment,
): { url: string; setting: string } | undefined => {
  // The environment decides about profiles, too, also when it says `false`.
  const ignore = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS;
  if (ignore ? isTrue(ignore) : profiles[0]?.ignoreConfigured) return undefined;
  for (const setting of [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, 'AWS_ENDPOINT_URL']) {
    const url = env[setting];
    if (url) return { url, setting };
  }
  for (const { profile, endpointUrl, services, ignoreConfigured } of profiles) {
    if (ignoreConfigured && !ignore) continue;
    const serviceUrl = services?.[urlName[service]];
    if (serviceUrl) return { url: serviceUrl, setting: `services ${services?.name} of profile ${profile}` };
    if (endpointUrl) return { url: endpointUrl, setting: `endpoint_url in profile ${profile}` };
  }
  return undefined;
};
