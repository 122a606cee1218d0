import type { App } from '../../app/app.ts';
import type { Result } from '../../contract/result.ts';
import type { Arguments } from './arguments.ts';
import type { Console } from './console.ts';
import type { Text } from './look.ts';

/** What a command gives: the document of --json, and the text for a person. */
export interface Output {
  readonly json: object;
  readonly text: Text;
  /** The exit code of a command that was run in the place of this one: then nothing is printed. */
  readonly code?: number;
  /** It is printed, and is a problem all the same. */
  readonly isBad?: true;
}

export type Run = (app: App, args: Arguments, signal: AbortSignal, console: Console) => Promise<Result<Output>>;
