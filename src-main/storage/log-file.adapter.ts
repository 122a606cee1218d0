import { appendFileSync, chmodSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolderSync } from './own-folder.adapter.ts';

export const logFileName = 'roletap.log';
const olderName = 'roletap.old.log';

/** Bytes in a file before it becomes the older one; with it, the log takes twice as much. */
const fileLimit = 1024 * 1024;
/** Characters of a line. */
const lineLimit = 16 * 1024;
/** Lines kept for a file that is not open yet. */
const earlyLimit = 100;

export interface LogFile {
  /** Adds a line, which has no secrets any more (base/log.ts). Never throws: a log that can't be written disturbs nobody. */
  readonly write: (line: string) => void;
  /** From here on the lines go into this folder, those that came before first. */
  readonly open: (folder: string) => void;
}

/** A pipe or a folder in its place: writing to it would wait, or fail each time. */
const isOther = (file: string): boolean => {
  try {
    return statSync(file, { throwIfNoEntry: false })?.isFile() === false;
  } catch {
    return true;
  }
};

/** A log on the disk, for this user alone and bounded: when the file is full it takes the place of the older one. */
export const createLogFile = (limit = fileLimit): LogFile => {
  let path: string | undefined;
  let older = '';
  let size = 0;
  let early: string[] = [];

  const append = (file: string, line: string): void => {
    const text = `${line.slice(0, lineLimit)}\n`;
    const length = Buffer.byteLength(text);
    try {
      if (size > 0 && size + length > limit) {
        renameSync(file, older);
        size = 0;
      }
      appendFileSync(file, text, { mode: 0o600 });
      size += length;
    } catch {
      // A full disk, or a folder that went away: there is no other place to say so.
    }
  };

  return {
    write: (line) => {
      if (path !== undefined) append(path, line);
      else if (early.length < earlyLimit) early.push(line);
    },
    open: (folder) => {
      const file = join(folder, logFileName);
      if (path === file || isOther(file)) return;
      path = file;
      older = join(folder, olderName);
      try {
        makeFolderSync(folder);
        // There from the start, so that it can be shown; a file that others could read is theirs no longer.
        appendFileSync(file, '', { mode: 0o600 });
        chmodSync(file, 0o600);
        size = statSync(file).size;
      } catch {
        // Nor here.
      }
      for (const line of early) append(file, line);
      early = [];
    },
  };
};
