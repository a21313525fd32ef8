/** In the menu of a draft: back to the meeting that one came from. */
import { navigate } from '../router';
import { MenuItem } from '../widgets/menu';
import { meetingOf } from './way_back';
import { meetingWords } from './words';

export function BackItem({ draft, close }: { draft: string; close: () => void }) {
  const meeting = meetingOf(draft);
  if (!meeting) return null;
  return (
    <MenuItem
      icon="back"
      onClick={() => {
        close();
        navigate(`/m/${meeting}`);
      }}
    >
      {meetingWords.value.back}
    </MenuItem>
  );
}
