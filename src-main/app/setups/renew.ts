import { defined } from '../../base/defined.ts';
import { readCertificate } from '../../card/certificates/certificate-reading.ts';
import { slotNumber } from '../../card/piv/piv.ts';
import type { CertificateView } from '../../contract/certificates/piv.ts';
import { ok, type Result } from '../../contract/result.ts';
import { nameText } from '../../x509/names.ts';
import { type AtTheKey, type FoundKey, findPivKey } from '../piv/at-the-key.ts';
import { importCertificate } from '../piv/import.ts';
import { keyInSlot, type MadeRequest, makeRequest } from '../piv/request.ts';
import type { Journal } from '../plans/journal.ts';
import { certificatesOf, issueCertificate } from './certificate-step.ts';
import { type CertificateWay, isKeyOlder, keyThatWasThere, type SetupRecord } from './setup-record.ts';
import type { SetupRun } from './setup-run.ts';

export interface RenewOrder {
  readonly serial?: number;
  /** `82`. */
  readonly slot: string;
  /** Absent: the one of the certificate that is there. */
  readonly subject?: string;
  readonly way: CertificateWay;
  /** Whose credentials ask AWS Private CA. */
  readonly source?: string;
}

/** What a renewal works with. */
interface Renewal extends Pick<SetupRun, 'ports' | 'aws' | 'at'> {
  readonly journal: Journal<SetupRecord>;
}

export interface Renewed {
  readonly request: MadeRequest;
  /** In the place of the old one; absent where somebody brings it. */
  readonly certificate?: CertificateView;
}

/** The subject of the certificate in a slot; empty where there is none. */
const subjectIn = ({ application }: FoundKey, slot: number): string => {
  const certificate = application.slots.find((one) => one.slot === slot)?.certificate;
  try {
    return certificate ? nameText(readCertificate(certificate).subject) : '';
  } catch {
    return '';
  }
};

/** Requests of a key that wait for its next certificate. */
const waitingRequests = async ({ journal }: Pick<Renewal, 'journal'>, { serial, slot }: Pick<SetupRecord, 'serial' | 'slot'>) =>
  (await journal.list()).filter((one) => one.serial === serial && one.slot === slot && one.certificate !== 'done');

/** The request waits for its certificate, which may come days later. It takes the place of an earlier one for the same key; the key's own setup waits already. */
const noteRequest = async (run: Pick<Renewal, 'journal'>, record: SetupRecord): Promise<Result<void>> => {
  const waiting = await waitingRequests(run, record);
  if (!waiting.every(isKeyOlder)) return ok(undefined);
  const written = await run.journal.write(record);
  if (written.ok) for (const { id } of waiting) await run.journal.remove(id);
  return written;
};

/**
 * A new certificate for the key that is in a slot: a new request from it, and where an authority is named, its answer beside the key. The old certificate is good
 * until then. Problems: those of `makeRequest`, of whoever issues, of `importCertificate`.
 */
export const renew = async (run: Renewal, order: RenewOrder): Promise<Result<Renewed>> => {
  const { ports, aws, at } = run;
  const { serial, slot: named, way, source } = order;
  const slot = slotNumber(named) ?? 0x82;
  const look = () => findPivKey(ports.keys, serial, at.signal, [slot]);
  const key = await look();
  if (!key.ok) return key;
  const held = keyInSlot(key.value, slot);
  if (!held.ok) return held;
  const request = await makeRequest(ports, key.value, { slot, subject: order.subject ?? subjectIn(key.value, slot) }, at);
  if (!request.ok) return request;
  if (way.kind === 'request') {
    const { pem, subject } = request.value;
    const noted = await noteRequest(run, {
      ...keyThatWasThere(ports, { slot: named, subject, ...defined({ serial: key.value.serial }) }),
      pem,
    });
    return noted.ok ? ok({ request: request.value }) : noted;
  }
  const id = Buffer.from(ports.random(8)).toString('hex');
  const issued = await issueCertificate(run, { id, pem: request.value.pem, source }, way);
  if (!issued.ok) return issued;
  // The PIN has fewer tries, or the key was changed meanwhile.
  const again = await look();
  if (!again.ok) return again;
  const stored = await importCertificate(ports, again.value, { certificates: certificatesOf(issued.value), slot: named }, at);
  if (!stored.ok) return stored;
  const noted = await aws.noteStored(defined({ serial: again.value.serial }), stored.value);
  for (const one of await waitingRequests(run, { slot: named, ...defined({ serial: again.value.serial }) }))
    if (isKeyOlder(one)) await run.journal.remove(one.id);
  return noted.ok ? ok({ request: request.value, certificate: stored.value.certificate }) : noted;
};

/** Where a new request goes, or who answers it. */
export type RenewDeed = (order: RenewOrder, at: AtTheKey) => Promise<Result<Renewed>>;
