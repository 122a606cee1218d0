import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sourceFiles } from '../../../scripts/lib/house.mjs';

/** What joins: here all that is outside meets all that is inside. */
const joining = ['src-main/app/app.ts', 'src-main/app/create-ports.ts', 'src-main/app/ports.ts', 'src-main/app/front-end.ts'];

const files = sourceFiles()
  .filter((path) => path.startsWith('src-main/app/') && !joining.includes(path))
  .map((path) => ({ path, source: readFileSync(path, 'utf8') }));

/** The interfaces by which a use case says what it takes: `name -> own members and those that it extends`. */
function portsIn(sources: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const pattern = /^(?:export )?interface (\w+(?:Ports|Needs))(?: extends ([^{]+))? \{\n([\s\S]*?)^\}/gm;
  const found = sources.flatMap((source) => [...source.matchAll(pattern)]);
  const membersOf = (name: string): readonly string[] => {
    const [, , bases = '', body = ''] = found.find(([, own]) => own === name) ?? [];
    const own = [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, member = '']) => member);
    const inherited = [...bases.matchAll(/Pick<\w+, ([^>]*)>|(\w+)/g)].flatMap(([, picked, base]) =>
      picked === undefined ? membersOf(base ?? '') : [...picked.matchAll(/'(\w+)'/g)].map(([, member = '']) => member),
    );
    return [...new Set([...inherited, ...own])];
  };
  return new Map(found.map(([, name = '']) => [name, membersOf(name)]));
}

it('lets a use case take five ports at most', () => {
  const ports = portsIn(files.map(({ source }) => source));
  expect(ports.size).toBeGreaterThan(10);
  expect([...ports].filter(([, members]) => members.length > 5)).toEqual([]);
});

it('counts what is inherited, once', () => {
  const ports = portsIn([
    'interface APorts {\n  readonly one: 1;\n  readonly two?: 2;\n}\n',
    "export interface BPorts extends APorts, Pick<Ports, 'three' | 'four'> {\n  readonly two: 2;\n  readonly five: {\n    readonly six: 6;\n  };\n}\n",
  ]);
  expect(ports.get('BPorts')).toEqual(['one', 'two', 'three', 'four', 'five']);
});

it('lets no use case take the whole world or the whole front end', () => {
  const whole = files.filter(({ source }) => /: (?:Ports|FrontEnd)\b(?!\[)/.test(source));
  expect(whole.map(({ path }) => path)).toEqual([]);
});
