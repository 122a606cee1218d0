import type { Bridge, CommandName } from '../../../src-main/contract/commands.ts';
import type { EnrollView } from '../../../src-main/contract/enroll.ts';
import type { RoleState, Snapshot } from '../../../src-main/contract/snapshot.ts';
import { screens } from './snapshots.ts';
import { sessionScreens } from './snapshots-sessions.ts';
import { wideScreens } from './snapshots-wide.ts';

/** The real window on a bridge that shows `?screen=NAME` and keeps what is sent; loaded before src-renderer/index.tsx. */
interface Gallery {
  readonly sent: { readonly name: CommandName; readonly payload: unknown }[];
  readonly violations: string[];
  /** What the snapshot that is shown tells: names, numbers, addresses. */
  readonly facts: () => Snapshot;
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

const violations: string[] = [];
document.addEventListener('securitypolicyviolation', (event) => violations.push(`${event.violatedDirective} ${event.blockedURI}`));
window.gallery = {
  sent: [],
  violations,
  facts: () => snapshot,
  show: (name) => put(screenOf(name)),
  changeEnroll: (change) => put({ ...snapshot, ...(snapshot.enroll === undefined ? {} : { enroll: { ...snapshot.enroll, ...change } }) }),
  changeRole: (id, state) => put({ ...snapshot, roles: snapshot.roles.map((role) => (role.id === id ? { ...role, state } : role)) }),
};
Object.defineProperty(window, 'roletap', { value: bridge });
const asked = new URLSearchParams(location.search);
// For pictures the clock stands, so that no countdown depends on how fast the page was loaded.
if (asked.has('still')) Object.defineProperty(performance, 'now', { value: () => 0 });
put(screenOf(asked.get('screen')));
