import { type ChildProcess, spawn } from 'node:child_process';
import type { ElectronApplication, Page } from 'playwright-core';
import { electronRuntime } from '../../../scripts/lib/electron-runtime.mjs';
import type { TestHome } from '../app/test-home.ts';
import { _electron } from './playwright.ts';

export interface LaunchOptions {
  /** Folder with the package.json of the app to start. */
  readonly app: string;
  readonly home: TestHome;
  readonly args?: readonly string[];
  readonly environment?: Record<string, string>;
}

const switches = ({ home, args }: LaunchOptions) => [`--user-data-dir=${home.userData}`, ...(args ?? [])];
/** A start by hand opens the window; most tests begin with the icon alone, as after a login. `--by-hand` is for this helper only. */
const hiddenUnless = (words: readonly string[]) => (words.includes('--by-hand') ? words : [...words, '--hidden']);

/**
 * Starts the real Electron under a driver, which says to each window that the person wants no motion: drawing it costs more than all that the tests do.
 * The driver waits for ever when Electron dies at its start: mind the time of the test.
 */
export const launchElectron = async (options: LaunchOptions): Promise<ElectronApplication> => {
  const electron = await _electron.launch({
    executablePath: electronRuntime().executable,
    args: [...hiddenUnless(switches(options)), options.app],
    env: { ...options.home.environment, ...options.environment },
    timeout: 90_000,
  });
  electron.context().setDefaultTimeout(60_000);
  tellOfCrashes(electron);
  const still = (page: Page) => void page.emulateMedia({ reducedMotion: 'reduce' }).catch(() => {});
  electron.on('window', still);
  for (const page of electron.windows()) still(page);
  return electron;
};

/** A test that fails because the program or a window is gone then shows what it died of: the driver says only that it is closed. */
const tellOfCrashes = (electron: ElectronApplication): void => {
  const program = electron.process();
  let said = '';
  program.stderr?.on('data', (text: Buffer) => {
    said = `${said}${text}`.slice(-2_000);
  });
  program.once('exit', (code, signal) => code !== 0 && console.error(`Electron ended with ${signal ?? code}. It last wrote:\n${said}`));
  electron.on('window', (page) => page.once('crash', () => console.error(`A window of Electron crashed. It last wrote:\n${said}`)));
};

/** Starts it once more without a driver, as a person would. Resolves to the exit code. */
export const startAgain = (
  options: LaunchOptions,
): { readonly process: ChildProcess; readonly ended: Promise<number | null>; readonly said: () => string } => {
  const child = spawn(electronRuntime().executable, ['--no-sandbox', ...switches(options), options.app], {
    env: { ...options.home.environment, ...options.environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  return { process: child, ended: new Promise((resolve) => child.once('exit', resolve)), said: () => said };
};

/** Closes the wide window as a person does, by its title bar. */
export const closeByTitleBar = async (electron: ElectronApplication, page: Page): Promise<void> => {
  const gone = page.waitForEvent('close');
  await electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((window) => window.webContents.getURL().endsWith('?view=wide'))
      ?.close(),
  );
  await gone;
};

/** Undefined for a program that has ended: the driver has forgotten it and throws. */
const processOf = (electron: ElectronApplication | undefined) => {
  try {
    return electron?.process();
  } catch {
    return undefined;
  }
};

/**
 * Ends the program as the driver does, which lets go a moment before it has ended, with its icon and its shortcut. One that does not end so within 30 s is
 * killed: the next test needs the desktop for itself.
 */
export const endElectron = async (electron: ElectronApplication | undefined): Promise<void> => {
  const program = processOf(electron);
  if (!program || program.exitCode !== null || program.signalCode !== null) return;
  const ended = new Promise((resolve) => program.once('exit', resolve));
  const patience = setTimeout(() => program.kill('SIGKILL'), 30_000);
  await electron?.close().catch(() => {});
  await ended;
  clearTimeout(patience);
};
