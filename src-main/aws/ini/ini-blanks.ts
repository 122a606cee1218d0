/** Blanks of Unicode beyond Latin-1, as code points. */
const wide: ReadonlySet<number> = new Set([0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000]);

/** Whether a code unit is a blank to `aws` (Python's `str.isspace`). A byte order mark is none. */
export const isBlank = (code: number): boolean =>
  code === 32 ||
  (code >= 9 && code <= 13) ||
  (code >= 0x1c && code <= 0x1f) ||
  (code > 127 && (code === 0x85 || code === 0xa0 || (code >= 0x2000 && code <= 0x200a) || wide.has(code)));

const isPlain = (code: number): boolean => code === 32 || code === 9;

/** Blanks that not every reader cuts off: JavaScript keeps these, Go all but the next line. */
const isDisputed = (code: number): boolean => (code >= 0x1c && code <= 0x1f) || code === 0x85;

/** The text without blanks at both ends. No regular expression: it would look at long runs of blanks again and again. */
export const strip = (text: string): string => {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
};

const [hash, semicolon] = [35, 59];

/** Whether a comment may start with this code unit. */
export const isCommentSign = (code: number): boolean => code === hash || code === semicolon;

/** Where a text is cut, at or behind `from`, by `#` or `;` after a blank; -1 when it is not. */
export const commentAt = (text: string, from = 1): number => {
  if (!text.includes('#', from) && !text.includes(';', from)) return -1;
  for (let at = Math.max(from, 1); at < text.length; at += 1) {
    if (isCommentSign(text.charCodeAt(at)) && isBlank(text.charCodeAt(at - 1))) return at;
  }
  return -1;
};

/** Whether a blank that is disputed is met on the way from `at` through blanks alone; `step` is 1 or -1. */
const meetsDisputed = (text: string, at: number, step: number): boolean => {
  for (let index = at; isBlank(text.charCodeAt(index)); index += step) if (isDisputed(text.charCodeAt(index))) return true;
  return false;
};

/**
 * Whether a line, without its ending, has a blank that is neither a space nor a tab where readers disagree about it: in front, before a comment, within a
 * section's name, or one that is disputed at the edge of a name or value.
 */
export const isOddlyBlank = (line: string): boolean => {
  let first = 0;
  while (first < line.length && isBlank(line.charCodeAt(first))) first += 1;
  const isOdd = (code: number) => isBlank(code) && !isPlain(code);
  const hasOdd = (from: number, end: number) => {
    for (let at = from; at < end; at += 1) if (isOdd(line.charCodeAt(at))) return true;
    return false;
  };
  if (first === line.length) return meetsDisputed(line, 0, 1);
  if (hasOdd(0, first)) return true;
  if (isCommentSign(line.charCodeAt(first))) return false;
  if (line[first] === '[' && hasOdd(first, line.length)) return true;
  const comment = commentAt(line, first);
  const end = comment < 0 ? line.length : comment;
  if (comment >= 0 && isOdd(line.charCodeAt(comment - 1))) return true;
  const at = line.slice(0, end).search(/[=:]/);
  return [
    ...(at < 0
      ? []
      : ([
          [at - 1, -1],
          [at + 1, 1],
        ] as const)),
    [end - 1, -1] as const,
  ].some(([from, step]) => meetsDisputed(line, from, step));
};

/** Where Python's `splitlines` ends a line within what the other readers take for one. */
const endsLineOfPython = (code: number): boolean =>
  code === 11 || code === 12 || (code >= 0x1c && code <= 0x1e) || code === 0x85 || code === 0x2028 || code === 0x2029;

/** A line as `aws` parts it where it is nested, without the blanks around each part; nearly always one. */
export const nestedParts = (text: string): readonly string[] => {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (at < text.length && !endsLineOfPython(text.charCodeAt(at))) continue;
    parts.push(strip(text.slice(from, at)));
    from = at + 1;
  }
  return parts;
};

/** Whether a file may have blanks that are neither spaces nor tabs. */
export const mayHaveOddBlanks = (bytes: Uint8Array): boolean => {
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte > 127 || byte === 11 || byte === 12 || (byte >= 0x1c && byte <= 0x1f)) return true;
  }
  return false;
};
