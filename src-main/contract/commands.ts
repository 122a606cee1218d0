import * as v from 'valibot';
import { firstRunDoors, keyPlaces } from './access-keys/first-run.ts';
import { graceChoices } from './access-keys/rotation.ts';
import { exactly } from './exactly.ts';
import { colours, preferenceChange } from './preferences.ts';
import { consoleCommand } from './sessions/console.ts';
import { limitsSchema } from './sessions/limits-schema.ts';
import { environmentFormats, tools } from './tools.ts';
import { approvalSpans } from './values.ts';

// Pieces of payloads. No text is longer than a person types or a name is; a password is the longest of them.
const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024));
const maybeText = v.pipe(v.string(), v.maxLength(1024));
/** What a form takes, which says itself what is too long: AWS's external IDs have up to 1,224 letters. */
const formText = v.pipe(v.string(), v.maxLength(4096));
const texts = v.pipe(v.array(text), v.maxLength(10_000), v.readonly());
/** PNG or JPEG; a screenshot of 20 megapixels fits. */
const picture = v.pipe(v.instance(Uint8Array), v.minLength(1), v.maxLength(40 * 1024 * 1024));
/** A secret as it was typed, UTF-8. Bytes, so that both sides can overwrite them. */
const typedSecret = v.pipe(v.instance(Uint8Array), v.minLength(1), v.maxLength(4096));
const keyDraft = exactly({ profile: maybeText, region: maybeText, keepIn: v.picklist(keyPlaces) });
const flag = v.boolean();
/** Six digits as a person types or pastes them: with spaces or without. */
const mfaCode = v.pipe(
  v.string(),
  v.maxLength(64),
  v.transform((typed) => typed.replaceAll(/\s/g, '')),
  v.regex(/^\d{6}$/),
);
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const nothing = v.optional(v.null(), null);

/**
 * All that a front end can ask for. One value: name -> schema of the payload. The main process finds the handler by the same name, and its type follows
 * from the schema, so a command without a schema or a handler does not compile.
 */
