import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { photograph, refused, refusedInWords } from '../../support/aws/refusal.ts';
import { homeAccount, type Stage, start, usualConfig } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';
import { skippedFor } from '../../support/skips.ts';

/** What can be wrong with the files of a person: the built terminal over the real pcscd, on real disks. */
let stage: Stage;
let plugged: PluggedKey;

withPluggedKey({}, (rig) => {
  ({ stage, plugged } = rig);
});

/** Commands that want a session of a role, beside `tap`; so does `exec`, whose line ends with another command's. */
const looksForRole = [
  ['credentials', 'dev'],
  ['shell', 'dev'],
  ['env', 'dev'],
  ['console', 'dev', '--print'],
];

const untouched = { touches: 0, codes: 0, spentSteps: 0 };

const withoutRights = ['--bounding-set=-dac_override,-dac_read_search', '--'];

/** `roletap` as somebody to whom the modes of files apply, as they do not to root. */
const asNobodySpecial = (words: readonly string[]) =>
  start('setpriv', [...withoutRights, process.execPath, 'out/cli.cjs', ...words], {
    ...stage.home.environment,
    AWS_ENDPOINT_URL: stage.url,
  });

const whyNoModes =
  process.getuid?.() === 0 && spawnSync('setpriv', [...withoutRights, 'true']).status !== 0
    ? 'setpriv cannot take rights away here'
    : undefined;

const tapWithTouch = async (...words: readonly string[]) => {
  const running = stage.roletap(['tap', ...words]);
  await Promise.race([plugged.blinking(), running.ended]);
  plugged.key.touch();
  return running.ended;
};

describe('a file that aws refuses', () => {
  const lastRole = '\n[profile last]\nrole_arn = arn:aws:iam::111122223333:role/Dev\nsource_profile = acme\n';
  test.each<[string, (config: string) => string, string]>([
    ['a line without sense', (config) => `${config}${lastRole}nonsense\n`, 'this line has no ='],
    [
      'a byte order mark',
      (config) => `\ufeff${config.replace('# acme', '[profile first]\n# acme')}${lastRole}`,
      'the file starts with a byte order mark',
    ],
    [
      'a section that is there twice',
      (config) => `${config}${lastRole}[profile acme]\nregion = eu-central-1\n`,
      'this section appears twice',
    ],
    ['a section that is not closed', (config) => `${config}${lastRole}\n[profile broken\n`, ''],
  ])('%s: the tap goes on, and says why aws will not', async (_, change, words) => {
    stage.writeConfig(change(usualConfig(stage.device.arn)));
    const before = photograph(dirname(stage.config));
    const ended = await tapWithTouch('last');
    expect(ended.code, ended.stderr).toBe(0);
    const aws = await stage.aws(['--profile', 'last-tap', 'sts', 'get-caller-identity']);
    const note = ended.stderr.split('\n').find((line) => line.startsWith('note: config, line '));
    expect(note === undefined, aws.stderr).toBe(aws.code === 0);
    if (note) {
      expect(note).toContain(words);
      expect(note).toContain('The aws command refuses the whole file because of this.');
    }
    expect((await stage.roletap(['end', 'last-tap']).ended).code).toBe(0);
    expect(photograph(dirname(stage.config))).toEqual(before);
  });

  test('oddities of the credentials file stay byte for byte', async () => {
    const odd = `\ufeff# mine\r\n[acme]\r\naws_access_key_id = ${stage.keys.accessKeyId}\r\naws_secret_access_key = ${stage.keys.secretAccessKey}\r\n\r\n[twice]\r\nregion = a\r\n[twice]\r\nregion = b\r\nnonsense`;
    writeFileSync(stage.credentials, odd);
    const ended = await tapWithTouch('dev');
    expect(ended.code, ended.stderr).toBe(0);
    expect(stage.readCredentials().startsWith(odd)).toBe(true);
    expect(ended.stderr).toContain('note: credentials, line ');
    await stage.roletap(['end', '--all']).ended;
    expect(stage.readCredentials()).toBe(odd);
  });
});

