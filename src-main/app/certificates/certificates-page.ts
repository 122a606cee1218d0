import type { Jobs } from '../../base/jobs.ts';
import type { certificateCommands } from '../../contract/commands/certificates.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Failure } from '../../contract/result.ts';
import type { CertificateDeeds } from '../setups/certificate-deeds.ts';
import { withPage } from '../state/changes.ts';
import { pageOf } from '../state/page-state.ts';
import type { Store } from '../state/store.ts';
import { createKeyReadings } from './key-readings.ts';

type CertificateCommand = keyof typeof certificateCommands;

export type CertificatePageHandlers = { readonly [N in CertificateCommand]: (payload: CommandPayload<N>) => boolean };

export interface CertificatesPagePorts {
  readonly store: Store;
  readonly certificates: CertificateDeeds;
}

/** The page of certificates on YubiKeys. */
export const createCertificatesPage = (
  ports: CertificatesPagePorts,
  jobs: Jobs<Failure>,
): { readonly handlers: CertificatePageHandlers; readonly stop: () => void } => {
  const { store } = ports;
  const isOpen = () => pageOf(store.state(), 'certificates') !== undefined;
  const readings = createKeyReadings(ports, jobs);
  return {
    handlers: {
      openCertificates: () => {
        if (!isOpen()) store.change(withPage({ kind: 'certificates', readings: new Map() }));
        return true;
      },
      readCertificates: () => {
        if (!isOpen()) return false;
        readings.again();
        return true;
      },
    },
    stop: readings.stop,
  };
};
