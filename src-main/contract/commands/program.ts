import * as v from 'valibot';
import { exactly } from '../exactly.ts';
import { preferenceChange } from '../preferences.ts';
import { flag, maybeText, nothing, picture, text, whole } from './pieces.ts';

/** The program itself: its pages, files and settings. */
export const programCommands = {
  /** Look again: readers, files. */
  refresh: nothing,
  startDemo: nothing,
  /** Demo only: touch the virtual YubiKey. */
  demoTouch: nothing,
  openActivity: nothing,
  showDay: exactly({ at: whole }),
  /** Reads what CloudTrail saw on the day that is shown, also in these regions; with the roles that are open. */
  readTrail: exactly({ regions: v.pipe(v.array(text), v.maxLength(40), v.readonly()) }),
  stopTrail: nothing,
  /** Asks where to save what is shown of the day, as CSV. */
  exportActivity: exactly({ filter: exactly({ role: maybeText, asker: maybeText, refused: flag }) }),
  /** Asks where to save this PNG of the day. */
  exportPicture: exactly({ png: picture }),
  /** Asks where to save the whole history. */
  exportHistory: exactly({ format: v.picklist(['csv', 'json']) }),
  openSettings: nothing,
  setPreference: preferenceChange,
  /** All preferences back to what a new user has; names, marks, favourites and guards stay. */
  resetPreferences: nothing,
  exportSettings: nothing,
  openFolder: nothing,
  openAwsFile: exactly({ which: v.picklist(['config', 'credentials']) }),
  openLog: nothing,
  /** Puts what the doctor says on the clipboard, without secrets and names; account IDs only when they are wished. */
  copyDiagnostics: exactly({ accounts: v.boolean() }),
  openLicences: nothing,
  /** Asks the feed for a newer version now. */
  checkUpdates: nothing,
  /** Quits, installs the version that is ready, and starts it. */
  installUpdate: nothing,
  /** Puts away the notice of the version that is ready. */
  dismissUpdate: nothing,
  setCommand: exactly({ wanted: flag }),
  /** Closes the page that is open in the wide window: settings, tools, the form, the first run, the activity. */
  closePage: nothing,
  hideWindow: nothing,
  quit: nothing,
  restart: nothing,
} as const;
