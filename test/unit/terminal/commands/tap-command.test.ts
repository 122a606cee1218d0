import { describe, expect, it } from 'vitest';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { tap } from '../../../../src-main/terminal/commands/tap-command.ts';
import { readArguments } from '../../../../src-main/terminal/console/arguments.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { silentConsole } from '../../../fakes/console.ts';
import { refusal } from '../../../fakes/sts.ts';
import { createKey, janeAccount, never, openApp, start } from '../../../fakes/world.ts';

const hour = 3_600_000;

const setUp = async (typed: string | undefined) => {
  const clock = createFakeClock(start);
  const key = createKey(clock, { touchPolicy: 'automatic', accounts: [janeAccount] });
  const world = await openApp({ clock, yubikeys: { usb: key } });
  const notes: string[] = [];
  const console = {
    ...silentConsole,
    note: (line: string) => void notes.push(line),
    isInteractive: typed !== undefined,
    ask: async () => typed,
  };
  const args = readArguments(['tap', 'dev']);
  if (!args.ok) throw new Error(args.problem.code);
  const run = () => tap(world.app, args.value, never(), console);
  await run();
  await world.app.end('dev-tap');
  await clock.advance(2 * hour);
  // The role takes an MFA session only while it is young.
  world.sts.script = ({ action, roleArn, accessKeyId }) =>
    action === 'assumeRole' && roleArn && accessKeyId === 'ASIA1' ? refusal({ code: 'role-refused', roleArn }) : undefined;
  return { ...world, run, notes };
};

it('offers a fresh touch when the MFA session may be too old for the role', async () => {
  const { run, notes, sts } = await setUp('y');
  expect(await run()).toMatchObject({ ok: true });
  expect(notes).toEqual(['Your MFA session is 2 hours old, and dev may need a recent touch.']);
  expect(sts.codes()).toHaveLength(2);
});

it.each(['', undefined])('says so, and touches nothing unasked (%j)', async (typed) => {
  const { run, notes, sts } = await setUp(typed);
  expect(await run()).toMatchObject({ ok: false, problem: { code: 'role-refused' } });
  expect(notes).toHaveLength(1);
  expect(sts.codes()).toHaveLength(1);
});

describe('expired keys of another tool in the target', () => {
  const foreign =
    '[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = w\n\n[dev-tap]\naws_access_key_id = ASIAX\naws_secret_access_key = s\naws_session_token = t\nexpiration = 2020-01-01T00:00:00Z\n';
  const tapWith = async (typed: string | undefined) => {
    const clock = createFakeClock(start);
    const key = createKey(clock, { touchPolicy: 'automatic', accounts: [janeAccount] });
    const world = await openApp({ clock, yubikeys: { usb: key }, credentials: foreign });
    const asked: string[] = [];
    const tell = (line: string) => void asked.push(line);
    const ask = async (question: string) => {
      tell(question);
      return typed;
    };
    const console = { ...silentConsole, note: tell, isInteractive: typed !== undefined, ask };
    const args = readArguments(['tap', 'dev']);
    if (!args.ok) throw new Error(args.problem.code);
    return { result: await tap(world.app, args.value, never(), console), asked, files: world.files };
  };

  it('are replaced when the person says so', async () => {
    const { result, asked, files } = await tapWith('y');
    expect(result).toMatchObject({ ok: true });
    expect(asked).toEqual(['“dev-tap” has expired keys from another tool (/home/jane/.aws/credentials, line 5).', 'Replace them? [y/N] ']);
    expect(files.text.credentials).not.toContain('ASIAX');
  });

  it.each(['n', '', undefined])('stay otherwise (%j)', async (typed) => {
    const { result, files } = await tapWith(typed);
    expect(result).toMatchObject({ ok: false, problem: { code: 'target-temporary', keys: 'expired' } });
    expect(files.text.credentials).toBe(foreign);
  });
});

describe('a sign-in that has ended', () => {
  const config =
    '[profile viewer]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-central-1\nsso_account_id = 444455556666\nsso_role_name = Viewer\n';
  const tapWith = async (typed: string | undefined) => {
    const ran: (readonly string[])[] = [];
    const world = await openApp({
      config,
      credentials: '',
      runProgram: async (words) => {
        ran.push(words);
        return { kind: 'ended', status: 0, output: '', said: '' };
      },
      signIn: {
        credentials: async (profile, how) =>
          ran.length === 0
            ? failed({ code: 'login-over', profile, how })
            : ok({ kind: 'temporary', accessKeyId: 'ASIA', secretAccessKey: 's', sessionToken: 't', expires: Date.now() + hour }),
      },
    });
    const asked: string[] = [];
    const ask = async (question: string) => {
      asked.push(question);
      return typed;
    };
    const args = readArguments(['tap', 'viewer']);
    if (!args.ok) throw new Error(args.problem.code);
    const tapped = await tap(world.app, args.value, never(), { ...silentConsole, isInteractive: typed !== undefined, ask });
    return { tapped, asked, ran };
  };

  it('is begun anew when the person says so, and the tap goes on', async () => {
    const { tapped, asked, ran } = await tapWith('y');
    expect(tapped).toMatchObject({ ok: true, value: { json: { target: 'viewer-tap' } } });
    expect(asked).toEqual(['Your sign-in for viewer has expired. Sign in now in your browser? [y/N] ']);
    expect(ran).toEqual([['aws', 'sso', 'login', '--profile', 'viewer']]);
  });

  it.each(['n', undefined])('is not begun unasked (%j)', async (typed) => {
    const { tapped, ran } = await tapWith(typed);
    expect(tapped).toMatchObject({ ok: false, problem: { code: 'login-over' } });
    expect(ran).toEqual([]);
  });
});
