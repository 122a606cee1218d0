import type { KeyProofView } from '../../../src-main/contract/certificates/piv.ts';
import { awsRoleTexts } from '../../../src-main/words/certificates/aws-side.ts';
import { useSend } from '../../store/bridge.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import * as styles from './certificates.module.css';

const formats = [
  { format: 'json', label: awsRoleTexts.copyJson },
  { format: 'terraform', label: awsRoleTexts.copyTerraform },
  { format: 'cloudformation', label: awsRoleTexts.copyCloudFormation },
] as const;

/** A role's trust policy, in the language of what an administrator keeps roles in. */
export const TrustPolicyButtons = ({
  trustAnchorArn,
  subject,
  proof,
}: {
  readonly trustAnchorArn: string;
  readonly subject: () => string;
  /** What the certificate will prove of its key, where that is known. */
  readonly proof?: KeyProofView | undefined;
}) => {
  const send = useSend();
  return (
    <div className={styles.buttons}>
      {formats.map(({ format, label }) => (
        <CopyButton
          key={format}
          label={label}
          onCopy={() => send('copyTrustPolicy', { trustAnchorArn, subject: subject(), format, ...(proof ? { proof } : {}) })}
        />
      ))}
    </div>
  );
};
