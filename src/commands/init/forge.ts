import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gitOutput } from '../../git/process.ts';
import { defaultRef } from '../../git/refs.ts';
import type { Repository } from '../../git/repository.ts';
import { Failure } from '../../model/failure.ts';
import { textOf } from '../file-text.ts';
import { type Edit, edit } from './edit.ts';

interface ForgePlan {
  /** As people call it; null: not known. */
  readonly name: 'GitHub' | 'GitLab' | 'neither GitHub nor GitLab' | null;
  readonly edits: readonly Edit[];
  readonly steps: readonly string[];
}

/** The job that judges pull requests, for the forge that the remote or the files name. */
export async function planForge(repository: Repository, root: string): Promise<ForgePlan> {
  const urls = await remoteUrls(repository);
  const has = (name: string): boolean => textOf(join(root, name)) !== null;
  const workflows = namesIn(join(root, '.github/workflows'));
  if (/github\./i.test(urls) || workflows.length > 0) {
    const branch = (await defaultRef(repository))?.name.replace(/^refs\/(?:heads|remotes\/[^/]+)\//, '') ?? 'main';
    const isThere = workflows.some((name) => /\bsealgate\b/.test(textOf(join(root, '.github/workflows', name)) ?? ''));
    const planned = isThere ? null : edit(root, '.github/workflows/sealgate.yaml', () => github(branch));
    return {
      name: 'GitHub',
      edits: planned === null ? [] : [planned],
      steps: planned === null ? [] : ['make the check `sealgate` required for the default branch'],
    };
  }
  if (/gitlab/i.test(urls) || has('.gitlab-ci.yml')) {
    const planned = edit(root, '.gitlab-ci.yml', (before) => {
      if (before !== null && /\bsealgate\b/.test(before)) return before;
      return before === null || before === '' ? gitlab : `${before.replace(/\n*$/, '\n\n')}${gitlab}`;
    });
    return { name: 'GitLab', edits: planned === null ? [] : [planned], steps: [] };
  }
  const isOther = urls !== '' || ['bitbucket-pipelines.yml', 'azure-pipelines.yml', 'Jenkinsfile'].some(has);
  return {
    name: isOther ? 'neither GitHub nor GitLab' : null,
    edits: [],
    steps: isOther ? ['add a job for pull requests: see docs/ci/others.md of sealgate'] : [],
  };
}

const github = (branch: string): string => `name: sealgate
on:
  pull_request:
  merge_group:
  push:
    branches: [${/^[\w./-]+$/.test(branch) && branch !== 'HEAD' ? branch : 'main'}]
permissions:
  contents: read
jobs:
  sealgate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
        with:
          fetch-depth: 0
          persist-credentials: false
      - uses: sealgate/sealgate@v0
`;

const gitlab = `sealgate:
  image: node:24
  variables:
    GIT_DEPTH: '0'
  rules:
    - if: $CI_PIPELINE_SOURCE == 'merge_request_event'
  script:
    - npx --yes sealgate scan --range "origin/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME...$CI_COMMIT_SHA" --format gitlab-codequality --output gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
`;

async function remoteUrls(repository: Repository): Promise<string> {
  try {
    return (await gitOutput(repository, ['config', '--get-regexp', '^remote\\..*\\.url$'])).toString();
  } catch (failure) {
    if (failure instanceof Failure && failure.code === 'git-failed') return ''; // there is none: exit code 1
    throw failure;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  } catch {
    return [];
  }
}
