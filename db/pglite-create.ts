import { PGlite } from '@electric-sql/pglite'

/** Run as a program: makes an empty database in the folder given. */
await (await PGlite.create({ dataDir: process.argv[2] })).close()
