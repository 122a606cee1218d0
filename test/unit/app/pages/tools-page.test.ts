import { describe, expect, it } from 'vitest';
import type { ProcessLine } from '../../../../src-main/aws/files/process-files.ts';
import type { Problem } from '../../../../src-main/contract/problems/problem.ts';
import { failed, ok, type Result } from '../../../../src-main/contract/result.ts';
import type { Tool } from '../../../../src-main/contract/tools.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { createFakeFiles, type FakeFiles } from '../../../fakes/files.ts';
import { createKey, credentials, jane, janeAccount, start } from '../../../fakes/world.ts';
import { openStage } from './page-fixture.ts';

const line = '/roletap/launcher dev-tap';
const clash: Problem = { code: 'process-clash', target: 'dev-tap', key: 'role_arn', file: '/home/jane/.aws/config', line: 3 };
const config = `[profile dev]
role_arn = arn:aws:iam::444455556666:role/Developer
source_profile = work
mfa_serial = ${jane}
region = eu-west-1

[profile prod]
role_arn = arn:aws:iam::777788889999:role/Admin
source_profile = work
mfa_serial = ${jane}
`;

/** Files that say which process lines they were asked to write. */
const filesWith = (change: Partial<FakeFiles> = {}) => {
  const asked: (readonly [string, ProcessLine | string])[] = [];
  const files = createFakeFiles({ config, credentials });
  const file = files.paths.config;
  const diff = [{ kind: 'add', line: 9, text: `credential_process = ${line}` }] as const;
  Object.assign(files, {
    planProcess: async (wanted: ProcessLine) => ok({ file, diff, alsoRemoves: { file: files.paths.credentials, target: wanted.target } }),
    planProcessRemoval: async () => ok({ file, diff }),
    writeProcess: async (wanted: ProcessLine) => {
      asked.push(['write', wanted]);
      return ok({ file });
    },
    removeProcess: async (target: string) => {
      asked.push(['remove', target]);
      return ok({ file });
    },
    ...change,
  });
  return { files, asked };
};

const open = async (options: Parameters<typeof openStage>[0] = {}) => {
  const stage = await openStage({ files: filesWith().files, ...options });
  expect(stage.taken('openTools', { role: 'dev' })).toBe(true);
  const tools = () => stage.app.snapshot().tools;
  return { ...stage, tools, lineOf: (tool: Tool) => tools()?.lines.find((entry) => entry.tool === tool) };
};

/** Of the demo's own files. */
const demo = { touch: () => {}, command: (text: string) => `AWS_CONFIG_FILE=/demo/config ${text}` };

/** A section of ours in the credentials file. */
const withSession = async (files: FakeFiles, expires = start + 3_600_000) =>
  files.writeTarget({
    target: 'dev-tap',
    roleArn: 'arn:aws:iam::444455556666:role/Developer',
    profile: 'dev',
    via: 'mfa-session',
    since: start,
    credentials: { accessKeyId: 'ASIADEV', secretAccessKey: 'x', sessionToken: 'y', expires },
  });

