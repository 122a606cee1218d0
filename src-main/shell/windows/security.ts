import type { App as ElectronApp, Session, WebContents, WebPreferences } from 'electron';
import { pageOrigin } from './page-path.ts';

/** Sent with every file of the window. Nothing from outside, nothing inline, no text that becomes code. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** What the window may be: a page in a sandbox with no way to Node. The partition has no `persist:`, so it leaves no file. */
export const windowPreferences = (preload: string, packaged: boolean): WebPreferences => ({
  preload,
  partition: 'roletap',
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  spellcheck: false,
  navigateOnDragDrop: false,
  devTools: !packaged,
});

interface Rule {
  readonly what: string;
  readonly why: string;
  readonly session?: (session: Session) => void;
  readonly contents?: (contents: WebContents) => void;
}

type Preventable = { preventDefault: () => void };
const prevent = (event: Preventable): void => event.preventDefault();

/** One row for each thing that a page could do and ours never does. Applied to every session and every page. */
export const rules: readonly Rule[] = [
  {
    what: 'permissions',
    why: 'Electron grants by default; the window needs no camera, clipboard, notification or location.',
    session: (session) => {
      session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
      session.setPermissionCheckHandler(() => false);
    },
  },
  {
    what: 'devices',
    why: 'The YubiKey is spoken to by the main process over PC/SC; a page never reaches for USB, HID or serial.',
    session: (session) => session.setDevicePermissionHandler(() => false),
  },
  {
    what: 'network',
    why: 'The window draws snapshots. All it loads is its own bundle, so whatever else it asks for was put into it.',
    session: (session) =>
      session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOurs(details.url) && !isTool(details.url) })),
  },
  {
    what: 'certificates',
    why: 'No page is fetched over TLS, so no certificate is ever good (-2 is ERR_FAILED).',
    session: (session) => session.setCertificateVerifyProc((_request, answer) => answer(-2)),
  },
  {
    what: 'downloads',
    why: 'A page that writes files to disk is not ours.',
    session: (session) => session.on('will-download', prevent),
  },
  {
    what: 'spelling',
    why: 'The spelling checker fetches dictionaries and learns what is typed, passwords among it.',
    session: (session) => session.setSpellCheckerEnabled(false),
  },
  {
    what: 'navigation',
    why: 'One page, loaded by the main process. A page that moves elsewhere would take the preload along.',
    contents: (contents) => {
      contents.on('will-navigate', prevent);
      contents.on('will-frame-navigate', prevent);
      contents.on('will-redirect', prevent);
    },
  },
  {
    what: 'popups',
    why: 'A second window would have its own origin and no placement.',
    contents: (contents) => contents.setWindowOpenHandler(() => ({ action: 'deny' })),
  },
  {
    what: 'webviews',
    why: 'A guest page can be given weaker settings than its host.',
    contents: (contents) => contents.on('will-attach-webview', prevent),
  },
  {
    what: 'WebRTC',
    why: 'Peer connections pass by the network rule above.',
    contents: (contents) => contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp'),
  },
];

const isOurs = (url: string): boolean => url.startsWith(`${pageOrigin}/`);
/** The developer tools load themselves over this scheme; a packaged window has none. */
const isTool = (url: string): boolean => url.startsWith('devtools://');

/**
 * No fuse stops these: remote debugging reads the window and runs code in it, the others weaken the processes of the page, put another program before them,
 * or write down what goes over Chromium's network.
 */
const refusedSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'disable-seccomp-filter-sandbox',
  'disable-web-security',
  'disable-site-isolation-trials',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'js-flags',
  'log-net-log',
  'net-log-capture-mode',
  'ssl-key-log-file',
];

/** Switches that outrank every rule above, so that they are settled before Electron is ready. */
export const settleSwitches = (app: ElectronApp): void => {
  if (app.isPackaged) for (const name of refusedSwitches) app.commandLine.removeSwitch(name);
  // With --no-sandbox (root in a container) asking for the sandbox again kills every child process, over and over.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  // Chromium ends the program with the seventh death of its process for graphics, which a driver can bring about.
  app.commandLine.appendSwitch('disable-gpu-process-crash-limit');
  // Chromium resolves no name at all, prefetches included. AWS is called by Node, which asks the system itself.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
};

/** From now on each session and each page obeys the rules. */
export const enforceRules = (app: ElectronApp): void => {
  app.on('session-created', (session) => {
    for (const rule of rules) rule.session?.(session);
  });
  app.on('web-contents-created', (_event, contents) => {
    for (const rule of rules) rule.contents?.(contents);
  });
};
