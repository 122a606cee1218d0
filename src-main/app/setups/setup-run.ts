import type { InTurn } from '../../base/jobs.ts';
import { slotNumber } from '../../card/piv/piv.ts';
import type { ChosenPinPolicy, ChosenTouchPolicy, NewKeyAlgorithm } from '../../contract/certificates/piv.ts';
import type { Result } from '../../contract/result.ts';
import type { AnywhereDeeds } from '../anywhere/anywhere-deeds.ts';
import { type AtTheKey, type FoundKey, findPivKey } from '../piv/at-the-key.ts';
import type { AuthorityPorts } from '../piv/authority.ts';
import type { Journal } from '../plans/journal.ts';
import type { CertificateWay, SetupRecord, SetupRole } from './setup-record.ts';

/** AWS's side of a setup, and the profile at its end. */
export type SetupAws = Omit<AnywhereDeeds, 'plan' | 'check' | 'copy' | 'planAdoption' | 'undoAdoption'>;

export interface SetupOrder {
  readonly serial?: number;
  /** `82`; absent: the first retired slot that is empty. */
  readonly slot?: string;
  readonly algorithm: NewKeyAlgorithm;
  readonly pinPolicy: ChosenPinPolicy;
  readonly touchPolicy: ChosenTouchPolicy;
  readonly subject: string;
  readonly isAuthority: boolean;
  /** A random management key under the PIN, where the factory's is in place. */
  readonly protectsManagement: boolean;
  /** Days of an authority. */
  readonly days?: number;
  /** How the certificate comes; absent: somebody brings it. */
  readonly way?: CertificateWay;
  /** The role that it is for; absent: the setup ends with the certificate. */
  readonly role?: Omit<SetupRole, 'madeAnchor' | 'madeRole' | 'madeProfile'>;
}

export interface SetupPorts {
  readonly journal: Journal<SetupRecord> & { readonly inTurn: InTurn };
  readonly pieces: AuthorityPorts;
  readonly aws: SetupAws;
}

/** A setup while it runs. */
export interface SetupRun {
  readonly ports: AuthorityPorts;
  readonly aws: SetupAws;
  readonly at: AtTheKey;
  readonly record: () => SetupRecord;
  readonly change: (record: SetupRecord) => void;
}

export const slotOf = ({ slot }: SetupRecord): number => slotNumber(slot) ?? 0x82;

/** The YubiKey as it is now: another step may have changed it. */
export const lookAgain = ({ ports, at, record }: Pick<SetupRun, 'ports' | 'at' | 'record'>): Promise<Result<FoundKey>> =>
  findPivKey(ports.keys, record().serial, at.signal, [slotOf(record())]);
