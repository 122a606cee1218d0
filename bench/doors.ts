import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { systemClock } from '../src-main/base/clock.ts';
import { ok } from '../src-main/contract/result.ts';
import { createEndpoint } from '../src-main/serve/endpoint/endpoint-server.adapter.ts';
import { dataFolder } from '../src-main/storage/folders.ts';
import { startRunningApp } from '../test/support/app/running-app.ts';
import { createStage, type Ended, start } from '../test/support/aws/stage.ts';
import { inTurn, median, type Row, spread, timed } from './measure.ts';

const channels = createRequire(import.meta.url)('node:diagnostics_channel') as typeof import('node:diagnostics_channel');

const expectDone = ({ code, stderr }: Ended, what: string): void => {
  if (code !== 0) throw new Error(`${what} ended with ${code}: ${stderr}`);
};

/** A client in a process of its own: COUNT requests, each on a connection of its own, WIDTH of them at a time; all answers must be 200. */
const client = `
const { request } = require('node:http');
const [count, width, options, body] = JSON.parse(process.argv[1]);
let begun = 0;
const one = () => new Promise((resolve, reject) => {
  const call = request({ agent: false, ...options }, (answer) => {
    answer.resume();
    answer.on('end', () => answer.statusCode === 200 ? resolve() : reject(new Error('status ' + answer.statusCode)));
  });
  call.on('error', reject);
  call.end(body);
});
const line = async () => { while (begun < count) { begun += 1; await one(); } };
Promise.all(Array.from({ length: width }, line)).then(() => {}, (error) => { console.error(error.message); process.exit(1); });
`;

const runClient = (count: number, width: number, options: object, body = ''): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', client, JSON.stringify([count, width, options, body])], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error('the client failed'))));
  });

/** Milliseconds from a request's head to the end of its answer, of all requests that this process serves meanwhile. */
const servedWhile = async (work: () => Promise<void>): Promise<readonly number[]> => {
  const begun = new WeakMap<object, number>();
  const taken: number[] = [];
  const onStart = (message: unknown) => {
    begun.set((message as { readonly request: object }).request, performance.now());
  };
  const onFinish = (message: unknown) => {
    const from = begun.get((message as { readonly request: object }).request);
    if (from !== undefined) taken.push(performance.now() - from);
  };
  channels.subscribe('http.server.request.start', onStart);
  channels.subscribe('http.server.response.finish', onFinish);
  try {
    await work();
  } finally {
    channels.unsubscribe('http.server.request.start', onStart);
    channels.unsubscribe('http.server.response.finish', onFinish);
  }
  return taken;
};

/** The launcher, the socket and the endpoint over the whole app, whose session is open. */
export const benchDoors = async (): Promise<readonly Row[]> => {
  const stage = await createStage();
  const running = await startRunningApp(stage);
  const environment = stage.home.environment;
  const asker = { kind: 'person', front: 'tray' } as const;
  const handedOut = running.app.credentials({ role: 'dev', asker, wait: true }, new AbortController().signal);
  await running.blinking();
  running.key.touch();
  const handed = await handedOut;
  if (!handed.ok) throw new Error(`no session: ${handed.problem.code}`);
  const path = running.socket();
  const line = running.doors.launcher.line('dev');
  const launcher = async () => expectDone(await start('sh', ['-c', line], environment).ended, 'the launcher');
  const folder = dataFolder({ platform: process.platform, env: environment, home: environment.HOME ?? '' });
  const byExec = async () =>
    expectDone(await start(join(folder, 'roletap-exec'), ['dev', '--', 'true'], environment).ended, 'roletap-exec');
  const alone = async () => expectDone(await start('true', [], environment).ended, 'true');
  const version = async () => expectDone(await start('aws', ['--version'], environment).ended, 'aws --version');
  const words = ['-q', '-s', '--unix-socket', path, '-d', 'role=dev', 'http://roletap/1/credentials'];
  const curl = async () => expectDone(await start('curl', words, environment).ended, 'curl');
  const terminal = async () => expectDone(await stage.roletap(['credentials', 'dev']).ended, 'roletap credentials');
  const endpoint = createEndpoint({
    credentials: ({ role }) => running.app.held(role) ?? Promise.resolve(ok(handed.value)),
    tellProblem: ({ code }) => code,
    clock: systemClock,
  });
  try {
    const againstAws = await inTurn({ warmUp: 1, counted: 11 }, launcher, version);
    const againstCurl = await inTurn({ warmUp: 2, counted: 21 }, launcher, curl);
    const againstAlone = await inTurn({ warmUp: 2, counted: 21 }, byExec, alone);
    const byTerminal = [];
    for (let round = 0; round < 5; round++) byTerminal.push(await timed(terminal));
    const socketOptions = {
      socketPath: path,
      path: '/1/credentials',
      method: 'POST',
      headers: { Host: 'roletap', 'Content-Type': 'application/json' },
    };
    const ask = (count: number) => runClient(count, count, socketOptions, '{"role":"dev"}');
    await ask(100);
    const inside = await servedWhile(() => ask(100));
    if (inside.length !== 100) throw new Error(`${inside.length} of 100 were served`);
    const lease = await endpoint.lease('dev', asker);
    if (!lease.ok) throw new Error(lease.problem.code);
    const { port, pathname } = new URL(lease.value.url);
    const get = { host: '127.0.0.1', port, path: pathname, headers: { Authorization: lease.value.token, Connection: 'close' } };
    await runClient(2_000, 20, get);
    const requests = 10_000;
    const before = process.cpuUsage();
    const wall = await timed(() => runClient(requests, 20, get));
    const used = process.cpuUsage(before);
    const processor = (used.user + used.system) / 1000;
    return [
      {
        what: '`roletap-credentials` warm, against `aws --version`',
        measured: median(againstAws.ours) / median(againstAws.theirs),
        unit: 'x',
        limit: 0.25,
        note: `wall time: ours ${spread(againstAws.ours)}, aws ${spread(againstAws.theirs)}, 11 runs each in turn`,
      },
      {
        what: '`roletap-credentials` warm, above bare curl on the socket',
        measured: median(againstCurl.ours) - median(againstCurl.theirs),
        unit: 'ms',
        limit: 30,
        note: `ours ${spread(againstCurl.ours)}, curl ${spread(againstCurl.theirs)}, 21 runs each in turn`,
      },
      {
        what: '`roletap-exec dev -- true`, above `true` alone',
        measured: median(againstAlone.ours) - median(againstAlone.theirs),
        unit: 'ms',
        limit: 30,
        note: `ours ${spread(againstAlone.ours)}, true ${spread(againstAlone.theirs)}, 21 runs each in turn`,
      },
      { what: '`roletap credentials` warm, by Node', measured: median(byTerminal), unit: 'ms', note: `${spread(byTerminal)}, 5 runs` },
      {
        what: '100 programs at once at the socket, each inside the app',
        measured: median(inside),
        unit: 'ms',
        limit: 5,
        note: `from a request’s head to the end of its answer: ${spread(inside)}, slowest ${Math.max(...inside).toFixed(1)} ms`,
      },
      {
        what: 'endpoint: processor time a request (0.5 ms is 2,000 a second on one core)',
        measured: processor / requests,
        unit: 'ms',
        limit: 0.5,
        note: `${Math.round((requests / processor) * 1000)} a second on one core; ${requests} requests, each on its own connection, ${Math.round((requests / wall) * 1000)} a second by the clock with the client beside`,
      },
    ];
  } finally {
    await endpoint.close();
    await running.close();
    await stage.close();
  }
};
