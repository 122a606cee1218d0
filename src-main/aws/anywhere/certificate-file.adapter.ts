import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { askDisk } from '../../base/disk.adapter.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { readPlain } from '../../storage/plain-file.adapter.ts';
import { certificatesIn } from './certificate-facts.ts';

/** Bytes; six certificates are a tenth of it. */
const limit = 256 * 1024;

const errnoOf = (error: unknown): string => String((error as { readonly code?: unknown } | null)?.code ?? 'unknown').slice(0, 40);

/** A helper's line may come from a shell, which knows these. */
const pathOf = (file: string): string => file.replace(/^(?:~|\$HOME|\$\{HOME\})\//, () => join(homedir(), '/'));

/** The certificates of a file, DER each: see `certificatesInFile`. A relative path is one of nobody's. Problem: chain-bad. */
export const readCertificates = async (profile: string, file: string): Promise<Result<readonly Uint8Array[]>> => {
  const path = pathOf(file);
  const bad = (why: 'errno' | 'none', errno?: string) =>
    failed({ code: 'chain-bad', profile, file, why, ...(errno === undefined ? {} : { errno }) } as const);
  if (!isAbsolute(path)) return bad('errno', 'ENOENT');
  let bytes: Buffer;
  try {
    bytes = await askDisk(path, () => readPlain(path, { limit }));
  } catch (error) {
    return bad('errno', errnoOf(error));
  }
  const read = certificatesIn(bytes);
  return read ? ok(read) : bad('none');
};
