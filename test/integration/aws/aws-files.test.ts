import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAwsFiles } from '../../../src-main/aws/files/aws-files.adapter.ts';
import { parseIni } from '../../../src-main/aws/ini/ini-parse.ts';
import { type Profile, readProfileTable } from '../../../src-main/aws/profiles/profile-table.ts';
import type { TargetSection } from '../../../src-main/aws/targets/target-types.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { startAws } from '../../support/aws/aws-command.ts';

/** Second opinions on the user's files: the `aws` command, and the loader that the JavaScript SDK uses. */
const aws = await startAws();
const { parseKnownFiles } = createRequire(import.meta.url)('@smithy/shared-ini-file-loader') as {
  parseKnownFiles: (places: {
    filepath: string;
    configFilepath: string;
    ignoreCache: true;
  }) => Promise<Record<string, Record<string, string>>>;
};

let folder: string;
let config: string;
let credentials: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-files-'));
  config = join(folder, 'config');
  credentials = join(folder, 'credentials');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (command: string, args: readonly string[], input = '', at = { config, credentials }) =>
  new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
    const env = {
      PATH: process.env.PATH,
      LANG: 'C.UTF-8',
      HOME: folder,
      AWS_CONFIG_FILE: at.config,
      AWS_SHARED_CREDENTIALS_FILE: at.credentials,
    };
    const child = execFile(command, args, { env, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      resolve({ status: error ? Number(error.code ?? -1) : 0, stdout, stderr }),
    );
    child.stdin?.end(input);
  });

/** A program for a process of its own; its imports are relative to the project. */
const bundle = async (contents: string): Promise<string> => {
  const outfile = join(folder, 'program.cjs');
  const resolveDir = join(import.meta.dirname, '../../..');
  const stdin = {
    contents: contents.replace(/^((?:import .*\n)*)([\s\S]*)$/, '$1(async () => {\n$2\n})();'),
    resolveDir,
    loader: 'ts',
  } as const;
  await build({ stdin, bundle: true, platform: 'node', format: 'cjs', outfile });
  return outfile;
};

const readTable = (at = { config, credentials }) => {
  const place = (file: string) => ({ file, document: parseIni(readFileSync(file)) });
  return readProfileTable(place(at.config), place(at.credentials));
};

/** A profile as the SDK's loader gives it: nested keys with a dot, no empty values. */
const flat = ({ config: first, credentials: second }: Profile): Record<string, string> => {
  const values: Record<string, string> = {};
  for (const { section } of [...first, ...second]) {
    for (const { key, text, nested } of section.properties) {
      if (nested) for (const [inner, value] of nested) values[`${key}.${inner}`] = value;
      else if (text !== '') values[key] = text;
    }
  }
  return values;
};

const role = 'role_arn = arn:aws:iam::111122223333:role/Admin\nsource_profile = default\n';
const secret = 'aws_access_key_id = AKIAJANE\naws_secret_access_key = abc+/=\n';

