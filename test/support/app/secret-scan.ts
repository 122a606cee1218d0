import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What to look for, with a name to tell it by. */
export interface Needle {
  readonly name: string;
  readonly bytes: Buffer;
}

const chunkSize = 8 * 1024 * 1024;

/** Names of the needles that stand in the readable memory of a process (Linux, the same user or root). */
export const foundInMemory = (pid: number, needles: readonly Needle[]): readonly string[] => {
  const found = new Set<string>();
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const overlap = Math.max(...needles.map(({ bytes }) => bytes.length)) - 1;
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
      const range = /^([0-9a-f]+)-([0-9a-f]+) r/.exec(line);
      if (!range?.[1] || !range[2] || /\[v(var|syscall|dso)/.test(line)) continue;
      const end = Number.parseInt(range[2], 16);
      for (let at = Number.parseInt(range[1], 16); at < end; at += chunkSize) {
        const chunk = Buffer.alloc(Math.min(chunkSize + overlap, end - at));
        let length = 0;
        try {
          length = readSync(memory, chunk, 0, chunk.length, at);
        } catch {
          // A hole, or a mapping that went away meanwhile.
          break;
        }
        for (const needle of needles) if (chunk.subarray(0, length).includes(needle.bytes)) found.add(needle.name);
      }
    }
  } finally {
    closeSync(memory);
  }
  return [...found];
};

/** `needle in path` for every file below a folder that holds one; files of more bytes than `largest` are left out. */
export const foundInFiles = (folder: string, needles: readonly Needle[], largest = 64 * 1024 * 1024): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || statSync(path).size > largest) return [];
    const content = readFileSync(path);
    return needles.filter(({ bytes }) => content.includes(bytes)).map(({ name }) => `${name} in ${path}`);
  });

/** `needle in pid` for every process of this computer whose arguments or environment hold one. */
export const foundInArguments = (needles: readonly Needle[]): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const said = Buffer.concat([readFileSync(`/proc/${pid}/cmdline`), readFileSync(`/proc/${pid}/environ`)]);
        return needles.filter(({ bytes }) => said.includes(bytes)).map(({ name }) => `${name} in ${pid}`);
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
