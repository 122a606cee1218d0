import { type FormEvent, type ReactNode, useEffect, useId, useState } from 'react';
import {
  type BrowserView,
  type ConsoleKeeper,
  consoleKeepers,
  isService,
  systemBrowser,
} from '../../../src-main/contract/sessions/console.ts';
import type { RoleView } from '../../../src-main/contract/snapshot.ts';
import { consoleTexts } from '../../../src-main/words/window/console.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import * as styles from './pick-cells.module.css';

/** "Open console in": in which browser's profile or container, for which service and region; what is chosen is remembered. */
export const ConsoleDialog = ({
  role,
  account,
  browsers,
  onClose,
}: {
  readonly role: RoleView;
  /** The account's name. */
  readonly account: string;
  /** Absent until they were looked for. */
  readonly browsers: readonly BrowserView[] | undefined;
  readonly onClose: () => void;
}) => {
  const send = useSend();
  const id = useId();
  const before = role.console?.browser ?? systemBrowser;
  const [picked, setPicked] = useState(before);
  const [keepFor, setKeepFor] = useState<ConsoleKeeper>(role.console?.for ?? 'role');
  const [service, setService] = useState('');
  const [region, setRegion] = useState('');
  useEffect(() => void send('findBrowsers', null), [send]);
  const known = browsers?.some((browser) => browser.id === picked && !browser.lacksAddOn) ?? false;
  const canOpen = (picked === systemBrowser || known) && (service.trim() === '' || isService(service.trim()));
  const open = (event: FormEvent) => {
    event.preventDefault();
    if (!canOpen) return;
    const [wantedService, wantedRegion] = [service.trim(), region.trim()];
    void send('openConsole', {
      role: role.id,
      browser: picked,
      keepFor,
      ...(wantedService === '' ? {} : { service: wantedService }),
      ...(wantedRegion === '' ? {} : { region: wantedRegion }),
    });
    onClose();
  };
  const browserCell = (browser: string, title: string, text?: ReactNode, isOff = false) => (
    <label key={browser} className={styles.pickCell}>
      <input type="radio" name="browser" checked={picked === browser} disabled={isOff} onChange={() => setPicked(browser)} />
      <span>
        <b dir="auto">{title}</b>
        {text === undefined ? null : <small>{text}</small>}
      </span>
    </label>
  );
  const isGone = browsers !== undefined && before !== systemBrowser && browsers.every((browser) => browser.id !== before);
  return (
    <Dialog
      title={consoleTexts.title(role.profile)}
      onStay={onClose}
      buttons={
        <>
          <Button onClick={onClose}>{kitTexts.cancel}</Button>
          <Button type="submit" form={id} kind="primary" aria-disabled={!canOpen}>
            {consoleTexts.open}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={open}>
        <fieldset className={styles.pickCells}>
          <legend>{consoleTexts.where}</legend>
          {browserCell(systemBrowser, consoleTexts.system.title, consoleTexts.system.text)}
          {browsers?.map(({ id: browser, label, lacksAddOn }) =>
            browserCell(browser, label, lacksAddOn ? consoleTexts.lacksAddOn : undefined, lacksAddOn),
          )}
          {browsers === undefined ? <small>{consoleTexts.looking}</small> : null}
          {isGone ? <small role="status">{consoleTexts.gone(before)}</small> : null}
        </fieldset>
        <fieldset className={`${styles.pickCells} ${styles.pickCellsTwo}`}>
          <legend>{consoleTexts.keepFor}</legend>
          {consoleKeepers.map((keeper) => (
            <label key={keeper} className={styles.pickCell}>
              <input type="radio" name="keeper" checked={keepFor === keeper} onChange={() => setKeepFor(keeper)} />
              <span>{keeper === 'role' ? consoleTexts.role(role.profile) : consoleTexts.account(account)}</span>
            </label>
          ))}
        </fieldset>
        <label className={styles.textField}>
          <span>{consoleTexts.service}</span>
          <input
            type="text"
            autoComplete="off"
            spellCheck={false}
            placeholder={consoleTexts.serviceExample}
            maxLength={40}
            value={service}
            aria-invalid={service.trim() !== '' && !isService(service.trim())}
            onChange={({ target }) => setService(target.value)}
          />
        </label>
        <label className={styles.textField}>
          <span>{consoleTexts.region}</span>
          <input
            type="text"
            autoComplete="off"
            spellCheck={false}
            placeholder={role.region ?? ''}
            maxLength={40}
            value={region}
            onChange={({ target }) => setRegion(target.value)}
          />
        </label>
      </form>
    </Dialog>
  );
};
