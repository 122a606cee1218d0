import type { Room } from './examples.ts';

/** What a person would read of an answer: its texts, each with its name where it has one. */
const textsOf = (said: unknown, name = ''): readonly string[] => {
  if (typeof said === 'string') return said === '' ? [] : [name === '' ? said : `${name}: ${said}`];
  if (Array.isArray(said)) return said.flatMap((one) => textsOf(one, name));
  if (typeof said !== 'object' || said === null) return [];
  return Object.entries(said).flatMap(([key, value]) => (key === 'tone' ? [] : textsOf(value, key)));
};

const linesOf = (words: object, examples: object, name: string): readonly string[] =>
  Object.entries(words).flatMap(([key, value]: [string, unknown]): readonly string[] => {
    const facts: unknown = (examples as Readonly<Record<string, unknown>>)[key];
    const title = `${name}${key}`;
    if (typeof value !== 'function') {
      if (typeof facts === 'object' && facts !== null && typeof value === 'object' && value !== null)
        return linesOf(value, facts, `${title}.`);
      return said(title, [textsOf(value)]);
    }
    const say = value as (...given: readonly unknown[]) => unknown;
    return said(title, Array.isArray(facts) ? (facts as readonly (readonly unknown[])[]).map((given) => textsOf(say(...given))) : []);
  });

/** Each answer once: the texts of one stay together. */
const said = (title: string, answers: readonly (readonly string[])[]): readonly string[] => {
  const once = new Set(answers.filter((texts) => texts.length > 0).map((texts) => `  - ${texts.join('\n    ')}`));
  return once.size === 0 ? [] : [`\n  ${title}`, ...once];
};

/** Every sentence, room by room, with what it says of its examples. */
export const listing = (rooms: Readonly<Record<string, Room>>): string =>
  Object.entries(rooms)
    .map(([file, { words, examples }]) => `\n# words/${file}\n${linesOf(words, examples, '').join('\n')}\n`)
    .join('');
