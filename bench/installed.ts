import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronRuntime } from '../scripts/lib/electron-runtime.mjs';
import { createTestHome } from '../test/support/app/test-home.ts';
import { createStage } from '../test/support/aws/stage.ts';
import { openTrayPanel } from '../test/support/electron/tray.ts';
import { inTurn, median, type Row, spread } from './measure.ts';

const unpacked = join(process.cwd(), 'dist/linux-unpacked');

const run = (command: string, ...words: readonly string[]): void => {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${words[0]}: ${stdout}${stderr}`);
};

/** MB of a Debian package with these in it, packed with xz as releases are, at its quickest level. */
const packageSize = (folders: readonly string[]): number => {
  const folder = mkdtempSync(join(tmpdir(), 'roletap-bench-'));
  try {
    for (const name of ['DEBIAN', 'opt']) mkdirSync(join(folder, 'tree', name), { recursive: true });
    for (const [index, from] of folders.entries()) run('cp', '-a', '--', from, join(folder, 'tree/opt', String(index)));
    const control = ['Package: bench', 'Version: 1', 'Architecture: amd64', 'Maintainer: bench', 'Description: bench', ''];
    writeFileSync(join(folder, 'tree/DEBIAN/control'), control.join('\n'));
    run('dpkg-deb', '--root-owner-group', '-Zxz', '-z0', '--build', join(folder, 'tree'), join(folder, 'bench.deb'));
    return statSync(join(folder, 'bench.deb')).size / 1e6;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Starts a program, waits until `there`, and ends it. */
const startUntil = async (
  file: string,
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  there: (said: Promise<void>) => Promise<void>,
) => {
  const child = spawn(file, words, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const said = new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
  try {
    await there(said);
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
};

/** The packed app and its terminal: size, and how soon they are there. `npm run pack` makes it from what was built. */
export const benchInstalled = async (): Promise<readonly Row[]> => {
  run(process.execPath, 'scripts/pack.mjs', '--as-built', '--deb', '--fast', '--once');
  const runtime = electronRuntime();
  const stage = await createStage();
  const tray = await openTrayPanel();
  const home = createTestHome();
  try {
    const terminal = join(unpacked, 'resources/terminal');
    const ours = packageSize([unpacked]);
    const bare = packageSize([runtime.cleanDist, join(terminal, 'roletap')]);
    const app = () =>
      startUntil(
        join(unpacked, 'roletap'),
        ['--no-sandbox', '--hidden', `--user-data-dir=${stage.home.userData}`],
        stage.home.environment,
        async () => {
          const seen = tray.registrations();
          while (tray.registrations() === seen) await new Promise((resolve) => setTimeout(resolve, 2));
        },
      );
    const window = () =>
      startUntil(
        runtime.executable,
        ['--no-sandbox', `--user-data-dir=${home.userData}`, 'bench/bare-app'],
        { ...home.environment, BENCH_SHOW: '1' },
        (said) => said,
      );
    const starts = await inTurn({ warmUp: 1, counted: 9 }, app, window);
    const help = async () => run(join(terminal, 'roletap'), '--help');
    const helps = await inTurn({ warmUp: 1, counted: 11 }, help, async () => run('true'));
    const code = statSync(join(unpacked, 'resources/app.asar')).size / 1e6;
    const files = readdirSync(join(terminal, 'programs')).length;
    return [
      {
        what: 'Debian package against a bare Electron app’s with the terminal’s runtime',
        measured: ours / bare,
        unit: 'x',
        limit: 1.1,
        note: `both packed with xz at its quickest level: ours ${ours.toFixed(0)} MB, bare ${bare.toFixed(0)} MB`,
      },
      { what: 'app.asar', measured: code, unit: 'MB', limit: 6, note: `beside it, the terminal’s ${files} files` },
      {
        what: 'installed app, start to icon in the tray, against a bare Electron’s first window',
        measured: median(starts.ours) / median(starts.theirs),
        unit: 'x',
        limit: 1.3,
        note: `start of the process: ours ${spread(starts.ours)}, bare ${spread(starts.theirs)}, 9 runs each in turn`,
      },
      {
        what: 'installed `roletap --help`',
        measured: median(helps.ours),
        unit: 'ms',
        limit: 150,
        note: `start to end, without Node on the system: ${spread(helps.ours)}, \`true\` ${spread(helps.theirs)}, 11 runs each in turn`,
      },
    ];
  } finally {
    tray.stop();
    await stage.close();
  }
};
