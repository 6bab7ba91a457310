/*
 * Stillframe in C11: client and host of queue and triple buffer, the replace store, and readers of the
 * twin store and the journal. Written from
 * docs/format.md; the names are those of that page. Needs POSIX, and nothing else.
 *
 * One thread at a time for each object. Errors are sf_class; sf_error() has the text of the last one.
 */
#ifndef STILLFRAME_H
#define STILLFRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* SF_OK, the classes of docs/format.md, and what is no fault of a file. */
typedef enum {
  SF_OK,
  SF_TRUNCATED,
  SF_UNCONFIGURED,
  SF_FOREIGN,
  SF_GEOMETRY,
  SF_UNSEALED,
  SF_SEAL_BROKEN,
  SF_CONTROL,
  SF_RECORDS,
  SF_OTHER,     /* the system said no */
  SF_REFUSED,   /* the protocol said no: nothing has changed */
  SF_ABANDONED, /* a commit that ended behind its last permitted step */
  SF_EMPTY,     /* a capture of a memory without entries */
  SF_LAPPED     /* a capture that the client has overtaken */
} sf_class;

const char *sf_class_name(sf_class c);
const char *sf_error(void);

/* A mapped file, or any other memory; `at` is aligned to 8. */
typedef struct {
  unsigned char *at;
  uint64_t size;
} sf_memory;

sf_class sf_map(const char *file, bool writable, sf_memory *memory);
void sf_unmap(sf_memory *memory);

/* Where the parts of a memory lie; numbers that were checked. */
typedef struct {
  uint64_t entries;
  uint64_t data;    /* bytes of the ring */
  uint64_t data_at;
  uint64_t tail_at;
} sf_layout;

sf_class sf_read_layout(const sf_memory *memory, sf_layout *layout);

typedef struct {
  uint64_t slot, offset, length;
} sf_entry;

/* What a look at all descriptors saw. */
typedef struct {
  sf_layout layout;
  uint64_t *offsets, *lengths; /* by slot; length 0: no entry */
  uint64_t newest;             /* its slot, if there is a run */
  uint64_t run;                /* how many entries end with the newest */
} sf_look_result;

sf_class sf_look_at(const sf_memory *memory, const sf_layout *layout, sf_look_result *look);
void sf_free_look(sf_look_result *look);
/* The entry that lies so many before the newest; back < look->run. */
sf_entry sf_entry_back(const sf_look_result *look, uint64_t back);
/* The bytes of an entry, which the caller knows to be stable. */
void sf_copy_entry(const sf_memory *memory, const sf_layout *layout, sf_entry entry, void *bytes);

/* --- the client ------------------------------------------------------------------------------ */

typedef struct {
  uint64_t index, value;
} sf_tail_word;

/* What a client holds for as long as it lives: byte 0 of the file MEMORY.lock and of the memory. */
typedef struct {
  int name_fd, fd;
} sf_lock;

#define SF_NO_LOCK ((sf_lock){.name_fd = -1, .fd = -1})

typedef struct {
  sf_memory memory;
  sf_layout layout;
  sf_lock lock;      /* SF_NO_LOCK if the memory is not a file */
  uint64_t *offsets; /* its own picture: a commit reads nothing from the memory */
  uint64_t next, valid, newest_length, write_offset;
  uint64_t steps_left;
} sf_client;

#define SF_ALL_STEPS UINT64_MAX

/* Creates and configures a memory of T + tail bytes, or takes up one of this geometry. */
sf_class sf_open(const char *file, uint64_t entries, uint64_t data, uint64_t tail, sf_client *c);
/* Takes up a memory file, whatever its geometry. */
sf_class sf_recover(const char *file, sf_client *c);
/* The same for a memory that is no file; nobody else writes it. */
sf_class sf_configure(const sf_memory *memory, uint64_t entries, uint64_t data);
sf_class sf_take_up(const sf_memory *memory, sf_client *c);
uint64_t sf_room(const sf_client *c);
uint64_t sf_slot(const sf_client *c);
/* Ends with SF_ABANDONED behind so many steps, for tests; SF_ALL_STEPS for all. */
sf_class sf_commit(sf_client *c, const void *bytes, uint64_t n, const sf_tail_word *tail,
                   size_t tails, uint64_t steps);
void sf_close(sf_client *c);

/* --- the host -------------------------------------------------------------------------------- */

