import { close, url } from 'node:inspector';

const isWanted = (): boolean => [...process.execArgv, process.env.NODE_OPTIONS ?? ''].some((said) => said.includes('--inspect'));

/** A debugger that was opened before this program began. */
const closeUnlessWanted = (): void => {
  if (url() !== undefined && !isWanted()) close();
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
