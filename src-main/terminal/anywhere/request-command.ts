import type { MadeRequest } from '../../app/piv/request.ts';
import type { SetUpRoleView } from '../../contract/certificates/piv.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { anywhereSaid } from '../../words/certificates/anywhere.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Output, Run } from '../console/command.ts';
import type { Console } from '../console/console.ts';
import { plain } from '../console/tables.ts';
import { noPivArguments } from '../options/piv-options.ts';
import { atTheKey } from './at-the-key.ts';
import { checkCertificateFile, writeCertificateFile } from './certificate-files.adapter.ts';

/** What became of the role that a setup is for. */
export const roleLines = ({ profile, made, trustAnchorArn, roleArn, profileArn, proof, lost }: SetUpRoleView): readonly string[] => [
  ...(made.includes('trust-anchor') ? [anywhereSaid.made['trust-anchor'](trustAnchorArn)] : []),
  ...(made.includes('role') ? [anywhereSaid.made.role(roleArn)] : []),
  ...(proof ? [anywhereSaid.demands(proof)] : []),
  ...(lost ? [anywhereSaid.lost(lost)] : []),
  ...(made.includes('profile') ? [anywhereSaid.made.profile(profileArn)] : []),
  anywhereSaid.ready(profile),
];

/** What became of a request: in a file, else on standard output; what the YubiKey proves of it goes to the person. */
export const handOver = async (
  made: Pick<MadeRequest, 'pem' | 'slot' | 'subject' | 'serial' | 'proof'> & { readonly id?: string },
  file: string | undefined,
  console: Console,
  { json, copy }: Pick<Arguments, 'json' | 'copy'>,
  onClipboard: (text: string) => Promise<Result<void>>,
): Promise<Result<Output>> => {
  const copied = copy ? await onClipboard(made.pem) : ok(undefined);
  if (!copied.ok) return copied;
  if (file !== undefined) {
    const written = await writeCertificateFile(file, made.pem);
    if (!written.ok) return written;
  }
  const { proof, serial, id } = made;
  const lines = [
    anywhereSaid.proof(proof),
    ...(file === undefined ? [] : [anywhereSaid.requestIn(file)]),
    ...(copy ? [anywhereSaid.copied] : []),
    anywhereSaid.handOver,
    anywhereSaid.importCommand(serial),
  ];
  // The request itself is what a pipe takes.
  const isPrinted = file === undefined && !copy;
  if (isPrinted && !json) for (const line of lines) console.note(plain(line));
  return ok({
    json: {
      slot: made.slot,
      subject: made.subject,
      serial: serial ?? null,
      ...(id === undefined ? {} : { id }),
      attested: 'proved' in proof ? proof.proved : null,
      ...('why' in proof ? { unproved: proof.why } : {}),
      file: file ?? null,
      copied: copy,
      request: made.pem,
    },
    text: isPrinted ? made.pem : lines.map((line) => `${plain(line)}\n`).join(''),
  });
};

/** `anywhere request`: a new request for the key that is in a slot, to renew its certificate. */
export const request: Run = async (app, args, signal, console) => {
  const { subject, slot = '82', output } = args.piv ?? noPivArguments;
  if (subject === undefined) return failed({ code: 'usage', message: anywhereSaid.needsSubject('request') });
  const writable = await checkCertificateFile(output);
  if (!writable.ok) return writable;
  const at = atTheKey(console, args, signal);
  try {
    const order = { slot, subject, ...(args.key === undefined ? {} : { serial: args.key }) };
    const made = await app.certificates.request(order, at);
    return made.ok ? await handOver(made.value, output, console, args, app.anywhere.copy) : made;
  } finally {
    at.done();
  }
};
