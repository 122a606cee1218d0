import { flawProblem } from '../../aws/anywhere/certificate-checks.ts';
import { certificateFacts } from '../../aws/anywhere/certificate-facts.ts';
import { fitsWish, wishText } from '../../aws/anywhere/certificate-role.ts';
import type { Source } from '../../aws/profiles/profile-types.ts';
import { defined } from '../../base/defined.ts';
import { slotName } from '../../card/piv/piv.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Millis } from '../../contract/values.ts';
import type { Store } from '../state/store.ts';
import type { CertificatePorts } from './certificate-ports.ts';
import type { KeyCertificates } from './key-certificates.ts';

/** The certificate that would open a role now. */
export interface ReadyCertificate {
  readonly subject: string;
  readonly until: Millis;
  /** The YubiKey's, where it tells one. */
  readonly serial?: number;
  readonly slot: string;
}

export interface CheckedRole {
  readonly profile: string;
  readonly certificate: Result<ReadyCertificate>;
}

export interface CheckRolesPorts {
  readonly store: Pick<Store, 'state'>;
  readonly keys: Pick<CertificatePorts['keys'], 'state'>;
  readonly aws: Pick<CertificatePorts['aws'], 'readCertificates'> & { readonly now: () => Millis };
}

/** Whether each role by certificate has one that AWS would accept on a key that is plugged in. Nobody is asked for anything, and AWS is not asked either. */
export const checkCertificateRoles = async (
  { store, keys, aws }: CheckRolesPorts,
  certificates: KeyCertificates,
  signal: AbortSignal,
): Promise<readonly CheckedRole[]> => {
  const { files } = store.state();
  const sources = files.kind === 'read' ? files.profiles.sources.filter(({ certificate }) => certificate !== undefined) : [];
  if (sources.length === 0) return [];
  const state = keys.state();
  const listed = await certificates.list(state.kind === 'ready' ? state.keys : [], signal);
  const now = aws.now();
  const check = async ({ profile, certificate }: Source): Promise<Result<ReadyCertificate>> => {
    if (!listed.ok) return listed;
    const wish = certificate?.role.certificate ?? {};
    const copy = wish.file === undefined ? ok([]) : await aws.readCertificates(profile, wish.file);
    if (!copy.ok) return copy;
    const [der] = copy.value;
    const own = der && certificateFacts(der);
    const fitting = listed.value.found.filter(({ slot, facts, key }) =>
      fitsWish(wish, { slot: slotName(slot), facts, ...defined({ serial: key.serial }) }, own),
    );
    const [best] = [...fitting].sort((one, other) => other.facts.validTo - one.facts.validTo);
    const has = listed.value.found.map(({ facts }) => facts.subject);
    if (!best) return failed({ code: 'certificate-missing', profile, wanted: wishText(wish), has });
    const flaw = flawProblem(profile, best.facts, now);
    if (flaw) return failed(flaw);
    return ok({
      subject: best.facts.subject,
      until: best.facts.validTo,
      slot: slotName(best.slot),
      ...defined({ serial: best.key.serial }),
    });
  };
  return Promise.all(sources.map(async (source) => ({ profile: source.profile, certificate: await check(source) })));
};
