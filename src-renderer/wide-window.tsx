import { useMemo } from 'react';
import type { Bridge } from '../src-main/contract/commands.ts';
import { isInPlace, questionsIn } from '../src-main/contract/question-place.ts';
import type { Snapshot } from '../src-main/contract/snapshot.ts';
import { touchReason, wideAnnouncement } from '../src-main/words/wide-window.ts';
import { roletap } from '../src-main/words/window/kit.ts';
import { Activity } from './activity/activity.tsx';
import { Certificates } from './certificates/certificates.tsx';
import { Devices } from './devices/devices.tsx';
import { EnrollWindow } from './enroll/enroll-window.tsx';
import { FirstRun } from './first-run/first-run.tsx';
import { useAnnouncement } from './hooks/use-announcement.ts';
import { People } from './people/people.tsx';
import { hasSeveralKeys } from './popover/main-view.ts';
import { Sheet } from './questions/sheet.tsx';
import { RoleForm } from './roles/role-form.tsx';
import { Settings } from './settings/settings.tsx';
import { SendContext, sendOver } from './store/bridge.ts';
import { type SnapshotStore, StoreContext, useSnapshot } from './store/use-snapshot.ts';
import { Tools } from './tools/tools.tsx';
import * as styles from './wide-window.module.css';

/** The wide window: the wizard, a page, or the devices of a user. A picture of the same snapshots as the popover. */
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
  if (snapshot === undefined) return <h1 className="spoken">{roletap}</h1>;
  const [first, ...others] = questionsIn('wide', snapshot);
  const { enroll } = snapshot;
  // Some pages show a question in place of a sheet over them.
  const inPlace = enroll !== undefined && first !== undefined && isInPlace(enroll, first);
  const reason = touchReason(snapshot);
  return (
    <div className={styles.wide} data-window="wide">
      {enroll === undefined ? (
        <Page snapshot={snapshot} />
      ) : (
        <EnrollWindow key={enroll.id} view={enroll} demo={snapshot.demo} question={inPlace ? first : undefined} />
      )}
      {first === undefined || inPlace ? null : (
        <Sheet
          key={first.id}
          waiting={first}
          more={others.length}
          demo={snapshot.demo}
          severalKeys={hasSeveralKeys(snapshot)}
          keepPin={snapshot.preferences.keepPin}
          reason={reason}
        />
      )}
      <div className="spoken" role="status" aria-live="polite">
        {said}
      </div>
    </div>
  );
};

/** What stands there without a wizard: settings, a role's tools, the form for a role, the first run, the people, the activity, the certificates, else the devices. */
const Page = ({ snapshot }: { readonly snapshot: Snapshot }) => {
  const { settings, tools, addRole, firstRun, team, activity, certificates, devices } = snapshot;
  if (settings !== undefined) return <Settings view={settings} snapshot={snapshot} />;
  if (tools !== undefined) return <Tools key={tools.role} view={tools} snapshot={snapshot} />;
  if (addRole !== undefined) return <RoleForm key={addRole.role ?? ''} view={addRole} snapshot={snapshot} />;
  if (firstRun !== undefined) return <FirstRun view={firstRun} snapshot={snapshot} />;
  if (team !== undefined) return <People view={team} snapshot={snapshot} />;
  if (activity !== undefined) return <Activity view={activity} snapshot={snapshot} />;
  if (certificates !== undefined) return <Certificates view={certificates} snapshot={snapshot} />;
  if (devices !== undefined) return <Devices view={devices} snapshot={snapshot} />;
  return <h1 className="spoken">{roletap}</h1>;
};
