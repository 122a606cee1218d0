import { colours, type PreferenceChange, parsePreference } from './preferences.ts';
import { environmentFormats, type RoleDraft, tools } from './tools.ts';

/**
 * All that a front end can ask for. One value: name -> parser. The main process finds the handler by the same name, so
 * a command without a parser or a handler does not compile. Parsers take `unknown` and give the payload or undefined.
 */
type Parser<T> = (value: unknown) => T | undefined;

/** Longest text that a front end may send; a password is the longest that a person types. */
const textLimit = 1024;

const nothing: Parser<null> = (value) => (value === undefined || value === null ? null : undefined);
const text: Parser<string> = (value) => (typeof value === 'string' && value.length > 0 && value.length <= textLimit ? value : undefined);
const flag: Parser<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

const maybeText: Parser<string> = (value) => (value === '' ? '' : text(value));
/** What a form takes, which says itself what is too long: AWS's external ids have up to 1,224 letters. */
const formText: Parser<string> = (value) => (typeof value === 'string' && value.length <= 4096 ? value : undefined);
const texts: Parser<readonly string[]> = (value) =>
  Array.isArray(value) && value.length <= 10_000 && value.every((item) => text(item) !== undefined) ? value : undefined;
/** A screenshot of 20 megapixels fits. */
const pictureLimit = 40 * 1024 * 1024;
const picture: Parser<Uint8Array> = (value) =>
  value instanceof Uint8Array && value.length > 0 && value.length <= pictureLimit ? value : undefined;
const oneOf =
  <const T extends readonly (string | number)[]>(...values: T): Parser<T[number]> =>
  (value) =>
    values.find((known) => known === value);

const whole: Parser<number> = (value) => (typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined);
/** A preference and its value, which must fit. */
const preference: Parser<PreferenceChange> = (value) => {
  const pair = fields<{ readonly name: string; readonly value: unknown }>({ name: text, value: (given) => given })(value);
  return pair && parsePreference(pair.name, pair.value);
};

/** An object with exactly these fields, nothing more. */
const fields =
  <T extends object>(parsers: { readonly [K in keyof T]: Parser<T[K]> }): Parser<T> =>
  (value) => {
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return undefined;
    const names = Object.keys(parsers) as (keyof T & string)[];
    if (Object.keys(value).some((name) => !names.includes(name as keyof T & string))) return undefined;
    const parsed: Partial<T> = {};
    for (const name of names) {
      const field = parsers[name]((value as Record<string, unknown>)[name]);
      if (field === undefined) return undefined;
      parsed[name] = field;
    }
    return parsed as T;
  };

