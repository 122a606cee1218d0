import type { InTurn } from '../../base/jobs.ts';
import type { Log } from '../../base/log.ts';
import type { YubiKeys } from '../../card/keys/keys.ts';
import type { RecordFolder } from '../../storage/record-folder.adapter.ts';

/** What certificates on YubiKeys take from outside. */
export interface CertificateOutside {
  readonly inTurn: InTurn;
  readonly keys: YubiKeys;
  readonly log: Log;
  readonly certificates: {
    /** Where the journal of setups is kept. */
    readonly setups: RecordFolder;
    /** Where the certificates are entered that were signed here. */
    readonly register: RecordFolder;
    /** Where the chains of the certificates on YubiKeys are kept. */
    readonly chains: RecordFolder;
    readonly random: (length: number) => Uint8Array;
    /** Authorities beside Yubico's that attestations may end at, DER: the demo has its own maker of YubiKeys. */
    readonly alsoTrusted?: () => Promise<readonly Uint8Array[]>;
  };
}
