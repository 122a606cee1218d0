import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { SimulatorSettings } from '../../../src-main/demo/aws-simulator/model/settings.ts';
import type { VirtualYubiKeyOptions } from '../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { createStage, type Stage, start } from '../aws/stage.ts';
import { type Pcscd, startPcscd } from './pcscd.ts';
import { type PluggedKey, plugVirtualKey } from './virtual-key.ts';

/** What each test of a describe block has: a pcscd of the block, AWS and a home of its own, and a YubiKey in the reader. */
export interface KeyRig {
  readonly pcscd: Pcscd;
  readonly stage: Stage;
  readonly plugged: PluggedKey;
  /** What the real `ykman` prints of that key; it has to work. */
  readonly ykman: (...words: readonly string[]) => Promise<string>;
}

export interface KeyRigOptions {
  /** Beside serial 12345678. */
  readonly key?: Omit<VirtualYubiKeyOptions, 'serial'>;
  readonly settings?: Partial<SimulatorSettings>;
  /** Whether Jane's account on the key wants a touch; `none`: it is not on the key. */
  readonly account?: 'touch' | 'no-touch' | 'none';
}

const ykmanAt =
  (reader: string, stage: Stage): KeyRig['ykman'] =>
  async (...words) => {
    const { PATH = '/usr/bin:/bin' } = process.env;
    const ended = await start('ykman', ['--reader', reader, ...words], { PATH, HOME: stage.home.folder, LANG: 'C.UTF-8' }).ended;
    expect(ended.code, ended.stderr).toBe(0);
    return ended.stdout;
  };

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
    rig = { pcscd, stage, plugged, ykman: ykmanAt(plugged.reader, stage) };
    give(rig);
  });
  afterEach(async () => {
    await rig?.plugged.remove();
    await rig?.stage.close();
    rig = undefined;
  });
};
