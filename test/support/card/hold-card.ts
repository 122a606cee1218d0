import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Another program (Debian's own Python has PC/SC, for ykman) that holds a card, with the exclusive mode of `scdaemon` or inside a transaction. Resolves when it does. */
export const holdCard = async (
  reader: string,
  how: 'exclusive' | 'transaction',
): Promise<{ readonly pid: number; readonly letGo: () => Promise<void> }> => {
  const child = spawn('/usr/bin/python3', [join(import.meta.dirname, 'hold-card.py'), reader, how], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  if (said.toString().trim() !== 'held') throw new Error(`the card could not be held: ${said.toString()}`);
  return {
    pid: child.pid ?? 0,
    letGo: async () => {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
};
