import { shortArn } from '../../src-main/words/enroll/facts.ts';
import { Button } from '../ui/button.tsx';
import * as pageStyles from '../ui/page.module.css';
import * as text from '../ui/text.module.css';
import * as styles from './device-list.module.css';

/** What lies on a key or in the account and belongs to no profile, with one thing to do for each. Nothing where there is none. */
export const LeftList = <T,>({
  id,
  title,
  items,
  lineOf,
  busy,
}: {
  readonly id: string;
  readonly title: string;
  readonly items: readonly T[];
  /** `name`: an ARN or an account of a key. `label`: the button's, for those who hear it. */
  readonly lineOf: (item: T) => {
    readonly key: string;
    readonly name: string;
    readonly about: string;
    readonly button: string;
    readonly label: string;
    readonly onDo: () => void;
  };
  readonly busy: boolean;
}) =>
  items.length === 0 ? null : (
    <section className={styles.leftovers} aria-labelledby={id}>
      <h2 id={id} className={pageStyles.listTitle}>
        {title}
      </h2>
      <ul className={styles.deviceList}>
        {items.map(lineOf).map(({ key, name, about, button, label, onDo }) => (
          <li className={styles.device} key={key}>
            <div className={styles.deviceLine}>
              <div className={styles.deviceText}>
                <b data-matters dir="auto">
                  {shortArn(name)}
                </b>
                <p className={text.sub} data-matters>
                  {about}
                </p>
              </div>
              <div className={styles.deviceButtons}>
                <Button kind="small" disabled={busy} aria-label={label} onClick={onDo}>
                  {button}
                </Button>
              </div>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
