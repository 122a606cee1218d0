import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BrowserWindow, app as electronApp } from 'electron';
import type { FrontEnd } from '../../../src-main/app/front-end.ts';
import type { PasswordStore, SettingsStore } from '../../../src-main/app/ports.ts';
import { settingsFrom } from '../../../src-main/app/settings.ts';
import type { SystemEvent } from '../../../src-main/app/system-events.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createLog } from '../../../src-main/base/log.ts';
import { type Command, parseCommand } from '../../../src-main/contract/commands.ts';
import { failed } from '../../../src-main/contract/result.ts';
import type { Snapshot, Waiting } from '../../../src-main/contract/snapshot.ts';
import { runShell } from '../../../src-main/shell/lifecycle.ts';
import { openSettings } from '../../../src-main/shell/system/settings.adapter.ts';
import type { SecretPlace } from '../../../src-main/storage/secret-place.ts';
import { snapshotWith } from './shell-snapshots.ts';
import { plainNotifications, plainWords } from './shell-words.ts';

/**
 * A main process with the real shell and an app that only takes notes, bundled by shell-rig.ts. The test
 * reaches it through `globalThis.stub` in the main process.
 */
export interface ShellStub {
  readonly commands: Command[];
  readonly change: (change: Partial<Snapshot>) => void;
  readonly revision: () => number;
  /** Windows, snapshot and commands as they were at the start; a revision more. */
  readonly reset: () => void;
  /** What the system told the app. */
  readonly handled: SystemEvent[];
  readonly closed: () => number;
  readonly shell: () => { readonly demo: boolean; readonly folder: string };
  readonly writeSecret: (text: string) => Promise<unknown>;
  readonly settings: SettingsStore;
  readonly passwords: PasswordStore;
  readonly keyring: SecretPlace;
  readonly outside: Pick<FrontEnd, 'openUrl' | 'saveFile' | 'openFolder' | 'openFile' | 'openLog'>;
}

const commands: Command[] = [];
const handled: SystemEvent[] = [];
let closed = 0;
const folder = electronApp.getAppPath();

runShell({
  words: plainWords,
  notificationWords: plainNotifications,
  agentFor: () => Promise.reject(new Error('no network')),
  startWords: { inTray: 'in the tray', inWindow: 'in a window', already: 'runs already' },
  paths: {
    userData: join(folder, 'user-data'),
    page: join(folder, 'page'),
    preload: join(folder, 'preload.cjs'),
    windowIcon: join(folder, 'no-icon.png'),
    trayIcons: join(folder, 'no-icons'),
  },
  demo: process.argv.includes('--demo'),
  clock: systemClock,
  log: createLog((line) => console.error(line), Date.now),
  idleMillis: Number(process.env.STUB_IDLE_MILLIS ?? 60_000),
  createApp: async (shell) => {
    let snapshot: Snapshot = { ...snapshotWith({}), demo: shell.demo };
    const listeners = new Set<(snapshot: Snapshot) => void>();
    const settings = openSettings(shell.folder, settingsFrom, systemClock, { info: () => {}, warn: () => {} });
    const change = (difference: Partial<Snapshot>) => {
      snapshot = { ...snapshot, ...difference, revision: snapshot.revision + 1 };
      for (const listener of listeners) listener(snapshot);
    };
    const stub: ShellStub = {
      commands,
      change,
      revision: () => snapshot.revision,
      reset: () => {
        snapshot = { ...snapshotWith({}), demo: shell.demo, revision: snapshot.revision };
        change({});
        shell.hideWindow();
        for (const window of BrowserWindow.getAllWindows()) window.destroy();
        commands.length = 0;
      },
      handled,
      closed: () => closed,
      shell: () => ({ demo: shell.demo, folder: shell.folder }),
      writeSecret: (text) => shell.clipboard.writeSecret(text),
      passwords: shell.secrets.passwords,
      keyring: shell.secrets.sessions,
      outside: shell,
      settings,
    };
    Object.assign(globalThis, { stub });
    return {
      snapshot: () => snapshot,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      run: (name, payload) => {
        const command = parseCommand(name, payload);
        if (!command) return { accepted: false, why: 'bad-payload' };
        commands.push(command);
        if (command.name === 'hideWindow') shell.hideWindow();
        if (command.name === 'quit') shell.quit();
        if (command.name === 'startDemo') shell.startDemo();
        if (command.name === 'cancel') change({ waiting: snapshot.waiting.filter((one: Waiting) => one.id !== command.payload.waiting) });
        return { accepted: true };
      },
      handle: async (event) => void handled.push(event),
      atEnd: () => () => {},
      beforeQuit: async () => {
        if (closed > 0) throw new Error('asked after the end');
        writeFileSync(join(shell.folder, 'before-quit'), '');
      },
      credentials: async () => failed({ code: 'cancelled' }),
      held: () => undefined,
      close: async () => {
        closed += 1;
        writeFileSync(join(shell.folder, 'closed'), '');
      },
    };
  },
});
