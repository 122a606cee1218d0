import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Keyring, KeyringFault, keyringFlawOf } from './keyring.ts';

const service = 'Roletap';
const item = 'master-key';

/** What is used of @napi-rs/keyring 2.1. */
interface Entry {
  readonly getSecret: () => Promise<number[] | null>;
  readonly setSecret: (secret: Uint8Array) => Promise<void>;
}
type EntryClass = new (service: string, item: string, options: { readonly linux: { readonly store: 'secret-service' } }) => Entry;

/** A system for which the library has no build has no keyring. */
const loadLibrary = (): EntryClass => {
  try {
    return (createRequire(import.meta.url)('@napi-rs/keyring') as { readonly AsyncEntry: EntryClass }).AsyncEntry;
  } catch {
    throw new KeyringFault('absent');
  }
};

/** Calls under way. The library can't call one back: its thread waits for the person, and so does the end of this process. */
let underWay = 0;

/** Whether a thread waits for the keyring: then `exit` would wait with it. */
export const isKeyringAsked = (): boolean => underWay > 0;

/**
 * The Secret Service on Linux, the Keychain on macOS, the Credential Manager on Windows. On Linux the library would take the kernel's keyring where there is
 * no Secret Service, and what is in there is gone after the login: it is told not to. The native module is read with the first call.
 */
export const createKeyring = (system: {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}): Keyring => {
  const ask = async <T>(call: (entry: Entry) => Promise<T>): Promise<T> => {
    const AsyncEntry = loadLibrary();
    underWay += 1;
    try {
      return await call(new AsyncEntry(service, item, { linux: { store: 'secret-service' } }));
    } catch (error) {
      throw new KeyringFault(keyringFlawOf(error instanceof Error ? error.message : ''));
    } finally {
      underWay -= 1;
    }
  };
  return {
    likely: () => system.platform !== 'linux' || hasSessionBus(system.env),
    read: () =>
      ask(async (entry) => {
        const bytes = await entry.getSecret();
        if (bytes === null) return undefined;
        const secret = Uint8Array.from(bytes);
        bytes.fill(0);
        return secret;
      }),
    write: (bytes) => ask((entry) => entry.setSecret(bytes)),
  };
};

/** The library finds the bus as libdbus does: by the variable, else where systemd puts it. */
const hasSessionBus = ({ DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR }: Readonly<Record<string, string | undefined>>): boolean =>
  !!DBUS_SESSION_BUS_ADDRESS || (!!XDG_RUNTIME_DIR && existsSync(join(XDG_RUNTIME_DIR, 'bus')));
