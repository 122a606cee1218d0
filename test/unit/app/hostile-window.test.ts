import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CommandName, commandSchemas, parseCommand } from '../../../src-main/contract/commands.ts';
import { createFakeClock, settle } from '../../fakes/clock.ts';
import { start } from '../../fakes/world.ts';
import { openStage } from './pages/page-fixture.ts';

interface Schema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly options?: readonly unknown[];
  readonly item?: Schema;
  readonly wrapped?: Schema;
  readonly literal?: unknown;
  readonly pipe?: readonly Schema[];
}

const texts = [
  '',
  '..',
  '/etc/passwd',
  '__proto__',
  'constructor',
  'a]\n[default',
  '\u001b[2J',
  '\u202egnp',
  'dev',
  'x'.repeat(1024),
  '82',
  '9c',
  '$(id)',
  'us-east-1',
  'arn:aws:iam::111122223333:role/Dev',
  '123456',
];
const numbers = [0, 1, 900, 3600, 2 ** 31, Number.MAX_SAFE_INTEGER, 1e17, 1e300, Number.MAX_VALUE];

/** Payloads that fit a schema, with the worst that fits in each place. */
const payloads = (schema: Schema): fc.Arbitrary<unknown> => {
  const inner = schema.pipe?.find((one) => one.type === 'strict_object');
  const { entries, options, item, wrapped, type, literal } = inner ?? schema;
  if (entries) {
    const fields = Object.entries(entries);
    const required = fields.filter(([, field]) => field.type !== 'exact_optional').map(([name]) => name);
    return fc.record(Object.fromEntries(fields.map(([name, field]) => [name, payloads(field)])), { requiredKeys: required });
  }
  switch (type) {
    case 'string':
      return fc.oneof(fc.constantFrom(...texts), fc.string({ unit: 'binary', maxLength: 40 }));
    case 'number':
      return fc.constantFrom(...numbers);
    case 'boolean':
      return fc.boolean();
    case 'picklist':
      return fc.constantFrom(...(options ?? []));
    case 'literal':
      return fc.constant(literal);
    case 'union':
    case 'variant':
      return fc.oneof(...(options as readonly Schema[]).map(payloads));
    case 'array':
      return fc.array(payloads(item as Schema), { maxLength: 4 });
    case 'instance':
      return fc.uint8Array({ minLength: 1, maxLength: 60 });
    case 'optional':
    case 'exact_optional':
    case 'nullable':
      return payloads(wrapped as Schema);
    case 'null':
      return fc.constant(null);
    default:
      return fc.constantFrom(...texts, ...numbers, true, null, {}, []);
  }
};

const names = Object.keys(commandSchemas) as CommandName[];
const commands = fc
  .constantFrom(...names)
  .chain((name) => payloads(commandSchemas[name] as unknown as Schema).map((payload) => ({ name, payload })));

/** What opens a page, on which other commands count. */
const openings = [
  { name: 'openActivity', payload: null },
  { name: 'openSettings', payload: null },
  { name: 'openCertificates', payload: null },
  { name: 'openTeam', payload: null },
  { name: 'openFirstRun', payload: { door: 'paste', source: '' } },
  { name: 'openFirstRun', payload: { door: 'invite', source: '' } },
  { name: 'openTools', payload: { role: 'dev' } },
  { name: 'openAddRole', payload: { role: '', roleArn: '', source: '' } },
  { name: 'openEnroll', payload: { source: 'dev', path: 'console' } },
  { name: 'openDevices', payload: { source: 'dev' } },
] as const;

it('is answered whatever a window asks, and the picture goes on', async () => {
  let tried = 0;
  let parsed = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...openings), fc.array(commands, { minLength: 1, maxLength: 40 }), async (opening, asked) => {
      const clock = createFakeClock(start);
      const front = { quit: () => {}, restart: () => {} };
      const { app } = await openStage({ clock, front } as never);
      app.run(opening.name, opening.payload);
      await settle();
      for (const { name, payload } of asked) {
        tried += 1;
        if (parseCommand(name, structuredClone(payload)) !== undefined) parsed += 1;
        app.run(name, payload);
        await settle(2);
        const shown = JSON.stringify(app.snapshot());
        if (/"internal","where":"(?!no endpoint)/.test(shown))
          throw new Error(`bug at ${name} ${JSON.stringify(payload)}: ${/.{60}"internal".{80}/.exec(shown)?.[0]}`);
      }
      await clock.advance(5000);
      JSON.stringify(app.snapshot());
      await app.close();
    }),
    { numRuns: 40, seed: 1 },
  );
  console.log({ tried, parsed });
  // Most are of the form that the program takes: what is tried is what it does with them.
  expect(parsed).toBeGreaterThan(tried / 2);
});
