import type { Result } from '../../contract/result.ts';
import { failed, ok } from '../../contract/result.ts';
import { homeRegion, isAlwaysOn, type Partition, partitionOfRegion } from '../arn.ts';
import type { Endpoint } from '../caller.ts';

/** The ends of host names in a partition, and the host of its one IAM, as AWS's models of endpoints have them. */
interface PartitionHosts {
  readonly suffix: string;
  readonly dualStackSuffix: string;
  readonly iam: string;
  /** Where it is not `iam-fips` and the suffix. */
  readonly iamFips?: string;
  readonly iamDualStack?: string;
  readonly iamBoth?: string;
}

const partitionHosts: Readonly<Record<Partition, PartitionHosts>> = {
  aws: {
    suffix: 'amazonaws.com',
    dualStackSuffix: 'api.aws',
    iam: 'iam.amazonaws.com',
    iamDualStack: 'iam.global.api.aws',
    iamBoth: 'iam-fips.global.api.aws',
  },
  'aws-cn': {
    suffix: 'amazonaws.com.cn',
    dualStackSuffix: 'api.amazonwebservices.com.cn',
    iam: 'iam.cn-north-1.amazonaws.com.cn',
    iamDualStack: 'iam.global.api.amazonwebservices.com.cn',
  },
  'aws-us-gov': {
    suffix: 'amazonaws.com',
    dualStackSuffix: 'api.aws',
    iam: 'iam.us-gov.amazonaws.com',
    iamFips: 'iam.us-gov.amazonaws.com',
    iamDualStack: 'iam.us-gov.api.aws',
    iamBoth: 'iam.us-gov.api.aws',
  },
  'aws-eusc': { suffix: 'amazonaws.eu', dualStackSuffix: 'api.amazonwebservices.eu', iam: 'iam.eusc-de-east-1.amazonaws.eu' },
  'aws-iso': {
    suffix: 'c2s.ic.gov',
    dualStackSuffix: 'api.aws.ic.gov',
    iam: 'iam.us-iso-east-1.c2s.ic.gov',
    iamFips: 'iam-fips.us-iso-east-1.c2s.ic.gov',
  },
  'aws-iso-b': {
    suffix: 'sc2s.sgov.gov',
    dualStackSuffix: 'api.aws.scloud',
    iam: 'iam.us-isob-east-1.sc2s.sgov.gov',
    iamFips: 'iam-fips.us-isob-east-1.sc2s.sgov.gov',
  },
  'aws-iso-e': { suffix: 'cloud.adc-e.uk', dualStackSuffix: 'api.cloud-aws.adc-e.uk', iam: 'iam.eu-isoe-west-1.cloud.adc-e.uk' },
  'aws-iso-f': { suffix: 'csp.hci.ic.gov', dualStackSuffix: 'api.aws.hci.ic.gov', iam: 'iam.us-isof-south-1.csp.hci.ic.gov' },
};

/** An address of this computer alone. */
export const isLoopbackAddress = (address: string): boolean => address === '::1' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(address);

/** Hosts for which plain http is no risk: this computer. What a name stands for is looked at when it is connected to. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname.endsWith('.localhost') || isLoopbackAddress(hostname.replace(/^\[(.*)\]$/, '$1'));

/** Regions that `sts_regional_endpoints = legacy` is about: in others the endpoint is regional all the same. */
const isGlobal = ({ region, fips, dualStack, globalSts }: Endpoint): boolean =>
  globalSts === true &&
  !fips &&
  !dualStack &&
  partitionOfRegion(region) === 'aws' &&
  isAlwaysOn(region) &&
  !/^ap-northeast-[23]$/.test(region);

/** The regional endpoint of STS, unless the person wants the global one: tokens of that do not work in every region. */
const standardSts = (endpoint: Endpoint): string => {
  const { region, fips, dualStack } = endpoint;
  const { suffix, dualStackSuffix } = partitionHosts[partitionOf(endpoint)];
  if (isGlobal(endpoint)) return 'sts.amazonaws.com';
  // GovCloud's usual endpoint is validated.
  const name = fips && (dualStack || partitionOf(endpoint) !== 'aws-us-gov') ? 'sts-fips' : 'sts';
  return `${name}.${region}.${dualStack ? dualStackSuffix : suffix}`;
};

