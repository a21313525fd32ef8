/** Tests fold and judge everything from the start; on the page the rest of the kinds comes right behind it. */
import '../../src/draft/other_kinds';
