import type { TapContext } from './context.ts';
import type { EnrollPath, EnrollShared } from './enroll-path.ts';
import type { Running } from './running.ts';

/** Enrolment with AWS's page open, for those whom IAM allows no calls. */
export const createConsoleEnroll = (_context: TapContext, _running: Running, _shared: EnrollShared): EnrollPath => ({
  openId: () => undefined,
  open: () => false,
  resume: () => false,
  handlers: {},
});
