import type { CardConnection } from '../../../src-main/card/connection/card-connection.ts';
import { type PivApplet, selectPiv } from '../../../src-main/card/piv/piv-session.ts';
import type { VirtualYubiKey } from '../../../src-main/demo/virtual-yubikey/yubikey.ts';

const usual = Uint8Array;
let made: Uint8Array[] | undefined;
const watched = new Proxy(usual, {
  construct: (target, values, by) => {
    const bytes = Reflect.construct(target, values, by);
    made?.push(bytes);
    return bytes;
  },
});

/** All bytes that the program makes while `work` runs, as they are afterwards: a secret should be in none of them. What the virtual key makes does not count. */
export const bytesMadeBy = async (work: () => Promise<unknown>): Promise<readonly Uint8Array[]> => {
  const all: Uint8Array[] = [];
  made = all;
  globalThis.Uint8Array = watched;
  try {
    await work();
  } finally {
    globalThis.Uint8Array = usual;
    made = undefined;
  }
  return all;
};

/** The PIV application of a virtual key, selected, without a queue and a desk before it. */
export const selectedPiv = (key: VirtualYubiKey): Promise<PivApplet> => {
  const connection: CardConnection = {
    exclusive: true,
    close: async () => {},
    transmit: async (apdu) => {
      const before = globalThis.Uint8Array;
      globalThis.Uint8Array = usual;
      try {
        return await key.transmit(usual.from(apdu));
      } finally {
        globalThis.Uint8Array = before;
      }
    },
  };
  return selectPiv(connection);
};
