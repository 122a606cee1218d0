import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Message, type MessageBus, sessionBus } from 'dbus-next';
import { eventually } from './eventually.ts';
import type { TestHome } from './test-home.ts';

/** A session bus of the test's own, and what answers on it. */
export interface OwnKeyring {
  /** For whoever is to find it. */
  readonly environment: Record<string, string>;
  /** Puts the master key there, as Roletap does. */
  readonly put: (masterKey: Uint8Array) => Promise<void>;
  readonly lock: () => Promise<void>;
  /** What becomes of the question for the password: nobody shows it, or it is never answered. */
  readonly prompts: (how: 'dismissed' | 'silent') => Promise<void>;
  /** Resolves when somebody was asked for the password. */
  readonly asked: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const prompter = 'org.gnome.keyring.SystemPrompter';

/**
 * `unlocked`: gnome-keyring with its login keyring open; `empty`: the daemon without any keyring; `none`: a bus, and no such service. The bus starts nothing
 * by itself, so that no prompter of this computer shows anything.
 */
export const startOwnKeyring = async ({ environment }: TestHome, kind: 'unlocked' | 'empty' | 'none'): Promise<OwnKeyring> => {
  const children: ChildProcess[] = [];
  const run = (program: string, words: readonly string[], env: Record<string, string>) => {
    const child = spawn(program, words, { env, stdio: ['pipe', 'pipe', 'ignore'] });
    children.push(child);
    return child;
  };
  const { DBUS_SESSION_BUS_ADDRESS: _, ...own } = environment;
  const daemon = run('dbus-daemon', ['--config-file=test/support/app/own-bus.conf', '--nofork', '--print-address'], own);
  const [printed] = await once(daemon.stdout, 'data');
  const DBUS_SESSION_BUS_ADDRESS = String(printed).trim();
  const all = { ...environment, DBUS_SESSION_BUS_ADDRESS };
  const bus = sessionBus({ busAddress: DBUS_SESSION_BUS_ADDRESS });
  const call = (destination: string, path: string, member: string, signature: string, body: unknown[], face = destination) =>
    bus.call(new Message({ destination, path, interface: face, member, signature, body }));
  if (kind !== 'none') {
    const words = ['--foreground', '--components=secrets', ...(kind === 'unlocked' ? ['--unlock'] : [])];
    run('gnome-keyring-daemon', words, all).stdin.end('password');
    await eventually(
      async () =>
        (await call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'NameHasOwner', 's', ['org.freedesktop.secrets']))?.body[0] === true,
      'the keyring is on the bus',
    );
  }
  let silent: MessageBus | undefined;
  let ask = () => {};
  const asked = new Promise<void>((resolve) => {
    ask = resolve;
  });
  return {
    environment: { DBUS_SESSION_BUS_ADDRESS },
    put: async (masterKey) => {
      // In a process of its own: the library goes on with the first bus that it finds.
      const code = `const { AsyncEntry } = require('@napi-rs/keyring'); let text = '';
        process.stdin.on('data', (part) => (text += part)).on('end', () =>
          new AsyncEntry('Roletap', 'master-key', { linux: { store: 'secret-service' } }).setSecret(Buffer.from(text, 'base64')))`;
      const child = spawn(process.execPath, ['-e', code], { env: all, stdio: ['pipe', 'ignore', 'inherit'] });
      child.stdin.end(Buffer.from(masterKey).toString('base64'));
      const [ended] = await once(child, 'exit');
      if (ended !== 0) throw new Error('the keyring did not take it');
    },
    lock: async () => {
      const collection = '/org/freedesktop/secrets/collection/login';
      await call('org.freedesktop.secrets', '/org/freedesktop/secrets', 'Lock', 'ao', [[collection]], 'org.freedesktop.Secret.Service');
    },
    prompts: async (how) => {
      silent?.disconnect();
      silent = undefined;
      if (how === 'dismissed') return;
      silent = sessionBus({ busAddress: DBUS_SESSION_BUS_ADDRESS });
      silent.addMethodHandler((message: Message) => {
        if (message.interface !== 'org.gnome.keyring.internal.Prompter') return false;
        ask();
        return true;
      });
      await silent.requestName(prompter, 0);
    },
    asked: () => asked,
    close: async () => {
      silent?.disconnect();
      bus.disconnect();
      const ended = children.map((child) => (child.exitCode === null ? once(child, 'exit') : undefined));
      for (const child of children.reverse()) child.kill();
      await Promise.all(ended);
    },
  };
};
