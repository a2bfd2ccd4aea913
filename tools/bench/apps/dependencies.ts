/** Empty charts in one app, each depending on the one before; prints the milliseconds of a synth. */
import { App, Chart } from 'cdk8s';

const app = new App();
const charts = Array.from({ length: Number(process.argv[2]) }, (_, i) => new Chart(app, `c${i}`));
charts.forEach((chart, i) => {
  const before = charts[i - 1];
  if (before) chart.addDependency(before);
});
const begun = performance.now();
app.synthYaml();
process.stdout.write(String(performance.now() - begun));
