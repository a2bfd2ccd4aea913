import { DNS_SUBDOMAIN, orEmpty } from '../formats';
import { once } from '../once';

/** A part of the chart's names; Helm charts take these words. */
export const chartName = once(() => orEmpty('a name of a-z, 0-9 and "-"', /^[-A-Za-z0-9_.]+$/));

/** The name of a Kubernetes object, or "" for none. */
export const objectName = once(() => orEmpty('a DNS name (a-z, 0-9, "-" and ".")', DNS_SUBDOMAIN));
