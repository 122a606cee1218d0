import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { failed } from '../../../src-main/contract/result.ts';
import { type MetadataServer, serveMetadata } from '../../../src-main/serve/endpoint/metadata-server.adapter.ts';
import { type LinkOnce, serveLinkOnce } from '../../../src-main/storage/one-time-link.adapter.ts';
import { type RunningApp, startRunningApp } from '../../support/app/running-app.ts';
import { createStage, type Stage, start } from '../../support/aws/stage.ts';
import { skippedFor } from '../../support/skips.ts';

/** `nobody`, who has an account on every Debian. */
const other = 65_534;
const asOther = ['setpriv', `--reuid=${other}`, '--clear-groups'];
const why = spawnSync('setpriv', [...asOther.slice(1), 'true']).status !== 0 && 'only root can be another user';

/** What a command gives, run by another user, or by this one when `who` is empty. */
const runAs = (who: readonly string[], ...words: readonly string[]) => {
  const [program = '', ...rest] = [...who, ...words];
  return start(program, rest, { PATH: process.env.PATH ?? '' }).ended;
};
const curl = ['curl', '-q', '-s', '--noproxy', '*', '-o', '/dev/null'];

/** What another real user of this computer gets. */
describe('another user of this computer', skippedFor(why), () => {
  const statusOf = async (who: readonly string[], { address }: LinkOnce): Promise<string> =>
    (await runAs(who, ...curl, '-w', '%{http_code} %{redirect_url}', address)).stdout;

  test('gets no link that signs in, and takes none away', async () => {
    const once = await serveLinkOnce('https://signin.aws.amazon.com/federation?x=1', systemClock);
    expect(await statusOf(asOther, once)).toBe('404 ');
    expect(await statusOf([], once)).toBe('303 https://signin.aws.amazon.com/federation?x=1');
    expect(await once.came).toBe(true);
  });
});

describe('another user of this computer, while a role is served by the routes of EC2’s metadata', skippedFor(why), () => {
  let server: MetadataServer;
  beforeEach(async () => {
    const served = await serveMetadata({
      role: 'dev',
      port: 0,
      credentials: async () => failed({ code: 'touch-wanted', profile: 'dev' }),
      tellProblem: ({ code }) => code,
      clock: systemClock,
    });
    if (!served.ok) throw new Error(served.problem.code);
    server = served.value;
  });
  afterEach(() => server.close());

  /** Asks for a token, and with it for the role's name. */
  const ask = async (who: readonly string[], host: string): Promise<string> => {
    const { port } = new URL(server.url);
    const at = `http://${host}:${port}/latest`;
    const all = `curl -q -s --noproxy '*' -H 'Host: 127.0.0.1:${port}'`;
    const token = `${all} -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' '${at}/api/token'`;
    const name = `${all} -w ' %{http_code}' -H "X-aws-ec2-metadata-token: $(${token})" '${at}/meta-data/iam/security-credentials/'`;
    return (await runAs(who, 'sh', '-c', name)).stdout;
  };

  test('gets no token, by whatever address, while programs of this user do', async () => {
    expect(await ask([], '127.0.0.1')).toBe('dev 200');
    expect(await ask(asOther, '127.0.0.1')).toBe(' 403');
    // As Java connects.
    expect(await ask([], '[::ffff:127.0.0.1]')).toBe('dev 200');
    expect(await ask(asOther, '[::ffff:127.0.0.1]')).toBe(' 403');
  });
});

