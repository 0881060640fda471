/** Where a workload has its pods: it is one itself, it makes them, it makes what makes them (CronJob). */
const pods: readonly (readonly string[])[] = [[], ['spec', 'template'], ['spec', 'jobTemplate', 'spec', 'template']];

/** Where the annotations of a workload's pods stand. */
export const podAnnotations: readonly (readonly string[])[] = pods.map((path) => [...path, 'metadata', 'annotations']);

/** Where the specification of its pods stands. */
export const podSpecs: readonly (readonly string[])[] = pods.map((path) => [...path, 'spec']);
