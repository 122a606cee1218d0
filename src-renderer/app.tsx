import { useEffect, useMemo, useRef, useState } from 'react';
import type { Bridge } from '../src-main/contract/commands.ts';
import type { Snapshot } from '../src-main/contract/snapshot.ts';
import { announcement } from './announce.ts';
import { SendContext, sendOver } from './bridge.ts';
import { frontOf } from './front.ts';
import { CodeCard } from './parts/code-card.tsx';
import { Header } from './parts/header.tsx';
import { Notes } from './parts/notes.tsx';
import { Loading } from './screens/loading.tsx';
import { Missing } from './screens/missing.tsx';
import { Roles } from './screens/roles.tsx';
import { Sheet } from './screens/sheet.tsx';
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
  const said = useAnnouncement(snapshot);
  if (snapshot === undefined) {
    return (
      <>
        <h1 className="spoken">Roletap</h1>
        <Loading />
      </>
    );
  }
  const front = frontOf(snapshot);
  const waiting = snapshot.waiting[0];
  return (
    <div className="popover" data-front={front.kind}>
      <Header snapshot={snapshot} />
      {front.kind === 'roles' ? (
        <Roles snapshot={snapshot} {...(front.banner === undefined ? {} : { banner: front.banner })} />
      ) : front.kind === 'missing' ? (
        <Missing snapshot={snapshot} problem={front.problem} {...(front.also === undefined ? {} : { also: front.also })} />
      ) : (
        <Loading />
      )}
      <Notes notices={snapshot.notices} />
      <CodeCard snapshot={snapshot} />
      {waiting === undefined ? null : (
        <Sheet
          key={waiting.id}
          waiting={waiting}
          more={snapshot.waiting.length - 1}
          demo={snapshot.demo}
          severalKeys={hasSeveralKeys(snapshot)}
        />
      )}
      <div className="spoken" role="status" aria-live="polite">
        {said}
      </div>
    </div>
  );
};

const hasSeveralKeys = ({ card }: Snapshot): boolean => card.kind === 'present' && card.keys.length > 1;

/** The sentence for screen readers; stays until there is another one to say. */
const useAnnouncement = (snapshot: Snapshot | undefined): string => {
  const before = useRef<Snapshot | undefined>(undefined);
  const [said, say] = useState('');
  useEffect(() => {
    if (snapshot === undefined || snapshot === before.current) return;
    const words = announcement(before.current, snapshot);
    before.current = snapshot;
    if (words !== '') say(words);
  }, [snapshot]);
  return said;
};
