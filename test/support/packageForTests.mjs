import { packageExtension } from '../../scripts/package.mjs'

/** The VSIX of the sources as they are; quick to make, larger than the one for people. */
export const packageForTests = () => packageExtension({ small: false, log: () => {} })
