/* The C implementation behind the line protocol of docs/porting.md. */
#define _GNU_SOURCE
#include "stillframe.h"

#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_WORDS = 256 };

static sf_client client = {.lock = {-1, -1}};
static bool is_open;
static sf_capture capture;
static bool is_captured, has_image, is_looked_at;
static sf_class looked;
static char captured_file[4096];
static sf_store store = {.lock_fd = -1};
static bool is_store_open;
static sf_triple joined = {.lock = {-1, -1}}, attached = {.lock = {-1, -1}};

static void answer_class(sf_class c) {
  if (c == SF_REFUSED) {
    puts("refused");
  } else {
    printf("error %s %s\n", sf_class_name(c), sf_error());
  }
}

static void print_entry(sf_entry e) {
  printf(" %" PRIu64 ":%" PRIu64 ":%" PRIu64, e.slot, e.offset, e.length);
}

static void print_bytes(const unsigned char *bytes, uint64_t n) {
  for (uint64_t i = 0; i < n; i++) printf("%02x", bytes[i]);
}

/* Bytes in hexadecimal; "-" is none. False if they are none at all. */
static bool parse_bytes(const char *hex, unsigned char **bytes, uint64_t *n) {
  *n = strcmp(hex, "-") == 0 ? 0 : strlen(hex) / 2;
  *bytes = calloc(1, *n + 1);
  for (uint64_t i = 0; *bytes != NULL && i < *n; i++) {
    unsigned byte;
    if (sscanf(hex + 2 * i, "%2x", &byte) != 1) return false;
    (*bytes)[i] = (unsigned char)byte;
  }
  return *bytes != NULL;
}

static uint64_t number(const char *text) { return strtoull(text, NULL, 10); }

static void list(const char *file, bool with_bytes) {
  sf_memory memory = {0};
  sf_layout layout;
  sf_look_result look = {0};
  sf_class c = sf_map(file, false, &memory);
  if (c == SF_OK) c = sf_read_layout(&memory, &layout);
  if (c == SF_OK) c = sf_look_at(&memory, &layout, &look);
  if (c != SF_OK) {
    answer_class(c);
    sf_unmap(&memory);
    return;
  }
  printf("ok");
  if (!with_bytes)
    printf(" %" PRIu64 " %" PRIu64 " %" PRIu64, layout.entries, layout.data, memory.size - layout.tail_at);
  for (uint64_t back = look.run; back-- > 0;) {
    sf_entry e = sf_entry_back(&look, back);
    if (!with_bytes) {
      print_entry(e);
      continue;
    }
    unsigned char *bytes = malloc(e.length);
    if (bytes == NULL) abort();
    sf_copy_entry(&memory, &layout, e, bytes);
    printf(" %" PRIu64 ":%" PRIu64 ":", e.slot, e.offset);
    print_bytes(bytes, e.length);
    free(bytes);
  }
  printf("\n");
  sf_free_look(&look);
  sf_unmap(&memory);
}

static void close_client(void) {
  if (is_open) sf_close(&client);
  is_open = false;
}

static void opened(sf_class c) {
  is_open = c == SF_OK;
  if (is_open) {
    printf("ok %" PRIu64 " %" PRIu64 "\n", client.write_offset, sf_room(&client));
  } else {
    answer_class(c);
  }
}

/* commit BYTES TAIL..., or abort STEPS BYTES TAIL... */
static void commit(char **words, int n, uint64_t steps, bool is_abort) {
  sf_tail_word tail[MAX_WORDS];
  size_t tails = 0;
  unsigned char *bytes;
  uint64_t length, offset = client.write_offset;
  if (!is_open || !parse_bytes(words[0], &bytes, &length)) {
    puts("error OTHER no memory is open, or no bytes");
    return;
  }
  for (int i = 1; i < n; i++) {
    char *end;
    tail[tails].index = strtoull(words[i], &end, 10);
    tail[tails++].value = strtoull(*end == '=' ? end + 1 : end, NULL, 16);
  }
  sf_class c = sf_commit(&client, bytes, length, tail, tails, steps);
  if (c == SF_REFUSED) {
    printf("refused %" PRIu64 "\n", sf_room(&client));
  } else if (is_abort && (c == SF_OK || c == SF_ABANDONED)) {
    puts("ok");
  } else if (c == SF_OK) {
    printf("ok %" PRIu64 "\n", offset);
  } else {
    answer_class(c);
  }
  if (is_abort) close_client();
  free(bytes);
}

