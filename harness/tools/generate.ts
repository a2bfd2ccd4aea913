import { writeFileSync } from 'node:fs';
import { createDashboard } from './dashboard/dashboard';
import { writeReadme } from './readme';
import { writeSchemas } from './schemas';

writeSchemas();
writeReadme();
writeFileSync(
  new URL('../../dashboards/kvmini-harness.json', import.meta.url),
  `${JSON.stringify(createDashboard(), undefined, 2)}\n`,
);
