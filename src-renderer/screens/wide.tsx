import { useMemo } from 'react';
import type { Bridge } from '../../src-main/contract/commands.ts';
import { questionsIn } from '../../src-main/contract/question-place.ts';
import { SendContext, sendOver } from '../bridge.ts';
import { hasSeveralKeys } from '../several-keys.ts';
import { useAnnouncement } from '../use-announcement.ts';
import { type SnapshotStore, StoreContext, useSnapshot } from '../use-snapshot.ts';
import { isInPlace, touchReason, wideAnnouncement } from '../words-wide.ts';
import { Devices } from './devices.tsx';
import { EnrollWindow } from './enroll-window.tsx';
import { Sheet } from './sheet.tsx';

/** The wide window: the wizard, or the devices of a user. A picture of the same snapshots as the popover. */
export const WideApp = ({ bridge, store }: { readonly bridge: Bridge; readonly store: SnapshotStore }) => {
  const send = useMemo(() => sendOver(bridge), [bridge]);
  return (
    <StoreContext value={store}>
      <SendContext value={send}>
        <Wide />
      </SendContext>
    </StoreContext>
  );
};

const Wide = () => {
  const snapshot = useSnapshot();
  const said = useAnnouncement(snapshot, wideAnnouncement);
  if (snapshot === undefined) return <h1 className="spoken">Roletap</h1>;
  const [first, ...others] = questionsIn('wide', snapshot);
  const { enroll, devices } = snapshot;
  // Some pages show a question in place of a sheet over them.
  const inPlace = enroll !== undefined && first !== undefined && isInPlace(enroll, first);
  const reason = touchReason(snapshot);
  return (
    <div className="wide">
      {enroll === undefined ? (
        devices === undefined ? (
          <h1 className="spoken">Roletap</h1>
        ) : (
          <Devices view={devices} snapshot={snapshot} />
        )
      ) : (
        <EnrollWindow key={enroll.id} view={enroll} demo={snapshot.demo} {...(inPlace ? { question: first } : {})} />
      )}
      {first === undefined || inPlace ? null : (
        <Sheet
          key={first.id}
          waiting={first}
          more={others.length}
          demo={snapshot.demo}
          severalKeys={hasSeveralKeys(snapshot)}
          {...(reason === undefined ? {} : { reason })}
        />
      )}
      <div className="spoken" role="status" aria-live="polite">
        {said}
      </div>
    </div>
  );
};
