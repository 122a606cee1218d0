import { expect, it } from 'vitest';
import { failed } from '../../../../../src-main/contract/result.ts';
import { encodeBase32 } from '../../../../../src-main/demo/aws-simulator/model/totp.ts';
import { settle } from '../../../../fakes/clock.ts';
import { openStage } from '../enroll-fixture.ts';

it.each(['stored', 'refused'] as const)('overwrites the seed of the console when the key has %s it', async (outcome) => {
  const seeds: Uint8Array[] = [];
  const stage = await openStage({
    policies: [],
    wrap: (world) => ({
      ...world,
      keys: {
        ...world.keys,
        put: (keyId, account) => {
          seeds.push(account.seed);
          expect(account.seed.some((byte) => byte !== 0)).toBe(true);
          return outcome === 'stored' ? world.keys.put(keyId, account) : Promise.resolve(failed({ code: 'yubikey-full', limit: 32 }));
        },
      },
    }),
  });
  stage.run('openEnroll', { source: 'work', path: 'console' });
  await stage.drive('user');
  stage.send('enrollNext');
  stage.send('enrollSecret', { secret: encodeBase32(Uint8Array.from({ length: 40 }, (_, index) => index + 1)) });
  if (outcome === 'stored') await stage.drive('two-codes');
  else while (!stage.snapshot().enroll?.problem) await settle();
  expect(seeds).toHaveLength(1);
  expect(seeds[0]?.every((byte) => byte === 0)).toBe(true);
});
