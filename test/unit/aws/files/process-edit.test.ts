import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dropProcess, putProcess, renewProcess } from '../../../../src-main/aws/files/process-edit.ts';
import type { ProcessLine } from '../../../../src-main/aws/files/process-files.ts';
import { changedLines } from '../../../../src-main/aws/ini/changed-lines.ts';
import { parseIni } from '../../../../src-main/aws/ini/ini-parse.ts';
import { readProfiles } from '../../../../src-main/aws/profiles/profiles.ts';

const command = '"/home/jane doe/.config/Roletap/ask" prod-tap';
const line: ProcessLine = { target: 'prod-tap', command, region: 'eu-west-1' };
const endpoint = (url: string) => ({ settings: [{ key: 'endpoint_url', lines: [`endpoint_url = ${url}`] }] });
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
const parse = (content: string) => parseIni(Buffer.from(content));

const put = (content: string, change: Partial<ProcessLine> = {}): string => {
  const done = putProcess(parse(content), { ...line, ...change });
  if (!done.ok) throw new Error(JSON.stringify(done.problem));
  return done.value ? text(done.value) : content;
};
const drop = (content: string, target = 'prod-tap'): string => {
  const done = dropProcess(parse(content), target);
  return done ? text(done) : content;
};
const profilesOf = (config: string, credentials = '') =>
  readProfiles({
    config: { file: 'config', document: parse(config) },
    credentials: { file: 'credentials', document: parse(credentials) },
    env: {},
  });
