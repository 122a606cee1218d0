import { useCallback, useState } from 'react';
import type { AddingView } from '../../../src-main/contract/team/adding.ts';
import { usePage } from '../../hooks/use-page.ts';
import { useSend } from '../../store/bridge.ts';
import { PersonPlan } from './person-plan.tsx';
import { WishForm } from './wish-form.tsx';

/** Adding a person: who it is, then the plan and how far it is. */
export const AddPerson = ({ view }: { readonly view: AddingView }) => {
  const send = useSend();
  const close = useCallback(() => void send('closeAdding', null), [send]);
  const [isChanging, setChanging] = useState(false);
  const isForm = view.stage === 'form' || view.stage === 'planning' || (isChanging && view.stage === 'plan');
  const heading = usePage(isForm ? 'wish' : view.stage, close);
  return isForm ? (
    <WishForm view={view} heading={heading} close={close} onSent={() => setChanging(false)} />
  ) : (
    <PersonPlan view={view} heading={heading} close={close} onChange={() => setChanging(true)} />
  );
};
