import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../../support/app/eventually.ts';
import { createStage, type Stage } from '../../support/aws/stage.ts';
import { pack, unpacked } from '../../support/electron/packed.ts';
import { openPresser, type Presser } from '../../support/electron/pressing.ts';
import { openTrayPanel, type TrayPanel } from '../../support/electron/tray.ts';

/** The packaged app as an AppImage runs it: from a folder that is there as long as the program runs, named by APPDIR. */
describe('the roletap command of an AppImage', () => {
  let folder: string;
  let mount: string;
  let stage: Stage;
  let panel: TrayPanel;
  let presser: Presser;
  let running: ChildProcess | undefined;
  const home = () => stage.home.environment.HOME ?? '';
  const command = () => join(home(), '.local/bin/roletap');
  const kept = () => join(home(), '.local/share/roletap/terminal');
  const ran = (...words: readonly string[]) =>
    spawnSync(command(), words, { env: { ...stage.home.environment, PATH: '/usr/bin:/bin' }, encoding: 'utf8' });

  const start = async () => {
    const file = join(folder, 'Roletap.AppImage');
    const seen = panel.registrations();
    const child = spawn(join(mount, 'roletap'), ['--no-sandbox', '--hidden', '--force-renderer-accessibility'], {
      env: { ...stage.home.environment, AWS_ENDPOINT_URL: stage.url, APPDIR: mount, APPIMAGE: file, ACCESSIBILITY_ENABLED: '1' },
      stdio: 'ignore',
    });
    running = child;
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    await eventually(() => panel.registrations() > seen, 'the icon in the tray');
    return { ended };
  };
  const openAbout = async () => {
    await panel.click('Settings…');
    await presser.press('About');
  };
  const quit = async ({ ended }: { readonly ended: Promise<number | null> }) => {
    await panel.click('Quit Roletap');
    expect(await ended).toBe(0);
  };

  beforeAll(async () => {
    pack();
    folder = mkdtempSync(join(tmpdir(), 'roletap-own-command-'));
    mount = join(folder, 'mount');
    cpSync(resolve(unpacked), mount, { recursive: true, verbatimSymlinks: true });
    stage = await createStage();
    panel = await openTrayPanel();
    presser = await openPresser();
  }, 600_000);
  afterEach(() => {
    if (running?.exitCode === null) running.kill('SIGKILL');
    running = undefined;
  });
  afterAll(async () => {
    presser?.stop();
    panel?.stop();
    await stage?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('comes with a click, works when the AppImage is gone, and goes with a click', async () => {
    const app = await start();
    await openAbout();
    await presser.press('Install the roletap command');
    await eventually(() => existsSync(command()), 'the command');
    await quit(app);
    const away = `${mount}-away`;
    spawnSync('mv', [mount, away]);
    expect(ran('--version').stdout).toBe((await stage.roletap(['--version']).ended).stdout);
    expect(ran('roles', '--json').stdout).toBe((await stage.roletap(['roles', '--json']).ended).stdout);
    spawnSync('mv', [away, mount]);
    const again = await start();
    await openAbout();
    await presser.press('Remove the roletap command');
    await eventually(() => !existsSync(command()) && !existsSync(kept()), 'neither the command nor its copy');
    await quit(again);
  });

  test('is that of the newest AppImage that was started, and another program’s file of its name stays', async () => {
    const app = await start();
    await openAbout();
    await presser.press('Install the roletap command');
    await eventually(() => existsSync(command()), 'the command');
    await quit(app);
    // The next version.
    appendFileSync(join(mount, 'resources/terminal/programs/help.cjs'), '\n// next\n');
    const next = await start();
    const part = join(kept(), 'programs/help.cjs');
    await eventually(() => existsSync(part) && readFileSync(part, 'utf8').endsWith('// next\n'), 'the copy of the next version');
    expect(ran('help', 'tap').stdout).toContain('roletap tap');
    await quit(next);

    rmSync(command());
    mkdirSync(join(home(), '.local/bin'), { recursive: true });
    writeFileSync(command(), '#!/bin/sh\necho mine\n');
    chmodSync(command(), 0o755);
    const last = await start();
    await openAbout();
    await presser.shows(/Another program has its place/);
    await quit(last);
    expect(ran().stdout).toBe('mine\n');
  });
});
