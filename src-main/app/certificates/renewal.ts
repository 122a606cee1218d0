import { defined } from '../../base/defined.ts';
import { mayRequest } from '../../contract/certificates/piv.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { CertificatesDesk, CertificatesPagePorts } from './certificate-work.ts';
import { nameOf } from './set-up.ts';

type RenewalCommand = 'openRenewal' | 'renewRole' | 'renewCertificate';

/** A new certificate for a key that is there, or its first one. */
export const createRenewalHandlers = (
  { store, certificates }: Pick<CertificatesPagePorts, 'store' | 'certificates'>,
  desk: CertificatesDesk,
): { readonly [N in RenewalCommand]: (payload: CommandPayload<N>) => boolean } => {
  const plugged = () => {
    const { keys } = store.state();
    return keys.kind === 'ready' ? keys.keys : [];
  };
  const subjectOf = (keyId: string, slot: string): string | undefined => {
    const page = desk.page();
    const { stage } = page ?? {};
    // It may come from a notice, before the key was read.
    if (stage?.kind === 'renew' && stage.keyId === keyId && stage.slot === slot) return stage.subject;
    const view = page?.readings.get(keyId)?.piv?.slots.find((one) => one.slot === slot);
    return view?.certificate?.subject ?? (view && mayRequest(view) ? '' : undefined);
  };
  return {
    openRenewal: ({ keyId, slot }) => {
      const subject = subjectOf(keyId, slot);
      return subject !== undefined && desk.go({ kind: 'renew', keyId, slot, subject });
    },
    renewRole: ({ profile }) => {
      const { certificateEnds } = store.settings.get();
      const end = Object.hasOwn(certificateEnds, profile) ? certificateEnds[profile] : undefined;
      desk.open();
      // Without its YubiKey the page asks for it first.
      if (end) desk.renew({ slot: end.slot, subject: end.subject, ...defined({ serial: end.serial }) });
      return true;
    },
    renewCertificate: ({ keyId, slot, way, source, subject: typed }) => {
      const key = plugged().find(({ id }) => id === keyId);
      const known = subjectOf(keyId, slot);
      const subject = known === '' ? typed.trim() : known;
      if (!key || !subject) return false;
      const serial = defined({ serial: key.serial });
      return desk.work({
        what: 'request',
        subject,
        run: (at) =>
          certificates.renew({ slot, way, ...serial, ...(source === '' ? {} : { source }), ...(known === '' ? { subject } : {}) }, at),
        after: ({ request: { pem, proof }, certificate }) =>
          certificate
            ? { stage: { kind: 'keys', told: { kind: 'stored', slot, certificate } } }
            : { stage: { kind: 'request', slot, subject, proof, ...serial }, made: { name: `${nameOf(subject)}.csr`, pem } },
      });
    },
  };
};
