/* See stillframe.h. The steps have the names that they have in docs/format.md. */
#define _GNU_SOURCE
#include "stillframe.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define PAGE UINT64_C(4096)
#define VERSION UINT64_C(0x96c2a6f4b68519b3)
#define SEAL_MAGIC UINT64_C(0x4c4145534c495453)
#define STATE_CLEAR UINT64_C(0x52454c434c495453)
#define STATE_DIRTY UINT64_C(0x545249444c495453)
#define MAX_OFFSET (UINT64_C(1) << 62)
#define MAX_TAKEN_UP (UINT64_C(1) << 61)
#define MAX_SIZE UINT64_C(0x7fffffff)
#define MAX_GENERATION (UINT64_C(1) << 62)

enum { VERSION_AT = 0, ENTRY_MASK_AT = 8, DATA_MASK_AT = 16, WRITE_OFFSET_AT = 24, IDENTITY_AT = 32 };
enum { MAGIC_AT = 48, GENERATION_AT = 56, LENGTH_AT = 64, CHECKSUM_AT = 72, MARK_AT = 80, HEAD_END = 104 };

static _Thread_local char error_text[512];

const char *sf_error(void) { return error_text; }

const char *sf_class_name(sf_class c) {
  static const char *const names[] = {"OK",       "TRUNCATED",   "UNCONFIGURED", "FOREIGN", "GEOMETRY",
                                      "UNSEALED", "SEAL_BROKEN", "CONTROL",      "RECORDS", "OTHER",
                                      "REFUSED",  "ABANDONED",   "EMPTY",        "LAPPED"};
  return names[c];
}

static sf_class fail(sf_class c, const char *what) {
  snprintf(error_text, sizeof error_text, "%s", what);
  return c;
}

static sf_class fail_system(const char *what, const char *file) {
  snprintf(error_text, sizeof error_text, "%s %.300s: %s", what, file, strerror(errno));
  return SF_OTHER;
}

/* Above each access stands the id of its row in docs/orderings.md. It counts up to the end of the function. */

/* --- words ----------------------------------------------------------------------------------- */

/* A file is little-endian; so must be this machine, or each word had to be turned around. */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "little-endian machines only");
_Static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "words must be lock-free");

static uint64_t load(const sf_memory *m, uint64_t at, memory_order order) {
  return atomic_load_explicit((_Atomic uint64_t *)(void *)(m->at + at), order);
}

static void store(const sf_memory *m, uint64_t at, uint64_t value, memory_order order) {
  atomic_store_explicit((_Atomic uint64_t *)(void *)(m->at + at), value, order);
}

/* Bytes that the other side may touch at the same time: memcpy would be a race in C11. */
static void load_bytes(const sf_memory *m, uint64_t at, unsigned char *to, uint64_t n) {
  for (uint64_t i = 0; i < n; i++)
    to[i] = atomic_load_explicit((_Atomic unsigned char *)(m->at + at + i), memory_order_relaxed);
}

static void store_bytes(const sf_memory *m, uint64_t at, const unsigned char *from, uint64_t n) {
  for (uint64_t i = 0; i < n; i++)
    atomic_store_explicit((_Atomic unsigned char *)(m->at + at + i), from[i], memory_order_relaxed);
}

/* Words of bytes that nobody else touches. */
static uint64_t get(const unsigned char *bytes, uint64_t at) {
  uint64_t word;
  memcpy(&word, bytes + at, sizeof word);
  return word;
}

static void put(unsigned char *bytes, uint64_t at, uint64_t word) { memcpy(bytes + at, &word, sizeof word); }

/* --- layout ---------------------------------------------------------------------------------- */

static uint64_t pages(uint64_t bytes) { return (bytes + PAGE - 1) / PAGE * PAGE; }

static sf_layout layout_of(uint64_t entries, uint64_t data) {
  sf_layout l = {.entries = entries, .data = data, .data_at = PAGE + pages(16 * entries)};
  l.tail_at = l.data_at + pages(data);
  return l;
}

static uint64_t offset_at(uint64_t slot) { return PAGE + 16 * slot; }
static uint64_t length_at(uint64_t slot) { return offset_at(slot) + 8; }

static bool is_mask(uint64_t mask) { return mask <= INT64_MAX && (mask & (mask + 1)) == 0; }

sf_class sf_read_layout(const sf_memory *m, sf_layout *layout) {
  if (m->size < PAGE) return fail(SF_TRUNCATED, "fewer than 4096 bytes");
  /* [queue.header.version] */
  uint64_t version = load(m, VERSION_AT, memory_order_acquire);
  if (version == 0) return fail(SF_UNCONFIGURED, "the version word is 0");
  if (version != VERSION) return fail(SF_FOREIGN, "another version word");
  /* [queue.header.masks] */
  uint64_t entry_mask = load(m, ENTRY_MASK_AT, memory_order_relaxed);
  uint64_t data_mask = load(m, DATA_MASK_AT, memory_order_relaxed);
  if (!is_mask(entry_mask)) return fail(SF_GEOMETRY, "the entry mask is no power of two - 1");
  if (entry_mask >= m->size / 16) return fail(SF_TRUNCATED, "more entries than the file holds");
  if (!is_mask(data_mask)) return fail(SF_GEOMETRY, "the data mask is no power of two - 1");
  if (data_mask >= m->size) return fail(SF_TRUNCATED, "a larger ring than the file");
  *layout = layout_of(entry_mask + 1, data_mask + 1);
  return layout->tail_at > m->size ? fail(SF_TRUNCATED, "masks ask for more than the file has") : SF_OK;
}

/* --- looks ----------------------------------------------------------------------------------- */

static bool is_entry(const sf_layout *l, uint64_t offset, uint64_t length) {
  return length >= 1 && length <= l->data && offset <= MAX_OFFSET;
}

static uint64_t slot_back(const sf_layout *l, uint64_t slot, uint64_t back) {
  return (slot - back) & (l->entries - 1);
}

static void look_again(const sf_memory *m, sf_look_result *look) {
  const sf_layout *l = &look->layout;
  bool any = false;
  for (uint64_t s = 0; s < l->entries; s++) {
    /* [queue.v1.offset] Offset before length, both acquire. */
    uint64_t offset = load(m, offset_at(s), memory_order_acquire);
    /* [queue.v1.length] */
    uint64_t length = load(m, length_at(s), memory_order_acquire);
    look->offsets[s] = offset;
    look->lengths[s] = is_entry(l, offset, length) ? length : 0;
    if (look->lengths[s] != 0 && (!any || offset > look->offsets[look->newest])) {
      any = true;
      look->newest = s;
    }
  }
  look->run = any ? 1 : 0;
  uint64_t bytes = any ? look->lengths[look->newest] : 0;
  while (any && look->run < l->entries) {
    uint64_t first = slot_back(l, look->newest, look->run - 1);
    uint64_t before = slot_back(l, first, 1);
    bytes += look->lengths[before];
    if (look->lengths[before] == 0 || look->offsets[before] + look->lengths[before] != look->offsets[first] ||
        bytes > l->data)
      break;
    look->run++;
  }
}

static sf_class alloc_look(const sf_layout *layout, sf_look_result *look) {
  *look = (sf_look_result){.layout = *layout};
  look->offsets = calloc(layout->entries, sizeof *look->offsets);
  look->lengths = calloc(layout->entries, sizeof *look->lengths);
  if (look->offsets == NULL || look->lengths == NULL) {
    sf_free_look(look);
    return fail(SF_OTHER, "out of memory");
  }
  return SF_OK;
}

sf_class sf_look_at(const sf_memory *m, const sf_layout *layout, sf_look_result *look) {
  sf_class c = alloc_look(layout, look);
  if (c == SF_OK) look_again(m, look);
  return c;
}

void sf_free_look(sf_look_result *look) {
  free(look->offsets);
  free(look->lengths);
  *look = (sf_look_result){0};
}

