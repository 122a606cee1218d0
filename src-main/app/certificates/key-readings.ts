import type { Jobs } from '../../base/jobs.ts';
import type { Failure } from '../../contract/result.ts';
import type { CertificateDeeds } from '../setups/certificate-deeds.ts';
import type { KeyReading } from '../state/certificates-state.ts';
import { withPageOf } from '../state/page-changes.ts';
import { pageOf } from '../state/page-state.ts';
import type { Store } from '../state/store.ts';

export interface KeyReadings {
  /** Reads a key anew, or each that is there. */
  readonly again: (keyId?: string) => void;
  /** Follows the keys no longer. */
  readonly stop: () => void;
}

const jobFor = (keyId: string): string => `read certificates ${keyId}`;

/** Reads the PIV application of each key that is there while the page of certificates is open, once, and again where somebody says so. */
export const createKeyReadings = (
  { store, certificates }: { readonly store: Store; readonly certificates: Pick<CertificateDeeds, 'look'> },
  jobs: Jobs<Failure>,
): KeyReadings => {
  const page = () => pageOf(store.state(), 'certificates');
  const plugged = () => {
    const { keys } = store.state();
    return keys.kind === 'ready' ? keys.keys : [];
  };
  const put = (keyId: string, reading: KeyReading) =>
    store.change(withPageOf('certificates', (open) => ({ ...open, readings: new Map(open.readings).set(keyId, reading) })));

  const read = (keyId: string, serial: number | undefined): void => {
    const before = page()?.readings.get(keyId);
    put(keyId, { ...(before?.piv ? { piv: before.piv } : {}), state: 'reading' });
    void jobs
      .join(jobFor(keyId), undefined, (signal) => certificates.look(serial, signal))
      .then((looked) => {
        // It may have been pulled meanwhile.
        if (!page()?.readings.has(keyId)) return;
        put(keyId, looked.ok ? { state: 'ready', piv: looked.value } : { state: 'failed', problem: looked.problem });
      });
  };
  const again = (wanted?: string): void => {
    for (const { id, serial } of plugged()) if (wanted === undefined || wanted === id) read(id, serial);
  };

  const follow = (): void => {
    const open = page();
    if (!open) return;
    const keys = plugged();
    const gone = [...open.readings.keys()].filter((keyId) => !keys.some(({ id }) => id === keyId));
    if (gone.length > 0) {
      for (const keyId of gone) jobs.cancel(jobFor(keyId));
      const readings = new Map([...open.readings].filter(([keyId]) => !gone.includes(keyId)));
      store.change(withPageOf('certificates', (now) => ({ ...now, readings })));
      return;
    }
    for (const { id, serial } of keys) if (!page()?.readings.has(id)) read(id, serial);
  };
  return { again, stop: store.subscribe(follow) };
};
