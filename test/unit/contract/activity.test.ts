import { describe, expect, it } from 'vitest';
import { type ActivityItem, noFilter, shownOf, showsAll } from '../../../src-main/contract/activity.ts';
import type { Asker } from '../../../src-main/contract/values.ts';

const program = (name: string): Asker => ({ kind: 'program', name, pid: 1, sure: true });
const item = (id: string, change: Partial<ActivityItem> = {}): ActivityItem => ({
  id,
  profile: 'dev',
  roleArn: 'arn:aws:iam::111122223333:role/Dev',
  accountId: '111122223333',
  from: 0,
  to: 1,
  state: 'over',
  renewals: 0,
  asker: { kind: 'person', front: 'tray' },
  guarded: false,
  ...change,
});
const items = [
  item('by hand'),
  item('in a terminal', { asker: { kind: 'person', front: 'terminal' } }),
  item('by terraform', { asker: program('terraform'), profile: 'prod' }),
  item('given to terraform', { given: [program('aws'), program('terraform')] }),
  item('by a program called person', { asker: program('person') }),
  item('failed', { state: 'refused', profile: 'prod' }),
];
const shown = (change: Partial<typeof noFilter>) => shownOf(items, { ...noFilter, ...change }).map(({ id }) => id);

describe('what is shown of a day', () => {
  it('is all without a filter', () => {
    expect(shown({})).toHaveLength(items.length);
    expect([showsAll(noFilter), showsAll({ ...noFilter, refused: true })]).toEqual([true, false]);
  });

  it('is chosen by role', () => expect(shown({ role: 'prod' })).toEqual(['by terraform', 'failed']));

  it('is chosen by who asked or was given it', () => {
    expect(shown({ asker: 'program terraform' })).toEqual(['by terraform', 'given to terraform']);
    expect(shown({ asker: 'person' })).toEqual(['by hand', 'in a terminal', 'given to terraform', 'failed']);
    expect(shown({ asker: 'program person' })).toEqual(['by a program called person']);
  });

  it('is chosen by outcome, with the rest', () => expect(shown({ refused: true, role: 'dev' })).toEqual([]));
});
