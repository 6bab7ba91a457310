---------------------------- MODULE MCQueueProof ----------------------------
(***************************************************************************)
(* That the text which is proved is the queue: each step of Queue over     *)
(* Memory, SC or weak, is a step of QueueProof.  A step of Queue is        *)
(* followed by p, the variables of QueueProof: most of them are what       *)
(* Queue's own say in other words, the rest remember the order of the      *)
(* client's writes, which message the host has read, and what QueueProof   *)
(* says of both.                                                           *)
(***************************************************************************)
EXTENDS MCQueueWeak

VARIABLE p

P == INSTANCE QueueProofInvariant WITH
    header <- p.header, off <- p.off, len <- p.len, tail <- p.tail,
    data <- p.data, vOff <- p.vOff, vLen <- p.vLen, vTail <- p.vTail,
    vData <- p.vData, owner <- p.owner, now <- p.now, fence <- p.fence,
    hOff <- p.hOff, hLen <- p.hLen, hTail <- p.hTail, hData <- p.hData,
    hvOff <- p.hvOff, hvLen <- p.hvLen, hvTail <- p.hvTail,
    hvData <- p.hvData, hOwner <- p.hOwner, alive <- p.alive,
    phase <- p.phase, cursor <- p.cursor, slot <- p.slot, n <- p.n,
    doomed <- p.doomed, todo <- p.todo, todoTail <- p.todoTail,
    steps <- p.steps, attempt <- p.attempt, size <- p.size, la <- p.la,
    lf <- p.lf, ll <- p.ll, lo <- p.lo, pub <- p.pub, inval <- p.inval,
    look <- p.look, pos <- p.pos, second <- p.second, value <- p.value,
    sOff <- p.sOff, sLen <- p.sLen, sk <- p.sk, run <- p.run,
    runLen <- p.runLen, kept <- p.kept, hTodo <- p.hTodo, hTails <- p.hTails,
    copy <- p.copy, copyTail <- p.copyTail, t <- p.t, a <- p.a,
    pHeader <- p.pHeader, pOff <- p.pOff, pLen <- p.pLen, pTail <- p.pTail,
    pData <- p.pData, pa <- p.pa, pk <- p.pk

-----------------------------------------------------------------------------
\* f at each slot or place, from words.
BySlot(words, Loc(_)) == [s \in Slots |-> words[Loc(s)]]
Places == 0 .. Capacity - 1
PerSlot(v)  == [s \in Slots |-> v]
PerPlace(v) == [o \in Places |-> v]
Put(f, i, v) == (i :> v) @@ f

None == [act |-> "none", loc |-> Header, val |-> 0]

(***************************************************************************)
(* The client.  w is the access that it has just done.                     *)
(***************************************************************************)
Writes(w)  == w.act \in WriteAccesses
NowNext(w) == IF Writes(w) THEN p.now + 1 ELSE p.now
\* What the message hands on.
Given(w)   == IF Memory!IsRelease(Order(w.act)) THEN p.now + 1 ELSE p.fence
Viewed(old, w, Loc(_)) ==
    [i \in DOMAIN old |-> IF Writes(w) /\ w.loc = Loc(i) THEN Given(w) ELSE old[i]]

PhaseOf(plan) ==
    IF plan = <<>> THEN "idle"
    ELSE CASE plan[1].act \in {"invalidate", "fence data"}     -> "invalidating"
           [] plan[1].act \in {"data", "tail", "header"}       -> "filling"
           [] plan[1].act = "offset"                           -> "offset"
           [] plan[1].act = "publish"                          -> "publishing"
Acts(plan, act) == {plan[i] : i \in {j \in DOMAIN plan : plan[j].act = act}}

\* The words of memory and their views after w; the log.
MemoryAfter(w) ==
    LET words == Live' IN
    [header |-> words[Header],
     off  |-> BySlot(words, OffsetOf), len |-> BySlot(words, LengthOf),
     tail |-> BySlot(words, TailOf), data |-> [o \in Places |-> words[DataAt(o)]],
     vOff |-> Viewed(p.vOff, w, OffsetOf), vLen |-> Viewed(p.vLen, w, LengthOf),
     vTail |-> Viewed(p.vTail, w, TailOf), vData |-> Viewed(p.vData, w, DataAt),
     owner |-> IF w.act = "publish" THEN Put(p.owner, client.slot, p.size) ELSE p.owner]

Kept(h, m, w) == IF Writes(w) THEN Put(h, p.now + 1, m) ELSE h

HistoryAfter(w, m) ==
    [now   |-> NowNext(w),
     fence |-> IF w.act = "fence data" /\ Memory!IsRelease(Order(w.act)) THEN p.now
               ELSE IF ~client.alive /\ client'.alive THEN 0 ELSE p.fence,
     hOff  |-> Kept(p.hOff, m.off, w),   hvOff  |-> Kept(p.hvOff, m.vOff, w),
     hLen  |-> Kept(p.hLen, m.len, w),   hvLen  |-> Kept(p.hvLen, m.vLen, w),
     hTail |-> Kept(p.hTail, m.tail, w), hvTail |-> Kept(p.hvTail, m.vTail, w),
     hData |-> Kept(p.hData, m.data, w), hvData |-> Kept(p.hvData, m.vData, w),
     hOwner |-> Kept(p.hOwner, m.owner, w),
     order |-> IF Writes(w) THEN Append(p.order, [loc |-> w.loc, val |-> w.val, view |-> Given(w)])
               ELSE p.order]

ClientAfter ==
    LET plan == client'.plan IN
    [alive |-> client'.alive, phase |-> PhaseOf(plan), cursor |-> client'.cursor,
     slot |-> client'.slot, n |-> IF plan = <<>> THEN p.n ELSE plan[Len(plan)].val,
     doomed |-> {s \in Slots : \E a \in Acts(plan, "invalidate") : a.loc = LengthOf(s)},
     todo |-> {client'.cursor + a.val[2] - 1 : a \in Acts(plan, "data")},
     todoTail |-> Acts(plan, "tail") # {}, steps |-> steps']

LogAfter(w) ==
    LET commits == 0 .. Len(log') - 1 IN
    [attempt |-> attempt', size |-> Len(log'),
     la |-> [k \in commits |-> log'[k + 1].attempt],
     lf |-> [k \in commits |-> log'[k + 1].off], ll |-> [k \in commits |-> log'[k + 1].len],
     lo |-> IF w.act = "invalidate" THEN p.lo + 1 ELSE p.lo,
     pub |-> IF w.act = "publish" THEN Put(p.pub, p.size, p.now + 1) ELSE p.pub,
     inval |-> IF w.act = "invalidate" THEN Put(p.inval, p.lo, p.now + 1) ELSE p.inval]

(***************************************************************************)
(* The host.  r is the word that it has just read, and with which access.  *)
(***************************************************************************)
NoRead == [act |-> "none", loc |-> Header]
TimesOf(l) == {w \in 1 .. p.now : p.order[w].loc = l}
RECURSIVE Nth(_, _)
Nth(times, i) ==
    LET first == CHOOSE w \in times : \A v \in times : w <= v
    IN IF i = 1 THEN first ELSE Nth(times \ {first}, i - 1)
\* When the i-th message of l was written.  The first was there from the start.
TimeOf(l, i) == IF i = 1 THEN 0 ELSE Nth(TimesOf(l), i - 1)
\* The time of the message that was read, and the view that it hands on.
ReadTime(r) ==
    TimeOf(r.loc, IF Mode = "weak" THEN M'.cur[Host][r.loc] ELSE Cardinality(TimesOf(r.loc)) + 1)
ReadView(r) == LET time == ReadTime(r) IN IF time = 0 THEN 0 ELSE p.order[time].view

Reads(r) == r.act # "none" /\ r.act # "fence rescan"
ViewsAfter(r) ==
    IF r.act = "fence rescan"
    THEN [t |-> IF Memory!IsAcquire(Order(r.act)) THEN p.a ELSE p.t, a |-> p.a]
    ELSE IF ~Reads(r) THEN [t |-> p.t, a |-> p.a]
    ELSE LET v == ReadView(r) IN
         [t |-> IF Memory!IsAcquire(Order(r.act)) THEN P!Max(p.t, v) ELSE p.t,
          a |-> P!Max(p.a, v)]

IsRest(h) == h.phase \in {"scan", "dead"} /\ h.at = 0 /\ h.word = 0
\* Of the second word of a descriptor in the first look.
SeenAfter(r) ==
    LET both == host.phase = "scan" /\ host.word = 1 /\ Reads(r)
        s    == host.at
        got  == IF both THEN [off |-> host.value, time |-> ReadTime(r)] ELSE [off |-> 0, time |-> 0]
    IN [sOff |-> IF both THEN Put(p.sOff, s, got.off) ELSE p.sOff,
        sLen |-> IF IsRest(host') THEN PerSlot(0)
                 ELSE IF both THEN Put(p.sLen, s, p.hLen[got.time][s]) ELSE p.sLen,
        sk   |-> IF both THEN Put(p.sk, s, p.hOwner[got.time][s]) ELSE p.sk]

\* In phase "persist" Queue has the image only, and QueueProof still what it is of.
HostAfter(r) ==
    LET h      == host'
        length == Len(h.run)
        stays  == h.phase = "persist"
        copies == h.phase = "copy"
        turn   == IF copies THEN Current(h) ELSE None
    IN [look |-> h.phase, pos |-> h.at, second |-> h.word = 1, value |-> h.value,
        run |-> IF stays THEN p.run ELSE [j \in 0 .. length - 1 |-> h.run[length - j].slot],
        runLen |-> IF stays THEN p.runLen ELSE length,
        kept |-> IF stays THEN p.kept ELSE h.kept,
        hTodo |-> IF copies THEN {o \in turn.off .. End(turn) - 1 : DataAt(o) \in h.todo} ELSE {},
        hTails |-> IF copies
                   THEN {j \in 0 .. length - 1 : TailOf(h.run[length - j].slot) \in h.todo}
                   ELSE {},
        copy |-> [o \in Places |-> IF ~stays /\ DataAt(o) \in DOMAIN h.copy
                                   THEN h.copy[DataAt(o)] ELSE p.copy[o]],
        copyTail |-> [s \in Slots |-> IF ~stays /\ TailOf(s) \in DOMAIN h.copy
                                      THEN h.copy[TailOf(s)] ELSE p.copyTail[s]]]

ImageAfter ==
    LET persists == host.phase = "persist" /\ host'.phase = "scan" IN
    [pHeader |-> persisted'[Header],
     pOff |-> BySlot(persisted', OffsetOf), pLen |-> BySlot(persisted', LengthOf),
     pTail |-> BySlot(persisted', TailOf),
     pData |-> [o \in Places |-> persisted'[DataAt(o)]],
     pk |-> IF persists THEN p.sk[p.run[0]] ELSE p.pk,
     pa |-> IF persists THEN p.sk[p.run[0]] - p.kept + 1 ELSE p.pa]

Follow(w, r) ==
    LET m == MemoryAfter(w) IN
    p' = m @@ HistoryAfter(w, m) @@ ClientAfter @@ LogAfter(w) @@ ViewsAfter(r)
           @@ SeenAfter(r) @@ HostAfter(r) @@ ImageAfter

-----------------------------------------------------------------------------
Start ==
           [header |-> 0, off |-> PerSlot(0), len |-> PerSlot(0), tail |-> PerSlot(0),
            data |-> PerPlace(<<0, 0>>), vOff |-> PerSlot(0), vLen |-> PerSlot(0),
            vTail |-> PerSlot(0), vData |-> PerPlace(0), owner |-> PerSlot(0),
            now |-> 0, fence |-> 0, order |-> <<>>,
            hOff |-> (0 :> PerSlot(0)), hLen |-> (0 :> PerSlot(0)), hTail |-> (0 :> PerSlot(0)),
            hData |-> (0 :> PerPlace(<<0, 0>>)), hvOff |-> (0 :> PerSlot(0)),
            hvLen |-> (0 :> PerSlot(0)), hvTail |-> (0 :> PerSlot(0)),
            hvData |-> (0 :> PerPlace(0)), hOwner |-> (0 :> PerSlot(0)),
            alive |-> TRUE, phase |-> "idle", cursor |-> 0, slot |-> 0, n |-> 0,
            doomed |-> {}, todo |-> {}, todoTail |-> FALSE, steps |-> 0,
            attempt |-> 0, size |-> 0, la |-> <<>>, lf |-> <<>>, ll |-> <<>>, lo |-> 0,
            pub |-> <<>>, inval |-> <<>>,
            look |-> "scan", pos |-> 0, second |-> FALSE, value |-> 0, sOff |-> PerSlot(0),
            sLen |-> PerSlot(0), sk |-> PerSlot(0), run |-> <<>>, runLen |-> 0, kept |-> 0,
            hTodo |-> {}, hTails |-> {}, copy |-> PerPlace(<<0, 0>>), copyTail |-> PerSlot(0),
            t |-> 0, a |-> 0, pHeader |-> 0, pOff |-> PerSlot(0), pLen |-> PerSlot(0),
            pTail |-> PerSlot(0), pData |-> PerPlace(<<0, 0>>), pa |-> 0, pk |-> -1]

InitFollowed == Init /\ p = Start

\* The access that left the plan.
Access1 == client.plan[CHOOSE i \in DOMAIN client.plan : client'.plan = Without(client.plan, i)]

\* A step of Queue, and p after it.
BeginCommitFollowed ==
    (\E k \in Payloads : BeginCommit(k)) /\ Follow(None, NoRead)
InvalidateFollowed == Invalidate /\ Follow(Access1, NoRead)
FenceDataFollowed == FenceData /\ Follow(Access1, NoRead)
WriteDataFollowed == WriteData /\ Follow(Access1, NoRead)
WriteTailFollowed == WriteTail /\ Follow(Access1, NoRead)
WriteHeaderFollowed == WriteHeader /\ Follow(Access1, NoRead)
WriteOffsetFollowed == WriteOffset /\ Follow(Access1, NoRead)
PublishFollowed == Publish /\ Follow(Access1, NoRead)
AbortFollowed == Abort /\ Follow(None, NoRead)
KillClientFollowed == KillClient /\ Follow(None, NoRead)
RestartClientFollowed == RestartClient /\ Follow(None, NoRead)
ScanOffsetFollowed ==
    ScanOffset /\ Follow(None, [act |-> "scan offset", loc |-> OffsetOf(host.at)])
ScanLengthFollowed ==
    ScanLength /\ Follow(None, [act |-> "scan length", loc |-> LengthOf(host.at)])
CopyWordFollowed ==
    CopyWord /\ Follow(None, [act |-> "copy",
        loc |-> CHOOSE l \in DOMAIN host'.copy : l \notin DOMAIN host.copy])
FenceRescanFollowed ==
    FenceRescan /\ Follow(None, [act |-> "fence rescan", loc |-> Header])
RescanLengthFollowed ==
    RescanLength /\ Follow(None, [act |-> "rescan length", loc |-> LengthOf(Current(host).slot)])
RescanOffsetFollowed ==
    RescanOffset /\ Follow(None, [act |-> "rescan offset", loc |-> OffsetOf(Current(host).slot)])
FilterFollowed == Filter /\ Follow(None, NoRead)
PersistFollowed == Persist /\ Follow(None, NoRead)
KillHostFollowed == KillHost /\ Follow(None, NoRead)
RestartHostFollowed == RestartHost /\ Follow(None, NoRead)
DrainFollowed == Drain /\ Follow(None, NoRead)

NextFollowed ==
    \/ BeginCommitFollowed \/ InvalidateFollowed \/ FenceDataFollowed
    \/ WriteDataFollowed \/ WriteTailFollowed \/ WriteHeaderFollowed
    \/ WriteOffsetFollowed \/ PublishFollowed \/ AbortFollowed
    \/ KillClientFollowed \/ RestartClientFollowed \/ ScanOffsetFollowed
    \/ ScanLengthFollowed \/ CopyWordFollowed \/ FenceRescanFollowed
    \/ RescanLengthFollowed \/ RescanOffsetFollowed \/ FilterFollowed
    \/ PersistFollowed \/ KillHostFollowed \/ RestartHostFollowed
    \/ DrainFollowed

FollowedSpec == InitFollowed /\ [][NextFollowed]_<<vars, p>>

-----------------------------------------------------------------------------
\* Each step of Queue is a step of the text that is proved.
InitIsProvedInv == p = Start => P!Init
StepIsProvedProp == [][P!Next]_<<vars, p>>

\* The types are those that the solver is told.
TypesInv == P!TypeOK

\* What the first w writes make of each word, as a view.
View(w) == [l \in Words |-> 1 + Cardinality({v \in 1 .. w : p.order[v].loc = l})]

\* Views of one writer are numbers; the host may have seen more of a word.
ScalarsInv == Mode = "weak" =>
    /\ M.cur[Client] = View(p.now)
    /\ M.rel[Client] = View(p.fence)
    /\ \A l \in Words : \A i \in 2 .. Len(M.history[l]) :
        LET write == p.order[TimeOf(l, i)] IN
        /\ M.history[l][i].val = write.val
        /\ M.history[l][i].view = [View(write.view) EXCEPT ![l] = i]
    /\ \A l \in Words : View(p.t)[l] <= M.cur[Host][l] /\ View(p.a)[l] <= M.acq[Host][l]

\* What is claimed of Queue is what is proved, also where it does not hold.
ClaimsAgreeInv ==
    /\ P!Consistent = ConsistentInv
    /\ P!Intact = IntactInv
    /\ P!Kept = KeptInv
=============================================================================
