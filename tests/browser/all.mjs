/* All of the browser tests in one process, one after the other. */
import './typing.mjs';
import './choosing.mjs';
import './narrowing.mjs';
import './trouble.mjs';
import './looks.mjs';
import './results_page.mjs';
import './papermod.mjs';
