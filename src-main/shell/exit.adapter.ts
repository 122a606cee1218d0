import { app } from 'electron';
import { exitAtOnce, isThreadHeld } from '../base/exit-at-once.adapter.ts';
import { isKeyringAsked } from '../storage/secrets/keyring.adapter.ts';
import { ownAppImage } from './updates/own-package.ts';

/** Whether Electron's own way to end would wait: for a keyring that asks the person, or for a disk that does not answer. */
const isHeldUp = (): boolean => isThreadHeld() || isKeyringAsked();

/** Quits as a person would, and starts the program again, when this one is gone, as it was started. */
export const restart = (): void => {
  // What runs is in a place of its own, which is gone with this process; the file that a person started is named here.
  const execPath = ownAppImage(process.env, process.execPath);
  app.relaunch(execPath === undefined ? {} : { execPath });
  app.quit();
};

/** Ends the program, whatever one of its threads waits for. */
export const exitProgram = (): void => {
  if (isHeldUp()) exitAtOnce(0);
  app.exit(0);
};
