import * as v from 'valibot';
import { chainFlaw } from '../../aws/anywhere/certificate-checks.ts';
import { type CertificateFacts, certificateFacts, certificatesIn } from '../../aws/anywhere/certificate-facts.ts';
import type { Log } from '../../base/log.ts';
import { parsedJson } from '../../base/schema.ts';
import { toPem } from '../../card/certificates/pem.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { RecordFolder } from '../../storage/record-folder.adapter.ts';
import { createJournal } from '../plans/journal.ts';

const stored = v.object({
  version: v.literal(1),
  /** SHA-256 of the public key, hex: a renewed certificate of the same key has the chain that came with it. */
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** When it was kept, milliseconds since 1970. */
  startedAt: v.pipe(v.number(), v.finite()),
  /** PEM, nearest to the certificate first. */
  chain: v.pipe(v.string(), v.maxLength(32_768)),
});

/** The intermediate certificates that came with the certificates on YubiKeys, whose slots have no place for them. All DER. */
export interface KnownChains {
  /** Those that lead on from a certificate; none where nothing is known, or what is known belongs to the one before it. */
  readonly of: (leaf: Pick<CertificateFacts, 'der' | 'keySum'>) => Promise<readonly Uint8Array[]>;
  /** Those that came with a certificate, in the place of the ones of its key before. Problem: journal-unwritable. */
  readonly keep: (leaf: Uint8Array, chain: readonly Uint8Array[], now: number) => Promise<Result<void>>;
}

/** AWS has the root: it is the trust anchor, or above it. */
const isRoot = (der: Uint8Array): boolean => {
  const facts = certificateFacts(der);
  return facts?.subject === facts?.issuer;
};

export const createKnownChains = (folder: RecordFolder, log: Log): KnownChains => {
  const journal = createJournal(folder, log, (json) => parsedJson(stored, json));
  return {
    of: async ({ der, keySum }) => {
      const found = (await journal.list()).find(({ id }) => id === keySum);
      const chain = certificatesIn(found?.chain ?? '') ?? [];
      return chainFlaw(der, chain) ? [] : chain;
    },
    keep: async (leaf, chain, now) => {
      const id = certificateFacts(leaf)?.keySum ?? '';
      const between = chain.filter((der) => !isRoot(der));
      if (between.length > 0) {
        return journal.write({ version: 1, id, startedAt: now, chain: between.map((der) => toPem('CERTIFICATE', der)).join('') });
      }
      await journal.remove(id);
      return ok(undefined);
    },
  };
};