export const commandSchemas = {
  /** Tap in to this role (`RoleView.id`, as everywhere here). `full`: the whole role, also where it is set that a tap opens it read-only. */
  tap: exactly({ role: text, full: v.exactOptional(flag) }),
  tapLimited: exactly({ role: text, limits: limitsSchema }),
  /** End the session of this target: its section leaves the credentials file. */
  end: exactly({ target: text }),
  endAll: nothing,
  /** Takes an end back (`EndedView.id`). */
  undoEnd: exactly({ ended: text }),
  /** Copy a code of this account (an id of a key in the snapshot, an id of an account on it). */
  copyCode: exactly({ keyId: text, account: text }),
  /** Give up the question with this id. */
  cancel: exactly({ waiting: text }),
  /** Give up a tap that is under way, whatever it waits for. */
  cancelTap: exactly({ role: text }),
  /** Give up the code that is being made. */
  cancelCode: nothing,
  answerPassword: exactly({ waiting: text, password: text, remember: flag }),
  /** `pin`: UTF-8. `lastTry`: the person knows that it is the last. */
  answerPin: exactly({ waiting: text, pin: typedSecret, lastTry: flag }),
  answerPick: exactly({ waiting: text, choice: text }),
  /** Not with the YubiKey that is asked for: with a code from another MFA device, which is asked for then. */
  typeCode: exactly({ waiting: text }),
  answerCode: exactly({ waiting: text, code: mfaCode }),
  /** Unlock the OATH applet of a key, so that its accounts can be listed: asks for the password. */
  unlock: exactly({ keyId: text }),
  /** Look again: readers, files. */
  refresh: nothing,
  /** Put away the failure that a role or the code card shows. */
  dismiss: exactly({ role: text }),
  /** Put away the failure or the copied code that the code card shows. */
  dismissCode: nothing,
  startDemo: nothing,
  /** Demo only: touch the virtual YubiKey. */
  demoTouch: nothing,
  /** Copy text that names the use of a target (`aws --profile NAME`); never a secret. */
  copyProfile: exactly({ target: text }),
  /**
   * Opens the wizard: anew for a source (`''` lets the person choose), on the IAM or the console path, or an interrupted one. `inUse`: AWS has the
   * device of the secret already, so no codes are shown.
   */
  openEnroll: exactly({ source: maybeText, path: v.picklist(['iam', 'console']), inUse: v.exactOptional(flag) }),
  resumeEnroll: exactly({ enroll: text }),
  /** Opens the wizard for an account that is on a key already (`source` as above): no secret, nothing is put on the key. */
  importAccount: exactly({ source: maybeText, keyId: text, account: text }),
  enrollUser: exactly({ enroll: text, source: text }),
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
  setPinned: exactly({ role: text, on: flag }),
  setGuard: exactly({ role: text, on: flag }),
  /** The answer to `guardOffer`: guards the role or not, and goes on with what was to open it. */
  answerGuard: exactly({ role: text, on: flag }),
  dismissGuard: nothing,
  /** Says no to the programs that wait for this question, for the rest of the day. */
  silenceAskers: exactly({ waiting: text }),
  /** For how long the touch that this question asks for allows a guarded role to the programs that wait. */
  allowAskers: exactly({ waiting: text, span: v.picklist(approvalSpans) }),
  /** Takes back what was said to a program (`ProgramView.id`). */
  forgetProgram: exactly({ id: text }),
  setReadOnlyFirst: exactly({ role: text, on: flag }),
  setFavourite: exactly({ role: text, on: flag }),
  setColour: exactly({ accountId: text, colour: v.picklist(colours) }),
  /** Empty takes the name away. */
  setAlias: exactly({ accountId: text, alias: maybeText }),
  /** Opens AWS's console in the browser, signed in with the role; taps in first when it has to. */
  openConsole: consoleCommand,
  findBrowsers: nothing,
  /** Copies what sets a role's environment: its keys, or this app's endpoint. A secret: it leaves the clipboard like a code. */
  copyEnvironment: exactly({ role: text, format: v.picklist(environmentFormats), how: v.picklist(['keys', 'endpoint']) }),
  openActivity: nothing,
  showDay: exactly({ at: whole }),
  /** Asks where to save what is shown of the day, as CSV. */
  exportActivity: exactly({ filter: exactly({ role: maybeText, asker: maybeText, refused: flag }) }),
  /** Asks where to save this PNG of the day. */
  exportPicture: exactly({ png: picture }),
  /** Asks where to save the whole history. */
  exportHistory: exactly({ format: v.picklist(['csv', 'json']) }),
  answerAlert: exactly({ alert: text }),
  dismissAlert: exactly({ alert: text }),
  openSettings: nothing,
  setPreference: preferenceChange,
  /** All preferences back to what a new user has; names, marks, favourites and guards stay. */
  resetPreferences: nothing,
  exportSettings: nothing,
  openFolder: nothing,
  openAwsFile: exactly({ which: v.picklist(['config', 'credentials']) }),
  openLog: nothing,
  /** Puts what the doctor says on the clipboard, without secrets, account IDs and names. */
  copyDiagnostics: nothing,
  openLicences: nothing,
  setCommand: exactly({ wanted: flag }),
  openTools: exactly({ role: text }),
  copyTool: exactly({ role: text, tool: v.picklist(tools) }),
  checkTool: exactly({ role: text, tool: v.picklist(tools) }),
  /** Shows what writing or removing the credential_process line of a role's target would change; `confirmProcess` does it. */
  planProcess: exactly({ role: text, what: v.picklist(['write', 'remove']) }),
  confirmProcess: exactly({ role: text, yes: flag }),
  /** The form for a role by hand; `role` empty is a new one, `roleArn` may be a pattern of `discovery` to begin with. */
  openAddRole: exactly({ role: maybeText, roleArn: maybeText, source: maybeText }),
  saveRole: exactly({
    role: maybeText,
    draft: exactly({ name: formText, roleArn: formText, source: formText, externalId: formText, region: formText, durationSeconds: whole }),
  }),
  removeRole: exactly({ role: text }),
  /** Reads from IAM which roles a source's user may assume. */
  findRoles: exactly({ source: text }),
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
  /** Closes the page that is open in the wide window: settings, tools, the form, the first run, the activity. */
  closePage: nothing,
  hideWindow: nothing,
  quit: nothing,
  restart: nothing,
} as const;

export type CommandName = keyof typeof commandSchemas;
export type CommandPayload<N extends CommandName> = v.InferOutput<(typeof commandSchemas)[N]>;

/** A command as it crosses from a front end. */
export type Command = { readonly [N in CommandName]: { readonly name: N; readonly payload: CommandPayload<N> } }[CommandName];

/** Checks what came over a border; undefined when it is no command or its payload does not fit. */
export const parseCommand = (name: unknown, payload: unknown): Command | undefined => {
  if (typeof name !== 'string' || !Object.hasOwn(commandSchemas, name)) return undefined;
  const { success, output } = v.safeParse(commandSchemas[name as CommandName], payload, { abortEarly: true });
  return success ? ({ name, payload: output } as Command) : undefined;
};

/** What a front end gets back; how it went is in the snapshot. */
export type CommandAnswer =
  | { readonly accepted: true }
  | { readonly accepted: false; readonly why: 'unknown-command' | 'bad-payload' | 'foreign-sender' | 'not-now' };

/** What the sandboxed window sees as `window.roletap`: the two channels and nothing else. */
export interface Bridge {
  /** The newest snapshot at once, then each newer one; returns the way to stop. */
  readonly subscribe: (listener: (snapshot: import('./snapshot.ts').Snapshot) => void) => () => void;
  readonly send: (name: CommandName, payload: unknown) => Promise<CommandAnswer>;
}
