import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../../src-main/aws/caller.ts';
import { resolveEndpoint } from '../../../../src-main/aws/http/endpoint-settings.ts';
import { endpointIn, iamUrl, stsRegion, stsUrl } from '../../../../src-main/aws/http/endpoints.ts';

const hosts = (endpoint: Endpoint) => [stsUrl(endpoint), iamUrl(endpoint)].map((url) => url.ok && url.value.host);
const kinds = { plain: {}, fips: { fips: true }, dualStack: { dualStack: true }, both: { fips: true, dualStack: true } } as const;

describe('the hosts of STS and IAM', () => {
  // As botocore's rules of endpoints have them.
  it.each([
    ['eu-west-1', 'plain', 'sts.eu-west-1.amazonaws.com', 'iam.amazonaws.com'],
    ['us-east-1', 'fips', 'sts-fips.us-east-1.amazonaws.com', 'iam-fips.amazonaws.com'],
    ['us-east-1', 'dualStack', 'sts.us-east-1.api.aws', 'iam.global.api.aws'],
    ['us-east-1', 'both', 'sts-fips.us-east-1.api.aws', 'iam-fips.global.api.aws'],
    ['us-gov-east-1', 'plain', 'sts.us-gov-east-1.amazonaws.com', 'iam.us-gov.amazonaws.com'],
    ['us-gov-east-1', 'fips', 'sts.us-gov-east-1.amazonaws.com', 'iam.us-gov.amazonaws.com'],
    ['us-gov-west-1', 'dualStack', 'sts.us-gov-west-1.api.aws', 'iam.us-gov.api.aws'],
    ['us-gov-west-1', 'both', 'sts-fips.us-gov-west-1.api.aws', 'iam.us-gov.api.aws'],
    ['cn-northwest-1', 'plain', 'sts.cn-northwest-1.amazonaws.com.cn', 'iam.cn-north-1.amazonaws.com.cn'],
    ['cn-north-1', 'fips', 'sts-fips.cn-north-1.amazonaws.com.cn', 'iam-fips.amazonaws.com.cn'],
    ['cn-north-1', 'dualStack', 'sts.cn-north-1.api.amazonwebservices.com.cn', 'iam.global.api.amazonwebservices.com.cn'],
    ['cn-north-1', 'both', 'sts-fips.cn-north-1.api.amazonwebservices.com.cn', 'iam-fips.api.amazonwebservices.com.cn'],
    ['eusc-de-east-1', 'plain', 'sts.eusc-de-east-1.amazonaws.eu', 'iam.eusc-de-east-1.amazonaws.eu'],
    ['eusc-de-east-1', 'fips', 'sts-fips.eusc-de-east-1.amazonaws.eu', 'iam-fips.amazonaws.eu'],
    ['eusc-de-east-1', 'dualStack', 'sts.eusc-de-east-1.api.amazonwebservices.eu', 'iam.api.amazonwebservices.eu'],
    ['us-iso-east-1', 'plain', 'sts.us-iso-east-1.c2s.ic.gov', 'iam.us-iso-east-1.c2s.ic.gov'],
    ['us-iso-west-1', 'fips', 'sts-fips.us-iso-west-1.c2s.ic.gov', 'iam-fips.us-iso-east-1.c2s.ic.gov'],
    ['us-iso-east-1', 'dualStack', 'sts.us-iso-east-1.api.aws.ic.gov', 'iam.api.aws.ic.gov'],
    ['us-isob-east-1', 'plain', 'sts.us-isob-east-1.sc2s.sgov.gov', 'iam.us-isob-east-1.sc2s.sgov.gov'],
    ['us-isob-east-1', 'both', 'sts-fips.us-isob-east-1.api.aws.scloud', 'iam-fips.api.aws.scloud'],
    ['eu-isoe-west-1', 'plain', 'sts.eu-isoe-west-1.cloud.adc-e.uk', 'iam.eu-isoe-west-1.cloud.adc-e.uk'],
    ['eu-isoe-west-1', 'fips', 'sts-fips.eu-isoe-west-1.cloud.adc-e.uk', 'iam-fips.cloud.adc-e.uk'],
    ['us-isof-south-1', 'plain', 'sts.us-isof-south-1.csp.hci.ic.gov', 'iam.us-isof-south-1.csp.hci.ic.gov'],
  ] as const)('for %s, %s', (region, kind, sts, iam) => {
    expect(hosts({ region, ...kinds[kind] })).toEqual([sts, iam]);
  });

  it('are the old global one of STS where the person wants that, it is there, and nothing else is wanted', () => {
    const legacy = (region: string, more: Partial<Endpoint> = {}) => {
      const endpoint = { region, globalSts: true, ...more };
      return [hosts(endpoint)[0], stsRegion(endpoint)];
    };
    expect(legacy('eu-west-1')).toEqual(['sts.amazonaws.com', 'us-east-1']);
    expect(legacy('eu-south-1')).toEqual(['sts.eu-south-1.amazonaws.com', 'eu-south-1']);
    expect(legacy('ap-northeast-3')).toEqual(['sts.ap-northeast-3.amazonaws.com', 'ap-northeast-3']);
    expect(legacy('us-gov-west-1')).toEqual(['sts.us-gov-west-1.amazonaws.com', 'us-gov-west-1']);
    expect(legacy('us-west-2', { fips: true })).toEqual(['sts-fips.us-west-2.amazonaws.com', 'us-west-2']);
    expect(legacy('eu-west-1', { override: { url: 'https://sts.example', setting: 'x' } })).toEqual(['sts.example', 'eu-west-1']);
  });
});

