import { writeFileSync } from 'node:fs';
import { createDashboard } from './dashboard/dashboard';
import { writeSchemas } from './schemas';

writeSchemas();
writeFileSync(
  new URL('../../dashboards/kvmini-harness.json', import.meta.url),
  `${JSON.stringify(createDashboard(), undefined, 2)}\n`,
);
