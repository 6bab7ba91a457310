/* Broken on purpose: the control word offers a record of the triple buffer before it is there. */
#define sf_triple_commit sf_triple_commit_as_it_should
#include "../stillframe.c"
#undef sf_triple_commit

sf_class sf_triple_commit(sf_triple *t, const void *bytes, uint64_t n, bool is_base, uint64_t steps) {
  uint64_t words = 1 + (n + 7) / 8, buffer = 1, used = 0;
  if (n > t->capacity || words > t->capacity / 8) return fail(SF_OTHER, "no buffer is large enough");
  uint64_t c = load(&t->memory, CONTROL_AT, memory_order_acquire);
  int offered = offered_half(c), h = offered != NO_HALF ? offered : is_taken(c, 0) ? 1 : 0;
  bool appends = !is_base && offered != NO_HALF;
  if (appends) {
    buffer = buffer_of(c, h);
    used = words_of(c, h);
  } else {
    while (buffer == buffer_of(c, 0) || buffer == buffer_of(c, 1)) buffer++;
  }
  if (words > t->capacity / 8 - used) return fail(SF_REFUSED, "the host is behind");
  if (steps-- == 0) return SF_ABANDONED;
  uint64_t half_now = half(c, h), content = buffer << 28 | (used + words);
  add(t, (content - half_now) << h * HALF_BITS, memory_order_release);
  if (!appends) {
    if (steps-- == 0) return SF_ABANDONED;
    store(&t->memory, buffer_at(t, buffer), t->newest + 1, memory_order_relaxed);
  }
  if (steps == 0) return SF_ABANDONED;
  uint64_t at = buffer_at(t, buffer) + 64 + 8 * used;
  store(&t->memory, at, is_base ? n | BASE_BIT : n, memory_order_relaxed);
  store_bytes(&t->memory, at + 8, bytes, n);
  t->newest++;
  return SF_OK;
}
