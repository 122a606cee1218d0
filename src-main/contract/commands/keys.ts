import * as v from 'valibot';
import { exactly } from '../exactly.ts';
import { flag, maybeText, nothing, text } from './pieces.ts';

/** YubiKeys, their accounts and codes, and the MFA devices of users. */
export const keysCommands = {
  /** Copy a code of this account (an id of a key in the snapshot, an id of an account on it). */
  copyCode: exactly({ keyId: text, account: text }),
  /** Give up the code that is being made. */
  cancelCode: nothing,
  /** Unlock the OATH applet of a key, so that its accounts can be listed: asks for the password. */
  unlock: exactly({ keyId: text }),
  /** Put away the failure or the copied code that the code card shows. */
  dismissCode: nothing,
  /** The devices of a source's user. */
  openDevices: exactly({ source: text }),
  closeDevices: nothing,
  /** Asks first: the answer is `confirmRemove`. */
  removeDevice: exactly({ source: text, device: text }),
  confirmRemove: exactly({ source: text, device: text, yes: flag }),
  resyncDevice: exactly({ source: text, device: text }),
  /** A removal that was interrupted: goes on, or gives the user the device back. */
  resumeRemoval: exactly({ removal: text }),
  undoRemoval: exactly({ removal: text }),
  /** Names a device in the profiles of one that is gone, as the screen shows it. */
  mendProfiles: exactly({ source: text, gone: text, device: text }),
  cleanLeftover: exactly({ source: text, item: text }),
  renameAccount: exactly({ keyId: text, account: text, name: text }),
  setPassword: exactly({ keyId: text, password: text, remember: flag }),
  removePassword: exactly({ keyId: text }),
  forgetPassword: exactly({ keyId: text }),
  /** Copies the policy that an administrator has to grant, or the commands that remove a lost key; never a secret. */
  copyAdvice: exactly({ what: v.picklist(['policy', 'lost-key']), source: text, device: maybeText }),
} as const;
