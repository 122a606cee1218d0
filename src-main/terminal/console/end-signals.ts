import type { Problem } from '../../contract/problems/problem.ts';
/** Calls with Ctrl-C, an orderly end, and a terminal that is closed; the answer takes the call back. */
export const onEndSignal = (call: () => void): (() => void) => {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, call);
  return () => {
    for (const signal of signals) process.off(signal, call);
  };
};

/** A command has this long to end by itself after Ctrl-C, and a process after its command; what it waits for then is nothing that could be lost. */
export const endMillis = 1_000;

/** Ends the process with `end` in bounded time once that is asked for. */
export const endInTime = (end: () => void): void => {
  onEndSignal(() => setTimeout(end, endMillis).unref());
};

/** Exit codes of the terminal (docs/terminal.md). */
export const exit = { done: 0, usage: 2, problem: 3, nobody: 4 } as const;

/** What a command ends with that ran into this problem. */
export const exitOf = ({ code }: Problem): number => {
  if (code === 'usage') return exit.usage;
  return code === 'cancelled' || code === 'not-touched' ? exit.nobody : exit.problem;
};
