import { describe, expect, it } from 'vitest';
import { parseIni } from '../../../../src-main/aws/ini/ini-parse.ts';
import { readProfiles } from '../../../../src-main/aws/profiles/profiles.ts';

const variablesOf = (config: string, profile = 'prod') =>
  Object.fromEntries(
    readProfiles({
      config: { file: 'config', document: parseIni(new TextEncoder().encode(config)) },
      credentials: { file: 'credentials', document: undefined },
      env: {},
    }).variablesOf(profile),
  );

describe('the variables of a profile', () => {
  it('are those of its settings, without its region and credentials', () => {
    const config =
      '[profile prod]\nrole_arn = x\nregion = eu-west-1\noutput = text # mine\nca_bundle = /a.pem\nuse_fips_endpoint = true\ns3 =\n  a = b\n';
    expect(variablesOf(config)).toEqual({ AWS_DEFAULT_OUTPUT: 'text', AWS_CA_BUNDLE: '/a.pem', AWS_USE_FIPS_ENDPOINT: 'true' });
    expect(variablesOf(config, 'other')).toEqual({});
  });

  it('keep an endpoint with its service', () => {
    const config =
      '[services corp]\nsts =\n  endpoint_url = http://127.0.0.1:1\nelastic_beanstalk =\n  endpoint_url = https://e\ns3 =\n  x = y\n[profile prod]\nservices = corp\n';
    expect(variablesOf(config)).toEqual({ AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_ELASTIC_BEANSTALK: 'https://e' });
    expect(variablesOf(`${config}endpoint_url = https://all\n`)).toMatchObject({
      AWS_ENDPOINT_URL: 'https://all',
      AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1',
    });
  });

  it('have a pager that is none', () => {
    expect(variablesOf('[profile prod]\ncli_pager =\noutput =\n')).toEqual({ AWS_PAGER: '' });
  });

  it('undo what default says and the profile does not', () => {
    const byDefault = '[default]\nuse_fips_endpoint = true\noutput = text\nendpoint_url = http://127.0.0.1:4566\nretry_mode = adaptive\n';
    expect(variablesOf(`${byDefault}[profile prod]\noutput = table\n`)).toEqual({
      AWS_DEFAULT_OUTPUT: 'table',
      AWS_USE_FIPS_ENDPOINT: 'false',
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
    });
    expect(variablesOf(`${byDefault}[profile prod]\nendpoint_url = https://own\n`)).not.toHaveProperty(
      'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
    );
    expect(variablesOf(byDefault, 'default')).toEqual({
      AWS_DEFAULT_OUTPUT: 'text',
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_RETRY_MODE: 'adaptive',
    });
  });
});
