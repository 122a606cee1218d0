import type { SetupView } from '../../src-main/contract/access-keys/first-run.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { cardProblem } from '../popover/main-view.ts';

export type SetupStepName = 'accessKey' | 'yubikey' | 'device' | 'roles' | 'tap';

export interface SetupStep {
  readonly name: SetupStepName;
  readonly done: boolean;
}

type Facts = Pick<Snapshot, 'card' | 'setup'>;

const nothing: SetupView = { roles: 0, opened: false };

/** A sign-in takes no code of a YubiKey, nor does a certificate, though that is on one. */
const isSignIn = ({ kind }: SetupView): boolean => kind === 'login' || kind === 'sso' || kind === 'certificate';

/** From an access key to the first tap, in order: each is done as the snapshot tells now, whoever did it. */
export const setupSteps = ({ card, setup = nothing }: Facts): readonly SetupStep[] => {
  const steps: readonly SetupStep[] = [
    { name: 'accessKey', done: setup.source !== undefined },
    { name: 'yubikey', done: card.kind === 'present' && card.keys.length > 0 && cardProblem({ card }) === undefined },
    { name: 'device', done: setup.device !== undefined },
    { name: 'roles', done: setup.roles > 0 },
    { name: 'tap', done: setup.opened },
  ];
  return isSignIn(setup) ? steps.filter(({ name }) => name !== 'yubikey' && name !== 'device') : steps;
};

/** Nothing stands between the person and a tap. A YubiKey that is not plugged in now is no step back, and before the files were read nobody knows. */
export const isSetUp = (facts: Facts): boolean =>
  facts.setup === undefined || setupSteps(facts).every(({ name, done }) => done || name === 'yubikey');

/** Every plugged YubiKey was read, and none has an account that could be the user's: one that names no user might be. */
const areEmptyForAws = ({ card }: Facts): boolean =>
  card.kind === 'present' &&
  card.keys.every(({ oath, accounts }) => oath === 'ready' && accounts.every(({ forAws, user }) => !forAws || user !== undefined));

/**
 * What the popover tells above a list of roles, which looks ready: that no device is there, or no role, for somebody who never opened one, and that the
 * plugged YubiKey is none of the user's devices.
 */
export const pressingStep = (facts: Facts): 'device' | 'roles' | undefined => {
  if (facts.setup?.source === undefined) return undefined;
  const step = setupSteps(facts).find(({ done }) => !done)?.name;
  if (step === 'device') return areEmptyForAws(facts) ? step : undefined;
  return step === 'roles' && !facts.setup.opened ? step : undefined;
};
