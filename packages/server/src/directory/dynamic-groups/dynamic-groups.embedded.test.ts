import { openStore } from '../../platform/store/index.js';
import { describeDynamicGroups } from './dynamic-groups-suite.fixture.js';

describeDynamicGroups({
  engine: 'embedded',
  open: (settings) => openStore({ engine: 'embedded', memory: true, ...settings }),
});
