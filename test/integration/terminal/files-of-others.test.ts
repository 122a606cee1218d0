import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Stage, start } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';

/** What other programs do to the files that Roletap writes into: the built terminal over the real pcscd, with the real programs. */
let stage: Stage;

withPluggedKey({ account: 'no-touch' }, (rig) => {
  ({ stage } = rig);
});

const mark = '# roletap: ';

/** Reads a file and writes it anew, as many small tools do. */
const throughConfigparser = async (file: string): Promise<string> => {
  const script = `import configparser, sys
parser = configparser.RawConfigParser()
parser.read(sys.argv[1])
with open(sys.argv[1], 'w') as file: parser.write(file)`;
  const ended = await start('python3', ['-c', script, file], stage.home.environment).ended;
  expect(ended.code, ended.stderr).toBe(0);
  const text = readFileSync(file, 'utf8');
  expect(text).not.toContain('#');
  return text;
};

const tap = async (...words: readonly string[]) => {
  const ended = await stage.roletap(['tap', ...words]).ended;
  expect(ended.code, ended.stderr).toBe(0);
  return ended;
};

describe("Python's configparser, which drops comments", () => {
  test('takes our marks along, and the sections are ours all the same', async () => {
    await tap('dev');
    await tap('prod');
    await throughConfigparser(stage.credentials);
    const listed = await stage.roletap(['sessions', '--json']).ended;
    expect(JSON.stringify(listed.json())).toMatch(/dev-tap.*prod-tap|prod-tap.*dev-tap/);

    // The next write puts the mark back.
    await tap('dev', '--duration', '30m');
    expect(stage.readCredentials().split('[dev-tap]')[1]?.split('[prod-tap]')[0]).toContain(mark);
    const who = await stage.aws(['--profile', 'dev-tap', 'sts', 'get-caller-identity']);
    expect(who.code, who.stderr).toBe(0);

    await throughConfigparser(stage.credentials);
    const ended = await stage.roletap(['end', '--all', '--json']).ended;
    expect(ended.code, ended.stderr).toBe(0);
    expect(stage.readCredentials().trim().split('\n')).toEqual([
      '[acme]',
      `aws_access_key_id = ${stage.keys.accessKeyId}`,
      `aws_secret_access_key = ${stage.keys.secretAccessKey}`,
    ]);
  });
});
