/** Adds up the reports of `.ci/run`, names what failed or needed a second try, and ends with "N passed, N failed". */
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Report } from './report.mts';

/** A script that broke off before its report counts as one failed test. */
const read = (file: string): Report =>
  existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { passed: 0, failed: [`${basename(file)}: no report`], again: [] };

const reports = process.argv.slice(2).map(read);
for (const line of reports.flatMap(({ again }) => again))
  console.log(`!!! PASSED AT THE SECOND TRY: ${line}`);
const failed = reports.flatMap((report) => report.failed);
for (const line of failed) console.log(`!!! FAILED: ${line}`);
const passed = reports.reduce((total, report) => total + report.passed, 0);
console.log(`${passed} passed, ${failed.length} failed`);
