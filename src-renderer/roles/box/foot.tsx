import { boxTexts, roleDeedTexts } from '../../../src-main/words/window/box.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { CheckIcon } from '../../ui/drawings/icons.tsx';
import { Keys } from '../../ui/keys/keys.tsx';
import * as styles from './box.module.css';
import type { BoxItem } from './box-items.ts';
import { Marks } from './result-row.tsx';
import type { Box } from './use-box.ts';

/** What Enter will do, before it is pressed; a moment long that something was copied. */
export const Foot = ({ box, copied }: { readonly box: Box; readonly copied: boolean }) => (
  <div className={styles.foot}>
    {box.current === undefined ? null : (
      <span className={styles.what}>
        <Keys shortcut="Enter" />
        <span>{whatOf(box.current)}</span>
        <Marks item={box.current} />
      </span>
    )}
    <span className="grow" />
    <span role="status">
      {copied ? (
        <>
          <CheckIcon size={13} /> {kitTexts.copied}
        </>
      ) : null}
    </span>
    {box.scope !== undefined ? (
      <span>
        <Keys shortcut="Escape" /> {boxTexts.leave}
      </span>
    ) : box.current?.kind === 'role' ? (
      <span>
        <Keys shortcut="Right" /> {boxTexts.more}
      </span>
    ) : null}
  </div>
);

const whatOf = (item: BoxItem): string => {
  if (item.kind === 'deed') return item.title;
  const { role, deed } = item;
  if (deed.kind !== 'send') return `${item.does}: ${role.profile}`;
  switch (deed.command.name) {
    case 'tap':
      return roleDeedTexts.tap(role.profile);
    case 'copyProfile':
      return roleDeedTexts.copy(role.target);
    default:
      return roleDeedTexts.tools(role.profile);
  }
};
