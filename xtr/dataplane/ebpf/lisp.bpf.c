// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * The fast path of the xTR: RFC 9300 encapsulation and decapsulation at tc.
 *
 *     routing ──▶ lisp0 egress: lisp_itr ──mapping──▶ uplink
 *                                  └──anything else──▶ lisp0's queue ──▶ user space
 *     uplink ingress: lisp_etr ──local──▶ lisp0 ingress ──▶ routing
 *                        ├──relay──▶ uplink
 *                        └──anything else──▶ lisp0's queue, outer headers and all ──▶ user space
 *
 * User space can do everything these programs do. They take what they can do whole and leave the rest, so
 * no rule of the protocol has to be bent to fit in here.
 *
 * Order. A flow that user space is still busy with must not be overtaken. Every packet left to user space
 * takes a ticket (gate.punted) and its flow remembers it (flows[hash]). User space writes the highest ticket
 * that it has surely dealt with (gate.handled). As long as its flow's ticket is higher, a packet takes the
 * slow way too.
 *
 * Only UAPI types: the object runs on every kernel from 5.19 on without relocations.
 */
#include "packet.h"

/* --- the slow way ---------------------------------------------------------------------------------- */

INLINE struct gate *the_gate(void)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(&gates, &zero);
}

INLINE __u64 *flow_of(struct __sk_buff *skb)
{
	__u32 index = bpf_get_hash_recalc(skb) % FLOWS;

	return bpf_map_lookup_elem(&flows, &index);
}

/* Whether user space may still be busy with an earlier packet of this flow. */
INLINE int is_behind(struct gate *gate, __u64 *flow)
{
	return *flow > *(volatile __u64 *)&gate->handled;
}

INLINE int punt_out(struct gate *gate, __u64 *flow)
{
	*flow = __sync_fetch_and_add(&gate->punted, 1) + 1;
	note(COUNT_PUNTED_OUT);
	return TC_ACT_OK; /* on into lisp0's queue */
}

/*
 * Not to the data socket but through lisp0, whichever the instance: on the way into its queue the stack cuts GSO packets up and
 * completes inner checksums, which a socket would get as the sender's stack left them to its hardware.
 */
INLINE int punt_in(const struct settings *settings, struct gate *gate, __u64 *flow)
{
	*flow = __sync_fetch_and_add(&gate->punted, 1) + 1;
	note(COUNT_PUNTED_IN);
	return bpf_redirect(settings->first.device, 0);
}

/* Whether a second has passed since this pair was last reported. */
INLINE int is_due(const struct pair *pair)
{
	__u64 now = bpf_ktime_get_ns(), *last = bpf_map_lookup_elem(&strays, pair);

	if (last && now - *last < SECOND)
		return 0;
	bpf_map_update_elem(&strays, pair, &now, BPF_ANY);
	return 1;
}

/* --- encapsulation --------------------------------------------------------------------------------- */

INLINE void mark_used(struct mapping *mapping)
{
	__u64 now = bpf_ktime_get_ns();

	if (now - mapping->used_ns > SECOND)
		mapping->used_ns = now;
}

/* Whether we have an RLOC of this family on an uplink. */
INLINE int has_rloc(const struct settings *settings, int uplink, int ipv6)
{
	return (ipv6 ? settings->has6 : settings->has4) >> uplink & 1;
}

/*
 * The uplink towards an RLOC, -1 when no uplink has an RLOC of ours of that family. The routes are asked only
 * when there is a choice; without an answer the first uplink is as good as any.
 */
