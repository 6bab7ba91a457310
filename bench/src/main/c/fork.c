/*
 * Measures what a fork costs the program that calls it to have an image of its memory: SIZE NUMBER,
 * in bytes and snapshots. The child copies the memory into another one and ends; meanwhile the
 * parent is idle, or writes a word of one page after another without a pause. As the benchmark of
 * remap capture it prints rows with tabs between their cells, times in milliseconds: who, what the
 * client does, the time until the image is complete (half of the snapshots kept within; 99 of 100),
 * the longest that the client was held up in a snapshot (half, 99 of 100, all), how many stores were
 * held up for more than 5 us in one, and each of these (half, 99 of 100). A third row has the call
 * of fork alone (half, 99 of 100, all) and the first store to a page (half, 99 of 100).
 */
#define _DEFAULT_SOURCE
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PAGE = 4096, WARM = 5, STRIDE = 10007, HELD_UP = 5000, LOOK = 1 << 20 };

typedef struct {
  long *all;
  size_t count, room;
} Times;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

static void add(Times *times, long nanos) {
  if (times->count == times->room) {
    times->room = times->room ? 2 * times->room : 1024;
    times->all = realloc(times->all, times->room * sizeof *times->all);
    if (!times->all) fail("realloc");
  }
  times->all[times->count++] = nanos;
}

static int compare(const void *a, const void *b) {
  long x = *(const long *)a, y = *(const long *)b;
  return (x > y) - (x < y);
}

/* Milliseconds that so many of 100 kept within; 0 where there is none. */
static double within(Times *times, int percent) {
  if (!times->count) return 0;
  qsort(times->all, times->count, sizeof *times->all, compare);
  return times->all[(times->count - 1) * percent / 100] / 1e6;
}

static void *map(size_t size, int flags) {
  void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | flags, -1, 0);
  if (memory == MAP_FAILED) fail("mmap");
  madvise(memory, size, MADV_NOHUGEPAGE); /* as shared memory has it; a kernel may not know it */
  memset(memory, 1, size);
  return memory;
}

static void measure(const char *client, int writes, size_t size, int number, Times *calls,
                    Times *firsts) {
  static Times snapshots, longest, held;
  char *memory = map(size, MAP_PRIVATE), *image = map(size, MAP_SHARED);
  atomic_int *complete = map(PAGE, MAP_SHARED);
  size_t pages = size / PAGE;
  for (int i = -WARM; i < number; i++) {
    if (i == 0) snapshots.count = longest.count = held.count = calls->count = firsts->count = 0;
    atomic_store(complete, 0);
    long start = now();
    pid_t child = fork();
    long most = now() - start;
    if (child < 0) fail("fork");
    if (child == 0) {
      memcpy(image, memory, size);
      atomic_store(complete, 1);
      _exit(0);
    }
    add(calls, most);
    int has_ended = 0;
    for (size_t n = 0; !atomic_load(complete) && !has_ended; n++) {
      if (n % LOOK == LOOK - 1) has_ended = waitpid(child, NULL, WNOHANG) == child;
      if (!writes) continue;
      volatile long *word = (volatile long *)(memory + n * STRIDE % pages * PAGE);
      long before = now();
      *word = (long)n;
      long nanos = now() - before;
      if (n < pages) add(firsts, nanos);
      if (nanos > HELD_UP) add(&held, nanos);
      if (nanos > most) most = nanos;
    }
    add(&snapshots, now() - start);
    add(&longest, most);
    if (!has_ended && waitpid(child, NULL, 0) != child) fail("waitpid");
    if (!atomic_load(complete)) {
      fprintf(stderr, "the child has ended without an image\n");
      exit(1);
    }
  }
  printf("fork, in C\t%s\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.1f\t%.4f\t%.4f\n", client,
         within(&snapshots, 50), within(&snapshots, 99), within(&longest, 50), within(&longest, 99),
         within(&longest, 100), (double)held.count / number, within(&held, 50), within(&held, 99));
  munmap(memory, size);
  munmap(image, size);
  munmap(complete, PAGE);
}

int main(int count, char **arguments) {
  if (count != 3) {
    fprintf(stderr, "usage: %s SIZE NUMBER\n", arguments[0]);
    return 2;
  }
  size_t size = strtoul(arguments[1], NULL, 10);
  int number = atoi(arguments[2]);
  Times calls = {0}, firsts = {0};
  measure("idle", 0, size, number, &calls, &firsts);
  measure("writes", 1, size, number, &calls, &firsts);
  printf("%.3f\t%.3f\t%.3f\t%.5f\t%.5f\n", within(&calls, 50), within(&calls, 99),
         within(&calls, 100), within(&firsts, 50), within(&firsts, 99));
  return 0;
}
