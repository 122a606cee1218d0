import type { CommandAnswer } from '../contract/commands.ts';
import type { Snapshot } from '../contract/snapshot.ts';

/** The program without a window: what front ends draw from and talk to. */
export interface App {
  readonly snapshot: () => Snapshot;
  readonly subscribe: (listener: (snapshot: Snapshot) => void) => () => void;
  /** Checks and runs a command that came over a border; how it went is in the snapshot. */
  readonly run: (name: unknown, payload: unknown) => CommandAnswer;
  readonly close: () => Promise<void>;
}
