import type { EnrollPage, EnrollView } from './enroll.ts';

/** What follows from a page of the wizard, for the one who draws it. */

/** Pages whose button sends what was typed or chosen. */
export const entryPages: ReadonlySet<EnrollPage['kind']> = new Set(['secret', 'device', 'profiles']);

/** Whether the main button can be pressed. A key that cannot be taken is no choice. */
export const nextIsPossible = ({ page, can, problem }: EnrollView): boolean => {
  if (page.kind === 'done' || entryPages.has(page.kind)) return true;
  if (page.kind === 'user' && problem !== undefined) return page.chosen !== undefined;
  if (page.kind === 'key' || page.kind === 'spare') return can.next && page.keys.some((key) => key.problem === undefined);
  return can.next;
};

/** Whether the page says what exists now: from the first thing that is made on, and beside every failure of it. */
export const showsFacts = ({ page, now, problem }: EnrollView): boolean => {
  if (page.kind === 'done' || page.kind === 'user') return false;
  const exists = now.device !== undefined || now.keys.length > 0;
  if (page.kind === 'key' || page.kind === 'profiles' || page.kind === 'secret') return exists && problem !== undefined;
  return exists || problem !== undefined || page.kind === 'found';
};
