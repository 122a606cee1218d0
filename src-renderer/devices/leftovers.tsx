import type { DevicesView } from '../../src-main/contract/enroll.ts';
import { shortArn } from '../../src-main/words/enroll/facts.ts';
import { leftoverTexts } from '../../src-main/words/window/devices.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import * as pageStyles from '../ui/page.module.css';
import * as text from '../ui/text.module.css';
import * as styles from './device-list.module.css';

/** What an enrolment or a removal left behind: devices that nobody uses, accounts whose device is gone. */
export const Leftovers = ({ view, busy }: { readonly view: DevicesView; readonly busy: boolean }) => {
  const send = useSend();
  if (view.leftovers.length === 0) return null;
  return (
    <section className={styles.leftovers} aria-labelledby="leftovers-title">
      <h2 id="leftovers-title" className={pageStyles.listTitle}>
        {leftoverTexts.title}
      </h2>
      <ul className={styles.deviceList}>
        {view.leftovers.map((item) => {
          const name = item.kind === 'device' ? item.serial : item.account;
          return (
            <li className={styles.device} key={`${item.kind} ${item.kind === 'account' ? item.keyId : ''} ${name}`}>
              <div className={styles.deviceLine}>
                <div className={styles.deviceText}>
                  <b data-matters dir="auto">
                    {shortArn(name)}
                  </b>
                  <p className={text.sub}>{item.kind === 'device' ? leftoverTexts.device : leftoverTexts.account(item.keySerial)}</p>
                </div>
                <div className={styles.deviceButtons}>
                  <Button
                    kind="small"
                    disabled={busy}
                    aria-label={leftoverTexts.cleanUpOf(shortArn(name))}
                    onClick={() =>
                      send('cleanLeftover', { source: view.source, item: item.kind === 'device' ? name : `${item.keyId} ${name}` })
                    }
                  >
                    {leftoverTexts.cleanUp}
                  </Button>
                </div>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
};