describe('before a touch is asked for', () => {
  test('a config file that may not be read', skippedFor(whyNoModes), async () => {
    chmodSync(stage.config, 0);
    const problem = { code: 'file-unreadable', file: stage.config, errno: 'EACCES' };
    expect(await refused(stage, ['tap', 'dev'], { touch: plugged, run: asNobodySpecial })).toMatchObject({ problem, ...untouched });
    expect(await refused(stage, ['roles'], { run: asNobodySpecial })).toMatchObject({ problem });
    expect(await refusedInWords(stage, ['tap', 'dev'], { run: asNobodySpecial })).toBe(
      `roletap: Can’t read a file. ${stage.config} can’t be read: permission denied (EACCES). Check that it belongs to you: \`ls -l ${stage.config}\`.`,
    );
  });

  test('a credentials file that may not be written', skippedFor(whyNoModes), async () => {
    chmodSync(stage.credentials, 0o400);
    const problem = { code: 'file-read-only', file: stage.credentials, errno: 'EACCES' };
    expect(await refused(stage, ['tap', 'dev'], { touch: plugged, run: asNobodySpecial })).toMatchObject({ problem, ...untouched });
    expect(await refusedInWords(stage, ['tap', 'dev'], { run: asNobodySpecial })).toContain(
      `Can’t save the credentials. ${stage.credentials} can’t be written: permission denied (EACCES). The file wasn’t changed.`,
    );
    expect(stage.simulator.requests).toEqual([]);
  });

  test('a folder that may not be written', skippedFor(whyNoModes), async () => {
    const folder = dirname(stage.credentials);
    chmodSync(folder, 0o500);
    const problem = { code: 'file-read-only', file: folder, errno: 'EACCES' };
    expect(await refused(stage, ['tap', 'dev'], { touch: plugged, run: asNobodySpecial })).toMatchObject({ problem, ...untouched });
  });

  test('a credentials file on a disk that is read-only', async () => {
    execFileSync('mount', ['--bind', stage.credentials, stage.credentials]);
    try {
      execFileSync('mount', ['-o', 'remount,bind,ro', stage.credentials]);
      const problem = { code: 'file-read-only', file: stage.credentials, errno: 'EROFS' };
      expect(await refused(stage, ['tap', 'dev'], { touch: plugged })).toMatchObject({ problem, ...untouched });
      expect(await refusedInWords(stage, ['tap', 'dev'])).toContain(
        'its disk is read-only (EROFS). The file wasn’t changed. Make it writable',
      );
    } finally {
      execFileSync('umount', [stage.credentials]);
    }
  });

  test('a data folder on a disk that is read-only', async () => {
    const folder = stage.home.environment.XDG_CONFIG_HOME ?? '';
    mkdirSync(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'roletap-fixed', folder]);
    try {
      const problem = { code: 'state-unwritable', file: join(folder, 'Roletap', 'spent-steps'), errno: 'EROFS' };
      expect(await refused(stage, ['tap', 'dev'], { touch: plugged })).toMatchObject({ problem, ...untouched });
    } finally {
      execFileSync('umount', [folder]);
    }
  });

  test('a folder in the place of a file', async () => {
    rmSync(stage.config);
    mkdirSync(stage.config);
    const problem = { code: 'file-unreadable', file: stage.config, errno: 'EISDIR' };
    expect(await refused(stage, ['tap', 'dev'], { touch: plugged })).toMatchObject({ problem, ...untouched });
    expect(await refusedInWords(stage, ['tap', 'dev'])).toContain('it is a folder, not a file');
    expect(await refusedInWords(stage, ['exec', 'dev', '--', 'true'])).toContain('it is a folder, not a file');
    for (const words of looksForRole) expect(await refused(stage, words), words[0]).toMatchObject({ problem, ...untouched });
  });

  test('an endpoint that is not safe to use', async () => {
    const environment = { AWS_ENDPOINT_URL: 'http://example.com' };
    const problem = { code: 'endpoint-refused', url: 'http://example.com', setting: 'AWS_ENDPOINT_URL', why: 'plain-http' };
    for (const words of [...looksForRole, ['tap', 'dev'], ['credentials', 'dev-tap'], ['find'], ['devices'], ['enroll', '--yes']]) {
      expect(await refused(stage, words, { environment }), words[0]).toMatchObject({ problem, ...untouched });
    }
  });

  test('no files at all', async () => {
    rmSync(dirname(stage.credentials), { recursive: true });
    const problem = { code: 'aws-files-missing', config: stage.config, credentials: stage.credentials };
    expect(await refused(stage, ['tap', 'dev'], { touch: plugged })).toMatchObject({ problem, ...untouched });
    expect(await refusedInWords(stage, ['tap', 'dev'])).toContain('No AWS profiles yet. ');
    expect(existsSync(dirname(stage.credentials))).toBe(false);
  });

  test('roles without the keys of their source', async () => {
    rmSync(stage.credentials);
    const problem = { code: 'source-without-keys', source: 'acme' };
    expect(await refused(stage, ['tap', 'dev'], { touch: plugged })).toMatchObject({ problem, ...untouched });
    expect(await refused(stage, ['roles'])).toMatchObject({ problem });
    expect(await refusedInWords(stage, ['roles'])).toContain(
      'Source profile has no access key. Profile “acme” has no access key. Add your IAM user’s access key: `aws configure --profile acme`.',
    );
  });

  test('temporary keys of another tool in its source: what is advised opens it, and `aws` still takes them', async () => {
    const keys = stage.readCredentials();
    const layout = `${keys.replace('[acme]', '[acme-long-term]')}\n[acme]\naws_access_key_id = ASIAOLD\naws_secret_access_key = old\naws_session_token = t\n`;
    writeFileSync(stage.credentials, layout);
    expect(await refused(stage, ['tap', 'dev'], { touch: plugged })).toMatchObject({
      problem: {
        code: 'source-without-keys',
        source: 'acme',
        why: 'temporary',
        at: { file: stage.credentials },
        instead: 'acme-long-term',
      },
      ...untouched,
    });
    expect(await refusedInWords(stage, ['tap', 'dev'])).toContain('Use “acme-long-term” instead');
    expect((await stage.roletap(['find', '--source', 'acme-long-term']).ended).code).toBe(0);
    stage.writeConfig(usualConfig(stage.device.arn).replaceAll('source_profile = acme', 'source_profile = acme-long-term'));
    const running = stage.roletap(['tap', 'dev', '--json']);
    await plugged.blinking();
    plugged.key.touch();
    const opened = await running.ended;
    expect(opened.code, opened.stderr).toBe(0);
    expect(stage.readCredentials()).toContain('[acme]\naws_access_key_id = ASIAOLD\n');
  });

  test.each(['\u200b', '”'])(
    'an access key ID with a character that no header takes (%j) is named by its line, by the doctor too',
    async (character) => {
      writeFileSync(stage.credentials, stage.readCredentials().replace(/^(aws_access_key_id = \w+)$/m, `$1${character}`));
      const line =
        stage
          .readCredentials()
          .split('\n')
          .findIndex((text) => text.startsWith('aws_access_key_id')) + 1;
      const problem = { code: 'key-id-bad', profile: 'acme', file: stage.credentials, line, character };
      for (const words of [['tap', 'dev'], ['roles'], ['find'], ['devices'], ['enroll', '--yes']])
        expect(await refused(stage, words, { touch: plugged }), words[0]).toMatchObject({ problem, ...untouched });
      expect((await stage.roletap(['doctor']).ended).stdout).toContain(
        `The access key ID of “acme” (${stage.credentials}, line ${line}) contains`,
      );
    },
  );

  test('what the doctor lists is told by no note beside it', async () => {
    appendFileSync(stage.config, 'no setting\n');
    const { stdout, stderr } = await stage.roletap(['doctor']).ended;
    for (const listed of ['A custom endpoint is in use', 'this line has no =']) expect(stdout).toContain(listed);
    expect(stderr).toBe('');
  });

  test('a folder that nobody can make for the credentials file', async () => {
    const config = usualConfig(stage.device.arn).replace(
      '[profile acme]',
      `[profile acme]\n${stage.readCredentials().split('\n').slice(1).join('\n')}`,
    );
    stage.writeConfig(config);
    const folder = join(stage.home.folder, 'far', 'away');
    const environment = { AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials') };
    const problem = { code: 'folder-missing', folder, errno: 'ENOENT' };
    expect(await refused(stage, ['tap', 'dev'], { touch: plugged, environment })).toMatchObject({ problem, ...untouched });
    expect(await refusedInWords(stage, ['tap', 'dev'], { environment })).toContain(
      `A folder is missing. Neither ${folder} nor the folder above it exists. Create it: \`mkdir -p -m 700 ${folder}\`.`,
    );
    expect(existsSync(dirname(folder))).toBe(false);
  });

  test.each(['config', 'credentials'] as const)('a %s file that is a link to nowhere', async (which) => {
    rmSync(stage[which]);
    symlinkSync('/nonexistent/synced', stage[which]);
    const problem = { code: 'symlink-broken', file: stage[which], to: '/nonexistent/synced' };
    expect(await refused(stage, ['tap', 'dev'], { touch: plugged })).toMatchObject({ problem, ...untouched });
    expect(await refusedInWords(stage, ['tap', 'dev'])).toBe(
      `roletap: A link is broken. ${stage[which]} links to /nonexistent/synced, which doesn’t exist. Restore that file, or remove the link.`,
    );
  });

  test('source profiles that run in a circle, beside a role that opens', async () => {
    appendFileSync(
      stage.config,
      ['a', 'b', 'c']
        .map(
          (name, index, all) =>
            `\n[profile ${name}]\nrole_arn = arn:aws:iam::${homeAccount}:role/${name}\nsource_profile = ${all[(index + 1) % 3]}\n`,
        )
        .join(''),
    );
    const problem = { code: 'source-loop', profiles: ['a', 'b', 'c', 'a'] };
    expect(await refused(stage, ['tap', 'a'], { touch: plugged })).toMatchObject({ problem, ...untouched });
    expect(await refusedInWords(stage, ['tap', 'a'])).toContain('Source profiles form a loop. They refer to each other: a → b → c → a.');
    expect((await tapWithTouch('dev')).code).toBe(0);
  });
});

