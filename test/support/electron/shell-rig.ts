import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Bridge } from '../../../src-main/contract/commands.ts';
import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import { eventually } from '../app/eventually.ts';
import { createTestHome, type TestHome } from '../app/test-home.ts';
import { endElectron, launchElectron } from './electron.ts';
import type { ShellStub } from './shell-stub.ts';
import { openTrayPanel, type TrayPanel } from './tray.ts';

declare global {
  /** In the main process of the program under test. */
  var stub: ShellStub;
  /** In its page. */
  interface Window {
    readonly roletap: Bridge;
    readonly seen: Snapshot[];
    readonly evaluated: string;
  }
}

const root = join(import.meta.dirname, '../../..');
// The driver may evaluate whatever a policy forbids, so the page tries by itself.
const pageScript = `
try { new Function('return 1')(); window.evaluated = 'done'; } catch (error) { window.evaluated = error.name; }
window.seen = [];
window.roletap.subscribe((snapshot) => { window.seen.push(snapshot); document.title = 'revision ' + snapshot.revision; });
addEventListener('keydown', (event) => { if (event.key === 'Escape') window.roletap.send('hideWindow', null); });
`;
/** The real shell, a page of a few lines and an app that takes notes: a folder that Electron can run. */
const buildStub = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'roletap-shell-'));
  const shared: BuildOptions = {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    external: ['electron', 'koffi', '@napi-rs/keyring'],
    logLevel: 'error',
  };
  const main: BuildOptions = {
    ...shared,
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl=require('node:url').pathToFileURL(__filename).href;" },
  };
  await build({ ...main, entryPoints: [join(root, 'test/support/electron/shell-stub.ts')], outfile: join(folder, 'main.cjs') });
  // For the native modules.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  await build({ ...shared, entryPoints: [join(root, 'src-main/shell/windows/preload.ts')], outfile: join(folder, 'preload.cjs') });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'roletap-stub', version: '0.0.0', main: 'main.cjs' }));
  mkdirSync(join(folder, 'page'));
  writeFileSync(
    join(folder, 'page/index.html'),
    '<!doctype html><title>Stub</title><script>window.inline = true;</script><script src="index.js"></script><button>First</button>',
  );
  writeFileSync(join(folder, 'page/index.js'), pageScript);
  return folder;
};

const present = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('The program was not started');
  return value;
};

/**
 * For one test file: builds the program once, gives each test a home of its own, ends what was started. `start` comes
 * first in a test; with `panel: false` nobody shows tray icons. `shared` is for tests of windows, which leave nothing but those, snapshots and
 * commands: they have a home and a program together, which is reset after each, and ended where one failed.
 */
export const shellUnderTest = ({ shared = false } = {}) => {
  let folder: string | undefined;
  let testHome: TestHome | undefined;
  let panel: TrayPanel | undefined;
  let running: ElectronApplication | undefined;
  let startedWith = '';
  beforeAll(async () => {
    folder = await buildStub();
  });
  afterAll(async () => {
    await end();
    rmSync(present(folder), { recursive: true, force: true });
  });
  beforeEach(() => {
    testHome ??= createTestHome();
  });
  const end = async () => {
    await endElectron(running);
    panel?.stop();
    testHome?.remove();
    running = undefined;
    panel = undefined;
    testHome = undefined;
  };
  afterEach(async ({ task }) => {
    if (shared && task.result?.state !== 'fail') await running?.evaluate(() => stub.reset());
    else await end();
  });

  const bundle = () => present(folder);
  const home = () => present(testHome);
  const electron = () => present(running);
  const tray = () => present(panel);
  const showTray = async () => {
    panel = await openTrayPanel();
  };
  /** Runs in the main process, where `stub` is. */
  const main = <T>(look: (_: unknown, argument: never) => T, argument?: unknown): Promise<Awaited<T>> =>
    electron().evaluate(look as never, argument as never) as Promise<Awaited<T>>;
  const start = async (
    options: { readonly panel?: boolean; readonly environment?: Record<string, string>; readonly args?: readonly string[] } = {},
  ) => {
    if (running && shared) {
      if (startedWith === JSON.stringify(options)) return running;
      await endElectron(running);
      panel?.stop();
    }
    startedWith = JSON.stringify(options);
    if (options.panel !== false) await showTray();
    running = await launchElectron({ app: bundle(), home: home(), environment: options.environment ?? {}, args: options.args ?? [] });
    // Asked for here so that it is loaded: a driver's question that comes in the middle of that would find half of it.
    const isReady = () =>
      running?.evaluate(({ BrowserWindow }) => typeof stub !== 'undefined' && BrowserWindow?.getAllWindows !== undefined);
    await eventually(isReady, 'the app is made');
    return running;
  };
  /** Of each window: whether it is visible. */
  const windows = (): Promise<readonly boolean[]> =>
    electron().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()));
  const shown = () => eventually(async () => (await windows())[0] === true, 'the window is shown');
  const hidden = () => eventually(async () => (await windows())[0] === false, 'the window is hidden');
  const openPopover = async (): Promise<Page> => {
    const next = electron().waitForEvent('window');
    await tray().activate();
    const page = await next;
    await page.waitForFunction(() => document.title.startsWith('revision'));
    await shown();
    return page;
  };
  const commands = () => main(() => stub.commands);
  const change = (difference: Partial<Snapshot>) => main((_, given) => stub.change(given), difference);
  return { bundle, home, electron, tray, showTray, main, start, windows, shown, hidden, openPopover, commands, change };
};
