import { certificateFacts } from '../../aws/anywhere/certificate-facts.ts';
import type { SessionSigning } from '../../aws/anywhere/create-session.ts';
import type { ProcessPlan } from '../../aws/files/process-files.ts';
import type { CertificateView } from '../../contract/certificates/piv.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Millis } from '../../contract/values.ts';
import type { Imported } from '../piv/import.ts';
import type { Ports } from '../ports.ts';
import type { RoleFiles } from '../roles/role-files.ts';
import type { CallerPorts } from '../roles/source.ts';
import type { Store } from '../state/store.ts';
import { type AdoptedLine, noLine, planAdoption } from './adopt-line.ts';
import { type AwsSide, createAwsSide } from './aws-side.ts';
import { type PlacedCertificate, rememberEnd, renewEnds } from './certificate-ends.ts';
import { type CertificatePlace, type CheckedRole, checkCertificateRoles, placeOfCertificate } from './check-roles.ts';
import type { Certificates } from './create-certificates.ts';
import { type ProofOrder, proveRole } from './prove-role.ts';
import { checkMeantRole, type MeantRole, type NewCertificateRole, planCertificateRole, saveCertificateRole } from './save-role.ts';

/** What a front end may have done for roles by certificate, apart from opening them. */
export interface AnywhereDeeds extends AwsSide {
  /** What saving a role would change in the config file. */
  readonly plan: (order: NewCertificateRole) => Promise<Result<ProcessPlan>>;
  /** Whether a role could be saved whose set-up isn't through yet. */
  readonly checkMeant: (order: MeantRole) => Promise<Result<void>>;
  /** Saves a role as a profile; it stands in the list after that. `certificate`: the one that opens it, whose end is told in time even if the role is never opened. */
  readonly save: (order: NewCertificateRole, certificate?: PlacedCertificate) => Promise<Result<{ readonly file: string }>>;
  /** What taking over a profile of AWS's helper would change; `save` does it. */
  readonly planAdoption: (profile: string, signal: AbortSignal) => Promise<Result<AdoptedLine>>;
  /** Gives a profile its helper's line back, without a PIN that stood in it. Problem: helper-line-bad for one that was not taken over. */
  readonly undoAdoption: (profile: string) => Promise<Result<{ readonly file: string }>>;
  /** Takes a saved role's profile away again. */
  readonly unsave: (name: string) => Promise<Result<void>>;
  /** Opens a role once, before it is saved; tells until when the session would have lasted. */
  readonly prove: (order: ProofOrder, signing: Pick<SessionSigning, 'sign' | 'last'>, signal: AbortSignal) => Promise<Result<Millis>>;
  /** Puts what isn't secret on the clipboard. Problem: clipboard-missing. */
  readonly copy: (text: string) => Promise<Result<void>>;
  /** A certificate that lies beside its key since, with what issued it: what was remembered of the one before is over. Problem: journal-unwritable. */
  readonly noteStored: (
    key: { readonly serial?: number },
    stored: Pick<Imported, 'slot' | 'issued'> & { readonly certificate: Pick<CertificateView, 'subject' | 'until'> },
  ) => Promise<Result<void>>;
  /** What is known to have issued a certificate, DER each. */
  readonly chainOf: (certificate: Uint8Array) => Promise<readonly Uint8Array[]>;
  /** Where the certificate of a role is, whether or not AWS would take it. */
  readonly placeOf: (profile: string, signal: AbortSignal) => Promise<Result<CertificatePlace>>;
  /** Whether each role has its certificate on a key that is plugged in; nobody is asked for anything. */
  readonly check: (signal: AbortSignal) => Promise<readonly CheckedRole[]>;
}

export const createAnywhereDeeds = (
  outside: Pick<
    Ports,
    'anywhere' | 'callIam' | 'clipboard' | 'clock' | 'createSession' | 'files' | 'launcher' | 'keys' | 'readCertificates'
  >,
  { store, files }: { readonly store: Pick<Store, 'state' | 'settings'>; readonly files: Pick<RoleFiles, 'judge' | 'refresh'> },
  callers: CallerPorts,
  { onKeys, chains }: Pick<Certificates, 'onKeys' | 'chains'>,
): AnywhereDeeds => {
  const { anywhere, clock, keys, readCertificates } = outside;
  const { settings } = store;
  return {
    ...createAwsSide({ store, files, clock, aws: { ...callers, ...anywhere, callIam: outside.callIam } }),
    checkMeant: (order) => checkMeantRole(outside, order),
    plan: (order) => planCertificateRole(outside, order),
    check: (signal) => checkCertificateRoles({ store, keys, aws: { readCertificates, now: callers.now } }, onKeys, signal),
    save: async (order, certificate) => {
      const saved = await saveCertificateRole(outside, order);
      if (saved.ok) await files.refresh();
      if (saved.ok && certificate) rememberEnd(settings, order.name, certificate);
      return saved;
    },
    planAdoption: (profile, signal) =>
      planAdoption({ lookFor: { store, keys, aws: { readCertificates, now: callers.now } }, save: outside }, onKeys, profile, signal),
    undoAdoption: async (profile) => {
      const plan = await outside.files.planProcessRemoval(profile);
      if (!plan.ok) return plan;
      const isBack = plan.value.diff.some(({ kind, text }) => kind === 'add' && text.startsWith('credential_process'));
      if (!isBack) return failed(noLine(profile));
      const removed = await outside.files.removeProcess(profile);
      if (removed.ok) await files.refresh();
      return removed;
    },
    unsave: async (name) => {
      const removed = await outside.files.removeProcess(name);
      if (removed.ok) await files.refresh();
      return removed.ok ? ok(undefined) : removed;
    },
    noteStored: async (key, { slot, certificate, issued: [leaf, ...behind] }) => {
      renewEnds(settings, { slot, ...key }, certificate);
      return chains.keep(leaf, behind, callers.now());
    },
    chainOf: async (certificate) => {
      const facts = certificateFacts(certificate);
      return facts ? chains.of(facts) : [];
    },
    placeOf: (profile, signal) => placeOfCertificate({ store, keys, aws: { readCertificates, now: callers.now } }, onKeys, profile, signal),
    copy: (text) => outside.clipboard.writeText(text),
    prove: (order, signing, signal) =>
      proveRole({ store, aws: { createSession: outside.createSession, chains, now: callers.now } }, order, signing, signal),
  };
};