describe('a disk that is full', () => {
  test('costs the touch but not the MFA session: with room again, the tap needs no second touch', async () => {
    const folder = dirname(stage.credentials);
    const kept = { config: readFileSync(stage.config), credentials: readFileSync(stage.credentials) };
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=700', 'roletap-small', folder]);
    try {
      writeFileSync(stage.config, kept.config);
      writeFileSync(stage.credentials, kept.credentials, { mode: 0o600 });
      expect(() => writeFileSync(join(folder, 'filler'), Buffer.alloc(200_000))).toThrow('ENOSPC');
      const refusal = await refused(stage, ['tap', 'dev'], { touch: plugged });
      expect(refusal).toMatchObject({ problem: { code: 'disk-full', file: stage.credentials }, touches: 1, codes: 1 });
      expect(await refusedInWords(stage, ['tap', 'dev'])).toContain(
        `roletap: The disk is full. There is no space left to write ${stage.credentials}. The file wasn’t changed. Free some space and try again.`,
      );
      rmSync(join(folder, 'filler'));
      const opened = await stage.roletap(['tap', 'dev', '--json']).ended;
      expect(opened.code, opened.stderr).toBe(0);
      expect(statSync(stage.credentials).mode & 0o777).toBe(0o600);
      expect(stage.simulator.requests.filter(({ withCode }) => withCode)).toHaveLength(1);
    } finally {
      // A write is looked after for half a second more.
      execFileSync('umount', ['--lazy', folder]);
    }
  });
});