/** What people have in their files: text, and whether `aws` refuses it in config and in credentials. */
const texts: readonly (readonly [string, string | Buffer, 'refused' | 'noted' | 'clean'])[] = [
  ['nothing', '', 'clean'],
  ['keys', `[default]\n${secret}`, 'clean'],
  ['no last line ending', '[default]\nregion = eu-west-1', 'clean'],
  ['CRLF', '[default]\r\nregion = eu-west-1\r\n\r\n[profile a]\r\noutput = json\r\n', 'clean'],
  ['a role', `[profile a]\n${role}`, 'clean'],
  ['comments and blank lines', '# a\n\n[default]\n; b\nregion=x\n\n  # c\noutput = json\n', 'clean'],
  ['a comment behind a header', '[default] # mine\nregion = x\n', 'clean'],
  ['nested settings', '[default]\ns3 =\n  max_concurrent_requests = 20\n  max_queue_size = 10\nregion = x\n', 'clean'],
  ['all keys indented', '[default]\n    region = x\n    output = json\n', 'clean'],
  ['a hash within a value', '[default]\nx = a#b;c\n', 'clean'],
  ['equals signs within a value', '[default]\nx = a=b==\n', 'clean'],
  ['a value without blanks', '[default]\nx=y\n', 'clean'],
  ['a byte order mark', '\ufeff[default]\nregion = x\n', 'refused'],
  ['a byte order mark before a comment', '\ufeff# c\n[default]\n', 'refused'],
  ['Latin-1', Buffer.from('[default]\nx = caf\xe9\n', 'latin1'), 'refused'],
  ['a duplicate section', '[default]\nregion = x\n[default]\noutput = json\n', 'refused'],
  ['a duplicate key', '[default]\nregion = x\nregion = y\n', 'refused'],
  ['a duplicate key in another case', '[default]\nregion = x\nRegion = y\n', 'refused'],
  ['a line without equals sign', '[default]\nregion\n', 'refused'],
  ['a line without key', '[default]\n= x\n', 'refused'],
  ['a key before any section', 'region = x\n[default]\n', 'refused'],
  ['a header not closed', '[default]\nregion = x\n[profile a\noutput = json\n', 'refused'],
  ['an empty header', '[]\nregion = x\n', 'refused'],
  ['a continuation before any key', '[default]\n   region\n', 'refused'],
  ['a nested line without equals sign', '[default]\ns3 =\n   nonsense\n', 'refused'],
  ['a header nested under a key', '[default]\ns3 =\n  [a]\n', 'refused'],
  ['a header not closed, but with an equals sign', '[default]\n[a = b\n', 'noted'],
  ['an inline comment', '[default]\nregion = x # mine\n', 'noted'],
  ['a colon', '[default]\nregion: x\n', 'noted'],
  ['an upper-case key', '[default]\nRegion = x\n', 'noted'],
  ['a key indented under a value', '[default]\nregion = x\n  output = json\n', 'noted'],
  ['a continued value', '[default]\nregion = x\n  y\n', 'noted'],
  ['a header indented under a value', '[default]\nregion = x\n  [a]\n', 'noted'],
  ['text behind a header', '[default] x\nregion = y\n', 'noted'],
  ['[DEFAULT]', '[DEFAULT]\nregion = y\n[default]\noutput = json\n', 'noted'],
  ['a carriage return alone', '[default]\nregion = x\routput = json\n', 'noted'],
  ['a section called __proto__', '[__proto__]\nregion = x\n', 'noted'],
];

describe('what our reader says of a file', () => {
  it.each(texts)('is what aws and the SDK do: %s', async (_, text, verdict) => {
    const empty = join(folder, 'empty');
    writeFileSync(empty, '');
    writeFileSync(config, text);
    const places = [
      { config, credentials: empty },
      { config: empty, credentials: config },
    ];
    await Promise.all(
      places.map(async (at, index) => {
        const table = readTable(at);
        const refused = table.notes.some(({ refusedByCli }) => refusedByCli);
        const told = await run(aws, ['configure', 'list-profiles'], '', at);
        expect({ refused: told.status !== 0, told: told.stderr }).toMatchObject({ refused });
        // `[profile a]` is odd in the credentials file alone.
        if (index === 0) expect(refused ? 'refused' : table.notes.length > 0 ? 'noted' : 'clean').toBe(verdict);
        if (refused || table.notes.length > 0) return;
        expect([...table.profiles.keys()].sort()).toEqual(told.stdout.split('\n').filter(Boolean).sort());
        const known = await parseKnownFiles({ filepath: at.credentials, configFilepath: at.config, ignoreCache: true });
        const ours = [...table.profiles.values()].map((profile) => [profile.name, flat(profile)] as const);
        expect(Object.fromEntries(ours.filter(([, values]) => Object.keys(values).length > 0))).toEqual(known);
      }),
    );
  });

  it('is what aws does, also with files made at random', async () => {
    const pieces = [
      '[a]',
      '[b]',
      '[profile a]',
      '[c',
      '[]',
      'k = v',
      'K = w',
      'j=1',
      'j = 2 # c',
      'm: n',
      's3 =',
      '  x = 1',
      '  y',
      '\tz = 2 ; c',
    ];
    const odd = [
      '   [d]',
      '# c',
      '; c',
      ' # c',
      '=x',
      ' q =',
      '[a] x',
      '[a] # [b]',
      '[a #b]',
      '\ufeff',
      'é = ü',
      '\r',
      'n = #x',
      '    deep = 1',
    ];
    const line = fc.tuple(fc.constantFrom(...pieces, ...odd), fc.constantFrom('\n', '\n', '\n', '\r\n', '\n\n', ''));
    const files = fc.sample(
      fc.array(line, { minLength: 1, maxLength: 10 }).map((lines) => lines.flat().join('')),
      3000,
    );
    // The loader inside the command itself: starting it 3,000 times would take an hour.
    const script = `import json, os, sys, tempfile
from awscli.botocore.configloader import raw_config_parse
out = []
for text in json.load(sys.stdin):
    with open(os.environ['AWS_CONFIG_FILE'], 'w', encoding='utf-8', newline='') as file: file.write(text)
    try: out.append(raw_config_parse(os.environ['AWS_CONFIG_FILE']))
    except Exception as error:
        if type(error).__name__ != 'ConfigParseError': raise
        out.append(None)
print(json.dumps(out))`;
    const told = await run('/usr/bin/python3', ['-c', script], JSON.stringify(files));
    expect(told.stderr).toBe('');
    const opinions = JSON.parse(told.stdout) as (Record<string, Record<string, unknown>> | null)[];
    let clean = 0;
    files.forEach((text, index) => {
      const { sections, flaws } = parseIni(new TextEncoder().encode(text));
      const opinion = opinions[index];
      expect({ text, refused: flaws.some(({ refusedByCli }) => refusedByCli) }).toEqual({ text, refused: opinion === null });
      if (flaws.length > 0) return;
      clean += 1;
      const ours = sections.map(({ name, properties }) => [
        name,
        Object.fromEntries(properties.map(({ key, text: value, nested }) => [key, nested ? Object.fromEntries(nested) : value])),
      ]);
      expect(Object.fromEntries(ours)).toEqual(opinion);
    });
    expect(clean).toBeGreaterThan(50);
  });
});

