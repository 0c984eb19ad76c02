/** A page with a class that is made up: `?peers=40&seconds=60&host=1&lang=en`. For pictures, and for what a picture costs. */
import '../style/base.css';
import '../style/start.css';
import '../style/session.css';
import { render } from 'preact';
import { needWords, speak } from '../words/words.ts';
import { makeUpClass } from './class.fake.ts';
import { ClassroomView } from './classroom-view.tsx';

const asked = new URLSearchParams(location.search);
await Promise.all([needWords('classroom'), needWords('starting')]);
await speak(asked.get('lang') === 'de' ? 'de' : 'en');
const { session, pass } = makeUpClass(Number(asked.get('peers') ?? 12), asked.get('host') === '1');
for (let second = 0; second < Number(asked.get('seconds') ?? 0); second++) pass();
setInterval(pass, 1000);
render(
  <main>
    <ClassroomView session={session} onPeerPage={() => {}} />
  </main>,
  document.getElementById('app') ?? document.body,
);
