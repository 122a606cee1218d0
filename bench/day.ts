import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createApp } from '../src-main/app/app.ts';
import { withoutWindow } from '../src-main/app/front-end.ts';
import { createFakeClock, settle } from '../test/fakes/clock.ts';
import { createMemoryDayLog } from '../test/fakes/day-log.ts';
import { config, createFakeWorld, createKey, jane, start } from '../test/fakes/world.ts';
import type { Row } from './measure.ts';

const minute = 60_000;
const hour = 60 * minute;
const roles = 50;

/** The person sleeps, and so does the computer: hours of the day. */
const asleep = { from: 14, to: 18 };

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heap = (): number => {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
};

const many = Array.from({ length: roles }, (_, index) => `role-${index}`);
const manyRoles = many.map((name, index) =>
  [
    `[profile ${name}]`,
    `role_arn = arn:aws:iam::${444_455_556_666 + (index % 7)}:role/Team${index}`,
    'source_profile = work',
    `mfa_serial = ${jane}`,
    '',
  ].join('\n'),
);

/**
 * 24 hours over a clock that is moved: 50 roles that are kept alive, half of them in the file, a renewal of all at each warning, four hours of sleep.
 * Everything but time, disk, network and token is the program's own.
 */
export const benchDay = async (): Promise<readonly Row[]> => {
  const clock = createFakeClock(start);
  const key = createKey(clock, { touchPolicy: 'automatic' });
  const fake = createFakeWorld({
    clock,
    config: `${config}\n${manyRoles.join('\n')}`,
    yubikeys: { usb: key },
    settings: { pinned: many, inUseMinutes: 15 },
  });
  const history = createMemoryDayLog();
  const app = createApp({ ...fake.world, history }, { ...withoutWindow, answers: 'everything' });
  await app.ready;
  const begun = performance.now();
  const never = new AbortController().signal;
  const open = async () => {
    for (const [index, role] of many.entries()) {
      fake.world.settings.update({ noFiles: index % 2 === 0 });
      const tapped = await app.tap({ role }, never);
      if (!tapped.ok) throw new Error(`${role}: ${tapped.problem.code}`);
    }
  };
  await open();
  // What the fake STS notes of each call is no memory of the program's, nor are the lines that lie on a disk otherwise.
  const counted = { codes: 0, assumed: 0 };
  const forget = () => {
    counted.codes += fake.sts.codes().length;
    counted.assumed += fake.sts.actions().filter((action) => action === 'assumeRole').length;
    (fake.sts.calls as unknown[]).length = 0;
    history.lines.length = 0;
  };
  let missed = 0;
  let renewals = 0;
  let early = 0;
  for (let passed = 0; passed < 24 * 60; passed += 1) {
    if (passed === asleep.from * 60) {
      clock.set(clock.now() + (asleep.to - asleep.from) * hour);
      passed = asleep.to * 60;
      await app.handle({ kind: 'resume' });
      if (app.snapshot().sessions.length > 0) throw new Error('what ended in sleep is shown as alive');
      await open();
    }
    await clock.advance(minute);
    await settle();
    const { sessions, alerts, now } = app.snapshot();
    missed += roles - sessions.filter(({ expires }) => expires > now).length;
    for (const alert of alerts) {
      if (alert.kind === 'ends-soon' && app.run('answerAlert', { alert: alert.id }).accepted) renewals += 1;
      await settle(20);
    }
    forget();
    if (passed === 2 * 60) early = heap();
  }
  const late = heap();
  const seconds = (performance.now() - begun) / 1000;
  await app.close();
  const touches = 1 + renewals;
  return [
    {
      what: 'a day in a minute: 24 hours with 50 roles',
      measured: seconds,
      unit: 's',
      limit: 60,
      note: `simulated clock, ${counted.assumed} sessions opened, ${renewals} times all renewed with a touch, four hours of sleep`,
    },
    {
      what: 'a day in a minute: minutes in which a role had no session',
      measured: missed,
      unit: 'times',
      limit: 0,
      note: 'looked at each minute while awake',
    },
    {
      what: 'a day in a minute: touches beyond those that were needed',
      measured: counted.codes - touches,
      unit: 'times',
      limit: 0,
      note: `${counted.codes} codes were sent; ${touches} are needed: the first tap and each renewal of the MFA session`,
    },
    {
      what: 'a day in a minute: memory at its end against two hours after its begin',
      measured: late / early,
      unit: 'x',
      limit: 1.05,
      note: `heap after collection: ${(late / 1e6).toFixed(1)} MB, then ${(early / 1e6).toFixed(1)} MB`,
    },
  ];
};
