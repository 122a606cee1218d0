import type { RoleView } from '../../../src-main/contract/snapshot.ts';
import { roleMenuTexts, rowTexts } from '../../../src-main/words/window/roles.ts';
import { type Send, useSend } from '../../store/bridge.ts';
import {
  ConsoleIcon,
  CopyIcon,
  EditIcon,
  EndIcon,
  EnterIcon,
  EyeIcon,
  PinIcon,
  PlugIcon,
  RenewIcon,
  ShieldIcon,
  StarIcon,
  SwatchIcon,
  TerminalIcon,
} from '../../ui/drawings/icons.tsx';
import { MenuItem, MenuSwitch } from '../../ui/menu-item.tsx';
import { useOpenDialog } from '../dialogs/role-dialog.tsx';
import { renewalOf } from '../role-deeds.ts';

/** Without a touch where that is possible, else by a tap. A user's own session is the MFA session itself, which only a touch renews. */
export const renewRole = (send: Send, role: RoleView): Promise<boolean> => send(renewalOf(role), { role: role.id });

/** The page of tools, with what taking the profile over from AWS's helper would change. */
const adopt = async (send: Send, { id }: RoleView): Promise<void> => {
  if (await send('openTools', { role: id })) await send('planProcess', { role: id, what: 'adopt' });
};

/** The role with less than all of it, or all of it where a tap opens less. */
const LimitItems = ({ role, pick }: { readonly role: RoleView; readonly pick: (act: () => void) => () => void }) => {
  const send = useSend();
  const openDialog = useOpenDialog();
  const { readOnly = '' } = role;
  return (
    <>
      {role.readOnlyFirst ? (
        <MenuItem icon={<EnterIcon />} onPick={pick(() => send('tap', { role: role.id, full: true }))}>
          {roleMenuTexts.tapFull}
        </MenuItem>
      ) : (
        <MenuItem icon={<EyeIcon />} onPick={pick(() => send('tap', { role: readOnly }))}>
          {roleMenuTexts.tapReadOnly}
        </MenuItem>
      )}
      <MenuItem icon={<EyeIcon />} onPick={pick(() => openDialog({ kind: 'limits', role }))}>
        {roleMenuTexts.tapLimited}
      </MenuItem>
    </>
  );
};

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
        <MenuItem icon={<CopyIcon />} keys="Enter" onPick={pick(() => send('copyProfile', { target: role.target }))}>
          {roleMenuTexts.copyProfile}
        </MenuItem>
      ) : null}
      {hasSession && (role.can.tap || role.can.renew) ? (
        <MenuItem icon={<RenewIcon />} keys="CommandOrControl+R" onPick={pick(() => renewRole(send, role))}>
          {roleMenuTexts.renew}
        </MenuItem>
      ) : null}
      {!hasSession && role.can.tap ? (
        <MenuItem icon={<EnterIcon />} keys="Enter" onPick={pick(() => send('tap', named))}>
          {rowTexts.tapIn}
        </MenuItem>
      ) : null}
      {role.readOnly === undefined || !role.can.tap ? null : <LimitItems role={role} pick={pick} />}
      {role.user ? null : (
        <MenuItem icon={<ConsoleIcon />} keys="CommandOrControl+O" onPick={pick(() => send('openConsole', named))}>
          {roleMenuTexts.openConsole}
        </MenuItem>
      )}
      {role.user ? null : (
        <MenuItem icon={<ConsoleIcon />} onPick={pick(() => openDialog({ kind: 'console', role }))}>
          {roleMenuTexts.openConsoleIn}
        </MenuItem>
      )}
      <MenuItem icon={<TerminalIcon />} onPick={pick(() => openDialog({ kind: 'environment', role }))}>
        {roleMenuTexts.copyEnvironment}
      </MenuItem>
      <MenuItem icon={<PlugIcon />} onPick={pick(() => send('openTools', named))}>
        {roleMenuTexts.useInTools}
      </MenuItem>
      {role.certificate?.isHelper ? (
        <MenuItem icon={<ShieldIcon />} onPick={pick(() => adopt(send, role))}>
          {roleMenuTexts.adopt}
        </MenuItem>
      ) : null}
      <hr />
      <MenuSwitch icon={<StarIcon />} on={role.favourite} onPick={pick(() => send('setFavourite', { ...named, on: !role.favourite }))}>
        {roleMenuTexts.favourite}
      </MenuSwitch>
      {role.guard === 'on' ? null : role.via === 'direct' ? (
        <MenuItem icon={<PinIcon />} isOff onPick={() => {}}>
          {roleMenuTexts.notKept}
        </MenuItem>
      ) : (
        <MenuSwitch icon={<PinIcon />} on={role.pinned} onPick={pick(() => send('setPinned', { ...named, on: !role.pinned }))}>
          {roleMenuTexts.keepAlive}
        </MenuSwitch>
      )}
      {role.limits ? null : (
        <MenuSwitch
          icon={<ShieldIcon />}
          on={role.guard === 'on'}
          onPick={pick(() => send('setGuard', { ...named, on: role.guard !== 'on' }))}
        >
          {roleMenuTexts.guard}
        </MenuSwitch>
      )}
      {role.readOnly === undefined ? null : (
        <MenuSwitch
          icon={<EyeIcon />}
          on={role.readOnlyFirst === true}
          onPick={pick(() => send('setReadOnlyFirst', { ...named, on: !role.readOnlyFirst }))}
        >
          {roleMenuTexts.readOnlyFirst}
        </MenuSwitch>
      )}
      <hr />
      <MenuItem icon={<SwatchIcon />} onPick={pick(() => openDialog({ kind: 'account', role }))}>
        {roleMenuTexts.account}
      </MenuItem>
      {role.can.edit ? (
        <MenuItem icon={<EditIcon />} onPick={pick(() => send('openAddRole', { ...named, roleArn: '', source: '' }))}>
          {roleMenuTexts.edit}
        </MenuItem>
      ) : null}
      {role.can.end ? (
        <>
          <hr />
          <MenuItem icon={<EndIcon />} keys="Delete" isHarsh onPick={pick(() => send('end', { target: role.target }))}>
            {roleMenuTexts.endSession}
          </MenuItem>
        </>
      ) : null}
    </>
  );
};
