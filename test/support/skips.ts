import type { TestOptions } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** Why it is skipped, for the list at the end of a run. */
    why?: string;
  }
}

/** Options of a test, or of all in a describe with their hooks, that is skipped where there is a reason against it: the list at the end of a run says it. */
export const skippedFor = (why: string | false | undefined): TestOptions => (why ? { skip: true, meta: { why } } : {});

export const onWindows = process.platform === 'win32' && 'Windows has none of this';
export const notOnLinux = process.platform !== 'linux' && 'only Linux has this';
