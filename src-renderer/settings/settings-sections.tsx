import type { Preferences, SettingsView } from '../../src-main/contract/preferences.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { shortArn } from '../../src-main/words/enroll/facts.ts';
import { keptWords } from '../../src-main/words/notices.ts';
import { guardWords } from '../../src-main/words/roles/role.ts';
import { countedOptions, renewalOptions, settingErrors, themeOptions } from '../../src-main/words/settings.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { SettingGroup } from './setting-group.tsx';
import * as styles from './setting-row.module.css';
import { ChoiceSetting, SettingRow, SwitchSetting, TextSetting } from './setting-row.tsx';
import { ShortcutRecorder } from './shortcut-recorder.tsx';

interface SectionProps {
  readonly preferences: Preferences;
}

/** How long sessions live, what keeps them alive, what ends them, and where they are kept. */
export const SessionsSection = ({ preferences, kept }: SectionProps & { readonly kept: Snapshot['sessionsKept'] }) => {
  const where = keptWords(kept);
  return (
    <SettingGroup id="sessions">
      <div className={styles.settingList}>
        <ChoiceSetting
          name="mfaSessionSeconds"
          preferences={preferences}
          label="One touch lasts"
          help="The life of an MFA session: until it ends, roles open and renew without another touch."
          options={countedOptions('mfaSessionSeconds', preferences.mfaSessionSeconds)}
        />
        <ChoiceSetting
          name="roleSeconds"
          preferences={preferences}
          label="A role’s session lasts"
          help="Where its profile says nothing. More than 1 h takes a touch for each role."
          options={countedOptions('roleSeconds', preferences.roleSeconds)}
        />
        <ChoiceSetting
          name="renewal"
          preferences={preferences}
          label="Roles that renew by themselves"
          help="15 minutes before the end, without a touch, while the MFA session lives."
          options={renewalOptions}
        />
        {preferences.renewal === 'in-use' ? (
          <ChoiceSetting
            name="inUseMinutes"
            preferences={preferences}
            label="A role is in use for"
            help="Counted from the last tap, or from the last time a program asked for it."
            options={countedOptions('inUseMinutes', preferences.inUseMinutes)}
          />
        ) : null}
      </div>
      <h3 className={styles.settingSubtitle}>End all sessions</h3>
      <div className={styles.settingList}>
        <SwitchSetting name="endOnLock" preferences={preferences} label="When the screen locks" />
        <SwitchSetting name="endOnRemoval" preferences={preferences} label="When the YubiKey is pulled out" />
        <SwitchSetting name="endOnQuit" preferences={preferences} label="When Roletap quits" />
      </div>
      <h3 className={styles.settingSubtitle}>Where open sessions are kept</h3>
      <div className={styles.settingList}>
        <SettingRow label={where.title} help={where.text} />
      </div>
    </SettingGroup>
  );
};

/** The roles that take a fresh touch each time. */
export const GuardedSection = ({ preferences, guarded }: SectionProps & Pick<SettingsView, 'guarded'>) => {
  const send = useSend();
  return (
    <SettingGroup id="guarded">
      <p className={styles.settingLead}>{guardWords.meaning}</p>
      <div className={styles.settingList}>
        <ChoiceSetting
          name="guardSeconds"
          preferences={preferences}
          label="A guarded session lasts"
          options={countedOptions('guardSeconds', preferences.guardSeconds)}
        />
        {guarded.length === 0 ? (
          <SettingRow label="No role is guarded" help="Guard one in its menu in the list of roles." />
        ) : (
          guarded.map(({ roleArn, profile }) => (
            <SettingRow key={roleArn} label={profile ?? shortArn(roleArn)} help={roleArn}>
              <Button kind="small" onClick={() => send('setGuard', { role: profile ?? roleArn, on: false })}>
                Remove<span className="spoken">{` the guard of ${profile ?? roleArn}`}</span>
              </Button>
            </SettingRow>
          ))
        )}
      </div>
    </SettingGroup>
  );
};

/** Where credentials go and what their profiles are called. */
export const FilesSection = ({ preferences }: SectionProps) => (
  <SettingGroup id="files">
    <div className={styles.settingList}>
      <SwitchSetting
        name="noFiles"
        preferences={preferences}
        label="No credentials in files"
        help="Programs ask Roletap by credential_process, and nothing is written to the credentials file. Each role needs its line once: see “Use in tools…” in its menu."
      />
      <TextSetting
        name="targetSuffix"
        preferences={preferences}
        label="Behind a target’s name"
        help={`The session of “prod” is in the profile “prod${preferences.targetSuffix}”.`}
        error={settingErrors.targetSuffix}
      />
      <TextSetting
        name="region"
        preferences={preferences}
        label="Region"
        help="Of targets whose role names none. Empty: the one that its source’s calls go to."
        placeholder="eu-central-1"
        error={settingErrors.region}
      />
    </div>
  </SettingGroup>
);

/** How the program behaves on this computer. */
export const GeneralSection = ({ preferences, view }: SectionProps & { readonly view: SettingsView }) => (
  <SettingGroup id="general">
    <div className={styles.settingList}>
      <ShortcutRecorder shortcut={preferences.shortcut} state={view.shortcut} />
      <SwitchSetting
        name="startAtLogin"
        preferences={preferences}
        label="Start at login"
        disabled={!view.canStartAtLogin}
        {...(view.canStartAtLogin ? {} : { help: 'This system offers no way to do so.' })}
      />
      <ChoiceSetting name="theme" preferences={preferences} label="Appearance" options={themeOptions} />
      <SwitchSetting
        name="notifications"
        preferences={preferences}
        label="Notifications"
        help="When a touch is asked for, when a session is about to end, and when a renewal was refused."
      />
      <ChoiceSetting
        name="clipboardSeconds"
        preferences={preferences}
        label="Codes and secrets stay on the clipboard for"
        help="Then they are cleared, unless you copied something else."
        options={countedOptions('clipboardSeconds', preferences.clipboardSeconds)}
      />
    </div>
  </SettingGroup>
);
