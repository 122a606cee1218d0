import { defined } from '../../base/defined.ts';
import type { CertificatesView, KeyReadingView } from '../../contract/certificates/pages.ts';
import type { CertificatesPage } from '../state/certificates-state.ts';
import type { State } from '../state/state.ts';

/** The page of certificates, with the keys that are there now. Pure. */
export const certificatesView = (
  { readings, stage, unfinished, working, problem }: CertificatesPage,
  { keys }: Pick<State, 'keys'>,
): CertificatesView => ({
  keys: (keys.kind === 'ready' ? keys.keys : []).map(
    ({ id, name, serial, formFactor }): KeyReadingView => ({
      keyId: id,
      name,
      formFactor,
      ...(readings.get(id) ?? { state: 'reading' }),
      ...defined({ serial }),
    }),
  ),
  stage,
  unfinished,
  ...defined({ working, problem }),
});
