import { defined } from '../../base/defined.ts';
import { failed, ok } from '../../contract/result.ts';
import { anywhereSaid } from '../../words/certificates/anywhere.ts';
import type { Run } from '../console/command.ts';
import { isoSeconds, plain } from '../console/tables.ts';
import { atTheKey } from './at-the-key.ts';
import { readCertificateFile, readChainFile } from './certificate-files.adapter.ts';
import { roleLines } from './request-command.ts';

/** `anywhere import FILE`: the certificate that came for a request, stored beside its key. */
export const importCertificate: Run = async (app, args, signal, console) => {
  const [, file] = args.words;
  if (!file) return failed({ code: 'usage', message: anywhereSaid.needsFile('import') });
  const bytes = await readCertificateFile(file);
  if (!bytes.ok) return bytes;
  const behind = args.piv?.chain === undefined ? ok(undefined) : await readChainFile(args.piv.chain);
  if (!behind.ok) return behind;
  const at = atTheKey(console, args, signal);
  try {
    const order = { bytes: bytes.value, ...defined({ serial: args.key, slot: args.piv?.slot, chain: behind.value }) };
    const imported = await app.certificates.import(order, at);
    if (!imported.ok) return imported;
    const { slot, certificate, replaced, issued, role } = imported.value;
    const { from, until, ...rest } = certificate;
    return ok({
      json: {
        slot,
        certificate: { ...rest, from: isoSeconds(from), until: isoSeconds(until) },
        replaced: replaced ?? null,
        chain: issued.length - 1,
        role: role ?? null,
      },
      text: [
        anywhereSaid.imported(certificate.subject, slot, until),
        ...(replaced === undefined || replaced === certificate.subject ? [] : [anywhereSaid.replaced(replaced)]),
        ...(role ? roleLines(role) : []),
      ]
        .map((line) => `${plain(line)}\n`)
        .join(''),
    });
  } finally {
    at.done();
  }
};
