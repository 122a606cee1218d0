import type { Log } from '../../base/log.ts';
import { trustedAuthorities } from '../../card/certificates/attestation.ts';
import type { YubiKeys } from '../../card/keys/keys.ts';
import type { RecordFolder } from '../../storage/record-folder.adapter.ts';
import { type CertificateDeeds, createCertificateDeeds } from './certificate-deeds.ts';
import { createRegister } from './register.ts';
import { createSetupJournal } from './setup-record.ts';

/** What certificates on YubiKeys take from outside. */
export interface CertificateOutside {
  readonly keys: YubiKeys;
  readonly log: Log;
  readonly certificates: {
    /** Where the journal of setups is kept. */
    readonly setups: RecordFolder;
    /** Where the certificates are entered that were signed here. */
    readonly register: RecordFolder;
    readonly random: (length: number) => Uint8Array;
    /** Authorities beside Yubico's that attestations may end at, DER: the demo has its own maker of YubiKeys. */
    readonly alsoTrusted?: () => Promise<readonly Uint8Array[]>;
  };
}

type Given = Omit<CertificateOutside, 'certificates'> & CertificateOutside['certificates'] & { readonly now: () => number };

/** The part of the program that knows X.509: a file of its own in a build (scripts/lib/bundle.mjs). */
export const createCertificates = ({ keys, log, now, setups, register, random, alsoTrusted }: Given): CertificateDeeds =>
  createCertificateDeeds({
    keys,
    now,
    random,
    authorities: async () => [...trustedAuthorities(), ...((await alsoTrusted?.()) ?? [])],
    journal: createSetupJournal(setups, log),
    register: createRegister(register, log),
  });
