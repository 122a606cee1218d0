import { type FormEvent, useId, useRef, useState } from 'react';
import type { DeviceView } from '../../src-main/contract/enroll.ts';
import { deviceKindWords, holderWords } from '../../src-main/words/devices.ts';
import { shortArn } from '../../src-main/words/enroll/facts.ts';
import { date } from '../../src-main/words/grammar.ts';
import { devicesTexts } from '../../src-main/words/window/devices.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
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
            {device.enabledAt === undefined ? '' : devicesTexts.since(date(device.enabledAt))}
          </p>
          <p className={styles.deviceHolder}>
            <Dot tone={holder.tone} /> {holder.text}
          </p>
        </div>
        <div className={styles.deviceButtons}>
          {device.kind === 'virtual' && onKey !== undefined ? (
            <>
              <Button kind="small" disabled={busy} aria-label={devicesTexts.resyncOf(name)} onClick={() => send('resyncDevice', payload)}>
                {devicesTexts.resync}
              </Button>
              <Button
                kind="small"
                disabled={busy}
                aria-label={devicesTexts.renameOf(name)}
                aria-expanded={open === 'rename'}
                aria-controls={id}
                onClick={() => toggle('rename')}
              >
                {devicesTexts.rename}
              </Button>
            </>
          ) : null}
          <Button
            kind="small"
            aria-label={devicesTexts.lostOf(name)}
            aria-expanded={open === 'lost'}
            aria-controls={id}
            onClick={() => toggle('lost')}
          >
            {devicesTexts.lost}
          </Button>
          <Button
            kind="small"
            isHarsh
            disabled={busy}
            aria-label={devicesTexts.removeOf(name)}
            onClick={() => send('removeDevice', payload)}
          >
            {kitTexts.remove}
          </Button>
        </div>
      </div>
      <div id={id} className={styles.deviceMore} hidden={open === undefined}>
        {open === 'rename' && onKey !== undefined ? (
          <RenameForm keyId={onKey.keyId} account={onKey.account} serial={onKey.serial} onDone={() => setOpen(undefined)} />
        ) : null}
        {open === 'lost' ? <LostKey source={source} device={device.serial} isVirtual={device.kind === 'virtual'} /> : null}
      </div>
    </li>
  );
};

const RenameForm = ({
  keyId,
  account,
  serial,
  onDone,
}: {
  readonly keyId: string;
  readonly account: string;
  readonly serial: number | undefined;
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
      <label htmlFor={id}>{devicesTexts.nameOn(serial)}</label>
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
        <Button type="submit">{devicesTexts.rename}</Button>
      </div>
      <p id={`${id}hint`} className={form.hint}>
        {devicesTexts.renameHelp}
      </p>
    </form>
  );
};

/** For a key that is gone: somebody else has to let the person in, so the words are made to be handed on. */
const LostKey = ({ source, device, isVirtual }: { readonly source: string; readonly device: string; readonly isVirtual: boolean }) => {
  const send = useSend();
  return (
    <div className={styles.lost}>
      <p>{devicesTexts.lostHelp(isVirtual)}</p>
      <CopyButton
        label={devicesTexts.copyLost(isVirtual)}
        done={devicesTexts.copiedLost(isVirtual)}
        onCopy={() => send('copyAdvice', { what: 'lost-key', source, device })}
      />
    </div>
  );
};
