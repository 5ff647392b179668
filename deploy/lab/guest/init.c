/*
 * The whole user space of a lab guest: one static program that runs as PID 1.
 *
 * It loads the virtio modules, configures eth0 from its own kernel parameters (Debian's cloud kernel has
 * no ip autoconfiguration), announces its address by gratuitous ARP and then does two things for ever:
 *
 *   - it answers on UDP and TCP port 7000.  Every datagram, and every line on a connection, gets one answer
 *         <boot id> <counter> <verify-ok | verify-bad:N> <milliseconds since boot>
 *     The boot id and the counter tell a client that it still talks to the same running machine.  A request
 *     that starts with '?' gets two more fields, "<full passes over the memory> <the request>", so that a
 *     client with many requests on their way can pair them with their answers;
 *   - it keeps writing a working set of memory in a pattern, and verifies every page before it overwrites it.
 *     N counts the pages that were not as they had been left: a migration that loses dirty pages is seen.
 *
 * Kernel parameters: fmc.ip=A.B.C.D/LEN  fmc.gw=A.B.C.D  fmc.dirty_mib=MiB  fmc.dirty_mib_s=MiB/s
 *                    fmc.probe=1 (print READY and power off: asks whether an accelerator really works)
 */
#define _GNU_SOURCE /* accept4 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <net/route.h>
#include <netinet/tcp.h>
#include <netpacket/packet.h>
#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define PORT 7000
#define MAX_CONNECTIONS 64      /* further ones wait in the listen queue */
#define MAX_REQUEST 128         /* a longer line ends its connection */
#define MAX_ANSWER 320
#define DATAGRAMS_PER_WAKEUP 64 /* so that a flood does not stop the writing of memory */
#define ANNOUNCEMENTS 3         /* gratuitous ARPs, one a second: the bridge may come up after us */
#define PAGE 4096u
#define WORDS (PAGE / sizeof(uint64_t))
#define TICK_MS 10
#define MAX_PAGES_PER_SLICE 64 /* bounds how long a request waits for the memory writer */

struct config {
    bool has_address;
    bool probe;
    struct in_addr address;
    struct in_addr netmask;
    struct in_addr gateway;
    uint64_t dirty_mib;
    uint64_t dirty_mib_s;
};

struct memory {
    uint64_t *words;
    size_t pages;
    size_t cursor;       /* the next page to verify and overwrite */
    uint64_t generation; /* of the pages before the cursor; the others are one behind */
    uint64_t bad_pages;
    uint64_t debt_us;    /* time whose share of writes has not been done yet */
    uint64_t at_us;
};

struct connection {
    int fd;
    size_t used;
    char line[MAX_REQUEST];
};

struct server {
    char boot_id[64];
    uint64_t counter;
    int udp;
    int listener;
    size_t connections;
    struct connection connection[MAX_CONNECTIONS];
};

static uint64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000u + (uint64_t)t.tv_nsec / 1000u;
}

static void say(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vdprintf(STDOUT_FILENO, format, args);
    va_end(args);
}

/* PID 1 must not return, the kernel would panic: a guest that cannot do its job ends its virtual machine. */
static void die(const char *what)
{
    say("init: %s: %s\n", what, strerror(errno));
    sync();
    reboot(RB_POWER_OFF);
    _exit(1);
}

/* ---- start ------------------------------------------------------------------------------------------- */

static void mount_file_systems(void)
{
    mkdir("/proc", 0755);
    mkdir("/sys", 0755);
    mkdir("/dev", 0755);
    if (mount("proc", "/proc", "proc", 0, NULL) != 0)
        die("mount /proc");
    if (mount("sysfs", "/sys", "sysfs", 0, NULL) != 0)
        die("mount /sys");
    if (mount("devtmpfs", "/dev", "devtmpfs", 0, NULL) != 0 && errno != EBUSY)
        die("mount /dev");
}

/* The file "order" lists the modules, every one after those it depends on. */
static void load_modules(void)
{
    char path[160], name[128];
    FILE *order = fopen("/modules/order", "r");
    if (order == NULL)
        return; /* everything is built in */
    while (fgets(name, sizeof name, order) != NULL) {
        name[strcspn(name, "\n")] = '\0';
        snprintf(path, sizeof path, "/modules/%s", name);
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        if (fd < 0 || (syscall(SYS_finit_module, fd, "", 0) != 0 && errno != EEXIST))
            say("init: module %s: %s\n", name, strerror(errno));
        if (fd >= 0)
            close(fd);
    }
    fclose(order);
}

