import { spawn } from 'node:child_process';
import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { Server, Socket } from 'node:net';
import { join } from 'node:path';
import { systemClock } from '../src-main/base/clock.ts';
import { ok } from '../src-main/contract/result.ts';
import { createEndpoint } from '../src-main/serve/endpoint/endpoint-server.adapter.ts';
import { dataFolder } from '../src-main/storage/folders.ts';
import { startRunningApp } from '../test/support/app/running-app.ts';
import { createStage, type Ended, start } from '../test/support/aws/stage.ts';
import { inTurn, median, type Row, spread, timed } from './measure.ts';

/** Times a hundred requests until the app's code runs as it does after a day in the tray: compiled, not interpreted. */
const warmUpRounds = 12;

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

export const runClient = (count: number, width: number, options: object, body = ''): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', client, JSON.stringify([count, width, options, body])], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error('the client failed'))));
  });

/** 100 programs of Python, each in a folder of its own, that wait for a line and then ask at once, each on a connection of its own. */
const askers = `
import os, socket, sys
path, folder = sys.argv[1:3]
children = []
for number in range(100):
    own = os.path.join(folder, str(number)); os.makedirs(own, exist_ok=True)
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.chdir(own); os.close(write); os.read(read, 1)
        s = socket.socket(socket.AF_UNIX); s.connect(path)
        s.sendall(b'POST /1/credentials HTTP/1.1\\r\\nHost: roletap\\r\\nContent-Type: application/json\\r\\nContent-Length: 14\\r\\n\\r\\n{"role":"dev"}')
        answer = b''
        while True:
            part = s.recv(65536)
            if not part: break
            answer += part
        os._exit(0 if answer.startswith(b'HTTP/1.1 200') else 1)
    os.close(read); children.append((pid, write))
print('ready', flush=True)
sys.stdin.readline()
for _, write in children: os.write(write, b'.')
sys.exit(max(os.waitpid(pid, 0)[1] for pid, _ in children) and 1)
`;

/**
 * What each of 100 programs that the app has not seen before takes in it, in milliseconds: by the clock for who asks and the answer, and the processor's time
 * with the line of the history.
 */
const newAskers = async (path: string, folder: string, settled: () => Promise<unknown>) => {
  const child = spawn('python3', ['-c', askers, path, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const before = process.cpuUsage();
  const inside = await servedWhile(async () => {
    child.stdin.write('go\n');
    const code = await new Promise((resolve) => child.once('exit', resolve));
    if (code !== 0) throw new Error('not all programs were served');
  });
  await settled();
  const { user, system } = process.cpuUsage(before);
  return { inside, processor: (user + system) / 1000 / 100 };
};

/**
 * The processor time of this thread in milliseconds (clock_gettime(3)). The clock on the wall also counts the programs that ask: a hundred of them fight for the processor
 * with the app.
 */
const openThreadClock = async (): Promise<() => number> => {
  const { default: koffi } = await import('koffi');
  const readClock = koffi.load(null).func('int clock_gettime(int, _Out_ int64_t *)');
  const ofThisThread = 3;
  return () => {
    const time: [seconds: number, nanoseconds: number] = [0, 0];
    readClock(ofThisThread, time);
    return time[0] * 1e3 + time[1] / 1e6;
  };
};

/** Processor time in milliseconds for a connection, and from its request's head to the end of the answer, of all requests that this thread serves meanwhile. */
export const servedWhile = async (work: () => Promise<void>): Promise<readonly number[]> => {
  const now = await openThreadClock();
  const begun = new WeakMap<object, number>();
  const connecting = new WeakMap<object, number>();
  const taken: number[] = [];
  const onStart = (message: unknown) => {
    begun.set((message as { readonly request: object }).request, now());
  };
  const onFinish = (message: unknown) => {
    const { request } = message as { readonly request: IncomingMessage };
    const from = begun.get(request);
    if (from !== undefined) taken.push(now() - from + (connecting.get(request.socket) ?? 0));
  };
  const { emit } = Server.prototype;
  Server.prototype.emit = function (this: Server, name: string, ...values: unknown[]) {
    const from = now();
    const isHeard = Reflect.apply(emit, this, [name, ...values]) as boolean;
    const [socket] = values;
    if (name === 'connection' && socket instanceof Socket) connecting.set(socket, now() - from);
    return isHeard;
  };
  channels.subscribe('http.server.request.start', onStart);
  channels.subscribe('http.server.response.finish', onFinish);
  try {
    await work();
  } finally {
    Server.prototype.emit = emit;
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
    const ask = async (width: number) => {
      const taken = await servedWhile(() => runClient(100, width, socketOptions, '{"role":"dev"}'));
      if (taken.length !== 100) throw new Error(`${taken.length} of 100 were served`);
      return taken;
    };
    const cold = await ask(100);
    for (let round = 0; round < warmUpRounds; round++) await ask(100);
    const inside = await ask(100);
    const insideAlone = await ask(1);
    const newOnes: Awaited<ReturnType<typeof newAskers>>[] = [];
    for (let round = 0; round < 8; round++) {
      const own = join(folder, 'askers', String(round));
      newOnes.push(await newAskers(path, own, () => running.app.history(0)));
    }
    const lines = await running.app.history(0);
    const noted = lines.ok ? lines.value.filter(({ event }) => event === 'given').length : 0;
    if (noted < 800) throw new Error(`${noted} of 800 programs are in the history`);
    const insideOfNew = newOnes.slice(3).flatMap(({ inside: taken }) => taken);
    const processorOfNew = newOnes.slice(3).map((one) => one.processor);
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
        what: '100 held sessions at once at the socket, each inside the app',
        measured: median(inside),
        unit: 'ms',
        limit: 0.2,
        note: `processor time of its connection, the look at who connects, and from the head to the end of its answer: ${spread(inside)}, slowest ${Math.max(...inside).toFixed(1)} ms; the first hundred of a new app ${spread(cold)}`,
      },
      {
        what: 'the same, one program after another',
        measured: median(insideAlone),
        unit: 'ms',
        note: `each wakes a processor that has gone to rest: ${spread(insideAlone)}`,
      },
      {
        what: 'the same for programs that it sees for the first time, each with a line of the history',
        measured: median(insideOfNew),
        unit: 'ms',
        note: `100 processes at once: ${spread(insideOfNew)}, 5 runs after 3`,
      },
      {
        what: 'the same until the line is on the disk',
        measured: median(processorOfNew),
        unit: 'ms',
        note: `${spread(processorOfNew)}, with the HTTP around it`,
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
