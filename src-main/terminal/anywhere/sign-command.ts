import type { App } from '../../app/app.ts';
import { arnsFlaw } from '../../aws/anywhere/certificate-role.ts';
import type { SignedView } from '../../contract/certificates/piv.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { anywhereSaid } from '../../words/certificates/anywhere.ts';
import { agrees } from '../console/answers.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Run } from '../console/command.ts';
import { isoSeconds, plain, table } from '../console/tables.ts';
import { noPivArguments } from '../options/piv-options.ts';
import { atTheKey } from './at-the-key.ts';
import { checkCertificateFile, readCertificateFile, writeCertificateFile } from './certificate-files.adapter.ts';

const document = ({ signedAt, until, revokedAt, ...rest }: SignedView): object => ({
  ...rest,
  signedAt: isoSeconds(signedAt),
  until: isoSeconds(until),
  revokedAt: revokedAt === undefined ? null : isoSeconds(revokedAt),
});

const list: Run = async (app) => {
  const signed = await app.certificates.signed();
  return ok({
    json: { signed: signed.map(document) },
    text:
      signed.length === 0
        ? `${anywhereSaid.noneSigned}\n`
        : table([
            ['SERIAL NUMBER', 'SUBJECT', 'YUBIKEY', 'UNTIL'],
            ...signed.map(({ serialNumber, subject, keySerial, until, revokedAt }) => [
              serialNumber,
              subject,
              String(keySerial ?? '-'),
              revokedAt === undefined ? isoSeconds(until) : anywhereSaid.revokedOn(revokedAt),
            ]),
          ]),
  });
};

/** How long a revocation list counts, in days: AWS takes an older one all the same, other verifiers do not. */
const listDays = 30;

/** Whether the list could be written and given to AWS, before anything is revoked and signed. Problems: named-file-unwritable, those of the anchor's ARN, those of the source. */
const checkList = async (app: App, { piv = noPivArguments, source }: Arguments): Promise<Result<void>> => {
  const { output, trustAnchor } = piv;
  const writable = await checkCertificateFile(output);
  if (!writable.ok || trustAnchor === undefined || source === undefined) return writable;
  const flaw = arnsFlaw({ trustAnchorArn: trustAnchor });
  return flaw ? failed(flaw) : app.anywhere.checkSource(source);
};

/** Gives the list to AWS, where --trust-anchor and --source say so; gives its ARN there. */
const importList = async (app: App, { piv, source }: Arguments, list: string, signal: AbortSignal): Promise<Result<string | undefined>> => {
  const { trustAnchor: trustAnchorArn, caKey } = piv ?? noPivArguments;
  if (trustAnchorArn === undefined || source === undefined || !caKey) return ok(undefined);
  const imported = await app.anywhere.importList(source, { authority: caKey, trustAnchorArn, list }, signal);
  return imported.ok ? ok(imported.value.arn) : imported;
};

const revoke: Run = async (app, args, signal, console) => {
  const { caKey, revoke: number, output, valid } = args.piv ?? noPivArguments;
  if (!caKey) return failed({ code: 'usage', message: anywhereSaid.needsAuthority });
  const sound = await checkList(app, args);
  if (!sound.ok) return sound;
  const at = atTheKey(console, args, signal);
  try {
    const made = await app.certificates.revoke(
      { authority: caKey, days: valid ?? listDays, ...(number === undefined ? {} : { number }) },
      at,
    );
    if (!made.ok) return made;
    if (output !== undefined) {
      const written = await writeCertificateFile(output, made.value.pem);
      if (!written.ok) return written;
    }
    const imported = await importList(app, args, made.value.pem, signal);
    if (!imported.ok) return imported;
    const arn = imported.value;
    const lines = [
      ...(output === undefined ? [] : [anywhereSaid.listIn(output)]),
      ...(arn === undefined ? (output === undefined ? [] : [anywhereSaid.importList(output)]) : [anywhereSaid.listImported(arn)]),
    ];
    return ok({
      json: { revoked: made.value.revoked.map(document), file: output ?? null, imported: arn ?? null, list: made.value.pem },
      text: lines.length === 0 ? made.value.pem : lines.map((line) => `${plain(line)}\n`).join(''),
    });
  } finally {
    at.done();
  }
};

/** `anywhere sign REQUEST`: as the authority whose key is on a YubiKey. `--list`, `--revoke` and `--crl` care for what was signed. */
export const sign: Run = async (app, args, signal, console) => {
  const piv = args.piv ?? noPivArguments;
  const { caKey, output, unproved, valid: days = 365 } = piv;
  if (piv.list) return list(app, args, signal, console);
  if (piv.crl || piv.revoke !== undefined) return revoke(app, args, signal, console);
  const [, file] = args.words;
  if (!file) return failed({ code: 'usage', message: anywhereSaid.needsFile('sign') });
  if (!caKey) return failed({ code: 'usage', message: anywhereSaid.needsAuthority });
  const writable = await checkCertificateFile(output);
  if (!writable.ok) return writable;
  const bytes = await readCertificateFile(file);
  if (!bytes.ok) return bytes;
  const looked = await app.certificates.lookAtRequest(file, bytes.value);
  if (!looked.ok) return looked;
  if (!args.yes) {
    if (!console.isInteractive) return failed({ code: 'usage', message: anywhereSaid.needsYes('sign') });
    for (const line of [anywhereSaid.asks(looked.value), anywhereSaid.proof(looked.value.proof)]) console.note(plain(line));
    if (!(await agrees(console, anywhereSaid.maySign(days), signal))) return failed({ code: 'cancelled' });
  }
  const at = atTheKey(console, args, signal);
  try {
    const demands = unproved ? [] : (['origin', 'pin', 'touch'] as const);
    const signed = await app.certificates.sign({ file, bytes: bytes.value, authority: caKey, days, demands }, at);
    if (!signed.ok) return signed;
    const { certificate, pem } = signed.value;
    if (output !== undefined) {
      const written = await writeCertificateFile(output, pem);
      if (!written.ok) return written;
    }
    const line = plain(anywhereSaid.signed(certificate.subject, certificate.serialNumber, certificate.until));
    if (output === undefined && !args.json) console.note(line);
    return ok({
      json: { ...document(certificate), file: output ?? null, certificate: pem },
      text: output === undefined ? pem : `${line}\n${plain(anywhereSaid.signedIn(output))}\n`,
    });
  } finally {
    at.done();
  }
};
