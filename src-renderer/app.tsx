import { useMemo } from 'react';
import type { Bridge } from '../src-main/contract/commands.ts';
import { questionsIn } from '../src-main/contract/question-place.ts';
import type { Snapshot, Waiting } from '../src-main/contract/snapshot.ts';
import { announcement } from './announce.ts';
import { SendContext, sendOver } from './bridge.ts';
import { frontOf } from './front.ts';
import { Alerts } from './parts/alerts.tsx';
import { CodeCard } from './parts/code-card.tsx';
import { Discovery } from './parts/discovery.tsx';
import { Header } from './parts/header.tsx';
import { Notes } from './parts/notes.tsx';
import { Unfinished } from './parts/unfinished.tsx';
import { Loading } from './screens/loading.tsx';
import { Missing } from './screens/missing.tsx';
import { Roles } from './screens/roles.tsx';
import { Sheet } from './screens/sheet.tsx';
import { Today } from './screens/today.tsx';
import { hasSeveralKeys } from './several-keys.ts';
import { useAnnouncement } from './use-announcement.ts';
import { type SnapshotStore, StoreContext, useSnapshot } from './use-snapshot.ts';

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
        <h1 className="spoken">Roletap</h1>
        <Loading />
      </>
    );
  }
  const [waiting, ...others] = questionsIn('popover', snapshot);
  return (
    <div className="popover">
      {snapshot.today === undefined ? <Front snapshot={snapshot} /> : <Today view={snapshot.today} snapshot={snapshot} />}
      {waiting === undefined ? null : (
        <Sheet
          key={waiting.id}
          waiting={waiting}
          more={others.length}
          demo={snapshot.demo}
          severalKeys={hasSeveralKeys(snapshot)}
          {...placeOf(waiting, snapshot)}
        />
      )}
      <div className="spoken" role="status" aria-live="polite">
        {said}
      </div>
    </div>
  );
};

/** All but the question: the roles, or what is missing, between the header and the code card. */
const Front = ({ snapshot }: { readonly snapshot: Snapshot }) => {
  const front = frontOf(snapshot);
  return (
    <>
      <Header snapshot={snapshot} />
      <Alerts alerts={snapshot.alerts} />
      <Discovery snapshot={snapshot} />
      {front.kind === 'roles' ? (
        <Roles snapshot={snapshot} {...(front.banner === undefined ? {} : { banner: front.banner })} />
      ) : front.kind === 'missing' ? (
        <Missing snapshot={snapshot} problem={front.problem} {...(front.also === undefined ? {} : { also: front.also })} />
      ) : (
        <Loading />
      )}
      <Unfinished snapshot={snapshot} />
      <Notes snapshot={snapshot} />
      <CodeCard snapshot={snapshot} />
    </>
  );
};

/** The name of the account that a question's role is in. */
const placeOf = ({ for: wish }: Waiting, { awsAccounts }: Snapshot): { readonly place?: string } => {
  if (wish.kind !== 'role') return {};
  const partition = wish.roleArn.split(':')[1];
  const account = awsAccounts.find((each) => each.accountId === wish.accountId && each.partition === partition);
  return account?.alias === undefined ? {} : { place: account.alias };
};
