import { close } from 'node:inspector';

const isWanted = (): boolean => [...process.execArgv, process.env.NODE_OPTIONS ?? ''].some((said) => said.includes('--inspect'));

/**
 * A debugger that was opened before this program began. `process._debugEnd` is what `close` is made of: reading the module for it would be a twentieth of a
 * command's time.
 */
const closeUnlessWanted = (): void => {
  if (isWanted()) return;
  const { _debugEnd: end = close } = process as { readonly _debugEnd?: () => void };
  end.call(process);
};

/**
 * From now on SIGUSR1 opens no debugger, to which everybody on this computer could connect, and nothing happens with it: for processes that hold secrets,
 * first of all that they do. Where somebody started Node with `--inspect`, that stays.
 */
export const refuseDebugger = (): void => {
  process.on('SIGUSR1', () => {});
  closeUnlessWanted();
  // A signal that came just before may still be on its way.
  setImmediate(closeUnlessWanted);
};
