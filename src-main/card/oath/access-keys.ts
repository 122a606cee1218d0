import { sameBytes } from '../../base/bytes.ts';

/** What an earlier run remembered: more than one where it was killed while it changed the password. */
export type AccessKeySource = (deviceId: string) => Promise<readonly Uint8Array[]>;

/** The OATH access keys of this run, in memory, by device id; from an earlier run through `source`. Owns its copies and wipes them. */
export interface AccessKeys {
  readonly get: (deviceId: string) => Uint8Array | undefined;
  readonly keep: (deviceId: string, accessKey: Uint8Array) => void;
  /** The key refused it: not taken from the source again. */
  readonly refuse: (deviceId: string) => void;
  /** The key has no password any more, or was reset. */
  readonly drop: (deviceId: string) => void;
  /** Looks for one from an earlier run, of those that were not refused; true when there is one to try now. */
  readonly recall: (deviceId: string) => Promise<boolean>;
  readonly setSource: (source: AccessKeySource) => void;
  /** Hears of each that was refused. */
  readonly onRefused: (listener: (deviceId: string, accessKey: Uint8Array) => void) => void;
  readonly wipe: () => void;
}

export const createAccessKeys = (): AccessKeys => {
  const kept = new Map<string, Uint8Array>();
  const refused = new Map<string, readonly Uint8Array[]>();
  const listeners = new Set<(deviceId: string, accessKey: Uint8Array) => void>();
  let source: AccessKeySource = async () => [];

  const forget = (deviceId: string) => {
    kept.get(deviceId)?.fill(0);
    kept.delete(deviceId);
  };
  const forgetRefused = (deviceId: string) => {
    for (const accessKey of refused.get(deviceId) ?? []) accessKey.fill(0);
    refused.delete(deviceId);
  };
  const put = (deviceId: string, accessKey: Uint8Array) => {
    const copy = Uint8Array.from(accessKey);
    forget(deviceId);
    kept.set(deviceId, copy);
  };
  return {
    get: (deviceId) => kept.get(deviceId),
    keep: (deviceId, accessKey) => {
      put(deviceId, accessKey);
      // A password that was set anew may be one that was refused before.
      forgetRefused(deviceId);
    },
    refuse: (deviceId) => {
      const accessKey = kept.get(deviceId);
      if (!accessKey) return;
      kept.delete(deviceId);
      refused.set(deviceId, [...(refused.get(deviceId) ?? []), accessKey]);
      for (const listener of [...listeners]) listener(deviceId, Uint8Array.from(accessKey));
    },
    drop: forget,
    recall: async (deviceId) => {
      // A secret store that fails is one that remembers nothing.
      const found = await source(deviceId).catch(() => []);
      const isRefused = (accessKey: Uint8Array) => refused.get(deviceId)?.some((known) => sameBytes(known, accessKey));
      const next = found.find((accessKey) => !isRefused(accessKey));
      if (next && !kept.has(deviceId)) put(deviceId, next);
      return kept.has(deviceId);
    },
    setSource: (next) => {
      source = next;
    },
    onRefused: (listener) => {
      listeners.add(listener);
    },
    wipe: () => {
      for (const deviceId of [...kept.keys()]) forget(deviceId);
      for (const deviceId of [...refused.keys()]) forgetRefused(deviceId);
    },
  };
};
