import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vpcdPorts } from '../../../src-main/demo/virtual-yubikey/vpcd.adapter.ts';

/** The names that pcscd gives to the two slots: `Virtual PCD` as packaged by Debian, the other as a YubiKey 5 on USB. */
export type FriendlyName = 'Virtual PCD' | 'Yubico YubiKey OTP+FIDO+CCID';

export interface Pcscd {
  /** The reader names of the two slots, in the order of `vpcdPorts`. */
  readonly readers: readonly [string, string];
  /** The next time that pcscd logs a card in (or out of) this reader. Ask before doing what makes it happen. */
  readonly cardInserted: (reader: string) => Promise<void>;
  readonly cardRemoved: (reader: string) => Promise<void>;
  /** Ends pcscd; cards in its readers see their connection end. */
  readonly stop: () => Promise<void>;
  /** Starts it again after `stop`. Resolves when it listens. */
  readonly start: () => Promise<void>;
  readonly restart: () => Promise<void>;
  /** Halts it as it is: it holds all its connections and answers nothing, until `resume`. */
  readonly halt: () => void;
  readonly resume: () => void;
  readonly log: () => string;
}

/** How long pcscd may take for anything that is waited for, in milliseconds. */
const patience = 60_000;

const driver = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';

/** The ports on which this sandbox listens. Read, since a connection to a slot would be a card in it. */
const listening = (): ReadonlySet<number> => {
  const sockets = readFileSync('/proc/net/tcp', 'utf8').trim().split('\n').slice(1);
  const fields = sockets.map((socket) => socket.trim().split(/\s+/));
  return new Set(fields.filter(([, , , state]) => state === '0A').map(([, local]) => Number.parseInt(local?.split(':')[1] ?? '', 16)));
};

const configuration = (friendlyName: string) =>
  `FRIENDLYNAME "${friendlyName}"\nDEVICENAME   /dev/null:0x8C7B\nLIBPATH      ${driver}\nCHANNELID    0x8C7B\n`;

/**
 * The real pcscd with the vpcd reader in the foreground. Resolves when it is ready and the ports of the reader listen.
 * Only inside scripts/sandbox.sh: vpcd listens on all addresses, and there is one /run/pcscd. Errors end with its log.
 */
export const startPcscd = async (options: { readonly friendlyName?: FriendlyName } = {}): Promise<Pcscd> => {
  if (process.env.ROLETAP_SANDBOX !== '1') throw new Error('pcscd is started in the sandbox alone: bash scripts/sandbox.sh COMMAND');
  const friendlyName = options.friendlyName ?? 'Virtual PCD';
  const folder = mkdtempSync(join(tmpdir(), 'roletap-pcscd-'));
  writeFileSync(join(folder, 'vpcd'), configuration(friendlyName));

  let child: ChildProcess | undefined;
  let log = '';
  const watchers = new Set<() => void>();

  /** Resolves when `text` (or `orText`) appears in the log from `from` on; rejects when pcscd ends or takes too long. */
  const logged = (text: string, from: number, orText = text): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = (error?: Error) => {
        clearTimeout(timer);
        watchers.delete(look);
        if (error) reject(error);
        else resolve();
      };
      const fail = (why: string) => end(new Error(`pcscd ${why} before it said "${text}". Its log:\n${log.slice(-2000)}`));
      const look = () => {
        if (log.indexOf(text, from) >= 0 || log.indexOf(orText, from) >= 0) end();
        else if (!child) fail('ended');
      };
      const timer = setTimeout(() => fail(`took more than ${patience} ms`), patience);
      watchers.add(look);
      look();
    });

  const tell = () => {
    for (const look of [...watchers]) look();
  };
  const take = (chunk: Buffer) => {
    log += chunk.toString('utf8');
    tell();
  };

  const start = async () => {
    if (child) return;
    const from = log.length;
    const started = spawn('pcscd', ['--foreground', '--debug', '--config', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
    child = started;
    started.stdout.on('data', take);
    started.stderr.on('data', take);
    const ended = (why: string) => {
      log += `${why}\n`;
      if (child === started) child = undefined;
      tell();
    };
    started.once('error', (error) => ended(error.message));
    started.once('close', (code, signal) => ended(`pcscd ended with ${signal ?? code}`));
    await logged('daemon ready', from);
    // The driver logs that it waits for a card even where it could not have the port.
    const open = listening();
    if (!vpcdPorts.every((port) => open.has(port))) {
      await stop();
      const why = `is vsmartcard-vpcd installed, and is nobody else at ${vpcdPorts.join(' or ')}?`;
      throw new Error(`pcscd did not open the slots of the vpcd reader (${why}). Its log:\n${log.slice(-2000)}`);
    }
  };

  const stop = async () => {
    const ending = child;
    if (!ending) return;
    child = undefined;
    const closed = once(ending, 'close');
    ending.kill('SIGTERM');
    const timer = setTimeout(() => ending.kill('SIGKILL'), patience / 2);
    await closed;
    clearTimeout(timer);
  };

  process.once('exit', () => {
    child?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  await start();
  return {
    readers: [`${friendlyName} 00 00`, `${friendlyName} 00 01`],
    // A card that comes while its reader is still being set up is only told by the first look at it.
    cardInserted: (reader) => logged(`Card inserted into ${reader}`, log.length, 'Card ATR: '),
    cardRemoved: (reader) => logged(`Card Removed From ${reader}`, log.length),
    start,
    stop,
    restart: async () => {
      await stop();
      await start();
    },
    halt: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    log: () => log,
  };
};
