import type { App } from '../app/app.ts';
import type { SystemEvent } from '../app/system-events.ts';
import type { Snapshot } from '../contract/snapshot.ts';

/** The part of the app that windows, the tray and what the system tells need. */
export type ShellApp = Pick<App, 'snapshot' | 'subscribe' | 'run' | 'handle' | 'beforeQuit' | 'atEnd' | 'credentials' | 'held' | 'close'>;

/** What stays true until it is told anew: the next app has to hear it, too. */
const lasting: ReadonlySet<SystemEvent['kind']> = new Set(['shortcut', 'login-item']);

/** Holds the app that is in use, and is one itself. The demo replaces it whole: nothing of the real one stays behind. */
export interface AppSlot extends ShellApp {
  /** Closes the app in use and goes on with the next one. */
  readonly replace: (next: ShellApp) => Promise<void>;
}

/** Revisions keep growing over a replacement, because a window drops what is older than what it has. */
export const createAppSlot = (first: ShellApp): AppSlot => {
  const told = new Map<SystemEvent['kind'], SystemEvent>();
  const listeners = new Set<(snapshot: Snapshot) => void>();
  let passed = 0;
  let current = first;
  const numbered = (snapshot: Snapshot): Snapshot => (passed === 0 ? snapshot : { ...snapshot, revision: snapshot.revision + passed });
  const tell = (snapshot: Snapshot) => {
    for (const listener of listeners) listener(numbered(snapshot));
  };
  let stop = first.subscribe(tell);
  return {
    snapshot: () => numbered(current.snapshot()),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    run: (name, payload) => current.run(name, payload),
    handle: (event) => {
      if (lasting.has(event.kind)) told.set(event.kind, event);
      return current.handle(event);
    },
    atEnd: () => current.atEnd(),
    beforeQuit: () => current.beforeQuit(),
    credentials: (request, signal) => current.credentials(request, signal),
    held: (role) => current.held(role),
    close: () => {
      stop();
      return current.close();
    },
    replace: async (next) => {
      const before = current;
      stop();
      passed = numbered(before.snapshot()).revision + 1;
      current = next;
      stop = next.subscribe(tell);
      for (const event of told.values()) void next.handle(event);
      tell(next.snapshot());
      await before.close();
    },
  };
};
