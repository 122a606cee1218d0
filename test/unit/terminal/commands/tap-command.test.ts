import { expect, it } from 'vitest';
import { tap } from '../../../../src-main/terminal/commands/tap-command.ts';
import { readArguments } from '../../../../src-main/terminal/console/arguments.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { refusal } from '../../../fakes/sts.ts';
import { createKey, janeAccount, never, openApp, start } from '../../../fakes/world.ts';

const hour = 3_600_000;

const setUp = async (typed: string | undefined) => {
  const clock = createFakeClock(start);
  const key = createKey(clock, { touchPolicy: 'automatic', accounts: [janeAccount] });
  const world = await openApp({ clock, yubikeys: { usb: key } });
  const notes: string[] = [];
  const console = {
    out: () => {},
    note: (line: string) => void notes.push(line),
    isInteractive: typed !== undefined,
    ask: async () => typed,
    readLine: async () => undefined,
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
  expect(notes).toEqual(['Your MFA session is 2 hours old, and dev may only open soon after a touch.']);
  expect(sts.codes()).toHaveLength(2);
});

it.each(['', undefined])('says so, and touches nothing unasked (%j)', async (typed) => {
  const { run, notes, sts } = await setUp(typed);
  expect(await run()).toMatchObject({ ok: false, problem: { code: 'role-refused' } });
  expect(notes).toHaveLength(1);
  expect(sts.codes()).toHaveLength(1);
});
