import { X509Certificate } from 'node:crypto';
import { homedir } from 'node:os';
import { askDisk } from '../../base/disk.adapter.ts';
import { onAbort } from '../../base/jobs.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { readPlain } from '../../storage/plain-file.adapter.ts';

/** A file of authorities that are trusted beside the usual ones, and the setting that names it. */
export interface Bundle {
  readonly file: string;
  readonly setting: 'AWS_CA_BUNDLE' | 'ca_bundle';
}

/** A bundle that cannot be used, with the problem ca-bundle-bad. */
export class BundleFault extends Error {
  readonly problem: Problem;
  constructor({ file, setting }: Bundle, why: string) {
    super(`${setting}: ${why}`);
    this.problem = { code: 'ca-bundle-bad', setting, file, why };
  }
}

/** Milliseconds since 1970 when a certificate ends; undefined for what is none. */
const endOf = (pem: string): number | undefined => {
  try {
    return Date.parse(new X509Certificate(pem).validTo);
  } catch {
    return undefined;
  }
};

const endsOf = (text: string): readonly number[] =>
  (text.match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]+-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g) ?? []).flatMap(
    (block) => endOf(block) ?? [],
  );

/**
 * The certificates of a bundle as PEM; `~/` is the person's home, as for `aws`. Rejects with BundleFault: with the system's word for a file that cannot be read
 * (`EISDIR` for a folder, `ETIMEDOUT` for a disk that does not answer), else `empty` or `no-certificate`: Node takes whatever it is given and trusts
 * nothing of it.
 */
export const readBundle = async (bundle: Bundle, home: string): Promise<string> => {
  const file = bundle.file.replace(/^~(?=\/|$)/, home);
  let text: string;
  try {
    text = (await askDisk(file, () => readPlain(file))).toString('utf8');
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new BundleFault({ ...bundle, file }, code);
  }
  if (endsOf(text).length === 0) throw new BundleFault({ ...bundle, file }, text.trim() === '' ? 'empty' : 'no-certificate');
  return text;
};

/** What is wrong with a bundle before any call is made with it: that of `readBundle`, or `expired` when all that it holds is. Problem: ca-bundle-bad. */
export const whyBadBundle = async (bundle: Bundle, home: string | undefined, now: number): Promise<Problem | undefined> => {
  try {
    const isOver = endsOf(await readBundle(bundle, home || homedir())).every((end) => end < now);
    return isOver ? new BundleFault(bundle, 'expired').problem : undefined;
  } catch (error) {
    if (error instanceof BundleFault) return error.problem;
    throw error;
  }
};

/** Leaves a file that does not answer when the signal aborts. */
export const inTime = <T>(reading: Promise<T>, bundle: Bundle, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stay = onAbort(signal, () => reject(new BundleFault(bundle, 'ETIMEDOUT')));
    reading.finally(stay).then(resolve, reject);
  });
