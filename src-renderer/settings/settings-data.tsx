import { useState } from 'react';
import type { DoorView } from '../../src-main/contract/alerts.ts';
import type { SettingsView } from '../../src-main/contract/preferences.ts';
import { doorWords } from '../../src-main/words/notices.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { resetWords } from '../../src-main/words/settings.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { WarnIcon } from '../ui/drawings/icons.tsx';
import { Note } from '../ui/note.tsx';
import { Prose } from '../ui/prose.tsx';
import { SettingGroup } from './setting-group.tsx';
import * as styles from './setting-row.module.css';
import { SettingRow } from './setting-row.tsx';

/** The socket that other programs ask at. */
export const ProgramsSection = ({ door }: { readonly door: DoorView }) => (
  <SettingGroup id="programs">
    <div className={styles.settingList}>
      {door.state === 'failed' ? (
        <SettingRow
          label={problemWords(door.problem, { where: 'window' }).title}
          help={
            <Prose
              text={`${problemWords(door.problem, { where: 'window' }).happened} ${problemWords(door.problem, { where: 'window' }).advice}`}
            />
          }
        >
          <span className={styles.settingMark} data-tone="warn">
            <WarnIcon size={15} />
          </span>
        </SettingRow>
      ) : (
        <SettingRow
          label={doorWords(door)}
          help={
            door.state === 'open' ? (
              <>
                Only programs of your own user get in, at <code>{door.path}</code>.
              </>
            ) : (
              'The container endpoint and credential_process work while it is open.'
            )
          }
        />
      )}
    </div>
  </SettingGroup>
);

/** Where the program's own files are, what can be taken out of them, and the way back to the beginning. */
export const DataSection = ({ view }: { readonly view: SettingsView }) => {
  const send = useSend();
  const [asking, setAsking] = useState(false);
  const words = view.problem === undefined ? undefined : problemWords(view.problem, { where: 'window' });
  return (
    <SettingGroup id="data">
      <div className={styles.settingList}>
        <SettingRow label="Roletap’s own files" help={<code>{view.folder}</code>}>
          <Button kind="small" onClick={() => send('openFolder', null)}>
            Open<span className="spoken"> the folder</span>
          </Button>
        </SettingRow>
        <SettingRow label="Log" help="What Roletap did and what failed, for a bug report. Secrets are masked.">
          <Button kind="small" onClick={() => send('openLog', null)}>
            Open log
          </Button>
        </SettingRow>
        <SettingRow label="Export the settings" help="As a JSON file. There is no secret in it.">
          <Button kind="small" onClick={() => send('exportSettings', null)}>
            Export…<span className="spoken"> the settings</span>
          </Button>
        </SettingRow>
        {words === undefined ? null : (
          <Note className={styles.settingNote} tone="warn" role="alert">
            <b>{words.title}</b>
            <Prose text={`${words.happened} ${words.advice}`} />
          </Note>
        )}
        <SettingRow label="Reset the settings" help="All settings on this page as they were at first.">
          <Button kind="small" isHarsh onClick={() => setAsking(true)}>
            Reset…<span className="spoken"> the settings</span>
          </Button>
        </SettingRow>
      </div>
      {asking ? (
        <Dialog
          title="Reset the settings?"
          onStay={() => setAsking(false)}
          buttons={
            <>
              <Button onClick={() => setAsking(false)}>Keep them</Button>
              <Button
                kind="danger"
                onClick={() => {
                  setAsking(false);
                  send('resetPreferences', null);
                }}
              >
                Reset
              </Button>
            </>
          }
        >
          <p>
            <b>As at first:</b> {resetWords.goes}.
          </p>
          <p>
            <b>Stays:</b> {resetWords.stays}.
          </p>
        </Dialog>
      ) : null}
    </SettingGroup>
  );
};