describe('names and numbers', () => {
  test.each(['he said "prod" 🔑', "o'neill’s größe", '-x --frob', '__proto__'])(
    'a role called %s opens, and aws uses its target',
    async (name) => {
      const quoted = `"${name.replaceAll('"', '\\"')}"`;
      appendFileSync(stage.config, `\n[profile ${quoted}]\nrole_arn = arn:aws:iam::${homeAccount}:role/Dev\nsource_profile = acme\n`);
      const ended = await tapWithTouch('--json', '--', name);
      expect(ended.code, ended.stderr).toBe(0);
      expect(ended.stderr).toContain(`Touch your YubiKey to open ${name} in account ${homeAccount}`);
      const target = String(ended.json().target);
      expect(target).toMatch(/^[\w.@:/+%-]+$/);
      const who = await stage.aws(['--profile', target, 'sts', 'get-caller-identity']);
      expect(who.json(), who.stderr).toMatchObject({ Arn: `arn:aws:sts::${homeAccount}:assumed-role/Dev/jane` });
      const roles = (await stage.roletap(['roles', '--json']).ended).json() as { roles: { profile: string; state: string }[] };
      expect(roles.roles.find((role) => role.profile === name)).toMatchObject({ state: 'active', target });
    },
  );

  test('two thousand roles are listed, and the last one opens', async () => {
    const many = Array.from(
      { length: 2000 },
      (_, index) => `\n[profile team-${index}]\nrole_arn = arn:aws:iam::${homeAccount}:role/Dev\nsource_profile = acme\n`,
    );
    appendFileSync(stage.config, many.join(''));
    const listed = await stage.roletap(['roles', '--json']).ended;
    expect((listed.json() as { roles: unknown[] }).roles).toHaveLength(2004);
    const ended = await tapWithTouch('team-1999', '--json');
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.json()).toMatchObject({ target: 'team-1999-tap' });
    const before = readFileSync(stage.config, 'utf8');
    expect(before.endsWith(many.at(-1) ?? '')).toBe(true);
  });
});
