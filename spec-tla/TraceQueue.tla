----------------------------- MODULE TraceQueue -----------------------------
(***************************************************************************)
(* Replays recorded runs of the shipped classes against Queue.  An event   *)
(* is an access (who, which word, what value, which order) or a call; each *)
(* is one step of Queue and equality of all that was logged, and a run is  *)
(* explained only if every event of it is, up to the last, "over".         *)
(*                                                                         *)
(* A word of the ring is eight bytes; payloads of the runs are whole       *)
(* words.  Offsets and lengths are logged in words, data words as          *)
(* <<attempt, index>>, every other value as a sequence of one number.      *)
(* Where the code takes other steps than Queue:                            *)
(*                                                                         *)
(*  - The words that never change (version, masks, identity) are no words  *)
(*    of Queue.  Their reads are no step, but only where the code has them *)
(*    and with the value that the memory was configured with.              *)
(*  - RestartClient is one step, at "start"; the reads of the code follow, *)
(*    each of a word as it is then, and "opened" tells the cursor.         *)
(*  - "begin" and "refused" stand for the one call of commit; one in which *)
(*    the client is killed before its first access is left out.  A commit  *)
(*    is abandoned only when all data are written.                         *)
(*  - A bulk copy is one access for each word, in any order.               *)
(*  - The code copies all tail words, Queue those of the run.  The others  *)
(*    are compared with memory when they are read, not in the image.       *)
(*  - After a changed length the code reads the offset all the same.       *)
(*  - A look that finds nothing is followed by those of EmptyLook, and     *)
(*    hasNews is a look alone.  What such a look has seen is dropped, as   *)
(*    KillHost and RestartHost drop it: Forget.                            *)
(*  - A write that a killed process has begun is "maybe write": Queue must *)
(*    allow it, and it happens or it does not.                             *)
(***************************************************************************)
EXTENDS Queue, TraceEvents

VARIABLES
    up,       \* of each process: "no", "opening" or "running"; reads of a start
    look,     \* how far the host's call has come, see Stages
    seen      \* what the spec does not have of that call, see Unseen

traceVars == <<trace, place, up, look, seen>>

\* At the start of a call of the host: whether nothing was committed when it
\* began, the header as of HeaderRead, how many of FixedReads are done, which
\* tail words outside the run are read, and the offset that OwedRead is for.
Unseen == [blank |-> TRUE, header |-> <<>>, reads |-> 0, tails |-> {}, owed |-> {}]

\* The words outside Queue, which keep the value of the configuration.
Fixed == ("version"    :> 1) @@ ("entry mask" :> Entries - 1)
      @@ ("data mask"  :> Capacity - 1)
      @@ ("identity0"  :> 0) @@ ("identity1" :> 0)

Logged(l, v) == IF l \in DataWords THEN v ELSE <<v>>
Held(l) == CASE l \in DOMAIN Fixed -> <<Fixed[l]>>
             [] l \in Words        -> Logged(l, Live[l])
             [] OTHER              -> <<"no such word">>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The accesses that Queue allows in this state, as events.                *)
(***************************************************************************)
AccessOf(a) ==
    IF a.act = "fence data" THEN Event("client", "fence", "-", <<>>, Order(a.act))
    ELSE Event("client", "write", a.loc, Logged(a.loc, a.val), Order(a.act))

ClientMay == {AccessOf(client.plan[i]) : i \in Ready}

\* Which access of Queue, and of which word.
HostPlan ==
    CASE host.phase = "scan" ->
            LET what == Scans[host.word + 1]
            IN {<<"scan " \o what, WordOf(what, host.at)>>}
      [] host.phase = "copy" /\ host.todo # {} -> {<<"copy", l>> : l \in host.todo}
      [] host.phase = "copy" /\ host.todo = {} -> {<<"fence rescan", "-">>}
      [] host.phase = "rescan" ->
            LET what == Rescans[host.word + 1]
            IN {<<"rescan " \o what, WordOf(what, Current(host).slot)>>}
      [] OTHER -> {}

HostAccessOf(p) ==
    IF p[2] = "-" THEN Event("host", "fence", "-", <<>>, Order(p[1]))
    ELSE Event("host", "read", p[2], Held(p[2]), Order(p[1]))

HostMay == {HostAccessOf(p) : p \in HostPlan}

-----------------------------------------------------------------------------
(***************************************************************************)
(* The client.                                                             *)
(***************************************************************************)
ClientAccess ==
    /\ up.client = "running" /\ Said \in ClientMay
    /\ \/ /\ CommitNext
          /\ \E i \in Ready : /\ AccessOf(client.plan[i]) = Said
                              /\ client'.plan = Without(client.plan, i)
       \/ IsOpen /\ UNCHANGED vars
    /\ UNCHANGED <<up, look, seen>>

