import type { Asker } from '../../contract/values.ts';

// What was kept on a disk, field by field: undefined for what does not fit.
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const number = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
export const among = <T extends string>(values: readonly T[], value: unknown): T | undefined => values.find((known) => known === value);

/** Who asked, as it was kept; undefined for one that is not known here. */
export const parseAsker = (value: unknown): Asker | undefined => {
  if (!isObject(value)) return undefined;
  if (value.kind === 'renewal') return { kind: 'renewal' };
  if (value.kind === 'person') {
    const front = among(['tray', 'terminal'] as const, value.front);
    return front && { kind: 'person', front };
  }
  const [name, pid, folder] = [text(value.name), number(value.pid), text(value.folder)];
  if (value.kind !== 'program' || name === undefined || pid === undefined) return undefined;
  return { kind: 'program', name, pid, sure: value.sure === true, ...(folder === undefined ? {} : { folder }) };
};

/** The YubiKey that was touched, as it was kept. */
export const parseKey = (value: unknown): { readonly name: string; readonly serial?: number } | undefined => {
  const name = isObject(value) ? text(value.name) : undefined;
  const serial = isObject(value) ? number(value.serial) : undefined;
  return name === undefined ? undefined : { name, ...(serial === undefined ? {} : { serial }) };
};
