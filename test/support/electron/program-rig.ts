import type { ElectronApplication, Page } from 'playwright-core';
import { afterEach, beforeEach } from 'vitest';
import type { Stage } from '../aws/stage.ts';
import { withPluggedKey } from '../card/key-rig.ts';
import type { Pcscd } from '../card/pcscd.ts';
import type { PluggedKey } from '../card/virtual-key.ts';
import { endElectron, launchElectron } from './electron.ts';
import { openTrayPanel, type TrayPanel } from './tray.ts';

/** The whole program as built, anew for each test: real Electron, real pcscd with a plugged key, AWS, a home with files, and a panel with its icon. */
export interface ProgramRig {
  readonly pcscd: () => Pcscd;
  readonly stage: () => Stage;
  readonly plugged: () => PluggedKey;
  readonly tray: () => TrayPanel;
  readonly electron: () => ElectronApplication;
  /** Starts it, and waits for its icon. */
  readonly launch: (args?: readonly string[], environment?: Record<string, string>) => Promise<void>;
  /** Clicks the icon; resolves when the list of roles is there, or the text. */
  readonly openWindow: (shows?: string) => Promise<Page>;
  /** Waits until the key blinks, and touches it. */
  readonly touch: () => Promise<void>;
  /** Who `aws` is as a target, or what it says; `program` as for `stage.aws`. */
  readonly callerOf: (target: string, program?: string) => Promise<string>;
}

/** Registers the hooks of a describe block. `prepare` sets what is beside the usual at AWS and in the home. */
export const useProgram = (prepare: (stage: Stage) => void = () => {}): ProgramRig => {
  let pcscd: Pcscd;
  let stage: Stage;
  let plugged: PluggedKey;
  let tray: TrayPanel;
  let electron: ElectronApplication | undefined;
  const running = (): ElectronApplication => {
    if (!electron) throw new Error('the program was not launched');
    return electron;
  };

  withPluggedKey({ key: { formFactor: 'usb-c-keychain' }, settings: { trailDelayMillis: 0 } }, (rig) => {
    ({ pcscd, stage, plugged } = rig);
  });
  beforeEach(async () => {
    prepare(stage);
    tray = await openTrayPanel();
  });
  afterEach(async () => {
    await endElectron(electron);
    electron = undefined;
    tray.stop();
  });

  return {
    pcscd: () => pcscd,
    stage: () => stage,
    plugged: () => plugged,
    tray: () => tray,
    electron: running,
    launch: async (args = [], environment = {}) => {
      const given = { AWS_ENDPOINT_URL: stage.url, ...environment };
      electron = await launchElectron({ app: process.cwd(), home: stage.home, args, environment: given });
      await tray.registered();
    },
    openWindow: async (shows) => {
      const next = running().waitForEvent('window');
      await tray.activate();
      const page = await next;
      await (shows === undefined ? page.getByPlaceholder('Search or run a command') : page.getByText(shows).first()).waitFor();
      return page;
    },
    touch: async () => {
      await plugged.blinking();
      plugged.key.touch();
    },
    callerOf: async (target, program) => {
      const answer = await stage.aws(['--profile', target, 'sts', 'get-caller-identity'], program);
      return answer.code === 0 ? String(answer.json().Arn) : answer.stderr;
    },
  };
};
