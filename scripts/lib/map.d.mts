import type { Graph } from './house.mjs';

export declare function wingOf(room: string): string;
export declare function wingGraph(rooms?: Graph): Graph;
export declare function mapSvg(rooms?: Graph): string;
