import { flawProblem } from '../../aws/anywhere/certificate-checks.ts';
import { certificateFacts } from '../../aws/anywhere/certificate-facts.ts';
import { defined } from '../../base/defined.ts';
import { readCertificate } from '../../card/certificates/certificate-reading.ts';
import { toPem } from '../../card/certificates/pem.ts';
import { slotNumber } from '../../card/piv/piv.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { nameText } from '../../x509/names.ts';
import { type AtTheKey, findPivKey } from '../piv/at-the-key.ts';
import { finish, type SetUp } from './setup.ts';
import { checkRole } from './setup-checks.ts';
import { draftOf, keyThatWasThere, type SetupRecord } from './setup-record.ts';
import type { SetupOrder, SetupPorts } from './setup-run.ts';

/** A certificate that is on a key already, and the role that it is to open. */
export interface AdoptOrder {
  readonly serial?: number;
  readonly slot: string;
  readonly role: NonNullable<SetupOrder['role']>;
}

const subjectOf = (der: Uint8Array): Result<string> => {
  try {
    return ok(nameText(readCertificate(der).subject));
  } catch {
    return failed({ code: 'certificate-not-stored', why: 'unreadable' });
  }
};

/**
 * Goes on from a certificate that is there to AWS's side and the role, as a run that can be resumed. Undoing it leaves key and certificate alone: the record doesn't
 * say whose they are. Problems: slot-empty, certificate-not-stored for what can't be read, certificate-flawed before AWS's side is changed, those of the steps.
 */
export const adopt = async (ports: SetupPorts, { serial, slot, role }: AdoptOrder, at: AtTheKey): Promise<Result<SetUp>> => {
  const number = slotNumber(slot) ?? 0x82;
  const key = await findPivKey(ports.pieces.keys, serial, at.signal, [number]);
  if (!key.ok) return key;
  const der = key.value.application.slots.find((one) => one.slot === number)?.certificate;
  const facts = defined({ serial: key.value.serial });
  if (!der) return failed({ code: 'slot-empty', slot, ...facts });
  const subject = subjectOf(der);
  if (!subject.ok) return subject;
  const leaf = certificateFacts(der);
  const flaw = leaf && flawProblem(role.name, leaf, ports.pieces.now());
  if (flaw) return failed(flaw);
  const meant = await checkRole(ports, { role, subject: subject.value }, at);
  if (!meant.ok) return meant;
  const record: SetupRecord = {
    ...keyThatWasThere(ports.pieces, { slot, subject: subject.value, ...facts }),
    certificate: 'done',
    issued: [der, ...(await ports.aws.chainOf(der))].map((one) => toPem('CERTIFICATE', one)).join(''),
    role,
  };
  const written = await ports.journal.write(record);
  if (!written.ok) return written;
  // In the place of a role that was meant before, and couldn't be opened.
  for (const other of await ports.journal.list())
    if (other.id !== record.id && other.serial === record.serial && other.slot === slot && draftOf(other))
      await ports.journal.remove(other.id);
  return finish(ports, record, at);
};
