import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { CardAnswer, StartCardProcess } from '../../card/process/messages.ts';

const readers: ReadonlySet<string> = new Set([
  'keys',
  'piv',
  'accounts',
  'code',
  'enroll',
  'import',
  'devices',
  'resync',
  'remove',
  'lost',
  'rename',
  'password',
  'doctor',
]);

/** Whether a command begins with the keys that are there. Others open no reader unless a code is asked for. */
export const readsKeys = (command: string): boolean => readers.has(command);

/** A process that was started before anybody could listen to it. */
export interface EarlyCardProcess {
  readonly child: ChildProcess;
  /** What it said meanwhile. */
  readonly said: CardAnswer[];
  readonly kill: () => void;
}

/** Starts the process that owns PC/SC from its program. It is out of reach of the terminal's Ctrl-C, and ends with this one. */
export const startCardProcess = (program: string): EarlyCardProcess => {
  // A seed passes here: as bytes, not as text that stays in memory.
  const child = fork(program, [], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
    execArgv: [],
    detached: true,
  });
  const said: CardAnswer[] = [];
  child.on('message', (answer) => said.push(answer as CardAnswer));
  const kill = () => {
    child.kill('SIGKILL');
    if (child.connected) child.disconnect();
    child.unref();
  };
  return { child, said, kill };
};

/** The same for the readers, with `early` as the first one where there is one. */
export const forkCardProcess = (program: string, early?: EarlyCardProcess): StartCardProcess => {
  let first = early;
  return (onAnswer, onEnd) => {
    const { child, said, kill } = first ?? startCardProcess(program);
    first = undefined;
    child.removeAllListeners('message').on('message', (answer) => onAnswer(answer as CardAnswer));
    const ended = () => onEnd(!existsSync(program));
    child.once('error', ended);
    child.once('exit', ended);
    if (child.exitCode !== null || child.signalCode !== null) queueMicrotask(ended);
    for (const answer of said.splice(0)) queueMicrotask(() => onAnswer(answer));
    return {
      // What cannot be sent is told by its end.
      send: (request) => void (child.connected && child.send(request, () => {})),
      kill,
    };
  };
};
