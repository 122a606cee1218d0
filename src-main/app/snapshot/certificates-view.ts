import { defined } from '../../base/defined.ts';
import type { CertificatesView, KeyReadingView } from '../../contract/certificates/pages.ts';
import type { CertificatesPage } from '../state/certificates-state.ts';
import type { State } from '../state/state.ts';

/** The page of certificates, with the keys that are there now. Pure. */
export const certificatesView = (
  { readings, stage, working, moment, problem, listed }: CertificatesPage,
  { keys, files, setups: unfinished }: Pick<State, 'keys' | 'files' | 'setups'>,
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
  // Credentials of a certificate may not look at themselves.
  sources: files.kind === 'read' ? files.profiles.sources.flatMap(({ profile, certificate }) => (certificate ? [] : [profile])) : [],
  ...defined({ working, moment, problem, listed }),
});
