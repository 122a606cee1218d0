import { describe, expect, it } from 'vitest';
import { type EndpointSettings, resolveEndpoint } from '../../../../src-main/aws/http/endpoint-settings.ts';
import { parseIni } from '../../../../src-main/aws/ini/ini-parse.ts';
import { readProfiles } from '../../../../src-main/aws/profiles/profiles.ts';

const role: EndpointSettings = { profile: 'prod', endpointUrl: 'https://role.example/' };
const source: EndpointSettings = { profile: 'default', endpointUrl: 'https://source.example/' };
const services = { name: 'local', stsUrl: 'https://services.example/', iamUrl: 'https://iam.example/' };
const override = (profiles: readonly EndpointSettings[], env: Record<string, string> = {}, service: 'sts' | 'iam' = 'sts') => {
  const endpoint = resolveEndpoint(service, 'aws', profiles, env);
  return endpoint.ok ? endpoint.value.override : endpoint.problem;
};

describe('an endpoint override', () => {
  it('is the most special one that is set', () => {
    const profiles = [{ ...role, services }, source];
    const general = { AWS_ENDPOINT_URL: 'https://all.example/' };
    expect(override(profiles, { ...general, AWS_ENDPOINT_URL_STS: 'https://sts.example/' })).toEqual({
      url: 'https://sts.example/',
      setting: 'AWS_ENDPOINT_URL_STS',
    });
    expect(override(profiles, general)).toEqual({ url: 'https://all.example/', setting: 'AWS_ENDPOINT_URL' });
    expect(override(profiles)).toEqual({ url: 'https://services.example/', setting: 'services local of profile prod' });
    expect(override([role, source])).toEqual({ url: 'https://role.example/', setting: 'endpoint_url in profile prod' });
    expect(override([{ profile: 'prod' }, source])).toEqual({ url: 'https://source.example/', setting: 'endpoint_url in profile default' });
    expect(override([{ profile: 'prod' }])).toBeUndefined();
  });

  it('of IAM is its own', () => {
    expect(override([{ ...role, services }], {}, 'iam')).toMatchObject({ url: 'https://iam.example/' });
    expect(override([role], { AWS_ENDPOINT_URL_STS: 'https://sts.example/' }, 'iam')).toMatchObject({ url: 'https://role.example/' });
  });

  it('is not looked at when the user says so', () => {
    const env = { AWS_ENDPOINT_URL_STS: 'https://sts.example/' };
    expect(override([role], { ...env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' })).toBeUndefined();
    expect(override([{ ...role, ignoreConfigured: true }], env)).toBeUndefined();
    expect(override([{ ...role, ignoreConfigured: true }], { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' })).toMatchObject({
      url: 'https://role.example/',
    });
    expect(override([{ profile: 'prod' }, { ...source, ignoreConfigured: true }])).toBeUndefined();
  });

  it.each(['http://127.0.0.1:4566', 'http://127.8.8.8/', 'http://[::1]:80/', 'http://localhost:1/', 'https://sts.example/x'])(
    'may be %s',
    (url) => {
      expect(override([], { AWS_ENDPOINT_URL: url })).toEqual({ url, setting: 'AWS_ENDPOINT_URL' });
    },
  );

  it.each([
    ['http://sts.example/', 'plain-http'],
    ['http://127.0.0.1.example/', 'plain-http'],
    ['http://localhost.example/', 'plain-http'],
    ['http://10.0.0.1/', 'plain-http'],
    ['ftp://127.0.0.1/', 'not-a-url'],
    ['127.0.0.1:4566', 'not-a-url'],
  ])('may not be %s', (url, why) => {
    expect(override([], { AWS_ENDPOINT_URL: url })).toEqual({ code: 'endpoint-refused', url, setting: 'AWS_ENDPOINT_URL', why });
  });

  it.each(['https://jane:hush@sts.example/', 'jane:hush@sts.example', 'http://jane:hu/hush@sts.example', 'http://jane:@hush@sts.example'])(
    'with a password in it is refused without showing it: %s',
    (url) => {
      const problem = override([], { AWS_ENDPOINT_URL: url });
      expect(problem).toMatchObject({ code: 'endpoint-refused' });
      expect(JSON.stringify(problem)).not.toContain('hush');
    },
  );
});

it('is read from the services section that a profile names', () => {
  const text =
    '[services local]\nsts =\n  endpoint_url = http://127.0.0.1:1\niam =\n  endpoint_url = http://127.0.0.1:2\n[default]\nservices = local\naws_access_key_id = AKIA\naws_secret_access_key = s\n';
  const { sources } = readProfiles({
    config: { file: 'config', document: parseIni(new TextEncoder().encode(text)) },
    credentials: { file: 'credentials', document: undefined },
    env: {},
  });
  expect(sources[0]?.endpoint.override).toEqual({ url: 'http://127.0.0.1:1', setting: 'services local of profile default' });
});
