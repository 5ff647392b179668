/* The handover of one guest's EID between two sites, on a network that loses, repeats and reorders.
 *
 * Modelled are the controller, which may crash once, anywhere; the hypervisors; both xTRs; the map server with
 * its hold-down; and a packet. The guest moves from site 0 to site 1 and back, MOVES times in all. Every move may
 * fail, before the guest stops or after, and then it runs where it was.
 *
 * What stands for time:
 *   - a message comes at any later moment, in any order; REPLAYS of them come again, however late; LOSSES of them
 *     never come, whatever their retransmissions
 *   - an xTR refreshes its registration REFRESHES times, whenever it likes, however late that arrives
 *   - what a timer does after seconds, such as the controller's urging, happens when nothing is under way (QUIET)
 *   - a datagram that is overtaken by the acknowledgement of a move is dropped by the map server's reorder guard,
 *     and none that has not arrived yet outlives a migration
 *
 * Checked are the assertions, and that every run ends where all is well (`settled`). Each BUG_ plants a mistake
 * that one of them has to find.
 */

#ifndef MOVES
#define MOVES 2
#endif
#ifndef LOSSES
#define LOSSES 1
#endif
#ifndef REPLAYS
#define REPLAYS 1
#endif
#ifndef REFRESHES
#define REFRESHES 1
#endif
#define SLOTS 8
#define NOWHERE 2
#define OTHER(site) (1 - (site))

mtype = { NOTHING, HERE, AWAY };                       /* what an xTR does with packets for the EID */
mtype = { NOT_NEAR, LEAVING, COMING };                 /* what it has been prepared for */
mtype = { NOT_LOST, UNTOLD, TOLD };                    /* what the map server knows of an xTR that lost the EID */
mtype = { PREPARE, ORDER,         /* Change Priority: from the controller, */
          PEER, AUDIENCE,         /* from the peer: I have it; these talk to it, tell them yourself */
          ACK, REGISTER, NOTICE, NOTICE_ACK };  /* its acknowledgement; the mapping system */
mtype = { PAUSED, RUNNING };                           /* what a hypervisor tells the xTR of its site */
mtype = { IDLE, COPYING, ENDED };

/* A message is one number, and the network a bag of them: sorted, so that their order makes no difference. */
#define MESSAGE(kind, to, where, nonce, epoch) ((kind) << 9 | (to) << 8 | (where) << 7 | (nonce) << 3 | (epoch))
#define KIND(message) ((message) >> 9)
#define TO(message) ((message) >> 8 & 1)
#define WHERE(message) ((message) >> 7 & 1)
#define NONCE(message) ((message) >> 3 & 15)
#define EPOCH(message) ((message) & 7)
short net[SLOTS], captured;
byte losses, replays, refreshes, crashes;

/* The hypervisors. `epoch` counts how often the guest has begun to run somewhere. */
byte guest = 0, epoch = 0, home = 0;
mtype copy = IDLE;
bit failed = 0;
chan events0 = [3] of { mtype };
chan events1 = [3] of { mtype };

/* The xTRs: slot in the data plane, held packets, registration, preparation, and the nonces last seen. */
mtype slot[2] = NOTHING;
bit hold[2], registers[2], switched[2];
bit returning[2];     /* the guest is back: that is told when what the source still sends on has gone */
bit has_audience[2];  /* the correspondents are prepared, and the target knows them */
mtype near[2] = NOT_NEAR;
byte from_controller[2], from_peer[2], own_nonce[2], from_server[2], register_nonce[2];

/* The map server. */
byte owner = 0, owner_epoch = 0, seen_register[2], notice_nonce;
mtype lost[2] = NOT_LOST;
byte notice_to[2];

/* The correspondent, and the controller. */
bit told_to_use[2];
byte nonce, acknowledged[2], moves;

/* --- the network ------------------------------------------------------------------------------------ */

hidden byte at_slot, scanned;

/* What is lost is never put in; what finds the bag full is lost too. */
inline send(kind, to, where, a_nonce, an_epoch) {
    assert(a_nonce < 16 && an_epoch < 8);
    at_slot = SLOTS - 1;
    if
    :: net[at_slot] == 0 ->
        do
        :: at_slot > 0 && net[at_slot - 1] < MESSAGE(kind, to, where, a_nonce, an_epoch) ->
            net[at_slot] = net[at_slot - 1]; at_slot--
        :: else -> break
        od;
        net[at_slot] = MESSAGE(kind, to, where, a_nonce, an_epoch)
    :: net[at_slot] != 0
    :: losses < LOSSES -> losses++
    fi
}

