import { KSERVE_GROUP, KSERVE_KINDS, type KserveKind, podsOf } from 'kvmini-contract/kserve';
import type { ServiceName } from 'kvmini-contract/service-name';
import { RunError } from '../../errors';
import { clusterHost, type Lookup, serviceAddress } from '../lookup';
import type { Address } from '../target';
import { type Reported, reportedAddress } from './status';

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };
/** What to do where a right is missing that only a value gives. */
const RIGHTS: Partial<Record<KserveKind, string>> = {
  LLMInferenceService: ' (set rbac.llmInferenceServices)',
};

/** A Service that may serve the target. */
interface Made {
  readonly service: string;
  /** Labels of its pods, where they are others than it selects by. */
  readonly pods?: string;
}

/** The Services that KServe makes for an object. */
const madeBy = (kind: KserveKind, name: string): Made[] =>
  KSERVE_KINDS[kind].services.map((end) => ({
    service: `${name}${end}`,
    pods: podsOf(kind, name),
  }));

/** Finds a model that KServe serves. */
export class KserveLookup {
  /** What was odd about what was found. */
  private readonly odd: string[] = [];
  /** What was not found. */
  private readonly answers: string[] = [];

  constructor(
    private readonly lookup: Lookup,
    private readonly namespace: string,
  ) {}

  /**
   * Looks through KServe's kinds, then the Services that they make, then takes the name as that of a Service.
   *
   * @throws RunError where a kind was named and has no such object
   * @throws where the API can't be asked
   */
  async find({ kind, name }: ServiceName): Promise<Address> {
    const kinds = (Object.keys(KSERVE_KINDS) as KserveKind[]).filter(
      (each) => each === (kind ?? each),
    );
    for (const each of kinds) {
      const { status, body, api } = await this.object(each, name);
      if (status === 200) {
        const { resource } = KSERVE_KINDS[each];
        const address = await this.reported(each, name, body);
        // One that was made just now has pods before it has a Service.
        const pods = address.pods ?? podsOf(each, name);
        return { ...address, pods, object: { kind: each, name, api, resource } };
      }
      if (kind !== undefined && status === 404)
        throw new RunError(`--service: there is no ${each} ${name} in ${this.namespace}`);
      const right = status === 403 ? (RIGHTS[each] ?? '') : '';
      this.answers.push(`${status} for an ${each}${right}`);
    }
    const made = kinds.flatMap((each) => madeBy(each, name));
    return this.byService(name, kind === undefined ? [{ service: name }, ...made] : made);
  }

  private reported(kind: KserveKind, name: string, body: unknown): Address | Promise<Address> {
    const reported = reportedAddress(body, kind);
    if (typeof reported !== 'string') return this.mended(reported, podsOf(kind, name));
    this.odd.push(reported);
    return this.byService(name, [...madeBy(kind, name), { service: name }]);
  }

  /** Asks for the newest version that the cluster has. */
  private async object(kind: KserveKind, name: string) {
    const { resource, versions } = KSERVE_KINDS[kind];
    let answer = { status: 404, body: undefined as unknown, api: '' };
    for (const version of versions) {
      const api = `apis/${KSERVE_GROUP}/${version}`;
      answer = { ...(await this.lookup.get(api, resource, name)), api };
      if (answer.status !== 404) break;
    }
    return answer;
  }

  /**
   * An address that names a Service of this namespace without its port, which is not the scheme's own: KServe's for
   * one without a router, and those of a headless Service before 0.13.
   */
  private async mended({ url, from }: Reported, pods: string): Promise<Address> {
    const [, service, namespace] = /^([^.]+)\.([^.]+)\.svc(?:\.|$)/.exec(url.hostname) ?? [];
    if (service === undefined || namespace !== this.namespace || url.port !== '')
      return { url, from, pods };
    const answer = await this.lookup.service(service, { may: DEFAULT_PORTS[url.protocol] });
    if (!('at' in answer) || !answer.at) return { url, from, pods };
    const mended = new URL(url);
    mended.port = `${answer.at.port}`;
    const is = mended.port === '' ? from : `${from}, ${answer.at.what}`;
    return { url: mended, from: is, pods };
  }

  /** The first of these Services that can be used. */
  private async byService(name: string, services: readonly Made[]): Promise<Address> {
    for (const { service, pods } of services) {
      const answer = await this.lookup.service(service);
      if ('why' in answer) (answer.status ? this.answers : this.odd).push(answer.why);
      else if (answer.at) {
        const found = { at: answer.at, pods: pods ?? answer.pods };
        return serviceAddress(service, this.namespace, found, this.why());
      }
    }
    const url = new URL(`http://${clusterHost(name, this.namespace)}`);
    return { url, from: `the service name (${this.why()})` };
  }

  private why(): string {
    const { odd, answers } = this;
    const answered = `the Kubernetes API answered ${answers.join(', ')}`;
    return [...odd, ...(answers.length > 0 ? [answered] : [])].join('; ');
  }
}
