// Makes the prepared empty database that spares the first start its longest part. Run by the build:
//   node packages/server/dist/platform/store/prepare-archive.js [FILE]
// Without a file it goes into the package's cache, where the store finds it, unless it is there already.
import { existsSync } from 'node:fs';
import { archivePath, prepareArchive } from './embedded/index.js';

const path = process.argv[2] ?? archivePath;
if (process.argv[2] !== undefined || !existsSync(path)) await prepareArchive(path);
