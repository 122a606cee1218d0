import { describe, expect, it } from 'vitest';
import { find } from '../../../src-main/search/find.ts';

const roles = [
  { name: 'dev', about: 'Dev in acme' },
  { name: 'payments-prod-admin', about: 'Admin in acme-payments' },
  { name: 'payments-dev-read', about: 'ReadOnly in acme-payments' },
  { name: 'data-prod-admin', about: 'Admin in acme-data' },
];
const found = (typed: string, atMost?: number) => find(typed, roles, ({ name, about }) => [name, about], atMost);
const names = (typed: string) => found(typed).map(({ item }) => item.name);

describe('what is found', () => {
  it('is everything in its own order while nothing was typed', () => {
    expect(names(' ')).toEqual(roles.map(({ name }) => name));
    expect(found('', 2)).toHaveLength(2);
    expect(find('dev', [] as typeof roles, ({ name }) => [name])).toEqual([]);
  });

  it.each([
    ['ppa', 'payments-prod-admin'],
    ['paymnts', 'payments-dev-read'],
    ['pay adm', 'payments-prod-admin'],
    ['adm pay', 'payments-prod-admin'],
    ['DATA', 'data-prod-admin'],
    ['readonly', 'payments-dev-read'],
  ])('for “%s” has %s', (typed, name) => {
    expect(names(typed)).toContain(name);
  });

  it('begins with what was meant most likely', () => {
    expect(names('dev')[0]).toBe('dev');
    expect(names('ppa')).toEqual(['payments-prod-admin']);
    expect(names('zzz')).toEqual([]);
  });

  it('says which letters it was found by', () => {
    expect(found('dev')[0]?.at[0]).toEqual([0, 1, 2]);
    expect(found('readonly')[0]?.at).toEqual([[], [0, 1, 2, 3, 4, 5, 6, 7]]);
  });
});
