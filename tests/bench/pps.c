/*
 * Sends and counts small UDP packets, many per system call: what Python is too slow for.
 *
 *     pps send ADDRESS PORT SECONDS RATE      RATE packets a second; 0: as fast as it goes
 *     pps receive ADDRESS PORT QUIET          until nothing has come for QUIET seconds
 *
 * Each packet is 64 octets of IPv4: 36 of payload, the first 8 of which number it.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>

#define BATCH 32
#define PAYLOAD 36

static char payload[BATCH][64];
static struct iovec parts[BATCH];
static struct mmsghdr messages[BATCH];

static uint64_t now_ns(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return at.tv_sec * 1000000000ULL + at.tv_nsec;
}

static int fail(const char *what)
{
	perror(what);
	return 1;
}

static int send_all(int fd, double seconds, double rate)
{
	/* A paced sender sends what is due each millisecond or sooner; the other one always a full batch. */
	uint64_t start = now_ns(), end = start + seconds * 1e9, sent = 0;

	for (uint64_t now = start; now < end; now = now_ns()) {
		uint64_t due = rate > 0 ? (now - start) * (rate / 1e9) : sent + BATCH;
		int count = due - sent > BATCH ? BATCH : due - sent;

		if (count <= 0) {
			struct timespec pause = { 0, 20000 };

			clock_nanosleep(CLOCK_MONOTONIC, 0, &pause, NULL);
			continue;
		}
		for (int i = 0; i < count; i++) {
			uint64_t number = sent + i;

			memcpy(payload[i], &number, sizeof(number));
		}
		int done = sendmmsg(fd, messages, count, 0);

		if (done > 0)
			sent += done;
	}
	printf("{\"sent\": %" PRIu64 ", \"seconds\": %.6f}\n", sent, (now_ns() - start) / 1e9);
	return 0;
}

static int receive_all(int fd, double quiet)
{
	struct timeval patience = { (time_t)quiet, (quiet - (time_t)quiet) * 1e6 };
	uint64_t received = 0, reordered = 0, next = 0, first = 0, last = 0;
	int count;

	/* For the first packet we wait longer: the sender is not there yet. */
	struct timeval first_patience = { 2, 0 };

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &first_patience, sizeof(first_patience));
	printf("ready\n");
	fflush(stdout);
	while ((count = recvmmsg(fd, messages, BATCH, MSG_WAITFORONE, NULL)) > 0) {
		last = now_ns();
		if (!received) {
			first = last;
			setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
		}
		for (int i = 0; i < count; i++) {
			uint64_t number;

			memcpy(&number, payload[i], sizeof(number));
			if (number < next)
				reordered++;
			else
				next = number + 1;
		}
		received += count;
	}
	printf("{\"received\": %" PRIu64 ", \"reordered\": %" PRIu64 ", \"seconds\": %.6f}\n",
	       received, reordered, (last - first) / 1e9);
	return 0;
}

int main(int argc, char **argv)
{
	int fd = socket(AF_INET, SOCK_DGRAM, 0), room = 64 << 20;
	struct sockaddr_in name = { .sin_family = AF_INET };

	if (argc < 5 || fd < 0 || inet_pton(AF_INET, argv[2], &name.sin_addr) != 1)
		return fail("pps");
	name.sin_port = htons(atoi(argv[3]));
	for (int i = 0; i < BATCH; i++) {
		parts[i] = (struct iovec){ payload[i], PAYLOAD };
		messages[i].msg_hdr = (struct msghdr){ .msg_iov = &parts[i], .msg_iovlen = 1 };
	}
	setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof(room));
	if (!strcmp(argv[1], "send"))
		return connect(fd, (void *)&name, sizeof(name)) ? fail("connect") : send_all(fd, atof(argv[4]), argc > 5 ? atof(argv[5]) : 0);
	return bind(fd, (void *)&name, sizeof(name)) ? fail("bind") : receive_all(fd, atof(argv[4]));
}
