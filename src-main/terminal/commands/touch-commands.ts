import type { TerminalCommand } from '../console/arguments.ts';

/**
 * The commands that nearly always end at a key that blinks, and so run in a second process (launcher.adapter.ts). `code` is not one of them: it
 * is tried alone first (alone.ts). This file stays by itself, since start.adapter.ts waits for all that it imports.
 */
export const touchCommands = ['tap', 'enroll', 'resync', 'remove'] as const satisfies readonly TerminalCommand[];
