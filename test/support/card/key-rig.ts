import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { SimulatorSettings } from '../../../src-main/demo/aws-simulator/model/types.ts';
import type { VirtualYubiKeyOptions } from '../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { createStage, type Stage } from '../aws/stage.ts';
import { type Pcscd, startPcscd } from './pcscd.ts';
import { type PluggedKey, plugVirtualKey } from './virtual-key.ts';

/** What each test of a describe block has: a pcscd of the block, AWS and a home of its own, and a YubiKey in the reader. */
export interface KeyRig {
  readonly pcscd: Pcscd;
  readonly stage: Stage;
  readonly plugged: PluggedKey;
}

export interface KeyRigOptions {
  /** Beside serial 12345678. */
  readonly key?: Omit<VirtualYubiKeyOptions, 'serial'>;
  readonly settings?: Partial<SimulatorSettings>;
  /** Whether Jane's account on the key wants a touch; `none`: it is not on the key. */
  readonly account?: 'touch' | 'no-touch' | 'none';
}

/** Registers the hooks of a describe block or file, and gives each test its rig before the block's own `beforeEach`. */
export const withPluggedKey = ({ key = {}, settings = {}, account = 'touch' }: KeyRigOptions, give: (rig: KeyRig) => void): void => {
  let pcscd: Pcscd;
  let rig: KeyRig | undefined;
  beforeAll(async () => {
    pcscd = await startPcscd();
  });
  afterAll(() => pcscd.stop());
  beforeEach(async () => {
    const stage = await createStage(settings);
    const plugged = await plugVirtualKey(pcscd, { serial: 12345678, ...key });
    if (account !== 'none') plugged.key.store({ id: stage.device.arn, secret: stage.device.seed, touch: account === 'touch' });
    rig = { pcscd, stage, plugged };
    give(rig);
  });
  afterEach(async () => {
    await rig?.plugged.remove();
    await rig?.stage.close();
    rig = undefined;
  });
};
