import type { Preferences, SettingsView } from '../../src-main/contract/preferences.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { languages } from '../../src-main/languages/languages.ts';
import { shortArn } from '../../src-main/words/enroll/facts.ts';
import { isSpokenAs } from '../../src-main/words/locale.ts';
import { keptWords } from '../../src-main/words/notices.ts';
import { guardWords } from '../../src-main/words/roles/role.ts';
import { countedOptions, pinOptions, renewalOptions, settingErrors, themeOptions } from '../../src-main/words/settings.ts';
import { fileSettings, generalSettings, guardSettings, sessionSettings } from '../../src-main/words/window/settings.ts';
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
          label={sessionSettings.mfaSession}
          help={sessionSettings.mfaSessionHelp}
          options={countedOptions('mfaSessionSeconds', preferences.mfaSessionSeconds)}
        />
        <ChoiceSetting
          name="roleSeconds"
          preferences={preferences}
          label={sessionSettings.role}
          help={sessionSettings.roleHelp}
          options={countedOptions('roleSeconds', preferences.roleSeconds)}
        />
        <ChoiceSetting
          name="renewal"
          preferences={preferences}
          label={sessionSettings.renewal}
          help={sessionSettings.renewalHelp}
          options={renewalOptions}
        />
        {preferences.renewal === 'in-use' ? (
          <ChoiceSetting
            name="inUseMinutes"
            preferences={preferences}
            label={sessionSettings.inUse}
            help={sessionSettings.inUseHelp}
            options={countedOptions('inUseMinutes', preferences.inUseMinutes)}
          />
        ) : null}
        <ChoiceSetting
          name="keepPin"
          preferences={preferences}
          label={sessionSettings.keepPin}
          help={sessionSettings.keepPinHelp}
          options={pinOptions}
        />
      </div>
      <h3 className={styles.settingSubtitle}>{sessionSettings.endAll}</h3>
      <div className={styles.settingList}>
        <SwitchSetting name="endOnLock" preferences={preferences} label={sessionSettings.onLock} />
        <SwitchSetting name="endOnRemoval" preferences={preferences} label={sessionSettings.onRemoval} />
        <SwitchSetting name="endOnQuit" preferences={preferences} label={sessionSettings.onQuit} />
      </div>
      <h3 className={styles.settingSubtitle}>{sessionSettings.kept}</h3>
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
          label={guardSettings.duration}
          options={countedOptions('guardSeconds', preferences.guardSeconds)}
        />
        {guarded.length === 0 ? (
          <SettingRow label={guardSettings.none} help={guardSettings.noneHelp} />
        ) : (
          guarded.map(({ roleArn, profile }) => (
            <SettingRow key={roleArn} label={profile ?? shortArn(roleArn)} help={roleArn}>
              <Button kind="small" onClick={() => send('setGuard', { role: profile ?? roleArn, on: false })}>
                {guardSettings.remove}
                <span className="spoken">{guardSettings.removeOf(profile ?? roleArn)}</span>
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
      <SwitchSetting name="noFiles" preferences={preferences} label={fileSettings.noFiles} help={fileSettings.noFilesHelp} />
      <TextSetting
        name="targetSuffix"
        preferences={preferences}
        label={fileSettings.suffix}
        help={fileSettings.suffixHelp(preferences.targetSuffix)}
        error={settingErrors.targetSuffix}
      />
      <TextSetting
        name="region"
        preferences={preferences}
        label={fileSettings.region}
        help={fileSettings.regionHelp}
        placeholder={fileSettings.regionExample}
        error={settingErrors.region}
      />
    </div>
  </SettingGroup>
);

/** Another language is spoken from the next start. */
const LanguageSetting = ({ preferences }: SectionProps) => {
  const send = useSend();
  const choices = languages.map(({ tag, name }) => ({ value: tag, label: name }));
  return (
    <>
      <ChoiceSetting
        name="language"
        preferences={preferences}
        label={generalSettings.language}
        options={[{ value: 'system', label: generalSettings.systemLanguage }, ...choices]}
      />
      {isSpokenAs(preferences.language) ? null : (
        <SettingRow label={generalSettings.languageChanged}>
          <Button kind="small" onClick={() => send('restart', null)}>
            {generalSettings.restart}
          </Button>
        </SettingRow>
      )}
    </>
  );
};

/** How the program behaves on this computer. */
export const GeneralSection = ({ preferences, view }: SectionProps & { readonly view: SettingsView }) => (
  <SettingGroup id="general">
    <div className={styles.settingList}>
      <ShortcutRecorder shortcut={preferences.shortcut} state={view.shortcut} />
      <SwitchSetting
        name="startAtLogin"
        preferences={preferences}
        label={generalSettings.login}
        disabled={!view.canStartAtLogin}
        help={view.canStartAtLogin ? undefined : generalSettings.noLogin}
      />
      <ChoiceSetting name="theme" preferences={preferences} label={generalSettings.theme} options={themeOptions} />
      <LanguageSetting preferences={preferences} />
      <SwitchSetting
        name="notifications"
        preferences={preferences}
        label={generalSettings.notifications}
        help={generalSettings.notificationsHelp}
      />
      <SwitchSetting
        name="otherTokens"
        preferences={preferences}
        label={generalSettings.otherTokens}
        help={generalSettings.otherTokensHelp}
      />
      <ChoiceSetting
        name="accessKeyDays"
        preferences={preferences}
        label={generalSettings.accessKeys}
        help={generalSettings.accessKeysHelp}
        options={countedOptions('accessKeyDays', preferences.accessKeyDays)}
      />
      <ChoiceSetting
        name="clipboardSeconds"
        preferences={preferences}
        label={generalSettings.clipboard}
        help={generalSettings.clipboardHelp}
        options={countedOptions('clipboardSeconds', preferences.clipboardSeconds)}
      />
    </div>
  </SettingGroup>
);
