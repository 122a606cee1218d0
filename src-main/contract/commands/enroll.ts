import * as v from 'valibot';
import { exactly } from '../exactly.ts';
import { flag, maybeText, picture, text, texts } from './pieces.ts';

/** The enrolment, page by page. */
export const enrollCommands = {
  /**
   * Opens the wizard: anew for a source (`''` lets the person choose), on the IAM or the console path, or an interrupted one. `inUse`: AWS has the
   * device of the secret already, so no codes are shown.
   */
  openEnroll: exactly({ source: maybeText, path: v.picklist(['iam', 'console']), inUse: v.exactOptional(flag) }),
  resumeEnroll: exactly({ enroll: text }),
  /** Opens the wizard for an account that is on a key already (`source` as above): no secret, nothing is put on the key. */
  importAccount: exactly({ source: maybeText, keyId: text, account: text }),
  enrollUser: exactly({ enroll: text, source: text }),
  /** On the first page: this run ends, and one of the same source begins on the other path, in the same window. */
  enrollPath: exactly({ enroll: text, path: v.picklist(['iam', 'console']) }),
  enrollKey: exactly({ enroll: text, keyId: text, deviceName: maybeText, touch: flag, spare: v.picklist(['none', 'device', 'same-seed']) }),
  /** The page's main button: create, go on, try again. */
  enrollNext: exactly({ enroll: text }),
  enrollBack: exactly({ enroll: text }),
  enrollSkip: exactly({ enroll: text }),
  enrollUndo: exactly({ enroll: text }),
  enrollLeave: exactly({ enroll: text }),
  /** Closes the wizard's window; what exists stays in the journal until it is finished or undone. */
  enrollClose: exactly({ enroll: text }),
  /** Console path: base32 or an otpauth link, as pasted. */
  enrollSecret: exactly({ enroll: text, secret: text }),
  /** Console path: a picture of the QR code (PNG or JPEG). */
  enrollPicture: exactly({ enroll: text, picture }),
  /** Console path: takes text or a picture from the clipboard, and wipes it there. */
  enrollPaste: exactly({ enroll: text }),
  /** Console path: looks for the QR code on the screens. */
  enrollScan: exactly({ enroll: text }),
  /** The answer to what was found (`found` of the secret page): puts it on the key, or forgets it. */
  enrollStore: exactly({ enroll: text, yes: flag }),
  enrollCopyCode: exactly({ enroll: text, index: v.picklist([0, 1]) }),
  enrollDevice: exactly({ enroll: text, device: text }),
  enrollProfiles: exactly({ enroll: text, profiles: texts }),
} as const;