describe('the page of a role’s tools', () => {
  it('shows in the demo only what works beside it: lines with its files, and no command of the terminal', async () => {
    const { tools, lineOf, taken, clipboard } = await open({ demo });
    expect(tools()?.lines.map(({ tool }) => tool)).toEqual(['profile', 'process', 'endpoint']);
    const line = 'AWS_CONFIG_FILE=/demo/config aws --profile dev-tap sts get-caller-identity';
    expect(lineOf('profile')?.text).toBe(line);
    expect(taken('copyTool', { role: 'dev', tool: 'profile' })).toBe(true);
    await settle();
    expect(clipboard.text()).toBe(line);
  });

  it('has a line for each tool, with the target in it', async () => {
    const { tools } = await open();
    expect(tools()).toEqual({
      role: 'dev',
      profile: 'dev',
      target: 'dev-tap',
      delivery: 'file',
      working: false,
      lines: [
        { tool: 'profile', text: 'aws --profile dev-tap sts get-caller-identity', check: 'none' },
        { tool: 'process', text: 'credential_process = /roletap/launcher dev-tap', check: 'none' },
        { tool: 'exec', text: 'roletap exec dev-tap -- aws sts get-caller-identity', check: 'none' },
        { tool: 'shell', text: 'roletap shell dev-tap', check: 'none' },
        { tool: 'endpoint', text: '', check: 'none' },
      ],
    });
  });

  it('is refused for a role that is not there, and goes with a role that leaves the files', async () => {
    const { app, taken, files, tools } = await open();
    expect(taken('openTools', { role: 'nobody' })).toBe(false);
    expect(tools()?.role).toBe('dev');
    files.text = { ...files.text, config: '' };
    files.changed();
    await settle();
    expect(app.snapshot().tools).toBeUndefined();
  });

  it('copies a line, and nothing for the endpoint, whose address is a secret', async () => {
    const { taken, clipboard } = await open();
    expect(taken('copyTool', { role: 'dev', tool: 'shell' })).toBe(true);
    expect(clipboard.text()).toBe('roletap shell dev-tap');
    expect(taken('copyTool', { role: 'dev', tool: 'endpoint' })).toBe(false);
    expect(taken('copyTool', { role: 'nobody', tool: 'shell' })).toBe(false);
    expect(clipboard.text()).toBe('roletap shell dev-tap');
  });

  it('tells of a clipboard that is not there', async () => {
    const { app, taken, clipboard } = await open();
    clipboard.problem = { code: 'clipboard-missing' };
    taken('copyTool', { role: 'dev', tool: 'shell' });
    await settle();
    expect(app.snapshot().notices).toContainEqual({ kind: 'problem', problem: { code: 'clipboard-missing' } });
  });
});

describe('a check', () => {
  it.each<Tool>(['process', 'exec', 'shell'])('of %s runs the command as a program would, after it was installed', async (tool) => {
    const did: string[] = [];
    let answer = (_: Result<void>) => {};
    const { taken, lineOf, until } = await open({
      launcher: {
        install: async () => {
          did.push('install');
          return ok(undefined);
        },
        check: (text) => {
          did.push(text);
          return new Promise((resolve) => {
            answer = resolve;
          });
        },
      },
    });
    expect(taken('checkTool', { role: 'dev', tool })).toBe(true);
    expect(lineOf(tool)?.check).toBe('checking');
    await settle();
    expect(did).toEqual(['install', line]);
    answer(ok(undefined));
    await until(() => lineOf(tool)?.check === 'works');
    expect(lineOf('profile')?.check).toBe('none');
  });

  it('that failed says why, and the next one starts clean', async () => {
    const problem: Problem = { code: 'command-failed', command: line, detail: 'Roletap isn’t running' };
    const results = [failed(problem), ok(undefined)];
    const { taken, lineOf } = await open({ launcher: { check: async () => results.shift() ?? ok(undefined) } });
    taken('checkTool', { role: 'dev', tool: 'process' });
    await settle();
    expect(lineOf('process')).toMatchObject({ check: 'failed', problem });
    taken('checkTool', { role: 'dev', tool: 'process' });
    await settle();
    expect(lineOf('process')).toEqual({ tool: 'process', text: `credential_process = ${line}`, check: 'works' });
  });

  it('is nothing that another role’s page shows', async () => {
    let answer = (_: Result<void>) => {};
    const check = () =>
      new Promise<Result<void>>((resolve) => {
        answer = resolve;
      });
    const { taken, tools } = await open({ launcher: { check } });
    expect(taken('checkTool', { role: 'prod', tool: 'process' })).toBe(false);
    taken('checkTool', { role: 'dev', tool: 'process' });
    await settle();
    taken('openTools', { role: 'prod' });
    answer(ok(undefined));
    await settle();
    expect(tools()?.role).toBe('prod');
    expect(tools()?.lines.map(({ check: state }) => state)).toEqual(['none', 'none', 'none', 'none', 'none']);
  });

  it('of the profile reads the files anew: a session that lives works, none wants a touch', async () => {
    const { taken, lineOf, files } = await open();
    taken('checkTool', { role: 'dev', tool: 'profile' });
    await settle();
    expect(lineOf('profile')).toMatchObject({ check: 'failed', problem: { code: 'touch-wanted', profile: 'dev' } });
    await withSession(files);
    taken('checkTool', { role: 'dev', tool: 'profile' });
    await settle();
    expect(lineOf('profile')?.check).toBe('works');
  });

  it('of the profile takes no section whose time is over, though it could not be removed', async () => {
    const { taken, lineOf, files } = await open();
    files.beforeRemove = async () => ({ code: 'file-read-only', file: files.paths.credentials, errno: 'EROFS' });
    await withSession(files, start - 1000);
    taken('checkTool', { role: 'dev', tool: 'profile' });
    await settle();
    expect(lineOf('profile')?.problem).toEqual({ code: 'touch-wanted', profile: 'dev' });
  });

  it('of the profile names what else decides over the target', async () => {
    const { taken, lineOf, files } = await open();
    files.text = { ...files.text, config: `${config}\n[profile dev-tap]\nrole_arn = arn:aws:iam::444455556666:role/Other\n` };
    taken('checkTool', { role: 'dev', tool: 'profile' });
    await settle();
    expect(lineOf('profile')?.problem).toMatchObject({ code: 'target-clash', target: 'dev-tap', line: 12 });
  });

  it('of the endpoint takes an address only while a session is held', async () => {
    const leases: string[] = [];
    const { taken, lineOf, files } = await open({
      front: {
        lease: async (role) => {
          leases.push(role);
          return ok({ url: 'http://127.0.0.1:1/', token: 'SECRET-lease' });
        },
      },
    });
    taken('checkTool', { role: 'dev', tool: 'endpoint' });
    await settle();
    expect(lineOf('endpoint')?.problem).toEqual({ code: 'touch-wanted', profile: 'dev' });
    expect(leases).toEqual([]);
    await withSession(files);
    await settle();
    taken('checkTool', { role: 'dev', tool: 'endpoint' });
    await settle();
    expect(lineOf('endpoint')).toEqual({ tool: 'endpoint', text: '', check: 'works' });
    expect(leases).toEqual(['dev']);
  });
});

