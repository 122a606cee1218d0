import { app } from 'electron';
import { exitAtOnce, isThreadHeld } from '../base/exit-at-once.adapter.ts';
import { isKeyringAsked } from '../storage/secrets/keyring.adapter.ts';

/** Whether Electron's own way to end would wait: for a keyring that asks the person, or for a disk that does not answer. */
const isHeldUp = (): boolean => isThreadHeld() || isKeyringAsked();

/** Ends the program, whatever one of its threads waits for. */
export const exitProgram = (): void => {
  if (isHeldUp()) exitAtOnce(0);
  app.exit(0);
};
