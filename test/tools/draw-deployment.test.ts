import * as fs from 'node:fs';
import { drawDeployment, PICTURE } from '../../tools/draw-deployment';

test('the picture in README.md shows what a deployment does today: run `npx tsx tools/draw-deployment.ts`', async () => {
  expect(await drawDeployment()).toBe(fs.readFileSync(PICTURE, 'utf8'));
});