describe('the credential_process line', () => {
  it('is shown as a change first, and written on yes, after what it names was installed', async () => {
    const { files, asked } = filesWith();
    const did: string[] = [];
    const install = async () => {
      did.push(`install, written ${asked.length}`);
      return ok(undefined);
    };
    const { taken, tools, until } = await open({ files, launcher: { install } });
    expect(taken('planProcess', { role: 'dev', what: 'write' })).toBe(true);
    expect(tools()?.working).toBe(true);
    await settle();
    expect(tools()?.plan).toEqual({
      what: 'write',
      file: files.paths.config,
      diff: [{ kind: 'add', line: 9, text: `credential_process = ${line}` }],
      alsoRemoves: { file: files.paths.credentials, target: 'dev-tap' },
    });
    expect([did, asked]).toEqual([[], []]);
    expect(taken('confirmProcess', { role: 'dev', yes: true })).toBe(true);
    await until((snapshot) => snapshot.tools?.working === false);
    expect(did).toEqual(['install, written 0']);
    const settings = [{ key: 'region', lines: ['region = eu-west-1'] }];
    expect(asked).toEqual([['write', { target: 'dev-tap', command: line, region: 'eu-west-1', settings }]]);
    expect(tools()?.plan).toBeUndefined();
  });

  it('takes the keys of an open session from the file, and the session goes on', async () => {
    const clock = createFakeClock(start);
    const key = createKey(clock, { accounts: [{ ...janeAccount, touch: false }] });
    const { app, files, taken, until } = await openStage({ clock, yubikeys: { usb: key } });
    const role = () => app.snapshot().roles.find(({ id }) => id === 'dev');
    taken('tap', { role: 'dev' });
    await until(() => role()?.state.kind === 'active');
    expect(files.text.credentials).toContain('[dev-tap]');
    taken('openTools', { role: 'dev' });
    taken('planProcess', { role: 'dev', what: 'write' });
    await until(({ tools }) => tools?.plan !== undefined);
    taken('confirmProcess', { role: 'dev', yes: true });
    await until(({ tools }) => tools?.delivery === 'process' && !tools.working);
    expect(files.text.credentials).not.toContain('[dev-tap]');
    expect(files.text.config).toContain(`credential_process = ${line}`);
    await settle();
    expect(role()).toMatchObject({ delivery: 'process', state: { kind: 'active' } });
    taken('checkTool', { role: 'dev', tool: 'profile' });
    await until(({ tools }) => tools?.lines[0]?.check === 'works');
  });

  it('is not written on no, nor without a plan', async () => {
    const { files, asked } = filesWith();
    const { taken, tools } = await open({ files });
    expect(taken('confirmProcess', { role: 'dev', yes: true })).toBe(false);
    taken('planProcess', { role: 'dev', what: 'write' });
    await settle();
    expect(taken('confirmProcess', { role: 'dev', yes: false })).toBe(true);
    expect(tools()?.plan).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('is taken away on yes', async () => {
    const { files, asked } = filesWith();
    const { taken } = await open({ files });
    taken('planProcess', { role: 'dev', what: 'remove' });
    await settle();
    taken('confirmProcess', { role: 'dev', yes: true });
    await settle();
    expect(asked).toEqual([['remove', 'dev-tap']]);
  });

  it('takes the settings of the profile with it, so that the target behaves like the role', async () => {
    const { files, asked } = filesWith();
    files.text = { ...files.text, config: config.replace('region = eu-west-1', 'endpoint_url = http://127.0.0.1:4566') };
    const { taken } = await open({ files });
    taken('planProcess', { role: 'dev', what: 'write' });
    await settle();
    taken('confirmProcess', { role: 'dev', yes: true });
    await settle();
    expect(asked).toMatchObject([
      ['write', { target: 'dev-tap', settings: [{ key: 'endpoint_url', lines: ['endpoint_url = http://127.0.0.1:4566'] }] }],
    ]);
  });

  it('takes the region of the profile, else the preferred one, else where its calls go', async () => {
    const wanted: (string | undefined)[] = [];
    const { files } = filesWith({
      planProcess: async ({ region }) => {
        wanted.push(region);
        return ok({ file: '/c', diff: [] });
      },
    });
    const { taken } = await open({ files });
    const plan = async (role: string) => {
      taken('openTools', { role });
      taken('planProcess', { role, what: 'write' });
      await settle();
    };
    await plan('dev');
    await plan('prod');
    taken('setPreference', { name: 'region', value: 'eu-north-1' });
    await plan('prod');
    expect(wanted).toEqual(['eu-west-1', 'us-east-1', 'eu-north-1']);
  });

  it.each([
    ['the plan', filesWith({ planProcess: async () => failed(clash) }).files],
    ['the launcher', filesWith().files],
    ['the file', filesWith({ writeProcess: async () => failed(clash) }).files],
  ])('says in its place what stopped %s, and can be tried again', async (what, files) => {
    const install = async () => (what === 'the launcher' ? failed(clash) : ok(undefined));
    const { taken, tools } = await open({ files, launcher: { install } });
    taken('planProcess', { role: 'dev', what: 'write' });
    await settle();
    if (what !== 'the plan') taken('confirmProcess', { role: 'dev', yes: true });
    await settle();
    expect(tools()).toMatchObject({ working: false, problem: clash });
    expect(tools()?.plan).toBeUndefined();
    expect(taken('planProcess', { role: 'dev', what: 'remove' })).toBe(true);
    await settle();
    expect(tools()?.problem).toBeUndefined();
  });

  it('is worked on once at a time', async () => {
    const { taken } = await open();
    expect(taken('planProcess', { role: 'dev', what: 'write' })).toBe(true);
    expect(taken('planProcess', { role: 'dev', what: 'remove' })).toBe(false);
    expect(taken('planProcess', { role: 'prod', what: 'write' })).toBe(false);
  });
});
