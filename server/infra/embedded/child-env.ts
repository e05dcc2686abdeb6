/** What the programs that the house starts see of its environment: none of its secrets. */
export const childEnv = { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH };
