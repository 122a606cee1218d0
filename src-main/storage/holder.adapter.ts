import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import * as v from 'valibot';
import { maybe, parsedJson } from '../base/schema.ts';

/** The process that holds something. `system` and `started` tell it from another one that got its number later. */
const holder = v.object({
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  host: v.string(),
  system: maybe(v.string()),
  started: maybe(v.string()),
});

export type Holder = v.InferOutput<typeof holder>;

/** Where numbers of processes are counted: this start of the computer, and the container. Empty where the system does not tell. */
const systemId = (): string => {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
};

/** When a process began, in ticks since the computer did (proc(5), field 22 of stat); empty where the system does not tell. */
const startOf = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
};

/** A process of this computer, as it is now. */
export const holderOf = (pid: number): Holder => ({ pid, host: hostname(), system: systemId(), started: startOf(pid) });

/** This process, as JSON. `id` tells one hold of it from its next. */
export const ownHolder = (id: string): string =>
  JSON.stringify({ pid: process.pid, host: hostname(), system: systemId(), started: startOf(process.pid), id });

/** Who holds, by what `ownHolder` wrote; undefined for any other text. */
export const holderIn = (text: string): Holder | undefined => parsedJson(holder, text);

/** Whether the process is still there; `unknown` for one of another computer, another start of this one, or another container. */
export const fateOf = ({ pid, host, system = systemId(), started }: Holder): 'there' | 'gone' | 'unknown' => {
  if (host !== hostname() || system !== systemId()) return 'unknown';
  return isAlive(pid) && (started === undefined || started === startOf(pid)) ? 'there' : 'gone';
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { readonly code?: string }).code !== 'ESRCH';
  }
};
