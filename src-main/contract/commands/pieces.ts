import * as v from 'valibot';
import { keyPlaces } from '../access-keys/first-run.ts';
import { exactly } from '../exactly.ts';

// Pieces of payloads. No text is longer than a person types or a name is; a password is the longest of them.
export const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024));
export const maybeText = v.pipe(v.string(), v.maxLength(1024));
/** What a form takes, which says itself what is too long: AWS's external IDs have up to 1,224 letters. */
export const formText = v.pipe(v.string(), v.maxLength(4096));
export const texts = v.pipe(v.array(text), v.maxLength(10_000), v.readonly());
/** PNG or JPEG; a screenshot of 20 megapixels fits. */
export const picture = v.pipe(v.instance(Uint8Array), v.minLength(1), v.maxLength(40 * 1024 * 1024));
/** A secret as it was typed, UTF-8. Bytes, so that both sides can overwrite them. */
export const typedSecret = v.pipe(v.instance(Uint8Array), v.minLength(1), v.maxLength(4096));
export const keyDraft = exactly({ profile: maybeText, region: maybeText, keepIn: v.picklist(keyPlaces) });
export const flag = v.boolean();
/** Six digits as a person types or pastes them: with spaces or without. */
export const mfaCode = v.pipe(
  v.string(),
  v.maxLength(64),
  v.transform((typed) => typed.replaceAll(/\s/g, '')),
  v.regex(/^\d{6}$/),
);
export const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
export const nothing = v.optional(v.null(), null);
