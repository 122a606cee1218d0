export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** Each node with the nodes that it imports, both sorted. */
export type Graph = ReadonlyMap<string, readonly string[]>;

export declare function sourceFiles(): readonly string[];
export declare function importsOf(source: string): readonly Import[];
export declare function importGraph(files?: readonly string[]): Graph;
export declare function roomsOf(files: readonly string[]): ReadonlyMap<string, string>;
export declare function roomGraph(graph?: Graph): Graph;
export declare function circlesOf(graph: Graph): readonly (readonly string[])[];
export declare function floorsOf(graph: Graph): ReadonlyMap<string, number>;
