import { useState } from 'react';
import type { RoleView } from '../../../src-main/contract/snapshot.ts';
import { type EnvironmentFormat, environmentFormats } from '../../../src-main/contract/tools.ts';
import { clipboardWords, formatNames } from '../../../src-main/words/roles/role.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { roleDialogTexts } from '../../../src-main/words/window/roles.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CheckIcon, CopyIcon } from '../../ui/drawings/icons.tsx';
import * as styles from './pick-cells.module.css';

const ways = ['keys', 'endpoint'] as const;

/** What the last dialog was left at. */
const last: { format: EnvironmentFormat; how: 'keys' | 'endpoint' } = {
  format: navigator.userAgent.includes('Windows') ? 'powershell' : 'sh',
  how: 'keys',
};

/** "Copy environment": for which shell, and keys or endpoint. */
export const EnvironmentDialog = ({
  role,
  clipboardSeconds,
  onClose,
}: {
  readonly role: RoleView;
  readonly clipboardSeconds: number;
  readonly onClose: () => void;
}) => {
  const send = useSend();
  const [format, setFormat] = useState(last.format);
  const [how, setHow] = useState(last.how);
  const [copied, setCopied] = useState(false);
  const copy = () => {
    last.format = format;
    last.how = how;
    const taken = send('copyEnvironment', { role: role.id, format, how });
    // Without a session the keys take a tap first: what comes of that is shown in the list.
    if (role.state.kind === 'active' || how === 'endpoint') void taken.then(setCopied);
    else onClose();
  };
  return (
    <Dialog
      title={roleDialogTexts.environment(role.profile)}
      onStay={onClose}
      buttons={
        <>
          <Button onClick={onClose}>{copied ? kitTexts.close : kitTexts.cancel}</Button>
          <Button kind="primary" onClick={copy}>
            {copied ? <CheckIcon size={15} /> : <CopyIcon size={15} />} {copied ? kitTexts.copied : kitTexts.copy}
          </Button>
        </>
      }
    >
      <fieldset className={`${styles.pickCells} ${styles.pickCellsTwo}`}>
        <legend>{roleDialogTexts.format}</legend>
        {environmentFormats.map((name, index) => (
          <label key={name} className={styles.pickCell}>
            <input
              type="radio"
              name="format"
              checked={format === name}
              data-first={index === 0 ? true : undefined}
              onChange={() => {
                setFormat(name);
                setCopied(false);
              }}
            />
            <span>{formatNames[name]}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className={styles.pickCells}>
        <legend>{roleDialogTexts.how}</legend>
        {ways.map((way) => (
          <label key={way} className={styles.pickCell}>
            <input
              type="radio"
              name="how"
              checked={how === way}
              onChange={() => {
                setHow(way);
                setCopied(false);
              }}
            />
            <span>
              <b>{roleDialogTexts[way].title}</b>
              <small>{roleDialogTexts[way].text}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <p className={styles.askHint}>{clipboardWords(clipboardSeconds)}</p>
    </Dialog>
  );
};
