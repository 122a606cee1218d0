import { bugLine, type Log } from '../../base/log.ts';

/**
 * A mistake of ours that nobody caught is logged, with secrets masked, and the program goes on, as Electron has it. Without this Electron shows a
 * dialog with the whole text, and Node prints it: a request to AWS can be quoted in there.
 */
export const heedBugs = (process: { readonly on: (event: string, listener: (bug: unknown) => void) => unknown }, log: Log): void => {
  for (const event of ['uncaughtException', 'unhandledRejection'])
    process.on(event, (bug) => log.warn('internal error', { bug: bugLine(bug) }));
};
