import type { CertificateOutside } from '../piv/certificate-outside.ts';
import type { CertificateDeeds } from './certificate-deeds.ts';
import type { SetupAws } from './setup-run.ts';

export interface CertificatesOnKeys {
  /** Keys and certificates in the slots of YubiKeys. */
  readonly certificates: CertificateDeeds;
}

/** The deeds, whose program is read with the first of them: few commands need it. */
export const createLateDeeds = (
  { keys, log, inTurn, certificates }: CertificateOutside,
  aws: SetupAws,
  now: () => number,
): CertificatesOnKeys => {
  let deeds: Promise<CertificateDeeds> | undefined;
  const load = (): Promise<CertificateDeeds> => {
    deeds ??= import('./certificate-program.ts').then(({ createCertificates }) =>
      createCertificates({ keys, log, inTurn, now, aws, ...certificates }),
    );
    return deeds;
  };
  const late: CertificateDeeds = {
    look: async (...given) => (await load()).look(...given),
    unblock: async (...given) => (await load()).unblock(...given),
    choosePin: async (...given) => (await load()).choosePin(...given),
    request: async (...given) => (await load()).request(...given),
    import: async (...given) => (await load()).import(...given),
    renew: async (...given) => (await load()).renew(...given),
    check: async (...given) => (await load()).check(...given),
    setUp: async (...given) => (await load()).setUp(...given),
    adopt: async (...given) => (await load()).adopt(...given),
    resume: async (...given) => (await load()).resume(...given),
    undo: async (...given) => (await load()).undo(...given),
    // Most people have none, and the program starts with the question.
    unfinished: async () => ((await certificates.setups.read()).length === 0 ? [] : (await load()).unfinished()),
    lookAtRequest: async (...given) => (await load()).lookAtRequest(...given),
    sign: async (...given) => (await load()).sign(...given),
    signed: async () => (await load()).signed(),
    revoke: async (...given) => (await load()).revoke(...given),
  };
  return { certificates: late };
};
