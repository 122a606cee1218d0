import {
  chmodSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import * as nodeIo from 'node:fs/promises';
import { constants, hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { awsFilePaths, createAwsFiles } from '../../../../src-main/aws/files/aws-files.adapter.ts';
import { type FileIo, systemIo } from '../../../../src-main/aws/files/file-place.adapter.ts';
import { fingerprint } from '../../../../src-main/aws/files/file-replace.adapter.ts';
import type { TargetSection } from '../../../../src-main/aws/targets/target-types.ts';
import { type Clock, systemClock } from '../../../../src-main/base/clock.ts';
import { problemWords } from '../../../../src-main/words/problems/problem-words.ts';
import { notOnLinux, skippedFor } from '../../../support/skips.ts';

let home: string;
let config: string;
let credentials: string;

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'roletap-files-')));
  mkdirSync(join(home, '.aws'));
  config = join(home, '.aws/config');
  credentials = join(home, '.aws/credentials');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const keys = '# mine\n[default]\naws_access_key_id = AKIAJANE\naws_secret_access_key = s3cr3t\n';
const section = (name = 'prod-tap', accessKeyId = 'ASIAONE'): TargetSection => ({
  target: name,
  roleArn: 'arn:aws:iam::111122223333:role/Admin',
  via: 'mfa-session',
  since: 1_800_000_000_000,
  credentials: { accessKeyId, secretAccessKey: 'secret', sessionToken: 'token', expires: 1_800_003_600_000 },
});

const files = (change: Partial<FileIo> = {}, clock: Clock = systemClock) =>
  createAwsFiles({ configPath: config, credentialsPath: credentials, env: {}, clock, io: { ...systemIo, ...change } });

const contentOf = (path: string) => readFileSync(path, 'utf8');
const fails = (code: string) => Object.assign(new Error(code), { code });
const targetsIn = async () => {
  const profiles = await files().read();
  return profiles.ok ? profiles.value.targets.map(({ target }) => target) : profiles.problem.code;
};
/** Nothing is left beside the user's files. */
const folderOf = () => readdirSync(join(home, '.aws'));

describe('where the files are', () => {
  it('is ~/.aws, or what the environment says', () => {
    expect(awsFilePaths({}, '/home/jane')).toEqual({ config: '/home/jane/.aws/config', credentials: '/home/jane/.aws/credentials' });
    expect(awsFilePaths({ AWS_CONFIG_FILE: '~/c', AWS_SHARED_CREDENTIALS_FILE: '/x/k' }, '/home/jane')).toEqual({
      config: '/home/jane/c',
      credentials: '/x/k',
    });
    expect(awsFilePaths({ AWS_CONFIG_FILE: '' }, '/home/jane').config).toBe('/home/jane/.aws/config');
  });

  it("knows other users' homes", skippedFor(notOnLinux), () => {
    const users = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'));
    const [name, , , , , folder] = users.find((user) => user[0] !== userInfo().username && user[5]?.startsWith('/')) ?? [];
    expect(awsFilePaths({ AWS_CONFIG_FILE: `~${name}/c` }, '/home/jane').config).toBe(join(folder ?? '', 'c'));
  });

  it.each([
    ['~', '/home/jane'],
    ['~/c', '/home/jane/c'],
    [`~${userInfo().username}/c`, '/home/jane/c'],
    ['~somebody-else/c', '/srv/~somebody-else/c'],
    ['$CONFIGS/c', '/etc/aws/c'],
    [`\${CONFIGS}-2/c`, '/etc/aws-2/c'],
    ['$HOMES/c', '/home/jane/x/c'],
    ...[`/a/$NOTHING/\${NOTHING}/\${CONFIGS/$`].map((path) => [path, path]),
  ])('reads %s as aws does', (said, path) => {
    const env = { AWS_CONFIG_FILE: said, CONFIGS: '/etc/aws', HOMES: '~/x' };
    expect(awsFilePaths(env, '/home/jane', '/srv').config).toBe(path);
  });
});

