import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { targetNameFor } from '../../../../src-main/app/roles/catalog.ts';
import { isSafeTargetName } from '../../../../src-main/aws/targets/target-section.ts';

/** Names as people give them, with what makes two of them look alike. */
const name = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1 }),
  fc.string({ unit: fc.constantFrom('a', 'b', '-', ' ', '"', '👩‍💻', '_', 'é', 'tap'), minLength: 1, maxLength: 6 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 400 }),
);

describe('the target of a profile', () => {
  it.each([
    ['prod', 'prod-tap'],
    ['team/prod.eu@1:2+3%4', 'team/prod.eu@1:2+3%4-tap'],
    ['prod-tap', 'prod-tap-tap'],
  ])('%s is %s', (profile, target) => {
    expect(targetNameFor(profile)).toBe(target);
  });

  it('keeps what it can of an odd name, and marks it', () => {
    expect(targetNameFor('my "prod" 👩‍💻 role')).toMatch(/^my-prod-role-tap-[0-9a-f]{8}$/);
    expect(targetNameFor('👩‍💻')).toMatch(/^role-tap-[0-9a-f]{8}$/);
  });

  it('is always a name that every tool reads alike', () => {
    fc.assert(fc.property(name, (profile) => isSafeTargetName(targetNameFor(profile))));
  });

  it('is never another profile’s', () => {
    fc.assert(fc.property(name, name, (one, other) => one === other || targetNameFor(one) !== targetNameFor(other)));
    // A profile that is called as if it were another's target.
    fc.assert(
      fc.property(name, (profile) => {
        const impostor = targetNameFor(profile).replace(/-tap$/, '');
        return impostor === profile || targetNameFor(impostor) !== targetNameFor(profile);
      }),
    );
  });
});
