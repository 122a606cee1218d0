import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAwsFiles } from '../../../src-main/aws/files/aws-files.adapter.ts';
import { environmentOf } from '../../../src-main/aws/profiles/environment.ts';
import { systemClock } from '../../../src-main/base/clock.ts';

/** A role's profile and its target, read back by the `aws` of this computer. */
const script = join(import.meta.dirname, '../../support/aws/read-settings.py');

/** Each Python that has the CLI's library. */
const pythons = ['/usr/bin/python3', 'python3'].filter((python) => {
  try {
    execFileSync(python, ['-c', 'try:\n import botocore\nexcept ImportError:\n import awscli.botocore'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

/** Every setting of AWS's references (SDKs and Tools, CLI) that is none of credentials, with a value that is not what it is when it is absent. */
const settings: Readonly<Record<string, string>> = {
  account_id_endpoint_mode: 'disabled',
  api_versions: '\n  ec2 = 2016-11-15',
  auth_scheme_preference: 'sigv4a, sigv4',
  ca_bundle: '/etc/ssl/certs/ca-certificates.crt',
  cli_auto_prompt: 'off',
  cli_binary_format: 'raw-in-base64-out',
  cli_error_format: 'text',
  cli_follow_redirects: 'false',
  cli_follow_urlparam: 'false',
  cli_help_output: 'terminal',
  cli_history: 'disabled',
  cli_pager: '',
  cli_timestamp_format: 'iso8601',
  csm_enabled: 'false',
  csm_host: '127.0.0.1',
  csm_port: '31001',
  csm_client_id: 'x',
  defaults_mode: 'in-region',
  disable_host_prefix_injection: 'true',
  disable_request_compression: 'true',
  dynamodb: '\n  endpoint_url = https://unused.example',
  ec2_metadata_service_endpoint: 'http://127.0.0.1:1',
  ec2_metadata_service_endpoint_mode: 'IPv6',
  ec2_metadata_v1_disabled: 'true',
  endpoint_discovery_enabled: 'true',
  endpoint_url: 'https://all.example:4566',
  ignore_configured_endpoint_urls: 'false',
  imds_use_ipv6: 'false',
  max_attempts: '7',
  metadata_service_num_attempts: '4',
  metadata_service_timeout: '3',
  output: 'table',
  parameter_validation: 'false',
  region: 'eu-south-2',
  request_checksum_calculation: 'when_required',
  request_min_compression_size_bytes: '128',
  response_checksum_validation: 'when_required',
  retry_mode: 'adaptive',
  s3: '\n\n    # how buckets are named\n    addressing_style = path\n      use_accelerate_endpoint = false\n  max_concurrent_requests = 3\n    payload_signing_enabled = true',
  s3api: '\n  payload_signing_enabled = true',
  s3_disable_express_session_auth: 'true',
  s3_disable_multiregion_access_points: 'true',
  s3_us_east_1_regional_endpoint: 'regional',
  s3_use_arn_region: 'false',
  sdk_ua_app_id: 'roletap-test',
  services: 'corp',
  sigv4a_signing_region_set: '*',
  sts_regional_endpoints: 'legacy',
  tcp_keepalive: 'true',
  use_dualstack_endpoint: 'true',
  use_fips_endpoint: 'true',
  made_up_in_2031: 'yes',
};

/** What says whose credentials a profile has; a target may take none of it. */
const credentials = [
  'role_arn = arn:aws:iam::222233334444:role/Admin',
  'source_profile = jane',
  'mfa_serial = arn:aws:iam::111122223333:mfa/jane',
  'external_id = x-1',
  'role_session_name = jane',
  'duration_seconds = 3600',
];
const ofCredentials = credentials.map((line) => line.split(' ')[0] ?? '');

const services = '[services corp]\nsts =\n  endpoint_url = http://127.0.0.1:4600\ns3 =\n  endpoint_url = http://127.0.0.1:4700\n';
const other = '[default]\noutput = text\nuse_fips_endpoint = true\nendpoint_url = https://default.example\n';
const jane = '[jane]\naws_access_key_id = AKIAJANE\naws_secret_access_key = s\n';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const paths = () => ({ configPath: join(folder, 'config'), credentialsPath: join(folder, 'credentials') });
const files = () => createAwsFiles({ ...paths(), env: {}, clock: systemClock });
const session = { accessKeyId: 'ASIATARGET', secretAccessKey: 's', sessionToken: 'token', expires: Date.now() + 3_600_000 };

interface Read {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly s3: unknown;
  readonly scoped: Readonly<Record<string, unknown>>;
  readonly endpoints: Readonly<Record<string, string>>;
  readonly credentials: readonly string[] | null;
  readonly account: string | null;
}

/** What is read of each of the profiles, or of none that is named. */
const read = (
  python: string,
  profiles: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  services = 's3 dynamodb sts',
): readonly Read[] => {
  const env = {
    PATH: process.env.PATH,
    PYENV_ROOT: process.env.PYENV_ROOT,
    HOME: folder,
    LANG: 'C.UTF-8',
    AWS_CONFIG_FILE: paths().configPath,
    AWS_SHARED_CREDENTIALS_FILE: paths().credentialsPath,
    ...environment,
  };
  return JSON.parse(execFileSync(python, [script, services, ...profiles], { env, encoding: 'utf8' })) as readonly Read[];
};
const behaviour = ({ variables, s3, scoped, endpoints }: Read) => ({
  variables,
  s3,
  endpoints,
  scoped: Object.fromEntries(
    Object.entries(scoped).filter(([key]) => !ofCredentials.includes(key) && !/^aws_|credential_process/.test(key)),
  ),
});

/** Writes both kinds of targets for these roles. */
const write = async (config: string, shared = jane, roles: readonly string[] = ['prod']): Promise<void> => {
  const { configPath, credentialsPath } = paths();
  writeFileSync(configPath, config);
  writeFileSync(credentialsPath, shared);
  const known = await files().read();
  if (!known.ok) throw new Error(known.problem.code);
  const launcher = join(folder, 'ask');
  const document = { Version: 1, AccessKeyId: 'ASIAPROCESS', SecretAccessKey: 's', SessionToken: 't', Expiration: '2099-01-01T00:00:00Z' };
  writeFileSync(launcher, `#!/bin/sh\nprintf '%s' '${JSON.stringify(document)}'\n`);
  chmodSync(launcher, 0o755);
  const roleArn = 'arn:aws:iam::222233334444:role/Admin';
  for (const role of roles) {
    const taken = { settings: known.value.settingsOf(role) };
    const target = { target: `${role}-tap`, roleArn, via: 'mfa-session', since: 0, credentials: session, ...taken } as const;
    for (const written of [
      await files().writeTarget(target),
      await files().writeProcess({ target: `${role}-asks`, command: launcher, ...taken }),
    ])
      if (!written.ok) throw new Error(written.problem.code);
  }
};

const lineOf = (key: string, value: string): string => (value.startsWith('\n') ? `${key} =${value}` : `${key} = ${value}`);

describe.each(pythons)('read by the aws of %s', (python) => {
  /** Gives what is read of the roles' first targets. */
  const expectSame = (roles: readonly string[] = ['prod'], asked?: string): readonly Read[] => {
    const of = (end: string) => roles.map((role) => `${role}${end}`);
    const all = read(python, [...roles, ...of('-tap'), ...of('-asks')], {}, asked);
    const [role, keys, asking] = [0, 1, 2].map((part) => all.slice(part * roles.length, (part + 1) * roles.length));
    expect(keys?.map(behaviour)).toEqual(role?.map(behaviour));
    expect(asking?.map(behaviour)).toEqual(role?.map(behaviour));
    for (const { credentials: got, account } of keys ?? []) {
      expect(got).toEqual(['shared-credentials-file', 'ASIATARGET', 'token']);
      expect([null, '222233334444']).toContain(account);
    }
    for (const { credentials: got } of asking ?? []) expect(got).toEqual(['custom-process', 'ASIAPROCESS', 't']);
    return keys ?? [];
  };
  const section = (lines: readonly string[], name = 'prod') => `[profile ${name}]\n${[...credentials, ...lines].join('\n')}\n`;
  const profile = (lines: readonly string[]) => `${services}${other}${section(lines)}`;
  const entries = Object.entries(settings);

  it('a target has all settings of its role, and credentials of its own', async () => {
    await write(profile(entries.map(([key, value]) => lineOf(key, value))));
    const scoped = expectSame()[0]?.scoped ?? {};
    expect(Object.keys(settings).filter((key) => !(key in scoped))).toEqual([]);
    expect(ofCredentials.filter((key) => key in scoped)).toEqual([]);
  });

  it('each setting by itself', async () => {
    const roles = entries.map(([key, value]) => section([lineOf(key, value), ...(key === 'region' ? [] : ['region = us-east-1'])], key));
    await write(services + other + roles.join(''), jane, Object.keys(settings));
    expectSame(Object.keys(settings), '');
    expectSame(['endpoint_url', 's3', 'services', 'sts_regional_endpoints', 'use_dualstack_endpoint', 'use_fips_endpoint']);
  });

  it('an endpoint that is set for STS stays with STS', async () => {
    await write(profile(['services = corp', 'region = eu-central-1']));
    expect(expectSame()[0]?.endpoints.dynamodb).toBe('https://dynamodb.eu-central-1.amazonaws.com');
  });

  it('a profile that is indented, in both files, or called default', async () => {
    const indented = `${services}[profile prod]\n  ${credentials.join('\n  ')}\n  s3 =\n      addressing_style = path\n  region = eu-west-1\n  output = json\n`;
    await write(indented);
    expectSame();
    await write(profile(['region = eu-west-1', 'output = json']), `${jane}[prod]\noutput = text\nca_bundle = /x\n`);
    expectSame();
    await write(`${services}[default]\n${credentials.join('\n')}\nregion = eu-west-1\nservices = corp\n`, jane, ['default']);
    expectSame(['default']);
  });

  it('what the role loses, its targets lose; what the user says in one stays', async () => {
    await write(profile(['region = eu-west-1', 'output = json', 's3 =', '  addressing_style = path', 'retry_mode = adaptive']));
    const edited = readFileSync(paths().credentialsPath, 'utf8').replace('retry_mode = adaptive', 'max_attempts = 9');
    const before = readFileSync(paths().configPath, 'utf8');
    const own = before.slice(before.indexOf('\n[profile prod-asks]')).replace('retry_mode = adaptive', 'max_attempts = 9');
    await write(`${profile(['region = eu-west-2', 'retry_mode = standard'])}${own}`, edited);
    for (const { scoped } of read(python, ['prod-tap', 'prod-asks'])) {
      const { region, output, s3, retry_mode, max_attempts } = scoped;
      expect({ region, output, s3, retry_mode, max_attempts }).toEqual({ region: 'eu-west-2', retry_mode: 'standard', max_attempts: '9' });
    }
  });

  it('an environment has what has a variable, and nothing of default', async () => {
    const none = /^(?:s3|s3api|dynamodb|api_versions|cli_.*|parameter_validation|ec2_.*|metadata_.*|imds_.*|made_up_in_2031|region)$/;
    const withVariable = entries.filter(([key]) => !none.test(key));
    for (const lines of [withVariable, withVariable.slice(0, 1)]) {
      await write(profile(['region = eu-west-1', ...lines.map(([key, value]) => lineOf(key, value))]));
      const known = await files().read();
      if (!known.ok) throw new Error(known.problem.code);
      const variables = known.value.variablesOf('prod');
      const { set } = environmentOf({ kind: 'keys', credentials: session, accountId: '222233334444', region: 'eu-west-1', variables });
      const [role] = read(python, ['prod']);
      const [environment] = read(python, [], Object.fromEntries(set));
      // What is absent may be false as well, and ignoring the endpoints of default is the way to have none.
      const said = (answer: Read | undefined, name: string) =>
        name.startsWith('ignore_') ? 'null' : JSON.stringify(answer?.variables[name] || null);
      expect(Object.keys(role?.variables ?? {}).filter((name) => said(role, name) !== said(environment, name))).toEqual([]);
      expect(environment?.endpoints).toEqual(role?.endpoints);
      expect(environment?.credentials?.[1]).toBe('ASIATARGET');
    }
  });
});
