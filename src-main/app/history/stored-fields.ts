import * as v from 'valibot';
import { defined } from '../../base/defined.ts';
import { maybe } from '../../base/schema.ts';

// What history and sessions keep alike; fields that are not known are left out.
const number = v.pipe(v.number(), v.finite());

/** Who asked; one that is not known here does not fit. */
export const storedAsker = v.union([
  v.object({ kind: v.literal('renewal') }),
  v.object({ kind: v.literal('person'), front: v.picklist(['tray', 'terminal']) }),
  v.pipe(
    v.object({
      kind: v.literal('program'),
      name: v.string(),
      pid: number,
      sure: v.fallback(v.boolean(), false),
      executable: maybe(v.string()),
      folder: maybe(v.string()),
    }),
    v.transform(defined),
  ),
]);

/** The YubiKey that was touched. */
export const storedKey = v.pipe(v.object({ name: v.string(), serial: maybe(number) }), v.transform(defined));