const target = (name: string): TargetSection => ({
  target: name,
  roleArn: 'arn:aws:iam::111122223333:role/Admin',
  via: 'mfa-session',
  since: 1_800_000_000_000,
  credentials: {
    accessKeyId: `ASIA${name.length}TARGET`,
    secretAccessKey: 'wJalr/+=',
    sessionToken: 'IQoJb3/+==',
    expires: 1_800_003_600_000,
  },
  region: 'eu-central-1',
});
const files = () => createAwsFiles({ configPath: config, credentialsPath: credentials, env: {}, clock: systemClock });

describe('a target that we wrote', () => {
  it.each([
    ['a plain file', `[default]\n${secret}`],
    ['CRLF without a last line ending', '# mine\r\n[default]\r\nregion = x'],
    ['an odd file', '[default]\nregion = x\n\tk: v # c\n[weird "name"]\nX = y\n  z\n'],
  ])('is what aws and the SDK use, in %s', async (_, before) => {
    writeFileSync(credentials, before);
    writeFileSync(config, `[profile prod]\n${role}`);
    for (const name of ['prod-tap', 'a.b@c:d/e+f%g_h']) {
      expect(await files().writeTarget(target(name))).toMatchObject({ ok: true });
      const get = async (key: string) => (await run(aws, ['configure', 'get', key, '--profile', name])).stdout.trim();
      expect([await get('aws_access_key_id'), await get('aws_session_token')]).toEqual([`ASIA${name.length}TARGET`, 'IQoJb3/+==']);
      const known = await parseKnownFiles({ filepath: credentials, configFilepath: config, ignoreCache: true });
      expect(known[name]).toEqual({
        aws_access_key_id: `ASIA${name.length}TARGET`,
        aws_secret_access_key: 'wJalr/+=',
        aws_session_token: 'IQoJb3/+==',
        aws_account_id: '111122223333',
        region: 'eu-central-1',
      });
    }
    const list = (await run(aws, ['configure', 'list', '--profile', 'prod-tap'])).stdout;
    expect(list).toMatch(/access_key\s+\*+RGET shared-credentials-file/);
    expect(await files().removeTargets(['a.b@c:d/e+f%g_h', 'prod-tap'])).toMatchObject({ ok: true });
    expect(readFileSync(credentials, 'utf8')).toBe(before);
  });

  it('outlives what `aws configure set` does to the file', async () => {
    writeFileSync(credentials, `[default]\n${secret}`);
    await files().writeTarget(target('prod-tap'));
    expect((await run(aws, ['configure', 'set', 'aws_access_key_id', 'AKIAOTHER'])).status).toBe(0);
    const profiles = await files().read();
    expect(profiles).toMatchObject({
      ok: true,
      value: { notes: [], targets: [{ target: 'prod-tap' }], sources: [{ profile: 'default' }] },
    });
    expect(readFileSync(credentials, 'utf8')).toContain('[default]\naws_access_key_id = AKIAOTHER\n');
    // And keys that a person sets by hand in our section are theirs.
    await run(aws, ['configure', 'set', 'aws_access_key_id', 'AKIAMINE', '--profile', 'prod-tap']);
    expect(await files().removeTargets(['prod-tap'])).toEqual({ ok: true, value: [] });
    expect(await files().writeTarget(target('prod-tap'))).toMatchObject({ ok: false, problem: { code: 'target-has-keys' } });
  });
});

