// The demo as it runs, for the film and the pictures of it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { electronRuntime } from '../electron-runtime.mjs';
import { root } from '../run.mjs';

/** Starts the demo with its window open; `use` gets the popover's page, Electron, and a folder that goes away afterwards. `lang`: as LANG has it. */
export async function withDemo(lang, use) {
  const folder = mkdtempSync(join(tmpdir(), 'roletap-record-'));
  const { PATH, DISPLAY, XAUTHORITY, DBUS_SESSION_BUS_ADDRESS } = process.env;
  const electron = await _electron.launch({
    executablePath: electronRuntime().executable,
    args: ['--no-sandbox', `--user-data-dir=${join(folder, 'data')}`, root, '--demo'],
    env: { PATH, DISPLAY, XAUTHORITY, DBUS_SESSION_BUS_ADDRESS, HOME: folder, LANG: lang, LANGUAGE: lang },
  });
  try {
    const page = await electron.firstWindow();
    await page.locator('[data-row]').first().waitFor();
    return await use({ page, electron, folder });
  } finally {
    await electron.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a button of the window sends. */
export const send = (page, command, payload = null) => page.evaluate(([name, what]) => window.roletap.send(name, what), [command, payload]);
