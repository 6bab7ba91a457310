------------------------------- MODULE Queue -------------------------------
(***************************************************************************)
(* The queue protocol, word by word.  A client commits payloads into a     *)
(* ring; a host that only reads takes a copy of the ring while the client  *)
(* goes on, and persists what it can show to be whole.  Each access to     *)
(* shared memory is one step, and either side may be killed between any    *)
(* two.  What the words are: QueueWords.  What must hold: QueueClaims.     *)
(***************************************************************************)
EXTENDS QueueWords

VARIABLES
    M,          \* the shared memory
    client,     \* the client: alive, rest of its plan, its two cursors
    host,       \* the host: how far its capture has come
    persisted,  \* the image that the store holds, as words
    attempt,    \* ghost: number of the last attempt to commit
    steps,      \* ghost: own steps of the client in that attempt
    log         \* ghost: attempts that were published, oldest first

vars == <<M, client, host, persisted, attempt, steps, log>>

\* Bounds.  A model puts smaller ones here; the protocol has none.
Attempts == Nat
Permits(what) == TRUE   \* "abort", "kill client", "kill host", "capture"

\* The words as the last writes left them.
Live == Memory!Contents(M)

-----------------------------------------------------------------------------
(***************************************************************************)
(* The client.  At the start of a commit it plans its accesses; from then  *)
(* on one access is one step, and nothing that the host does can change or *)
(* delay one.  A kill drops the rest of the plan.                          *)
(***************************************************************************)
Access(act, loc, val) == <<[act |-> act, loc |-> loc, val |-> val]>>

\* The newest entry and the new one must both fit, else the commit would
\* destroy the only state that a restart could find.
Refused(n) ==
    LET entries == Valid(Live)
        kept == IF entries = {} \/ Off("spare newest") THEN 0
                ELSE Newest(entries).len
    IN (n = 0 /\ ~Off("refuse empty")) \/ n > Capacity - kept

\* Entries that must be gone before the first data word is written.
Overlapped(e, n) ==
    LET end == client.cursor + n
    IN e.off < (IF Off("minus capacity") THEN end ELSE end - Capacity)

Doomed(e, n) ==
    CASE Off("invalidate")   -> FALSE
      [] Off("overlap rule") -> e.slot = client.slot
      [] Off("slot rule")    -> Overlapped(e, n)
      [] OTHER               -> e.slot = client.slot \/ Overlapped(e, n)

Invalidations(n) ==
    LET oldestFirst == Sorted({e \in Valid(Live) : Doomed(e, n)})
        order == IF Off("oldest first") THEN Reverse(oldestFirst)
                 ELSE oldestFirst
    IN [i \in 1 .. Len(order) |->
           [act |-> "invalidate", loc |-> LengthOf(order[i].slot), val |-> 0]]

\* The accesses of a commit of n words as attempt number a.
Plan(a, n) ==
    LET s == client.slot
        invalidate == Invalidations(n)
        fence   == Access("fence data", Header, 0)    \* it touches no word
        data    == [i \in 1 .. n |-> [act |-> "data",
                       loc |-> DataAt(client.cursor + i - 1), val |-> <<a, i>>]]
        tail    == Access("tail", TailOf(s), a)
        header  == Access("header", Header, client.cursor + n)
        offset  == Access("offset", OffsetOf(s), client.cursor)
        publish == Access("publish", LengthOf(s), n)
    IN CASE Off("data before publish") ->
              invalidate \o fence \o header \o offset \o publish \o data \o tail
         [] Off("offset before length") ->
              invalidate \o fence \o data \o tail \o header \o publish \o offset
         [] Off("header before publish") ->
              invalidate \o fence \o data \o tail \o offset \o publish \o header
         [] Off("invalidate before tail") ->
              tail \o invalidate \o fence \o data \o header \o offset \o publish
         [] Off("tail before publish") ->
              invalidate \o fence \o data \o header \o offset \o publish \o tail
         [] Off("invalidate before data") ->
              data \o invalidate \o fence \o tail \o header \o offset \o publish
         [] OTHER ->
              invalidate \o fence \o data \o tail \o header \o offset \o publish

\* Data and tail words may be written in any order among themselves: a
\* client may use memcpy, and a kill then leaves any part of them.
Filling == {"data", "tail"}
Ready == {i \in DOMAIN client.plan :
             i = 1 \/ \A j \in 1 .. i : client.plan[j].act \in Filling}

