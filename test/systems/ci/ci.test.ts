import * as assert from 'uvu/assert';
import { suite } from '../../support/suite.ts';
import { factsOf, generated, values, verdicts } from '../found.ts';

suite('ci: variables', (test) => {
  const pipelines = [
    { path: '.github/workflows/a.yaml', input: `env: {API_TOKEN: ${generated}}\njobs: {}\n`, place: '/env/API_TOKEN' },
    {
      path: '.gitlab-ci.yml',
      input: `variables:\n  API_TOKEN: {value: ${generated}, description: x}\n`,
      place: '/variables/API_TOKEN/value',
    },
    { path: 'azure-pipelines.yml', input: `variables:\n- name: API_TOKEN\n  value: ${generated}\n`, place: '/variables/0/value' },
    {
      path: '.circleci/config.yml',
      input: `jobs: {a: {environment: {API_TOKEN: ${generated}}}}\n`,
      place: '/jobs/a/environment/API_TOKEN',
    },
    { path: '.drone.yml', input: `steps:\n- environment: {API_TOKEN: ${generated}}\n`, place: '/steps/0/environment/API_TOKEN' },
    { path: '.travis.yml', input: `env:\n- API_TOKEN=${generated}\n`, place: '/env/0' },
  ];
  for (const { path, input, place } of pipelines) {
    test(path, () => {
      assert.ok(values('ci', path, input).includes(`variable API_TOKEN @${place}`), values('ci', path, input).join('\n'));
      assert.is(verdicts('ci', path, input)['API_TOKEN'], 'secret');
    });
  }

  test('references of every service pass', () => {
    for (const reference of ['${{ secrets.X }}', '$X', '$(X)', '${X}']) {
      assert.not.equal(verdicts('ci', '.gitlab-ci.yml', `variables:\n  API_TOKEN: "${reference}"\n`)['API_TOKEN'], 'secret', reference);
    }
  });
});

suite('ci: scripts in pipelines', (test) => {
  const workflow = (script: string): string => `jobs:\n  a:\n    steps:\n    - run: |\n${script.replace(/^/gm, '        ')}\n`;
  const keys = (script: string): string[] =>
    Object.entries(verdicts('ci', '.github/workflows/a.yaml', workflow(script)))
      .filter(([, verdict]) => verdict === 'secret')
      .map(([key]) => key);

  test('assignments and flags, each under its name', () => {
    assert.equal(keys(`export DB_PASSWORD="${generated}"\ndeploy --api-token ${generated} --password=${generated} --user app`), [
      'DB_PASSWORD',
      'api-token',
      'password',
    ]);
  });

  test('at the very line', () => {
    const found = factsOf('.github/workflows/a.yaml', workflow(`echo start\nTOKEN=${generated} ./run`)).facts;
    const token = found.find((fact) => fact.key === 'TOKEN');
    assert.equal([token?.place.line, token?.place.column], [6, 15]);
  });

  test('expansions and commands are no values', () => {
    assert.equal(keys('export TOKEN="$INPUT_TOKEN"\nPASSWORD=$(pass show x)\nrun --token "${TOKEN}"'), []);
  });
});

suite('ci: scripts', (test) => {
  const cases = [
    {
      path: 'Dockerfile',
      input: `FROM x\nENV API_TOKEN=${generated}\nARG DB_PASSWORD=${generated}\n`,
      expect: ['API_TOKEN', 'DB_PASSWORD'],
    },
    { path: 'deploy.sh', input: `#!/bin/sh\nexport API_TOKEN='${generated}'\nUSER=app\n`, expect: ['API_TOKEN'] },
    {
      path: 'alert.py',
      input: `#!/usr/bin/env python3\nclient_secret=settings,\npassword = read_the_password\ntoken = "${generated}"\n`,
      expect: ['token'],
    },
    { path: 'deploy.sh', input: '#!/bin/sh\nAPI_TOKEN="$(cat /run/token)"\nPASSWORD=$1\nTOKEN=`cat x`\n', expect: [] },
  ];
  for (const { path, input, expect } of cases) {
    test(`${path}: ${expect.join(', ') || 'nothing'}`, () => {
      assert.equal(
        Object.entries(verdicts('ci', path, input))
          .filter(([, verdict]) => verdict === 'secret')
          .map(([key]) => key),
        expect,
      );
    });
  }
});
