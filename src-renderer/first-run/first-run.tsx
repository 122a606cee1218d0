import { useCallback } from 'react';
import type { FirstRunView } from '../../src-main/contract/access-keys/first-run.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { useSend } from '../store/bridge.ts';
import { Elsewhere } from './elsewhere.tsx';
import { FilesDoor } from './files-door.tsx';
import { InviteForm } from './invite-form.tsx';
import { KeyForm } from './key-form.tsx';
import { KeyProfile } from './key-profile.tsx';
import { SetupList } from './setup-list.tsx';

/** The page behind the doors of the welcome. */
export const FirstRun = ({ view, snapshot }: { readonly view: FirstRunView; readonly snapshot: Snapshot }) => {
  const send = useSend();
  const close = useCallback(() => void send('closePage', null), [send]);
  const { door, stage } = view;
  if (stage.kind === 'setup') return <SetupList source={stage.source} snapshot={snapshot} close={close} />;
  if (door === 'files') return <FilesDoor view={view} snapshot={snapshot} close={close} />;
  if (door === 'elsewhere') return <Elsewhere view={view} snapshot={snapshot} close={close} />;
  if (stage.kind === 'profile') return <KeyProfile key={stage.accessKeyId} view={view} stage={stage} close={close} />;
  if (door === 'invite' && view.invite?.state !== 'open') return <InviteForm view={view} close={close} />;
  return <KeyForm view={view} close={close} />;
};
