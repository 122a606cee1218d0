import { readdir } from 'node:fs/promises';
import { readKernelFile } from '../../base/kernel-file.adapter.ts';

/** Programs that are known to hold a YubiKey, by the name of their process. */
const known = ['scdaemon', 'yubikey-agent', 'gpg-agent'];

/** Our own processes, which use PC/SC as well. */
const isOwn = (parent: string, id: string): boolean => parent === String(process.pid) || id === String(process.pid);

/** The name of a process of this user that has loaded PC/SC's library; undefined for any other. */
const userOf = async (id: string): Promise<string | undefined> => {
  const read = (name: string) => readKernelFile(`/proc/${id}/${name}`);
  try {
    if (!(await read('maps')).includes('libpcsclite')) return undefined;
    // `4711 (name) S 1 ...`: a name may hold anything.
    const [, name = '', parent = ''] = /^\d+ \((.*)\) \S (\d+)/s.exec(await read('stat')) ?? [];
    return isOwn(parent, id) ? undefined : name;
  } catch {
    // Somebody else's, or it has ended.
    return undefined;
  }
};

/** The program that probably holds a card, e.g. `scdaemon`: one of those that do so by habit, else the only one that uses PC/SC at all. Undefined when it cannot be known. */
export const likelyHolder = async (): Promise<string | undefined> => {
  if (process.platform !== 'linux') return undefined;
  const ids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const comms = await Promise.all(ids.map((id) => readKernelFile(`/proc/${id}/comm`).catch(() => '')));
  const running = new Set(comms.map((name) => name.trim()));
  const habitual = known.find((name) => running.has(name));
  if (habitual !== undefined) return habitual;
  const users = new Set((await Promise.all(ids.map(userOf))).filter((name) => name !== undefined && name !== 'pcscd'));
  return users.size === 1 ? [...users][0] : undefined;
};
