// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* The tables that user space fills and reads; tables.py has the same layouts. */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/pkt_cls.h>
#include <linux/udp.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#define PORT 4341
#define MAX_RLOCS 4
#define MAX_UPLINKS 4
#define FLOW_SLOTS 16
#define FLOWS 65536
#define SECOND 1000000000ULL
#define FAMILY4 2   /* AF_INET and AF_INET6, for bpf_fib_lookup */
#define FAMILY6 10
#define PACKET_FOR_US 0

#ifndef BPF_F_ADJ_ROOM_DECAP_L3_IPV4 /* kernel 6.3 */
#define BPF_F_ADJ_ROOM_DECAP_L3_IPV4 (1ULL << 7)
#define BPF_F_ADJ_ROOM_DECAP_L3_IPV6 (1ULL << 8)
#endif

/* LISP header, first octet (RFC 9300 section 5.3). N, L, E and V are not used: read as if clear. */
#define FLAG_INSTANCE 0x08000000
#define FLAGS_FOREIGN 0x07000000 /* R: next protocol, RFC 9305; KK: key id, RFC 8061 */

/* REJECT: drop, but leave one packet in a second to user space, which tells its sender. */
enum action {
	ACTION_FORWARD = 1, ACTION_DROP, ACTION_NATIVE, ACTION_PUNT, ACTION_LOCAL, ACTION_OURSELVES, ACTION_REJECT
};
enum policy { POLICY_SPACE = 1, POLICY_ADMIT = 2, POLICY_REPORT = 4 };

/* In the order of `Count` in tables.py. */
enum count {
	COUNT_ENCAPSULATED, COUNT_DECAPSULATED, COUNT_RELAYED, COUNT_PUNTED_OUT, COUNT_PUNTED_IN,
	DROP_SOURCE_NOT_LOCAL, DROP_NEGATIVE_DROP, DROP_NEGATIVE_NATIVE, DROP_NO_USABLE_RLOC,
	DROP_NO_RLOC_OF_FAMILY, DROP_NO_ROOM, DROP_UNKNOWN_INSTANCE,
	DROP_INNER_SOURCE_NOT_EID, DROP_INNER_SOURCE_IS_LOCAL, DROP_MISDELIVERED,
	DROP_CONGESTION_NOT_ECN, DROP_TTL_EXPIRED, DROP_RELAY_LOOP,
	DROP_OUTER_SOURCE,
	COUNTS
};

struct address { __be32 word[4]; };  /* IPv4: ::ffff:a.b.c.d, so that one table holds both */
struct key4 { __u32 bits; __be32 iid; __be32 address; };
struct key6 { __u32 bits; __be32 iid; __be32 address[4]; };

struct rloc { struct address address; __u8 ipv6, pad; __u16 mtu; };  /* mtu: of the path; 0: of our link */
struct mapping {
	__u64 used_ns;               /* written at most once a second */
	__u8 action, relay, rlocs;
	__u8 local, host;            /* delivered here; a single host, so known to be here */
	__u8 members;                /* of rloc[], those behind `rlocs` are not sent to; more than fit: MAX_RLOCS + 1 */
	__u8 pad[2];
	__u8 choice[FLOW_SLOTS];
	struct rloc rloc[MAX_RLOCS];
};

struct uplink { __u32 ifindex; __be32 rloc4; struct address rloc6; };
struct instance { __u32 iid, device, mark; };  /* mark: of its packets, so that answers to them find its routes */
struct settings {
	struct instance first;                   /* most have no other: known without a look-up */
	__u32 uplinks, has4, has6, check_source; /* has4, has6: bit i, uplink i has such an RLOC */
	struct uplink uplink[MAX_UPLINKS];
};

struct gate { __u64 punted, pad[7], handled, pad2[7]; };  /* a cache line each */
struct pair { struct address eid, rloc; __u32 iid; };

#define TABLE(name, kind, key_type, value_type, size, flag) \
	struct { \
		__uint(type, kind); __type(key, key_type); __type(value, value_type); \
		__uint(max_entries, size); __uint(map_flags, flag); \
	} name SEC(".maps")

TABLE(map4, BPF_MAP_TYPE_LPM_TRIE, struct key4, struct mapping, 1 << 20, BPF_F_NO_PREALLOC);
TABLE(map6, BPF_MAP_TYPE_LPM_TRIE, struct key6, struct mapping, 1 << 20, BPF_F_NO_PREALLOC);
TABLE(policy4, BPF_MAP_TYPE_LPM_TRIE, struct key4, __u32, 4096, BPF_F_NO_PREALLOC);
TABLE(policy6, BPF_MAP_TYPE_LPM_TRIE, struct key6, __u32, 4096, BPF_F_NO_PREALLOC);
TABLE(peers, BPF_MAP_TYPE_LRU_HASH, struct pair, __u64, 16384, 0);
TABLE(strays, BPF_MAP_TYPE_LRU_HASH, struct pair, __u64, 4096, 0);
TABLE(flows, BPF_MAP_TYPE_ARRAY, __u32, __u64, FLOWS, 0);
TABLE(gates, BPF_MAP_TYPE_ARRAY, __u32, struct gate, 1, BPF_F_MMAPABLE);
TABLE(config, BPF_MAP_TYPE_ARRAY, __u32, struct settings, 1, 0);
TABLE(instances, BPF_MAP_TYPE_HASH, __u32, struct instance, 4096, BPF_F_NO_PREALLOC);  /* by instance id */
TABLE(interfaces, BPF_MAP_TYPE_HASH, __u32, struct instance, 16384, BPF_F_NO_PREALLOC); /* by index: LISP devices, LANs */
TABLE(counts, BPF_MAP_TYPE_PERCPU_ARRAY, __u32, __u64, COUNTS, 0);
/* Pairs: a packet was relayed that the RLOC still sends here. */
struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 1 << 16); } sightings SEC(".maps");