static void parse_address(struct config *config, char *text)
{
    char *slash = strchr(text, '/');
    int length = 24;
    if (slash != NULL) {
        *slash = '\0';
        length = atoi(slash + 1);
    }
    if (length < 1 || length > 32 || inet_pton(AF_INET, text, &config->address) != 1) {
        errno = EINVAL;
        die("fmc.ip");
    }
    config->netmask.s_addr = htonl(0xffffffffu << (32 - length));
    config->has_address = true;
}

static void parse_parameter(struct config *config, char *word)
{
    char *value = strchr(word, '=');
    if (value == NULL)
        return;
    *value++ = '\0';
    if (strcmp(word, "fmc.ip") == 0) {
        parse_address(config, value);
    } else if (strcmp(word, "fmc.gw") == 0) {
        if (inet_pton(AF_INET, value, &config->gateway) != 1) {
            errno = EINVAL;
            die("fmc.gw");
        }
    } else if (strcmp(word, "fmc.dirty_mib") == 0) {
        config->dirty_mib = strtoull(value, NULL, 10);
    } else if (strcmp(word, "fmc.dirty_mib_s") == 0) {
        config->dirty_mib_s = strtoull(value, NULL, 10);
    } else if (strcmp(word, "fmc.probe") == 0) {
        config->probe = true;
    }
}

static void read_file(const char *path, char *text, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        die(path);
    ssize_t n = read(fd, text, size - 1);
    close(fd);
    text[n > 0 ? n : 0] = '\0';
    text[strcspn(text, "\n")] = '\0';
}

static struct config read_config(void)
{
    struct config config = {.dirty_mib = 16, .dirty_mib_s = 8};
    char line[4096], *rest = NULL;
    read_file("/proc/cmdline", line, sizeof line);
    for (char *word = strtok_r(line, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest))
        parse_parameter(&config, word);
    return config;
}

/* ---- network ----------------------------------------------------------------------------------------- */

static void interface_ioctl(int fd, unsigned long request, struct ifreq *ifr, const char *what)
{
    if (ioctl(fd, request, ifr) != 0)
        die(what);
}

static void set_interface(int fd, const char *name, struct in_addr address, struct in_addr netmask)
{
    struct ifreq ifr = {0};
    struct sockaddr_in sin = {.sin_family = AF_INET, .sin_addr = address};
    snprintf(ifr.ifr_name, sizeof ifr.ifr_name, "%s", name);
    memcpy(&ifr.ifr_addr, &sin, sizeof sin);
    interface_ioctl(fd, SIOCSIFADDR, &ifr, name);
    sin.sin_addr = netmask;
    memcpy(&ifr.ifr_netmask, &sin, sizeof sin);
    interface_ioctl(fd, SIOCSIFNETMASK, &ifr, name);
    interface_ioctl(fd, SIOCGIFFLAGS, &ifr, name);
    ifr.ifr_flags = (short)(ifr.ifr_flags | IFF_UP);
    interface_ioctl(fd, SIOCSIFFLAGS, &ifr, name);
}

static void add_default_route(int fd, struct in_addr gateway)
{
    struct rtentry route = {.rt_flags = RTF_UP | RTF_GATEWAY};
    struct sockaddr_in sin = {.sin_family = AF_INET};
    memcpy(&route.rt_dst, &sin, sizeof sin);
    memcpy(&route.rt_genmask, &sin, sizeof sin);
    sin.sin_addr = gateway;
    memcpy(&route.rt_gateway, &sin, sizeof sin);
    if (ioctl(fd, SIOCADDRT, &route) != 0)
        die("default route");
}

static void configure_network(const struct config *config)
{
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        die("socket");
    set_interface(fd, "lo", (struct in_addr){htonl(INADDR_LOOPBACK)}, (struct in_addr){htonl(0xff000000u)});
    if (config->has_address) {
        set_interface(fd, "eth0", config->address, config->netmask);
        if (config->gateway.s_addr != 0)
            add_default_route(fd, config->gateway);
    }
    close(fd);
}

