import type { DevicesView } from '../../src-main/contract/enroll.ts';
import { shortArn } from '../../src-main/words/enroll/facts.ts';
import { mendTexts } from '../../src-main/words/window/devices.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { DiffView } from '../ui/diff-view.tsx';
import * as pageStyles from '../ui/page.module.css';
import * as text from '../ui/text.module.css';
import * as styles from './mend-profiles.module.css';

/** Profiles that name a device that is gone: the lines that would name another one, and the click that writes them. */
export const MendProfiles = ({ view, busy }: { readonly view: DevicesView; readonly busy: boolean }) => {
  const send = useSend();
  const { mend, source } = view;
  if (mend === undefined) return null;
  const { gone, device, profiles, file, diff } = mend;
  return (
    <section className={styles.mend} aria-labelledby="mend-title">
      <h2 id="mend-title" className={pageStyles.listTitle}>
        {mendTexts.title(profiles.length)}
      </h2>
      <p className={text.sub} data-matters>
        {mendTexts.about(shortArn(gone), shortArn(device), profiles)}
      </p>
      <DiffView file={file} lines={diff} />
      <div>
        <Button kind="primary" disabled={busy} onClick={() => send('mendProfiles', { source, gone, device })}>
          {mendTexts.write}
        </Button>
      </div>
    </section>
  );
};
