import { parseRoleArn } from '../../aws/arn.ts';
import type { Source } from '../../aws/profiles/profile-types.ts';
import type { SourceCredentials } from '../../aws/sources/source-types.ts';
import { defined } from '../../base/defined.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { createKnownChains, type KnownChains } from '../piv/known-chains.ts';
import type { Ports } from '../ports.ts';
import { quietChanged } from '../state/sessions-state.ts';
import { type Store, withRenewals } from '../state/store.ts';
import type { CertificatePorts } from './certificate-ports.ts';
import { createKeyCertificates, type KeyCertificates } from './key-certificates.ts';
import { type CertificateOpener, createCertificateOpener, type RoleMaximum } from './open-certificate.ts';
import { createPins, type Pins } from './pins.ts';

export interface Certificates {
  readonly opener: CertificateOpener;
  readonly pins: Pins;
  readonly onKeys: KeyCertificates;
  readonly chains: KnownChains;
  /** The session of a profile that a certificate opens, as a source of other roles; silently only where its key asks nobody. Problems: those of `CertificateOpener.open`. */
  readonly openSource: (profile: string, signal: AbortSignal, isSilent: boolean) => Promise<Result<SourceCredentials>>;
}

/** What opens roles with certificates, made of the outside world and the one state. */
export const createCertificates = (
  outside: Pick<Ports, 'keys' | 'clock' | 'log' | 'readCertificates' | 'createSession' | 'certificates'>,
  store: Store,
  { questions, time }: Pick<CertificatePorts, 'questions' | 'time'>,
  maximum: RoleMaximum,
): Certificates => {
  const { keys, clock, readCertificates, createSession } = outside;
  const chains = createKnownChains(outside.certificates.chains, outside.log);
  const { settings } = store;
  /** Sources whose key signs without a person, with that key. */
  const quiet = new Map<string, string>();
  const onQuiet = ({ id }: Pick<Source, 'id'>, keyId: string | undefined): void => {
    if (keyId === undefined) quiet.delete(id);
    else quiet.set(id, keyId);
    if (store.state().renewals.quiet.has(id) !== (keyId !== undefined)) store.change(withRenewals(quietChanged(id, keyId !== undefined)));
  };
  const onForgotten = (keyId: string): void => {
    for (const [id, other] of [...quiet]) if (other === keyId) onQuiet({ id }, undefined);
  };
  const pins = createPins({ keys, clock, settings: { get: settings.get, subscribe: store.subscribe }, onForgotten });
  const onKeys = createKeyCertificates({ keys });
  const opener = createCertificateOpener(
    { keys: { ...keys, pins }, questions, time, settings, aws: { readCertificates, createSession, chains } },
    onKeys,
    maximum,
    onQuiet,
  );
  return {
    opener,
    pins,
    onKeys,
    chains,
    openSource: async (profile, signal, isSilent) => {
      const { files } = store.state();
      const source = files.kind === 'read' ? files.profiles.sources.find((one) => one.profile === profile) : undefined;
      const { role } = source?.certificate ?? {};
      if (!source || !role) return failed({ code: 'source-without-keys', source: profile });
      const { name: roleName = '', accountId = '' } = parseRoleArn(role.roleArn) ?? {};
      const purpose = {
        for: { kind: 'role', profile, roleArn: role.roleArn, roleName, accountId },
        isGuarded: false,
        isSilent,
        onPhase: () => {},
        onSigned: () => {},
      } as const;
      const { durationSeconds = settings.get().roleSeconds, roleSessionName } = role;
      const opened = await opener.open({ source, durationSeconds, asksAnew: false, ...defined({ roleSessionName }) }, purpose, signal);
      return opened.ok ? ok({ kind: 'temporary', ...opened.value.credentials }) : opened;
    },
  };
};
