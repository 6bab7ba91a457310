/* Broken on purpose: entries stay valid while their bytes are written over. */
#define sf_commit sf_commit_as_it_should
#include "../stillframe.c"
#undef sf_commit

sf_class sf_commit(sf_client *c, const void *bytes, uint64_t n, const sf_tail_word *tail, size_t tails,
                   uint64_t steps) {
  sf_class result = begin(c, n, tail, tails, steps);
  if (result != SF_OK) return result;
  if (c->valid == c->layout.entries) c->valid--;
  bool done = fill(c, bytes, n) && write_tail(c, tail, tails) && publish(c, n);
  return done ? SF_OK : SF_ABANDONED;
}
