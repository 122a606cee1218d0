import type { PolicySheet, RemoveSheet } from '../../../src-main/contract/team/sheet.ts';
import { addingTexts } from '../../../src-main/words/team/adding.ts';
import { useSend } from '../../store/bridge.ts';
import { type FormProps, SheetForm } from './sheet-form.tsx';

/** While a plan that needs no form is looked at, and where that failed: it was chosen on the page of policies, or it is a device that nobody has. */
export const AtOnceForm = ({ view, heading, close }: FormProps<PolicySheet | RemoveSheet>) => {
  const send = useSend();
  const again = () => {
    if (view.kind === 'remove') void send('openSheet', { kind: 'remove', user: view.user, what: view.what });
    else if (view.wish) void send('openSheet', { kind: 'policy', ...view.wish });
  };
  const isReady = view.kind === 'remove' || view.wish !== undefined;
  return (
    <SheetForm view={view} heading={heading} close={close} about={addingTexts.about} isReady={isReady} onSubmit={again}>
      {null}
    </SheetForm>
  );
};