inline take(slot_taken) {
    at_slot = slot_taken;
    do
    :: at_slot < SLOTS - 1 -> net[at_slot] = net[at_slot + 1]; at_slot++
    :: else -> break
    od;
    net[SLOTS - 1] = 0
}

#define IS_REGISTER_OF(site) (KIND(net[scanned]) == REGISTER && WHERE(net[scanned]) == site)

inline drop_registers_of(site) {
    scanned = 0;
    do
    :: scanned < SLOTS && IS_REGISTER_OF(site) -> take(scanned)
    :: scanned < SLOTS && !IS_REGISTER_OF(site) -> scanned++
    :: scanned == SLOTS -> break
    od
}

/* What would change nothing, whenever it came: forgotten at once, so that it does not multiply the states. */
#define AT_XTR TO(net[scanned])
#define IS_OLD_ORDER ((KIND(net[scanned]) == ORDER || KIND(net[scanned]) == PREPARE) && \
                      NONCE(net[scanned]) < from_controller[AT_XTR])
#define IS_OLD_PEER ((KIND(net[scanned]) == PEER || KIND(net[scanned]) == AUDIENCE) && NONCE(net[scanned]) <= from_peer[AT_XTR])
#define IS_OLD_ACK (KIND(net[scanned]) == ACK && NONCE(net[scanned]) < nonce)
#define IS_OLD_REGISTER (KIND(net[scanned]) == REGISTER && NONCE(net[scanned]) <= seen_register[WHERE(net[scanned])])
#define IS_OLD_NOTICE_ACK (KIND(net[scanned]) == NOTICE_ACK && \
                           (NONCE(net[scanned]) < notice_to[AT_XTR] || lost[AT_XTR] != UNTOLD))
#ifdef BUG_NO_REPLAY_CHECK
#define IS_OLD (IS_OLD_ACK || IS_OLD_REGISTER || IS_OLD_NOTICE_ACK)
#else
#define IS_OLD (IS_OLD_ORDER || IS_OLD_PEER || IS_OLD_ACK || IS_OLD_REGISTER || IS_OLD_NOTICE_ACK)
#endif

inline forget_old() {
    scanned = 0;
    do
    :: scanned < SLOTS && net[scanned] == 0 -> break
    :: scanned < SLOTS && net[scanned] != 0 && IS_OLD -> take(scanned)
    :: scanned < SLOTS && net[scanned] != 0 && !IS_OLD -> scanned++
    :: scanned == SLOTS -> break
    od
}

/* --- an xTR ----------------------------------------------------------------------------------------- */

inline register(site) {
    register_nonce[site]++;
    send(REGISTER, 0, site, register_nonce[site], epoch)
}

inline take_over(site) {
    slot[site] = HERE; registers[site] = 1;
#ifndef BUG_HOLDS_FOREVER
    hold[site] = 0;
#endif
    register(site);
    own_nonce[site]++;
    send(PEER, OTHER(site), site, own_nonce[site], epoch)
}

/* The target may take over: it tells the correspondents itself. */
inline announce(site) {
    if
    :: has_audience[site] -> has_audience[site] = 0; told_to_use[site] = 1
    :: else
    fi
}

inline depart(site) {
    returning[site] = 0;
    if
    :: slot[site] != AWAY || registers[site] -> told_to_use[OTHER(site)] = 1
    :: else
    fi;
    slot[site] = AWAY;
#ifndef BUG_GOES_ON_REGISTERING
    registers[site] = 0;
#endif
    switched[site] = 0;
    if
    :: near[site] == LEAVING -> near[site] = NOT_NEAR
    :: else
    fi
}

inline on_prepare(site, leaving, a_nonce) {
    if
    :: a_nonce <= from_controller[site]
    :: a_nonce > from_controller[site] && (slot[site] == HERE) == leaving ->
        from_controller[site] = a_nonce;
        if
        :: leaving ->
            near[site] = LEAVING;
            own_nonce[site]++;
            send(AUDIENCE, OTHER(site), site, own_nonce[site], epoch)
        :: else -> near[site] = COMING; hold[site] = 1
        fi;
        send(ACK, site, 0, a_nonce, 0)
    :: else  /* late news: refused */
    fi
}

inline on_order(site, a_where, a_nonce) {
    if
#ifdef BUG_NO_REPLAY_CHECK
    :: true ->
#else
    :: a_nonce < from_controller[site]
    :: a_nonce == from_controller[site] -> send(ACK, site, 0, a_nonce, 0)
    :: a_nonce > from_controller[site] ->
#endif
        from_controller[site] = a_nonce;
        if
        :: a_where == site ->
            near[site] = NOT_NEAR; switched[site] = 0; returning[site] = 0;
            take_over(site);
            announce(site)
        :: else -> depart(site)
        fi;
        send(ACK, site, 0, a_nonce, 0)
    fi
}

