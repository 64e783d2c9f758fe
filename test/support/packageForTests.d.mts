/** Path of a VSIX made of the sources as they are. */
export function packageForTests(): Promise<string>
