import type { Values } from './readers.ts';

// How the AWS SDK for Go, version 2, reads the two files (its packages internal/ini and config, since December 2023), in our own words: no Go compiler and none of
// its modules are needed for the tests. Settings of services and nested settings are left out, as the SDK takes no account of most of them.

type Section = Map<string, { text: string; nested: boolean }>;

/** What Go's `strings.TrimSpace` takes: a next line counts, a byte order mark does not. */
const blank = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const edges = new RegExp(`^${blank}+|${blank}+$`, 'g');
const trim = (text: string): string => text.replace(edges, '');

const cut = (text: string, at: string): string => text.split(at, 1)[0] ?? '';
const withoutComment = (text: string): string => [' #', ' ;', '\t#', '\t;'].reduce(cut, text);
const isQuoted = (text: string): boolean => /^(['"])(?:[\s\S]*\1)?$/.test(text);
const unquoted = (text: string): string => (isQuoted(text) ? text.slice(1, -1) : text);

/** Key and value, parted by the first `=` or `:`. */
const parted = (text: string): { key: string; value: string } | undefined => {
  const at = text.search(/[=:]/);
  return at < 0 ? undefined : { key: trim(text.slice(0, at)).toLowerCase(), value: unquoted(trim(text.slice(at + 1))) };
};

/** `[ type  name ]` as `type name`; undefined for a line that is no header. */
const headerOf = (line: string): string | undefined => {
  const text = trim(cut(cut(line, '#'), ';'));
  if (!text.startsWith('[') || !text.endsWith(']')) return undefined;
  return trim(text.slice(1, -1)).replace(/^([^ \t]+)[ \t]+/, '$1 ');
};

const sectionsOf = (text: string): Map<string, Section> => {
  const sections = new Map<string, Section>();
  let values: Section | undefined;
  let last = '';
  const put = (key: string, value: string) => {
    values?.set(key, { text: value, nested: false });
    last = key;
  };
  for (const line of text.split('\n')) {
    if (trim(line) === '' || /^[ \t]*[#;]/.test(line)) continue;
    const header = headerOf(line);
    const isIndented = /^[ \t]/.test(line);
    const pair = parted(isIndented ? line : withoutComment(line));
    const above = values?.get(last);
    if (header !== undefined) {
      values = header === '' ? undefined : (sections.get(header) ?? new Map());
      if (values) sections.set(header, values);
      last = '';
    } else if (pair && !isIndented) put(pair.key, pair.value);
    else if (pair && (last === '' || !above || above.text !== '')) put(pair.key, trim(withoutComment(pair.value)));
    else if (pair && above) above.nested = true;
    else if (isIndented && above && above.text !== '') above.text += `\n${line.replace(/^[ \t]+/, '')}`;
  }
  return sections;
};

/** Profiles of both files; of one that is in both, the credentials file's settings go first, also empty ones. */
export const readAsGo = (config: string, credentials: string): Values => {
  const profiles = new Map<string, Map<string, string>>();
  const add = (name: string, section: Section) => {
    const known = profiles.get(name) ?? new Map<string, string>();
    for (const [key, { text, nested }] of section) if (!nested) known.set(key, text);
    profiles.set(name, known);
  };
  const inConfig = sectionsOf(config);
  for (const [name, section] of inConfig) {
    if (name.startsWith('profile ')) add(name.slice('profile '.length), section);
    else if (name.toLowerCase() === 'default' && !inConfig.has(`profile ${name}`)) add(name, section);
  }
  for (const [name, section] of sectionsOf(credentials)) if (!name.startsWith('profile ')) add(name, section);
  return profiles;
};
