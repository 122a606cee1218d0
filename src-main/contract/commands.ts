import * as v from 'valibot';
import { accessKeysCommands } from './commands/access-keys.ts';
import { certificateCommands } from './commands/certificates.ts';
import { enrollCommands } from './commands/enroll.ts';
import { keysCommands } from './commands/keys.ts';
import { programCommands } from './commands/program.ts';
import { questionsCommands } from './commands/questions.ts';
import { rolesCommands } from './commands/roles.ts';
import { tapsCommands } from './commands/taps.ts';
import { teamCommands } from './commands/team.ts';

/**
 * All that a front end can ask for. One value: name -> schema of the payload. The main process finds the handler by the same name, and its type follows
 * from the schema, so a command without a schema or a handler does not compile.
 */
export const commandSchemas = {
  ...tapsCommands,
  ...questionsCommands,
  ...enrollCommands,
  ...keysCommands,
  ...accessKeysCommands,
  ...rolesCommands,
  ...certificateCommands,
  ...teamCommands,
  ...programCommands,
} as const;

export type CommandName = keyof typeof commandSchemas;
export type CommandPayload<N extends CommandName> = v.InferOutput<(typeof commandSchemas)[N]>;

/** A command as it crosses from a front end. */
export type Command = { readonly [N in CommandName]: { readonly name: N; readonly payload: CommandPayload<N> } }[CommandName];

/** Checks what came over a border; undefined when it is no command or its payload does not fit. */
export const parseCommand = (name: unknown, payload: unknown): Command | undefined => {
  if (typeof name !== 'string' || !Object.hasOwn(commandSchemas, name)) return undefined;
  const { success, output } = v.safeParse(commandSchemas[name as CommandName], payload, { abortEarly: true });
  return success ? ({ name, payload: output } as Command) : undefined;
};

/** What a front end gets back; how it went is in the snapshot. */
export type CommandAnswer =
  | { readonly accepted: true }
  | { readonly accepted: false; readonly why: 'unknown-command' | 'bad-payload' | 'foreign-sender' | 'not-now' };

/** What the sandboxed window sees as `window.roletap`: the two channels and nothing else. */
export interface Bridge {
  /** The newest snapshot at once, then each newer one; returns the way to stop. */
  readonly subscribe: (listener: (snapshot: import('./snapshot.ts').Snapshot) => void) => () => void;
  readonly send: (name: CommandName, payload: unknown) => Promise<CommandAnswer>;
}
