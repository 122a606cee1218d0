import { spawn } from 'node:child_process';
import { Message, type MessageBus, sessionBus, Variant } from 'dbus-next';
import { eventually } from '../app/eventually.ts';
import type { TestHome } from '../app/test-home.ts';

/** A keyring of the test's own on the session bus. */
export interface Keyring {
  readonly lock: () => Promise<void>;
  /** Without a question to anybody, as an unlock in another program. */
  readonly unlock: () => Promise<void>;
  /** From now on the question for the password is shown to nobody, and stays. Resolves, when called, once it was asked. */
  readonly prompt: () => Promise<() => Promise<void>>;
  /** Puts that question away. */
  readonly dismiss: () => void;
  readonly stop: () => Promise<unknown>;
}

const password = 'password';
const service = 'org.freedesktop.secrets';
const place = { destination: service, path: '/org/freedesktop/secrets' };
const login = '/org/freedesktop/secrets/collection/login';

/** Unlocked. Resolves when it answers. */
export const startKeyring = async ({ environment }: TestHome): Promise<Keyring> => {
  const bus = sessionBus();
  const secrets = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' };
  const ask = async (member: string) =>
    (await bus.call(new Message({ ...secrets, member, signature: 's', body: [service] })))?.body[0] as unknown;
  // The bus has started one without a keyring for an app of another test, which would be asked in the place of ours.
  const isFree = async () => {
    if ((await ask('NameHasOwner')) !== true) return true;
    process.kill(Number(await ask('GetConnectionUnixProcessID')));
    return false;
  };
  await eventually(() => isFree().catch(() => false), 'no other keyring is on the bus');
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], { env: environment });
  const ended = new Promise((resolve) => daemon.once('close', resolve));
  daemon.stdin.end(password);
  const isOurs = async () => (await ask('NameHasOwner')) === true && (await ask('GetConnectionUnixProcessID')) === daemon.pid;
  await eventually(isOurs, 'the keyring is on the bus');
  let prompter: MessageBus | undefined;
  const dismiss = () => {
    prompter?.disconnect();
    prompter = undefined;
  };
  return {
    lock: async () => {
      await bus.call(
        new Message({ ...place, interface: 'org.freedesktop.Secret.Service', member: 'Lock', signature: 'ao', body: [[login]] }),
      );
    },
    unlock: async () => {
      const opened = await bus.call(
        new Message({
          ...place,
          interface: 'org.freedesktop.Secret.Service',
          member: 'OpenSession',
          signature: 'sv',
          body: ['plain', new Variant('s', '')],
        }),
      );
      const master = [opened?.body[1], Buffer.alloc(0), Buffer.from(password), 'text/plain'];
      const face = 'org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface';
      await bus.call(
        new Message({ ...place, interface: face, member: 'UnlockWithMasterPassword', signature: 'o(oayays)', body: [login, master] }),
      );
    },
    prompt: async () => {
      const own = sessionBus();
      const asked = new Promise<void>((resolve) =>
        own.addMethodHandler((message: Message) => {
          if (message.interface !== 'org.gnome.keyring.internal.Prompter') return false;
          resolve();
          return true;
        }),
      );
      await own.requestName('org.gnome.keyring.SystemPrompter', 0);
      prompter = own;
      return () => asked;
    },
    dismiss,
    stop: () => {
      dismiss();
      bus.disconnect();
      daemon.kill();
      return ended;
    },
  };
};
