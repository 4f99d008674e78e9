/* Preloaded: a full disk looks like a user's share that is used up. What would say ENOSPC says EDQUOT, and the disk as a whole
   says that plenty is free on it, as file systems with quotas do. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <sys/statvfs.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) __typeof__(name) *real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)
#define PLENTY (1UL << 30)

static ssize_t written(ssize_t bytes) {
    if (bytes < 0 && errno == ENOSPC)
        errno = EDQUOT;
    return bytes;
}

static int allocated(int error) { return error == ENOSPC ? EDQUOT : error; }

ssize_t write(int file, const void *bytes, size_t count) {
    REAL(write);
    return written(real(file, bytes, count));
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
    REAL(pwrite);
    return written(real(file, bytes, count, at));
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
    REAL(pwrite64);
    return written(real(file, bytes, count, at));
}

int posix_fallocate(int file, off_t at, off_t count) {
    REAL(posix_fallocate);
    return allocated(real(file, at, count));
}

int posix_fallocate64(int file, off64_t at, off64_t count) {
    REAL(posix_fallocate64);
    return allocated(real(file, at, count));
}

int statvfs(const char *path, struct statvfs *about) {
    REAL(statvfs);
    int failed = real(path, about);
    if (!failed)
        about->f_bfree = about->f_bavail = PLENTY / about->f_frsize;
    return failed;
}

int statvfs64(const char *path, struct statvfs64 *about) {
    REAL(statvfs64);
    int failed = real(path, about);
    if (!failed)
        about->f_bfree = about->f_bavail = PLENTY / about->f_frsize;
    return failed;
}
