/// <reference path="../../../src-renderer/css.d.ts" />
import type { Bridge, CommandName } from '../../../src-main/contract/commands.ts';
import type { EnrollView } from '../../../src-main/contract/enroll.ts';
import type { RoleState, Snapshot } from '../../../src-main/contract/snapshot.ts';
import { notePage } from './drawn-again.ts';
import { screens } from './snapshots.ts';
import { sessionScreens } from './snapshots-sessions.ts';
import { wideScreens } from './snapshots-wide.ts';

/** The real window on a bridge that shows `?screen=NAME` and keeps what is sent. */
interface Gallery {
  readonly sent: { readonly name: CommandName; readonly payload: unknown }[];
  readonly violations: string[];
  /** What the snapshot that is shown tells: names, numbers, addresses. */
  readonly facts: () => Snapshot;
  /** Draws the whole window anew as it would come up at this address of the gallery; false when the page must be loaded for that. */
  readonly again: (address: string) => Promise<boolean>;
  /** Shows the named screen as the next snapshot. */
  readonly show: (name: string) => void;
  /** Gives one role another state in the next snapshot. */
  readonly changeRole: (id: string, state: RoleState) => void;
  /** Changes the wizard in the next snapshot. */
  readonly changeEnroll: (change: Partial<EnrollView>) => void;
}

declare global {
  interface Window {
    gallery: Gallery;
    /** src-renderer/index.tsx: all its modules, new with each call. */
    drawWindow: () => void;
  }
}

const listeners = new Set<(snapshot: Snapshot) => void>();
let revision = 0;
let snapshot: Snapshot = screens.roles;
const put = (next: Snapshot) => {
  revision += 1;
  // Over a real bridge each snapshot is a copy.
  snapshot = structuredClone({ ...next, revision });
  for (const listener of listeners) listener(snapshot);
};
const all: Readonly<Record<string, Snapshot>> = { ...screens, ...sessionScreens, ...wideScreens };
const screenOf = (name: string | null): Snapshot => all[name ?? ''] ?? screens.roles;

const bridge: Bridge = {
  subscribe: (listener) => {
    listeners.add(listener);
    listener(snapshot);
    return () => listeners.delete(listener);
  },
  send: async (name, payload) => {
    // Over a real bridge everything is copied; the window overwrites its own bytes after.
    window.gallery.sent.push({ name, payload: structuredClone(payload) });
    return { accepted: true };
  },
};

const screenAsked = () => screenOf(new URLSearchParams(location.search).get('screen'));

const violations: string[] = [];
document.addEventListener('securitypolicyviolation', (event) => violations.push(`${event.violatedDirective} ${event.blockedURI}`));
window.gallery = {
  sent: [],
  violations,
  facts: () => snapshot,
  again: async (address) => {
    if (!(await clear())) return false;
    listeners.clear();
    window.gallery.sent.length = 0;
    violations.length = 0;
    revision = 0;
    history.replaceState(null, '', address);
    put(screenAsked());
    window.drawWindow();
    return true;
  },
  show: (name) => put(screenOf(name)),
  changeEnroll: (change) => put({ ...snapshot, ...(snapshot.enroll === undefined ? {} : { enroll: { ...snapshot.enroll, ...change } }) }),
  changeRole: (id, state) => put({ ...snapshot, roles: snapshot.roles.map((role) => (role.id === id ? { ...role, state } : role)) }),
};
Object.defineProperty(window, 'roletap', { value: bridge });
// For pictures the clock stands, so that no countdown depends on how fast the page was loaded.
if (new URLSearchParams(location.search).has('still')) Object.defineProperty(performance, 'now', { value: () => 0 });
put(screenAsked());
window.keptRoots = [];
const clear = notePage();
window.drawWindow();
