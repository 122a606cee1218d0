import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../../support/app/eventually.ts';
import { createStage, type Stage, start } from '../../support/aws/stage.ts';
import { endElectron, launchElectron } from '../../support/electron/electron.ts';
import { openTrayPanel, type TrayPanel } from '../../support/electron/tray.ts';

/** The doors of the whole program as built: they open at its start and close with it. */
describe('the doors of the app in the tray', () => {
  let stage: Stage;
  let tray: TrayPanel;
  let electron: ElectronApplication;

  beforeEach(async () => {
    stage = await createStage();
    tray = await openTrayPanel();
  });
  afterEach(async () => {
    await endElectron(electron);
    tray.stop();
    await stage.close();
  });

  const socket = () => join(stage.home.environment.XDG_RUNTIME_DIR ?? '', 'roletap', 'socket');
  const launch = async () => {
    electron = await launchElectron({ app: process.cwd(), home: stage.home, environment: { AWS_ENDPOINT_URL: stage.url } });
  };
  const says = async () =>
    (await start('curl', ['-q', '-s', '--unix-socket', socket(), 'http://roletap/1/hello'], stage.home.environment).ended).stdout;
  const answers = () => eventually(async () => (await says()).includes('"app":"roletap"'), 'an answer at the socket');

  test('the socket is there for this user, also after a crash, and goes when the app quits', async () => {
    await launch();
    await answers();
    expect(statSync(socket()).mode & 0o777).toBe(0o600);
    const launcher = join(stage.home.userData, 'roletap-credentials');
    // It is written when the socket is open.
    await eventually(async () => existsSync(launcher), 'the launcher');
    expect(statSync(launcher).mode & 0o777).toBe(0o700);
    const gone = electron.waitForEvent('close');
    electron.process().kill('SIGKILL');
    await gone;
    expect(existsSync(socket())).toBe(true);
    expect(await says()).toBe('');
    await launch();
    await answers();
    await electron.evaluate(({ app }) => app.quit()).catch(() => {});
    await eventually(async () => !existsSync(socket()), 'the end of the socket');
  });

  test('a program that asks for a role which is not there gets one line', async () => {
    await launch();
    await answers();
    const launcher = join(stage.home.userData, 'roletap-credentials');
    await eventually(async () => existsSync(launcher), 'the launcher');
    const { code, stdout, stderr } = await start(launcher, ['nobody'], stage.home.environment).ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^roletap: [^\n]*nobody[^\n]*\n$/);
  });
});
