import { useCallback, useRef, useState } from 'react';
import type { SettingsView } from '../../src-main/contract/preferences.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { type SettingsSection, settingsSections } from '../../src-main/words/settings.ts';
import { settingsTexts } from '../../src-main/words/window/settings.ts';
import { usePage } from '../hooks/use-page.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import * as styles from './settings.module.css';
import { AboutSection } from './settings-about.tsx';
import { DataSection, ProgramsSection } from './settings-data.tsx';
import { FilesSection, GeneralSection, GuardedSection, SessionsSection } from './settings-sections.tsx';

/** How far from the top a section counts as the one that is read, in pixels. */
const readingLine = 80;

/** All settings on one page, with the sections at the side. A change counts at once. */
export const Settings = ({ view, snapshot }: { readonly view: SettingsView; readonly snapshot: Snapshot }) => {
  const send = useSend();
  const close = useCallback(() => send('closePage', null), [send]);
  const heading = usePage('settings', close);
  const pane = useRef<HTMLElement>(null);
  const [at, setAt] = useState<SettingsSection>('sessions');
  const { preferences } = snapshot;

  const sections = () => [...(pane.current?.querySelectorAll<HTMLElement>('section[id]') ?? [])];
  const onScroll = () => {
    const body = pane.current;
    if (body === null) return;
    // The last one can be too short to come up to the line.
    const isAtEnd = body.scrollTop + body.clientHeight >= body.scrollHeight - 1 && body.scrollTop > 0;
    const read = sections().filter((section) => section.offsetTop - body.scrollTop <= readingLine);
    const last = (isAtEnd ? sections() : read).at(-1)?.id;
    setAt(settingsSections.find(({ id }) => id === last)?.id ?? 'sessions');
  };
  const go = (id: SettingsSection) => {
    const section = sections().find((one) => one.id === id);
    section?.scrollIntoView({ block: 'start' });
    section?.querySelector('h2')?.focus({ preventScroll: true });
    setAt(id);
  };

  return (
    <div className={styles.settings}>
      <nav className={styles.settingsSide} aria-label={settingsTexts.title}>
        <h1 ref={heading} tabIndex={-1} className={styles.sideHeading}>
          {settingsTexts.title}
        </h1>
        <ul className={styles.sideList}>
          {settingsSections.map(({ id, title }) => (
            <li key={id}>
              <Button kind="bare" className={styles.sideItem} aria-current={id === at ? 'true' : undefined} onClick={() => go(id)}>
                {title}
              </Button>
            </li>
          ))}
        </ul>
      </nav>
      <main className={styles.settingsBody} ref={pane} onScroll={onScroll}>
        <SessionsSection preferences={preferences} kept={snapshot.sessionsKept} />
        <GuardedSection preferences={preferences} guarded={view.guarded} />
        <FilesSection preferences={preferences} />
        <GeneralSection preferences={preferences} view={view} />
        <ProgramsSection door={snapshot.door} programs={view.programs} />
        <DataSection view={view} />
        <AboutSection view={view} snapshot={snapshot} />
      </main>
    </div>
  );
};