export const commandParsers = {
  /** Tap in to this role (`RoleView.id`, as everywhere here). */
  tap: fields<{ readonly role: string }>({ role: text }),
  /** End the session of this target: its section leaves the credentials file. */
  end: fields<{ readonly target: string }>({ target: text }),
  endAll: nothing,
  /** Copy a code of this account (an id of a key in the snapshot, an id of an account on it). */
  copyCode: fields<{ readonly keyId: string; readonly account: string }>({ keyId: text, account: text }),
  /** Give up the question with this id. */
  cancel: fields<{ readonly waiting: string }>({ waiting: text }),
  /** Give up a tap that is under way, whatever it waits for. */
  cancelTap: fields<{ readonly role: string }>({ role: text }),
  /** Give up the code that is being made. */
  cancelCode: nothing,
  answerPassword: fields<{ readonly waiting: string; readonly password: string; readonly remember: boolean }>({
    waiting: text,
    password: text,
    remember: flag,
  }),
  answerPick: fields<{ readonly waiting: string; readonly choice: string }>({ waiting: text, choice: text }),
  /** Unlock the OATH applet of a key, so that its accounts can be listed: asks for the password. */
  unlock: fields<{ readonly keyId: string }>({ keyId: text }),
  /** Look again: readers, files. */
  refresh: nothing,
  /** Put away the failure that a role or the code card shows. */
  dismiss: fields<{ readonly role: string }>({ role: text }),
  /** Put away the failure or the copied code that the code card shows. */
  dismissCode: nothing,
  startDemo: nothing,
  /** Demo only: touch the virtual YubiKey. */
  demoTouch: nothing,
  /** Copy text that names the use of a target (`aws --profile NAME`); never a secret. */
  copyProfile: fields<{ readonly target: string }>({ target: text }),
  /** Opens the wizard: anew for a source (`''` lets the person choose), on the IAM or the console path, or an interrupted one. */
  openEnroll: fields<{ readonly source: string; readonly path: 'iam' | 'console' }>({ source: maybeText, path: oneOf('iam', 'console') }),
  resumeEnroll: fields<{ readonly enroll: string }>({ enroll: text }),
  /** Opens the wizard for an account that is on a key already (`source` as above): no secret, nothing is put on the key. */
  importAccount: fields<{ readonly source: string; readonly keyId: string; readonly account: string }>({
    source: maybeText,
    keyId: text,
    account: text,
  }),
  enrollUser: fields<{ readonly enroll: string; readonly source: string }>({ enroll: text, source: text }),
  enrollKey: fields<{
    readonly enroll: string;
    readonly keyId: string;
    readonly deviceName: string;
    readonly touch: boolean;
    readonly spare: 'none' | 'device' | 'same-seed';
  }>({ enroll: text, keyId: text, deviceName: maybeText, touch: flag, spare: oneOf('none', 'device', 'same-seed') }),
  /** The page's main button: create, go on, try again. */
  enrollNext: fields<{ readonly enroll: string }>({ enroll: text }),
  enrollBack: fields<{ readonly enroll: string }>({ enroll: text }),
  enrollSkip: fields<{ readonly enroll: string }>({ enroll: text }),
  enrollUndo: fields<{ readonly enroll: string }>({ enroll: text }),
  enrollLeave: fields<{ readonly enroll: string }>({ enroll: text }),
  /** Closes the wizard's window; what exists stays in the journal until it is finished or undone. */
  enrollClose: fields<{ readonly enroll: string }>({ enroll: text }),
  /** Console path: base32 or an otpauth link, as pasted. */
  enrollSecret: fields<{ readonly enroll: string; readonly secret: string }>({ enroll: text, secret: text }),
  /** Console path: a picture of the QR code (PNG or JPEG). */
  enrollPicture: fields<{ readonly enroll: string; readonly picture: Uint8Array }>({ enroll: text, picture: picture }),
  /** Console path: takes text or a picture from the clipboard, and wipes it there. */
  enrollPaste: fields<{ readonly enroll: string }>({ enroll: text }),
  enrollCopyCode: fields<{ readonly enroll: string; readonly index: 0 | 1 }>({ enroll: text, index: oneOf(0, 1) }),
  enrollDevice: fields<{ readonly enroll: string; readonly device: string }>({ enroll: text, device: text }),
  enrollProfiles: fields<{ readonly enroll: string; readonly profiles: readonly string[] }>({ enroll: text, profiles: texts }),
  /** The devices of a source's user. */
  openDevices: fields<{ readonly source: string }>({ source: text }),
  closeDevices: nothing,
  /** Asks first: the answer is `confirmRemove`. */
  removeDevice: fields<{ readonly source: string; readonly device: string }>({ source: text, device: text }),
  confirmRemove: fields<{ readonly source: string; readonly device: string; readonly yes: boolean }>({
    source: text,
    device: text,
    yes: flag,
  }),
  resyncDevice: fields<{ readonly source: string; readonly device: string }>({ source: text, device: text }),
  cleanLeftover: fields<{ readonly source: string; readonly item: string }>({ source: text, item: text }),
  renameAccount: fields<{ readonly keyId: string; readonly account: string; readonly name: string }>({
    keyId: text,
    account: text,
    name: text,
  }),
  setPassword: fields<{ readonly keyId: string; readonly password: string; readonly remember: boolean }>({
    keyId: text,
    password: text,
    remember: flag,
  }),
  removePassword: fields<{ readonly keyId: string }>({ keyId: text }),
  forgetPassword: fields<{ readonly keyId: string }>({ keyId: text }),
  /** Copies the policy that an administrator has to grant, or the commands that remove a lost key; never a secret. */
  copyAdvice: fields<{ readonly what: 'policy' | 'lost-key'; readonly source: string; readonly device: string }>({
    what: oneOf('policy', 'lost-key'),
    source: text,
    device: maybeText,
  }),
  /** Tap in with a touch of its own, whatever MFA session lives. */
  tapFresh: fields<{ readonly role: string }>({ role: text }),
  /** A new session for a role that is active, without a touch. */
  renew: fields<{ readonly role: string }>({ role: text }),
  /** A new MFA session with one touch, and new sessions of all roles that live on it. */
  renewAll: nothing,
  setPinned: fields<{ readonly role: string; readonly on: boolean }>({ role: text, on: flag }),
  setGuard: fields<{ readonly role: string; readonly on: boolean }>({ role: text, on: flag }),
  setFavourite: fields<{ readonly role: string; readonly on: boolean }>({ role: text, on: flag }),
  setColour: fields<{ readonly accountId: string; readonly colour: (typeof colours)[number] }>({
    accountId: text,
    colour: oneOf(...colours),
  }),
  /** Empty takes the name away. */
  setAlias: fields<{ readonly accountId: string; readonly alias: string }>({ accountId: text, alias: maybeText }),
  /** Opens AWS's console in the browser, signed in with the role; taps in first when it has to. */
  openConsole: fields<{ readonly role: string }>({ role: text }),
  /** Copies what sets a role's environment: its keys, or this app's endpoint. A secret: it leaves the clipboard like a code. */
  copyEnvironment: fields<{
    readonly role: string;
    readonly format: (typeof environmentFormats)[number];
    readonly how: 'keys' | 'endpoint';
  }>({ role: text, format: oneOf(...environmentFormats), how: oneOf('keys', 'endpoint') }),
  openToday: nothing,
  closeToday: nothing,
  /** Asks where to save the whole history. */
  exportHistory: fields<{ readonly format: 'csv' | 'json' }>({ format: oneOf('csv', 'json') }),
  answerAlert: fields<{ readonly alert: string }>({ alert: text }),
  dismissAlert: fields<{ readonly alert: string }>({ alert: text }),
  openSettings: nothing,
  setPreference: preference,
  /** All preferences back to what a new user has; names, marks, favourites and guards stay. */
  resetPreferences: nothing,
  exportSettings: nothing,
  openFolder: nothing,
  openTools: fields<{ readonly role: string }>({ role: text }),
  copyTool: fields<{ readonly role: string; readonly tool: (typeof tools)[number] }>({ role: text, tool: oneOf(...tools) }),
  checkTool: fields<{ readonly role: string; readonly tool: (typeof tools)[number] }>({ role: text, tool: oneOf(...tools) }),
  /** Shows what writing or removing the credential_process line of a role's target would change; `confirmProcess` does it. */
  planProcess: fields<{ readonly role: string; readonly what: 'write' | 'remove' }>({ role: text, what: oneOf('write', 'remove') }),
  confirmProcess: fields<{ readonly role: string; readonly yes: boolean }>({ role: text, yes: flag }),
  /** The form for a role by hand; `role` empty is a new one, `roleArn` may be a pattern of `discovery` to begin with. */
  openAddRole: fields<{ readonly role: string; readonly roleArn: string; readonly source: string }>({
    role: maybeText,
    roleArn: maybeText,
    source: maybeText,
  }),
  saveRole: fields<{ readonly role: string; readonly draft: RoleDraft }>({
    role: maybeText,
    draft: fields<RoleDraft>({
      name: formText,
      roleArn: formText,
      source: formText,
      externalId: formText,
      region: formText,
      durationSeconds: whole,
    }),
  }),
  removeRole: fields<{ readonly role: string }>({ role: text }),
  /** Reads from IAM which roles a source's user may assume. */
  findRoles: fields<{ readonly source: string }>({ source: text }),
  /** Closes the page that is open in the wide window: settings, tools, the form. */
  closePage: nothing,
  hideWindow: nothing,
  quit: nothing,
} as const;

export type CommandName = keyof typeof commandParsers;
export type CommandPayload<N extends CommandName> = Exclude<ReturnType<(typeof commandParsers)[N]>, undefined>;

/** A command as it crosses from a front end. */
export type Command = { readonly [N in CommandName]: { readonly name: N; readonly payload: CommandPayload<N> } }[CommandName];

/** Checks what came over a border; undefined when it is no command or its payload does not fit. */
export const parseCommand = (name: unknown, payload: unknown): Command | undefined => {
  if (typeof name !== 'string' || !Object.hasOwn(commandParsers, name)) return undefined;
  const parsed = commandParsers[name as CommandName](payload);
  return parsed === undefined ? undefined : ({ name, payload: parsed } as Command);
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
