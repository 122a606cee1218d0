import { EventEmitter } from 'node:events';
import type { App, Session, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import {
  contentSecurityPolicy,
  enforceRules,
  rules,
  settleSwitches,
  windowPreferences,
} from '../../../../src-main/shell/windows/security.ts';

const fakeApp = (isPackaged: boolean, given: readonly string[] = []) => {
  const switches = new Set(given);
  const app = Object.assign(new EventEmitter(), {
    isPackaged,
    sandboxed: false,
    switches,
    enableSandbox: () => {
      app.sandboxed = true;
    },
    commandLine: {
      hasSwitch: (name: string) => switches.has(name),
      removeSwitch: (name: string) => switches.delete(name),
      appendSwitch: (name: string, value: string) => switches.add(`${name}=${value}`),
    },
  });
  return app;
};
const settle = (app: ReturnType<typeof fakeApp>) => settleSwitches(app as unknown as App);

type Answered = { readonly cancel?: boolean };
const fakeSession = () => {
  let asked: (details: { url: string }, answer: (answered: Answered) => void) => void = () => {};
  const verdicts: number[] = [];
  const session = Object.assign(new EventEmitter(), {
    webRequest: {
      onBeforeRequest: (listener: typeof asked) => {
        asked = listener;
      },
    },
    setPermissionRequestHandler: () => {},
    setPermissionCheckHandler: () => {},
    setDevicePermissionHandler: () => {},
    setCertificateVerifyProc: (verify: (request: object, answer: (code: number) => void) => void) =>
      verify({}, (code) => verdicts.push(code)),
    setSpellCheckerEnabled: () => {},
  });
  const cancelled = (url: string): boolean | undefined => {
    let result: boolean | undefined;
    asked({ url }, (answered) => {
      result = answered.cancel;
    });
    return result;
  };
  return { session: session as unknown as Session, cancelled, verdicts };
};

describe('the rules for a page', () => {
  it('each say what and why, and reach a session or a page', () => {
    for (const rule of rules) {
      expect(rule.what).not.toBe('');
      expect(rule.why.length).toBeGreaterThan(20);
      expect(rule.session ?? rule.contents).toBeDefined();
    }
  });

  it('cancel every request but those for the bundle, on every session', () => {
    const app = fakeApp(true);
    enforceRules(app as unknown as App);
    const { session, cancelled } = fakeSession();
    app.emit('session-created', session);
    expect(cancelled('app://bundle/index.js')).toBe(false);
    for (const url of [
      'https://example.com/',
      'http://127.0.0.1/',
      'file:///etc/passwd',
      'app://other/x.js',
      'app://bundle.example/x.js',
      'ws://localhost/',
      'blob:app://bundle/1',
      'data:text/html,x',
    ])
      expect(cancelled(url), url).toBe(true);
  });

  it('call no certificate good', () => {
    const app = fakeApp(true);
    enforceRules(app as unknown as App);
    const { session, verdicts } = fakeSession();
    app.emit('session-created', session);
    // ERR_FAILED; 0 would be "good", and -3 Chromium's own judgement.
    expect(verdicts).toEqual([-2]);
  });

  it('hold for every page that comes into being', () => {
    const app = fakeApp(true);
    enforceRules(app as unknown as App);
    let popup: unknown;
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: () => unknown) => {
        popup = handler();
      },
      setWebRTCIPHandlingPolicy: () => {},
    });
    app.emit('web-contents-created', {}, contents as unknown as WebContents);
    expect(popup).toEqual({ action: 'deny' });
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
      let prevented = false;
      contents.emit(name, {
        preventDefault: () => {
          prevented = true;
        },
      });
      expect(prevented, name).toBe(true);
    }
  });
});

describe('the policy of the page', () => {
  it('allows nothing by default, nothing inline, no eval, and no text as script', () => {
    expect(contentSecurityPolicy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(contentSecurityPolicy).toContain("require-trusted-types-for 'script'");
    expect(contentSecurityPolicy).not.toMatch(/unsafe|https?:|\*/);
  });
});

describe('the switches', () => {
  it('take away from a packaged program what reads, weakens or replaces its processes, and leave it to a test', () => {
    const given = [
      'remote-debugging-port',
      'remote-debugging-pipe',
      'disable-seccomp-filter-sandbox',
      'renderer-cmd-prefix',
      'log-net-log',
    ];
    const packaged = fakeApp(true, given);
    settle(packaged);
    expect(given.filter((name) => packaged.switches.has(name))).toEqual([]);
    const unpackaged = fakeApp(false, ['remote-debugging-port']);
    settle(unpackaged);
    expect(unpackaged.switches.has('remote-debugging-port')).toBe(true);
  });

  it('put every process into the sandbox, unless there can be none', () => {
    const app = fakeApp(true);
    settle(app);
    expect(app.sandboxed).toBe(true);
    const asRoot = fakeApp(true, ['no-sandbox']);
    settle(asRoot);
    expect(asRoot.sandboxed).toBe(false);
  });
});

describe('the settings of the window', () => {
  it('leave a packaged window no developer tools and its session no file', () => {
    expect(windowPreferences('preload.cjs', true)).toMatchObject({ devTools: false, sandbox: true, contextIsolation: true });
    expect(windowPreferences('preload.cjs', false).devTools).toBe(true);
    expect(windowPreferences('preload.cjs', true).partition).not.toMatch(/^persist:/);
  });
});
