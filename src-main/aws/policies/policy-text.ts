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
}

interface Node {
  readonly at: number;
  readonly inside: ReadonlyMap<string | number, Node>;
}

/** No policy is nested deeper. */
const deepest = 60;

const token = /"(?:[^"\\\n]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/y;

/** Reads the places of a text without comments; gives the offset of the first flaw for what is no JSON. */
const placesOf = (text: string): Node | number => {
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

const lineAt = (text: string, offset: number): number => {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
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
  return {
    value: asIs ?? json(plain),
    hasMark,
    commentLine: first < 0 ? undefined : lineAt(text, first),
    lineOf: (path) => {
      places ??= placesOf(plain);
      if (typeof places === 'number') return lineAt(text, places);
      let node = places;
      for (const step of path) node = node.inside.get(step) ?? node;
      return lineAt(text, node.at);
    },
  };
};