/** The one endpoint of IAM in a partition. */
const standardIam = (endpoint: Endpoint): string => {
  const { suffix, dualStackSuffix, iam, iamFips, iamDualStack, iamBoth } = partitionHosts[partitionOf(endpoint)];
  if (endpoint.fips && endpoint.dualStack) return iamBoth ?? `iam-fips.${dualStackSuffix}`;
  if (endpoint.fips) return iamFips ?? `iam-fips.${suffix}`;
  return endpoint.dualStack ? (iamDualStack ?? `iam.${dualStackSuffix}`) : iam;
};

/** Where STS calls go. Problem: endpoint-refused for an override that is no URL, or plain http to another computer. */
export const stsUrl = (endpoint: Endpoint): Result<URL> => urlOf(endpoint, `https://${standardSts(endpoint)}`);

/** The region that calls of STS are signed for. */
export const stsRegion = (endpoint: Endpoint): string => (!endpoint.override && isGlobal(endpoint) ? homeRegion('aws') : endpoint.region);

/** Where IAM calls go (`Source.iamEndpoint`): one endpoint for all regions of a partition, signed for `iamRegion`. Problem: endpoint-refused. */
export const iamUrl = (endpoint: Endpoint): Result<URL> => urlOf(endpoint, `https://${standardIam(endpoint)}`);

/** The region that calls of IAM are signed for. */
export const iamRegion = (endpoint: Endpoint): string => homeRegion(partitionOf(endpoint));

/** The endpoint, in a region of this partition: its own, else the given one, else the partition's home. */
export const endpointIn = (endpoint: Endpoint, partition: Partition, region = ''): Endpoint => {
  const usable = [endpoint.region, region].find((name) => partitionOfRegion(name) === partition) ?? homeRegion(partition);
  return usable === endpoint.region ? endpoint : { ...endpoint, region: usable };
};

/** Where calls of AWS Private CA go. Problem: endpoint-refused. */
export const privateCaUrl = (endpoint: Endpoint): Result<URL> => {
  const { suffix, dualStackSuffix } = partitionHosts[partitionOf(endpoint)];
  const name = endpoint.fips ? 'acm-pca-fips' : 'acm-pca';
  return urlOf(endpoint, `https://${name}.${endpoint.region}.${endpoint.dualStack ? dualStackSuffix : suffix}`);
};

/** Where calls of Roles Anywhere go: one endpoint a region, which is the trust anchor's. Problem: endpoint-refused. */
export const anywhereUrl = (endpoint: Endpoint): Result<URL> => {
  const { suffix, dualStackSuffix } = partitionHosts[partitionOf(endpoint)];
  const name = endpoint.fips ? 'rolesanywhere-fips' : 'rolesanywhere';
  return urlOf(endpoint, `https://${name}.${endpoint.region}.${endpoint.dualStack ? dualStackSuffix : suffix}`);
};

/** Where calls of CloudTrail go, in each region of its own. Problem: endpoint-refused. */
export const trailUrl = (endpoint: Endpoint): Result<URL> => {
  const { suffix, dualStackSuffix } = partitionHosts[partitionOf(endpoint)];
  // GovCloud's usual endpoint is validated.
  const name = endpoint.fips && partitionOf(endpoint) !== 'aws-us-gov' ? 'cloudtrail-fips' : 'cloudtrail';
  return urlOf(endpoint, `https://${name}.${endpoint.region}.${endpoint.dualStack ? dualStackSuffix : suffix}`);
};

const partitionOf = ({ region }: Endpoint): Partition => partitionOfRegion(region) ?? 'aws';

const urlOf = ({ override }: Endpoint, standard: string): Result<URL> => {
  if (override === undefined) return ok(new URL(standard));
  const refused = (why: 'not-a-url' | 'plain-http') =>
    failed({ code: 'endpoint-refused' as const, url: override.url, setting: override.setting, why });
  if (override.refused !== undefined) return refused(override.refused);
  let url: URL;
  try {
    url = new URL(override.url);
  } catch {
    return refused('not-a-url');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refused('not-a-url');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return refused('plain-http');
  return ok(url);
};
