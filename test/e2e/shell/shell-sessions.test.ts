import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../../support/app/eventually.ts';
import { createStage, otherAccount, type Stage } from '../../support/aws/stage.ts';
import { type Pcscd, startPcscd } from '../../support/card/pcscd.ts';
import { type PluggedKey, plugVirtualKey } from '../../support/card/virtual-key.ts';
import { openPower } from '../../support/electron/desktop.ts';
import { endElectron, launchElectron } from '../../support/electron/electron.ts';
import { startKeyring } from '../../support/electron/keyring.ts';
import { openTrayPanel, type TrayPanel } from '../../support/electron/tray.ts';

/** The whole program as built, over the end of a login: what lies in its memory is gone then. */
describe('sessions under the keyring', () => {
  let pcscd: Pcscd;
  let stage: Stage;
  let plugged: PluggedKey;
  let tray: TrayPanel;
  let electron: ElectronApplication;
  let ended: Promise<unknown> = Promise.resolve();

  beforeAll(async () => {
    pcscd = await startPcscd();
  });
  afterAll(() => pcscd.stop());
  beforeEach(async () => {
    stage = await createStage();
    plugged = await plugVirtualKey(pcscd, { serial: 12345678, formFactor: 'usb-c-keychain' });
    plugged.key.store({ id: stage.device.arn, secret: stage.device.seed, touch: true });
  });
  afterEach(async () => {
    await close();
    await plugged.remove();
    await stage.close();
  });

  const launch = async (store: string, environment: Record<string, string> = {}) => {
    tray = await openTrayPanel();
    // The window's own folder is the one that the terminal knows.
    const home = { ...stage.home, userData: join(stage.home.environment.XDG_CONFIG_HOME ?? '', 'Roletap') };
    electron = await launchElectron({
      app: process.cwd(),
      home,
      args: [`--password-store=${store}`],
      environment: { AWS_ENDPOINT_URL: stage.url, ...environment },
    });
    const program = electron.process();
    ended = new Promise((resolve) => program.once('exit', resolve));
    await tray.registered();
  };
  const close = async () => {
    await endElectron(electron);
    await ended;
    tray?.stop();
  };
  /** What the person set before the program started. */
  const prefer = (preferences: Record<string, unknown>) => {
    const folder = join(stage.home.environment.XDG_CONFIG_HOME ?? '', 'Roletap');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(preferences));
  };
  const isInFile = () => stage.readCredentials().includes('[dev-tap]');
  const kept = () => join(stage.home.environment.XDG_CONFIG_HOME ?? '', 'Roletap', 'kept-sessions.json');
  const trayHas = (text: string) =>
    eventually(async () => (await tray.labels()).some((label) => label.includes(text)), `"${text}" in the menu`);
  const tapIn = async (role: string) => {
    await trayHas('YubiKey 5C NFC 12345678');
    await tray.click(role);
    await plugged.blinking();
    plugged.key.touch();
    await trayHas(`${role}, 60 min left`);
  };
  const codes = () => stage.simulator.requests.filter((request) => request.withCode).length;
  const endLogin = () => rmSync(join(stage.home.environment.XDG_RUNTIME_DIR ?? '', 'roletap'), { recursive: true, force: true });
  const sessionsKept = async () => {
    // The question has opened it.
    const page = await electron.firstWindow();
    return page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const stop = window.roletap.subscribe((snapshot) => {
            resolve(snapshot.sessionsKept);
            queueMicrotask(() => stop());
          });
        }),
    );
  };

  test('outlive the login: the next run opens another role without a touch, and what the terminal ends stays ended', async () => {
    const keyring = await startKeyring(stage.home);
    // The guard of a role that looks like production would be asked for first.
    prefer({ guards: { [`arn:aws:iam::${otherAccount}:role/Admin`]: false } });
    try {
      await launch('gnome-libsecret');
      await tapIn('dev');
      await eventually(() => existsSync(kept()), 'the sessions are kept');
      expect(await sessionsKept()).toBe('keyring');
      const secret = /aws_session_token = (\S+)/.exec(stage.readCredentials())?.[1] ?? '';
      expect(secret.length).toBeGreaterThan(20);
      expect(readFileSync(kept(), 'utf8')).not.toContain(secret);
      await close();
      endLogin();

      await launch('gnome-libsecret');
      await trayHas('dev, 60 min left');
      await tray.click('prod (prod)');
      await trayHas('prod, 60 min left');
      expect(codes()).toBe(1);
      await close();
      endLogin();

      // The terminal has no keyring, and takes out of it what ends.
      expect((await stage.roletap(['end', '--all']).ended).code).toBe(0);
      expect(existsSync(kept())).toBe(false);
    } finally {
      await keyring.stop();
    }
  });

  test('are not kept where there is no keyring: nothing is written, and that is said', async () => {
    await launch('basic');
    await tapIn('dev');
    expect(await sessionsKept()).toBe('login');
    expect(existsSync(kept())).toBe(false);
  });

  test('end when the screen is locked, where the person wants that', async () => {
    prefer({ endOnLock: true });
    const power = await openPower('c7');
    try {
      await launch('basic');
      await tapIn('dev');
      expect(isInFile()).toBe(true);
      power.screenSaver(true);
      await eventually(() => !isInFile(), 'the section is gone');
      await eventually(async () => !(await tray.labels()).some((label) => label.includes('min left')), 'the menu has no session');
    } finally {
      power.stop();
    }
  });

  test.each([true, false])('end with the program where the person wants that: %j', async (endOnQuit) => {
    prefer({ endOnQuit });
    await launch('basic');
    await tapIn('dev');
    await tray.click('Quit Roletap');
    await ended;
    expect(isInFile()).toBe(!endOnQuit);
  });
});
