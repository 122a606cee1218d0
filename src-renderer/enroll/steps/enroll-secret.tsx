import { type ClipboardEvent, useState } from 'react';
import type { EnrollPage, EnrollView, FoundSecret } from '../../../src-main/contract/enroll.ts';
import { foundSecretTexts, secretPageTexts } from '../../../src-main/words/window/enroll.ts';
import { useSecretField } from '../../hooks/use-secret-field.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CopyIcon, PictureIcon, ScreenIcon } from '../../ui/drawings/icons.tsx';
import * as area from '../../ui/files/file-area.module.css';
import { FileButton } from '../../ui/files/file-button.tsx';
import { useFileDrop } from '../../ui/files/use-file-drop.ts';
import * as form from '../../ui/form-field.module.css';
import * as text from '../../ui/text.module.css';
import { KeyCards } from '../key-cards.tsx';
import { PageForm } from '../page-form.tsx';
import { TouchSwitch } from '../touch-switch.tsx';

/** The largest file that is read at all; main has the same limit. */
const pictureLimit = 40 * 1024 * 1024;

/**
 * Console path: the secret by paste, by hand or as a picture of the QR code. It leaves this window as soon as it is here: the field is
 * emptied, the picture's bytes are overwritten, and what is on the clipboard is taken (and wiped there) by main.
 */
export const EnrollSecret = ({ view, page }: { readonly view: EnrollView; readonly page: Extract<EnrollPage, { kind: 'secret' }> }) => {
  const send = useSend();
  const { field, ref } = useSecretField();
  const [tooLarge, setTooLarge] = useState(false);
  const [choice, setChoice] = useState({ keyId: page.chosen, touch: page.touch });
  const fit = page.keys.filter((key) => key.problem === undefined);
  const key =
    fit.find(({ id }) => id === choice.keyId) ?? fit.find(({ id }) => id === page.chosen) ?? (fit.length === 1 ? fit[0] : undefined);

  const tell = (change: Partial<typeof choice>) => {
    const next = { ...choice, keyId: key?.id, ...change };
    setChoice(next);
    if (next.keyId !== undefined) {
      send('enrollKey', { enroll: view.id, keyId: next.keyId, deviceName: '', touch: next.touch, spare: 'none' });
    }
  };
  /** Main must know the key before the secret comes. */
  const tellKey = () => {
    if (key !== undefined && key.id !== page.chosen) tell({});
  };
  const sendSecret = () => {
    const secret = field.current?.value.trim() ?? '';
    if (field.current !== null) field.current.value = '';
    if (secret === '') return field.current?.focus();
    tellKey();
    send('enrollSecret', { enroll: view.id, secret });
  };
  const sendPicture = async (picture: File) => {
    setTooLarge(picture.size > pictureLimit);
    if (picture.size === 0 || picture.size > pictureLimit) return;
    const bytes = new Uint8Array(await picture.arrayBuffer());
    tellKey();
    send('enrollPicture', { enroll: view.id, picture: bytes });
    bytes.fill(0);
  };
  const tellAnd = (name: 'enrollPaste' | 'enrollScan') => {
    tellKey();
    send(name, { enroll: view.id });
  };
  const paste = () => tellAnd('enrollPaste');
  const onPaste = (event: ClipboardEvent) => {
    event.preventDefault();
    paste();
  };
  const drop = useFileDrop(sendPicture);

  return (
    <PageForm onSubmit={sendSecret}>
      <div className={form.field}>
        <label htmlFor="secret">{secretPageTexts.secret}</label>
        <div className={form.line}>
          <input
            ref={ref}
            id="secret"
            type="password"
            autoComplete="off"
            spellCheck={false}
            maxLength={1024}
            aria-describedby="secret-hint"
            dir="ltr"
            onPaste={onPaste}
          />
          <Button onClick={paste}>
            <CopyIcon size={15} /> {secretPageTexts.paste}
          </Button>
        </div>
        <p id="secret-hint" className={form.hint}>
          {secretPageTexts.help} {secretPageTexts.scanHelp}
        </p>
      </div>
      <div className={area.area} {...drop}>
        <PictureIcon size={22} />
        <span>{secretPageTexts.drop}</span>
        <FileButton kind="small" label={secretPageTexts.picture} accept="image/png,image/jpeg" onFile={sendPicture}>
          {secretPageTexts.choose}
        </FileButton>
        <Button kind="small" onClick={() => tellAnd('enrollScan')}>
          <ScreenIcon size={13} /> {secretPageTexts.scan}
        </Button>
        {tooLarge ? (
          <p className={text.warn} role="alert">
            {secretPageTexts.tooLarge}
          </p>
        ) : null}
      </div>
      <KeyCards keys={page.keys} chosen={key?.id} onChoose={(keyId) => tell({ keyId })} />
      <TouchSwitch on={choice.touch} possible={key?.canTouch !== false} onChange={(touch) => tell({ touch })} />
      {page.found === undefined ? null : <FoundDialog enroll={view.id} found={page.found} />}
    </PageForm>
  );
};

/** What the link says, before it is on the key. The answer that leads nowhere is the first for what is not AWS's. */
const FoundDialog = ({ enroll, found }: { readonly enroll: string; readonly found: FoundSecret }) => {
  const send = useSend();
  const answer = (yes: boolean) => void send('enrollStore', { enroll, yes });
  return (
    <Dialog
      title={foundSecretTexts.title(found)}
      onStay={() => answer(false)}
      buttons={
        <>
          <Button data-first={found.isAws ? undefined : true} onClick={() => answer(false)}>
            {foundSecretTexts.discard}
          </Button>
          <Button kind={found.isAws ? 'primary' : 'plain'} data-first={found.isAws ? true : undefined} onClick={() => answer(true)}>
            {foundSecretTexts.store}
          </Button>
        </>
      }
    >
      <p data-matters>{foundSecretTexts.found(found)}</p>
      <p>{found.isAws ? foundSecretTexts.effect(found.serial) : foundSecretTexts.notAws}</p>
    </Dialog>
  );
};
