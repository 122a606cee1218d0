import { useState } from 'react';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { certificateTexts } from '../../src-main/words/certificates/page.ts';
import { boxTexts } from '../../src-main/words/window/box.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { headerTexts } from '../../src-main/words/window/popover.ts';
import { isSetUp } from '../first-run/setup-steps.ts';
import { ShortcutsDialog } from '../roles/box/shortcuts-dialog.tsx';
import { useSend } from '../store/bridge.ts';
import { sourcesOf } from '../store/use-snapshot.ts';
import { Button } from '../ui/button.tsx';
import {
  CertificateIcon,
  CheckIcon,
  ClockIcon,
  EndIcon,
  GearIcon,
  KeyIcon,
  ListIcon,
  MoreIcon,
  PlayIcon,
  PlusIcon,
  RenewIcon,
  SearchIcon,
} from '../ui/drawings/icons.tsx';
import { MenuItem } from '../ui/menu-item.tsx';
import { Popup } from '../ui/popup.tsx';
import * as styles from './header.module.css';

/** What concerns no single role: the day, what can be added, the settings, and the rest in a menu. */
export const HeaderButtons = ({ snapshot }: { readonly snapshot: Snapshot }) => {
  const send = useSend();
  return (
    <div className={styles.buttons}>
      <Button kind="icon" aria-label={headerTexts.activity} title={headerTexts.activity} onClick={() => send('openActivity', null)}>
        <ClockIcon />
      </Button>
      <AddMenu snapshot={snapshot} />
      <Button kind="icon" aria-label={headerTexts.settings} title={headerTexts.settings} onClick={() => send('openSettings', null)}>
        <GearIcon />
      </Button>
      <MoreMenu snapshot={snapshot} />
    </div>
  );
};

/** Closes the menu before it acts, so that the focus is back when a window opens. */
const picking = (close: () => void) => (act: () => void) => () => {
  close();
  act();
};

const AddMenu = ({ snapshot }: { readonly snapshot: Snapshot }) => {
  const send = useSend();
  const sources = [...new Set([...sourcesOf(snapshot), ...snapshot.discovery.map(({ source }) => source)])];
  const isReading = (source: string) => snapshot.discovery.some((view) => view.source === source && view.state === 'reading');
  return (
    <Popup label={headerTexts.add} button={<PlusIcon />} menu>
      {(close) => {
        const pick = picking(close);
        return (
          <>
            <MenuItem icon={<PlusIcon />} onPick={pick(() => send('openAddRole', { role: '', roleArn: '', source: '' }))}>
              {headerTexts.addByHand}
            </MenuItem>
            {sources.map((source) => (
              <MenuItem key={source} icon={<SearchIcon />} isOff={isReading(source)} onPick={pick(() => send('findRoles', { source }))}>
                {headerTexts.findRoles(sources.length === 1 ? undefined : source)}
              </MenuItem>
            ))}
            <hr />
            <MenuItem icon={<PlusIcon />} onPick={pick(() => send('openFirstRun', { door: 'key', source: '' }))}>
              {headerTexts.addKey}
            </MenuItem>
            <MenuItem icon={<PlusIcon />} onPick={pick(() => send('openFirstRun', { door: 'invite', source: '' }))}>
              {headerTexts.openInvite}
            </MenuItem>
            <MenuItem icon={<KeyIcon />} onPick={pick(() => send('openEnroll', { source: '', path: 'iam' }))}>
              {headerTexts.addDevice}
            </MenuItem>
          </>
        );
      }}
    </Popup>
  );
};

const MoreMenu = ({ snapshot }: { readonly snapshot: Snapshot }) => {
  const send = useSend();
  const [showsKeys, setShowsKeys] = useState(false);
  const { can } = snapshot;
  const [source] = sourcesOf(snapshot);
  return (
    <>
      <Popup label={headerTexts.more} button={<MoreIcon />} menu>
        {(close) => {
          const pick = picking(close);
          return (
            <>
              <MenuItem icon={<RenewIcon />} keys="F5" onPick={pick(() => send('refresh', null))}>
                {kitTexts.refresh}
              </MenuItem>
              {can.renewAll ? (
                <MenuItem icon={<KeyIcon />} onPick={pick(() => send('renewAll', null))}>
                  {headerTexts.renewAll}
                </MenuItem>
              ) : null}
              {can.endAll ? (
                <MenuItem icon={<EndIcon />} onPick={pick(() => send('endAll', null))}>
                  {headerTexts.endAll}
                </MenuItem>
              ) : null}
              {isSetUp(snapshot) ? null : (
                <MenuItem
                  icon={<CheckIcon />}
                  onPick={pick(() => send('openFirstRun', { door: 'key', source: snapshot.setup?.source ?? '' }))}
                >
                  {headerTexts.setUp}
                </MenuItem>
              )}
              {can.startDemo ? (
                <MenuItem icon={<PlayIcon />} onPick={pick(() => send('startDemo', null))}>
                  {headerTexts.tryDemo}
                </MenuItem>
              ) : null}
              <hr />
              {source === undefined ? null : (
                <>
                  <MenuItem icon={<ListIcon />} onPick={pick(() => send('openDevices', { source }))}>
                    {headerTexts.devices}
                  </MenuItem>
                  <MenuItem icon={<ListIcon />} onPick={pick(() => send('openTeam', null))}>
                    {headerTexts.people}
                  </MenuItem>
                </>
              )}
              <MenuItem icon={<CertificateIcon />} onPick={pick(() => send('openCertificates', null))}>
                {certificateTexts.title}
              </MenuItem>
              <hr />
              <MenuItem keys="?" onPick={pick(() => setShowsKeys(true))}>
                {boxTexts.shortcuts}
              </MenuItem>
              <MenuItem onPick={pick(() => send('quit', null))}>{headerTexts.quit}</MenuItem>
            </>
          );
        }}
      </Popup>
      {showsKeys ? <ShortcutsDialog everywhere={snapshot.preferences.shortcut} onClose={() => setShowsKeys(false)} /> : null}
    </>
  );
};