inline on_peer(site, a_nonce) {
    if
    :: a_nonce > from_peer[site] -> from_peer[site] = a_nonce; depart(site)
    :: else
    fi
}

/* Before the controller's preparation it is refused, and comes again. */
inline on_audience(site, a_nonce) {
    if
    :: a_nonce > from_peer[site] && near[site] == COMING -> from_peer[site] = a_nonce; has_audience[site] = 1
    :: else
    fi
}

inline on_notice(site, a_nonce) {
    if
    :: a_nonce > from_server[site] -> from_server[site] = a_nonce; depart(site)
    :: else
    fi;
    send(NOTICE_ACK, site, 0, a_nonce, 0)
}

inline on_event(site, event) {
    if
    :: event == PAUSED && near[site] == LEAVING && !switched[site] ->
        switched[site] = 1; slot[site] = AWAY; returning[site] = 0;
#ifdef BUG_TELLS_AT_THE_STOP
        told_to_use[OTHER(site)] = 1
#endif
    :: event == RUNNING && near[site] == LEAVING && switched[site] ->
        switched[site] = 0; slot[site] = HERE; returning[site] = 1
    :: event == RUNNING && near[site] == COMING -> near[site] = NOT_NEAR; take_over(site); announce(site)
    :: else
    fi
}

/* --- the map server --------------------------------------------------------------------------------- */

inline notify(loser) {
    notice_nonce++; notice_to[loser] = notice_nonce;
    send(NOTICE, loser, OTHER(loser), notice_nonce, owner_epoch)
}

inline on_ack(site, a_nonce) {
    if
    :: a_nonce > acknowledged[site] -> acknowledged[site] = a_nonce
    :: else
    fi
}

inline on_register(site, a_nonce, an_epoch) {
    if
    :: a_nonce <= seen_register[site]
    :: else ->
        seen_register[site] = a_nonce;
        if
        :: owner == site
#ifndef BUG_NO_HOLD_DOWN
        :: owner != site && lost[site] == UNTOLD -> notify(site)  /* held: make sure that it is told */
        :: owner != site && lost[site] != UNTOLD ->
#else
        :: owner != site ->
#endif
            assert(an_epoch >= owner_epoch);  /* the old mapping never returns */
            owner = site; owner_epoch = an_epoch;
            lost[site] = NOT_LOST; lost[OTHER(site)] = UNTOLD;
            notify(OTHER(site))
        fi
    fi
}

inline on_notice_ack(site, a_nonce) {
    if
    :: a_nonce == notice_to[site] && lost[site] == UNTOLD ->
        lost[site] = TOLD;
        drop_registers_of(site)
    :: else
    fi
}

/* --- what happens ----------------------------------------------------------------------------------- */

hidden short message;
hidden byte chosen;
hidden mtype told;

inline act_on_message() {
    if
    :: KIND(message) == PREPARE -> on_prepare(TO(message), WHERE(message), NONCE(message))
    :: KIND(message) == ORDER -> on_order(TO(message), WHERE(message), NONCE(message))
    :: KIND(message) == PEER -> on_peer(TO(message), NONCE(message))
    :: KIND(message) == AUDIENCE -> on_audience(TO(message), NONCE(message))
    :: KIND(message) == ACK -> on_ack(TO(message), NONCE(message))
    :: KIND(message) == REGISTER -> on_register(WHERE(message), NONCE(message), EPOCH(message))
    :: KIND(message) == NOTICE -> on_notice(TO(message), NONCE(message))
    :: KIND(message) == NOTICE_ACK -> on_notice_ack(TO(message), NONCE(message))
    fi;
    forget_old()
}

/* Any message that is under way arrives, or one that was seen before comes again. */
active proctype Network() {
end:
    do
    :: atomic {
        net[0] != 0 || captured != 0 ->
        if
        :: net[0] != 0 ->
            chosen = 0;
            do
            :: chosen < SLOTS - 1 && net[chosen + 1] != 0 -> chosen++
            :: break
            od;
            message = net[chosen];
            take(chosen);
            if
            :: true
            :: captured == 0 && replays < REPLAYS -> captured = message
            fi
        :: captured != 0 -> message = captured; captured = 0; replays++
        fi;
        act_on_message()
       }
    od
}

active proctype Xtrs() {
end:
    do
    :: atomic { events0?told -> on_event(0, told);   }
    :: atomic { events1?told -> on_event(1, told);   }
    :: atomic { returning[0] -> returning[0] = 0; take_over(0) }
    :: atomic { returning[1] -> returning[1] = 0; take_over(1) }
    :: atomic { refreshes < REFRESHES && registers[0] -> refreshes++; register(0) }
    :: atomic { refreshes < REFRESHES && registers[1] -> refreshes++; register(1) }
    od
}

