import type { SetupView } from '../../../src-main/contract/certificates/piv.ts';
import { awsRoleTexts } from '../../../src-main/words/certificates/aws-side.ts';
import { setupWaits } from '../../../src-main/words/certificates/set-up.ts';
import * as text from '../../ui/text.module.css';
import * as styles from './certificates.module.css';
import { TrustPolicyButtons } from './trust-policy.tsx';

/** How far a setup is that can be continued; where its role is missing, what somebody else needs to create it. */
export const WaitingSetup = ({ setup }: { readonly setup: SetupView }) => {
  const { subject, trustAnchorArn, waitsFor, keyProof } = setup;
  return (
    <>
      <p className={text.sub}>{setupWaits(setup)}</p>
      {waitsFor === 'role' && trustAnchorArn !== undefined ? (
        <div className={styles.part}>
          <p className={text.sub}>{awsRoleTexts.byOther}</p>
          <TrustPolicyButtons trustAnchorArn={trustAnchorArn} subject={() => subject} proof={keyProof} />
        </div>
      ) : null}
    </>
  );
};
