import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { splitLine, splitWindowsLine } from '../../../../src-main/aws/sources/command-line.ts';
import { asksRoletap } from '../../../../src-main/aws/sources/inner-command.ts';

describe('a line of credential_process', () => {
  const lines = [
    'op item get "AWS jane" --format json',
    "sh -c 'cat keys.json'",
    'sh -c "echo \\"a\\" \\\\ \\x"',
    "a 'b\\c' \"d'e\" f\\ g ''  \t h",
    'a"b"c # no comment',
    'open "never',
    'ends \\',
    '  ',
  ];

  it('is split as botocore splits it', () => {
    const script = `
import json, shlex, sys
def split(line):
    try: return shlex.split(line)
    except ValueError: return None
print(json.dumps([split(line) for line in json.loads(sys.argv[1])]))`;
    const expected = JSON.parse(execFileSync('python3', ['-c', script, JSON.stringify(lines)], { encoding: 'utf8' }));
    expect(lines.map((line) => splitLine(line) ?? null)).toEqual(expected);
  });

  it.each([
    ['C:\\op\\op.exe "AWS jane" x', ['C:\\op\\op.exe', 'AWS jane', 'x']],
    ['"C:\\Program Files\\op.exe" \\"a\\" b\\\\', ['C:\\Program Files\\op.exe', '"a"', 'b\\\\']],
    ['a \'b c\' ""', ['a', "'b", "c'", '']],
    ['"a\\\\" b', ['a\\', 'b']],
    ['open "never', undefined],
  ])('is split as Windows splits it: %s', (line, words) => {
    expect(splitWindowsLine(line)).toEqual(words);
  });
});

it.each([
  ['"/home/jane/.local/share/roletap/roletap-credentials" jane-tap', true],
  ['powershell.exe -File "C:\\Users\\jane\\roletap\\roletap-credentials.ps1" jane-tap', true],
  ['/usr/bin/roletap credentials jane', true],
  ['sh /opt/roletap credentials jane', true],
  ["sh -c 'exec roletap credentials jane'", true],
  ['bash -lc "X=1; \\"/home/jane/roletap-credentials\\" jane"', true],
  ['notify "no roletap credentials jane"', false],
  ['roletap code', false],
  ['/opt/roletap-like/op credentials', false],
])('knows whether %s asks Roletap', (line, asks) => {
  expect(asksRoletap(line)).toBe(asks);
});
