import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { type PreferenceName, type Preferences, parsePreference } from '../../src-main/contract/preferences.ts';
import type { Option } from '../../src-main/words/settings.ts';
import { useSend } from '../store/bridge.ts';
import * as form from '../ui/form-field.module.css';
import { Switch } from '../ui/switch.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './setting-row.module.css';

/** One setting: what it is, a line of help, its control. */
export const SettingRow = ({
  id,
  label,
  help,
  children,
}: {
  /** Of the control; its help is `${id}help`. Absent where there is nothing to label. */
  readonly id?: string;
  readonly label: string;
  readonly help?: ReactNode;
  readonly children?: ReactNode;
}) => (
  <div className={styles.setting}>
    <div className={styles.settingText}>
      {id === undefined ? (
        <b data-matters>{label}</b>
      ) : (
        <label htmlFor={id} data-matters>
          {label}
        </label>
      )}
      {help === undefined ? null : (
        <p className={text.sub} id={id === undefined ? undefined : `${id}help`} data-matters>
          {help}
        </p>
      )}
    </div>
    {children}
  </div>
);

type NamesOf<T> = { readonly [N in PreferenceName]: Preferences[N] extends T ? N : never }[PreferenceName];

interface SettingProps<N extends PreferenceName> {
  readonly name: N;
  readonly preferences: Preferences;
  readonly label: string;
  readonly help?: string | undefined;
}

/** On or off, at once. */
export const SwitchSetting = ({
  name,
  preferences,
  label,
  help,
  disabled = false,
}: SettingProps<NamesOf<boolean>> & { readonly disabled?: boolean }) => {
  const send = useSend();
  const id = useId();
  return (
    <SettingRow id={id} label={label} help={help}>
      <Switch
        id={id}
        on={preferences[name]}
        disabled={disabled}
        aria-describedby={help === undefined ? undefined : `${id}help`}
        onSwitch={(value) => send('setPreference', { name, value })}
      />
    </SettingRow>
  );
};

/** One of a few values, at once. */
export const ChoiceSetting = <N extends PreferenceName>({
  name,
  preferences,
  label,
  help,
  options,
}: SettingProps<N> & { readonly options: readonly Option<Preferences[N]>[] }) => {
  const send = useSend();
  const id = useId();
  return (
    <SettingRow id={id} label={label} help={help}>
      <select
        id={id}
        className={form.select}
        value={String(preferences[name])}
        aria-describedby={help === undefined ? undefined : `${id}help`}
        onChange={(event) => {
          const chosen = options.find(({ value }) => String(value) === event.target.value);
          const change = parsePreference(name, chosen?.value);
          if (change) send('setPreference', change);
        }}
      >
        {options.map(({ value, label: text }) => (
          <option key={String(value)} value={String(value)}>
            {text}
          </option>
        ))}
      </select>
    </SettingRow>
  );
};

/** A word that is typed: it counts on Enter or when the field is left, and Escape takes it back. What does not fit is said and not sent. */
export const TextSetting = ({
  name,
  preferences,
  label,
  help,
  error,
  placeholder,
}: SettingProps<'targetSuffix' | 'region'> & { readonly error: string; readonly placeholder?: string | undefined }) => {
  const send = useSend();
  const id = useId();
  const set = preferences[name];
  const [typed, setTyped] = useState(set);
  const [wrong, setWrong] = useState(false);
  // Enter and leaving the field come one after the other, before main has answered.
  const last = useRef<unknown>(set);
  useEffect(() => {
    last.current = set;
    setTyped(set);
  }, [set]);
  const settle = () => {
    const change = parsePreference(name, typed.trim());
    setWrong(change === undefined);
    if (change === undefined) return;
    setTyped(typed.trim());
    if (change.value === last.current) return;
    last.current = change.value;
    send('setPreference', change);
  };
  return (
    <SettingRow id={id} label={label} help={wrong ? <span className={text.warn}>{error}</span> : help}>
      <input
        id={id}
        className={form.word}
        value={typed}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={wrong}
        aria-describedby={`${id}help`}
        placeholder={placeholder}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === 'Enter') settle();
          if (event.key !== 'Escape' || (typed === set && !wrong)) return;
          event.preventDefault();
          setTyped(set);
          setWrong(false);
        }}
      />
    </SettingRow>
  );
};
