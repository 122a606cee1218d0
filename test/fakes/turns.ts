import type { InTurn } from '../../src-main/base/jobs.ts';

/** Turns of several programs that share `held`, the names of what is being done. Nobody has to be waited for: who would wait is told so. */
export const createFakeTurns =
  (held: Set<string>): InTurn =>
  async ({ name, onWait, signal }, work) => {
    if (held.has(name)) {
      onWait?.(4190);
      if (signal?.aborted !== true) throw new Error(`nothing here waits for ${name}`);
      return work();
    }
    held.add(name);
    try {
      return await work();
    } finally {
      held.delete(name);
    }
  };