sf_entry sf_entry_back(const sf_look_result *look, uint64_t back) {
  uint64_t slot = slot_back(&look->layout, look->newest, back);
  return (sf_entry){slot, look->offsets[slot], look->lengths[slot]};
}

/* How many of n bytes from a stream offset on lie before the ring's end. */
static uint64_t before_wrap(const sf_layout *l, uint64_t offset, uint64_t n) {
  uint64_t rest = l->data - (offset & (l->data - 1));
  return n < rest ? n : rest;
}

void sf_copy_entry(const sf_memory *m, const sf_layout *l, sf_entry e, void *bytes) {
  uint64_t first = before_wrap(l, e.offset, e.length);
  /* [queue.copy] */
  load_bytes(m, l->data_at + (e.offset & (l->data - 1)), bytes, first);
  load_bytes(m, l->data_at, (unsigned char *)bytes + first, e.length - first);
}

/* --- files ----------------------------------------------------------------------------------- */

static sf_class map_fd(int fd, const char *file, bool writable, sf_memory *m) {
  struct stat s;
  if (fstat(fd, &s) != 0) return fail_system("stat", file);
  if (!S_ISREG(s.st_mode)) return fail(SF_OTHER, "not a regular file");
  if ((uint64_t)s.st_size > MAX_SIZE) return fail(SF_OTHER, "larger than 2 GiB - 1");
  *m = (sf_memory){.size = (uint64_t)s.st_size};
  if (m->size == 0) return SF_OK;
  void *at = mmap(NULL, m->size, PROT_READ | (writable ? PROT_WRITE : 0), MAP_SHARED, fd, 0);
  if (at == MAP_FAILED) return fail_system("mmap", file);
  m->at = at;
  return SF_OK;
}

sf_class sf_map(const char *file, bool writable, sf_memory *m) {
  *m = (sf_memory){0};
  int fd = open(file, (writable ? O_RDWR : O_RDONLY) | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return fail_system("open", file);
  sf_class c = map_fd(fd, file, writable, m);
  close(fd);
  return c;
}

void sf_unmap(sf_memory *m) {
  if (m->at != NULL) munmap(m->at, m->size);
  *m = (sf_memory){0};
}

static sf_class write_all(int fd, const unsigned char *bytes, uint64_t n, const char *file) {
  while (n > 0) {
    ssize_t done = write(fd, bytes, n);
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return fail_system("write", file);
    bytes += done;
    n -= (uint64_t)done;
  }
  return SF_OK;
}

/* Zeros are written: a store into a hole kills the process when the file system is full. */
static sf_class extend(int fd, uint64_t size, const char *file) {
  static const unsigned char zeros[PAGE];
  struct stat s;
  if (fstat(fd, &s) != 0) return fail_system("stat", file);
  if (lseek(fd, 0, SEEK_END) < 0) return fail_system("seek", file);
  sf_class c = SF_OK;
  for (uint64_t at = (uint64_t)s.st_size; c == SF_OK && at < size; at += PAGE)
    c = write_all(fd, zeros, size - at < PAGE ? size - at : PAGE, file);
  return c;
}

/* A lock of the open file description: it conflicts with record locks as those do with each other, but neither
 * a fork nor another descriptor of the file drops it. */
static bool try_lock(int fd) {
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1};
  /* A killed holder keeps its lock until it has been reaped. */
  for (int tries = 0; tries < 50; tries++) {
    if (fcntl(fd, F_OFD_SETLK, &lock) == 0) return true;
    nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
  }
  return false;
}

