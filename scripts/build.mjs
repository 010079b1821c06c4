// npm run build: compiles every package, and puts the files beside it that are not code (migrations, pages, the empty database).
import { build, installPackages, requireNode } from './prepare.mjs';

requireNode();
installPackages();
build();
