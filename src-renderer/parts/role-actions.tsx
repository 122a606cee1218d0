import type { RoleView } from '../../src-main/contract/snapshot.ts';
import { useSend } from '../bridge.ts';
import { CopyIcon, EndIcon, MoreIcon, RenewIcon } from './icons.tsx';
import { Popup } from './popup.tsx';

/** What else can be done with a role: renew and end its session, or give up what it waits for. */
export const RoleActions = ({
  role,
  hasSession,
  waiting,
}: {
  readonly role: RoleView;
  readonly hasSession: boolean;
  readonly waiting?: string;
}) => {
  const send = useSend();
  if (waiting !== undefined) {
    return (
      <span className="row-actions">
        <button type="button" className="small-button" onClick={() => send('cancel', { waiting })}>
          Cancel
        </button>
      </span>
    );
  }
  if (!hasSession || role.state.kind === 'waiting') return null;
  return (
    <span className="row-actions">
      {role.can.tap ? (
        <button
          type="button"
          className="icon-button"
          aria-label={`Renew ${role.profile}`}
          title="Renew (R)"
          onClick={() => send('tap', { role: role.id })}
        >
          <RenewIcon />
        </button>
      ) : null}
      <Popup label={`More for ${role.profile}`} className="icon-button" button={<MoreIcon />} menu>
        {(close) => {
          const pick = (act: () => void) => () => {
            close();
            act();
          };
          return (
            <>
              <button type="button" role="menuitem" onClick={pick(() => send('copyProfile', { target: role.target }))}>
                <CopyIcon /> Copy aws --profile …
              </button>
              {role.can.tap ? (
                <button type="button" role="menuitem" onClick={pick(() => send('tap', { role: role.id }))}>
                  <RenewIcon /> Renew
                </button>
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
        }}
      </Popup>
    </span>
  );
};
