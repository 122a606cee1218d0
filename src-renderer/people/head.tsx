import { type FormEvent, useState } from 'react';
import type { TeamPageView } from '../../src-main/contract/team/page.ts';
import { addingTexts } from '../../src-main/words/team/adding.ts';
import { enforcingTexts } from '../../src-main/words/team/enforcing.ts';
import { peopleTexts } from '../../src-main/words/team/page.ts';
import { policiesTexts } from '../../src-main/words/team/policies.ts';
import { roleSheet } from '../../src-main/words/team/sheets.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { ChevronIcon, KeyIcon, ListIcon, PlusIcon, ShieldIcon } from '../ui/drawings/icons.tsx';
import { MenuItem } from '../ui/menu-item.tsx';
import { Popup } from '../ui/popup.tsx';
import * as styles from './people.module.css';

/** With whose rights AWS is asked, and the button that asks. */
export const RightsChoice = ({ view: { sources, source, progress, read } }: { readonly view: TeamPageView }) => {
  const send = useSend();
  const [picked, setPicked] = useState<string>();
  const chosen = picked !== undefined && sources.includes(picked) ? picked : source;
  if (sources.length === 0) return null;
  const isSame = read !== undefined && chosen === source;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (progress === undefined) void send('readTeam', { source: chosen });
  };
  return (
    <form className={styles.rights} onSubmit={submit}>
      <select
        aria-label={peopleTexts.rights}
        title={peopleTexts.rights}
        value={chosen}
        disabled={progress !== undefined}
        onChange={({ target }) => setPicked(target.value)}
      >
        {sources.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <Button kind={isSame ? 'small' : 'primary'} type="submit" aria-disabled={progress !== undefined}>
        {isSame ? kitTexts.refresh : peopleTexts.read}
      </Button>
    </form>
  );
};

/** The people as a file. */
export const ExportPeople = () => {
  const send = useSend();
  return (
    <Popup
      label={peopleTexts.export}
      className={styles.export}
      button={
        <>
          {peopleTexts.export} <ChevronIcon size={14} />
        </>
      }
      menu
    >
      {(close) => {
        const save = (format: 'csv' | 'json') => () => {
          close();
          void send('exportTeam', { format });
        };
        return (
          <>
            <MenuItem icon={<ListIcon />} onPick={save('csv')}>
              {peopleTexts.csv}
            </MenuItem>
            <MenuItem icon={<ListIcon />} onPick={save('json')}>
              {peopleTexts.json}
            </MenuItem>
          </>
        );
      }}
    </Popup>
  );
};

/** What is set up for people: each is a plan that is shown first. */
export const SetUpMenu = () => {
  const send = useSend();
  return (
    <Popup
      label={peopleTexts.setUp}
      className={styles.export}
      button={
        <>
          {peopleTexts.setUp} <ChevronIcon size={14} />
        </>
      }
      menu
    >
      {(close) => {
        const open = (act: () => unknown) => () => {
          close();
          act();
        };
        return (
          <>
            <MenuItem icon={<PlusIcon />} onPick={open(() => send('openSheet', { kind: 'add' }))}>
              {addingTexts.open}
            </MenuItem>
            <MenuItem icon={<KeyIcon />} onPick={open(() => send('openSheet', { kind: 'role' }))}>
              {roleSheet.open}
            </MenuItem>
            <MenuItem icon={<ShieldIcon />} onPick={open(() => send('openEnforce', {}))}>
              {enforcingTexts.open}
            </MenuItem>
            <MenuItem icon={<ListIcon />} onPick={open(() => send('openPolicies', null))}>
              {policiesTexts.open}
            </MenuItem>
          </>
        );
      }}
    </Popup>
  );
};
