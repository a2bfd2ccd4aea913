/** Where an API server has a version of its API. */
export const apiRoot = (apiVersion: string): string =>
  `/${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}`;

/** What a kind is called in a path, as far as the chart's own kinds go. */
export const plural = (kind: string): string => kind.toLowerCase().replace(/y$/, 'ie').concat('s');
