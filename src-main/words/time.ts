const units = (seconds: number): readonly [hours: number, minutes: number, seconds: number] => [
  Math.floor(seconds / 3600),
  Math.floor((seconds % 3600) / 60),
  Math.floor(seconds % 60),
];

/** A duration that was asked for or granted, in seconds: `1 h`, `1 h 30 min`, `15 min`, `45 s`. */
export const duration = (seconds: number): string => {
  const [hours, minutes, rest] = units(Math.max(0, seconds));
  if (hours === 0 && minutes === 0) return `${rest} s`;
  return [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : ''].filter((part) => part !== '').join(' ');
};

/** Time that is left, in milliseconds, as short as fits into a ring: `11h`, `47m`, `42s`. Never more than is left. */
export const shortLeft = (millis: number): string => {
  const [hours, minutes, seconds] = units(Math.max(0, millis) / 1000);
  const allMinutes = hours * 60 + minutes;
  if (allMinutes >= 100) return `${hours}h`;
  return allMinutes > 0 ? `${allMinutes}m` : `${seconds}s`;
};

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

/** A span of seconds as one would say it, in one unit or two: `94 seconds`, `5 minutes`, `2 hours 10 minutes`. */
export const span = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 120) return counted(whole, 'second');
  const [hours, minutes] = units(whole);
  if (hours === 0) return counted(minutes, 'minute');
  return minutes === 0 ? counted(hours, 'hour') : `${counted(hours, 'hour')} ${counted(minutes, 'minute')}`;
};

/** Time that is left, in milliseconds, to be read aloud: `47 minutes left`. Never more than is left. */
export const spokenLeft = (millis: number): string => {
  const all = Math.max(0, Math.floor(millis / 1000));
  const [hours, minutes, seconds] = units(all);
  if (all < 60) return `${counted(seconds, 'second')} left`;
  if (hours === 0) return `${counted(minutes, 'minute')} left`;
  return `${span(all - seconds)} left`;
};

/** A moment as a clock on the wall shows it: `16:45`. `zone` is for tests. */
export const clockTime = (millis: number, zone?: string): string => clockOf(zone).format(millis);

const clockOf = (zone: string | undefined): Intl.DateTimeFormat => {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  // As the hours under the day's picture and the times in the terminal are written.
  const made = new Intl.DateTimeFormat('en', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(zone === undefined ? {} : { timeZone: zone }),
  });
  clocks.set(zone, made);
  return made;
};
/** Making one costs more than using it a thousand times. */
const clocks = new Map<string | undefined, Intl.DateTimeFormat>();

/** A ring of the terminal: how much of a span is left, in quarters, an empty one for the last minutes of it. */
export const ringOf = (since: number, ends: number, now: number): string => {
  const share = ends <= since ? 0 : (ends - now) / (ends - since);
  return ['○', '◔', '◑', '◕', '●'][Math.max(0, Math.min(4, Math.round(share * 4)))] ?? '○';
};
