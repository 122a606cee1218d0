import { readReport } from '../src-main/app/team/credential-report.ts';
import { personOf } from '../src-main/app/team/people.ts';
import type { Stage } from '../test/support/aws/stage.ts';
import { type ElectronApp, pause } from './electron-app.ts';
import { ticksPerSecond, treeOf } from './idle.ts';
import { median, quantile, type Row, spread } from './measure.ts';
import { startTrayApp, type TrayApp } from './tray-app.ts';

const people = 5000;
/** Those of whom the report says that they have MFA: each of them is a call of its own, which is AWS's time more than ours. */
const withMfa = 100;
const rounds = 5;

const fill = ({ account }: Stage): void => {
  for (let index = 0; index < people - 1; index++) {
    const user = account.addUser(`person-${String(index).padStart(4, '0')}`);
    if (index % 3 > 0) user.setPassword(Date.now() - index * 3_600_000);
    if (index % 2 > 0) user.addKey({ created: Date.now() - index * 3_600_000 }).use('s3', 'eu-west-1');
    if (index < withMfa) user.addDevice({ name: `person-${index}-yk-${10_000_000 + index}` });
  }
};

/** Runs a script in the wide window. */
export const inWide = <T>(app: ElectronApp, script: string): Promise<T> =>
  app.evaluate(({ BrowserWindow }, code: string) => {
    const wide = BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().includes('view=wide'));
    if (!wide) throw new Error('the wide window is not open');
    return wide.webContents.executeJavaScript(code) as Promise<T>;
  }, script);

const ticks = ({ pid }: ElectronApp): number => treeOf(pid).reduce((sum, one) => sum + one.ticks, 0);

/** In the page: when the rows of a new reading were painted. The table stays while it is read anew, so its reading is told apart by what it says of its progress. */
const painted = `new Promise((resolve) => {
  const look = () => {
    if (!document.querySelector('[data-person]') || document.querySelector('[data-working]')) return;
    watcher.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())));
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document, { childList: true, subtree: true });
})`;

interface Reading {
  readonly work: number;
  readonly afterAws: number;
}

const readOnce = async ({ app, touch, lastRequest }: TrayApp, isFirst: boolean): Promise<Reading> => {
  const before = ticks(app);
  const shown = inWide<number>(app, painted);
  await inWide(app, `window.roletap.send('readTeam', { source: 'acme' })`);
  if (isFirst) await touch();
  const at = await shown;
  return { work: ((ticks(app) - before) * 1000) / ticksPerSecond, afterAws: at - lastRequest() };
};

/** A report of as many users, from its text to people with flags and their JSON. Milliseconds. */
const parseOnce = (): number => {
  const columns =
    'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated';
  const time = '2026-01-02T03:04:05+00:00';
  const key = `true,${time},${time},eu-west-1,s3`;
  const rows = Array.from(
    { length: people },
    (_, index) =>
      `person-${index},arn:aws:iam::111122223333:user/person-${index},${time},true,${time},${time},N/A,true,${key},${key},false,N/A,false,N/A`,
  );
  const text = [columns, ...rows].join('\n');
  const before = process.cpuUsage();
  const read = readReport(text) ?? [];
  const found = read.map((row) => personOf(row, [{ kind: 'yubikey', serial: `arn:aws:iam::111122223333:mfa/${row.name}` }], Date.now()));
  JSON.stringify(found);
  const { user, system } = process.cpuUsage(before);
  if (found.length !== people) throw new Error(`${found.length} people were read`);
  return (user + system) / 1000;
};

/** In the page: scrolls by a row and a bit each frame, and gives each frame's time from its begin to the end of its style, layout and paint. */
export const scroll = `new Promise((resolve) => {
  const list = document.querySelector('section[data-scrolls]');
  const taken = [];
  const { port1, port2 } = new MessageChannel();
  let began = 0;
  const frame = () => {
    list.scrollTop += 60;
    requestAnimationFrame((begin) => {
      began = Math.max(begin, performance.now() - 1000);
      port2.postMessage(undefined);
    });
  };
  port1.onmessage = () => {
    taken.push(performance.now() - began);
    if (taken.length < 600) frame();
    else resolve(taken);
  };
  frame();
})`;

/** The page of the people in an account of 5,000 users. */
export const benchPeople = async (): Promise<readonly Row[]> => {
  const running = await startTrayApp(4, [], fill);
  const { app, tray, close } = running;
  try {
    await tray.activate();
    await pause(1000);
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(`window.roletap.send('openTeam', null)`),
    );
    await pause(1500);
    const first = await readOnce(running, true);
    const readings: Reading[] = [];
    for (let round = 0; round < rounds; round++) readings.push(await readOnce(running, false));
    await inWide(app, scroll);
    const frames = await inWide<readonly number[]>(app, scroll);
    const work = readings.map((one) => one.work);
    const parse = Array.from({ length: rounds }, parseOnce);
    const after = readings.map((one) => one.afterAws);
    return [
      {
        what: `people: ${people.toLocaleString('en')} users, from AWS's answers to the first painted rows`,
        measured: median(parse) + median(after),
        unit: 'ms',
        limit: 1000,
        note: `reading the report's text, processor time ${spread(parse)}, and by the clock from AWS's last answer to two frames after the rows stand ${spread(after)}, ${rounds} times each; the very first ${first.afterAws} ms`,
      },
      {
        what: 'the same, with all that waits for AWS',
        measured: median(work),
        unit: 'ms',
        note: `processor time of all processes of the app from the click, ${withMfa} calls for devices and the ring that turns meanwhile included: ${spread(work)}, ${rounds} times; the very first, with a tap, ${first.work.toFixed(0)} ms`,
      },
      {
        what: `people: scrolling through ${people.toLocaleString('en')} users, a frame, p95`,
        measured: quantile(frames, 0.95),
        unit: 'ms',
        limit: 16,
        note: `from the frame's begin to the end of its paint, a row and a bit each: median ${median(frames).toFixed(1)} ms, slowest ${Math.max(...frames).toFixed(1)} ms, ${frames.length} frames`,
      },
    ];
  } finally {
    await close();
  }
};
