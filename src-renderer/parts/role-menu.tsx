import type { ReactNode } from 'react';
import type { RoleView } from '../../src-main/contract/snapshot.ts';
import { useSend } from '../bridge.ts';
import { renewRole } from '../renew-role.ts';
import { useOpenDialog } from '../role-dialogs.ts';
import {
  CheckIcon,
  ConsoleIcon,
  CopyIcon,
  EditIcon,
  EndIcon,
  EnterIcon,
  PinIcon,
  PlugIcon,
  RenewIcon,
  ShieldIcon,
  StarIcon,
  SwatchIcon,
  TerminalIcon,
} from './icons.tsx';

/** All that can be done with a role. What is on has a tick. */
export const RoleMenu = ({
  role,
  hasSession,
  close,
}: {
  readonly role: RoleView;
  readonly hasSession: boolean;
  readonly close: () => void;
}) => {
  const send = useSend();
  const openDialog = useOpenDialog();
  const pick = (act: () => void) => () => {
    close();
    act();
  };
  const named = { role: role.id };
  return (
    <>
      {hasSession ? (
        <Item icon={<CopyIcon />} onPick={pick(() => send('copyProfile', { target: role.target }))}>
          Copy aws --profile …
        </Item>
      ) : null}
      {hasSession && (role.can.tap || role.can.renew) ? (
        <Item icon={<RenewIcon />} onPick={pick(() => renewRole(send, role))}>
          Renew
        </Item>
      ) : null}
      {!hasSession && role.can.tap ? (
        <Item icon={<EnterIcon />} onPick={pick(() => send('tap', named))}>
          Tap in
        </Item>
      ) : null}
      <Item icon={<ConsoleIcon />} onPick={pick(() => send('openConsole', named))}>
        Open console
      </Item>
      <Item icon={<TerminalIcon />} onPick={pick(() => openDialog({ kind: 'environment', role }))}>
        Copy environment…
      </Item>
      <Item icon={<PlugIcon />} onPick={pick(() => send('openTools', named))}>
        Use in tools…
      </Item>
      <hr />
      <Switch icon={<StarIcon />} on={role.favourite} onPick={pick(() => send('setFavourite', { ...named, on: !role.favourite }))}>
        Favourite
      </Switch>
      {role.guard === 'on' ? null : (
        <Switch icon={<PinIcon />} on={role.pinned} onPick={pick(() => send('setPinned', { ...named, on: !role.pinned }))}>
          Keep alive
        </Switch>
      )}
      <Switch icon={<ShieldIcon />} on={role.guard === 'on'} onPick={pick(() => send('setGuard', { ...named, on: role.guard !== 'on' }))}>
        Guard
      </Switch>
      <hr />
      <Item icon={<SwatchIcon />} onPick={pick(() => openDialog({ kind: 'account', role }))}>
        Account name and colour…
      </Item>
      {role.can.edit ? (
        <Item icon={<EditIcon />} onPick={pick(() => send('openAddRole', { ...named, roleArn: '', source: '' }))}>
          Edit…
        </Item>
      ) : null}
      {role.can.end ? (
        <>
          <hr />
          <button type="button" role="menuitem" className="danger" onClick={pick(() => send('end', { target: role.target }))}>
            <EndIcon /> End session
          </button>
        </>
      ) : null}
    </>
  );
};

interface ItemProps {
  readonly icon: ReactNode;
  readonly onPick: () => void;
  readonly children: ReactNode;
}

export const Item = ({ icon, onPick, children }: ItemProps) => (
  <button type="button" role="menuitem" onClick={onPick}>
    {icon} {children}
  </button>
);

const Switch = ({ icon, on, onPick, children }: ItemProps & { readonly on: boolean }) => (
  <button type="button" role="menuitemcheckbox" aria-checked={on} onClick={onPick}>
    {icon} <span className="grow">{children}</span>
    {on ? <CheckIcon size={14} /> : null}
  </button>
);
