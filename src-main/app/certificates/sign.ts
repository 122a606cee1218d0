import { defined } from '../../base/defined.ts';
import { joinPemOrDer } from '../../card/certificates/pem.ts';
import type { CertificateStage } from '../../contract/certificates/pages.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import { ok } from '../../contract/result.ts';
import type { AwsSide } from '../anywhere/aws-side.ts';
import type { CertificatesDesk, CertificatesPagePorts } from './certificate-work.ts';
import { nameOf } from './set-up.ts';

type SignCommand = 'openSigning' | 'openRequest' | 'signRequest' | 'revokeCertificate' | 'importRevocationList';
type SignStage = Extract<CertificateStage, { kind: 'sign' }>;

/** Days until the next revocation list is due. */
const listDays = 30;
/** What a request is called that was pasted. */
const pasted = 'request';

/** An authority's YubiKey signs the requests of others. */
export const createSignHandlers = (
  {
    store,
    certificates,
    anywhere,
  }: Pick<CertificatesPagePorts, 'store' | 'certificates'> & { readonly anywhere: Pick<AwsSide, 'importList'> },
  desk: CertificatesDesk,
): { readonly [N in SignCommand]: (payload: CommandPayload<N>) => boolean } => {
  const open = (): SignStage | undefined => {
    const stage = desk.page()?.stage;
    return stage?.kind === 'sign' ? stage : undefined;
  };
  const authorityOf = ({ serial, slot }: SignStage) => ({ slot, ...defined({ serial }) });
  /** The stage without what it showed before. */
  const bare = ({ made: _made, request: _request, ...stage }: SignStage): SignStage => stage;

  return {
    openSigning: ({ keyId, slot }) => {
      const { keys } = store.state();
      const key = keys.kind === 'ready' ? keys.keys.find(({ id }) => id === keyId) : undefined;
      const certificate = desk
        .page()
        ?.readings.get(keyId)
        ?.piv?.slots.find((one) => one.slot === slot)?.certificate;
      if (!key || !certificate?.isAuthority) return false;
      const { subject } = certificate;
      return desk.work({
        what: 'sign',
        subject,
        run: async () => ok(await certificates.signed()),
        after: (signed) => ({ stage: { kind: 'sign', slot, subject, signed, ...defined({ serial: key.serial }) } }),
      });
    },
    openRequest: ({ name, files }) => {
      const stage = open();
      if (!stage) return false;
      const request = { file: name === '' ? pasted : name, bytes: joinPemOrDer('CERTIFICATE REQUEST', files) };
      return desk.work({
        what: 'sign',
        subject: stage.subject,
        run: () => certificates.lookAtRequest(request.file, request.bytes),
        after: (view) => ({ stage: { ...bare(stage), request: view }, request }),
        otherwise: () => bare(stage),
      });
    },
    signRequest: ({ days, demands }) => {
      const stage = open();
      const request = desk.page()?.request;
      if (!stage?.request || !request) return false;
      return desk.work({
        what: 'sign',
        subject: stage.request.subject,
        run: async (at) => {
          const made = await certificates.sign({ ...request, authority: authorityOf(stage), days, demands }, at);
          return made.ok ? ok({ ...made.value, signed: await certificates.signed() }) : made;
        },
        after: ({ certificate, pem, signed }) => ({
          stage: { ...bare(stage), signed, made: { kind: 'certificate', certificate } },
          made: { name: `${nameOf(certificate.subject)}.pem`, pem },
        }),
      });
    },
    importRevocationList: ({ source, trustAnchorArn }) => {
      const stage = open();
      const list = desk.page()?.made;
      const made = stage?.made;
      if (!stage || !list || made?.kind !== 'list') return false;
      return desk.work({
        what: 'list',
        subject: trustAnchorArn.trim(),
        run: ({ signal }) => {
          const order = { authority: authorityOf(stage), trustAnchorArn: trustAnchorArn.trim(), list: list.pem };
          return anywhere.importList(source, order, signal);
        },
        after: ({ arn }) => ({ stage: { ...stage, made: { ...made, imported: arn } } }),
      });
    },
    revokeCertificate: ({ number }) => {
      const stage = open();
      if (!stage) return false;
      return desk.work({
        what: 'revoke',
        subject: stage.subject,
        run: async (at) => {
          const order = { authority: authorityOf(stage), days: listDays, ...(number === '' ? {} : { number }) };
          const made = await certificates.revoke(order, at);
          return made.ok ? ok({ ...made.value, signed: await certificates.signed() }) : made;
        },
        after: ({ pem, revoked, signed }) => ({
          stage: { ...bare(stage), signed, made: { kind: 'list', revoked: revoked.length } },
          made: { name: `${nameOf(stage.subject)}.crl`, pem },
        }),
      });
    },
  };
};
