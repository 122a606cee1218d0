import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editMfaSerial, whyNotLines } from '../../../../src-main/aws/files/mfa-serial-edit.ts';
import { changedLines } from '../../../../src-main/aws/ini/changed-lines.ts';
import { parseIni } from '../../../../src-main/aws/ini/ini-parse.ts';

const serial = 'arn:aws:iam::111122223333:mfa/jane';
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
const edit = (content: string, ...profiles: readonly string[]) => {
  const { bytes, profiles: done } = editMfaSerial(parseIni(Buffer.from(content)), profiles, serial);
  return { text: text(bytes), done };
};

describe('mfa_serial in the config file', () => {
  it('goes behind the last property of the section, before blank lines and comments of the next', () => {
    const before = '# mine\n[profile work]\nregion = eu-central-1\n\n# the other\n[profile dev]\nrole_arn = x\n';
    expect(edit(before, 'work').text).toBe(
      `# mine\n[profile work]\nregion = eu-central-1\nmfa_serial = ${serial}\n\n# the other\n[profile dev]\nrole_arn = x\n`,
    );
  });

  it('replaces the value that counts, where it stands', () => {
    const before = '[profile work]\nmfa_serial = arn:aws:iam::1:mfa/old  # since 2020\nregion = x\n';
    expect(edit(before, 'work')).toEqual({
      text: `[profile work]\nmfa_serial = ${serial}\nregion = x\n`,
      done: [{ profile: 'work', isSet: false, already: 'arn:aws:iam::1:mfa/old' }],
    });
  });

  it('goes to the section whose value counts, where a profile has several', () => {
    const twice = '[profile work]\nmfa_serial = old-old-old\n[profile work]\nmfa_serial = new-new-new\n[profile work]\nregion = x\n';
    expect(edit(twice, 'work')).toEqual({
      text: `[profile work]\nmfa_serial = old-old-old\n[profile work]\nmfa_serial = ${serial}\n[profile work]\nregion = x\n`,
      done: [{ profile: 'work', isSet: false, already: 'new-new-new' }],
    });
    const three = '[profile work]\na = 1\n[profile work]\nb = 2\n[profile work]\nc = 3\n';
    expect(edit(three, 'work').text).toBe(`${three}mfa_serial = ${serial}\n`);
  });

  it('says nothing of a value that was empty, and touches no section of another kind', () => {
    expect(edit('[profile work]\nmfa_serial =\n', 'work').done).toStrictEqual([{ profile: 'work', isSet: false }]);
    expect(edit('[profile work]\n', 'work').done).toStrictEqual([{ profile: 'work', isSet: false }]);
    expect(edit('[sso-session work]\nx = 1\n[services work]\ny = 1\n', 'work').done).toEqual([]);
  });

  it.each([
    ['CRLF', '[profile work]\r\nregion = x\r\n', `[profile work]\r\nregion = x\r\nmfa_serial = ${serial}\r\n`],
    ['no last line ending', '[profile work]\nregion = x', `[profile work]\nregion = x\nmfa_serial = ${serial}\n`],
    ['a header alone', '[default]', `[default]\nmfa_serial = ${serial}\n`],
    ['a byte order mark', '\ufeff[profile work]\nregion = x\n', `\ufeff[profile work]\nregion = x\nmfa_serial = ${serial}\n`],
    [
      'nested values',
      '[profile work]\ns3 =\n  max = 1\n[profile b]\n',
      `[profile work]\ns3 =\n  max = 1\nmfa_serial = ${serial}\n[profile b]\n`,
    ],
    ['the value as the last line', '[profile work]\nmfa_serial = old-old-old', `[profile work]\nmfa_serial = ${serial}`],
  ])('keeps %s', (_what, before, after) => {
    expect(edit(before, 'work', 'default').text).toBe(after);
  });

  it('leaves out profiles without a section, and changes nothing where it stands already', () => {
    const before = `[profile work]\nmfa_serial=${serial}\n`;
    expect(edit(before, 'work', 'gone')).toEqual({ text: before, done: [{ profile: 'work', isSet: true }] });
  });

  it('is not set where a line ends with a carriage return alone, whatever else is odd in the file', () => {
    const why = (content: string) => whyNotLines(parseIni(Buffer.from(content)), 'config');
    expect(why('[default\na = 1\n')).toBeUndefined();
    expect(why('[broken\n[default]\na = 1\rb = 2\n')).toEqual({ code: 'line-end-unclear', file: 'config', line: 3 });
  });

  it('refuses what is no serial: a line of its own could follow', () => {
    expect(() => editMfaSerial(parseIni(Buffer.from('[default]\n')), ['default'], `${serial}\nrole_arn = x`)).toThrow();
    expect(() => editMfaSerial(parseIni(Buffer.from('[default]\n')), ['default'], `x = 1\n${serial}`)).toThrow();
  });

  it('sets the property and changes no other byte, whatever the file', () => {
    const line = fc.constantFrom(
      'region = x',
      '# comment',
      '',
      'output=json',
      's3 =',
      '  nested = 1',
      'mfa_serial = other-other',
      '[profile other]',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean(), (lines, end, last) => {
        const before = `[profile work]${end}${lines.join(end)}${last ? end : ''}`;
        const after = edit(before, 'work').text;
        const section = parseIni(Buffer.from(after)).sections[0];
        expect(section?.properties.filter(({ key }) => key === 'mfa_serial').at(-1)?.text).toBe(serial);
        const added = changedLines(Buffer.from(before), Buffer.from(after));
        expect(added.filter(({ kind }) => kind === 'add').map((one) => one.text)).toEqual([`mfa_serial = ${serial}`]);
      }),
    );
  });
});

describe('what is shown of the change', () => {
  it('is the lines that change with two on each side', () => {
    const before = '[profile work]\na = 1\nb = 2\nc = 3\n[profile dev]\nd = 4\n';
    const after = '[profile work]\na = 1\nb = 2\nc = 3\nmfa_serial = x\n[profile dev]\nd = 4\n';
    expect(changedLines(Buffer.from(before), Buffer.from(after))).toEqual([
      { kind: 'same', text: 'b = 2', line: 3 },
      { kind: 'same', text: 'c = 3', line: 4 },
      { kind: 'add', text: 'mfa_serial = x', line: 5 },
      { kind: 'same', text: '[profile dev]', line: 6 },
      { kind: 'same', text: 'd = 4', line: 7 },
    ]);
  });

  it('shows a replaced line as both', () => {
    expect(changedLines(Buffer.from('a\nold\nb\n'), Buffer.from('a\nnew\nb\n')).filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'remove', text: 'old', line: 2 },
      { kind: 'add', text: 'new', line: 2 },
    ]);
  });

  it('leaves out the secrets that stand around it', () => {
    const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
    const lines = (key: string) => changedLines(Buffer.from(`[default]\n${key}\n`), Buffer.from(`[default]\n${key}\nmfa_serial = x\n`));
    for (const name of ['aws_secret_access_key = ', 'AWS_SESSION_TOKEN=', '# aws_secret_access_key = ', 'service_password = ', 'odd ']) {
      expect(JSON.stringify(lines(`${name}${secret}`))).not.toContain(secret.slice(0, 8));
    }
    expect(lines('aws_secret_access_key = short').map(({ text }) => text)).toContain('aws_secret_access_key = •••');
    expect(lines('source_profile = acme').map(({ text }) => text)).toContain('source_profile = acme');
  });
});
