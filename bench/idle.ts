import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestHome } from '../test/support/app/test-home.ts';
import { type ElectronApp, pause, startElectron } from './electron-app.ts';
import type { Row } from './measure.ts';
import { startTrayApp } from './tray-app.ts';

const settleMillis = 8000;
const watchMillis = 20_000;
/** The window lives this long after it was hidden (shell/lifecycle.ts), and a little. */
const letGoMillis = 62_000;
/** Clock ticks a second in /proc (USER_HZ, the same on every Linux that Electron runs on). */
export const ticksPerSecond = 100;

interface ProcessNow {
  readonly id: number;
  readonly parent: number;
  readonly ticks: number;
}

/** proc(5): fields after the name, which may hold blanks and brackets. */
const processes = (): readonly ProcessNow[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
        return [{ id: Number(name), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }];
      } catch {
        // It ended meanwhile.
        return [];
      }
    });

/** A process and all below it. */
export const treeOf = (id: number): readonly ProcessNow[] => {
  const all = processes();
  const below = (parent: number): readonly ProcessNow[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.id)]);
  return [...all.filter((one) => one.id === id), ...below(id)];
};

/** Proportional set size of a process tree in MB: what is shared with other processes counts by its share. */
const memoryOf = (id: number): number =>
  treeOf(id).reduce((sum, one) => {
    try {
      const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${one.id}/smaps_rollup`, 'utf8'))?.[1];
      return sum + Number(kilobytes) / 1024;
    } catch (error) {
      // It ended meanwhile. One that we may not look into would make the sum wrong.
      if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return sum;
      throw error;
    }
  }, 0);

interface Idle {
  readonly memory: number;
  readonly processes: number;
  readonly cpuPerMinute: number;
  readonly resources: readonly string[];
}

const watchIdle = async (app: ElectronApp): Promise<Idle> => {
  await pause(settleMillis);
  const ticks = () => new Map(treeOf(app.pid).map((one) => [one.id, one.ticks]));
  const before = ticks();
  await pause(watchMillis);
  const spent = [...ticks()].reduce((sum, [id, after]) => sum + after - (before.get(id) ?? 0), 0);
  const memory = memoryOf(app.pid);
  const resources = await app.evaluate(() => process.getActiveResourcesInfo());
  const withTimer = await app.evaluate(() => {
    const timer = setTimeout(() => {}, 60_000);
    const seen = process.getActiveResourcesInfo();
    clearTimeout(timer);
    return seen;
  });
  if (withTimer.length !== resources.length + 1) throw new Error('a timer in the main process would not be seen');
  return { memory, processes: before.size, cpuPerMinute: (spent / ticksPerSecond) * (60_000 / watchMillis), resources };
};

const bare = async (): Promise<Idle> => {
  const home = createTestHome();
  const app = await startElectron({ app: join(process.cwd(), 'bench/bare-app'), home });
  try {
    return await watchIdle(app);
  } finally {
    await app.close();
    home.remove();
  }
};

const counted = (names: readonly string[]): string =>
  [...new Set(names)].map((name) => `${names.filter((other) => other === name).length} ${name}`).join(', ');

/** Roletap in the tray after its window was used once and let go of by itself, against the least app with a hidden window. */
export const benchIdle = async (): Promise<readonly Row[]> => {
  const running = await startTrayApp(50);
  try {
    await running.tray.activate();
    await pause(2000);
    await running.tray.activate();
    const hidden = memoryOf(running.app.pid);
    await pause(letGoMillis);
    const ours = await watchIdle(running.app);
    await running.close();
    const theirs = await bare();
    const timers = ours.resources.filter((name) => name === 'Timeout' || name === 'Immediate').length;
    const sizes = `ours ${ours.memory.toFixed(0)} MB in ${ours.processes} processes, bare ${theirs.memory.toFixed(0)} MB in ${theirs.processes}`;
    return [
      {
        what: 'idle: timers in the main process',
        measured: timers,
        unit: 'timers',
        limit: 0,
        note: `in the tray, window let go, no session; alive: ${counted(ours.resources)}; one Pipe is the bench's own`,
      },
      {
        what: 'idle: memory (PSS) against a bare app with one hidden window',
        measured: ours.memory / theirs.memory,
        unit: 'x',
        limit: 1.25,
        note: `${sizes}; just after the window was hidden, before it was let go, ours has ${hidden.toFixed(0)} MB`,
      },
      {
        what: 'idle: processor time a minute',
        measured: ours.cpuPerMinute,
        unit: 's',
        note: `whole process tree over ${watchMillis / 1000} s, in steps of ${(60_000 / watchMillis / ticksPerSecond).toFixed(2)} s; the bare app ${theirs.cpuPerMinute.toFixed(2)} s`,
      },
    ];
  } finally {
    await running.close();
  }
};