\* What a new client reads, in this order: the header page, every descriptor,
\* then the header if none is valid, and the lengths outside the run.
Descriptor(slot) == << <<OffsetOf(slot), "acq">>, <<LengthOf(slot), "acq">> >>

RECURSIVE Descriptors(_)
Descriptors(slot) == IF slot = Entries THEN <<>> ELSE Descriptor(slot) \o Descriptors(slot + 1)

RecoverReads ==
    LET valid == Cardinality(Valid(Live)) IN
    << <<"version", "acq">>, <<"entry mask", "rlx">>, <<"data mask", "rlx">> >>
    \o Descriptors(0)
    \o (IF valid = 0 THEN << <<Header, "rlx">> >> ELSE <<>>)
    \o [i \in 1 .. Entries - valid |->
           <<LengthOf((client.slot + i - 1) % Entries), "rlx">>]

StartClient ==
    /\ Is("client", "start") /\ up.client = "no"
    /\ IF client.alive THEN UNCHANGED vars ELSE RestartClient
    /\ up' = [up EXCEPT !.client = "opening", !.reads = 0]
    /\ UNCHANGED <<look, seen>>

Recover ==
    /\ Is("client", "read") /\ up.client = "opening"
    /\ up.reads < Len(RecoverReads)
    /\ <<E.word, E.order>> = RecoverReads[up.reads + 1]
    /\ E.value = Held(E.word)
    /\ up' = [up EXCEPT !.reads = @ + 1]
    /\ UNCHANGED vars /\ UNCHANGED <<look, seen>>

Opened ==
    /\ Is("client", "opened") /\ up.client = "opening" /\ up.reads = Len(RecoverReads)
    /\ E.value = <<client.cursor>>
    /\ UNCHANGED vars
    /\ up' = [up EXCEPT !.client = "running"]
    /\ UNCHANGED <<look, seen>>

ClientCall ==
    /\ up.client = "running"
    /\ \/ Is("client", "begin") /\ BeginCommit(E.value[1])
       \/ Is("client", "refused") /\ client.plan = <<>> /\ Refused(E.value[1])
             /\ UNCHANGED vars
       \/ Is("client", "abort") /\ Abort /\ client.plan[1].act # "data"
       \/ Is("client", "end") /\ client.plan = <<>> /\ E.value = <<client.cursor>>
             /\ UNCHANGED vars
    /\ UNCHANGED <<up, look, seen>>

ClientDies ==
    /\ Is("client", "kill") /\ up.client # "no"
    /\ KillClient
    /\ up' = [up EXCEPT !.client = "no"]
    /\ UNCHANGED <<look, seen>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The host.  Stages of a call: "first" after the version was read; then,  *)
(* if the first look found nothing, "nothing", "second" after the header,  *)
(* "third" after one more empty look, "last" after two, and what it tells. *)
(***************************************************************************)
AfterNothing == [first |-> "nothing", second |-> "third", third |-> "last"]

\* The other side of a descriptor whose length has changed is read too.
Owed == IF /\ host.phase = "rescan" /\ host'.phase = "filter"
           /\ E.word \in Range(LengthNames)
        THEN {OffsetOf(Current(host).slot)} ELSE {}

AllTailsRead == \A s \in Slots : TailOf(s) \in seen.tails
                   \/ \E i \in DOMAIN host.run : host.run[i].slot = s

HostAccess ==
    /\ \/ look = "first" /\ seen.reads = 3
       \/ look \in {"second", "third"} /\ host.phase = "scan"
    /\ seen.owed = {}
    /\ E \in HostMay
    /\ \/ ScanOffset \/ ScanLength
       \/ FenceRescan /\ AllTailsRead
       \/ CopyWord /\ host'.todo = host.todo \ {E.word}
       \/ RescanLength \/ RescanOffset
    /\ look' = (IF host.phase = "scan" /\ host' = Rest THEN AfterNothing[look] ELSE look)
    /\ seen' = [seen EXCEPT !.owed = Owed]
    /\ UNCHANGED up

\* Reads that Queue does not have.
FixedReads == <<"version", "entry mask", "data mask", "identity0", "identity1">>

FixedRead ==
    /\ seen.reads < Len(FixedReads) /\ E.word = FixedReads[seen.reads + 1]
    /\ E.order = (IF seen.reads = 0 THEN "acq" ELSE "rlx")
    /\ CASE seen.reads = 0 -> up.host = "running" /\ look = "none" /\ host = Rest
         [] seen.reads < 3 -> look = "first"
         [] OTHER          -> look = "first" /\ host.phase = "filter" /\ seen.owed = {}
    /\ look' = "first"
    /\ seen' = IF seen.reads = 0 THEN [seen EXCEPT !.reads = 1, !.blank = (log = <<>>)]
               ELSE [seen EXCEPT !.reads = @ + 1]

