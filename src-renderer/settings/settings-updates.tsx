import type { Preferences } from '../../src-main/contract/preferences.ts';
import type { NewVersion, UpdateView } from '../../src-main/contract/updates/update-view.ts';
import { noteLines, updateState, updateTexts } from '../../src-main/words/window/updates.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { MoreButton, useDisclosure } from '../ui/disclosure.tsx';
import { CodeText } from '../ui/prose.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './setting-row.module.css';
import { SettingRow, SwitchSetting } from './setting-row.tsx';

/** Newer versions: what is known of them, what is new, and whether they are looked for. */
export const Updates = ({ update, preferences }: { readonly update: UpdateView | undefined; readonly preferences: Preferences }) => {
  const send = useSend();
  if (update === undefined) return <SettingRow label={updateTexts.title} help={updateTexts.none} />;
  const { manner, stage, ready, held } = update;
  if (manner === 'repository') return <SettingRow label={updateTexts.title} help={updateTexts.repository} />;
  return (
    <>
      <SettingRow
        label={updateTexts.title}
        help={
          <span role="status">
            <CodeText text={updateState(update)} />
          </span>
        }
      >
        {ready === undefined || manner === 'hand' ? (
          <Button kind="small" disabled={stage !== 'idle'} onClick={() => send('checkUpdates', null)}>
            {updateTexts.check}
          </Button>
        ) : (
          <Button kind="small" disabled={held === true} onClick={() => send('installUpdate', null)}>
            {updateTexts.install}
          </Button>
        )}
      </SettingRow>
      {ready === undefined || ready.notes === '' ? null : <Notes {...ready} />}
      <SwitchSetting name="updates" preferences={preferences} label={updateTexts.automatic} help={updateTexts.automaticHelp} />
    </>
  );
};

/** What is new, behind a click. */
const Notes = ({ version, notes }: NewVersion) => {
  const disclosure = useDisclosure();
  return (
    <div className={styles.setting}>
      <div className={styles.settingText}>
        <MoreButton disclosure={disclosure}>{updateTexts.notes(version)}</MoreButton>
        <ul {...disclosure.panel} className={text.sub}>
          {noteLines(notes).map((line) => (
            <li key={line}>
              <CodeText text={line} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
};
