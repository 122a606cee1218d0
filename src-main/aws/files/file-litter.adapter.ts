import { basename, dirname, join } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { isForsaken, lockOf, withLock } from '../../storage/file-lock.adapter.ts';
import { parseIni } from '../ini/ini-parse.ts';
import { dropTargets } from '../targets/target-section.ts';
import { mendTorn } from './file-in-place.adapter.ts';
import { lookAt, sameContent } from './file-look.adapter.ts';
import { contentBeside, type FileIo } from './file-place.adapter.ts';
import { besidePrefix, discard, fingerprint, replaceFile } from './file-replace.adapter.ts';
import { mergeLate } from './late-write.ts';

/** What processes that died have left beside a file: new and old contents, and locks that were on their way. */
interface Litter {
  readonly contents: readonly string[];
  readonly locks: readonly string[];
}

const litterOf = async (io: FileIo, real: string): Promise<Litter> => {
  const names = await io.readdir(dirname(real)).catch(() => []);
  const path = (name: string) => join(dirname(real), name);
  return {
    contents: names.filter((name) => name.startsWith(besidePrefix(real)) && /\.(tmp|old)$/.test(name)).map(path),
    locks: names.filter((name) => name.startsWith(`${basename(lockOf(real))}-`)).map(path),
  };
};

/**
 * Takes away what a crash left beside a file, first of all what holds keys, and saves what another program wrote meanwhile to a file that was replaced. Does nothing,
 * and takes no lock, where nothing lies about; leaves all for the next time while another process of ours writes.
 */
export const tidy = async (io: FileIo, clock: Clock, real: string): Promise<void> => {
  const { contents, locks } = await litterOf(io, real);
  if (contents.length + locks.length === 0) return;
  await withLock(io, clock, real, () => tidyHeld(io, clock, real), { limit: 0 });
};

/** The same for who holds the lock: then what lies there is nobody's. */
export const tidyHeld = async (io: FileIo, clock: Clock, real: string): Promise<void> => {
  const { contents, locks } = await litterOf(io, real);
  for (const old of contents.filter((path) => path.endsWith('.old'))) {
    const next = old.replace(/old$/, 'tmp');
    await saveLate(io, clock, real, old, contents.includes(next) ? next : undefined);
  }
  for (const path of contents) await discard(io, path);
  // Others may be on their way to the lock this moment.
  for (const path of locks) {
    if (await isForsaken(io, clock, path)) await io.unlink(path).catch(() => io.rmdir(path).catch(() => {}));
  }
};

const saveLate = async (io: FileIo, clock: Clock, real: string, old: string, next: string | undefined): Promise<void> => {
  const [kept, keptStats, now] = [await contentBeside(io, old), await io.stat(old).catch(() => undefined), await lookAt(io, real)];
  if (kept === undefined || keptStats === undefined || !now.ok || now.value.bytes === undefined) return;
  const { bytes, place } = now.value;
  // A second name of the file itself: it was not replaced yet.
  if (keptStats.ino === place.stats?.ino) return;
  const written = next && (await contentBeside(io, next));
  if (written) return mendTorn(io, real, kept, written);
  if (basename(old).startsWith(besidePrefix(real) + fingerprint(kept))) return;
  const isNewer = keptStats.mtimeMs > (place.stats?.mtimeMs ?? 0);
  const merged = mergeLate({ base: isNewer ? withoutOwn(bytes) : new Uint8Array(), late: withoutOwn(kept), current: bytes });
  if (sameContent(merged, bytes)) return;
  const replaced = await replaceFile(io, clock, now.value, merged);
  if (typeof replaced === 'object') await replaced.close();
};

/** The file without what Roletap made. */
const withoutOwn = (bytes: Uint8Array): Uint8Array => {
  const document = parseIni(bytes);
  return dropTargets(
    document,
    document.sections.map(({ name }) => name),
  ).bytes;
};
