import type { App } from '../../app/app.ts';
import { defined } from '../../base/defined.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { anywhereSaid } from '../../words/certificates/anywhere.ts';
import { agrees } from '../console/answers.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Run } from '../console/command.ts';
import { isoSeconds, plain } from '../console/tables.ts';
import { noPivArguments } from '../options/piv-options.ts';
import { atTheKey } from './at-the-key.ts';
import { checkCertificateFile } from './certificate-files.adapter.ts';
import { handOver } from './request-command.ts';
import { wayOf } from './setup-order.ts';

/** The slot that was named, else the one with the certificate of a role. */
const placeOf = async (
  app: App,
  { words: [, role], key, piv }: Arguments,
  signal: AbortSignal,
): Promise<Result<{ readonly serial?: number; readonly slot: string }>> => {
  if (role === undefined && piv?.slot === undefined) return failed({ code: 'usage', message: anywhereSaid.needsRole });
  await app.keysRead();
  const place = role === undefined ? undefined : await app.anywhere.placeOf(role, signal);
  if (place && !place.ok) return place;
  return ok({ slot: piv?.slot ?? place?.value.slot ?? '82', ...defined({ serial: key ?? place?.value.serial }) });
};

/** `anywhere renew ROLE`: a new certificate from the same key; without an authority to issue it, the request for one. */
export const renew: Run = async (app, args, signal, console) => {
  const { piv = noPivArguments, source } = args;
  const file = piv.request ?? piv.output;
  const writable = await checkCertificateFile(file);
  if (!writable.ok) return writable;
  const place = await placeOf(app, args, signal);
  if (!place.ok) return place;
  const way = wayOf(args);
  if (way.kind !== 'request' && !args.yes) {
    if (!console.isInteractive) return failed({ code: 'usage', message: anywhereSaid.needsYes('renew') });
    console.note(way.kind === 'private-ca' ? anywhereSaid.planPrivateCa : anywhereSaid.planCaKey(way.serial, way.slot));
    if (!(await agrees(console, anywhereSaid.mayBegin, signal))) return failed({ code: 'cancelled' });
  }
  const at = atTheKey(console, args, signal);
  try {
    const renewed = await app.certificates.renew({ ...place.value, way, ...defined({ source, subject: piv.subject }) }, at);
    if (!renewed.ok) return renewed;
    const { request, certificate } = renewed.value;
    const { serial } = place.value;
    if (!certificate) return await handOver({ ...request, ...defined({ serial }) }, file, console, args, app.anywhere.copy);
    const { from, until, ...rest } = certificate;
    return ok({
      json: {
        slot: request.slot,
        serial: serial ?? null,
        certificate: { ...rest, from: isoSeconds(from), until: isoSeconds(until) },
      },
      text: `${plain(anywhereSaid.imported(certificate.subject, request.slot, until))}\n`,
    });
  } finally {
    at.done();
  }
};
