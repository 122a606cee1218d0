import { X509Certificate } from 'node:crypto';
import { onAbort } from '../../base/abort.ts';
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

const isCertificate = (pem: string): boolean => {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
};

/**
 * The certificates of a bundle as PEM; `~/` is the person's home, as for `aws`. Rejects with BundleFault: with the system's word for a file that cannot be read
 * (`EISDIR` for a folder), else `no-certificate`: Node takes whatever it is given and trusts nothing of it.
 */
export const readBundle = async (bundle: Bundle, home: string): Promise<string> => {
  const file = bundle.file.replace(/^~(?=\/|$)/, home);
  let text: string;
  try {
    text = (await readPlain(file)).toString('utf8');
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new BundleFault({ ...bundle, file }, code);
  }
  const blocks = text.match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]+-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g) ?? [];
  if (!blocks.some(isCertificate)) throw new BundleFault({ ...bundle, file }, 'no-certificate');
  return text;
};

/** Leaves a file that does not answer when the signal aborts. */
export const inTime = <T>(reading: Promise<T>, bundle: Bundle, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stay = onAbort(signal, () => reject(new BundleFault(bundle, 'ETIMEDOUT')));
    reading.finally(stay).then(resolve, reject);
  });
