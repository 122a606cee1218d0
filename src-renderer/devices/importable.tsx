import type { DevicesView } from '../../src-main/contract/enroll.ts';
import { importableWords } from '../../src-main/words/devices.ts';
import { shortArn } from '../../src-main/words/enroll/facts.ts';
import { leftoverTexts } from '../../src-main/words/window/devices.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import * as pageStyles from '../ui/page.module.css';
import * as text from '../ui/text.module.css';
import * as styles from './device-list.module.css';

/** Accounts that look like AWS's and that no profile uses: the person tells whose they are, and a code proves it. */
export const Importable = ({ view, busy }: { readonly view: DevicesView; readonly busy: boolean }) => {
  const send = useSend();
  if (view.importable.length === 0) return null;
  return (
    <section className={styles.leftovers} aria-labelledby="importable-title">
      <h2 id="importable-title" className={pageStyles.listTitle}>
        {leftoverTexts.importable}
      </h2>
      <ul className={styles.deviceList}>
        {view.importable.map((item) => (
          <li className={styles.device} key={`${item.keyId} ${item.account}`}>
            <div className={styles.deviceLine}>
              <div className={styles.deviceText}>
                <b data-matters dir="auto">
                  {shortArn(item.account)}
                </b>
                <p className={text.sub} data-matters>
                  {importableWords(item)}
                </p>
              </div>
              <div className={styles.deviceButtons}>
                <Button
                  kind="small"
                  disabled={busy}
                  aria-label={leftoverTexts.importOf(shortArn(item.account))}
                  onClick={() => send('importAccount', { source: view.source, keyId: item.keyId, account: item.account })}
                >
                  {leftoverTexts.importIt}
                </Button>
              </div>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
};
