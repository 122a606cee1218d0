import { existsSync } from 'node:fs';
import { utilityProcess } from 'electron';
import type { CardAnswer, StartCardProcess } from '../../card/process/messages.ts';

/** Starts the process that owns PC/SC from its program, with Electron as its Node: a packaged Electron runs no other. */
export const forkCardProcess =
  (program: string): StartCardProcess =>
  (onAnswer, onEnd) => {
    const child = utilityProcess.fork(program, [], { stdio: 'ignore', serviceName: 'Roletap YubiKey' });
    child.on('message', (answer) => onAnswer(answer as CardAnswer));
    child.once('exit', () => onEnd(!existsSync(program)));
    return {
      send: (request) => child.postMessage(request),
      kill: () => {
        // Electron's own way is a polite one, which a call that does not end keeps from being heard.
        if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
        else child.kill();
      },
    };
  };
