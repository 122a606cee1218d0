import { useEffect, useRef } from 'react';
import type { DevicesView } from '../../src-main/contract/enroll.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { devicesWorkWords } from '../../src-main/words/devices.ts';
import { shortArn } from '../../src-main/words/enroll/facts.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { waitingForWords } from '../../src-main/words/questions.ts';
import { devicesTexts } from '../../src-main/words/window/devices.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { useSend } from '../store/bridge.ts';
import { sourcesOf } from '../store/use-snapshot.ts';
import { Button } from '../ui/button.tsx';
import { PlusIcon, RenewIcon } from '../ui/drawings/icons.tsx';
import { Ring } from '../ui/drawings/ring.tsx';
import { Note } from '../ui/note.tsx';
import * as pageStyles from '../ui/page.module.css';
import { Page, Working } from '../ui/page.tsx';
import { ProblemBody } from '../ui/problem.tsx';
import * as text from '../ui/text.module.css';
import { AccessKeys } from './access-keys.tsx';
import { DeviceCard } from './device-card.tsx';
import * as deviceList from './device-list.module.css';
import * as styles from './devices.module.css';
import { Importable } from './importable.tsx';
import { KeyPasswords } from './key-passwords.tsx';
import { Leftovers } from './leftovers.tsx';
import { MendProfiles } from './mend-profiles.tsx';
import { RemoveDeviceDialog } from './remove-device-dialog.tsx';

/** The MFA devices of one IAM user, what was left behind, and the passwords of the keys. */
export const Devices = ({ view, snapshot }: { readonly view: DevicesView; readonly snapshot: Snapshot }) => {
  const send = useSend();
  const heading = useRef<HTMLHeadingElement>(null);
  const { source, user, problem } = view;
  const sources = [...new Set([source, ...sourcesOf(snapshot)])].sort();
  const keys = snapshot.card.kind === 'present' ? snapshot.card.keys : [];
  const busy = view.working !== undefined || view.state === 'loading';

  const place = `${source} ${problem?.code ?? ''}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is what it is about
  useEffect(() => heading.current?.focus(), [place]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      send('closeDevices', null);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [send]);

  return (
    <>
      <Page
        heading={heading}
        title={devicesTexts.title(user?.name)}
        about={
          <>
            {user === undefined ? null : <span className="tabular">{devicesTexts.account(user.accountId)}</span>}
            <label className={styles.sourcePick}>
              <span>{devicesTexts.profile}</span>
              <select value={source} onChange={(event) => send('openDevices', { source: event.target.value })}>
                {sources.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </label>
          </>
        }
        actions={
          <>
            <Button disabled={busy} onClick={() => send('openDevices', { source })}>
              <RenewIcon size={15} /> {kitTexts.refresh}
            </Button>
            <Button kind="primary" onClick={() => send('openEnroll', { source, path: 'iam' })}>
              <PlusIcon size={15} /> {devicesTexts.add}
            </Button>
          </>
        }
      >
        {view.working === undefined ? null : (
          <Note mark={<Ring tone="busy" />} role="status">
            <p>
              <b>{devicesWorkWords(view.working.what)}</b>
              <br />
              <span data-matters>{shortArn(view.working.serial)}</span>
            </p>
          </Note>
        )}
        {problem === undefined ? null : (
          <section className={styles.devicesProblem} aria-label={problemWords(problem).title}>
            <h2 className={pageStyles.listTitle}>{problemWords(problem).title}</h2>
            <ProblemBody problem={problem} source={source} />
          </section>
        )}
        <MendProfiles view={view} busy={busy} />
        {view.state === 'loading' ? (
          <Working ring={<Ring tone="busy" />}>
            <p role="status">{waitingForWords('aws')}</p>
          </Working>
        ) : view.state === 'failed' ? null : (
          <section aria-label={devicesTexts.list}>
            {view.devices.length === 0 ? (
              <p className={text.empty}>{devicesTexts.none}</p>
            ) : (
              <ul className={deviceList.deviceList}>
                {view.devices.map((device) => (
                  <DeviceCard key={device.serial} device={device} source={source} busy={busy} />
                ))}
              </ul>
            )}
            <Leftovers view={view} busy={busy} />
          </section>
        )}
        <AccessKeys source={source} view={snapshot.accessKeys} oldDays={snapshot.preferences.accessKeyDays} place={snapshot.keyPlace} />
        <Importable view={view} busy={busy} />
        <KeyPasswords keys={keys} />
      </Page>
      {view.confirm === undefined ? null : <RemoveDeviceDialog view={view} confirm={view.confirm} />}
    </>
  );
};
