import * as assert from 'uvu/assert';
import { givenWords } from '../../src/text/command-line.ts';
import { suite } from '../support/suite.ts';

const rows: readonly { readonly name: string; readonly line: string; readonly expect: readonly string[] }[] = [
  { name: 'a variable before a command', line: 'A_TOKEN=b c', expect: ['A_TOKEN=b'] },
  { name: 'a variable in a substitution', line: 'x -f <(A=b y)', expect: ['A=b'] },
  { name: 'flags', line: "x --password=a --token 'b c' -key d", expect: ['password=a', 'token=b c', 'key=d'] },
  { name: 'a flag without a word', line: 'x --password --token -v', expect: [] },
  { name: 'what the shell expands', line: 'x --password=$A --token "${B}" --key `c`', expect: [] },
  { name: 'literals of kubectl', line: "k create secret generic x --from-literal=a=b --from-literal='c=d e'", expect: ['a=b', 'c=d'] },
  { name: 'values of Helm', line: 'helm install x --set a.b=c,d=e --set-string f=g', expect: ['a.b=c', 'd=e', 'f=g'] },
  { name: 'a login of Docker', line: 'docker login -u a -p b c.example.org', expect: ['u=a', 'p=b', 'password=b'] },
  { name: 'a port of Docker', line: 'docker run -p 80:80 x', expect: ['p=80:80'] },
  { name: 'MySQL', line: 'mysql -uroot -pa', expect: ['password=a'] },
  { name: 'a variable of a container', line: 'docker run -e A=b -e "C=d" x', expect: ['A=b', 'C=d'] },
  { name: 'user and password of curl', line: 'curl -u a:b https://c', expect: ['u=a:b', 'password=b'] },
];

suite('text, command line', (test) => {
  for (const { name, line, expect } of rows) {
    test(name, () => {
      const given = givenWords(line);
      assert.equal(
        given.map(({ key, text }) => `${key}=${text}`),
        expect,
      );
      for (const { text, start, end } of given) assert.ok(line.slice(start, end).includes(text));
    });
  }

  test('is linear in lines of signs', () => {
    for (const part of ['--a ', '-e', 'A=', '--set a=', "'", 'docker login ', 'curl -u ', 'mysql -p', ' ', '\\'])
      assert.type(givenWords(part.repeat(20_000)).length, 'number');
  });
});
