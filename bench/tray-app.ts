import { appendFileSync } from 'node:fs';
import { createStage, homeAccount, type Stage } from '../test/support/aws/stage.ts';
import { startPcscd } from '../test/support/card/pcscd.ts';
import { plugVirtualKey } from '../test/support/card/virtual-key.ts';
import { openTrayPanel, type TrayPanel } from '../test/support/electron/tray.ts';
import { type ElectronApp, pause, startElectron } from './electron-app.ts';

/** Roletap as built and started by the login, so without a window, in the tray of a panel, over the real pcscd with a YubiKey in it, with this many roles. */
export interface TrayApp {
  readonly app: ElectronApp;
  readonly tray: TrayPanel;
  /** From the start of the program to its icon in the panel. */
  readonly startMillis: number;
  /** When AWS got its last request, by this computer's clock. */
  readonly lastRequest: () => number;
  /** Touches the YubiKey as soon as it blinks. */
  readonly touch: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const kinds = ['admin', 'readonly', 'deploy', 'billing'];

export const startTrayApp = async (
  roles: number,
  switches: readonly string[] = [],
  prepare: (stage: Stage) => void = () => {},
): Promise<TrayApp> => {
  const pcscd = await startPcscd();
  const stage = await createStage();
  prepare(stage);
  const plugged = await plugVirtualKey(pcscd, { serial: 12345678, formFactor: 'usb-c-keychain' });
  plugged.key.store({ id: stage.device.arn, secret: stage.device.seed, touch: true });
  const lines = Array.from({ length: roles }, (_, index) => [
    `[profile team-${Math.floor(index / 4)}-${kinds[index % 4]}]`,
    `role_arn = arn:aws:iam::${Number(homeAccount) + Math.floor(index / 40)}:role/Team${index}`,
    'source_profile = acme',
    'region = eu-west-1',
    '',
  ]);
  appendFileSync(stage.config, `\n${lines.flat().join('\n')}`);
  const tray = await openTrayPanel();
  const started = performance.now();
  const app = await startElectron({
    app: process.cwd(),
    home: stage.home,
    switches: ['--hidden', ...switches],
    environment: { AWS_ENDPOINT_URL: stage.url },
  });
  await tray.registered();
  const startMillis = performance.now() - started;
  // The key has been read when the menu names it.
  while (!(await tray.labels()).some((label) => label.includes('12345678'))) await pause(100);
  return {
    app,
    tray,
    startMillis,
    lastRequest: () => stage.simulator.requests.at(-1)?.at ?? 0,
    touch: async () => {
      await plugged.blinking();
      plugged.key.touch();
    },
    close: async () => {
      await app.close();
      tray.stop();
      await plugged.remove();
      await pcscd.stop();
      await stage.close();
    },
  };
};