/* run COUNT LONGEST */
static void run(uint64_t count, uint64_t longest) {
  sf_look_result look;
  uint64_t newest = 0;
  if (!is_open || longest < 8 || sf_look_at(&client.memory, &client.layout, &look) != SF_OK) {
    puts("error OTHER no memory is open, or too short");
    return;
  }
  unsigned char *bytes = calloc(1, client.layout.data + longest);
  if (bytes == NULL) abort();
  if (look.run > 0) {
    sf_copy_entry(&client.memory, &client.layout, sf_entry_back(&look, 0), bytes);
    memcpy(&newest, bytes, 8);
  }
  sf_free_look(&look);
  sf_class c = SF_OK;
  for (uint64_t i = 0; i < count && c == SF_OK; i++) {
    newest++;
    uint64_t n = 8 + newest * 7919 % (longest - 7);
    memcpy(bytes, &newest, 8);
    for (uint64_t at = 8; at < n; at++) bytes[at] = (unsigned char)(newest + at);
    sf_tail_word tail = {sf_slot(&client), newest};
    c = sf_commit(&client, bytes, n, &tail, 1, SF_ALL_STEPS);
  }
  free(bytes);
  if (c == SF_OK) {
    printf("ok %" PRIu64 "\n", newest);
  } else {
    answer_class(c);
  }
}

static void dump(uint64_t at, uint64_t count) {
  if (!is_open || at % 8 != 0 || count > client.memory.size / 8 || at > client.memory.size - 8 * count) {
    puts("error OTHER no memory is open, or no such words");
    return;
  }
  printf("ok");
  for (uint64_t i = 0; i < count; i++) {
    uint64_t word;
    memcpy(&word, client.memory.at + at + 8 * i, 8);
    printf(" %016" PRIx64, word);
  }
  printf("\n");
}

static void look(const char *file) {
  has_image = false;
  if (!is_captured || strcmp(file, captured_file) != 0) {
    if (is_captured) sf_capture_close(&capture);
    looked = sf_capture_open(file, &capture);
    is_captured = looked == SF_OK;
    snprintf(captured_file, sizeof captured_file, "%s", file);
    if (!is_captured) return;
  }
  looked = sf_capture_look(&capture);
  is_looked_at = looked == SF_OK;
}

static void keep(void) {
  if (is_looked_at) looked = sf_capture_keep(&capture);
  has_image = is_looked_at && looked == SF_OK;
  is_looked_at = false;
  if (looked == SF_EMPTY || looked == SF_LAPPED) {
    puts(looked == SF_EMPTY ? "ok empty" : "ok lapped");
  } else if (looked != SF_OK) {
    answer_class(looked);
  } else {
    printf("ok kept");
    for (uint64_t back = capture.kept; back-- > 0;) print_entry(sf_entry_back(&capture.look, back));
    printf("\n");
  }
}

static void publish(const char *name) {
  sf_class c = SF_OK;
  if (!has_image) {
    puts("error OTHER there is no image");
    return;
  }
  if (!is_store_open || strcmp(store.name, name) != 0) {
    if (is_store_open) sf_store_close(&store);
    c = sf_store_open(name, &store);
    is_store_open = c == SF_OK;
  }
  if (c == SF_OK) c = sf_publish(&store, capture.image, capture.memory.size);
  if (c == SF_OK) {
    printf("ok %" PRIu64 "\n", store.generation);
  } else {
    answer_class(c);
  }
}

/* increment BYTES and base BYTES; with fewer steps than all of them the memory is given up. */
static void increment(const char *hex, bool is_base, uint64_t steps) {
  unsigned char *bytes;
  uint64_t n;
  if (joined.memory.at == NULL || !parse_bytes(hex, &bytes, &n)) {
    puts("error OTHER no memory is open, or no bytes");
    return;
  }
  sf_class c = sf_triple_commit(&joined, bytes, n, is_base, steps);
  if (steps != SF_ALL_STEPS && (c == SF_OK || c == SF_ABANDONED)) {
    puts("ok");
  } else if (c == SF_OK) {
    printf("ok %" PRIu64 "\n", joined.newest);
  } else {
    answer_class(c);
  }
  if (steps != SF_ALL_STEPS) sf_triple_close(&joined);
  free(bytes);
}