INLINE int choose_uplink(struct __sk_buff *skb, const struct settings *settings, const struct rloc *rloc)
{
	struct bpf_fib_lookup fib = {};
	int chosen = -1;

	if (settings->uplinks == 1)
		return has_rloc(settings, 0, rloc->ipv6) ? 0 : -1;
	fib.ifindex = settings->uplink[0].ifindex;
	if (rloc->ipv6) {
		fib.family = FAMILY6;
		__builtin_memcpy(fib.ipv6_dst, &rloc->address, 16);
	} else {
		fib.family = FAMILY4;
		fib.ipv4_dst = rloc->address.word[3];
	}
	long failed = bpf_fib_lookup(skb, &fib, sizeof(fib), 0);

	if (failed && failed != BPF_FIB_LKUP_RET_NO_NEIGH)
		fib.ifindex = 0;
	/* Backwards, so that the first that fits stays; one on the right interface beats one that is not. */
#pragma unroll
	for (int i = MAX_UPLINKS - 1; i >= 0; i--)
		if (has_rloc(settings, i, rloc->ipv6))
			chosen = i;
#pragma unroll
	for (int i = MAX_UPLINKS - 1; i >= 0; i--)
		if (has_rloc(settings, i, rloc->ipv6) && settings->uplink[i].ifindex == fib.ifindex)
			chosen = i;
	return chosen;
}

INLINE __u16 header_sum(const void *header)
{
	const __u16 *word = header;
	__u32 sum = 0;

#pragma unroll
	for (int i = 0; i < 10; i++)
		sum += word[i];
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return ~sum;
}

/* RFC 9300 section 5.3: the source port tells flows apart, no checksum. */
INLINE void fill_udp(struct udphdr *udp, struct lisp *lisp, __u32 iid, __u32 hash, __u32 inner)
{
	udp->source = bpf_htons(0xc000 | (hash & 0x3fff));
	udp->dest = bpf_htons(PORT);
	udp->len = bpf_htons(inner + sizeof(*udp) + sizeof(*lisp));
	udp->check = 0;
	lisp->word0 = iid ? bpf_htonl(FLAG_INSTANCE) : 0;
	lisp->word1 = bpf_htonl(iid << 8);
}

INLINE void fill4(struct outer4 *outer, __be32 from, __be32 to, __u32 inner, __u8 ttl, __u8 class)
{
	outer->ip.version = 4;
	outer->ip.ihl = 5;
	outer->ip.tos = class;
	outer->ip.tot_len = bpf_htons(inner + sizeof(*outer));
	outer->ip.frag_off = bpf_htons(0x4000); /* don't fragment: lisp0's MTU sees to it that it fits */
	outer->ip.ttl = ttl;
	outer->ip.protocol = IPPROTO_UDP;
	outer->ip.saddr = from;
	outer->ip.daddr = to;
	outer->ip.check = header_sum(&outer->ip);
}

INLINE void fill6(struct outer6 *outer, const struct address *from, const struct address *to,
		  __u32 inner, __u8 ttl, __u8 class)
{
	outer->ip.version = 6;
	outer->ip.priority = class >> 4;
	outer->ip.flow_lbl[0] = class << 4;
	outer->ip.payload_len = bpf_htons(inner + sizeof(outer->udp) + sizeof(outer->lisp));
	outer->ip.nexthdr = IPPROTO_UDP;
	outer->ip.hop_limit = ttl;
	__builtin_memcpy(&outer->ip.saddr, from, 16);
	__builtin_memcpy(&outer->ip.daddr, to, 16);
}

