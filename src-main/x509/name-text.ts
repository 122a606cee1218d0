/** One attribute of a subject: `CN=jane`. */
export interface NamePart {
  /** `CN`, or the numbers of a type that has no short name here. */
  readonly type: string;
  readonly value: string;
}

/** An attribute as it stands in a text; its type in capitals. */
export interface TextPart extends NamePart {
  /** All of it, without the blanks around it. */
  readonly text: string;
  /** What stands behind the first `=`, as it was escaped; undefined where there is none. */
  readonly raw: string | undefined;
}

/** RFC 4514, section 2.4: a backslash before a sign, or before the two hexadecimal digits of a byte in UTF-8. */
const unescaped = (raw: string): string =>
  raw.replace(/(?:\\[0-9A-Fa-f]{2})+|\\(.)/gs, (bytes, sign?: string) =>
    sign === undefined ? Buffer.from(bytes.replaceAll('\\', ''), 'hex').toString('utf8') : sign,
  );

/** RFC 4514, section 2.4. Controls, which would end a line in a file, are bytes there. */
export const escaped = (value: string): string =>
  value
    .replace(/[,\\+"<>;=]|^[ #]| $/g, '\\$&')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are meant
    .replace(/[\x00-\x1f\x7f]/g, (control) => `\\${control.charCodeAt(0).toString(16).padStart(2, '0')}`);

const textPart = (part: string): TextPart => {
  // A blank at the end counts behind a backslash only.
  const [, text = ''] = /^\s*((?:\\.|[^\\]|\\$)*?)\s*$/s.exec(part) ?? [];
  const [, type = '', raw] = /^([^=]*?)\s*=\s*(.*)$/s.exec(text) ?? [];
  return { text, type: type.toUpperCase(), value: unescaped(raw ?? text), raw };
};

/**
 * A name of RFC 4514 taken apart, in the order of the text: at commas, and within a part at a plus sign that another type follows (`CN=jane+UID=42`). Any other plus sign
 * belongs to its value, as in `E=jane+aws@example.com`, since people type it so.
 */
export const textParts = (text: string): readonly (readonly TextPart[])[] =>
  (text.match(/(?:\\.?|[^,\\])+/gs) ?? []).map((part) => (part.match(/(?:\\.?|[^+\\]|\+(?!\s*[A-Za-z0-9.]+\s*=))+/gs) ?? []).map(textPart));

/** How OpenSSL and Node call what RFC 4514's users know by other names. */
const otherNames: Readonly<Record<string, string>> = { EMAILADDRESS: 'E', EMAIL: 'E', S: 'ST', USERID: 'UID' };

/** Whether two texts have the same parts, whatever their order: tools print names from either end. */
export const isSameName = (one: string, other: string): boolean => {
  const [first, second] = [one, other].map((text) =>
    textParts(text)
      .flat()
      .map(({ type, value }) => `${otherNames[type] ?? type}=${value}`)
      .sort(),
  );
  return JSON.stringify(first) === JSON.stringify(second);
};

/** The common name that a text has; undefined where it has none. */
export const commonNameIn = (text: string): string | undefined =>
  textParts(text)
    .flat()
    .find(({ type }) => type === 'CN')?.value;
