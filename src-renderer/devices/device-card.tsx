import { type FormEvent, useId, useRef, useState } from 'react';
import type { DeviceView } from '../../src-main/contract/enroll.ts';
import { deviceKindWords, holderWords } from '../../src-main/words/devices.ts';
import { date, theKey } from '../../src-main/words/english.ts';
import { shortArn } from '../../src-main/words/enroll/facts.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import * as form from '../ui/form-field.module.css';
import { Dot } from '../ui/tag.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './device-list.module.css';

type Open = 'rename' | 'lost' | undefined;

/** One MFA device: what it is, which key holds it, and what can be done with it. */
export const DeviceCard = ({ device, source, busy }: { readonly device: DeviceView; readonly source: string; readonly busy: boolean }) => {
  const send = useSend();
  const [open, setOpen] = useState<Open>();
  const id = useId();
  const holder = holderWords(device);
  const name = shortArn(device.serial);
  const [onKey] = device.onKeys;
  const toggle = (what: Open) => setOpen(open === what ? undefined : what);
  const payload = { source, device: device.serial };
  return (
    <li className={styles.device}>
      <div className={styles.deviceLine}>
        <div className={styles.deviceText}>
          <b data-matters dir="auto">
            {name}
          </b>
          <p className={text.sub}>
            {deviceKindWords(device.kind)}
            {device.enabledAt === undefined ? '' : `, since ${date(device.enabledAt)}`}
          </p>
          <p className={styles.deviceHolder}>
            <Dot tone={holder.tone} /> {holder.text}
          </p>
        </div>
        <div className={styles.deviceButtons}>
          {device.kind === 'virtual' && onKey !== undefined ? (
            <>
              <Button kind="small" disabled={busy} aria-label={`Resync ${name}`} onClick={() => send('resyncDevice', payload)}>
                Resync
              </Button>
              <Button
                kind="small"
                disabled={busy}
                aria-label={`Rename the account of ${name}`}
                aria-expanded={open === 'rename'}
                aria-controls={id}
                onClick={() => toggle('rename')}
              >
                Rename
              </Button>
            </>
          ) : null}
          <Button
            kind="small"
            aria-label={`Lost the key of ${name}?`}
            aria-expanded={open === 'lost'}
            aria-controls={id}
            onClick={() => toggle('lost')}
          >
            Lost?
          </Button>
          <Button kind="small" isHarsh disabled={busy} aria-label={`Remove ${name}`} onClick={() => send('removeDevice', payload)}>
            Remove…
          </Button>
        </div>
      </div>
      <div id={id} className={styles.deviceMore} hidden={open === undefined}>
        {open === 'rename' && onKey !== undefined ? (
          <RenameForm keyId={onKey.keyId} account={onKey.account} keyName={theKey(onKey.serial)} onDone={() => setOpen(undefined)} />
        ) : null}
        {open === 'lost' ? <LostKey source={source} device={device.serial} isVirtual={device.kind === 'virtual'} /> : null}
      </div>
    </li>
  );
};

const RenameForm = ({
  keyId,
  account,
  keyName,
  onDone,
}: {
  readonly keyId: string;
  readonly account: string;
  readonly keyName: string;
  readonly onDone: () => void;
}) => {
  const send = useSend();
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const name = field.current?.value.trim() ?? '';
    if (name === '' || name === account) return field.current?.focus();
    send('renameAccount', { keyId, account, name });
    onDone();
  };
  return (
    <form className={form.field} onSubmit={submit}>
      <label htmlFor={id}>{`Name of the account on ${keyName}`}</label>
      <div className={form.line}>
        <input
          ref={field}
          id={id}
          type="text"
          defaultValue={account}
          maxLength={64}
          spellCheck={false}
          dir="ltr"
          aria-describedby={`${id}hint`}
        />
        <Button type="submit">Rename</Button>
      </div>
      <p id={`${id}hint`} className={form.hint}>
        Only the label on the key changes. Its codes and the device in AWS stay.
      </p>
    </form>
  );
};

/** For a key that is gone: somebody else has to let the person in, so the words are made to be handed on. */
const LostKey = ({ source, device, isVirtual }: { readonly source: string; readonly device: string; readonly isVirtual: boolean }) => {
  const send = useSend();
  return (
    <div className={styles.lost}>
      <p>
        With a spare at hand, use Remove. Without one you cannot change devices yourself: an administrator runs{' '}
        {isVirtual ? 'two commands, which deactivate the device and delete it' : 'a command, which takes the device from you'}. Look again
        after that: Roletap then forgets the lost key.
      </p>
      <CopyButton
        label={isVirtual ? 'Copy the two commands for an administrator' : 'Copy the command for an administrator'}
        done={isVirtual ? 'Commands copied' : 'Command copied'}
        onCopy={() => send('copyAdvice', { what: 'lost-key', source, device })}
      />
    </div>
  );
};
