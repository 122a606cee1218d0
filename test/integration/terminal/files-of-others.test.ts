import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { homeAccount, type Stage, start } from '../../support/aws/stage.ts';
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
  const ended = await start('/usr/bin/python3', ['-c', script, file], stage.home.environment).ended;
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

describe('temporary keys that a person put into a target with aws configure', () => {
  const minutes = 60_000;
  let accessKeyId: string;

  beforeEach(async () => {
    const given = await stage.aws(['--profile', 'acme', 'sts', 'get-session-token', '--duration-seconds', '900']);
    const { AccessKeyId, SecretAccessKey, SessionToken } = given.json().Credentials as Record<string, string>;
    const settings = { access_key_id: AccessKeyId, secret_access_key: SecretAccessKey, session_token: SessionToken };
    for (const [key, value] of Object.entries(settings)) {
      const set = await stage.aws(['configure', 'set', `aws_${key}`, value ?? '', '--profile', 'dev-tap']);
      expect(set.code, set.stderr).toBe(0);
    }
    accessKeyId = AccessKeyId ?? '';
  });

  test('stay as long as AWS takes them, with no code spent', async () => {
    const before = stage.readCredentials();
    const ended = await stage.roletap(['tap', 'dev', '--json']).ended;
    expect(ended.json()).toMatchObject({ problem: { code: 'target-temporary', target: 'dev-tap', keys: 'live', suggestion: 'dev-tap-2' } });
    expect(stage.readCredentials()).toBe(before);
    expect(stage.simulator.requests.filter(({ action }) => action === 'GetSessionToken')).toHaveLength(1);
  });

  test('are replaced on a yes when they have expired, and nothing else of the file changes', async () => {
    const before = stage.readCredentials();
    stage.shiftAws(20 * minutes);
    const unasked = await stage.roletap(['tap', 'dev']).ended;
    expect(unasked.stderr).toContain('“dev-tap” has expired keys');
    expect(stage.readCredentials()).toBe(before);

    const typed = `'${process.execPath}' out/cli.cjs tap dev`;
    const terminal = start(
      'script',
      ['-q', '-e', '-c', typed, '/dev/null'],
      { ...stage.home.environment, AWS_ENDPOINT_URL: stage.url },
      { keepsInput: true },
    );
    terminal.process.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('Replace them?')) terminal.process.stdin?.end('y\n');
    });
    const ended = await terminal.ended;
    expect(ended.code, ended.stdout).toBe(0);
    stage.shiftAws(0);
    const who = await stage.aws(['--profile', 'dev-tap', 'sts', 'get-caller-identity']);
    expect(who.json()).toMatchObject({ Arn: `arn:aws:sts::${homeAccount}:assumed-role/Dev/jane` });
    expect(stage.readCredentials()).not.toContain(accessKeyId);
    expect(stage.readCredentials().startsWith(before.split('[dev-tap]')[0] ?? '')).toBe(true);
  });
});

describe('a program that empties a file, writes a part and is busy for 300 ms before it writes the rest', () => {
  const script = `import sys, time
path, head, delay = sys.argv[1], sys.argv[2], float(sys.argv[3])
text = open(path).read()
time.sleep(delay)
with open(path, 'w') as file:
    file.write(head)
    file.flush()
    time.sleep(0.3)
    file.seek(0)
    file.write(text)`;

  test('gives no tap a false refusal', async () => {
    await tap('dev');
    const files = [
      [stage.credentials, '[other]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = x\n'],
      [stage.config, '[profile other]\nregion = eu-west-1\n'],
    ] as const;
    for (const delay of [0, 0.03, 0.06, 0.09, 0.12]) {
      for (const [file, head] of files) {
        const writing = start('/usr/bin/python3', ['-c', script, file, head, String(delay)], stage.home.environment).ended;
        await tap('dev');
        expect((await writing).code).toBe(0);
      }
    }
    expect(stage.readCredentials()).toContain(stage.keys.secretAccessKey);
  });
});
