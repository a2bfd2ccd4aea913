import { bundle } from './bundle';

await bundle();
