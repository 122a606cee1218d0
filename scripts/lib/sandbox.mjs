import { join } from 'node:path';
import { root } from './run.mjs';

/** Put before a command: a network, a /run/pcscd, an X display's folder and process ids of its own (scripts/sandbox.sh). */
export const sandbox = ['bash', join(root, 'scripts/sandbox.sh')];

/**
 * The same with a display and a session bus. The number is always the same and needs no lock: in a sandbox nobody else has a display,
 * so that many sandboxes may start at once (`xvfb-run -a` looks for a free number first and takes it later).
 */
export const desktop = [...sandbox, 'xvfb-run', '-n', '99', '-s', '-nolock -noreset -screen 0 1280x1024x24', 'dbus-run-session', '--'];
