import { describe, expect, it } from 'vitest';
import { parseIni } from '../../../../src-main/aws/ini/ini-parse.ts';
import { readProfiles } from '../../../../src-main/aws/profiles/profiles.ts';

const parse = (text: string) => parseIni(new TextEncoder().encode(text));
const keys = '[jane]\naws_access_key_id = AKIAX\naws_secret_access_key = s\n';
const sourceIn = (config: string, env: Record<string, string> = {}) =>
  readProfiles({
    config: { file: 'config', document: parse(config) },
    credentials: { file: 'credentials', document: parse(keys) },
    env,
  }).sources[0];
const role = (partition: string, ...lines: string[]) =>
  `[profile r${lines.join('').replaceAll(/\W/g, '')}]\nrole_arn = arn:${partition}:iam::444455556666:role/Ops\nsource_profile = jane\n${lines.join('\n')}\n`;

describe('where the calls of a source go', () => {
  it.each([
    ['aws-us-gov', 'us-gov-east-1'],
    ['aws-cn', 'cn-northwest-1'],
    ['aws-eusc', 'eusc-de-east-1'],
    ['aws-iso', 'us-iso-west-1'],
    ['aws-iso-b', 'us-isob-east-1'],
    ['aws-iso-e', 'eu-isoe-west-1'],
    ['aws-iso-f', 'us-isof-south-1'],
    ['aws', 'eu-central-1'],
  ])('is the partition and region of its role in %s', (partition, region) => {
    const source = sourceIn(role(partition, `region = ${region}`));
    expect([source?.endpoint, source?.iamEndpoint]).toEqual([{ region }, { region }]);
  });

  it('is the home of the partition where no role names a region, whatever the environment says', () => {
    expect(sourceIn(role('aws-us-gov'))?.endpoint).toEqual({ region: 'us-gov-west-1' });
    expect(sourceIn(role('aws-cn'), { AWS_REGION: 'eu-west-1' })?.endpoint).toEqual({ region: 'cn-north-1' });
  });

  it('is its own region first, and none of a role that may be off in its account', () => {
    expect(sourceIn(`[profile jane]\nregion = eu-west-3\n${role('aws', 'region = us-east-2')}`)?.endpoint).toEqual({ region: 'eu-west-3' });
    expect(sourceIn(role('aws', 'region = eu-south-2') + role('aws', 'region = us-east-2'))?.endpoint).toEqual({ region: 'us-east-2' });
    expect(sourceIn(role('aws', 'region = eu-south-2'))?.endpoint).toEqual({ region: 'us-east-1' });
  });

  it('is of the kind that its role wants, and trusts whom its role trusts, but goes to no endpoint of the role', () => {
    const lines = [
      'use_fips_endpoint = true',
      'use_dualstack_endpoint = true',
      'ca_bundle = /ca.pem',
      'endpoint_url = https://role.example',
    ];
    const place = { region: 'us-east-1', fips: true, dualStack: true, caBundle: '/ca.pem' };
    expect(sourceIn(role('aws', ...lines))).toMatchObject({ endpoint: place, iamEndpoint: place });
    expect(sourceIn(role('aws', ...lines))?.endpoint).not.toHaveProperty('override');
    expect(sourceIn(`[profile jane]\nuse_fips_endpoint = false\n${role('aws', ...lines)}`)?.endpoint).not.toHaveProperty('fips');
  });
});
