/* test_printer_deaths: the virtual printer outlives whoever uses it, at
 * whatever byte that one's conversation with it ends, and takes a transfer
 * whole or not at all. Else a test of kills would blame the driver for its
 * printer's end. uses: virtual base */
#include <dirent.h>
#include <linux/usbdevice_fs.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/own.h"
#include "base/str.h"
#include "drivers/virtual/usb_function.h"
#include "tests/devices/harness.h"
#include "tests/suite.h"

/* ---- a client played byte by byte ---------------------------------------- */

/* What umockdev 0.17 and its library in the driver say to each other. */
enum { SAY_IOCTL = 1, SAY_DONE = 3, SAY_READ_MEM = 5, SAY_WRITE_MEM = 6 };

#define PAYLOAD "CLS\r\n"

struct message {
	unsigned long word, a, b;
};

struct mortal {
	int fd;
	size_t left; /* bytes until its death */
	bool gave;   /* all of PAYLOAD was handed over */
	bool sent;   /* and the printer said so */
};

/* False: dead, without waiting for an answer to its last byte. */
static bool say(struct mortal *m, const void *bytes, size_t n)
{
	size_t k = n < m->left ? n : m->left;

	if (k && send(m->fd, bytes, k, MSG_NOSIGNAL) != (ssize_t)k)
		return false;
	m->left -= k;
	return m->left > 0;
}

static bool hear(struct mortal *m, void *bytes, size_t n)
{
	return recv(m->fd, bytes, n, MSG_WAITALL) == (ssize_t)n;
}

/* One ioctl, as the library does it for the driver; false: dead. */
static bool run(struct mortal *m, unsigned long request, void *arg,
		const char *payload)
{
	struct message h = {SAY_IOCTL, (unsigned)request, (unsigned long)arg};

	if (!say(m, &h, sizeof(h)))
		return false;
	while (hear(m, &h, sizeof(h)) && h.word != SAY_DONE) {
		/* The printer names places in our memory. */
		char *at = (char *)h.a; /* NOLINT(performance-no-int-to-ptr) */

		if (h.word == SAY_WRITE_MEM && !hear(m, at, h.b))
			return false;
		if (h.word != SAY_READ_MEM)
			continue;
		m->gave |= at == payload && m->left >= h.b;
		if (!say(m, at, h.b))
			return false;
	}
	return h.word == SAY_DONE;
}

/* A label's way through the device; true when the client lived to its end. */
static bool live(struct mortal *m)
{
	char payload[] = PAYLOAD, answer[16] = "";
	struct usbdevfs_urb out = {.type = USBDEVFS_URB_TYPE_BULK,
				   .endpoint = USB_EP_OUT,
				   .buffer = payload,
				   .buffer_length = sizeof(PAYLOAD) - 1};
	struct usbdevfs_urb in = {.type = USBDEVFS_URB_TYPE_BULK,
				  .endpoint = USB_EP_IN,
				  .buffer = answer,
				  .buffer_length = sizeof(answer)};
	struct usbdevfs_urb *done = NULL;
	unsigned interface = 0, capabilities = 0;

	if (!run(m, USBDEVFS_GET_CAPABILITIES, &capabilities, NULL) ||
	    !run(m, USBDEVFS_CLAIMINTERFACE, &interface, NULL) ||
	    !run(m, USBDEVFS_SUBMITURB, &out, payload))
		return false;
	m->sent = true;
	if (!run(m, USBDEVFS_REAPURBNDELAY, &done, NULL))
		return false;
	CU_ASSERT_PTR_EQUAL(done, &out);
	CU_ASSERT_EQUAL(out.actual_length, sizeof(PAYLOAD) - 1);
	if (!run(m, USBDEVFS_SUBMITURB, &in, NULL) ||
	    !run(m, USBDEVFS_DISCARDURB, &in, NULL) ||
	    !run(m, USBDEVFS_REAPURBNDELAY, &done, NULL))
		return false;
	CU_ASSERT_PTR_EQUAL(done, &in);
	return true;
}

/* The socket behind the printer's node; its world is named in the wrapper. */
static bool find_socket(const struct rig *r, struct sockaddr_un *ret)
{
	char text[4096] = "", *root, *end;
	FILE *f = fopen(r->wrapper, "re");

	if (f) {
		text[fread(text, 1, sizeof(text) - 1, f)] = '\0';
		fclose(f);
	}
	root = strstr(text, "UMOCKDEV_DIR='");
	end = root ? strchr(root + strlen("UMOCKDEV_DIR='"), '\'') : NULL;
	if (!end)
		return false;
	*end = '\0';
	ret->sun_family = AF_UNIX;
	snprintf(ret->sun_path, sizeof(ret->sun_path),
		 "%s/ioctl/dev/bus/usb/001/002",
		 root + strlen("UMOCKDEV_DIR='"));
	return true;
}

/* A client that dies after so many bytes. */
static struct mortal mortal(const struct sockaddr_un *to, size_t bytes,
			    bool *ret_survived)
{
	struct mortal m = {.fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0),
			   .left = bytes};

	CU_ASSERT_FATAL(
		connect(m.fd, (const struct sockaddr *)to, sizeof(*to)) == 0);
	*ret_survived = live(&m);
	close(m.fd);
	return m;
}

