import type { Sessions } from '../aws/sts/sessions.ts';
import type { Millis } from '../contract/values.ts';
import type { ClipboardExpiry } from './codes/clipboard-expiry.ts';
import type { CodePorts } from './codes/code-request.ts';
import type { History } from './history/history.ts';
import type { World } from './ports.ts';
import type { SessionCache } from './sessions/session-cache.ts';
import type { ChangeSettings, Store } from './state/store.ts';

/** What every use case works with. */
export interface Context extends CodePorts {
  readonly world: World;
  readonly store: Store;
  /** AWS's time. */
  readonly now: () => Millis;
  readonly changeSettings: ChangeSettings;
  readonly held: SessionCache;
  readonly expiry: ClipboardExpiry;
  /** What happened to sessions is told to it; `add` never rejects and need not be waited for. */
  readonly history: History;
}

/** A context that can open sessions and has the files at hand. */
export interface TapContext extends Context {
  readonly sessions: Sessions;
  /** Reads the files again, those of AWS and the settings, and puts them into the state. */
  readonly readFiles: () => Promise<void>;
}
