import { createHash } from 'node:crypto';
import * as promises from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import type { InTurn } from '../base/jobs.ts';
import { holdLock } from './file-lock.adapter.ts';
import { makeFolder } from './own-folder.adapter.ts';

/** Between two looks whether it is our turn, in milliseconds: each is a few calls to the disk. */
const pause = 100;

/**
 * Turns over a folder (made with mode 0700 when missing) that all processes of this person share. A process that was killed in its turn keeps nobody
 * waiting, one that lives has it as long as it takes. On a disk that takes no lock nobody waits for anybody.
 */
export const createTurns =
  ({ folder, clock }: { readonly folder: string; readonly clock: Clock }): InTurn =>
  async ({ name, limit, ...options }, work) => {
    const file = join(folder, createHash('sha256').update(name).digest('hex').slice(0, 24));
    const hold = async () => {
      await makeFolder(folder);
      return holdLock(promises, clock, file, { ...options, limit, pause, staleAfter: Number.POSITIVE_INFINITY });
    };
    const letGo = await hold().catch(() => undefined);
    try {
      return await work();
    } finally {
      await letGo?.();
    }
  };
