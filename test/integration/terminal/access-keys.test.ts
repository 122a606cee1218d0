import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { simulatedCode } from '../../../src-main/demo/aws-simulator/model/totp.ts';
import { dataFolder } from '../../../src-main/storage/folders.ts';
import { type OwnKeyring, startOwnKeyring } from '../../support/app/own-keyring.ts';
import { typedAt } from '../../support/app/person.ts';
import { foundInFiles } from '../../support/app/secret-scan.ts';
import { createTestHome } from '../../support/app/test-home.ts';
import { createStage, homeAccount, type Stage } from '../../support/aws/stage.ts';

/** The built terminal over a real gnome-keyring: access keys come in, leave the files, and go back. */
let stage: Stage;
let keyring: OwnKeyring;
let janeKey: { readonly accessKeyId: string; readonly secretAccessKey: string };

beforeEach(async () => {
  stage = await createStage();
  keyring = await startOwnKeyring(stage.home, 'unlocked');
  janeKey = stage.keys;
});
afterEach(async () => {
  await keyring.close();
  await stage.close();
});

const roletap = (words: readonly string[], input = '', environment: Record<string, string> = keyring.environment) =>
  stage.roletap(words, { input, environment }).ended;
const given = ({ accessKeyId, secretAccessKey } = janeKey) => `${accessKeyId}\n${secretAccessKey}\n`;
const readConfig = () => readFileSync(stage.config, 'utf8');
const keysFile = () =>
  join(dataFolder({ platform: 'linux', home: stage.home.environment.HOME ?? '', env: stage.home.environment }), 'access-keys.json');
const secretInFiles = () => foundInFiles(stage.home.folder, [{ name: 'secret', bytes: Buffer.from(janeKey.secretAccessKey) }]);
const problemOf = async (words: readonly string[], input = '', environment?: Record<string, string>) => {
  const ended = await roletap([...words, '--json'], input, environment);
  expect(ended.stdout + ended.stderr).not.toContain(janeKey.secretAccessKey);
  return (ended.json().problem ?? ended.json()) as Record<string, unknown>;
};

