import { slotNumber } from '../../card/piv/piv.ts';
import type { Result } from '../../contract/result.ts';
import type { AnywhereDeeds } from '../anywhere/anywhere-deeds.ts';
import { type AtTheKey, type FoundKey, findPivKey } from '../piv/at-the-key.ts';
import type { AuthorityPorts } from '../piv/authority.ts';
import type { SetupRecord } from './setup-record.ts';

/** AWS's side of a setup, and the profile at its end. */
export type SetupAws = Omit<AnywhereDeeds, 'plan' | 'check' | 'copy' | 'planAdoption' | 'undoAdoption'>;

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
