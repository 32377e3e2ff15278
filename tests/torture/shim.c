/* Stands between a program and its disk (LD_PRELOAD): counts what is written to files, and at the n-th time
   kills the program or says that the disk failed. Built by shim.py; no part of what is shipped. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { NOTHING, KILL_BEFORE, KILL_HALFWAY, KILL_AFTER, FAIL };

static volatile long count, at, until;
static volatile int mode, error_number;

void torture_arm(int new_mode, long first, long last, int number) {
    count = 0, at = first, until = last, error_number = number, mode = new_mode;
}

long torture_count(void) { return count; }

static void die(void) { kill(getpid(), SIGKILL); }

static int next(int fd) {
    struct stat found;
    if (fd >= 0 && (fstat(fd, &found) != 0 || !S_ISREG(found.st_mode))) return NOTHING;
    long now = __sync_add_and_fetch(&count, 1);
    if (mode == NOTHING || now < at || now > until) return NOTHING;
    if (mode == KILL_BEFORE) die();
    if (mode == FAIL) errno = error_number;
    return mode;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define THROUGH(name, fd, call, half)                                 \
    static __typeof__(&name) real;                                    \
    if (!real) real = REAL(name);                                     \
    int what = next(fd);                                              \
    if (what == FAIL) return -1;                                      \
    if (what == KILL_HALFWAY) { (void)!(half); die(); }               \
    __typeof__(call) result = (call);                                 \
    if (what == KILL_AFTER) die();                                    \
    return result;

ssize_t write(int fd, const void *b, size_t n) { THROUGH(write, fd, real(fd, b, n), real(fd, b, n / 2)) }
ssize_t pwrite(int fd, const void *b, size_t n, off_t o) {
    THROUGH(pwrite, fd, real(fd, b, n, o), real(fd, b, n / 2, o))
}
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t o) {
    THROUGH(pwrite64, fd, real(fd, b, n, o), real(fd, b, n / 2, o))
}
ssize_t sendfile(int out, int in, off_t *o, size_t n) {
    THROUGH(sendfile, out, real(out, in, o, n), real(out, in, o, n / 2))
}
ssize_t sendfile64(int out, int in, off64_t *o, size_t n) {
    THROUGH(sendfile64, out, real(out, in, o, n), real(out, in, o, n / 2))
}
int fsync(int fd) { THROUGH(fsync, fd, real(fd), 0) }
int fdatasync(int fd) { THROUGH(fdatasync, fd, real(fd), 0) }
int ftruncate(int fd, off_t n) { THROUGH(ftruncate, fd, real(fd, n), 0) }
int ftruncate64(int fd, off64_t n) { THROUGH(ftruncate64, fd, real(fd, n), 0) }
int rename(const char *a, const char *b) { THROUGH(rename, -1, real(a, b), 0) }
/* A full disk lets a file be removed, and so must one that is used up by others. */
int unlink(const char *a) {
    if (mode == FAIL) return REAL(unlink)(a);
    THROUGH(unlink, -1, real(a), 0)
}
