import type { Output } from '../../src-main/terminal/console/command.ts';
import { drawn, plainLook } from '../../src-main/terminal/console/look.ts';

/**
 * What a command prints into a file or a pipe: nothing cut, no colours.
 */
export const asPiped = (output: Output): Output & { readonly text: string } => ({ ...output, text: drawn(output.text, plainLook) });

export const textOf = (output: Output): string => asPiped(output).text;
