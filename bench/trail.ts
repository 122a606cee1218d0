import { homeAccount, type Stage, trustWithMfa } from '../test/support/aws/stage.ts';
import { type ElectronApp, pause } from './electron-app.ts';
import { median, quantile, type Row, spread } from './measure.ts';
import { inWide, scroll } from './people.ts';
import { startTrayApp } from './tray-app.ts';

const events = 5000;
const rounds = 5;

const inFirst = <T>(app: ElectronApp, script: string): Promise<T> =>
  app.evaluate(
    ({ BrowserWindow }, code: string) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code) as Promise<T>,
    script,
  );

/** In the page: when the rows of a new reading were painted, those of the one before being gone first. */
const painted = `new Promise((resolve) => {
  let isNew = false;
  const look = () => {
    const has = document.querySelector('section[data-scrolls] tbody tr') !== null;
    isNew = isNew || !has;
    if (!has || !isNew) return;
    watcher.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())));
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document, { childList: true, subtree: true });
  look();
})`;

/** The main process's heap after a collection, in MB. */
const heap = (app: ElectronApp): Promise<number> =>
  app.evaluate(async () => {
    const need = process.mainModule?.require.bind(process.mainModule);
    need?.('node:v8').setFlagsFromString('--expose-gc');
    const collect = need?.('node:vm').runInNewContext('gc') as () => void;
    for (let turn = 0; turn < 3; turn++) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return process.memoryUsage().heapUsed / 1e6;
  });

const until = async (isDone: () => boolean | Promise<boolean>, seconds: number): Promise<void> => {
  for (let turns = 0; !(await isDone()); turns++) {
    if (turns > seconds * 10) throw new Error('it took too long');
    await pause(100);
  }
};

/** A day of events by the session that is open; all older than what AWS takes to show them. */
const fill = ({ simulator, readCredentials }: Stage): void => {
  const [, accessKeyId = ''] = /\[dev-tap\][\s\S]*?aws_access_key_id *= *(\w+)/.exec(readCredentials()) ?? [];
  if (accessKeyId === '') throw new Error('no session is open');
  const arn = `arn:aws:sts::${homeAccount}:assumed-role/Dev/jane`;
  const latest = Date.now() - 6 * 60_000;
  for (let index = 0; index < events; index++)
    simulator.trail.add(homeAccount, {
      at: latest - index * 10,
      eventName: index % 3 === 0 ? 'DescribeInstances' : 'ListBuckets',
      awsRegion: 'eu-west-1',
      userIdentity: { type: 'AssumedRole', arn, accessKeyId },
      ...(index % 9 === 0 ? { errorCode: 'AccessDenied' } : {}),
    });
};

/** Activity with a day of 5,000 events of CloudTrail. */
export const benchTrail = async (): Promise<readonly Row[]> => {
  let stage: Stage | undefined;
  const running = await startTrayApp(4, [], (made) => {
    stage = made;
    const allow = { Effect: 'Allow', Action: 'cloudtrail:LookupEvents', Resource: '*' } as const;
    made.account.addRole('Dev', { trust: trustWithMfa(), policies: [{ Version: '2012-10-17', Statement: allow }] });
  });
  const { app, tray, touch, close } = running;
  if (!stage) throw new Error('there is no stage');
  const { simulator, readCredentials } = stage;
  const firstAnswer = (since: number) =>
    simulator.requests.find(({ action, at, region }) => action === 'LookupEvents' && at >= since && region === 'eu-west-1')?.at ?? 0;
  const openPage = async () => {
    await inFirst(app, `window.roletap.send('openActivity', null)`);
    await pause(1500);
  };
  const closePage = async () => {
    await inFirst(app, `window.roletap.send('closePage', null)`);
    await pause(1500);
  };
  const showTrail = () => inWide(app, `document.querySelectorAll('header [aria-pressed]')[2].click()`);
  try {
    await tray.activate();
    await pause(1000);
    await inFirst(app, `window.roletap.send('tap', { role: 'dev' })`);
    await touch();
    await until(() => readCredentials().includes('[dev-tap]'), 20);
    fill(stage);
    await openPage();
    const own: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const shown = inWide<number>(app, painted);
      const began = Date.now();
      await (round === 0 ? showTrail() : inWide(app, `window.roletap.send('readTrail', { regions: [] })`));
      const at = await shown;
      const answered = firstAnswer(began);
      own.push(answered - began + (at - answered));
      await inWide(app, `window.roletap.send('stopTrail', null)`);
      await pause(2000);
    }
    const [first = 0, ...others] = own;
    await closePage();
    const before = await heap(app);
    await openPage();
    await showTrail();
    const count = () => inWide<number>(app, `Number(document.querySelector('[aria-rowcount]')?.getAttribute('aria-rowcount') ?? 0)`);
    await until(async () => (await count()) > events, 180);
    const full = await heap(app);
    await inWide(app, scroll);
    const frames = await inWide<readonly number[]>(app, scroll);
    await closePage();
    const after = await heap(app);
    return [
      {
        what: `activity: ${events.toLocaleString('en')} events of CloudTrail, from the click to the first painted rows`,
        measured: median(others),
        unit: 'ms',
        limit: 200,
        note: `by the clock, AWS's answer at once, to two frames after the rows stand: ${spread(others)}, ${rounds} times; the very first, which reads the SDK, ${first} ms`,
      },
      {
        what: 'the same, scrolling through them, a frame, p95',
        measured: quantile(frames, 0.95),
        unit: 'ms',
        limit: 16,
        note: `from the frame's begin to the end of its paint, a row and a bit each: median ${median(frames).toFixed(1)} ms, slowest ${Math.max(...frames).toFixed(1)} ms, ${frames.length} frames`,
      },
      {
        what: 'the same, what the main process keeps after the page is closed',
        measured: Math.max(0, after - before),
        unit: 'MB',
        limit: 3,
        note: `its heap after a collection: ${before.toFixed(1)} MB before, ${full.toFixed(1)} MB with the page open, ${after.toFixed(1)} MB after`,
      },
    ];
  } finally {
    await close();
  }
};