typedef struct {
  sf_memory memory;
  sf_look_result look;
  unsigned char *image; /* as large as the memory; a snapshot without a seal after SF_OK */
  uint64_t kept;        /* how many entries it has */
} sf_capture;

/* Maps a memory for captures, read-only. */
sf_class sf_capture_open(const char *file, sf_capture *c);
/* First half: the first look, and the tail. SF_EMPTY, SF_LAPPED: there was nothing to copy. */
sf_class sf_capture_look(sf_capture *c);
/* Second half, only behind SF_OK: copies each entry and looks at it again, the newest first.
 * SF_OK: the image holds what has stayed. */
sf_class sf_capture_keep(sf_capture *c);
void sf_capture_close(sf_capture *c);

/* --- snapshots and the replace store --------------------------------------------------------- */

typedef struct {
  char name[4096];
  int lock_fd;
  uint64_t generation; /* of the newest */
} sf_store;

sf_class sf_verify(const char *file, uint64_t *generation, uint64_t *length);
/* Locks and recovers the store of this name. */
sf_class sf_store_open(const char *name, sf_store *store);
/* Seals the image and publishes it; keeps two generations. */
sf_class sf_publish(sf_store *store, unsigned char *image, uint64_t size);
void sf_store_close(sf_store *store);
/* Writes the newest snapshot that holds into a new memory file. SF_REFUSED: there is none. */
sf_class sf_restore(const char *name, const char *file, uint64_t *generation);

/* --- the twin store, read only --------------------------------------------------------------- */

/* Writes the newest usable image into a new memory file. SF_UNSEALED, SF_SEAL_BROKEN: none is usable. */
sf_class sf_twin_restore(const char *name, const char *file, uint64_t *generation);

/* --- the triple buffer ----------------------------------------------------------------------- */

/* Either side of one; a client holds the lock. */
typedef struct {
  sf_memory memory;
  sf_lock lock;      /* the client's; SF_NO_LOCK for a host */
  uint64_t capacity; /* bytes of records that a buffer holds */
  uint64_t newest;   /* client: number of the newest record */
  uint64_t durable;  /* host: number of the newest record in its store */
  uint64_t taken;    /* host: C as of the take; 0 while nothing is taken */
  uint64_t at, number, last; /* host: words read, number of the last record read, and given */
} sf_triple;

typedef struct {
  uint64_t number, length;
  bool is_base;
  const unsigned char *bytes; /* in the buffer; nobody writes there before the return */
} sf_record;

/* --- a journal, read only: it is read as a whole ---------------------------------------------- */

typedef struct {
  unsigned char *bytes;
  uint64_t size, salt;
  uint64_t end;              /* where the last whole batch ends */
  bool damaged;              /* behind that lies a whole batch with higher numbers */
  uint64_t at, left, number; /* of sf_journal_next: where it is, records left in the batch, the last number */
} sf_journal;

sf_class sf_journal_open(const char *file, sf_journal *j);
/* The next record up to `end`; SF_EMPTY behind the last. */
sf_class sf_journal_next(sf_journal *j, sf_record *record);
void sf_journal_close(sf_journal *j);

/* --- either side of the triple buffer ---------------------------------------------------------- */

sf_class sf_triple_configure(const char *file, uint64_t capacity, uint64_t durable);
/* The client. */
sf_class sf_triple_join(const char *file, sf_triple *t);
sf_class sf_triple_durable(const sf_triple *t, uint64_t *number);
/* SF_REFUSED: the host is behind, nothing has changed. A base is never refused. Ends with SF_ABANDONED
   behind so many steps, for tests; SF_ALL_STEPS for all. */
sf_class sf_triple_commit(sf_triple *t, const void *bytes, uint64_t n, bool is_base, uint64_t steps);
/* The host, with a store that ends with record `durable`. */
sf_class sf_triple_attach(const char *file, uint64_t durable, sf_triple *t);
/* SF_EMPTY: nothing is offered. */
sf_class sf_triple_take(sf_triple *t);
/* The next record that is not durable yet; SF_EMPTY behind the last. */
sf_class sf_triple_next(sf_triple *t, sf_record *record);
sf_class sf_triple_set_durable(sf_triple *t, uint64_t number);
sf_class sf_triple_return(sf_triple *t);
void sf_triple_close(sf_triple *t);

#endif
