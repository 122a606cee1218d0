import { describe, expect, it } from 'vitest';
import { propertyOf } from '../../../../src-main/aws/ini/ini-document.ts';
import { parseIni } from '../../../../src-main/aws/ini/ini-parse.ts';
import { readProfiles } from '../../../../src-main/aws/profiles/profiles.ts';
import { dropTargets, ownMark, putTarget } from '../../../../src-main/aws/targets/target-section.ts';

const parse = (text: string) => parseIni(new TextEncoder().encode(text));
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const settingsIn = (config: string, credentials = '', profile = 'prod') =>
  readProfiles({
    config: { file: 'config', document: parse(config) },
    credentials: { file: 'credentials', document: parse(credentials) },
    env: {},
  }).settingsOf(profile);

let count = 0;
/** The credentials file after a tap of the profile `prod`. */
const tap = (config: string, credentials: string, said: readonly string[] = [], region?: string): string => {
  count += 1;
  const put = putTarget(
    parse(credentials),
    {
      target: 'prod-tap',
      roleArn: 'arn:aws:iam::111122223333:role/Admin',
      profile: 'prod',
      via: 'direct',
      since: 0,
      credentials: { accessKeyId: `ASIA${count}`, secretAccessKey: 's', sessionToken: 't', expires: 1 },
      settings: settingsIn(config, credentials),
      ...(region === undefined ? {} : { region }),
    },
    new Set(said),
  );
  if (!put.ok) throw new Error(put.problem.code);
  return text(put.value);
};

