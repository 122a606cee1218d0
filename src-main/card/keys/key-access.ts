import type { Result } from '../../contract/result.ts';
import type { CardJob } from '../connection/card-queue.ts';
import type { AccessKeys } from '../oath/access-keys.ts';
import type { OathApplet, RandomBytes } from '../oath/oath-session.ts';
import type { OathWork } from '../oath/oath-work.ts';
import type { KeySlot, SeenKey } from './key-slot.ts';

/** What the rest of the desk needs to run a job on a key. */
export interface Desk {
  readonly slot: (keyId: string) => KeySlot | undefined;
  readonly run: <T>(slot: KeySlot, job: CardJob<T>) => Promise<Result<T>>;
  readonly work: (slot: KeySlot) => OathWork;
  /** A job on an unlocked applet; looks for a remembered access key when it is locked, and shows it as locked when that does not help. */
  readonly runUnlocked: <T>(slot: KeySlot, job: UnlockedJob<T>) => Promise<Result<T>>;
  readonly update: (slot: KeySlot, change: Partial<SeenKey>) => void;
  readonly accessKeys: AccessKeys;
  /** Read no more of a key than its codes: see `KeysParts.brief`. */
  readonly brief: () => boolean;
  readonly random: RandomBytes;
  readonly step: () => number;
}

export interface UnlockedJob<T> extends Omit<CardJob<T>, 'work'> {
  readonly work: (applet: OathApplet) => Promise<T>;
}
