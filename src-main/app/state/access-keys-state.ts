import type { KeyPlaceView } from '../../contract/access-keys/key-place.ts';
import type { KeysPageView, UnfinishedRotation } from '../../contract/access-keys/rotation.ts';
import type { StrayKey } from '../../contract/access-keys/stray-keys.ts';
import type { Change } from './changes.ts';

/** Changes of what the state knows about access keys: rotations in the journal, those shown, and where one is kept. */

export const withRotations =
  (rotations: readonly UnfinishedRotation[]): Change =>
  (state) => ({ ...state, rotations });

export const withStrayKeys =
  (strayKeys: readonly StrayKey[]): Change =>
  (state) => ({ ...state, strayKeys });

export const withAccessKeys =
  (accessKeys: KeysPageView | undefined): Change =>
  ({ accessKeys: _before, ...state }) =>
    accessKeys ? { ...state, accessKeys } : state;

export const withKeyPlace =
  (keyPlace: KeyPlaceView | undefined): Change =>
  ({ keyPlace: _before, ...state }) =>
    keyPlace ? { ...state, keyPlace } : state;
