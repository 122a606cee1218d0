import * as nodeIo from 'node:fs/promises';
import { chmod, lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAwsFiles } from '../../../../src-main/aws/files/aws-files.adapter.ts';
import { systemIo } from '../../../../src-main/aws/files/file-place.adapter.ts';
import type { TargetSection } from '../../../../src-main/aws/targets/target-types.ts';
import { systemClock } from '../../../../src-main/base/clock.ts';

const before = '# mine\r\n[profile work]\r\nregion = x\r\n';
const line = { target: 'prod-tap', command: '/data/ask prod-tap', region: 'eu-west-1' };
const section: TargetSection = {
  target: 'prod-tap',
  roleArn: 'arn:aws:iam::111122223333:role/Admin',
  profile: 'prod',
  via: 'mfa-session',
  since: Date.UTC(2026, 10, 25),
  credentials: {
    accessKeyId: 'ASIAEXAMPLE00000001',
    secretAccessKey: 'secret/of+a+session',
    sessionToken: 'token==',
    expires: Date.UTC(2026, 10, 25, 1),
  },
};

let folder: string;
let config: string;
let credentials: string;
const open = (io: Partial<typeof nodeIo> = {}) =>
  createAwsFiles({ configPath: config, credentialsPath: credentials, env: {}, clock: systemClock, io: { ...systemIo, ...io } });
const textOf = (path: string) => readFile(path, 'utf8');
const fails = (code: string) => Promise.reject(Object.assign(new Error(code), { code }));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'process-'));
  config = join(folder, 'config');
  credentials = join(folder, 'credentials');
  await writeFile(config, before, { mode: 0o640 });
});
afterEach(() => rm(folder, { recursive: true }));