/* The printer's open descriptors, once nobody has it open. */
static size_t count_open(struct rig *r)
{
	char path[64];
	size_t n = 0;
	DIR *d;

	CU_ASSERT(rig_ctl(r, "wait free"));
	snprintf(path, sizeof(path), "/proc/%d/fd", (int)r->device);
	d = opendir(path);
	while (d && readdir(d))
		n++;
	if (d)
		closedir(d);
	return n;
}

static bool print_with_new_driver(struct rig *r)
{
	return rig_start_driver(r) && rig_await(r, "status state=ready") &&
	       rig_print(r, "last");
}

static void test_every_byte(void)
{
	AUTO(buf) struct buf got = BUF_INIT;
	const size_t n = sizeof(PAYLOAD) - 1, most = 4096;
	size_t bytes = 0, sent = 0, gave = 0, before;
	bool survived = false;
	struct sockaddr_un at;
	struct rig r;

	CU_ASSERT_FATAL(rig_start_ready(&r, "150"));
	CU_ASSERT_FATAL(find_socket(&r, &at));
	rig_hang_up(&r);
	CU_ASSERT(rig_await_exit(&r, &(int){0}));
	before = count_open(&r);
	for (; bytes < most && !survived; bytes++) {
		struct mortal m = mortal(&at, bytes, &survived);

		sent += m.sent;
		gave += m.gave;
	}
	printf("%zu deaths\n", bytes - 1);
	CU_ASSERT(survived);
	CU_ASSERT(sent > 1);
	CU_ASSERT(count_open(&r) <= before + 1); /* the last's may linger */
	rig_captured(&r, &got);
	CU_ASSERT(got.len >= n * sent && got.len <= n * gave);
	for (size_t i = 0; i < got.len; i++)
		CU_ASSERT_FATAL(got.data[i] == PAYLOAD[i % n]);
	CU_ASSERT(print_with_new_driver(&r));
	CU_ASSERT(rig_came_out(&r, 1, 0));
	CU_ASSERT(rig_stop(&r));
}

/* ---- the real driver, killed at random ----------------------------------- */

enum { LIVES = 100, STAGES = 3, RUN_US = 4000, STOP_US = 3000 };

static void pass_time(unsigned *seed, int most_us)
{
	struct timespec t = {.tv_nsec = rand_r(seed) % most_us * 1000L};

	nanosleep(&t, NULL);
}

/* In every second life the printer stands still first: its driver dies in the
 * middle of an ioctl, and the printer finds that out later. */
static void one_life(struct rig *r, unsigned *seed)
{
	int stage = rand_r(seed) % STAGES, status = 0;
	bool in_ioctl = rand_r(seed) % 2;

	CU_ASSERT_FATAL(rig_start_driver(r));
	if (stage >= 1) {
		CU_ASSERT_FATAL(rig_await(r, "status state=ready"));
		rig_send_body(r, "j1", RIG_LABEL_BYTES);
	}
	if (stage >= 2) {
		CU_ASSERT_FATAL(rig_await(r, "body-sent job=j1"));
		rig_send_commit(r, "j1");
	}
	pass_time(seed, RUN_US);
	if (in_ioctl) {
		kill(r->device, SIGSTOP);
		pass_time(seed, STOP_US);
	}
	kill(r->driver, SIGKILL);
	CU_ASSERT(rig_await_exit(r, &status));
	CU_ASSERT(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	kill(r->device, SIGCONT);
	rig_hang_up(r);
}

/* How many print commands, or -1 when anything is not whole. */
static long count_commits(const struct buf *got)
{
	AUTO(buf) struct buf body = BUF_INIT;
	const size_t n = sizeof(RIG_COMMIT) - 1;
	long commits = 0;

	rig_make_body(&body, RIG_LABEL_BYTES);
	for (size_t at = 0; at < got->len;) {
		size_t left = got->len - at;
		const char *p = got->data + at;

		if (left >= n && memcmp(p, RIG_COMMIT, n) == 0) {
			at += n;
			commits++;
		} else if (left >= body.len &&
			   memcmp(p, body.data, body.len) == 0) {
			at += body.len;
		} else {
			return -1;
		}
	}
	return commits;
}

static void test_random_kills(void)
{
	AUTO(buf) struct buf got = BUF_INIT;
	const char *given = getenv("MUNIMENT_SEED");
	unsigned seed = given ? (unsigned)strtoul(given, NULL, 10)
			      : (unsigned)time(NULL);
	long commits, labels;
	struct rig r;

	printf("MUNIMENT_SEED=%u\n", seed);
	CU_ASSERT_FATAL(rig_start_ready(&r, "150"));
	rig_hang_up(&r);
	CU_ASSERT(rig_await_exit(&r, &(int){0}));
	for (int i = 0; i < LIVES; i++)
		one_life(&r, &seed);
	CU_ASSERT(print_with_new_driver(&r));
	rig_captured(&r, &got);
	commits = count_commits(&got);
	labels = rig_stat(&r, "labels");
	CU_ASSERT(labels >= 1 && labels <= commits);
	CU_ASSERT(rig_stop(&r));
}

static const struct suite_test tests[] = {
	{"a client dies at every byte", test_every_byte},
	{"drivers killed at random", test_random_kills},
};
SUITE_MAIN("test_printer_deaths", tests)
