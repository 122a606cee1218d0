import { access, constants } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { certificatesIn } from '../../aws/anywhere/certificate-facts.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { readPlain } from '../../storage/plain-file.adapter.ts';
import { writeWhole } from '../../storage/whole-file.adapter.ts';
import { anywhereSaid } from '../../words/certificates/anywhere.ts';

/** More than any request or chain of certificates takes, in bytes. */
const largest = 256 * 1024;

const errnoOf = (error: unknown): string => {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : 'unknown';
};

/** A file with a request or certificates. Problem: named-file-unreadable. */
export const readCertificateFile = async (file: string): Promise<Result<Uint8Array>> => {
  try {
    return ok(Uint8Array.from(await readPlain(file, { limit: largest })));
  } catch (error) {
    return failed({ code: 'named-file-unreadable', file, errno: errnoOf(error) });
  }
};

/** A file with what issued a certificate. Problems: named-file-unreadable, usage where it holds none. */
export const readChainFile = async (file: string): Promise<Result<Uint8Array>> => {
  const bytes = await readCertificateFile(file);
  return bytes.ok && !certificatesIn(bytes.value) ? failed({ code: 'usage', message: anywhereSaid.noCertificates(file) }) : bytes;
};

/** For a setting of a file that every program reads from a folder of its own. */
export const wholePath = (file: string): string => resolve(file);

/** Whether a file could be written, before anything is done that leads to it. Problem: named-file-unwritable. */
export const checkCertificateFile = async (file: string | undefined): Promise<Result<void>> => {
  try {
    if (file !== undefined) await access(dirname(resolve(file)), constants.W_OK);
    return ok(undefined);
  } catch (error) {
    return failed({ code: 'named-file-unwritable', file: file ?? '', errno: errnoOf(error) });
  }
};

/** Written as a whole, readable for everyone: nothing in a request or a certificate is secret. Problem: named-file-unwritable. */
export const writeCertificateFile = async (file: string, pem: string): Promise<Result<void>> => {
  try {
    await writeWhole(file, pem, 0o644);
    return ok(undefined);
  } catch (error) {
    return failed({ code: 'named-file-unwritable', file, errno: errnoOf(error) });
  }
};
