import { createVirtualYubiKey, type VirtualYubiKeyOptions } from '../../src-main/demo/virtual-yubikey/yubikey.ts';

const seed = new Uint8Array(20).fill(0x31);

/** A key with three accounts: `plain`, `touch` (wants one) and `counter` (HOTP). */
export const createStockedKey = (options: Partial<VirtualYubiKeyOptions> = {}) => {
  const key = createVirtualYubiKey({ serial: 12345678, ...options });
  key.store({ id: 'plain', secret: seed });
  key.store({ id: 'touch', secret: seed, touch: true });
  key.store({ id: 'counter', secret: seed, kind: 'hotp' });
  return key;
};