Without(s, i) == SubSeq(s, 1, i - 1) \o SubSeq(s, i + 1, Len(s))

BeginCommit(n) ==
    /\ client.alive /\ client.plan = <<>>
    /\ attempt + 1 \in Attempts
    /\ ~Refused(n)       \* a refusal changes nothing, so it is no step here
    /\ attempt' = attempt + 1
    /\ client' = [client EXCEPT !.plan = Plan(attempt + 1, n)]
    /\ steps' = 1
    /\ UNCHANGED <<M, host, persisted, log>>

\* The i-th access of the plan is done.
Advance(i) ==
    /\ client' = [client EXCEPT !.plan = Without(@, i)]
    /\ steps' = steps + 1
    /\ UNCHANGED <<host, persisted, attempt, log>>

WriteNext(act) == \E i \in Ready :
    LET a == client.plan[i] IN
    /\ a.act = act
    /\ M' \in Memory!Write(M, Client, a.loc, a.val, Order(act))
    /\ Advance(i)

Invalidate  == client.plan # <<>> /\ WriteNext("invalidate")
WriteData   == client.plan # <<>> /\ WriteNext("data")
WriteTail   == client.plan # <<>> /\ WriteNext("tail")
WriteHeader == client.plan # <<>> /\ WriteNext("header")
WriteOffset == client.plan # <<>> /\ WriteNext("offset")

\* Data words must not overtake the invalidations before them.
FenceData ==
    /\ client.plan # <<>> /\ client.plan[1].act = "fence data"
    /\ IF Off("never wait") /\ host.phase \in {"copy", "rescan"}
       THEN \* asks again until no capture is under way
            /\ steps' = steps + 1
            /\ UNCHANGED <<M, client, host, persisted, attempt, log>>
       ELSE /\ Off("never block") => host.phase \notin {"copy", "rescan"}
            /\ M' \in Memory!Fence(M, Client, Order("fence data"))
            /\ Advance(1)

\* The commit takes effect: its length makes the descriptor valid.
Publish ==
    /\ client.plan # <<>> /\ client.plan[1].act = "publish"
    /\ LET a == client.plan[1] IN
       /\ M' \in Memory!Write(M, Client, a.loc, a.val, Order("publish"))
       /\ client' = [client EXCEPT !.plan   = Tail(@),
                                   !.cursor = @ + a.val,
                                   !.slot   = NextSlot(@)]
       /\ log' = Append(log, [attempt |-> attempt, off |-> client.cursor,
                              len |-> a.val])
    /\ steps' = steps + 1
    /\ UNCHANGED <<host, persisted, attempt>>

\* The callback that fills the entry refuses.  The cursors stay, so the next
\* commit takes the same place.
Abort ==
    /\ Permits("abort")
    /\ client.plan # <<>> /\ client.plan[1].act \in Filling \cup {"header"}
    /\ client' = [client EXCEPT !.plan = <<>>,
                     !.cursor = IF Off("abort keeps cursor")
                                THEN @ + client.plan[Len(client.plan)].val ELSE @]
    /\ steps' = 0
    /\ UNCHANGED <<M, host, persisted, attempt, log>>

Dead == [alive |-> FALSE, plan |-> <<>>, cursor |-> 0, slot |-> 0]

KillClient ==
    /\ Permits("kill client")
    /\ client.alive
    /\ client' = Dead
    /\ steps' = 0
    /\ M' \in Memory!Killed(M, Client)
    /\ UNCHANGED <<host, persisted, attempt, log>>

\* Cursors come from memory alone.  The header counts only where no entry is
\* valid: a killed attempt may have moved it beyond the newest entry.
Recovered(words) ==
    LET entries == Valid(words)
        newest  == Newest(entries)
    IN CASE Off("recover cursors") -> [cursor |-> 0, slot |-> 0]
         [] entries = {}           -> [cursor |-> words[Header], slot |-> 0]
         [] Off("recover from entries") ->
              [cursor |-> words[Header], slot |-> NextSlot(newest.slot)]
         [] Off("recover slot")    -> [cursor |-> End(newest), slot |-> 0]
         [] OTHER -> [cursor |-> End(newest), slot |-> NextSlot(newest.slot)]

