// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Headers as they stand in packets, and look-ups by what they say. */
#include "tables.h"

#define INLINE static __always_inline

struct lisp { __be32 word0, word1; };
struct outer4 { struct iphdr ip; struct udphdr udp; struct lisp lisp; };   /* 36 */
struct outer6 { struct ipv6hdr ip; struct udphdr udp; struct lisp lisp; }; /* 56 */

/* What the programs need to know of an inner packet. */
struct inner {
	struct address source, destination;
	__u32 iid, length;
	__u8 ipv6, ttl, class, unicast;
};

INLINE int drop(__u32 reason)
{
	__u64 *count = bpf_map_lookup_elem(&counts, &reason);

	if (count)
		(*count)++;
	return TC_ACT_SHOT;
}

INLINE void note(__u32 what)
{
	drop(what);
}

INLINE void set4(struct address *address, __be32 ipv4)
{
	address->word[0] = address->word[1] = 0;
	address->word[2] = bpf_htonl(0xffff);
	address->word[3] = ipv4;
}

INLINE int same(const struct address *a, const struct address *b)
{
	return a->word[0] == b->word[0] && a->word[1] == b->word[1] &&
	       a->word[2] == b->word[2] && a->word[3] == b->word[3];
}

/* Not unspecified, loopback, multicast, broadcast or link-local: no such packet goes between sites. */
INLINE int is_unicast4(__be32 address)
{
	__u32 host = bpf_ntohl(address), first = host >> 24;

	return first > 0 && first < 224 && first != 127 && host >> 16 != 0xa9fe;
}

INLINE int is_unicast6(const struct address *address)
{
	__u32 first = bpf_ntohl(address->word[0]);

	if (!(address->word[0] | address->word[1] | address->word[2]) && bpf_ntohl(address->word[3]) < 256)
		return 0;
	return first >> 24 != 0xff && first >> 22 != 0xfe80 >> 6;
}

/* Reads the IP header at `at`; false when there is no whole one. */
INLINE int read_inner(struct __sk_buff *skb, const __u32 at, struct inner *in)
{
	void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
	struct iphdr *ip = data + at;
	struct ipv6hdr *ip6 = data + at;

	if ((void *)(ip + 1) > end)
		return 0;
	if (ip->version == 4) {
		in->ipv6 = 0;
		in->ttl = ip->ttl;
		in->class = ip->tos;
		in->length = bpf_ntohs(ip->tot_len);
		in->unicast = is_unicast4(ip->daddr);
		set4(&in->source, ip->saddr);
		set4(&in->destination, ip->daddr);
		return ip->ihl >= 5;
	}
	if (ip->version != 6 || (void *)(ip6 + 1) > end)
		return 0;
	in->ipv6 = 1;
	in->ttl = ip6->hop_limit;
	in->class = ip6->priority << 4 | ip6->flow_lbl[0] >> 4;
	in->length = bpf_ntohs(ip6->payload_len) + sizeof(*ip6);
	__builtin_memcpy(&in->source, &ip6->saddr, 16);
	__builtin_memcpy(&in->destination, &ip6->daddr, 16);
	in->unicast = is_unicast6(&in->destination);
	return 1;
}

/* The instance with an id, and the one that an interface belongs to; NULL: none of ours. */
INLINE const struct instance *instance_of(const struct settings *settings, __u32 iid)
{
	return iid == settings->first.iid ? &settings->first : bpf_map_lookup_elem(&instances, &iid);
}

INLINE const struct instance *instance_at(const struct settings *settings, __u32 interface)
{
	return interface == settings->first.device ? &settings->first : bpf_map_lookup_elem(&interfaces, &interface);
}

INLINE struct mapping *find(__u32 iid, const struct address *address, int ipv6)
{
	if (ipv6) {
		struct key6 key = { 160, bpf_htonl(iid) };

		__builtin_memcpy(key.address, address, 16);
		return bpf_map_lookup_elem(&map6, &key);
	} else {
		struct key4 key = { 64, bpf_htonl(iid), address->word[3] };

		return bpf_map_lookup_elem(&map4, &key);
	}
}

INLINE __u32 policy_of(__u32 iid, const struct address *address, int ipv6)
{
	__u32 *flags;

	if (ipv6) {
		struct key6 key = { 160, bpf_htonl(iid) };

		__builtin_memcpy(key.address, address, 16);
		flags = bpf_map_lookup_elem(&policy6, &key);
	} else {
		struct key4 key = { 64, bpf_htonl(iid), address->word[3] };

		flags = bpf_map_lookup_elem(&policy4, &key);
	}
	return flags ? *flags : 0;
}
