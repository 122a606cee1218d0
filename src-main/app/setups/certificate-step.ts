import { sameBytes } from '../../base/bytes.ts';
import { defined } from '../../base/defined.ts';
import { readCertificate } from '../../card/certificates/certificate-reading.ts';
import { readPemOrDer, toPem } from '../../card/certificates/pem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { certificatesInFile } from '../../x509/certificate-files.ts';
import { signRequest } from '../piv/authority.ts';
import { importCertificate } from '../piv/import.ts';
import { keyInSlot } from '../piv/request.ts';
import type { Page, Step } from '../plans/plan.ts';
import type { CertificateWay, SetupRecord } from './setup-record.ts';
import { lookAgain, type SetupRun, slotOf } from './setup-run.ts';

/** Certificates in a PEM text, DER. */
export const certificatesOf = (pem: string): readonly Uint8Array[] => certificatesInFile(Buffer.from(pem));

/** The request without the attestation behind it: AWS takes nothing else. */
const onlyRequest = (pem: string): string => {
  const [request] = readPemOrDer('CERTIFICATE REQUEST', Buffer.from(pem));
  return request ? toPem('CERTIFICATE REQUEST', request) : '';
};

/** The region of an ARN. */
const regionOf = (arn: string): string => arn.split(':')[3] ?? '';

type Issuing = Exclude<CertificateWay, { readonly kind: 'request' }>;

/** A request, and whose credentials ask AWS. `id`: the same for the same order. */
export interface IssueOrder {
  readonly id: string;
  /** With the attestation behind it. */
  readonly pem: string;
  readonly source?: string | undefined;
}

/** The certificate and its chain in PEM, as whoever signs gives them. Problems: those of AWS, of `signRequest`. */
export const issueCertificate = async (
  { ports, aws, at }: Pick<SetupRun, 'ports' | 'aws' | 'at'>,
  { id, pem, source = '' }: IssueOrder,
  way: Issuing,
): Promise<Result<string>> => {
  if (way.kind === 'private-ca') {
    const order = { authorityArn: way.arn, request: onlyRequest(pem), days: way.days, token: id };
    const who = { source: way.source ?? source, region: regionOf(way.arn) };
    const issued = await aws.certificate(who, order, (tries) => at.tell?.({ kind: 'private-ca', tries }), at.signal);
    return issued.ok ? ok(`${issued.value.certificate}\n${issued.value.chain}`) : issued;
  }
  at.tell?.({ kind: 'sign' });
  const { serial, slot, days, proved } = way;
  const demands = proved ? (['origin', 'pin', 'touch'] as const) : [];
  const order = { file: 'request', bytes: Buffer.from(pem), authority: { serial, slot }, days, demands };
  const signed = await signRequest(ports, order, at);
  return signed.ok ? ok(signed.value.pem) : signed;
};

/** The certificate, issued and beside its key. It goes with the key when the setup is undone; whoever issued it keeps it valid, but it opens nothing without the key. */
const issued = (run: SetupRun, way: Issuing): Step<SetupRecord> => ({
  name: 'certificate',
  subject: 'key',
  read: ({ certificate = 'todo' }) => certificate,
  mark: (record, certificate) => ({ ...record, certificate }),
  check: async () => {
    const key = await lookAgain(run);
    if (!key.ok) return key;
    const slot = slotOf(run.record());
    const held = keyInSlot(key.value, slot);
    const there = key.value.application.slots.find((one) => one.slot === slot)?.certificate;
    const isThere = held.ok && there !== undefined && isFor(there, held.value.publicKey);
    run.change({ ...run.record(), certificate: isThere ? 'done' : 'todo' });
    return ok(undefined);
  },
  do: async () => {
    if (run.record().issued === undefined) {
      const { id, pem = '', role } = run.record();
      const made = await issueCertificate(run, { id, pem, source: role?.source }, way);
      if (!made.ok) return made;
      run.change({ ...run.record(), issued: made.value });
    }
    const key = await lookAgain(run);
    if (!key.ok) return key;
    return ok(async () => {
      const { slot, issued: pem = '' } = run.record();
      const stored = await importCertificate(run.ports, key.value, { certificates: certificatesOf(pem), slot }, run.at);
      if (!stored.ok) return { ok: false, problem: stored.problem, unclear: true };
      const noted = await run.aws.noteStored(defined({ serial: key.value.serial }), stored.value);
      return noted.ok ? { ok: true } : { ok: false, problem: noted.problem };
    });
  },
});

const isFor = (certificate: Uint8Array, publicKey: Uint8Array): boolean => {
  try {
    return sameBytes(readCertificate(certificate).publicKey, publicKey);
  } catch {
    return false;
  }
};

/** Somebody brings the certificate: the setup rests until it is imported. */
const brought: Page<SetupRecord> = {
  name: 'certificate',
  read: ({ certificate }) => (certificate === 'done' ? 'done' : 'todo'),
  ask: async () => ok(undefined),
};

export const certificateStep = (run: SetupRun): Step<SetupRecord> | Page<SetupRecord> => {
  const { way } = run.record();
  return !way || way.kind === 'request' ? brought : issued(run, way);
};

/** The certificate that came, and those behind it. Problem: certificate-not-stored for a record that has none. */
export const broughtCertificates = ({ issued: pem = '', slot }: SetupRecord): Result<readonly [Uint8Array, ...Uint8Array[]]> => {
  const [leaf, ...chain] = certificatesOf(pem);
  return leaf ? ok([leaf, ...chain]) : failed({ code: 'certificate-not-stored', why: 'unreadable', slot });
};
