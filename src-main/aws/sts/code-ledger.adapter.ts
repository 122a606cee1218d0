import { createHash } from 'node:crypto';
import { mkdir, open, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { stepAt } from '../../base/clock.ts';
import type { Result } from '../../contract/result.ts';
import { failed, ok } from '../../contract/result.ts';
import type { CodeLedger } from './sts.ts';

/** Claims older than this are forgotten: ten minutes, far past what AWS still takes. */
const keptSteps = 20;

/** Tries before giving up on a folder in which every step seems taken. */
const claimLimit = 1000;

/** A serial as it stands in a file name: it tells nothing about the account to whom lists the folder. */
const nameOf = (mfaSerial: string): string => createHash('sha256').update(mfaSerial).digest('hex').slice(0, 24);

const errnoOf = (error: unknown): string => (error as { readonly code?: string }).code ?? 'unknown';

/**
 * The ledger over a folder (made with mode 0700 when missing) that all runs of this person share. A claim is an empty
 * file `<serial's hash>-<step>` made with O_EXCL: of two processes that want a step, exactly one gets it.
 * `clock` only decides what is old; steps are the caller's, in AWS's time.
 */
export const createCodeLedger = ({ folder, clock }: { readonly folder: string; readonly clock: Clock }): CodeLedger => {
  const fileOf = (mfaSerial: string, step: number): string => join(folder, `${nameOf(mfaSerial)}-${step}`);
  /** The claims of this process, the only ones that it may give back. */
  const own = new Set<string>();

  /**
   * The newest claim of the serial near the asked step; old claims of any serial go. A claim far ahead was made by a clock
   * that is off: it bars nobody, and stays until its time has passed.
   */
  const newestClaim = async (mfaSerial: string, asked: number): Promise<number | undefined> => {
    const present = Math.min(asked, stepAt(clock.now()));
    let newest: number | undefined;
    for (const name of await readdir(folder)) {
      const [, serial, digits] = /^([0-9a-f]{24})-(\d{1,15})$/.exec(name) ?? [];
      if (serial === undefined) continue;
      const step = Number(digits);
      if (step < present - keptSteps) await unlink(join(folder, name)).catch(() => {});
      else if (serial === nameOf(mfaSerial) && step <= asked + keptSteps && step > (newest ?? -1)) newest = step;
    }
    return newest;
  };

  const claimFrom = async (mfaSerial: string, asked: number): Promise<number> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // Never below the newest claim: its owner may be waiting for that step, and codes are to be used in order.
    const newest = await newestClaim(mfaSerial, asked);
    let step = Math.max(asked, (newest ?? asked - 1) + 1);
    for (let tries = 0; tries < claimLimit; tries++, step++) {
      try {
        const file = fileOf(mfaSerial, step);
        const handle = await open(file, 'wx', 0o600);
        await handle.close();
        own.add(file);
        return step;
      } catch (error) {
        if (errnoOf(error) !== 'EEXIST') throw error;
      }
    }
    throw Object.assign(new Error('every step is taken'), { code: 'EEXIST' });
  };

  return {
    claim: async (mfaSerial, step): Promise<Result<number>> => {
      try {
        return ok(await claimFrom(mfaSerial, step));
      } catch (error) {
        return failed({ code: 'state-unwritable', file: folder, errno: errnoOf(error) });
      }
    },
    release: async (mfaSerial, step) => {
      const file = fileOf(mfaSerial, step);
      if (!own.delete(file)) return;
      await unlink(file).catch(() => {});
    },
  };
};
