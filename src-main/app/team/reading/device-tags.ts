import type { AwsResult } from '../../../aws/caller.ts';
import { type Asked, askEach } from './ask-each.ts';

/** A tag of a device. */
export interface DeviceTag {
  readonly key: string;
  readonly value: string;
}

/** Whether a device's tags say that a YubiKey makes its codes, in whatever way a team writes that: `yubikey`, `type: YubiKey 5C`. */
export const saysYubikey = (tags: readonly DeviceTag[]): boolean =>
  tags.some(({ key, value }) => /yubi-?key/i.test(key) || /yubi-?key/i.test(value));

/** So many devices without such a tag, and the account does not use it: the rest is not asked for, since tags take a call for each device. */
const enough = 200;

/** Which of some devices are YubiKeys by their tags, asked for one by one. */
export const askTags = (
  serials: readonly string[],
  tagsOf: (serial: string) => Promise<AwsResult<readonly DeviceTag[]>>,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<Asked<string, boolean>> => {
  let bare = 0;
  let isUsed = false;
  const ask = async (serial: string): Promise<AwsResult<boolean>> => {
    const tags = await tagsOf(serial);
    if (!tags.ok) return tags;
    const value = saysYubikey(tags.value);
    if (value) isUsed = true;
    else bare += 1;
    return { ok: true, value };
  };
  return askEach(serials, ask, onProgress, { signal, isEnough: () => !isUsed && bare >= enough });
};
