import { defined } from '../../base/defined.ts';
import type { Person, PersonKey } from '../../contract/team/people.ts';
import { csvRows } from './csv.ts';

/** A row of AWS's credential report. */
export interface ReportRow extends Pick<Person, 'name' | 'arn' | 'isRoot' | 'created' | 'console' | 'signedIn' | 'keys'> {
  /** Undefined where there is no report. */
  readonly hasMfa: boolean | undefined;
}

/** The first columns, without which it is no report. */
const needed = ['user', 'arn', 'mfa_active'] as const;

const timeOf = (value: string | undefined): number | undefined => {
  const time = Date.parse(value ?? '');
  return Number.isNaN(time) ? undefined : time;
};

/** `no_information` and `N/A` mean that there was no use, as far as AWS has looked. */
const lastUse = (value: string | undefined): number | 'never' | undefined => {
  if (value === undefined || value === '') return undefined;
  return timeOf(value) ?? 'never';
};

const isBoolean = (value: string | undefined): boolean => value === 'true' || value === 'false';

/** A key that was never made has no date, and is not active. */
const keyOf = (cell: (name: string) => string | undefined, number: 1 | 2): readonly PersonKey[] => {
  const column = (name: string) => cell(`access_key_${number}_${name}`);
  const status = column('active');
  const rotated = timeOf(column('last_rotated'));
  if (status === undefined || (status === 'false' && rotated === undefined)) return [];
  const at = lastUse(column('last_used_date'));
  const used = typeof at === 'number' ? { at, service: column('last_used_service') ?? '', region: column('last_used_region') ?? '' } : at;
  const state = isBoolean(status) ? (status === 'true' ? 'active' : 'inactive') : 'unknown';
  return [{ number, state, ...defined({ rotated, used }) }];
};

/** Names and paths may hold commas, which AWS does not quote. No name has a colon, so the ARN begins where it begins, and what is too much is the name's and the ARN's. */
const joined = (cells: readonly string[], columns: number): readonly string[] => {
  const extra = cells.length - columns;
  const arn = cells.findIndex((cell) => cell.startsWith('arn:'));
  if (extra <= 0 || arn < 1 || arn > extra + 1) return cells;
  const rest = extra + 2;
  return [cells.slice(0, arn).join(','), cells.slice(arn, rest).join(','), ...cells.slice(rest)];
};

/** A line that begins with a name and an ARN is a row of its own, whatever quote is open: a path may hold one, which AWS does not write twice. */
const rowEnd = /\r?\n(?="?[\w+=,.@<>-]{1,200}"?,"?arn:)/;

/**
 * The rows of a credential report (IAM User Guide, "Getting credential reports"): by the names of its columns, of which AWS may add some. Undefined when it is no
 * report. Rows without a name or an ARN are left out.
 */
export const readReport = (text: string): readonly ReportRow[] | undefined => {
  const [[header = [], ...first] = [], ...more] = text.split(rowEnd).map((part) => csvRows(part));
  const rows = [...first, ...more.flat()];
  const places = new Map(header.map((name, index) => [name.trim(), index]));
  if (needed.some((name) => !places.has(name))) return undefined;
  // Name and ARN are the first two, as they have always been; elsewhere a comma cannot be told.
  const canJoin = header[0] === 'user' && header[1] === 'arn';
  return rows.flatMap((row): readonly ReportRow[] => {
    const cells = canJoin ? joined(row, header.length) : row;
    const cell = (name: string): string | undefined => cells[places.get(name) ?? -1];
    const [name, arn] = [cell('user') ?? '', cell('arn') ?? ''];
    if (name === '' || !arn.startsWith('arn:')) return [];
    const password = cell('password_enabled');
    const isRoot = name === '<root_account>';
    return [
      {
        name,
        arn,
        isRoot,
        // The root user always has a password, unless its organization took it away.
        console: password === 'true' ? 'yes' : password === 'false' ? 'no' : 'unknown',
        keys: [...keyOf(cell, 1), ...keyOf(cell, 2)],
        hasMfa: cell('mfa_active') === 'true',
        ...defined({ created: timeOf(cell('user_creation_time')), signedIn: lastUse(cell('password_last_used')) }),
      },
    ];
  });
};
