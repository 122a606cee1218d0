import type { ProcessPlan } from '../../aws/files/process-files.ts';
import type { Result } from '../../contract/result.ts';
import type { Ports } from '../ports.ts';
import type { RoleFiles } from '../roles/role-files.ts';
import type { CallerPorts, SourcePorts } from '../roles/source.ts';
import { type AwsSide, createAwsSide } from './aws-side.ts';
import { type CheckedRole, checkCertificateRoles } from './check-roles.ts';
import type { KeyCertificates } from './key-certificates.ts';
import { type NewCertificateRole, planCertificateRole, saveCertificateRole } from './save-role.ts';

/** What a front end may have done for roles by certificate, apart from opening them. */
export interface AnywhereDeeds extends AwsSide {
  /** What saving a role would change in the config file. */
  readonly plan: (order: NewCertificateRole) => Promise<Result<ProcessPlan>>;
  /** Saves a role as a profile; it stands in the list after that. */
  readonly save: (order: NewCertificateRole) => Promise<Result<{ readonly file: string }>>;
  /** Whether each role has its certificate on a key that is plugged in; nobody is asked for anything. */
  readonly check: (signal: AbortSignal) => Promise<readonly CheckedRole[]>;
}

export const createAnywhereDeeds = (
  outside: Pick<Ports, 'anywhere' | 'clock' | 'files' | 'launcher' | 'keys' | 'readCertificates'>,
  { store, files }: Pick<SourcePorts, 'store'> & { readonly files: Pick<RoleFiles, 'judge' | 'refresh'> },
  callers: CallerPorts,
  onKeys: KeyCertificates,
): AnywhereDeeds => {
  const { anywhere, clock, keys, readCertificates } = outside;
  return {
    ...createAwsSide({ store, files, clock, aws: { ...callers, ...anywhere } }),
    plan: (order) => planCertificateRole(outside, order),
    check: (signal) => checkCertificateRoles({ store, keys, aws: { readCertificates, now: callers.now } }, onKeys, signal),
    save: async (order) => {
      const saved = await saveCertificateRole(outside, order);
      if (saved.ok) await files.refresh();
      return saved;
    },
  };
};
