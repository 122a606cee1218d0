import { defined } from '../../base/defined.ts';
import { toPem } from '../../card/certificates/pem.ts';
import type { CertificateStage } from '../../contract/certificates/pages.ts';
import type { CertificateRoleDraft, SetupView } from '../../contract/certificates/piv.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import { certificatesInFile } from '../../x509/certificate-files.ts';
import type { AtTheKey } from '../piv/at-the-key.ts';
import type { AdoptOrder } from '../setups/adopt.ts';
import type { SetUp } from '../setups/setup.ts';
import type { CertificatesPage } from '../state/certificates-state.ts';
import type { CertificatesDesk, CertificatesPagePorts } from './certificate-work.ts';

type SetupCommand = 'unblockPin' | 'choosePin' | 'openKeySetup' | 'startKeySetup' | 'resumeKeySetup' | 'undoKeySetup' | 'importCertificate';

/** `CN=jane,O=Example` -> `jane`, as a file's name. */
export const nameOf = (subject: string): string =>
  (/(?:^|[,+]\s*)CN=([^,+]+)/i.exec(subject)?.[1] ?? subject)
    .trim()
    .replaceAll(/[^\w.@-]+/g, '-')
    .slice(0, 60) || 'certificate';

/** A role as typed: what is empty is found or made. */
export const roleOf = ({ name, roleArn, trustAnchorArn, profileArn, source, region, create }: CertificateRoleDraft): AdoptOrder['role'] => {
  const typed = (value: string) => value.trim() || undefined;
  const known = {
    trustAnchorArn: typed(trustAnchorArn),
    profileArn: typed(profileArn),
    source: typed(source),
    region: typed(region),
    create,
  };
  return { name: name.trim(), roleArn: roleArn.trim(), ...defined(known) };
};

/** Where only the role is missing, it can still be changed. */
const roleStage = (keyId: string, { id, slot, subject }: SetupView): CertificateStage => ({
  kind: 'role',
  keyId,
  slot,
  subject,
  setup: id,
});

/** What a setup that came to its end leads to. */
export const afterSetup = (made: SetUp): Partial<Pick<CertificatesPage, 'stage' | 'made'>> => {
  const { id, slot, subject, proof, pem, role, certificate } = made;
  if (role) return { stage: { kind: 'done', subject, role } };
  if (certificate) return { stage: { kind: 'keys', told: { kind: 'stored', slot, certificate } } };
  const facts = { slot, subject, proof, ...defined({ serial: made.serial }) };
  return pem.startsWith('-----BEGIN CERTIFICATE-----')
    ? { stage: { kind: 'authority', ...facts }, made: { name: `${nameOf(subject)}.pem`, pem } }
    : { stage: { kind: 'request', ...facts, setup: id }, made: { name: `${nameOf(subject)}.csr`, pem } };
};

/** Certificates of several files, PEM or DER each, as one text; a file without one as it is. */
const oneText = (files: readonly Uint8Array[]): Uint8Array => {
  const pem = files.flatMap(certificatesInFile).map((der) => toPem('CERTIFICATE', der));
  return pem.length === 0 ? Uint8Array.from(files[0] ?? []) : Uint8Array.from(Buffer.from(pem.join('')));
};

