import { describe, expect, it } from 'vitest';
import { iamRegion, iamUrl, stsUrl } from '../../../../src-main/aws/http/endpoints.ts';
import { proxyFor } from '../../../../src-main/aws/http/proxy.adapter.ts';

describe('the endpoint of STS', () => {
  it.each([
    ['eu-central-1', 'https://sts.eu-central-1.amazonaws.com/'],
    ['us-gov-west-1', 'https://sts.us-gov-west-1.amazonaws.com/'],
    ['cn-north-1', 'https://sts.cn-north-1.amazonaws.com.cn/'],
    ['eusc-de-east-1', 'https://sts.eusc-de-east-1.amazonaws.eu/'],
  ])('of %s is regional, in its partition', (region, url) => {
    expect(stsUrl({ region })).toMatchObject({ ok: true, value: { href: url } });
  });

  it.each(['http://localhost:4566', 'http://127.0.0.1:1', 'http://[::1]:1', 'https://sts.example.org/path'])('may be %s', (url) => {
    expect(stsUrl({ region: 'eu-central-1', override: { url, setting: 'x' } }).ok).toBe(true);
  });

  it.each(['http://localhost.example.org', 'http://127.0.0.1.example.org', 'http://10.0.0.1', 'ftp://127.0.0.1', ''])(
    'may not be %j',
    (url) => {
      expect(stsUrl({ region: 'eu-central-1', override: { url, setting: 'x' } })).toMatchObject({
        problem: { code: 'endpoint-refused', url },
      });
    },
  );
});

describe('the endpoint of IAM', () => {
  it.each([
    ['eu-central-1', 'https://iam.amazonaws.com/', 'us-east-1'],
    ['us-gov-east-1', 'https://iam.us-gov.amazonaws.com/', 'us-gov-west-1'],
    ['cn-northwest-1', 'https://iam.cn-north-1.amazonaws.com.cn/', 'cn-north-1'],
    ['eusc-de-east-1', 'https://iam.eusc-de-east-1.amazonaws.eu/', 'eusc-de-east-1'],
  ])('for %s is the one of its partition, signed for its home', (region, url, signed) => {
    expect(iamUrl({ region })).toMatchObject({ ok: true, value: { href: url } });
    expect(iamRegion({ region })).toBe(signed);
  });

  it('is refused when its setting was', () => {
    const override = { url: 'https://iam.example', setting: 'AWS_ENDPOINT_URL_IAM', refused: 'not-a-url' } as const;
    expect(iamUrl({ region: 'eu-central-1', override })).toEqual({
      ok: false,
      problem: { code: 'endpoint-refused', url: 'https://iam.example', setting: 'AWS_ENDPOINT_URL_IAM', why: 'not-a-url' },
    });
    expect(iamUrl({ region: 'eu-central-1', override: { url: 'http://192.0.2.1', setting: 'x' } }).ok).toBe(false);
  });
});

describe('the proxy', () => {
  const url = new URL('https://sts.eu-central-1.amazonaws.com');
  it.each([
    [{}, undefined],
    [{ HTTPS_PROXY: 'http://proxy:3128' }, 'http://proxy:3128'],
    [{ HTTPS_PROXY: 'proxy:3128' }, 'http://proxy:3128'],
    [{ HTTPS_PROXY: 'http://upper:1', https_proxy: 'http://lower:1' }, 'http://lower:1'],
    [{ HTTP_PROXY: 'http://plain:1' }, undefined],
    [{ HTTPS_PROXY: 'http://proxy:1', NO_PROXY: '*' }, undefined],
    [{ HTTPS_PROXY: 'http://proxy:1', NO_PROXY: 'x.org, .amazonaws.com' }, undefined],
    [{ HTTPS_PROXY: 'http://proxy:1', NO_PROXY: 'amazonaws.com:443' }, undefined],
    [{ HTTPS_PROXY: 'http://proxy:1', NO_PROXY: 'amazonaws.com:444' }, 'http://proxy:1'],
    [{ HTTPS_PROXY: 'http://proxy:1', no_proxy: 'naws.com' }, 'http://proxy:1'],
  ])('after %j is %s', (env, proxy) => {
    expect(proxyFor(url, env)).toBe(proxy);
  });

  it('is never used for this computer itself', () => {
    expect(proxyFor(new URL('https://localhost:8443'), { HTTPS_PROXY: 'http://proxy:1' })).toBeUndefined();
  });
});