INLINE int encapsulate(struct __sk_buff *skb, const __u32 l2, const struct settings *settings,
		       const struct rloc *rloc, const struct inner *in, __u32 hash)
{
	/* Segments keep their size: lisp0's MTU has made them fit with the outer headers. */
	__u64 flags = BPF_F_ADJ_ROOM_ENCAP_L4_UDP | BPF_F_ADJ_ROOM_FIXED_GSO;
	__u32 length = skb->len - l2;
	int chosen = choose_uplink(skb, settings, rloc);
	const struct uplink *uplink;
	__be16 protocol;

	if (chosen < 0 || chosen >= MAX_UPLINKS)
		return drop(DROP_NO_RLOC_OF_FAMILY);
	uplink = &settings->uplink[chosen];
	if (rloc->ipv6) {
		struct outer6 outer = {};

		fill6(&outer, &uplink->rloc6, &rloc->address, length, in->ttl, in->class);
		fill_udp(&outer.udp, &outer.lisp, in->iid, hash, length);
		flags |= BPF_F_ADJ_ROOM_ENCAP_L3_IPV6;
		if (bpf_skb_adjust_room(skb, sizeof(outer), BPF_ADJ_ROOM_MAC, flags) ||
		    bpf_skb_store_bytes(skb, l2, &outer, sizeof(outer), BPF_F_INVALIDATE_HASH))
			return drop(DROP_NO_ROOM);
		protocol = bpf_htons(ETH_P_IPV6);
	} else {
		struct outer4 outer = {};

		fill4(&outer, uplink->rloc4, rloc->address.word[3], length, in->ttl, in->class);
		fill_udp(&outer.udp, &outer.lisp, in->iid, hash, length);
		flags |= BPF_F_ADJ_ROOM_ENCAP_L3_IPV4;
		if (bpf_skb_adjust_room(skb, sizeof(outer), BPF_ADJ_ROOM_MAC, flags) ||
		    bpf_skb_store_bytes(skb, l2, &outer, sizeof(outer), BPF_F_INVALIDATE_HASH))
			return drop(DROP_NO_ROOM);
		protocol = bpf_htons(ETH_P_IP);
	}
	/* lisp0 has no Ethernet header, and bpf_redirect_neigh wants room for one. */
	if (!l2 && bpf_skb_change_head(skb, ETH_HLEN, 0))
		return drop(DROP_NO_ROOM);
	bpf_skb_store_bytes(skb, offsetof(struct ethhdr, h_proto), &protocol, sizeof(protocol), 0);
	note(COUNT_ENCAPSULATED);
	return bpf_redirect_neigh(uplink->ifindex, NULL, 0, 0);
}

/* How long the packets are that this one becomes: user space leaves large ones to be cut up behind us. */
INLINE __u32 longest_segment(struct __sk_buff *skb, const __u32 at, const struct inner *in)
{
	__u32 header = sizeof(struct ipv6hdr), length = sizeof(struct udphdr);
	__u8 first = 0, protocol = 0, offset = 0;

	if (!skb->gso_size)
		return in->length;
	if (bpf_skb_load_bytes(skb, at, &first, 1) || bpf_skb_load_bytes(skb, at + (in->ipv6 ? 6 : 9), &protocol, 1))
		return in->length;
	if (!in->ipv6)
		header = (first & 0xf) * 4;
	if (protocol == IPPROTO_TCP && !bpf_skb_load_bytes(skb, at + header + 12, &offset, 1))
		length = (offset >> 4) * 4;
	return header + length + skb->gso_size;
}

/* Whether a packet does not fit on the path to an RLOC. User space cuts it up, or tells its sender. */
INLINE int is_too_big(struct __sk_buff *skb, const __u32 at, const struct rloc *rloc, const struct inner *in)
{
	__u32 outer = rloc->ipv6 ? sizeof(struct outer6) : sizeof(struct outer4);

	return rloc->mtu && longest_segment(skb, at, in) + outer > rloc->mtu;
}

/* Whether the source of a packet may send from here, and is known. Otherwise user space has a say. */
INLINE int is_known(const struct inner *in, __u32 policy)
{
	struct mapping *host;

	if (policy & POLICY_ADMIT && !(policy & POLICY_REPORT))
		return 1;
	host = find(in->iid, &in->source, in->ipv6);
	return host && host->local && host->host;
}