/* An ARP announcement (RFC 5227 section 3): a request for our own address, from our own address. */
static void announce(const struct config *config)
{
    struct {
        struct arphdr header;
        uint8_t sender_mac[ETH_ALEN];
        uint8_t sender_address[4];
        uint8_t target_mac[ETH_ALEN];
        uint8_t target_address[4];
    } __attribute__((packed)) arp = {
        .header = {htons(ARPHRD_ETHER), htons(ETHERTYPE_IP), ETH_ALEN, 4, htons(ARPOP_REQUEST)},
    };
    struct sockaddr_ll to = {
        .sll_family = AF_PACKET,
        .sll_protocol = htons(ETHERTYPE_ARP),
        .sll_ifindex = (int)if_nametoindex("eth0"),
        .sll_halen = ETH_ALEN,
        .sll_addr = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff},
    };
    struct ifreq ifr = {.ifr_name = "eth0"};
    int fd = socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, htons(ETHERTYPE_ARP));
    if (fd < 0)
        die("packet socket");
    interface_ioctl(fd, SIOCGIFHWADDR, &ifr, "address of eth0");
    memcpy(arp.sender_mac, ifr.ifr_hwaddr.sa_data, ETH_ALEN);
    memcpy(arp.sender_address, &config->address, 4);
    memcpy(arp.target_address, &config->address, 4);
    if (sendto(fd, &arp, sizeof arp, 0, (struct sockaddr *)&to, sizeof to) < 0)
        say("init: gratuitous ARP: %s\n", strerror(errno));
    close(fd);
}

/* ---- memory ------------------------------------------------------------------------------------------ */

/* The first word of a page; every word differs by page, generation and position. */
static uint64_t seed_of(size_t page, uint64_t generation)
{
    return ((uint64_t)page + 1) * 0x9e3779b97f4a7c15u ^ generation * 0xc2b2ae3d27d4eb4fu;
}

static void write_page(struct memory *memory, size_t page, uint64_t generation)
{
    uint64_t *words = memory->words + page * WORDS, value = seed_of(page, generation);
    for (size_t i = 0; i < WORDS; i++, value += 0x165667b19e3779f9u)
        words[i] = value;
}

static bool page_is(const struct memory *memory, size_t page, uint64_t generation)
{
    const uint64_t *words = memory->words + page * WORDS;
    uint64_t value = seed_of(page, generation), difference = 0;
    for (size_t i = 0; i < WORDS; i++, value += 0x165667b19e3779f9u)
        difference |= words[i] ^ value;
    return difference == 0;
}

static void start_memory(struct memory *memory, const struct config *config)
{
    size_t size = config->dirty_mib << 20;
    memory->pages = size / PAGE;
    memory->generation = 1;
    memory->at_us = now_us();
    if (size == 0)
        return;
    void *area = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    if (area == MAP_FAILED)
        die("working set");
    memory->words = area;
    for (size_t page = 0; page < memory->pages; page++)
        write_page(memory, page, 0);
}

/* Writes as much as the rate allows since the last call, but never for long. */
static void work_on_memory(struct memory *memory, uint64_t mib_s)
{
    uint64_t now = now_us(), pages_s = (mib_s << 20) / PAGE;
    memory->debt_us += now - memory->at_us;
    memory->at_us = now;
    if (memory->debt_us > 250000)
        memory->debt_us = 250000; /* a stopped or slow guest does not catch up for ever */
    if (memory->pages == 0 || pages_s == 0)
        return;
    uint64_t due = memory->debt_us * pages_s / 1000000u;
    if (due > MAX_PAGES_PER_SLICE)
        due = MAX_PAGES_PER_SLICE;
    memory->debt_us -= due * 1000000u / pages_s;
    while (due-- > 0) {
        if (!page_is(memory, memory->cursor, memory->generation - 1))
            memory->bad_pages++;
        write_page(memory, memory->cursor, memory->generation);
        if (++memory->cursor == memory->pages) {
            memory->cursor = 0;
            memory->generation++;
        }
    }
}

/* ---- service ----------------------------------------------------------------------------------------- */

static int bound_socket(int type)
{
    int one = 1, receive_buffer = 4 << 20, fd = socket(AF_INET, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct sockaddr_in sin = {.sin_family = AF_INET, .sin_port = htons(PORT)};
    if (fd < 0)
        die("socket");
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    /* What waited for us while we were migrated comes at once, and may be more than the default holds. */
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &receive_buffer, sizeof receive_buffer);
    if (bind(fd, (struct sockaddr *)&sin, sizeof sin) != 0)
        die("bind");
    return fd;
}

static void start_server(struct server *server)
{
    read_file("/proc/sys/kernel/random/boot_id", server->boot_id, sizeof server->boot_id);
    server->udp = bound_socket(SOCK_DGRAM);
    server->listener = bound_socket(SOCK_STREAM);
    if (listen(server->listener, MAX_CONNECTIONS) != 0)
        die("listen");
}

