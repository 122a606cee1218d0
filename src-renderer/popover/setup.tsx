import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { deviceWords, rolesWords, setupTexts } from '../../src-main/words/window/first-run.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { Checklist, DeviceNext, RolesNext } from '../first-run/checklist.tsx';
import { pressingStep, setupSteps } from '../first-run/setup-steps.ts';
import { MoreButton, useDisclosure } from '../ui/disclosure.tsx';
import { Ring } from '../ui/drawings/ring.tsx';
import * as styles from './setup.module.css';

/** In the middle, for somebody who has an access key and nothing to tap yet: all steps. */
export const Setup = ({ snapshot }: { readonly snapshot: Snapshot }) => (
  <main className={styles.setup} data-code="setup">
    <div className={styles.inner}>
      <h2>{setupTexts.title}</h2>
      <p className={styles.about}>{setupTexts.about}</p>
      <Checklist snapshot={snapshot} />
    </div>
  </main>
);

/** Above roles that look ready and are not: what is missing, its next step, and all steps on a click. */
export const SetupStrip = ({ snapshot }: { readonly snapshot: Snapshot }) => {
  const more = useDisclosure();
  const step = pressingStep(snapshot);
  const { setup } = snapshot;
  if (step === undefined || setup === undefined) return null;
  const steps = setupSteps(snapshot);
  const done = steps.filter((one) => one.done).length;
  const Next = step === 'device' ? DeviceNext : RolesNext;
  return (
    <section className={styles.strip} aria-label={setupTexts.steps} data-setup={step}>
      <div className={styles.line}>
        <Ring tone="good" share={done / steps.length}>
          {setupTexts.progress(done, steps.length)}
        </Ring>
        <div className={styles.text} data-matters>
          <b>{setupTexts.strip[step]}</b>
          <span className="spoken">{setupTexts.progressHeard(done, steps.length)}</span>
          <p>{step === 'device' ? deviceWords(setup) : rolesWords(setup)}</p>
          <MoreButton disclosure={more}>{more.open ? kitTexts.less : setupTexts.all}</MoreButton>
        </div>
        {more.open ? null : (
          <div className={styles.next}>
            <Next snapshot={snapshot} isNow />
          </div>
        )}
      </div>
      <div {...more.panel} className={styles.panel}>
        {more.open ? <Checklist snapshot={snapshot} /> : null}
      </div>
    </section>
  );
};
