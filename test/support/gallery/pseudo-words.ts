/**
 * English as another language would treat the window: with accents, a third longer, between brackets. What is shown without brackets does
 * not come from the words, and what is cut would be cut in German.
 */
const accents: Readonly<Record<string, string>> = Object.fromEntries(
  [...'aáeéiíoóuúcçnñsšyýzžAÅEÉIÍOÓUÚCÇNÑSŠYÝZŽ'.matchAll(/(.)(.)/gu)].map(([, plain = '', accented = '']) => [plain, accented]),
);

/** What stays as it is: commands, what is a name or a fact, and the brackets of a sentence inside of this one. */
const kept = /`[^`]*`|“[^”]*”|\barn:\S+|\S*[/@_\\]\S*|\S+:\S+|\[!!|!!\]/;

/** A third of the text's length, in words as long as some are. */
const longer = (text: string): string => {
  const more = '~'.repeat(Math.ceil(text.length * 0.35) - 1).match(/.{1,11}/g) ?? [];
  return /\p{L}{2}/u.test(text) ? ` ${more.join(' ')}` : '';
};

const accented = (text: string): string => [...text].map((letter) => accents[letter] ?? letter).join('');

/** One sentence that was made from one of the words already. */
const isWhole = (text: string): boolean => text.startsWith('[!!') && text.indexOf('!!]') === text.length - 3;

/** A sentence in the pseudo-language; what has no letters is none. */
export const pseudo = (text: string): string => {
  if (!/\p{L}/u.test(text) || isWhole(text)) return text;
  const pieces = text.split(new RegExp(`(${kept.source})`, 'u'));
  const said = pieces.map((piece, index) => (index % 2 === 1 ? piece : accented(piece))).join('');
  return `[!! ${said}${longer(text)} !!]`;
};

/** What programs read. */
const facts = new Set(['id', 'kind', 'tone', 'state', 'value', 'code', 'command', 'commands', 'keys', 'scheme', 'key', 'step']);
/** Exports that compute and say nothing, and what is printed on keys. */
const silent = /^(?:compare|counted|formFor|shortArn|problemCodes|fullName|shortLeft|shellWord|keyTexts)$/;

const wrapped = (value: unknown, name: string): unknown => {
  if (typeof value === 'string') return isIdentifier(value, name) ? value : pseudo(value);
  if (typeof value === 'function')
    return (...given: readonly unknown[]) => wrapped((value as (...all: readonly unknown[]) => unknown)(...given), name);
  if (Array.isArray(value)) return value.map((one: unknown) => wrapped(one, name));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wrapped(inner, key)]));
};

const isIdentifier = (text: string, name: string): boolean => facts.has(name) && /^[a-z][a-zA-Z-]*$/.test(text);

/** The module with every sentence in the pseudo-language. */
export const wrap = (module: object): object =>
  Object.fromEntries(Object.entries(module).map(([name, value]) => [name, silent.test(name) ? value : wrapped(value, name)]));
