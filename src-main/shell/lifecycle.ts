import { join } from 'node:path';
import { dialog, app as electronApp } from 'electron';
import { type Clock, sleep } from '../base/clock.ts';
import { logBugs } from '../base/log.ts';
import { exitProgram } from './exit.adapter.ts';
import type { ShellOptions } from './shell-options.ts';
import { type Ending, startShell } from './start.ts';
import { isHidden, sayInTerminal } from './start-line.ts';
import { settleMenuBar } from './system/electron-versions.adapter.ts';
import { registerPageScheme } from './windows/page-protocol.adapter.ts';
import { enforceRules, settleSwitches } from './windows/security.ts';

/** What happened, and what to do next, as sentences. */
interface Refusal {
  readonly title: string;
  readonly happened: string;
  readonly advice: string;
}

/** An end that takes longer is not waited for: what is still under way then can be left where it is. */
const closeMillis = 1_500;

/**
 * Runs Roletap in the tray until somebody quits. Call it once, first thing in main, before Electron is ready. A second
 * start brings the window of the first to the front and ends.
 */
export const runShell = (options: ShellOptions): void => {
  logBugs(process, options.log);
  settleSwitches(electronApp);
  if (!electronApp.commandLine.hasSwitch('user-data-dir')) electronApp.setPath('userData', options.paths.userData);
  electronApp.setPath('sessionData', join(electronApp.getPath('userData'), 'chromium'));
  if (!electronApp.requestSingleInstanceLock()) {
    if (!isHidden()) sayInTerminal(options.startWords.already);
    electronApp.exit(0);
    return;
  }
  registerPageScheme();
  enforceRules(electronApp);
  settleMenuBar();
  // Closing the window is not the end of a tray program; without a listener it would be.
  electronApp.on('window-all-closed', () => {});
  // Windows shows notifications of a program that it knows by the name in the start menu (electron-builder.yml, appId).
  if (process.platform === 'win32') electronApp.setAppUserModelId('example.roletap');
  if (process.platform === 'darwin') electronApp.setActivationPolicy('accessory');
  void electronApp
    .whenReady()
    .then(() => startShell(options))
    .then((ending) => closeBeforeQuit(ending, options.clock))
    .catch((error: unknown) => {
      options.log.warn('the start failed', { why: error instanceof Error ? error.message : 'unknown' });
      electronApp.exit(1);
    });
};

/** Says in a box of the system's, and on standard error, why the program cannot start; then ends it. */
export const refuseStart = ({ title, happened, advice }: Refusal): void => {
  process.stderr.write(`${title}. ${happened} ${advice}\n`);
  const box = { type: 'error', title: 'Roletap', message: title, detail: `${happened} ${advice}` } as const;
  void electronApp
    .whenReady()
    .then(() => dialog.showMessageBox(box))
    .finally(() => electronApp.exit(1));
};

/** Holds the first request to quit until `close` is done or has had its time. */
const closeBeforeQuit = ({ atEnd, close }: Ending, clock: Clock): void => {
  let closing = false;
  electronApp.on('before-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    const last = atEnd();
    void Promise.race([close(), sleep(clock, closeMillis)]).finally(() => {
      last();
      exitProgram();
    });
  });
};