INLINE int itr(struct __sk_buff *skb, const __u32 l2)
{
	__u32 zero = 0, policy, hash;
	struct settings *settings = bpf_map_lookup_elem(&config, &zero);
	const struct instance *instance;
	struct gate *gate = the_gate();
	struct mapping *mapping;
	struct inner in = {};
	struct rloc *rloc;
	__u64 *flow;

	if (!settings || !gate)
		return TC_ACT_OK;
	instance = instance_at(settings, skb->ifindex);
	flow = flow_of(skb);
	if (!instance || !flow)
		return TC_ACT_OK;
	in.iid = instance->iid;
	if (!read_inner(skb, l2, &in))
		return punt_out(gate, flow);
	mapping = find(in.iid, &in.destination, in.ipv6);
	/* What lisp_etr punted; it has its ticket. */
	if (mapping && mapping->action == ACTION_OURSELVES)
		return TC_ACT_OK;
	if (!mapping || !in.unicast || is_behind(gate, flow))
		return punt_out(gate, flow);
	if (mapping->action == ACTION_PUNT || mapping->action == ACTION_LOCAL)
		return punt_out(gate, flow);
	policy = policy_of(in.iid, &in.source, in.ipv6);
	if (!is_known(&in, policy))
		return policy & POLICY_ADMIT ? punt_out(gate, flow) : drop(DROP_SOURCE_NOT_LOCAL);
	mark_used(mapping);
	if (mapping->action == ACTION_DROP)
		return drop(DROP_NEGATIVE_DROP);
	if (mapping->action == ACTION_REJECT) {
		struct pair pair = { .eid = in.destination, .rloc = in.source, .iid = in.iid };

		return is_due(&pair) ? punt_out(gate, flow) : drop(DROP_NEGATIVE_DROP);
	}
	if (mapping->action == ACTION_NATIVE)
		return drop(DROP_NEGATIVE_NATIVE); /* routing should not have sent it here */
	if (!mapping->rlocs)
		return drop(DROP_NO_USABLE_RLOC);
	hash = bpf_get_hash_recalc(skb);
	rloc = &mapping->rloc[mapping->choice[hash >> 16 & (FLOW_SLOTS - 1)] & (MAX_RLOCS - 1)];
	if (is_too_big(skb, l2, rloc, &in))
		return punt_out(gate, flow);
	return encapsulate(skb, l2, settings, rloc, &in, hash);
}

/* Egress of lisp0 and of the other instances' devices: what normal routing sent into the tunnel. */
SEC("tc") int lisp_itr(struct __sk_buff *skb)
{
	return itr(skb, 0);
}

/* The same where packets have an Ethernet header, as BPF_PROG_TEST_RUN's have. */
SEC("tc") int lisp_itr_ethernet(struct __sk_buff *skb)
{
	return itr(skb, ETH_HLEN);
}

/* --- decapsulation --------------------------------------------------------------------------------- */

struct outer {
	struct address source;
	__u32 size;    /* of all outer headers */
	__u32 word0, word1;
	__u8 ipv6, ttl, class;
};

INLINE int is_ours(const struct settings *settings, const struct outer *outer, const struct address *to)
{
#pragma unroll
	for (int i = 0; i < MAX_UPLINKS; i++) {
		if (has_rloc(settings, i, outer->ipv6) && (outer->ipv6 ? same(&settings->uplink[i].rloc6, to)
								       : settings->uplink[i].rloc4 == to->word[3]))
			return 1;
	}
	return 0;
}

/* Reads the outer headers; false for what is not plain LISP data for us and goes up the stack. */
INLINE int read_outer(struct __sk_buff *skb, const struct settings *settings, struct outer *outer)
{
	void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
	struct address to;
	struct udphdr *udp;
	struct lisp *lisp;

	if (skb->protocol == bpf_htons(ETH_P_IP)) {
		struct iphdr *ip = data + ETH_HLEN;

		if ((void *)(ip + 1) > end || ip->protocol != IPPROTO_UDP || ip->ihl != 5)
			return 0;
		if (ip->frag_off & bpf_htons(0x3fff))
			return 0; /* the stack puts it together, the socket gets it */
		udp = (void *)(ip + 1);
		outer->size = sizeof(struct outer4);
		outer->ttl = ip->ttl;
		outer->class = ip->tos;
		set4(&outer->source, ip->saddr);
		set4(&to, ip->daddr);
	} else if (skb->protocol == bpf_htons(ETH_P_IPV6)) {
		struct ipv6hdr *ip = data + ETH_HLEN;

		if ((void *)(ip + 1) > end || ip->nexthdr != IPPROTO_UDP)
			return 0;
		udp = (void *)(ip + 1);
		outer->ipv6 = 1;
		outer->size = sizeof(struct outer6);
		outer->ttl = ip->hop_limit;
		outer->class = ip->priority << 4 | ip->flow_lbl[0] >> 4;
		__builtin_memcpy(&outer->source, &ip->saddr, 16);
		__builtin_memcpy(&to, &ip->daddr, 16);
	} else {
		return 0;
	}
	lisp = (void *)(udp + 1);
	if ((void *)(lisp + 1) > end || udp->dest != bpf_htons(PORT))
		return 0;
	/* A checksum is optional; if there is one the stack verifies it (RFC 9300 section 5.3). */
	if (udp->check || !is_ours(settings, outer, &to))
		return 0;
	outer->word0 = bpf_ntohl(lisp->word0);
	outer->word1 = bpf_ntohl(lisp->word1);
	return 1;
}