/** The same user in the home of a person whose own folders can be read by everybody: what keeps others out is ours alone. */
describe('another user of this computer, while a role is open', skippedFor(why), () => {
  let stage: Stage;
  let running: RunningApp;
  let secrets: readonly string[];

  beforeEach(async () => {
    stage = await createStage();
    const { HOME = '', XDG_CONFIG_HOME = '', XDG_RUNTIME_DIR = '' } = stage.home.environment;
    for (const folder of [stage.home.folder, HOME, join(HOME, '.aws'), XDG_CONFIG_HOME, XDG_RUNTIME_DIR]) chmodSync(folder, 0o755);
    running = await startRunningApp(stage);
    const asker = { kind: 'person', front: 'tray' } as const;
    const opening = running.app.credentials({ role: 'dev', asker, wait: true }, new AbortController().signal);
    await running.blinking();
    running.key.touch();
    const handed = await opening;
    if (!handed.ok) throw new Error(handed.problem.code);
    const { secretAccessKey, sessionToken = '' } = handed.value.credentials;
    secrets = [secretAccessKey, sessionToken, stage.keys.secretAccessKey];
  });
  afterEach(async () => {
    await running.close();
    await stage.close();
  });

  /** Files in which somebody finds one of the secrets, or that name them in a program's arguments or environment. */
  const findings = async (who: readonly string[]): Promise<readonly string[]> => {
    const patterns = secrets.flatMap((secret) => ['-e', secret]);
    const search = 'grep -rlsF "$@" /dev/shm "$0"; grep -lsF "$@" /proc/[0-9]*/environ';
    const found = await runAs(who, 'sh', '-c', search, stage.home.folder, ...patterns);
    return found.stdout.split('\n').filter((line) => line !== '');
  };

  test('finds no secret in any file, in shared memory or in an environment', async () => {
    expect((await findings([])).map((file) => file.replace(stage.home.folder, ''))).toContain('/home/.aws/credentials');
    expect(await findings(asOther)).toEqual([]);
  });

  test('reads no file of ours, and writes into none', async () => {
    const { XDG_CONFIG_HOME = '', XDG_RUNTIME_DIR = '' } = stage.home.environment;
    const folders = [join(XDG_CONFIG_HOME, 'Roletap'), join(XDG_RUNTIME_DIR, 'roletap')].filter((folder) => existsSync(folder));
    expect(folders).toHaveLength(2);
    const files = folders.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)));
    // The history, what opens a target by `credential_process`, and the command for people.
    for (const name of [/history/, /roletap-credentials/, /roletap-exec/])
      expect(
        files.some((file) => name.test(file)),
        String(name),
      ).toBe(true);
    const tried = await runAs(
      asOther,
      'sh',
      '-c',
      'for file; do [ ! -r "$file" ] && [ ! -w "$file" ] && [ ! -x "$file" ] || echo "$file"; done',
      'sh',
      ...folders,
      ...files,
    );
    expect(tried.stdout).toBe('');
    expect(folders.map((folder) => statSync(folder).mode & 0o777)).toEqual([0o700, 0o700]);
  });

  test('gets nothing from the socket, and nothing from the endpoint without its token', async () => {
    const data = ['-d', 'role=dev', '-w', '%{http_code}'];
    const socket = ['--unix-socket', running.socket(), 'http://roletap/1/credentials'];
    expect(await runAs([], ...curl, ...data, ...socket)).toMatchObject({ code: 0, stdout: '200' });
    // curl's 7: it could not connect.
    expect(await runAs(asOther, ...curl, ...data, ...socket)).toMatchObject({ code: 7, stdout: '000' });
    const leased = await running.doors.lease('dev');
    if (!leased.ok) throw new Error(leased.problem.code);
    const { url, token } = leased.value;
    const status = async (...words: readonly string[]) => (await runAs(asOther, ...curl, '-w', '%{http_code}', ...words, url)).stdout;
    expect([await status(), await status('-H', `Authorization: ${token.slice(1)}`)]).toEqual(['403', '403']);
    expect(await status('-H', `Authorization: ${token}`)).toBe('200');
  });

  test('puts no socket of his own where programs ask', async () => {
    const place = 'rm -f "$0"; mv "$(dirname "$0")" "$(dirname "$0").taken"; touch "$0"; ls -d "$0"';
    expect((await runAs(asOther, 'sh', '-c', place, running.socket())).stdout).toBe('');
    const hello = ['--unix-socket', running.socket(), 'http://roletap/1/hello'];
    expect(await runAs([], ...curl, '-w', '%{http_code}', ...hello)).toMatchObject({ stdout: '200' });
  });
});
