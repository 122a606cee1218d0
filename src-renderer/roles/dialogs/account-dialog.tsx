import { type FormEvent, useId, useState } from 'react';
import { type AwsAccountView, type Colour, colours } from '../../../src-main/contract/preferences.ts';
import type { RoleView } from '../../../src-main/contract/snapshot.ts';
import { colourNames } from '../../../src-main/words/roles/role.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { roleDialogTexts } from '../../../src-main/words/window/roles.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Swatch } from '../../ui/drawings/icons.tsx';
import * as styles from './pick-cells.module.css';

/** A name and a colour mark for an AWS account. */
export const AccountDialog = ({
  role,
  account,
  onClose,
}: {
  readonly role: RoleView;
  readonly account?: AwsAccountView | undefined;
  readonly onClose: () => void;
}) => {
  const send = useSend();
  const id = useId();
  const before = { alias: account?.alias ?? '', colour: account?.colour ?? ('none' as Colour) };
  const [alias, setAlias] = useState(before.alias);
  const [colour, setColour] = useState(before.colour);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const { accountId } = role;
    if (alias.trim() !== before.alias) send('setAlias', { accountId, alias: alias.trim() });
    if (colour !== before.colour) send('setColour', { accountId, colour });
    onClose();
  };
  return (
    <Dialog
      title={roleDialogTexts.account(role.accountId)}
      onStay={onClose}
      buttons={
        <>
          <Button onClick={onClose}>{kitTexts.cancel}</Button>
          <Button type="submit" form={id} kind="primary">
            {kitTexts.save}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={save}>
        <label className={styles.textField}>
          <span>{roleDialogTexts.name}</span>
          <input
            type="text"
            data-first
            maxLength={64}
            autoComplete="off"
            spellCheck={false}
            placeholder={roleDialogTexts.nameExample}
            value={alias}
            onChange={(event) => setAlias(event.target.value)}
          />
        </label>
        <fieldset className={`${styles.pickCells} ${styles.pickCellsThree}`}>
          <legend>{roleDialogTexts.mark}</legend>
          {colours.map((name) => (
            <label key={name} className={styles.pickCell}>
              <input type="radio" name="colour" checked={colour === name} onChange={() => setColour(name)} />
              <Swatch colour={name} />
              <span>{colourNames[name]}</span>
            </label>
          ))}
        </fieldset>
      </form>
    </Dialog>
  );
};
