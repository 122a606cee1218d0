import type { EnrollPage, EnrollView } from '../../contract/enroll.ts';
import { entryPages } from '../../contract/enroll-page.ts';
import type { Problem } from '../../contract/problems/problem.ts';

/** What the buttons at the wizard's foot say. Pure. */

/** What the main button does; undefined where there is none. */
export const nextWords = (view: EnrollView): string | undefined => {
  const { page } = view;
  const mayTry = view.can.next || (page.kind === 'user' && page.chosen !== undefined) || entryPages.has(page.kind);
  if (view.problem !== undefined) return mayTry ? againWords(view.problem, page) : undefined;
  switch (page.kind) {
    case 'user':
    case 'found':
      return 'Continue';
    case 'key':
      return page.needsSession ? 'Touch and create device' : 'Create device';
    case 'working':
      return undefined;
    case 'codes':
      return 'Enable device';
    case 'spare':
      return 'Use this key';
    case 'profiles':
      return page.diff.length === 0 ? 'Continue' : 'Write to file';
    case 'secret':
      return 'Store on the YubiKey';
    case 'two-codes':
      return 'AWS accepted both';
    case 'device':
      return 'Test with a code';
    case 'done':
      return 'Close';
  }
};

const againWords = (problem: Problem, page: EnrollPage): string => {
  if (problem.code === 'account-exists') return 'Replace account';
  // Another name stands in the field by now.
  if (problem.code === 'device-name-taken' && page.kind === 'key') return 'Create device';
  if (page.kind === 'secret') return 'Store on the YubiKey';
  if (problem.code === 'device-name-taken' && problem.state === 'not-enabled') return 'Replace device';
  return 'Try again';
};

/** The button that goes back; a name that is taken is what one goes back for, and from the codes one gets the next two. */
export const backWords = ({ page, problem, path }: EnrollView): string => {
  if (page.kind === 'two-codes' || (page.kind === 'device' && path !== 'import')) return 'New codes';
  const isAboutName = problem?.code === 'device-name-taken' || problem?.code === 'device-name-bad';
  return isAboutName && page.kind !== 'key' ? 'Choose another name' : 'Back';
};

export const skipWords = (view: EnrollView): string =>
  view.page.kind === 'profiles' ? 'Not now' : view.page.kind === 'spare' ? 'No spare' : 'Skip';
