import type { Result } from '../../contract/result.ts';
import type { Text } from './look.ts';
import type { ProgressLine } from './progress.ts';

/** What a person may choose: its name, and what tells it from others. */
export interface Choice {
  readonly name: string;
  readonly about: string;
}

/** The terminal as the commands see it; `console.adapter.ts` is the real one, tests have their own. */
export interface Console {
  /** A whole document or table on standard output. */
  readonly out: (text: Text) => void;
  /** A line on standard error: prompts, progress, problems. */
  readonly note: (line: string) => void;
  /** Shows on standard error what is going on, until the answer is called: where lines can be drawn anew there. Elsewhere a note has to do. */
  readonly progress?: (line: ProgressLine) => () => void;
  /** A person can be asked: standard input and error are a terminal. */
  readonly isInteractive: boolean;
  /** Asks on standard error, reads a line; undefined when the input ended or the signal aborted. `secret` shows nothing of what is typed. */
  readonly ask: (prompt: string, secret: boolean, signal: AbortSignal) => Promise<string | undefined>;
  /** Lets a person choose one of these on standard error, by typing a part of its name; undefined when the person left with Esc, or the signal aborted. */
  readonly pick: (question: string, choices: readonly Choice[], signal: AbortSignal) => Promise<string | undefined>;
  /** The first line of standard input, for --password-stdin; undefined when there is none or the signal aborted. Problem: input-unreadable. */
  readonly readLine: (signal: AbortSignal) => Promise<Result<string | undefined>>;
}
