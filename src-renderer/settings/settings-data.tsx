import { useState } from 'react';
import type { DoorView } from '../../src-main/contract/alerts.ts';
import type { ProgramView, SettingsView } from '../../src-main/contract/preferences.ts';
import { shortened } from '../../src-main/words/askers.ts';
import { asSentence, clockTime, together } from '../../src-main/words/grammar.ts';
import { doorWords } from '../../src-main/words/notices.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { resetWords } from '../../src-main/words/settings.ts';
import { dataSettings, programSettings } from '../../src-main/words/window/settings.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { WarnIcon } from '../ui/drawings/icons.tsx';
import { Note } from '../ui/note.tsx';
import { CodeText, Prose } from '../ui/prose.tsx';
import { SettingGroup } from './setting-group.tsx';
import * as styles from './setting-row.module.css';
import { SettingRow } from './setting-row.tsx';

/** The socket that other programs ask at, and what the person said to them. */
export const ProgramsSection = ({ door, programs }: { readonly door: DoorView } & Pick<SettingsView, 'programs'>) => (
  <SettingGroup id="programs">
    <div className={styles.settingList}>
      {door.state === 'failed' ? (
        <SettingRow
          label={problemWords(door.problem, { where: 'window' }).title}
          help={
            <Prose
              text={together(
                problemWords(door.problem, { where: 'window' }).happened,
                problemWords(door.problem, { where: 'window' }).advice,
              )}
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
          help={door.state === 'open' ? <CodeText text={programSettings.open(door.path)} /> : programSettings.closed}
        />
      )}
    </div>
    <h3 className={styles.settingSubtitle}>{programSettings.said}</h3>
    <div className={styles.settingList}>
      {programs.length === 0 ? <SettingRow label={programSettings.none} help={programSettings.noneHelp} /> : null}
      {programs.map((said) => (
        <SaidToProgram key={said.id} said={said} />
      ))}
    </div>
  </SettingGroup>
);

const SaidToProgram = ({ said: { id, said, program, profile, until } }: { readonly said: ProgramView }) => {
  const send = useSend();
  const words = said === 'yes' ? programSettings.yes(clockTime(until)) : programSettings.no(clockTime(until));
  const place = program.folder ?? program.executable;
  return (
    <SettingRow
      label={programSettings.label(shortened(program.name), profile)}
      help={
        <>
          {words}{' '}
          {place === undefined ? null : (
            <code dir="auto" title={place}>
              {shortened(place)}
            </code>
          )}
        </>
      }
    >
      <Button kind="small" onClick={() => send('forgetProgram', { id })}>
        {programSettings.takeBack}
        <span className="spoken">{programSettings.takeBackOf(program.name, profile)}</span>
      </Button>
    </SettingRow>
  );
};

/** Where the program's own files are, what can be taken out of them, and the way back to the beginning. */
export const DataSection = ({ view }: { readonly view: SettingsView }) => {
  const send = useSend();
  const [asking, setAsking] = useState(false);
  const words = view.problem === undefined ? undefined : problemWords(view.problem, { where: 'window' });
  return (
    <SettingGroup id="data">
      <div className={styles.settingList}>
        <SettingRow label={dataSettings.folder} help={<code>{view.folder}</code>}>
          <Button kind="small" onClick={() => send('openFolder', null)}>
            {dataSettings.openFolder}
            <span className="spoken">{dataSettings.openFolderMore}</span>
          </Button>
        </SettingRow>
        <SettingRow label={dataSettings.log} help={dataSettings.logHelp}>
          <Button kind="small" onClick={() => send('openLog', null)}>
            {dataSettings.openLog}
          </Button>
        </SettingRow>
        <SettingRow label={dataSettings.export} help={dataSettings.exportHelp}>
          <Button kind="small" onClick={() => send('exportSettings', null)}>
            {dataSettings.exportButton}
            <span className="spoken">{dataSettings.buttonMore}</span>
          </Button>
        </SettingRow>
        {words === undefined ? null : (
          <Note className={styles.settingNote} tone="warn" role="alert">
            <b>{words.title}</b>
            <Prose text={`${words.happened} ${words.advice}`} />
          </Note>
        )}
        <SettingRow label={dataSettings.reset} help={dataSettings.resetHelp}>
          <Button kind="small" isHarsh onClick={() => setAsking(true)}>
            {dataSettings.resetButton}
            <span className="spoken">{dataSettings.buttonMore}</span>
          </Button>
        </SettingRow>
      </div>
      {asking ? (
        <Dialog
          title={dataSettings.askReset}
          onStay={() => setAsking(false)}
          buttons={
            <>
              <Button onClick={() => setAsking(false)}>{dataSettings.keep}</Button>
              <Button
                kind="danger"
                onClick={() => {
                  setAsking(false);
                  send('resetPreferences', null);
                }}
              >
                {dataSettings.resetNow}
              </Button>
            </>
          }
        >
          <p>
            <b>{dataSettings.asAtFirst}</b> {asSentence(resetWords.goes)}
          </p>
          <p>
            <b>{dataSettings.stays}</b> {asSentence(resetWords.stays)}
          </p>
        </Dialog>
      ) : null}
    </SettingGroup>
  );
};
