/** Firmware version: major, minor, patch. */
export type Version = readonly [number, number, number];

export const formatVersion = (version: Version): string => version.join('.');

/** The first `1.2.3` in a text, or undefined. */
export const versionIn = (text: string): Version | undefined => {
  const found = /(\d+)\.(\d+)\.(\d+)/.exec(text);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : undefined;
};

/** The first three bytes as a version; undefined when there are fewer. */
export const versionOf = (bytes: Uint8Array): Version | undefined => {
  const [major = 0, minor = 0, patch] = bytes;
  return patch === undefined ? undefined : [major, minor, patch];
};

/** Negative, zero or positive, as for sorting. */
export const compareVersions = (a: Version, b: Version): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

/** Has every feature and no known fault. */
export const developmentBuild: Version = [0, 0, 0];

/** Major 0 is a development build: it has every feature. */
export const isAtLeast = (version: Version, needs: Version): boolean => version[0] === 0 || compareVersions(version, needs) >= 0;

/** Both ends belong to the range; never true for a development build. */
export const isBetween = (version: Version, from: Version, to: Version): boolean =>
  version[0] !== 0 && compareVersions(version, from) >= 0 && compareVersions(version, to) <= 0;
