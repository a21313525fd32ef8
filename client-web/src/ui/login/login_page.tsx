/** `/login`: where a sign-in that came to nothing ends, and where one begins that was asked for elsewhere. */
import { setPageTitle } from '../page_title';
import { PlainPage } from '../views/plain_page';
import { Problem } from '../widgets/field';
import { SignIn } from './sign_in';
import { loginWords } from './words';

/** A path of this server; the server judges it once more. */
function backOf(query: URLSearchParams): string {
  const back = query.get('back') ?? '/';
  return /^\/(?![/\\])/.test(back) ? back : '/';
}

export function LoginPage() {
  const words = loginWords.value;
  const query = new URLSearchParams(location.search);
  const code = query.get('problem') ?? '';
  setPageTitle(words.title);
  return (
    <PlainPage narrow>
      <h1>{words.title}</h1>
      {code && (
        <Problem>
          {code in words.problem ? words.problem[code as keyof typeof words.problem] : words.problem.failed}
        </Problem>
      )}
      <SignIn back={backOf(query)} />
    </PlainPage>
  );
}
