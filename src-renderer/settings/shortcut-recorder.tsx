import { type KeyboardEvent, useId, useState } from 'react';
import type { SettingsView } from '../../src-main/contract/preferences.ts';
import { shortcutHints, shortcutTaken } from '../../src-main/words/settings.ts';
import { generalSettings } from '../../src-main/words/window/settings.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { shortcutKeys } from '../ui/keys/key-names.ts';
import { onMac } from '../ui/keys/keys.tsx';
import * as text from '../ui/text.module.css';
import { SettingRow } from './setting-row.tsx';
import { shortcutOf } from './shortcut.ts';
import * as styles from './shortcut-recorder.module.css';

/** The global shortcut: its keys, a way to press others, a way to have none. */
export const ShortcutRecorder = ({ shortcut, state }: { readonly shortcut: string; readonly state: SettingsView['shortcut'] }) => {
  const send = useSend();
  const id = useId();
  const [listening, setListening] = useState(false);
  const [hint, setHint] = useState<keyof typeof shortcutHints>('listening');
  const keys = shortcutKeys(shortcut, onMac);
  const words = keys.length === 0 ? generalSettings.noShortcut : keys.join(' ');

  const onKeyDown = (event: KeyboardEvent) => {
    if (!listening || event.key === 'Tab') return;
    event.preventDefault();
    if (event.key === 'Escape') return setListening(false);
    const pressed = shortcutOf(event, onMac);
    if (pressed === 'more') return;
    if (typeof pressed === 'string') return setHint(pressed);
    setListening(false);
    if (pressed.shortcut !== shortcut) send('setPreference', { name: 'shortcut', value: pressed.shortcut });
  };
  const isTaken = state === 'taken' && shortcut !== '';

  return (
    <SettingRow
      id={id}
      label={generalSettings.shortcut}
      help={
        <span role="status">
          {listening ? (
            <span className={hint === 'listening' ? undefined : text.warn}>{shortcutHints[hint]}</span>
          ) : isTaken ? (
            <span className={text.warn}>{shortcutTaken(words)}</span>
          ) : (
            generalSettings.shortcutHelp
          )}
        </span>
      }
    >
      <span className={styles.recorder}>
        <Button
          id={id}
          className={styles.recorderKeys}
          data-listening={listening}
          aria-label={listening ? generalSettings.listening : generalSettings.changeShortcut(words)}
          aria-describedby={`${id}help`}
          onClick={() => {
            setHint('listening');
            setListening(!listening);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => setListening(false)}
        >
          {listening
            ? generalSettings.pressKeys
            : keys.length === 0
              ? generalSettings.noShortcut
              : keys.map((key) => <kbd key={key}>{key}</kbd>)}
        </Button>
        {shortcut === '' ? null : (
          <Button kind="small" onClick={() => send('setPreference', { name: 'shortcut', value: '' })}>
            {generalSettings.clear}
            <span className="spoken">{generalSettings.clearMore}</span>
          </Button>
        )}
      </span>
    </SettingRow>
  );
};
