import * as v from 'valibot';
import { firstRunDoors, inviteLimit } from '../access-keys/first-run.ts';
import { graceChoices } from '../access-keys/rotation.ts';
import { exactly } from '../exactly.ts';
import { flag, keyDraft, maybeText, nothing, text, typedSecret } from './pieces.ts';

/** Access keys: the first run, the key store, rotation. */
export const accessKeysCommands = {
  /** Reads the access keys of a source's user. */
  lookAccessKeys: exactly({ source: text }),
  /** A new access key with one touch; `drop`: the user's second one, which goes first. `graceDays`: the old one is inactive so long, then deleted. */
  rotateAccessKey: exactly({ source: text, drop: maybeText, graceDays: v.picklist(graceChoices) }),
  finishRotation: exactly({ source: text }),
  undoRotation: exactly({ source: text }),
  /** Shows what moving the access key of the devices' source into the key store, or back into the file, changes; `confirmKeyMove` does it. */
  planKeyMove: exactly({ source: text, what: v.picklist(['keep', 'put-back']) }),
  /** `passphrase`: UTF-8, for a key that is to be kept under one. */
  confirmKeyMove: exactly({ source: text, yes: flag, passphrase: v.exactOptional(typedSecret) }),
  /** Whether programs may have the kept access key of the devices' source itself, without MFA. */
  shareKey: exactly({ source: text, on: flag }),
  /** The page of a first run: `source` with a profile's name goes on with that profile, and is empty else. */
  openFirstRun: exactly({ door: v.picklist(firstRunDoors), source: maybeText }),
  /** An invite, as a person chose or dropped it: the name of the file, and what is in it, which is sealed where it is secret. */
  openInvite: exactly({ file: text, content: v.pipe(v.string(), v.maxLength(inviteLimit)) }),
  /** Opens what is sealed in the invite, and goes on with the access key in it. `passphrase`: UTF-8. */
  unsealInvite: exactly({ passphrase: typedSecret }),
  /** Another file. */
  closeInvite: nothing,
  /** Asks AWS whose access key it is: the ID, a line feed, the secret. */
  checkKey: exactly({ key: typedSecret }),
  /** The same for the key that was typed before, where AWS could not be asked. */
  retryKey: nothing,
  /** Shows what adding the key under this name would change; `addKey` with the same draft does it. */
  planKey: exactly({ draft: keyDraft }),
  /** `passphrase`: UTF-8, for a key that is kept under one. */
  addKey: exactly({ draft: keyDraft, passphrase: v.exactOptional(typedSecret) }),
  /** Gives up the key that was checked: another one is typed. */
  forgetKey: nothing,
  /** Asks AWS whether it takes what a source gives; may run a program or ask a person. */
  checkSource: exactly({ source: text }),
} as const;
