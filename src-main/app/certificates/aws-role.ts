import { demandable, subjectParts, trustPolicyText } from '../../aws/anywhere/trust-policy.ts';
import { defined } from '../../base/defined.ts';
import type { CertificateStage } from '../../contract/certificates/pages.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import { ok } from '../../contract/result.ts';
import type { AnywhereDeeds } from '../anywhere/anywhere-deeds.ts';
import { tellFailure } from '../state/store.ts';
import type { CertificatesDesk, CertificatesPagePorts } from './certificate-work.ts';
import { afterSetup, roleOf } from './set-up.ts';

type RoleCommand = 'openCertificateRole' | 'useCertificate' | 'listAnywhere' | 'copyTrustPolicy';

/** AWS's side of a certificate: what there is, what the role has to trust, and the role itself. */
export const createAwsRoleHandlers = (
  {
    store,
    certificates,
    anywhere,
  }: Pick<CertificatesPagePorts, 'store' | 'certificates'> & {
    readonly anywhere: Pick<AnywhereDeeds, 'trustAnchors' | 'profiles' | 'copy'>;
  },
  desk: CertificatesDesk,
): { readonly [N in RoleCommand]: (payload: CommandPayload<N>) => boolean } => {
  const found = (keyId: string, slot: string) => {
    const { keys } = store.state();
    const key = keys.kind === 'ready' ? keys.keys.find(({ id }) => id === keyId) : undefined;
    const page = desk.page();
    const read = page?.readings.get(keyId)?.piv?.slots.find((one) => one.slot === slot)?.certificate?.subject;
    // One that is open already needs no second look.
    const open = page?.stage.kind === 'role' && page.stage.keyId === keyId && page.stage.slot === slot ? page.stage : undefined;
    const subject = read ?? open?.subject;
    return key && subject !== undefined ? { serial: key.serial, subject } : undefined;
  };
  return {
    openCertificateRole: ({ keyId, slot }) => {
      const there = found(keyId, slot);
      return there !== undefined && desk.go({ kind: 'role', keyId, slot, subject: there.subject });
    },
    useCertificate: ({ keyId, slot, role }) => {
      const there = found(keyId, slot);
      if (!there || desk.page()?.stage.kind !== 'role') return false;
      const { serial, subject } = there;
      const meant = roleOf(role);
      return desk.work({
        what: 'role',
        subject,
        run: (at) => certificates.adopt({ slot, role: meant, ...defined({ serial }) }, at),
        after: afterSetup,
        otherwise: (left): CertificateStage | undefined => {
          const begun = left.find((setup) => setup.serial === serial && setup.slot === slot && setup.profile === meant.name);
          return begun && { kind: 'role', keyId, slot, subject, setup: begun.id };
        },
      });
    },
    listAnywhere: (who) =>
      desk.work({
        what: 'list',
        subject: who.source,
        run: async ({ signal }) => {
          const anchors = await anywhere.trustAnchors(who, signal);
          if (!anchors.ok) return anchors;
          const profiles = await anywhere.profiles(who, signal);
          return profiles.ok ? ok({ anchors: anchors.value, profiles: profiles.value }) : profiles;
        },
        after: ({ anchors, profiles }) => ({
          listed: {
            ...who,
            anchors: anchors.map(({ arn, name, enabled }) => ({ arn, name, enabled })),
            profiles: profiles.map(({ arn, name, enabled, roleArns }) => ({ arn, name, enabled, roleArns })),
          },
        }),
      }),
    copyTrustPolicy: ({ trustAnchorArn, subject, format, proof: known }) => {
      const page = desk.page();
      const at = page?.stage.kind === 'role' ? page.stage : undefined;
      // One that is on the key says whether it proves anything; of one that is still to be issued, the form does.
      const there = at && page?.readings.get(at.keyId)?.piv?.slots.find(({ slot }) => slot === at.slot)?.certificate?.proof;
      const proof = known ?? there;
      const wish = { trustAnchorArn: trustAnchorArn.trim(), subject: demandable(subjectParts(subject)).subject, proof };
      const text = trustPolicyText(wish, format);
      void anywhere.copy(text).then(tellFailure(store));
      return true;
    },
  };
};