/** New keys, their requests and their certificates. */
export const createSetupHandlers = (
  { store, certificates }: Pick<CertificatesPagePorts, 'store' | 'certificates'>,
  desk: CertificatesDesk,
): { readonly [N in SetupCommand]: (payload: CommandPayload<N>) => boolean } => {
  const keyOf = (keyId: string) => {
    const { keys } = store.state();
    return keys.kind === 'ready' ? keys.keys.find(({ id }) => id === keyId) : undefined;
  };
  const serials = () => {
    const { keys } = store.state();
    return keys.kind === 'ready' ? keys.keys.map(({ serial }) => serial) : [];
  };
  const unfinished = (setup: string) => store.state().setups.find(({ id }) => id === setup);

  const newPin = (keyId: string, set: typeof certificates.unblock): boolean => {
    const key = keyOf(keyId);
    if (!key) return false;
    return desk.work({
      what: 'unblock',
      subject: key.name,
      run: (at) => set(key.serial, at),
      after: () => ({ stage: { kind: 'keys', told: { kind: 'unblocked', name: key.name, ...defined({ serial: key.serial }) } } }),
    });
  };

  return {
    unblockPin: ({ keyId }) => newPin(keyId, certificates.unblock),
    choosePin: ({ keyId }) => newPin(keyId, certificates.choosePin),
    openKeySetup: ({ keyId, authority }) => {
      if (!keyOf(keyId)) return false;
      desk.open();
      return desk.go({ kind: 'setup', keyId, isAuthority: authority });
    },
    startKeySetup: ({ keyId, slot, algorithm, pin, touch, subject, authority, way, role, source }) => {
      const key = keyOf(keyId);
      if (!key || desk.page()?.stage.kind !== 'setup') return false;
      const order = {
        slot,
        algorithm,
        pinPolicy: pin,
        touchPolicy: touch,
        subject: subject.trim(),
        isAuthority: authority,
        protectsManagement: true,
        ...defined({ serial: key.serial, role: role && !authority ? roleOf(role) : undefined }),
        ...(authority ? {} : { way: way.kind === 'private-ca' ? { ...way, ...defined({ source }) } : way }),
      };
      return desk.work({
        what: 'set-up',
        subject: order.subject,
        run: (at) => certificates.setUp(order, at),
        after: afterSetup,
        // What was begun is gone on with, not begun anew.
        otherwise: (left): CertificateStage | undefined => {
          const begun = left.find((setup) => setup.serial === key.serial && setup.slot === slot && setup.subject === order.subject);
          return begun?.draft ? roleStage(keyId, begun) : begun && { kind: 'setup', keyId, isAuthority: authority, setup: begun.id };
        },
      });
    },
    resumeKeySetup: ({ setup }) => {
      const begun = unfinished(setup);
      if (!begun) return false;
      const { keys } = store.state();
      const key = keys.kind === 'ready' ? keys.keys.find(({ serial }) => serial === begun.serial) : undefined;
      // What was refused may have to be another one.
      if (begun.draft && key) return desk.go(roleStage(key.id, begun));
      return desk.work({ what: 'set-up', subject: begun.subject, run: (at) => certificates.resume(setup, at), after: afterSetup });
    },
    undoKeySetup: ({ setup }) => {
      const begun = unfinished(setup);
      if (!begun) return false;
      return desk.work({
        what: 'undo',
        subject: begun.subject,
        run: (at) => certificates.undo(setup, at),
        after: ({ slot, left }) => ({ stage: { kind: 'keys', told: { kind: 'undone', slot, left } } }),
      });
    },
    importCertificate: ({ keyId, files }) => {
      const stage = desk.page()?.stage;
      const expected = stage?.kind === 'request' ? stage : undefined;
      const { slot, subject = '' } = expected ?? {};
      const bytes = oneText(files);
      const [first, ...more] = expected ? [expected.serial] : keyId === '' ? serials() : [keyOf(keyId)?.serial];
      const store = (serial: number | undefined, at: AtTheKey) => certificates.import({ bytes, ...defined({ slot, serial }) }, at);
      return desk.work({
        what: 'import',
        subject,
        run: async (at) => {
          let imported = await store(first, at);
          for (const serial of more) {
            if (imported.ok || imported.problem.code !== 'certificate-not-stored' || imported.problem.why !== 'key') break;
            imported = await store(serial, at);
          }
          return imported;
        },
        after: ({ slot: stored, certificate, replaced, role }) => ({
          stage: role
            ? { kind: 'done', subject: certificate.subject, role }
            : { kind: 'keys', told: { kind: 'stored', slot: stored, certificate, ...defined({ replaced }) } },
        }),
      });
    },
  };
};
