import { flawProblem } from '../../aws/anywhere/certificate-checks.ts';
import { fitsWish, wishFacts } from '../../aws/anywhere/certificate-role.ts';
import type { Source } from '../../aws/profiles/profile-types.ts';
import { defined } from '../../base/defined.ts';
import { slotName } from '../../card/piv/piv.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Millis } from '../../contract/values.ts';
import type { Store } from '../state/store.ts';
import type { CertificatePorts, KeyCertificate } from './certificate-ports.ts';
import type { KeyCertificates } from './key-certificates.ts';
import { readCopy } from './locate-certificate.ts';

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

/** Where a certificate is. */
export type CertificatePlace = Pick<ReadyCertificate, 'slot' | 'serial' | 'subject'>;

const listPlugged = ({ keys }: Pick<CheckRolesPorts, 'keys'>, certificates: KeyCertificates, signal: AbortSignal) => {
  const state = keys.state();
  return certificates.list(state.kind === 'ready' ? state.keys : [], signal);
};

/** The one of those on the keys that a role is for, and lasts longest. Problems: chain-bad, certificate-missing. */
const certificateFor = async (
  { aws }: Pick<CheckRolesPorts, 'aws'>,
  { profile, certificate }: Source,
  found: readonly KeyCertificate[],
): Promise<Result<KeyCertificate>> => {
  const wish = certificate?.role.certificate ?? {};
  const copy = wish.file === undefined ? ok(undefined) : await readCopy({ aws }, profile, wish.file);
  if (!copy.ok) return copy;
  const own = copy.value;
  const fitting = found.filter(({ slot, facts, key }) =>
    fitsWish(wish, { slot: slotName(slot), facts, ...defined({ serial: key.serial }) }, own),
  );
  const [best] = [...fitting].sort((one, other) => other.facts.validTo - one.facts.validTo);
  const has = found.map(({ facts }) => facts.subject);
  return best ? ok(best) : failed({ code: 'certificate-missing', profile, ...wishFacts(wish), has });
};

const certificateSources = ({ store }: Pick<CheckRolesPorts, 'store'>): readonly Source[] => {
  const { files } = store.state();
  return files.kind === 'read' ? files.profiles.sources.filter(({ certificate }) => certificate !== undefined) : [];
};

const placeIn = ({ facts, slot, key }: KeyCertificate): CertificatePlace => ({
  subject: facts.subject,
  slot: slotName(slot),
  ...defined({ serial: key.serial }),
});

/** Where the certificate of a role is, even one that has expired. Problems: role-unknown, those of reading a key, certificate-missing. */
export const placeOfCertificate = async (
  ports: CheckRolesPorts,
  certificates: KeyCertificates,
  profile: string,
  signal: AbortSignal,
): Promise<Result<CertificatePlace>> => {
  const source = certificateSources(ports).find((one) => one.profile === profile);
  if (!source) return failed({ code: 'role-unknown', role: profile });
  const listed = await listPlugged(ports, certificates, signal);
  if (!listed.ok) return listed;
  const found = await certificateFor(ports, source, listed.value.found);
  return found.ok ? ok(placeIn(found.value)) : found;
};

/** Whether each role by certificate has one that AWS would accept on a key that is plugged in. Nobody is asked for anything, and AWS is not asked either. */
export const checkCertificateRoles = async (
  ports: CheckRolesPorts,
  certificates: KeyCertificates,
  signal: AbortSignal,
): Promise<readonly CheckedRole[]> => {
  const sources = certificateSources(ports);
  if (sources.length === 0) return [];
  const listed = await listPlugged(ports, certificates, signal);
  const now = ports.aws.now();
  const check = async (source: Source): Promise<Result<ReadyCertificate>> => {
    if (!listed.ok) return listed;
    const found = await certificateFor(ports, source, listed.value.found);
    if (!found.ok) return found;
    const flaw = flawProblem(source.profile, found.value.facts, now);
    return flaw ? failed(flaw) : ok({ ...placeIn(found.value), until: found.value.facts.validTo });
  };
  return Promise.all(sources.map(async (source) => ({ profile: source.profile, certificate: await check(source) })));
};
