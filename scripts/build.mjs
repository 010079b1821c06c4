// npm run build: packages installed, everything compiled.
import { build, installPackages, requireNode } from './prepare.mjs';

requireNode();
installPackages();
build();
