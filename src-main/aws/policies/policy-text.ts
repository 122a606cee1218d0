import { isShallow } from '../../contract/sessions/limits.ts';

/** Where a value stands: keys of objects and places in lists, from the outside in. */
export type Path = readonly (string | number)[];

/** A text of JSON as a person writes it, with what IAM would not take. */
export interface PolicyText {
  /** The JSON in it; undefined when it is none. */
  readonly value: unknown;
  /** The line of a value (from 1), of what is around it where it is missing; of the first flaw where the text is no JSON. */
  readonly lineOf: (path: Path) => number;
  readonly hasMark: boolean;
  /** The line of the first comment; undefined when there is none. */
  readonly commentLine: number | undefined;
  /** Characters without white space, as IAM counts them: an escape has as many as it is written with. Of JSON only; no more than counting all of them when that is `enough`. */
  readonly length: (enough: number) => number;
  /** A member that an object has twice, where JSON's readers take the last; its name and its line. */
  readonly twice: () => { readonly name: string; readonly line: number } | undefined;
}

interface Node {
  readonly at: number;
  readonly inside: ReadonlyMap<string | number, Node>;
}

/** No policy is nested deeper. */
const deepest = 60;

const token = /"(?:[^"\\\n]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/y;

/** Members of all objects in a value. */
const membersOf = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0;
  let count = Array.isArray(value) ? 0 : Object.keys(value).length;
  for (const one of Object.values(value)) count += membersOf(one);
  return count;
};

/** Reads the places of a text without comments; gives the offset of the first flaw for what is no JSON. */
const placesOf = (text: string, onTwice: (name: string, at: number) => void = () => {}): Node | number => {
  let at = 0;
  let flaw = -1;
  const skip = (): void => {
    // JSON's white space; any other sign below it is a flaw that the next token shows.
    for (let code = text.charCodeAt(at); code === 32 || (code >= 9 && code <= 13); code = text.charCodeAt(at)) at += 1;
  };
  const take = (): string => {
    skip();
    token.lastIndex = at;
    const found = token.exec(text)?.[0];
    if (found === undefined) {
      if (flaw < 0) flaw = at;
      return '';
    }
    at += found.length;
    return found;
  };
  const peek = (): string => {
    skip();
    return text.charAt(at);
  };
  const expect = (sign: string): void => {
    const from = at;
    if (take() !== sign && flaw < 0) flaw = from;
  };
  const members = (end: '}' | ']', depth: number): ReadonlyMap<string | number, Node> => {
    const inside = new Map<string | number, Node>();
    if (peek() === end) {
      at += 1;
      return inside;
    }
    for (;;) {
      let key: string | number = inside.size;
      skip();
      const begin = at;
      if (end === '}') {
        const name = take();
        if (!name.startsWith('"') && flaw < 0) flaw = begin;
        if (flaw >= 0) return inside;
        key = nameIn(name);
        expect(':');
      }
      const member = value(depth + 1, begin);
      if (flaw >= 0) return inside;
      if (typeof key === 'string' && inside.has(key)) onTwice(key, begin);
      inside.set(key, member);
      if (peek() !== ',') break;
      at += 1;
    }
    expect(end);
    return inside;
  };
  /** A member of an object stands where its key does. */
  const value = (depth: number, from?: number): Node => {
    skip();
    const begin = at;
    const first = take();
    if (depth > deepest && flaw < 0) flaw = begin;
    if (/^[},:\]]/.test(first) && flaw < 0) flaw = begin;
    const inside = flaw >= 0 ? none : first === '{' ? members('}', depth) : first === '[' ? members(']', depth) : none;
    return { at: from ?? begin, inside };
  };
  const whole = value(0);
  skip();
  if (flaw < 0 && at < text.length) flaw = at;
  return flaw < 0 ? whole : flaw;
};

const none: ReadonlyMap<string | number, Node> = new Map();

const nameIn = (quoted: string): string => {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted;
  }
};

/** Comments as blanks, so that every place stays where it is. What has no end goes as far as it could, or each of many beginnings would be looked for an end to. */
const withoutComments = (text: string): { readonly plain: string; readonly first: number } => {
  let first = -1;
  const plain = text.replaceAll(/"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|#[^\n]*|\/\*(?:[\s\S]*?\*\/|[\s\S]*)/g, (found: string, at: number) => {
    if (found.startsWith('"') || (found.startsWith('/*') && !/\*\/$/.test(found))) return found;
    if (first < 0) first = at;
    return found.replaceAll(/[^\n]/g, ' ');
  });
  return { plain, first };
};

/** Gives the line, from 1, of an offset. Lines are looked for once. */
const linesOf = (text: string): ((offset: number) => number) => {
  let ends: number[] | undefined;
  return (offset) => {
    ends ??= [...text.matchAll(/\n/g)].map(({ index }) => index);
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
};

/** Undefined as well for what is deeper than `placesOf` reads. */
const json = (text: string): unknown => {
  try {
    const value = JSON.parse(text) as unknown;
    return isShallow(value, deepest) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Takes a text apart: JSON, or JSON with a byte order mark and comments of the kinds that editors and Terraform know. */
export const readPolicyText = (given: string): PolicyText => {
  const hasMark = given.startsWith('\ufeff');
  const text = hasMark ? ` ${given.slice(1)}` : given;
  const asIs = json(text);
  const { plain, first } = asIs === undefined ? withoutComments(text) : { plain: text, first: -1 };
  let places: Node | number | undefined;
  const value = asIs ?? json(plain);
  const lineAt = linesOf(plain);
  return {
    value,
    length: (enough) =>
      plain.length <= enough
        ? plain.length
        : plain.replaceAll(/("(?:[^"\\\n]|\\.)*")|\s+/g, (found: string, quoted?: string) => (quoted === undefined ? '' : found)).length,
    twice: () => {
      if (value === undefined || membersOf(value) === (plain.match(/"(?:[^"\\\n]|\\.)*"(?=\s*:)/g)?.length ?? 0)) return undefined;
      const found: { name: string; line: number }[] = [];
      placesOf(plain, (name, at) => found.push({ name, line: lineAt(at) }));
      return found[0];
    },
    hasMark,
    commentLine: first < 0 ? undefined : lineAt(first),
    lineOf: (path) => {
      places ??= placesOf(plain);
      if (typeof places === 'number') return lineAt(places);
      let node = places;
      for (const step of path) node = node.inside.get(step) ?? node;
      return lineAt(node.at);
    },
  };
};