const withoutMark = (content: string) => content.replace(/^# roletap: .*\r?\n/gm, '');

describe('a credential_process line', () => {
  it('comes with a profile of its own at the end of the file, when there is none', () => {
    expect(withoutMark(put('[default]\nregion = x\n'))).toBe(
      `[default]\nregion = x\n\n[profile prod-tap]\ncredential_process = ${command}\nregion = eu-west-1\n`,
    );
    expect(withoutMark(put(''))).toBe(`[profile prod-tap]\ncredential_process = ${command}\nregion = eu-west-1\n`);
    expect(withoutMark(put('', { target: 'default' }))).toMatch(/^\[default\]\n/);
  });

  it('goes behind the last property of a profile that is there, before blank lines and comments of the next', () => {
    const before = '[profile prod-tap]\noutput = json\ns3 =\n  max = 1\n\n# the other\n[profile b]\nregion = y\n';
    expect(withoutMark(put(before))).toBe(
      `[profile prod-tap]\noutput = json\ns3 =\n  max = 1\ncredential_process = ${command}\nregion = eu-west-1\n\n# the other\n[profile b]\nregion = y\n`,
    );
  });

  it('keeps a region that the profile has, and copies an endpoint', () => {
    const put1 = put('[profile prod-tap]\nregion = us-east-2\n', endpoint('http://127.0.0.1:4566'));
    expect(put1.match(/^region.*$/gm)).toEqual(['region = us-east-2']);
    expect(put1).toContain('\nendpoint_url = http://127.0.0.1:4566\n');
  });

  it('has what its role says now beside it, and what the user changed stays', () => {
    const settings = (...lines: string[]) => lines.map((text) => ({ key: text.split(' ')[0] ?? '', lines: [text] }));
    const once = put('[a]\n', { settings: settings('output = json', 'retry_mode = standard', 'ca_bundle = /a.pem') }).replace(
      '= standard',
      '= adaptive',
    );
    const renewed = renewProcess(parse(once), { target: 'prod-tap', settings: settings('output = text', 'retry_mode = legacy') });
    expect(renewed && withoutMark(text(renewed))).toBe(
      `[a]\n\n[profile prod-tap]\ncredential_process = ${command}\noutput = text\nretry_mode = adaptive\n`,
    );
    expect(renewed && renewProcess(parse(text(renewed)), { target: 'prod-tap', settings: settings('output = text') })).toBeUndefined();
    expect(renewProcess(parse('[profile prod-tap]\ncredential_process = /mine\n'), { target: 'prod-tap' })).toBeUndefined();
    expect(drop(renewed ? text(renewed) : '')).toBe('[a]\n\n[profile prod-tap]\nretry_mode = adaptive\n');
  });

  it.each(['\n', '\r\n'])('takes the place of the person’s own line, which comes back with line ends of %j', (end) => {
    const own = 'aws_signing_helper credential-process --certificate "pkcs11:id=%05"';
    const rest = ['s3 =', '  max = 1', '', '[profile b]', 'region = y', ''];
    const before = ['# mine', '[profile prod-tap]', 'region = x', `credential_process = ${own}`, ...rest].join(end);
    const settings = (seconds: number) => [{ key: 'duration_seconds', lines: [`duration_seconds = ${seconds}`] }];
    const after = put(before, { replaces: { command: own, kept: own }, settings: settings(900) });
    expect(withoutMark(after)).toBe(before.replace(own, `${command}${end}duration_seconds = 900`));
    expect(drop(after)).toBe(before);
    // Renewed, it still knows.
    const renewed = renewProcess(parse(after), { target: 'prod-tap', settings: settings(3600) });
    expect(text(renewed ?? new Uint8Array())).toContain('duration_seconds = 3600');
    expect(drop(text(renewed ?? new Uint8Array()))).toBe(before);
  });

  it('may hold what begins a comment only after a blank', () => {
    expect(put('', { command: '/srv/a#b;c/ask prod-tap' })).toContain('\ncredential_process = /srv/a#b;c/ask prod-tap\n');
  });

  it.each([
    ['a region', { region: 'eu-west-1 # x' }, /^region/m],
    ['a region', { region: 'x/eu-west-1' }, /^region/m],
  ] as const)('leaves out %s that a line cannot carry, or that is none: %o', (_what, change, unwanted) => {
    expect(put('[default]\n', change)).not.toMatch(unwanted);
  });

  it('keeps an endpoint that the profile has', () => {
    const kept = put('[profile prod-tap]\nendpoint_url = http://mine\n', endpoint('http://127.0.0.1:4566'));
    expect(kept.match(/^endpoint_url.*$/gm)).toEqual(['endpoint_url = http://mine']);
  });

  it('goes to the last of several sections, and is renewed in the one where it stands', () => {
    const two = '[profile prod-tap]\na = 1\n[profile prod-tap]\nb = 2\n';
    const once = put(two);
    expect(withoutMark(once)).toBe(`${two}credential_process = ${command}\nregion = eu-west-1\n`);
    const more = `${once}[profile prod-tap]\nc = 3\n`;
    expect(withoutMark(put(more, { command: '/new' }))).toBe(
      `${two}credential_process = /new\nregion = eu-west-1\n[profile prod-tap]\nc = 3\n`,
    );
    expect(drop(more)).toBe(`${two}[profile prod-tap]\nc = 3\n`);
  });

  it('is for a profile, not for another section of that name', () => {
    const services = '[services prod-tap]\nb = 2\n';
    expect(withoutMark(put(services))).toBe(`${services}\n[profile prod-tap]\ncredential_process = ${command}\nregion = eu-west-1\n`);
  });

  it('names no profile with a name that programs read differently', () => {
    expect(putProcess(parse(''), { ...line, target: 'a]b' })).toEqual({ ok: false, problem: { code: 'target-name-bad', target: 'a]b' } });
  });

  it('is renewed around what the user wrote between its lines', () => {
    const once = put('[profile prod-tap]\n').replace('region =', 'output = json\nregion =');
    expect(withoutMark(put(once, { command: '/new' }))).toBe(
      '[profile prod-tap]\ncredential_process = /new\nregion = eu-west-1\noutput = json\n',
    );
    expect(withoutMark(drop(once))).toBe('[profile prod-tap]\noutput = json\n');
  });

  it('is renewed with what the user moved above its mark, and goes with it', () => {
    const once = put('[profile prod-tap]\noutput = json\n');
    const moved = once.replace('region = eu-west-1\n', '').replace('# roletap', 'region = eu-west-1\n# roletap');
    expect(withoutMark(moved)).toBe(`[profile prod-tap]\noutput = json\nregion = eu-west-1\ncredential_process = ${command}\n`);
    expect(withoutMark(put(moved, { command: '/new', region: 'us-east-1' }))).toBe(
      '[profile prod-tap]\noutput = json\ncredential_process = /new\nregion = us-east-1\n',
    );
    expect(drop(moved)).toBe('[profile prod-tap]\noutput = json\n');
  });

  it('goes whole when somebody pasted it twice into its section', () => {
    const before = '[profile prod-tap]\noutput = json\n';
    const once = put(before);
    expect(drop(once + once.slice(before.length))).toBe(before);
  });

  it('changes nothing when it stands there already', () => {
    const once = put('[default]\n');
    expect(putProcess(parse(once), line)).toEqual({ ok: true, value: undefined });
  });

  it('is renewed where it stands when the command is another one', () => {
    const once = put('[a]\nk = v').replace('region = eu-west-1', 'output = json\nregion = eu-west-1');
    const more = `${once}\n[profile b]\nregion = y\n`;
    const twice = put(more, { command: '/new prod-tap', region: 'us-east-1' });
    expect(withoutMark(twice)).toBe(
      '[a]\nk = v\n\n[profile prod-tap]\ncredential_process = /new prod-tap\nregion = us-east-1\noutput = json\n\n[profile b]\nregion = y\n',
    );
    expect(drop(twice)).toBe('[a]\nk = v\n\n[profile prod-tap]\noutput = json\n\n[profile b]\nregion = y\n');
  });

  it.each([
    ['a line feed', 'a\nrole_arn = x'],
    ['a carriage return', 'a\rb'],
    ['a NUL', 'a\0b'],
    ['a tab', 'a\tb'],
    ['nothing', ''],
    ['a blank at the end', 'a '],
    ['a blank at its start', ' a'],
    ['a line separator', 'a\u2028b'],
    ['a comment alone', '#a'],
    ['what begins a comment', '/home/a #b/ask prod-tap'],
    ['what begins a comment for the SDKs', '/home/a ;b/ask prod-tap'],
  ])('is not written with %s in the command', (_what, bad) => {
    expect(putProcess(parse(''), { ...line, command: bad })).toMatchObject({ ok: false, problem: { code: 'internal' } });
  });

  it.each(['a b', 'a]', 'a\n', '', 'DEFAULT', '__proto__'])('is not written for a target called %j', (target) => {
    expect(putProcess(parse(''), { ...line, target })).toEqual({ ok: false, problem: { code: 'target-name-bad', target } });
  });

  it('leaves out a region that would break out of its line', () => {
    const odd = put('', { region: 'x\nrole_arn = y' });
    expect(odd).not.toMatch(/^(role_arn|region)/m);
  });

  it('is not put above an indented header, which aws would take for a part of it', () => {
    expect(putProcess(parse('[profile prod-tap]\n  [profile b]\n  region = x\n'), line)).toMatchObject({ ok: false });
  });
});

describe('taking it back', () => {
  it.each([
    '',
    '[a]\nk = v\n',
    '[a]\nk = v',
    '[a]\r\nk = v\r\n',
    '[a]\r\nk = v',
    '\ufeff# c\r\n\r\n',
    '\n\n',
    'nonsense\r',
    '[profile prod-tap]',
    '[profile prod-tap]\r',
    '[profile prod-tap]\r\n',
    '[profile prod-tap]\noutput = json',
    '[profile prod-tap]\n  output = json\n\n# c\n',
    '[ profile prod-tap ]\nregion=x\n[profile "prod-tap"]\noutput = json',
  ])('gives the file %j back to the byte', (before) => {
    expect(drop(put(before))).toBe(before);
    expect(drop(put(put(before, { command: '/old', region: 'x' })))).toBe(before);
  });

  it('keeps what the user added to the profile, and what came behind it', () => {
    const edited = `${put('[a]\n').replace('region = eu-west-1\n', 'region = us-west-2\noutput = json\n')}\n[profile b]\nregion = y\n`;
    expect(drop(edited)).toBe('[a]\n\n[profile prod-tap]\nregion = us-west-2\noutput = json\n\n[profile b]\nregion = y\n');
    const onto = `${put('[profile prod-tap]\noutput = json')}cli_pager =\n`;
    expect(drop(onto)).toBe('[profile prod-tap]\noutput = json\ncli_pager =\n');
  });

  it('takes no byte of the line above when its ending is another by now', () => {
    const once = put('[profile prod-tap]\r\noutput = json').replaceAll('\r\n', '\n');
    expect(drop(once)).toBe('[profile prod-tap]\noutput = json\n');
  });

  it('leaves a line that somebody else has changed, and a copy under another name', () => {
    const changed = put('').replace(command, '/usr/bin/other');
    expect(drop(changed)).toBe('[profile prod-tap]\ncredential_process = /usr/bin/other\n');
    const copy = put('').replace('[profile prod-tap]', '[profile mine]');
    expect(drop(copy)).toBe(copy);
    expect(drop(copy, 'mine')).toBe(copy);
  });

  it('gives any file back, whatever is in it', () => {
    const part = fc.constantFrom(
      '[profile prod-tap]',
      '[profile "prod-tap"]',
      '[profile b]',
      '[default] # c',
      'region = x',
      'output=json',
      '  indented = 1',
      's3 =',
      '  max = 1',
      '# c',
      '',
      'nonsense',
      '\tx: y',
      '[broken',
      '  [profile b]',
      'é = ü',
    );
    const end = fc.constantFrom('\n', '\r\n', '\n', '\r');
    const file = fc
      .tuple(fc.constantFrom('', '\ufeff'), fc.array(fc.tuple(part, end)), fc.boolean())
      .map(
        ([bom, lines, cut]) =>
          bom + lines.map(([content, ending], index) => content + (cut && index === lines.length - 1 ? '' : ending)).join(''),
      );
    fc.assert(
      fc.property(file, fc.boolean(), (before, twice) => {
        const first = putProcess(parse(before), line);
        if (!first.ok || !first.value) return first.ok || first.problem.code === 'internal';
        const then = twice ? putProcess(parseIni(first.value), { ...line, command: '/other', region: 'us-east-1' }) : first;
        if (!then.ok || !then.value) return false;
        const back = dropProcess(parseIni(then.value), 'prod-tap');
        return back !== undefined && text(back) === before;
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the profiles that ask us', () => {
  const config = put('[profile a]\nregion = x\n');
  const keys = '[prod-tap]\naws_access_key_id = ASIAX\naws_secret_access_key = y\n';

  it('are those with our line, as long as nothing wins over it', () => {
    expect(profilesOf(config).processTargets).toEqual(['prod-tap']);
    expect(profilesOf('[profile a]\ncredential_process = /usr/bin/other\n').processTargets).toEqual([]);
    expect(profilesOf(config, keys).processTargets).toEqual([]);
    for (const key of ['role_arn', 'sso_session', 'web_identity_token_file', 'login_session', 'aws_access_key_id'])
      expect(profilesOf(`${config}${key} = x\n`).processTargets, key).toEqual([]);
    expect(profilesOf(config.replace(command, '/usr/bin/other')).processTargets).toEqual([]);
  });

  it('may be targets of a role', () => {
    expect(profilesOf(config).whyNotTarget('prod-tap')).toBeUndefined();
    expect(profilesOf(config.replace(command, '/usr/bin/other')).whyNotTarget('prod-tap')).toMatchObject({ code: 'target-has-keys' });
    expect(profilesOf(`${config}role_arn = x\n`).whyNotTarget('prod-tap')).toMatchObject({ code: 'target-clash' });
    const ours = `# roletap: {"v":1,"target":"prod-tap","role":"x","key":"ASIAX","expires":"2026-11-25T00:00:00Z"}\n`;
    const both = `[prod-tap]\n${ours}aws_access_key_id = ASIAX\naws_secret_access_key = y\naws_session_token = z\n`;
    expect(profilesOf(config, both).targets).toHaveLength(1);
    expect(profilesOf(config, both).whyNotTarget('prod-tap')).toMatchObject({ code: 'process-clash', key: 'credential_process' });
    expect(profilesOf('', both).whyNotTarget('prod-tap')).toBeUndefined();
    expect(profilesOf(`${config}aws_access_key_id = AKIAX\n`).whyNotTarget('prod-tap')).toMatchObject({ code: 'target-has-keys' });
  });
});

describe('the lines that differ', () => {
  const diff = (before: string, after: string) =>
    changedLines(Buffer.from(before), Buffer.from(after)).map(({ kind, text: content, line: at }) => `${kind[0]}${at} ${content}`);

  it('are shown for what comes and for what goes, with two lines around', () => {
    const [one, two] = ['1\n2\n3\n4\n5\n', '1\n2\n3\na\nb\n4\n5\n'];
    expect(diff(one, two)).toEqual(['s2 2', 's3 3', 'a4 a', 'a5 b', 's6 4', 's7 5']);
    expect(diff(two, one)).toEqual(['s2 2', 's3 3', 'r4 a', 'r5 b', 's4 4', 's5 5']);
    expect(diff('1\n2\n', '')).toEqual(['r1 1', 'r2 2']);
    expect(diff('', '1\n')).toEqual(['a1 1']);
    expect(diff('a\nx\nb\ny\nc\n', 'a\nb\nc\n')).toEqual(['s1 a', 'r2 x', 's2 b', 'r4 y', 's3 c']);
  });

  it('show no secret that stands beside them', () => {
    const before = '[default]\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n';
    expect(diff(before, `${before}region = x\n`).join()).not.toContain('wJalr');
  });
});

it.each([
  ['[default]\nregion = x\n', '[default]\noutput = json\n', { config: false, credentials: false }],
  ['[default]\nrole_arn = x\n', '', { config: true, credentials: false }],
  ['[profile default]\ncredential_process = /x\n', '', { config: true, credentials: false }],
  ['[profile a]\nrole_arn = x\n', '[default]\naws_access_key_id = AKIAX\n', { config: false, credentials: true }],
])('whether %j and %j give credentials to who names no profile: %j', (config, credentials, expected) => {
  expect(profilesOf(config, credentials).defaultCredentials).toEqual(expected);
});