\* One step is enough: the dead process was the only writer, so nothing can
\* change while the new one reads, and recovery writes nothing.
RestartClient ==
    /\ ~client.alive
    /\ LET r == Recovered(Live) IN
       client' = [alive |-> TRUE, plan |-> <<>>,
                  cursor |-> r.cursor, slot |-> r.slot]
    /\ M' \in Memory!Started(M, Client)
    /\ UNCHANGED <<host, persisted, attempt, steps, log>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The host.  One capture: a first look at every descriptor, then back     *)
(* from the newest entry: copy its words, take a second look at its        *)
(* descriptor, keep it if it did not change.  At the first change it       *)
(* stops: what is kept so far is persisted.  So a client that laps the     *)
(* host overwrites what the host could still have had, not what it has.    *)
(***************************************************************************)
\* Between captures, and at the start of one.  host.kept counts the members
\* of host.run that are kept.
Rest == [phase |-> "scan", at |-> 0, word |-> 0, value |-> 0, seen |-> {},
         run |-> <<>>, kept |-> 0, todo |-> {}, copy |-> <<>>]

\* The first look reads the offset first, or it would accept an old length with
\* the offset of a killed attempt, whose place the next attempt takes again.
Scans == IF Off("scan offset first") THEN <<"length", "offset">>
         ELSE <<"offset", "length">>

\* Whose turn it is.  Newest first: if older ones came first and the newest
\* were then gone, the image could be older than the last snapshot.
Current(h) == IF Off("capture newest first") THEN h.run[h.kept + 1]
              ELSE h.run[Len(h.run) - h.kept]

KeptOf(h) == IF Off("capture newest first") THEN SubSeq(h.run, 1, h.kept)
             ELSE SubSeq(h.run, Len(h.run) - h.kept + 1, Len(h.run))

\* What is done with each member of the run, in this order.
Visit == IF Off("copy before rescan") THEN <<"rescan", "copy">>
         ELSE <<"copy", "rescan">>

\* The tail words of the whole run are copied before the first second look: a
\* client has one tail, and no entry is whole without its word of it.
TailTurn(run) == IF Off("tail before rescan") THEN Len(run) - 1 ELSE 0

\* The next member's turn, if there is one.
Turn(h) ==
    IF h.kept = Len(h.run) THEN [h EXCEPT !.phase = "filter"]
    ELSE [h EXCEPT !.phase = Visit[1],
                   !.todo  = DataOf(Current(h)) \cup
                       (IF h.kept = TailTurn(h.run) THEN TailsOf(h.run) ELSE {})]

\* A phase of a member is done, and nothing of it had changed.
Done(h) == IF h.phase = Visit[1] THEN [h EXCEPT !.phase = Visit[2]]
           ELSE Turn([h EXCEPT !.kept = @ + 1])

\* After the last descriptor the host knows what to copy; nothing valid
\* means that the attempt has failed.
Scanned(seen) ==
    LET run == RunOf(seen) IN
    IF run = <<>> \/ (Off("tolerate invalid") /\ Cardinality(seen) < Entries)
    THEN Rest
    ELSE Turn([Rest EXCEPT !.run = run])

Scan(what) ==
    /\ Permits("capture")
    /\ Scans[host.word + 1] = what
    /\ \E r \in Memory!Read(M, Host, WordOf(what, host.at), Order("scan " \o what)) :
          /\ host' =
               IF host.word = 0
               THEN [host EXCEPT !.word = 1, !.value = r.v]
               ELSE LET off  == IF what = "offset" THEN r.v ELSE host.value
                        len  == IF what = "length" THEN r.v ELSE host.value
                        seen == IF len = 0 THEN host.seen
                                ELSE host.seen \cup {[slot |-> host.at,
                                                      off |-> off, len |-> len]}
                    IN IF host.at = Entries - 1 THEN Scanned(seen)
                       ELSE [Rest EXCEPT !.at = host.at + 1, !.seen = seen]
          /\ M' \in IF Off("only read") /\ persisted # Blank
                    THEN Memory!Write(r.m, Host, Header, persisted[Header], "rlx")
                    ELSE {r.m}
    /\ UNCHANGED <<client, persisted, attempt, steps, log>>

ScanOffset == host.phase = "scan" /\ Scan("offset")
ScanLength == host.phase = "scan" /\ Scan("length")

\* Any order: a bulk copy promises none.  A model of a machine on which
\* relaxed reads of different words commute may choose one order.
NextCopied(todo) == todo

