/* How spans of time are typed. */

/** `1h`, `90m`, `45min`, `3600`, `3600s`, `1h30m` -> seconds; undefined when it is none of these. */
export const parseDuration = (text: string): number | undefined => {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  const parts = /^(?:(\d{1,3})h)?(?:(\d{1,5})m(?:in)?)?(?:(\d{1,6})s)?$/.exec(text);
  if (!parts || text === '') return undefined;
  return Number(parts[1] ?? 0) * 3600 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0);
};

/** The same for an option that may be left out. */
export const givenSeconds = (typed: string | undefined): number | undefined => (typed === undefined ? undefined : parseDuration(typed));
