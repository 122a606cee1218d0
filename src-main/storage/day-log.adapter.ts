import { constants } from 'node:fs';
import { type FileHandle, open, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppendFailure, DayLog, DayLogFailure } from './day-log.ts';
import { makeFolder } from './own-folder.adapter.ts';
import { readPlain } from './plain-file.adapter.ts';

const isDayFile = (name: string): boolean => /^\d{4}-\d{2}-\d{2}\.jsonl$/.test(name);

/** `2026-11-25.jsonl`: names sort as the days do. A moment beyond the years of four digits is a bug of the caller. */
const dayFile = (at: number): string => `${new Date(at).toISOString().slice(0, 10)}.jsonl`;

const errnoOf = (error: unknown): string => {
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : 'EIO';
};

const noFollow = constants.O_NOFOLLOW ?? 0;

/**
 * The days as files in one folder (0700, each file 0600). Lines are one write at the file's end, so that two processes may append at once; one that was
 * cut off by a crash or a full disk is closed by the next line.
 */
export const createDayLog = (folder: string): DayLog => {
  const write = async (file: string, lines: readonly string[]): Promise<Omit<AppendFailure, 'file'> | undefined> => {
    const handle = await open(file, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | noFollow, 0o600);
    try {
      if ((await handle.stat()).isFIFO()) return { errno: 'ENOTSUP', written: 0 };
      const begin = (await endsInLine(handle)) ? '' : '\n';
      const text = Buffer.from(`${begin}${lines.join('\n')}\n`);
      const { bytesWritten } = await handle.write(text);
      if (bytesWritten < text.length) {
        const whole = text.subarray(begin.length, bytesWritten).toString('latin1').split('\n').length - 1;
        return { errno: 'ENOSPC', written: whole };
      }
      await handle.datasync();
      return undefined;
    } finally {
      await handle.close();
    }
  };

  const files = async (): Promise<readonly string[]> => {
    try {
      return (await readdir(folder)).filter(isDayFile).sort();
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return [];
      throw error;
    }
  };

  return {
    append: async (at, lines) => {
      if (lines.some((line) => line.includes('\n'))) throw new Error('a line has one line');
      const file = join(folder, dayFile(at));
      try {
        await makeFolder(folder);
        const failure = await write(file, lines);
        return failure && { file, ...failure };
      } catch (error) {
        return { file, errno: errnoOf(error), written: 0 };
      }
    },
    read: async (since, until = Number.POSITIVE_INFINITY) => {
      const lines: string[] = [];
      let file = folder;
      try {
        for (const name of (await files()).filter((day) => day >= dayFile(since) && !(Number.isFinite(until) && day > dayFile(until)))) {
          file = join(folder, name);
          for (const line of (await readText(file)).split('\n')) if (line !== '') lines.push(line);
        }
        return { lines };
      } catch (error) {
        return { file, errno: errnoOf(error) } satisfies DayLogFailure;
      }
    },
    edges: async () => {
      const days = await files().catch(() => []);
      const read = days.map((name) => readEdges(join(folder, name)).catch(() => []));
      return (await Promise.all(read)).filter((lines) => lines.length > 0);
    },
    prune: async (before) => {
      const days = await files().catch(() => []);
      for (const name of days.filter((day) => day < dayFile(before))) await unlink(join(folder, name)).catch(() => {});
    },
  };
};

/** Also for an empty file. */
const endsInLine = async (handle: FileHandle): Promise<boolean> => {
  const { size } = await handle.stat();
  if (size === 0) return true;
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return bytesRead === 1 && buffer[0] === 10;
};

/** Bytes; a line has some hundred. */
const edge = 16 * 1024;

const readEdges = async (file: string): Promise<readonly string[]> => {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK | noFollow);
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) return [];
    const part = async (from: number) => {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(edge), 0, edge, from);
      return buffer.toString('utf8', 0, bytesRead);
    };
    // Where the two overlap or a line is cut, it is read twice or does not fit, which changes neither the first nor the last.
    const texts = [await part(0), ...(stats.size > edge ? [await part(stats.size - edge)] : [])];
    return texts.flatMap((text) => text.split('\n').filter((line) => line !== ''));
  } finally {
    await handle.close();
  }
};

/** Rejects for what is no file; one that another process removed meanwhile is empty. */
const readText = async (file: string): Promise<string> => {
  try {
    return (await readPlain(file, { noLink: true })).toString('utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return '';
    throw error;
  }
};