describe('roletap add', () => {
  beforeEach(() => {
    stage.writeConfig('# mine\n');
    writeFileSync(stage.credentials, '');
  });

  test('checks a key, keeps it in the keyring, and writes the profile', async () => {
    const ended = await roletap(['add', 'jane', '--region', 'eu-west-1', '--yes', '--json'], given());
    expect(ended.code, ended.stderr).toBe(0);
    const userArn = `arn:aws:iam::${homeAccount}:user/jane`;
    expect(ended.json()).toEqual({ profile: 'jane', userArn, accountId: homeAccount, kept: 'keyring' });
    expect(ended.stderr).toContain('+ [profile jane]');
    expect(readConfig()).toMatch(
      /^# mine\n\n\[profile jane\]\n# roletap[^\n]*\ncredential_process = [^\n]*jane[^\n]*\nregion = eu-west-1\n$/,
    );
    expect(readFileSync(stage.credentials, 'utf8')).toBe('');
    expect(statSync(keysFile()).mode & 0o777).toBe(0o600);
    expect(secretInFiles()).toEqual([]);
    const found = await roletap(['devices', '--source', 'jane', '--json']);
    expect(found.json()).toMatchObject({ devices: [{ device: stage.device.arn }] });
    expect((await stage.aws(['configure', 'get', 'region', '--profile', 'jane'])).stdout.trim()).toBe('eu-west-1');
  });

  test('takes the name of the user, and the file of the console', async () => {
    const file = join(stage.home.folder, 'jane_accessKeys.csv');
    writeFileSync(file, `\ufeffAccess key ID,Secret access key\r\n${janeKey.accessKeyId},${janeKey.secretAccessKey}\r\n`);
    const ended = await roletap(['add', '--csv', file, '--yes', '--json']);
    expect(ended.json()).toMatchObject({ profile: 'jane', kept: 'keyring' });
    writeFileSync(file, 'User name,Password\njane,x\n');
    expect(await problemOf(['add', '--csv', file, '--yes'])).toMatchObject({ code: 'csv-unusable', why: 'no-key' });
  });

  test('asks for one row where the console’s file has two users’ keys, and keeps neither', async () => {
    const file = join(stage.home.folder, 'credentials.csv');
    const bob = stage.account.addUser('bob').addKey();
    const rows = [`jane,${janeKey.accessKeyId},${janeKey.secretAccessKey}`, `bob,${bob.accessKeyId},${bob.secretAccessKey}`];
    writeFileSync(file, `User name,Access key ID,Secret access key\r\n${rows.join('\r\n')}\r\n`);
    expect(await problemOf(['add', '--csv', file, '--yes'])).toMatchObject({ code: 'csv-unusable', file, why: 'several' });
    expect((await roletap(['add', '--csv', file, '--yes'])).stderr).toContain(
      `Can’t use that file. ${file}: it contains more than one access key. Leave one row below the header, then try again.`,
    );
    expect(existsSync(keysFile())).toBe(false);
    expect(readConfig()).toBe('# mine\n');
    writeFileSync(file, `User name,Access key ID,Secret access key\r\n${rows[1]}\r\n`);
    expect((await roletap(['add', '--csv', file, '--yes', '--json'])).json()).toMatchObject({ profile: 'bob' });
  });

  test('says what is wrong with a key, and keeps none', async () => {
    const { accessKeyId, secretAccessKey } = janeKey;
    const other = stage.account.addUser('bob').addKey();
    const root = stage.account.addRoot().addKey();
    const inactive = stage.account.addUser('idle').addKey();
    inactive.setActive(false);
    const gone = stage.account.addUser('gone');
    const left = gone.addKey();
    gone.remove();
    const cases: readonly (readonly [string, object])[] = [
      [`${secretAccessKey}\n${accessKeyId}\n`, { code: 'access-key-malformed', why: 'swapped' }],
      [`${accessKeyId}\n${secretAccessKey.slice(0, -1)}\n`, { code: 'access-key-malformed', why: 'odd-secret', length: 39 }],
      [`${accessKeyId}\n`, { code: 'access-key-malformed', why: 'no-secret' }],
      [`${accessKeyId}\n${other.secretAccessKey}\n`, { code: 'access-key-refused', why: 'secret' }],
      [`AKIAIOSFODNN7EXAMPLE\n${secretAccessKey}\n`, { code: 'access-key-refused', why: 'unknown' }],
      [given(root), { code: 'access-key-refused', why: 'root' }],
      [given(inactive), { code: 'access-key-refused', why: 'unknown' }],
      [given(left), { code: 'access-key-refused', why: 'unknown' }],
      ['', { code: 'usage' }],
    ];
    for (const [input, problem] of cases) expect(await problemOf(['add', 'x', '--yes'], input)).toMatchObject(problem);
    expect(existsSync(keysFile())).toBe(false);
    expect(readConfig()).toBe('# mine\n');
  });

  test.each([-3_600_000, 3_600_000])('keeps the key on a computer whose clock is off by %i ms, and moves it out and back', async (off) => {
    stage.shiftAws(-off);
    const added = await roletap(['add', 'jane', '--yes', '--json'], given());
    expect(added.code, added.stderr).toBe(0);
    expect(added.json()).toMatchObject({ profile: 'jane', kept: 'keyring' });
    for (const words of [
      ['keep', 'jane', '--undo'],
      ['keep', 'jane'],
    ]) {
      const moved = await roletap([...words, '--yes', '--json']);
      expect(moved.code, moved.stderr).toBe(0);
    }
    expect(secretInFiles()).toEqual([]);
  });

  test('refuses a name that exists, and changes nothing unasked', async () => {
    stage.writeConfig('[profile jane]\nregion = eu-west-1\n');
    expect(await problemOf(['add', 'jane', '--yes'], given())).toMatchObject({ code: 'profile-exists', profile: 'jane' });
    expect(await problemOf(['add', 'other'], given())).toMatchObject({ code: 'usage' });
    expect(existsSync(keysFile())).toBe(false);
  });

  test('replaces a kept key that AWS takes no longer, and no other', async () => {
    expect((await roletap(['add', 'jane', '--yes'], given())).code).toBe(0);
    const next = stage.jane.addKey();
    expect(await problemOf(['add', 'jane', '--yes'], given(next))).toMatchObject({ code: 'profile-exists', profile: 'jane' });
    stage.keys.setActive(false);
    expect(await problemOf(['devices', '--source', 'jane'])).toMatchObject({
      code: 'keys-refused',
      advice: expect.stringContaining('`roletap add jane`'),
    });
    const added = await roletap(['add', 'jane', '--yes', '--json'], given(next));
    expect(added.json()).toMatchObject({ profile: 'jane', kept: 'keyring' });
    expect((await roletap(['devices', '--source', 'jane', '--json'])).json()).toMatchObject({ devices: [{ device: stage.device.arn }] });
  });

  test('says of a kept key whose user was deleted what to do, and keeps it until another is there', async () => {
    const user = stage.account.addUser('sam');
    expect((await roletap(['add', 'sam', '--yes'], given(user.addKey()))).code).toBe(0);
    user.remove();
    const kept = readFileSync(keysFile(), 'utf8');
    for (const words of [
      ['devices', '--source', 'sam'],
      ['rotate', 'sam', '--yes'],
    ])
      expect(await problemOf(words), words.join(' ')).toMatchObject({
        code: 'keys-refused',
        source: 'sam',
        advice: expect.stringContaining('`roletap add sam`'),
      });
    expect(readFileSync(keysFile(), 'utf8')).toBe(kept);
  });

  test('goes on where an earlier run was killed', async () => {
    await roletap(['add', 'jane', '--yes'], given());
    stage.writeConfig('# mine\n');
    const again = await roletap(['add', 'jane', '--yes', '--json'], given());
    expect(again.code, again.stderr).toBe(0);
    expect(readConfig()).toContain('[profile jane]');
    expect((await roletap(['add', 'jane', '--yes', '--json'], given())).code).toBe(0);
  });

  test('says why the keyring takes nothing, and leaves everything as it was', async () => {
    await keyring.lock();
    expect(await problemOf(['add', 'jane', '--yes'], given())).toMatchObject({ code: 'key-store-closed', why: 'locked' });
    expect(await problemOf(['add', 'jane', '--yes'], given(), {})).toMatchObject({ code: 'key-store-closed', why: 'absent' });
    expect((await roletap(['add', 'jane', '--yes'], given(), {})).stderr).toContain(
      'use --passphrase to seal the key with a passphrase, or --in-file',
    );
    // With a keyring of its own, that nobody made.
    const bare = createTestHome();
    const empty = await startOwnKeyring(bare, 'empty');
    expect(await problemOf(['add', 'jane', '--yes'], given(), empty.environment)).toMatchObject({
      code: 'key-store-closed',
      why: 'unmade',
    });
    await empty.close();
    bare.remove();
    expect(readConfig()).toBe('# mine\n');
    expect(existsSync(keysFile())).toBe(false);
    const ended = await roletap(['add', 'jane', '--in-file', '--yes', '--json'], given(), {});
    expect(ended.json()).toMatchObject({ profile: 'jane', kept: 'file' });
    expect((await stage.aws(['sts', 'get-caller-identity', '--profile', 'jane'])).json()).toMatchObject({ Account: homeAccount });
  });

  test('keeps a key under a passphrase where there is no keyring, and asks for it once for each login', async () => {
    const bare = {};
    const passphrase = 'correct horse battery';
    const added = await roletap(['add', 'jane', '--passphrase', '--yes', '--json'], `${given()}${passphrase}\n`, bare);
    expect(added.code, added.stderr).toBe(0);
    expect(added.json()).toMatchObject({ profile: 'jane', kept: 'passphrase' });
    expect(secretInFiles()).toEqual([]);
    expect(foundInFiles(stage.home.folder, [{ name: 'passphrase', bytes: Buffer.from(passphrase) }])).toEqual([]);
    expect((await roletap(['devices', '--source', 'jane', '--json'], '', bare)).code).toBe(0);
    // Another login has another memory.
    rmSync(join(stage.home.environment.XDG_RUNTIME_DIR ?? '', 'roletap'), { recursive: true });
    expect(await problemOf(['devices', '--source', 'jane'], '', bare)).toMatchObject({ code: 'passphrase-needed', source: 'jane' });
    expect(await problemOf(['unlock'], 'wrong\n', bare)).toMatchObject({
      code: 'passphrase-wrong',
      folder: expect.stringMatching(/^\/.*roletap/i),
    });
    expect(await problemOf(['unlock'], '', bare)).toMatchObject({ code: 'usage' });
    expect((await roletap(['unlock', '--json'], `${passphrase}\n`, bare)).json()).toEqual({ unlocked: true });
    expect((await roletap(['devices', '--source', 'jane', '--json'], '', bare)).code).toBe(0);
  });

  test('is typed at a terminal, which shows neither half, and nothing is written unless the person says so', async () => {
    const { accessKeyId, secretAccessKey } = janeKey;
    const environment = { ...stage.home.environment, ...keyring.environment, AWS_ENDPOINT_URL: stage.url, TERM: 'xterm' };
    const key = `Access key ID=${accessKeyId}ENTER;Secret access key=${secretAccessKey}ENTER;Profile name [jane]=ENTER;Region [us-east-1]=eu-west-1ENTER`;
    const declined = await typedAt(environment, `${key};Write this=nENTER`, ['add']);
    expect(declined.code).toBe(4);
    expect(readConfig()).toBe('# mine\n');
    expect(existsSync(keysFile())).toBe(false);
    const added = await typedAt(environment, `${key};Write this=yENTER`, ['add']);
    expect(added.code, added.stdout).toBe(0);
    // She has a device that makes codes.
    expect(added.stdout).toContain('Next, open a session with this user’s MFA device: `roletap tap jane`.');
    expect(added.stdout).not.toContain('roletap enroll');
    // The ID is in what AWS said of it nowhere; the secret is on no screen.
    for (const { stdout } of [declined, added]) for (const typed of [accessKeyId, secretAccessKey]) expect(stdout).not.toContain(typed);
    expect(readConfig()).toContain('region = eu-west-1');
  });

  test('leads on to the YubiKey where the user has no MFA device yet', async () => {
    const added = await roletap(['add', '--yes'], given(stage.account.addUser('bob').addKey()));
    expect(added.stdout).toContain('Next, make your YubiKey this user’s MFA device: `roletap enroll --source bob`.');
    expect(added.stdout).not.toContain('roletap tap');
  });

  test('asks for no passphrase where none was ever set, and says so', async () => {
    const ended = await typedAt({ ...stage.home.environment, TERM: 'xterm' }, 'No passphrase is set=', ['unlock']);
    expect(ended.code, ended.stdout).toBe(3);
    expect(ended.stdout).not.toContain('not shown');
    expect(await problemOf(['unlock'], 'anything\n', {})).toMatchObject({ code: 'passphrase-unset' });
  });

  test('asks for the passphrase at a tap, until it fits', async () => {
    const passphrase = 'correct horse battery';
    const added = await roletap(['add', 'jane', '--passphrase', '--yes', '--json'], `${given()}${passphrase}\n`, {});
    expect(added.code, added.stderr).toBe(0);
    rmSync(join(stage.home.environment.XDG_RUNTIME_DIR ?? '', 'roletap'), { recursive: true });
    const environment = { ...stage.home.environment, AWS_ENDPOINT_URL: stage.url, TERM: 'xterm' };
    const code = simulatedCode(stage.device.seed, Math.floor(Date.now() / 30_000));
    const keys = `Passphrase=wrong horseENTER;Passphrase=${passphrase}ENTER;Code: =${code}ENTER`;
    const tapped = await typedAt(environment, keys, ['tap', 'jane']);
    expect(tapped.code, tapped.stdout).toBe(0);
    expect(tapped.stdout).toMatch(/Unlock your access keys.*Wrong passphrase.*aws --profile jane /s);
    for (const typed of [passphrase, 'wrong horse']) expect(tapped.stdout).not.toContain(typed);
    // One login is asked once.
    expect((await roletap(['devices', '--source', 'jane', '--json'], '', {})).code).toBe(0);
    const left = await typedAt(environment, 'Passphrase=CTRL-C', ['unlock']);
    expect(left.code, left.stdout).toBe(4);
  });

  test('lets a person choose where the key goes when there is no keyring', async () => {
    const { accessKeyId, secretAccessKey } = janeKey;
    const environment = { ...stage.home.environment, AWS_ENDPOINT_URL: stage.url, TERM: 'xterm' };
    const key = `Access key ID=${accessKeyId}ENTER;Secret access key=${secretAccessKey}ENTER`;
    const added = await typedAt(environment, `${key};Number:=1ENTER;Passphrase=correct horseENTER;Repeat=correct horseENTER`, [
      'add',
      'jane',
      '--region',
      'x',
      '--yes',
    ]);
    expect(added.stdout).toContain('sealed with your passphrase');
    expect(added.stdout).not.toContain('correct horse');
    expect(await problemOf(['keep', 'jane', '--yes'], '', {})).toMatchObject({ code: 'key-not-in-file', kept: true });
    expect((await roletap(['keep', 'jane', '--undo', '--yes'], '', {})).code).toBe(0);
    expect(readConfig()).toBe('# mine\n\n[profile jane]\nregion = x\n');
  });

  test('ends at once when the keyring asks a person who is away, and the person stops it', async () => {
    await roletap(['add', 'first', '--yes'], given());
    await keyring.lock();
    await keyring.prompts('silent');
    const running = stage.roletap(['add', 'jane', '--yes', '--json'], { input: given(), environment: keyring.environment });
    await keyring.asked();
    running.process.kill('SIGTERM');
    const ended = await running.ended;
    expect(ended.code).toBe(4);
    expect(ended.json()).toMatchObject({ problem: { code: 'cancelled' } });
  });
});