/* stream COUNT LONGEST */
static void stream(uint64_t count, uint64_t longest) {
  unsigned char *bytes = calloc(1, longest + 1);
  sf_class c = joined.memory.at == NULL ? SF_OTHER : SF_OK;
  if (bytes == NULL) abort();
  for (uint64_t i = 0; i < count && c == SF_OK; i++) {
    uint64_t number = joined.newest + 1, n = number * 7919 % (longest + 1);
    for (uint64_t at = 0; at < n; at++) bytes[at] = (unsigned char)(number + at);
    while ((c = sf_triple_commit(&joined, bytes, n, number % 64 == 0, SF_ALL_STEPS)) == SF_REFUSED) sched_yield();
  }
  free(bytes);
  if (c == SF_OK) {
    printf("ok %" PRIu64 "\n", joined.newest);
  } else {
    answer_class(c);
  }
}

static void take(void) {
  /* An error behind the first record must still be the whole answer. */
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  sf_record r;
  if (out == NULL) abort();
  sf_class c = attached.memory.at == NULL ? SF_OTHER : sf_triple_take(&attached);
  bool nothing = c == SF_EMPTY;
  while (c == SF_OK && (c = sf_triple_next(&attached, &r)) == SF_OK) {
    fprintf(out, " %" PRIu64 ":%s:", r.number, r.is_base ? "base" : "increment");
    for (uint64_t i = 0; i < r.length; i++) fprintf(out, "%02x", r.bytes[i]);
  }
  fclose(out);
  if (nothing) {
    puts("ok none");
  } else if (c == SF_EMPTY) {
    printf("ok taken%s\n", text);
  } else {
    answer_class(c);
  }
  free(text);
}

static void journal(const char *file) {
  sf_journal j;
  sf_record r;
  sf_class c = sf_journal_open(file, &j);
  if (c != SF_OK) {
    answer_class(c);
    return;
  }
  printf("ok %s %" PRIu64, j.damaged ? "damaged" : j.end < j.size ? "torn" : "whole", j.end);
  while (sf_journal_next(&j, &r) == SF_OK) {
    printf(" %" PRIu64 ":%s:", r.number, r.is_base ? "base" : "increment");
    print_bytes(r.bytes, r.length);
  }
  puts("");
  sf_journal_close(&j);
}

static void done(sf_class c) {
  if (c == SF_OK) {
    puts("ok");
  } else {
    answer_class(c);
  }
}

/* True if it was one of the triple buffer's. */
static bool answer_triple(char **w, int n) {
  uint64_t durable = 0;
  sf_class c;
  if (strcmp(w[0], "configure") == 0 && n == 4) {
    done(sf_triple_configure(w[1], number(w[2]), number(w[3])));
  } else if (strcmp(w[0], "join") == 0 && n == 2) {
    sf_triple_close(&joined);
    c = sf_triple_join(w[1], &joined);
    if (c == SF_OK) c = sf_triple_durable(&joined, &durable);
    if (c == SF_OK) {
      printf("ok %" PRIu64 " %" PRIu64 "\n", joined.newest, durable);
    } else {
      answer_class(c);
    }
  } else if (strcmp(w[0], "increment") == 0 && n == 2) {
    increment(w[1], false, SF_ALL_STEPS);
  } else if (strcmp(w[0], "base") == 0 && n == 2) {
    increment(w[1], true, SF_ALL_STEPS);
  } else if (strcmp(w[0], "stream") == 0 && n == 3) {
    stream(number(w[1]), number(w[2]));
  } else if (strcmp(w[0], "abort-increment") == 0 && n == 3) {
    increment(w[2], false, number(w[1]));
  } else if (strcmp(w[0], "abort-base") == 0 && n == 3) {
    increment(w[2], true, number(w[1]));
  } else if (strcmp(w[0], "attach") == 0 && n == 3) {
    sf_triple_close(&attached);
    c = sf_triple_attach(w[1], number(w[2]), &attached);
    if (c == SF_OK) {
      printf("ok %" PRIu64 "\n", attached.durable);
    } else {
      answer_class(c);
    }
  } else if (strcmp(w[0], "take") == 0 && n == 1) {
    take();
  } else if (strcmp(w[0], "durable") == 0 && n == 2) {
    done(attached.memory.at == NULL ? SF_OTHER : sf_triple_set_durable(&attached, number(w[1])));
  } else if (strcmp(w[0], "return") == 0 && n == 1) {
    done(attached.memory.at == NULL ? SF_OTHER : sf_triple_return(&attached));
  } else {
    return false;
  }
  return true;
}