describe('writing a credential_process line', () => {
  it('shows first what it would do, and changes nothing for that', async () => {
    await open().writeTarget(section);
    const keys = await textOf(credentials);
    const plan = await open().planProcess(line);
    expect(plan).toMatchObject({ ok: true, value: { file: config, alsoRemoves: { file: credentials, target: 'prod-tap' } } });
    expect(
      plan.ok && plan.value.diff.filter(({ kind }) => kind !== 'same').map(({ text }) => text.replace(/^# roletap: .*/, '# mark')),
    ).toEqual(['', '[profile prod-tap]', '# mark', 'credential_process = /data/ask prod-tap', 'region = eu-west-1']);
    expect(await textOf(config)).toBe(before);
    expect(await textOf(credentials)).toBe(keys);
  });

  it('takes our keys from the credentials file, and both files back to the byte', async () => {
    const others = '[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = x';
    await writeFile(credentials, others, { mode: 0o600 });
    await open().writeTarget(section);
    expect(await open().writeProcess(line)).toEqual({ ok: true, value: { file: config } });
    expect(await textOf(credentials)).toBe(others);
    expect((await stat(config)).mode & 0o777).toBe(0o640);
    expect(await open().read()).toMatchObject({ value: { processTargets: ['prod-tap'], targets: [] } });
    expect(await open().planProcess(line)).toEqual({ ok: true, value: { file: config, diff: [] } });
    const removal = await open().planProcessRemoval('prod-tap');
    expect(removal.ok && removal.value.diff.filter(({ kind }) => kind === 'remove')).toHaveLength(5);
    expect(await open().removeProcess('prod-tap')).toEqual({ ok: true, value: { file: config } });
    expect(await textOf(config)).toBe(before);
  });

  it('is followed by its role’s settings, and written only when they changed', async () => {
    const settings = [{ key: 'ca_bundle', lines: ['ca_bundle = /corp.pem'] }];
    expect(await open().renewProcess({ target: 'prod-tap', settings })).toEqual({ ok: true, value: undefined });
    expect(await textOf(config)).toBe(before);
    await open().writeProcess(line);
    expect(await open().renewProcess({ target: 'prod-tap', settings })).toEqual({ ok: true, value: undefined });
    expect(await textOf(config)).toMatch(/\ncredential_process = \/data\/ask prod-tap\r?\nca_bundle = \/corp.pem\r?\n$/);
    const { ino } = await stat(config);
    await open().renewProcess({ target: 'prod-tap', settings });
    expect((await stat(config)).ino).toBe(ino);
    await open().removeProcess('prod-tap');
    expect(await textOf(config)).toBe(before);
  });

  it('makes the file when there is none, for this user alone, and writes through a link', async () => {
    await rm(config);
    expect(await open().removeProcess('prod-tap')).toEqual({ ok: true, value: { file: config } });
    expect(await readdir(folder)).toEqual([]);
    await open().writeProcess(line);
    expect((await stat(config)).mode & 0o777).toBe(0o600);
    const link = join(folder, 'link');
    await symlink(config, link);
    config = link;
    expect(await open().removeProcess('prod-tap')).toEqual({ ok: true, value: { file: join(folder, 'config') } });
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await textOf(link)).toBe('');
  });

  it.each([
    ['role_arn', 'role_arn = arn:aws:iam::111122223333:role/Admin'],
    ['aws_access_key_id', 'aws_access_key_id = AKIAX'],
    ['credential_process', 'credential_process = /usr/bin/other'],
    ['sso_session', 'sso_session = corp'],
    ['web_identity_token_file', 'web_identity_token_file = /token'],
    ['login_session', 'login_session = x'],
  ])('is refused beside a %s of the user', async (key, other) => {
    const text = `[profile prod-tap]\nregion = x\n${other}\n`;
    await writeFile(config, text);
    const problem = { code: 'process-clash', target: 'prod-tap', key, file: config, line: 3 };
    expect(await open().planProcess(line)).toEqual({ ok: false, problem });
    expect(await open().writeProcess(line)).toEqual({ ok: false, problem });
    expect(await textOf(config)).toBe(text);
  });

  it('is refused over keys of the user in the credentials file, and over a role there', async () => {
    await writeFile(credentials, '\n[prod-tap]\naws_access_key_id = AKIAX\naws_secret_access_key = y\n');
    const problem = { code: 'target-has-keys', target: 'prod-tap', file: credentials, line: 2, suggestion: 'prod-tap-2' };
    expect(await open().writeProcess(line)).toEqual({ ok: false, problem });
    await writeFile(credentials, '[prod-tap]\nrole_arn = x\n');
    expect(await open().writeProcess(line)).toMatchObject({
      problem: { code: 'process-clash', key: 'role_arn', file: credentials, line: 2 },
    });
  });

  it('keeps a tap from writing keys beside it, until it is removed', async () => {
    await open().writeProcess(line);
    const at = (await textOf(config)).split('\n').findIndex((text) => text.startsWith('credential_process')) + 1;
    expect(await open().writeTarget(section)).toEqual({
      ok: false,
      problem: { code: 'process-clash', target: 'prod-tap', key: 'credential_process', file: config, line: at },
    });
    await open().removeProcess('prod-tap');
    expect(await open().writeTarget(section)).toMatchObject({ ok: true });
  });

  it('keeps what another program writes in between', async () => {
    let isFirst = true;
    const io = {
      open: async (...input: Parameters<typeof nodeIo.open>) => {
        if (isFirst && String(input[0]).endsWith('.tmp')) {
          isFirst = false;
          await writeFile(config, `${before}[profile late]\r\n`);
        }
        return nodeIo.open(...input);
      },
    };
    expect((await open(io).writeProcess(line)).ok).toBe(true);
    await open().removeProcess('prod-tap');
    expect(await textOf(config)).toBe(`${before}[profile late]\r\n`);
  });

  it('is given up when another program makes a role of the profile in between', async () => {
    const role = `${before}[profile prod-tap]\r\nrole_arn = x\r\n`;
    const io = {
      open: async (...input: Parameters<typeof nodeIo.open>) => {
        if (String(input[0]).endsWith('.tmp')) await writeFile(config, role);
        return nodeIo.open(...input);
      },
    };
    expect(await open(io).writeProcess(line)).toMatchObject({ problem: { code: 'process-clash', key: 'role_arn' } });
    expect(await textOf(config)).toBe(role);
  });

  it('leaves both files alone when the config file is read-only', async () => {
    await open().writeTarget(section);
    const keys = await textOf(credentials);
    await chmod(config, 0o400);
    // Root may write everything: the refusal is put in its place.
    const io = { access: async (path: unknown) => (path === config ? fails('EACCES') : undefined) } as Partial<typeof nodeIo>;
    expect(await open(io).writeProcess(line)).toEqual({ ok: false, problem: { code: 'file-read-only', file: config, errno: 'EACCES' } });
    expect(await textOf(config)).toBe(before);
    expect(await textOf(credentials)).toBe(keys);
  });

  it('leaves the config file whole when the disk is full, and nothing beside it', async () => {
    const io = { open: (path: string, ...rest: [string]) => (path.endsWith('.tmp') ? fails('ENOSPC') : nodeIo.open(path, ...rest)) };
    expect(await open(io as Partial<typeof nodeIo>).writeProcess(line)).toEqual({
      ok: false,
      problem: { code: 'disk-full', file: config },
    });
    expect(await textOf(config)).toBe(before);
    expect(await readdir(folder)).toEqual(['config']);
  });
});

describe('the credentials of a target', () => {
  it('are those of a section that Roletap made', async () => {
    expect(await open().readTarget('prod-tap')).toEqual({ ok: true, value: undefined });
    await open().writeTarget(section);
    expect(await open().readTarget('prod-tap')).toEqual({ ok: true, value: section.credentials });
    expect(await open().readTarget('work')).toEqual({ ok: true, value: undefined });
  });

  it('are nobody’s when somebody else has written the section since', async () => {
    await open().writeTarget(section);
    await writeFile(credentials, (await textOf(credentials)).replace('ASIAEXAMPLE00000001\naws_secret', 'AKIAX\naws_secret'));
    expect(await open().readTarget('prod-tap')).toEqual({ ok: true, value: undefined });
  });
});
