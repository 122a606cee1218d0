import type { Jobs } from '../../base/jobs.ts';
import type { CertificateStage } from '../../contract/certificates/pages.ts';
import type { SetupView } from '../../contract/certificates/piv.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { Failure, Result } from '../../contract/result.ts';
import type { CertificateWork } from '../../contract/values.ts';
import type { AtTheKey } from '../piv/at-the-key.ts';
import type { CertificateDeeds } from '../setups/certificate-deeds.ts';
import type { AwaitedCertificate, CertificatesPage } from '../state/certificates-state.ts';
import { withPage, withPageOf, withSetups } from '../state/page-changes.ts';
import { pageOf } from '../state/page-state.ts';
import { type AtTheKeyPorts, windowAtTheKey } from './window-at-the-key.ts';

/** What the page of certificates works with. */
export interface CertificatesPagePorts extends AtTheKeyPorts {
  readonly certificates: CertificateDeeds;
  readonly newId: () => string;
}

/** A piece of work, and what becomes of the page. */
interface Piece<T> {
  readonly what: CertificateWork;
  /** Whose certificate it is about. */
  readonly subject: string;
  readonly run: (at: AtTheKey) => Promise<Result<T>>;
  readonly after: (value: T) => Partial<Pick<CertificatesPage, 'stage' | 'made' | 'listed' | 'request'>>;
  /** The stage after a problem, where it is another one; told what is unfinished by then. */
  readonly otherwise?: (unfinished: readonly SetupView[]) => CertificateStage | undefined;
}

/** The page of certificates as its commands change it. */
export interface CertificatesDesk {
  readonly page: () => CertificatesPage | undefined;
  readonly open: () => void;
  /** Another stage, without the problem of the last one; false while something is done. */
  readonly go: (stage: CertificateStage) => boolean;
  /** To a certificate's renewal, at once or when its YubiKey is there; nothing while something is done. */
  readonly renew: (certificate: AwaitedCertificate) => void;
  /** One piece at a time; false while there is one. */
  readonly work: <T>(piece: Piece<T>) => boolean;
  readonly stopWork: () => boolean;
  /** Reads what is unfinished anew. */
  readonly refresh: () => Promise<unknown>;
  readonly fail: (problem: Problem) => void;
  readonly stop: () => void;
}

const job = 'certificates';

export const createCertificatesDesk = (
  ports: CertificatesPagePorts,
  jobs: Jobs<Failure>,
  /** Keys are to be read anew: they may have changed. */
  onDone: () => void,
): CertificatesDesk => {
  const { store, certificates } = ports;
  const page = () => pageOf(store.state(), 'certificates');
  const change = (next: (open: CertificatesPage) => CertificatesPage) => store.change(withPageOf('certificates', next));

  const refresh = async (): Promise<readonly SetupView[]> => {
    const unfinished = await certificates.unfinished();
    store.change(withSetups(unfinished));
    return unfinished;
  };
  const end = async <T>(id: string, { after, otherwise }: Piece<T>, done: Result<T>): Promise<void> => {
    const unfinished = await refresh();
    if (page()?.id !== id) return;
    onDone();
    change(({ working: _working, moment: _moment, ...open }) => {
      if (open.id !== id) return open;
      if (done.ok) return { ...open, ...after(done.value) };
      const stage = otherwise?.(unfinished) ?? open.stage;
      return { ...open, stage, ...(done.problem.code === 'cancelled' ? {} : { problem: done.problem }) };
    });
  };
  const go: CertificatesDesk['go'] = (stage) => {
    if (page() === undefined || page()?.working) return false;
    change(({ problem: _problem, made: _made, awaited: _awaited, ...open }) => ({ ...open, stage }));
    return true;
  };
  /** Goes on to the renewal that waits for its YubiKey: just plugged in, or not read yet when the program has just started. */
  const renewAwaited = (): void => {
    const { keys } = store.state();
    const { awaited } = page() ?? {};
    const key = awaited && keys.kind === 'ready' ? keys.keys.find(({ serial }) => serial === awaited.serial) : undefined;
    if (awaited && key) go({ kind: 'renew', keyId: key.id, slot: awaited.slot, subject: awaited.subject });
  };
  // Without its page nobody would see what is asked.
  let wasOpen = false;
  const follow = (): void => {
    const isOpen = page() !== undefined;
    if (wasOpen && !isOpen) jobs.cancel(job);
    wasOpen = isOpen;
    renewAwaited();
  };

  return {
    page,
    open: () => {
      if (page()) return;
      store.change(withPage({ kind: 'certificates', id: ports.newId(), readings: new Map(), stage: { kind: 'keys' } }));
      void refresh();
    },
    go,
    renew: (awaited) => {
      if (go({ kind: 'keys' })) change((open) => ({ ...open, awaited }));
      renewAwaited();
    },
    work: (piece) => {
      const open = page();
      if (!open || open.working) return false;
      change(({ problem: _problem, awaited: _awaited, ...rest }) => ({ ...rest, working: piece.what }));
      void jobs
        .join(job, undefined, async (signal) => {
          const tell: AtTheKey['tell'] = ({ kind }) => change((now) => (now.id === open.id ? { ...now, moment: kind } : now));
          const at = { ...windowAtTheKey(ports, { deed: piece.what, subject: piece.subject }, signal, () => jobs.cancel(job)), tell };
          const done = await piece.run(at);
          at.done(done.ok ? undefined : done.problem);
          return done;
        })
        .then((done) => end(open.id, piece, done));
      return true;
    },
    stopWork: () => jobs.cancel(job),
    refresh,
    fail: (problem) => change((open) => ({ ...open, problem })),
    stop: store.subscribe(follow),
  };
};
