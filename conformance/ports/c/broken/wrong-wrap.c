/* Broken on purpose: what does not fit before the ring's end goes to its second byte. */
#define sf_commit sf_commit_as_it_should
#include "../stillframe.c"
#undef sf_commit

static bool fill_wrongly(sf_client *c, const unsigned char *bytes, uint64_t n) {
  const sf_layout *l = &c->layout;
  uint64_t first = before_wrap(l, c->write_offset, n);
  if (!step(c)) return false;
  store_bytes(&c->memory, l->data_at + (c->write_offset & (l->data - 1)), bytes, first);
  if (n > first) store_bytes(&c->memory, l->data_at + 1, bytes + first, n - first);
  return true;
}

sf_class sf_commit(sf_client *c, const void *bytes, uint64_t n, const sf_tail_word *tail, size_t tails,
                   uint64_t steps) {
  sf_class result = begin(c, n, tail, tails, steps);
  if (result != SF_OK) return result;
  bool done = invalidate(c, n) && fill_wrongly(c, bytes, n) && write_tail(c, tail, tails) && publish(c, n);
  return done ? SF_OK : SF_ABANDONED;
}
