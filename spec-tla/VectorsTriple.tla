--------------------------- MODULE VectorsTriple ---------------------------
(***************************************************************************)
(* TripleBuffer, for files that ports are tried with: each state of the    *)
(* memory and of the journal that kills may leave, and what a client and a *)
(* host that start there must make of it.  `make vectors` runs it and      *)
(* writes the files.                                                       *)
(*                                                                         *)
(* What a step leaves of the memory is said here once more, as a function  *)
(* of the memory alone.  That it is what the actions of TripleBuffer do,   *)
(* the properties below check in the same run.                             *)
(***************************************************************************)
EXTENDS ReplayTriple

VectorsSpec == ReplaySpec

\* An attempt that no client of the model makes.
Mine == 255

\* The next commit of a client that starts now: the memory behind each of
\* its steps; none if it is refused.
Commit(m, isBase) ==
    LET at     == Target(m["C"], isBase)
        number == NextNumber(m["A"], m["C"])
        first  == [m EXCEPT ![First(at.buffer)] = number]
        record(n) == [n EXCEPT ![Record(at.buffer, at.place)] =
                                    [id |-> Mine, base |-> isBase]]
        offer(n) == [n EXCEPT !["C"] = Offered(n["C"], at)]
    IN IF at = NoPlace THEN <<>>
       ELSE IF at.place = 1
       THEN <<first, record(first), offer(record(first))>>
       ELSE <<record(m), offer(record(m))>>

\* What a take leaves of "C", and what a return leaves of it after that.
Taken(c) ==
    IF TakenHalf(c) # 0 \/ OfferedHalf(c) = 0 THEN c
    ELSE [c EXCEPT !.half[OfferedHalf(c)].taken = TRUE, !.waits = FALSE]

Returned(c) == IF TakenHalf(c) = 0 THEN c
               ELSE [c EXCEPT !.half[TakenHalf(c)] = NoHalf]

\* The records of the half that is taken, in order.
Held(c) == IF TakenHalf(c) = 0 THEN <<>>
           ELSE LET half == c.half[TakenHalf(c)]
                IN [i \in 1 .. half.count |-> Live[Record(half.buffer, i)]]

HeldFirst(c) == IF TakenHalf(c) = 0 THEN 0
                ELSE Live[First(c.half[TakenHalf(c)].buffer)]

\* The number with which the journal ends when they are persisted.
Persisted(c) == Max({Durable, HeldFirst(c) + Len(Held(c)) - 1})

-----------------------------------------------------------------------------
\* An offer of a client that has seen other control words before is that of
\* one that starts now.
OfferProp == [][client.phase = "write" /\ log' # log =>
    LET at == Target(Live["C"], client.base) IN
    /\ client.next = NextNumber(Live["A"], Live["C"])
    /\ Live' = [Live EXCEPT !["C"] = Offered(Live["C"], at)]
    /\ at.place = 1 => Live[First(at.buffer)] = client.next
    /\ Live[Record(at.buffer, at.place)] = [id |-> attempt, base |-> client.base]]_vars

RefuseProp == [][client.phase = "read control" /\ client'.phase = "idle" =>
    Commit(Live, client.base) = <<>> /\ Live' = Live]_vars

TakeProp == [][host.phase = "take" /\ host'.phase = "read first" =>
    Live' = [Live EXCEPT !["C"] = Taken(Live["C"])]]_vars

PersistProp == [][host.phase = "read records" /\ host'.phase = "write A" =>
    /\ host.first = HeldFirst(Live["C"])
    /\ host.records = Held(Live["C"])
    /\ Durable' = Persisted(Live["C"])]_vars

DurableWordProp == [][host.phase = "write A" /\ host'.phase = "return" =>
    Live' = [Live EXCEPT !["A"] = Durable]]_vars

ReturnProp == [][host.phase = "return" /\ host'.phase = "look" =>
    Live' = [Live EXCEPT !["C"] = Returned(Live["C"])]]_vars

-----------------------------------------------------------------------------
\* Everything as numbers, so that one line of output holds it.
Bit(b) == IF b THEN 1 ELSE 0

Half(h) == <<h.buffer, h.count, Bit(h.taken)>>

Control(c) == <<Half(c.half[1]), Half(c.half[2]), Bit(c.waits)>>

Everything(m) ==
    <<Control(m["C"]), m["A"],
      [b \in Buffers |-> <<m[First(b)], [i \in Places |->
          <<m[Record(b, i)].id, Bit(m[Record(b, i)].base)>>]>>]>>

All(memories) == [i \in DOMAIN memories |-> Everything(memories[i])]

Emit ==
    LET c == Taken(Live["C"])
        first == HeldFirst(c)
    IN <<Everything(Live), Durable, NextNumber(Live["A"], Live["C"]) - 1,
         All(Commit(Live, FALSE)), All(Commit(Live, TRUE)),
         Control(c),
         [i \in DOMAIN Held(c) |->
             <<first + i - 1, Held(c)[i].id, Bit(Held(c)[i].base)>>],
         Persisted(c), Control(Returned(c))>>

\* What other states have in their memory and journal, one of these has too.
EmitInv ==
    (configured /\ client.phase \in {"dead", "idle", "write"} /\ host.phase # "read records")
    => PrintT("vector " \o ToString(Emit))
=============================================================================
