import { describe, expect, it } from 'vitest';
import { parseIni } from '../../../../src-main/aws/ini/ini-parse.ts';
import { readProfiles } from '../../../../src-main/aws/profiles/profiles.ts';
import type { Problem } from '../../../../src-main/contract/problems/problem.ts';

const document = (text: string | undefined) => (text === undefined ? undefined : parseIni(new TextEncoder().encode(text)));

const read = (config: string | undefined, credentials?: string, env: Record<string, string> = {}) =>
  readProfiles({
    config: { file: '/home/jane/.aws/config', document: document(config) },
    credentials: { file: '/home/jane/.aws/credentials', document: document(credentials) },
    env,
  });

const keys = '[default]\naws_access_key_id = AKIAJANE\naws_secret_access_key = s3cr3t\n';
const mfa = 'arn:aws:iam::111122223333:mfa/jane';
const admin = 'arn:aws:iam::111122223333:role/teams/Admin';
const prod = `[profile prod]\nrole_arn = ${admin}\nsource_profile = default\n`;
const problemsOf = (config: string, credentials = keys, env = {}) => read(config, credentials, env).broken;

const prodOf = (source: string) => `[profile prod]\nrole_arn = ${admin}\nsource_profile = ${source}\n`;

describe('a source', () => {
  it('is a profile with long-term keys', () => {
    const { sources, roles, broken } = read(`[default]\nmfa_serial = ${mfa}\nregion = eu-west-1\n`, keys);
    expect(sources).toEqual([
      {
        profile: 'default',
        kind: 'file',
        id: 'AKIAJANE',
        mfaSerial: mfa,
        region: 'eu-west-1',
        place: { file: '/home/jane/.aws/credentials', line: 1 },
        endpoint: { region: 'eu-west-1' },
        iamEndpoint: { region: 'eu-west-1' },
      },
    ]);
    expect([roles, broken]).toEqual([[], []]);
  });

  it('is told of a region that AWS does not have, once, and is asked in another', () => {
    const region = 'us_east_1';
    const problem = { code: 'setting-bad', profile: 'default', setting: 'region', value: region };
    const alone = read(`[default]\nregion = ${region}\n`, keys);
    expect([alone.broken, alone.sources[0]?.endpoint.region]).toEqual([[{ profile: 'default', problem }], 'us-east-1']);
    // Its role says so itself.
    expect(problemsOf(`[default]\nregion = ${region}\n${prod}`)).toMatchObject([{ profile: 'prod', problem }]);
    // That place's own affair.
    expect(problemsOf(`[default]\nregion = here\nendpoint_url = http://127.0.0.1:4566\n`)).toEqual([]);
  });

  it('sends IAM elsewhere than STS where a setting is for one of them', () => {
    const source = read('', keys, { AWS_ENDPOINT_URL_IAM: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:2' }).sources[0];
    expect(source?.endpoint.override?.url).toBe('http://127.0.0.1:2');
    expect(source?.iamEndpoint.override).toEqual({ url: 'http://127.0.0.1:1', setting: 'AWS_ENDPOINT_URL_IAM' });
  });

  it('stays usable when only its endpoint for IAM is refused, and shows that without a password', () => {
    const { sources, broken } = read('', keys, { AWS_ENDPOINT_URL_IAM: 'https://jane:pw@iam.example' });
    expect(broken).toEqual([]);
    expect(sources[0]?.endpoint).toEqual({ region: 'us-east-1' });
    const override = { url: 'https://iam.example', setting: 'AWS_ENDPOINT_URL_IAM', refused: 'not-a-url' };
    expect(sources[0]?.iamEndpoint).toEqual({ region: 'us-east-1', override });
  });

  it('may take its keys from a program, and tells nothing of the line', () => {
    const { sources, roles, originOf } = read(`[profile a]\ncredential_process = op "hunter2"\nregion = eu-west-1\n${prodOf('a')}`);
    expect(sources).toMatchObject([{ profile: 'a', kind: 'process', id: expect.stringMatching(/^process-[0-9a-f]{16}$/) }]);
    expect(roles).toMatchObject([{ profile: 'prod', source: 'a' }]);
    expect(JSON.stringify([sources, roles])).not.toContain('hunter2');
    expect(originOf('a')).toEqual({ kind: 'process', line: 'op "hunter2"' });
  });

  it('may be a sign-in: at Identity Center before all else, by aws login before a program', () => {
    const pair = '[a]\naws_access_key_id = AKIAA\naws_secret_access_key = s\n';
    const sso = 'sso_session = acme\nsso_account_id = 111122223333\nsso_role_name = Viewer\n';
    const login = 'login_session = arn:aws:iam::111122223333:user/jane\ncredential_process = op\n';
    const kindOf = (rest: string, credentials = '') => read(`[profile a]\n${rest}`, credentials).sources.map(({ kind }) => kind);
    expect(kindOf(sso, pair)).toEqual(['sso']);
    expect(kindOf(login, pair)).toEqual(['file']);
    expect(kindOf(login)).toEqual(['login']);
    const [one, two] = [sso, sso.replace('Viewer', 'Admin')].map((text) => read(`[profile a]\n${text}`, '').sources[0]);
    expect(one).toMatchObject({ permissionSet: { accountId: '111122223333', roleName: 'Viewer' } });
    expect(one?.id).not.toBe(two?.id);
  });

  it.each([
    ['credentials', 'file'],
    ['config', 'process'],
  ])('takes keys in the %s file, or a program in the config file, as aws does', (file, kind) => {
    const pair = '[default]\naws_access_key_id = AKIAA\naws_secret_access_key = s\n';
    const process = '[default]\ncredential_process = op\n';
    const { sources } = file === 'config' ? read(`${pair}credential_process = op\n`) : read(process, pair);
    expect(sources).toMatchObject([{ profile: 'default', kind }]);
  });

  it('may have its keys in the config file', () => {
    expect(read('[profile a]\naws_access_key_id = AKIAA\naws_secret_access_key = b\n').sources[0]?.profile).toBe('a');
  });

  it('has no session token, not even by its old name, and both keys', () => {
    expect(read('', `${keys}aws_session_token = t\n`).sources).toEqual([]);
    expect(read('', `${keys}aws_security_token = t\n`).sources).toEqual([]);
    expect(read('', '[a]\naws_access_key_id = AKIAA\naws_secret_access_key =\n').sources).toEqual([]);
  });

  it('is told apart from files that are not there', () => {
    expect(read(undefined, undefined).found).toBe(false);
    expect(read(undefined, '').found).toBe(true);
  });

  it('of another partition goes to that partition', () => {
    const config = (serial: string) => `[default]\nmfa_serial = ${serial}\n`;
    expect(read(config('arn:aws-us-gov:iam::111122223333:mfa/jane'), keys).sources[0]?.endpoint.region).toBe('us-gov-west-1');
    expect(read('[default]\nregion = cn-northwest-1\n', keys).sources[0]?.endpoint.region).toBe('cn-northwest-1');
  });
});

describe('a role', () => {
  it('is a profile with role_arn and a source', () => {
    const config = `${prod}mfa_serial = ${mfa}\nregion = eu-central-1\nexternal_id = x/1\nrole_session_name = jane\nduration_seconds = 7200\n`;
    expect(read(config, keys).roles).toEqual([
      {
        profile: 'prod',
        roleArn: admin,
        roleName: 'Admin',
        accountId: '111122223333',
        partition: 'aws',
        through: [],
        source: 'default',
        mfaSerial: mfa,
        externalId: 'x/1',
        roleSessionName: 'jane',
        durationSeconds: 7200,
        region: 'eu-central-1',
        endpoint: { region: 'eu-central-1' },
        place: { file: '/home/jane/.aws/config', line: 1 },
      },
    ]);
  });

  it('takes the MFA serial of its source when it has none', () => {
    expect(read(`${prod}[default]\nmfa_serial = ${mfa}\n`, keys).roles[0]?.mfaSerial).toBe(mfa);
  });

  it('prefers its own MFA serial, then that of the role nearest to it', () => {
    const chain = `[profile a]\nrole_arn = ${admin}\nsource_profile = b\n[profile b]\nrole_arn = ${admin}B\nsource_profile = default\nmfa_serial = GAHT00000001\n[default]\nmfa_serial = GAHT00000002\n`;
    expect(read(chain, keys).roles.map(({ mfaSerial }) => mfaSerial)).toEqual(['GAHT00000001', 'GAHT00000001']);
    expect(read(chain.replace('source_profile = b\n', 'source_profile = b\nmfa_serial = GAHT00000003\n'), keys).roles[0]?.mfaSerial).toBe(
      'GAHT00000003',
    );
  });

  it('is reached through the roles of its chain, the one nearest to the source first', () => {
    const config = `[profile a]\nrole_arn = ${admin}A\nsource_profile = b\n[profile b]\nrole_arn = ${admin}B\nsource_profile = c\nexternal_id = xb\n[profile c]\nrole_arn = ${admin}C\nsource_profile = default\n`;
    const role = read(config, keys).roles[0];
    expect(role?.source).toBe('default');
    expect(role?.through).toEqual([
      { profile: 'c', roleArn: `${admin}C` },
      { profile: 'b', roleArn: `${admin}B`, externalId: 'xb' },
    ]);
  });

  it('may be its own source when it has static keys', () => {
    const config = `[profile me]\nrole_arn = ${admin}\nsource_profile = me\n`;
    expect(read(config, keys.replace('default', 'me')).roles[0]).toMatchObject({ source: 'me', through: [] });
  });

  it('has a source that has a role of its own, too: keys end the chain', () => {
    const config = `${prod}[default]\nrole_arn = ${admin}2\nsource_profile = nowhere\n`;
    expect(read(config, keys).roles[0]).toMatchObject({ profile: 'prod', source: 'default', through: [] });
  });

  it.each(['my team', 'he said "yes"', "o'neill", 'größe 🔑', '-x', 'a/b:c'])('may be called %s', (name) => {
    const quoted = `"${name.replaceAll('"', '\\"')}"`;
    const { roles } = read(`[profile ${quoted}]\nrole_arn = ${admin}\nsource_profile = default\n`, keys);
    expect(roles[0]?.profile).toBe(name);
  });

  it('is one of 2,000 in a moment', () => {
    const config = Array.from({ length: 2000 }, (_, index) => prod.replace('prod', `prod-${index}`)).join('\n');
    const started = process.cpuUsage();
    const { roles } = read(config, keys);
    expect(roles).toHaveLength(2000);
    // Of the processor's time: others may be busy.
    expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
  });
});

describe('a role that cannot be tapped says why', () => {
  const role = (rest: string, name = 'a') => `[profile ${name}]\nrole_arn = ${admin}\n${rest}\n`;

  it.each([
    [
      'a role_arn that is none',
      '[profile a]\nrole_arn = Admin\nsource_profile = default\n',
      { code: 'role-arn-bad', profile: 'a', roleArn: 'Admin' },
    ],
    ['a source that is missing', role('source_profile = b'), { code: 'source-missing', profile: 'a', source: 'b' }],
    ['no source at all', role(''), { code: 'source-missing', profile: 'a', source: '' }],
    ['itself as source, without keys', role('source_profile = a'), { code: 'source-loop', profiles: ['a', 'a'] }],
    ['a source without keys', `${role('source_profile = b')}[profile b]\nregion = x\n`, { code: 'source-without-keys', source: 'b' }],
    [
      'credential_source',
      role('credential_source = Environment'),
      { code: 'source-unsupported', profile: 'a', setting: 'credential_source' },
    ],
    [
      'both sources',
      role('source_profile = default\ncredential_source = Environment'),
      { code: 'source-unsupported', profile: 'a', setting: 'credential_source', refused: 'profile' },
    ],
    [
      'a code for credentials of the machine',
      role(`credential_source = Environment\nmfa_serial = ${mfa}`),
      { code: 'source-unsupported', profile: 'a', setting: 'credential_source', asksMfa: true },
    ],
    [
      'a web identity in a file that aws refuses',
      `${role('web_identity_token_file = /x')}nonsense\n`,
      { code: 'source-unsupported', profile: 'a', setting: 'web_identity_token_file', refused: 'file' },
    ],
    [
      'a web identity',
      role('web_identity_token_file = /x'),
      { code: 'source-unsupported', profile: 'a', setting: 'web_identity_token_file' },
    ],
    [
      'a source with another origin',
      `${role('source_profile = b')}[profile b]\nsso_session = acme\n`,
      { code: 'source-unsupported', profile: 'b', setting: 'sso_session' },
    ],
    [
      'an MFA serial that is none',
      role('source_profile = default\nmfa_serial = a b'),
      { code: 'mfa-serial-bad', profile: 'a', mfaSerial: 'a b' },
    ],
    ...(
      [
        ['role_session_name', 'ACME\\jane'],
        ['role_session_name', 'Jane Doe'],
        ['role_session_name', 'a:b'],
        ['role_session_name', 'j'],
        ['role_session_name', 'j'.repeat(65)],
        ['external_id', 'a b'],
        ['external_id', 'x'],
        ['duration_seconds', '1h'],
        ['duration_seconds', '3600.5'],
        ['duration_seconds', '-1'],
        ['region', 'us-east-1a'],
        ['region', '"us-east-1"'],
        ['region', 'US-EAST-1'],
        ['region', 'Ireland'],
      ] as const
    ).map(([setting, value]): [string, string, Problem] => [
      `${setting} = ${value}`,
      role(`source_profile = default\n${setting} = ${value}`),
      { code: 'setting-bad', profile: 'a', setting, value },
    ]),
  ])('%s', (_, config, problem) => {
    expect(problemsOf(config)[0]).toMatchObject({ profile: 'a', problem });
    expect(read(config, keys).roles).toEqual([]);
  });

  it('a loop, in each profile of it', () => {
    const config = ['a', 'b', 'c'].map((name, index) => role(`source_profile = ${'bca'[index]}`, name)).join('');
    expect(problemsOf(config).map(({ problem }) => problem)).toEqual([
      { code: 'source-loop', profiles: ['a', 'b', 'c', 'a'] },
      { code: 'source-loop', profiles: ['b', 'c', 'a', 'b'] },
      { code: 'source-loop', profiles: ['c', 'a', 'b', 'c'] },
    ]);
  });

  it('more roles on the way than anybody has', () => {
    const named = (count: number) =>
      Array.from({ length: count }, (_, index) => role(`source_profile = ${index === 0 ? 'default' : `a${index - 1}`}`, `a${index}`)).join(
        '',
      );
    const { roles, broken } = read(named(53), keys);
    expect(roles.map(({ through }) => through.length)).toEqual(Array.from({ length: 51 }, (_, index) => index));
    expect(broken.map(({ problem }) => problem)).toEqual(['a51', 'a52'].map((profile) => ({ code: 'source-too-far', profile, limit: 50 })));
  });

  it.each([
    ['a chain', 'default'],
    ['a loop', 'a7999'],
  ])('nothing that takes long to find, in %s of 8,000', (_, end) => {
    const config = Array.from({ length: 8000 }, (_, index) =>
      role(`source_profile = ${index === 0 ? end : `a${index - 1}`}`, `a${index}`),
    ).join('');
    const began = performance.now();
    const { broken } = read(config, keys);
    expect(performance.now() - began).toBeLessThan(5000);
    expect(broken.at(-1)?.problem).toEqual(
      end === 'default'
        ? { code: 'source-too-far', profile: 'a7999', limit: 50 }
        : { code: 'source-loop', profiles: [...Array.from({ length: 10 }, (_, index) => `a${7999 - index}`), '…'] },
    );
  });

  it('temporary keys in its source', () => {
    expect(problemsOf(prod, `${keys}aws_session_token = t\n`)[0]?.problem).toEqual({
      code: 'source-without-keys',
      source: 'default',
      why: 'temporary',
      at: { file: '/home/jane/.aws/credentials', line: 4 },
    });
  });

  it('temporary keys in its source, beside the long-term ones that aws-mfa left', () => {
    const layout = `${keys.replace('[default]', '[default-long-term]')}${keys}aws_security_token = t\n`;
    const { broken, sources, whyNotSource } = read(prod, layout);
    const problem = { code: 'source-without-keys', source: 'default', why: 'temporary', at: { line: 7 }, instead: 'default-long-term' };
    expect(broken[0]?.problem).toMatchObject(problem);
    expect(sources.map(({ profile }) => profile)).toEqual(['default-long-term']);
    expect(whyNotSource('default')).toMatchObject(problem);
    expect([whyNotSource('default-long-term'), whyNotSource('nobody')]).toEqual([undefined, undefined]);
  });

  it.each([
    ['aws_access_key_id', 'no-secret'],
    ['aws_secret_access_key', 'no-id'],
  ] as const)('half a key in its source: %s alone', (there, why) => {
    expect(problemsOf(prod, `[default]\n${there} = x\n`)[0]?.problem).toEqual({
      code: 'source-without-keys',
      source: 'default',
      why,
      at: { file: '/home/jane/.aws/credentials', line: 2 },
    });
  });

  it('a source by a sign-in that gives a token only, also where the role wants a code', () => {
    const login = '[default]\nsso_session = acme\n';
    const problem = { code: 'source-unsupported', profile: 'default', setting: 'sso_session' };
    expect(problemsOf(`${prod}${login}`, '')[0]?.problem).toEqual(problem);
    expect(problemsOf(`${prod}mfa_serial = ${mfa}\n${login}`, '')[0]?.problem).toEqual({ ...problem, asksMfa: true });
  });

  it('a source by a program that asks Roletap itself', () => {
    const ours = '[default]\ncredential_process = "/home/jane/roletap-credentials" prod-tap\n';
    const problem = { code: 'source-program', profile: 'default', program: 'roletap', why: 'loop' };
    expect(problemsOf(`${prod}${ours}`, '')[0]?.problem).toEqual(problem);
    expect(read(ours, '').sources).toEqual([]);
  });

  it('a role that is named as a source', () => {
    expect(read(prod, keys).whyNotSource('prod')).toEqual({ code: 'source-without-keys', source: 'prod', why: 'role' });
  });

  it.each(['AKIA\u200b', '“AKIA”', '"AKIA"', 'AKIAé'])('an access key ID that no header takes, or that is none: %j', (id) => {
    const { broken, sources, roles, whyNotSource } = read(prod, `[default]\naws_secret_access_key = s\naws_access_key_id = ${id}\n`);
    const problem = {
      code: 'key-id-bad',
      profile: 'default',
      file: '/home/jane/.aws/credentials',
      line: 3,
      character: id.replace(/\w/g, '')[0],
    };
    expect(broken.map((entry) => entry.problem)).toEqual([problem, problem]);
    expect([sources, roles]).toEqual([[], []]);
    expect(whyNotSource('default')).toEqual(problem);
  });

  it('plain http to another computer, in the source as in the role', () => {
    const problem = { code: 'endpoint-refused', url: 'http://sts.example/', setting: 'endpoint_url in profile default', why: 'plain-http' };
    const { roles, sources, broken } = read(
      `${prod}endpoint_url = https://sts.example/\n[default]\nendpoint_url = http://sts.example/\n`,
      keys,
    );
    expect([roles, sources]).toEqual([[], []]);
    expect(broken.map((entry) => entry.problem)).toEqual([problem, problem]);
  });
});

describe('both files together', () => {
  it('let the credentials file win, key by key', () => {
    const { sources } = read('[default]\nregion = eu-west-1\nmfa_serial = GAHT00000001\n', `${keys}region = eu-west-2\n`);
    expect(sources[0]).toMatchObject({ endpoint: { region: 'eu-west-2' }, mfaSerial: 'GAHT00000001' });
  });

  it('let [profile default] replace [default]', () => {
    const { sources, notes } = read(
      '[profile default]\nregion = eu-west-1\n[default]\nregion = eu-west-2\nmfa_serial = GAHT00000001\n',
      keys,
    );
    expect(sources[0]?.endpoint.region).toBe('eu-west-1');
    expect(sources[0]?.mfaSerial).toBeUndefined();
    expect(notes).toEqual([{ file: '/home/jane/.aws/config', line: 3, flaw: 'both-default-sections', refusedByCli: false }]);
  });

  it('leave out [DEFAULT], sso-session and what has no prefix in the config file, and say the latter', () => {
    const { sources, notes } = read(
      `[DEFAULT]\nmfa_serial = GAHT00000001\n[sso-session x]\nregion = a\n[plugins]\nx = y\n[b]\naws_access_key_id = AKIAB\naws_secret_access_key = c\n`,
      keys,
    );
    expect(sources.map(({ profile, mfaSerial }) => [profile, mfaSerial])).toEqual([['default', undefined]]);
    expect(notes.map(({ line, flaw, detail }) => [line, flaw, detail])).toEqual([
      [1, 'default-section', undefined],
      [7, 'section-without-profile-prefix', 'b'],
    ]);
  });

  it('say which names only the CLI reads', () => {
    const odd = (config: string, credentials = '') => read(config, credentials).notes.map(({ flaw }) => flaw);
    for (const header of [
      'profile "a b"',
      'profile  a',
      'profile a ',
      'profile é',
      'profile.a',
      'profiles a',
      ' profile a',
      'default ',
      'profile "b"',
      "profile 'b'",
      'profile a b',
      'profilex a',
      'profile "a',
    ]) {
      expect(odd(`[${header}]\nregion = x\n`), header).toEqual(['section-name-odd']);
    }
    expect(odd('[profile]\nregion = x\n')).toEqual(['section-without-profile-prefix']);
    expect(odd('[profile a.b@c+d%e:f/g]\n[services s]\n[sso-session t]\n[profile\tc]\n')).toEqual([]);
    expect(odd('', '[profile a]\n')).toEqual(['section-name-odd']);
    expect(odd('', '[a b c]\n["a"]\n[é]\n')).toEqual([]);
    expect(odd('', '[ base ]\n')).toEqual(['section-name-odd']);
    expect(odd('', '[__proto__]\n')).toEqual(['section-proto']);
    expect(odd('', '[constructor]\n')).toEqual(['section-name-odd']);
  });

  it('take a name as aws takes it', () => {
    const { roles } = read(`[profiles typo]\nrole_arn = ${admin}\nsource_profile = default\n[ profile b ]\nrole_arn = ${admin}\n`, keys);
    expect(roles.map(({ profile }) => profile)).toEqual(['typo']);
  });

  it('are one file where they say the same, with each role once', () => {
    const one = `${keys}s3 =\n  b = 1\n[base]\naws_access_key_id = AKIAB\naws_secret_access_key = c\n${prod}[sso-session t]\nsso_region = x\n`;
    const { roles, sources, notes } = read(one, one);
    expect(roles.map(({ profile, source }) => [profile, source])).toEqual([['prod', 'default']]);
    expect(sources.map(({ profile }) => profile)).toEqual(['default', 'base']);
    expect(notes).toEqual([]);
    expect(read(`${one}[default]\n`, `${one}[default]\n`).notes).toHaveLength(1);
  });

  it('say where one value hides another to some readers', () => {
    const hidden = (config: string, credentials: string) =>
      read(config, credentials).notes.map(({ file, line, flaw, detail }) => [file.split('/').at(-1), line, flaw, detail]);
    expect(hidden('[profile a]\nregion = x\n', '[a]\nregion =\n')).toEqual([['credentials', 2, 'empty-value', 'region']]);
    expect(hidden('[profile a]\nregion =\n', '[a]\nregion = x\n')).toEqual([]);
    expect(hidden('[profile a]\ns3 =\n  b = 1\n', '[a]\ns3 =\n  c = 1\n')).toEqual([['credentials', 2, 'nested-twice', 's3']]);
    expect(hidden('[profile a]\nregion = x\n', '[a]\nregion = y\n')).toEqual([]);
    expect(hidden('[profile a]\nregion = x\n', '[a]\nregion =\n  b = 1\n').map(([, , flaw]) => flaw)).toEqual([
      'nested-twice',
      'empty-value',
    ]);
  });

  it('say when quotes hide that a profile is there twice', () => {
    const { notes } = read('[profile a]\nregion = x\n[profile "a"]\nregion = y\n');
    expect(notes.map(({ line, flaw, refusedByCli }) => [line, flaw, refusedByCli])).toEqual([
      [3, 'section-name-odd', false],
      [3, 'name-twice', false],
    ]);
  });
});

describe('regions', () => {
  const region = (config: string, env = {}) => read(config, keys, env).roles[0]?.endpoint.region;
  it("are the role's, the source's, the environment's, then the partition's home", () => {
    const source = '[default]\nregion = eu-west-2\n';
    expect(region(`${prod}region = eu-west-1\n${source}`, { AWS_REGION: 'eu-west-3' })).toBe('eu-west-1');
    expect(region(`${prod}${source}`, { AWS_REGION: 'eu-west-3' })).toBe('eu-west-2');
    expect(region(prod, { AWS_REGION: 'eu-west-3', AWS_DEFAULT_REGION: 'eu-north-1' })).toBe('eu-west-3');
    expect(region(prod, { AWS_DEFAULT_REGION: 'eu-north-1' })).toBe('eu-north-1');
    expect(region(prod)).toBe('us-east-1');
  });

  it("of another partition than the role's are not used", () => {
    const china = prod.replace('arn:aws:', 'arn:aws-cn:');
    expect(region(`${china}region = eu-west-1\n`, { AWS_REGION: 'us-east-1' })).toBe('cn-north-1');
    expect(region(china.replace('aws-cn', 'aws-eusc'))).toBe('eusc-de-east-1');
    // A value that is no region at all leads nowhere, and is told.
    expect(region(`${prod}region = evil.example/\n`)).toBeUndefined();
    expect(region(prod, { AWS_REGION: 'evil.example/' })).toBe('us-east-1');
    expect(read(`${china}region = eu-west-1\n`, keys).roles[0]?.region).toBe('eu-west-1');
  });
});

describe('a target', () => {
  const clash = (name: string, config = prod, credentials = keys) => read(config, credentials).whyNotTarget(name);

  it('may have a name that nobody has, or a section without credentials', () => {
    expect(clash('prod-tap')).toBeUndefined();
    expect(clash('prod-tap', '[profile prod-tap]\noutput = json\n', '[prod-tap]\nregion = x\n')).toBeUndefined();
  });

  it('may not have the name of a role, which would win over its keys', () => {
    expect(clash('prod')).toEqual({
      code: 'target-clash',
      target: 'prod',
      file: '/home/jane/.aws/config',
      line: 1,
      suggestion: 'prod-tap',
    });
    expect(clash('sso', '[profile sso]\nsso_session = x\n')).toMatchObject({ code: 'target-clash' });
  });

  it('may not have the name of a section with credentials of others, in either file', () => {
    expect(clash('default')).toMatchObject({ code: 'target-has-keys', line: 1, suggestion: 'default-tap' });
    expect(clash('b', '[profile b]\ncredential_process = x\n')).toMatchObject({ code: 'target-has-keys', file: '/home/jane/.aws/config' });
    expect(clash('b', '', '[b]\naws_access_key_id = ASIAB\naws_secret_access_key = c\naws_session_token = t\n')).toMatchObject({
      code: 'target-temporary',
      keys: 'unclear',
      line: 1,
    });
    const both = '[b]\naws_access_key_id = ASIAB\naws_secret_access_key = c\naws_session_token = t\n';
    expect(clash('b', '[profile b]\ncredential_process = x\n', both)).toMatchObject({ code: 'target-has-keys' });
    expect(clash('b', '', `${both}credential_process = x\n`)).toMatchObject({ code: 'target-has-keys' });
    expect(clash('b', '', both.replace('ASIAB', 'AKIAB'))).toMatchObject({ code: 'target-has-keys' });
  });

  it('is suggested with a name that is free', () => {
    expect(clash('default', '[profile default-tap]\nrole_arn = x\n', `${keys}[default-tap-2]\naws_access_key_id = AKIA\n`)).toMatchObject({
      suggestion: 'default-tap-3',
    });
  });

  it.each(['', 'a b', 'a"b', 'é', 'DEFAULT', '__proto__', 'a]b', 'a\nb', '#a'])('may not be called %j', (name) => {
    expect(clash(name)).toEqual({ code: 'target-name-bad', target: name });
  });
});

describe('a PIN in a file', () => {
  const line = (words: string) => `credential_process = aws_signing_helper credential-process ${words}\n`;
  const withPin = line("--private-key 'pkcs11:id=%01?pin-value=123456'");
  const file = '/home/jane/.aws/config';

  it.each([
    ['without its ARNs', `[profile dev]\n${withPin}`, 2],
    ['with a broken URI', `[profile dev]\n${line("--certificate 'pkcs11:id=%0?pin-value=123456'")}`, 2],
    ['in a script of a shell', "[profile dev]\ncredential_process = sh -c 'aws_signing_helper x pkcs11:?pin-value=1 | tee y'\n", 2],
    ['that a role of the same profile wins over', `[profile dev]\nrole_arn = ${admin}\nsource_profile = default\n${withPin}`, 4],
    ['that a later line wins over', `[profile dev]\n${withPin}credential_process = pass show aws\n`, 2],
  ])('is told of a line %s', (_, config, at) => {
    expect(read(config, keys).pinLines).toEqual([{ profile: 'dev', file, line: at }]);
  });

  it('is told once of a profile, of either file, and of no line without one', () => {
    const found = read(`[profile dev]\n${withPin}${withPin}`, `[dev]\n${withPin}[other]\n${withPin}`).pinLines;
    expect(found).toEqual([
      { profile: 'dev', file, line: 2 },
      { profile: 'other', file: '/home/jane/.aws/credentials', line: 4 },
    ]);
    expect(read(`[profile dev]\n${line("--private-key 'pkcs11:id=%01?pin-source=file:/x'")}# ${withPin}`).pinLines).toEqual([]);
  });
});
