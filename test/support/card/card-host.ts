import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { VirtualYubiKeyOptions } from '../../../src-main/demo/virtual-yubikey/yubikey.ts';

/** What the process with the cards can be told. Slots are those of the vpcd reader. */
export type HostOrder =
  | {
      readonly do: 'insert';
      readonly slot: 0 | 1;
      readonly card: 'foreign' | Pick<VirtualYubiKeyOptions, 'serial' | 'firmware' | 'formFactor' | 'nfc' | 'password' | 'touchTimeout'>;
      /** Fills the seed of the account `plain`. */
      readonly seedOfPlain?: number;
    }
  | { readonly do: 'insert-again' | 'remove' | 'touch' | 'received'; readonly slot: 0 | 1 };

export type HostAnswer =
  | { readonly id: number; readonly value: number }
  | { readonly id: number; readonly error: string }
  | { readonly event: 'blinks'; readonly on: boolean };

export interface CardHost {
  /** Carries out an order; gives the count of APDUs received (for `touch`: 1 when the key waited for it). */
  readonly tell: (order: HostOrder) => Promise<number>;
  /** The next time that a key begins to blink. */
  readonly blinks: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Virtual cards in a process of their own. The PC/SC binding lets go of a card with a call that blocks its thread until
 * pcscd is done with the card: a virtual card on the same thread could not answer meanwhile, and both would wait for ever.
 */
export const startCardHost = async (): Promise<CardHost> => {
  const folder = mkdtempSync(join(tmpdir(), 'roletap-cards-'));
  const outfile = join(folder, 'host.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'card-host-process.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
  });
  const child: ChildProcess = fork(outfile, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const asked = new Map<number, { readonly resolve: (value: number) => void; readonly reject: (error: Error) => void }>();
  const blinkers = new Set<() => void>();
  let last = 0;
  child.on('message', (answer: HostAnswer) => {
    if ('event' in answer) {
      if (!answer.on) return;
      for (const resolve of [...blinkers]) resolve();
      blinkers.clear();
      return;
    }
    const question = asked.get(answer.id);
    asked.delete(answer.id);
    if ('error' in answer) question?.reject(new Error(answer.error));
    else question?.resolve(answer.value);
  });
  process.once('exit', () => child.kill('SIGKILL'));
  return {
    tell: (order) =>
      new Promise((resolve, reject) => {
        last += 1;
        asked.set(last, { resolve, reject });
        child.send({ id: last, order });
      }),
    blinks: () => new Promise((resolve) => blinkers.add(resolve)),
    stop: async () => {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
