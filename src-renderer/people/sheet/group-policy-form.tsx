import type { PolicySheet } from '../../../src-main/contract/team/sheet.ts';
import { addingTexts } from '../../../src-main/words/team/adding.ts';
import { useSend } from '../../store/bridge.ts';
import { type FormProps, SheetForm } from './sheet-form.tsx';

/** While a group's policy is looked at, and where that failed: what is wished for was chosen on the page of policies. */
export const GroupPolicyForm = ({ view, heading, close }: FormProps<PolicySheet>) => {
  const send = useSend();
  const { wish } = view;
  const again = () => wish && void send('openSheet', { kind: 'policy', ...wish });
  return (
    <SheetForm view={view} heading={heading} close={close} about={addingTexts.about} isReady={wish !== undefined} onSubmit={() => again()}>
      {null}
    </SheetForm>
  );
};
