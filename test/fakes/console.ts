import { ok } from '../../src-main/contract/result.ts';
import type { Console } from '../../src-main/terminal/console/console.ts';

/** A terminal at which nobody sits. */
export const silentConsole: Console = {
  out: () => {},
  note: () => {},
  isInteractive: false,
  ask: async () => undefined,
  pick: async () => undefined,
  readLine: async () => ok(undefined),
};