/* Opens and locks a file that still has its name when the lock is there. */
static sf_class open_locked(const char *file, bool create, int *fd) {
  while (true) {
    *fd = open(file, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (*fd < 0 && errno == ENOENT && create) {
      *fd = open(file, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_CREAT | O_EXCL, 0600);
      if (*fd < 0 && errno == EEXIST) continue;
    }
    if (*fd < 0) return fail_system("open", file);
    if (!try_lock(*fd)) {
      close(*fd);
      *fd = -1;
      return fail(SF_OTHER, "another process holds the lock on byte 0");
    }
    struct stat opened, named;
    if (fstat(*fd, &opened) == 0 && stat(file, &named) == 0 && opened.st_ino == named.st_ino &&
        opened.st_dev == named.st_dev)
      return SF_OK;
    close(*fd);
  }
}

static void unlock(sf_lock *lock) {
  if (lock->fd >= 0) close(lock->fd);
  if (lock->name_fd >= 0) close(lock->name_fd);
  *lock = SF_NO_LOCK;
}

/* Locks a memory: first its lock file, then the memory itself. */
static sf_class lock_memory(const char *file, bool create, sf_lock *lock) {
  char name[PATH_MAX + 32];
  struct stat st;
  *lock = SF_NO_LOCK;
  if (!create && stat(file, &st) != 0) return fail_system("open", file); /* and leave no lock file behind */
  snprintf(name, sizeof name, "%.*s.lock", PATH_MAX, file);
  sf_class result = open_locked(name, true, &lock->name_fd);
  if (result == SF_OK) result = open_locked(file, create, &lock->fd);
  if (result != SF_OK) unlock(lock);
  return result;
}

/* --- client ---------------------------------------------------------------------------------- */

sf_class sf_configure(const sf_memory *m, uint64_t entries, uint64_t data) {
  sf_layout l = layout_of(entries, data);
  if (entries < 2 || data < 2 || !is_mask(entries - 1) || !is_mask(data - 1))
    return fail(SF_GEOMETRY, "entries and data bytes must be powers of two, at least 2");
  if (l.tail_at > m->size) return fail(SF_TRUNCATED, "the memory is too small");
  /* [queue.configure.words] */
  for (uint64_t s = 0; s < entries; s++) store(m, length_at(s), 0, memory_order_relaxed);
  for (uint64_t at = IDENTITY_AT; at < IDENTITY_AT + 16; at += 8) {
    /* [queue.identity] */
    uint64_t word = load(m, at, memory_order_relaxed);
    while (word == 0)
      if (getrandom(&word, sizeof word, 0) != (ssize_t)sizeof word) return fail_system("getrandom", "");
    store(m, at, word, memory_order_relaxed);
  }
  /* [queue.configure.words] */
  store(m, ENTRY_MASK_AT, entries - 1, memory_order_relaxed);
  store(m, DATA_MASK_AT, data - 1, memory_order_relaxed);
  store(m, WRITE_OFFSET_AT, 0, memory_order_relaxed);
  /* [queue.configure.version] */
  store(m, VERSION_AT, VERSION, memory_order_release);
  return SF_OK;
}

sf_class sf_take_up(const sf_memory *m, sf_client *c) {
  *c = (sf_client){.memory = *m, .lock = SF_NO_LOCK};
  sf_class result = sf_read_layout(m, &c->layout);
  if (result != SF_OK) return result;
  if (c->layout.entries < 2) return fail(SF_GEOMETRY, "too small to be written");
  sf_look_result look;
  result = sf_look_at(m, &c->layout, &look);
  if (result != SF_OK) return result;
  c->valid = look.run;
  /* [queue.recover.header] */
  c->write_offset = load(m, WRITE_OFFSET_AT, memory_order_relaxed);
  if (look.run > 0) {
    sf_entry newest = sf_entry_back(&look, 0);
    c->write_offset = newest.offset + newest.length;
    c->newest_length = newest.length;
    c->next = slot_back(&c->layout, newest.slot, c->layout.entries - 1);
  }
  if (c->write_offset > MAX_TAKEN_UP) {
    sf_free_look(&look);
    return fail(SF_GEOMETRY, "write offset out of range");
  }
  for (uint64_t s = 0; s < c->layout.entries; s++) {
    uint64_t back = slot_back(&c->layout, c->next, s);
    bool in_run = back >= 1 ? back <= c->valid : c->valid == c->layout.entries;
    /* [queue.recover.length] */
    bool to_clear = !in_run && load(m, length_at(s), memory_order_relaxed) != 0;
    /* [queue.recover.clear] */
    if (to_clear) store(m, length_at(s), 0, memory_order_relaxed);
  }
  c->offsets = look.offsets;
  look.offsets = NULL;
  sf_free_look(&look);
  return SF_OK;
}

static sf_class take_up_file(sf_lock lock, const char *file, sf_client *c) {
  sf_memory m;
  sf_class result = map_fd(lock.fd, file, true, &m);
  if (result == SF_OK) result = sf_take_up(&m, c);
  if (result != SF_OK) {
    sf_unmap(&m);
    unlock(&lock);
    return result;
  }
  c->lock = lock;
  return SF_OK;
}

sf_class sf_recover(const char *file, sf_client *c) {
  sf_lock lock;
  sf_class result = lock_memory(file, false, &lock);
  return result == SF_OK ? take_up_file(lock, file, c) : result;
}

sf_class sf_open(const char *file, uint64_t entries, uint64_t data, uint64_t tail, sf_client *c) {
  sf_lock lock;
  if (entries > MAX_SIZE || data > MAX_SIZE || tail > MAX_SIZE) return fail(SF_GEOMETRY, "too large");
  sf_class result = lock_memory(file, true, &lock);
  if (result != SF_OK) return result;
  result = extend(lock.fd, layout_of(entries, data).tail_at + tail, file);
  sf_memory m = {0};
  if (result == SF_OK) result = map_fd(lock.fd, file, true, &m);
  sf_layout found;
  if (result == SF_OK) result = sf_read_layout(&m, &found);
  if (result == SF_OK && (found.entries != entries || found.data != data))
    result = fail(SF_GEOMETRY, "the memory has another geometry");
  if (result == SF_UNCONFIGURED) result = sf_configure(&m, entries, data);
  sf_unmap(&m);
  if (result == SF_OK) return take_up_file(lock, file, c);
  unlock(&lock);
  return result;
}

uint64_t sf_room(const sf_client *c) { return c->layout.data - c->newest_length; }
uint64_t sf_slot(const sf_client *c) { return c->next; }

/* Counts a step of a commit; false if it must not be made. */
static bool step(sf_client *c) {
  if (c->steps_left == 0) return false;
  c->steps_left--;
  return true;
}

/* Length := 0 in each entry that starts before w + n - data bytes, and in slot s, oldest first. */
static bool invalidate(sf_client *c, uint64_t n) {
  while (c->valid > 0) {
    uint64_t oldest = slot_back(&c->layout, c->next, c->valid);
    if (c->valid < c->layout.entries && c->offsets[oldest] + c->layout.data >= c->write_offset + n) break;
    if (!step(c)) return false;
    /* [queue.commit.invalidate] */
    store(&c->memory, length_at(oldest), 0, memory_order_release);
    c->valid--;
  }
  /* [queue.commit.fence] */
  atomic_thread_fence(memory_order_release);
  return true;
}

/* The n bytes at w. */
static bool fill(sf_client *c, const unsigned char *bytes, uint64_t n) {
  const sf_layout *l = &c->layout;
  uint64_t first = before_wrap(l, c->write_offset, n);
  if (!step(c)) return false;
  /* [queue.commit.data] */
  store_bytes(&c->memory, l->data_at + (c->write_offset & (l->data - 1)), bytes, first);
  store_bytes(&c->memory, l->data_at, bytes + first, n - first);
  return true;
}

static bool write_tail(sf_client *c, const sf_tail_word *tail, size_t tails) {
  if (!step(c)) return false;
  for (size_t i = 0; i < tails; i++)
    /* [queue.commit.tail] */
    store(&c->memory, c->layout.tail_at + 8 * tail[i].index, tail[i].value, memory_order_relaxed);
  return true;
}

static bool publish(sf_client *c, uint64_t n) {
  if (!step(c)) return false;
  /* [queue.commit.header] */
  store(&c->memory, WRITE_OFFSET_AT, c->write_offset + n, memory_order_relaxed);
  if (!step(c)) return false;
  /* [queue.commit.offset] */
  store(&c->memory, offset_at(c->next), c->write_offset, memory_order_relaxed);
  if (!step(c)) return false;
  /* [queue.commit.publish] */
  store(&c->memory, length_at(c->next), n, memory_order_release);
  c->offsets[c->next] = c->write_offset;
  c->write_offset += n;
  c->newest_length = n;
  c->next = slot_back(&c->layout, c->next, c->layout.entries - 1);
  c->valid++;
  return true;
}

/* What is asked for must be possible; then the steps may begin. */
static sf_class begin(sf_client *c, uint64_t n, const sf_tail_word *tail, size_t tails, uint64_t steps) {
  if (n == 0 || n > sf_room(c)) return fail(SF_REFUSED, "does not fit beside the newest entry");
  uint64_t words = (c->memory.size - c->layout.tail_at) / 8;
  for (size_t i = 0; i < tails; i++)
    if (tail[i].index >= words) return fail(SF_OTHER, "no such word of the tail");
  c->steps_left = steps;
  return SF_OK;
}

sf_class sf_commit(sf_client *c, const void *bytes, uint64_t n, const sf_tail_word *tail, size_t tails,
                   uint64_t steps) {
  sf_class result = begin(c, n, tail, tails, steps);
  if (result != SF_OK) return result;
  bool done = invalidate(c, n) && fill(c, bytes, n) && write_tail(c, tail, tails) && publish(c, n);
  return done ? SF_OK : SF_ABANDONED;
}

void sf_close(sf_client *c) {
  free(c->offsets);
  if (c->lock.fd >= 0) {
    sf_unmap(&c->memory);
    unlock(&c->lock);
  }
  *c = (sf_client){.lock = SF_NO_LOCK};
}

/* --- host ------------------------------------------------------------------------------------ */

sf_class sf_capture_open(const char *file, sf_capture *c) {
  *c = (sf_capture){0};
  sf_class result = sf_map(file, false, &c->memory);
  if (result != SF_OK) return result;
  c->image = calloc(1, c->memory.size == 0 ? 1 : c->memory.size);
  return c->image == NULL ? fail(SF_OTHER, "out of memory") : SF_OK;
}

void sf_capture_close(sf_capture *c) {
  sf_free_look(&c->look);
  free(c->image);
  sf_unmap(&c->memory);
  *c = (sf_capture){0};
}

sf_class sf_capture_look(sf_capture *c) {
  sf_layout layout;
  sf_class result = sf_read_layout(&c->memory, &layout);
  if (result != SF_OK) return result;
  if (c->look.layout.entries != layout.entries || c->look.layout.data != layout.data) {
    sf_free_look(&c->look);
    result = alloc_look(&layout, &c->look);
    if (result != SF_OK) return result;
  }
  /* [queue.empty.header] */
  uint64_t header = load(&c->memory, WRITE_OFFSET_AT, memory_order_acquire);
  look_again(&c->memory, &c->look);
  if (c->look.run == 0) {
    /* Nothing was seen: only two looks between equal headers say that there is nothing. */
    look_again(&c->memory, &c->look);
    /* [queue.empty.again] */
    bool stood = load(&c->memory, WRITE_OFFSET_AT, memory_order_relaxed) == header;
    return c->look.run == 0 && stood ? SF_EMPTY : SF_LAPPED;
  }
  memset(c->image, 0, c->memory.size);
  /* [queue.copy] */
  load_bytes(&c->memory, layout.tail_at, c->image + layout.tail_at, c->memory.size - layout.tail_at);
  return SF_OK;
}

static void erase(unsigned char *image, const sf_layout *l, sf_entry e) {
  uint64_t first = before_wrap(l, e.offset, e.length);
  memset(image + l->data_at + (e.offset & (l->data - 1)), 0, first);
  memset(image + l->data_at, 0, e.length - first);
}

sf_class sf_capture_keep(sf_capture *c) {
  const sf_layout *l = &c->look.layout;
  for (c->kept = 0; c->kept < c->look.run; c->kept++) {
    sf_entry e = sf_entry_back(&c->look, c->kept);
    uint64_t first = before_wrap(l, e.offset, e.length);
    uint64_t at = l->data_at + (e.offset & (l->data - 1));
    /* [queue.copy] */
    load_bytes(&c->memory, at, c->image + at, first);
    load_bytes(&c->memory, l->data_at, c->image + l->data_at, e.length - first);
    /* [queue.v2.fence] */
    atomic_thread_fence(memory_order_acquire);
    /* [queue.v2.length] Length before offset. */
    if (load(&c->memory, length_at(e.slot), memory_order_acquire) != e.length) break;
    /* [queue.v2.offset] */
    if (load(&c->memory, offset_at(e.slot), memory_order_relaxed) != e.offset) break;
  }
  if (c->kept == 0) return SF_LAPPED;
  for (uint64_t back = 0; back < c->look.run; back++) {
    sf_entry e = sf_entry_back(&c->look, back);
    if (back >= c->kept) {
      erase(c->image, l, e);
    } else {
      put(c->image, offset_at(e.slot), e.offset);
      put(c->image, length_at(e.slot), e.length);
    }
  }
  sf_entry newest = sf_entry_back(&c->look, 0);
  put(c->image, VERSION_AT, VERSION);
  put(c->image, ENTRY_MASK_AT, l->entries - 1);
  put(c->image, DATA_MASK_AT, l->data - 1);
  put(c->image, WRITE_OFFSET_AT, newest.offset + newest.length);
  /* [queue.identity] */
  put(c->image, IDENTITY_AT, load(&c->memory, IDENTITY_AT, memory_order_relaxed));
  put(c->image, IDENTITY_AT + 8, load(&c->memory, IDENTITY_AT + 8, memory_order_relaxed));
  return SF_OK;
}

/* --- seals ----------------------------------------------------------------------------------- */

/* Goes on with a checksum that was begun with all ones and is not inverted yet. */
static uint32_t crc_add(uint32_t crc, const unsigned char *bytes, uint64_t n) {
  static uint32_t table[256];
  if (table[1] == 0)
    for (uint32_t i = 0; i < 256; i++) {
      uint32_t r = i;
      for (int bit = 0; bit < 8; bit++) r = r & 1 ? r >> 1 ^ UINT32_C(0x82f63b78) : r >> 1;
      table[i] = r;
    }
  for (uint64_t i = 0; i < n; i++) crc = crc >> 8 ^ table[(crc ^ bytes[i]) & 0xff];
  return crc;
}

static uint32_t crc32c(const unsigned char *bytes, uint64_t n) { return ~crc_add(UINT32_MAX, bytes, n); }

static void seal(unsigned char *image, uint64_t size, uint64_t generation) {
  memset(image + MAGIC_AT, 0, HEAD_END - MAGIC_AT);
  put(image, MAGIC_AT, SEAL_MAGIC);
  put(image, GENERATION_AT, generation);
  put(image, LENGTH_AT, size);
  put(image, CHECKSUM_AT, crc32c(image, size));
}

/* Verifies the seal of a private copy; changes the copy: words that count as 0 are made 0. */
static sf_class check_seal(unsigned char *copy, uint64_t size, uint64_t *generation, uint64_t *length) {
  if (size < HEAD_END) return fail(SF_UNSEALED, "too short for a seal");
  uint64_t magic = get(copy, MAGIC_AT);
  *generation = get(copy, GENERATION_AT);
  *length = get(copy, LENGTH_AT);
  uint64_t checksum = get(copy, CHECKSUM_AT);
  if (magic == 0 && *generation == 0 && *length == 0 && checksum == 0) return fail(SF_UNSEALED, "no seal");
  if (magic != SEAL_MAGIC) {
    *generation = 0;
    return fail(SF_SEAL_BROKEN, "no magic where there are no zeros");
  }
  if (*generation < 1 || *generation > INT64_MAX) return fail(SF_SEAL_BROKEN, "generation below 1");
  if (*length < HEAD_END || *length > INT64_MAX) return fail(SF_SEAL_BROKEN, "sealed for too few bytes");
  uint64_t state = get(copy, MARK_AT);
  bool marked = state == STATE_CLEAR || state == STATE_DIRTY;
  if (marked ? size < *length : size != *length) return fail(SF_TRUNCATED, "not as long as sealed");
  if (marked) memset(copy + MARK_AT, 0, HEAD_END - MARK_AT);
  put(copy, CHECKSUM_AT, 0);
  if (crc32c(copy, *length) != checksum) return fail(SF_SEAL_BROKEN, "the checksum does not match");
  return SF_OK;
}

/* Reads a file once; the caller frees it. */
static sf_class load_file(const char *file, unsigned char **bytes, uint64_t *size) {
  *bytes = NULL;
  int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat s;
  if (fd < 0 || fstat(fd, &s) != 0) {
    sf_class c = fail_system("open", file);
    if (fd >= 0) close(fd);
    return c;
  }
  *size = (uint64_t)s.st_size;
  if (!S_ISREG(s.st_mode) || *size > MAX_SIZE || (*bytes = calloc(1, *size + 1)) == NULL) {
    close(fd);
    return fail(SF_OTHER, "not a regular file, or too large");
  }
  uint64_t done = 0;
  ssize_t n;
  while (done < *size && (n = read(fd, *bytes + done, *size - done)) > 0) done += (uint64_t)n;
  close(fd);
  *size = done;
  return SF_OK;
}

sf_class sf_verify(const char *file, uint64_t *generation, uint64_t *length) {
  unsigned char *bytes;
  uint64_t size;
  sf_class c = load_file(file, &bytes, &size);
  if (c == SF_OK) c = check_seal(bytes, size, generation, length);
  free(bytes);
  return c;
}

/* --- replace store --------------------------------------------------------------------------- */

static void split(const char *name, char *directory, size_t n, const char **base) {
  const char *slash = strrchr(name, '/');
  *base = slash == NULL ? name : slash + 1;
  if (slash == NULL) {
    snprintf(directory, n, ".");
  } else {
    snprintf(directory, n, "%.*s", (int)(slash == name ? 1 : slash - name), name);
  }
}

/* The number in a name of the form BASE.G; 0 if it is none. */
static uint64_t generation_of(const char *base, const char *file) {
  size_t n = strlen(base);
  if (strncmp(base, file, n) != 0 || file[n] != '.') return 0;
  const char *digits = file + n + 1;
  if (*digits < '1' || *digits > '9' || strlen(digits) > 18) return 0;
  for (const char *d = digits; *d != 0; d++)
    if (!isdigit((unsigned char)*d)) return 0;
  return strtoull(digits, NULL, 10);
}

/* What a directory has under a name. */
typedef struct {
  char found[PATH_MAX + 256]; /* the newest that holds; empty if there is none */
  uint64_t generation;  /* of it; 0: it has no seal */
  uint64_t highest;     /* in any name NAME.G */
  bool broken;          /* something was there that does not hold */
} search_result;

/* `named`: the number in the file's name, 0 for the name itself, whose inode is given (0: there is none). */
static sf_class consider(const char *file, uint64_t named, ino_t name, search_result *r, bool *unsealed) {
  struct stat s;
  uint64_t generation = 0, length = 0;
  if (stat(file, &s) != 0) return errno == ENOENT ? SF_OK : fail_system("stat", file);
  sf_class c = sf_verify(file, &generation, &length);
  if (c == SF_OTHER && errno == EACCES) return c; /* not damaged, only not ours to read */
  bool own = named == 0 || (c != SF_UNSEALED && generation == named);
  if (!own && s.st_ino != name) return SF_OK; /* nobody's generation */
  if (named == 0 && c == SF_UNSEALED) {
    *unsealed = true;
  } else if (!own || c != SF_OK) {
    r->broken = true;
  } else if (generation > r->generation) {
    r->generation = generation;
    snprintf(r->found, sizeof r->found, "%s", file);
  }
  return SF_OK;
}

static sf_class search(const char *name, search_result *r) {
  char directory[PATH_MAX], file[PATH_MAX + 256];
  const char *base;
  *r = (search_result){0};
  split(name, directory, sizeof directory, &base);
  DIR *d = opendir(directory);
  if (d == NULL) return fail_system("opendir", directory);
  struct stat s;
  ino_t inode = stat(name, &s) == 0 ? s.st_ino : 0;
  bool unsealed = false;
  sf_class c = SF_OK;
  for (struct dirent *e = readdir(d); c == SF_OK && e != NULL; e = readdir(d)) {
    uint64_t generation = generation_of(base, e->d_name);
    if (generation > r->highest) r->highest = generation;
    if (generation == 0 && strcmp(base, e->d_name) != 0) continue;
    snprintf(file, sizeof file, "%s/%s", directory, e->d_name);
    c = consider(file, generation, inode, r, &unsealed);
  }
  closedir(d);
  if (c == SF_OK && r->generation == 0 && unsealed && !r->broken)
    snprintf(r->found, sizeof r->found, "%s", name); /* of the original crate */
  return c;
}

static sf_class sync_directory(const char *name) {
  char directory[PATH_MAX];
  const char *base;
  split(name, directory, sizeof directory, &base);
  int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return fail_system("open", directory);
  sf_class c = fsync(fd) == 0 ? SF_OK : fail_system("fsync", directory);
  close(fd);
  return c;
}

static bool same_inode(const char *a, const char *b) {
  struct stat s, t;
  return stat(a, &s) == 0 && stat(b, &t) == 0 && s.st_ino == t.st_ino && s.st_dev == t.st_dev;
}

/* Makes `name` a name of the inode of `file`; a rename between two names of one inode does nothing. */
static sf_class name_again(const char *file, const char *name, const char *temporary) {
  if (same_inode(file, name)) return SF_OK;
  if (link(file, temporary) != 0) return fail_system("link", temporary);
  return rename(temporary, name) == 0 ? SF_OK : fail_system("rename", name);
}

typedef struct {
  char temporary[PATH_MAX + 32], numbered[PATH_MAX + 32];
} store_names;

static store_names names(const sf_store *s, uint64_t generation) {
  store_names n;
  snprintf(n.temporary, sizeof n.temporary, "%s.tmp", s->name);
  snprintf(n.numbered, sizeof n.numbered, "%s.%llu", s->name, (unsigned long long)generation);
  return n;
}

sf_class sf_store_open(const char *name, sf_store *s) {
  *s = (sf_store){.lock_fd = -1};
  char file[PATH_MAX + 32];
  struct stat st;
  if (strlen(name) >= sizeof s->name - 32) return fail(SF_OTHER, "the name is too long");
  snprintf(s->name, sizeof s->name, "%s", name);
  snprintf(file, sizeof file, "%s.lock", name);
  sf_class c = open_locked(file, true, &s->lock_fd);
  if (c != SF_OK) return c;
  snprintf(file, sizeof file, "%s.0", name);
  search_result r;
  if (stat(file, &st) == 0) c = fail(SF_OTHER, "the name belongs to a twin store");
  if (c == SF_OK) c = search(name, &r);
  if (c == SF_OK) {
    s->generation = r.highest > r.generation ? r.highest : r.generation;
    store_names n = names(s, r.generation);
    if (unlink(n.temporary) != 0 && errno != ENOENT) c = fail_system("unlink", n.temporary);
    if (c == SF_OK && r.generation > 0) c = name_again(r.found, n.numbered, n.temporary);
    if (c == SF_OK && r.generation > 0) c = name_again(n.numbered, name, n.temporary);
    if (c == SF_OK) c = sync_directory(name);
  }
  if (c != SF_OK) sf_store_close(s);
  return c;
}

static sf_class create(const char *file, const unsigned char *bytes, uint64_t size, bool sync) {
  int fd = open(file, O_WRONLY | O_CLOEXEC | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
  if (fd < 0) return fail_system("create", file);
  sf_class c = write_all(fd, bytes, size, file);
  if (c == SF_OK && sync && fsync(fd) != 0) c = fail_system("fsync", file);
  close(fd);
  if (c != SF_OK) unlink(file);
  return c;
}

static void prune(const sf_store *s) {
  char directory[PATH_MAX], file[PATH_MAX + 256];
  const char *base;
  split(s->name, directory, sizeof directory, &base);
  DIR *d = opendir(directory);
  if (d == NULL) return;
  for (struct dirent *e = readdir(d); e != NULL; e = readdir(d)) {
    uint64_t generation = generation_of(base, e->d_name);
    if (generation > 0 && generation + 2 <= s->generation) {
      snprintf(file, sizeof file, "%s/%s", directory, e->d_name);
      unlink(file);
    }
  }
  closedir(d);
}

sf_class sf_publish(sf_store *s, unsigned char *image, uint64_t size) {
  uint64_t generation = s->generation + 1;
  store_names n = names(s, generation);
  seal(image, size, generation);
  sf_class c = create(n.temporary, image, size, true);
  if (c != SF_OK) return c;
  if (link(n.temporary, n.numbered) != 0) {
    c = fail_system("link", n.numbered);
  } else {
    s->generation = generation;
    if (rename(n.temporary, s->name) != 0) c = fail_system("rename", s->name);
  }
  if (c != SF_OK) {
    unlink(n.temporary);
    return c;
  }
  c = sync_directory(s->name);
  if (c == SF_OK) prune(s); /* only what is older than something durable */
  return c;
}

void sf_store_close(sf_store *s) {
  if (s->lock_fd >= 0) close(s->lock_fd);
  s->lock_fd = -1;
}

sf_class sf_restore(const char *name, const char *file, uint64_t *generation) {
  search_result r;
  unsigned char *bytes;
  uint64_t size, length = 0;
  sf_class c = search(name, &r);
  if (c != SF_OK) return c;
  if (r.found[0] == 0) return r.broken ? fail(SF_SEAL_BROKEN, "nothing holds") : fail(SF_REFUSED, "nothing there");
  c = load_file(r.found, &bytes, &size);
  if (c == SF_OK && r.generation > 0) {
    c = check_seal(bytes, size, generation, &length); /* again: of what is used */
    size = length;
  }
  if (c == SF_OK) {
    *generation = r.generation;
    if (r.generation > 0) memset(bytes + MAGIC_AT, 0, HEAD_END - MAGIC_AT);
    c = create(file, bytes, size, false);
  }
  free(bytes);
  return c;
}

/* --- twin store, reading --------------------------------------------------------------------- */

enum { TWIN_TRIES = 64, NO_IMAGE = 2 };

/* The identity of this boot as two words; zeros if the system does not tell. */
static void read_boot(uint64_t boot[2]) {
  FILE *f = fopen("/proc/sys/kernel/random/boot_id", "r");
  char text[64] = "";
  int digits = 0;
  boot[0] = boot[1] = 0;
  if (f != NULL && fgets(text, sizeof text, f) != NULL)
    for (const char *c = text; isxdigit((unsigned char)*c) || *c == '-'; c++) {
      if (*c == '-') continue;
      uint64_t digit = (uint64_t)(isdigit((unsigned char)*c) ? *c - '0' : tolower((unsigned char)*c) - 'a' + 10);
      if (digits < 32) boot[digits / 16] = boot[digits / 16] << 4 | digit;
      digits++;
    }
  if (f != NULL) fclose(f);
  if (digits != 32) boot[0] = boot[1] = 0;
}

/* What an image file says, and whether that can be used. */
typedef struct {
  unsigned char *bytes;
  uint64_t generation, length;
  bool usable;
  bool unpublished; /* no publication into it has ended, as far as one can see */
} twin_image;

static sf_class look_at_image(const char *name, int image, const uint64_t boot[2], twin_image *i) {
  char file[PATH_MAX + 32];
  uint64_t size = 0, unused = 0;
  *i = (twin_image){0};
  snprintf(file, sizeof file, "%s.%d", name, image);
  errno = 0;
  if (load_file(file, &i->bytes, &size) != SF_OK) {
    i->unpublished = errno == ENOENT;
    return errno == EACCES ? SF_OTHER : SF_OK;
  }
  i->unpublished = size == 0;
  if (size < HEAD_END) return SF_OK;
  uint64_t state = get(i->bytes, MARK_AT);
  bool dirty = state == STATE_DIRTY, marked = dirty || state == STATE_CLEAR;
  bool ours = marked && (boot[0] != 0 || boot[1] != 0) && get(i->bytes, MARK_AT + 8) == boot[0] &&
              get(i->bytes, MARK_AT + 16) == boot[1];
  i->generation = get(i->bytes, GENERATION_AT);
  i->length = get(i->bytes, LENGTH_AT);
  bool sealed = get(i->bytes, MAGIC_AT) == SEAL_MAGIC;
  bool none = get(i->bytes, MAGIC_AT) == 0 && i->generation == 0 && i->length == 0 && get(i->bytes, CHECKSUM_AT) == 0;
  i->unpublished = none || (sealed && dirty);
  if (!sealed || i->generation < 1 || i->generation > MAX_GENERATION || i->length < HEAD_END || i->length > size)
    return SF_OK;
  i->usable = ours ? !dirty : check_seal(i->bytes, size, &unused, &unused) == SF_OK;
  return SF_OK;
}

static bool lock_image(int fd, int image) {
  struct flock l = {.l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = 1 + image, .l_len = 1};
  return fcntl(fd, F_SETLK, &l) == 0;
}

/* Finds the newest usable image and locks it; NO_IMAGE if neither is usable. */
static sf_class lock_newest(const char *name, int fd, const uint64_t boot[2], twin_image *found) {
  int failed = NO_IMAGE;
  bool unpublished = true;
  for (int tries = 0; tries < TWIN_TRIES; tries++) {
    twin_image images[2];
    sf_class c = SF_OK;
    for (int i = 0; i < 2; i++) {
      sf_class one = look_at_image(name, i, boot, &images[i]);
      if (one != SF_OK) c = one;
      free(images[i].bytes);
    }
    if (c != SF_OK) return c;
    /* a usable one that is locked: its first publication has still to unlock it */
    unpublished = (images[0].unpublished || images[0].usable) && (images[1].unpublished || images[1].usable);
    int newest = images[1].usable && (!images[0].usable || images[1].generation > images[0].generation) ? 1 : 0;
    if (!images[newest].usable) {
      if (tries > 0) break;
      continue; /* a host may have been between the two */
    }
    int choice = newest == failed ? 1 - newest : newest;
    if (lock_image(fd, choice)) {
      c = look_at_image(name, choice, boot, found); /* again: only now it stays what it is */
      if (c != SF_OK || found->usable) return c;
      free(found->bytes);
    }
    failed = choice;
  }
  return fail(unpublished ? SF_UNSEALED : SF_SEAL_BROKEN, "no usable image");
}

sf_class sf_twin_restore(const char *name, const char *file, uint64_t *generation) {
  char lock[PATH_MAX + 32];
  uint64_t boot[2];
  twin_image found = {0};
  read_boot(boot);
  snprintf(lock, sizeof lock, "%s.lock", name);
  int fd = open(lock, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0) return fail_system("open", lock);
  sf_class c = lock_newest(name, fd, boot, &found);
  if (c == SF_OK) {
    memset(found.bytes + MAGIC_AT, 0, HEAD_END - MAGIC_AT);
    *generation = found.generation;
    c = create(file, found.bytes, found.length, false);
    free(found.bytes);
  }
  close(fd);
  return c;
}

/* --- triple buffer --------------------------------------------------------------------------- */

#define TRIPLE_VERSION UINT64_C(0x314952544c495453)
#define BASE_BIT (UINT64_C(1) << 63)
#define TAKEN_BIT (UINT64_C(1) << 30)
#define WAITS_BIT (UINT64_C(1) << 62)
#define HALF_BITS 31
#define HALF_MASK ((UINT64_C(1) << HALF_BITS) - 1)
#define MAX_NUMBER (UINT64_C(1) << 62)

enum { CAPACITY_AT = 8, CONTROL_AT = 4096, DURABLE_AT = 4160, BUFFERS_AT = 8192, NO_HALF = 2, MOST_TRIES = 5 };

static uint64_t stride(uint64_t capacity) { return (64 + capacity + 63) / 64 * 64; }
static uint64_t buffer_at(const sf_triple *t, uint64_t buffer) {
  return BUFFERS_AT + (buffer - 1) * stride(t->capacity);
}

static uint64_t half(uint64_t c, int h) { return c >> h * HALF_BITS & HALF_MASK; }
static uint64_t buffer_of(uint64_t c, int h) { return half(c, h) >> 28 & 3; }
static uint64_t words_of(uint64_t c, int h) { return half(c, h) & ((UINT64_C(1) << 28) - 1); }
static bool is_taken(uint64_t c, int h) { return (half(c, h) & TAKEN_BIT) != 0; }

static int taken_half(uint64_t c) { return is_taken(c, 0) ? 0 : is_taken(c, 1) ? 1 : NO_HALF; }
static int offered_half(uint64_t c) {
  for (int h = 0; h < 2; h++)
    if (buffer_of(c, h) != 0 && !is_taken(c, h)) return h;
  return NO_HALF;
}

static sf_class check_control(const sf_triple *t, uint64_t c) {
  bool good = c >> 63 == 0 && (buffer_of(c, 0) == 0 || buffer_of(c, 0) != buffer_of(c, 1));
  int taken = 0, offered = 0;
  for (int h = 0; h < 2; h++) {
    bool named = buffer_of(c, h) != 0;
    good = good && (named ? words_of(c, h) > 0 && words_of(c, h) <= t->capacity / 8 : half(c, h) == 0);
    taken += named && is_taken(c, h);
    offered += named && !is_taken(c, h);
  }
  return good && taken <= 1 && offered <= 1 ? SF_OK : fail(SF_CONTROL, "no client and host make such a control word");
}

static sf_class read_triple_layout(sf_triple *t) {
  const sf_memory *m = &t->memory;
  if (m->size < BUFFERS_AT) return fail(SF_TRUNCATED, "fewer than 8192 bytes");
  /* [triple.header.version] */
  uint64_t version = load(m, VERSION_AT, memory_order_acquire);
  if (version == 0) return fail(SF_UNCONFIGURED, "the version word is 0");
  if (version != TRIPLE_VERSION) return fail(SF_FOREIGN, "another version word");
  /* [triple.header.capacity] */
  t->capacity = load(m, CAPACITY_AT, memory_order_relaxed);
  if (t->capacity < 8 || t->capacity % 8 != 0 || t->capacity > INT64_MAX)
    return fail(SF_GEOMETRY, "the capacity is no positive multiple of 8");
  if (t->capacity > m->size || BUFFERS_AT + 3 * stride(t->capacity) > m->size)
    return fail(SF_TRUNCATED, "three such buffers do not fit");
  return SF_OK;
}

sf_class sf_triple_durable(const sf_triple *t, uint64_t *number) {
  /* [triple.durable.read] */
  *number = load(&t->memory, DURABLE_AT, memory_order_relaxed);
  return *number > MAX_NUMBER ? fail(SF_RECORDS, "A is no number of a record") : SF_OK;
}

sf_class sf_triple_configure(const char *file, uint64_t capacity, uint64_t durable) {
  if (capacity < 8 || capacity % 8 != 0 || capacity > MAX_SIZE / 4 || durable > MAX_NUMBER)
    return fail(SF_GEOMETRY, "the capacity is no positive multiple of 8, or too large");
  int fd = open(file, O_RDWR | O_CLOEXEC | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
  if (fd < 0) return fail_system("create", file);
  sf_memory m = {0};
  sf_class c = extend(fd, BUFFERS_AT + 3 * stride(capacity), file);
  if (c == SF_OK) c = map_fd(fd, file, true, &m);
  close(fd);
  if (c == SF_OK) {
    /* [triple.configure.words] */
    store(&m, CAPACITY_AT, capacity, memory_order_relaxed);
    store(&m, CONTROL_AT, 0, memory_order_relaxed);
    store(&m, DURABLE_AT, durable, memory_order_relaxed);
    /* [triple.configure.version] */
    store(&m, VERSION_AT, TRIPLE_VERSION, memory_order_release);
  }
  sf_unmap(&m);
  return c;
}

/* Goes to the first record of a half of a control word that was checked. */
static sf_class first_record(sf_triple *t, uint64_t c, int h) {
  /* [triple.read.first] */
  uint64_t first = load(&t->memory, buffer_at(t, buffer_of(c, h)), memory_order_relaxed);
  if (first < 1 || first > MAX_NUMBER) return fail(SF_RECORDS, "L is no number of a record");
  t->at = 0;
  t->number = first - 1;
  return SF_OK;
}

static sf_class next_record(sf_triple *t, uint64_t c, int h, sf_record *record) {
  uint64_t words = words_of(c, h);
  if (t->at >= words) return SF_EMPTY;
  uint64_t at = buffer_at(t, buffer_of(c, h)) + 64 + 8 * t->at;
  /* [triple.read.length] */
  uint64_t head = load(&t->memory, at, memory_order_relaxed);
  record->is_base = (head & BASE_BIT) != 0;
  record->length = head & ~BASE_BIT;
  if (record->length > 8 * (words - t->at - 1)) return fail(SF_RECORDS, "a record is longer than its buffer");
  if (record->is_base && t->at != 0) return fail(SF_RECORDS, "a base is not the first record");
  record->bytes = t->memory.at + at + 8;
  record->number = ++t->number;
  t->at += 1 + (record->length + 7) / 8;
  return SF_OK;
}

/* The number of the last record in a half; 0 if there is no such half. */
static sf_class last_number(sf_triple *t, uint64_t c, int h, uint64_t *number) {
  sf_record record;
  *number = 0;
  if (h == NO_HALF) return SF_OK;
  sf_class result = first_record(t, c, h);
  while (result == SF_OK) result = next_record(t, c, h, &record);
  *number = t->number;
  return result == SF_EMPTY ? SF_OK : result;
}

sf_class sf_triple_join(const char *file, sf_triple *t) {
  *t = (sf_triple){.lock = SF_NO_LOCK};
  sf_class result = lock_memory(file, false, &t->lock);
  if (result != SF_OK) return result;
  uint64_t a = 0, taken = 0, offered = 0, c = 0;
  result = map_fd(t->lock.fd, file, true, &t->memory);
  if (result == SF_OK) result = read_triple_layout(t);
  if (result == SF_OK) {
    /* [triple.restart.control] before A */
    c = load(&t->memory, CONTROL_AT, memory_order_acquire);
    result = check_control(t, c);
  }
  if (result == SF_OK) result = sf_triple_durable(t, &a);
  if (result == SF_OK) result = last_number(t, c, taken_half(c), &taken);
  if (result == SF_OK) result = last_number(t, c, offered_half(c), &offered);
  t->newest = a > taken ? a : taken;
  if (offered > t->newest) t->newest = offered;
  if (result != SF_OK) sf_triple_close(t);
  return result;
}

sf_class sf_triple_commit(sf_triple *t, const void *bytes, uint64_t n, bool is_base, uint64_t steps) {
  uint64_t capacity = t->capacity / 8, written = 0;
  if (n > t->capacity || 1 + (n + 7) / 8 > capacity) return fail(SF_OTHER, "no buffer is large enough");
  uint64_t words = 1 + (n + 7) / 8;
  for (int tries = 0; tries < MOST_TRIES; tries++) {
    /* [triple.commit.control] */
    uint64_t c = load(&t->memory, CONTROL_AT, memory_order_acquire);
    if (check_control(t, c) != SF_OK) return SF_CONTROL;
    int offered = offered_half(c);
    int h = offered != NO_HALF ? offered : is_taken(c, 0) ? 1 : 0;
    bool appends = !is_base && offered != NO_HALF;
    uint64_t buffer = 1, used = 0;
    if (appends) {
      buffer = buffer_of(c, h);
      used = words_of(c, h);
    } else {
      while (buffer == buffer_of(c, 0) || buffer == buffer_of(c, 1)) buffer++;
    }
    if (words > capacity - used) return fail(SF_REFUSED, "the host is behind");
    uint64_t at = buffer_at(t, buffer) + 64 + 8 * used;
    if (at != written) {
      if (!appends) {
        if (steps-- == 0) return SF_ABANDONED;
        /* [triple.commit.first] */
        store(&t->memory, buffer_at(t, buffer), t->newest + 1, memory_order_relaxed);
      }
      if (steps-- == 0) return SF_ABANDONED;
      /* [triple.commit.length] */
      store(&t->memory, at, is_base ? n | BASE_BIT : n, memory_order_relaxed);
      /* [triple.commit.bytes] */
      store_bytes(&t->memory, at + 8, bytes, n);
      written = at;
    }
    if (steps == 0) return SF_ABANDONED;
    uint64_t content = buffer << 28 | (used + words);
    uint64_t offer = (c & ~(HALF_MASK << h * HALF_BITS)) | content << h * HALF_BITS;
    /* [triple.commit.offer] */
    if (atomic_compare_exchange_strong_explicit((_Atomic uint64_t *)(void *)(t->memory.at + CONTROL_AT), &c, offer,
                                                memory_order_release, memory_order_relaxed)) {
      t->newest++;
      return SF_OK;
    }
  }
  return fail(SF_CONTROL, "the control word has changed more often than one host can change it");
}

sf_class sf_triple_attach(const char *file, uint64_t durable, sf_triple *t) {
  *t = (sf_triple){.lock = SF_NO_LOCK};
  uint64_t a;
  sf_class result = sf_map(file, true, &t->memory);
  if (result == SF_OK) result = read_triple_layout(t);
  if (result == SF_OK) result = sf_triple_durable(t, &a);
  if (result == SF_OK && a > durable) result = fail(SF_RECORDS, "A is above the newest record of the store");
  if (result != SF_OK) {
    sf_triple_close(t);
    return result;
  }
  t->durable = t->last = durable;
  /* [triple.durable.write] */
  store(&t->memory, DURABLE_AT, durable, memory_order_relaxed);
  return SF_OK;
}

static uint64_t add(const sf_triple *t, uint64_t delta, memory_order order) {
  return atomic_fetch_add_explicit((_Atomic uint64_t *)(void *)(t->memory.at + CONTROL_AT), delta, order);
}

sf_class sf_triple_take(sf_triple *t) {
  /* [triple.host.control] */
  uint64_t c = load(&t->memory, CONTROL_AT, memory_order_relaxed);
  sf_class result = check_control(t, c);
  if (result != SF_OK) return result;
  if (taken_half(c) == NO_HALF) {
    if (offered_half(c) == NO_HALF) return SF_EMPTY;
    uint64_t delta = (TAKEN_BIT << offered_half(c) * HALF_BITS) - (c & WAITS_BIT);
    /* [triple.take] What the addition returns counts: the client may have appended meanwhile. */
    c = add(t, delta, memory_order_acquire) + delta;
    result = check_control(t, c);
    if (result != SF_OK) return result;
    if (taken_half(c) == NO_HALF) return fail(SF_CONTROL, "somebody has changed what this host was to take");
  }
  t->taken = c;
  t->last = t->durable;
  return first_record(t, c, taken_half(c));
}

sf_class sf_triple_next(sf_triple *t, sf_record *record) {
  if (t->taken == 0) return fail(SF_OTHER, "nothing is taken");
  sf_class result;
  do {
    result = next_record(t, t->taken, taken_half(t->taken), record);
  } while (result == SF_OK && record->number <= t->durable);
  if (result != SF_OK) return result;
  if (!record->is_base && record->number != t->last + 1) return fail(SF_RECORDS, "a record is missing");
  t->last = record->number;
  return SF_OK;
}

sf_class sf_triple_set_durable(sf_triple *t, uint64_t number) {
  if (number < t->durable || number > t->last) return fail(SF_OTHER, "no record that was taken");
  t->durable = number;
  /* [triple.durable.write] */
  store(&t->memory, DURABLE_AT, number, memory_order_relaxed);
  return SF_OK;
}

sf_class sf_triple_return(sf_triple *t) {
  if (t->taken == 0) return fail(SF_OTHER, "nothing is taken");
  int h = taken_half(t->taken);
  if (t->at < words_of(t->taken, h) || t->number > t->durable) return fail(SF_OTHER, "not all of it is durable");
  uint64_t mine = half(t->taken, h);
  /* [triple.return] */
  uint64_t before = add(t, -(mine << h * HALF_BITS), memory_order_release);
  t->taken = 0;
  return half(before, h) == mine ? SF_OK : fail(SF_CONTROL, "somebody has changed what this host had taken");
}

void sf_triple_close(sf_triple *t) {
  sf_unmap(&t->memory);
  unlock(&t->lock);
  *t = (sf_triple){.lock = SF_NO_LOCK};
}

/* --- journal, reading ------------------------------------------------------------------------ */

#define JOURNAL_VERSION UINT64_C(0x314e524a4c495453)
#define BATCH_MAGIC UINT64_C(0x424a5453)

enum { JOURNAL_HEADER = 512, BATCH_HEAD = 32 };

/* The checksums of a batch begin with the salt of the file and its place in it. */
static uint32_t batch_crc(const sf_journal *j, uint64_t at, uint64_t length) {
  unsigned char begin[16], zeros[8] = {0};
  put(begin, 0, j->salt);
  put(begin, 8, at);
  uint32_t crc = crc_add(crc_add(UINT32_MAX, begin, sizeof begin), j->bytes + at, 24);
  if (length > 24) {
    crc = crc_add(crc, zeros, sizeof zeros);
    crc = crc_add(crc, j->bytes + at + BATCH_HEAD, length - BATCH_HEAD);
  }
  return ~crc;
}

/* The length that a whole head says; 0 if there is none here. */
static uint64_t batch_length(const sf_journal *j, uint64_t at) {
  if (at + BATCH_HEAD > j->size || (get(j->bytes, at) & UINT32_MAX) != BATCH_MAGIC) return 0;
  uint64_t length = get(j->bytes, at) >> 32;
  if (get(j->bytes, at + 24) >> 32 != batch_crc(j, at, 24)) return 0;
  return length > BATCH_HEAD && length % 8 == 0 && length <= INT32_MAX ? length : 0;
}

typedef struct {
  uint64_t first, count, length;
  bool is_base;
} batch;

/* SF_EMPTY: there is no whole batch here. SF_RECORDS: one that no host writes. */
static sf_class read_batch(const sf_journal *j, uint64_t at, batch *b) {
  b->length = batch_length(j, at);
  if (b->length == 0 || b->length > j->size - at) return SF_EMPTY;
  if ((get(j->bytes, at + 24) & UINT32_MAX) != batch_crc(j, at, b->length)) return SF_EMPTY;
  b->first = get(j->bytes, at + 8);
  b->count = get(j->bytes, at + 16);
  uint64_t from = at + BATCH_HEAD, end = at + b->length;
  bool good = b->first >= 1 && b->first <= MAX_NUMBER && b->count >= 1 && b->count <= b->length;
  b->is_base = (get(j->bytes, from) & BASE_BIT) != 0;
  for (uint64_t i = 0; good && i < b->count; i++) {
    uint64_t head = from < end ? get(j->bytes, from) : 0, n = head & ~BASE_BIT;
    good = from < end && n <= end - from - 8 && (i == 0 || head == n);
    if (good) from += 8 + (n + 7) / 8 * 8;
  }
  return good && from == end ? SF_OK : fail(SF_RECORDS, "a whole batch that no host writes");
}

/* Goes through the whole batches, and looks whether any lies behind what is not whole. */
static sf_class scan_journal(sf_journal *j) {
  batch b;
  sf_class c;
  uint64_t last = j->number;
  for (j->end = JOURNAL_HEADER; (c = read_batch(j, j->end, &b)) == SF_OK; j->end += b.length) {
    bool begins = j->end == JOURNAL_HEADER;
    if (b.first != last + 1 || (begins ? !b.is_base && last != 0 : b.is_base))
      return fail(SF_RECORDS, "a whole batch that does not follow");
    last = b.first + b.count - 1;
  }
  if (c != SF_EMPTY) return c;
  if (j->end == JOURNAL_HEADER) last = 0;
  for (uint64_t at = j->end + batch_length(j, j->end); at + BATCH_HEAD <= j->size; at += 8) {
    c = read_batch(j, at, &b);
    if (c == SF_RECORDS) return c;
    if (c == SF_OK && b.first + b.count - 1 > last) j->damaged = true;
  }
  return SF_OK;
}

sf_class sf_journal_open(const char *file, sf_journal *j) {
  *j = (sf_journal){0};
  sf_class c = load_file(file, &j->bytes, &j->size);
  if (c != SF_OK) return c;
  if (j->size < JOURNAL_HEADER) {
    c = fail(SF_TRUNCATED, "fewer than 512 bytes");
  } else if (get(j->bytes, 0) != JOURNAL_VERSION) {
    c = fail(SF_FOREIGN, "another version word");
  } else {
    uint64_t checksum = get(j->bytes, 16), first = get(j->bytes, 8);
    put(j->bytes, 16, 0);
    if (checksum != crc32c(j->bytes, JOURNAL_HEADER)) {
      c = fail(SF_SEAL_BROKEN, "the checksum of the header does not match");
    } else if (first < 1 || first > MAX_NUMBER || get(j->bytes, 48) > 1) {
      c = fail(SF_GEOMETRY, "no number of a record, or unknown for when it is synced");
    } else {
      j->salt = get(j->bytes, 24);
      j->number = first - 1;
      j->at = JOURNAL_HEADER;
      c = scan_journal(j);
    }
  }
  if (c != SF_OK) sf_journal_close(j);
  return c;
}

sf_class sf_journal_next(sf_journal *j, sf_record *record) {
  if (j->at == j->end) return SF_EMPTY;
  if (j->left == 0) {
    j->left = get(j->bytes, j->at + 16);
    j->at += BATCH_HEAD;
  }
  uint64_t head = get(j->bytes, j->at);
  *record = (sf_record){++j->number, head & ~BASE_BIT, (head & BASE_BIT) != 0, j->bytes + j->at + 8};
  j->at += 8 + (record->length + 7) / 8 * 8;
  j->left--;
  return SF_OK;
}

void sf_journal_close(sf_journal *j) {
  free(j->bytes);
  *j = (sf_journal){0};
}