describe('the kind of endpoint', () => {
  const resolved = (profiles: Parameters<typeof resolveEndpoint>[2], env: Record<string, string> = {}) => {
    const endpoint = resolveEndpoint('sts', 'aws', profiles, env);
    return endpoint.ok ? endpoint.value : endpoint.problem;
  };
  const role = { profile: 'prod', region: 'us-west-2' };

  it('is what the environment says, else the first profile that says anything', () => {
    const source = { profile: 'jane', fips: true, dualStack: true, globalSts: true, caBundle: '/ca.pem' };
    expect(resolved([role, source])).toEqual({ region: 'us-west-2', fips: true, dualStack: true, globalSts: true, caBundle: '/ca.pem' });
    expect(resolved([{ ...role, fips: false }, source])).not.toHaveProperty('fips');
    const off = { AWS_USE_FIPS_ENDPOINT: 'false', AWS_USE_DUALSTACK_ENDPOINT: 'False', AWS_STS_REGIONAL_ENDPOINTS: 'regional' };
    expect(resolved([source], { ...off, AWS_CA_BUNDLE: '/other.pem' })).toEqual({ region: 'us-east-1' });
    const on = { AWS_USE_FIPS_ENDPOINT: 'true', AWS_USE_DUALSTACK_ENDPOINT: 'TRUE', AWS_STS_REGIONAL_ENDPOINTS: 'legacy' };
    expect(resolved([role], on)).toEqual({ region: 'us-west-2', fips: true, dualStack: true, globalSts: true });
    expect(resolved([role])).toEqual({ region: 'us-west-2' });
  });
});

it('an endpoint is moved into a partition that it is not in, to the region that is named or the home', () => {
  const endpoint = { region: 'us-east-1', fips: true };
  expect(endpointIn(endpoint, 'aws', 'eu-west-1')).toBe(endpoint);
  expect(endpointIn(endpoint, 'aws-us-gov', 'us-gov-east-1')).toEqual({ region: 'us-gov-east-1', fips: true });
  expect(endpointIn(endpoint, 'aws-cn', 'us-gov-east-1')).toEqual({ region: 'cn-north-1', fips: true });
});
