/** The rows of a CSV text (RFC 4180), with or without quotes, ended by LF or CRLF; empty rows are none. */
export const csvRows = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endRow = () => {
    row.push(cell);
    if (row.length > 1 || cell !== '') rows.push(row);
    row = [];
    cell = '';
  };
  const given = text.replace(/^\ufeff/, '');
  for (let at = 0; at < given.length; at++) {
    const sign = given.charAt(at);
    if (isQuoted && sign === '"' && given.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"' && (isQuoted || cell === '')) isQuoted = !isQuoted;
    else if (isQuoted) cell += sign;
    else if (sign === ',') {
      row.push(cell);
      cell = '';
    } else if (sign === '\n') endRow();
    else if (sign !== '\r') cell += sign;
  }
  endRow();
  return rows;
};

/** What a spreadsheet would run: OWASP's list of first signs, behind blanks as well. */
const formula = /^\s*[=+\-@\t\r]/;

/** A cell that no spreadsheet takes for a formula, quoted where it has to be. IAM's names may begin with = + - and @. */
export const csvCell = (value: string): string => {
  const harmless = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};
