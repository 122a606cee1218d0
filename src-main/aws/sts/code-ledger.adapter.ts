import { createHash } from 'node:crypto';
import * as promises from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { stepAt } from '../../base/clock.ts';
import { failed, ok } from '../../contract/result.ts';
import { withLock } from '../../storage/file-lock.adapter.ts';
import { fateOf, holderIn, ownHolder } from '../../storage/holder.adapter.ts';
import { makeFolder } from '../../storage/own-folder.adapter.ts';
import { readPlainSync } from '../../storage/plain-file.adapter.ts';
import type { CodeLedger } from './sts.ts';

/** Claims older than this are forgotten: ten minutes, far past what AWS still takes. */
const keptSteps = 20;

/** Tries before giving up on a folder in which every step seems taken. */
const claimLimit = 1000;

/** A serial as it stands in a file name: it tells nothing about the account to whom lists the folder. */
const nameOf = (mfaSerial: string): string => createHash('sha256').update(mfaSerial).digest('hex').slice(0, 24);

const errnoOf = (error: unknown): string => (error as { readonly code?: string }).code ?? 'unknown';

/**
 * The ledger over a folder (made with mode 0700 when missing) that all runs of this person share. A claim is a file
 * `<serial's hash>-<step>` made with O_EXCL: of two processes that want a step, exactly one gets it. It names its process until the code is
 * made, and is empty from then on; one whose process is gone before is free again.
 * `clock` decides what is old and how long a lock is waited for; steps are the caller's, in AWS's time.
 */
export const createCodeLedger = ({ folder, clock }: { readonly folder: string; readonly clock: Clock }): CodeLedger => {
  const fileOf = (mfaSerial: string, step: number): string => join(folder, `${nameOf(mfaSerial)}-${step}`);
  /** The claims of this process, the only ones that it may give back. */
  const own = new Set<string>();

  /**
   * Claims of the serial from the asked step on, in no order; old claims of any serial go. A claim far ahead was made by a clock that is off: it
   * bars nobody, and stays until its time has passed.
   */
  const claimsFrom = async (mfaSerial: string, asked: number): Promise<readonly number[]> => {
    const present = Math.min(asked, stepAt(clock.now()));
    const steps: number[] = [];
    for (const name of await promises.readdir(folder)) {
      const [, serial, digits] = /^([0-9a-f]{24})-(\d{1,15})$/.exec(name) ?? [];
      if (serial === undefined) continue;
      const step = Number(digits);
      if (step < present - keptSteps) await promises.unlink(join(folder, name)).catch(() => {});
      else if (serial === nameOf(mfaSerial) && step >= asked && step <= asked + keptSteps) steps.push(step);
    }
    return steps;
  };

  /** The newest claim that holds; those of processes that are gone are taken away. */
  const newestClaim = async (mfaSerial: string, asked: number): Promise<number | undefined> => {
    const standing = async () => {
      const listed = (await claimsFrom(mfaSerial, asked)).map((step) => ({ step, file: fileOf(mfaSerial, step) }));
      // One that another process took away since it was listed bars nobody.
      return listed.map((claim) => ({ ...claim, state: stateOf(claim.file) })).filter(({ state }) => state !== 'missing');
    };
    let claims = await standing();
    const forsaken = claims.filter(({ state }) => state === 'forsaken');
    if (forsaken.length > 0) {
      // One process at a time: what another one claims anew in the place of it stays.
      const clean = async () => {
        for (const { file } of forsaken) if (stateOf(file) === 'forsaken') await promises.unlink(file).catch(() => {});
      };
      await withLock(promises, clock, join(folder, 'claims'), clean);
      claims = await standing();
    }
    return claims.length === 0 ? undefined : Math.max(...claims.map(({ step }) => step));
  };

  const claimFrom = async (mfaSerial: string, asked: number): Promise<number> => {
    await makeFolder(folder);
    // Never below the newest claim: its owner may be waiting for that step, and codes are to be used in order.
    const newest = await newestClaim(mfaSerial, asked);
    let step = Math.max(asked, (newest ?? asked - 1) + 1);
    for (let tries = 0; tries < claimLimit; tries++, step++) {
      try {
        const file = fileOf(mfaSerial, step);
        // A kill between the two leaves it empty: spent, which costs a wait and no code.
        const handle = await promises.open(file, 'wx', 0o600);
        own.add(file);
        await handle.writeFile(ownHolder('')).finally(() => handle.close());
        return step;
      } catch (error) {
        if (errnoOf(error) !== 'EEXIST') throw error;
      }
    }
    throw Object.assign(new Error('every step is taken'), { code: 'EEXIST' });
  };

  const unwritable = (error: unknown) => failed({ code: 'state-unwritable', file: folder, errno: errnoOf(error) });

  return {
    claim: async (mfaSerial, step) => {
      try {
        return ok(await claimFrom(mfaSerial, step));
      } catch (error) {
        return unwritable(error);
      }
    },
    spend: async (mfaSerial, step) => {
      try {
        await promises.writeFile(fileOf(mfaSerial, step), '', { mode: 0o600 });
        return ok(undefined);
      } catch (error) {
        return unwritable(error);
      }
    },
    release: async (mfaSerial, step) => {
      const file = fileOf(mfaSerial, step);
      if (!own.delete(file)) return;
      await promises.unlink(file).catch(() => {});
    },
  };
};

/** Whether a claim names a process that is gone. What cannot be read is somebody's. */
const stateOf = (file: string): 'held' | 'forsaken' | 'missing' => {
  try {
    const holder = holderIn(readPlainSync(file, { noLink: true }).toString('utf8'));
    return holder !== undefined && fateOf(holder) === 'gone' ? 'forsaken' : 'held';
  } catch (error) {
    return errnoOf(error) === 'ENOENT' ? 'missing' : 'held';
  }
};
