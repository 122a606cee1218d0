import { useState } from 'react';
import type { CommandPlace, SettingsView } from '../../src-main/contract/preferences.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { aboutSettings } from '../../src-main/words/window/settings.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { CodeText } from '../ui/prose.tsx';
import { Check } from '../ui/switch.tsx';
import { SettingGroup } from './setting-group.tsx';
import * as styles from './setting-row.module.css';
import { SettingRow } from './setting-row.tsx';
import { Updates } from './settings-updates.tsx';

/** What runs, what it is made of, and what a bug report needs. */
export const AboutSection = ({
  view: { about, command, copied },
  snapshot: { update, preferences },
}: {
  readonly view: SettingsView;
  readonly snapshot: Snapshot;
}) => {
  const send = useSend();
  const [accounts, setAccounts] = useState(false);
  return (
    <SettingGroup id="about">
      <div className={styles.settingList}>
        <SettingRow label={aboutSettings.version(about.version)} help={about.runtime} />
        <Updates update={update} preferences={preferences} />
        {command === undefined ? null : <CommandRow place={command} />}
        <SettingRow label={aboutSettings.licences} help={aboutSettings.licencesHelp}>
          <Button kind="small" onClick={() => send('openLicences', null)}>
            {aboutSettings.openLicences}
          </Button>
        </SettingRow>
        <SettingRow label={aboutSettings.diagnostics} help={<CodeText text={aboutSettings.diagnosticsHelp} />}>
          <span role="status">{copied ? aboutSettings.copied : null}</span>
          <Check on={accounts} onCheck={setAccounts}>
            {aboutSettings.withAccounts}
          </Check>
          <Button kind="small" onClick={() => send('copyDiagnostics', { accounts })}>
            {aboutSettings.copyDiagnostics}
          </Button>
        </SettingRow>
      </div>
    </SettingGroup>
  );
};

const CommandRow = ({ place }: { readonly place: CommandPlace }) => {
  const send = useSend();
  const button = (words: string, wanted: boolean) => (
    <Button kind="small" onClick={() => send('setCommand', { wanted })}>
      {words}
      <span className="spoken">{aboutSettings.commandMore}</span>
    </Button>
  );
  return (
    <SettingRow label={aboutSettings.command} help={aboutSettings.places[place]}>
      {place === 'absent' ? button(aboutSettings.install, true) : null}
      {place === 'installed' ? button(aboutSettings.remove, false) : null}
    </SettingRow>
  );
};