CopyWord ==
    /\ host.phase = "copy" /\ host.todo # {}
    /\ \E l \in NextCopied(host.todo) :
       \E r \in Memory!Read(M, Host, l, Order("copy")) :
          /\ host' = [host EXCEPT !.todo = @ \ {l},
                        !.copy = [k \in DOMAIN @ \cup {l} |->
                                     IF k = l THEN r.v ELSE @[k]]]
          /\ M' = r.m
    /\ UNCHANGED <<client, persisted, attempt, steps, log>>

\* The second look must not overtake the copy, of any member.
FenceRescan ==
    /\ host.phase = "copy" /\ host.todo = {}
    /\ M' \in IF Off("fence each") /\ host.kept > 0 THEN {M}
              ELSE Memory!Fence(M, Host, Order("fence rescan"))
    /\ host' = Done(host)
    /\ UNCHANGED <<client, persisted, attempt, steps, log>>

\* The second look reads the length first, or it would accept the old offset with
\* the new length where both lengths are equal.
Rescans ==
    CASE Off("rescan length first") -> <<"offset", "length">>
      [] Off("rescan offset")       -> <<"length">>
      [] Off("rescan length")       -> <<"offset">>
      [] OTHER                      -> <<"length", "offset">>

\* host.word counts the words of the descriptor that have been compared.
Rescan(what) ==
    /\ Rescans[host.word + 1] = what
    /\ LET e   == Current(host)
           was == IF what = "length" THEN e.len ELSE e.off
       IN \E r \in IF Off("rescan live words") THEN {[v |-> was, m |-> M]}
                   ELSE Memory!Read(M, Host, WordOf(what, e.slot),
                                    Order("rescan " \o what)) :
          /\ M' = r.m
          /\ host' =
               IF r.v # was
               THEN [host EXCEPT !.phase = "filter", !.word = 0]
               ELSE IF host.word + 1 < Len(Rescans)
               THEN [host EXCEPT !.word = @ + 1]
               ELSE Done([host EXCEPT !.word = 0])
    /\ UNCHANGED <<client, persisted, attempt, steps, log>>

RescanLength == host.phase = "rescan" /\ Rescan("length")
RescanOffset == host.phase = "rescan" /\ Rescan("offset")

Filter ==
    /\ host.phase = "filter"
    /\ host' = IF host.kept = 0 /\ ~Off("keep last snapshot")
               THEN Rest   \* the attempt has failed
               ELSE [Rest EXCEPT !.phase = "persist",
                                 !.copy = Image(KeptOf(host), host.copy)]
    /\ UNCHANGED <<M, client, persisted, attempt, steps, log>>

\* One step: that a store replaces its image as a whole is its own contract.
Persist ==
    /\ host.phase = "persist"
    /\ persisted' = host.copy
    /\ host' = Rest
    /\ UNCHANGED <<M, client, attempt, steps, log>>

KillHost ==
    /\ Permits("kill host")
    /\ host.phase # "dead"
    /\ host' = [Rest EXCEPT !.phase = "dead"]
    /\ M' \in Memory!Killed(M, Host)
    /\ UNCHANGED <<client, persisted, attempt, steps, log>>

\* The new host knows no more than the old one knew: nothing orders it after
\* the client, and it takes over no capture.
RestartHost ==
    /\ host.phase = "dead"
    /\ host' = Rest
    /\ UNCHANGED <<M, client, persisted, attempt, steps, log>>

\* A step of the machine itself; none under sequential consistency.
Drain ==
    /\ M' \in Memory!Internal(M)
    /\ UNCHANGED <<client, host, persisted, attempt, steps, log>>

-----------------------------------------------------------------------------
Init ==
    /\ M = Memory!MInit(Blank)
    /\ client = [Dead EXCEPT !.alive = TRUE]
    /\ host = Rest
    /\ persisted = Blank
    /\ attempt = 0 /\ steps = 0 /\ log = <<>>

\* The steps that are the client's own while it commits.
CommitNext ==
    \/ Invalidate \/ FenceData \/ WriteData \/ WriteTail \/ WriteHeader
    \/ WriteOffset \/ Publish

ClientNext ==
    \/ \E n \in Payloads : BeginCommit(n)
    \/ CommitNext \/ Abort \/ KillClient \/ RestartClient

CaptureNext ==
    \/ ScanOffset \/ ScanLength \/ CopyWord \/ FenceRescan
    \/ RescanLength \/ RescanOffset \/ Filter \/ Persist

Next == ClientNext \/ CaptureNext \/ KillHost \/ RestartHost \/ Drain

Spec == Init /\ [][Next]_vars
=============================================================================
