import type { ActivityFilter } from '../../src-main/contract/activity.ts';
import type { AccountOf } from '../../src-main/words/roles/order.ts';
import { activityTexts } from '../../src-main/words/window/activity.ts';
import { useSend } from '../store/bridge.ts';
import { ChevronIcon, ListIcon, PictureIcon } from '../ui/drawings/icons.tsx';
import { MenuItem } from '../ui/menu-item.tsx';
import { Popup } from '../ui/popup.tsx';
import * as styles from './activity.module.css';
import { paletteOf, type Scheme } from './lanes/palette.ts';
import { type Picture, pictureOf } from './lanes/picture.ts';

/** What is shown as a file, and all that is kept. */
export const ExportMenu = ({
  filter,
  picture,
  accountOf,
}: {
  readonly filter: ActivityFilter;
  /** Undefined where nothing is shown. */
  readonly picture: Picture | undefined;
  readonly accountOf: AccountOf;
}) => {
  const send = useSend();
  const draw = async (scheme: Scheme) => {
    if (picture === undefined) return;
    send('exportPicture', { png: await pictureOf(picture, accountOf, paletteOf(scheme, [...document.styleSheets])) });
  };
  return (
    <Popup
      label={activityTexts.export}
      className={styles.export}
      button={
        <>
          {activityTexts.export} <ChevronIcon size={14} />
        </>
      }
      menu
    >
      {(close) => {
        const pick = (act: () => void) => () => {
          close();
          act();
        };
        return (
          <>
            <MenuItem icon={<PictureIcon />} isOff={picture === undefined} onPick={pick(() => void draw('light'))}>
              {activityTexts.pictureLight}
            </MenuItem>
            <MenuItem icon={<PictureIcon />} isOff={picture === undefined} onPick={pick(() => void draw('dark'))}>
              {activityTexts.pictureDark}
            </MenuItem>
            <MenuItem icon={<ListIcon />} isOff={picture === undefined} onPick={pick(() => send('exportActivity', { filter }))}>
              {activityTexts.shownCsv}
            </MenuItem>
            <hr />
            <MenuItem icon={<ListIcon />} onPick={pick(() => send('exportHistory', { format: 'csv' }))}>
              {activityTexts.allCsv}
            </MenuItem>
            <MenuItem icon={<ListIcon />} onPick={pick(() => send('exportHistory', { format: 'json' }))}>
              {activityTexts.allJson}
            </MenuItem>
          </>
        );
      }}
    </Popup>
  );
};
