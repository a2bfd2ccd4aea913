import { App } from 'cdk8s';
import { Fleet, SERVICES } from './fleet';

const app = new App({ outdir: 'manifests' });
new Fleet(app, 'fleet', SERVICES);
app.synth();
