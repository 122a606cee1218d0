import { trustedAuthorities } from '../../card/certificates/attestation.ts';
import type { CertificateOutside } from '../piv/certificate-outside.ts';
import { createRegister } from '../piv/register.ts';
import { type CertificateDeeds, createCertificateDeeds } from './certificate-deeds.ts';
import { createSetupJournal } from './setup-record.ts';
import type { SetupAws } from './setup-run.ts';

type Given = Omit<CertificateOutside, 'certificates'> &
  CertificateOutside['certificates'] & { readonly now: () => number; readonly aws: SetupAws };

/** The part of the program that knows X.509: a file of its own in a build (scripts/lib/bundle.mjs). */
export const createCertificates = ({ keys, log, inTurn, now, aws, setups, register, random, alsoTrusted }: Given): CertificateDeeds => {
  const authorities = async () => [...trustedAuthorities(), ...((await alsoTrusted?.()) ?? [])];
  const pieces = { keys, now, random, authorities, register: createRegister(register, log) };
  return createCertificateDeeds(pieces, { pieces, aws, journal: { ...createSetupJournal(setups, log), inTurn } });
};
