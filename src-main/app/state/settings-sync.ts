import type { Settings, SettingsStore } from '../ports.ts';
import { withSettings } from './changes.ts';
import type { Store } from './store.ts';

/** Changes settings, here and in the file. `change` is given what the file holds by then, so that nothing another program wrote is lost. */
export type ChangeSettings = (change: (now: Settings) => Partial<Settings>) => void;

/** Keeps the settings of the state the same as those of the file. */
export interface SettingsSync {
  readonly change: ChangeSettings;
  /** Takes what another program wrote. */
  readonly look: () => void;
  readonly stop: () => void;
}

export const syncSettings = (store: Store, file: SettingsStore): SettingsSync => {
  const look = () => store.change(withSettings(file.get()));
  look();
  const stop = file.watch(look);
  return {
    change: (change) => {
      file.update(change(file.get()));
      look();
    },
    look,
    stop,
  };
};
