import { certificateFacts } from '../../aws/anywhere/certificate-facts.ts';
import { defined } from '../../base/defined.ts';
import type { Key } from '../../card/keys/keys.ts';
import type { PivApplication } from '../../card/piv/piv.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { CertificatePorts, KeyCertificate } from './certificate-ports.ts';

/** What a key's PIV application holds that could open a role. Slots without a certificate, and what cannot be read as one, are left out. */
export const certificatesOf = (
  key: Pick<Key, 'id' | 'name' | 'serial' | 'formFactor'>,
  { slots, pin }: PivApplication,
): readonly KeyCertificate[] =>
  slots.flatMap(({ slot, certificate, key: inSlot }) => {
    const facts = certificate && certificateFacts(certificate);
    if (!facts) return [];
    const { id: keyId, name, serial, formFactor } = key;
    return {
      keyId,
      key: { name, formFactor, ...defined({ serial }) },
      slot,
      facts,
      pinPolicy: inSlot?.pinPolicy ?? 'unknown',
      touchPolicy: inSlot?.touchPolicy ?? 'unknown',
      ...defined({ tries: pin.left }),
    };
  });

export interface FoundCertificates {
  readonly found: readonly KeyCertificate[];
  /** Why a key could not be read, the first one's. */
  readonly problem?: Problem;
}

/** The certificates on all keys that are plugged in, each key read once while it stays (some fifty commands); `afresh` reads them again. Needs no PIN. */
export interface KeyCertificates {
  readonly list: (keys: readonly Key[], signal: AbortSignal, afresh?: boolean) => Promise<Result<FoundCertificates>>;
  /** What is on a key may have changed. */
  readonly forget: (keyId: string) => void;
}

export const createKeyCertificates = ({ keys }: { readonly keys: Omit<CertificatePorts['keys'], 'pins'> }): KeyCertificates => {
  const read = new Map<string, readonly KeyCertificate[]>();
  keys.subscribe((state) => {
    const plugged = state.kind === 'ready' ? state.keys.map(({ id }) => id) : [];
    for (const keyId of [...read.keys()]) if (!plugged.includes(keyId)) read.delete(keyId);
  });
  const look = async (key: Key, signal: AbortSignal): Promise<Result<readonly KeyCertificate[]>> => {
    const known = read.get(key.id);
    if (known) return ok(known);
    const application = await keys.piv.read(key.id, { signal });
    if (!application.ok) return application;
    const found = certificatesOf(key, application.value);
    read.set(key.id, found);
    return ok(found);
  };
  return {
    list: async (plugged, signal, afresh = false) => {
      if (afresh) for (const { id } of plugged) read.delete(id);
      const found: KeyCertificate[] = [];
      let problem: Problem | undefined;
      for (const key of plugged) {
        const looked = await look(key, signal);
        if (looked.ok) found.push(...looked.value);
        else if (looked.problem.code === 'cancelled') return looked;
        else problem ??= looked.problem;
      }
      return ok({ found, ...defined({ problem }) });
    },
    forget: (keyId) => void read.delete(keyId),
  };
};