/** The section's lines without mark and keys. */
const beside = (credentials: string) => credentials.split('\n').filter((line) => line !== '' && !/^(?:#|\[|aws_)/.test(line));

const role = '[profile prod]\nrole_arn = arn:aws:iam::111122223333:role/Admin\nsource_profile = jane\n';

describe('what a target takes over from its role', () => {
  it('is every setting, also one that is not known, in its own lines', () => {
    const lines = [
      'services = corp',
      'output = yaml  # mine',
      'Max_Attempts = 7',
      'retry_mode: adaptive',
      'cli_pager =',
      'made_up_in_2031 = x',
    ];
    expect(beside(tap(role + lines.join('\n'), ''))).toEqual(lines);
  });

  it('is nested settings, however they are indented, without comments and blank lines', () => {
    const nested = 's3 =\n\n  # path style\n\taddressing_style = path\n      max_queue_size = 1\n# roletap: no\noutput = json\n';
    expect(beside(tap(role + nested, ''))).toEqual(['s3 =', '\taddressing_style = path', '      max_queue_size = 1', 'output = json']);
  });

  it('is no part of the line above, where the profile is indented', () => {
    const made = tap('[profile prod]\n  role_arn = x\n  s3 =\n    use_accelerate_endpoint = true\n  output = json\n', '');
    expect(beside(made)).toEqual(['s3 =', '    use_accelerate_endpoint = true', 'output = json']);
    expect(parse(made).flaws).toEqual([]);
  });

  it('is not what `aws` would refuse the whole file for', () => {
    expect(parse(tap(`${role}s3 =\n  nonsense\n  max_queue_size = 1\n`, '')).flaws.filter(({ refusedByCli }) => refusedByCli)).toEqual([]);
    expect(beside(tap(`${role}cli_pager = a\u0007b\n`, ''))).toEqual([]);
  });

  it('comes from both files and all sections of the profile, the credentials file last, and not from default', () => {
    const config = `[default]\noutput = table\nca_bundle = /d\n${role}output = json\nregion = eu-west-1\n[profile prod]\nretry_mode = standard\n`;
    expect(beside(tap(config, '[prod]\noutput = text\n'))).toEqual([
      'output = text',
      'output = text',
      'region = eu-west-1',
      'retry_mode = standard',
    ]);
  });

  it.each(['default', 'a b', "it's", 'prod "🔑"'])('comes from a profile called %s', (name) => {
    const header = name === 'default' ? 'default' : `profile "${name.replaceAll('"', '\\"')}"`;
    expect(settingsIn(`[${header}]\nrole_arn = x\noutput = json\n`, '', name)).toEqual([{ key: 'output', lines: ['output = json'] }]);
  });

  it('is nothing of the credentials', () => {
    const keys = [
      'aws_access_key_id aws_secret_access_key aws_session_token aws_security_token aws_account_id aws_credential_scope role_arn source_profile',
      'credential_source credential_process mfa_serial external_id role_session_name duration_seconds web_identity_token_file login_session',
      'sso_session sso_start_url sso_account_id sso_role_name sso_region sso_registration_scopes expiration aws_expiration',
      'x_security_token_expires x_principal_arn granted_sso_start_url include_profile mfa_process',
    ].flatMap((line) => line.split(' '));
    const config = `[profile prod]\n${keys.map((key) => `${key} = AKIAOTHER`).join('\n')}\n`;
    expect(settingsIn(config)).toEqual([]);
    expect(settingsIn('', config.replace('profile ', ''))).toEqual([]);
  });

  it('is joined by the account of the role, and by a region where the role names none', () => {
    const made = tap(`${role}region =\n`, '', [], 'eu-west-3');
    expect(beside(made)).toEqual(['region = eu-west-3']);
    expect(made).toContain('\naws_account_id = 111122223333\n');
    expect(beside(tap(`${role}region = us-east-2\n`, '', [], 'us-east-2'))).toEqual(['region = us-east-2']);
  });
});

describe('a target that is renewed', () => {
  it('follows its role: what changed there changes, and what went goes', () => {
    const once = tap(`${role}output = json\nca_bundle = /a.pem\ns3 =\n  max_queue_size = 1\n`, '');
    const twice = tap(`${role}output = text\ns3 =\n  max_queue_size = 2\n  addressing_style = path\n`, once);
    expect(beside(twice)).toEqual(['output = text', 's3 =', '  max_queue_size = 2', '  addressing_style = path']);
    expect(beside(tap(role, twice))).toEqual([]);
  });

  it('keeps what the user added or changed, and what he says in the config file', () => {
    const once = tap(`${role}output = json\nregion = eu-west-1\ns3 =\n  max_queue_size = 1\n`, '');
    const edited = once
      .replace('output = json', 'output = table')
      .replace('  max_queue_size = 1\n', '  max_queue_size = 1\n  addressing_style = path\n')
      .concat('cli_pager = less\n');
    const twice = tap(`${role}output = text\nregion = eu-west-2\ncli_pager = more\nretry_mode = standard\n`, edited, ['retry_mode']);
    expect(beside(twice).sort()).toEqual(
      ['cli_pager = less', 'output = table', 'region = eu-west-2', 's3 =', '  max_queue_size = 1', '  addressing_style = path'].sort(),
    );
    const left = text(dropTargets(parse(twice), ['prod-tap']).bytes);
    expect(left).toBe('[prod-tap]\noutput = table\ns3 =\n  max_queue_size = 1\n  addressing_style = path\ncli_pager = less\n');
    expect(beside(tap(`${role}output = text\n`, left))).toContain('output = table');
  });

  it('has its own lines below indented ones of the user, which would continue them', () => {
    const before = '[prod-tap]\n  output = json\n  cli_pager = less\n\n[other]\nx = y\n';
    const once = tap(`${role}s3 =\n  max_queue_size = 1\n`, before);
    const section = parse(once).sections[0];
    expect(section && [ownMark(section)?.key, propertyOf(section, 'output'), propertyOf(section, 'cli_pager')]).toEqual([
      `ASIA${count}`,
      'json',
      'less',
    ]);
    expect(parse(once).flaws).toEqual([]);
    expect(text(dropTargets(parse(tap(role, once)), ['prod-tap']).bytes)).toBe(before);
  });

  it('knows its own lines in another spacing', () => {
    const once = tap(`${role}output=json\ns3 =\n  max_queue_size = 1\n`, '');
    const spaced = once.replace('output=json', 'output = json').replace('s3 =\n  max_queue_size = 1', 's3 = \n\tmax_queue_size=1');
    expect(beside(tap(role, spaced))).toEqual([]);
  });

  it('knows the lines of an earlier version, which noted their names only', () => {
    const old = tap(`${role}region = eu-west-1\n`, '').replace(/"settings":\{[^}]*\},?/, '');
    expect(beside(tap(`${role}region = eu-west-2\n`, old))).toEqual(['region = eu-west-2']);
  });

  it('is gone to the byte when it ends', () => {
    const before = '[a]\r\nk = v';
    const made = tap(`${role}s3 =\n  max_queue_size = 1\noutput = json\n`, before);
    expect(text(dropTargets(parse(made), ['prod-tap']).bytes)).toBe(before);
  });
});
