import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAwsFiles } from '../../../src-main/aws/files/aws-files.adapter.ts';
import { systemClock } from '../../../src-main/base/clock.ts';

/** A profile with our credential_process line, as the `aws` command and an SDK client for JavaScript use it. */
const accessKeyId = 'ASIAPROCESS0000001';
const expiration = '2099-01-01T00:00:00Z';

let programs: string;
let folder: string;
let config: string;
let launcher: string;

beforeAll(async () => {
  programs = mkdtempSync(join(tmpdir(), 'roletap-programs-'));
  const contents = `
    import { STSClient } from '@aws-sdk/client-sts';
    const client = new STSClient({ profile: process.argv[2] });
    Promise.all([client.config.credentials(), client.config.region()]).then(([credentials, region]) =>
      process.stdout.write(JSON.stringify({ ...credentials, region })));`;
  await build({
    stdin: { contents, resolveDir: join(import.meta.dirname, '../../..'), loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: join(programs, 'sdk.cjs'),
    logLevel: 'error',
  });
  return () => rmSync(programs, { recursive: true, force: true });
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roletap process '));
  config = join(folder, 'config');
  mkdirSync(join(folder, 'data of jane'));
  launcher = join(folder, 'data of jane', 'ask');
  const answer = { Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: 's3cret', SessionToken: 'token', Expiration: expiration };
  writeFileSync(launcher, `#!/bin/sh\n[ "$1" = prod-tap ] || exit 1\nprintf '%s' '${JSON.stringify(answer)}'\n`);
  chmodSync(launcher, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const files = () => createAwsFiles({ configPath: config, credentialsPath: join(folder, 'credentials'), env: {}, clock: systemClock });
const line = () => ({ target: 'prod-tap', command: `"${launcher}" prod-tap`, region: 'eu-west-1' });

const run = (command: string, args: readonly string[]) =>
  new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
    const env = {
      PATH: process.env.PATH,
      LANG: 'C.UTF-8',
      HOME: folder,
      AWS_CONFIG_FILE: config,
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    execFile(command, args, { env }, (error, stdout, stderr) => resolve({ status: error ? Number(error.code ?? -1) : 0, stdout, stderr }));
  });

/** What each of the two gets for the profile. */
const byAws = async () => {
  const { stdout, stderr } = await run('/usr/bin/aws', ['configure', 'list', '--profile', 'prod-tap']);
  return `${stdout}${stderr}`.replace(/^ +/gm, '').replace(/ +/g, ' ');
};
const bySdk = async () => {
  const { stdout, stderr } = await run(process.execPath, [join(programs, 'sdk.cjs'), 'prod-tap']);
  return stdout === '' ? stderr : (JSON.parse(stdout) as unknown);
};

const expectBoth = async (): Promise<void> => {
  const listed = await byAws();
  expect(listed).toMatch(/access_key \S*0001 custom-process/);
  expect(listed).toMatch(/secret_key \S+ custom-process/);
  expect(listed).toMatch(/region eu-west-1 /);
  expect(await bySdk()).toMatchObject({ accessKeyId, secretAccessKey: 's3cret', sessionToken: 'token', region: 'eu-west-1' });
};

describe('a target that asks by credential_process', () => {
  it.each([
    ['no file', undefined],
    ['an empty file', ''],
    ['other profiles', '# mine\n[default]\nregion = us-east-1\n\n[profile b]\noutput = json\n'],
    ['no last line ending', '[default]\nregion = us-east-1'],
    ['CRLF', '[default]\r\nregion = us-east-1\r\n'],
    ['odd spacing', '\n\n[default]\n   region=us-east-1\n\n\n'],
    ['its profile there', '[profile prod-tap]\noutput = json\n\n# about b\n[profile b]\nregion = x\n'],
    ['its profile there, all indented', '[profile prod-tap]\n  output = json\n  cli_pager =\n[profile b]\nregion = x\n'],
    ['its profile there, with nested settings last', '[profile prod-tap]\ns3 =\n  max_concurrent_requests = 2'],
    ['its header alone', '[profile prod-tap]'],
  ])('is read by aws and by the SDK in a file with %s', async (_what, before) => {
    if (before !== undefined) writeFileSync(config, before);
    expect(await files().writeProcess(line())).toMatchObject({ ok: true });
    await expectBoth();
    await files().removeProcess('prod-tap');
    expect(readFileSync(config, 'utf8')).toBe(before ?? '');
  });

  it('is read through a link, and its own keys have left the credentials file', async () => {
    const real = join(folder, 'real');
    writeFileSync(real, '[default]\n');
    symlinkSync(real, config);
    await files().writeTarget({
      target: 'prod-tap',
      roleArn: 'arn:aws:iam::111122223333:role/Admin',
      via: 'mfa-session',
      since: Date.now(),
      credentials: { accessKeyId: 'ASIAOLD', secretAccessKey: 'x', sessionToken: 'y', expires: Date.now() + 3_600_000 },
    });
    expect(await byAws()).toContain('shared-credentials-file');
    await files().writeProcess(line());
    await expectBoth();
  });

  it('is still refused by aws in a file with a byte order mark, as the file was before', async () => {
    writeFileSync(config, '\ufeff[default]\nregion = us-east-1\n');
    await files().writeProcess(line());
    expect(await byAws()).toContain('Unable to parse config file');
    expect(await bySdk()).toMatchObject({ accessKeyId });
    await files().removeProcess('prod-tap');
    expect(readFileSync(config, 'utf8')).toBe('\ufeff[default]\nregion = us-east-1\n');
  });
});
