import { useCallback, useState } from 'react';
import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import type { TeamGroups } from '../../../src-main/contract/team/page.ts';
import type { LeftPlan, SheetView } from '../../../src-main/contract/team/sheet.ts';
import { usePage } from '../../hooks/use-page.ts';
import { useSend } from '../../store/bridge.ts';
import { AtOnceForm } from './at-once-form.tsx';
import { EnrollForm } from './enroll-form.tsx';
import { PersonForm } from './person-form.tsx';
import { PlanPage } from './plan-page.tsx';
import { RemoveForm } from './remove-form.tsx';
import { RescueForm } from './rescue-form.tsx';
import { RoleForm } from './role-form.tsx';

/** A plan for a team: what it is about, then the plan and how far it is. */
export const Sheet = ({
  view,
  groups,
  snapshot,
}: {
  readonly view: SheetView;
  readonly groups: TeamGroups | undefined;
  readonly snapshot: Snapshot;
}) => {
  const send = useSend();
  const close = useCallback(() => void send('closeSheet', null), [send]);
  const [isChanging, setChanging] = useState(false);
  const { kind, stage, plan } = view;
  const isForm = plan === undefined || ['looking', 'form', 'planning'].includes(stage) || (isChanging && stage === 'plan');
  const heading = usePage(isForm ? 'form' : stage, close);
  if (!isForm && plan !== undefined)
    return <PlanPage view={view} left={{ kind, plan } as LeftPlan} heading={heading} close={close} onChange={() => setChanging(true)} />;
  const props = { heading, close, onSent: () => setChanging(false) };
  switch (view.kind) {
    case 'add':
      return <PersonForm view={view} groups={groups} {...props} />;
    case 'role':
      return <RoleForm view={view} groups={groups} {...props} />;
    case 'enroll':
      return <EnrollForm view={view} card={snapshot.card} {...props} />;
    case 'remove':
      return view.what === 'device' ? <AtOnceForm view={view} {...props} /> : <RemoveForm view={view} {...props} />;
    case 'policy':
      return <AtOnceForm view={view} {...props} />;
    case 'rescue':
      return <RescueForm view={view} {...props} />;
  }
};