/** A program of its own that writes the targets named in its arguments and prints what came of it. */
const writer = () =>
  bundle(`import { createAwsFiles } from './src-main/aws/files/aws-files.adapter.ts';
import { systemClock } from './src-main/base/clock.ts';
const [credentialsPath, action, ...names] = process.argv.slice(2);
const files = createAwsFiles({ configPath: credentialsPath + '-none', credentialsPath, env: {}, clock: systemClock });
const results = [];
const credentials = { accessKeyId: 'ASIAX', secretAccessKey: 'y', sessionToken: 'z'.repeat(Number(process.env.SIZE ?? 10)), expires: 2e12 };
for (const target of names) {
  const section = { target, roleArn: 'r', via: 'direct', since: 0, credentials };
  results.push(action === 'write' ? await files.writeTarget(section) : await files.removeTargets([target]));
}
console.log(JSON.stringify(results));`);

describe('several processes', () => {
  it('write at the same time and lose nothing', async () => {
    const script = await writer();
    const before = `[default]\n${secret}`;
    writeFileSync(credentials, before);
    const shares = [0, 1, 2, 3].map((share) => Array.from({ length: 8 }, (_, index) => `t${share}-${index}`));
    const all = async (action: string) =>
      (await Promise.all(shares.map((names) => run(process.execPath, [script, credentials, action, ...names])))).flatMap(
        ({ stdout }) => JSON.parse(stdout) as { ok: boolean }[],
      );
    const written = await all('write');
    expect(written.filter(({ ok }) => ok)).toHaveLength(32);
    expect(
      parseIni(readFileSync(credentials))
        .sections.map(({ name }) => name)
        .sort(),
    ).toEqual(['default', ...shares.flat()].sort());
    expect((await all('remove')).filter(({ ok }) => ok)).toHaveLength(32);
    expect(readFileSync(credentials, 'utf8')).toBe(before);
    expect(readdirSync(folder).sort()).toEqual(['credentials', 'program.cjs']);
  });
});

describe('a disk', () => {
  /** Runs the writer in mounts of its own, with a small disk at `disk` on which the credentials are. */
  const onSmallDisk = async (prepare: string, size: string) => {
    const script = await writer();
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    const shell = `set -e
mount -t tmpfs -o size=64k tmpfs '${disk}'
printf '[default]\\nregion = x\\n' > '${disk}/credentials'
chmod 640 '${disk}/credentials'
${prepare}
SIZE=${size} '${process.execPath}' '${script}' '${disk}/credentials' write prod-tap
cat '${disk}/credentials'; stat -c %a '${disk}/credentials'; ls -A '${disk}'`;
    const namespaces = process.getuid?.() === 0 ? ['--mount'] : ['--map-root-user', '--mount'];
    const { stdout, stderr } = await run('unshare', [...namespaces, 'sh', '-c', shell]);
    const [results = '', ...rest] = stdout.split('\n');
    expect(stderr).toBe('');
    return { results: JSON.parse(results) as unknown, disk, rest: rest.join('\n') };
  };

  it('that is full leaves the file as it was, and nothing beside it', async () => {
    const { results, disk, rest } = await onSmallDisk('', '100000');
    expect(results).toEqual([{ ok: false, problem: { code: 'disk-full', file: `${disk}/credentials` } }]);
    expect(rest).toBe('[default]\nregion = x\n640\ncredentials\n');
  });

  it('that is full to the last byte, too', async () => {
    const filler = join(folder, 'disk/filler');
    const { results, disk, rest } = await onSmallDisk(`head -c 200000 /dev/zero > '${filler}' 2>/dev/null || true`, '10');
    expect(results).toEqual([{ ok: false, problem: { code: 'disk-full', file: `${disk}/credentials` } }]);
    expect(rest).toBe('[default]\nregion = x\n640\ncredentials\nfiller\n');
  });

  it('that is read-only is said to be', async () => {
    const { results, disk, rest } = await onSmallDisk(`mount -o remount,ro '${join(folder, 'disk')}'`, '10');
    expect(results).toEqual([{ ok: false, problem: { code: 'file-read-only', file: `${disk}/credentials`, errno: 'EROFS' } }]);
    expect(rest).toBe('[default]\nregion = x\n640\ncredentials\n');
  });

  it('with room takes it', async () => {
    const { results, disk } = await onSmallDisk('', '10');
    expect(results).toEqual([{ ok: true, value: { file: `${disk}/credentials` } }]);
  });
});
