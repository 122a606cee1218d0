import * as v from 'valibot';
import { exactly } from '../exactly.ts';

const text = (most: number) => v.pipe(v.string(), v.nonEmpty(), v.maxLength(most));

/** Limits as they cross a border. The sizes only keep out what is no limit at all: what AWS takes is checked with the role at hand. */
export const limitsSchema = exactly({
  policyArns: v.exactOptional(v.pipe(v.array(text(2048)), v.maxLength(100), v.readonly())),
  policy: v.exactOptional(text(65_536)),
  tags: v.exactOptional(
    v.pipe(
      v.array(exactly({ key: text(1024), value: v.pipe(v.string(), v.maxLength(1024)), transitive: v.exactOptional(v.literal(true)) })),
      v.maxLength(200),
      v.readonly(),
    ),
  ),
  sourceIdentity: v.exactOptional(text(1024)),
});