describe('roletap keep', () => {
  test('moves a key out of the file, every other byte stays, and puts it back', async () => {
    const credentials = `# work\r\n[other]\r\nregion = x\r\n\r\n[acme]\r\naws_access_key_id = ${janeKey.accessKeyId}\r\naws_secret_access_key = ${janeKey.secretAccessKey}\r\n`;
    writeFileSync(stage.credentials, credentials);
    stage.writeConfig(readConfig().replace('role/Dev\n', `role/Dev\nmfa_serial = ${stage.device.arn}\n`));
    const before = readConfig();
    const moved = await roletap(['keep', 'acme', '--yes', '--json']);
    expect(moved.code, moved.stderr).toBe(0);
    expect(moved.json()).toMatchObject({ profile: 'acme', accessKeyId: janeKey.accessKeyId, kept: 'keyring' });
    expect(moved.stderr).not.toContain(janeKey.secretAccessKey);
    expect(stage.readCredentials()).toBe('# work\r\n[other]\r\nregion = x\r\n');
    expect(readConfig()).toContain('credential_process = ');
    expect(readConfig()).toMatch(/\[profile dev\]\nrole_arn = [^\n]*\nsource_profile = acme\n/);
    expect(secretInFiles()).toEqual([]);
    expect(await problemOf(['keep', 'acme', '--yes'])).toMatchObject({ code: 'key-not-in-file', kept: true });
    const back = await roletap(['keep', 'acme', '--undo', '--yes', '--json']);
    expect(back.code, back.stderr).toBe(0);
    expect(readConfig()).toContain(`mfa_serial = ${stage.device.arn}`);
    expect(readConfig().replaceAll(/mfa_serial = [^\n]*\n/g, '')).toBe(before.replaceAll(/mfa_serial = [^\n]*\n/g, ''));
    expect((await stage.aws(['sts', 'get-caller-identity', '--profile', 'acme'])).json()).toMatchObject({ Account: homeAccount });
    expect(await problemOf(['keep', 'acme', '--undo', '--yes'])).toMatchObject({ code: 'key-not-kept' });
  });

  test('keeps nothing that AWS refuses, and says when there is nothing to move', async () => {
    writeFileSync(stage.credentials, `[acme]\naws_access_key_id = ${janeKey.accessKeyId}\naws_secret_access_key = ${'x'.repeat(40)}\n`);
    const before = stage.readCredentials();
    expect(await problemOf(['keep', 'acme', '--yes'])).toMatchObject({ code: 'access-key-refused', why: 'secret' });
    expect(await problemOf(['keep', 'nobody', '--yes'])).toMatchObject({ code: 'key-not-in-file', kept: false });
    expect(stage.readCredentials()).toBe(before);
    expect(existsSync(keysFile())).toBe(false);
  });

  test('leaves the file alone when the store does not take the key', async () => {
    const before = stage.readCredentials();
    await keyring.lock();
    expect(await problemOf(['keep', 'acme', '--yes'])).toMatchObject({ code: 'key-store-closed', why: 'locked' });
    expect(stage.readCredentials()).toBe(before);
    writeFileSync(keysFile(), '{"version":2,"entr');
    expect(await problemOf(['keep', 'acme', '--yes'])).toMatchObject({ code: 'key-store-broken', file: keysFile() });
    expect(readFileSync(keysFile(), 'utf8')).toBe('{"version":2,"entr');
    expect(stage.readCredentials()).toBe(before);
  });

  test('says of a key whose file is broken that the file is, whatever is asked, and opens it once the file is whole', async () => {
    expect((await roletap(['keep', 'acme', '--yes'])).code).toBe(0);
    const kept = readFileSync(keysFile());
    writeFileSync(keysFile(), kept.subarray(0, 40));
    const commands = [
      ['roles'],
      ['tap', 'dev'],
      ['devices', '--source', 'acme'],
      ['keep', 'acme', '--yes'],
      ['keep', 'acme', '--undo', '--yes'],
    ];
    for (const words of commands)
      expect(await problemOf(words), words.join(' ')).toMatchObject({ code: 'key-store-broken', file: keysFile() });
    expect(readFileSync(keysFile())).toEqual(kept.subarray(0, 40));
    writeFileSync(keysFile(), kept);
    expect((await roletap(['devices', '--source', 'acme', '--json'])).json()).toMatchObject({ devices: [{ device: stage.device.arn }] });
  });

  test('leaves the file alone on a disk that is full, and moves the key once there is room', async () => {
    const folder = dirname(keysFile());
    mkdirSync(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=700', 'roletap-small', folder]);
    try {
      // What `aws` will ask for the session is there already, so that only the key needs room.
      for (const words of [
        ['keep', 'acme'],
        ['keep', 'acme', '--undo'],
      ])
        expect((await roletap([...words, '--yes'])).code).toBe(0);
      const before = { config: readConfig(), credentials: stage.readCredentials() };
      expect(() => writeFileSync(join(folder, 'filler'), Buffer.alloc(200_000))).toThrow('ENOSPC');
      const problem = { code: 'key-store-unwritable', file: keysFile(), errno: 'ENOSPC' };
      expect(await problemOf(['keep', 'acme', '--yes'])).toMatchObject(problem);
      expect(await problemOf(['add', 'jane', '--yes'], given())).toMatchObject(problem);
      expect((await roletap(['keep', 'acme', '--yes'])).stderr).toContain(
        `Can’t save your access keys. ${keysFile()} can’t be written (ENOSPC). Nothing was changed. Check that folder’s free space`,
      );
      expect({ config: readConfig(), credentials: stage.readCredentials() }).toEqual(before);
      rmSync(join(folder, 'filler'));
      const moved = await roletap(['keep', 'acme', '--yes', '--json']);
      expect(moved.json()).toMatchObject({ profile: 'acme', kept: 'keyring' });
    } finally {
      execFileSync('umount', ['--lazy', folder]);
    }
  });
});

test('roletap rotate puts a new key into the keyring, and into no file', async () => {
  const kept = await roletap(['keep', 'acme', '--yes', '--json']);
  expect(kept.code, kept.stderr).toBe(0);
  const code = simulatedCode(stage.device.seed, Math.floor(Date.now() / 30_000));
  const ended = await roletap(['rotate', 'acme', '--yes', '--code-stdin', '--json'], `${code}\n`);
  expect(ended.code, ended.stderr).toBe(0);
  const [old, made] = stage.jane.keys();
  expect(ended.json()).toMatchObject({ oldKey: janeKey.accessKeyId, oldKeyState: 'inactive', newKey: made?.accessKeyId });
  expect([old?.active, made?.active]).toEqual([false, true]);
  for (const secret of [janeKey.secretAccessKey, made?.secretAccessKey ?? ''])
    expect(foundInFiles(stage.home.folder, [{ name: 'secret', bytes: Buffer.from(secret) }])).toEqual([]);
  // The keyring's one is the new one: the old one is taken no more.
  const found = await roletap(['devices', '--source', 'acme', '--json']);
  expect(found.json()).toMatchObject({ devices: [{ device: stage.device.arn }] });
});

test.each(['before', 'after'] as const)(
  'a rotation that is killed right %s the key store has the new key leaves a key that works',
  async (when) => {
    expect((await roletap(['keep', 'acme', '--yes', '--json'])).code).toBe(0);
    const code = () => `${simulatedCode(stage.device.seed, Math.floor(Date.now() / 30_000))}\n`;
    const killed = await roletap(['rotate', 'acme', '--yes', '--code-stdin'], code(), {
      ...keyring.environment,
      NODE_OPTIONS: `--require ${resolve('test/support/torture/killed-at-rename.cjs')}`,
      KILL_AT_RENAME: `${when} access-keys.json`,
    });
    expect(killed.code, killed.stderr).toBe(null);
    expect(stage.jane.keys().map(({ active }) => active)).toEqual([true, true]);
    expect((await roletap(['devices', '--source', 'acme', '--json'])).code).toBe(0);
    // AWS takes a code of each step once.
    await sleep(30_000 - (Date.now() % 30_000) + 500);
    const again = await roletap(['rotate', 'acme', '--yes', '--code-stdin', '--json'], code());
    expect(again.code, again.stderr + again.stdout).toBe(0);
    const [old, made, ...more] = stage.jane.keys();
    expect([old, made].map((key) => key?.active)).toEqual([false, true]);
    expect(more).toEqual([]);
    expect(again.json()).toMatchObject({ oldKey: janeKey.accessKeyId, newKey: made?.accessKeyId });
    for (const { secretAccessKey } of stage.jane.keys())
      expect(foundInFiles(stage.home.folder, [{ name: 'secret', bytes: Buffer.from(secretAccessKey) }])).toEqual([]);
  },
);

test('roletap rotate seals the new key with the passphrase that the old one had', async () => {
  const bare = {};
  const passphrase = 'correct horse battery';
  stage.writeConfig('');
  writeFileSync(stage.credentials, '');
  expect((await roletap(['add', 'jane', '--passphrase', '--yes', '--json'], `${given()}${passphrase}\n`, bare)).code).toBe(0);
  const code = simulatedCode(stage.device.seed, Math.floor(Date.now() / 30_000));
  const ended = await roletap(['rotate', 'jane', '--yes', '--code-stdin', '--json'], `${code}\n`, bare);
  expect(ended.code, ended.stderr).toBe(0);
  const [, made] = stage.jane.keys();
  expect(ended.json()).toMatchObject({ oldKeyState: 'inactive', newKey: made?.accessKeyId });
  for (const secret of [janeKey.secretAccessKey, made?.secretAccessKey ?? '', passphrase])
    expect(foundInFiles(stage.home.folder, [{ name: 'secret', bytes: Buffer.from(secret) }])).toEqual([]);
  // Another login has another memory: the same passphrase opens the new key.
  rmSync(join(stage.home.environment.XDG_RUNTIME_DIR ?? '', 'roletap'), { recursive: true });
  expect(await problemOf(['devices', '--source', 'jane'], '', bare)).toMatchObject({ code: 'passphrase-needed' });
  expect((await roletap(['unlock', '--json'], `${passphrase}\n`, bare)).json()).toEqual({ unlocked: true });
  expect((await roletap(['devices', '--source', 'jane', '--json'], '', bare)).json()).toMatchObject({
    devices: [{ device: stage.device.arn }],
  });
});
