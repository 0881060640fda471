import * as assert from 'uvu/assert';
import { suite } from '../../support/suite.ts';
import { generated, values, verdicts } from '../found.ts';

suite('dotenv', (test) => {
  test('every variable, at its line, whatever stands around it', () => {
    const text = `# settings\nLEVEL=info\nexport API_TOKEN="${generated}"  # keep\nEMPTY=\n`;
    assert.equal(values('dotenv', '.env', text), [
      'variable LEVEL @/LEVEL',
      'variable API_TOKEN @/API_TOKEN',
      'variable EMPTY @/EMPTY empty',
    ]);
  });

  test('by name or by content', () => {
    const text = `DB_PASSWORD=${generated}\nDB_HOST=db\nDB_PORT=5432\n`;
    for (const path of ['.env', '.env.production', 'prod.env', 'deploy/settings']) {
      assert.is(verdicts('dotenv', path, text)['DB_PASSWORD'], 'secret', path);
    }
  });

  test('an example keeps its placeholders', () => {
    const found = verdicts('dotenv', '.env.example', 'DB_PASSWORD=changeme\nAPI_TOKEN=<your token>\nSECRET_KEY=xxx\n');
    for (const [key, verdict] of Object.entries(found)) assert.not.equal(verdict, 'secret', key);
  });

  test('a reference is none', () => {
    assert.equal(values('dotenv', '.env', 'A_TOKEN=${TOKEN}\nB_TOKEN=op://vault/item/token\n'), [
      'variable A_TOKEN @/A_TOKEN reference',
      'variable B_TOKEN @/B_TOKEN reference',
    ]);
  });
});
