/*
 * Client and host as two threads over one memory, for ThreadSanitizer: no access that both sides make
 * may be a data race, and what a capture keeps must be what was committed.
 */
#include "stillframe.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ENTRIES = 64, DATA = 4096, MOST_COMMITS = 5000000, ENOUGH = 200 };

static unsigned char bytes[16384] __attribute__((aligned(4096)));
static sf_memory memory = {bytes, sizeof bytes};
static atomic_bool done, enough;

static void *commit(void *unused) {
  sf_client c;
  unsigned char payload[64];
  if (sf_take_up(&memory, &c) != SF_OK) abort();
  for (unsigned n = 1; n <= MOST_COMMITS && !atomic_load(&enough); n++) {
    memset(payload, (int)(n % 251), sizeof payload);
    if (sf_commit(&c, payload, 1 + n % sizeof payload, NULL, 0, SF_ALL_STEPS) != SF_OK) abort();
  }
  sf_close(&c);
  atomic_store(&done, true);
  return unused;
}

int main(void) {
  pthread_t thread;
  if (sf_configure(&memory, ENTRIES, DATA) != SF_OK) return 2;
  sf_capture capture = {.memory = memory, .image = calloc(1, sizeof bytes)};
  if (capture.image == NULL || pthread_create(&thread, NULL, commit, NULL) != 0) return 2;
  unsigned long kept = 0;
  while (!atomic_load(&done)) {
    if (sf_capture_look(&capture) != SF_OK || sf_capture_keep(&capture) != SF_OK) continue;
    kept++;
    if (kept == ENOUGH) atomic_store(&enough, true);
    sf_memory image = {capture.image, sizeof bytes};
    for (uint64_t back = 0; back < capture.kept; back++) {
      unsigned char payload[DATA];
      sf_entry e = sf_entry_back(&capture.look, back);
      sf_copy_entry(&image, &capture.look.layout, e, payload);
      for (uint64_t i = 1; i < e.length; i++)
        if (payload[i] != payload[0]) return 1;
    }
  }
  pthread_join(thread, NULL);
  sf_free_look(&capture.look);
  free(capture.image);
  printf("%lu captures kept, none torn\n", kept);
  return kept > 0 ? 0 : 3;
}