/* ECN after decapsulation, normal mode (RFC 6040 section 4.2); the DSCP is the outer one's. */
INLINE __u8 merged_class(__u8 inner, __u8 outer)
{
	__u8 ecn = inner & 3;

	if ((outer & 3) == 3)
		ecn = 3;
	else if ((outer & 3) == 1 && ecn == 2)
		ecn = 1;
	return (outer & 0xfc) | ecn;
}

/* Sets TTL and traffic class of the IP header at `at`. */
INLINE int rewrite(struct __sk_buff *skb, const __u32 at, int ipv6, __u8 ttl, __u8 class)
{
	void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
	__u32 sum;

	if (ipv6) {
		struct ipv6hdr *ip = data + at;
		__u8 head[2];

		if ((void *)(ip + 1) > end)
			return -1;
		head[0] = 6 << 4 | class >> 4;
		head[1] = (class & 0xf) << 4 | (ip->flow_lbl[0] & 0xf);
		return bpf_skb_store_bytes(skb, at, head, sizeof(head), BPF_F_RECOMPUTE_CSUM) ||
		       bpf_skb_store_bytes(skb, at + 7, &ttl, 1, BPF_F_RECOMPUTE_CSUM);
	}
	/* The header's checksum follows (RFC 1624), so nothing changes for the checksum of the packet. */
	struct iphdr *ip = data + at;

	if ((void *)(ip + 1) > end)
		return -1;
	sum = (__u16)~ip->check + (__u16)~bpf_htons(ip->ttl << 8) + (__u16)~bpf_htons(ip->tos);
	sum += bpf_htons(ttl << 8) + bpf_htons(class);
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	ip->check = ~sum;
	ip->ttl = ttl;
	ip->tos = class;
	return 0;
}

INLINE void note_peer(const struct pair *pair)
{
	__u64 now = bpf_ktime_get_ns(), *last = bpf_map_lookup_elem(&peers, pair);

	if (!last)
		bpf_map_update_elem(&peers, pair, &now, BPF_ANY);
	else if (now - *last > SECOND / 10)
		*last = now;
}

/* A packet for a host that has moved: new outer headers in the place of the old, one hop older. */
INLINE int relay(struct __sk_buff *skb, const struct settings *settings, const struct rloc *rloc,
		 const struct inner *in, const struct pair *pair, __u32 hash)
{
	int chosen = choose_uplink(skb, settings, rloc);
	__u8 ttl = in->ttl - 1;
	struct pair *seen;

	if (chosen < 0 || chosen >= MAX_UPLINKS)
		return drop(DROP_NO_RLOC_OF_FAMILY);
	if (rloc->ipv6) {
		struct outer6 outer = {};

		fill6(&outer, &settings->uplink[chosen].rloc6, &rloc->address, in->length, ttl, in->class);
		fill_udp(&outer.udp, &outer.lisp, in->iid, hash, in->length);
		if (rewrite(skb, ETH_HLEN + sizeof(outer), in->ipv6, ttl, in->class) ||
		    bpf_skb_store_bytes(skb, ETH_HLEN, &outer, sizeof(outer), BPF_F_INVALIDATE_HASH))
			return drop(DROP_NO_ROOM);
	} else {
		struct outer4 outer = {};

		fill4(&outer, settings->uplink[chosen].rloc4, rloc->address.word[3], in->length, ttl, in->class);
		fill_udp(&outer.udp, &outer.lisp, in->iid, hash, in->length);
		if (rewrite(skb, ETH_HLEN + sizeof(outer), in->ipv6, ttl, in->class) ||
		    bpf_skb_store_bytes(skb, ETH_HLEN, &outer, sizeof(outer), BPF_F_INVALIDATE_HASH))
			return drop(DROP_NO_ROOM);
	}
	if (is_due(pair) && (seen = bpf_ringbuf_reserve(&sightings, sizeof(*seen), 0))) {
		__builtin_memcpy(seen, pair, sizeof(*seen));
		bpf_ringbuf_submit(seen, 0);
	}
	note(COUNT_RELAYED);
	return bpf_redirect_neigh(settings->uplink[chosen].ifindex, NULL, 0, 0);
}

