import type { TerminalCommand } from './arguments.ts';

const commands: ReadonlySet<string> = new Set<TerminalCommand>([
  'keys',
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
export const readsKeys = (command: string): boolean => commands.has(command);
