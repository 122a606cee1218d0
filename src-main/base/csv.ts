/** What a spreadsheet takes for the beginning of a formula, behind blanks as well (OWASP, "CSV Injection"): in Japanese, the wide forms, too. */
const formula = /(^|[;\t])(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])|^(?=[\t\r\n])/gu;

/**
 * A field of RFC 4180, quoted where it has to be. IAM's names may begin with = + - and @, programs and those who call AWS choose their own: an apostrophe keeps
 * such a field text, also behind what separates fields where a comma is the decimal point. What moves a terminal's cursor is replaced.
 */
export const csvField = (value: string): string => {
  const plain = value.replace(/(?![\n\r\t])\p{Cc}/gu, '\ufffd');
  const safe = plain.replace(formula, "$1'");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Lines of CSV (RFC 4180), each ended by CRLF. */
export const csvLines = (rows: readonly (readonly string[])[]): string =>
  rows.map((fields) => `${fields.map(csvField).join(',')}\r\n`).join('');