INLINE int deliver(struct __sk_buff *skb, const struct settings *settings, const struct instance *instance,
		   const struct outer *outer, const struct inner *in, int changed, struct gate *gate, __u64 *flow)
{
	__u64 flags = BPF_F_ADJ_ROOM_FIXED_GSO;
	__be16 protocol = in->ipv6 ? bpf_htons(ETH_P_IPV6) : bpf_htons(ETH_P_IP);
	long failed;

	/* These flags only where the family changes: kernels before 6.3 have none of them. */
	if (in->ipv6 && !outer->ipv6)
		flags |= BPF_F_ADJ_ROOM_DECAP_L3_IPV6;
	if (!in->ipv6 && outer->ipv6)
		flags |= BPF_F_ADJ_ROOM_DECAP_L3_IPV4;
	if (outer->ipv6)
		failed = bpf_skb_adjust_room(skb, -(__s32)sizeof(struct outer6), BPF_ADJ_ROOM_MAC, flags);
	else
		failed = bpf_skb_adjust_room(skb, -(__s32)sizeof(struct outer4), BPF_ADJ_ROOM_MAC, flags);
	if (failed)
		return punt_in(settings, gate, flow);
	bpf_skb_store_bytes(skb, offsetof(struct ethhdr, h_proto), &protocol, sizeof(protocol), 0);
	if (changed && rewrite(skb, ETH_HLEN, in->ipv6, in->ttl, in->class))
		return drop(DROP_NO_ROOM);
	note(COUNT_DECAPSULATED);
	/* As if it had come in through lisp0: routing, filters and ICMP errors all apply. */
	return bpf_redirect(instance->device, BPF_F_INGRESS);
}

/* Whether an RLOC is one of a mapping; user space knows when the mapping has more than fit in here. */
INLINE int is_member(const struct mapping *mapping, const struct address *rloc)
{
#pragma unroll
	for (int i = 0; i < MAX_RLOCS; i++)
		if (i < mapping->members && same(&mapping->rloc[i].address, rloc))
			return 1;
	return 0;
}

