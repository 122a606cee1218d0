import * as v from 'valibot';
import { exactly } from '../exactly.ts';
import { consoleCommand } from '../sessions/console.ts';
import { limitsSchema } from '../sessions/limits-schema.ts';
import { environmentFormats } from '../tools.ts';
import { flag, nothing, text } from './pieces.ts';

/** Sessions: taps, ends, renewals, consoles and environments. */
export const tapsCommands = {
  /** Tap in to this role (`RoleView.id`, as everywhere here). `full`: the whole role, also where it is set that a tap opens it read-only. */
  tap: exactly({ role: text, full: v.exactOptional(flag) }),
  tapLimited: exactly({ role: text, limits: limitsSchema }),
  /** End the session of this target: its section leaves the credentials file. */
  end: exactly({ target: text }),
  endAll: nothing,
  /** Takes an end back (`EndedView.id`). */
  undoEnd: exactly({ ended: text }),
  /** Give up a tap that is under way, whatever it waits for. */
  cancelTap: exactly({ role: text }),
  /** Put away the failure that a role or the code card shows. */
  dismiss: exactly({ role: text }),
  /** Copy text that names the use of a target (`aws --profile NAME`); never a secret. */
  copyProfile: exactly({ target: text }),
  /** Tap in with a touch of its own, whatever MFA session lives. */
  tapFresh: exactly({ role: text }),
  /** Tap in after the person has signed in anew, in the browser. */
  tapSigningIn: exactly({ role: text }),
  /** Tap in with a code that the person reads from another MFA device; no YubiKey is looked for. */
  tapTyped: exactly({ role: text }),
  /** Tap in, and put the session in the place of expired keys that another tool left in the target. */
  tapReplacing: exactly({ role: text }),
  /** A new session for a role that is active, without a touch. */
  renew: exactly({ role: text }),
  /** A new MFA session with one touch, and new sessions of all roles that live on it. */
  renewAll: nothing,
  /** Opens AWS's console in the browser, signed in with the role; taps in first when it has to. */
  openConsole: consoleCommand,
  findBrowsers: nothing,
  /** Copies what sets a role's environment: its keys, or this app's endpoint. A secret: it leaves the clipboard like a code. */
  copyEnvironment: exactly({ role: text, format: v.picklist(environmentFormats), how: v.picklist(['keys', 'endpoint']) }),
} as const;
