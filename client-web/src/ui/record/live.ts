/** What the record draws into the text while people work in it; in one file, as it is loaded in one. */
export { showAuthors } from './live_authors';
export { showDeletedSince } from './deleted_since';
