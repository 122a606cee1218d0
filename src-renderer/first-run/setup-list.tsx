import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { setupTexts } from '../../src-main/words/window/first-run.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { rowTexts } from '../../src-main/words/window/roles.ts';
import { usePage } from '../hooks/use-page.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { CommandBlock } from '../ui/prose.tsx';
import { Checklist } from './checklist.tsx';
import { setupSteps } from './setup-steps.ts';

/** From an access key to the first tap, on a page of its own. The snapshot's `setup` is this source's while the page is open. */
export const SetupList = ({
  source,
  snapshot,
  close,
}: {
  readonly source: string;
  readonly snapshot: Snapshot;
  readonly close: () => void;
}) => {
  const heading = usePage(`setup ${source}`, close);
  const isReady = setupSteps(snapshot).every(({ done }) => done);
  const active = snapshot.roles.find((role) => role.source === source && role.state.kind === 'active');
  return (
    <Page
      heading={heading}
      title={isReady ? setupTexts.ready : setupTexts.title}
      about={isReady ? setupTexts.readyAbout : setupTexts.about}
      actions={<Button onClick={close}>{kitTexts.close}</Button>}
    >
      {active === undefined ? null : <CommandBlock text={rowTexts.command(active.target)} />}
      <Checklist snapshot={snapshot} />
    </Page>
  );
};
