/* Broken on purpose: the memory alone is locked. */
#define sf_recover sf_recover_as_it_should
#include "../stillframe.c"
#undef sf_recover

sf_class sf_recover(const char *file, sf_client *c) {
  sf_lock lock = SF_NO_LOCK;
  sf_class result = open_locked(file, false, &lock.fd);
  return result == SF_OK ? take_up_file(lock, file, c) : result;
}
