#ifdef PEG
struct T_SRC {
	char *fl; int ln;
} T_SRC[NTRANS];

void
tr_2_src(int m, char *file, int ln)
{	T_SRC[m].fl = file;
	T_SRC[m].ln = ln;
}

void
putpeg(int n, int m)
{	printf("%5d	trans %4d ", m, n);
	printf("%s:%d\n",
		T_SRC[n].fl, T_SRC[n].ln);
}
#endif

void
settable(void)
{	Trans *T;
	Trans *settr(int, int, int, int, int, char *, int, int, int);

	trans = (Trans ***) emalloc(6*sizeof(Trans **));

	/* proctype 4: Loop */

	trans[4] = (Trans **) emalloc(3*sizeof(Trans *));

	trans[4][1]	= settr(3933,0,2,3,0,"assert(!(0))", 0, 2, 0);
	trans[4][2]	= settr(3934,0,0,4,4,"-end-", 0, 3500, 0);

	/* proctype 3: Controller */

	trans[3] = (Trans **) emalloc(166*sizeof(Trans *));

	T = trans[ 3][4] = settr(3771,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3771,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[3][1]	= settr(3768,0,161,5,5,"slot[0] = HERE", 1, 2, 0); /* m: 2 -> 0,161 */
	reached3[2] = 1;
	trans[3][2]	= settr(0,0,0,0,0,"registers[0] = 1",0,0,0);
	trans[3][3]	= settr(0,0,0,0,0,"slot[1] = NOTHING",0,0,0);
	trans[3][162]	= settr(3929,0,161,1,0,".(goto)", 0, 2, 0);
	T = trans[3][161] = settr(3928,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(3928,0,5,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(3928,0,159,0,0,"DO", 0, 2, 0);
	trans[3][5]	= settr(3772,0,30,6,0,"((moves<2))", 1, 2, 0);
	T = trans[ 3][30] = settr(3797,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3797,2,6,0,0,"ATOMIC", 1, 2, 0);
	trans[3][6]	= settr(3773,2,27,7,7,"moves = (moves+1)", 1, 2, 0); /* m: 7 -> 0,27 */
	reached3[7] = 1;
	trans[3][7]	= settr(0,0,0,0,0,"home = guest",0,0,0);
	trans[3][8]	= settr(0,0,0,0,0,"nonce = (nonce+1)",0,0,0);
	T = trans[ 3][27] = settr(3794,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3794,0,9,0,0,"sub-sequence", 1, 2, 0);
	trans[3][9]	= settr(3776,2,18,8,8,"i = 0", 1, 2, 0); /* m: 10 -> 0,18 */
	reached3[10] = 1;
	trans[3][10]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[3][19]	= settr(3786,2,18,1,0,".(goto)", 1, 2, 0);
	T = trans[3][18] = settr(3785,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3785,2,11,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3785,2,14,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3785,2,16,0,0,"DO", 1, 2, 0);
	trans[3][11]	= settr(3778,2,18,9,9,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 12 -> 18,0 */
	reached3[12] = 1;
	trans[3][12]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[3][13]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[3][14]	= settr(3781,2,18,10,10,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 15 -> 18,0 */
	reached3[15] = 1;
	trans[3][15]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[3][16]	= settr(3783,4,60,11,11,"((i==8))", 1, 2, 0); /* m: 21 -> 60,0 */
	reached3[21] = 1;
	trans[3][17]	= settr(3784,2,21,1,0,"goto :b134", 1, 2, 0); /* m: 21 -> 0,60 */
	reached3[21] = 1;
	trans[3][20]	= settr(3787,2,21,1,0,"break", 1, 2, 0);
	trans[3][21]	= settr(3788,4,60,12,12,"assert((free<8))", 1, 2, 0); /* m: 22 -> 0,60 */
	reached3[22] = 1;
	trans[3][22]	= settr(0,0,0,0,0,"net[free].kind = 18",0,0,0);
	trans[3][23]	= settr(0,0,0,0,0,"net[free].to = (1-home)",0,0,0);
	trans[3][24]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[3][25]	= settr(0,0,0,0,0,"net[free].nonce = nonce",0,0,0);
	trans[3][26]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[3][28]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	trans[3][29]	= settr(0,0,0,0,0,"free = 0",0,0,0);
	T = trans[3][60] = settr(3827,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(3827,0,31,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(3827,0,59,0,0,"IF", 0, 2, 0);
	trans[3][31]	= settr(3798,0,54,13,0,"((acknowledged[(1-home)]==nonce))", 1, 2, 0);
	T = trans[ 3][54] = settr(3821,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3821,2,32,0,0,"ATOMIC", 1, 2, 0);
	trans[3][32]	= settr(3799,2,51,14,14,"nonce = (nonce+1)", 1, 2, 0);
	T = trans[ 3][51] = settr(3818,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3818,0,33,0,0,"sub-sequence", 1, 2, 0);
	trans[3][33]	= settr(3800,2,42,15,15,"i = 0", 1, 2, 0); /* m: 34 -> 0,42 */
	reached3[34] = 1;
	trans[3][34]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[3][43]	= settr(3810,2,42,1,0,".(goto)", 1, 2, 0);
	T = trans[3][42] = settr(3809,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3809,2,35,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3809,2,38,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3809,2,40,0,0,"DO", 1, 2, 0);
	trans[3][35]	= settr(3802,2,42,16,16,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 36 -> 42,0 */
	reached3[36] = 1;
	trans[3][36]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[3][37]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[3][38]	= settr(3805,2,42,17,17,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 39 -> 42,0 */
	reached3[39] = 1;
	trans[3][39]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[3][40]	= settr(3807,4,57,18,18,"((i==8))", 1, 2, 0); /* m: 45 -> 57,0 */
	reached3[45] = 1;
	trans[3][41]	= settr(3808,2,45,1,0,"goto :b135", 1, 2, 0); /* m: 45 -> 0,57 */
	reached3[45] = 1;
	trans[3][44]	= settr(3811,2,45,1,0,"break", 1, 2, 0);
	trans[3][45]	= settr(3812,4,57,19,19,"assert((free<8))", 1, 2, 0); /* m: 46 -> 0,57 */
	reached3[46] = 1;
	trans[3][46]	= settr(0,0,0,0,0,"net[free].kind = 18",0,0,0);
	trans[3][47]	= settr(0,0,0,0,0,"net[free].to = home",0,0,0);
	trans[3][48]	= settr(0,0,0,0,0,"net[free].where = 1",0,0,0);
	trans[3][49]	= settr(0,0,0,0,0,"net[free].nonce = nonce",0,0,0);
	trans[3][50]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[3][52]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	trans[3][53]	= settr(0,0,0,0,0,"free = 0",0,0,0);
	T = trans[3][57] = settr(3824,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(3824,0,55,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(3824,0,56,0,0,"IF", 0, 2, 0);
	trans[3][55]	= settr(3822,0,62,20,0,"((acknowledged[home]==nonce))", 1, 2, 0);
	trans[3][58]	= settr(3825,0,62,1,0,".(goto)", 0, 2, 0);
	trans[3][56]	= settr(3823,0,62,21,0,"(timeout)", 1, 3000, 0);
	trans[3][61]	= settr(3828,0,62,1,0,".(goto)", 0, 2, 0);
	trans[3][59]	= settr(3826,0,62,22,0,"(timeout)", 1, 3000, 0);
	trans[3][62]	= settr(3829,0,63,23,23,"copy = COPYING", 1, 2, 0);
	trans[3][63]	= settr(3830,0,105,24,0,"((copy==ENDED))", 1, 2, 0);
	T = trans[ 3][105] = settr(3872,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3872,2,64,0,0,"ATOMIC", 1, 2, 0);
	trans[3][64]	= settr(3831,2,83,25,25,"nonce = (nonce+1)", 1, 2, 0);
	T = trans[ 3][83] = settr(3850,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3850,0,65,0,0,"sub-sequence", 1, 2, 0);
	trans[3][65]	= settr(3832,2,74,26,26,"i = 0", 1, 2, 0); /* m: 66 -> 0,74 */
	reached3[66] = 1;
	trans[3][66]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[3][75]	= settr(3842,2,74,1,0,".(goto)", 1, 2, 0);
	T = trans[3][74] = settr(3841,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3841,2,67,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3841,2,70,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3841,2,72,0,0,"DO", 1, 2, 0);
	trans[3][67]	= settr(3834,2,74,27,27,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 68 -> 74,0 */
	reached3[68] = 1;
	trans[3][68]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[3][69]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[3][70]	= settr(3837,2,74,28,28,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 71 -> 74,0 */
	reached3[71] = 1;
	trans[3][71]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[3][72]	= settr(3839,2,102,29,29,"((i==8))", 1, 2, 0); /* m: 77 -> 102,0 */
	reached3[77] = 1;
	trans[3][73]	= settr(3840,2,77,1,0,"goto :b136", 1, 2, 0); /* m: 77 -> 0,102 */
	reached3[77] = 1;
	trans[3][76]	= settr(3843,2,77,1,0,"break", 1, 2, 0);
	trans[3][77]	= settr(3844,2,102,30,30,"assert((free<8))", 1, 2, 0); /* m: 78 -> 0,102 */
	reached3[78] = 1;
	trans[3][78]	= settr(0,0,0,0,0,"net[free].kind = 17",0,0,0);
	trans[3][79]	= settr(0,0,0,0,0,"net[free].to = guest",0,0,0);
	trans[3][80]	= settr(0,0,0,0,0,"net[free].where = guest",0,0,0);
	trans[3][81]	= settr(0,0,0,0,0,"net[free].nonce = nonce",0,0,0);
	trans[3][82]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	T = trans[ 3][102] = settr(3869,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3869,0,84,0,0,"sub-sequence", 1, 2, 0);
	trans[3][84]	= settr(3851,2,93,31,31,"i = 0", 1, 2, 0); /* m: 85 -> 0,93 */
	reached3[85] = 1;
	trans[3][85]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[3][94]	= settr(3861,2,93,1,0,".(goto)", 1, 2, 0);
	T = trans[3][93] = settr(3860,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3860,2,86,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3860,2,89,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3860,2,91,0,0,"DO", 1, 2, 0);
	trans[3][86]	= settr(3853,2,93,32,32,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 87 -> 93,0 */
	reached3[87] = 1;
	trans[3][87]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[3][88]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[3][89]	= settr(3856,2,93,33,33,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 90 -> 93,0 */
	reached3[90] = 1;
	trans[3][90]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[3][91]	= settr(3858,4,112,34,34,"((i==8))", 1, 2, 0); /* m: 96 -> 112,0 */
	reached3[96] = 1;
	trans[3][92]	= settr(3859,2,96,1,0,"goto :b137", 1, 2, 0); /* m: 96 -> 0,112 */
	reached3[96] = 1;
	trans[3][95]	= settr(3862,2,96,1,0,"break", 1, 2, 0);
	trans[3][96]	= settr(3863,4,112,35,35,"assert((free<8))", 1, 2, 0); /* m: 97 -> 0,112 */
	reached3[97] = 1;
	trans[3][97]	= settr(0,0,0,0,0,"net[free].kind = 17",0,0,0);
	trans[3][98]	= settr(0,0,0,0,0,"net[free].to = (1-guest)",0,0,0);
	trans[3][99]	= settr(0,0,0,0,0,"net[free].where = guest",0,0,0);
	trans[3][100]	= settr(0,0,0,0,0,"net[free].nonce = nonce",0,0,0);
	trans[3][101]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[3][103]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	trans[3][104]	= settr(0,0,0,0,0,"free = 0",0,0,0);
	T = trans[3][112] = settr(3879,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(3879,0,106,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(3879,0,107,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(3879,0,109,0,0,"IF", 0, 2, 0);
	trans[3][106]	= settr(3873,0,142,36,0,"(((acknowledged[0]==nonce)&&(acknowledged[1]==nonce)))", 1, 2, 0);
	trans[3][113]	= settr(3880,0,142,1,0,".(goto)", 0, 2, 0);
	trans[3][107]	= settr(3874,0,105,37,0,"(timeout)", 1, 3000, 0);
	trans[3][108]	= settr(3875,0,105,1,0,"goto commit", 0, 2, 0);
	trans[3][109]	= settr(3876,0,110,38,0,"((crashes==0))", 1, 2, 0);
	trans[3][110]	= settr(3877,0,105,39,39,"crashes = (crashes+1)", 1, 2, 0);
	trans[3][111]	= settr(3878,0,105,1,0,"goto commit", 0, 2, 0);
	trans[3][143]	= settr(3910,0,142,1,0,".(goto)", 0, 2, 0);
	T = trans[3][142] = settr(3909,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(3909,0,138,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(3909,0,141,0,0,"DO", 0, 2, 0);
	T = trans[ 3][138] = settr(3905,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3905,2,114,0,0,"ATOMIC", 1, 3000, 0);
	trans[3][114]	= settr(3881,2,135,40,0,"(((timeout&&(owner!=guest))&&registers[guest]))", 1, 3000, 0);
	T = trans[ 3][135] = settr(3902,0,0,0,0,"sub-sequence", 1, 3000, 0);
	T->nxt	= settr(3902,0,115,0,0,"sub-sequence", 1, 3000, 0);
	trans[3][115]	= settr(3882,2,134,41,41,"register_nonce[guest] = (register_nonce[guest]+1)", 1, 3000, 0);
	T = trans[ 3][134] = settr(3901,0,0,0,0,"sub-sequence", 1, 3000, 0);
	T->nxt	= settr(3901,0,116,0,0,"sub-sequence", 1, 3000, 0);
	trans[3][116]	= settr(3883,2,125,42,42,"i = 0", 1, 3000, 0); /* m: 117 -> 0,125 */
	reached3[117] = 1;
	trans[3][117]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[3][126]	= settr(3893,2,125,1,0,".(goto)", 1, 3000, 0);
	T = trans[3][125] = settr(3892,2,0,0,0,"DO", 1, 3000, 0);
	T = T->nxt	= settr(3892,2,118,0,0,"DO", 1, 3000, 0);
	T = T->nxt	= settr(3892,2,121,0,0,"DO", 1, 3000, 0);
	    T->nxt	= settr(3892,2,123,0,0,"DO", 1, 3000, 0);
	trans[3][118]	= settr(3885,2,125,43,43,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 3000, 0); /* m: 119 -> 125,0 */
	reached3[119] = 1;
	trans[3][119]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[3][120]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[3][121]	= settr(3888,2,125,44,44,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 3000, 0); /* m: 122 -> 125,0 */
	reached3[122] = 1;
	trans[3][122]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[3][123]	= settr(3890,0,142,45,45,"((i==8))", 1, 3000, 0); /* m: 128 -> 142,0 */
	reached3[128] = 1;
	trans[3][124]	= settr(3891,2,128,1,0,"goto :b139", 1, 3000, 0); /* m: 128 -> 0,142 */
	reached3[128] = 1;
	trans[3][127]	= settr(3894,2,128,1,0,"break", 1, 3000, 0);
	trans[3][128]	= settr(3895,0,142,46,46,"assert((free<8))", 1, 3000, 0); /* m: 129 -> 0,142 */
	reached3[129] = 1;
	trans[3][129]	= settr(0,0,0,0,0,"net[free].kind = 13",0,0,0);
	trans[3][130]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[3][131]	= settr(0,0,0,0,0,"net[free].where = guest",0,0,0);
	trans[3][132]	= settr(0,0,0,0,0,"net[free].nonce = register_nonce[guest]",0,0,0);
	trans[3][133]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[3][136]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	trans[3][137]	= settr(0,0,0,0,0,"free = 0",0,0,0);
	T = trans[ 3][141] = settr(3908,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3908,2,139,0,0,"ATOMIC", 1, 3000, 0);
	trans[3][139]	= settr(3906,4,158,47,47,"((timeout&&!(((owner!=guest)&&registers[guest]))))", 1, 3000, 0); /* m: 140 -> 158,0 */
	reached3[140] = 1;
	trans[3][140]	= settr(3907,0,158,1,0,"goto :b138", 1, 3000, 0);
	trans[3][144]	= settr(3911,0,158,1,0,"break", 0, 2, 0);
	T = trans[ 3][158] = settr(3925,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3925,2,145,0,0,"ATOMIC", 1, 2, 0);
	trans[3][145]	= settr(3912,2,154,48,48,"near[0] = NOT_NEAR", 1, 2, 0); /* m: 146 -> 0,154 */
	reached3[146] = 1;
	trans[3][146]	= settr(0,0,0,0,0,"near[1] = NOT_NEAR",0,0,0);
	trans[3][147]	= settr(0,0,0,0,0,"hold[0] = 0",0,0,0);
	trans[3][148]	= settr(0,0,0,0,0,"hold[1] = 0",0,0,0);
	T = trans[ 3][154] = settr(3921,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3921,0,149,0,0,"sub-sequence", 1, 2, 0);
	trans[3][149]	= settr(3916,0,161,49,49,"assert(((slot[guest]==HERE)&&!(hold[guest])))", 1, 2, 0); /* m: 150 -> 0,161 */
	reached3[150] = 1;
	trans[3][150]	= settr(0,0,0,0,0,"assert((slot[(1-guest)]!=HERE))",0,0,0);
	trans[3][151]	= settr(0,0,0,0,0,"assert(((owner==guest)&&registers[guest]))",0,0,0);
	trans[3][152]	= settr(0,0,0,0,0,"assert(!(registers[(1-guest)]))",0,0,0);
	trans[3][153]	= settr(0,0,0,0,0,"assert((!(failed)||(guest==home)))",0,0,0);
	trans[3][155]	= settr(0,0,0,0,0,"copy = IDLE",0,0,0);
	trans[3][156]	= settr(0,0,0,0,0,"failed = 0",0,0,0);
	trans[3][157]	= settr(0,0,0,0,0,"cache = owner",0,0,0);
	trans[3][159]	= settr(3926,0,164,2,0,"else", 0, 2, 0);
	trans[3][160]	= settr(3927,0,164,1,0,"goto :b133", 0, 2, 0);
	trans[3][163]	= settr(3930,0,164,1,0,"break", 0, 2, 0);
	trans[3][164]	= settr(3931,0,165,50,50,"done = 1", 1, 2, 0);
	trans[3][165]	= settr(3932,0,0,51,51,"-end-", 0, 3500, 0);

	/* proctype 2: Hypervisors */

	trans[2] = (Trans **) emalloc(33*sizeof(Trans *));

	trans[2][30]	= settr(3765,0,29,1,0,".(goto)", 0, 2, 0);
	T = trans[2][29] = settr(3764,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(3764,0,4,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(3764,0,13,0,0,"DO", 0, 2, 0);
	T = trans[ 2][4] = settr(3739,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3739,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[2][1]	= settr(3736,0,29,52,52,"((copy==COPYING))", 1, 2, 0); /* m: 2 -> 29,0 */
	reached2[2] = 1;
	trans[2][2]	= settr(0,0,0,0,0,"failed = 1",0,0,0);
	trans[2][3]	= settr(0,0,0,0,0,"copy = ENDED",0,0,0);
	T = trans[ 2][13] = settr(3748,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3748,2,5,0,0,"ATOMIC", 1, 3, 4);
	trans[2][5]	= settr(3740,2,10,53,0,"((copy==COPYING))", 1, 3, 4);
	T = trans[2][10] = settr(3745,2,0,0,0,"IF", 1, 3, 4);
	T = T->nxt	= settr(3745,2,6,0,0,"IF", 1, 3, 4);
	    T->nxt	= settr(3745,2,8,0,0,"IF", 1, 3, 4);
	trans[2][6]	= settr(3741,2,7,54,0,"((home==0))", 1, 3, 4);
	trans[2][7]	= settr(3742,4,28,55,55,"events0!PAUSED", 1, 3, 4); /* m: 11 -> 28,0 */
	reached2[11] = 1;
	trans[2][11]	= settr(3746,4,28,56,56,".(goto)", 1, 3, 4); /* m: 12 -> 0,28 */
	reached2[12] = 1;
	trans[2][8]	= settr(3743,2,9,2,0,"else", 1, 3, 4);
	trans[2][9]	= settr(3744,4,28,57,57,"events1!PAUSED", 1, 3, 4); /* m: 11 -> 28,0 */
	reached2[11] = 1;
	trans[2][12]	= settr(0,0,0,0,0,"guest = 2",0,0,0);
	T = trans[ 2][28] = settr(3763,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3763,2,14,0,0,"ATOMIC", 1, 3, 4);
	trans[2][14]	= settr(3749,2,19,58,58,"epoch = (epoch+1)", 1, 3, 4);
	T = trans[2][19] = settr(3754,2,0,0,0,"IF", 1, 3, 4);
	T = T->nxt	= settr(3754,2,15,0,0,"IF", 1, 3, 4);
	    T->nxt	= settr(3754,2,17,0,0,"IF", 1, 3, 4);
	trans[2][15]	= settr(3750,2,25,59,59,"guest = (1-home)", 1, 3, 4); /* m: 16 -> 0,25 */
	reached2[16] = 1;
	trans[2][16]	= settr(0,0,0,0,0,"failed = 0",0,0,0);
	trans[2][20]	= settr(3755,2,25,1,0,".(goto)", 1, 3, 4);
	trans[2][17]	= settr(3752,2,25,60,60,"guest = home", 1, 3, 4); /* m: 18 -> 0,25 */
	reached2[18] = 1;
	trans[2][18]	= settr(0,0,0,0,0,"failed = 1",0,0,0);
	T = trans[2][25] = settr(3760,2,0,0,0,"IF", 1, 3, 4);
	T = T->nxt	= settr(3760,2,21,0,0,"IF", 1, 3, 4);
	    T->nxt	= settr(3760,2,23,0,0,"IF", 1, 3, 4);
	trans[2][21]	= settr(3756,2,22,61,0,"((guest==0))", 1, 3, 4);
	trans[2][22]	= settr(3757,0,29,62,62,"events0!RUNNING", 1, 3, 4); /* m: 26 -> 29,0 */
	reached2[26] = 1;
	trans[2][26]	= settr(3761,0,29,63,63,".(goto)", 1, 3, 4); /* m: 27 -> 0,29 */
	reached2[27] = 1;
	trans[2][23]	= settr(3758,2,24,2,0,"else", 1, 3, 4);
	trans[2][24]	= settr(3759,0,29,64,64,"events1!RUNNING", 1, 3, 4); /* m: 26 -> 29,0 */
	reached2[26] = 1;
	trans[2][27]	= settr(0,0,0,0,0,"copy = ENDED",0,0,0);
	trans[2][31]	= settr(3766,0,32,1,0,"break", 0, 2, 0);
	trans[2][32]	= settr(3767,0,0,65,65,"-end-", 0, 3500, 0);

	/* proctype 1: Xtrs */

	trans[1] = (Trans **) emalloc(269*sizeof(Trans *));

	trans[1][266]	= settr(3733,0,265,1,0,".(goto)", 0, 2, 0);
	T = trans[1][265] = settr(3732,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(3732,0,106,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(3732,0,212,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(3732,0,238,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(3732,0,264,0,0,"DO", 0, 2, 0);
	T = trans[ 1][106] = settr(3573,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3573,2,1,0,0,"ATOMIC", 1, 503, 0);
	trans[1][1]	= settr(3468,2,102,66,66,"events0?k", 1, 503, 0);
	T = trans[ 1][102] = settr(3569,0,0,0,0,"sub-sequence", 1, 503, 0);
	T->nxt	= settr(3569,0,100,0,0,"sub-sequence", 1, 503, 0);
	T = trans[1][100] = settr(3567,2,0,0,0,"IF", 1, 503, 0);
	T = T->nxt	= settr(3567,2,2,0,0,"IF", 1, 503, 0);
	T = T->nxt	= settr(3567,2,5,0,0,"IF", 1, 503, 0);
	T = T->nxt	= settr(3567,2,52,0,0,"IF", 1, 503, 0);
	    T->nxt	= settr(3567,2,99,0,0,"IF", 1, 503, 0);
	trans[1][2]	= settr(3469,0,265,67,67,"((((k==PAUSED)&&(near[0]==LEAVING))&&!(switched[0])))", 1, 503, 0); /* m: 3 -> 265,0 */
	reached1[3] = 1;
	trans[1][3]	= settr(0,0,0,0,0,"switched[0] = 1",0,0,0);
	trans[1][4]	= settr(0,0,0,0,0,"slot[0] = AWAY",0,0,0);
	trans[1][101]	= settr(3568,2,103,1,0,".(goto)", 1, 503, 0); /* m: 103 -> 0,265 */
	reached1[103] = 1;
	trans[1][5]	= settr(3472,2,51,68,68,"((((k==RUNNING)&&(near[0]==LEAVING))&&switched[0]))", 1, 503, 0); /* m: 6 -> 51,0 */
	reached1[6] = 1;
	trans[1][6]	= settr(0,0,0,0,0,"switched[0] = 0",0,0,0);
	T = trans[ 1][51] = settr(3518,0,0,0,0,"sub-sequence", 1, 503, 0);
	T->nxt	= settr(3518,0,7,0,0,"sub-sequence", 1, 503, 0);
	trans[1][7]	= settr(3474,2,30,69,69,"slot[0] = HERE", 1, 503, 0); /* m: 8 -> 0,30 */
	reached1[8] = 1;
	trans[1][8]	= settr(0,0,0,0,0,"hold[0] = 0",0,0,0);
	trans[1][9]	= settr(0,0,0,0,0,"registers[0] = 1",0,0,0);
	T = trans[ 1][30] = settr(3497,0,0,0,0,"sub-sequence", 1, 503, 0);
	T->nxt	= settr(3497,0,10,0,0,"sub-sequence", 1, 503, 0);
	trans[1][10]	= settr(3477,2,29,70,70,"register_nonce[0] = (register_nonce[0]+1)", 1, 503, 0);
	T = trans[ 1][29] = settr(3496,0,0,0,0,"sub-sequence", 1, 503, 0);
	T->nxt	= settr(3496,0,11,0,0,"sub-sequence", 1, 503, 0);
	trans[1][11]	= settr(3478,2,20,71,71,"i = 0", 1, 503, 0); /* m: 12 -> 0,20 */
	reached1[12] = 1;
	trans[1][12]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[1][21]	= settr(3488,2,20,1,0,".(goto)", 1, 503, 0);
	T = trans[1][20] = settr(3487,2,0,0,0,"DO", 1, 503, 0);
	T = T->nxt	= settr(3487,2,13,0,0,"DO", 1, 503, 0);
	T = T->nxt	= settr(3487,2,16,0,0,"DO", 1, 503, 0);
	    T->nxt	= settr(3487,2,18,0,0,"DO", 1, 503, 0);
	trans[1][13]	= settr(3480,2,20,72,72,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 503, 0); /* m: 14 -> 20,0 */
	reached1[14] = 1;
	trans[1][14]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[1][15]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[1][16]	= settr(3483,2,20,73,73,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 503, 0); /* m: 17 -> 20,0 */
	reached1[17] = 1;
	trans[1][17]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[1][18]	= settr(3485,2,50,74,74,"((i==8))", 1, 503, 0); /* m: 23 -> 50,0 */
	reached1[23] = 1;
	trans[1][19]	= settr(3486,2,23,1,0,"goto :b122", 1, 503, 0); /* m: 23 -> 0,50 */
	reached1[23] = 1;
	trans[1][22]	= settr(3489,2,23,1,0,"break", 1, 503, 0);
	trans[1][23]	= settr(3490,2,50,75,75,"assert((free<8))", 1, 503, 0); /* m: 24 -> 0,50 */
	reached1[24] = 1;
	trans[1][24]	= settr(0,0,0,0,0,"net[free].kind = 13",0,0,0);
	trans[1][25]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[1][26]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[1][27]	= settr(0,0,0,0,0,"net[free].nonce = register_nonce[0]",0,0,0);
	trans[1][28]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[1][31]	= settr(0,0,0,0,0,"own_nonce[0] = (own_nonce[0]+1)",0,0,0);
	T = trans[ 1][50] = settr(3517,0,0,0,0,"sub-sequence", 1, 503, 0);
	T->nxt	= settr(3517,0,32,0,0,"sub-sequence", 1, 503, 0);
	trans[1][32]	= settr(3499,2,41,76,76,"i = 0", 1, 503, 0); /* m: 33 -> 0,41 */
	reached1[33] = 1;
	trans[1][33]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[1][42]	= settr(3509,2,41,1,0,".(goto)", 1, 503, 0);
	T = trans[1][41] = settr(3508,2,0,0,0,"DO", 1, 503, 0);
	T = T->nxt	= settr(3508,2,34,0,0,"DO", 1, 503, 0);
	T = T->nxt	= settr(3508,2,37,0,0,"DO", 1, 503, 0);
	    T->nxt	= settr(3508,2,39,0,0,"DO", 1, 503, 0);
	trans[1][34]	= settr(3501,2,41,77,77,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 503, 0); /* m: 35 -> 41,0 */
	reached1[35] = 1;
	trans[1][35]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[1][36]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[1][37]	= settr(3504,2,41,78,78,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 503, 0); /* m: 38 -> 41,0 */
	reached1[38] = 1;
	trans[1][38]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[1][39]	= settr(3506,0,265,79,79,"((i==8))", 1, 503, 0); /* m: 44 -> 265,0 */
	reached1[44] = 1;
	trans[1][40]	= settr(3507,2,44,1,0,"goto :b123", 1, 503, 0); /* m: 44 -> 0,265 */
	reached1[44] = 1;
	trans[1][43]	= settr(3510,2,44,1,0,"break", 1, 503, 0);
	trans[1][44]	= settr(3511,0,265,80,80,"assert((free<8))", 1, 503, 0); /* m: 45 -> 0,265 */
	reached1[45] = 1;
	trans[1][45]	= settr(0,0,0,0,0,"net[free].kind = 16",0,0,0);
	trans[1][46]	= settr(0,0,0,0,0,"net[free].to = (1-0)",0,0,0);
	trans[1][47]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[1][48]	= settr(0,0,0,0,0,"net[free].nonce = own_nonce[0]",0,0,0);
	trans[1][49]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[1][52]	= settr(3519,2,98,81,81,"(((k==RUNNING)&&(near[0]==COMING)))", 1, 503, 0); /* m: 53 -> 98,0 */
	reached1[53] = 1;
	trans[1][53]	= settr(0,0,0,0,0,"near[0] = NOT_NEAR",0,0,0);
	T = trans[ 1][98] = settr(3565,0,0,0,0,"sub-sequence", 1, 503, 0);
	T->nxt	= settr(3565,0,54,0,0,"sub-sequence", 1, 503, 0);
	trans[1][54]	= settr(3521,2,77,82,82,"slot[0] = HERE", 1, 503, 0); /* m: 55 -> 0,77 */
	reached1[55] = 1;
	trans[1][55]	= settr(0,0,0,0,0,"hold[0] = 0",0,0,0);
	trans[1][56]	= settr(0,0,0,0,0,"registers[0] = 1",0,0,0);
	T = trans[ 1][77] = settr(3544,0,0,0,0,"sub-sequence", 1, 503, 0);
	T->nxt	= settr(3544,0,57,0,0,"sub-sequence", 1, 503, 0);
	trans[1][57]	= settr(3524,2,76,83,83,"register_nonce[0] = (register_nonce[0]+1)", 1, 503, 0);
	T = trans[ 1][76] = settr(3543,0,0,0,0,"sub-sequence", 1, 503, 0);
	T->nxt	= settr(3543,0,58,0,0,"sub-sequence", 1, 503, 0);
	trans[1][58]	= settr(3525,2,67,84,84,"i = 0", 1, 503, 0); /* m: 59 -> 0,67 */
	reached1[59] = 1;
	trans[1][59]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[1][68]	= settr(3535,2,67,1,0,".(goto)", 1, 503, 0);
	T = trans[1][67] = settr(3534,2,0,0,0,"DO", 1, 503, 0);
	T = T->nxt	= settr(3534,2,60,0,0,"DO", 1, 503, 0);
	T = T->nxt	= settr(3534,2,63,0,0,"DO", 1, 503, 0);
	    T->nxt	= settr(3534,2,65,0,0,"DO", 1, 503, 0);
	trans[1][60]	= settr(3527,2,67,85,85,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 503, 0); /* m: 61 -> 67,0 */
	reached1[61] = 1;
	trans[1][61]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[1][62]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[1][63]	= settr(3530,2,67,86,86,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 503, 0); /* m: 64 -> 67,0 */
	reached1[64] = 1;
	trans[1][64]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[1][65]	= settr(3532,2,97,87,87,"((i==8))", 1, 503, 0); /* m: 70 -> 97,0 */
	reached1[70] = 1;
	trans[1][66]	= settr(3533,2,70,1,0,"goto :b124", 1, 503, 0); /* m: 70 -> 0,97 */
	reached1[70] = 1;
	trans[1][69]	= settr(3536,2,70,1,0,"break", 1, 503, 0);
	trans[1][70]	= settr(3537,2,97,88,88,"assert((free<8))", 1, 503, 0); /* m: 71 -> 0,97 */
	reached1[71] = 1;
	trans[1][71]	= settr(0,0,0,0,0,"net[free].kind = 13",0,0,0);
	trans[1][72]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[1][73]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[1][74]	= settr(0,0,0,0,0,"net[free].nonce = register_nonce[0]",0,0,0);
	trans[1][75]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[1][78]	= settr(0,0,0,0,0,"own_nonce[0] = (own_nonce[0]+1)",0,0,0);
	T = trans[ 1][97] = settr(3564,0,0,0,0,"sub-sequence", 1, 503, 0);
	T->nxt	= settr(3564,0,79,0,0,"sub-sequence", 1, 503, 0);
	trans[1][79]	= settr(3546,2,88,89,89,"i = 0", 1, 503, 0); /* m: 80 -> 0,88 */
	reached1[80] = 1;
	trans[1][80]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[1][89]	= settr(3556,2,88,1,0,".(goto)", 1, 503, 0);
	T = trans[1][88] = settr(3555,2,0,0,0,"DO", 1, 503, 0);
	T = T->nxt	= settr(3555,2,81,0,0,"DO", 1, 503, 0);
	T = T->nxt	= settr(3555,2,84,0,0,"DO", 1, 503, 0);
	    T->nxt	= settr(3555,2,86,0,0,"DO", 1, 503, 0);
	trans[1][81]	= settr(3548,2,88,90,90,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 503, 0); /* m: 82 -> 88,0 */
	reached1[82] = 1;
	trans[1][82]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[1][83]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[1][84]	= settr(3551,2,88,91,91,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 503, 0); /* m: 85 -> 88,0 */
	reached1[85] = 1;
	trans[1][85]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[1][86]	= settr(3553,0,265,92,92,"((i==8))", 1, 503, 0); /* m: 91 -> 265,0 */
	reached1[91] = 1;
	trans[1][87]	= settr(3554,2,91,1,0,"goto :b125", 1, 503, 0); /* m: 91 -> 0,265 */
	reached1[91] = 1;
	trans[1][90]	= settr(3557,2,91,1,0,"break", 1, 503, 0);
	trans[1][91]	= settr(3558,0,265,93,93,"assert((free<8))", 1, 503, 0); /* m: 92 -> 0,265 */
	reached1[92] = 1;
	trans[1][92]	= settr(0,0,0,0,0,"net[free].kind = 16",0,0,0);
	trans[1][93]	= settr(0,0,0,0,0,"net[free].to = (1-0)",0,0,0);
	trans[1][94]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[1][95]	= settr(0,0,0,0,0,"net[free].nonce = own_nonce[0]",0,0,0);
	trans[1][96]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[1][99]	= settr(3566,2,103,2,0,"else", 1, 503, 0);
	trans[1][103]	= settr(3570,0,265,94,94,"k = FREE", 1, 503, 0); /* m: 104 -> 0,265 */
	reached1[104] = 1;
	trans[1][104]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	trans[1][105]	= settr(0,0,0,0,0,"free = 0",0,0,0);
	T = trans[ 1][212] = settr(3679,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3679,2,107,0,0,"ATOMIC", 1, 504, 0);
	trans[1][107]	= settr(3574,2,208,95,95,"events1?k", 1, 504, 0);
	T = trans[ 1][208] = settr(3675,0,0,0,0,"sub-sequence", 1, 504, 0);
	T->nxt	= settr(3675,0,206,0,0,"sub-sequence", 1, 504, 0);
	T = trans[1][206] = settr(3673,2,0,0,0,"IF", 1, 504, 0);
	T = T->nxt	= settr(3673,2,108,0,0,"IF", 1, 504, 0);
	T = T->nxt	= settr(3673,2,111,0,0,"IF", 1, 504, 0);
	T = T->nxt	= settr(3673,2,158,0,0,"IF", 1, 504, 0);
	    T->nxt	= settr(3673,2,205,0,0,"IF", 1, 504, 0);
	trans[1][108]	= settr(3575,0,265,96,96,"((((k==PAUSED)&&(near[1]==LEAVING))&&!(switched[1])))", 1, 504, 0); /* m: 109 -> 265,0 */
	reached1[109] = 1;
	trans[1][109]	= settr(0,0,0,0,0,"switched[1] = 1",0,0,0);
	trans[1][110]	= settr(0,0,0,0,0,"slot[1] = AWAY",0,0,0);
	trans[1][207]	= settr(3674,2,209,1,0,".(goto)", 1, 504, 0); /* m: 209 -> 0,265 */
	reached1[209] = 1;
	trans[1][111]	= settr(3578,2,157,97,97,"((((k==RUNNING)&&(near[1]==LEAVING))&&switched[1]))", 1, 504, 0); /* m: 112 -> 157,0 */
	reached1[112] = 1;
	trans[1][112]	= settr(0,0,0,0,0,"switched[1] = 0",0,0,0);
	T = trans[ 1][157] = settr(3624,0,0,0,0,"sub-sequence", 1, 504, 0);
	T->nxt	= settr(3624,0,113,0,0,"sub-sequence", 1, 504, 0);
	trans[1][113]	= settr(3580,2,136,98,98,"slot[1] = HERE", 1, 504, 0); /* m: 114 -> 0,136 */
	reached1[114] = 1;
	trans[1][114]	= settr(0,0,0,0,0,"hold[1] = 0",0,0,0);
	trans[1][115]	= settr(0,0,0,0,0,"registers[1] = 1",0,0,0);
	T = trans[ 1][136] = settr(3603,0,0,0,0,"sub-sequence", 1, 504, 0);
	T->nxt	= settr(3603,0,116,0,0,"sub-sequence", 1, 504, 0);
	trans[1][116]	= settr(3583,2,135,99,99,"register_nonce[1] = (register_nonce[1]+1)", 1, 504, 0);
	T = trans[ 1][135] = settr(3602,0,0,0,0,"sub-sequence", 1, 504, 0);
	T->nxt	= settr(3602,0,117,0,0,"sub-sequence", 1, 504, 0);
	trans[1][117]	= settr(3584,2,126,100,100,"i = 0", 1, 504, 0); /* m: 118 -> 0,126 */
	reached1[118] = 1;
	trans[1][118]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[1][127]	= settr(3594,2,126,1,0,".(goto)", 1, 504, 0);
	T = trans[1][126] = settr(3593,2,0,0,0,"DO", 1, 504, 0);
	T = T->nxt	= settr(3593,2,119,0,0,"DO", 1, 504, 0);
	T = T->nxt	= settr(3593,2,122,0,0,"DO", 1, 504, 0);
	    T->nxt	= settr(3593,2,124,0,0,"DO", 1, 504, 0);
	trans[1][119]	= settr(3586,2,126,101,101,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 504, 0); /* m: 120 -> 126,0 */
	reached1[120] = 1;
	trans[1][120]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[1][121]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[1][122]	= settr(3589,2,126,102,102,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 504, 0); /* m: 123 -> 126,0 */
	reached1[123] = 1;
	trans[1][123]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[1][124]	= settr(3591,2,156,103,103,"((i==8))", 1, 504, 0); /* m: 129 -> 156,0 */
	reached1[129] = 1;
	trans[1][125]	= settr(3592,2,129,1,0,"goto :b126", 1, 504, 0); /* m: 129 -> 0,156 */
	reached1[129] = 1;
	trans[1][128]	= settr(3595,2,129,1,0,"break", 1, 504, 0);
	trans[1][129]	= settr(3596,2,156,104,104,"assert((free<8))", 1, 504, 0); /* m: 130 -> 0,156 */
	reached1[130] = 1;
	trans[1][130]	= settr(0,0,0,0,0,"net[free].kind = 13",0,0,0);
	trans[1][131]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[1][132]	= settr(0,0,0,0,0,"net[free].where = 1",0,0,0);
	trans[1][133]	= settr(0,0,0,0,0,"net[free].nonce = register_nonce[1]",0,0,0);
	trans[1][134]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[1][137]	= settr(0,0,0,0,0,"own_nonce[1] = (own_nonce[1]+1)",0,0,0);
	T = trans[ 1][156] = settr(3623,0,0,0,0,"sub-sequence", 1, 504, 0);
	T->nxt	= settr(3623,0,138,0,0,"sub-sequence", 1, 504, 0);
	trans[1][138]	= settr(3605,2,147,105,105,"i = 0", 1, 504, 0); /* m: 139 -> 0,147 */
	reached1[139] = 1;
	trans[1][139]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[1][148]	= settr(3615,2,147,1,0,".(goto)", 1, 504, 0);
	T = trans[1][147] = settr(3614,2,0,0,0,"DO", 1, 504, 0);
	T = T->nxt	= settr(3614,2,140,0,0,"DO", 1, 504, 0);
	T = T->nxt	= settr(3614,2,143,0,0,"DO", 1, 504, 0);
	    T->nxt	= settr(3614,2,145,0,0,"DO", 1, 504, 0);
	trans[1][140]	= settr(3607,2,147,106,106,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 504, 0); /* m: 141 -> 147,0 */
	reached1[141] = 1;
	trans[1][141]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[1][142]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[1][143]	= settr(3610,2,147,107,107,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 504, 0); /* m: 144 -> 147,0 */
	reached1[144] = 1;
	trans[1][144]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[1][145]	= settr(3612,0,265,108,108,"((i==8))", 1, 504, 0); /* m: 150 -> 265,0 */
	reached1[150] = 1;
	trans[1][146]	= settr(3613,2,150,1,0,"goto :b127", 1, 504, 0); /* m: 150 -> 0,265 */
	reached1[150] = 1;
	trans[1][149]	= settr(3616,2,150,1,0,"break", 1, 504, 0);
	trans[1][150]	= settr(3617,0,265,109,109,"assert((free<8))", 1, 504, 0); /* m: 151 -> 0,265 */
	reached1[151] = 1;
	trans[1][151]	= settr(0,0,0,0,0,"net[free].kind = 16",0,0,0);
	trans[1][152]	= settr(0,0,0,0,0,"net[free].to = (1-1)",0,0,0);
	trans[1][153]	= settr(0,0,0,0,0,"net[free].where = 1",0,0,0);
	trans[1][154]	= settr(0,0,0,0,0,"net[free].nonce = own_nonce[1]",0,0,0);
	trans[1][155]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[1][158]	= settr(3625,2,204,110,110,"(((k==RUNNING)&&(near[1]==COMING)))", 1, 504, 0); /* m: 159 -> 204,0 */
	reached1[159] = 1;
	trans[1][159]	= settr(0,0,0,0,0,"near[1] = NOT_NEAR",0,0,0);
	T = trans[ 1][204] = settr(3671,0,0,0,0,"sub-sequence", 1, 504, 0);
	T->nxt	= settr(3671,0,160,0,0,"sub-sequence", 1, 504, 0);
	trans[1][160]	= settr(3627,2,183,111,111,"slot[1] = HERE", 1, 504, 0); /* m: 161 -> 0,183 */
	reached1[161] = 1;
	trans[1][161]	= settr(0,0,0,0,0,"hold[1] = 0",0,0,0);
	trans[1][162]	= settr(0,0,0,0,0,"registers[1] = 1",0,0,0);
	T = trans[ 1][183] = settr(3650,0,0,0,0,"sub-sequence", 1, 504, 0);
	T->nxt	= settr(3650,0,163,0,0,"sub-sequence", 1, 504, 0);
	trans[1][163]	= settr(3630,2,182,112,112,"register_nonce[1] = (register_nonce[1]+1)", 1, 504, 0);
	T = trans[ 1][182] = settr(3649,0,0,0,0,"sub-sequence", 1, 504, 0);
	T->nxt	= settr(3649,0,164,0,0,"sub-sequence", 1, 504, 0);
	trans[1][164]	= settr(3631,2,173,113,113,"i = 0", 1, 504, 0); /* m: 165 -> 0,173 */
	reached1[165] = 1;
	trans[1][165]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[1][174]	= settr(3641,2,173,1,0,".(goto)", 1, 504, 0);
	T = trans[1][173] = settr(3640,2,0,0,0,"DO", 1, 504, 0);
	T = T->nxt	= settr(3640,2,166,0,0,"DO", 1, 504, 0);
	T = T->nxt	= settr(3640,2,169,0,0,"DO", 1, 504, 0);
	    T->nxt	= settr(3640,2,171,0,0,"DO", 1, 504, 0);
	trans[1][166]	= settr(3633,2,173,114,114,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 504, 0); /* m: 167 -> 173,0 */
	reached1[167] = 1;
	trans[1][167]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[1][168]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[1][169]	= settr(3636,2,173,115,115,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 504, 0); /* m: 170 -> 173,0 */
	reached1[170] = 1;
	trans[1][170]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[1][171]	= settr(3638,2,203,116,116,"((i==8))", 1, 504, 0); /* m: 176 -> 203,0 */
	reached1[176] = 1;
	trans[1][172]	= settr(3639,2,176,1,0,"goto :b128", 1, 504, 0); /* m: 176 -> 0,203 */
	reached1[176] = 1;
	trans[1][175]	= settr(3642,2,176,1,0,"break", 1, 504, 0);
	trans[1][176]	= settr(3643,2,203,117,117,"assert((free<8))", 1, 504, 0); /* m: 177 -> 0,203 */
	reached1[177] = 1;
	trans[1][177]	= settr(0,0,0,0,0,"net[free].kind = 13",0,0,0);
	trans[1][178]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[1][179]	= settr(0,0,0,0,0,"net[free].where = 1",0,0,0);
	trans[1][180]	= settr(0,0,0,0,0,"net[free].nonce = register_nonce[1]",0,0,0);
	trans[1][181]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[1][184]	= settr(0,0,0,0,0,"own_nonce[1] = (own_nonce[1]+1)",0,0,0);
	T = trans[ 1][203] = settr(3670,0,0,0,0,"sub-sequence", 1, 504, 0);
	T->nxt	= settr(3670,0,185,0,0,"sub-sequence", 1, 504, 0);
	trans[1][185]	= settr(3652,2,194,118,118,"i = 0", 1, 504, 0); /* m: 186 -> 0,194 */
	reached1[186] = 1;
	trans[1][186]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[1][195]	= settr(3662,2,194,1,0,".(goto)", 1, 504, 0);
	T = trans[1][194] = settr(3661,2,0,0,0,"DO", 1, 504, 0);
	T = T->nxt	= settr(3661,2,187,0,0,"DO", 1, 504, 0);
	T = T->nxt	= settr(3661,2,190,0,0,"DO", 1, 504, 0);
	    T->nxt	= settr(3661,2,192,0,0,"DO", 1, 504, 0);
	trans[1][187]	= settr(3654,2,194,119,119,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 504, 0); /* m: 188 -> 194,0 */
	reached1[188] = 1;
	trans[1][188]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[1][189]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[1][190]	= settr(3657,2,194,120,120,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 504, 0); /* m: 191 -> 194,0 */
	reached1[191] = 1;
	trans[1][191]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[1][192]	= settr(3659,0,265,121,121,"((i==8))", 1, 504, 0); /* m: 197 -> 265,0 */
	reached1[197] = 1;
	trans[1][193]	= settr(3660,2,197,1,0,"goto :b129", 1, 504, 0); /* m: 197 -> 0,265 */
	reached1[197] = 1;
	trans[1][196]	= settr(3663,2,197,1,0,"break", 1, 504, 0);
	trans[1][197]	= settr(3664,0,265,122,122,"assert((free<8))", 1, 504, 0); /* m: 198 -> 0,265 */
	reached1[198] = 1;
	trans[1][198]	= settr(0,0,0,0,0,"net[free].kind = 16",0,0,0);
	trans[1][199]	= settr(0,0,0,0,0,"net[free].to = (1-1)",0,0,0);
	trans[1][200]	= settr(0,0,0,0,0,"net[free].where = 1",0,0,0);
	trans[1][201]	= settr(0,0,0,0,0,"net[free].nonce = own_nonce[1]",0,0,0);
	trans[1][202]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[1][205]	= settr(3672,2,209,2,0,"else", 1, 504, 0);
	trans[1][209]	= settr(3676,0,265,123,123,"k = FREE", 1, 504, 0); /* m: 210 -> 0,265 */
	reached1[210] = 1;
	trans[1][210]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	trans[1][211]	= settr(0,0,0,0,0,"free = 0",0,0,0);
	T = trans[ 1][238] = settr(3705,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3705,2,213,0,0,"ATOMIC", 1, 2, 0);
	trans[1][213]	= settr(3680,2,235,124,124,"(((refreshes<1)&&registers[0]))", 1, 2, 0); /* m: 214 -> 235,0 */
	reached1[214] = 1;
	trans[1][214]	= settr(0,0,0,0,0,"refreshes = (refreshes+1)",0,0,0);
	T = trans[ 1][235] = settr(3702,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3702,0,215,0,0,"sub-sequence", 1, 2, 0);
	trans[1][215]	= settr(3682,2,234,125,125,"register_nonce[0] = (register_nonce[0]+1)", 1, 2, 0);
	T = trans[ 1][234] = settr(3701,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3701,0,216,0,0,"sub-sequence", 1, 2, 0);
	trans[1][216]	= settr(3683,2,225,126,126,"i = 0", 1, 2, 0); /* m: 217 -> 0,225 */
	reached1[217] = 1;
	trans[1][217]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[1][226]	= settr(3693,2,225,1,0,".(goto)", 1, 2, 0);
	T = trans[1][225] = settr(3692,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3692,2,218,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3692,2,221,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3692,2,223,0,0,"DO", 1, 2, 0);
	trans[1][218]	= settr(3685,2,225,127,127,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 219 -> 225,0 */
	reached1[219] = 1;
	trans[1][219]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[1][220]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[1][221]	= settr(3688,2,225,128,128,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 222 -> 225,0 */
	reached1[222] = 1;
	trans[1][222]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[1][223]	= settr(3690,0,265,129,129,"((i==8))", 1, 2, 0); /* m: 228 -> 265,0 */
	reached1[228] = 1;
	trans[1][224]	= settr(3691,2,228,1,0,"goto :b130", 1, 2, 0); /* m: 228 -> 0,265 */
	reached1[228] = 1;
	trans[1][227]	= settr(3694,2,228,1,0,"break", 1, 2, 0);
	trans[1][228]	= settr(3695,0,265,130,130,"assert((free<8))", 1, 2, 0); /* m: 229 -> 0,265 */
	reached1[229] = 1;
	trans[1][229]	= settr(0,0,0,0,0,"net[free].kind = 13",0,0,0);
	trans[1][230]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[1][231]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[1][232]	= settr(0,0,0,0,0,"net[free].nonce = register_nonce[0]",0,0,0);
	trans[1][233]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[1][236]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	trans[1][237]	= settr(0,0,0,0,0,"free = 0",0,0,0);
	T = trans[ 1][264] = settr(3731,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3731,2,239,0,0,"ATOMIC", 1, 2, 0);
	trans[1][239]	= settr(3706,2,261,131,131,"(((refreshes<1)&&registers[1]))", 1, 2, 0); /* m: 240 -> 261,0 */
	reached1[240] = 1;
	trans[1][240]	= settr(0,0,0,0,0,"refreshes = (refreshes+1)",0,0,0);
	T = trans[ 1][261] = settr(3728,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3728,0,241,0,0,"sub-sequence", 1, 2, 0);
	trans[1][241]	= settr(3708,2,260,132,132,"register_nonce[1] = (register_nonce[1]+1)", 1, 2, 0);
	T = trans[ 1][260] = settr(3727,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3727,0,242,0,0,"sub-sequence", 1, 2, 0);
	trans[1][242]	= settr(3709,2,251,133,133,"i = 0", 1, 2, 0); /* m: 243 -> 0,251 */
	reached1[243] = 1;
	trans[1][243]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[1][252]	= settr(3719,2,251,1,0,".(goto)", 1, 2, 0);
	T = trans[1][251] = settr(3718,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3718,2,244,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3718,2,247,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3718,2,249,0,0,"DO", 1, 2, 0);
	trans[1][244]	= settr(3711,2,251,134,134,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 245 -> 251,0 */
	reached1[245] = 1;
	trans[1][245]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[1][246]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[1][247]	= settr(3714,2,251,135,135,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 248 -> 251,0 */
	reached1[248] = 1;
	trans[1][248]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[1][249]	= settr(3716,0,265,136,136,"((i==8))", 1, 2, 0); /* m: 254 -> 265,0 */
	reached1[254] = 1;
	trans[1][250]	= settr(3717,2,254,1,0,"goto :b131", 1, 2, 0); /* m: 254 -> 0,265 */
	reached1[254] = 1;
	trans[1][253]	= settr(3720,2,254,1,0,"break", 1, 2, 0);
	trans[1][254]	= settr(3721,0,265,137,137,"assert((free<8))", 1, 2, 0); /* m: 255 -> 0,265 */
	reached1[255] = 1;
	trans[1][255]	= settr(0,0,0,0,0,"net[free].kind = 13",0,0,0);
	trans[1][256]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[1][257]	= settr(0,0,0,0,0,"net[free].where = 1",0,0,0);
	trans[1][258]	= settr(0,0,0,0,0,"net[free].nonce = register_nonce[1]",0,0,0);
	trans[1][259]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[1][262]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	trans[1][263]	= settr(0,0,0,0,0,"free = 0",0,0,0);
	trans[1][267]	= settr(3734,0,268,1,0,"break", 0, 2, 0);
	trans[1][268]	= settr(3735,0,0,138,138,"-end-", 0, 3500, 0);

	/* proctype 0: Network */

	trans[0] = (Trans **) emalloc(3469*sizeof(Trans *));

	trans[0][3466]	= settr(3465,0,3465,1,0,".(goto)", 0, 2, 0);
	T = trans[0][3465] = settr(3464,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(3464,0,409,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(3464,0,818,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(3464,0,1227,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(3464,0,1636,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(3464,0,2045,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(3464,0,2454,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(3464,0,2863,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(3464,0,3272,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(3464,0,3296,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(3464,0,3320,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(3464,0,3344,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(3464,0,3368,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(3464,0,3392,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(3464,0,3416,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(3464,0,3440,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(3464,0,3464,0,0,"DO", 0, 2, 0);
	T = trans[ 0][409] = settr(408,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(408,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[0][1]	= settr(0,2,408,139,0,"((net[0].kind!=FREE))", 1, 2, 0);
	T = trans[ 0][408] = settr(407,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(407,0,2,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2]	= settr(1,2,28,140,140,"k = net[0].kind", 1, 2, 0); /* m: 3 -> 0,28 */
	reached0[3] = 1;
	trans[0][3]	= settr(0,0,0,0,0,"t = net[0].to",0,0,0);
	trans[0][4]	= settr(0,0,0,0,0,"w = net[0].where",0,0,0);
	trans[0][5]	= settr(0,0,0,0,0,"n = net[0].nonce",0,0,0);
	trans[0][6]	= settr(0,0,0,0,0,"e = net[0].epoch",0,0,0);
	T = trans[0][28] = settr(27,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(27,2,25,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(27,2,26,0,0,"IF", 1, 2, 0);
	T = trans[ 0][25] = settr(24,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(24,0,7,0,0,"sub-sequence", 1, 2, 0);
	trans[0][7]	= settr(6,2,17,141,141,"i = 0", 1, 2, 0);
	trans[0][18]	= settr(17,2,17,1,0,".(goto)", 1, 2, 0);
	T = trans[0][17] = settr(16,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(16,2,8,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(16,2,15,0,0,"DO", 1, 2, 0);
	trans[0][8]	= settr(7,2,17,142,142,"((i<(8-1)))", 1, 2, 0); /* m: 9 -> 17,0 */
	reached0[9] = 1;
	trans[0][9]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][10]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][11]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][12]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][13]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][14]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][15]	= settr(14,2,20,2,0,"else", 1, 2, 0);
	trans[0][16]	= settr(15,2,20,1,0,"goto :b1", 1, 2, 0); /* m: 20 -> 0,399 */
	reached0[20] = 1;
	trans[0][19]	= settr(18,2,20,1,0,"break", 1, 2, 0);
	trans[0][20]	= settr(19,2,399,143,143,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 21 -> 0,399 */
	reached0[21] = 1;
	trans[0][21]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][22]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][23]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][24]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][29]	= settr(28,2,399,1,0,".(goto)", 1, 2, 0);
	trans[0][26]	= settr(25,2,399,144,144,"((duplicates<1))", 1, 2, 0); /* m: 27 -> 399,0 */
	reached0[27] = 1;
	trans[0][27]	= settr(0,0,0,0,0,"duplicates = (duplicates+1)",0,0,0);
	T = trans[0][399] = settr(398,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(398,2,30,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(398,2,64,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(398,2,193,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(398,2,232,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(398,2,234,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(398,2,240,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(398,2,301,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(398,2,359,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(398,2,396,0,0,"IF", 1, 2, 0);
	trans[0][30]	= settr(29,2,63,145,0,"((k==PREPARE))", 1, 2, 0);
	T = trans[ 0][63] = settr(62,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(62,0,61,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][61] = settr(60,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(60,2,31,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(60,2,32,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(60,2,60,0,0,"IF", 1, 2, 0);
	trans[0][31]	= settr(30,0,3465,146,146,"((n<=from_controller[t]))", 1, 2, 0); /* m: 401 -> 3465,0 */
	reached0[401] = 1;
	trans[0][62]	= settr(61,2,401,1,0,".(goto)", 1, 2, 0); /* m: 401 -> 0,3465 */
	reached0[401] = 1;
	trans[0][32]	= settr(31,2,39,147,147,"(((n>from_controller[t])&&((slot[t]==HERE)==w)))", 1, 2, 0); /* m: 33 -> 39,0 */
	reached0[33] = 1;
	trans[0][33]	= settr(0,0,0,0,0,"from_controller[t] = n",0,0,0);
	T = trans[0][39] = settr(38,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(38,2,34,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(38,2,36,0,0,"IF", 1, 2, 0);
	trans[0][34]	= settr(33,2,59,148,148,"(w)", 1, 2, 0); /* m: 35 -> 59,0 */
	reached0[35] = 1;
	trans[0][35]	= settr(0,0,0,0,0,"near[t] = LEAVING",0,0,0);
	trans[0][40]	= settr(39,2,59,1,0,".(goto)", 1, 2, 0);
	trans[0][36]	= settr(35,2,37,2,0,"else", 1, 2, 0);
	trans[0][37]	= settr(36,2,59,149,149,"near[t] = COMING", 1, 2, 0); /* m: 38 -> 0,59 */
	reached0[38] = 1;
	trans[0][38]	= settr(0,0,0,0,0,"hold[t] = 1",0,0,0);
	T = trans[ 0][59] = settr(58,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(58,0,41,0,0,"sub-sequence", 1, 2, 0);
	trans[0][41]	= settr(40,2,50,150,150,"i = 0", 1, 2, 0); /* m: 42 -> 0,50 */
	reached0[42] = 1;
	trans[0][42]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][51]	= settr(50,2,50,1,0,".(goto)", 1, 2, 0);
	T = trans[0][50] = settr(49,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(49,2,43,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(49,2,46,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(49,2,48,0,0,"DO", 1, 2, 0);
	trans[0][43]	= settr(42,2,50,151,151,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 44 -> 50,0 */
	reached0[44] = 1;
	trans[0][44]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][45]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][46]	= settr(45,2,50,152,152,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 47 -> 50,0 */
	reached0[47] = 1;
	trans[0][47]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][48]	= settr(47,0,3465,153,153,"((i==8))", 1, 2, 0); /* m: 53 -> 3465,0 */
	reached0[53] = 1;
	trans[0][49]	= settr(48,2,53,1,0,"goto :b2", 1, 2, 0); /* m: 53 -> 0,3465 */
	reached0[53] = 1;
	trans[0][52]	= settr(51,2,53,1,0,"break", 1, 2, 0);
	trans[0][53]	= settr(52,0,3465,154,154,"assert((free<8))", 1, 2, 0); /* m: 54 -> 0,3465 */
	reached0[54] = 1;
	trans[0][54]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][55]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][56]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][57]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][58]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][60]	= settr(59,2,401,2,0,"else", 1, 2, 0);
	trans[0][400]	= settr(399,2,401,1,0,".(goto)", 1, 2, 0); /* m: 401 -> 0,3465 */
	reached0[401] = 1;
	trans[0][64]	= settr(63,2,192,155,0,"((k==ORDER))", 1, 2, 0);
	T = trans[ 0][192] = settr(191,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(191,0,190,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][190] = settr(189,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(189,2,65,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(189,2,66,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(189,2,86,0,0,"IF", 1, 2, 0);
	trans[0][65]	= settr(64,0,3465,156,156,"((n<from_controller[t]))", 1, 2, 0); /* m: 401 -> 3465,0 */
	reached0[401] = 1;
	trans[0][191]	= settr(190,2,401,1,0,".(goto)", 1, 2, 0); /* m: 401 -> 0,3465 */
	reached0[401] = 1;
	trans[0][66]	= settr(65,2,85,157,0,"((n==from_controller[t]))", 1, 2, 0);
	T = trans[ 0][85] = settr(84,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(84,0,67,0,0,"sub-sequence", 1, 2, 0);
	trans[0][67]	= settr(66,2,76,158,158,"i = 0", 1, 2, 0); /* m: 68 -> 0,76 */
	reached0[68] = 1;
	trans[0][68]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][77]	= settr(76,2,76,1,0,".(goto)", 1, 2, 0);
	T = trans[0][76] = settr(75,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(75,2,69,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(75,2,72,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(75,2,74,0,0,"DO", 1, 2, 0);
	trans[0][69]	= settr(68,2,76,159,159,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 70 -> 76,0 */
	reached0[70] = 1;
	trans[0][70]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][71]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][72]	= settr(71,2,76,160,160,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 73 -> 76,0 */
	reached0[73] = 1;
	trans[0][73]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][74]	= settr(73,0,3465,161,161,"((i==8))", 1, 2, 0); /* m: 79 -> 3465,0 */
	reached0[79] = 1;
	trans[0][75]	= settr(74,2,79,1,0,"goto :b3", 1, 2, 0); /* m: 79 -> 0,3465 */
	reached0[79] = 1;
	trans[0][78]	= settr(77,2,79,1,0,"break", 1, 2, 0);
	trans[0][79]	= settr(78,0,3465,162,162,"assert((free<8))", 1, 2, 0); /* m: 80 -> 0,3465 */
	reached0[80] = 1;
	trans[0][80]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][81]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][82]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][83]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][84]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][86]	= settr(85,2,169,163,163,"((n>from_controller[t]))", 1, 2, 0); /* m: 87 -> 169,0 */
	reached0[87] = 1;
	trans[0][87]	= settr(0,0,0,0,0,"from_controller[t] = n",0,0,0);
	T = trans[0][169] = settr(168,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(168,2,88,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(168,2,136,0,0,"IF", 1, 2, 0);
	trans[0][88]	= settr(87,2,135,164,164,"((w==t))", 1, 2, 0); /* m: 89 -> 135,0 */
	reached0[89] = 1;
	trans[0][89]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][90]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[ 0][135] = settr(134,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(134,0,91,0,0,"sub-sequence", 1, 2, 0);
	trans[0][91]	= settr(90,2,114,165,165,"slot[t] = HERE", 1, 2, 0); /* m: 92 -> 0,114 */
	reached0[92] = 1;
	trans[0][92]	= settr(0,0,0,0,0,"hold[t] = 0",0,0,0);
	trans[0][93]	= settr(0,0,0,0,0,"registers[t] = 1",0,0,0);
	T = trans[ 0][114] = settr(113,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(113,0,94,0,0,"sub-sequence", 1, 2, 0);
	trans[0][94]	= settr(93,2,113,166,166,"register_nonce[t] = (register_nonce[t]+1)", 1, 2, 0);
	T = trans[ 0][113] = settr(112,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(112,0,95,0,0,"sub-sequence", 1, 2, 0);
	trans[0][95]	= settr(94,2,104,167,167,"i = 0", 1, 2, 0); /* m: 96 -> 0,104 */
	reached0[96] = 1;
	trans[0][96]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][105]	= settr(104,2,104,1,0,".(goto)", 1, 2, 0);
	T = trans[0][104] = settr(103,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(103,2,97,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(103,2,100,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(103,2,102,0,0,"DO", 1, 2, 0);
	trans[0][97]	= settr(96,2,104,168,168,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 98 -> 104,0 */
	reached0[98] = 1;
	trans[0][98]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][99]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][100]	= settr(99,2,104,169,169,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 101 -> 104,0 */
	reached0[101] = 1;
	trans[0][101]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][102]	= settr(101,2,134,170,170,"((i==8))", 1, 2, 0); /* m: 107 -> 134,0 */
	reached0[107] = 1;
	trans[0][103]	= settr(102,2,107,1,0,"goto :b4", 1, 2, 0); /* m: 107 -> 0,134 */
	reached0[107] = 1;
	trans[0][106]	= settr(105,2,107,1,0,"break", 1, 2, 0);
	trans[0][107]	= settr(106,2,134,171,171,"assert((free<8))", 1, 2, 0); /* m: 108 -> 0,134 */
	reached0[108] = 1;
	trans[0][108]	= settr(0,0,0,0,0,"net[free].kind = 13",0,0,0);
	trans[0][109]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][110]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][111]	= settr(0,0,0,0,0,"net[free].nonce = register_nonce[t]",0,0,0);
	trans[0][112]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][115]	= settr(0,0,0,0,0,"own_nonce[t] = (own_nonce[t]+1)",0,0,0);
	T = trans[ 0][134] = settr(133,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(133,0,116,0,0,"sub-sequence", 1, 2, 0);
	trans[0][116]	= settr(115,2,125,172,172,"i = 0", 1, 2, 0); /* m: 117 -> 0,125 */
	reached0[117] = 1;
	trans[0][117]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][126]	= settr(125,2,125,1,0,".(goto)", 1, 2, 0);
	T = trans[0][125] = settr(124,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(124,2,118,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(124,2,121,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(124,2,123,0,0,"DO", 1, 2, 0);
	trans[0][118]	= settr(117,2,125,173,173,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 119 -> 125,0 */
	reached0[119] = 1;
	trans[0][119]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][120]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][121]	= settr(120,2,125,174,174,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 122 -> 125,0 */
	reached0[122] = 1;
	trans[0][122]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][123]	= settr(122,2,189,175,175,"((i==8))", 1, 2, 0); /* m: 128 -> 189,0 */
	reached0[128] = 1;
	trans[0][124]	= settr(123,2,128,1,0,"goto :b5", 1, 2, 0); /* m: 128 -> 0,189 */
	reached0[128] = 1;
	trans[0][127]	= settr(126,2,128,1,0,"break", 1, 2, 0);
	trans[0][128]	= settr(127,2,189,176,176,"assert((free<8))", 1, 2, 0); /* m: 129 -> 0,189 */
	reached0[129] = 1;
	trans[0][129]	= settr(0,0,0,0,0,"net[free].kind = 16",0,0,0);
	trans[0][130]	= settr(0,0,0,0,0,"net[free].to = (1-t)",0,0,0);
	trans[0][131]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][132]	= settr(0,0,0,0,0,"net[free].nonce = own_nonce[t]",0,0,0);
	trans[0][133]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][170]	= settr(169,2,189,1,0,".(goto)", 1, 2, 0);
	trans[0][136]	= settr(135,2,168,2,0,"else", 1, 2, 0);
	T = trans[ 0][168] = settr(167,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(167,0,158,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][158] = settr(157,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(157,2,137,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(157,2,157,0,0,"IF", 1, 2, 0);
	trans[0][137]	= settr(136,2,156,177,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][156] = settr(155,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(155,0,138,0,0,"sub-sequence", 1, 2, 0);
	trans[0][138]	= settr(137,2,147,178,178,"i = 0", 1, 2, 0); /* m: 139 -> 0,147 */
	reached0[139] = 1;
	trans[0][139]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][148]	= settr(147,2,147,1,0,".(goto)", 1, 2, 0);
	T = trans[0][147] = settr(146,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(146,2,140,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(146,2,143,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(146,2,145,0,0,"DO", 1, 2, 0);
	trans[0][140]	= settr(139,2,147,179,179,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 141 -> 147,0 */
	reached0[141] = 1;
	trans[0][141]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][142]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][143]	= settr(142,2,147,180,180,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 144 -> 147,0 */
	reached0[144] = 1;
	trans[0][144]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][145]	= settr(144,2,166,181,181,"((i==8))", 1, 2, 0); /* m: 150 -> 166,0 */
	reached0[150] = 1;
	trans[0][146]	= settr(145,2,150,1,0,"goto :b6", 1, 2, 0); /* m: 150 -> 0,166 */
	reached0[150] = 1;
	trans[0][149]	= settr(148,2,150,1,0,"break", 1, 2, 0);
	trans[0][150]	= settr(149,2,166,182,182,"assert((free<8))", 1, 2, 0); /* m: 151 -> 0,166 */
	reached0[151] = 1;
	trans[0][151]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][152]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][153]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][154]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][155]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][159]	= settr(158,2,160,1,0,".(goto)", 1, 2, 0); /* m: 160 -> 0,166 */
	reached0[160] = 1;
	trans[0][157]	= settr(156,2,160,2,0,"else", 1, 2, 0);
	trans[0][160]	= settr(159,2,166,183,183,"slot[t] = AWAY", 1, 2, 0); /* m: 161 -> 0,166 */
	reached0[161] = 1;
	trans[0][161]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][162]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][166] = settr(165,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(165,2,163,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(165,2,165,0,0,"IF", 1, 2, 0);
	trans[0][163]	= settr(162,2,189,184,184,"((near[t]==LEAVING))", 1, 2, 0); /* m: 164 -> 189,0 */
	reached0[164] = 1;
	trans[0][164]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][167]	= settr(166,2,189,1,0,".(goto)", 1, 2, 0);
	trans[0][165]	= settr(164,2,189,2,0,"else", 1, 2, 0);
	T = trans[ 0][189] = settr(188,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(188,0,171,0,0,"sub-sequence", 1, 2, 0);
	trans[0][171]	= settr(170,2,180,185,185,"i = 0", 1, 2, 0); /* m: 172 -> 0,180 */
	reached0[172] = 1;
	trans[0][172]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][181]	= settr(180,2,180,1,0,".(goto)", 1, 2, 0);
	T = trans[0][180] = settr(179,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(179,2,173,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(179,2,176,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(179,2,178,0,0,"DO", 1, 2, 0);
	trans[0][173]	= settr(172,2,180,186,186,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 174 -> 180,0 */
	reached0[174] = 1;
	trans[0][174]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][175]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][176]	= settr(175,2,180,187,187,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 177 -> 180,0 */
	reached0[177] = 1;
	trans[0][177]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][178]	= settr(177,0,3465,188,188,"((i==8))", 1, 2, 0); /* m: 183 -> 3465,0 */
	reached0[183] = 1;
	trans[0][179]	= settr(178,2,183,1,0,"goto :b7", 1, 2, 0); /* m: 183 -> 0,3465 */
	reached0[183] = 1;
	trans[0][182]	= settr(181,2,183,1,0,"break", 1, 2, 0);
	trans[0][183]	= settr(182,0,3465,189,189,"assert((free<8))", 1, 2, 0); /* m: 184 -> 0,3465 */
	reached0[184] = 1;
	trans[0][184]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][185]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][186]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][187]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][188]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][193]	= settr(192,2,231,190,0,"((k==PEER))", 1, 2, 0);
	T = trans[ 0][231] = settr(230,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(230,0,229,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][229] = settr(228,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(228,2,194,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(228,2,228,0,0,"IF", 1, 2, 0);
	trans[0][194]	= settr(193,2,227,191,191,"((n>from_peer[t]))", 1, 2, 0); /* m: 195 -> 227,0 */
	reached0[195] = 1;
	trans[0][195]	= settr(0,0,0,0,0,"from_peer[t] = n",0,0,0);
	T = trans[ 0][227] = settr(226,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(226,0,217,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][217] = settr(216,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(216,2,196,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(216,2,216,0,0,"IF", 1, 2, 0);
	trans[0][196]	= settr(195,2,215,192,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][215] = settr(214,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(214,0,197,0,0,"sub-sequence", 1, 2, 0);
	trans[0][197]	= settr(196,2,206,193,193,"i = 0", 1, 2, 0); /* m: 198 -> 0,206 */
	reached0[198] = 1;
	trans[0][198]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][207]	= settr(206,2,206,1,0,".(goto)", 1, 2, 0);
	T = trans[0][206] = settr(205,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(205,2,199,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(205,2,202,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(205,2,204,0,0,"DO", 1, 2, 0);
	trans[0][199]	= settr(198,2,206,194,194,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 200 -> 206,0 */
	reached0[200] = 1;
	trans[0][200]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][201]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][202]	= settr(201,2,206,195,195,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 203 -> 206,0 */
	reached0[203] = 1;
	trans[0][203]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][204]	= settr(203,2,225,196,196,"((i==8))", 1, 2, 0); /* m: 209 -> 225,0 */
	reached0[209] = 1;
	trans[0][205]	= settr(204,2,209,1,0,"goto :b8", 1, 2, 0); /* m: 209 -> 0,225 */
	reached0[209] = 1;
	trans[0][208]	= settr(207,2,209,1,0,"break", 1, 2, 0);
	trans[0][209]	= settr(208,2,225,197,197,"assert((free<8))", 1, 2, 0); /* m: 210 -> 0,225 */
	reached0[210] = 1;
	trans[0][210]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][211]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][212]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][213]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][214]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][218]	= settr(217,2,219,1,0,".(goto)", 1, 2, 0); /* m: 219 -> 0,225 */
	reached0[219] = 1;
	trans[0][216]	= settr(215,2,219,2,0,"else", 1, 2, 0);
	trans[0][219]	= settr(218,2,225,198,198,"slot[t] = AWAY", 1, 2, 0); /* m: 220 -> 0,225 */
	reached0[220] = 1;
	trans[0][220]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][221]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][225] = settr(224,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(224,2,222,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(224,2,224,0,0,"IF", 1, 2, 0);
	trans[0][222]	= settr(221,0,3465,199,199,"((near[t]==LEAVING))", 1, 2, 0); /* m: 223 -> 3465,0 */
	reached0[223] = 1;
	trans[0][223]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][226]	= settr(225,2,401,1,0,".(goto)", 1, 2, 0); /* m: 401 -> 0,3465 */
	reached0[401] = 1;
	trans[0][224]	= settr(223,2,401,2,0,"else", 1, 2, 0);
	trans[0][230]	= settr(229,2,401,1,0,".(goto)", 1, 2, 0); /* m: 401 -> 0,3465 */
	reached0[401] = 1;
	trans[0][228]	= settr(227,2,401,2,0,"else", 1, 2, 0);
	trans[0][232]	= settr(231,0,3465,200,200,"((k==UPDATE))", 1, 2, 0); /* m: 233 -> 3465,0 */
	reached0[233] = 1;
	trans[0][233]	= settr(0,0,0,0,0,"cache = w",0,0,0);
	trans[0][234]	= settr(233,2,238,201,0,"((k==ACK))", 1, 2, 0);
	T = trans[0][238] = settr(237,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(237,2,235,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(237,2,237,0,0,"IF", 1, 2, 0);
	trans[0][235]	= settr(234,0,3465,202,202,"((n>acknowledged[t]))", 1, 2, 0); /* m: 236 -> 3465,0 */
	reached0[236] = 1;
	trans[0][236]	= settr(0,0,0,0,0,"acknowledged[t] = n",0,0,0);
	trans[0][239]	= settr(238,2,401,1,0,".(goto)", 1, 2, 0); /* m: 401 -> 0,3465 */
	reached0[401] = 1;
	trans[0][237]	= settr(236,2,401,2,0,"else", 1, 2, 0);
	trans[0][240]	= settr(239,2,300,203,0,"((k==REGISTER))", 1, 2, 0);
	T = trans[ 0][300] = settr(299,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(299,0,298,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][298] = settr(297,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(297,2,241,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(297,2,242,0,0,"IF", 1, 2, 0);
	trans[0][241]	= settr(240,0,3465,204,204,"((n<=seen_register[w]))", 1, 2, 0); /* m: 401 -> 3465,0 */
	reached0[401] = 1;
	trans[0][299]	= settr(298,2,401,1,0,".(goto)", 1, 2, 0); /* m: 401 -> 0,3465 */
	reached0[401] = 1;
	trans[0][242]	= settr(241,2,243,2,0,"else", 1, 2, 0);
	trans[0][243]	= settr(242,2,296,205,205,"seen_register[w] = n", 1, 2, 0);
	T = trans[0][296] = settr(295,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(295,2,244,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(295,2,245,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(295,2,268,0,0,"IF", 1, 2, 0);
	trans[0][244]	= settr(243,0,3465,206,206,"((owner==w))", 1, 2, 0); /* m: 401 -> 3465,0 */
	reached0[401] = 1;
	trans[0][297]	= settr(296,2,401,1,0,".(goto)", 1, 2, 0); /* m: 401 -> 0,3465 */
	reached0[401] = 1;
	trans[0][245]	= settr(244,2,267,207,0,"(((owner!=w)&&(lost[w]==UNTOLD)))", 1, 2, 0);
	T = trans[ 0][267] = settr(266,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(266,0,246,0,0,"sub-sequence", 1, 2, 0);
	trans[0][246]	= settr(245,2,266,208,208,"notice_nonce = (notice_nonce+1)", 1, 2, 0); /* m: 247 -> 0,266 */
	reached0[247] = 1;
	trans[0][247]	= settr(0,0,0,0,0,"notice_to[w] = notice_nonce",0,0,0);
	T = trans[ 0][266] = settr(265,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(265,0,248,0,0,"sub-sequence", 1, 2, 0);
	trans[0][248]	= settr(247,2,257,209,209,"i = 0", 1, 2, 0); /* m: 249 -> 0,257 */
	reached0[249] = 1;
	trans[0][249]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][258]	= settr(257,2,257,1,0,".(goto)", 1, 2, 0);
	T = trans[0][257] = settr(256,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(256,2,250,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(256,2,253,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(256,2,255,0,0,"DO", 1, 2, 0);
	trans[0][250]	= settr(249,2,257,210,210,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 251 -> 257,0 */
	reached0[251] = 1;
	trans[0][251]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][252]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][253]	= settr(252,2,257,211,211,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 254 -> 257,0 */
	reached0[254] = 1;
	trans[0][254]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][255]	= settr(254,0,3465,212,212,"((i==8))", 1, 2, 0); /* m: 260 -> 3465,0 */
	reached0[260] = 1;
	trans[0][256]	= settr(255,2,260,1,0,"goto :b9", 1, 2, 0); /* m: 260 -> 0,3465 */
	reached0[260] = 1;
	trans[0][259]	= settr(258,2,260,1,0,"break", 1, 2, 0);
	trans[0][260]	= settr(259,0,3465,213,213,"assert((free<8))", 1, 2, 0); /* m: 261 -> 0,3465 */
	reached0[261] = 1;
	trans[0][261]	= settr(0,0,0,0,0,"net[free].kind = 12",0,0,0);
	trans[0][262]	= settr(0,0,0,0,0,"net[free].to = w",0,0,0);
	trans[0][263]	= settr(0,0,0,0,0,"net[free].where = (1-w)",0,0,0);
	trans[0][264]	= settr(0,0,0,0,0,"net[free].nonce = notice_nonce",0,0,0);
	trans[0][265]	= settr(0,0,0,0,0,"net[free].epoch = owner_epoch",0,0,0);
	trans[0][268]	= settr(267,2,295,214,214,"(((owner!=w)&&(lost[w]!=UNTOLD)))", 1, 2, 0); /* m: 269 -> 295,0 */
	reached0[269] = 1;
	trans[0][269]	= settr(0,0,0,0,0,"assert((e>=owner_epoch))",0,0,0);
	trans[0][270]	= settr(0,0,0,0,0,"owner = w",0,0,0);
	trans[0][271]	= settr(0,0,0,0,0,"owner_epoch = e",0,0,0);
	trans[0][272]	= settr(0,0,0,0,0,"lost[w] = NOT_LOST",0,0,0);
	trans[0][273]	= settr(0,0,0,0,0,"lost[(1-w)] = UNTOLD",0,0,0);
	T = trans[ 0][295] = settr(294,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(294,0,274,0,0,"sub-sequence", 1, 2, 0);
	trans[0][274]	= settr(273,2,294,215,215,"notice_nonce = (notice_nonce+1)", 1, 2, 0); /* m: 275 -> 0,294 */
	reached0[275] = 1;
	trans[0][275]	= settr(0,0,0,0,0,"notice_to[(1-w)] = notice_nonce",0,0,0);
	T = trans[ 0][294] = settr(293,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(293,0,276,0,0,"sub-sequence", 1, 2, 0);
	trans[0][276]	= settr(275,2,285,216,216,"i = 0", 1, 2, 0); /* m: 277 -> 0,285 */
	reached0[277] = 1;
	trans[0][277]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][286]	= settr(285,2,285,1,0,".(goto)", 1, 2, 0);
	T = trans[0][285] = settr(284,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(284,2,278,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(284,2,281,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(284,2,283,0,0,"DO", 1, 2, 0);
	trans[0][278]	= settr(277,2,285,217,217,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 279 -> 285,0 */
	reached0[279] = 1;
	trans[0][279]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][280]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][281]	= settr(280,2,285,218,218,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 282 -> 285,0 */
	reached0[282] = 1;
	trans[0][282]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][283]	= settr(282,0,3465,219,219,"((i==8))", 1, 2, 0); /* m: 288 -> 3465,0 */
	reached0[288] = 1;
	trans[0][284]	= settr(283,2,288,1,0,"goto :b10", 1, 2, 0); /* m: 288 -> 0,3465 */
	reached0[288] = 1;
	trans[0][287]	= settr(286,2,288,1,0,"break", 1, 2, 0);
	trans[0][288]	= settr(287,0,3465,220,220,"assert((free<8))", 1, 2, 0); /* m: 289 -> 0,3465 */
	reached0[289] = 1;
	trans[0][289]	= settr(0,0,0,0,0,"net[free].kind = 12",0,0,0);
	trans[0][290]	= settr(0,0,0,0,0,"net[free].to = (1-w)",0,0,0);
	trans[0][291]	= settr(0,0,0,0,0,"net[free].where = (1-(1-w))",0,0,0);
	trans[0][292]	= settr(0,0,0,0,0,"net[free].nonce = notice_nonce",0,0,0);
	trans[0][293]	= settr(0,0,0,0,0,"net[free].epoch = owner_epoch",0,0,0);
	trans[0][301]	= settr(300,2,358,221,0,"((k==NOTICE))", 1, 2, 0);
	T = trans[ 0][358] = settr(357,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(357,0,337,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][337] = settr(336,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(336,2,302,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(336,2,336,0,0,"IF", 1, 2, 0);
	trans[0][302]	= settr(301,2,335,222,222,"((n>from_server[t]))", 1, 2, 0); /* m: 303 -> 335,0 */
	reached0[303] = 1;
	trans[0][303]	= settr(0,0,0,0,0,"from_server[t] = n",0,0,0);
	T = trans[ 0][335] = settr(334,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(334,0,325,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][325] = settr(324,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(324,2,304,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(324,2,324,0,0,"IF", 1, 2, 0);
	trans[0][304]	= settr(303,2,323,223,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][323] = settr(322,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(322,0,305,0,0,"sub-sequence", 1, 2, 0);
	trans[0][305]	= settr(304,2,314,224,224,"i = 0", 1, 2, 0); /* m: 306 -> 0,314 */
	reached0[306] = 1;
	trans[0][306]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][315]	= settr(314,2,314,1,0,".(goto)", 1, 2, 0);
	T = trans[0][314] = settr(313,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(313,2,307,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(313,2,310,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(313,2,312,0,0,"DO", 1, 2, 0);
	trans[0][307]	= settr(306,2,314,225,225,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 308 -> 314,0 */
	reached0[308] = 1;
	trans[0][308]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][309]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][310]	= settr(309,2,314,226,226,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 311 -> 314,0 */
	reached0[311] = 1;
	trans[0][311]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][312]	= settr(311,2,333,227,227,"((i==8))", 1, 2, 0); /* m: 317 -> 333,0 */
	reached0[317] = 1;
	trans[0][313]	= settr(312,2,317,1,0,"goto :b11", 1, 2, 0); /* m: 317 -> 0,333 */
	reached0[317] = 1;
	trans[0][316]	= settr(315,2,317,1,0,"break", 1, 2, 0);
	trans[0][317]	= settr(316,2,333,228,228,"assert((free<8))", 1, 2, 0); /* m: 318 -> 0,333 */
	reached0[318] = 1;
	trans[0][318]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][319]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][320]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][321]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][322]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][326]	= settr(325,2,327,1,0,".(goto)", 1, 2, 0); /* m: 327 -> 0,333 */
	reached0[327] = 1;
	trans[0][324]	= settr(323,2,327,2,0,"else", 1, 2, 0);
	trans[0][327]	= settr(326,2,333,229,229,"slot[t] = AWAY", 1, 2, 0); /* m: 328 -> 0,333 */
	reached0[328] = 1;
	trans[0][328]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][329]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][333] = settr(332,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(332,2,330,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(332,2,332,0,0,"IF", 1, 2, 0);
	trans[0][330]	= settr(329,2,357,230,230,"((near[t]==LEAVING))", 1, 2, 0); /* m: 331 -> 357,0 */
	reached0[331] = 1;
	trans[0][331]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][334]	= settr(333,2,357,1,0,".(goto)", 1, 2, 0);
	trans[0][332]	= settr(331,2,357,2,0,"else", 1, 2, 0);
	trans[0][338]	= settr(337,2,357,1,0,".(goto)", 1, 2, 0);
	trans[0][336]	= settr(335,2,357,2,0,"else", 1, 2, 0);
	T = trans[ 0][357] = settr(356,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(356,0,339,0,0,"sub-sequence", 1, 2, 0);
	trans[0][339]	= settr(338,2,348,231,231,"i = 0", 1, 2, 0); /* m: 340 -> 0,348 */
	reached0[340] = 1;
	trans[0][340]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][349]	= settr(348,2,348,1,0,".(goto)", 1, 2, 0);
	T = trans[0][348] = settr(347,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(347,2,341,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(347,2,344,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(347,2,346,0,0,"DO", 1, 2, 0);
	trans[0][341]	= settr(340,2,348,232,232,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 342 -> 348,0 */
	reached0[342] = 1;
	trans[0][342]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][343]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][344]	= settr(343,2,348,233,233,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 345 -> 348,0 */
	reached0[345] = 1;
	trans[0][345]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][346]	= settr(345,0,3465,234,234,"((i==8))", 1, 2, 0); /* m: 351 -> 3465,0 */
	reached0[351] = 1;
	trans[0][347]	= settr(346,2,351,1,0,"goto :b12", 1, 2, 0); /* m: 351 -> 0,3465 */
	reached0[351] = 1;
	trans[0][350]	= settr(349,2,351,1,0,"break", 1, 2, 0);
	trans[0][351]	= settr(350,0,3465,235,235,"assert((free<8))", 1, 2, 0); /* m: 352 -> 0,3465 */
	reached0[352] = 1;
	trans[0][352]	= settr(0,0,0,0,0,"net[free].kind = 11",0,0,0);
	trans[0][353]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][354]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][355]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][356]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][359]	= settr(358,2,395,236,0,"((k==NOTICE_ACK))", 1, 2, 0);
	T = trans[ 0][395] = settr(394,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(394,0,393,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][393] = settr(392,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(392,2,360,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(392,2,392,0,0,"IF", 1, 2, 0);
	trans[0][360]	= settr(359,2,391,237,237,"(((n==notice_to[w])&&(lost[w]==UNTOLD)))", 1, 2, 0); /* m: 361 -> 391,0 */
	reached0[361] = 1;
	trans[0][361]	= settr(0,0,0,0,0,"lost[w] = TOLD",0,0,0);
	T = trans[ 0][391] = settr(390,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(390,0,362,0,0,"sub-sequence", 1, 2, 0);
	trans[0][362]	= settr(361,2,387,238,238,"free = 0", 1, 2, 0);
	trans[0][388]	= settr(387,2,387,1,0,".(goto)", 1, 2, 0);
	T = trans[0][387] = settr(386,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(386,2,363,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(386,2,383,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(386,2,385,0,0,"DO", 1, 2, 0);
	trans[0][363]	= settr(362,2,382,239,0,"((((free<8)&&(net[free].kind==REGISTER))&&(net[free].where==w)))", 1, 2, 0);
	T = trans[ 0][382] = settr(381,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(381,0,364,0,0,"sub-sequence", 1, 2, 0);
	trans[0][364]	= settr(363,2,374,240,240,"i = free", 1, 2, 0);
	trans[0][375]	= settr(374,2,374,1,0,".(goto)", 1, 2, 0);
	T = trans[0][374] = settr(373,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(373,2,365,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(373,2,372,0,0,"DO", 1, 2, 0);
	trans[0][365]	= settr(364,2,374,241,241,"((i<(8-1)))", 1, 2, 0); /* m: 366 -> 374,0 */
	reached0[366] = 1;
	trans[0][366]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][367]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][368]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][369]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][370]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][371]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][372]	= settr(371,2,377,2,0,"else", 1, 2, 0);
	trans[0][373]	= settr(372,2,377,1,0,"goto :b14", 1, 2, 0); /* m: 377 -> 0,387 */
	reached0[377] = 1;
	trans[0][376]	= settr(375,2,377,1,0,"break", 1, 2, 0);
	trans[0][377]	= settr(376,2,387,242,242,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 378 -> 0,387 */
	reached0[378] = 1;
	trans[0][378]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][379]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][380]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][381]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][383]	= settr(382,2,387,243,243,"(((free<8)&&!(((net[free].kind==REGISTER)&&(net[free].where==w)))))", 1, 2, 0); /* m: 384 -> 387,0 */
	reached0[384] = 1;
	trans[0][384]	= settr(0,0,0,0,0,"free = (free+1)",0,0,0);
	trans[0][385]	= settr(384,0,3465,244,244,"((free==8))", 1, 2, 0); /* m: 390 -> 3465,0 */
	reached0[390] = 1;
	trans[0][386]	= settr(385,2,390,1,0,"goto :b13", 1, 2, 0); /* m: 390 -> 0,3465 */
	reached0[390] = 1;
	trans[0][389]	= settr(388,2,390,1,0,"break", 1, 2, 0);
	trans[0][390]	= settr(389,0,3465,245,245,"free = 0", 1, 2, 0); /* m: 401 -> 0,3465 */
	reached0[401] = 1;
	trans[0][394]	= settr(393,2,401,1,0,".(goto)", 1, 2, 0); /* m: 401 -> 0,3465 */
	reached0[401] = 1;
	trans[0][392]	= settr(391,2,401,2,0,"else", 1, 2, 0);
	trans[0][396]	= settr(395,0,3465,246,246,"((k==REPLY))", 1, 2, 0); /* m: 397 -> 3465,0 */
	reached0[397] = 1;
	trans[0][397]	= settr(0,0,0,0,0,"asked = 0",0,0,0);
	trans[0][398]	= settr(0,0,0,0,0,"cache = w",0,0,0);
	trans[0][401]	= settr(400,0,3465,247,247,"k = FREE", 1, 2, 0); /* m: 402 -> 0,3465 */
	reached0[402] = 1;
	trans[0][402]	= settr(0,0,0,0,0,"t = 0",0,0,0);
	trans[0][403]	= settr(0,0,0,0,0,"w = 0",0,0,0);
	trans[0][404]	= settr(0,0,0,0,0,"n = 0",0,0,0);
	trans[0][405]	= settr(0,0,0,0,0,"e = 0",0,0,0);
	trans[0][406]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	trans[0][407]	= settr(0,0,0,0,0,"free = 0",0,0,0);
	T = trans[ 0][818] = settr(817,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(817,2,410,0,0,"ATOMIC", 1, 2, 0);
	trans[0][410]	= settr(409,2,817,248,0,"((net[1].kind!=FREE))", 1, 2, 0);
	T = trans[ 0][817] = settr(816,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(816,0,411,0,0,"sub-sequence", 1, 2, 0);
	trans[0][411]	= settr(410,2,437,249,249,"k = net[1].kind", 1, 2, 0); /* m: 412 -> 0,437 */
	reached0[412] = 1;
	trans[0][412]	= settr(0,0,0,0,0,"t = net[1].to",0,0,0);
	trans[0][413]	= settr(0,0,0,0,0,"w = net[1].where",0,0,0);
	trans[0][414]	= settr(0,0,0,0,0,"n = net[1].nonce",0,0,0);
	trans[0][415]	= settr(0,0,0,0,0,"e = net[1].epoch",0,0,0);
	T = trans[0][437] = settr(436,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(436,2,434,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(436,2,435,0,0,"IF", 1, 2, 0);
	T = trans[ 0][434] = settr(433,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(433,0,416,0,0,"sub-sequence", 1, 2, 0);
	trans[0][416]	= settr(415,2,426,250,250,"i = 1", 1, 2, 0);
	trans[0][427]	= settr(426,2,426,1,0,".(goto)", 1, 2, 0);
	T = trans[0][426] = settr(425,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(425,2,417,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(425,2,424,0,0,"DO", 1, 2, 0);
	trans[0][417]	= settr(416,2,426,251,251,"((i<(8-1)))", 1, 2, 0); /* m: 418 -> 426,0 */
	reached0[418] = 1;
	trans[0][418]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][419]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][420]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][421]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][422]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][423]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][424]	= settr(423,2,429,2,0,"else", 1, 2, 0);
	trans[0][425]	= settr(424,2,429,1,0,"goto :b15", 1, 2, 0); /* m: 429 -> 0,808 */
	reached0[429] = 1;
	trans[0][428]	= settr(427,2,429,1,0,"break", 1, 2, 0);
	trans[0][429]	= settr(428,2,808,252,252,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 430 -> 0,808 */
	reached0[430] = 1;
	trans[0][430]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][431]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][432]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][433]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][438]	= settr(437,2,808,1,0,".(goto)", 1, 2, 0);
	trans[0][435]	= settr(434,2,808,253,253,"((duplicates<1))", 1, 2, 0); /* m: 436 -> 808,0 */
	reached0[436] = 1;
	trans[0][436]	= settr(0,0,0,0,0,"duplicates = (duplicates+1)",0,0,0);
	T = trans[0][808] = settr(807,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(807,2,439,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(807,2,473,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(807,2,602,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(807,2,641,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(807,2,643,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(807,2,649,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(807,2,710,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(807,2,768,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(807,2,805,0,0,"IF", 1, 2, 0);
	trans[0][439]	= settr(438,2,472,254,0,"((k==PREPARE))", 1, 2, 0);
	T = trans[ 0][472] = settr(471,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(471,0,470,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][470] = settr(469,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(469,2,440,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(469,2,441,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(469,2,469,0,0,"IF", 1, 2, 0);
	trans[0][440]	= settr(439,0,3465,255,255,"((n<=from_controller[t]))", 1, 2, 0); /* m: 810 -> 3465,0 */
	reached0[810] = 1;
	trans[0][471]	= settr(470,2,810,1,0,".(goto)", 1, 2, 0); /* m: 810 -> 0,3465 */
	reached0[810] = 1;
	trans[0][441]	= settr(440,2,448,256,256,"(((n>from_controller[t])&&((slot[t]==HERE)==w)))", 1, 2, 0); /* m: 442 -> 448,0 */
	reached0[442] = 1;
	trans[0][442]	= settr(0,0,0,0,0,"from_controller[t] = n",0,0,0);
	T = trans[0][448] = settr(447,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(447,2,443,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(447,2,445,0,0,"IF", 1, 2, 0);
	trans[0][443]	= settr(442,2,468,257,257,"(w)", 1, 2, 0); /* m: 444 -> 468,0 */
	reached0[444] = 1;
	trans[0][444]	= settr(0,0,0,0,0,"near[t] = LEAVING",0,0,0);
	trans[0][449]	= settr(448,2,468,1,0,".(goto)", 1, 2, 0);
	trans[0][445]	= settr(444,2,446,2,0,"else", 1, 2, 0);
	trans[0][446]	= settr(445,2,468,258,258,"near[t] = COMING", 1, 2, 0); /* m: 447 -> 0,468 */
	reached0[447] = 1;
	trans[0][447]	= settr(0,0,0,0,0,"hold[t] = 1",0,0,0);
	T = trans[ 0][468] = settr(467,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(467,0,450,0,0,"sub-sequence", 1, 2, 0);
	trans[0][450]	= settr(449,2,459,259,259,"i = 0", 1, 2, 0); /* m: 451 -> 0,459 */
	reached0[451] = 1;
	trans[0][451]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][460]	= settr(459,2,459,1,0,".(goto)", 1, 2, 0);
	T = trans[0][459] = settr(458,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(458,2,452,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(458,2,455,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(458,2,457,0,0,"DO", 1, 2, 0);
	trans[0][452]	= settr(451,2,459,260,260,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 453 -> 459,0 */
	reached0[453] = 1;
	trans[0][453]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][454]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][455]	= settr(454,2,459,261,261,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 456 -> 459,0 */
	reached0[456] = 1;
	trans[0][456]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][457]	= settr(456,0,3465,262,262,"((i==8))", 1, 2, 0); /* m: 462 -> 3465,0 */
	reached0[462] = 1;
	trans[0][458]	= settr(457,2,462,1,0,"goto :b16", 1, 2, 0); /* m: 462 -> 0,3465 */
	reached0[462] = 1;
	trans[0][461]	= settr(460,2,462,1,0,"break", 1, 2, 0);
	trans[0][462]	= settr(461,0,3465,263,263,"assert((free<8))", 1, 2, 0); /* m: 463 -> 0,3465 */
	reached0[463] = 1;
	trans[0][463]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][464]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][465]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][466]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][467]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][469]	= settr(468,2,810,2,0,"else", 1, 2, 0);
	trans[0][809]	= settr(808,2,810,1,0,".(goto)", 1, 2, 0); /* m: 810 -> 0,3465 */
	reached0[810] = 1;
	trans[0][473]	= settr(472,2,601,264,0,"((k==ORDER))", 1, 2, 0);
	T = trans[ 0][601] = settr(600,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(600,0,599,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][599] = settr(598,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(598,2,474,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(598,2,475,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(598,2,495,0,0,"IF", 1, 2, 0);
	trans[0][474]	= settr(473,0,3465,265,265,"((n<from_controller[t]))", 1, 2, 0); /* m: 810 -> 3465,0 */
	reached0[810] = 1;
	trans[0][600]	= settr(599,2,810,1,0,".(goto)", 1, 2, 0); /* m: 810 -> 0,3465 */
	reached0[810] = 1;
	trans[0][475]	= settr(474,2,494,266,0,"((n==from_controller[t]))", 1, 2, 0);
	T = trans[ 0][494] = settr(493,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(493,0,476,0,0,"sub-sequence", 1, 2, 0);
	trans[0][476]	= settr(475,2,485,267,267,"i = 0", 1, 2, 0); /* m: 477 -> 0,485 */
	reached0[477] = 1;
	trans[0][477]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][486]	= settr(485,2,485,1,0,".(goto)", 1, 2, 0);
	T = trans[0][485] = settr(484,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(484,2,478,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(484,2,481,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(484,2,483,0,0,"DO", 1, 2, 0);
	trans[0][478]	= settr(477,2,485,268,268,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 479 -> 485,0 */
	reached0[479] = 1;
	trans[0][479]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][480]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][481]	= settr(480,2,485,269,269,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 482 -> 485,0 */
	reached0[482] = 1;
	trans[0][482]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][483]	= settr(482,0,3465,270,270,"((i==8))", 1, 2, 0); /* m: 488 -> 3465,0 */
	reached0[488] = 1;
	trans[0][484]	= settr(483,2,488,1,0,"goto :b17", 1, 2, 0); /* m: 488 -> 0,3465 */
	reached0[488] = 1;
	trans[0][487]	= settr(486,2,488,1,0,"break", 1, 2, 0);
	trans[0][488]	= settr(487,0,3465,271,271,"assert((free<8))", 1, 2, 0); /* m: 489 -> 0,3465 */
	reached0[489] = 1;
	trans[0][489]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][490]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][491]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][492]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][493]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][495]	= settr(494,2,578,272,272,"((n>from_controller[t]))", 1, 2, 0); /* m: 496 -> 578,0 */
	reached0[496] = 1;
	trans[0][496]	= settr(0,0,0,0,0,"from_controller[t] = n",0,0,0);
	T = trans[0][578] = settr(577,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(577,2,497,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(577,2,545,0,0,"IF", 1, 2, 0);
	trans[0][497]	= settr(496,2,544,273,273,"((w==t))", 1, 2, 0); /* m: 498 -> 544,0 */
	reached0[498] = 1;
	trans[0][498]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][499]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[ 0][544] = settr(543,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(543,0,500,0,0,"sub-sequence", 1, 2, 0);
	trans[0][500]	= settr(499,2,523,274,274,"slot[t] = HERE", 1, 2, 0); /* m: 501 -> 0,523 */
	reached0[501] = 1;
	trans[0][501]	= settr(0,0,0,0,0,"hold[t] = 0",0,0,0);
	trans[0][502]	= settr(0,0,0,0,0,"registers[t] = 1",0,0,0);
	T = trans[ 0][523] = settr(522,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(522,0,503,0,0,"sub-sequence", 1, 2, 0);
	trans[0][503]	= settr(502,2,522,275,275,"register_nonce[t] = (register_nonce[t]+1)", 1, 2, 0);
	T = trans[ 0][522] = settr(521,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(521,0,504,0,0,"sub-sequence", 1, 2, 0);
	trans[0][504]	= settr(503,2,513,276,276,"i = 0", 1, 2, 0); /* m: 505 -> 0,513 */
	reached0[505] = 1;
	trans[0][505]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][514]	= settr(513,2,513,1,0,".(goto)", 1, 2, 0);
	T = trans[0][513] = settr(512,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(512,2,506,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(512,2,509,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(512,2,511,0,0,"DO", 1, 2, 0);
	trans[0][506]	= settr(505,2,513,277,277,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 507 -> 513,0 */
	reached0[507] = 1;
	trans[0][507]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][508]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][509]	= settr(508,2,513,278,278,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 510 -> 513,0 */
	reached0[510] = 1;
	trans[0][510]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][511]	= settr(510,2,543,279,279,"((i==8))", 1, 2, 0); /* m: 516 -> 543,0 */
	reached0[516] = 1;
	trans[0][512]	= settr(511,2,516,1,0,"goto :b18", 1, 2, 0); /* m: 516 -> 0,543 */
	reached0[516] = 1;
	trans[0][515]	= settr(514,2,516,1,0,"break", 1, 2, 0);
	trans[0][516]	= settr(515,2,543,280,280,"assert((free<8))", 1, 2, 0); /* m: 517 -> 0,543 */
	reached0[517] = 1;
	trans[0][517]	= settr(0,0,0,0,0,"net[free].kind = 13",0,0,0);
	trans[0][518]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][519]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][520]	= settr(0,0,0,0,0,"net[free].nonce = register_nonce[t]",0,0,0);
	trans[0][521]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][524]	= settr(0,0,0,0,0,"own_nonce[t] = (own_nonce[t]+1)",0,0,0);
	T = trans[ 0][543] = settr(542,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(542,0,525,0,0,"sub-sequence", 1, 2, 0);
	trans[0][525]	= settr(524,2,534,281,281,"i = 0", 1, 2, 0); /* m: 526 -> 0,534 */
	reached0[526] = 1;
	trans[0][526]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][535]	= settr(534,2,534,1,0,".(goto)", 1, 2, 0);
	T = trans[0][534] = settr(533,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(533,2,527,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(533,2,530,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(533,2,532,0,0,"DO", 1, 2, 0);
	trans[0][527]	= settr(526,2,534,282,282,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 528 -> 534,0 */
	reached0[528] = 1;
	trans[0][528]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][529]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][530]	= settr(529,2,534,283,283,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 531 -> 534,0 */
	reached0[531] = 1;
	trans[0][531]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][532]	= settr(531,2,598,284,284,"((i==8))", 1, 2, 0); /* m: 537 -> 598,0 */
	reached0[537] = 1;
	trans[0][533]	= settr(532,2,537,1,0,"goto :b19", 1, 2, 0); /* m: 537 -> 0,598 */
	reached0[537] = 1;
	trans[0][536]	= settr(535,2,537,1,0,"break", 1, 2, 0);
	trans[0][537]	= settr(536,2,598,285,285,"assert((free<8))", 1, 2, 0); /* m: 538 -> 0,598 */
	reached0[538] = 1;
	trans[0][538]	= settr(0,0,0,0,0,"net[free].kind = 16",0,0,0);
	trans[0][539]	= settr(0,0,0,0,0,"net[free].to = (1-t)",0,0,0);
	trans[0][540]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][541]	= settr(0,0,0,0,0,"net[free].nonce = own_nonce[t]",0,0,0);
	trans[0][542]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][579]	= settr(578,2,598,1,0,".(goto)", 1, 2, 0);
	trans[0][545]	= settr(544,2,577,2,0,"else", 1, 2, 0);
	T = trans[ 0][577] = settr(576,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(576,0,567,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][567] = settr(566,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(566,2,546,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(566,2,566,0,0,"IF", 1, 2, 0);
	trans[0][546]	= settr(545,2,565,286,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][565] = settr(564,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(564,0,547,0,0,"sub-sequence", 1, 2, 0);
	trans[0][547]	= settr(546,2,556,287,287,"i = 0", 1, 2, 0); /* m: 548 -> 0,556 */
	reached0[548] = 1;
	trans[0][548]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][557]	= settr(556,2,556,1,0,".(goto)", 1, 2, 0);
	T = trans[0][556] = settr(555,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(555,2,549,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(555,2,552,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(555,2,554,0,0,"DO", 1, 2, 0);
	trans[0][549]	= settr(548,2,556,288,288,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 550 -> 556,0 */
	reached0[550] = 1;
	trans[0][550]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][551]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][552]	= settr(551,2,556,289,289,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 553 -> 556,0 */
	reached0[553] = 1;
	trans[0][553]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][554]	= settr(553,2,575,290,290,"((i==8))", 1, 2, 0); /* m: 559 -> 575,0 */
	reached0[559] = 1;
	trans[0][555]	= settr(554,2,559,1,0,"goto :b20", 1, 2, 0); /* m: 559 -> 0,575 */
	reached0[559] = 1;
	trans[0][558]	= settr(557,2,559,1,0,"break", 1, 2, 0);
	trans[0][559]	= settr(558,2,575,291,291,"assert((free<8))", 1, 2, 0); /* m: 560 -> 0,575 */
	reached0[560] = 1;
	trans[0][560]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][561]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][562]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][563]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][564]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][568]	= settr(567,2,569,1,0,".(goto)", 1, 2, 0); /* m: 569 -> 0,575 */
	reached0[569] = 1;
	trans[0][566]	= settr(565,2,569,2,0,"else", 1, 2, 0);
	trans[0][569]	= settr(568,2,575,292,292,"slot[t] = AWAY", 1, 2, 0); /* m: 570 -> 0,575 */
	reached0[570] = 1;
	trans[0][570]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][571]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][575] = settr(574,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(574,2,572,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(574,2,574,0,0,"IF", 1, 2, 0);
	trans[0][572]	= settr(571,2,598,293,293,"((near[t]==LEAVING))", 1, 2, 0); /* m: 573 -> 598,0 */
	reached0[573] = 1;
	trans[0][573]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][576]	= settr(575,2,598,1,0,".(goto)", 1, 2, 0);
	trans[0][574]	= settr(573,2,598,2,0,"else", 1, 2, 0);
	T = trans[ 0][598] = settr(597,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(597,0,580,0,0,"sub-sequence", 1, 2, 0);
	trans[0][580]	= settr(579,2,589,294,294,"i = 0", 1, 2, 0); /* m: 581 -> 0,589 */
	reached0[581] = 1;
	trans[0][581]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][590]	= settr(589,2,589,1,0,".(goto)", 1, 2, 0);
	T = trans[0][589] = settr(588,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(588,2,582,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(588,2,585,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(588,2,587,0,0,"DO", 1, 2, 0);
	trans[0][582]	= settr(581,2,589,295,295,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 583 -> 589,0 */
	reached0[583] = 1;
	trans[0][583]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][584]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][585]	= settr(584,2,589,296,296,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 586 -> 589,0 */
	reached0[586] = 1;
	trans[0][586]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][587]	= settr(586,0,3465,297,297,"((i==8))", 1, 2, 0); /* m: 592 -> 3465,0 */
	reached0[592] = 1;
	trans[0][588]	= settr(587,2,592,1,0,"goto :b21", 1, 2, 0); /* m: 592 -> 0,3465 */
	reached0[592] = 1;
	trans[0][591]	= settr(590,2,592,1,0,"break", 1, 2, 0);
	trans[0][592]	= settr(591,0,3465,298,298,"assert((free<8))", 1, 2, 0); /* m: 593 -> 0,3465 */
	reached0[593] = 1;
	trans[0][593]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][594]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][595]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][596]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][597]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][602]	= settr(601,2,640,299,0,"((k==PEER))", 1, 2, 0);
	T = trans[ 0][640] = settr(639,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(639,0,638,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][638] = settr(637,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(637,2,603,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(637,2,637,0,0,"IF", 1, 2, 0);
	trans[0][603]	= settr(602,2,636,300,300,"((n>from_peer[t]))", 1, 2, 0); /* m: 604 -> 636,0 */
	reached0[604] = 1;
	trans[0][604]	= settr(0,0,0,0,0,"from_peer[t] = n",0,0,0);
	T = trans[ 0][636] = settr(635,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(635,0,626,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][626] = settr(625,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(625,2,605,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(625,2,625,0,0,"IF", 1, 2, 0);
	trans[0][605]	= settr(604,2,624,301,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][624] = settr(623,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(623,0,606,0,0,"sub-sequence", 1, 2, 0);
	trans[0][606]	= settr(605,2,615,302,302,"i = 0", 1, 2, 0); /* m: 607 -> 0,615 */
	reached0[607] = 1;
	trans[0][607]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][616]	= settr(615,2,615,1,0,".(goto)", 1, 2, 0);
	T = trans[0][615] = settr(614,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(614,2,608,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(614,2,611,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(614,2,613,0,0,"DO", 1, 2, 0);
	trans[0][608]	= settr(607,2,615,303,303,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 609 -> 615,0 */
	reached0[609] = 1;
	trans[0][609]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][610]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][611]	= settr(610,2,615,304,304,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 612 -> 615,0 */
	reached0[612] = 1;
	trans[0][612]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][613]	= settr(612,2,634,305,305,"((i==8))", 1, 2, 0); /* m: 618 -> 634,0 */
	reached0[618] = 1;
	trans[0][614]	= settr(613,2,618,1,0,"goto :b22", 1, 2, 0); /* m: 618 -> 0,634 */
	reached0[618] = 1;
	trans[0][617]	= settr(616,2,618,1,0,"break", 1, 2, 0);
	trans[0][618]	= settr(617,2,634,306,306,"assert((free<8))", 1, 2, 0); /* m: 619 -> 0,634 */
	reached0[619] = 1;
	trans[0][619]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][620]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][621]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][622]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][623]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][627]	= settr(626,2,628,1,0,".(goto)", 1, 2, 0); /* m: 628 -> 0,634 */
	reached0[628] = 1;
	trans[0][625]	= settr(624,2,628,2,0,"else", 1, 2, 0);
	trans[0][628]	= settr(627,2,634,307,307,"slot[t] = AWAY", 1, 2, 0); /* m: 629 -> 0,634 */
	reached0[629] = 1;
	trans[0][629]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][630]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][634] = settr(633,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(633,2,631,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(633,2,633,0,0,"IF", 1, 2, 0);
	trans[0][631]	= settr(630,0,3465,308,308,"((near[t]==LEAVING))", 1, 2, 0); /* m: 632 -> 3465,0 */
	reached0[632] = 1;
	trans[0][632]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][635]	= settr(634,2,810,1,0,".(goto)", 1, 2, 0); /* m: 810 -> 0,3465 */
	reached0[810] = 1;
	trans[0][633]	= settr(632,2,810,2,0,"else", 1, 2, 0);
	trans[0][639]	= settr(638,2,810,1,0,".(goto)", 1, 2, 0); /* m: 810 -> 0,3465 */
	reached0[810] = 1;
	trans[0][637]	= settr(636,2,810,2,0,"else", 1, 2, 0);
	trans[0][641]	= settr(640,0,3465,309,309,"((k==UPDATE))", 1, 2, 0); /* m: 642 -> 3465,0 */
	reached0[642] = 1;
	trans[0][642]	= settr(0,0,0,0,0,"cache = w",0,0,0);
	trans[0][643]	= settr(642,2,647,310,0,"((k==ACK))", 1, 2, 0);
	T = trans[0][647] = settr(646,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(646,2,644,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(646,2,646,0,0,"IF", 1, 2, 0);
	trans[0][644]	= settr(643,0,3465,311,311,"((n>acknowledged[t]))", 1, 2, 0); /* m: 645 -> 3465,0 */
	reached0[645] = 1;
	trans[0][645]	= settr(0,0,0,0,0,"acknowledged[t] = n",0,0,0);
	trans[0][648]	= settr(647,2,810,1,0,".(goto)", 1, 2, 0); /* m: 810 -> 0,3465 */
	reached0[810] = 1;
	trans[0][646]	= settr(645,2,810,2,0,"else", 1, 2, 0);
	trans[0][649]	= settr(648,2,709,312,0,"((k==REGISTER))", 1, 2, 0);
	T = trans[ 0][709] = settr(708,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(708,0,707,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][707] = settr(706,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(706,2,650,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(706,2,651,0,0,"IF", 1, 2, 0);
	trans[0][650]	= settr(649,0,3465,313,313,"((n<=seen_register[w]))", 1, 2, 0); /* m: 810 -> 3465,0 */
	reached0[810] = 1;
	trans[0][708]	= settr(707,2,810,1,0,".(goto)", 1, 2, 0); /* m: 810 -> 0,3465 */
	reached0[810] = 1;
	trans[0][651]	= settr(650,2,652,2,0,"else", 1, 2, 0);
	trans[0][652]	= settr(651,2,705,314,314,"seen_register[w] = n", 1, 2, 0);
	T = trans[0][705] = settr(704,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(704,2,653,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(704,2,654,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(704,2,677,0,0,"IF", 1, 2, 0);
	trans[0][653]	= settr(652,0,3465,315,315,"((owner==w))", 1, 2, 0); /* m: 810 -> 3465,0 */
	reached0[810] = 1;
	trans[0][706]	= settr(705,2,810,1,0,".(goto)", 1, 2, 0); /* m: 810 -> 0,3465 */
	reached0[810] = 1;
	trans[0][654]	= settr(653,2,676,316,0,"(((owner!=w)&&(lost[w]==UNTOLD)))", 1, 2, 0);
	T = trans[ 0][676] = settr(675,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(675,0,655,0,0,"sub-sequence", 1, 2, 0);
	trans[0][655]	= settr(654,2,675,317,317,"notice_nonce = (notice_nonce+1)", 1, 2, 0); /* m: 656 -> 0,675 */
	reached0[656] = 1;
	trans[0][656]	= settr(0,0,0,0,0,"notice_to[w] = notice_nonce",0,0,0);
	T = trans[ 0][675] = settr(674,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(674,0,657,0,0,"sub-sequence", 1, 2, 0);
	trans[0][657]	= settr(656,2,666,318,318,"i = 0", 1, 2, 0); /* m: 658 -> 0,666 */
	reached0[658] = 1;
	trans[0][658]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][667]	= settr(666,2,666,1,0,".(goto)", 1, 2, 0);
	T = trans[0][666] = settr(665,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(665,2,659,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(665,2,662,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(665,2,664,0,0,"DO", 1, 2, 0);
	trans[0][659]	= settr(658,2,666,319,319,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 660 -> 666,0 */
	reached0[660] = 1;
	trans[0][660]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][661]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][662]	= settr(661,2,666,320,320,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 663 -> 666,0 */
	reached0[663] = 1;
	trans[0][663]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][664]	= settr(663,0,3465,321,321,"((i==8))", 1, 2, 0); /* m: 669 -> 3465,0 */
	reached0[669] = 1;
	trans[0][665]	= settr(664,2,669,1,0,"goto :b23", 1, 2, 0); /* m: 669 -> 0,3465 */
	reached0[669] = 1;
	trans[0][668]	= settr(667,2,669,1,0,"break", 1, 2, 0);
	trans[0][669]	= settr(668,0,3465,322,322,"assert((free<8))", 1, 2, 0); /* m: 670 -> 0,3465 */
	reached0[670] = 1;
	trans[0][670]	= settr(0,0,0,0,0,"net[free].kind = 12",0,0,0);
	trans[0][671]	= settr(0,0,0,0,0,"net[free].to = w",0,0,0);
	trans[0][672]	= settr(0,0,0,0,0,"net[free].where = (1-w)",0,0,0);
	trans[0][673]	= settr(0,0,0,0,0,"net[free].nonce = notice_nonce",0,0,0);
	trans[0][674]	= settr(0,0,0,0,0,"net[free].epoch = owner_epoch",0,0,0);
	trans[0][677]	= settr(676,2,704,323,323,"(((owner!=w)&&(lost[w]!=UNTOLD)))", 1, 2, 0); /* m: 678 -> 704,0 */
	reached0[678] = 1;
	trans[0][678]	= settr(0,0,0,0,0,"assert((e>=owner_epoch))",0,0,0);
	trans[0][679]	= settr(0,0,0,0,0,"owner = w",0,0,0);
	trans[0][680]	= settr(0,0,0,0,0,"owner_epoch = e",0,0,0);
	trans[0][681]	= settr(0,0,0,0,0,"lost[w] = NOT_LOST",0,0,0);
	trans[0][682]	= settr(0,0,0,0,0,"lost[(1-w)] = UNTOLD",0,0,0);
	T = trans[ 0][704] = settr(703,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(703,0,683,0,0,"sub-sequence", 1, 2, 0);
	trans[0][683]	= settr(682,2,703,324,324,"notice_nonce = (notice_nonce+1)", 1, 2, 0); /* m: 684 -> 0,703 */
	reached0[684] = 1;
	trans[0][684]	= settr(0,0,0,0,0,"notice_to[(1-w)] = notice_nonce",0,0,0);
	T = trans[ 0][703] = settr(702,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(702,0,685,0,0,"sub-sequence", 1, 2, 0);
	trans[0][685]	= settr(684,2,694,325,325,"i = 0", 1, 2, 0); /* m: 686 -> 0,694 */
	reached0[686] = 1;
	trans[0][686]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][695]	= settr(694,2,694,1,0,".(goto)", 1, 2, 0);
	T = trans[0][694] = settr(693,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(693,2,687,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(693,2,690,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(693,2,692,0,0,"DO", 1, 2, 0);
	trans[0][687]	= settr(686,2,694,326,326,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 688 -> 694,0 */
	reached0[688] = 1;
	trans[0][688]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][689]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][690]	= settr(689,2,694,327,327,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 691 -> 694,0 */
	reached0[691] = 1;
	trans[0][691]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][692]	= settr(691,0,3465,328,328,"((i==8))", 1, 2, 0); /* m: 697 -> 3465,0 */
	reached0[697] = 1;
	trans[0][693]	= settr(692,2,697,1,0,"goto :b24", 1, 2, 0); /* m: 697 -> 0,3465 */
	reached0[697] = 1;
	trans[0][696]	= settr(695,2,697,1,0,"break", 1, 2, 0);
	trans[0][697]	= settr(696,0,3465,329,329,"assert((free<8))", 1, 2, 0); /* m: 698 -> 0,3465 */
	reached0[698] = 1;
	trans[0][698]	= settr(0,0,0,0,0,"net[free].kind = 12",0,0,0);
	trans[0][699]	= settr(0,0,0,0,0,"net[free].to = (1-w)",0,0,0);
	trans[0][700]	= settr(0,0,0,0,0,"net[free].where = (1-(1-w))",0,0,0);
	trans[0][701]	= settr(0,0,0,0,0,"net[free].nonce = notice_nonce",0,0,0);
	trans[0][702]	= settr(0,0,0,0,0,"net[free].epoch = owner_epoch",0,0,0);
	trans[0][710]	= settr(709,2,767,330,0,"((k==NOTICE))", 1, 2, 0);
	T = trans[ 0][767] = settr(766,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(766,0,746,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][746] = settr(745,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(745,2,711,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(745,2,745,0,0,"IF", 1, 2, 0);
	trans[0][711]	= settr(710,2,744,331,331,"((n>from_server[t]))", 1, 2, 0); /* m: 712 -> 744,0 */
	reached0[712] = 1;
	trans[0][712]	= settr(0,0,0,0,0,"from_server[t] = n",0,0,0);
	T = trans[ 0][744] = settr(743,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(743,0,734,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][734] = settr(733,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(733,2,713,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(733,2,733,0,0,"IF", 1, 2, 0);
	trans[0][713]	= settr(712,2,732,332,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][732] = settr(731,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(731,0,714,0,0,"sub-sequence", 1, 2, 0);
	trans[0][714]	= settr(713,2,723,333,333,"i = 0", 1, 2, 0); /* m: 715 -> 0,723 */
	reached0[715] = 1;
	trans[0][715]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][724]	= settr(723,2,723,1,0,".(goto)", 1, 2, 0);
	T = trans[0][723] = settr(722,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(722,2,716,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(722,2,719,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(722,2,721,0,0,"DO", 1, 2, 0);
	trans[0][716]	= settr(715,2,723,334,334,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 717 -> 723,0 */
	reached0[717] = 1;
	trans[0][717]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][718]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][719]	= settr(718,2,723,335,335,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 720 -> 723,0 */
	reached0[720] = 1;
	trans[0][720]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][721]	= settr(720,2,742,336,336,"((i==8))", 1, 2, 0); /* m: 726 -> 742,0 */
	reached0[726] = 1;
	trans[0][722]	= settr(721,2,726,1,0,"goto :b25", 1, 2, 0); /* m: 726 -> 0,742 */
	reached0[726] = 1;
	trans[0][725]	= settr(724,2,726,1,0,"break", 1, 2, 0);
	trans[0][726]	= settr(725,2,742,337,337,"assert((free<8))", 1, 2, 0); /* m: 727 -> 0,742 */
	reached0[727] = 1;
	trans[0][727]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][728]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][729]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][730]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][731]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][735]	= settr(734,2,736,1,0,".(goto)", 1, 2, 0); /* m: 736 -> 0,742 */
	reached0[736] = 1;
	trans[0][733]	= settr(732,2,736,2,0,"else", 1, 2, 0);
	trans[0][736]	= settr(735,2,742,338,338,"slot[t] = AWAY", 1, 2, 0); /* m: 737 -> 0,742 */
	reached0[737] = 1;
	trans[0][737]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][738]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][742] = settr(741,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(741,2,739,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(741,2,741,0,0,"IF", 1, 2, 0);
	trans[0][739]	= settr(738,2,766,339,339,"((near[t]==LEAVING))", 1, 2, 0); /* m: 740 -> 766,0 */
	reached0[740] = 1;
	trans[0][740]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][743]	= settr(742,2,766,1,0,".(goto)", 1, 2, 0);
	trans[0][741]	= settr(740,2,766,2,0,"else", 1, 2, 0);
	trans[0][747]	= settr(746,2,766,1,0,".(goto)", 1, 2, 0);
	trans[0][745]	= settr(744,2,766,2,0,"else", 1, 2, 0);
	T = trans[ 0][766] = settr(765,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(765,0,748,0,0,"sub-sequence", 1, 2, 0);
	trans[0][748]	= settr(747,2,757,340,340,"i = 0", 1, 2, 0); /* m: 749 -> 0,757 */
	reached0[749] = 1;
	trans[0][749]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][758]	= settr(757,2,757,1,0,".(goto)", 1, 2, 0);
	T = trans[0][757] = settr(756,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(756,2,750,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(756,2,753,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(756,2,755,0,0,"DO", 1, 2, 0);
	trans[0][750]	= settr(749,2,757,341,341,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 751 -> 757,0 */
	reached0[751] = 1;
	trans[0][751]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][752]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][753]	= settr(752,2,757,342,342,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 754 -> 757,0 */
	reached0[754] = 1;
	trans[0][754]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][755]	= settr(754,0,3465,343,343,"((i==8))", 1, 2, 0); /* m: 760 -> 3465,0 */
	reached0[760] = 1;
	trans[0][756]	= settr(755,2,760,1,0,"goto :b26", 1, 2, 0); /* m: 760 -> 0,3465 */
	reached0[760] = 1;
	trans[0][759]	= settr(758,2,760,1,0,"break", 1, 2, 0);
	trans[0][760]	= settr(759,0,3465,344,344,"assert((free<8))", 1, 2, 0); /* m: 761 -> 0,3465 */
	reached0[761] = 1;
	trans[0][761]	= settr(0,0,0,0,0,"net[free].kind = 11",0,0,0);
	trans[0][762]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][763]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][764]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][765]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][768]	= settr(767,2,804,345,0,"((k==NOTICE_ACK))", 1, 2, 0);
	T = trans[ 0][804] = settr(803,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(803,0,802,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][802] = settr(801,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(801,2,769,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(801,2,801,0,0,"IF", 1, 2, 0);
	trans[0][769]	= settr(768,2,800,346,346,"(((n==notice_to[w])&&(lost[w]==UNTOLD)))", 1, 2, 0); /* m: 770 -> 800,0 */
	reached0[770] = 1;
	trans[0][770]	= settr(0,0,0,0,0,"lost[w] = TOLD",0,0,0);
	T = trans[ 0][800] = settr(799,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(799,0,771,0,0,"sub-sequence", 1, 2, 0);
	trans[0][771]	= settr(770,2,796,347,347,"free = 0", 1, 2, 0);
	trans[0][797]	= settr(796,2,796,1,0,".(goto)", 1, 2, 0);
	T = trans[0][796] = settr(795,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(795,2,772,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(795,2,792,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(795,2,794,0,0,"DO", 1, 2, 0);
	trans[0][772]	= settr(771,2,791,348,0,"((((free<8)&&(net[free].kind==REGISTER))&&(net[free].where==w)))", 1, 2, 0);
	T = trans[ 0][791] = settr(790,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(790,0,773,0,0,"sub-sequence", 1, 2, 0);
	trans[0][773]	= settr(772,2,783,349,349,"i = free", 1, 2, 0);
	trans[0][784]	= settr(783,2,783,1,0,".(goto)", 1, 2, 0);
	T = trans[0][783] = settr(782,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(782,2,774,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(782,2,781,0,0,"DO", 1, 2, 0);
	trans[0][774]	= settr(773,2,783,350,350,"((i<(8-1)))", 1, 2, 0); /* m: 775 -> 783,0 */
	reached0[775] = 1;
	trans[0][775]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][776]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][777]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][778]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][779]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][780]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][781]	= settr(780,2,786,2,0,"else", 1, 2, 0);
	trans[0][782]	= settr(781,2,786,1,0,"goto :b28", 1, 2, 0); /* m: 786 -> 0,796 */
	reached0[786] = 1;
	trans[0][785]	= settr(784,2,786,1,0,"break", 1, 2, 0);
	trans[0][786]	= settr(785,2,796,351,351,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 787 -> 0,796 */
	reached0[787] = 1;
	trans[0][787]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][788]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][789]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][790]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][792]	= settr(791,2,796,352,352,"(((free<8)&&!(((net[free].kind==REGISTER)&&(net[free].where==w)))))", 1, 2, 0); /* m: 793 -> 796,0 */
	reached0[793] = 1;
	trans[0][793]	= settr(0,0,0,0,0,"free = (free+1)",0,0,0);
	trans[0][794]	= settr(793,0,3465,353,353,"((free==8))", 1, 2, 0); /* m: 799 -> 3465,0 */
	reached0[799] = 1;
	trans[0][795]	= settr(794,2,799,1,0,"goto :b27", 1, 2, 0); /* m: 799 -> 0,3465 */
	reached0[799] = 1;
	trans[0][798]	= settr(797,2,799,1,0,"break", 1, 2, 0);
	trans[0][799]	= settr(798,0,3465,354,354,"free = 0", 1, 2, 0); /* m: 810 -> 0,3465 */
	reached0[810] = 1;
	trans[0][803]	= settr(802,2,810,1,0,".(goto)", 1, 2, 0); /* m: 810 -> 0,3465 */
	reached0[810] = 1;
	trans[0][801]	= settr(800,2,810,2,0,"else", 1, 2, 0);
	trans[0][805]	= settr(804,0,3465,355,355,"((k==REPLY))", 1, 2, 0); /* m: 806 -> 3465,0 */
	reached0[806] = 1;
	trans[0][806]	= settr(0,0,0,0,0,"asked = 0",0,0,0);
	trans[0][807]	= settr(0,0,0,0,0,"cache = w",0,0,0);
	trans[0][810]	= settr(809,0,3465,356,356,"k = FREE", 1, 2, 0); /* m: 811 -> 0,3465 */
	reached0[811] = 1;
	trans[0][811]	= settr(0,0,0,0,0,"t = 0",0,0,0);
	trans[0][812]	= settr(0,0,0,0,0,"w = 0",0,0,0);
	trans[0][813]	= settr(0,0,0,0,0,"n = 0",0,0,0);
	trans[0][814]	= settr(0,0,0,0,0,"e = 0",0,0,0);
	trans[0][815]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	trans[0][816]	= settr(0,0,0,0,0,"free = 0",0,0,0);
	T = trans[ 0][1227] = settr(1226,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1226,2,819,0,0,"ATOMIC", 1, 2, 0);
	trans[0][819]	= settr(818,2,1226,357,0,"((net[2].kind!=FREE))", 1, 2, 0);
	T = trans[ 0][1226] = settr(1225,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1225,0,820,0,0,"sub-sequence", 1, 2, 0);
	trans[0][820]	= settr(819,2,846,358,358,"k = net[2].kind", 1, 2, 0); /* m: 821 -> 0,846 */
	reached0[821] = 1;
	trans[0][821]	= settr(0,0,0,0,0,"t = net[2].to",0,0,0);
	trans[0][822]	= settr(0,0,0,0,0,"w = net[2].where",0,0,0);
	trans[0][823]	= settr(0,0,0,0,0,"n = net[2].nonce",0,0,0);
	trans[0][824]	= settr(0,0,0,0,0,"e = net[2].epoch",0,0,0);
	T = trans[0][846] = settr(845,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(845,2,843,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(845,2,844,0,0,"IF", 1, 2, 0);
	T = trans[ 0][843] = settr(842,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(842,0,825,0,0,"sub-sequence", 1, 2, 0);
	trans[0][825]	= settr(824,2,835,359,359,"i = 2", 1, 2, 0);
	trans[0][836]	= settr(835,2,835,1,0,".(goto)", 1, 2, 0);
	T = trans[0][835] = settr(834,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(834,2,826,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(834,2,833,0,0,"DO", 1, 2, 0);
	trans[0][826]	= settr(825,2,835,360,360,"((i<(8-1)))", 1, 2, 0); /* m: 827 -> 835,0 */
	reached0[827] = 1;
	trans[0][827]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][828]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][829]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][830]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][831]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][832]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][833]	= settr(832,2,838,2,0,"else", 1, 2, 0);
	trans[0][834]	= settr(833,2,838,1,0,"goto :b29", 1, 2, 0); /* m: 838 -> 0,1217 */
	reached0[838] = 1;
	trans[0][837]	= settr(836,2,838,1,0,"break", 1, 2, 0);
	trans[0][838]	= settr(837,2,1217,361,361,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 839 -> 0,1217 */
	reached0[839] = 1;
	trans[0][839]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][840]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][841]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][842]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][847]	= settr(846,2,1217,1,0,".(goto)", 1, 2, 0);
	trans[0][844]	= settr(843,2,1217,362,362,"((duplicates<1))", 1, 2, 0); /* m: 845 -> 1217,0 */
	reached0[845] = 1;
	trans[0][845]	= settr(0,0,0,0,0,"duplicates = (duplicates+1)",0,0,0);
	T = trans[0][1217] = settr(1216,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1216,2,848,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1216,2,882,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1216,2,1011,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1216,2,1050,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1216,2,1052,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1216,2,1058,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1216,2,1119,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1216,2,1177,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1216,2,1214,0,0,"IF", 1, 2, 0);
	trans[0][848]	= settr(847,2,881,363,0,"((k==PREPARE))", 1, 2, 0);
	T = trans[ 0][881] = settr(880,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(880,0,879,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][879] = settr(878,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(878,2,849,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(878,2,850,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(878,2,878,0,0,"IF", 1, 2, 0);
	trans[0][849]	= settr(848,0,3465,364,364,"((n<=from_controller[t]))", 1, 2, 0); /* m: 1219 -> 3465,0 */
	reached0[1219] = 1;
	trans[0][880]	= settr(879,2,1219,1,0,".(goto)", 1, 2, 0); /* m: 1219 -> 0,3465 */
	reached0[1219] = 1;
	trans[0][850]	= settr(849,2,857,365,365,"(((n>from_controller[t])&&((slot[t]==HERE)==w)))", 1, 2, 0); /* m: 851 -> 857,0 */
	reached0[851] = 1;
	trans[0][851]	= settr(0,0,0,0,0,"from_controller[t] = n",0,0,0);
	T = trans[0][857] = settr(856,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(856,2,852,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(856,2,854,0,0,"IF", 1, 2, 0);
	trans[0][852]	= settr(851,2,877,366,366,"(w)", 1, 2, 0); /* m: 853 -> 877,0 */
	reached0[853] = 1;
	trans[0][853]	= settr(0,0,0,0,0,"near[t] = LEAVING",0,0,0);
	trans[0][858]	= settr(857,2,877,1,0,".(goto)", 1, 2, 0);
	trans[0][854]	= settr(853,2,855,2,0,"else", 1, 2, 0);
	trans[0][855]	= settr(854,2,877,367,367,"near[t] = COMING", 1, 2, 0); /* m: 856 -> 0,877 */
	reached0[856] = 1;
	trans[0][856]	= settr(0,0,0,0,0,"hold[t] = 1",0,0,0);
	T = trans[ 0][877] = settr(876,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(876,0,859,0,0,"sub-sequence", 1, 2, 0);
	trans[0][859]	= settr(858,2,868,368,368,"i = 0", 1, 2, 0); /* m: 860 -> 0,868 */
	reached0[860] = 1;
	trans[0][860]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][869]	= settr(868,2,868,1,0,".(goto)", 1, 2, 0);
	T = trans[0][868] = settr(867,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(867,2,861,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(867,2,864,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(867,2,866,0,0,"DO", 1, 2, 0);
	trans[0][861]	= settr(860,2,868,369,369,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 862 -> 868,0 */
	reached0[862] = 1;
	trans[0][862]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][863]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][864]	= settr(863,2,868,370,370,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 865 -> 868,0 */
	reached0[865] = 1;
	trans[0][865]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][866]	= settr(865,0,3465,371,371,"((i==8))", 1, 2, 0); /* m: 871 -> 3465,0 */
	reached0[871] = 1;
	trans[0][867]	= settr(866,2,871,1,0,"goto :b30", 1, 2, 0); /* m: 871 -> 0,3465 */
	reached0[871] = 1;
	trans[0][870]	= settr(869,2,871,1,0,"break", 1, 2, 0);
	trans[0][871]	= settr(870,0,3465,372,372,"assert((free<8))", 1, 2, 0); /* m: 872 -> 0,3465 */
	reached0[872] = 1;
	trans[0][872]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][873]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][874]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][875]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][876]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][878]	= settr(877,2,1219,2,0,"else", 1, 2, 0);
	trans[0][1218]	= settr(1217,2,1219,1,0,".(goto)", 1, 2, 0); /* m: 1219 -> 0,3465 */
	reached0[1219] = 1;
	trans[0][882]	= settr(881,2,1010,373,0,"((k==ORDER))", 1, 2, 0);
	T = trans[ 0][1010] = settr(1009,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1009,0,1008,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1008] = settr(1007,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1007,2,883,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1007,2,884,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1007,2,904,0,0,"IF", 1, 2, 0);
	trans[0][883]	= settr(882,0,3465,374,374,"((n<from_controller[t]))", 1, 2, 0); /* m: 1219 -> 3465,0 */
	reached0[1219] = 1;
	trans[0][1009]	= settr(1008,2,1219,1,0,".(goto)", 1, 2, 0); /* m: 1219 -> 0,3465 */
	reached0[1219] = 1;
	trans[0][884]	= settr(883,2,903,375,0,"((n==from_controller[t]))", 1, 2, 0);
	T = trans[ 0][903] = settr(902,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(902,0,885,0,0,"sub-sequence", 1, 2, 0);
	trans[0][885]	= settr(884,2,894,376,376,"i = 0", 1, 2, 0); /* m: 886 -> 0,894 */
	reached0[886] = 1;
	trans[0][886]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][895]	= settr(894,2,894,1,0,".(goto)", 1, 2, 0);
	T = trans[0][894] = settr(893,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(893,2,887,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(893,2,890,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(893,2,892,0,0,"DO", 1, 2, 0);
	trans[0][887]	= settr(886,2,894,377,377,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 888 -> 894,0 */
	reached0[888] = 1;
	trans[0][888]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][889]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][890]	= settr(889,2,894,378,378,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 891 -> 894,0 */
	reached0[891] = 1;
	trans[0][891]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][892]	= settr(891,0,3465,379,379,"((i==8))", 1, 2, 0); /* m: 897 -> 3465,0 */
	reached0[897] = 1;
	trans[0][893]	= settr(892,2,897,1,0,"goto :b31", 1, 2, 0); /* m: 897 -> 0,3465 */
	reached0[897] = 1;
	trans[0][896]	= settr(895,2,897,1,0,"break", 1, 2, 0);
	trans[0][897]	= settr(896,0,3465,380,380,"assert((free<8))", 1, 2, 0); /* m: 898 -> 0,3465 */
	reached0[898] = 1;
	trans[0][898]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][899]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][900]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][901]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][902]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][904]	= settr(903,2,987,381,381,"((n>from_controller[t]))", 1, 2, 0); /* m: 905 -> 987,0 */
	reached0[905] = 1;
	trans[0][905]	= settr(0,0,0,0,0,"from_controller[t] = n",0,0,0);
	T = trans[0][987] = settr(986,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(986,2,906,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(986,2,954,0,0,"IF", 1, 2, 0);
	trans[0][906]	= settr(905,2,953,382,382,"((w==t))", 1, 2, 0); /* m: 907 -> 953,0 */
	reached0[907] = 1;
	trans[0][907]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][908]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[ 0][953] = settr(952,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(952,0,909,0,0,"sub-sequence", 1, 2, 0);
	trans[0][909]	= settr(908,2,932,383,383,"slot[t] = HERE", 1, 2, 0); /* m: 910 -> 0,932 */
	reached0[910] = 1;
	trans[0][910]	= settr(0,0,0,0,0,"hold[t] = 0",0,0,0);
	trans[0][911]	= settr(0,0,0,0,0,"registers[t] = 1",0,0,0);
	T = trans[ 0][932] = settr(931,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(931,0,912,0,0,"sub-sequence", 1, 2, 0);
	trans[0][912]	= settr(911,2,931,384,384,"register_nonce[t] = (register_nonce[t]+1)", 1, 2, 0);
	T = trans[ 0][931] = settr(930,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(930,0,913,0,0,"sub-sequence", 1, 2, 0);
	trans[0][913]	= settr(912,2,922,385,385,"i = 0", 1, 2, 0); /* m: 914 -> 0,922 */
	reached0[914] = 1;
	trans[0][914]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][923]	= settr(922,2,922,1,0,".(goto)", 1, 2, 0);
	T = trans[0][922] = settr(921,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(921,2,915,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(921,2,918,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(921,2,920,0,0,"DO", 1, 2, 0);
	trans[0][915]	= settr(914,2,922,386,386,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 916 -> 922,0 */
	reached0[916] = 1;
	trans[0][916]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][917]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][918]	= settr(917,2,922,387,387,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 919 -> 922,0 */
	reached0[919] = 1;
	trans[0][919]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][920]	= settr(919,2,952,388,388,"((i==8))", 1, 2, 0); /* m: 925 -> 952,0 */
	reached0[925] = 1;
	trans[0][921]	= settr(920,2,925,1,0,"goto :b32", 1, 2, 0); /* m: 925 -> 0,952 */
	reached0[925] = 1;
	trans[0][924]	= settr(923,2,925,1,0,"break", 1, 2, 0);
	trans[0][925]	= settr(924,2,952,389,389,"assert((free<8))", 1, 2, 0); /* m: 926 -> 0,952 */
	reached0[926] = 1;
	trans[0][926]	= settr(0,0,0,0,0,"net[free].kind = 13",0,0,0);
	trans[0][927]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][928]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][929]	= settr(0,0,0,0,0,"net[free].nonce = register_nonce[t]",0,0,0);
	trans[0][930]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][933]	= settr(0,0,0,0,0,"own_nonce[t] = (own_nonce[t]+1)",0,0,0);
	T = trans[ 0][952] = settr(951,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(951,0,934,0,0,"sub-sequence", 1, 2, 0);
	trans[0][934]	= settr(933,2,943,390,390,"i = 0", 1, 2, 0); /* m: 935 -> 0,943 */
	reached0[935] = 1;
	trans[0][935]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][944]	= settr(943,2,943,1,0,".(goto)", 1, 2, 0);
	T = trans[0][943] = settr(942,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(942,2,936,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(942,2,939,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(942,2,941,0,0,"DO", 1, 2, 0);
	trans[0][936]	= settr(935,2,943,391,391,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 937 -> 943,0 */
	reached0[937] = 1;
	trans[0][937]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][938]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][939]	= settr(938,2,943,392,392,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 940 -> 943,0 */
	reached0[940] = 1;
	trans[0][940]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][941]	= settr(940,2,1007,393,393,"((i==8))", 1, 2, 0); /* m: 946 -> 1007,0 */
	reached0[946] = 1;
	trans[0][942]	= settr(941,2,946,1,0,"goto :b33", 1, 2, 0); /* m: 946 -> 0,1007 */
	reached0[946] = 1;
	trans[0][945]	= settr(944,2,946,1,0,"break", 1, 2, 0);
	trans[0][946]	= settr(945,2,1007,394,394,"assert((free<8))", 1, 2, 0); /* m: 947 -> 0,1007 */
	reached0[947] = 1;
	trans[0][947]	= settr(0,0,0,0,0,"net[free].kind = 16",0,0,0);
	trans[0][948]	= settr(0,0,0,0,0,"net[free].to = (1-t)",0,0,0);
	trans[0][949]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][950]	= settr(0,0,0,0,0,"net[free].nonce = own_nonce[t]",0,0,0);
	trans[0][951]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][988]	= settr(987,2,1007,1,0,".(goto)", 1, 2, 0);
	trans[0][954]	= settr(953,2,986,2,0,"else", 1, 2, 0);
	T = trans[ 0][986] = settr(985,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(985,0,976,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][976] = settr(975,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(975,2,955,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(975,2,975,0,0,"IF", 1, 2, 0);
	trans[0][955]	= settr(954,2,974,395,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][974] = settr(973,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(973,0,956,0,0,"sub-sequence", 1, 2, 0);
	trans[0][956]	= settr(955,2,965,396,396,"i = 0", 1, 2, 0); /* m: 957 -> 0,965 */
	reached0[957] = 1;
	trans[0][957]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][966]	= settr(965,2,965,1,0,".(goto)", 1, 2, 0);
	T = trans[0][965] = settr(964,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(964,2,958,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(964,2,961,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(964,2,963,0,0,"DO", 1, 2, 0);
	trans[0][958]	= settr(957,2,965,397,397,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 959 -> 965,0 */
	reached0[959] = 1;
	trans[0][959]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][960]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][961]	= settr(960,2,965,398,398,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 962 -> 965,0 */
	reached0[962] = 1;
	trans[0][962]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][963]	= settr(962,2,984,399,399,"((i==8))", 1, 2, 0); /* m: 968 -> 984,0 */
	reached0[968] = 1;
	trans[0][964]	= settr(963,2,968,1,0,"goto :b34", 1, 2, 0); /* m: 968 -> 0,984 */
	reached0[968] = 1;
	trans[0][967]	= settr(966,2,968,1,0,"break", 1, 2, 0);
	trans[0][968]	= settr(967,2,984,400,400,"assert((free<8))", 1, 2, 0); /* m: 969 -> 0,984 */
	reached0[969] = 1;
	trans[0][969]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][970]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][971]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][972]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][973]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][977]	= settr(976,2,978,1,0,".(goto)", 1, 2, 0); /* m: 978 -> 0,984 */
	reached0[978] = 1;
	trans[0][975]	= settr(974,2,978,2,0,"else", 1, 2, 0);
	trans[0][978]	= settr(977,2,984,401,401,"slot[t] = AWAY", 1, 2, 0); /* m: 979 -> 0,984 */
	reached0[979] = 1;
	trans[0][979]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][980]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][984] = settr(983,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(983,2,981,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(983,2,983,0,0,"IF", 1, 2, 0);
	trans[0][981]	= settr(980,2,1007,402,402,"((near[t]==LEAVING))", 1, 2, 0); /* m: 982 -> 1007,0 */
	reached0[982] = 1;
	trans[0][982]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][985]	= settr(984,2,1007,1,0,".(goto)", 1, 2, 0);
	trans[0][983]	= settr(982,2,1007,2,0,"else", 1, 2, 0);
	T = trans[ 0][1007] = settr(1006,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1006,0,989,0,0,"sub-sequence", 1, 2, 0);
	trans[0][989]	= settr(988,2,998,403,403,"i = 0", 1, 2, 0); /* m: 990 -> 0,998 */
	reached0[990] = 1;
	trans[0][990]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][999]	= settr(998,2,998,1,0,".(goto)", 1, 2, 0);
	T = trans[0][998] = settr(997,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(997,2,991,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(997,2,994,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(997,2,996,0,0,"DO", 1, 2, 0);
	trans[0][991]	= settr(990,2,998,404,404,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 992 -> 998,0 */
	reached0[992] = 1;
	trans[0][992]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][993]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][994]	= settr(993,2,998,405,405,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 995 -> 998,0 */
	reached0[995] = 1;
	trans[0][995]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][996]	= settr(995,0,3465,406,406,"((i==8))", 1, 2, 0); /* m: 1001 -> 3465,0 */
	reached0[1001] = 1;
	trans[0][997]	= settr(996,2,1001,1,0,"goto :b35", 1, 2, 0); /* m: 1001 -> 0,3465 */
	reached0[1001] = 1;
	trans[0][1000]	= settr(999,2,1001,1,0,"break", 1, 2, 0);
	trans[0][1001]	= settr(1000,0,3465,407,407,"assert((free<8))", 1, 2, 0); /* m: 1002 -> 0,3465 */
	reached0[1002] = 1;
	trans[0][1002]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][1003]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][1004]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][1005]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][1006]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][1011]	= settr(1010,2,1049,408,0,"((k==PEER))", 1, 2, 0);
	T = trans[ 0][1049] = settr(1048,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1048,0,1047,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1047] = settr(1046,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1046,2,1012,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1046,2,1046,0,0,"IF", 1, 2, 0);
	trans[0][1012]	= settr(1011,2,1045,409,409,"((n>from_peer[t]))", 1, 2, 0); /* m: 1013 -> 1045,0 */
	reached0[1013] = 1;
	trans[0][1013]	= settr(0,0,0,0,0,"from_peer[t] = n",0,0,0);
	T = trans[ 0][1045] = settr(1044,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1044,0,1035,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1035] = settr(1034,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1034,2,1014,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1034,2,1034,0,0,"IF", 1, 2, 0);
	trans[0][1014]	= settr(1013,2,1033,410,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][1033] = settr(1032,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1032,0,1015,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1015]	= settr(1014,2,1024,411,411,"i = 0", 1, 2, 0); /* m: 1016 -> 0,1024 */
	reached0[1016] = 1;
	trans[0][1016]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1025]	= settr(1024,2,1024,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1024] = settr(1023,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1023,2,1017,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1023,2,1020,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1023,2,1022,0,0,"DO", 1, 2, 0);
	trans[0][1017]	= settr(1016,2,1024,412,412,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1018 -> 1024,0 */
	reached0[1018] = 1;
	trans[0][1018]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1019]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1020]	= settr(1019,2,1024,413,413,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1021 -> 1024,0 */
	reached0[1021] = 1;
	trans[0][1021]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1022]	= settr(1021,2,1043,414,414,"((i==8))", 1, 2, 0); /* m: 1027 -> 1043,0 */
	reached0[1027] = 1;
	trans[0][1023]	= settr(1022,2,1027,1,0,"goto :b36", 1, 2, 0); /* m: 1027 -> 0,1043 */
	reached0[1027] = 1;
	trans[0][1026]	= settr(1025,2,1027,1,0,"break", 1, 2, 0);
	trans[0][1027]	= settr(1026,2,1043,415,415,"assert((free<8))", 1, 2, 0); /* m: 1028 -> 0,1043 */
	reached0[1028] = 1;
	trans[0][1028]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][1029]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][1030]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][1031]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][1032]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][1036]	= settr(1035,2,1037,1,0,".(goto)", 1, 2, 0); /* m: 1037 -> 0,1043 */
	reached0[1037] = 1;
	trans[0][1034]	= settr(1033,2,1037,2,0,"else", 1, 2, 0);
	trans[0][1037]	= settr(1036,2,1043,416,416,"slot[t] = AWAY", 1, 2, 0); /* m: 1038 -> 0,1043 */
	reached0[1038] = 1;
	trans[0][1038]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][1039]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][1043] = settr(1042,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1042,2,1040,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1042,2,1042,0,0,"IF", 1, 2, 0);
	trans[0][1040]	= settr(1039,0,3465,417,417,"((near[t]==LEAVING))", 1, 2, 0); /* m: 1041 -> 3465,0 */
	reached0[1041] = 1;
	trans[0][1041]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][1044]	= settr(1043,2,1219,1,0,".(goto)", 1, 2, 0); /* m: 1219 -> 0,3465 */
	reached0[1219] = 1;
	trans[0][1042]	= settr(1041,2,1219,2,0,"else", 1, 2, 0);
	trans[0][1048]	= settr(1047,2,1219,1,0,".(goto)", 1, 2, 0); /* m: 1219 -> 0,3465 */
	reached0[1219] = 1;
	trans[0][1046]	= settr(1045,2,1219,2,0,"else", 1, 2, 0);
	trans[0][1050]	= settr(1049,0,3465,418,418,"((k==UPDATE))", 1, 2, 0); /* m: 1051 -> 3465,0 */
	reached0[1051] = 1;
	trans[0][1051]	= settr(0,0,0,0,0,"cache = w",0,0,0);
	trans[0][1052]	= settr(1051,2,1056,419,0,"((k==ACK))", 1, 2, 0);
	T = trans[0][1056] = settr(1055,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1055,2,1053,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1055,2,1055,0,0,"IF", 1, 2, 0);
	trans[0][1053]	= settr(1052,0,3465,420,420,"((n>acknowledged[t]))", 1, 2, 0); /* m: 1054 -> 3465,0 */
	reached0[1054] = 1;
	trans[0][1054]	= settr(0,0,0,0,0,"acknowledged[t] = n",0,0,0);
	trans[0][1057]	= settr(1056,2,1219,1,0,".(goto)", 1, 2, 0); /* m: 1219 -> 0,3465 */
	reached0[1219] = 1;
	trans[0][1055]	= settr(1054,2,1219,2,0,"else", 1, 2, 0);
	trans[0][1058]	= settr(1057,2,1118,421,0,"((k==REGISTER))", 1, 2, 0);
	T = trans[ 0][1118] = settr(1117,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1117,0,1116,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1116] = settr(1115,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1115,2,1059,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1115,2,1060,0,0,"IF", 1, 2, 0);
	trans[0][1059]	= settr(1058,0,3465,422,422,"((n<=seen_register[w]))", 1, 2, 0); /* m: 1219 -> 3465,0 */
	reached0[1219] = 1;
	trans[0][1117]	= settr(1116,2,1219,1,0,".(goto)", 1, 2, 0); /* m: 1219 -> 0,3465 */
	reached0[1219] = 1;
	trans[0][1060]	= settr(1059,2,1061,2,0,"else", 1, 2, 0);
	trans[0][1061]	= settr(1060,2,1114,423,423,"seen_register[w] = n", 1, 2, 0);
	T = trans[0][1114] = settr(1113,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1113,2,1062,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1113,2,1063,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1113,2,1086,0,0,"IF", 1, 2, 0);
	trans[0][1062]	= settr(1061,0,3465,424,424,"((owner==w))", 1, 2, 0); /* m: 1219 -> 3465,0 */
	reached0[1219] = 1;
	trans[0][1115]	= settr(1114,2,1219,1,0,".(goto)", 1, 2, 0); /* m: 1219 -> 0,3465 */
	reached0[1219] = 1;
	trans[0][1063]	= settr(1062,2,1085,425,0,"(((owner!=w)&&(lost[w]==UNTOLD)))", 1, 2, 0);
	T = trans[ 0][1085] = settr(1084,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1084,0,1064,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1064]	= settr(1063,2,1084,426,426,"notice_nonce = (notice_nonce+1)", 1, 2, 0); /* m: 1065 -> 0,1084 */
	reached0[1065] = 1;
	trans[0][1065]	= settr(0,0,0,0,0,"notice_to[w] = notice_nonce",0,0,0);
	T = trans[ 0][1084] = settr(1083,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1083,0,1066,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1066]	= settr(1065,2,1075,427,427,"i = 0", 1, 2, 0); /* m: 1067 -> 0,1075 */
	reached0[1067] = 1;
	trans[0][1067]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1076]	= settr(1075,2,1075,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1075] = settr(1074,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1074,2,1068,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1074,2,1071,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1074,2,1073,0,0,"DO", 1, 2, 0);
	trans[0][1068]	= settr(1067,2,1075,428,428,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1069 -> 1075,0 */
	reached0[1069] = 1;
	trans[0][1069]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1070]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1071]	= settr(1070,2,1075,429,429,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1072 -> 1075,0 */
	reached0[1072] = 1;
	trans[0][1072]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1073]	= settr(1072,0,3465,430,430,"((i==8))", 1, 2, 0); /* m: 1078 -> 3465,0 */
	reached0[1078] = 1;
	trans[0][1074]	= settr(1073,2,1078,1,0,"goto :b37", 1, 2, 0); /* m: 1078 -> 0,3465 */
	reached0[1078] = 1;
	trans[0][1077]	= settr(1076,2,1078,1,0,"break", 1, 2, 0);
	trans[0][1078]	= settr(1077,0,3465,431,431,"assert((free<8))", 1, 2, 0); /* m: 1079 -> 0,3465 */
	reached0[1079] = 1;
	trans[0][1079]	= settr(0,0,0,0,0,"net[free].kind = 12",0,0,0);
	trans[0][1080]	= settr(0,0,0,0,0,"net[free].to = w",0,0,0);
	trans[0][1081]	= settr(0,0,0,0,0,"net[free].where = (1-w)",0,0,0);
	trans[0][1082]	= settr(0,0,0,0,0,"net[free].nonce = notice_nonce",0,0,0);
	trans[0][1083]	= settr(0,0,0,0,0,"net[free].epoch = owner_epoch",0,0,0);
	trans[0][1086]	= settr(1085,2,1113,432,432,"(((owner!=w)&&(lost[w]!=UNTOLD)))", 1, 2, 0); /* m: 1087 -> 1113,0 */
	reached0[1087] = 1;
	trans[0][1087]	= settr(0,0,0,0,0,"assert((e>=owner_epoch))",0,0,0);
	trans[0][1088]	= settr(0,0,0,0,0,"owner = w",0,0,0);
	trans[0][1089]	= settr(0,0,0,0,0,"owner_epoch = e",0,0,0);
	trans[0][1090]	= settr(0,0,0,0,0,"lost[w] = NOT_LOST",0,0,0);
	trans[0][1091]	= settr(0,0,0,0,0,"lost[(1-w)] = UNTOLD",0,0,0);
	T = trans[ 0][1113] = settr(1112,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1112,0,1092,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1092]	= settr(1091,2,1112,433,433,"notice_nonce = (notice_nonce+1)", 1, 2, 0); /* m: 1093 -> 0,1112 */
	reached0[1093] = 1;
	trans[0][1093]	= settr(0,0,0,0,0,"notice_to[(1-w)] = notice_nonce",0,0,0);
	T = trans[ 0][1112] = settr(1111,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1111,0,1094,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1094]	= settr(1093,2,1103,434,434,"i = 0", 1, 2, 0); /* m: 1095 -> 0,1103 */
	reached0[1095] = 1;
	trans[0][1095]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1104]	= settr(1103,2,1103,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1103] = settr(1102,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1102,2,1096,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1102,2,1099,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1102,2,1101,0,0,"DO", 1, 2, 0);
	trans[0][1096]	= settr(1095,2,1103,435,435,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1097 -> 1103,0 */
	reached0[1097] = 1;
	trans[0][1097]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1098]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1099]	= settr(1098,2,1103,436,436,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1100 -> 1103,0 */
	reached0[1100] = 1;
	trans[0][1100]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1101]	= settr(1100,0,3465,437,437,"((i==8))", 1, 2, 0); /* m: 1106 -> 3465,0 */
	reached0[1106] = 1;
	trans[0][1102]	= settr(1101,2,1106,1,0,"goto :b38", 1, 2, 0); /* m: 1106 -> 0,3465 */
	reached0[1106] = 1;
	trans[0][1105]	= settr(1104,2,1106,1,0,"break", 1, 2, 0);
	trans[0][1106]	= settr(1105,0,3465,438,438,"assert((free<8))", 1, 2, 0); /* m: 1107 -> 0,3465 */
	reached0[1107] = 1;
	trans[0][1107]	= settr(0,0,0,0,0,"net[free].kind = 12",0,0,0);
	trans[0][1108]	= settr(0,0,0,0,0,"net[free].to = (1-w)",0,0,0);
	trans[0][1109]	= settr(0,0,0,0,0,"net[free].where = (1-(1-w))",0,0,0);
	trans[0][1110]	= settr(0,0,0,0,0,"net[free].nonce = notice_nonce",0,0,0);
	trans[0][1111]	= settr(0,0,0,0,0,"net[free].epoch = owner_epoch",0,0,0);
	trans[0][1119]	= settr(1118,2,1176,439,0,"((k==NOTICE))", 1, 2, 0);
	T = trans[ 0][1176] = settr(1175,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1175,0,1155,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1155] = settr(1154,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1154,2,1120,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1154,2,1154,0,0,"IF", 1, 2, 0);
	trans[0][1120]	= settr(1119,2,1153,440,440,"((n>from_server[t]))", 1, 2, 0); /* m: 1121 -> 1153,0 */
	reached0[1121] = 1;
	trans[0][1121]	= settr(0,0,0,0,0,"from_server[t] = n",0,0,0);
	T = trans[ 0][1153] = settr(1152,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1152,0,1143,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1143] = settr(1142,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1142,2,1122,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1142,2,1142,0,0,"IF", 1, 2, 0);
	trans[0][1122]	= settr(1121,2,1141,441,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][1141] = settr(1140,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1140,0,1123,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1123]	= settr(1122,2,1132,442,442,"i = 0", 1, 2, 0); /* m: 1124 -> 0,1132 */
	reached0[1124] = 1;
	trans[0][1124]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1133]	= settr(1132,2,1132,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1132] = settr(1131,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1131,2,1125,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1131,2,1128,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1131,2,1130,0,0,"DO", 1, 2, 0);
	trans[0][1125]	= settr(1124,2,1132,443,443,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1126 -> 1132,0 */
	reached0[1126] = 1;
	trans[0][1126]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1127]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1128]	= settr(1127,2,1132,444,444,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1129 -> 1132,0 */
	reached0[1129] = 1;
	trans[0][1129]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1130]	= settr(1129,2,1151,445,445,"((i==8))", 1, 2, 0); /* m: 1135 -> 1151,0 */
	reached0[1135] = 1;
	trans[0][1131]	= settr(1130,2,1135,1,0,"goto :b39", 1, 2, 0); /* m: 1135 -> 0,1151 */
	reached0[1135] = 1;
	trans[0][1134]	= settr(1133,2,1135,1,0,"break", 1, 2, 0);
	trans[0][1135]	= settr(1134,2,1151,446,446,"assert((free<8))", 1, 2, 0); /* m: 1136 -> 0,1151 */
	reached0[1136] = 1;
	trans[0][1136]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][1137]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][1138]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][1139]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][1140]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][1144]	= settr(1143,2,1145,1,0,".(goto)", 1, 2, 0); /* m: 1145 -> 0,1151 */
	reached0[1145] = 1;
	trans[0][1142]	= settr(1141,2,1145,2,0,"else", 1, 2, 0);
	trans[0][1145]	= settr(1144,2,1151,447,447,"slot[t] = AWAY", 1, 2, 0); /* m: 1146 -> 0,1151 */
	reached0[1146] = 1;
	trans[0][1146]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][1147]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][1151] = settr(1150,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1150,2,1148,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1150,2,1150,0,0,"IF", 1, 2, 0);
	trans[0][1148]	= settr(1147,2,1175,448,448,"((near[t]==LEAVING))", 1, 2, 0); /* m: 1149 -> 1175,0 */
	reached0[1149] = 1;
	trans[0][1149]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][1152]	= settr(1151,2,1175,1,0,".(goto)", 1, 2, 0);
	trans[0][1150]	= settr(1149,2,1175,2,0,"else", 1, 2, 0);
	trans[0][1156]	= settr(1155,2,1175,1,0,".(goto)", 1, 2, 0);
	trans[0][1154]	= settr(1153,2,1175,2,0,"else", 1, 2, 0);
	T = trans[ 0][1175] = settr(1174,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1174,0,1157,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1157]	= settr(1156,2,1166,449,449,"i = 0", 1, 2, 0); /* m: 1158 -> 0,1166 */
	reached0[1158] = 1;
	trans[0][1158]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1167]	= settr(1166,2,1166,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1166] = settr(1165,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1165,2,1159,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1165,2,1162,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1165,2,1164,0,0,"DO", 1, 2, 0);
	trans[0][1159]	= settr(1158,2,1166,450,450,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1160 -> 1166,0 */
	reached0[1160] = 1;
	trans[0][1160]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1161]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1162]	= settr(1161,2,1166,451,451,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1163 -> 1166,0 */
	reached0[1163] = 1;
	trans[0][1163]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1164]	= settr(1163,0,3465,452,452,"((i==8))", 1, 2, 0); /* m: 1169 -> 3465,0 */
	reached0[1169] = 1;
	trans[0][1165]	= settr(1164,2,1169,1,0,"goto :b40", 1, 2, 0); /* m: 1169 -> 0,3465 */
	reached0[1169] = 1;
	trans[0][1168]	= settr(1167,2,1169,1,0,"break", 1, 2, 0);
	trans[0][1169]	= settr(1168,0,3465,453,453,"assert((free<8))", 1, 2, 0); /* m: 1170 -> 0,3465 */
	reached0[1170] = 1;
	trans[0][1170]	= settr(0,0,0,0,0,"net[free].kind = 11",0,0,0);
	trans[0][1171]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][1172]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][1173]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][1174]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][1177]	= settr(1176,2,1213,454,0,"((k==NOTICE_ACK))", 1, 2, 0);
	T = trans[ 0][1213] = settr(1212,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1212,0,1211,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1211] = settr(1210,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1210,2,1178,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1210,2,1210,0,0,"IF", 1, 2, 0);
	trans[0][1178]	= settr(1177,2,1209,455,455,"(((n==notice_to[w])&&(lost[w]==UNTOLD)))", 1, 2, 0); /* m: 1179 -> 1209,0 */
	reached0[1179] = 1;
	trans[0][1179]	= settr(0,0,0,0,0,"lost[w] = TOLD",0,0,0);
	T = trans[ 0][1209] = settr(1208,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1208,0,1180,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1180]	= settr(1179,2,1205,456,456,"free = 0", 1, 2, 0);
	trans[0][1206]	= settr(1205,2,1205,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1205] = settr(1204,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1204,2,1181,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1204,2,1201,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1204,2,1203,0,0,"DO", 1, 2, 0);
	trans[0][1181]	= settr(1180,2,1200,457,0,"((((free<8)&&(net[free].kind==REGISTER))&&(net[free].where==w)))", 1, 2, 0);
	T = trans[ 0][1200] = settr(1199,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1199,0,1182,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1182]	= settr(1181,2,1192,458,458,"i = free", 1, 2, 0);
	trans[0][1193]	= settr(1192,2,1192,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1192] = settr(1191,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1191,2,1183,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1191,2,1190,0,0,"DO", 1, 2, 0);
	trans[0][1183]	= settr(1182,2,1192,459,459,"((i<(8-1)))", 1, 2, 0); /* m: 1184 -> 1192,0 */
	reached0[1184] = 1;
	trans[0][1184]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][1185]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][1186]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][1187]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][1188]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][1189]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1190]	= settr(1189,2,1195,2,0,"else", 1, 2, 0);
	trans[0][1191]	= settr(1190,2,1195,1,0,"goto :b42", 1, 2, 0); /* m: 1195 -> 0,1205 */
	reached0[1195] = 1;
	trans[0][1194]	= settr(1193,2,1195,1,0,"break", 1, 2, 0);
	trans[0][1195]	= settr(1194,2,1205,460,460,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 1196 -> 0,1205 */
	reached0[1196] = 1;
	trans[0][1196]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][1197]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][1198]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][1199]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][1201]	= settr(1200,2,1205,461,461,"(((free<8)&&!(((net[free].kind==REGISTER)&&(net[free].where==w)))))", 1, 2, 0); /* m: 1202 -> 1205,0 */
	reached0[1202] = 1;
	trans[0][1202]	= settr(0,0,0,0,0,"free = (free+1)",0,0,0);
	trans[0][1203]	= settr(1202,0,3465,462,462,"((free==8))", 1, 2, 0); /* m: 1208 -> 3465,0 */
	reached0[1208] = 1;
	trans[0][1204]	= settr(1203,2,1208,1,0,"goto :b41", 1, 2, 0); /* m: 1208 -> 0,3465 */
	reached0[1208] = 1;
	trans[0][1207]	= settr(1206,2,1208,1,0,"break", 1, 2, 0);
	trans[0][1208]	= settr(1207,0,3465,463,463,"free = 0", 1, 2, 0); /* m: 1219 -> 0,3465 */
	reached0[1219] = 1;
	trans[0][1212]	= settr(1211,2,1219,1,0,".(goto)", 1, 2, 0); /* m: 1219 -> 0,3465 */
	reached0[1219] = 1;
	trans[0][1210]	= settr(1209,2,1219,2,0,"else", 1, 2, 0);
	trans[0][1214]	= settr(1213,0,3465,464,464,"((k==REPLY))", 1, 2, 0); /* m: 1215 -> 3465,0 */
	reached0[1215] = 1;
	trans[0][1215]	= settr(0,0,0,0,0,"asked = 0",0,0,0);
	trans[0][1216]	= settr(0,0,0,0,0,"cache = w",0,0,0);
	trans[0][1219]	= settr(1218,0,3465,465,465,"k = FREE", 1, 2, 0); /* m: 1220 -> 0,3465 */
	reached0[1220] = 1;
	trans[0][1220]	= settr(0,0,0,0,0,"t = 0",0,0,0);
	trans[0][1221]	= settr(0,0,0,0,0,"w = 0",0,0,0);
	trans[0][1222]	= settr(0,0,0,0,0,"n = 0",0,0,0);
	trans[0][1223]	= settr(0,0,0,0,0,"e = 0",0,0,0);
	trans[0][1224]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	trans[0][1225]	= settr(0,0,0,0,0,"free = 0",0,0,0);
	T = trans[ 0][1636] = settr(1635,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1635,2,1228,0,0,"ATOMIC", 1, 2, 0);
	trans[0][1228]	= settr(1227,2,1635,466,0,"((net[3].kind!=FREE))", 1, 2, 0);
	T = trans[ 0][1635] = settr(1634,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1634,0,1229,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1229]	= settr(1228,2,1255,467,467,"k = net[3].kind", 1, 2, 0); /* m: 1230 -> 0,1255 */
	reached0[1230] = 1;
	trans[0][1230]	= settr(0,0,0,0,0,"t = net[3].to",0,0,0);
	trans[0][1231]	= settr(0,0,0,0,0,"w = net[3].where",0,0,0);
	trans[0][1232]	= settr(0,0,0,0,0,"n = net[3].nonce",0,0,0);
	trans[0][1233]	= settr(0,0,0,0,0,"e = net[3].epoch",0,0,0);
	T = trans[0][1255] = settr(1254,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1254,2,1252,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1254,2,1253,0,0,"IF", 1, 2, 0);
	T = trans[ 0][1252] = settr(1251,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1251,0,1234,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1234]	= settr(1233,2,1244,468,468,"i = 3", 1, 2, 0);
	trans[0][1245]	= settr(1244,2,1244,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1244] = settr(1243,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1243,2,1235,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1243,2,1242,0,0,"DO", 1, 2, 0);
	trans[0][1235]	= settr(1234,2,1244,469,469,"((i<(8-1)))", 1, 2, 0); /* m: 1236 -> 1244,0 */
	reached0[1236] = 1;
	trans[0][1236]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][1237]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][1238]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][1239]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][1240]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][1241]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1242]	= settr(1241,2,1247,2,0,"else", 1, 2, 0);
	trans[0][1243]	= settr(1242,2,1247,1,0,"goto :b43", 1, 2, 0); /* m: 1247 -> 0,1626 */
	reached0[1247] = 1;
	trans[0][1246]	= settr(1245,2,1247,1,0,"break", 1, 2, 0);
	trans[0][1247]	= settr(1246,2,1626,470,470,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 1248 -> 0,1626 */
	reached0[1248] = 1;
	trans[0][1248]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][1249]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][1250]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][1251]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][1256]	= settr(1255,2,1626,1,0,".(goto)", 1, 2, 0);
	trans[0][1253]	= settr(1252,2,1626,471,471,"((duplicates<1))", 1, 2, 0); /* m: 1254 -> 1626,0 */
	reached0[1254] = 1;
	trans[0][1254]	= settr(0,0,0,0,0,"duplicates = (duplicates+1)",0,0,0);
	T = trans[0][1626] = settr(1625,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1625,2,1257,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1625,2,1291,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1625,2,1420,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1625,2,1459,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1625,2,1461,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1625,2,1467,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1625,2,1528,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1625,2,1586,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1625,2,1623,0,0,"IF", 1, 2, 0);
	trans[0][1257]	= settr(1256,2,1290,472,0,"((k==PREPARE))", 1, 2, 0);
	T = trans[ 0][1290] = settr(1289,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1289,0,1288,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1288] = settr(1287,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1287,2,1258,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1287,2,1259,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1287,2,1287,0,0,"IF", 1, 2, 0);
	trans[0][1258]	= settr(1257,0,3465,473,473,"((n<=from_controller[t]))", 1, 2, 0); /* m: 1628 -> 3465,0 */
	reached0[1628] = 1;
	trans[0][1289]	= settr(1288,2,1628,1,0,".(goto)", 1, 2, 0); /* m: 1628 -> 0,3465 */
	reached0[1628] = 1;
	trans[0][1259]	= settr(1258,2,1266,474,474,"(((n>from_controller[t])&&((slot[t]==HERE)==w)))", 1, 2, 0); /* m: 1260 -> 1266,0 */
	reached0[1260] = 1;
	trans[0][1260]	= settr(0,0,0,0,0,"from_controller[t] = n",0,0,0);
	T = trans[0][1266] = settr(1265,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1265,2,1261,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1265,2,1263,0,0,"IF", 1, 2, 0);
	trans[0][1261]	= settr(1260,2,1286,475,475,"(w)", 1, 2, 0); /* m: 1262 -> 1286,0 */
	reached0[1262] = 1;
	trans[0][1262]	= settr(0,0,0,0,0,"near[t] = LEAVING",0,0,0);
	trans[0][1267]	= settr(1266,2,1286,1,0,".(goto)", 1, 2, 0);
	trans[0][1263]	= settr(1262,2,1264,2,0,"else", 1, 2, 0);
	trans[0][1264]	= settr(1263,2,1286,476,476,"near[t] = COMING", 1, 2, 0); /* m: 1265 -> 0,1286 */
	reached0[1265] = 1;
	trans[0][1265]	= settr(0,0,0,0,0,"hold[t] = 1",0,0,0);
	T = trans[ 0][1286] = settr(1285,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1285,0,1268,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1268]	= settr(1267,2,1277,477,477,"i = 0", 1, 2, 0); /* m: 1269 -> 0,1277 */
	reached0[1269] = 1;
	trans[0][1269]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1278]	= settr(1277,2,1277,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1277] = settr(1276,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1276,2,1270,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1276,2,1273,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1276,2,1275,0,0,"DO", 1, 2, 0);
	trans[0][1270]	= settr(1269,2,1277,478,478,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1271 -> 1277,0 */
	reached0[1271] = 1;
	trans[0][1271]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1272]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1273]	= settr(1272,2,1277,479,479,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1274 -> 1277,0 */
	reached0[1274] = 1;
	trans[0][1274]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1275]	= settr(1274,0,3465,480,480,"((i==8))", 1, 2, 0); /* m: 1280 -> 3465,0 */
	reached0[1280] = 1;
	trans[0][1276]	= settr(1275,2,1280,1,0,"goto :b44", 1, 2, 0); /* m: 1280 -> 0,3465 */
	reached0[1280] = 1;
	trans[0][1279]	= settr(1278,2,1280,1,0,"break", 1, 2, 0);
	trans[0][1280]	= settr(1279,0,3465,481,481,"assert((free<8))", 1, 2, 0); /* m: 1281 -> 0,3465 */
	reached0[1281] = 1;
	trans[0][1281]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][1282]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][1283]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][1284]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][1285]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][1287]	= settr(1286,2,1628,2,0,"else", 1, 2, 0);
	trans[0][1627]	= settr(1626,2,1628,1,0,".(goto)", 1, 2, 0); /* m: 1628 -> 0,3465 */
	reached0[1628] = 1;
	trans[0][1291]	= settr(1290,2,1419,482,0,"((k==ORDER))", 1, 2, 0);
	T = trans[ 0][1419] = settr(1418,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1418,0,1417,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1417] = settr(1416,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1416,2,1292,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1416,2,1293,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1416,2,1313,0,0,"IF", 1, 2, 0);
	trans[0][1292]	= settr(1291,0,3465,483,483,"((n<from_controller[t]))", 1, 2, 0); /* m: 1628 -> 3465,0 */
	reached0[1628] = 1;
	trans[0][1418]	= settr(1417,2,1628,1,0,".(goto)", 1, 2, 0); /* m: 1628 -> 0,3465 */
	reached0[1628] = 1;
	trans[0][1293]	= settr(1292,2,1312,484,0,"((n==from_controller[t]))", 1, 2, 0);
	T = trans[ 0][1312] = settr(1311,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1311,0,1294,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1294]	= settr(1293,2,1303,485,485,"i = 0", 1, 2, 0); /* m: 1295 -> 0,1303 */
	reached0[1295] = 1;
	trans[0][1295]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1304]	= settr(1303,2,1303,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1303] = settr(1302,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1302,2,1296,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1302,2,1299,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1302,2,1301,0,0,"DO", 1, 2, 0);
	trans[0][1296]	= settr(1295,2,1303,486,486,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1297 -> 1303,0 */
	reached0[1297] = 1;
	trans[0][1297]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1298]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1299]	= settr(1298,2,1303,487,487,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1300 -> 1303,0 */
	reached0[1300] = 1;
	trans[0][1300]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1301]	= settr(1300,0,3465,488,488,"((i==8))", 1, 2, 0); /* m: 1306 -> 3465,0 */
	reached0[1306] = 1;
	trans[0][1302]	= settr(1301,2,1306,1,0,"goto :b45", 1, 2, 0); /* m: 1306 -> 0,3465 */
	reached0[1306] = 1;
	trans[0][1305]	= settr(1304,2,1306,1,0,"break", 1, 2, 0);
	trans[0][1306]	= settr(1305,0,3465,489,489,"assert((free<8))", 1, 2, 0); /* m: 1307 -> 0,3465 */
	reached0[1307] = 1;
	trans[0][1307]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][1308]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][1309]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][1310]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][1311]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][1313]	= settr(1312,2,1396,490,490,"((n>from_controller[t]))", 1, 2, 0); /* m: 1314 -> 1396,0 */
	reached0[1314] = 1;
	trans[0][1314]	= settr(0,0,0,0,0,"from_controller[t] = n",0,0,0);
	T = trans[0][1396] = settr(1395,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1395,2,1315,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1395,2,1363,0,0,"IF", 1, 2, 0);
	trans[0][1315]	= settr(1314,2,1362,491,491,"((w==t))", 1, 2, 0); /* m: 1316 -> 1362,0 */
	reached0[1316] = 1;
	trans[0][1316]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][1317]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[ 0][1362] = settr(1361,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1361,0,1318,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1318]	= settr(1317,2,1341,492,492,"slot[t] = HERE", 1, 2, 0); /* m: 1319 -> 0,1341 */
	reached0[1319] = 1;
	trans[0][1319]	= settr(0,0,0,0,0,"hold[t] = 0",0,0,0);
	trans[0][1320]	= settr(0,0,0,0,0,"registers[t] = 1",0,0,0);
	T = trans[ 0][1341] = settr(1340,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1340,0,1321,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1321]	= settr(1320,2,1340,493,493,"register_nonce[t] = (register_nonce[t]+1)", 1, 2, 0);
	T = trans[ 0][1340] = settr(1339,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1339,0,1322,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1322]	= settr(1321,2,1331,494,494,"i = 0", 1, 2, 0); /* m: 1323 -> 0,1331 */
	reached0[1323] = 1;
	trans[0][1323]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1332]	= settr(1331,2,1331,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1331] = settr(1330,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1330,2,1324,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1330,2,1327,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1330,2,1329,0,0,"DO", 1, 2, 0);
	trans[0][1324]	= settr(1323,2,1331,495,495,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1325 -> 1331,0 */
	reached0[1325] = 1;
	trans[0][1325]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1326]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1327]	= settr(1326,2,1331,496,496,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1328 -> 1331,0 */
	reached0[1328] = 1;
	trans[0][1328]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1329]	= settr(1328,2,1361,497,497,"((i==8))", 1, 2, 0); /* m: 1334 -> 1361,0 */
	reached0[1334] = 1;
	trans[0][1330]	= settr(1329,2,1334,1,0,"goto :b46", 1, 2, 0); /* m: 1334 -> 0,1361 */
	reached0[1334] = 1;
	trans[0][1333]	= settr(1332,2,1334,1,0,"break", 1, 2, 0);
	trans[0][1334]	= settr(1333,2,1361,498,498,"assert((free<8))", 1, 2, 0); /* m: 1335 -> 0,1361 */
	reached0[1335] = 1;
	trans[0][1335]	= settr(0,0,0,0,0,"net[free].kind = 13",0,0,0);
	trans[0][1336]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][1337]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][1338]	= settr(0,0,0,0,0,"net[free].nonce = register_nonce[t]",0,0,0);
	trans[0][1339]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][1342]	= settr(0,0,0,0,0,"own_nonce[t] = (own_nonce[t]+1)",0,0,0);
	T = trans[ 0][1361] = settr(1360,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1360,0,1343,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1343]	= settr(1342,2,1352,499,499,"i = 0", 1, 2, 0); /* m: 1344 -> 0,1352 */
	reached0[1344] = 1;
	trans[0][1344]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1353]	= settr(1352,2,1352,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1352] = settr(1351,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1351,2,1345,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1351,2,1348,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1351,2,1350,0,0,"DO", 1, 2, 0);
	trans[0][1345]	= settr(1344,2,1352,500,500,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1346 -> 1352,0 */
	reached0[1346] = 1;
	trans[0][1346]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1347]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1348]	= settr(1347,2,1352,501,501,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1349 -> 1352,0 */
	reached0[1349] = 1;
	trans[0][1349]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1350]	= settr(1349,2,1416,502,502,"((i==8))", 1, 2, 0); /* m: 1355 -> 1416,0 */
	reached0[1355] = 1;
	trans[0][1351]	= settr(1350,2,1355,1,0,"goto :b47", 1, 2, 0); /* m: 1355 -> 0,1416 */
	reached0[1355] = 1;
	trans[0][1354]	= settr(1353,2,1355,1,0,"break", 1, 2, 0);
	trans[0][1355]	= settr(1354,2,1416,503,503,"assert((free<8))", 1, 2, 0); /* m: 1356 -> 0,1416 */
	reached0[1356] = 1;
	trans[0][1356]	= settr(0,0,0,0,0,"net[free].kind = 16",0,0,0);
	trans[0][1357]	= settr(0,0,0,0,0,"net[free].to = (1-t)",0,0,0);
	trans[0][1358]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][1359]	= settr(0,0,0,0,0,"net[free].nonce = own_nonce[t]",0,0,0);
	trans[0][1360]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][1397]	= settr(1396,2,1416,1,0,".(goto)", 1, 2, 0);
	trans[0][1363]	= settr(1362,2,1395,2,0,"else", 1, 2, 0);
	T = trans[ 0][1395] = settr(1394,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1394,0,1385,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1385] = settr(1384,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1384,2,1364,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1384,2,1384,0,0,"IF", 1, 2, 0);
	trans[0][1364]	= settr(1363,2,1383,504,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][1383] = settr(1382,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1382,0,1365,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1365]	= settr(1364,2,1374,505,505,"i = 0", 1, 2, 0); /* m: 1366 -> 0,1374 */
	reached0[1366] = 1;
	trans[0][1366]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1375]	= settr(1374,2,1374,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1374] = settr(1373,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1373,2,1367,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1373,2,1370,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1373,2,1372,0,0,"DO", 1, 2, 0);
	trans[0][1367]	= settr(1366,2,1374,506,506,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1368 -> 1374,0 */
	reached0[1368] = 1;
	trans[0][1368]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1369]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1370]	= settr(1369,2,1374,507,507,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1371 -> 1374,0 */
	reached0[1371] = 1;
	trans[0][1371]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1372]	= settr(1371,2,1393,508,508,"((i==8))", 1, 2, 0); /* m: 1377 -> 1393,0 */
	reached0[1377] = 1;
	trans[0][1373]	= settr(1372,2,1377,1,0,"goto :b48", 1, 2, 0); /* m: 1377 -> 0,1393 */
	reached0[1377] = 1;
	trans[0][1376]	= settr(1375,2,1377,1,0,"break", 1, 2, 0);
	trans[0][1377]	= settr(1376,2,1393,509,509,"assert((free<8))", 1, 2, 0); /* m: 1378 -> 0,1393 */
	reached0[1378] = 1;
	trans[0][1378]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][1379]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][1380]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][1381]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][1382]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][1386]	= settr(1385,2,1387,1,0,".(goto)", 1, 2, 0); /* m: 1387 -> 0,1393 */
	reached0[1387] = 1;
	trans[0][1384]	= settr(1383,2,1387,2,0,"else", 1, 2, 0);
	trans[0][1387]	= settr(1386,2,1393,510,510,"slot[t] = AWAY", 1, 2, 0); /* m: 1388 -> 0,1393 */
	reached0[1388] = 1;
	trans[0][1388]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][1389]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][1393] = settr(1392,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1392,2,1390,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1392,2,1392,0,0,"IF", 1, 2, 0);
	trans[0][1390]	= settr(1389,2,1416,511,511,"((near[t]==LEAVING))", 1, 2, 0); /* m: 1391 -> 1416,0 */
	reached0[1391] = 1;
	trans[0][1391]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][1394]	= settr(1393,2,1416,1,0,".(goto)", 1, 2, 0);
	trans[0][1392]	= settr(1391,2,1416,2,0,"else", 1, 2, 0);
	T = trans[ 0][1416] = settr(1415,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1415,0,1398,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1398]	= settr(1397,2,1407,512,512,"i = 0", 1, 2, 0); /* m: 1399 -> 0,1407 */
	reached0[1399] = 1;
	trans[0][1399]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1408]	= settr(1407,2,1407,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1407] = settr(1406,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1406,2,1400,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1406,2,1403,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1406,2,1405,0,0,"DO", 1, 2, 0);
	trans[0][1400]	= settr(1399,2,1407,513,513,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1401 -> 1407,0 */
	reached0[1401] = 1;
	trans[0][1401]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1402]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1403]	= settr(1402,2,1407,514,514,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1404 -> 1407,0 */
	reached0[1404] = 1;
	trans[0][1404]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1405]	= settr(1404,0,3465,515,515,"((i==8))", 1, 2, 0); /* m: 1410 -> 3465,0 */
	reached0[1410] = 1;
	trans[0][1406]	= settr(1405,2,1410,1,0,"goto :b49", 1, 2, 0); /* m: 1410 -> 0,3465 */
	reached0[1410] = 1;
	trans[0][1409]	= settr(1408,2,1410,1,0,"break", 1, 2, 0);
	trans[0][1410]	= settr(1409,0,3465,516,516,"assert((free<8))", 1, 2, 0); /* m: 1411 -> 0,3465 */
	reached0[1411] = 1;
	trans[0][1411]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][1412]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][1413]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][1414]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][1415]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][1420]	= settr(1419,2,1458,517,0,"((k==PEER))", 1, 2, 0);
	T = trans[ 0][1458] = settr(1457,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1457,0,1456,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1456] = settr(1455,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1455,2,1421,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1455,2,1455,0,0,"IF", 1, 2, 0);
	trans[0][1421]	= settr(1420,2,1454,518,518,"((n>from_peer[t]))", 1, 2, 0); /* m: 1422 -> 1454,0 */
	reached0[1422] = 1;
	trans[0][1422]	= settr(0,0,0,0,0,"from_peer[t] = n",0,0,0);
	T = trans[ 0][1454] = settr(1453,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1453,0,1444,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1444] = settr(1443,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1443,2,1423,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1443,2,1443,0,0,"IF", 1, 2, 0);
	trans[0][1423]	= settr(1422,2,1442,519,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][1442] = settr(1441,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1441,0,1424,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1424]	= settr(1423,2,1433,520,520,"i = 0", 1, 2, 0); /* m: 1425 -> 0,1433 */
	reached0[1425] = 1;
	trans[0][1425]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1434]	= settr(1433,2,1433,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1433] = settr(1432,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1432,2,1426,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1432,2,1429,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1432,2,1431,0,0,"DO", 1, 2, 0);
	trans[0][1426]	= settr(1425,2,1433,521,521,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1427 -> 1433,0 */
	reached0[1427] = 1;
	trans[0][1427]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1428]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1429]	= settr(1428,2,1433,522,522,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1430 -> 1433,0 */
	reached0[1430] = 1;
	trans[0][1430]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1431]	= settr(1430,2,1452,523,523,"((i==8))", 1, 2, 0); /* m: 1436 -> 1452,0 */
	reached0[1436] = 1;
	trans[0][1432]	= settr(1431,2,1436,1,0,"goto :b50", 1, 2, 0); /* m: 1436 -> 0,1452 */
	reached0[1436] = 1;
	trans[0][1435]	= settr(1434,2,1436,1,0,"break", 1, 2, 0);
	trans[0][1436]	= settr(1435,2,1452,524,524,"assert((free<8))", 1, 2, 0); /* m: 1437 -> 0,1452 */
	reached0[1437] = 1;
	trans[0][1437]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][1438]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][1439]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][1440]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][1441]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][1445]	= settr(1444,2,1446,1,0,".(goto)", 1, 2, 0); /* m: 1446 -> 0,1452 */
	reached0[1446] = 1;
	trans[0][1443]	= settr(1442,2,1446,2,0,"else", 1, 2, 0);
	trans[0][1446]	= settr(1445,2,1452,525,525,"slot[t] = AWAY", 1, 2, 0); /* m: 1447 -> 0,1452 */
	reached0[1447] = 1;
	trans[0][1447]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][1448]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][1452] = settr(1451,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1451,2,1449,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1451,2,1451,0,0,"IF", 1, 2, 0);
	trans[0][1449]	= settr(1448,0,3465,526,526,"((near[t]==LEAVING))", 1, 2, 0); /* m: 1450 -> 3465,0 */
	reached0[1450] = 1;
	trans[0][1450]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][1453]	= settr(1452,2,1628,1,0,".(goto)", 1, 2, 0); /* m: 1628 -> 0,3465 */
	reached0[1628] = 1;
	trans[0][1451]	= settr(1450,2,1628,2,0,"else", 1, 2, 0);
	trans[0][1457]	= settr(1456,2,1628,1,0,".(goto)", 1, 2, 0); /* m: 1628 -> 0,3465 */
	reached0[1628] = 1;
	trans[0][1455]	= settr(1454,2,1628,2,0,"else", 1, 2, 0);
	trans[0][1459]	= settr(1458,0,3465,527,527,"((k==UPDATE))", 1, 2, 0); /* m: 1460 -> 3465,0 */
	reached0[1460] = 1;
	trans[0][1460]	= settr(0,0,0,0,0,"cache = w",0,0,0);
	trans[0][1461]	= settr(1460,2,1465,528,0,"((k==ACK))", 1, 2, 0);
	T = trans[0][1465] = settr(1464,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1464,2,1462,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1464,2,1464,0,0,"IF", 1, 2, 0);
	trans[0][1462]	= settr(1461,0,3465,529,529,"((n>acknowledged[t]))", 1, 2, 0); /* m: 1463 -> 3465,0 */
	reached0[1463] = 1;
	trans[0][1463]	= settr(0,0,0,0,0,"acknowledged[t] = n",0,0,0);
	trans[0][1466]	= settr(1465,2,1628,1,0,".(goto)", 1, 2, 0); /* m: 1628 -> 0,3465 */
	reached0[1628] = 1;
	trans[0][1464]	= settr(1463,2,1628,2,0,"else", 1, 2, 0);
	trans[0][1467]	= settr(1466,2,1527,530,0,"((k==REGISTER))", 1, 2, 0);
	T = trans[ 0][1527] = settr(1526,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1526,0,1525,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1525] = settr(1524,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1524,2,1468,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1524,2,1469,0,0,"IF", 1, 2, 0);
	trans[0][1468]	= settr(1467,0,3465,531,531,"((n<=seen_register[w]))", 1, 2, 0); /* m: 1628 -> 3465,0 */
	reached0[1628] = 1;
	trans[0][1526]	= settr(1525,2,1628,1,0,".(goto)", 1, 2, 0); /* m: 1628 -> 0,3465 */
	reached0[1628] = 1;
	trans[0][1469]	= settr(1468,2,1470,2,0,"else", 1, 2, 0);
	trans[0][1470]	= settr(1469,2,1523,532,532,"seen_register[w] = n", 1, 2, 0);
	T = trans[0][1523] = settr(1522,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1522,2,1471,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1522,2,1472,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1522,2,1495,0,0,"IF", 1, 2, 0);
	trans[0][1471]	= settr(1470,0,3465,533,533,"((owner==w))", 1, 2, 0); /* m: 1628 -> 3465,0 */
	reached0[1628] = 1;
	trans[0][1524]	= settr(1523,2,1628,1,0,".(goto)", 1, 2, 0); /* m: 1628 -> 0,3465 */
	reached0[1628] = 1;
	trans[0][1472]	= settr(1471,2,1494,534,0,"(((owner!=w)&&(lost[w]==UNTOLD)))", 1, 2, 0);
	T = trans[ 0][1494] = settr(1493,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1493,0,1473,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1473]	= settr(1472,2,1493,535,535,"notice_nonce = (notice_nonce+1)", 1, 2, 0); /* m: 1474 -> 0,1493 */
	reached0[1474] = 1;
	trans[0][1474]	= settr(0,0,0,0,0,"notice_to[w] = notice_nonce",0,0,0);
	T = trans[ 0][1493] = settr(1492,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1492,0,1475,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1475]	= settr(1474,2,1484,536,536,"i = 0", 1, 2, 0); /* m: 1476 -> 0,1484 */
	reached0[1476] = 1;
	trans[0][1476]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1485]	= settr(1484,2,1484,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1484] = settr(1483,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1483,2,1477,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1483,2,1480,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1483,2,1482,0,0,"DO", 1, 2, 0);
	trans[0][1477]	= settr(1476,2,1484,537,537,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1478 -> 1484,0 */
	reached0[1478] = 1;
	trans[0][1478]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1479]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1480]	= settr(1479,2,1484,538,538,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1481 -> 1484,0 */
	reached0[1481] = 1;
	trans[0][1481]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1482]	= settr(1481,0,3465,539,539,"((i==8))", 1, 2, 0); /* m: 1487 -> 3465,0 */
	reached0[1487] = 1;
	trans[0][1483]	= settr(1482,2,1487,1,0,"goto :b51", 1, 2, 0); /* m: 1487 -> 0,3465 */
	reached0[1487] = 1;
	trans[0][1486]	= settr(1485,2,1487,1,0,"break", 1, 2, 0);
	trans[0][1487]	= settr(1486,0,3465,540,540,"assert((free<8))", 1, 2, 0); /* m: 1488 -> 0,3465 */
	reached0[1488] = 1;
	trans[0][1488]	= settr(0,0,0,0,0,"net[free].kind = 12",0,0,0);
	trans[0][1489]	= settr(0,0,0,0,0,"net[free].to = w",0,0,0);
	trans[0][1490]	= settr(0,0,0,0,0,"net[free].where = (1-w)",0,0,0);
	trans[0][1491]	= settr(0,0,0,0,0,"net[free].nonce = notice_nonce",0,0,0);
	trans[0][1492]	= settr(0,0,0,0,0,"net[free].epoch = owner_epoch",0,0,0);
	trans[0][1495]	= settr(1494,2,1522,541,541,"(((owner!=w)&&(lost[w]!=UNTOLD)))", 1, 2, 0); /* m: 1496 -> 1522,0 */
	reached0[1496] = 1;
	trans[0][1496]	= settr(0,0,0,0,0,"assert((e>=owner_epoch))",0,0,0);
	trans[0][1497]	= settr(0,0,0,0,0,"owner = w",0,0,0);
	trans[0][1498]	= settr(0,0,0,0,0,"owner_epoch = e",0,0,0);
	trans[0][1499]	= settr(0,0,0,0,0,"lost[w] = NOT_LOST",0,0,0);
	trans[0][1500]	= settr(0,0,0,0,0,"lost[(1-w)] = UNTOLD",0,0,0);
	T = trans[ 0][1522] = settr(1521,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1521,0,1501,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1501]	= settr(1500,2,1521,542,542,"notice_nonce = (notice_nonce+1)", 1, 2, 0); /* m: 1502 -> 0,1521 */
	reached0[1502] = 1;
	trans[0][1502]	= settr(0,0,0,0,0,"notice_to[(1-w)] = notice_nonce",0,0,0);
	T = trans[ 0][1521] = settr(1520,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1520,0,1503,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1503]	= settr(1502,2,1512,543,543,"i = 0", 1, 2, 0); /* m: 1504 -> 0,1512 */
	reached0[1504] = 1;
	trans[0][1504]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1513]	= settr(1512,2,1512,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1512] = settr(1511,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1511,2,1505,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1511,2,1508,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1511,2,1510,0,0,"DO", 1, 2, 0);
	trans[0][1505]	= settr(1504,2,1512,544,544,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1506 -> 1512,0 */
	reached0[1506] = 1;
	trans[0][1506]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1507]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1508]	= settr(1507,2,1512,545,545,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1509 -> 1512,0 */
	reached0[1509] = 1;
	trans[0][1509]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1510]	= settr(1509,0,3465,546,546,"((i==8))", 1, 2, 0); /* m: 1515 -> 3465,0 */
	reached0[1515] = 1;
	trans[0][1511]	= settr(1510,2,1515,1,0,"goto :b52", 1, 2, 0); /* m: 1515 -> 0,3465 */
	reached0[1515] = 1;
	trans[0][1514]	= settr(1513,2,1515,1,0,"break", 1, 2, 0);
	trans[0][1515]	= settr(1514,0,3465,547,547,"assert((free<8))", 1, 2, 0); /* m: 1516 -> 0,3465 */
	reached0[1516] = 1;
	trans[0][1516]	= settr(0,0,0,0,0,"net[free].kind = 12",0,0,0);
	trans[0][1517]	= settr(0,0,0,0,0,"net[free].to = (1-w)",0,0,0);
	trans[0][1518]	= settr(0,0,0,0,0,"net[free].where = (1-(1-w))",0,0,0);
	trans[0][1519]	= settr(0,0,0,0,0,"net[free].nonce = notice_nonce",0,0,0);
	trans[0][1520]	= settr(0,0,0,0,0,"net[free].epoch = owner_epoch",0,0,0);
	trans[0][1528]	= settr(1527,2,1585,548,0,"((k==NOTICE))", 1, 2, 0);
	T = trans[ 0][1585] = settr(1584,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1584,0,1564,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1564] = settr(1563,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1563,2,1529,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1563,2,1563,0,0,"IF", 1, 2, 0);
	trans[0][1529]	= settr(1528,2,1562,549,549,"((n>from_server[t]))", 1, 2, 0); /* m: 1530 -> 1562,0 */
	reached0[1530] = 1;
	trans[0][1530]	= settr(0,0,0,0,0,"from_server[t] = n",0,0,0);
	T = trans[ 0][1562] = settr(1561,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1561,0,1552,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1552] = settr(1551,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1551,2,1531,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1551,2,1551,0,0,"IF", 1, 2, 0);
	trans[0][1531]	= settr(1530,2,1550,550,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][1550] = settr(1549,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1549,0,1532,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1532]	= settr(1531,2,1541,551,551,"i = 0", 1, 2, 0); /* m: 1533 -> 0,1541 */
	reached0[1533] = 1;
	trans[0][1533]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1542]	= settr(1541,2,1541,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1541] = settr(1540,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1540,2,1534,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1540,2,1537,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1540,2,1539,0,0,"DO", 1, 2, 0);
	trans[0][1534]	= settr(1533,2,1541,552,552,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1535 -> 1541,0 */
	reached0[1535] = 1;
	trans[0][1535]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1536]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1537]	= settr(1536,2,1541,553,553,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1538 -> 1541,0 */
	reached0[1538] = 1;
	trans[0][1538]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1539]	= settr(1538,2,1560,554,554,"((i==8))", 1, 2, 0); /* m: 1544 -> 1560,0 */
	reached0[1544] = 1;
	trans[0][1540]	= settr(1539,2,1544,1,0,"goto :b53", 1, 2, 0); /* m: 1544 -> 0,1560 */
	reached0[1544] = 1;
	trans[0][1543]	= settr(1542,2,1544,1,0,"break", 1, 2, 0);
	trans[0][1544]	= settr(1543,2,1560,555,555,"assert((free<8))", 1, 2, 0); /* m: 1545 -> 0,1560 */
	reached0[1545] = 1;
	trans[0][1545]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][1546]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][1547]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][1548]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][1549]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][1553]	= settr(1552,2,1554,1,0,".(goto)", 1, 2, 0); /* m: 1554 -> 0,1560 */
	reached0[1554] = 1;
	trans[0][1551]	= settr(1550,2,1554,2,0,"else", 1, 2, 0);
	trans[0][1554]	= settr(1553,2,1560,556,556,"slot[t] = AWAY", 1, 2, 0); /* m: 1555 -> 0,1560 */
	reached0[1555] = 1;
	trans[0][1555]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][1556]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][1560] = settr(1559,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1559,2,1557,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1559,2,1559,0,0,"IF", 1, 2, 0);
	trans[0][1557]	= settr(1556,2,1584,557,557,"((near[t]==LEAVING))", 1, 2, 0); /* m: 1558 -> 1584,0 */
	reached0[1558] = 1;
	trans[0][1558]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][1561]	= settr(1560,2,1584,1,0,".(goto)", 1, 2, 0);
	trans[0][1559]	= settr(1558,2,1584,2,0,"else", 1, 2, 0);
	trans[0][1565]	= settr(1564,2,1584,1,0,".(goto)", 1, 2, 0);
	trans[0][1563]	= settr(1562,2,1584,2,0,"else", 1, 2, 0);
	T = trans[ 0][1584] = settr(1583,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1583,0,1566,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1566]	= settr(1565,2,1575,558,558,"i = 0", 1, 2, 0); /* m: 1567 -> 0,1575 */
	reached0[1567] = 1;
	trans[0][1567]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1576]	= settr(1575,2,1575,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1575] = settr(1574,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1574,2,1568,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1574,2,1571,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1574,2,1573,0,0,"DO", 1, 2, 0);
	trans[0][1568]	= settr(1567,2,1575,559,559,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1569 -> 1575,0 */
	reached0[1569] = 1;
	trans[0][1569]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1570]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1571]	= settr(1570,2,1575,560,560,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1572 -> 1575,0 */
	reached0[1572] = 1;
	trans[0][1572]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1573]	= settr(1572,0,3465,561,561,"((i==8))", 1, 2, 0); /* m: 1578 -> 3465,0 */
	reached0[1578] = 1;
	trans[0][1574]	= settr(1573,2,1578,1,0,"goto :b54", 1, 2, 0); /* m: 1578 -> 0,3465 */
	reached0[1578] = 1;
	trans[0][1577]	= settr(1576,2,1578,1,0,"break", 1, 2, 0);
	trans[0][1578]	= settr(1577,0,3465,562,562,"assert((free<8))", 1, 2, 0); /* m: 1579 -> 0,3465 */
	reached0[1579] = 1;
	trans[0][1579]	= settr(0,0,0,0,0,"net[free].kind = 11",0,0,0);
	trans[0][1580]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][1581]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][1582]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][1583]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][1586]	= settr(1585,2,1622,563,0,"((k==NOTICE_ACK))", 1, 2, 0);
	T = trans[ 0][1622] = settr(1621,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1621,0,1620,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1620] = settr(1619,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1619,2,1587,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1619,2,1619,0,0,"IF", 1, 2, 0);
	trans[0][1587]	= settr(1586,2,1618,564,564,"(((n==notice_to[w])&&(lost[w]==UNTOLD)))", 1, 2, 0); /* m: 1588 -> 1618,0 */
	reached0[1588] = 1;
	trans[0][1588]	= settr(0,0,0,0,0,"lost[w] = TOLD",0,0,0);
	T = trans[ 0][1618] = settr(1617,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1617,0,1589,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1589]	= settr(1588,2,1614,565,565,"free = 0", 1, 2, 0);
	trans[0][1615]	= settr(1614,2,1614,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1614] = settr(1613,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1613,2,1590,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1613,2,1610,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1613,2,1612,0,0,"DO", 1, 2, 0);
	trans[0][1590]	= settr(1589,2,1609,566,0,"((((free<8)&&(net[free].kind==REGISTER))&&(net[free].where==w)))", 1, 2, 0);
	T = trans[ 0][1609] = settr(1608,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1608,0,1591,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1591]	= settr(1590,2,1601,567,567,"i = free", 1, 2, 0);
	trans[0][1602]	= settr(1601,2,1601,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1601] = settr(1600,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1600,2,1592,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1600,2,1599,0,0,"DO", 1, 2, 0);
	trans[0][1592]	= settr(1591,2,1601,568,568,"((i<(8-1)))", 1, 2, 0); /* m: 1593 -> 1601,0 */
	reached0[1593] = 1;
	trans[0][1593]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][1594]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][1595]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][1596]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][1597]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][1598]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1599]	= settr(1598,2,1604,2,0,"else", 1, 2, 0);
	trans[0][1600]	= settr(1599,2,1604,1,0,"goto :b56", 1, 2, 0); /* m: 1604 -> 0,1614 */
	reached0[1604] = 1;
	trans[0][1603]	= settr(1602,2,1604,1,0,"break", 1, 2, 0);
	trans[0][1604]	= settr(1603,2,1614,569,569,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 1605 -> 0,1614 */
	reached0[1605] = 1;
	trans[0][1605]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][1606]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][1607]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][1608]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][1610]	= settr(1609,2,1614,570,570,"(((free<8)&&!(((net[free].kind==REGISTER)&&(net[free].where==w)))))", 1, 2, 0); /* m: 1611 -> 1614,0 */
	reached0[1611] = 1;
	trans[0][1611]	= settr(0,0,0,0,0,"free = (free+1)",0,0,0);
	trans[0][1612]	= settr(1611,0,3465,571,571,"((free==8))", 1, 2, 0); /* m: 1617 -> 3465,0 */
	reached0[1617] = 1;
	trans[0][1613]	= settr(1612,2,1617,1,0,"goto :b55", 1, 2, 0); /* m: 1617 -> 0,3465 */
	reached0[1617] = 1;
	trans[0][1616]	= settr(1615,2,1617,1,0,"break", 1, 2, 0);
	trans[0][1617]	= settr(1616,0,3465,572,572,"free = 0", 1, 2, 0); /* m: 1628 -> 0,3465 */
	reached0[1628] = 1;
	trans[0][1621]	= settr(1620,2,1628,1,0,".(goto)", 1, 2, 0); /* m: 1628 -> 0,3465 */
	reached0[1628] = 1;
	trans[0][1619]	= settr(1618,2,1628,2,0,"else", 1, 2, 0);
	trans[0][1623]	= settr(1622,0,3465,573,573,"((k==REPLY))", 1, 2, 0); /* m: 1624 -> 3465,0 */
	reached0[1624] = 1;
	trans[0][1624]	= settr(0,0,0,0,0,"asked = 0",0,0,0);
	trans[0][1625]	= settr(0,0,0,0,0,"cache = w",0,0,0);
	trans[0][1628]	= settr(1627,0,3465,574,574,"k = FREE", 1, 2, 0); /* m: 1629 -> 0,3465 */
	reached0[1629] = 1;
	trans[0][1629]	= settr(0,0,0,0,0,"t = 0",0,0,0);
	trans[0][1630]	= settr(0,0,0,0,0,"w = 0",0,0,0);
	trans[0][1631]	= settr(0,0,0,0,0,"n = 0",0,0,0);
	trans[0][1632]	= settr(0,0,0,0,0,"e = 0",0,0,0);
	trans[0][1633]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	trans[0][1634]	= settr(0,0,0,0,0,"free = 0",0,0,0);
	T = trans[ 0][2045] = settr(2044,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(2044,2,1637,0,0,"ATOMIC", 1, 2, 0);
	trans[0][1637]	= settr(1636,2,2044,575,0,"((net[4].kind!=FREE))", 1, 2, 0);
	T = trans[ 0][2044] = settr(2043,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2043,0,1638,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1638]	= settr(1637,2,1664,576,576,"k = net[4].kind", 1, 2, 0); /* m: 1639 -> 0,1664 */
	reached0[1639] = 1;
	trans[0][1639]	= settr(0,0,0,0,0,"t = net[4].to",0,0,0);
	trans[0][1640]	= settr(0,0,0,0,0,"w = net[4].where",0,0,0);
	trans[0][1641]	= settr(0,0,0,0,0,"n = net[4].nonce",0,0,0);
	trans[0][1642]	= settr(0,0,0,0,0,"e = net[4].epoch",0,0,0);
	T = trans[0][1664] = settr(1663,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1663,2,1661,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1663,2,1662,0,0,"IF", 1, 2, 0);
	T = trans[ 0][1661] = settr(1660,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1660,0,1643,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1643]	= settr(1642,2,1653,577,577,"i = 4", 1, 2, 0);
	trans[0][1654]	= settr(1653,2,1653,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1653] = settr(1652,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1652,2,1644,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1652,2,1651,0,0,"DO", 1, 2, 0);
	trans[0][1644]	= settr(1643,2,1653,578,578,"((i<(8-1)))", 1, 2, 0); /* m: 1645 -> 1653,0 */
	reached0[1645] = 1;
	trans[0][1645]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][1646]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][1647]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][1648]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][1649]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][1650]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1651]	= settr(1650,2,1656,2,0,"else", 1, 2, 0);
	trans[0][1652]	= settr(1651,2,1656,1,0,"goto :b57", 1, 2, 0); /* m: 1656 -> 0,2035 */
	reached0[1656] = 1;
	trans[0][1655]	= settr(1654,2,1656,1,0,"break", 1, 2, 0);
	trans[0][1656]	= settr(1655,2,2035,579,579,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 1657 -> 0,2035 */
	reached0[1657] = 1;
	trans[0][1657]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][1658]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][1659]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][1660]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][1665]	= settr(1664,2,2035,1,0,".(goto)", 1, 2, 0);
	trans[0][1662]	= settr(1661,2,2035,580,580,"((duplicates<1))", 1, 2, 0); /* m: 1663 -> 2035,0 */
	reached0[1663] = 1;
	trans[0][1663]	= settr(0,0,0,0,0,"duplicates = (duplicates+1)",0,0,0);
	T = trans[0][2035] = settr(2034,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2034,2,1666,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2034,2,1700,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2034,2,1829,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2034,2,1868,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2034,2,1870,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2034,2,1876,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2034,2,1937,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2034,2,1995,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2034,2,2032,0,0,"IF", 1, 2, 0);
	trans[0][1666]	= settr(1665,2,1699,581,0,"((k==PREPARE))", 1, 2, 0);
	T = trans[ 0][1699] = settr(1698,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1698,0,1697,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1697] = settr(1696,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1696,2,1667,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1696,2,1668,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1696,2,1696,0,0,"IF", 1, 2, 0);
	trans[0][1667]	= settr(1666,0,3465,582,582,"((n<=from_controller[t]))", 1, 2, 0); /* m: 2037 -> 3465,0 */
	reached0[2037] = 1;
	trans[0][1698]	= settr(1697,2,2037,1,0,".(goto)", 1, 2, 0); /* m: 2037 -> 0,3465 */
	reached0[2037] = 1;
	trans[0][1668]	= settr(1667,2,1675,583,583,"(((n>from_controller[t])&&((slot[t]==HERE)==w)))", 1, 2, 0); /* m: 1669 -> 1675,0 */
	reached0[1669] = 1;
	trans[0][1669]	= settr(0,0,0,0,0,"from_controller[t] = n",0,0,0);
	T = trans[0][1675] = settr(1674,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1674,2,1670,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1674,2,1672,0,0,"IF", 1, 2, 0);
	trans[0][1670]	= settr(1669,2,1695,584,584,"(w)", 1, 2, 0); /* m: 1671 -> 1695,0 */
	reached0[1671] = 1;
	trans[0][1671]	= settr(0,0,0,0,0,"near[t] = LEAVING",0,0,0);
	trans[0][1676]	= settr(1675,2,1695,1,0,".(goto)", 1, 2, 0);
	trans[0][1672]	= settr(1671,2,1673,2,0,"else", 1, 2, 0);
	trans[0][1673]	= settr(1672,2,1695,585,585,"near[t] = COMING", 1, 2, 0); /* m: 1674 -> 0,1695 */
	reached0[1674] = 1;
	trans[0][1674]	= settr(0,0,0,0,0,"hold[t] = 1",0,0,0);
	T = trans[ 0][1695] = settr(1694,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1694,0,1677,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1677]	= settr(1676,2,1686,586,586,"i = 0", 1, 2, 0); /* m: 1678 -> 0,1686 */
	reached0[1678] = 1;
	trans[0][1678]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1687]	= settr(1686,2,1686,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1686] = settr(1685,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1685,2,1679,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1685,2,1682,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1685,2,1684,0,0,"DO", 1, 2, 0);
	trans[0][1679]	= settr(1678,2,1686,587,587,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1680 -> 1686,0 */
	reached0[1680] = 1;
	trans[0][1680]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1681]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1682]	= settr(1681,2,1686,588,588,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1683 -> 1686,0 */
	reached0[1683] = 1;
	trans[0][1683]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1684]	= settr(1683,0,3465,589,589,"((i==8))", 1, 2, 0); /* m: 1689 -> 3465,0 */
	reached0[1689] = 1;
	trans[0][1685]	= settr(1684,2,1689,1,0,"goto :b58", 1, 2, 0); /* m: 1689 -> 0,3465 */
	reached0[1689] = 1;
	trans[0][1688]	= settr(1687,2,1689,1,0,"break", 1, 2, 0);
	trans[0][1689]	= settr(1688,0,3465,590,590,"assert((free<8))", 1, 2, 0); /* m: 1690 -> 0,3465 */
	reached0[1690] = 1;
	trans[0][1690]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][1691]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][1692]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][1693]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][1694]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][1696]	= settr(1695,2,2037,2,0,"else", 1, 2, 0);
	trans[0][2036]	= settr(2035,2,2037,1,0,".(goto)", 1, 2, 0); /* m: 2037 -> 0,3465 */
	reached0[2037] = 1;
	trans[0][1700]	= settr(1699,2,1828,591,0,"((k==ORDER))", 1, 2, 0);
	T = trans[ 0][1828] = settr(1827,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1827,0,1826,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1826] = settr(1825,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1825,2,1701,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1825,2,1702,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1825,2,1722,0,0,"IF", 1, 2, 0);
	trans[0][1701]	= settr(1700,0,3465,592,592,"((n<from_controller[t]))", 1, 2, 0); /* m: 2037 -> 3465,0 */
	reached0[2037] = 1;
	trans[0][1827]	= settr(1826,2,2037,1,0,".(goto)", 1, 2, 0); /* m: 2037 -> 0,3465 */
	reached0[2037] = 1;
	trans[0][1702]	= settr(1701,2,1721,593,0,"((n==from_controller[t]))", 1, 2, 0);
	T = trans[ 0][1721] = settr(1720,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1720,0,1703,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1703]	= settr(1702,2,1712,594,594,"i = 0", 1, 2, 0); /* m: 1704 -> 0,1712 */
	reached0[1704] = 1;
	trans[0][1704]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1713]	= settr(1712,2,1712,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1712] = settr(1711,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1711,2,1705,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1711,2,1708,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1711,2,1710,0,0,"DO", 1, 2, 0);
	trans[0][1705]	= settr(1704,2,1712,595,595,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1706 -> 1712,0 */
	reached0[1706] = 1;
	trans[0][1706]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1707]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1708]	= settr(1707,2,1712,596,596,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1709 -> 1712,0 */
	reached0[1709] = 1;
	trans[0][1709]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1710]	= settr(1709,0,3465,597,597,"((i==8))", 1, 2, 0); /* m: 1715 -> 3465,0 */
	reached0[1715] = 1;
	trans[0][1711]	= settr(1710,2,1715,1,0,"goto :b59", 1, 2, 0); /* m: 1715 -> 0,3465 */
	reached0[1715] = 1;
	trans[0][1714]	= settr(1713,2,1715,1,0,"break", 1, 2, 0);
	trans[0][1715]	= settr(1714,0,3465,598,598,"assert((free<8))", 1, 2, 0); /* m: 1716 -> 0,3465 */
	reached0[1716] = 1;
	trans[0][1716]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][1717]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][1718]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][1719]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][1720]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][1722]	= settr(1721,2,1805,599,599,"((n>from_controller[t]))", 1, 2, 0); /* m: 1723 -> 1805,0 */
	reached0[1723] = 1;
	trans[0][1723]	= settr(0,0,0,0,0,"from_controller[t] = n",0,0,0);
	T = trans[0][1805] = settr(1804,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1804,2,1724,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1804,2,1772,0,0,"IF", 1, 2, 0);
	trans[0][1724]	= settr(1723,2,1771,600,600,"((w==t))", 1, 2, 0); /* m: 1725 -> 1771,0 */
	reached0[1725] = 1;
	trans[0][1725]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][1726]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[ 0][1771] = settr(1770,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1770,0,1727,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1727]	= settr(1726,2,1750,601,601,"slot[t] = HERE", 1, 2, 0); /* m: 1728 -> 0,1750 */
	reached0[1728] = 1;
	trans[0][1728]	= settr(0,0,0,0,0,"hold[t] = 0",0,0,0);
	trans[0][1729]	= settr(0,0,0,0,0,"registers[t] = 1",0,0,0);
	T = trans[ 0][1750] = settr(1749,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1749,0,1730,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1730]	= settr(1729,2,1749,602,602,"register_nonce[t] = (register_nonce[t]+1)", 1, 2, 0);
	T = trans[ 0][1749] = settr(1748,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1748,0,1731,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1731]	= settr(1730,2,1740,603,603,"i = 0", 1, 2, 0); /* m: 1732 -> 0,1740 */
	reached0[1732] = 1;
	trans[0][1732]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1741]	= settr(1740,2,1740,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1740] = settr(1739,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1739,2,1733,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1739,2,1736,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1739,2,1738,0,0,"DO", 1, 2, 0);
	trans[0][1733]	= settr(1732,2,1740,604,604,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1734 -> 1740,0 */
	reached0[1734] = 1;
	trans[0][1734]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1735]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1736]	= settr(1735,2,1740,605,605,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1737 -> 1740,0 */
	reached0[1737] = 1;
	trans[0][1737]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1738]	= settr(1737,2,1770,606,606,"((i==8))", 1, 2, 0); /* m: 1743 -> 1770,0 */
	reached0[1743] = 1;
	trans[0][1739]	= settr(1738,2,1743,1,0,"goto :b60", 1, 2, 0); /* m: 1743 -> 0,1770 */
	reached0[1743] = 1;
	trans[0][1742]	= settr(1741,2,1743,1,0,"break", 1, 2, 0);
	trans[0][1743]	= settr(1742,2,1770,607,607,"assert((free<8))", 1, 2, 0); /* m: 1744 -> 0,1770 */
	reached0[1744] = 1;
	trans[0][1744]	= settr(0,0,0,0,0,"net[free].kind = 13",0,0,0);
	trans[0][1745]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][1746]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][1747]	= settr(0,0,0,0,0,"net[free].nonce = register_nonce[t]",0,0,0);
	trans[0][1748]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][1751]	= settr(0,0,0,0,0,"own_nonce[t] = (own_nonce[t]+1)",0,0,0);
	T = trans[ 0][1770] = settr(1769,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1769,0,1752,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1752]	= settr(1751,2,1761,608,608,"i = 0", 1, 2, 0); /* m: 1753 -> 0,1761 */
	reached0[1753] = 1;
	trans[0][1753]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1762]	= settr(1761,2,1761,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1761] = settr(1760,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1760,2,1754,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1760,2,1757,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1760,2,1759,0,0,"DO", 1, 2, 0);
	trans[0][1754]	= settr(1753,2,1761,609,609,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1755 -> 1761,0 */
	reached0[1755] = 1;
	trans[0][1755]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1756]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1757]	= settr(1756,2,1761,610,610,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1758 -> 1761,0 */
	reached0[1758] = 1;
	trans[0][1758]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1759]	= settr(1758,2,1825,611,611,"((i==8))", 1, 2, 0); /* m: 1764 -> 1825,0 */
	reached0[1764] = 1;
	trans[0][1760]	= settr(1759,2,1764,1,0,"goto :b61", 1, 2, 0); /* m: 1764 -> 0,1825 */
	reached0[1764] = 1;
	trans[0][1763]	= settr(1762,2,1764,1,0,"break", 1, 2, 0);
	trans[0][1764]	= settr(1763,2,1825,612,612,"assert((free<8))", 1, 2, 0); /* m: 1765 -> 0,1825 */
	reached0[1765] = 1;
	trans[0][1765]	= settr(0,0,0,0,0,"net[free].kind = 16",0,0,0);
	trans[0][1766]	= settr(0,0,0,0,0,"net[free].to = (1-t)",0,0,0);
	trans[0][1767]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][1768]	= settr(0,0,0,0,0,"net[free].nonce = own_nonce[t]",0,0,0);
	trans[0][1769]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][1806]	= settr(1805,2,1825,1,0,".(goto)", 1, 2, 0);
	trans[0][1772]	= settr(1771,2,1804,2,0,"else", 1, 2, 0);
	T = trans[ 0][1804] = settr(1803,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1803,0,1794,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1794] = settr(1793,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1793,2,1773,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1793,2,1793,0,0,"IF", 1, 2, 0);
	trans[0][1773]	= settr(1772,2,1792,613,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][1792] = settr(1791,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1791,0,1774,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1774]	= settr(1773,2,1783,614,614,"i = 0", 1, 2, 0); /* m: 1775 -> 0,1783 */
	reached0[1775] = 1;
	trans[0][1775]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1784]	= settr(1783,2,1783,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1783] = settr(1782,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1782,2,1776,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1782,2,1779,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1782,2,1781,0,0,"DO", 1, 2, 0);
	trans[0][1776]	= settr(1775,2,1783,615,615,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1777 -> 1783,0 */
	reached0[1777] = 1;
	trans[0][1777]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1778]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1779]	= settr(1778,2,1783,616,616,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1780 -> 1783,0 */
	reached0[1780] = 1;
	trans[0][1780]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1781]	= settr(1780,2,1802,617,617,"((i==8))", 1, 2, 0); /* m: 1786 -> 1802,0 */
	reached0[1786] = 1;
	trans[0][1782]	= settr(1781,2,1786,1,0,"goto :b62", 1, 2, 0); /* m: 1786 -> 0,1802 */
	reached0[1786] = 1;
	trans[0][1785]	= settr(1784,2,1786,1,0,"break", 1, 2, 0);
	trans[0][1786]	= settr(1785,2,1802,618,618,"assert((free<8))", 1, 2, 0); /* m: 1787 -> 0,1802 */
	reached0[1787] = 1;
	trans[0][1787]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][1788]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][1789]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][1790]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][1791]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][1795]	= settr(1794,2,1796,1,0,".(goto)", 1, 2, 0); /* m: 1796 -> 0,1802 */
	reached0[1796] = 1;
	trans[0][1793]	= settr(1792,2,1796,2,0,"else", 1, 2, 0);
	trans[0][1796]	= settr(1795,2,1802,619,619,"slot[t] = AWAY", 1, 2, 0); /* m: 1797 -> 0,1802 */
	reached0[1797] = 1;
	trans[0][1797]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][1798]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][1802] = settr(1801,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1801,2,1799,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1801,2,1801,0,0,"IF", 1, 2, 0);
	trans[0][1799]	= settr(1798,2,1825,620,620,"((near[t]==LEAVING))", 1, 2, 0); /* m: 1800 -> 1825,0 */
	reached0[1800] = 1;
	trans[0][1800]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][1803]	= settr(1802,2,1825,1,0,".(goto)", 1, 2, 0);
	trans[0][1801]	= settr(1800,2,1825,2,0,"else", 1, 2, 0);
	T = trans[ 0][1825] = settr(1824,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1824,0,1807,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1807]	= settr(1806,2,1816,621,621,"i = 0", 1, 2, 0); /* m: 1808 -> 0,1816 */
	reached0[1808] = 1;
	trans[0][1808]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1817]	= settr(1816,2,1816,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1816] = settr(1815,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1815,2,1809,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1815,2,1812,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1815,2,1814,0,0,"DO", 1, 2, 0);
	trans[0][1809]	= settr(1808,2,1816,622,622,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1810 -> 1816,0 */
	reached0[1810] = 1;
	trans[0][1810]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1811]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1812]	= settr(1811,2,1816,623,623,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1813 -> 1816,0 */
	reached0[1813] = 1;
	trans[0][1813]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1814]	= settr(1813,0,3465,624,624,"((i==8))", 1, 2, 0); /* m: 1819 -> 3465,0 */
	reached0[1819] = 1;
	trans[0][1815]	= settr(1814,2,1819,1,0,"goto :b63", 1, 2, 0); /* m: 1819 -> 0,3465 */
	reached0[1819] = 1;
	trans[0][1818]	= settr(1817,2,1819,1,0,"break", 1, 2, 0);
	trans[0][1819]	= settr(1818,0,3465,625,625,"assert((free<8))", 1, 2, 0); /* m: 1820 -> 0,3465 */
	reached0[1820] = 1;
	trans[0][1820]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][1821]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][1822]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][1823]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][1824]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][1829]	= settr(1828,2,1867,626,0,"((k==PEER))", 1, 2, 0);
	T = trans[ 0][1867] = settr(1866,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1866,0,1865,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1865] = settr(1864,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1864,2,1830,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1864,2,1864,0,0,"IF", 1, 2, 0);
	trans[0][1830]	= settr(1829,2,1863,627,627,"((n>from_peer[t]))", 1, 2, 0); /* m: 1831 -> 1863,0 */
	reached0[1831] = 1;
	trans[0][1831]	= settr(0,0,0,0,0,"from_peer[t] = n",0,0,0);
	T = trans[ 0][1863] = settr(1862,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1862,0,1853,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1853] = settr(1852,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1852,2,1832,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1852,2,1852,0,0,"IF", 1, 2, 0);
	trans[0][1832]	= settr(1831,2,1851,628,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][1851] = settr(1850,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1850,0,1833,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1833]	= settr(1832,2,1842,629,629,"i = 0", 1, 2, 0); /* m: 1834 -> 0,1842 */
	reached0[1834] = 1;
	trans[0][1834]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1843]	= settr(1842,2,1842,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1842] = settr(1841,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1841,2,1835,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1841,2,1838,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1841,2,1840,0,0,"DO", 1, 2, 0);
	trans[0][1835]	= settr(1834,2,1842,630,630,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1836 -> 1842,0 */
	reached0[1836] = 1;
	trans[0][1836]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1837]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1838]	= settr(1837,2,1842,631,631,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1839 -> 1842,0 */
	reached0[1839] = 1;
	trans[0][1839]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1840]	= settr(1839,2,1861,632,632,"((i==8))", 1, 2, 0); /* m: 1845 -> 1861,0 */
	reached0[1845] = 1;
	trans[0][1841]	= settr(1840,2,1845,1,0,"goto :b64", 1, 2, 0); /* m: 1845 -> 0,1861 */
	reached0[1845] = 1;
	trans[0][1844]	= settr(1843,2,1845,1,0,"break", 1, 2, 0);
	trans[0][1845]	= settr(1844,2,1861,633,633,"assert((free<8))", 1, 2, 0); /* m: 1846 -> 0,1861 */
	reached0[1846] = 1;
	trans[0][1846]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][1847]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][1848]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][1849]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][1850]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][1854]	= settr(1853,2,1855,1,0,".(goto)", 1, 2, 0); /* m: 1855 -> 0,1861 */
	reached0[1855] = 1;
	trans[0][1852]	= settr(1851,2,1855,2,0,"else", 1, 2, 0);
	trans[0][1855]	= settr(1854,2,1861,634,634,"slot[t] = AWAY", 1, 2, 0); /* m: 1856 -> 0,1861 */
	reached0[1856] = 1;
	trans[0][1856]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][1857]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][1861] = settr(1860,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1860,2,1858,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1860,2,1860,0,0,"IF", 1, 2, 0);
	trans[0][1858]	= settr(1857,0,3465,635,635,"((near[t]==LEAVING))", 1, 2, 0); /* m: 1859 -> 3465,0 */
	reached0[1859] = 1;
	trans[0][1859]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][1862]	= settr(1861,2,2037,1,0,".(goto)", 1, 2, 0); /* m: 2037 -> 0,3465 */
	reached0[2037] = 1;
	trans[0][1860]	= settr(1859,2,2037,2,0,"else", 1, 2, 0);
	trans[0][1866]	= settr(1865,2,2037,1,0,".(goto)", 1, 2, 0); /* m: 2037 -> 0,3465 */
	reached0[2037] = 1;
	trans[0][1864]	= settr(1863,2,2037,2,0,"else", 1, 2, 0);
	trans[0][1868]	= settr(1867,0,3465,636,636,"((k==UPDATE))", 1, 2, 0); /* m: 1869 -> 3465,0 */
	reached0[1869] = 1;
	trans[0][1869]	= settr(0,0,0,0,0,"cache = w",0,0,0);
	trans[0][1870]	= settr(1869,2,1874,637,0,"((k==ACK))", 1, 2, 0);
	T = trans[0][1874] = settr(1873,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1873,2,1871,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1873,2,1873,0,0,"IF", 1, 2, 0);
	trans[0][1871]	= settr(1870,0,3465,638,638,"((n>acknowledged[t]))", 1, 2, 0); /* m: 1872 -> 3465,0 */
	reached0[1872] = 1;
	trans[0][1872]	= settr(0,0,0,0,0,"acknowledged[t] = n",0,0,0);
	trans[0][1875]	= settr(1874,2,2037,1,0,".(goto)", 1, 2, 0); /* m: 2037 -> 0,3465 */
	reached0[2037] = 1;
	trans[0][1873]	= settr(1872,2,2037,2,0,"else", 1, 2, 0);
	trans[0][1876]	= settr(1875,2,1936,639,0,"((k==REGISTER))", 1, 2, 0);
	T = trans[ 0][1936] = settr(1935,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1935,0,1934,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1934] = settr(1933,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1933,2,1877,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1933,2,1878,0,0,"IF", 1, 2, 0);
	trans[0][1877]	= settr(1876,0,3465,640,640,"((n<=seen_register[w]))", 1, 2, 0); /* m: 2037 -> 3465,0 */
	reached0[2037] = 1;
	trans[0][1935]	= settr(1934,2,2037,1,0,".(goto)", 1, 2, 0); /* m: 2037 -> 0,3465 */
	reached0[2037] = 1;
	trans[0][1878]	= settr(1877,2,1879,2,0,"else", 1, 2, 0);
	trans[0][1879]	= settr(1878,2,1932,641,641,"seen_register[w] = n", 1, 2, 0);
	T = trans[0][1932] = settr(1931,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1931,2,1880,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1931,2,1881,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1931,2,1904,0,0,"IF", 1, 2, 0);
	trans[0][1880]	= settr(1879,0,3465,642,642,"((owner==w))", 1, 2, 0); /* m: 2037 -> 3465,0 */
	reached0[2037] = 1;
	trans[0][1933]	= settr(1932,2,2037,1,0,".(goto)", 1, 2, 0); /* m: 2037 -> 0,3465 */
	reached0[2037] = 1;
	trans[0][1881]	= settr(1880,2,1903,643,0,"(((owner!=w)&&(lost[w]==UNTOLD)))", 1, 2, 0);
	T = trans[ 0][1903] = settr(1902,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1902,0,1882,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1882]	= settr(1881,2,1902,644,644,"notice_nonce = (notice_nonce+1)", 1, 2, 0); /* m: 1883 -> 0,1902 */
	reached0[1883] = 1;
	trans[0][1883]	= settr(0,0,0,0,0,"notice_to[w] = notice_nonce",0,0,0);
	T = trans[ 0][1902] = settr(1901,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1901,0,1884,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1884]	= settr(1883,2,1893,645,645,"i = 0", 1, 2, 0); /* m: 1885 -> 0,1893 */
	reached0[1885] = 1;
	trans[0][1885]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1894]	= settr(1893,2,1893,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1893] = settr(1892,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1892,2,1886,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1892,2,1889,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1892,2,1891,0,0,"DO", 1, 2, 0);
	trans[0][1886]	= settr(1885,2,1893,646,646,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1887 -> 1893,0 */
	reached0[1887] = 1;
	trans[0][1887]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1888]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1889]	= settr(1888,2,1893,647,647,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1890 -> 1893,0 */
	reached0[1890] = 1;
	trans[0][1890]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1891]	= settr(1890,0,3465,648,648,"((i==8))", 1, 2, 0); /* m: 1896 -> 3465,0 */
	reached0[1896] = 1;
	trans[0][1892]	= settr(1891,2,1896,1,0,"goto :b65", 1, 2, 0); /* m: 1896 -> 0,3465 */
	reached0[1896] = 1;
	trans[0][1895]	= settr(1894,2,1896,1,0,"break", 1, 2, 0);
	trans[0][1896]	= settr(1895,0,3465,649,649,"assert((free<8))", 1, 2, 0); /* m: 1897 -> 0,3465 */
	reached0[1897] = 1;
	trans[0][1897]	= settr(0,0,0,0,0,"net[free].kind = 12",0,0,0);
	trans[0][1898]	= settr(0,0,0,0,0,"net[free].to = w",0,0,0);
	trans[0][1899]	= settr(0,0,0,0,0,"net[free].where = (1-w)",0,0,0);
	trans[0][1900]	= settr(0,0,0,0,0,"net[free].nonce = notice_nonce",0,0,0);
	trans[0][1901]	= settr(0,0,0,0,0,"net[free].epoch = owner_epoch",0,0,0);
	trans[0][1904]	= settr(1903,2,1931,650,650,"(((owner!=w)&&(lost[w]!=UNTOLD)))", 1, 2, 0); /* m: 1905 -> 1931,0 */
	reached0[1905] = 1;
	trans[0][1905]	= settr(0,0,0,0,0,"assert((e>=owner_epoch))",0,0,0);
	trans[0][1906]	= settr(0,0,0,0,0,"owner = w",0,0,0);
	trans[0][1907]	= settr(0,0,0,0,0,"owner_epoch = e",0,0,0);
	trans[0][1908]	= settr(0,0,0,0,0,"lost[w] = NOT_LOST",0,0,0);
	trans[0][1909]	= settr(0,0,0,0,0,"lost[(1-w)] = UNTOLD",0,0,0);
	T = trans[ 0][1931] = settr(1930,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1930,0,1910,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1910]	= settr(1909,2,1930,651,651,"notice_nonce = (notice_nonce+1)", 1, 2, 0); /* m: 1911 -> 0,1930 */
	reached0[1911] = 1;
	trans[0][1911]	= settr(0,0,0,0,0,"notice_to[(1-w)] = notice_nonce",0,0,0);
	T = trans[ 0][1930] = settr(1929,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1929,0,1912,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1912]	= settr(1911,2,1921,652,652,"i = 0", 1, 2, 0); /* m: 1913 -> 0,1921 */
	reached0[1913] = 1;
	trans[0][1913]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1922]	= settr(1921,2,1921,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1921] = settr(1920,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1920,2,1914,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1920,2,1917,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1920,2,1919,0,0,"DO", 1, 2, 0);
	trans[0][1914]	= settr(1913,2,1921,653,653,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1915 -> 1921,0 */
	reached0[1915] = 1;
	trans[0][1915]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1916]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1917]	= settr(1916,2,1921,654,654,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1918 -> 1921,0 */
	reached0[1918] = 1;
	trans[0][1918]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1919]	= settr(1918,0,3465,655,655,"((i==8))", 1, 2, 0); /* m: 1924 -> 3465,0 */
	reached0[1924] = 1;
	trans[0][1920]	= settr(1919,2,1924,1,0,"goto :b66", 1, 2, 0); /* m: 1924 -> 0,3465 */
	reached0[1924] = 1;
	trans[0][1923]	= settr(1922,2,1924,1,0,"break", 1, 2, 0);
	trans[0][1924]	= settr(1923,0,3465,656,656,"assert((free<8))", 1, 2, 0); /* m: 1925 -> 0,3465 */
	reached0[1925] = 1;
	trans[0][1925]	= settr(0,0,0,0,0,"net[free].kind = 12",0,0,0);
	trans[0][1926]	= settr(0,0,0,0,0,"net[free].to = (1-w)",0,0,0);
	trans[0][1927]	= settr(0,0,0,0,0,"net[free].where = (1-(1-w))",0,0,0);
	trans[0][1928]	= settr(0,0,0,0,0,"net[free].nonce = notice_nonce",0,0,0);
	trans[0][1929]	= settr(0,0,0,0,0,"net[free].epoch = owner_epoch",0,0,0);
	trans[0][1937]	= settr(1936,2,1994,657,0,"((k==NOTICE))", 1, 2, 0);
	T = trans[ 0][1994] = settr(1993,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1993,0,1973,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1973] = settr(1972,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1972,2,1938,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1972,2,1972,0,0,"IF", 1, 2, 0);
	trans[0][1938]	= settr(1937,2,1971,658,658,"((n>from_server[t]))", 1, 2, 0); /* m: 1939 -> 1971,0 */
	reached0[1939] = 1;
	trans[0][1939]	= settr(0,0,0,0,0,"from_server[t] = n",0,0,0);
	T = trans[ 0][1971] = settr(1970,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1970,0,1961,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][1961] = settr(1960,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1960,2,1940,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1960,2,1960,0,0,"IF", 1, 2, 0);
	trans[0][1940]	= settr(1939,2,1959,659,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][1959] = settr(1958,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1958,0,1941,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1941]	= settr(1940,2,1950,660,660,"i = 0", 1, 2, 0); /* m: 1942 -> 0,1950 */
	reached0[1942] = 1;
	trans[0][1942]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1951]	= settr(1950,2,1950,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1950] = settr(1949,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1949,2,1943,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1949,2,1946,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1949,2,1948,0,0,"DO", 1, 2, 0);
	trans[0][1943]	= settr(1942,2,1950,661,661,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1944 -> 1950,0 */
	reached0[1944] = 1;
	trans[0][1944]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1945]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1946]	= settr(1945,2,1950,662,662,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1947 -> 1950,0 */
	reached0[1947] = 1;
	trans[0][1947]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1948]	= settr(1947,2,1969,663,663,"((i==8))", 1, 2, 0); /* m: 1953 -> 1969,0 */
	reached0[1953] = 1;
	trans[0][1949]	= settr(1948,2,1953,1,0,"goto :b67", 1, 2, 0); /* m: 1953 -> 0,1969 */
	reached0[1953] = 1;
	trans[0][1952]	= settr(1951,2,1953,1,0,"break", 1, 2, 0);
	trans[0][1953]	= settr(1952,2,1969,664,664,"assert((free<8))", 1, 2, 0); /* m: 1954 -> 0,1969 */
	reached0[1954] = 1;
	trans[0][1954]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][1955]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][1956]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][1957]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][1958]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][1962]	= settr(1961,2,1963,1,0,".(goto)", 1, 2, 0); /* m: 1963 -> 0,1969 */
	reached0[1963] = 1;
	trans[0][1960]	= settr(1959,2,1963,2,0,"else", 1, 2, 0);
	trans[0][1963]	= settr(1962,2,1969,665,665,"slot[t] = AWAY", 1, 2, 0); /* m: 1964 -> 0,1969 */
	reached0[1964] = 1;
	trans[0][1964]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][1965]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][1969] = settr(1968,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1968,2,1966,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1968,2,1968,0,0,"IF", 1, 2, 0);
	trans[0][1966]	= settr(1965,2,1993,666,666,"((near[t]==LEAVING))", 1, 2, 0); /* m: 1967 -> 1993,0 */
	reached0[1967] = 1;
	trans[0][1967]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][1970]	= settr(1969,2,1993,1,0,".(goto)", 1, 2, 0);
	trans[0][1968]	= settr(1967,2,1993,2,0,"else", 1, 2, 0);
	trans[0][1974]	= settr(1973,2,1993,1,0,".(goto)", 1, 2, 0);
	trans[0][1972]	= settr(1971,2,1993,2,0,"else", 1, 2, 0);
	T = trans[ 0][1993] = settr(1992,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1992,0,1975,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1975]	= settr(1974,2,1984,667,667,"i = 0", 1, 2, 0); /* m: 1976 -> 0,1984 */
	reached0[1976] = 1;
	trans[0][1976]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][1985]	= settr(1984,2,1984,1,0,".(goto)", 1, 2, 0);
	T = trans[0][1984] = settr(1983,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1983,2,1977,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1983,2,1980,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1983,2,1982,0,0,"DO", 1, 2, 0);
	trans[0][1977]	= settr(1976,2,1984,668,668,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 1978 -> 1984,0 */
	reached0[1978] = 1;
	trans[0][1978]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][1979]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1980]	= settr(1979,2,1984,669,669,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 1981 -> 1984,0 */
	reached0[1981] = 1;
	trans[0][1981]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][1982]	= settr(1981,0,3465,670,670,"((i==8))", 1, 2, 0); /* m: 1987 -> 3465,0 */
	reached0[1987] = 1;
	trans[0][1983]	= settr(1982,2,1987,1,0,"goto :b68", 1, 2, 0); /* m: 1987 -> 0,3465 */
	reached0[1987] = 1;
	trans[0][1986]	= settr(1985,2,1987,1,0,"break", 1, 2, 0);
	trans[0][1987]	= settr(1986,0,3465,671,671,"assert((free<8))", 1, 2, 0); /* m: 1988 -> 0,3465 */
	reached0[1988] = 1;
	trans[0][1988]	= settr(0,0,0,0,0,"net[free].kind = 11",0,0,0);
	trans[0][1989]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][1990]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][1991]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][1992]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][1995]	= settr(1994,2,2031,672,0,"((k==NOTICE_ACK))", 1, 2, 0);
	T = trans[ 0][2031] = settr(2030,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2030,0,2029,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][2029] = settr(2028,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2028,2,1996,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2028,2,2028,0,0,"IF", 1, 2, 0);
	trans[0][1996]	= settr(1995,2,2027,673,673,"(((n==notice_to[w])&&(lost[w]==UNTOLD)))", 1, 2, 0); /* m: 1997 -> 2027,0 */
	reached0[1997] = 1;
	trans[0][1997]	= settr(0,0,0,0,0,"lost[w] = TOLD",0,0,0);
	T = trans[ 0][2027] = settr(2026,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2026,0,1998,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1998]	= settr(1997,2,2023,674,674,"free = 0", 1, 2, 0);
	trans[0][2024]	= settr(2023,2,2023,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2023] = settr(2022,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2022,2,1999,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2022,2,2019,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2022,2,2021,0,0,"DO", 1, 2, 0);
	trans[0][1999]	= settr(1998,2,2018,675,0,"((((free<8)&&(net[free].kind==REGISTER))&&(net[free].where==w)))", 1, 2, 0);
	T = trans[ 0][2018] = settr(2017,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2017,0,2000,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2000]	= settr(1999,2,2010,676,676,"i = free", 1, 2, 0);
	trans[0][2011]	= settr(2010,2,2010,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2010] = settr(2009,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2009,2,2001,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2009,2,2008,0,0,"DO", 1, 2, 0);
	trans[0][2001]	= settr(2000,2,2010,677,677,"((i<(8-1)))", 1, 2, 0); /* m: 2002 -> 2010,0 */
	reached0[2002] = 1;
	trans[0][2002]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][2003]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][2004]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][2005]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][2006]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][2007]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2008]	= settr(2007,2,2013,2,0,"else", 1, 2, 0);
	trans[0][2009]	= settr(2008,2,2013,1,0,"goto :b70", 1, 2, 0); /* m: 2013 -> 0,2023 */
	reached0[2013] = 1;
	trans[0][2012]	= settr(2011,2,2013,1,0,"break", 1, 2, 0);
	trans[0][2013]	= settr(2012,2,2023,678,678,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 2014 -> 0,2023 */
	reached0[2014] = 1;
	trans[0][2014]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][2015]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][2016]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][2017]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][2019]	= settr(2018,2,2023,679,679,"(((free<8)&&!(((net[free].kind==REGISTER)&&(net[free].where==w)))))", 1, 2, 0); /* m: 2020 -> 2023,0 */
	reached0[2020] = 1;
	trans[0][2020]	= settr(0,0,0,0,0,"free = (free+1)",0,0,0);
	trans[0][2021]	= settr(2020,0,3465,680,680,"((free==8))", 1, 2, 0); /* m: 2026 -> 3465,0 */
	reached0[2026] = 1;
	trans[0][2022]	= settr(2021,2,2026,1,0,"goto :b69", 1, 2, 0); /* m: 2026 -> 0,3465 */
	reached0[2026] = 1;
	trans[0][2025]	= settr(2024,2,2026,1,0,"break", 1, 2, 0);
	trans[0][2026]	= settr(2025,0,3465,681,681,"free = 0", 1, 2, 0); /* m: 2037 -> 0,3465 */
	reached0[2037] = 1;
	trans[0][2030]	= settr(2029,2,2037,1,0,".(goto)", 1, 2, 0); /* m: 2037 -> 0,3465 */
	reached0[2037] = 1;
	trans[0][2028]	= settr(2027,2,2037,2,0,"else", 1, 2, 0);
	trans[0][2032]	= settr(2031,0,3465,682,682,"((k==REPLY))", 1, 2, 0); /* m: 2033 -> 3465,0 */
	reached0[2033] = 1;
	trans[0][2033]	= settr(0,0,0,0,0,"asked = 0",0,0,0);
	trans[0][2034]	= settr(0,0,0,0,0,"cache = w",0,0,0);
	trans[0][2037]	= settr(2036,0,3465,683,683,"k = FREE", 1, 2, 0); /* m: 2038 -> 0,3465 */
	reached0[2038] = 1;
	trans[0][2038]	= settr(0,0,0,0,0,"t = 0",0,0,0);
	trans[0][2039]	= settr(0,0,0,0,0,"w = 0",0,0,0);
	trans[0][2040]	= settr(0,0,0,0,0,"n = 0",0,0,0);
	trans[0][2041]	= settr(0,0,0,0,0,"e = 0",0,0,0);
	trans[0][2042]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	trans[0][2043]	= settr(0,0,0,0,0,"free = 0",0,0,0);
	T = trans[ 0][2454] = settr(2453,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(2453,2,2046,0,0,"ATOMIC", 1, 2, 0);
	trans[0][2046]	= settr(2045,2,2453,684,0,"((net[5].kind!=FREE))", 1, 2, 0);
	T = trans[ 0][2453] = settr(2452,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2452,0,2047,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2047]	= settr(2046,2,2073,685,685,"k = net[5].kind", 1, 2, 0); /* m: 2048 -> 0,2073 */
	reached0[2048] = 1;
	trans[0][2048]	= settr(0,0,0,0,0,"t = net[5].to",0,0,0);
	trans[0][2049]	= settr(0,0,0,0,0,"w = net[5].where",0,0,0);
	trans[0][2050]	= settr(0,0,0,0,0,"n = net[5].nonce",0,0,0);
	trans[0][2051]	= settr(0,0,0,0,0,"e = net[5].epoch",0,0,0);
	T = trans[0][2073] = settr(2072,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2072,2,2070,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2072,2,2071,0,0,"IF", 1, 2, 0);
	T = trans[ 0][2070] = settr(2069,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2069,0,2052,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2052]	= settr(2051,2,2062,686,686,"i = 5", 1, 2, 0);
	trans[0][2063]	= settr(2062,2,2062,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2062] = settr(2061,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2061,2,2053,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2061,2,2060,0,0,"DO", 1, 2, 0);
	trans[0][2053]	= settr(2052,2,2062,687,687,"((i<(8-1)))", 1, 2, 0); /* m: 2054 -> 2062,0 */
	reached0[2054] = 1;
	trans[0][2054]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][2055]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][2056]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][2057]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][2058]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][2059]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2060]	= settr(2059,2,2065,2,0,"else", 1, 2, 0);
	trans[0][2061]	= settr(2060,2,2065,1,0,"goto :b71", 1, 2, 0); /* m: 2065 -> 0,2444 */
	reached0[2065] = 1;
	trans[0][2064]	= settr(2063,2,2065,1,0,"break", 1, 2, 0);
	trans[0][2065]	= settr(2064,2,2444,688,688,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 2066 -> 0,2444 */
	reached0[2066] = 1;
	trans[0][2066]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][2067]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][2068]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][2069]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][2074]	= settr(2073,2,2444,1,0,".(goto)", 1, 2, 0);
	trans[0][2071]	= settr(2070,2,2444,689,689,"((duplicates<1))", 1, 2, 0); /* m: 2072 -> 2444,0 */
	reached0[2072] = 1;
	trans[0][2072]	= settr(0,0,0,0,0,"duplicates = (duplicates+1)",0,0,0);
	T = trans[0][2444] = settr(2443,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2443,2,2075,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2443,2,2109,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2443,2,2238,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2443,2,2277,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2443,2,2279,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2443,2,2285,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2443,2,2346,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2443,2,2404,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2443,2,2441,0,0,"IF", 1, 2, 0);
	trans[0][2075]	= settr(2074,2,2108,690,0,"((k==PREPARE))", 1, 2, 0);
	T = trans[ 0][2108] = settr(2107,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2107,0,2106,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][2106] = settr(2105,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2105,2,2076,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2105,2,2077,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2105,2,2105,0,0,"IF", 1, 2, 0);
	trans[0][2076]	= settr(2075,0,3465,691,691,"((n<=from_controller[t]))", 1, 2, 0); /* m: 2446 -> 3465,0 */
	reached0[2446] = 1;
	trans[0][2107]	= settr(2106,2,2446,1,0,".(goto)", 1, 2, 0); /* m: 2446 -> 0,3465 */
	reached0[2446] = 1;
	trans[0][2077]	= settr(2076,2,2084,692,692,"(((n>from_controller[t])&&((slot[t]==HERE)==w)))", 1, 2, 0); /* m: 2078 -> 2084,0 */
	reached0[2078] = 1;
	trans[0][2078]	= settr(0,0,0,0,0,"from_controller[t] = n",0,0,0);
	T = trans[0][2084] = settr(2083,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2083,2,2079,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2083,2,2081,0,0,"IF", 1, 2, 0);
	trans[0][2079]	= settr(2078,2,2104,693,693,"(w)", 1, 2, 0); /* m: 2080 -> 2104,0 */
	reached0[2080] = 1;
	trans[0][2080]	= settr(0,0,0,0,0,"near[t] = LEAVING",0,0,0);
	trans[0][2085]	= settr(2084,2,2104,1,0,".(goto)", 1, 2, 0);
	trans[0][2081]	= settr(2080,2,2082,2,0,"else", 1, 2, 0);
	trans[0][2082]	= settr(2081,2,2104,694,694,"near[t] = COMING", 1, 2, 0); /* m: 2083 -> 0,2104 */
	reached0[2083] = 1;
	trans[0][2083]	= settr(0,0,0,0,0,"hold[t] = 1",0,0,0);
	T = trans[ 0][2104] = settr(2103,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2103,0,2086,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2086]	= settr(2085,2,2095,695,695,"i = 0", 1, 2, 0); /* m: 2087 -> 0,2095 */
	reached0[2087] = 1;
	trans[0][2087]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2096]	= settr(2095,2,2095,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2095] = settr(2094,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2094,2,2088,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2094,2,2091,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2094,2,2093,0,0,"DO", 1, 2, 0);
	trans[0][2088]	= settr(2087,2,2095,696,696,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2089 -> 2095,0 */
	reached0[2089] = 1;
	trans[0][2089]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2090]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2091]	= settr(2090,2,2095,697,697,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2092 -> 2095,0 */
	reached0[2092] = 1;
	trans[0][2092]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2093]	= settr(2092,0,3465,698,698,"((i==8))", 1, 2, 0); /* m: 2098 -> 3465,0 */
	reached0[2098] = 1;
	trans[0][2094]	= settr(2093,2,2098,1,0,"goto :b72", 1, 2, 0); /* m: 2098 -> 0,3465 */
	reached0[2098] = 1;
	trans[0][2097]	= settr(2096,2,2098,1,0,"break", 1, 2, 0);
	trans[0][2098]	= settr(2097,0,3465,699,699,"assert((free<8))", 1, 2, 0); /* m: 2099 -> 0,3465 */
	reached0[2099] = 1;
	trans[0][2099]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][2100]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][2101]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][2102]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][2103]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][2105]	= settr(2104,2,2446,2,0,"else", 1, 2, 0);
	trans[0][2445]	= settr(2444,2,2446,1,0,".(goto)", 1, 2, 0); /* m: 2446 -> 0,3465 */
	reached0[2446] = 1;
	trans[0][2109]	= settr(2108,2,2237,700,0,"((k==ORDER))", 1, 2, 0);
	T = trans[ 0][2237] = settr(2236,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2236,0,2235,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][2235] = settr(2234,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2234,2,2110,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2234,2,2111,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2234,2,2131,0,0,"IF", 1, 2, 0);
	trans[0][2110]	= settr(2109,0,3465,701,701,"((n<from_controller[t]))", 1, 2, 0); /* m: 2446 -> 3465,0 */
	reached0[2446] = 1;
	trans[0][2236]	= settr(2235,2,2446,1,0,".(goto)", 1, 2, 0); /* m: 2446 -> 0,3465 */
	reached0[2446] = 1;
	trans[0][2111]	= settr(2110,2,2130,702,0,"((n==from_controller[t]))", 1, 2, 0);
	T = trans[ 0][2130] = settr(2129,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2129,0,2112,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2112]	= settr(2111,2,2121,703,703,"i = 0", 1, 2, 0); /* m: 2113 -> 0,2121 */
	reached0[2113] = 1;
	trans[0][2113]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2122]	= settr(2121,2,2121,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2121] = settr(2120,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2120,2,2114,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2120,2,2117,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2120,2,2119,0,0,"DO", 1, 2, 0);
	trans[0][2114]	= settr(2113,2,2121,704,704,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2115 -> 2121,0 */
	reached0[2115] = 1;
	trans[0][2115]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2116]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2117]	= settr(2116,2,2121,705,705,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2118 -> 2121,0 */
	reached0[2118] = 1;
	trans[0][2118]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2119]	= settr(2118,0,3465,706,706,"((i==8))", 1, 2, 0); /* m: 2124 -> 3465,0 */
	reached0[2124] = 1;
	trans[0][2120]	= settr(2119,2,2124,1,0,"goto :b73", 1, 2, 0); /* m: 2124 -> 0,3465 */
	reached0[2124] = 1;
	trans[0][2123]	= settr(2122,2,2124,1,0,"break", 1, 2, 0);
	trans[0][2124]	= settr(2123,0,3465,707,707,"assert((free<8))", 1, 2, 0); /* m: 2125 -> 0,3465 */
	reached0[2125] = 1;
	trans[0][2125]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][2126]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][2127]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][2128]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][2129]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][2131]	= settr(2130,2,2214,708,708,"((n>from_controller[t]))", 1, 2, 0); /* m: 2132 -> 2214,0 */
	reached0[2132] = 1;
	trans[0][2132]	= settr(0,0,0,0,0,"from_controller[t] = n",0,0,0);
	T = trans[0][2214] = settr(2213,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2213,2,2133,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2213,2,2181,0,0,"IF", 1, 2, 0);
	trans[0][2133]	= settr(2132,2,2180,709,709,"((w==t))", 1, 2, 0); /* m: 2134 -> 2180,0 */
	reached0[2134] = 1;
	trans[0][2134]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][2135]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[ 0][2180] = settr(2179,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2179,0,2136,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2136]	= settr(2135,2,2159,710,710,"slot[t] = HERE", 1, 2, 0); /* m: 2137 -> 0,2159 */
	reached0[2137] = 1;
	trans[0][2137]	= settr(0,0,0,0,0,"hold[t] = 0",0,0,0);
	trans[0][2138]	= settr(0,0,0,0,0,"registers[t] = 1",0,0,0);
	T = trans[ 0][2159] = settr(2158,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2158,0,2139,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2139]	= settr(2138,2,2158,711,711,"register_nonce[t] = (register_nonce[t]+1)", 1, 2, 0);
	T = trans[ 0][2158] = settr(2157,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2157,0,2140,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2140]	= settr(2139,2,2149,712,712,"i = 0", 1, 2, 0); /* m: 2141 -> 0,2149 */
	reached0[2141] = 1;
	trans[0][2141]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2150]	= settr(2149,2,2149,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2149] = settr(2148,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2148,2,2142,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2148,2,2145,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2148,2,2147,0,0,"DO", 1, 2, 0);
	trans[0][2142]	= settr(2141,2,2149,713,713,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2143 -> 2149,0 */
	reached0[2143] = 1;
	trans[0][2143]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2144]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2145]	= settr(2144,2,2149,714,714,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2146 -> 2149,0 */
	reached0[2146] = 1;
	trans[0][2146]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2147]	= settr(2146,2,2179,715,715,"((i==8))", 1, 2, 0); /* m: 2152 -> 2179,0 */
	reached0[2152] = 1;
	trans[0][2148]	= settr(2147,2,2152,1,0,"goto :b74", 1, 2, 0); /* m: 2152 -> 0,2179 */
	reached0[2152] = 1;
	trans[0][2151]	= settr(2150,2,2152,1,0,"break", 1, 2, 0);
	trans[0][2152]	= settr(2151,2,2179,716,716,"assert((free<8))", 1, 2, 0); /* m: 2153 -> 0,2179 */
	reached0[2153] = 1;
	trans[0][2153]	= settr(0,0,0,0,0,"net[free].kind = 13",0,0,0);
	trans[0][2154]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][2155]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][2156]	= settr(0,0,0,0,0,"net[free].nonce = register_nonce[t]",0,0,0);
	trans[0][2157]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][2160]	= settr(0,0,0,0,0,"own_nonce[t] = (own_nonce[t]+1)",0,0,0);
	T = trans[ 0][2179] = settr(2178,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2178,0,2161,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2161]	= settr(2160,2,2170,717,717,"i = 0", 1, 2, 0); /* m: 2162 -> 0,2170 */
	reached0[2162] = 1;
	trans[0][2162]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2171]	= settr(2170,2,2170,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2170] = settr(2169,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2169,2,2163,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2169,2,2166,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2169,2,2168,0,0,"DO", 1, 2, 0);
	trans[0][2163]	= settr(2162,2,2170,718,718,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2164 -> 2170,0 */
	reached0[2164] = 1;
	trans[0][2164]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2165]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2166]	= settr(2165,2,2170,719,719,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2167 -> 2170,0 */
	reached0[2167] = 1;
	trans[0][2167]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2168]	= settr(2167,2,2234,720,720,"((i==8))", 1, 2, 0); /* m: 2173 -> 2234,0 */
	reached0[2173] = 1;
	trans[0][2169]	= settr(2168,2,2173,1,0,"goto :b75", 1, 2, 0); /* m: 2173 -> 0,2234 */
	reached0[2173] = 1;
	trans[0][2172]	= settr(2171,2,2173,1,0,"break", 1, 2, 0);
	trans[0][2173]	= settr(2172,2,2234,721,721,"assert((free<8))", 1, 2, 0); /* m: 2174 -> 0,2234 */
	reached0[2174] = 1;
	trans[0][2174]	= settr(0,0,0,0,0,"net[free].kind = 16",0,0,0);
	trans[0][2175]	= settr(0,0,0,0,0,"net[free].to = (1-t)",0,0,0);
	trans[0][2176]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][2177]	= settr(0,0,0,0,0,"net[free].nonce = own_nonce[t]",0,0,0);
	trans[0][2178]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][2215]	= settr(2214,2,2234,1,0,".(goto)", 1, 2, 0);
	trans[0][2181]	= settr(2180,2,2213,2,0,"else", 1, 2, 0);
	T = trans[ 0][2213] = settr(2212,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2212,0,2203,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][2203] = settr(2202,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2202,2,2182,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2202,2,2202,0,0,"IF", 1, 2, 0);
	trans[0][2182]	= settr(2181,2,2201,722,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][2201] = settr(2200,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2200,0,2183,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2183]	= settr(2182,2,2192,723,723,"i = 0", 1, 2, 0); /* m: 2184 -> 0,2192 */
	reached0[2184] = 1;
	trans[0][2184]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2193]	= settr(2192,2,2192,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2192] = settr(2191,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2191,2,2185,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2191,2,2188,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2191,2,2190,0,0,"DO", 1, 2, 0);
	trans[0][2185]	= settr(2184,2,2192,724,724,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2186 -> 2192,0 */
	reached0[2186] = 1;
	trans[0][2186]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2187]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2188]	= settr(2187,2,2192,725,725,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2189 -> 2192,0 */
	reached0[2189] = 1;
	trans[0][2189]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2190]	= settr(2189,2,2211,726,726,"((i==8))", 1, 2, 0); /* m: 2195 -> 2211,0 */
	reached0[2195] = 1;
	trans[0][2191]	= settr(2190,2,2195,1,0,"goto :b76", 1, 2, 0); /* m: 2195 -> 0,2211 */
	reached0[2195] = 1;
	trans[0][2194]	= settr(2193,2,2195,1,0,"break", 1, 2, 0);
	trans[0][2195]	= settr(2194,2,2211,727,727,"assert((free<8))", 1, 2, 0); /* m: 2196 -> 0,2211 */
	reached0[2196] = 1;
	trans[0][2196]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][2197]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][2198]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][2199]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][2200]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][2204]	= settr(2203,2,2205,1,0,".(goto)", 1, 2, 0); /* m: 2205 -> 0,2211 */
	reached0[2205] = 1;
	trans[0][2202]	= settr(2201,2,2205,2,0,"else", 1, 2, 0);
	trans[0][2205]	= settr(2204,2,2211,728,728,"slot[t] = AWAY", 1, 2, 0); /* m: 2206 -> 0,2211 */
	reached0[2206] = 1;
	trans[0][2206]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][2207]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][2211] = settr(2210,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2210,2,2208,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2210,2,2210,0,0,"IF", 1, 2, 0);
	trans[0][2208]	= settr(2207,2,2234,729,729,"((near[t]==LEAVING))", 1, 2, 0); /* m: 2209 -> 2234,0 */
	reached0[2209] = 1;
	trans[0][2209]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][2212]	= settr(2211,2,2234,1,0,".(goto)", 1, 2, 0);
	trans[0][2210]	= settr(2209,2,2234,2,0,"else", 1, 2, 0);
	T = trans[ 0][2234] = settr(2233,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2233,0,2216,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2216]	= settr(2215,2,2225,730,730,"i = 0", 1, 2, 0); /* m: 2217 -> 0,2225 */
	reached0[2217] = 1;
	trans[0][2217]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2226]	= settr(2225,2,2225,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2225] = settr(2224,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2224,2,2218,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2224,2,2221,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2224,2,2223,0,0,"DO", 1, 2, 0);
	trans[0][2218]	= settr(2217,2,2225,731,731,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2219 -> 2225,0 */
	reached0[2219] = 1;
	trans[0][2219]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2220]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2221]	= settr(2220,2,2225,732,732,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2222 -> 2225,0 */
	reached0[2222] = 1;
	trans[0][2222]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2223]	= settr(2222,0,3465,733,733,"((i==8))", 1, 2, 0); /* m: 2228 -> 3465,0 */
	reached0[2228] = 1;
	trans[0][2224]	= settr(2223,2,2228,1,0,"goto :b77", 1, 2, 0); /* m: 2228 -> 0,3465 */
	reached0[2228] = 1;
	trans[0][2227]	= settr(2226,2,2228,1,0,"break", 1, 2, 0);
	trans[0][2228]	= settr(2227,0,3465,734,734,"assert((free<8))", 1, 2, 0); /* m: 2229 -> 0,3465 */
	reached0[2229] = 1;
	trans[0][2229]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][2230]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][2231]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][2232]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][2233]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][2238]	= settr(2237,2,2276,735,0,"((k==PEER))", 1, 2, 0);
	T = trans[ 0][2276] = settr(2275,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2275,0,2274,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][2274] = settr(2273,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2273,2,2239,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2273,2,2273,0,0,"IF", 1, 2, 0);
	trans[0][2239]	= settr(2238,2,2272,736,736,"((n>from_peer[t]))", 1, 2, 0); /* m: 2240 -> 2272,0 */
	reached0[2240] = 1;
	trans[0][2240]	= settr(0,0,0,0,0,"from_peer[t] = n",0,0,0);
	T = trans[ 0][2272] = settr(2271,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2271,0,2262,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][2262] = settr(2261,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2261,2,2241,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2261,2,2261,0,0,"IF", 1, 2, 0);
	trans[0][2241]	= settr(2240,2,2260,737,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][2260] = settr(2259,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2259,0,2242,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2242]	= settr(2241,2,2251,738,738,"i = 0", 1, 2, 0); /* m: 2243 -> 0,2251 */
	reached0[2243] = 1;
	trans[0][2243]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2252]	= settr(2251,2,2251,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2251] = settr(2250,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2250,2,2244,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2250,2,2247,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2250,2,2249,0,0,"DO", 1, 2, 0);
	trans[0][2244]	= settr(2243,2,2251,739,739,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2245 -> 2251,0 */
	reached0[2245] = 1;
	trans[0][2245]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2246]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2247]	= settr(2246,2,2251,740,740,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2248 -> 2251,0 */
	reached0[2248] = 1;
	trans[0][2248]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2249]	= settr(2248,2,2270,741,741,"((i==8))", 1, 2, 0); /* m: 2254 -> 2270,0 */
	reached0[2254] = 1;
	trans[0][2250]	= settr(2249,2,2254,1,0,"goto :b78", 1, 2, 0); /* m: 2254 -> 0,2270 */
	reached0[2254] = 1;
	trans[0][2253]	= settr(2252,2,2254,1,0,"break", 1, 2, 0);
	trans[0][2254]	= settr(2253,2,2270,742,742,"assert((free<8))", 1, 2, 0); /* m: 2255 -> 0,2270 */
	reached0[2255] = 1;
	trans[0][2255]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][2256]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][2257]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][2258]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][2259]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][2263]	= settr(2262,2,2264,1,0,".(goto)", 1, 2, 0); /* m: 2264 -> 0,2270 */
	reached0[2264] = 1;
	trans[0][2261]	= settr(2260,2,2264,2,0,"else", 1, 2, 0);
	trans[0][2264]	= settr(2263,2,2270,743,743,"slot[t] = AWAY", 1, 2, 0); /* m: 2265 -> 0,2270 */
	reached0[2265] = 1;
	trans[0][2265]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][2266]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][2270] = settr(2269,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2269,2,2267,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2269,2,2269,0,0,"IF", 1, 2, 0);
	trans[0][2267]	= settr(2266,0,3465,744,744,"((near[t]==LEAVING))", 1, 2, 0); /* m: 2268 -> 3465,0 */
	reached0[2268] = 1;
	trans[0][2268]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][2271]	= settr(2270,2,2446,1,0,".(goto)", 1, 2, 0); /* m: 2446 -> 0,3465 */
	reached0[2446] = 1;
	trans[0][2269]	= settr(2268,2,2446,2,0,"else", 1, 2, 0);
	trans[0][2275]	= settr(2274,2,2446,1,0,".(goto)", 1, 2, 0); /* m: 2446 -> 0,3465 */
	reached0[2446] = 1;
	trans[0][2273]	= settr(2272,2,2446,2,0,"else", 1, 2, 0);
	trans[0][2277]	= settr(2276,0,3465,745,745,"((k==UPDATE))", 1, 2, 0); /* m: 2278 -> 3465,0 */
	reached0[2278] = 1;
	trans[0][2278]	= settr(0,0,0,0,0,"cache = w",0,0,0);
	trans[0][2279]	= settr(2278,2,2283,746,0,"((k==ACK))", 1, 2, 0);
	T = trans[0][2283] = settr(2282,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2282,2,2280,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2282,2,2282,0,0,"IF", 1, 2, 0);
	trans[0][2280]	= settr(2279,0,3465,747,747,"((n>acknowledged[t]))", 1, 2, 0); /* m: 2281 -> 3465,0 */
	reached0[2281] = 1;
	trans[0][2281]	= settr(0,0,0,0,0,"acknowledged[t] = n",0,0,0);
	trans[0][2284]	= settr(2283,2,2446,1,0,".(goto)", 1, 2, 0); /* m: 2446 -> 0,3465 */
	reached0[2446] = 1;
	trans[0][2282]	= settr(2281,2,2446,2,0,"else", 1, 2, 0);
	trans[0][2285]	= settr(2284,2,2345,748,0,"((k==REGISTER))", 1, 2, 0);
	T = trans[ 0][2345] = settr(2344,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2344,0,2343,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][2343] = settr(2342,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2342,2,2286,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2342,2,2287,0,0,"IF", 1, 2, 0);
	trans[0][2286]	= settr(2285,0,3465,749,749,"((n<=seen_register[w]))", 1, 2, 0); /* m: 2446 -> 3465,0 */
	reached0[2446] = 1;
	trans[0][2344]	= settr(2343,2,2446,1,0,".(goto)", 1, 2, 0); /* m: 2446 -> 0,3465 */
	reached0[2446] = 1;
	trans[0][2287]	= settr(2286,2,2288,2,0,"else", 1, 2, 0);
	trans[0][2288]	= settr(2287,2,2341,750,750,"seen_register[w] = n", 1, 2, 0);
	T = trans[0][2341] = settr(2340,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2340,2,2289,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2340,2,2290,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2340,2,2313,0,0,"IF", 1, 2, 0);
	trans[0][2289]	= settr(2288,0,3465,751,751,"((owner==w))", 1, 2, 0); /* m: 2446 -> 3465,0 */
	reached0[2446] = 1;
	trans[0][2342]	= settr(2341,2,2446,1,0,".(goto)", 1, 2, 0); /* m: 2446 -> 0,3465 */
	reached0[2446] = 1;
	trans[0][2290]	= settr(2289,2,2312,752,0,"(((owner!=w)&&(lost[w]==UNTOLD)))", 1, 2, 0);
	T = trans[ 0][2312] = settr(2311,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2311,0,2291,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2291]	= settr(2290,2,2311,753,753,"notice_nonce = (notice_nonce+1)", 1, 2, 0); /* m: 2292 -> 0,2311 */
	reached0[2292] = 1;
	trans[0][2292]	= settr(0,0,0,0,0,"notice_to[w] = notice_nonce",0,0,0);
	T = trans[ 0][2311] = settr(2310,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2310,0,2293,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2293]	= settr(2292,2,2302,754,754,"i = 0", 1, 2, 0); /* m: 2294 -> 0,2302 */
	reached0[2294] = 1;
	trans[0][2294]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2303]	= settr(2302,2,2302,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2302] = settr(2301,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2301,2,2295,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2301,2,2298,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2301,2,2300,0,0,"DO", 1, 2, 0);
	trans[0][2295]	= settr(2294,2,2302,755,755,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2296 -> 2302,0 */
	reached0[2296] = 1;
	trans[0][2296]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2297]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2298]	= settr(2297,2,2302,756,756,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2299 -> 2302,0 */
	reached0[2299] = 1;
	trans[0][2299]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2300]	= settr(2299,0,3465,757,757,"((i==8))", 1, 2, 0); /* m: 2305 -> 3465,0 */
	reached0[2305] = 1;
	trans[0][2301]	= settr(2300,2,2305,1,0,"goto :b79", 1, 2, 0); /* m: 2305 -> 0,3465 */
	reached0[2305] = 1;
	trans[0][2304]	= settr(2303,2,2305,1,0,"break", 1, 2, 0);
	trans[0][2305]	= settr(2304,0,3465,758,758,"assert((free<8))", 1, 2, 0); /* m: 2306 -> 0,3465 */
	reached0[2306] = 1;
	trans[0][2306]	= settr(0,0,0,0,0,"net[free].kind = 12",0,0,0);
	trans[0][2307]	= settr(0,0,0,0,0,"net[free].to = w",0,0,0);
	trans[0][2308]	= settr(0,0,0,0,0,"net[free].where = (1-w)",0,0,0);
	trans[0][2309]	= settr(0,0,0,0,0,"net[free].nonce = notice_nonce",0,0,0);
	trans[0][2310]	= settr(0,0,0,0,0,"net[free].epoch = owner_epoch",0,0,0);
	trans[0][2313]	= settr(2312,2,2340,759,759,"(((owner!=w)&&(lost[w]!=UNTOLD)))", 1, 2, 0); /* m: 2314 -> 2340,0 */
	reached0[2314] = 1;
	trans[0][2314]	= settr(0,0,0,0,0,"assert((e>=owner_epoch))",0,0,0);
	trans[0][2315]	= settr(0,0,0,0,0,"owner = w",0,0,0);
	trans[0][2316]	= settr(0,0,0,0,0,"owner_epoch = e",0,0,0);
	trans[0][2317]	= settr(0,0,0,0,0,"lost[w] = NOT_LOST",0,0,0);
	trans[0][2318]	= settr(0,0,0,0,0,"lost[(1-w)] = UNTOLD",0,0,0);
	T = trans[ 0][2340] = settr(2339,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2339,0,2319,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2319]	= settr(2318,2,2339,760,760,"notice_nonce = (notice_nonce+1)", 1, 2, 0); /* m: 2320 -> 0,2339 */
	reached0[2320] = 1;
	trans[0][2320]	= settr(0,0,0,0,0,"notice_to[(1-w)] = notice_nonce",0,0,0);
	T = trans[ 0][2339] = settr(2338,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2338,0,2321,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2321]	= settr(2320,2,2330,761,761,"i = 0", 1, 2, 0); /* m: 2322 -> 0,2330 */
	reached0[2322] = 1;
	trans[0][2322]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2331]	= settr(2330,2,2330,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2330] = settr(2329,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2329,2,2323,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2329,2,2326,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2329,2,2328,0,0,"DO", 1, 2, 0);
	trans[0][2323]	= settr(2322,2,2330,762,762,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2324 -> 2330,0 */
	reached0[2324] = 1;
	trans[0][2324]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2325]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2326]	= settr(2325,2,2330,763,763,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2327 -> 2330,0 */
	reached0[2327] = 1;
	trans[0][2327]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2328]	= settr(2327,0,3465,764,764,"((i==8))", 1, 2, 0); /* m: 2333 -> 3465,0 */
	reached0[2333] = 1;
	trans[0][2329]	= settr(2328,2,2333,1,0,"goto :b80", 1, 2, 0); /* m: 2333 -> 0,3465 */
	reached0[2333] = 1;
	trans[0][2332]	= settr(2331,2,2333,1,0,"break", 1, 2, 0);
	trans[0][2333]	= settr(2332,0,3465,765,765,"assert((free<8))", 1, 2, 0); /* m: 2334 -> 0,3465 */
	reached0[2334] = 1;
	trans[0][2334]	= settr(0,0,0,0,0,"net[free].kind = 12",0,0,0);
	trans[0][2335]	= settr(0,0,0,0,0,"net[free].to = (1-w)",0,0,0);
	trans[0][2336]	= settr(0,0,0,0,0,"net[free].where = (1-(1-w))",0,0,0);
	trans[0][2337]	= settr(0,0,0,0,0,"net[free].nonce = notice_nonce",0,0,0);
	trans[0][2338]	= settr(0,0,0,0,0,"net[free].epoch = owner_epoch",0,0,0);
	trans[0][2346]	= settr(2345,2,2403,766,0,"((k==NOTICE))", 1, 2, 0);
	T = trans[ 0][2403] = settr(2402,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2402,0,2382,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][2382] = settr(2381,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2381,2,2347,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2381,2,2381,0,0,"IF", 1, 2, 0);
	trans[0][2347]	= settr(2346,2,2380,767,767,"((n>from_server[t]))", 1, 2, 0); /* m: 2348 -> 2380,0 */
	reached0[2348] = 1;
	trans[0][2348]	= settr(0,0,0,0,0,"from_server[t] = n",0,0,0);
	T = trans[ 0][2380] = settr(2379,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2379,0,2370,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][2370] = settr(2369,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2369,2,2349,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2369,2,2369,0,0,"IF", 1, 2, 0);
	trans[0][2349]	= settr(2348,2,2368,768,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][2368] = settr(2367,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2367,0,2350,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2350]	= settr(2349,2,2359,769,769,"i = 0", 1, 2, 0); /* m: 2351 -> 0,2359 */
	reached0[2351] = 1;
	trans[0][2351]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2360]	= settr(2359,2,2359,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2359] = settr(2358,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2358,2,2352,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2358,2,2355,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2358,2,2357,0,0,"DO", 1, 2, 0);
	trans[0][2352]	= settr(2351,2,2359,770,770,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2353 -> 2359,0 */
	reached0[2353] = 1;
	trans[0][2353]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2354]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2355]	= settr(2354,2,2359,771,771,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2356 -> 2359,0 */
	reached0[2356] = 1;
	trans[0][2356]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2357]	= settr(2356,2,2378,772,772,"((i==8))", 1, 2, 0); /* m: 2362 -> 2378,0 */
	reached0[2362] = 1;
	trans[0][2358]	= settr(2357,2,2362,1,0,"goto :b81", 1, 2, 0); /* m: 2362 -> 0,2378 */
	reached0[2362] = 1;
	trans[0][2361]	= settr(2360,2,2362,1,0,"break", 1, 2, 0);
	trans[0][2362]	= settr(2361,2,2378,773,773,"assert((free<8))", 1, 2, 0); /* m: 2363 -> 0,2378 */
	reached0[2363] = 1;
	trans[0][2363]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][2364]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][2365]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][2366]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][2367]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][2371]	= settr(2370,2,2372,1,0,".(goto)", 1, 2, 0); /* m: 2372 -> 0,2378 */
	reached0[2372] = 1;
	trans[0][2369]	= settr(2368,2,2372,2,0,"else", 1, 2, 0);
	trans[0][2372]	= settr(2371,2,2378,774,774,"slot[t] = AWAY", 1, 2, 0); /* m: 2373 -> 0,2378 */
	reached0[2373] = 1;
	trans[0][2373]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][2374]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][2378] = settr(2377,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2377,2,2375,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2377,2,2377,0,0,"IF", 1, 2, 0);
	trans[0][2375]	= settr(2374,2,2402,775,775,"((near[t]==LEAVING))", 1, 2, 0); /* m: 2376 -> 2402,0 */
	reached0[2376] = 1;
	trans[0][2376]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][2379]	= settr(2378,2,2402,1,0,".(goto)", 1, 2, 0);
	trans[0][2377]	= settr(2376,2,2402,2,0,"else", 1, 2, 0);
	trans[0][2383]	= settr(2382,2,2402,1,0,".(goto)", 1, 2, 0);
	trans[0][2381]	= settr(2380,2,2402,2,0,"else", 1, 2, 0);
	T = trans[ 0][2402] = settr(2401,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2401,0,2384,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2384]	= settr(2383,2,2393,776,776,"i = 0", 1, 2, 0); /* m: 2385 -> 0,2393 */
	reached0[2385] = 1;
	trans[0][2385]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2394]	= settr(2393,2,2393,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2393] = settr(2392,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2392,2,2386,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2392,2,2389,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2392,2,2391,0,0,"DO", 1, 2, 0);
	trans[0][2386]	= settr(2385,2,2393,777,777,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2387 -> 2393,0 */
	reached0[2387] = 1;
	trans[0][2387]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2388]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2389]	= settr(2388,2,2393,778,778,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2390 -> 2393,0 */
	reached0[2390] = 1;
	trans[0][2390]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2391]	= settr(2390,0,3465,779,779,"((i==8))", 1, 2, 0); /* m: 2396 -> 3465,0 */
	reached0[2396] = 1;
	trans[0][2392]	= settr(2391,2,2396,1,0,"goto :b82", 1, 2, 0); /* m: 2396 -> 0,3465 */
	reached0[2396] = 1;
	trans[0][2395]	= settr(2394,2,2396,1,0,"break", 1, 2, 0);
	trans[0][2396]	= settr(2395,0,3465,780,780,"assert((free<8))", 1, 2, 0); /* m: 2397 -> 0,3465 */
	reached0[2397] = 1;
	trans[0][2397]	= settr(0,0,0,0,0,"net[free].kind = 11",0,0,0);
	trans[0][2398]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][2399]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][2400]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][2401]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][2404]	= settr(2403,2,2440,781,0,"((k==NOTICE_ACK))", 1, 2, 0);
	T = trans[ 0][2440] = settr(2439,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2439,0,2438,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][2438] = settr(2437,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2437,2,2405,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2437,2,2437,0,0,"IF", 1, 2, 0);
	trans[0][2405]	= settr(2404,2,2436,782,782,"(((n==notice_to[w])&&(lost[w]==UNTOLD)))", 1, 2, 0); /* m: 2406 -> 2436,0 */
	reached0[2406] = 1;
	trans[0][2406]	= settr(0,0,0,0,0,"lost[w] = TOLD",0,0,0);
	T = trans[ 0][2436] = settr(2435,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2435,0,2407,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2407]	= settr(2406,2,2432,783,783,"free = 0", 1, 2, 0);
	trans[0][2433]	= settr(2432,2,2432,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2432] = settr(2431,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2431,2,2408,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2431,2,2428,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2431,2,2430,0,0,"DO", 1, 2, 0);
	trans[0][2408]	= settr(2407,2,2427,784,0,"((((free<8)&&(net[free].kind==REGISTER))&&(net[free].where==w)))", 1, 2, 0);
	T = trans[ 0][2427] = settr(2426,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2426,0,2409,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2409]	= settr(2408,2,2419,785,785,"i = free", 1, 2, 0);
	trans[0][2420]	= settr(2419,2,2419,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2419] = settr(2418,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2418,2,2410,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2418,2,2417,0,0,"DO", 1, 2, 0);
	trans[0][2410]	= settr(2409,2,2419,786,786,"((i<(8-1)))", 1, 2, 0); /* m: 2411 -> 2419,0 */
	reached0[2411] = 1;
	trans[0][2411]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][2412]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][2413]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][2414]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][2415]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][2416]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2417]	= settr(2416,2,2422,2,0,"else", 1, 2, 0);
	trans[0][2418]	= settr(2417,2,2422,1,0,"goto :b84", 1, 2, 0); /* m: 2422 -> 0,2432 */
	reached0[2422] = 1;
	trans[0][2421]	= settr(2420,2,2422,1,0,"break", 1, 2, 0);
	trans[0][2422]	= settr(2421,2,2432,787,787,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 2423 -> 0,2432 */
	reached0[2423] = 1;
	trans[0][2423]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][2424]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][2425]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][2426]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][2428]	= settr(2427,2,2432,788,788,"(((free<8)&&!(((net[free].kind==REGISTER)&&(net[free].where==w)))))", 1, 2, 0); /* m: 2429 -> 2432,0 */
	reached0[2429] = 1;
	trans[0][2429]	= settr(0,0,0,0,0,"free = (free+1)",0,0,0);
	trans[0][2430]	= settr(2429,0,3465,789,789,"((free==8))", 1, 2, 0); /* m: 2435 -> 3465,0 */
	reached0[2435] = 1;
	trans[0][2431]	= settr(2430,2,2435,1,0,"goto :b83", 1, 2, 0); /* m: 2435 -> 0,3465 */
	reached0[2435] = 1;
	trans[0][2434]	= settr(2433,2,2435,1,0,"break", 1, 2, 0);
	trans[0][2435]	= settr(2434,0,3465,790,790,"free = 0", 1, 2, 0); /* m: 2446 -> 0,3465 */
	reached0[2446] = 1;
	trans[0][2439]	= settr(2438,2,2446,1,0,".(goto)", 1, 2, 0); /* m: 2446 -> 0,3465 */
	reached0[2446] = 1;
	trans[0][2437]	= settr(2436,2,2446,2,0,"else", 1, 2, 0);
	trans[0][2441]	= settr(2440,0,3465,791,791,"((k==REPLY))", 1, 2, 0); /* m: 2442 -> 3465,0 */
	reached0[2442] = 1;
	trans[0][2442]	= settr(0,0,0,0,0,"asked = 0",0,0,0);
	trans[0][2443]	= settr(0,0,0,0,0,"cache = w",0,0,0);
	trans[0][2446]	= settr(2445,0,3465,792,792,"k = FREE", 1, 2, 0); /* m: 2447 -> 0,3465 */
	reached0[2447] = 1;
	trans[0][2447]	= settr(0,0,0,0,0,"t = 0",0,0,0);
	trans[0][2448]	= settr(0,0,0,0,0,"w = 0",0,0,0);
	trans[0][2449]	= settr(0,0,0,0,0,"n = 0",0,0,0);
	trans[0][2450]	= settr(0,0,0,0,0,"e = 0",0,0,0);
	trans[0][2451]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	trans[0][2452]	= settr(0,0,0,0,0,"free = 0",0,0,0);
	T = trans[ 0][2863] = settr(2862,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(2862,2,2455,0,0,"ATOMIC", 1, 2, 0);
	trans[0][2455]	= settr(2454,2,2862,793,0,"((net[6].kind!=FREE))", 1, 2, 0);
	T = trans[ 0][2862] = settr(2861,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2861,0,2456,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2456]	= settr(2455,2,2482,794,794,"k = net[6].kind", 1, 2, 0); /* m: 2457 -> 0,2482 */
	reached0[2457] = 1;
	trans[0][2457]	= settr(0,0,0,0,0,"t = net[6].to",0,0,0);
	trans[0][2458]	= settr(0,0,0,0,0,"w = net[6].where",0,0,0);
	trans[0][2459]	= settr(0,0,0,0,0,"n = net[6].nonce",0,0,0);
	trans[0][2460]	= settr(0,0,0,0,0,"e = net[6].epoch",0,0,0);
	T = trans[0][2482] = settr(2481,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2481,2,2479,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2481,2,2480,0,0,"IF", 1, 2, 0);
	T = trans[ 0][2479] = settr(2478,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2478,0,2461,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2461]	= settr(2460,2,2471,795,795,"i = 6", 1, 2, 0);
	trans[0][2472]	= settr(2471,2,2471,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2471] = settr(2470,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2470,2,2462,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2470,2,2469,0,0,"DO", 1, 2, 0);
	trans[0][2462]	= settr(2461,2,2471,796,796,"((i<(8-1)))", 1, 2, 0); /* m: 2463 -> 2471,0 */
	reached0[2463] = 1;
	trans[0][2463]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][2464]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][2465]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][2466]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][2467]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][2468]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2469]	= settr(2468,2,2474,2,0,"else", 1, 2, 0);
	trans[0][2470]	= settr(2469,2,2474,1,0,"goto :b85", 1, 2, 0); /* m: 2474 -> 0,2853 */
	reached0[2474] = 1;
	trans[0][2473]	= settr(2472,2,2474,1,0,"break", 1, 2, 0);
	trans[0][2474]	= settr(2473,2,2853,797,797,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 2475 -> 0,2853 */
	reached0[2475] = 1;
	trans[0][2475]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][2476]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][2477]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][2478]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][2483]	= settr(2482,2,2853,1,0,".(goto)", 1, 2, 0);
	trans[0][2480]	= settr(2479,2,2853,798,798,"((duplicates<1))", 1, 2, 0); /* m: 2481 -> 2853,0 */
	reached0[2481] = 1;
	trans[0][2481]	= settr(0,0,0,0,0,"duplicates = (duplicates+1)",0,0,0);
	T = trans[0][2853] = settr(2852,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2852,2,2484,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2852,2,2518,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2852,2,2647,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2852,2,2686,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2852,2,2688,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2852,2,2694,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2852,2,2755,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2852,2,2813,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2852,2,2850,0,0,"IF", 1, 2, 0);
	trans[0][2484]	= settr(2483,2,2517,799,0,"((k==PREPARE))", 1, 2, 0);
	T = trans[ 0][2517] = settr(2516,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2516,0,2515,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][2515] = settr(2514,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2514,2,2485,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2514,2,2486,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2514,2,2514,0,0,"IF", 1, 2, 0);
	trans[0][2485]	= settr(2484,0,3465,800,800,"((n<=from_controller[t]))", 1, 2, 0); /* m: 2855 -> 3465,0 */
	reached0[2855] = 1;
	trans[0][2516]	= settr(2515,2,2855,1,0,".(goto)", 1, 2, 0); /* m: 2855 -> 0,3465 */
	reached0[2855] = 1;
	trans[0][2486]	= settr(2485,2,2493,801,801,"(((n>from_controller[t])&&((slot[t]==HERE)==w)))", 1, 2, 0); /* m: 2487 -> 2493,0 */
	reached0[2487] = 1;
	trans[0][2487]	= settr(0,0,0,0,0,"from_controller[t] = n",0,0,0);
	T = trans[0][2493] = settr(2492,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2492,2,2488,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2492,2,2490,0,0,"IF", 1, 2, 0);
	trans[0][2488]	= settr(2487,2,2513,802,802,"(w)", 1, 2, 0); /* m: 2489 -> 2513,0 */
	reached0[2489] = 1;
	trans[0][2489]	= settr(0,0,0,0,0,"near[t] = LEAVING",0,0,0);
	trans[0][2494]	= settr(2493,2,2513,1,0,".(goto)", 1, 2, 0);
	trans[0][2490]	= settr(2489,2,2491,2,0,"else", 1, 2, 0);
	trans[0][2491]	= settr(2490,2,2513,803,803,"near[t] = COMING", 1, 2, 0); /* m: 2492 -> 0,2513 */
	reached0[2492] = 1;
	trans[0][2492]	= settr(0,0,0,0,0,"hold[t] = 1",0,0,0);
	T = trans[ 0][2513] = settr(2512,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2512,0,2495,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2495]	= settr(2494,2,2504,804,804,"i = 0", 1, 2, 0); /* m: 2496 -> 0,2504 */
	reached0[2496] = 1;
	trans[0][2496]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2505]	= settr(2504,2,2504,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2504] = settr(2503,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2503,2,2497,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2503,2,2500,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2503,2,2502,0,0,"DO", 1, 2, 0);
	trans[0][2497]	= settr(2496,2,2504,805,805,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2498 -> 2504,0 */
	reached0[2498] = 1;
	trans[0][2498]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2499]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2500]	= settr(2499,2,2504,806,806,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2501 -> 2504,0 */
	reached0[2501] = 1;
	trans[0][2501]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2502]	= settr(2501,0,3465,807,807,"((i==8))", 1, 2, 0); /* m: 2507 -> 3465,0 */
	reached0[2507] = 1;
	trans[0][2503]	= settr(2502,2,2507,1,0,"goto :b86", 1, 2, 0); /* m: 2507 -> 0,3465 */
	reached0[2507] = 1;
	trans[0][2506]	= settr(2505,2,2507,1,0,"break", 1, 2, 0);
	trans[0][2507]	= settr(2506,0,3465,808,808,"assert((free<8))", 1, 2, 0); /* m: 2508 -> 0,3465 */
	reached0[2508] = 1;
	trans[0][2508]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][2509]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][2510]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][2511]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][2512]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][2514]	= settr(2513,2,2855,2,0,"else", 1, 2, 0);
	trans[0][2854]	= settr(2853,2,2855,1,0,".(goto)", 1, 2, 0); /* m: 2855 -> 0,3465 */
	reached0[2855] = 1;
	trans[0][2518]	= settr(2517,2,2646,809,0,"((k==ORDER))", 1, 2, 0);
	T = trans[ 0][2646] = settr(2645,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2645,0,2644,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][2644] = settr(2643,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2643,2,2519,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2643,2,2520,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2643,2,2540,0,0,"IF", 1, 2, 0);
	trans[0][2519]	= settr(2518,0,3465,810,810,"((n<from_controller[t]))", 1, 2, 0); /* m: 2855 -> 3465,0 */
	reached0[2855] = 1;
	trans[0][2645]	= settr(2644,2,2855,1,0,".(goto)", 1, 2, 0); /* m: 2855 -> 0,3465 */
	reached0[2855] = 1;
	trans[0][2520]	= settr(2519,2,2539,811,0,"((n==from_controller[t]))", 1, 2, 0);
	T = trans[ 0][2539] = settr(2538,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2538,0,2521,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2521]	= settr(2520,2,2530,812,812,"i = 0", 1, 2, 0); /* m: 2522 -> 0,2530 */
	reached0[2522] = 1;
	trans[0][2522]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2531]	= settr(2530,2,2530,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2530] = settr(2529,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2529,2,2523,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2529,2,2526,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2529,2,2528,0,0,"DO", 1, 2, 0);
	trans[0][2523]	= settr(2522,2,2530,813,813,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2524 -> 2530,0 */
	reached0[2524] = 1;
	trans[0][2524]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2525]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2526]	= settr(2525,2,2530,814,814,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2527 -> 2530,0 */
	reached0[2527] = 1;
	trans[0][2527]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2528]	= settr(2527,0,3465,815,815,"((i==8))", 1, 2, 0); /* m: 2533 -> 3465,0 */
	reached0[2533] = 1;
	trans[0][2529]	= settr(2528,2,2533,1,0,"goto :b87", 1, 2, 0); /* m: 2533 -> 0,3465 */
	reached0[2533] = 1;
	trans[0][2532]	= settr(2531,2,2533,1,0,"break", 1, 2, 0);
	trans[0][2533]	= settr(2532,0,3465,816,816,"assert((free<8))", 1, 2, 0); /* m: 2534 -> 0,3465 */
	reached0[2534] = 1;
	trans[0][2534]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][2535]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][2536]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][2537]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][2538]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][2540]	= settr(2539,2,2623,817,817,"((n>from_controller[t]))", 1, 2, 0); /* m: 2541 -> 2623,0 */
	reached0[2541] = 1;
	trans[0][2541]	= settr(0,0,0,0,0,"from_controller[t] = n",0,0,0);
	T = trans[0][2623] = settr(2622,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2622,2,2542,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2622,2,2590,0,0,"IF", 1, 2, 0);
	trans[0][2542]	= settr(2541,2,2589,818,818,"((w==t))", 1, 2, 0); /* m: 2543 -> 2589,0 */
	reached0[2543] = 1;
	trans[0][2543]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][2544]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[ 0][2589] = settr(2588,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2588,0,2545,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2545]	= settr(2544,2,2568,819,819,"slot[t] = HERE", 1, 2, 0); /* m: 2546 -> 0,2568 */
	reached0[2546] = 1;
	trans[0][2546]	= settr(0,0,0,0,0,"hold[t] = 0",0,0,0);
	trans[0][2547]	= settr(0,0,0,0,0,"registers[t] = 1",0,0,0);
	T = trans[ 0][2568] = settr(2567,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2567,0,2548,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2548]	= settr(2547,2,2567,820,820,"register_nonce[t] = (register_nonce[t]+1)", 1, 2, 0);
	T = trans[ 0][2567] = settr(2566,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2566,0,2549,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2549]	= settr(2548,2,2558,821,821,"i = 0", 1, 2, 0); /* m: 2550 -> 0,2558 */
	reached0[2550] = 1;
	trans[0][2550]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2559]	= settr(2558,2,2558,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2558] = settr(2557,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2557,2,2551,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2557,2,2554,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2557,2,2556,0,0,"DO", 1, 2, 0);
	trans[0][2551]	= settr(2550,2,2558,822,822,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2552 -> 2558,0 */
	reached0[2552] = 1;
	trans[0][2552]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2553]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2554]	= settr(2553,2,2558,823,823,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2555 -> 2558,0 */
	reached0[2555] = 1;
	trans[0][2555]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2556]	= settr(2555,2,2588,824,824,"((i==8))", 1, 2, 0); /* m: 2561 -> 2588,0 */
	reached0[2561] = 1;
	trans[0][2557]	= settr(2556,2,2561,1,0,"goto :b88", 1, 2, 0); /* m: 2561 -> 0,2588 */
	reached0[2561] = 1;
	trans[0][2560]	= settr(2559,2,2561,1,0,"break", 1, 2, 0);
	trans[0][2561]	= settr(2560,2,2588,825,825,"assert((free<8))", 1, 2, 0); /* m: 2562 -> 0,2588 */
	reached0[2562] = 1;
	trans[0][2562]	= settr(0,0,0,0,0,"net[free].kind = 13",0,0,0);
	trans[0][2563]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][2564]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][2565]	= settr(0,0,0,0,0,"net[free].nonce = register_nonce[t]",0,0,0);
	trans[0][2566]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][2569]	= settr(0,0,0,0,0,"own_nonce[t] = (own_nonce[t]+1)",0,0,0);
	T = trans[ 0][2588] = settr(2587,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2587,0,2570,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2570]	= settr(2569,2,2579,826,826,"i = 0", 1, 2, 0); /* m: 2571 -> 0,2579 */
	reached0[2571] = 1;
	trans[0][2571]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2580]	= settr(2579,2,2579,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2579] = settr(2578,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2578,2,2572,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2578,2,2575,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2578,2,2577,0,0,"DO", 1, 2, 0);
	trans[0][2572]	= settr(2571,2,2579,827,827,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2573 -> 2579,0 */
	reached0[2573] = 1;
	trans[0][2573]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2574]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2575]	= settr(2574,2,2579,828,828,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2576 -> 2579,0 */
	reached0[2576] = 1;
	trans[0][2576]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2577]	= settr(2576,2,2643,829,829,"((i==8))", 1, 2, 0); /* m: 2582 -> 2643,0 */
	reached0[2582] = 1;
	trans[0][2578]	= settr(2577,2,2582,1,0,"goto :b89", 1, 2, 0); /* m: 2582 -> 0,2643 */
	reached0[2582] = 1;
	trans[0][2581]	= settr(2580,2,2582,1,0,"break", 1, 2, 0);
	trans[0][2582]	= settr(2581,2,2643,830,830,"assert((free<8))", 1, 2, 0); /* m: 2583 -> 0,2643 */
	reached0[2583] = 1;
	trans[0][2583]	= settr(0,0,0,0,0,"net[free].kind = 16",0,0,0);
	trans[0][2584]	= settr(0,0,0,0,0,"net[free].to = (1-t)",0,0,0);
	trans[0][2585]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][2586]	= settr(0,0,0,0,0,"net[free].nonce = own_nonce[t]",0,0,0);
	trans[0][2587]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][2624]	= settr(2623,2,2643,1,0,".(goto)", 1, 2, 0);
	trans[0][2590]	= settr(2589,2,2622,2,0,"else", 1, 2, 0);
	T = trans[ 0][2622] = settr(2621,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2621,0,2612,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][2612] = settr(2611,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2611,2,2591,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2611,2,2611,0,0,"IF", 1, 2, 0);
	trans[0][2591]	= settr(2590,2,2610,831,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][2610] = settr(2609,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2609,0,2592,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2592]	= settr(2591,2,2601,832,832,"i = 0", 1, 2, 0); /* m: 2593 -> 0,2601 */
	reached0[2593] = 1;
	trans[0][2593]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2602]	= settr(2601,2,2601,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2601] = settr(2600,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2600,2,2594,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2600,2,2597,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2600,2,2599,0,0,"DO", 1, 2, 0);
	trans[0][2594]	= settr(2593,2,2601,833,833,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2595 -> 2601,0 */
	reached0[2595] = 1;
	trans[0][2595]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2596]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2597]	= settr(2596,2,2601,834,834,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2598 -> 2601,0 */
	reached0[2598] = 1;
	trans[0][2598]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2599]	= settr(2598,2,2620,835,835,"((i==8))", 1, 2, 0); /* m: 2604 -> 2620,0 */
	reached0[2604] = 1;
	trans[0][2600]	= settr(2599,2,2604,1,0,"goto :b90", 1, 2, 0); /* m: 2604 -> 0,2620 */
	reached0[2604] = 1;
	trans[0][2603]	= settr(2602,2,2604,1,0,"break", 1, 2, 0);
	trans[0][2604]	= settr(2603,2,2620,836,836,"assert((free<8))", 1, 2, 0); /* m: 2605 -> 0,2620 */
	reached0[2605] = 1;
	trans[0][2605]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][2606]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][2607]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][2608]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][2609]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][2613]	= settr(2612,2,2614,1,0,".(goto)", 1, 2, 0); /* m: 2614 -> 0,2620 */
	reached0[2614] = 1;
	trans[0][2611]	= settr(2610,2,2614,2,0,"else", 1, 2, 0);
	trans[0][2614]	= settr(2613,2,2620,837,837,"slot[t] = AWAY", 1, 2, 0); /* m: 2615 -> 0,2620 */
	reached0[2615] = 1;
	trans[0][2615]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][2616]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][2620] = settr(2619,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2619,2,2617,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2619,2,2619,0,0,"IF", 1, 2, 0);
	trans[0][2617]	= settr(2616,2,2643,838,838,"((near[t]==LEAVING))", 1, 2, 0); /* m: 2618 -> 2643,0 */
	reached0[2618] = 1;
	trans[0][2618]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][2621]	= settr(2620,2,2643,1,0,".(goto)", 1, 2, 0);
	trans[0][2619]	= settr(2618,2,2643,2,0,"else", 1, 2, 0);
	T = trans[ 0][2643] = settr(2642,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2642,0,2625,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2625]	= settr(2624,2,2634,839,839,"i = 0", 1, 2, 0); /* m: 2626 -> 0,2634 */
	reached0[2626] = 1;
	trans[0][2626]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2635]	= settr(2634,2,2634,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2634] = settr(2633,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2633,2,2627,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2633,2,2630,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2633,2,2632,0,0,"DO", 1, 2, 0);
	trans[0][2627]	= settr(2626,2,2634,840,840,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2628 -> 2634,0 */
	reached0[2628] = 1;
	trans[0][2628]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2629]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2630]	= settr(2629,2,2634,841,841,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2631 -> 2634,0 */
	reached0[2631] = 1;
	trans[0][2631]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2632]	= settr(2631,0,3465,842,842,"((i==8))", 1, 2, 0); /* m: 2637 -> 3465,0 */
	reached0[2637] = 1;
	trans[0][2633]	= settr(2632,2,2637,1,0,"goto :b91", 1, 2, 0); /* m: 2637 -> 0,3465 */
	reached0[2637] = 1;
	trans[0][2636]	= settr(2635,2,2637,1,0,"break", 1, 2, 0);
	trans[0][2637]	= settr(2636,0,3465,843,843,"assert((free<8))", 1, 2, 0); /* m: 2638 -> 0,3465 */
	reached0[2638] = 1;
	trans[0][2638]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][2639]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][2640]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][2641]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][2642]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][2647]	= settr(2646,2,2685,844,0,"((k==PEER))", 1, 2, 0);
	T = trans[ 0][2685] = settr(2684,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2684,0,2683,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][2683] = settr(2682,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2682,2,2648,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2682,2,2682,0,0,"IF", 1, 2, 0);
	trans[0][2648]	= settr(2647,2,2681,845,845,"((n>from_peer[t]))", 1, 2, 0); /* m: 2649 -> 2681,0 */
	reached0[2649] = 1;
	trans[0][2649]	= settr(0,0,0,0,0,"from_peer[t] = n",0,0,0);
	T = trans[ 0][2681] = settr(2680,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2680,0,2671,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][2671] = settr(2670,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2670,2,2650,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2670,2,2670,0,0,"IF", 1, 2, 0);
	trans[0][2650]	= settr(2649,2,2669,846,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][2669] = settr(2668,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2668,0,2651,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2651]	= settr(2650,2,2660,847,847,"i = 0", 1, 2, 0); /* m: 2652 -> 0,2660 */
	reached0[2652] = 1;
	trans[0][2652]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2661]	= settr(2660,2,2660,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2660] = settr(2659,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2659,2,2653,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2659,2,2656,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2659,2,2658,0,0,"DO", 1, 2, 0);
	trans[0][2653]	= settr(2652,2,2660,848,848,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2654 -> 2660,0 */
	reached0[2654] = 1;
	trans[0][2654]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2655]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2656]	= settr(2655,2,2660,849,849,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2657 -> 2660,0 */
	reached0[2657] = 1;
	trans[0][2657]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2658]	= settr(2657,2,2679,850,850,"((i==8))", 1, 2, 0); /* m: 2663 -> 2679,0 */
	reached0[2663] = 1;
	trans[0][2659]	= settr(2658,2,2663,1,0,"goto :b92", 1, 2, 0); /* m: 2663 -> 0,2679 */
	reached0[2663] = 1;
	trans[0][2662]	= settr(2661,2,2663,1,0,"break", 1, 2, 0);
	trans[0][2663]	= settr(2662,2,2679,851,851,"assert((free<8))", 1, 2, 0); /* m: 2664 -> 0,2679 */
	reached0[2664] = 1;
	trans[0][2664]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][2665]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][2666]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][2667]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][2668]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][2672]	= settr(2671,2,2673,1,0,".(goto)", 1, 2, 0); /* m: 2673 -> 0,2679 */
	reached0[2673] = 1;
	trans[0][2670]	= settr(2669,2,2673,2,0,"else", 1, 2, 0);
	trans[0][2673]	= settr(2672,2,2679,852,852,"slot[t] = AWAY", 1, 2, 0); /* m: 2674 -> 0,2679 */
	reached0[2674] = 1;
	trans[0][2674]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][2675]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][2679] = settr(2678,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2678,2,2676,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2678,2,2678,0,0,"IF", 1, 2, 0);
	trans[0][2676]	= settr(2675,0,3465,853,853,"((near[t]==LEAVING))", 1, 2, 0); /* m: 2677 -> 3465,0 */
	reached0[2677] = 1;
	trans[0][2677]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][2680]	= settr(2679,2,2855,1,0,".(goto)", 1, 2, 0); /* m: 2855 -> 0,3465 */
	reached0[2855] = 1;
	trans[0][2678]	= settr(2677,2,2855,2,0,"else", 1, 2, 0);
	trans[0][2684]	= settr(2683,2,2855,1,0,".(goto)", 1, 2, 0); /* m: 2855 -> 0,3465 */
	reached0[2855] = 1;
	trans[0][2682]	= settr(2681,2,2855,2,0,"else", 1, 2, 0);
	trans[0][2686]	= settr(2685,0,3465,854,854,"((k==UPDATE))", 1, 2, 0); /* m: 2687 -> 3465,0 */
	reached0[2687] = 1;
	trans[0][2687]	= settr(0,0,0,0,0,"cache = w",0,0,0);
	trans[0][2688]	= settr(2687,2,2692,855,0,"((k==ACK))", 1, 2, 0);
	T = trans[0][2692] = settr(2691,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2691,2,2689,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2691,2,2691,0,0,"IF", 1, 2, 0);
	trans[0][2689]	= settr(2688,0,3465,856,856,"((n>acknowledged[t]))", 1, 2, 0); /* m: 2690 -> 3465,0 */
	reached0[2690] = 1;
	trans[0][2690]	= settr(0,0,0,0,0,"acknowledged[t] = n",0,0,0);
	trans[0][2693]	= settr(2692,2,2855,1,0,".(goto)", 1, 2, 0); /* m: 2855 -> 0,3465 */
	reached0[2855] = 1;
	trans[0][2691]	= settr(2690,2,2855,2,0,"else", 1, 2, 0);
	trans[0][2694]	= settr(2693,2,2754,857,0,"((k==REGISTER))", 1, 2, 0);
	T = trans[ 0][2754] = settr(2753,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2753,0,2752,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][2752] = settr(2751,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2751,2,2695,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2751,2,2696,0,0,"IF", 1, 2, 0);
	trans[0][2695]	= settr(2694,0,3465,858,858,"((n<=seen_register[w]))", 1, 2, 0); /* m: 2855 -> 3465,0 */
	reached0[2855] = 1;
	trans[0][2753]	= settr(2752,2,2855,1,0,".(goto)", 1, 2, 0); /* m: 2855 -> 0,3465 */
	reached0[2855] = 1;
	trans[0][2696]	= settr(2695,2,2697,2,0,"else", 1, 2, 0);
	trans[0][2697]	= settr(2696,2,2750,859,859,"seen_register[w] = n", 1, 2, 0);
	T = trans[0][2750] = settr(2749,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2749,2,2698,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2749,2,2699,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2749,2,2722,0,0,"IF", 1, 2, 0);
	trans[0][2698]	= settr(2697,0,3465,860,860,"((owner==w))", 1, 2, 0); /* m: 2855 -> 3465,0 */
	reached0[2855] = 1;
	trans[0][2751]	= settr(2750,2,2855,1,0,".(goto)", 1, 2, 0); /* m: 2855 -> 0,3465 */
	reached0[2855] = 1;
	trans[0][2699]	= settr(2698,2,2721,861,0,"(((owner!=w)&&(lost[w]==UNTOLD)))", 1, 2, 0);
	T = trans[ 0][2721] = settr(2720,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2720,0,2700,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2700]	= settr(2699,2,2720,862,862,"notice_nonce = (notice_nonce+1)", 1, 2, 0); /* m: 2701 -> 0,2720 */
	reached0[2701] = 1;
	trans[0][2701]	= settr(0,0,0,0,0,"notice_to[w] = notice_nonce",0,0,0);
	T = trans[ 0][2720] = settr(2719,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2719,0,2702,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2702]	= settr(2701,2,2711,863,863,"i = 0", 1, 2, 0); /* m: 2703 -> 0,2711 */
	reached0[2703] = 1;
	trans[0][2703]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2712]	= settr(2711,2,2711,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2711] = settr(2710,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2710,2,2704,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2710,2,2707,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2710,2,2709,0,0,"DO", 1, 2, 0);
	trans[0][2704]	= settr(2703,2,2711,864,864,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2705 -> 2711,0 */
	reached0[2705] = 1;
	trans[0][2705]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2706]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2707]	= settr(2706,2,2711,865,865,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2708 -> 2711,0 */
	reached0[2708] = 1;
	trans[0][2708]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2709]	= settr(2708,0,3465,866,866,"((i==8))", 1, 2, 0); /* m: 2714 -> 3465,0 */
	reached0[2714] = 1;
	trans[0][2710]	= settr(2709,2,2714,1,0,"goto :b93", 1, 2, 0); /* m: 2714 -> 0,3465 */
	reached0[2714] = 1;
	trans[0][2713]	= settr(2712,2,2714,1,0,"break", 1, 2, 0);
	trans[0][2714]	= settr(2713,0,3465,867,867,"assert((free<8))", 1, 2, 0); /* m: 2715 -> 0,3465 */
	reached0[2715] = 1;
	trans[0][2715]	= settr(0,0,0,0,0,"net[free].kind = 12",0,0,0);
	trans[0][2716]	= settr(0,0,0,0,0,"net[free].to = w",0,0,0);
	trans[0][2717]	= settr(0,0,0,0,0,"net[free].where = (1-w)",0,0,0);
	trans[0][2718]	= settr(0,0,0,0,0,"net[free].nonce = notice_nonce",0,0,0);
	trans[0][2719]	= settr(0,0,0,0,0,"net[free].epoch = owner_epoch",0,0,0);
	trans[0][2722]	= settr(2721,2,2749,868,868,"(((owner!=w)&&(lost[w]!=UNTOLD)))", 1, 2, 0); /* m: 2723 -> 2749,0 */
	reached0[2723] = 1;
	trans[0][2723]	= settr(0,0,0,0,0,"assert((e>=owner_epoch))",0,0,0);
	trans[0][2724]	= settr(0,0,0,0,0,"owner = w",0,0,0);
	trans[0][2725]	= settr(0,0,0,0,0,"owner_epoch = e",0,0,0);
	trans[0][2726]	= settr(0,0,0,0,0,"lost[w] = NOT_LOST",0,0,0);
	trans[0][2727]	= settr(0,0,0,0,0,"lost[(1-w)] = UNTOLD",0,0,0);
	T = trans[ 0][2749] = settr(2748,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2748,0,2728,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2728]	= settr(2727,2,2748,869,869,"notice_nonce = (notice_nonce+1)", 1, 2, 0); /* m: 2729 -> 0,2748 */
	reached0[2729] = 1;
	trans[0][2729]	= settr(0,0,0,0,0,"notice_to[(1-w)] = notice_nonce",0,0,0);
	T = trans[ 0][2748] = settr(2747,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2747,0,2730,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2730]	= settr(2729,2,2739,870,870,"i = 0", 1, 2, 0); /* m: 2731 -> 0,2739 */
	reached0[2731] = 1;
	trans[0][2731]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2740]	= settr(2739,2,2739,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2739] = settr(2738,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2738,2,2732,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2738,2,2735,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2738,2,2737,0,0,"DO", 1, 2, 0);
	trans[0][2732]	= settr(2731,2,2739,871,871,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2733 -> 2739,0 */
	reached0[2733] = 1;
	trans[0][2733]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2734]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2735]	= settr(2734,2,2739,872,872,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2736 -> 2739,0 */
	reached0[2736] = 1;
	trans[0][2736]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2737]	= settr(2736,0,3465,873,873,"((i==8))", 1, 2, 0); /* m: 2742 -> 3465,0 */
	reached0[2742] = 1;
	trans[0][2738]	= settr(2737,2,2742,1,0,"goto :b94", 1, 2, 0); /* m: 2742 -> 0,3465 */
	reached0[2742] = 1;
	trans[0][2741]	= settr(2740,2,2742,1,0,"break", 1, 2, 0);
	trans[0][2742]	= settr(2741,0,3465,874,874,"assert((free<8))", 1, 2, 0); /* m: 2743 -> 0,3465 */
	reached0[2743] = 1;
	trans[0][2743]	= settr(0,0,0,0,0,"net[free].kind = 12",0,0,0);
	trans[0][2744]	= settr(0,0,0,0,0,"net[free].to = (1-w)",0,0,0);
	trans[0][2745]	= settr(0,0,0,0,0,"net[free].where = (1-(1-w))",0,0,0);
	trans[0][2746]	= settr(0,0,0,0,0,"net[free].nonce = notice_nonce",0,0,0);
	trans[0][2747]	= settr(0,0,0,0,0,"net[free].epoch = owner_epoch",0,0,0);
	trans[0][2755]	= settr(2754,2,2812,875,0,"((k==NOTICE))", 1, 2, 0);
	T = trans[ 0][2812] = settr(2811,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2811,0,2791,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][2791] = settr(2790,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2790,2,2756,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2790,2,2790,0,0,"IF", 1, 2, 0);
	trans[0][2756]	= settr(2755,2,2789,876,876,"((n>from_server[t]))", 1, 2, 0); /* m: 2757 -> 2789,0 */
	reached0[2757] = 1;
	trans[0][2757]	= settr(0,0,0,0,0,"from_server[t] = n",0,0,0);
	T = trans[ 0][2789] = settr(2788,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2788,0,2779,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][2779] = settr(2778,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2778,2,2758,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2778,2,2778,0,0,"IF", 1, 2, 0);
	trans[0][2758]	= settr(2757,2,2777,877,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][2777] = settr(2776,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2776,0,2759,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2759]	= settr(2758,2,2768,878,878,"i = 0", 1, 2, 0); /* m: 2760 -> 0,2768 */
	reached0[2760] = 1;
	trans[0][2760]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2769]	= settr(2768,2,2768,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2768] = settr(2767,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2767,2,2761,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2767,2,2764,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2767,2,2766,0,0,"DO", 1, 2, 0);
	trans[0][2761]	= settr(2760,2,2768,879,879,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2762 -> 2768,0 */
	reached0[2762] = 1;
	trans[0][2762]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2763]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2764]	= settr(2763,2,2768,880,880,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2765 -> 2768,0 */
	reached0[2765] = 1;
	trans[0][2765]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2766]	= settr(2765,2,2787,881,881,"((i==8))", 1, 2, 0); /* m: 2771 -> 2787,0 */
	reached0[2771] = 1;
	trans[0][2767]	= settr(2766,2,2771,1,0,"goto :b95", 1, 2, 0); /* m: 2771 -> 0,2787 */
	reached0[2771] = 1;
	trans[0][2770]	= settr(2769,2,2771,1,0,"break", 1, 2, 0);
	trans[0][2771]	= settr(2770,2,2787,882,882,"assert((free<8))", 1, 2, 0); /* m: 2772 -> 0,2787 */
	reached0[2772] = 1;
	trans[0][2772]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][2773]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][2774]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][2775]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][2776]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][2780]	= settr(2779,2,2781,1,0,".(goto)", 1, 2, 0); /* m: 2781 -> 0,2787 */
	reached0[2781] = 1;
	trans[0][2778]	= settr(2777,2,2781,2,0,"else", 1, 2, 0);
	trans[0][2781]	= settr(2780,2,2787,883,883,"slot[t] = AWAY", 1, 2, 0); /* m: 2782 -> 0,2787 */
	reached0[2782] = 1;
	trans[0][2782]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][2783]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][2787] = settr(2786,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2786,2,2784,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2786,2,2786,0,0,"IF", 1, 2, 0);
	trans[0][2784]	= settr(2783,2,2811,884,884,"((near[t]==LEAVING))", 1, 2, 0); /* m: 2785 -> 2811,0 */
	reached0[2785] = 1;
	trans[0][2785]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][2788]	= settr(2787,2,2811,1,0,".(goto)", 1, 2, 0);
	trans[0][2786]	= settr(2785,2,2811,2,0,"else", 1, 2, 0);
	trans[0][2792]	= settr(2791,2,2811,1,0,".(goto)", 1, 2, 0);
	trans[0][2790]	= settr(2789,2,2811,2,0,"else", 1, 2, 0);
	T = trans[ 0][2811] = settr(2810,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2810,0,2793,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2793]	= settr(2792,2,2802,885,885,"i = 0", 1, 2, 0); /* m: 2794 -> 0,2802 */
	reached0[2794] = 1;
	trans[0][2794]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2803]	= settr(2802,2,2802,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2802] = settr(2801,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2801,2,2795,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2801,2,2798,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2801,2,2800,0,0,"DO", 1, 2, 0);
	trans[0][2795]	= settr(2794,2,2802,886,886,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2796 -> 2802,0 */
	reached0[2796] = 1;
	trans[0][2796]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2797]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2798]	= settr(2797,2,2802,887,887,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2799 -> 2802,0 */
	reached0[2799] = 1;
	trans[0][2799]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2800]	= settr(2799,0,3465,888,888,"((i==8))", 1, 2, 0); /* m: 2805 -> 3465,0 */
	reached0[2805] = 1;
	trans[0][2801]	= settr(2800,2,2805,1,0,"goto :b96", 1, 2, 0); /* m: 2805 -> 0,3465 */
	reached0[2805] = 1;
	trans[0][2804]	= settr(2803,2,2805,1,0,"break", 1, 2, 0);
	trans[0][2805]	= settr(2804,0,3465,889,889,"assert((free<8))", 1, 2, 0); /* m: 2806 -> 0,3465 */
	reached0[2806] = 1;
	trans[0][2806]	= settr(0,0,0,0,0,"net[free].kind = 11",0,0,0);
	trans[0][2807]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][2808]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][2809]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][2810]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][2813]	= settr(2812,2,2849,890,0,"((k==NOTICE_ACK))", 1, 2, 0);
	T = trans[ 0][2849] = settr(2848,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2848,0,2847,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][2847] = settr(2846,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2846,2,2814,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2846,2,2846,0,0,"IF", 1, 2, 0);
	trans[0][2814]	= settr(2813,2,2845,891,891,"(((n==notice_to[w])&&(lost[w]==UNTOLD)))", 1, 2, 0); /* m: 2815 -> 2845,0 */
	reached0[2815] = 1;
	trans[0][2815]	= settr(0,0,0,0,0,"lost[w] = TOLD",0,0,0);
	T = trans[ 0][2845] = settr(2844,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2844,0,2816,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2816]	= settr(2815,2,2841,892,892,"free = 0", 1, 2, 0);
	trans[0][2842]	= settr(2841,2,2841,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2841] = settr(2840,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2840,2,2817,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2840,2,2837,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2840,2,2839,0,0,"DO", 1, 2, 0);
	trans[0][2817]	= settr(2816,2,2836,893,0,"((((free<8)&&(net[free].kind==REGISTER))&&(net[free].where==w)))", 1, 2, 0);
	T = trans[ 0][2836] = settr(2835,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2835,0,2818,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2818]	= settr(2817,2,2828,894,894,"i = free", 1, 2, 0);
	trans[0][2829]	= settr(2828,2,2828,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2828] = settr(2827,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2827,2,2819,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2827,2,2826,0,0,"DO", 1, 2, 0);
	trans[0][2819]	= settr(2818,2,2828,895,895,"((i<(8-1)))", 1, 2, 0); /* m: 2820 -> 2828,0 */
	reached0[2820] = 1;
	trans[0][2820]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][2821]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][2822]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][2823]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][2824]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][2825]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2826]	= settr(2825,2,2831,2,0,"else", 1, 2, 0);
	trans[0][2827]	= settr(2826,2,2831,1,0,"goto :b98", 1, 2, 0); /* m: 2831 -> 0,2841 */
	reached0[2831] = 1;
	trans[0][2830]	= settr(2829,2,2831,1,0,"break", 1, 2, 0);
	trans[0][2831]	= settr(2830,2,2841,896,896,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 2832 -> 0,2841 */
	reached0[2832] = 1;
	trans[0][2832]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][2833]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][2834]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][2835]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][2837]	= settr(2836,2,2841,897,897,"(((free<8)&&!(((net[free].kind==REGISTER)&&(net[free].where==w)))))", 1, 2, 0); /* m: 2838 -> 2841,0 */
	reached0[2838] = 1;
	trans[0][2838]	= settr(0,0,0,0,0,"free = (free+1)",0,0,0);
	trans[0][2839]	= settr(2838,0,3465,898,898,"((free==8))", 1, 2, 0); /* m: 2844 -> 3465,0 */
	reached0[2844] = 1;
	trans[0][2840]	= settr(2839,2,2844,1,0,"goto :b97", 1, 2, 0); /* m: 2844 -> 0,3465 */
	reached0[2844] = 1;
	trans[0][2843]	= settr(2842,2,2844,1,0,"break", 1, 2, 0);
	trans[0][2844]	= settr(2843,0,3465,899,899,"free = 0", 1, 2, 0); /* m: 2855 -> 0,3465 */
	reached0[2855] = 1;
	trans[0][2848]	= settr(2847,2,2855,1,0,".(goto)", 1, 2, 0); /* m: 2855 -> 0,3465 */
	reached0[2855] = 1;
	trans[0][2846]	= settr(2845,2,2855,2,0,"else", 1, 2, 0);
	trans[0][2850]	= settr(2849,0,3465,900,900,"((k==REPLY))", 1, 2, 0); /* m: 2851 -> 3465,0 */
	reached0[2851] = 1;
	trans[0][2851]	= settr(0,0,0,0,0,"asked = 0",0,0,0);
	trans[0][2852]	= settr(0,0,0,0,0,"cache = w",0,0,0);
	trans[0][2855]	= settr(2854,0,3465,901,901,"k = FREE", 1, 2, 0); /* m: 2856 -> 0,3465 */
	reached0[2856] = 1;
	trans[0][2856]	= settr(0,0,0,0,0,"t = 0",0,0,0);
	trans[0][2857]	= settr(0,0,0,0,0,"w = 0",0,0,0);
	trans[0][2858]	= settr(0,0,0,0,0,"n = 0",0,0,0);
	trans[0][2859]	= settr(0,0,0,0,0,"e = 0",0,0,0);
	trans[0][2860]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	trans[0][2861]	= settr(0,0,0,0,0,"free = 0",0,0,0);
	T = trans[ 0][3272] = settr(3271,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3271,2,2864,0,0,"ATOMIC", 1, 2, 0);
	trans[0][2864]	= settr(2863,2,3271,902,0,"((net[7].kind!=FREE))", 1, 2, 0);
	T = trans[ 0][3271] = settr(3270,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3270,0,2865,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2865]	= settr(2864,2,2891,903,903,"k = net[7].kind", 1, 2, 0); /* m: 2866 -> 0,2891 */
	reached0[2866] = 1;
	trans[0][2866]	= settr(0,0,0,0,0,"t = net[7].to",0,0,0);
	trans[0][2867]	= settr(0,0,0,0,0,"w = net[7].where",0,0,0);
	trans[0][2868]	= settr(0,0,0,0,0,"n = net[7].nonce",0,0,0);
	trans[0][2869]	= settr(0,0,0,0,0,"e = net[7].epoch",0,0,0);
	T = trans[0][2891] = settr(2890,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2890,2,2888,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2890,2,2889,0,0,"IF", 1, 2, 0);
	T = trans[ 0][2888] = settr(2887,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2887,0,2870,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2870]	= settr(2869,2,2880,904,904,"i = 7", 1, 2, 0);
	trans[0][2881]	= settr(2880,2,2880,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2880] = settr(2879,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2879,2,2871,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2879,2,2878,0,0,"DO", 1, 2, 0);
	trans[0][2871]	= settr(2870,2,2880,905,905,"((i<(8-1)))", 1, 2, 0); /* m: 2872 -> 2880,0 */
	reached0[2872] = 1;
	trans[0][2872]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][2873]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][2874]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][2875]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][2876]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][2877]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2878]	= settr(2877,2,2883,2,0,"else", 1, 2, 0);
	trans[0][2879]	= settr(2878,2,2883,1,0,"goto :b99", 1, 2, 0); /* m: 2883 -> 0,3262 */
	reached0[2883] = 1;
	trans[0][2882]	= settr(2881,2,2883,1,0,"break", 1, 2, 0);
	trans[0][2883]	= settr(2882,2,3262,906,906,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 2884 -> 0,3262 */
	reached0[2884] = 1;
	trans[0][2884]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][2885]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][2886]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][2887]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][2892]	= settr(2891,2,3262,1,0,".(goto)", 1, 2, 0);
	trans[0][2889]	= settr(2888,2,3262,907,907,"((duplicates<1))", 1, 2, 0); /* m: 2890 -> 3262,0 */
	reached0[2890] = 1;
	trans[0][2890]	= settr(0,0,0,0,0,"duplicates = (duplicates+1)",0,0,0);
	T = trans[0][3262] = settr(3261,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3261,2,2893,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3261,2,2927,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3261,2,3056,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3261,2,3095,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3261,2,3097,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3261,2,3103,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3261,2,3164,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3261,2,3222,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(3261,2,3259,0,0,"IF", 1, 2, 0);
	trans[0][2893]	= settr(2892,2,2926,908,0,"((k==PREPARE))", 1, 2, 0);
	T = trans[ 0][2926] = settr(2925,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2925,0,2924,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][2924] = settr(2923,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2923,2,2894,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2923,2,2895,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2923,2,2923,0,0,"IF", 1, 2, 0);
	trans[0][2894]	= settr(2893,0,3465,909,909,"((n<=from_controller[t]))", 1, 2, 0); /* m: 3264 -> 3465,0 */
	reached0[3264] = 1;
	trans[0][2925]	= settr(2924,2,3264,1,0,".(goto)", 1, 2, 0); /* m: 3264 -> 0,3465 */
	reached0[3264] = 1;
	trans[0][2895]	= settr(2894,2,2902,910,910,"(((n>from_controller[t])&&((slot[t]==HERE)==w)))", 1, 2, 0); /* m: 2896 -> 2902,0 */
	reached0[2896] = 1;
	trans[0][2896]	= settr(0,0,0,0,0,"from_controller[t] = n",0,0,0);
	T = trans[0][2902] = settr(2901,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(2901,2,2897,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(2901,2,2899,0,0,"IF", 1, 2, 0);
	trans[0][2897]	= settr(2896,2,2922,911,911,"(w)", 1, 2, 0); /* m: 2898 -> 2922,0 */
	reached0[2898] = 1;
	trans[0][2898]	= settr(0,0,0,0,0,"near[t] = LEAVING",0,0,0);
	trans[0][2903]	= settr(2902,2,2922,1,0,".(goto)", 1, 2, 0);
	trans[0][2899]	= settr(2898,2,2900,2,0,"else", 1, 2, 0);
	trans[0][2900]	= settr(2899,2,2922,912,912,"near[t] = COMING", 1, 2, 0); /* m: 2901 -> 0,2922 */
	reached0[2901] = 1;
	trans[0][2901]	= settr(0,0,0,0,0,"hold[t] = 1",0,0,0);
	T = trans[ 0][2922] = settr(2921,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2921,0,2904,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2904]	= settr(2903,2,2913,913,913,"i = 0", 1, 2, 0); /* m: 2905 -> 0,2913 */
	reached0[2905] = 1;
	trans[0][2905]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2914]	= settr(2913,2,2913,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2913] = settr(2912,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2912,2,2906,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2912,2,2909,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2912,2,2911,0,0,"DO", 1, 2, 0);
	trans[0][2906]	= settr(2905,2,2913,914,914,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2907 -> 2913,0 */
	reached0[2907] = 1;
	trans[0][2907]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2908]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2909]	= settr(2908,2,2913,915,915,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2910 -> 2913,0 */
	reached0[2910] = 1;
	trans[0][2910]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2911]	= settr(2910,0,3465,916,916,"((i==8))", 1, 2, 0); /* m: 2916 -> 3465,0 */
	reached0[2916] = 1;
	trans[0][2912]	= settr(2911,2,2916,1,0,"goto :b100", 1, 2, 0); /* m: 2916 -> 0,3465 */
	reached0[2916] = 1;
	trans[0][2915]	= settr(2914,2,2916,1,0,"break", 1, 2, 0);
	trans[0][2916]	= settr(2915,0,3465,917,917,"assert((free<8))", 1, 2, 0); /* m: 2917 -> 0,3465 */
	reached0[2917] = 1;
	trans[0][2917]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][2918]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][2919]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][2920]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][2921]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][2923]	= settr(2922,2,3264,2,0,"else", 1, 2, 0);
	trans[0][3263]	= settr(3262,2,3264,1,0,".(goto)", 1, 2, 0); /* m: 3264 -> 0,3465 */
	reached0[3264] = 1;
	trans[0][2927]	= settr(2926,2,3055,918,0,"((k==ORDER))", 1, 2, 0);
	T = trans[ 0][3055] = settr(3054,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3054,0,3053,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][3053] = settr(3052,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3052,2,2928,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3052,2,2929,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(3052,2,2949,0,0,"IF", 1, 2, 0);
	trans[0][2928]	= settr(2927,0,3465,919,919,"((n<from_controller[t]))", 1, 2, 0); /* m: 3264 -> 3465,0 */
	reached0[3264] = 1;
	trans[0][3054]	= settr(3053,2,3264,1,0,".(goto)", 1, 2, 0); /* m: 3264 -> 0,3465 */
	reached0[3264] = 1;
	trans[0][2929]	= settr(2928,2,2948,920,0,"((n==from_controller[t]))", 1, 2, 0);
	T = trans[ 0][2948] = settr(2947,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2947,0,2930,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2930]	= settr(2929,2,2939,921,921,"i = 0", 1, 2, 0); /* m: 2931 -> 0,2939 */
	reached0[2931] = 1;
	trans[0][2931]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2940]	= settr(2939,2,2939,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2939] = settr(2938,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2938,2,2932,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2938,2,2935,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2938,2,2937,0,0,"DO", 1, 2, 0);
	trans[0][2932]	= settr(2931,2,2939,922,922,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2933 -> 2939,0 */
	reached0[2933] = 1;
	trans[0][2933]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2934]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2935]	= settr(2934,2,2939,923,923,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2936 -> 2939,0 */
	reached0[2936] = 1;
	trans[0][2936]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2937]	= settr(2936,0,3465,924,924,"((i==8))", 1, 2, 0); /* m: 2942 -> 3465,0 */
	reached0[2942] = 1;
	trans[0][2938]	= settr(2937,2,2942,1,0,"goto :b101", 1, 2, 0); /* m: 2942 -> 0,3465 */
	reached0[2942] = 1;
	trans[0][2941]	= settr(2940,2,2942,1,0,"break", 1, 2, 0);
	trans[0][2942]	= settr(2941,0,3465,925,925,"assert((free<8))", 1, 2, 0); /* m: 2943 -> 0,3465 */
	reached0[2943] = 1;
	trans[0][2943]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][2944]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][2945]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][2946]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][2947]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][2949]	= settr(2948,2,3032,926,926,"((n>from_controller[t]))", 1, 2, 0); /* m: 2950 -> 3032,0 */
	reached0[2950] = 1;
	trans[0][2950]	= settr(0,0,0,0,0,"from_controller[t] = n",0,0,0);
	T = trans[0][3032] = settr(3031,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3031,2,2951,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(3031,2,2999,0,0,"IF", 1, 2, 0);
	trans[0][2951]	= settr(2950,2,2998,927,927,"((w==t))", 1, 2, 0); /* m: 2952 -> 2998,0 */
	reached0[2952] = 1;
	trans[0][2952]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][2953]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[ 0][2998] = settr(2997,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2997,0,2954,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2954]	= settr(2953,2,2977,928,928,"slot[t] = HERE", 1, 2, 0); /* m: 2955 -> 0,2977 */
	reached0[2955] = 1;
	trans[0][2955]	= settr(0,0,0,0,0,"hold[t] = 0",0,0,0);
	trans[0][2956]	= settr(0,0,0,0,0,"registers[t] = 1",0,0,0);
	T = trans[ 0][2977] = settr(2976,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2976,0,2957,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2957]	= settr(2956,2,2976,929,929,"register_nonce[t] = (register_nonce[t]+1)", 1, 2, 0);
	T = trans[ 0][2976] = settr(2975,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2975,0,2958,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2958]	= settr(2957,2,2967,930,930,"i = 0", 1, 2, 0); /* m: 2959 -> 0,2967 */
	reached0[2959] = 1;
	trans[0][2959]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2968]	= settr(2967,2,2967,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2967] = settr(2966,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2966,2,2960,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2966,2,2963,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2966,2,2965,0,0,"DO", 1, 2, 0);
	trans[0][2960]	= settr(2959,2,2967,931,931,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2961 -> 2967,0 */
	reached0[2961] = 1;
	trans[0][2961]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2962]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2963]	= settr(2962,2,2967,932,932,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2964 -> 2967,0 */
	reached0[2964] = 1;
	trans[0][2964]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2965]	= settr(2964,2,2997,933,933,"((i==8))", 1, 2, 0); /* m: 2970 -> 2997,0 */
	reached0[2970] = 1;
	trans[0][2966]	= settr(2965,2,2970,1,0,"goto :b102", 1, 2, 0); /* m: 2970 -> 0,2997 */
	reached0[2970] = 1;
	trans[0][2969]	= settr(2968,2,2970,1,0,"break", 1, 2, 0);
	trans[0][2970]	= settr(2969,2,2997,934,934,"assert((free<8))", 1, 2, 0); /* m: 2971 -> 0,2997 */
	reached0[2971] = 1;
	trans[0][2971]	= settr(0,0,0,0,0,"net[free].kind = 13",0,0,0);
	trans[0][2972]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][2973]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][2974]	= settr(0,0,0,0,0,"net[free].nonce = register_nonce[t]",0,0,0);
	trans[0][2975]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][2978]	= settr(0,0,0,0,0,"own_nonce[t] = (own_nonce[t]+1)",0,0,0);
	T = trans[ 0][2997] = settr(2996,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(2996,0,2979,0,0,"sub-sequence", 1, 2, 0);
	trans[0][2979]	= settr(2978,2,2988,935,935,"i = 0", 1, 2, 0); /* m: 2980 -> 0,2988 */
	reached0[2980] = 1;
	trans[0][2980]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][2989]	= settr(2988,2,2988,1,0,".(goto)", 1, 2, 0);
	T = trans[0][2988] = settr(2987,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2987,2,2981,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(2987,2,2984,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(2987,2,2986,0,0,"DO", 1, 2, 0);
	trans[0][2981]	= settr(2980,2,2988,936,936,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 2982 -> 2988,0 */
	reached0[2982] = 1;
	trans[0][2982]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][2983]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2984]	= settr(2983,2,2988,937,937,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 2985 -> 2988,0 */
	reached0[2985] = 1;
	trans[0][2985]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][2986]	= settr(2985,2,3052,938,938,"((i==8))", 1, 2, 0); /* m: 2991 -> 3052,0 */
	reached0[2991] = 1;
	trans[0][2987]	= settr(2986,2,2991,1,0,"goto :b103", 1, 2, 0); /* m: 2991 -> 0,3052 */
	reached0[2991] = 1;
	trans[0][2990]	= settr(2989,2,2991,1,0,"break", 1, 2, 0);
	trans[0][2991]	= settr(2990,2,3052,939,939,"assert((free<8))", 1, 2, 0); /* m: 2992 -> 0,3052 */
	reached0[2992] = 1;
	trans[0][2992]	= settr(0,0,0,0,0,"net[free].kind = 16",0,0,0);
	trans[0][2993]	= settr(0,0,0,0,0,"net[free].to = (1-t)",0,0,0);
	trans[0][2994]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][2995]	= settr(0,0,0,0,0,"net[free].nonce = own_nonce[t]",0,0,0);
	trans[0][2996]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][3033]	= settr(3032,2,3052,1,0,".(goto)", 1, 2, 0);
	trans[0][2999]	= settr(2998,2,3031,2,0,"else", 1, 2, 0);
	T = trans[ 0][3031] = settr(3030,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3030,0,3021,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][3021] = settr(3020,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3020,2,3000,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(3020,2,3020,0,0,"IF", 1, 2, 0);
	trans[0][3000]	= settr(2999,2,3019,940,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][3019] = settr(3018,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3018,0,3001,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3001]	= settr(3000,2,3010,941,941,"i = 0", 1, 2, 0); /* m: 3002 -> 0,3010 */
	reached0[3002] = 1;
	trans[0][3002]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][3011]	= settr(3010,2,3010,1,0,".(goto)", 1, 2, 0);
	T = trans[0][3010] = settr(3009,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3009,2,3003,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3009,2,3006,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3009,2,3008,0,0,"DO", 1, 2, 0);
	trans[0][3003]	= settr(3002,2,3010,942,942,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 3004 -> 3010,0 */
	reached0[3004] = 1;
	trans[0][3004]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][3005]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3006]	= settr(3005,2,3010,943,943,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 3007 -> 3010,0 */
	reached0[3007] = 1;
	trans[0][3007]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3008]	= settr(3007,2,3029,944,944,"((i==8))", 1, 2, 0); /* m: 3013 -> 3029,0 */
	reached0[3013] = 1;
	trans[0][3009]	= settr(3008,2,3013,1,0,"goto :b104", 1, 2, 0); /* m: 3013 -> 0,3029 */
	reached0[3013] = 1;
	trans[0][3012]	= settr(3011,2,3013,1,0,"break", 1, 2, 0);
	trans[0][3013]	= settr(3012,2,3029,945,945,"assert((free<8))", 1, 2, 0); /* m: 3014 -> 0,3029 */
	reached0[3014] = 1;
	trans[0][3014]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][3015]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][3016]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][3017]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][3018]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][3022]	= settr(3021,2,3023,1,0,".(goto)", 1, 2, 0); /* m: 3023 -> 0,3029 */
	reached0[3023] = 1;
	trans[0][3020]	= settr(3019,2,3023,2,0,"else", 1, 2, 0);
	trans[0][3023]	= settr(3022,2,3029,946,946,"slot[t] = AWAY", 1, 2, 0); /* m: 3024 -> 0,3029 */
	reached0[3024] = 1;
	trans[0][3024]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][3025]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][3029] = settr(3028,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3028,2,3026,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(3028,2,3028,0,0,"IF", 1, 2, 0);
	trans[0][3026]	= settr(3025,2,3052,947,947,"((near[t]==LEAVING))", 1, 2, 0); /* m: 3027 -> 3052,0 */
	reached0[3027] = 1;
	trans[0][3027]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][3030]	= settr(3029,2,3052,1,0,".(goto)", 1, 2, 0);
	trans[0][3028]	= settr(3027,2,3052,2,0,"else", 1, 2, 0);
	T = trans[ 0][3052] = settr(3051,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3051,0,3034,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3034]	= settr(3033,2,3043,948,948,"i = 0", 1, 2, 0); /* m: 3035 -> 0,3043 */
	reached0[3035] = 1;
	trans[0][3035]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][3044]	= settr(3043,2,3043,1,0,".(goto)", 1, 2, 0);
	T = trans[0][3043] = settr(3042,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3042,2,3036,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3042,2,3039,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3042,2,3041,0,0,"DO", 1, 2, 0);
	trans[0][3036]	= settr(3035,2,3043,949,949,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 3037 -> 3043,0 */
	reached0[3037] = 1;
	trans[0][3037]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][3038]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3039]	= settr(3038,2,3043,950,950,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 3040 -> 3043,0 */
	reached0[3040] = 1;
	trans[0][3040]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3041]	= settr(3040,0,3465,951,951,"((i==8))", 1, 2, 0); /* m: 3046 -> 3465,0 */
	reached0[3046] = 1;
	trans[0][3042]	= settr(3041,2,3046,1,0,"goto :b105", 1, 2, 0); /* m: 3046 -> 0,3465 */
	reached0[3046] = 1;
	trans[0][3045]	= settr(3044,2,3046,1,0,"break", 1, 2, 0);
	trans[0][3046]	= settr(3045,0,3465,952,952,"assert((free<8))", 1, 2, 0); /* m: 3047 -> 0,3465 */
	reached0[3047] = 1;
	trans[0][3047]	= settr(0,0,0,0,0,"net[free].kind = 14",0,0,0);
	trans[0][3048]	= settr(0,0,0,0,0,"net[free].to = t",0,0,0);
	trans[0][3049]	= settr(0,0,0,0,0,"net[free].where = 0",0,0,0);
	trans[0][3050]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][3051]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][3056]	= settr(3055,2,3094,953,0,"((k==PEER))", 1, 2, 0);
	T = trans[ 0][3094] = settr(3093,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3093,0,3092,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][3092] = settr(3091,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3091,2,3057,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(3091,2,3091,0,0,"IF", 1, 2, 0);
	trans[0][3057]	= settr(3056,2,3090,954,954,"((n>from_peer[t]))", 1, 2, 0); /* m: 3058 -> 3090,0 */
	reached0[3058] = 1;
	trans[0][3058]	= settr(0,0,0,0,0,"from_peer[t] = n",0,0,0);
	T = trans[ 0][3090] = settr(3089,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3089,0,3080,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][3080] = settr(3079,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3079,2,3059,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(3079,2,3079,0,0,"IF", 1, 2, 0);
	trans[0][3059]	= settr(3058,2,3078,955,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][3078] = settr(3077,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3077,0,3060,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3060]	= settr(3059,2,3069,956,956,"i = 0", 1, 2, 0); /* m: 3061 -> 0,3069 */
	reached0[3061] = 1;
	trans[0][3061]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][3070]	= settr(3069,2,3069,1,0,".(goto)", 1, 2, 0);
	T = trans[0][3069] = settr(3068,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3068,2,3062,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3068,2,3065,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3068,2,3067,0,0,"DO", 1, 2, 0);
	trans[0][3062]	= settr(3061,2,3069,957,957,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 3063 -> 3069,0 */
	reached0[3063] = 1;
	trans[0][3063]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][3064]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3065]	= settr(3064,2,3069,958,958,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 3066 -> 3069,0 */
	reached0[3066] = 1;
	trans[0][3066]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3067]	= settr(3066,2,3088,959,959,"((i==8))", 1, 2, 0); /* m: 3072 -> 3088,0 */
	reached0[3072] = 1;
	trans[0][3068]	= settr(3067,2,3072,1,0,"goto :b106", 1, 2, 0); /* m: 3072 -> 0,3088 */
	reached0[3072] = 1;
	trans[0][3071]	= settr(3070,2,3072,1,0,"break", 1, 2, 0);
	trans[0][3072]	= settr(3071,2,3088,960,960,"assert((free<8))", 1, 2, 0); /* m: 3073 -> 0,3088 */
	reached0[3073] = 1;
	trans[0][3073]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][3074]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][3075]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][3076]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][3077]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][3081]	= settr(3080,2,3082,1,0,".(goto)", 1, 2, 0); /* m: 3082 -> 0,3088 */
	reached0[3082] = 1;
	trans[0][3079]	= settr(3078,2,3082,2,0,"else", 1, 2, 0);
	trans[0][3082]	= settr(3081,2,3088,961,961,"slot[t] = AWAY", 1, 2, 0); /* m: 3083 -> 0,3088 */
	reached0[3083] = 1;
	trans[0][3083]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][3084]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][3088] = settr(3087,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3087,2,3085,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(3087,2,3087,0,0,"IF", 1, 2, 0);
	trans[0][3085]	= settr(3084,0,3465,962,962,"((near[t]==LEAVING))", 1, 2, 0); /* m: 3086 -> 3465,0 */
	reached0[3086] = 1;
	trans[0][3086]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][3089]	= settr(3088,2,3264,1,0,".(goto)", 1, 2, 0); /* m: 3264 -> 0,3465 */
	reached0[3264] = 1;
	trans[0][3087]	= settr(3086,2,3264,2,0,"else", 1, 2, 0);
	trans[0][3093]	= settr(3092,2,3264,1,0,".(goto)", 1, 2, 0); /* m: 3264 -> 0,3465 */
	reached0[3264] = 1;
	trans[0][3091]	= settr(3090,2,3264,2,0,"else", 1, 2, 0);
	trans[0][3095]	= settr(3094,0,3465,963,963,"((k==UPDATE))", 1, 2, 0); /* m: 3096 -> 3465,0 */
	reached0[3096] = 1;
	trans[0][3096]	= settr(0,0,0,0,0,"cache = w",0,0,0);
	trans[0][3097]	= settr(3096,2,3101,964,0,"((k==ACK))", 1, 2, 0);
	T = trans[0][3101] = settr(3100,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3100,2,3098,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(3100,2,3100,0,0,"IF", 1, 2, 0);
	trans[0][3098]	= settr(3097,0,3465,965,965,"((n>acknowledged[t]))", 1, 2, 0); /* m: 3099 -> 3465,0 */
	reached0[3099] = 1;
	trans[0][3099]	= settr(0,0,0,0,0,"acknowledged[t] = n",0,0,0);
	trans[0][3102]	= settr(3101,2,3264,1,0,".(goto)", 1, 2, 0); /* m: 3264 -> 0,3465 */
	reached0[3264] = 1;
	trans[0][3100]	= settr(3099,2,3264,2,0,"else", 1, 2, 0);
	trans[0][3103]	= settr(3102,2,3163,966,0,"((k==REGISTER))", 1, 2, 0);
	T = trans[ 0][3163] = settr(3162,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3162,0,3161,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][3161] = settr(3160,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3160,2,3104,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(3160,2,3105,0,0,"IF", 1, 2, 0);
	trans[0][3104]	= settr(3103,0,3465,967,967,"((n<=seen_register[w]))", 1, 2, 0); /* m: 3264 -> 3465,0 */
	reached0[3264] = 1;
	trans[0][3162]	= settr(3161,2,3264,1,0,".(goto)", 1, 2, 0); /* m: 3264 -> 0,3465 */
	reached0[3264] = 1;
	trans[0][3105]	= settr(3104,2,3106,2,0,"else", 1, 2, 0);
	trans[0][3106]	= settr(3105,2,3159,968,968,"seen_register[w] = n", 1, 2, 0);
	T = trans[0][3159] = settr(3158,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3158,2,3107,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3158,2,3108,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(3158,2,3131,0,0,"IF", 1, 2, 0);
	trans[0][3107]	= settr(3106,0,3465,969,969,"((owner==w))", 1, 2, 0); /* m: 3264 -> 3465,0 */
	reached0[3264] = 1;
	trans[0][3160]	= settr(3159,2,3264,1,0,".(goto)", 1, 2, 0); /* m: 3264 -> 0,3465 */
	reached0[3264] = 1;
	trans[0][3108]	= settr(3107,2,3130,970,0,"(((owner!=w)&&(lost[w]==UNTOLD)))", 1, 2, 0);
	T = trans[ 0][3130] = settr(3129,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3129,0,3109,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3109]	= settr(3108,2,3129,971,971,"notice_nonce = (notice_nonce+1)", 1, 2, 0); /* m: 3110 -> 0,3129 */
	reached0[3110] = 1;
	trans[0][3110]	= settr(0,0,0,0,0,"notice_to[w] = notice_nonce",0,0,0);
	T = trans[ 0][3129] = settr(3128,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3128,0,3111,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3111]	= settr(3110,2,3120,972,972,"i = 0", 1, 2, 0); /* m: 3112 -> 0,3120 */
	reached0[3112] = 1;
	trans[0][3112]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][3121]	= settr(3120,2,3120,1,0,".(goto)", 1, 2, 0);
	T = trans[0][3120] = settr(3119,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3119,2,3113,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3119,2,3116,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3119,2,3118,0,0,"DO", 1, 2, 0);
	trans[0][3113]	= settr(3112,2,3120,973,973,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 3114 -> 3120,0 */
	reached0[3114] = 1;
	trans[0][3114]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][3115]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3116]	= settr(3115,2,3120,974,974,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 3117 -> 3120,0 */
	reached0[3117] = 1;
	trans[0][3117]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3118]	= settr(3117,0,3465,975,975,"((i==8))", 1, 2, 0); /* m: 3123 -> 3465,0 */
	reached0[3123] = 1;
	trans[0][3119]	= settr(3118,2,3123,1,0,"goto :b107", 1, 2, 0); /* m: 3123 -> 0,3465 */
	reached0[3123] = 1;
	trans[0][3122]	= settr(3121,2,3123,1,0,"break", 1, 2, 0);
	trans[0][3123]	= settr(3122,0,3465,976,976,"assert((free<8))", 1, 2, 0); /* m: 3124 -> 0,3465 */
	reached0[3124] = 1;
	trans[0][3124]	= settr(0,0,0,0,0,"net[free].kind = 12",0,0,0);
	trans[0][3125]	= settr(0,0,0,0,0,"net[free].to = w",0,0,0);
	trans[0][3126]	= settr(0,0,0,0,0,"net[free].where = (1-w)",0,0,0);
	trans[0][3127]	= settr(0,0,0,0,0,"net[free].nonce = notice_nonce",0,0,0);
	trans[0][3128]	= settr(0,0,0,0,0,"net[free].epoch = owner_epoch",0,0,0);
	trans[0][3131]	= settr(3130,2,3158,977,977,"(((owner!=w)&&(lost[w]!=UNTOLD)))", 1, 2, 0); /* m: 3132 -> 3158,0 */
	reached0[3132] = 1;
	trans[0][3132]	= settr(0,0,0,0,0,"assert((e>=owner_epoch))",0,0,0);
	trans[0][3133]	= settr(0,0,0,0,0,"owner = w",0,0,0);
	trans[0][3134]	= settr(0,0,0,0,0,"owner_epoch = e",0,0,0);
	trans[0][3135]	= settr(0,0,0,0,0,"lost[w] = NOT_LOST",0,0,0);
	trans[0][3136]	= settr(0,0,0,0,0,"lost[(1-w)] = UNTOLD",0,0,0);
	T = trans[ 0][3158] = settr(3157,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3157,0,3137,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3137]	= settr(3136,2,3157,978,978,"notice_nonce = (notice_nonce+1)", 1, 2, 0); /* m: 3138 -> 0,3157 */
	reached0[3138] = 1;
	trans[0][3138]	= settr(0,0,0,0,0,"notice_to[(1-w)] = notice_nonce",0,0,0);
	T = trans[ 0][3157] = settr(3156,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3156,0,3139,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3139]	= settr(3138,2,3148,979,979,"i = 0", 1, 2, 0); /* m: 3140 -> 0,3148 */
	reached0[3140] = 1;
	trans[0][3140]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][3149]	= settr(3148,2,3148,1,0,".(goto)", 1, 2, 0);
	T = trans[0][3148] = settr(3147,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3147,2,3141,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3147,2,3144,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3147,2,3146,0,0,"DO", 1, 2, 0);
	trans[0][3141]	= settr(3140,2,3148,980,980,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 3142 -> 3148,0 */
	reached0[3142] = 1;
	trans[0][3142]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][3143]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3144]	= settr(3143,2,3148,981,981,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 3145 -> 3148,0 */
	reached0[3145] = 1;
	trans[0][3145]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3146]	= settr(3145,0,3465,982,982,"((i==8))", 1, 2, 0); /* m: 3151 -> 3465,0 */
	reached0[3151] = 1;
	trans[0][3147]	= settr(3146,2,3151,1,0,"goto :b108", 1, 2, 0); /* m: 3151 -> 0,3465 */
	reached0[3151] = 1;
	trans[0][3150]	= settr(3149,2,3151,1,0,"break", 1, 2, 0);
	trans[0][3151]	= settr(3150,0,3465,983,983,"assert((free<8))", 1, 2, 0); /* m: 3152 -> 0,3465 */
	reached0[3152] = 1;
	trans[0][3152]	= settr(0,0,0,0,0,"net[free].kind = 12",0,0,0);
	trans[0][3153]	= settr(0,0,0,0,0,"net[free].to = (1-w)",0,0,0);
	trans[0][3154]	= settr(0,0,0,0,0,"net[free].where = (1-(1-w))",0,0,0);
	trans[0][3155]	= settr(0,0,0,0,0,"net[free].nonce = notice_nonce",0,0,0);
	trans[0][3156]	= settr(0,0,0,0,0,"net[free].epoch = owner_epoch",0,0,0);
	trans[0][3164]	= settr(3163,2,3221,984,0,"((k==NOTICE))", 1, 2, 0);
	T = trans[ 0][3221] = settr(3220,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3220,0,3200,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][3200] = settr(3199,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3199,2,3165,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(3199,2,3199,0,0,"IF", 1, 2, 0);
	trans[0][3165]	= settr(3164,2,3198,985,985,"((n>from_server[t]))", 1, 2, 0); /* m: 3166 -> 3198,0 */
	reached0[3166] = 1;
	trans[0][3166]	= settr(0,0,0,0,0,"from_server[t] = n",0,0,0);
	T = trans[ 0][3198] = settr(3197,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3197,0,3188,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][3188] = settr(3187,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3187,2,3167,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(3187,2,3187,0,0,"IF", 1, 2, 0);
	trans[0][3167]	= settr(3166,2,3186,986,0,"(((slot[t]!=AWAY)||registers[t]))", 1, 2, 0);
	T = trans[ 0][3186] = settr(3185,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3185,0,3168,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3168]	= settr(3167,2,3177,987,987,"i = 0", 1, 2, 0); /* m: 3169 -> 0,3177 */
	reached0[3169] = 1;
	trans[0][3169]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][3178]	= settr(3177,2,3177,1,0,".(goto)", 1, 2, 0);
	T = trans[0][3177] = settr(3176,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3176,2,3170,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3176,2,3173,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3176,2,3175,0,0,"DO", 1, 2, 0);
	trans[0][3170]	= settr(3169,2,3177,988,988,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 3171 -> 3177,0 */
	reached0[3171] = 1;
	trans[0][3171]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][3172]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3173]	= settr(3172,2,3177,989,989,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 3174 -> 3177,0 */
	reached0[3174] = 1;
	trans[0][3174]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3175]	= settr(3174,2,3196,990,990,"((i==8))", 1, 2, 0); /* m: 3180 -> 3196,0 */
	reached0[3180] = 1;
	trans[0][3176]	= settr(3175,2,3180,1,0,"goto :b109", 1, 2, 0); /* m: 3180 -> 0,3196 */
	reached0[3180] = 1;
	trans[0][3179]	= settr(3178,2,3180,1,0,"break", 1, 2, 0);
	trans[0][3180]	= settr(3179,2,3196,991,991,"assert((free<8))", 1, 2, 0); /* m: 3181 -> 0,3196 */
	reached0[3181] = 1;
	trans[0][3181]	= settr(0,0,0,0,0,"net[free].kind = 15",0,0,0);
	trans[0][3182]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][3183]	= settr(0,0,0,0,0,"net[free].where = (1-t)",0,0,0);
	trans[0][3184]	= settr(0,0,0,0,0,"net[free].nonce = epoch",0,0,0);
	trans[0][3185]	= settr(0,0,0,0,0,"net[free].epoch = epoch",0,0,0);
	trans[0][3189]	= settr(3188,2,3190,1,0,".(goto)", 1, 2, 0); /* m: 3190 -> 0,3196 */
	reached0[3190] = 1;
	trans[0][3187]	= settr(3186,2,3190,2,0,"else", 1, 2, 0);
	trans[0][3190]	= settr(3189,2,3196,992,992,"slot[t] = AWAY", 1, 2, 0); /* m: 3191 -> 0,3196 */
	reached0[3191] = 1;
	trans[0][3191]	= settr(0,0,0,0,0,"registers[t] = 0",0,0,0);
	trans[0][3192]	= settr(0,0,0,0,0,"switched[t] = 0",0,0,0);
	T = trans[0][3196] = settr(3195,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3195,2,3193,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(3195,2,3195,0,0,"IF", 1, 2, 0);
	trans[0][3193]	= settr(3192,2,3220,993,993,"((near[t]==LEAVING))", 1, 2, 0); /* m: 3194 -> 3220,0 */
	reached0[3194] = 1;
	trans[0][3194]	= settr(0,0,0,0,0,"near[t] = NOT_NEAR",0,0,0);
	trans[0][3197]	= settr(3196,2,3220,1,0,".(goto)", 1, 2, 0);
	trans[0][3195]	= settr(3194,2,3220,2,0,"else", 1, 2, 0);
	trans[0][3201]	= settr(3200,2,3220,1,0,".(goto)", 1, 2, 0);
	trans[0][3199]	= settr(3198,2,3220,2,0,"else", 1, 2, 0);
	T = trans[ 0][3220] = settr(3219,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3219,0,3202,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3202]	= settr(3201,2,3211,994,994,"i = 0", 1, 2, 0); /* m: 3203 -> 0,3211 */
	reached0[3203] = 1;
	trans[0][3203]	= settr(0,0,0,0,0,"free = 8",0,0,0);
	trans[0][3212]	= settr(3211,2,3211,1,0,".(goto)", 1, 2, 0);
	T = trans[0][3211] = settr(3210,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3210,2,3204,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3210,2,3207,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3210,2,3209,0,0,"DO", 1, 2, 0);
	trans[0][3204]	= settr(3203,2,3211,995,995,"((((i<8)&&(net[i].kind==FREE))&&(free==8)))", 1, 2, 0); /* m: 3205 -> 3211,0 */
	reached0[3205] = 1;
	trans[0][3205]	= settr(0,0,0,0,0,"free = i",0,0,0);
	trans[0][3206]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3207]	= settr(3206,2,3211,996,996,"(((i<8)&&!(((net[i].kind==FREE)&&(free==8)))))", 1, 2, 0); /* m: 3208 -> 3211,0 */
	reached0[3208] = 1;
	trans[0][3208]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3209]	= settr(3208,0,3465,997,997,"((i==8))", 1, 2, 0); /* m: 3214 -> 3465,0 */
	reached0[3214] = 1;
	trans[0][3210]	= settr(3209,2,3214,1,0,"goto :b110", 1, 2, 0); /* m: 3214 -> 0,3465 */
	reached0[3214] = 1;
	trans[0][3213]	= settr(3212,2,3214,1,0,"break", 1, 2, 0);
	trans[0][3214]	= settr(3213,0,3465,998,998,"assert((free<8))", 1, 2, 0); /* m: 3215 -> 0,3465 */
	reached0[3215] = 1;
	trans[0][3215]	= settr(0,0,0,0,0,"net[free].kind = 11",0,0,0);
	trans[0][3216]	= settr(0,0,0,0,0,"net[free].to = 0",0,0,0);
	trans[0][3217]	= settr(0,0,0,0,0,"net[free].where = t",0,0,0);
	trans[0][3218]	= settr(0,0,0,0,0,"net[free].nonce = n",0,0,0);
	trans[0][3219]	= settr(0,0,0,0,0,"net[free].epoch = 0",0,0,0);
	trans[0][3222]	= settr(3221,2,3258,999,0,"((k==NOTICE_ACK))", 1, 2, 0);
	T = trans[ 0][3258] = settr(3257,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3257,0,3256,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][3256] = settr(3255,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(3255,2,3223,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(3255,2,3255,0,0,"IF", 1, 2, 0);
	trans[0][3223]	= settr(3222,2,3254,1000,1000,"(((n==notice_to[w])&&(lost[w]==UNTOLD)))", 1, 2, 0); /* m: 3224 -> 3254,0 */
	reached0[3224] = 1;
	trans[0][3224]	= settr(0,0,0,0,0,"lost[w] = TOLD",0,0,0);
	T = trans[ 0][3254] = settr(3253,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3253,0,3225,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3225]	= settr(3224,2,3250,1001,1001,"free = 0", 1, 2, 0);
	trans[0][3251]	= settr(3250,2,3250,1,0,".(goto)", 1, 2, 0);
	T = trans[0][3250] = settr(3249,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3249,2,3226,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3249,2,3246,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3249,2,3248,0,0,"DO", 1, 2, 0);
	trans[0][3226]	= settr(3225,2,3245,1002,0,"((((free<8)&&(net[free].kind==REGISTER))&&(net[free].where==w)))", 1, 2, 0);
	T = trans[ 0][3245] = settr(3244,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3244,0,3227,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3227]	= settr(3226,2,3237,1003,1003,"i = free", 1, 2, 0);
	trans[0][3238]	= settr(3237,2,3237,1,0,".(goto)", 1, 2, 0);
	T = trans[0][3237] = settr(3236,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3236,2,3228,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3236,2,3235,0,0,"DO", 1, 2, 0);
	trans[0][3228]	= settr(3227,2,3237,1004,1004,"((i<(8-1)))", 1, 2, 0); /* m: 3229 -> 3237,0 */
	reached0[3229] = 1;
	trans[0][3229]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][3230]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][3231]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][3232]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][3233]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][3234]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3235]	= settr(3234,2,3240,2,0,"else", 1, 2, 0);
	trans[0][3236]	= settr(3235,2,3240,1,0,"goto :b112", 1, 2, 0); /* m: 3240 -> 0,3250 */
	reached0[3240] = 1;
	trans[0][3239]	= settr(3238,2,3240,1,0,"break", 1, 2, 0);
	trans[0][3240]	= settr(3239,2,3250,1005,1005,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 3241 -> 0,3250 */
	reached0[3241] = 1;
	trans[0][3241]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][3242]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][3243]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][3244]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][3246]	= settr(3245,2,3250,1006,1006,"(((free<8)&&!(((net[free].kind==REGISTER)&&(net[free].where==w)))))", 1, 2, 0); /* m: 3247 -> 3250,0 */
	reached0[3247] = 1;
	trans[0][3247]	= settr(0,0,0,0,0,"free = (free+1)",0,0,0);
	trans[0][3248]	= settr(3247,0,3465,1007,1007,"((free==8))", 1, 2, 0); /* m: 3253 -> 3465,0 */
	reached0[3253] = 1;
	trans[0][3249]	= settr(3248,2,3253,1,0,"goto :b111", 1, 2, 0); /* m: 3253 -> 0,3465 */
	reached0[3253] = 1;
	trans[0][3252]	= settr(3251,2,3253,1,0,"break", 1, 2, 0);
	trans[0][3253]	= settr(3252,0,3465,1008,1008,"free = 0", 1, 2, 0); /* m: 3264 -> 0,3465 */
	reached0[3264] = 1;
	trans[0][3257]	= settr(3256,2,3264,1,0,".(goto)", 1, 2, 0); /* m: 3264 -> 0,3465 */
	reached0[3264] = 1;
	trans[0][3255]	= settr(3254,2,3264,2,0,"else", 1, 2, 0);
	trans[0][3259]	= settr(3258,0,3465,1009,1009,"((k==REPLY))", 1, 2, 0); /* m: 3260 -> 3465,0 */
	reached0[3260] = 1;
	trans[0][3260]	= settr(0,0,0,0,0,"asked = 0",0,0,0);
	trans[0][3261]	= settr(0,0,0,0,0,"cache = w",0,0,0);
	trans[0][3264]	= settr(3263,0,3465,1010,1010,"k = FREE", 1, 2, 0); /* m: 3265 -> 0,3465 */
	reached0[3265] = 1;
	trans[0][3265]	= settr(0,0,0,0,0,"t = 0",0,0,0);
	trans[0][3266]	= settr(0,0,0,0,0,"w = 0",0,0,0);
	trans[0][3267]	= settr(0,0,0,0,0,"n = 0",0,0,0);
	trans[0][3268]	= settr(0,0,0,0,0,"e = 0",0,0,0);
	trans[0][3269]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	trans[0][3270]	= settr(0,0,0,0,0,"free = 0",0,0,0);
	T = trans[ 0][3296] = settr(3295,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3295,2,3273,0,0,"ATOMIC", 1, 2, 0);
	trans[0][3273]	= settr(3272,2,3295,1011,0,"(((net[0].kind!=FREE)&&(losses<1)))", 1, 2, 0);
	T = trans[ 0][3295] = settr(3294,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3294,0,3274,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3274]	= settr(3273,2,3293,1012,1012,"losses = (losses+1)", 1, 2, 0);
	T = trans[ 0][3293] = settr(3292,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3292,0,3275,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3275]	= settr(3274,2,3285,1013,1013,"i = 0", 1, 2, 0);
	trans[0][3286]	= settr(3285,2,3285,1,0,".(goto)", 1, 2, 0);
	T = trans[0][3285] = settr(3284,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3284,2,3276,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3284,2,3283,0,0,"DO", 1, 2, 0);
	trans[0][3276]	= settr(3275,2,3285,1014,1014,"((i<(8-1)))", 1, 2, 0); /* m: 3277 -> 3285,0 */
	reached0[3277] = 1;
	trans[0][3277]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][3278]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][3279]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][3280]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][3281]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][3282]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3283]	= settr(3282,2,3288,2,0,"else", 1, 2, 0);
	trans[0][3284]	= settr(3283,2,3288,1,0,"goto :b113", 1, 2, 0); /* m: 3288 -> 0,3465 */
	reached0[3288] = 1;
	trans[0][3287]	= settr(3286,2,3288,1,0,"break", 1, 2, 0);
	trans[0][3288]	= settr(3287,0,3465,1015,1015,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 3289 -> 0,3465 */
	reached0[3289] = 1;
	trans[0][3289]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][3290]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][3291]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][3292]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][3294]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	T = trans[ 0][3320] = settr(3319,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3319,2,3297,0,0,"ATOMIC", 1, 2, 0);
	trans[0][3297]	= settr(3296,2,3319,1016,0,"(((net[1].kind!=FREE)&&(losses<1)))", 1, 2, 0);
	T = trans[ 0][3319] = settr(3318,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3318,0,3298,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3298]	= settr(3297,2,3317,1017,1017,"losses = (losses+1)", 1, 2, 0);
	T = trans[ 0][3317] = settr(3316,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3316,0,3299,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3299]	= settr(3298,2,3309,1018,1018,"i = 1", 1, 2, 0);
	trans[0][3310]	= settr(3309,2,3309,1,0,".(goto)", 1, 2, 0);
	T = trans[0][3309] = settr(3308,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3308,2,3300,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3308,2,3307,0,0,"DO", 1, 2, 0);
	trans[0][3300]	= settr(3299,2,3309,1019,1019,"((i<(8-1)))", 1, 2, 0); /* m: 3301 -> 3309,0 */
	reached0[3301] = 1;
	trans[0][3301]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][3302]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][3303]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][3304]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][3305]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][3306]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3307]	= settr(3306,2,3312,2,0,"else", 1, 2, 0);
	trans[0][3308]	= settr(3307,2,3312,1,0,"goto :b114", 1, 2, 0); /* m: 3312 -> 0,3465 */
	reached0[3312] = 1;
	trans[0][3311]	= settr(3310,2,3312,1,0,"break", 1, 2, 0);
	trans[0][3312]	= settr(3311,0,3465,1020,1020,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 3313 -> 0,3465 */
	reached0[3313] = 1;
	trans[0][3313]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][3314]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][3315]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][3316]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][3318]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	T = trans[ 0][3344] = settr(3343,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3343,2,3321,0,0,"ATOMIC", 1, 2, 0);
	trans[0][3321]	= settr(3320,2,3343,1021,0,"(((net[2].kind!=FREE)&&(losses<1)))", 1, 2, 0);
	T = trans[ 0][3343] = settr(3342,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3342,0,3322,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3322]	= settr(3321,2,3341,1022,1022,"losses = (losses+1)", 1, 2, 0);
	T = trans[ 0][3341] = settr(3340,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3340,0,3323,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3323]	= settr(3322,2,3333,1023,1023,"i = 2", 1, 2, 0);
	trans[0][3334]	= settr(3333,2,3333,1,0,".(goto)", 1, 2, 0);
	T = trans[0][3333] = settr(3332,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3332,2,3324,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3332,2,3331,0,0,"DO", 1, 2, 0);
	trans[0][3324]	= settr(3323,2,3333,1024,1024,"((i<(8-1)))", 1, 2, 0); /* m: 3325 -> 3333,0 */
	reached0[3325] = 1;
	trans[0][3325]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][3326]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][3327]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][3328]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][3329]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][3330]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3331]	= settr(3330,2,3336,2,0,"else", 1, 2, 0);
	trans[0][3332]	= settr(3331,2,3336,1,0,"goto :b115", 1, 2, 0); /* m: 3336 -> 0,3465 */
	reached0[3336] = 1;
	trans[0][3335]	= settr(3334,2,3336,1,0,"break", 1, 2, 0);
	trans[0][3336]	= settr(3335,0,3465,1025,1025,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 3337 -> 0,3465 */
	reached0[3337] = 1;
	trans[0][3337]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][3338]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][3339]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][3340]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][3342]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	T = trans[ 0][3368] = settr(3367,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3367,2,3345,0,0,"ATOMIC", 1, 2, 0);
	trans[0][3345]	= settr(3344,2,3367,1026,0,"(((net[3].kind!=FREE)&&(losses<1)))", 1, 2, 0);
	T = trans[ 0][3367] = settr(3366,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3366,0,3346,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3346]	= settr(3345,2,3365,1027,1027,"losses = (losses+1)", 1, 2, 0);
	T = trans[ 0][3365] = settr(3364,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3364,0,3347,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3347]	= settr(3346,2,3357,1028,1028,"i = 3", 1, 2, 0);
	trans[0][3358]	= settr(3357,2,3357,1,0,".(goto)", 1, 2, 0);
	T = trans[0][3357] = settr(3356,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3356,2,3348,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3356,2,3355,0,0,"DO", 1, 2, 0);
	trans[0][3348]	= settr(3347,2,3357,1029,1029,"((i<(8-1)))", 1, 2, 0); /* m: 3349 -> 3357,0 */
	reached0[3349] = 1;
	trans[0][3349]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][3350]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][3351]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][3352]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][3353]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][3354]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3355]	= settr(3354,2,3360,2,0,"else", 1, 2, 0);
	trans[0][3356]	= settr(3355,2,3360,1,0,"goto :b116", 1, 2, 0); /* m: 3360 -> 0,3465 */
	reached0[3360] = 1;
	trans[0][3359]	= settr(3358,2,3360,1,0,"break", 1, 2, 0);
	trans[0][3360]	= settr(3359,0,3465,1030,1030,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 3361 -> 0,3465 */
	reached0[3361] = 1;
	trans[0][3361]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][3362]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][3363]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][3364]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][3366]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	T = trans[ 0][3392] = settr(3391,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3391,2,3369,0,0,"ATOMIC", 1, 2, 0);
	trans[0][3369]	= settr(3368,2,3391,1031,0,"(((net[4].kind!=FREE)&&(losses<1)))", 1, 2, 0);
	T = trans[ 0][3391] = settr(3390,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3390,0,3370,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3370]	= settr(3369,2,3389,1032,1032,"losses = (losses+1)", 1, 2, 0);
	T = trans[ 0][3389] = settr(3388,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3388,0,3371,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3371]	= settr(3370,2,3381,1033,1033,"i = 4", 1, 2, 0);
	trans[0][3382]	= settr(3381,2,3381,1,0,".(goto)", 1, 2, 0);
	T = trans[0][3381] = settr(3380,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3380,2,3372,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3380,2,3379,0,0,"DO", 1, 2, 0);
	trans[0][3372]	= settr(3371,2,3381,1034,1034,"((i<(8-1)))", 1, 2, 0); /* m: 3373 -> 3381,0 */
	reached0[3373] = 1;
	trans[0][3373]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][3374]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][3375]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][3376]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][3377]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][3378]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3379]	= settr(3378,2,3384,2,0,"else", 1, 2, 0);
	trans[0][3380]	= settr(3379,2,3384,1,0,"goto :b117", 1, 2, 0); /* m: 3384 -> 0,3465 */
	reached0[3384] = 1;
	trans[0][3383]	= settr(3382,2,3384,1,0,"break", 1, 2, 0);
	trans[0][3384]	= settr(3383,0,3465,1035,1035,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 3385 -> 0,3465 */
	reached0[3385] = 1;
	trans[0][3385]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][3386]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][3387]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][3388]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][3390]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	T = trans[ 0][3416] = settr(3415,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3415,2,3393,0,0,"ATOMIC", 1, 2, 0);
	trans[0][3393]	= settr(3392,2,3415,1036,0,"(((net[5].kind!=FREE)&&(losses<1)))", 1, 2, 0);
	T = trans[ 0][3415] = settr(3414,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3414,0,3394,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3394]	= settr(3393,2,3413,1037,1037,"losses = (losses+1)", 1, 2, 0);
	T = trans[ 0][3413] = settr(3412,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3412,0,3395,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3395]	= settr(3394,2,3405,1038,1038,"i = 5", 1, 2, 0);
	trans[0][3406]	= settr(3405,2,3405,1,0,".(goto)", 1, 2, 0);
	T = trans[0][3405] = settr(3404,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3404,2,3396,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3404,2,3403,0,0,"DO", 1, 2, 0);
	trans[0][3396]	= settr(3395,2,3405,1039,1039,"((i<(8-1)))", 1, 2, 0); /* m: 3397 -> 3405,0 */
	reached0[3397] = 1;
	trans[0][3397]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][3398]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][3399]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][3400]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][3401]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][3402]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3403]	= settr(3402,2,3408,2,0,"else", 1, 2, 0);
	trans[0][3404]	= settr(3403,2,3408,1,0,"goto :b118", 1, 2, 0); /* m: 3408 -> 0,3465 */
	reached0[3408] = 1;
	trans[0][3407]	= settr(3406,2,3408,1,0,"break", 1, 2, 0);
	trans[0][3408]	= settr(3407,0,3465,1040,1040,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 3409 -> 0,3465 */
	reached0[3409] = 1;
	trans[0][3409]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][3410]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][3411]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][3412]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][3414]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	T = trans[ 0][3440] = settr(3439,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3439,2,3417,0,0,"ATOMIC", 1, 2, 0);
	trans[0][3417]	= settr(3416,2,3439,1041,0,"(((net[6].kind!=FREE)&&(losses<1)))", 1, 2, 0);
	T = trans[ 0][3439] = settr(3438,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3438,0,3418,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3418]	= settr(3417,2,3437,1042,1042,"losses = (losses+1)", 1, 2, 0);
	T = trans[ 0][3437] = settr(3436,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3436,0,3419,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3419]	= settr(3418,2,3429,1043,1043,"i = 6", 1, 2, 0);
	trans[0][3430]	= settr(3429,2,3429,1,0,".(goto)", 1, 2, 0);
	T = trans[0][3429] = settr(3428,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3428,2,3420,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3428,2,3427,0,0,"DO", 1, 2, 0);
	trans[0][3420]	= settr(3419,2,3429,1044,1044,"((i<(8-1)))", 1, 2, 0); /* m: 3421 -> 3429,0 */
	reached0[3421] = 1;
	trans[0][3421]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][3422]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][3423]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][3424]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][3425]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][3426]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3427]	= settr(3426,2,3432,2,0,"else", 1, 2, 0);
	trans[0][3428]	= settr(3427,2,3432,1,0,"goto :b119", 1, 2, 0); /* m: 3432 -> 0,3465 */
	reached0[3432] = 1;
	trans[0][3431]	= settr(3430,2,3432,1,0,"break", 1, 2, 0);
	trans[0][3432]	= settr(3431,0,3465,1045,1045,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 3433 -> 0,3465 */
	reached0[3433] = 1;
	trans[0][3433]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][3434]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][3435]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][3436]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][3438]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	T = trans[ 0][3464] = settr(3463,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(3463,2,3441,0,0,"ATOMIC", 1, 2, 0);
	trans[0][3441]	= settr(3440,2,3463,1046,0,"(((net[7].kind!=FREE)&&(losses<1)))", 1, 2, 0);
	T = trans[ 0][3463] = settr(3462,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3462,0,3442,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3442]	= settr(3441,2,3461,1047,1047,"losses = (losses+1)", 1, 2, 0);
	T = trans[ 0][3461] = settr(3460,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(3460,0,3443,0,0,"sub-sequence", 1, 2, 0);
	trans[0][3443]	= settr(3442,2,3453,1048,1048,"i = 7", 1, 2, 0);
	trans[0][3454]	= settr(3453,2,3453,1,0,".(goto)", 1, 2, 0);
	T = trans[0][3453] = settr(3452,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(3452,2,3444,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(3452,2,3451,0,0,"DO", 1, 2, 0);
	trans[0][3444]	= settr(3443,2,3453,1049,1049,"((i<(8-1)))", 1, 2, 0); /* m: 3445 -> 3453,0 */
	reached0[3445] = 1;
	trans[0][3445]	= settr(0,0,0,0,0,"net[i].kind = net[(i+1)].kind",0,0,0);
	trans[0][3446]	= settr(0,0,0,0,0,"net[i].to = net[(i+1)].to",0,0,0);
	trans[0][3447]	= settr(0,0,0,0,0,"net[i].where = net[(i+1)].where",0,0,0);
	trans[0][3448]	= settr(0,0,0,0,0,"net[i].nonce = net[(i+1)].nonce",0,0,0);
	trans[0][3449]	= settr(0,0,0,0,0,"net[i].epoch = net[(i+1)].epoch",0,0,0);
	trans[0][3450]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[0][3451]	= settr(3450,2,3456,2,0,"else", 1, 2, 0);
	trans[0][3452]	= settr(3451,2,3456,1,0,"goto :b120", 1, 2, 0); /* m: 3456 -> 0,3465 */
	reached0[3456] = 1;
	trans[0][3455]	= settr(3454,2,3456,1,0,"break", 1, 2, 0);
	trans[0][3456]	= settr(3455,0,3465,1050,1050,"net[(8-1)].kind = FREE", 1, 2, 0); /* m: 3457 -> 0,3465 */
	reached0[3457] = 1;
	trans[0][3457]	= settr(0,0,0,0,0,"net[(8-1)].to = 0",0,0,0);
	trans[0][3458]	= settr(0,0,0,0,0,"net[(8-1)].where = 0",0,0,0);
	trans[0][3459]	= settr(0,0,0,0,0,"net[(8-1)].nonce = 0",0,0,0);
	trans[0][3460]	= settr(0,0,0,0,0,"net[(8-1)].epoch = 0",0,0,0);
	trans[0][3462]	= settr(0,0,0,0,0,"i = 0",0,0,0);
	trans[0][3467]	= settr(3466,0,3468,1,0,"break", 0, 2, 0);
	trans[0][3468]	= settr(3467,0,0,1051,1051,"-end-", 0, 3500, 0);
	/* np_ demon: */
	trans[_NP_] = (Trans **) emalloc(3*sizeof(Trans *));
	T = trans[_NP_][0] = settr(9997,0,1,_T5,0,"(np_)", 1,2,0);
	    T->nxt	  = settr(9998,0,0,_T2,0,"(1)",   0,2,0);
	T = trans[_NP_][1] = settr(9999,0,1,_T5,0,"(np_)", 1,2,0);
}

Trans *
settr(	int t_id, int a, int b, int c, int d,
	char *t, int g, int tpe0, int tpe1)
{	Trans *tmp = (Trans *) emalloc(sizeof(Trans));

	tmp->atom  = a&(6|32);	/* only (2|8|32) have meaning */
	if (!g) tmp->atom |= 8;	/* no global references */
	tmp->st    = b;
	tmp->tpe[0] = tpe0;
	tmp->tpe[1] = tpe1;
	tmp->tp    = t;
	tmp->t_id  = t_id;
	tmp->forw  = c;
	tmp->back  = d;
	return tmp;
}

Trans *
cpytr(Trans *a)
{	Trans *tmp = (Trans *) emalloc(sizeof(Trans));

	int i;
	tmp->atom  = a->atom;
	tmp->st    = a->st;
#ifdef HAS_UNLESS
	tmp->e_trans = a->e_trans;
	for (i = 0; i < HAS_UNLESS; i++)
		tmp->escp[i] = a->escp[i];
#endif
	tmp->tpe[0] = a->tpe[0];
	tmp->tpe[1] = a->tpe[1];
	for (i = 0; i < 6; i++)
	{	tmp->qu[i] = a->qu[i];
		tmp->ty[i] = a->ty[i];
	}
	tmp->tp    = (char *) emalloc(strlen(a->tp)+1);
	strcpy(tmp->tp, a->tp);
	tmp->t_id  = a->t_id;
	tmp->forw  = a->forw;
	tmp->back  = a->back;
	return tmp;
}

#ifndef NOREDUCE
int
srinc_set(int n)
{	if (n <= 2) return LOCAL;
	if (n <= 2+  DELTA) return Q_FULL_F; /* 's' or nfull  */
	if (n <= 2+2*DELTA) return Q_EMPT_F; /* 'r' or nempty */
	if (n <= 2+3*DELTA) return Q_EMPT_T; /* empty */
	if (n <= 2+4*DELTA) return Q_FULL_T; /* full  */
	if (n ==   5*DELTA) return GLOBAL;
	if (n ==   6*DELTA) return TIMEOUT_F;
	if (n ==   7*DELTA) return ALPHA_F;
	Uerror("cannot happen srinc_class");
	return BAD;
}
int
srunc(int n, int m)
{	switch(m) {
	case Q_FULL_F: return n-2;
	case Q_EMPT_F: return n-2-DELTA;
	case Q_EMPT_T: return n-2-2*DELTA;
	case Q_FULL_T: return n-2-3*DELTA;
	case ALPHA_F:
	case TIMEOUT_F: return 257; /* non-zero, and > MAXQ */
	}
	Uerror("cannot happen srunc");
	return 0;
}
#endif
int cnt;
#ifdef HAS_UNLESS
int
isthere(Trans *a, int b)
{	Trans *t;
	for (t = a; t; t = t->nxt)
		if (t->t_id == b)
			return 1;
	return 0;
}
#endif
#ifndef NOREDUCE
int
mark_safety(Trans *t) /* for conditional safety */
{	int g = 0, i, j, k;

	if (!t) return 0;
	if (t->qu[0])
		return (t->qu[1])?2:1;	/* marked */

	for (i = 0; i < 2; i++)
	{	j = srinc_set(t->tpe[i]);
		if (j >= GLOBAL && j != ALPHA_F)
			return -1;
		if (j != LOCAL)
		{	k = srunc(t->tpe[i], j);
			if (g == 0
			||  t->qu[0] != k
			||  t->ty[0] != j)
			{	t->qu[g] = k;
				t->ty[g] = j;
				g++;
	}	}	}
	return g;
}
#endif
void
retrans(int n, int m, int is, short srcln[], uchar reach[], uchar lpstate[])
	/* process n, with m states, is=initial state */
{	Trans *T0, *T1, *T2, *T3;
	Trans *T4, *T5; /* t_reverse or has_unless */
	int i;
#if defined(HAS_UNLESS) || !defined(NOREDUCE)
	int k;
#endif
#ifndef NOREDUCE
	int g, h, j, aa;
#endif
#ifdef HAS_UNLESS
	int p;
#endif
	if (state_tables >= 4)
	{	printf("STEP 1 %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
		return;
	}
	do {
		for (i = 1, cnt = 0; i < m; i++)
		{	T2 = trans[n][i];
			T1 = T2?T2->nxt:(Trans *)0;
/* prescan: */		for (T0 = T1; T0; T0 = T0->nxt)
/* choice in choice */	{	if (T0->st && trans[n][T0->st]
				&&  trans[n][T0->st]->nxt)
					break;
			}
#if 0
		if (T0)
		printf("\tstate %d / %d: choice in choice\n",
		i, T0->st);
#endif
			if (T0)
			for (T0 = T1; T0; T0 = T0->nxt)
			{	T3 = trans[n][T0->st];
				if (!T3->nxt)
				{	T2->nxt = cpytr(T0);
					T2 = T2->nxt;
					imed(T2, T0->st, n, i);
					continue;
				}
				do {	T3 = T3->nxt;
					T2->nxt = cpytr(T3);
					T2 = T2->nxt;
					imed(T2, T0->st, n, i);
				} while (T3->nxt);
				cnt++;
			}
		}
	} while (cnt);
	if (state_tables >= 3)
	{	printf("STEP 2 %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
		return;
	}
	for (i = 1; i < m; i++)
	{	if (trans[n][i] && trans[n][i]->nxt) /* optimize */
		{	T1 = trans[n][i]->nxt;
#if 0
			printf("\t\tpull %d (%d) to %d\n",
			T1->st, T1->forw, i);
#endif
			srcln[i] = srcln[T1->st];	/* Oyvind Teig, 5.2.0 */

			if (!trans[n][T1->st]) continue;
			T0 = cpytr(trans[n][T1->st]);
			trans[n][i] = T0;
			reach[T1->st] = 1;
			imed(T0, T1->st, n, i);
			for (T1 = T1->nxt; T1; T1 = T1->nxt)
			{
#if 0
			printf("\t\tpull %d (%d) to %d\n",
				T1->st, T1->forw, i);
#endif
		/*		srcln[i] = srcln[T1->st];  gh: not useful */
				if (!trans[n][T1->st]) continue;
				T0->nxt = cpytr(trans[n][T1->st]);
				T0 = T0->nxt;
				reach[T1->st] = 1;
				imed(T0, T1->st, n, i);
	}	}	}
	if (state_tables >= 2)
	{	printf("STEP 3 %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
		return;
	}
#ifdef HAS_UNLESS
	for (i = 1; i < m; i++)
	{	if (!trans[n][i]) continue;
		/* check for each state i if an
		 * escape to some state p is defined
		 * if so, copy and mark p's transitions
		 * and prepend them to the transition-
		 * list of state i
		 */
	 if (!like_java) /* the default */
	 {	for (T0 = trans[n][i]; T0; T0 = T0->nxt)
		for (k = HAS_UNLESS-1; k >= 0; k--)
		{	if (p = T0->escp[k])
			for (T1 = trans[n][p]; T1; T1 = T1->nxt)
			{	if (isthere(trans[n][i], T1->t_id))
					continue;
				T2 = cpytr(T1);
				T2->e_trans = p;
				T2->nxt = trans[n][i];
				trans[n][i] = T2;
		}	}
	 } else /* outermost unless checked first */
	 {	T4 = T3 = (Trans *) 0;
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
		for (k = HAS_UNLESS-1; k >= 0; k--)
		{	if (p = T0->escp[k])
			for (T1 = trans[n][p]; T1; T1 = T1->nxt)
			{	if (isthere(trans[n][i], T1->t_id))
					continue;
				T2 = cpytr(T1);
				T2->nxt = (Trans *) 0;
				T2->e_trans = p;
				if (T3)	T3->nxt = T2;
				else	T4 = T2;
				T3 = T2;
		}	}
		if (T4)
		{	T3->nxt = trans[n][i];
			trans[n][i] = T4;
		}
	 }
	}
#endif
#ifndef NOREDUCE
	for (i = 1; i < m; i++)
	{	if (a_cycles)
		{ /* moves through these states are visible */
	#if PROG_LAB>0 && defined(HAS_NP)
			if (progstate[n][i])
				goto degrade;
			for (T1 = trans[n][i]; T1; T1 = T1->nxt)
				if (progstate[n][T1->st])
					goto degrade;
	#endif
			if (accpstate[n][i] || visstate[n][i])
				goto degrade;
			for (T1 = trans[n][i]; T1; T1 = T1->nxt)
				if (accpstate[n][T1->st])
					goto degrade;
		}
		T1 = trans[n][i];
		if (!T1) continue;
		g = mark_safety(T1);	/* V3.3.1 */
		if (g < 0) goto degrade; /* global */
		/* check if mixing of guards preserves reduction */
		if (T1->nxt)
		{	k = 0;
			for (T0 = T1; T0; T0 = T0->nxt)
			{	if (!(T0->atom&8))
					goto degrade;
				for (aa = 0; aa < 2; aa++)
				{	j = srinc_set(T0->tpe[aa]);
					if (j >= GLOBAL && j != ALPHA_F)
						goto degrade;
					if (T0->tpe[aa]
					&&  T0->tpe[aa]
					!=  T1->tpe[0])
						k = 1;
			}	}
			/* g = 0;	V3.3.1 */
			if (k)	/* non-uniform selection */
			for (T0 = T1; T0; T0 = T0->nxt)
			for (aa = 0; aa < 2; aa++)
			{	j = srinc_set(T0->tpe[aa]);
				if (j != LOCAL)
				{	k = srunc(T0->tpe[aa], j);
					for (h = 0; h < 6; h++)
						if (T1->qu[h] == k
						&&  T1->ty[h] == j)
							break;
					if (h >= 6)
					{	T1->qu[g%6] = k;
						T1->ty[g%6] = j;
						g++;
			}	}	}
			if (g > 6)
			{	T1->qu[0] = 0;	/* turn it off */
				printf("pan: warning, line %d, ",
					srcln[i]);
			 	printf("too many stmnt types (%d)",
					g);
			  	printf(" in selection\n");
			  goto degrade;
			}
		}
		/* mark all options global if >=1 is global */
		for (T1 = trans[n][i]; T1; T1 = T1->nxt)
			if (!(T1->atom&8)) break;
		if (T1)
degrade:	for (T1 = trans[n][i]; T1; T1 = T1->nxt)
			T1->atom &= ~8;	/* mark as unsafe */
		/* can only mix 'r's or 's's if on same chan */
		/* and not mixed with other local operations */
		T1 = trans[n][i];
		if (!T1 || T1->qu[0]) continue;
		j = T1->tpe[0];
		if (T1->nxt && T1->atom&8)
		{ if (j == 5*DELTA)
		  {	printf("warning: line %d ", srcln[i]);
			printf("mixed condition ");
			printf("(defeats reduction)\n");
			goto degrade;
		  }
		  for (T0 = T1; T0; T0 = T0->nxt)
		  for (aa = 0; aa < 2; aa++)
		  if  (T0->tpe[aa] && T0->tpe[aa] != j)
		  {	printf("warning: line %d ", srcln[i]);
			printf("[%d-%d] mixed %stion ",
				T0->tpe[aa], j, 
				(j==5*DELTA)?"condi":"selec");
			printf("(defeats reduction)\n");
			printf("	'%s' <-> '%s'\n",
				T1->tp, T0->tp);
			goto degrade;
		} }
	}
#endif
	for (i = 1; i < m; i++)
	{	T2 = trans[n][i];
		if (!T2
		||  T2->nxt
		||  strncmp(T2->tp, ".(goto)", 7)
		||  !stopstate[n][i])
			continue;
		stopstate[n][T2->st] = 1;
	}
	if (state_tables && !verbose)
	{	if (dodot)
		{	char buf[256], *q = buf, *p = procname[n];
			while (*p != '\0')
			{	if (*p != ':')
				{	*q++ = *p;
				}
				p++;
			}
			*q = '\0';
			printf("digraph ");
			switch (Btypes[n]) {
			case I_PROC:  printf("init {\n"); break;
			case N_CLAIM: printf("claim_%s {\n", buf); break;
			case E_TRACE: printf("notrace {\n"); break;
			case N_TRACE: printf("trace {\n"); break;
			default:      printf("p_%s {\n", buf); break;
			}
			printf("size=\"8,10\";\n");
			printf("  GT [shape=box,style=dotted,label=\"%s\"];\n", buf);
			printf("  GT -> S%d;\n", is);
		} else
		{	switch (Btypes[n]) {
			case I_PROC:  printf("init\n"); break;
			case N_CLAIM: printf("claim %s\n", procname[n]); break;
			case E_TRACE: printf("notrace assertion\n"); break;
			case N_TRACE: printf("trace assertion\n"); break;
			default:      printf("proctype %s\n", procname[n]); break;
		}	}
		for (i = 1; i < m; i++)
		{	reach[i] = 1;
		}
		tagtable(n, m, is, srcln, reach);
		if (dodot) printf("}\n");
	} else
	for (i = 1; i < m; i++)
	{	int nrelse;
		if (Btypes[n] != N_CLAIM)
		{	for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			{	if (T0->st == i
				&& strcmp(T0->tp, "(1)") == 0)
				{	printf("error: proctype '%s' ",
						procname[n]);
		  			printf("line %d, state %d: has un",
						srcln[i], i);
					printf("conditional self-loop\n");
					pan_exit(1);
		}	}	}
		nrelse = 0;
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
		{	if (strcmp(T0->tp, "else") == 0)
				nrelse++;
		}
		if (nrelse > 1)
		{	printf("error: proctype '%s' state",
				procname[n]);
		  	printf(" %d, inherits %d", i, nrelse);
		  	printf(" 'else' stmnts\n");
			pan_exit(1);
	}	}
#if !defined(LOOPSTATE) && !defined(BFS_PAR)
	if (state_tables)
#endif
	do_dfs(n, m, is, srcln, reach, lpstate);

	if (!t_reverse)
	{	return;
	}
	/* process n, with m states, is=initial state -- reverse list */
	if (!state_tables && Btypes[n] != N_CLAIM)
	{	for (i = 1; i < m; i++)
		{	Trans *Tx = (Trans *) 0; /* list of escapes */
			Trans *Ty = (Trans *) 0; /* its tail element */
			T1 = (Trans *) 0; /* reversed list */
			T2 = (Trans *) 0; /* its tail */
			T3 = (Trans *) 0; /* remembers possible 'else' */

			/* find unless-escapes, they should go first */
			T4 = T5 = T0 = trans[n][i];
	#ifdef HAS_UNLESS
			while (T4 && T4->e_trans) /* escapes are first in orig list */
			{	T5 = T4;	  /* remember predecessor */
				T4 = T4->nxt;
			}
	#endif
			/* T4 points to first non-escape, T5 to its parent, T0 to original list */
			if (T4 != T0)		 /* there was at least one escape */
			{	T3 = T5->nxt;		 /* start of non-escapes */
				T5->nxt = (Trans *) 0;	 /* separate */
				Tx = T0;		 /* start of the escapes */
				Ty = T5;		 /* its tail */
				T0 = T3;		 /* the rest, to be reversed */
			}
			/* T0 points to first non-escape, Tx to the list of escapes, Ty to its tail */

			/* first tail-add non-escape transitions, reversed */
			T3 = (Trans *) 0;
			for (T5 = T0; T5; T5 = T4)
			{	T4 = T5->nxt;
	#ifdef HAS_UNLESS
				if (T5->e_trans)
				{	printf("error: cannot happen!\n");
					continue;
				}
	#endif
				if (strcmp(T5->tp, "else") == 0)
				{	T3 = T5;
					T5->nxt = (Trans *) 0;
				} else
				{	T5->nxt = T1;
					if (!T1) { T2 = T5; }
					T1 = T5;
			}	}
			/* T3 points to a possible else, which is removed from the list */
			/* T1 points to the reversed list so far (without escapes) */
			/* T2 points to the tail element -- where the else should go */
			if (T2 && T3)
			{	T2->nxt = T3;	/* add else */
			} else
			{	if (T3) /* there was an else, but there's no tail */
				{	if (!T1)	/* and no reversed list */
					{	T1 = T3; /* odd, but possible */
					} else		/* even stranger */
					{	T1->nxt = T3;
			}	}	}

			/* add in the escapes, to that they appear at the front */
			if (Tx && Ty) { Ty->nxt = T1; T1 = Tx; }

			trans[n][i] = T1;
			/* reversed, with escapes first and else last */
	}	}
	if (state_tables && verbose)
	{	printf("FINAL proctype %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
	}
}
void
imed(Trans *T, int v, int n, int j)	/* set intermediate state */
{	progstate[n][T->st] |= progstate[n][v];
	accpstate[n][T->st] |= accpstate[n][v];
	stopstate[n][T->st] |= stopstate[n][v];
	mapstate[n][j] = T->st;
}
void
tagtable(int n, int m, int is, short srcln[], uchar reach[])
{	Trans *z;

	if (is >= m || !trans[n][is]
	||  is <= 0 || reach[is] == 0)
		return;
	reach[is] = 0;
	if (state_tables)
	for (z = trans[n][is]; z; z = z->nxt)
	{	if (dodot)
			dot_crack(n, is, z);
		else
			crack(n, is, z, srcln);
	}

	for (z = trans[n][is]; z; z = z->nxt)
	{
#ifdef HAS_UNLESS
		int i, j;
#endif
		tagtable(n, m, z->st, srcln, reach);
#ifdef HAS_UNLESS
		for (i = 0; i < HAS_UNLESS; i++)
		{	j = trans[n][is]->escp[i];
			if (!j) break;
			tagtable(n, m, j, srcln, reach);
		}
#endif
	}
}

extern Trans *t_id_lkup[];

void
dfs_table(int n, int m, int is, short srcln[], uchar reach[], uchar lpstate[])
{	Trans *z;

	if (is >= m || is <= 0 || !trans[n][is])
		return;
	if ((reach[is] & (4|8|16)) != 0)
	{	if ((reach[is] & (8|16)) == 16)	/* on stack, not yet recorded */
		{	lpstate[is] = 1;
			reach[is] |= 8; /* recorded */
			if (state_tables && verbose)
			{	printf("state %d line %d is a loopstate\n", is, srcln[is]);
		}	}
		return;
	}
	reach[is] |= (4|16);	/* visited | onstack */
	for (z = trans[n][is]; z; z = z->nxt)
	{	t_id_lkup[z->t_id] = z;
#ifdef HAS_UNLESS
		int i, j;
#endif
		dfs_table(n, m, z->st, srcln, reach, lpstate);
#ifdef HAS_UNLESS
		for (i = 0; i < HAS_UNLESS; i++)
		{	j = trans[n][is]->escp[i];
			if (!j) break;
			dfs_table(n, m, j, srcln, reach, lpstate);
		}
#endif
	}
	reach[is] &= ~16; /* no longer on stack */
}
void
do_dfs(int n, int m, int is, short srcln[], uchar reach[], uchar lpstate[])
{	int i;
	dfs_table(n, m, is, srcln, reach, lpstate);
	for (i = 0; i < m; i++)
		reach[i] &= ~(4|8|16);
}
void
crack(int n, int j, Trans *z, short srcln[])
{	int i;

	if (!z) return;
	printf("	state %3d -(tr %3d)-> state %3d  ",
		j, z->forw, z->st);
	printf("[id %3d tp %3d", z->t_id, z->tpe[0]);
	if (z->tpe[1]) printf(",%d", z->tpe[1]);
#ifdef HAS_UNLESS
	if (z->e_trans)
		printf(" org %3d", z->e_trans);
	else if (state_tables >= 2)
	for (i = 0; i < HAS_UNLESS; i++)
	{	if (!z->escp[i]) break;
		printf(" esc %d", z->escp[i]);
	}
#endif
	printf("]");
	printf(" [%s%s%s%s%s] %s:%d => ",
		z->atom&6?"A":z->atom&32?"D":"-",
		accpstate[n][j]?"a" :"-",
		stopstate[n][j]?"e" : "-",
		progstate[n][j]?"p" : "-",
		z->atom & 8 ?"L":"G",
		PanSource, srcln[j]);
	for (i = 0; z->tp[i]; i++)
		if (z->tp[i] == '\n')
			printf("\\n");
		else
			putchar(z->tp[i]);
	if (verbose && z->qu[0])
	{	printf("\t[");
		for (i = 0; i < 6; i++)
			if (z->qu[i])
				printf("(%d,%d)",
				z->qu[i], z->ty[i]);
		printf("]");
	}
	printf("\n");
	fflush(stdout);
}
/* spin -a m.pml; cc -o pan pan.c; ./pan -D | dot -Tps > foo.ps; ps2pdf foo.ps */
void
dot_crack(int n, int j, Trans *z)
{	int i;

	if (!z) return;
	printf("	S%d -> S%d  [color=black", j, z->st);

	if (z->atom&6) printf(",style=dashed");
	else if (z->atom&32) printf(",style=dotted");
	else if (z->atom&8) printf(",style=solid");
	else printf(",style=bold");

	printf(",label=\"");
	for (i = 0; z->tp[i]; i++)
	{	if (z->tp[i] == '\\'
		&&  z->tp[i+1] == 'n')
		{	i++; printf(" ");
		} else
		{	putchar(z->tp[i]);
	}	}
	printf("\"];\n");
	if (accpstate[n][j]) printf("  S%d [color=red,style=bold];\n", j);
	else if (progstate[n][j]) printf("  S%d [color=green,style=bold];\n", j);
	if (stopstate[n][j]) printf("  S%d [color=blue,style=bold,shape=box];\n", j);
}

#ifdef VAR_RANGES
#define BYTESIZE	32	/* 2^8 : 2^3 = 256:8 = 32 */

typedef struct Vr_Ptr {
	char	*nm;
	uchar	vals[BYTESIZE];
	struct Vr_Ptr *nxt;
} Vr_Ptr;
Vr_Ptr *ranges = (Vr_Ptr *) 0;

void
logval(char *s, int v)
{	Vr_Ptr *tmp;

	if (v<0 || v > 255) return;
	for (tmp = ranges; tmp; tmp = tmp->nxt)
		if (!strcmp(tmp->nm, s))
			goto found;
	tmp = (Vr_Ptr *) emalloc(sizeof(Vr_Ptr));
	tmp->nxt = ranges;
	ranges = tmp;
	tmp->nm = s;
found:
	tmp->vals[(v)/8] |= 1<<((v)%8);
}

void
dumpval(uchar X[], int range)
{	int w, x, i, j = -1;

	for (w = i = 0; w < range; w++)
	for (x = 0; x < 8; x++, i++)
	{
from:		if ((X[w] & (1<<x)))
		{	printf("%d", i);
			j = i;
			goto upto;
	}	}
	return;
	for (w = 0; w < range; w++)
	for (x = 0; x < 8; x++, i++)
	{
upto:		if (!(X[w] & (1<<x)))
		{	if (i-1 == j)
				printf(", ");
			else
				printf("-%d, ", i-1);
			goto from;
	}	}
	if (j >= 0 && j != 255)
		printf("-255");
}

void
dumpranges(void)
{	Vr_Ptr *tmp;
	printf("\nValues assigned within ");
	printf("interval [0..255]:\n");
	for (tmp = ranges; tmp; tmp = tmp->nxt)
	{	printf("\t%s\t: ", tmp->nm);
		dumpval(tmp->vals, BYTESIZE);
		printf("\n");
	}
}
#endif
