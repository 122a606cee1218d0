import { shortcutTexts } from '../../../src-main/words/window/box.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Keys } from '../../ui/keys/keys.tsx';
import * as styles from './shortcuts-dialog.module.css';

/** What each key does, as Electron writes it; several do the same. */
const shortcuts: readonly { readonly what: string; readonly keys: readonly string[] }[] = [
  { what: shortcutTexts.search, keys: ['/', 'CommandOrControl+K'] },
  { what: shortcutTexts.first, keys: ['Enter'] },
  { what: shortcutTexts.walk, keys: ['Up', 'Down'] },
  { what: shortcutTexts.more, keys: ['Right'] },
  { what: shortcutTexts.console, keys: ['CommandOrControl+O'] },
  { what: shortcutTexts.renew, keys: ['CommandOrControl+R'] },
  { what: shortcutTexts.end, keys: ['Delete'] },
  { what: shortcutTexts.back, keys: ['Escape'] },
  { what: shortcutTexts.settings, keys: ['CommandOrControl+,'] },
  { what: shortcutTexts.refresh, keys: ['F5'] },
  { what: shortcutTexts.larger, keys: ['CommandOrControl+Plus'] },
  { what: shortcutTexts.smaller, keys: ['CommandOrControl+Minus'] },
  { what: shortcutTexts.usual, keys: ['CommandOrControl+0'] },
  { what: shortcutTexts.title, keys: ['?'] },
];

/** All keys of this window, and the one that brings it up (`everywhere`; empty where there is none). */
export const ShortcutsDialog = ({ everywhere, onClose }: { readonly everywhere: string; readonly onClose: () => void }) => (
  <Dialog
    title={shortcutTexts.title}
    onStay={onClose}
    buttons={
      <Button data-first onClick={onClose}>
        {kitTexts.close}
      </Button>
    }
  >
    <dl className={styles.table}>
      {[...shortcuts, ...(everywhere === '' ? [] : [{ what: shortcutTexts.everywhere, keys: [everywhere] }])].map(({ what, keys }) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>
            {what === shortcutTexts.search ? `${shortcutTexts.searchHow} ` : ''}
            {keys.map((shortcut) => (
              <Keys key={shortcut} shortcut={shortcut} />
            ))}
          </dd>
        </div>
      ))}
    </dl>
  </Dialog>
);
