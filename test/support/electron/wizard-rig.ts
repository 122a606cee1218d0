import type { ElectronApplication, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { SimulatedUser } from '../../../src-main/demo/aws-simulator/model/accounts.ts';
import { eventually } from '../app/eventually.ts';
import { createStage, type Ended, homeAccount, type Stage, start } from '../aws/stage.ts';
import type { Pcscd } from '../card/pcscd.ts';
import { type PluggedKey, plugVirtualKey } from '../card/virtual-key.ts';
import { endElectron, launchElectron } from './electron.ts';
import { openTrayPanel, type TrayPanel } from './tray.ts';

/** A person with the program as built, one YubiKey in slot 0, and the profile `sam` of an IAM user without a device. */
export interface WizardRig {
  readonly stage: Stage;
  readonly user: SimulatedUser;
  /** The user's long-term key, which stands in the config file. */
  readonly secretKey: string;
  readonly plugged: PluggedKey;
  readonly electron: () => ElectronApplication;
  /** The program once more, after `quit`. */
  readonly launch: () => Promise<void>;
  readonly quit: () => Promise<void>;
  readonly openWizard: () => Promise<Page>;
  readonly openPopover: () => Promise<Page>;
  /** The window that `act` opens. */
  readonly nextWindow: (act: () => Promise<unknown>) => Promise<Page>;
  /** `aws WORDS` as the user. */
  readonly aws: (...words: readonly string[]) => Promise<Ended>;
  /** The serials of the user's devices as `aws` lists them, sorted. */
  readonly devices: () => Promise<readonly string[]>;
  /** The accounts on a key as `ykman` lists them, a line each. */
  readonly accounts: (key: PluggedKey) => Promise<string>;
  /** Makes 30 s pass for the program and for AWS once AWS has answered this call: the next code is there without a wait. */
  readonly passStepAfter: (action: string, count?: number) => Promise<void>;
  /** How often AWS was asked for this. */
  readonly calls: (action: string) => number;
  readonly close: () => Promise<void>;
}

/** Somebody sits there and touches whenever the key blinks. */
export const touchAlways = ({ key }: PluggedKey): void => {
  key.onAwaitingTouch((wait) => wait && key.touch());
};

export const startWizardRig = async (pcscd: Pcscd): Promise<WizardRig> => {
  const stage = await createStage({ deviceDelayMillis: 1_000 });
  const allow = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'iam:*'], Resource: '*' }] } as const;
  const user = stage.account.addUser('sam', { policies: [allow] });
  const keys = user.addKey();
  const keyLines = `aws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n`;
  const role = `[profile work]\nrole_arn = arn:aws:iam::${homeAccount}:role/Dev\nsource_profile = sam\n`;
  stage.writeConfig(`[profile sam]\nregion = eu-central-1\n${keyLines}\n${role}`);
  const plugged = await plugVirtualKey(pcscd, { serial: 12345678, formFactor: 'usb-c-keychain' });
  let tray: TrayPanel;
  let electron: ElectronApplication;
  let passed = 0;

  const launch = async () => {
    tray = await openTrayPanel();
    electron = await launchElectron({ app: process.cwd(), home: stage.home, environment: { AWS_ENDPOINT_URL: stage.url } });
    await tray.registered();
  };
  const quit = async () => {
    await endElectron(electron);
    tray.stop();
  };
  const nextWindow = async (act: () => Promise<unknown>) => {
    const [page] = await Promise.all([electron.waitForEvent('window'), act()]);
    return page;
  };
  const aws = (...words: readonly string[]) => stage.aws(['--profile', 'sam', ...words]);
  const calls = (wanted: string) => stage.simulator.requests.filter(({ action }) => action === wanted).length;

  await launch();
  return {
    stage,
    user,
    secretKey: keys.secretAccessKey,
    plugged,
    electron: () => electron,
    launch,
    quit,
    nextWindow,
    openWizard: () => nextWindow(() => tray.click('Set up a YubiKey…')),
    openPopover: async () => {
      await tray.activate();
      const isPopover = (page: Page) => !page.isClosed() && !page.url().includes('view=wide');
      return electron.windows().find(isPopover) ?? electron.waitForEvent('window', isPopover);
    },
    aws,
    devices: async () => {
      const answer = (await aws('iam', 'list-mfa-devices')).json() as { MFADevices: { SerialNumber: string }[] };
      return answer.MFADevices.map((device) => device.SerialNumber).sort();
    },
    accounts: async ({ reader }) => {
      const listed = await start('ykman', ['--reader', reader, 'oath', 'accounts', 'list'], stage.home.environment).ended;
      expect(listed.code, listed.stderr).toBe(0);
      return listed.stdout.trim();
    },
    passStepAfter: async (action, count = 1) => {
      await eventually(() => calls(action) >= count, `AWS answers ${action}`);
      passed += 30_000;
      stage.shiftAws(passed);
      await electron.evaluate((_, millis) => {
        const real = Date.now;
        Date.now = () => real() + millis;
      }, 30_000);
    },
    calls,
    close: async () => {
      await quit();
      await plugged.remove();
      await stage.close();
    },
  };
};