describe('reading', () => {
  it('finds nothing where nothing is, not even a folder', async () => {
    rmSync(join(home, '.aws'), { recursive: true });
    expect(await files().read()).toMatchObject({ ok: true, value: { found: false, roles: [] } });
    expect(existsSync(join(home, '.aws'))).toBe(false);
  });

  it('says which variables name a file that is not there', async () => {
    const env = { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: '/dev/null' };
    const read = (credentialsPath: string) => createAwsFiles({ configPath: config, credentialsPath, env, clock: systemClock }).read();
    const missing = [{ variable: 'AWS_CONFIG_FILE', file: config }];
    expect(await read('/dev/null')).toMatchObject({ ok: true, value: { found: false, missing } });
    writeFileSync(credentials, keys);
    expect(await read(credentials)).toMatchObject({ ok: true, value: { found: true, missing } });
    writeFileSync(config, '');
    expect(await read(credentials)).toMatchObject({ ok: true, value: { missing: [] } });
    rmSync(config);
    expect(await files().read()).toMatchObject({ ok: true, value: { missing: [] } });
  });

  it('reads anew each time', async () => {
    const awsFiles = files();
    writeFileSync(credentials, keys);
    expect(await awsFiles.read()).toMatchObject({ ok: true, value: { sources: [{ profile: 'default' }] } });
    writeFileSync(credentials, keys.replace('default', 'another'));
    expect(await awsFiles.read()).toMatchObject({ ok: true, value: { sources: [{ profile: 'another' }] } });
  });

  it('says what it cannot read', async () => {
    const problem = async () => {
      const result = await files().read();
      return result.ok ? undefined : result.problem;
    };
    mkdirSync(config);
    expect(await problem()).toEqual({ code: 'file-unreadable', file: config, errno: 'EISDIR' });
    rmSync(config, { recursive: true });
    symlinkSync('nowhere', config);
    expect(await problem()).toEqual({ code: 'symlink-broken', file: config, to: 'nowhere' });
    rmSync(config);
    symlinkSync('config', config);
    expect(await problem()).toEqual({ code: 'symlink-broken', file: config, to: 'config' });
    rmSync(join(home, '.aws'), { recursive: true });
    symlinkSync('gone', join(home, '.aws'));
    expect(await problem()).toEqual({ code: 'symlink-broken', file: join(home, '.aws'), to: 'gone' });
    rmSync(join(home, '.aws'));
    mkdirSync(join(home, '.aws'));
    writeFileSync(config, '');
    expect(await files({ readFile: () => Promise.reject(fails('EACCES')) } as Partial<FileIo>).read()).toEqual({
      ok: false,
      problem: { code: 'file-unreadable', file: config, errno: 'EACCES' },
    });
  });

  it('knows a pipe from a link that leads nowhere', async () => {
    // As `/dev/fd/63` is: a link to `pipe:[5]`, which is no path, and can be opened.
    symlinkSync('pipe:[5]', config);
    const stat = ((path: string) => nodeIo.stat(path === config ? '/dev/null' : path)) as FileIo['stat'];
    expect(await files({ stat } as Partial<FileIo>).read()).toEqual({
      ok: false,
      problem: { code: 'file-unreadable', file: config, errno: 'ENOTSUP' },
    });
  });

  it('reads an open file that has no name any more', skippedFor(notOnLinux), async () => {
    writeFileSync(config, keys);
    const handle = openSync(config, 'r');
    rmSync(config);
    const configPath = `/proc/self/fd/${handle}`;
    const read = await createAwsFiles({ configPath, credentialsPath: credentials, env: {}, clock: systemClock }).read();
    closeSync(handle);
    expect(read).toMatchObject({ ok: true, value: { sources: [{ profile: 'default' }] } });
  });

  it('takes the null device for a file that is not there', async () => {
    const awsFiles = createAwsFiles({ configPath: '/dev/null', credentialsPath: '/dev/null', env: {}, clock: systemClock });
    expect(await awsFiles.read()).toMatchObject({ ok: true, value: { found: false } });
    expect(await awsFiles.writeTarget(section())).toMatchObject({ ok: false, problem: { code: 'file-read-only' } });
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});

describe('writing', () => {
  it('makes a file for its owner alone, and its folder', async () => {
    rmSync(join(home, '.aws'), { recursive: true });
    expect(await files().writeTarget(section())).toEqual({ ok: true, value: { file: credentials } });
    expect(statSync(credentials).mode & 0o7777).toBe(0o600);
    expect(statSync(join(home, '.aws')).mode & 0o7777).toBe(0o700);
    expect(folderOf()).toEqual(['credentials']);
  });

  it('keeps the mode and every other byte, and gives the file back in the end', async () => {
    writeFileSync(credentials, keys);
    chmodSync(credentials, 0o640);
    expect(await files().writeTarget(section())).toMatchObject({ ok: true });
    expect(contentOf(credentials).startsWith(`${keys}\n[prod-tap]\n`)).toBe(true);
    expect(statSync(credentials).mode & 0o7777).toBe(0o640);
    expect(await files().removeTargets(['prod-tap', 'other'])).toEqual({ ok: true, value: ['prod-tap'] });
    expect(contentOf(credentials)).toBe(keys);
    expect(statSync(credentials).mode & 0o7777).toBe(0o640);
  });

  it('writes through links and leaves them links', async () => {
    mkdirSync(join(home, 'dotfiles'));
    const real = join(home, 'dotfiles/aws-credentials');
    writeFileSync(real, keys);
    symlinkSync('../dotfiles/link', credentials);
    symlinkSync('aws-credentials', join(home, 'dotfiles/link'));
    expect(await files().writeTarget(section())).toEqual({ ok: true, value: { file: real } });
    expect(lstatSync(credentials).isSymbolicLink()).toBe(true);
    expect(contentOf(real)).toContain('[prod-tap]');
    expect(readdirSync(join(home, 'dotfiles')).sort()).toEqual(['aws-credentials', 'link']);
  });

  it('refuses a link that leads nowhere, and a folder that is not there', async () => {
    symlinkSync('nowhere', credentials);
    expect(await files().writeTarget(section())).toEqual({
      ok: false,
      problem: { code: 'symlink-broken', file: credentials, to: 'nowhere' },
    });
    credentials = join(home, 'a/b/credentials');
    expect(await files().writeTarget(section())).toMatchObject({ ok: false, problem: { code: 'folder-missing', errno: 'ENOENT' } });
    writeFileSync(join(home, 'a'), '');
    expect(await files().writeTarget(section())).toMatchObject({ ok: false, problem: { code: 'folder-missing', errno: 'ENOTDIR' } });
  });

  it('refuses a target that is taken, and writes nothing', async () => {
    writeFileSync(credentials, keys);
    writeFileSync(config, '[profile prod]\nrole_arn = x\n');
    expect(await files().writeTarget(section('default'))).toMatchObject({ ok: false, problem: { code: 'target-has-keys' } });
    expect(await files().writeTarget(section('prod'))).toMatchObject({
      ok: false,
      problem: { code: 'target-clash', suggestion: 'prod-tap' },
    });
    expect(await files().writeTarget(section('a b'))).toMatchObject({ ok: false, problem: { code: 'target-name-bad' } });
    expect(contentOf(credentials)).toBe(keys);
  });

  it('leaves a file alone that was made read-only', async () => {
    writeFileSync(credentials, keys);
    expect(await files({ access: () => Promise.reject(fails('EACCES')) }).writeTarget(section())).toEqual({
      ok: false,
      problem: { code: 'file-read-only', file: credentials, errno: 'EACCES' },
    });
    expect(contentOf(credentials)).toBe(keys);
  });

  it('says beforehand what would keep it from writing, and makes nothing meanwhile', async () => {
    expect(await files().whyNotWritable()).toBeUndefined();
    rmSync(join(home, '.aws'), { recursive: true });
    expect(await files().whyNotWritable()).toBeUndefined();
    expect(readdirSync(home)).toEqual([]);
    const refusing = () => files({ access: () => Promise.reject(fails('EROFS')) }).whyNotWritable();
    expect(await refusing()).toEqual({ code: 'file-read-only', file: home, errno: 'EROFS' });
    mkdirSync(join(home, '.aws'));
    expect(await refusing()).toEqual({ code: 'file-read-only', file: join(home, '.aws'), errno: 'EROFS' });
    writeFileSync(credentials, keys);
    expect(await refusing()).toEqual({ code: 'file-read-only', file: credentials, errno: 'EROFS' });
    rmSync(credentials);
    symlinkSync('nowhere', credentials);
    expect(await files().whyNotWritable()).toEqual({ code: 'symlink-broken', file: credentials, to: 'nowhere' });
    credentials = join(home, 'a/b/credentials');
    expect(await files().whyNotWritable()).toEqual({ code: 'folder-missing', folder: join(home, 'a/b'), errno: 'ENOENT' });
  });

  it('does not touch the file to remove what is not there', async () => {
    writeFileSync(credentials, keys);
    expect(await files({ open: () => Promise.reject(new Error('opened')) }).removeTargets(['prod-tap'])).toEqual({ ok: true, value: [] });
    rmSync(join(home, '.aws'), { recursive: true });
    expect(await files().removeTargets(['prod-tap'])).toEqual({ ok: true, value: [] });
    expect(existsSync(join(home, '.aws'))).toBe(false);
  });
});

/** Waits take no time and let half a second pass at least. */
const hastyClock = (): Clock => {
  let now = Date.now();
  return {
    now: () => now,
    after: (millis, call) => {
      now += Math.max(millis, 500);
      setImmediate(call);
      return () => {};
    },
  };
};

describe('whether another program may be writing', () => {
  const old = () => utimesSync(credentials, 1, 1);

  it('is waited out, until nothing was written for half a second', async () => {
    writeFileSync(credentials, keys);
    expect(await files({}, hastyClock()).quiet()).toBe(true);
  });

  it('is not so for files that are old, or not there', async () => {
    writeFileSync(credentials, keys);
    old();
    utimesSync(join(home, '.aws'), 1, 1);
    expect(await files({}, hastyClock()).quiet()).toBe(false);
  });

  it('may be so for a file that is gone from its folder just now', async () => {
    writeFileSync(credentials, keys);
    old();
    writeFileSync(config, '');
    rmSync(config);
    expect(await files({}, hastyClock()).quiet()).toBe(true);
  });

  it('is waited for three seconds at most', async () => {
    writeFileSync(credentials, keys);
    let waits = 0;
    const busy: Clock = {
      now: () => Date.now(),
      after: (_, call) => {
        waits += 1;
        utimesSync(credentials, new Date(), new Date());
        setImmediate(call);
        return () => {};
      },
    };
    expect(await files({}, busy).quiet()).toBe(true);
    expect(waits).toBe(150);
  });
});

const throwing = (error: Error) => () => {
  throw error;
};

/** `node:fs/promises` whose temporary files fail at one step. */
const failingAt = (step: 'writeFile' | 'sync' | 'chmod' | 'chown', errno: string): Partial<FileIo> => ({
  open: (async (path: string, ...rest: [string, number]) => {
    const handle = await nodeIo.open(path, ...rest);
    if (!path.endsWith('.tmp')) return handle;
    return new Proxy(handle, {
      get: (target, name) => {
        if (name === step) return () => Promise.reject(fails(errno));
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }) as FileIo['open'],
});

describe('when the disk fails', () => {
  it.each([
    ['full while writing', failingAt('writeFile', 'ENOSPC'), { code: 'disk-full' }],
    ['over quota while syncing', failingAt('sync', 'EDQUOT'), { code: 'disk-full' }],
    ['not ours to give a mode', failingAt('chmod', 'EPERM'), { code: 'file-read-only', errno: 'EPERM' }],
    ['read-only', { open: () => Promise.reject(fails('EROFS')) }, { code: 'file-read-only', errno: 'EROFS' }],
    ['refusing the rename', { renameSync: throwing(fails('EACCES')) }, { code: 'file-read-only', errno: 'EACCES' }],
    ['failing', { renameSync: throwing(fails('EIO')) }, { code: 'file-read-only', errno: 'EIO' }],
  ] as const)('%s: the file is untouched and nothing is left beside it', async (_, change, problem) => {
    writeFileSync(credentials, keys);
    expect(await files(change as Partial<FileIo>).writeTarget(section())).toEqual({
      ok: false,
      problem: { file: credentials, ...problem },
    });
    expect(contentOf(credentials)).toBe(keys);
    expect(folderOf()).toEqual(['credentials']);
  });

  it('in any way that Linux has a number for: a problem that names it, and nothing thrown', async () => {
    writeFileSync(credentials, keys);
    for (let number = 1; number <= 134; number += 1) {
      const error = Object.assign(new Error('broken'), { errno: -number, code: `Unknown system error -${number}` });
      const broken = { ...systemIo, open: () => Promise.reject(error), readFile: () => Promise.reject(error) } as unknown as FileIo;
      const wrote = await files({ open: broken.open }, hastyClock()).writeTarget(section());
      const read = await files({ readFile: broken.readFile }).read();
      for (const result of [wrote, read]) {
        if (result.ok) expect([number, result.value]).toEqual([constants.errno.ENOENT, expect.anything()]);
        else expect(problemWords(result.problem).happened, String(number)).toMatch(/\.$/);
      }
    }
    expect(contentOf(credentials)).toBe(keys);
  });

  it('a file whose owner cannot be kept is left alone', async () => {
    writeFileSync(credentials, keys);
    const io = failingAt('chown', 'EPERM');
    const stat = (async (path: string) => Object.assign(await nodeIo.stat(path), { uid: 12345 })) as unknown as FileIo['stat'];
    expect(await files({ ...io, stat }).writeTarget(section())).toMatchObject({
      ok: false,
      problem: { code: 'file-read-only', errno: 'EPERM' },
    });
    expect(contentOf(credentials)).toBe(keys);
    expect(folderOf()).toEqual(['credentials']);
  });

  it('a bug is thrown on and no lock stays', async () => {
    writeFileSync(credentials, keys);
    await expect(files({ renameSync: throwing(new TypeError('bug')) }).writeTarget(section())).rejects.toThrow('bug');
    expect(await files().writeTarget(section())).toMatchObject({ ok: true });
  });
});

describe('when another program writes, too', () => {
  /** Does `edit` right after our temporary file was made, `times` times. */
  const disturbed = (times: number, edit: (count: number) => void): Partial<FileIo> => {
    let count = 0;
    return {
      open: (async (path: string, ...rest: [string, number]) => {
        const handle = await nodeIo.open(path, ...rest);
        if (path.endsWith('.tmp') && count < times) edit(++count);
        return handle;
      }) as FileIo['open'],
    };
  };

  it('its edit is kept and ours is made on top', async () => {
    writeFileSync(credentials, keys);
    const io = disturbed(2, (count) => writeFileSync(credentials, `${keys}[other-${count}]\nregion = x\n`));
    expect(await files(io).writeTarget(section())).toMatchObject({ ok: true });
    expect(contentOf(credentials).startsWith(`${keys}[other-2]\nregion = x\n\n[prod-tap]\n`)).toBe(true);
    expect(folderOf()).toEqual(['credentials']);
  });

  it('and does not stop, we give up with its content in the file', async () => {
    writeFileSync(credentials, keys);
    const io = disturbed(99, (count) => writeFileSync(credentials, `${keys}# ${count}\n`));
    expect(await files(io).writeTarget(section())).toEqual({ ok: false, problem: { code: 'file-contested', file: credentials } });
    expect(contentOf(credentials)).toBe(`${keys}# 30\n`);
    expect(folderOf()).toEqual(['credentials']);
  });

  it('the keys that it puts into our target win', async () => {
    writeFileSync(credentials, keys);
    const io = disturbed(1, () => writeFileSync(credentials, '[prod-tap]\naws_access_key_id = AKIAX\n'));
    expect(await files(io).writeTarget(section())).toMatchObject({ ok: false, problem: { code: 'target-has-keys' } });
    expect(contentOf(credentials)).toBe('[prod-tap]\naws_access_key_id = AKIAX\n');
  });

  it('is not waited for in what we wrote ourselves, though its last line has no end', async () => {
    writeFileSync(credentials, keys.trimEnd());
    const pauses: number[] = [];
    const clock: Clock = {
      ...systemClock,
      after: (...timer) => {
        pauses.push(timer[0]);
        return systemClock.after(...timer);
      },
    };
    const awsFiles = files({}, clock);
    await awsFiles.writeTarget(section());
    await awsFiles.removeTargets(['prod-tap']);
    expect(contentOf(credentials)).toBe(keys.trimEnd());
    pauses.length = 0;
    await awsFiles.read();
    // What was replaced is looked at again meanwhile.
    const laterLooks = [50, 450];
    expect(pauses.filter((millis) => !laterLooks.includes(millis))).toEqual([]);
  });

  it('is waited for when the file ends within a line, or has lost its keys', async () => {
    writeFileSync(credentials, keys);
    const awsFiles = files();
    await awsFiles.read();
    for (const half of ['', '[default]\naws_access', '[other]\nregion = x\n']) {
      writeFileSync(credentials, half);
      const reading = awsFiles.read();
      setTimeout(() => writeFileSync(credentials, keys), 60);
      expect(await reading).toMatchObject({ ok: true, value: { sources: [{ profile: 'default' }] } });
    }
  });

  it('over what we just wrote, we write again', async () => {
    writeFileSync(credentials, keys);
    let done = false;
    const renameSync: FileIo['renameSync'] = (from, to) => {
      systemIo.renameSync(from, to);
      if (!done && String(to) === credentials) {
        done = true;
        writeFileSync(credentials, `${keys}# late\n`);
      }
    };
    expect(await files({ renameSync }).writeTarget(section())).toMatchObject({ ok: true });
    expect(contentOf(credentials)).toContain('# late\n\n[prod-tap]\n');
  });
});

describe('writes of our own', () => {
  it('at the same time all arrive, from one front end and from two', async () => {
    writeFileSync(credentials, keys);
    const [window, terminal] = [files(), files()];
    const names = Array.from({ length: 10 }, (_, index) => `t${index}`);
    const results = await Promise.all(names.map((name, index) => (index % 2 ? window : terminal).writeTarget(section(name))));
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect([...(await targetsIn())].sort()).toEqual(names);
    await Promise.all([window.removeTargets(names.slice(0, 5)), terminal.removeTargets(names.slice(5))]);
    expect(contentOf(credentials)).toBe(keys);
  });

  const lock = () => join(home, '.aws/.credentials.roletap-lock');

  it('do not wait for the lock of a process that is gone', async () => {
    writeFileSync(lock(), JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() }));
    expect(await files().writeTarget(section())).toMatchObject({ ok: true });
    expect(folderOf()).toEqual(['credentials']);
  });

  it('do not wait for the old lock of another computer', async () => {
    writeFileSync(lock(), JSON.stringify({ pid: 1, host: 'elsewhere' }));
    utimesSync(lock(), new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
    expect(await files().writeTarget(section())).toMatchObject({ ok: true });
  });

  const old = new Date(Date.now() - 2000);
  it.each([
    ['that is empty', () => writeFileSync(lock(), '')],
    ['that names nobody', () => writeFileSync(lock(), '{"pid":"x"}')],
    ['that names a number that no process has', () => writeFileSync(lock(), JSON.stringify({ pid: -1, host: hostname() }))],
    ['that is a folder', () => mkdirSync(lock())],
    [
      'of a process whose number is another one by now',
      () => writeFileSync(lock(), JSON.stringify({ pid: process.pid, host: hostname(), started: '1' })),
    ],
  ])('do not wait long for a lock %s', async (_, make) => {
    make();
    utimesSync(lock(), old, old);
    const { now } = systemClock;
    const began = now();
    expect(await files().writeTarget(section())).toMatchObject({ ok: true });
    expect(now() - began).toBeLessThan(5000);
    expect(folderOf()).toEqual(['credentials']);
  });

  it('do not wait for a lock from the future that names nobody', async () => {
    writeFileSync(lock(), '');
    const later = new Date(Date.now() + 3_600_000);
    utimesSync(lock(), later, later);
    expect(await files().writeTarget(section())).toMatchObject({ ok: true });
  });

  it('give up when the lock is held for long, and leave it', async () => {
    writeFileSync(lock(), JSON.stringify({ pid: process.pid, host: hostname() }));
    expect(await files({}, hastyClock()).writeTarget(section())).toEqual({
      ok: false,
      problem: { code: 'file-contested', file: credentials },
    });
    expect(existsSync(lock())).toBe(true);
  });

  describe('find what a crash left beside the file:', () => {
    const beside = (content: string, ending: 'old' | 'tmp') =>
      join(home, `.aws/.credentials.roletap-${fingerprint(Buffer.from(content))}-0123abcd.${ending}`);

    it('the file that was replaced, to which another program wrote after: its edit is saved', async () => {
      writeFileSync(credentials, keys);
      await files().writeTarget(section());
      const ours = contentOf(credentials);
      writeFileSync(beside(keys, 'old'), `${keys}[late]\nregion = x\n`);
      await files().read();
      expect(contentOf(credentials)).toBe(`${ours}[late]\nregion = x\n`);
      expect(folderOf()).toEqual(['credentials']);
    });

    it('the file that was replaced, as it was: what was edited since stays', async () => {
      writeFileSync(beside(keys, 'old'), keys);
      writeFileSync(credentials, '[default]\nregion = newer\n');
      await files().read();
      expect(contentOf(credentials)).toBe('[default]\nregion = newer\n');
      expect(folderOf()).toEqual(['credentials']);
    });

    it('a late edit that somebody has overtaken since: only what is missing comes in', async () => {
      const old = beside(keys, 'old');
      writeFileSync(old, '[default]\nregion = late\n[late]\nregion = x\n');
      utimesSync(old, new Date(Date.now() - 9000), new Date(Date.now() - 9000));
      writeFileSync(credentials, '[default]\nregion = newer\n');
      await files().read();
      expect(contentOf(credentials)).toBe('[default]\nregion = newer\n[late]\nregion = x\n');
    });

    it.each([
      ['in the middle', `${keys}[prod-tap]\nregion = x\n`.slice(0, keys.length + 5), keys, `${keys}[prod-tap]\nregion = x\n`],
      ['before the rest was cut off', `[other]\n${keys.slice(8)}`, keys, '[other]\n'],
    ])('a write in place that broke off %s is ended', async (_, torn, before, next) => {
      writeFileSync(credentials, torn);
      writeFileSync(beside(before, 'old'), before);
      writeFileSync(beside(before, 'tmp'), next);
      await files().read();
      expect(contentOf(credentials)).toBe(next);
      expect(folderOf()).toEqual(['credentials']);
    });

    it('a write in place that somebody has written over since is left to them', async () => {
      writeFileSync(credentials, '# theirs\n');
      writeFileSync(beside(keys, 'old'), keys);
      writeFileSync(beside(keys, 'tmp'), `${keys}[prod-tap]\n`);
      await files().read();
      expect(contentOf(credentials)).toBe('# theirs\n');
      expect(folderOf()).toEqual(['credentials']);
    });
  });

  it('take away what a crash left, with its credentials', async () => {
    const orphan = join(home, '.aws/.credentials.roletap-0123456789abcdef.tmp');
    writeFileSync(orphan, 'secret');
    utimesSync(orphan, new Date(Date.now() - 120_000), new Date(Date.now() - 120_000));
    await files().writeTarget(section());
    expect(folderOf()).toEqual(['credentials']);
  });
});

describe('watching', () => {
  const watched = () => {
    let calls = 0;
    let wake = () => {};
    const stop = files().watch(() => {
      calls += 1;
      wake();
    });
    const next = () => {
      const before = calls;
      return new Promise<void>((resolve) => {
        wake = () => calls > before && resolve();
      });
    };
    return { stop, next, calls: () => calls };
  };

  it('tells when a file appears, changes, is replaced or goes', async () => {
    const { stop, next } = watched();
    for (const change of [
      () => writeFileSync(config, 'a'),
      () => writeFileSync(config, 'b'),
      () => files().writeTarget(section()),
      () => rmSync(credentials),
    ]) {
      const told = next();
      change();
      await told;
    }
    stop();
  });

  it('follows a folder that comes later, a link, and what the link points to', async () => {
    rmSync(join(home, '.aws'), { recursive: true });
    mkdirSync(join(home, 'dotfiles'));
    const { stop, next } = watched();
    for (const change of [
      () => mkdirSync(join(home, '.aws')),
      () => symlinkSync('../dotfiles/config', config),
      // A folder or a link that came is told twice, so these are more than there can be such echoes.
      ...['a', 'b', 'c', 'd', 'e'].map((text) => () => writeFileSync(join(home, 'dotfiles/config'), text)),
    ]) {
      const told = next();
      change();
      await told;
    }
    stop();
  });

  it('tells a burst once, and nothing of files beside', async () => {
    const { stop, next, calls } = watched();
    writeFileSync(join(home, '.aws/other'), 'x');
    const told = next();
    for (let count = 0; count < 20; count += 1) writeFileSync(config, String(count));
    await told;
    expect(calls()).toBe(1);
    stop();
  });
});