/* Ingress of an uplink. */
SEC("tc") int lisp_etr(struct __sk_buff *skb)
{
	__u32 zero = 0, hash;
	struct settings *settings = bpf_map_lookup_elem(&config, &zero);
	struct mapping *mapping, *origin;
	const struct instance *instance;
	struct gate *gate = the_gate();
	struct outer outer = {};
	struct inner in = {};
	struct pair pair = {};
	__u8 ttl, class;
	__u64 *flow;

	if (!settings || !gate || skb->pkt_type != PACKET_FOR_US)
		return TC_ACT_OK;
	/* Drivers leave as little as the Ethernet header in the linear part. */
	if (skb->data_end - skb->data < ETH_HLEN + sizeof(struct outer6) + sizeof(struct ipv6hdr)) {
		__u32 wanted = ETH_HLEN + sizeof(struct outer6) + sizeof(struct ipv6hdr);

		if (bpf_skb_pull_data(skb, skb->len < wanted ? skb->len : wanted))
			return TC_ACT_OK;
	}
	if (!read_outer(skb, settings, &outer))
		return TC_ACT_OK;
	flow = flow_of(skb);
	if (!flow)
		return TC_ACT_OK;
	if (outer.word0 & FLAGS_FOREIGN || !(outer.ipv6 ? read_inner(skb, ETH_HLEN + sizeof(struct outer6), &in)
							: read_inner(skb, ETH_HLEN + sizeof(struct outer4), &in)))
		return punt_in(settings, gate, flow);
	in.iid = outer.word0 & FLAG_INSTANCE ? outer.word1 >> 8 : 0;
	instance = instance_of(settings, in.iid);
	if (!instance)
		return drop(DROP_UNKNOWN_INSTANCE);
	if (!skb->gso_size && in.length != skb->len - ETH_HLEN - outer.size)
		return punt_in(settings, gate, flow);
	in.length = skb->len - ETH_HLEN - outer.size;

	if (!(policy_of(in.iid, &in.source, in.ipv6) & POLICY_SPACE))
		return drop(DROP_INNER_SOURCE_NOT_EID);
	origin = find(in.iid, &in.source, in.ipv6);
	if (origin && (origin->local || origin->action == ACTION_OURSELVES))
		return drop(DROP_INNER_SOURCE_IS_LOCAL);
	if (settings->check_source && origin && origin->members && !is_member(origin, &outer.source)) {
		if (origin->members > MAX_RLOCS)
			return punt_in(settings, gate, flow);
		return drop(DROP_OUTER_SOURCE);
	}
	pair.eid = in.destination;
	pair.rloc = outer.source;
	pair.iid = in.iid;
	mapping = find(in.iid, &in.destination, in.ipv6);
	if (!mapping || !in.unicast ||
	    (mapping->action != ACTION_LOCAL && mapping->action != ACTION_PUNT && !mapping->relay))
		return is_due(&pair) ? punt_in(settings, gate, flow) : drop(DROP_MISDELIVERED);
	if (mapping->action == ACTION_PUNT || is_behind(gate, flow))
		return punt_in(settings, gate, flow);

	if ((outer.class & 3) == 3 && !(in.class & 3))
		return drop(DROP_CONGESTION_NOT_ECN);
	ttl = in.ttl < outer.ttl ? in.ttl : outer.ttl;
	class = merged_class(in.class, outer.class);
	note_peer(&pair);
	if (mapping->action == ACTION_LOCAL) {
		int changed = ttl != in.ttl || class != in.class;

		in.ttl = ttl;
		in.class = class;
		return deliver(skb, settings, instance, &outer, &in, changed, gate, flow);
	}
	if (ttl <= 1)
		return drop(DROP_TTL_EXPIRED);
	if (mapping->action != ACTION_FORWARD || !mapping->rlocs)
		return drop(DROP_NO_USABLE_RLOC);
	hash = bpf_get_hash_recalc(skb);
	struct rloc *rloc = &mapping->rloc[mapping->choice[hash >> 16 & (FLOW_SLOTS - 1)] & (MAX_RLOCS - 1)];

	if (same(&rloc->address, &outer.source))
		return drop(DROP_RELAY_LOOP);
	if (rloc->ipv6 != outer.ipv6 || is_too_big(skb, ETH_HLEN + outer.size, rloc, &in))
		return punt_in(settings, gate, flow);
	mark_used(mapping);
	in.ttl = ttl;
	in.class = class;
	return relay(skb, settings, rloc, &in, &pair, hash);
}

/*
 * Ingress of the LANs and LISP devices of an xTR with several instances. What the kernel itself answers to a packet (ICMP errors,
 * echo replies) has the packet's mark (fwmark_reflect), and so finds the routes of its tenant.
 */
SEC("tc") int lisp_mark(struct __sk_buff *skb)
{
	__u32 interface = skb->ifindex;
	const struct instance *instance = bpf_map_lookup_elem(&interfaces, &interface);

	if (instance)
		skb->mark = instance->mark;
	return TC_ACT_OK;
}

/* The digest of the sources: what was compiled is what you read. And by what, to compile the same again. */
char source_sha256[] SEC("source") = SOURCE_SHA256;
char compiler[] SEC("source") = "clang " __clang_version__;
char programs_license[] SEC("license") = "Dual BSD/GPL";
