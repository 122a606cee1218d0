import { policyForDenied } from '../../aws/policies/policy-advice.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { certificateCommands } from '../../contract/commands/certificates.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Failure } from '../../contract/result.ts';
import type { AnywhereDeeds } from '../anywhere/anywhere-deeds.ts';
import type { FrontEnd } from '../front-end.ts';
import { tellFailure } from '../state/store.ts';
import { createAwsRoleHandlers } from './aws-role.ts';
import { type CertificatesDesk, type CertificatesPagePorts, createCertificatesDesk } from './certificate-work.ts';
import { createKeyReadings } from './key-readings.ts';
import { createRenewalHandlers } from './renewal.ts';
import { createSetupHandlers } from './set-up.ts';
import { createSignHandlers } from './sign.ts';

type CertificateCommand = keyof typeof certificateCommands;

export type CertificatePageHandlers = { readonly [N in CertificateCommand]: (payload: CommandPayload<N>) => boolean };

/** The page of certificates on YubiKeys. */
export const createCertificatesPage = (
  ports: CertificatesPagePorts,
  front: Pick<FrontEnd, 'saveFile'>,
  anywhere: Pick<AnywhereDeeds, 'trustAnchors' | 'profiles' | 'importList' | 'copy'>,
  jobs: Jobs<Failure>,
): { readonly handlers: CertificatePageHandlers; readonly refresh: CertificatesDesk['refresh']; readonly stop: () => void } => {
  const readings = createKeyReadings(ports, jobs);
  const desk = createCertificatesDesk(ports, jobs, readings.again);
  const made = () => desk.page()?.made;
  return {
    handlers: {
      ...createSetupHandlers(ports, desk),
      ...createRenewalHandlers(ports, desk),
      ...createSignHandlers({ ...ports, anywhere }, desk),
      ...createAwsRoleHandlers({ ...ports, anywhere }, desk),
      openCertificates: () => {
        desk.open();
        return true;
      },
      readCertificates: () => {
        if (!desk.page()) return false;
        readings.again();
        return true;
      },
      saveCertificateText: () => {
        const text = made();
        if (!text) return false;
        void jobs
          .join('save certificate', undefined, () => front.saveFile(text.name, text.pem))
          .then((saved) => {
            if (!saved.ok) desk.fail(saved.problem);
          });
        return true;
      },
      copyCertificateText: () => {
        const text = made();
        if (!text) return false;
        void anywhere.copy(text.pem).then(tellFailure(ports.store));
        return true;
      },
      copyNeededPolicy: () => {
        const problem = desk.page()?.problem;
        const policy = problem?.code === 'iam-denied' ? policyForDenied([problem]) : undefined;
        if (policy === undefined) return false;
        void anywhere.copy(policy).then(tellFailure(ports.store));
        return true;
      },
      leaveCertificateStage: () => desk.go({ kind: 'keys' }),
      stopCertificateWork: desk.stopWork,
    },
    refresh: desk.refresh,
    stop: () => {
      readings.stop();
      desk.stop();
    },
  };
};
