	switch (t->back) {
	default: Uerror("bad return move");
	case  0: goto R999; /* nothing to undo */

		 /* PROC Loop */
;
		;
		
	case 4: // STATE 2
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC Controller */

	case 5: // STATE 3
		;
		now.slot[1] = trpt->bup.ovals[2];
		now.registers[0] = trpt->bup.ovals[1];
		now.slot[0] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;
;
		;
		
	case 7: // STATE 8
		;
		now.nonce = trpt->bup.ovals[2];
		now.home = trpt->bup.ovals[1];
		now.moves = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 8: // STATE 10
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 9: // STATE 13
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 10: // STATE 15
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 11: // STATE 29
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 12: // STATE 29
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 14: // STATE 32
		;
		now.nonce = trpt->bup.oval;
		;
		goto R999;

	case 15: // STATE 34
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 16: // STATE 37
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 17: // STATE 39
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 18: // STATE 53
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 19: // STATE 53
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		;
		;
		;
		;
		
	case 23: // STATE 62
		;
		now.copy = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 25: // STATE 64
		;
		now.nonce = trpt->bup.oval;
		;
		goto R999;

	case 26: // STATE 66
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 27: // STATE 69
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 28: // STATE 71
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 29: // STATE 82
		;
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 30: // STATE 82
		;
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 31: // STATE 85
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 32: // STATE 88
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 33: // STATE 90
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 34: // STATE 104
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 35: // STATE 104
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		;
		;
		;
		;
		
	case 39: // STATE 110
		;
		now.crashes = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 41: // STATE 115
		;
		now.register_nonce[ Index(now.guest, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 42: // STATE 117
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 43: // STATE 120
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 44: // STATE 122
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 45: // STATE 137
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 46: // STATE 137
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		
	case 47: // STATE 139
		goto R999;

	case 48: // STATE 148
		;
		now.hold[1] = trpt->bup.ovals[3];
		now.hold[0] = trpt->bup.ovals[2];
		now.near[1] = trpt->bup.ovals[1];
		now.near[0] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 49: // STATE 157
		;
		cache = trpt->bup.ovals[2];
		now.failed = trpt->bup.ovals[1];
		now.copy = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 50: // STATE 164
		;
		done = trpt->bup.oval;
		;
		goto R999;

	case 51: // STATE 165
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC Hypervisors */

	case 52: // STATE 3
		;
		now.copy = trpt->bup.ovals[1];
		now.failed = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		;
		;
		
	case 55: // STATE 12
		;
		now.guest = trpt->bup.oval;
		_m = unsend(now.events0);
		;
		goto R999;

	case 56: // STATE 12
		;
		now.guest = trpt->bup.oval;
		;
		goto R999;

	case 57: // STATE 12
		;
		now.guest = trpt->bup.oval;
		_m = unsend(now.events1);
		;
		goto R999;

	case 58: // STATE 14
		;
		now.epoch = trpt->bup.oval;
		;
		goto R999;

	case 59: // STATE 16
		;
		now.failed = trpt->bup.ovals[1];
		now.guest = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 60: // STATE 18
		;
		now.failed = trpt->bup.ovals[1];
		now.guest = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 62: // STATE 27
		;
		now.copy = trpt->bup.oval;
		_m = unsend(now.events0);
		;
		goto R999;

	case 63: // STATE 27
		;
		now.copy = trpt->bup.oval;
		;
		goto R999;

	case 64: // STATE 27
		;
		now.copy = trpt->bup.oval;
		_m = unsend(now.events1);
		;
		goto R999;

	case 65: // STATE 32
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC Xtrs */

	case 66: // STATE 1
		;
		XX = 1;
		unrecv(now.events0, XX-1, 0, k, 1);
		k = trpt->bup.oval;
		;
		;
		goto R999;

	case 67: // STATE 105
		;
		free = trpt->bup.ovals[4];
		i = trpt->bup.ovals[3];
		k = trpt->bup.ovals[2];
		now.slot[0] = trpt->bup.ovals[1];
		now.switched[0] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 68: // STATE 6
		;
		now.switched[0] = trpt->bup.oval;
		;
		goto R999;

	case 69: // STATE 9
		;
		now.registers[0] = trpt->bup.ovals[2];
		now.hold[0] = trpt->bup.ovals[1];
		now.slot[0] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 70: // STATE 10
		;
		now.register_nonce[0] = trpt->bup.oval;
		;
		goto R999;

	case 71: // STATE 12
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 72: // STATE 15
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 73: // STATE 17
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 74: // STATE 31
		;
		now.own_nonce[0] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 75: // STATE 31
		;
		now.own_nonce[0] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 76: // STATE 33
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 77: // STATE 36
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 78: // STATE 38
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 79: // STATE 105
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 80: // STATE 105
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 81: // STATE 53
		;
		now.near[0] = trpt->bup.oval;
		;
		goto R999;

	case 82: // STATE 56
		;
		now.registers[0] = trpt->bup.ovals[2];
		now.hold[0] = trpt->bup.ovals[1];
		now.slot[0] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 83: // STATE 57
		;
		now.register_nonce[0] = trpt->bup.oval;
		;
		goto R999;

	case 84: // STATE 59
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 85: // STATE 62
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 86: // STATE 64
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 87: // STATE 78
		;
		now.own_nonce[0] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 88: // STATE 78
		;
		now.own_nonce[0] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 89: // STATE 80
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 90: // STATE 83
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 91: // STATE 85
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 92: // STATE 105
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 93: // STATE 105
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 94: // STATE 105
		;
		free = trpt->bup.ovals[2];
		i = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 95: // STATE 107
		;
		XX = 1;
		unrecv(now.events1, XX-1, 0, k, 1);
		k = trpt->bup.oval;
		;
		;
		goto R999;

	case 96: // STATE 211
		;
		free = trpt->bup.ovals[4];
		i = trpt->bup.ovals[3];
		k = trpt->bup.ovals[2];
		now.slot[1] = trpt->bup.ovals[1];
		now.switched[1] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 97: // STATE 112
		;
		now.switched[1] = trpt->bup.oval;
		;
		goto R999;

	case 98: // STATE 115
		;
		now.registers[1] = trpt->bup.ovals[2];
		now.hold[1] = trpt->bup.ovals[1];
		now.slot[1] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 99: // STATE 116
		;
		now.register_nonce[1] = trpt->bup.oval;
		;
		goto R999;

	case 100: // STATE 118
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 101: // STATE 121
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 102: // STATE 123
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 103: // STATE 137
		;
		now.own_nonce[1] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 104: // STATE 137
		;
		now.own_nonce[1] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 105: // STATE 139
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 106: // STATE 142
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 107: // STATE 144
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 108: // STATE 211
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 109: // STATE 211
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 110: // STATE 159
		;
		now.near[1] = trpt->bup.oval;
		;
		goto R999;

	case 111: // STATE 162
		;
		now.registers[1] = trpt->bup.ovals[2];
		now.hold[1] = trpt->bup.ovals[1];
		now.slot[1] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 112: // STATE 163
		;
		now.register_nonce[1] = trpt->bup.oval;
		;
		goto R999;

	case 113: // STATE 165
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 114: // STATE 168
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 115: // STATE 170
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 116: // STATE 184
		;
		now.own_nonce[1] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 117: // STATE 184
		;
		now.own_nonce[1] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 118: // STATE 186
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 119: // STATE 189
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 120: // STATE 191
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 121: // STATE 211
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 122: // STATE 211
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 123: // STATE 211
		;
		free = trpt->bup.ovals[2];
		i = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 124: // STATE 214
		;
		now.refreshes = trpt->bup.oval;
		;
		goto R999;

	case 125: // STATE 215
		;
		now.register_nonce[0] = trpt->bup.oval;
		;
		goto R999;

	case 126: // STATE 217
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 127: // STATE 220
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 128: // STATE 222
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 129: // STATE 237
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 130: // STATE 237
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 131: // STATE 240
		;
		now.refreshes = trpt->bup.oval;
		;
		goto R999;

	case 132: // STATE 241
		;
		now.register_nonce[1] = trpt->bup.oval;
		;
		goto R999;

	case 133: // STATE 243
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 134: // STATE 246
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 135: // STATE 248
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 136: // STATE 263
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 137: // STATE 263
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 138: // STATE 268
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC Network */
;
		;
		
	case 140: // STATE 6
		;
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 141: // STATE 7
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 142: // STATE 14
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 143: // STATE 24
		;
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 144: // STATE 27
		;
		now.duplicates = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 146: // STATE 407
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 147: // STATE 33
		;
		now.from_controller[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 148: // STATE 35
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 149: // STATE 38
		;
		now.hold[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 150: // STATE 42
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 151: // STATE 45
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 152: // STATE 47
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 153: // STATE 407
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 154: // STATE 407
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 156: // STATE 407
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 158: // STATE 68
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 159: // STATE 71
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 160: // STATE 73
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 161: // STATE 407
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 162: // STATE 407
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 163: // STATE 87
		;
		now.from_controller[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 164: // STATE 90
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 165: // STATE 93
		;
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.hold[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 166: // STATE 94
		;
		now.register_nonce[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 167: // STATE 96
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 168: // STATE 99
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 169: // STATE 101
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 170: // STATE 115
		;
		now.own_nonce[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 171: // STATE 115
		;
		now.own_nonce[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 172: // STATE 117
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 173: // STATE 120
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 174: // STATE 122
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 175: // STATE 133
		;
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 176: // STATE 133
		;
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;
;
		;
		
	case 178: // STATE 139
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 179: // STATE 142
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 180: // STATE 144
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 181: // STATE 162
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 182: // STATE 162
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 183: // STATE 162
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 184: // STATE 164
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 185: // STATE 172
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 186: // STATE 175
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 187: // STATE 177
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 188: // STATE 407
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 189: // STATE 407
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 191: // STATE 195
		;
		now.from_peer[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 193: // STATE 198
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 194: // STATE 201
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 195: // STATE 203
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 196: // STATE 221
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 197: // STATE 221
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 198: // STATE 221
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 199: // STATE 407
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 200: // STATE 407
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		cache = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;
;
		;
		
	case 202: // STATE 407
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		now.acknowledged[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;
;
		;
		
	case 204: // STATE 407
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 205: // STATE 243
		;
		now.seen_register[ Index(w, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 206: // STATE 407
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 208: // STATE 247
		;
		now.notice_to[ Index(w, 2) ] = trpt->bup.ovals[1];
		now.notice_nonce = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 209: // STATE 249
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 210: // STATE 252
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 211: // STATE 254
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 212: // STATE 407
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 213: // STATE 407
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 214: // STATE 273
		;
		now.lost[ Index((1-w), 2) ] = trpt->bup.ovals[3];
		now.lost[ Index(w, 2) ] = trpt->bup.ovals[2];
		now.owner_epoch = trpt->bup.ovals[1];
		now.owner = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 215: // STATE 275
		;
		now.notice_to[ Index((1-w), 2) ] = trpt->bup.ovals[1];
		now.notice_nonce = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 216: // STATE 277
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 217: // STATE 280
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 218: // STATE 282
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 219: // STATE 407
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 220: // STATE 407
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 222: // STATE 303
		;
		now.from_server[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 224: // STATE 306
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 225: // STATE 309
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 226: // STATE 311
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 227: // STATE 329
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 228: // STATE 329
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 229: // STATE 329
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 230: // STATE 331
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 231: // STATE 340
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 232: // STATE 343
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 233: // STATE 345
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 234: // STATE 407
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 235: // STATE 407
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 237: // STATE 361
		;
		now.lost[ Index(w, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 238: // STATE 362
		;
		free = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 240: // STATE 364
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 241: // STATE 371
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 242: // STATE 381
		;
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 243: // STATE 384
		;
		free = trpt->bup.oval;
		;
		goto R999;

	case 244: // STATE 407
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 245: // STATE 407
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 246: // STATE 407
		;
		free = trpt->bup.ovals[8];
		i = trpt->bup.ovals[7];
		e = trpt->bup.ovals[6];
		n = trpt->bup.ovals[5];
		w = trpt->bup.ovals[4];
		t = trpt->bup.ovals[3];
		k = trpt->bup.ovals[2];
		cache = trpt->bup.ovals[1];
		asked = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 9);
		goto R999;

	case 247: // STATE 407
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 249: // STATE 415
		;
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 250: // STATE 416
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 251: // STATE 423
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 252: // STATE 433
		;
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 253: // STATE 436
		;
		now.duplicates = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 255: // STATE 816
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 256: // STATE 442
		;
		now.from_controller[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 257: // STATE 444
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 258: // STATE 447
		;
		now.hold[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 259: // STATE 451
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 260: // STATE 454
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 261: // STATE 456
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 262: // STATE 816
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 263: // STATE 816
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 265: // STATE 816
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 267: // STATE 477
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 268: // STATE 480
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 269: // STATE 482
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 270: // STATE 816
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 271: // STATE 816
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 272: // STATE 496
		;
		now.from_controller[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 273: // STATE 499
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 274: // STATE 502
		;
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.hold[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 275: // STATE 503
		;
		now.register_nonce[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 276: // STATE 505
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 277: // STATE 508
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 278: // STATE 510
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 279: // STATE 524
		;
		now.own_nonce[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 280: // STATE 524
		;
		now.own_nonce[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 281: // STATE 526
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 282: // STATE 529
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 283: // STATE 531
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 284: // STATE 542
		;
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 285: // STATE 542
		;
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;
;
		;
		
	case 287: // STATE 548
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 288: // STATE 551
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 289: // STATE 553
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 290: // STATE 571
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 291: // STATE 571
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 292: // STATE 571
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 293: // STATE 573
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 294: // STATE 581
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 295: // STATE 584
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 296: // STATE 586
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 297: // STATE 816
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 298: // STATE 816
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 300: // STATE 604
		;
		now.from_peer[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 302: // STATE 607
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 303: // STATE 610
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 304: // STATE 612
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 305: // STATE 630
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 306: // STATE 630
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 307: // STATE 630
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 308: // STATE 816
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 309: // STATE 816
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		cache = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;
;
		;
		
	case 311: // STATE 816
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		now.acknowledged[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;
;
		;
		
	case 313: // STATE 816
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 314: // STATE 652
		;
		now.seen_register[ Index(w, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 315: // STATE 816
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 317: // STATE 656
		;
		now.notice_to[ Index(w, 2) ] = trpt->bup.ovals[1];
		now.notice_nonce = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 318: // STATE 658
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 319: // STATE 661
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 320: // STATE 663
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 321: // STATE 816
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 322: // STATE 816
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 323: // STATE 682
		;
		now.lost[ Index((1-w), 2) ] = trpt->bup.ovals[3];
		now.lost[ Index(w, 2) ] = trpt->bup.ovals[2];
		now.owner_epoch = trpt->bup.ovals[1];
		now.owner = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 324: // STATE 684
		;
		now.notice_to[ Index((1-w), 2) ] = trpt->bup.ovals[1];
		now.notice_nonce = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 325: // STATE 686
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 326: // STATE 689
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 327: // STATE 691
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 328: // STATE 816
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 329: // STATE 816
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 331: // STATE 712
		;
		now.from_server[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 333: // STATE 715
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 334: // STATE 718
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 335: // STATE 720
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 336: // STATE 738
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 337: // STATE 738
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 338: // STATE 738
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 339: // STATE 740
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 340: // STATE 749
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 341: // STATE 752
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 342: // STATE 754
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 343: // STATE 816
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 344: // STATE 816
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 346: // STATE 770
		;
		now.lost[ Index(w, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 347: // STATE 771
		;
		free = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 349: // STATE 773
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 350: // STATE 780
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 351: // STATE 790
		;
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 352: // STATE 793
		;
		free = trpt->bup.oval;
		;
		goto R999;

	case 353: // STATE 816
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 354: // STATE 816
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 355: // STATE 816
		;
		free = trpt->bup.ovals[8];
		i = trpt->bup.ovals[7];
		e = trpt->bup.ovals[6];
		n = trpt->bup.ovals[5];
		w = trpt->bup.ovals[4];
		t = trpt->bup.ovals[3];
		k = trpt->bup.ovals[2];
		cache = trpt->bup.ovals[1];
		asked = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 9);
		goto R999;

	case 356: // STATE 816
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 358: // STATE 824
		;
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 359: // STATE 825
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 360: // STATE 832
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 361: // STATE 842
		;
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 362: // STATE 845
		;
		now.duplicates = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 364: // STATE 1225
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 365: // STATE 851
		;
		now.from_controller[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 366: // STATE 853
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 367: // STATE 856
		;
		now.hold[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 368: // STATE 860
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 369: // STATE 863
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 370: // STATE 865
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 371: // STATE 1225
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 372: // STATE 1225
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 374: // STATE 1225
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 376: // STATE 886
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 377: // STATE 889
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 378: // STATE 891
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 379: // STATE 1225
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 380: // STATE 1225
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 381: // STATE 905
		;
		now.from_controller[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 382: // STATE 908
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 383: // STATE 911
		;
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.hold[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 384: // STATE 912
		;
		now.register_nonce[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 385: // STATE 914
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 386: // STATE 917
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 387: // STATE 919
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 388: // STATE 933
		;
		now.own_nonce[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 389: // STATE 933
		;
		now.own_nonce[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 390: // STATE 935
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 391: // STATE 938
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 392: // STATE 940
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 393: // STATE 951
		;
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 394: // STATE 951
		;
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;
;
		;
		
	case 396: // STATE 957
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 397: // STATE 960
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 398: // STATE 962
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 399: // STATE 980
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 400: // STATE 980
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 401: // STATE 980
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 402: // STATE 982
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 403: // STATE 990
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 404: // STATE 993
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 405: // STATE 995
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 406: // STATE 1225
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 407: // STATE 1225
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 409: // STATE 1013
		;
		now.from_peer[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 411: // STATE 1016
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 412: // STATE 1019
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 413: // STATE 1021
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 414: // STATE 1039
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 415: // STATE 1039
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 416: // STATE 1039
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 417: // STATE 1225
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 418: // STATE 1225
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		cache = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;
;
		;
		
	case 420: // STATE 1225
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		now.acknowledged[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;
;
		;
		
	case 422: // STATE 1225
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 423: // STATE 1061
		;
		now.seen_register[ Index(w, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 424: // STATE 1225
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 426: // STATE 1065
		;
		now.notice_to[ Index(w, 2) ] = trpt->bup.ovals[1];
		now.notice_nonce = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 427: // STATE 1067
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 428: // STATE 1070
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 429: // STATE 1072
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 430: // STATE 1225
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 431: // STATE 1225
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 432: // STATE 1091
		;
		now.lost[ Index((1-w), 2) ] = trpt->bup.ovals[3];
		now.lost[ Index(w, 2) ] = trpt->bup.ovals[2];
		now.owner_epoch = trpt->bup.ovals[1];
		now.owner = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 433: // STATE 1093
		;
		now.notice_to[ Index((1-w), 2) ] = trpt->bup.ovals[1];
		now.notice_nonce = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 434: // STATE 1095
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 435: // STATE 1098
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 436: // STATE 1100
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 437: // STATE 1225
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 438: // STATE 1225
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 440: // STATE 1121
		;
		now.from_server[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 442: // STATE 1124
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 443: // STATE 1127
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 444: // STATE 1129
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 445: // STATE 1147
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 446: // STATE 1147
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 447: // STATE 1147
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 448: // STATE 1149
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 449: // STATE 1158
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 450: // STATE 1161
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 451: // STATE 1163
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 452: // STATE 1225
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 453: // STATE 1225
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 455: // STATE 1179
		;
		now.lost[ Index(w, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 456: // STATE 1180
		;
		free = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 458: // STATE 1182
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 459: // STATE 1189
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 460: // STATE 1199
		;
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 461: // STATE 1202
		;
		free = trpt->bup.oval;
		;
		goto R999;

	case 462: // STATE 1225
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 463: // STATE 1225
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 464: // STATE 1225
		;
		free = trpt->bup.ovals[8];
		i = trpt->bup.ovals[7];
		e = trpt->bup.ovals[6];
		n = trpt->bup.ovals[5];
		w = trpt->bup.ovals[4];
		t = trpt->bup.ovals[3];
		k = trpt->bup.ovals[2];
		cache = trpt->bup.ovals[1];
		asked = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 9);
		goto R999;

	case 465: // STATE 1225
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 467: // STATE 1233
		;
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 468: // STATE 1234
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 469: // STATE 1241
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 470: // STATE 1251
		;
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 471: // STATE 1254
		;
		now.duplicates = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 473: // STATE 1634
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 474: // STATE 1260
		;
		now.from_controller[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 475: // STATE 1262
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 476: // STATE 1265
		;
		now.hold[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 477: // STATE 1269
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 478: // STATE 1272
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 479: // STATE 1274
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 480: // STATE 1634
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 481: // STATE 1634
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 483: // STATE 1634
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 485: // STATE 1295
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 486: // STATE 1298
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 487: // STATE 1300
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 488: // STATE 1634
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 489: // STATE 1634
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 490: // STATE 1314
		;
		now.from_controller[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 491: // STATE 1317
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 492: // STATE 1320
		;
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.hold[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 493: // STATE 1321
		;
		now.register_nonce[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 494: // STATE 1323
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 495: // STATE 1326
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 496: // STATE 1328
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 497: // STATE 1342
		;
		now.own_nonce[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 498: // STATE 1342
		;
		now.own_nonce[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 499: // STATE 1344
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 500: // STATE 1347
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 501: // STATE 1349
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 502: // STATE 1360
		;
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 503: // STATE 1360
		;
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;
;
		;
		
	case 505: // STATE 1366
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 506: // STATE 1369
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 507: // STATE 1371
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 508: // STATE 1389
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 509: // STATE 1389
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 510: // STATE 1389
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 511: // STATE 1391
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 512: // STATE 1399
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 513: // STATE 1402
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 514: // STATE 1404
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 515: // STATE 1634
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 516: // STATE 1634
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 518: // STATE 1422
		;
		now.from_peer[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 520: // STATE 1425
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 521: // STATE 1428
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 522: // STATE 1430
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 523: // STATE 1448
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 524: // STATE 1448
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 525: // STATE 1448
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 526: // STATE 1634
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 527: // STATE 1634
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		cache = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;
;
		;
		
	case 529: // STATE 1634
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		now.acknowledged[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;
;
		;
		
	case 531: // STATE 1634
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 532: // STATE 1470
		;
		now.seen_register[ Index(w, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 533: // STATE 1634
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 535: // STATE 1474
		;
		now.notice_to[ Index(w, 2) ] = trpt->bup.ovals[1];
		now.notice_nonce = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 536: // STATE 1476
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 537: // STATE 1479
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 538: // STATE 1481
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 539: // STATE 1634
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 540: // STATE 1634
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 541: // STATE 1500
		;
		now.lost[ Index((1-w), 2) ] = trpt->bup.ovals[3];
		now.lost[ Index(w, 2) ] = trpt->bup.ovals[2];
		now.owner_epoch = trpt->bup.ovals[1];
		now.owner = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 542: // STATE 1502
		;
		now.notice_to[ Index((1-w), 2) ] = trpt->bup.ovals[1];
		now.notice_nonce = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 543: // STATE 1504
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 544: // STATE 1507
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 545: // STATE 1509
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 546: // STATE 1634
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 547: // STATE 1634
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 549: // STATE 1530
		;
		now.from_server[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 551: // STATE 1533
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 552: // STATE 1536
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 553: // STATE 1538
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 554: // STATE 1556
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 555: // STATE 1556
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 556: // STATE 1556
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 557: // STATE 1558
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 558: // STATE 1567
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 559: // STATE 1570
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 560: // STATE 1572
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 561: // STATE 1634
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 562: // STATE 1634
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 564: // STATE 1588
		;
		now.lost[ Index(w, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 565: // STATE 1589
		;
		free = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 567: // STATE 1591
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 568: // STATE 1598
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 569: // STATE 1608
		;
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 570: // STATE 1611
		;
		free = trpt->bup.oval;
		;
		goto R999;

	case 571: // STATE 1634
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 572: // STATE 1634
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 573: // STATE 1634
		;
		free = trpt->bup.ovals[8];
		i = trpt->bup.ovals[7];
		e = trpt->bup.ovals[6];
		n = trpt->bup.ovals[5];
		w = trpt->bup.ovals[4];
		t = trpt->bup.ovals[3];
		k = trpt->bup.ovals[2];
		cache = trpt->bup.ovals[1];
		asked = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 9);
		goto R999;

	case 574: // STATE 1634
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 576: // STATE 1642
		;
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 577: // STATE 1643
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 578: // STATE 1650
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 579: // STATE 1660
		;
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 580: // STATE 1663
		;
		now.duplicates = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 582: // STATE 2043
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 583: // STATE 1669
		;
		now.from_controller[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 584: // STATE 1671
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 585: // STATE 1674
		;
		now.hold[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 586: // STATE 1678
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 587: // STATE 1681
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 588: // STATE 1683
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 589: // STATE 2043
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 590: // STATE 2043
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 592: // STATE 2043
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 594: // STATE 1704
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 595: // STATE 1707
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 596: // STATE 1709
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 597: // STATE 2043
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 598: // STATE 2043
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 599: // STATE 1723
		;
		now.from_controller[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 600: // STATE 1726
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 601: // STATE 1729
		;
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.hold[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 602: // STATE 1730
		;
		now.register_nonce[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 603: // STATE 1732
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 604: // STATE 1735
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 605: // STATE 1737
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 606: // STATE 1751
		;
		now.own_nonce[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 607: // STATE 1751
		;
		now.own_nonce[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 608: // STATE 1753
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 609: // STATE 1756
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 610: // STATE 1758
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 611: // STATE 1769
		;
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 612: // STATE 1769
		;
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;
;
		;
		
	case 614: // STATE 1775
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 615: // STATE 1778
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 616: // STATE 1780
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 617: // STATE 1798
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 618: // STATE 1798
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 619: // STATE 1798
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 620: // STATE 1800
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 621: // STATE 1808
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 622: // STATE 1811
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 623: // STATE 1813
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 624: // STATE 2043
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 625: // STATE 2043
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 627: // STATE 1831
		;
		now.from_peer[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 629: // STATE 1834
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 630: // STATE 1837
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 631: // STATE 1839
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 632: // STATE 1857
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 633: // STATE 1857
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 634: // STATE 1857
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 635: // STATE 2043
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 636: // STATE 2043
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		cache = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;
;
		;
		
	case 638: // STATE 2043
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		now.acknowledged[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;
;
		;
		
	case 640: // STATE 2043
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 641: // STATE 1879
		;
		now.seen_register[ Index(w, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 642: // STATE 2043
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 644: // STATE 1883
		;
		now.notice_to[ Index(w, 2) ] = trpt->bup.ovals[1];
		now.notice_nonce = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 645: // STATE 1885
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 646: // STATE 1888
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 647: // STATE 1890
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 648: // STATE 2043
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 649: // STATE 2043
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 650: // STATE 1909
		;
		now.lost[ Index((1-w), 2) ] = trpt->bup.ovals[3];
		now.lost[ Index(w, 2) ] = trpt->bup.ovals[2];
		now.owner_epoch = trpt->bup.ovals[1];
		now.owner = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 651: // STATE 1911
		;
		now.notice_to[ Index((1-w), 2) ] = trpt->bup.ovals[1];
		now.notice_nonce = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 652: // STATE 1913
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 653: // STATE 1916
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 654: // STATE 1918
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 655: // STATE 2043
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 656: // STATE 2043
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 658: // STATE 1939
		;
		now.from_server[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 660: // STATE 1942
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 661: // STATE 1945
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 662: // STATE 1947
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 663: // STATE 1965
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 664: // STATE 1965
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 665: // STATE 1965
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 666: // STATE 1967
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 667: // STATE 1976
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 668: // STATE 1979
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 669: // STATE 1981
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 670: // STATE 2043
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 671: // STATE 2043
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 673: // STATE 1997
		;
		now.lost[ Index(w, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 674: // STATE 1998
		;
		free = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 676: // STATE 2000
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 677: // STATE 2007
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 678: // STATE 2017
		;
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 679: // STATE 2020
		;
		free = trpt->bup.oval;
		;
		goto R999;

	case 680: // STATE 2043
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 681: // STATE 2043
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 682: // STATE 2043
		;
		free = trpt->bup.ovals[8];
		i = trpt->bup.ovals[7];
		e = trpt->bup.ovals[6];
		n = trpt->bup.ovals[5];
		w = trpt->bup.ovals[4];
		t = trpt->bup.ovals[3];
		k = trpt->bup.ovals[2];
		cache = trpt->bup.ovals[1];
		asked = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 9);
		goto R999;

	case 683: // STATE 2043
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 685: // STATE 2051
		;
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 686: // STATE 2052
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 687: // STATE 2059
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 688: // STATE 2069
		;
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 689: // STATE 2072
		;
		now.duplicates = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 691: // STATE 2452
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 692: // STATE 2078
		;
		now.from_controller[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 693: // STATE 2080
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 694: // STATE 2083
		;
		now.hold[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 695: // STATE 2087
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 696: // STATE 2090
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 697: // STATE 2092
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 698: // STATE 2452
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 699: // STATE 2452
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 701: // STATE 2452
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 703: // STATE 2113
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 704: // STATE 2116
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 705: // STATE 2118
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 706: // STATE 2452
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 707: // STATE 2452
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 708: // STATE 2132
		;
		now.from_controller[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 709: // STATE 2135
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 710: // STATE 2138
		;
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.hold[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 711: // STATE 2139
		;
		now.register_nonce[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 712: // STATE 2141
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 713: // STATE 2144
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 714: // STATE 2146
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 715: // STATE 2160
		;
		now.own_nonce[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 716: // STATE 2160
		;
		now.own_nonce[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 717: // STATE 2162
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 718: // STATE 2165
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 719: // STATE 2167
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 720: // STATE 2178
		;
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 721: // STATE 2178
		;
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;
;
		;
		
	case 723: // STATE 2184
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 724: // STATE 2187
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 725: // STATE 2189
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 726: // STATE 2207
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 727: // STATE 2207
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 728: // STATE 2207
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 729: // STATE 2209
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 730: // STATE 2217
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 731: // STATE 2220
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 732: // STATE 2222
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 733: // STATE 2452
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 734: // STATE 2452
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 736: // STATE 2240
		;
		now.from_peer[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 738: // STATE 2243
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 739: // STATE 2246
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 740: // STATE 2248
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 741: // STATE 2266
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 742: // STATE 2266
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 743: // STATE 2266
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 744: // STATE 2452
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 745: // STATE 2452
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		cache = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;
;
		;
		
	case 747: // STATE 2452
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		now.acknowledged[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;
;
		;
		
	case 749: // STATE 2452
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 750: // STATE 2288
		;
		now.seen_register[ Index(w, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 751: // STATE 2452
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 753: // STATE 2292
		;
		now.notice_to[ Index(w, 2) ] = trpt->bup.ovals[1];
		now.notice_nonce = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 754: // STATE 2294
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 755: // STATE 2297
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 756: // STATE 2299
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 757: // STATE 2452
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 758: // STATE 2452
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 759: // STATE 2318
		;
		now.lost[ Index((1-w), 2) ] = trpt->bup.ovals[3];
		now.lost[ Index(w, 2) ] = trpt->bup.ovals[2];
		now.owner_epoch = trpt->bup.ovals[1];
		now.owner = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 760: // STATE 2320
		;
		now.notice_to[ Index((1-w), 2) ] = trpt->bup.ovals[1];
		now.notice_nonce = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 761: // STATE 2322
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 762: // STATE 2325
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 763: // STATE 2327
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 764: // STATE 2452
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 765: // STATE 2452
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 767: // STATE 2348
		;
		now.from_server[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 769: // STATE 2351
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 770: // STATE 2354
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 771: // STATE 2356
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 772: // STATE 2374
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 773: // STATE 2374
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 774: // STATE 2374
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 775: // STATE 2376
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 776: // STATE 2385
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 777: // STATE 2388
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 778: // STATE 2390
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 779: // STATE 2452
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 780: // STATE 2452
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 782: // STATE 2406
		;
		now.lost[ Index(w, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 783: // STATE 2407
		;
		free = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 785: // STATE 2409
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 786: // STATE 2416
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 787: // STATE 2426
		;
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 788: // STATE 2429
		;
		free = trpt->bup.oval;
		;
		goto R999;

	case 789: // STATE 2452
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 790: // STATE 2452
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 791: // STATE 2452
		;
		free = trpt->bup.ovals[8];
		i = trpt->bup.ovals[7];
		e = trpt->bup.ovals[6];
		n = trpt->bup.ovals[5];
		w = trpt->bup.ovals[4];
		t = trpt->bup.ovals[3];
		k = trpt->bup.ovals[2];
		cache = trpt->bup.ovals[1];
		asked = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 9);
		goto R999;

	case 792: // STATE 2452
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 794: // STATE 2460
		;
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 795: // STATE 2461
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 796: // STATE 2468
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 797: // STATE 2478
		;
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 798: // STATE 2481
		;
		now.duplicates = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 800: // STATE 2861
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 801: // STATE 2487
		;
		now.from_controller[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 802: // STATE 2489
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 803: // STATE 2492
		;
		now.hold[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 804: // STATE 2496
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 805: // STATE 2499
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 806: // STATE 2501
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 807: // STATE 2861
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 808: // STATE 2861
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 810: // STATE 2861
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 812: // STATE 2522
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 813: // STATE 2525
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 814: // STATE 2527
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 815: // STATE 2861
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 816: // STATE 2861
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 817: // STATE 2541
		;
		now.from_controller[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 818: // STATE 2544
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 819: // STATE 2547
		;
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.hold[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 820: // STATE 2548
		;
		now.register_nonce[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 821: // STATE 2550
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 822: // STATE 2553
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 823: // STATE 2555
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 824: // STATE 2569
		;
		now.own_nonce[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 825: // STATE 2569
		;
		now.own_nonce[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 826: // STATE 2571
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 827: // STATE 2574
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 828: // STATE 2576
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 829: // STATE 2587
		;
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 830: // STATE 2587
		;
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;
;
		;
		
	case 832: // STATE 2593
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 833: // STATE 2596
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 834: // STATE 2598
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 835: // STATE 2616
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 836: // STATE 2616
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 837: // STATE 2616
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 838: // STATE 2618
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 839: // STATE 2626
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 840: // STATE 2629
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 841: // STATE 2631
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 842: // STATE 2861
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 843: // STATE 2861
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 845: // STATE 2649
		;
		now.from_peer[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 847: // STATE 2652
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 848: // STATE 2655
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 849: // STATE 2657
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 850: // STATE 2675
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 851: // STATE 2675
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 852: // STATE 2675
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 853: // STATE 2861
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 854: // STATE 2861
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		cache = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;
;
		;
		
	case 856: // STATE 2861
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		now.acknowledged[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;
;
		;
		
	case 858: // STATE 2861
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 859: // STATE 2697
		;
		now.seen_register[ Index(w, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 860: // STATE 2861
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 862: // STATE 2701
		;
		now.notice_to[ Index(w, 2) ] = trpt->bup.ovals[1];
		now.notice_nonce = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 863: // STATE 2703
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 864: // STATE 2706
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 865: // STATE 2708
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 866: // STATE 2861
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 867: // STATE 2861
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 868: // STATE 2727
		;
		now.lost[ Index((1-w), 2) ] = trpt->bup.ovals[3];
		now.lost[ Index(w, 2) ] = trpt->bup.ovals[2];
		now.owner_epoch = trpt->bup.ovals[1];
		now.owner = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 869: // STATE 2729
		;
		now.notice_to[ Index((1-w), 2) ] = trpt->bup.ovals[1];
		now.notice_nonce = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 870: // STATE 2731
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 871: // STATE 2734
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 872: // STATE 2736
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 873: // STATE 2861
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 874: // STATE 2861
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 876: // STATE 2757
		;
		now.from_server[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 878: // STATE 2760
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 879: // STATE 2763
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 880: // STATE 2765
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 881: // STATE 2783
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 882: // STATE 2783
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 883: // STATE 2783
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 884: // STATE 2785
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 885: // STATE 2794
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 886: // STATE 2797
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 887: // STATE 2799
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 888: // STATE 2861
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 889: // STATE 2861
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 891: // STATE 2815
		;
		now.lost[ Index(w, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 892: // STATE 2816
		;
		free = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 894: // STATE 2818
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 895: // STATE 2825
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 896: // STATE 2835
		;
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 897: // STATE 2838
		;
		free = trpt->bup.oval;
		;
		goto R999;

	case 898: // STATE 2861
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 899: // STATE 2861
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 900: // STATE 2861
		;
		free = trpt->bup.ovals[8];
		i = trpt->bup.ovals[7];
		e = trpt->bup.ovals[6];
		n = trpt->bup.ovals[5];
		w = trpt->bup.ovals[4];
		t = trpt->bup.ovals[3];
		k = trpt->bup.ovals[2];
		cache = trpt->bup.ovals[1];
		asked = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 9);
		goto R999;

	case 901: // STATE 2861
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 903: // STATE 2869
		;
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 904: // STATE 2870
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 905: // STATE 2877
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 906: // STATE 2887
		;
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 907: // STATE 2890
		;
		now.duplicates = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 909: // STATE 3270
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 910: // STATE 2896
		;
		now.from_controller[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 911: // STATE 2898
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 912: // STATE 2901
		;
		now.hold[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 913: // STATE 2905
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 914: // STATE 2908
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 915: // STATE 2910
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 916: // STATE 3270
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 917: // STATE 3270
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 919: // STATE 3270
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 921: // STATE 2931
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 922: // STATE 2934
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 923: // STATE 2936
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 924: // STATE 3270
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 925: // STATE 3270
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 926: // STATE 2950
		;
		now.from_controller[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 927: // STATE 2953
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 928: // STATE 2956
		;
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.hold[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 929: // STATE 2957
		;
		now.register_nonce[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 930: // STATE 2959
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 931: // STATE 2962
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 932: // STATE 2964
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 933: // STATE 2978
		;
		now.own_nonce[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 934: // STATE 2978
		;
		now.own_nonce[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 935: // STATE 2980
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 936: // STATE 2983
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 937: // STATE 2985
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 938: // STATE 2996
		;
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 939: // STATE 2996
		;
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;
;
		;
		
	case 941: // STATE 3002
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 942: // STATE 3005
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 943: // STATE 3007
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 944: // STATE 3025
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 945: // STATE 3025
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 946: // STATE 3025
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 947: // STATE 3027
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 948: // STATE 3035
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 949: // STATE 3038
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 950: // STATE 3040
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 951: // STATE 3270
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 952: // STATE 3270
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 954: // STATE 3058
		;
		now.from_peer[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 956: // STATE 3061
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 957: // STATE 3064
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 958: // STATE 3066
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 959: // STATE 3084
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 960: // STATE 3084
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 961: // STATE 3084
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 962: // STATE 3270
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		now.near[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 963: // STATE 3270
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		cache = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;
;
		;
		
	case 965: // STATE 3270
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		now.acknowledged[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;
;
		;
		
	case 967: // STATE 3270
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;

	case 968: // STATE 3106
		;
		now.seen_register[ Index(w, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 969: // STATE 3270
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 971: // STATE 3110
		;
		now.notice_to[ Index(w, 2) ] = trpt->bup.ovals[1];
		now.notice_nonce = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 972: // STATE 3112
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 973: // STATE 3115
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 974: // STATE 3117
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 975: // STATE 3270
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 976: // STATE 3270
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 977: // STATE 3136
		;
		now.lost[ Index((1-w), 2) ] = trpt->bup.ovals[3];
		now.lost[ Index(w, 2) ] = trpt->bup.ovals[2];
		now.owner_epoch = trpt->bup.ovals[1];
		now.owner = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 978: // STATE 3138
		;
		now.notice_to[ Index((1-w), 2) ] = trpt->bup.ovals[1];
		now.notice_nonce = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 979: // STATE 3140
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 980: // STATE 3143
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 981: // STATE 3145
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 982: // STATE 3270
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 983: // STATE 3270
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 985: // STATE 3166
		;
		now.from_server[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 987: // STATE 3169
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 988: // STATE 3172
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 989: // STATE 3174
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 990: // STATE 3192
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 991: // STATE 3192
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[7];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[6];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 992: // STATE 3192
		;
		now.switched[ Index(t, 2) ] = trpt->bup.ovals[2];
		now.registers[ Index(t, 2) ] = trpt->bup.ovals[1];
		now.slot[ Index(t, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 993: // STATE 3194
		;
		now.near[ Index(t, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 994: // STATE 3203
		;
		free = trpt->bup.ovals[1];
		i = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 995: // STATE 3206
		;
		i = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 996: // STATE 3208
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 997: // STATE 3270
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;

	case 998: // STATE 3270
		;
		free = trpt->bup.ovals[11];
		i = trpt->bup.ovals[10];
		e = trpt->bup.ovals[9];
		n = trpt->bup.ovals[8];
		w = trpt->bup.ovals[7];
		t = trpt->bup.ovals[6];
		k = trpt->bup.ovals[5];
		now.net[ Index(free, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(free, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(free, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(free, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(free, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 12);
		goto R999;
;
		;
		
	case 1000: // STATE 3224
		;
		now.lost[ Index(w, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 1001: // STATE 3225
		;
		free = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 1003: // STATE 3227
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 1004: // STATE 3234
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 1005: // STATE 3244
		;
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 1006: // STATE 3247
		;
		free = trpt->bup.oval;
		;
		goto R999;

	case 1007: // STATE 3270
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 1008: // STATE 3270
		;
		free = trpt->bup.ovals[7];
		i = trpt->bup.ovals[6];
		e = trpt->bup.ovals[5];
		n = trpt->bup.ovals[4];
		w = trpt->bup.ovals[3];
		t = trpt->bup.ovals[2];
		k = trpt->bup.ovals[1];
		free = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 1009: // STATE 3270
		;
		free = trpt->bup.ovals[8];
		i = trpt->bup.ovals[7];
		e = trpt->bup.ovals[6];
		n = trpt->bup.ovals[5];
		w = trpt->bup.ovals[4];
		t = trpt->bup.ovals[3];
		k = trpt->bup.ovals[2];
		cache = trpt->bup.ovals[1];
		asked = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 9);
		goto R999;

	case 1010: // STATE 3270
		;
		free = trpt->bup.ovals[6];
		i = trpt->bup.ovals[5];
		e = trpt->bup.ovals[4];
		n = trpt->bup.ovals[3];
		w = trpt->bup.ovals[2];
		t = trpt->bup.ovals[1];
		k = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 7);
		goto R999;
;
		;
		
	case 1012: // STATE 3274
		;
		now.losses = trpt->bup.oval;
		;
		goto R999;

	case 1013: // STATE 3275
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 1014: // STATE 3282
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 1015: // STATE 3294
		;
		i = trpt->bup.ovals[5];
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;
;
		;
		
	case 1017: // STATE 3298
		;
		now.losses = trpt->bup.oval;
		;
		goto R999;

	case 1018: // STATE 3299
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 1019: // STATE 3306
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 1020: // STATE 3318
		;
		i = trpt->bup.ovals[5];
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;
;
		;
		
	case 1022: // STATE 3322
		;
		now.losses = trpt->bup.oval;
		;
		goto R999;

	case 1023: // STATE 3323
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 1024: // STATE 3330
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 1025: // STATE 3342
		;
		i = trpt->bup.ovals[5];
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;
;
		;
		
	case 1027: // STATE 3346
		;
		now.losses = trpt->bup.oval;
		;
		goto R999;

	case 1028: // STATE 3347
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 1029: // STATE 3354
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 1030: // STATE 3366
		;
		i = trpt->bup.ovals[5];
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;
;
		;
		
	case 1032: // STATE 3370
		;
		now.losses = trpt->bup.oval;
		;
		goto R999;

	case 1033: // STATE 3371
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 1034: // STATE 3378
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 1035: // STATE 3390
		;
		i = trpt->bup.ovals[5];
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;
;
		;
		
	case 1037: // STATE 3394
		;
		now.losses = trpt->bup.oval;
		;
		goto R999;

	case 1038: // STATE 3395
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 1039: // STATE 3402
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 1040: // STATE 3414
		;
		i = trpt->bup.ovals[5];
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;
;
		;
		
	case 1042: // STATE 3418
		;
		now.losses = trpt->bup.oval;
		;
		goto R999;

	case 1043: // STATE 3419
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 1044: // STATE 3426
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 1045: // STATE 3438
		;
		i = trpt->bup.ovals[5];
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;
;
		;
		
	case 1047: // STATE 3442
		;
		now.losses = trpt->bup.oval;
		;
		goto R999;

	case 1048: // STATE 3443
		;
		i = trpt->bup.oval;
		;
		goto R999;

	case 1049: // STATE 3450
		;
		i = trpt->bup.ovals[5];
		now.net[ Index(i, 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index(i, 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index(i, 8) ].where = trpt->bup.ovals[2];
		now.net[ Index(i, 8) ].to = trpt->bup.ovals[1];
		now.net[ Index(i, 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 1050: // STATE 3462
		;
		i = trpt->bup.ovals[5];
		now.net[ Index((8-1), 8) ].epoch = trpt->bup.ovals[4];
		now.net[ Index((8-1), 8) ].nonce = trpt->bup.ovals[3];
		now.net[ Index((8-1), 8) ].where = trpt->bup.ovals[2];
		now.net[ Index((8-1), 8) ].to = trpt->bup.ovals[1];
		now.net[ Index((8-1), 8) ].kind = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 1051: // STATE 3468
		;
		p_restor(II);
		;
		;
		goto R999;
	}

