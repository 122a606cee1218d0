import { commentAt } from './ini-blanks.ts';

/** A section's name to those who read it. */
export interface Header {
  /** To `aws`: all between the first bracket and the last. */
  readonly awsName: string;
  /** To the SDK for JavaScript, which knows comments behind a header; undefined where it sees no header. */
  readonly sdkName: string | undefined;
  /** To the SDK for Go, where a comment needs no blank before it and blanks count once; undefined where it sees no header. */
  readonly goName: string | undefined;
}

const between = (text: string): string | undefined => (text.length > 1 && text.endsWith(']') ? text.slice(1, -1) : undefined);

/** What a line that begins with a bracket is called; undefined for one that is no header to `aws`. */
export const headerOf = (line: string): Header | undefined => {
  const close = line.lastIndexOf(']');
  if (close < 2) return undefined;
  const awsName = line.slice(1, close);
  // Most headers are the same to all.
  if (close === line.length - 1 && /^[\w ./@+%:-]+$/.test(awsName)) {
    return { awsName, sdkName: awsName, goName: awsName.includes(' ') ? once(awsName) : awsName };
  }
  const cut = commentAt(line);
  const goName = between((line.split(/[#;]/, 1)[0] ?? '').trim());
  return {
    awsName,
    sdkName: between(cut < 0 ? line : line.slice(0, cut).trimEnd()),
    goName: goName === undefined ? undefined : once(goName),
  };
};

/** `  profile   a b ` as `profile a b`. */
const once = (name: string): string => name.trim().replace(/^([^ \t]+)[ \t]+/, '$1 ');
