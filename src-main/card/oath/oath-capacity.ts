import { developmentBuild, isAtLeast, type Version, versionIn } from '../connection/version.ts';

/** The first firmware whose accounts can want a touch. */
export const touchVersion: Version = [4, 2, 6];

/** Accounts that the OATH applet holds: 32, from firmware 5.7 on 64. The NEO's limit is its memory, so its 32 is a guess. */
export const accountPlaces = (version: Version): number => (isAtLeast(version, [5, 7, 0]) ? 64 : 32);

/** What a key's OATH applet, by its own version (e.g. `5.4.3`), lets its accounts do. Before that is known nothing is ruled out. */
export const oathLimits = (oathVersion: string | undefined): { readonly places: number; readonly canTouch: boolean } => {
  const version = versionIn(oathVersion ?? '') ?? developmentBuild;
  return { places: accountPlaces(version), canTouch: isAtLeast(version, touchVersion) };
};