HeaderRead ==
    /\ E.word = Header
    /\ \/ /\ E.order = "acq" /\ look = "nothing" /\ look' = "second"
          /\ seen' = [seen EXCEPT !.header = E.value]
       \/ /\ E.order = "rlx" /\ look = "last"
          /\ look' = (IF E.value = seen.header THEN "empty" ELSE "lapped")
          /\ UNCHANGED seen

TailRead ==
    /\ E.word \in Range(TailNames) \ seen.tails /\ E.order = "rlx"
    /\ look = "first" /\ host.phase = "copy" /\ host.kept = 0
    /\ \A i \in DOMAIN host.run : E.word # TailOf(host.run[i].slot)
    /\ seen' = [seen EXCEPT !.tails = @ \cup {E.word}]
    /\ UNCHANGED look

OwedRead ==
    /\ E.word \in seen.owed /\ E.order = Order("rescan offset")
    /\ seen' = [seen EXCEPT !.owed = {}]
    /\ UNCHANGED look

OtherRead ==
    /\ Is("host", "read") /\ E.value = Held(E.word)
    /\ FixedRead \/ HeaderRead \/ TailRead \/ OwedRead
    /\ UNCHANGED vars /\ UNCHANGED up

Forget == /\ host.phase \in {"scan", "copy"} /\ host.copy = <<>>
          /\ host' = Rest
          /\ UNCHANGED <<M, client, persisted, attempt, steps, log>>

HostTells ==
    /\ seen.owed = {}
    /\ \/ /\ Is("host", "kept") /\ look = "first" /\ seen.reads = Len(FixedReads)
          /\ Filter /\ host'.phase = "persist"
          /\ E.value = <<Cardinality(Valid(host'.copy))>>
       \/ /\ Is("host", "lapped")
          /\ \/ look = "first" /\ Filter /\ host'.phase = "scan"
             \/ look \in {"second", "third"} /\ host.phase = "copy" /\ Forget
             \/ look = "lapped" /\ UNCHANGED vars
       \/ Is("host", "empty") /\ look = "empty" /\ seen.blank /\ UNCHANGED vars
       \/ Is("host", "news") /\ look = "first" /\ host.phase = "copy" /\ Forget
       \/ Is("host", "no news") /\ \/ look = "first" /\ host.phase = "copy" /\ Forget
                                   \/ look = "nothing" /\ UNCHANGED vars
    /\ look' = "none" /\ seen' = Unseen
    /\ UNCHANGED up

InOrder(Of(_)) == [s \in 1 .. Entries |-> Of(s - 1)]
AllWords == <<Header>> \o InOrder(OffsetOf) \o InOrder(LengthOf) \o InOrder(TailOf)
            \o [o \in 1 .. Capacity |-> DataAt(o - 1)]

IsImage(values) ==
    /\ Len(values) = Len(AllWords)
    /\ \A i \in DOMAIN AllWords :
          \/ values[i] = Logged(AllWords[i], host.copy[AllWords[i]])
          \/ \E s \in Slots : AllWords[i] = TailOf(s) /\ host.copy[LengthOf(s)] = 0

HostPersists ==
    /\ Is("host", "persist") /\ host.phase = "persist"
    /\ IsImage(E.value)
    /\ Persist
    /\ UNCHANGED <<up, look, seen>>

StartHost ==
    /\ Is("host", "start") /\ up.host = "no"
    /\ IF host.phase = "dead" THEN RestartHost ELSE UNCHANGED vars
    /\ up' = [up EXCEPT !.host = "running"]
    /\ UNCHANGED <<look, seen>>

HostDies ==
    /\ Is("host", "kill") /\ up.host # "no"
    /\ KillHost
    /\ up' = [up EXCEPT !.host = "no"] /\ look' = "none" /\ seen' = Unseen

-----------------------------------------------------------------------------
Over == IsOver /\ UNCHANGED vars /\ UNCHANGED <<up, look, seen>>

Explained ==
    \/ ClientAccess \/ StartClient \/ Recover \/ Opened \/ ClientCall \/ ClientDies
    \/ HostAccess \/ OtherRead \/ HostTells \/ HostPersists \/ StartHost \/ HostDies
    \/ Over

TraceInit ==
    /\ Init
    /\ trace \in Runs /\ place = 1
    /\ up = [client |-> "no", host |-> "no", reads |-> 0]
    /\ look = "none" /\ seen = Unseen

TraceNext ==
    /\ IsMore
    /\ UNCHANGED trace
    /\ Explained /\ place' = place + 1

TraceSpec == TraceInit /\ [][TraceNext]_<<vars, traceVars>>

Allowed ==
    IF E.who = "host" THEN {<<p[1], HostAccessOf(p)>> : p \in HostPlan}
    ELSE {<<client.plan[i].act, AccessOf(client.plan[i])>> : i \in Ready}

Progress ==
    Tell(ENABLED TraceNext,
         [event |-> E, allowed |-> Allowed,
          state |-> [client |-> client, host |-> host, memory |-> Live,
                     up |-> up, look |-> look, seen |-> seen]])
=============================================================================
