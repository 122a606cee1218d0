import { createApp } from '../../../../src-main/app/app.ts';
import { type FrontEnd, withoutWindow } from '../../../../src-main/app/front-end.ts';
import type { Launcher } from '../../../../src-main/app/ports.ts';
import type { Federation } from '../../../../src-main/aws/http/federation-url.ts';
import type { Snapshot } from '../../../../src-main/contract/snapshot.ts';
import { createFakeWorld, type FakeWorldOptions } from '../../../fakes/world.ts';

/** The app with a front end and a launcher of the test's own, ready. */
export const openStage = async (
  options: FakeWorldOptions & {
    readonly front?: Partial<FrontEnd>;
    readonly launcher?: Partial<Launcher>;
    readonly federation?: Federation;
  } = {},
) => {
  const fake = createFakeWorld(options);
  const { front, launcher, federation = fake.world.federation } = options;
  const world = { ...fake.world, federation, launcher: { ...fake.world.launcher, ...launcher } };
  const app = createApp(world, { ...withoutWindow, answers: 'everything', folder: '/home/jane/.config/roletap', ...front });
  await Promise.all([app.ready, app.keysRead()]);
  const until = (fits: (snapshot: Snapshot) => boolean): Promise<Snapshot> =>
    new Promise((resolve) => {
      const look = (snapshot: Snapshot) => {
        if (!fits(snapshot)) return;
        stop();
        resolve(snapshot);
      };
      const stop = app.subscribe(look);
      look(app.snapshot());
    });
  const taken = (name: string, payload: unknown) => app.run(name, payload).accepted;
  return { ...fake, world, app, until, taken };
};
