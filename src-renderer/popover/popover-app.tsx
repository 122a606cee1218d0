import { useMemo } from 'react';
import type { Bridge } from '../../src-main/contract/commands.ts';
import type { AwsAccountView } from '../../src-main/contract/preferences.ts';
import { questionsIn } from '../../src-main/contract/question-place.ts';
import type { Snapshot, Waiting } from '../../src-main/contract/snapshot.ts';
import { roletap } from '../../src-main/words/window/kit.ts';
import { useAnnouncement } from '../hooks/use-announcement.ts';
import { Sheet } from '../questions/sheet.tsx';
import { GuardDialog } from '../roles/dialogs/guard-dialog.tsx';
import { Roles } from '../roles/roles.tsx';
import { SendContext, sendOver } from '../store/bridge.ts';
import { type SnapshotStore, StoreContext, useSnapshot } from '../store/use-snapshot.ts';
import { announcement } from './announce.ts';
import { CodeCard } from './code-card.tsx';
import { Header } from './header.tsx';
import { hasSeveralKeys, mainViewOf } from './main-view.ts';
import { Loading, Missing } from './missing.tsx';
import * as styles from './popover-app.module.css';
import { Setup, SetupStrip } from './setup.tsx';
import { Alerts } from './strips/alerts.tsx';
import { Banner } from './strips/banner.tsx';
import { Discovery } from './strips/discovery.tsx';
import { Ended } from './strips/ended.tsx';
import { NewVersion } from './strips/new-version.tsx';
import { Notes } from './strips/notes.tsx';
import { Unfinished } from './strips/unfinished.tsx';
import { Welcome } from './welcome.tsx';

/** The window: a picture of the newest snapshot. It keeps nothing but what is typed, open or focused. */
export const App = ({ bridge, store }: { readonly bridge: Bridge; readonly store: SnapshotStore }) => {
  const send = useMemo(() => sendOver(bridge), [bridge]);
  return (
    <StoreContext value={store}>
      <SendContext value={send}>
        <Popover />
      </SendContext>
    </StoreContext>
  );
};

const Popover = () => {
  const snapshot = useSnapshot();
  const said = useAnnouncement(snapshot, announcement);
  if (snapshot === undefined) {
    return (
      <>
        <h1 className="spoken">{roletap}</h1>
        <Loading />
      </>
    );
  }
  // A wait for the next code goes on by itself: the role's row and the code card count it down, with a way to give it up.
  const [waiting, ...others] = questionsIn('popover', snapshot).filter((one) => one.kind !== 'step' || !isInList(one));
  return (
    <div className={styles.popover} data-window="popover">
      <MainView snapshot={snapshot} />
      {snapshot.guardOffer === undefined ? null : <GuardDialog role={snapshot.guardOffer} />}
      {waiting === undefined ? null : (
        <Sheet
          key={waiting.id}
          waiting={waiting}
          more={others.length}
          demo={snapshot.demo}
          severalKeys={hasSeveralKeys(snapshot)}
          keepPin={snapshot.preferences.keepPin}
          place={accountOf(waiting, snapshot)?.alias}
          colour={accountOf(waiting, snapshot)?.colour}
        />
      )}
      <div className="spoken" role="status" aria-live="polite">
        {said}
      </div>
    </div>
  );
};

/** All but the question: the roles, or what is missing, between the header and the code card. */
const MainView = ({ snapshot }: { readonly snapshot: Snapshot }) => {
  const view = mainViewOf(snapshot);
  return (
    <>
      <Header snapshot={snapshot} />
      <Alerts alerts={snapshot.alerts} />
      <Discovery snapshot={snapshot} />
      {view.kind === 'roles' ? (
        <Roles snapshot={snapshot}>
          {view.banner === undefined ? null : <Banner snapshot={snapshot} problem={view.banner} />}
          <SetupStrip snapshot={snapshot} />
        </Roles>
      ) : view.kind === 'setup' ? (
        <Setup snapshot={snapshot} />
      ) : view.kind === 'welcome' ? (
        <Welcome snapshot={snapshot} also={view.also} />
      ) : view.kind === 'missing' ? (
        <Missing snapshot={snapshot} problem={view.problem} also={view.also} />
      ) : (
        <Loading />
      )}
      <Ended ended={snapshot.ended} />
      <Unfinished snapshot={snapshot} />
      <NewVersion update={snapshot.update} />
      <Notes snapshot={snapshot} />
      <CodeCard snapshot={snapshot} />
    </>
  );
};

const isInList = ({ for: purpose }: Waiting): boolean => purpose.kind === 'role' || purpose.kind === 'code';

/** The account that a question's role is in. */
const accountOf = ({ for: purpose }: Waiting, { awsAccounts }: Snapshot): AwsAccountView | undefined => {
  if (purpose.kind !== 'role') return undefined;
  const partition = purpose.roleArn.split(':')[1];
  return awsAccounts.find((each) => each.accountId === purpose.accountId && each.partition === partition);
};
