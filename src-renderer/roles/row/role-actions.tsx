import type { RoleView } from '../../../src-main/contract/snapshot.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { rowTexts } from '../../../src-main/words/window/roles.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { MoreIcon, RenewIcon } from '../../ui/drawings/icons.tsx';
import { Popup } from '../../ui/popup.tsx';
import { RoleMenu, renewRole } from './role-menu.tsx';
import * as styles from './row.module.css';

/** Beside a row: renew its session, all else in a menu, or give up what it waits for. */
export const RoleActions = ({
  role,
  hasSession,
  tabbable,
  waiting,
}: {
  readonly role: RoleView;
  readonly hasSession: boolean;
  readonly tabbable: boolean;
  readonly waiting?: string | undefined;
}) => {
  const send = useSend();
  if (waiting !== undefined) {
    return (
      <span className={styles.actions}>
        <Button kind="small" onClick={() => send('cancel', { waiting })}>
          {kitTexts.cancel}
        </Button>
      </span>
    );
  }
  if (role.state.kind === 'waiting') return null;
  return (
    <span className={styles.actions}>
      {hasSession && (role.can.tap || role.can.renew) ? (
        <Button kind="icon" aria-label={rowTexts.renewOf(role.profile)} title={rowTexts.renew} onClick={() => renewRole(send, role)}>
          <RenewIcon />
        </Button>
      ) : null}
      <Popup label={rowTexts.moreFor(role.profile)} button={<MoreIcon />} menu tabbable={tabbable}>
        {(close) => <RoleMenu role={role} hasSession={hasSession} close={close} />}
      </Popup>
    </span>
  );
};
