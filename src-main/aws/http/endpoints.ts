import type { Result } from '../../contract/result.ts';
import { failed, ok } from '../../contract/result.ts';
import { homeRegion, type Partition, partitionOfRegion } from '../arn.ts';
import type { Endpoint } from '../caller.ts';

/** The host suffix of a region's partition (endpoints of STS are regional in all of them). */
const suffixes: readonly (readonly [RegExp, string])[] = [
  [/^cn-/, 'amazonaws.com.cn'],
  [/^eusc-/, 'amazonaws.eu'],
];

/** An address of this computer alone. */
export const isLoopbackAddress = (address: string): boolean => address === '::1' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(address);

/** Hosts for which plain http is no risk: this computer. What a name stands for is looked at when it is connected to. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname.endsWith('.localhost') || isLoopbackAddress(hostname.replace(/^\[(.*)\]$/, '$1'));

/** The regional endpoint of STS; tokens of the global one do not work in every region. */
const standardUrl = (region: string): string => {
  const suffix = suffixes.find(([pattern]) => pattern.test(region))?.[1] ?? 'amazonaws.com';
  return `https://sts.${region}.${suffix}`;
};

/** The one endpoint of IAM in a partition. */
const iamUrls: Readonly<Record<Partition, string>> = {
  aws: 'https://iam.amazonaws.com',
  'aws-cn': 'https://iam.cn-north-1.amazonaws.com.cn',
  'aws-us-gov': 'https://iam.us-gov.amazonaws.com',
  'aws-eusc': 'https://iam.eusc-de-east-1.amazonaws.eu',
};

/** Where STS calls go. Problem: endpoint-refused for an override that is no URL, or plain http to another computer. */
export const stsUrl = (endpoint: Endpoint): Result<URL> => urlOf(endpoint, standardUrl(endpoint.region));

/** Where IAM calls go (`Source.iamEndpoint`): one endpoint for all regions of a partition, signed for `iamRegion`. Problem: endpoint-refused. */
export const iamUrl = (endpoint: Endpoint): Result<URL> => urlOf(endpoint, iamUrls[partitionOf(endpoint)]);

/** The region that calls of IAM are signed for. */
export const iamRegion = (endpoint: Endpoint): string => homeRegion(partitionOf(endpoint));

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