active proctype Hypervisors() {
end:
    do
    :: atomic { copy == COPYING -> failed = 1; copy = ENDED }  /* before the guest stops */
    :: atomic {
        copy == COPYING ->
        if :: home == 0 -> events0!PAUSED :: else -> events1!PAUSED fi;
        guest = NOWHERE
       };
       atomic {
        epoch++;
        if
        :: guest = OTHER(home); failed = 0
        :: guest = home; failed = 1
        fi;
        if :: guest == 0 -> events0!RUNNING :: else -> events1!RUNNING fi;
        copy = ENDED
       }
    od
}

inline settled() {
    assert(!failed || owner == home);                         /* a rollback ends at the source */
    assert(!failed || !told_to_use[OTHER(home)]);             /* and leaves no trace at the correspondents */
    assert(slot[guest] == HERE && !hold[guest]);              /* no lasting black hole where it runs */
    assert(slot[OTHER(guest)] != HERE);                       /* nor where it does not */
    assert(!told_to_use[OTHER(guest)] || slot[OTHER(guest)] == AWAY);  /* whoever still uses it is sent on */
    assert(owner == guest && registers[guest]);               /* the mapping is right and stays so */
    assert(!registers[OTHER(guest)])
}

#define NOBODY_RETURNS (!returning[0] && !returning[1])
#define QUIET (net[0] == 0 && empty(events0) && empty(events1) && NOBODY_RETURNS && copy != COPYING)

#ifdef BUG_PRESUMES_SUCCESS
#define WHERE_IT_IS OTHER(home)
#else
#define WHERE_IT_IS guest
#endif
#define ALL_ACKNOWLEDGED (acknowledged[0] == nonce && acknowledged[1] == nonce)

/* What a crash leaves of it is in its journal: that a copy was under way, and the last nonce. */
active proctype Controller() {
    atomic { slot[0] = HERE; registers[0] = 1; slot[1] = NOTHING };
    do
    :: moves < MOVES ->
        atomic { moves++; home = guest; nonce++; send(PREPARE, OTHER(home), 0, nonce, 0) };
        if
        :: acknowledged[OTHER(home)] == nonce ->
            atomic { nonce++; send(PREPARE, home, 1, nonce, 0) };
            if
            :: acknowledged[home] == nonce
            :: QUIET && acknowledged[home] != nonce
            fi
        :: QUIET && acknowledged[OTHER(home)] != nonce  /* all tries in vain: the handover is then the papers' */
        fi;
        copy = COPYING;
        /* It learns how the copy has ended from the hypervisors, now or after a crash. */
        copy == ENDED;
commit:
        atomic {
            nonce++;
            send(ORDER, 0, WHERE_IT_IS, nonce, 0); send(ORDER, 1, WHERE_IT_IS, nonce, 0)
        };
        if
        :: ALL_ACKNOWLEDGED
        :: QUIET && !ALL_ACKNOWLEDGED -> goto commit
        :: crashes == 0 -> crashes++; goto commit  /* with what the hypervisors say, not what it was about to do */
        fi;
        /* Done means that the map server publishes the right site, too. */
        if
        :: QUIET && owner == WHERE_IT_IS
        :: QUIET && owner != WHERE_IT_IS -> goto commit
        fi;
        atomic {
            settled();
            near[0] = NOT_NEAR; near[1] = NOT_NEAR; hold[0] = 0; hold[1] = 0;  /* preparations age */
            has_audience[0] = 0; has_audience[1] = 0;
            copy = IDLE; failed = 0; told_to_use[0] = 0; told_to_use[1] = 0
        }
    :: else -> break
    od
}

/* One packet, sent at any time to a site that somebody may think is the right one. An xTR that has sent its guest
 * away relays, but never back to where a packet came from: it is better lost than in a loop.
 */
#ifdef BUG_RELAYS_BACK
#define MAY_RELAY 1
#else
#define MAY_RELAY (hops == 1)
#endif
#ifdef PACKET
active proctype Packet() {
    byte at = 0, hops = 1;
    if
    :: skip
    :: told_to_use[1] -> at = 1
    fi;
    do
    :: slot[at] != AWAY -> break            /* delivered, or nobody's */
    :: slot[at] == AWAY && !MAY_RELAY -> break
    :: slot[at] == AWAY && MAY_RELAY -> at = OTHER(at); hops++; assert(hops <= 2)  /* no forwarding loop */
    od
}
#endif
