import { Buffer } from 'node:buffer';
import { redact } from '../../base/log.ts';
export interface ChangedLine {
  readonly kind: 'same' | 'add' | 'remove';
  readonly text: string;
  /** 1-based in the new file (`remove`: in the old one). */
  readonly line: number;
}

/** Lines around a change that are shown with it. */
const around = 2;

/** Of more changed lines than this, which ones moved is not looked for. */
const limit = 400;

const linesOf = (bytes: Uint8Array): readonly string[] =>
  Buffer.from(bytes)
    .toString('utf8')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);

/** Settings whose values are secret, also when they were commented out. */
const secretSetting = /^(\s*[#;]?\s*\w*(?:secret|token|password)\w*\s*=\s*)\S.*$/i;

/** A line as it may be seen: keys that stand in the config file stay in it. */
const shown = (text: string): string => redact(masked(text));

/** A line that comes or goes: all of it but a secret. */
const masked = (text: string): string => text.replace(secretSetting, '$1•••');

/** How many lines of `a` from `i` and `b` from `j` on are the same in the same order, for all `i` and `j`. */
const commonLengths = (a: readonly string[], b: readonly string[]): readonly (readonly number[])[] => {
  const rows = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = rows[i];
      if (row) row[j] = a[i] === b[j] ? (rows[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(rows[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return rows;
};

/** The lines that differ between two versions of a file, with some around each; what is not of our making is masked where it is secret. */
export const changedLines = (before: Uint8Array, after: Uint8Array): readonly ChangedLine[] => {
  const [old, fresh] = [before.length === 0 ? [] : linesOf(before), after.length === 0 ? [] : linesOf(after)];
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < fresh.length - head && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail += 1;
  const [gone, come] = [old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail)];
  const common = gone.length + come.length > limit ? [] : commonLengths(gone, come);
  const all: ChangedLine[] = [];
  const same = (from: number, to: number) => {
    for (let at = from; at < to; at += 1) all.push({ kind: 'same', text: shown(fresh[at] ?? ''), line: at + 1 });
  };
  same(0, head);
  for (let i = 0, j = 0; i < gone.length || j < come.length; ) {
    const [was, is] = [gone[i], come[j]];
    if (common.length > 0 && was !== undefined && was === is) {
      same(head + j, head + j + 1);
      [i, j] = [i + 1, j + 1];
    } else if (was !== undefined && (is === undefined || (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      all.push({ kind: 'remove', text: masked(was), line: head + i + 1 });
      i += 1;
    } else {
      all.push({ kind: 'add', text: masked(is ?? ''), line: head + j + 1 });
      j += 1;
    }
  }
  same(fresh.length - tail, fresh.length);
  return all.filter((_, index) => all.slice(Math.max(0, index - around), index + around + 1).some((near) => near.kind !== 'same'));
};
