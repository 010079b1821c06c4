import { openStore } from '../platform/store/index.js';
import { describeDirectory } from './directory-suite.fixture.js';

describeDirectory({
  engine: 'embedded',
  open: (settings) => openStore({ engine: 'embedded', memory: true, ...settings }),
});
