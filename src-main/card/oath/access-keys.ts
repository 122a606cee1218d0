import { sameBytes } from '../../base/bytes.ts';

/** The OATH access keys of this run, in memory, by device id; from an earlier run through `source`. Owns its copies and wipes them. */
export interface AccessKeys {
  readonly get: (deviceId: string) => Uint8Array | undefined;
  readonly keep: (deviceId: string, accessKey: Uint8Array) => void;
  /** The key refused it: wiped, and not taken from the source again. */
  readonly refuse: (deviceId: string) => void;
  /** The key has no password any more, or was reset. */
  readonly drop: (deviceId: string) => void;
  /** Looks for one from an earlier run; true when there is one to try now. */
  readonly recall: (deviceId: string) => Promise<boolean>;
  readonly setSource: (source: (deviceId: string) => Promise<Uint8Array | undefined>) => void;
  readonly onRefused: (listener: (deviceId: string) => void) => void;
  readonly wipe: () => void;
}

export const createAccessKeys = (): AccessKeys => {
  const kept = new Map<string, Uint8Array>();
  const refused = new Map<string, Uint8Array>();
  const listeners = new Set<(deviceId: string) => void>();
  let source: (deviceId: string) => Promise<Uint8Array | undefined> = async () => undefined;

  const forget = (from: Map<string, Uint8Array>, deviceId: string) => {
    from.get(deviceId)?.fill(0);
    from.delete(deviceId);
  };
  const keep = (deviceId: string, accessKey: Uint8Array) => {
    const copy = Uint8Array.from(accessKey);
    forget(kept, deviceId);
    forget(refused, deviceId);
    kept.set(deviceId, copy);
  };
  return {
    get: (deviceId) => kept.get(deviceId),
    keep,
    refuse: (deviceId) => {
      const accessKey = kept.get(deviceId);
      if (!accessKey) return;
      kept.delete(deviceId);
      forget(refused, deviceId);
      refused.set(deviceId, accessKey);
      for (const listener of [...listeners]) listener(deviceId);
    },
    drop: (deviceId) => forget(kept, deviceId),
    recall: async (deviceId) => {
      // A secret store that fails is one that remembers nothing.
      const found = await source(deviceId).catch(() => undefined);
      if (!found || kept.has(deviceId)) return kept.has(deviceId);
      const known = refused.get(deviceId);
      if (known && sameBytes(known, found)) return false;
      keep(deviceId, found);
      return true;
    },
    setSource: (next) => {
      source = next;
    },
    onRefused: (listener) => {
      listeners.add(listener);
    },
    wipe: () => {
      for (const deviceId of [...kept.keys()]) forget(kept, deviceId);
      for (const deviceId of [...refused.keys()]) forget(refused, deviceId);
    },
  };
};