static size_t answer(struct server *server, const struct memory *memory, const char *request, char *text)
{
    char verdict[40] = "verify-ok";
    int n;
    if (memory->bad_pages > 0)
        snprintf(verdict, sizeof verdict, "verify-bad:%llu", (unsigned long long)memory->bad_pages);
    n = snprintf(text, MAX_ANSWER, "%s %llu %s %llu", server->boot_id, (unsigned long long)++server->counter,
                 verdict, (unsigned long long)(now_us() / 1000u));
    if (request[0] == '?')
        n += snprintf(text + n, MAX_ANSWER - (size_t)n, " %llu %s",
                      (unsigned long long)(memory->generation - 1), request);
    n += snprintf(text + n, MAX_ANSWER - (size_t)n, "\n");
    return (size_t)n;
}

static void serve_datagrams(struct server *server, const struct memory *memory)
{
    char request[MAX_REQUEST], text[MAX_ANSWER];
    struct sockaddr_in peer;
    for (int i = 0; i < DATAGRAMS_PER_WAKEUP; i++) {
        socklen_t length = sizeof peer;
        ssize_t n = recvfrom(server->udp, request, sizeof request - 1, 0, (struct sockaddr *)&peer, &length);
        if (n < 0)
            return;
        request[n] = '\0';
        request[strcspn(request, "\r\n")] = '\0';
        size_t size = answer(server, memory, request, text);
        (void)sendto(server->udp, text, size, 0, (struct sockaddr *)&peer, length);
    }
}

static void accept_connection(struct server *server)
{
    int one = 1, fd = accept4(server->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0)
        return;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    server->connection[server->connections++] = (struct connection){.fd = fd};
}

/* Answers the complete lines read so far; false ends the connection (a line too long, answers not read). */
static bool serve_lines(struct server *server, const struct memory *memory, struct connection *connection)
{
    char text[MAX_ANSWER], *newline;
    while ((newline = memchr(connection->line, '\n', connection->used)) != NULL) {
        size_t taken = (size_t)(newline - connection->line) + 1;
        *newline = '\0';
        connection->line[strcspn(connection->line, "\r")] = '\0';
        size_t size = answer(server, memory, connection->line, text);
        if (send(connection->fd, text, size, MSG_NOSIGNAL) != (ssize_t)size)
            return false;
        connection->used -= taken;
        memmove(connection->line, connection->line + taken, connection->used);
    }
    return connection->used < sizeof connection->line;
}

static bool serve_connection(struct server *server, const struct memory *memory,
                             struct connection *connection)
{
    size_t room = sizeof connection->line - connection->used;
    ssize_t n = recv(connection->fd, connection->line + connection->used, room, 0);
    if (n < 0)
        return errno == EAGAIN || errno == EINTR;
    connection->used += (size_t)n;
    return n > 0 && serve_lines(server, memory, connection);
}

static void serve_once(struct server *server, const struct memory *memory)
{
    struct pollfd fds[2 + MAX_CONNECTIONS];
    nfds_t count = 2;
    /* A negative descriptor is ignored by poll: no more connections while the table is full. */
    int listener = server->connections < MAX_CONNECTIONS ? server->listener : -1;
    fds[0] = (struct pollfd){.fd = server->udp, .events = POLLIN};
    fds[1] = (struct pollfd){.fd = listener, .events = POLLIN};
    for (size_t i = 0; i < server->connections; i++)
        fds[count++] = (struct pollfd){.fd = server->connection[i].fd, .events = POLLIN};
    if (poll(fds, count, TICK_MS) <= 0)
        return;
    if (fds[0].revents != 0)
        serve_datagrams(server, memory);
    /* From the last to the first: a closed one is replaced by the last, which has been served. */
    for (size_t i = server->connections; i-- > 0;) {
        if (fds[2 + i].revents == 0 || serve_connection(server, memory, &server->connection[i]))
            continue;
        close(server->connection[i].fd);
        server->connection[i] = server->connection[--server->connections];
    }
    if (fds[1].revents != 0)
        accept_connection(server);
}

int main(void)
{
    static struct server server;
    struct memory memory = {0};
    mount_file_systems();
    struct config config = read_config();
    load_modules();
    if (config.probe) {
        say("READY\n");
        reboot(RB_POWER_OFF);
    }
    configure_network(&config);
    start_memory(&memory, &config);
    start_server(&server);
    say("READY %s\n", server.boot_id);
    uint64_t next_announcement_us = now_us();
    for (int announced = 0;;) {
        if (config.has_address && announced < ANNOUNCEMENTS && now_us() >= next_announcement_us) {
            announce(&config);
            announced++;
            next_announcement_us += 1000000u;
        }
        serve_once(&server, &memory);
        work_on_memory(&memory, config.dirty_mib_s);
    }
}