static void close_all(void) {
  sf_triple_close(&joined);
  sf_triple_close(&attached);
  close_client();
  if (is_captured) sf_capture_close(&capture);
  if (is_store_open) sf_store_close(&store);
  is_captured = has_image = is_looked_at = is_store_open = false;
}

static void answer(char **w, int n) {
  uint64_t generation, length;
  sf_class c;
  if (strcmp(w[0], "hello") == 0) {
    puts("ok 1 c read client host store twin journal triple");
  } else if (strcmp(w[0], "close") == 0) {
    close_all();
    puts("ok");
  } else if (strcmp(w[0], "list") == 0 && n == 2) {
    list(w[1], false);
  } else if (strcmp(w[0], "read") == 0 && n == 2) {
    list(w[1], true);
  } else if (strcmp(w[0], "verify") == 0 && n == 2) {
    c = sf_verify(w[1], &generation, &length);
    if (c == SF_OK) {
      printf("ok %" PRIu64 " %" PRIu64 "\n", generation, length);
    } else {
      answer_class(c);
    }
  } else if (strcmp(w[0], "open") == 0 && n == 5) {
    close_client();
    opened(sf_open(w[1], number(w[2]), number(w[3]), number(w[4]), &client));
  } else if (strcmp(w[0], "recover") == 0 && n == 2) {
    close_client();
    opened(sf_recover(w[1], &client));
  } else if (strcmp(w[0], "commit") == 0 && n >= 2) {
    commit(w + 1, n - 1, SF_ALL_STEPS, false);
  } else if (strcmp(w[0], "abort") == 0 && n >= 3) {
    commit(w + 2, n - 2, number(w[1]), true);
  } else if (strcmp(w[0], "run") == 0 && n == 3) {
    run(number(w[1]), number(w[2]));
  } else if (strcmp(w[0], "dump") == 0 && n == 3) {
    dump(number(w[1]), number(w[2]));
  } else if (strcmp(w[0], "capture") == 0 && n == 2) {
    look(w[1]);
    keep();
  } else if (strcmp(w[0], "look") == 0 && n == 2) {
    look(w[1]);
    puts("ok");
  } else if (strcmp(w[0], "keep") == 0) {
    keep();
  } else if (strcmp(w[0], "publish") == 0 && n == 2) {
    publish(w[1]);
  } else if (strcmp(w[0], "restore") == 0 && n == 3) {
    c = sf_restore(w[1], w[2], &generation);
    if (c == SF_OK) {
      printf("ok %" PRIu64 "\n", generation);
    } else {
      answer_class(c);
    }
  } else if (strcmp(w[0], "twin-restore") == 0 && n == 3) {
    c = sf_twin_restore(w[1], w[2], &generation);
    if (c == SF_OK) {
      printf("ok %" PRIu64 "\n", generation);
    } else {
      answer_class(c);
    }
  } else if (strcmp(w[0], "journal") == 0 && n == 2) {
    journal(w[1]);
  } else if (!answer_triple(w, n)) {
    puts("unsupported");
  }
}

int main(void) {
  char *line = NULL;
  size_t size = 0;
  while (getline(&line, &size, stdin) > 0) {
    char *words[MAX_WORDS];
    int n = 0;
    for (char *word = strtok(line, " \n"); word != NULL && n < MAX_WORDS; word = strtok(NULL, " \n"))
      words[n++] = word;
    if (n == 0) {
      puts("unsupported");
    } else {
      answer(words, n);
    }
    fflush(stdout);
  }
  free(line);
  close_all();
  return 0;
}
