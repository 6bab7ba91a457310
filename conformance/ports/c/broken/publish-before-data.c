/* Broken on purpose: a descriptor is valid before its bytes are there. */
#define sf_commit sf_commit_as_it_should
#include "../stillframe.c"
#undef sf_commit

sf_class sf_commit(sf_client *c, const void *bytes, uint64_t n, const sf_tail_word *tail, size_t tails,
                   uint64_t steps) {
  sf_class result = begin(c, n, tail, tails, steps);
  if (result != SF_OK) return result;
  sf_client before = *c;
  bool done = invalidate(c, n) && publish(c, n);
  before.steps_left = c->steps_left;
  done = done && fill(&before, bytes, n) && write_tail(&before, tail, tails);
  c->steps_left = before.steps_left;
  return done ? SF_OK : SF_ABANDONED;
}
