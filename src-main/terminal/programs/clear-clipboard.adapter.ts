import { refuseDebugger } from '../../base/no-debugger.adapter.ts';
import { leaveNoDump } from '../../base/no-dump.adapter.ts';
import { createTerminalClipboard } from './clipboard.adapter.ts';

/**
 * The program that takes a secret off the clipboard when the command that put it there has long ended (out/clear-clipboard.cjs). The secret and the
 * seconds come on standard input, since arguments can be read by anybody. It clears nothing that somebody else copied meanwhile, and then ends.
 */
const read = async (): Promise<{ readonly text: string; readonly seconds: number }> => {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as { readonly text: string; readonly seconds: number };
};

const clear = async (): Promise<void> => {
  const { text, seconds } = await read();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const clipboard = createTerminalClipboard(process.platform, process.env);
  const there = await clipboard.read();
  if (there.ok && there.value?.kind === 'text' && there.value.text.trimEnd() === text) await clipboard.wipe();
};

refuseDebugger();
leaveNoDump();
void clear();
