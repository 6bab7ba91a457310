---------------------------- MODULE TripleBuffer ----------------------------
(***************************************************************************)
(* The triple buffer, word by word.  A client offers increments of its     *)
(* state in one of three buffers; the host takes the offered buffer,       *)
(* persists what is in it, says so, and returns it.  Each access to shared *)
(* memory is one step, either side may be killed between any two, and both *)
(* may be lost with the memory.  The words: TripleWords.  What must hold:  *)
(* TripleClaims.                                                           *)
(***************************************************************************)
EXTENDS TripleWords

VARIABLES
    M,           \* the shared memory
    client,      \* phase of the client and what it knows
    host,        \* phase of the host and what it knows
    journal,     \* what is durable: records from number first on
    configured,  \* whether the memory is set up; FALSE after it was lost
    attempt,     \* ghost: number of the last attempt to commit
    log,         \* ghost: every record committed, by number
    faults       \* ghost: kills and losses of memory so far

vars == <<M, client, host, journal, configured, attempt, log, faults>>

\* Bounds.  A model puts smaller ones here; the protocol has none.
Attempts == Nat
Permits(what) == TRUE   \* "base", "kill client", "kill host", "reboot", "wait"
Faults == Nat

Count(fault) == /\ Permits(fault)
                /\ faults + 1 \in Faults
                /\ faults' = faults + 1

Live == Memory!Contents(M)

Durable == journal.first + Len(journal.records) - 1

-----------------------------------------------------------------------------
(***************************************************************************)
(* The client.  It takes at most one look at "C" and at most two writes    *)
(* for each try to change "C"; a try fails only because the host has taken *)
(* or returned, or waits or no longer does.                                *)
(***************************************************************************)
NoPlace == [half |-> 0, buffer |-> 0, place |-> 0]

DeadClient == [phase |-> "dead", next |-> 0, control |-> NoControl, base |-> FALSE,
               at |-> NoPlace, todo |-> <<>>, tries |-> 0, wakes |-> FALSE,
               found |-> TRUE]

To(phase) == client' = [client EXCEPT !.phase = phase]

\* Where the next record goes, given a control word.  No place: refused.
Target(c, isBase) ==
    LET j    == OfferedHalf(c)
        held == IF Off("spare held") THEN Named(c) \ {c.half[k].buffer : k \in
                        {k \in Halves : IsTaken(c, k)}}
                ELSE Named(c)
        free == Least(Buffers \ held)
    IN CASE j = 0 /\ isBase /\ Off("replace only offered") /\ TakenHalf(c) # 0 ->
              [half |-> TakenHalf(c), buffer |-> free, place |-> 1]
         [] j = 0 ->
              [half |-> IF TakenHalf(c) = 1 THEN 2 ELSE 1, buffer |-> free, place |-> 1]
         [] j # 0 /\ isBase ->
              [half |-> j, buffer |-> free, place |-> 1]
         [] j # 0 /\ ~isBase /\ c.half[j].count < Capacity ->
              [half |-> j, buffer |-> c.half[j].buffer, place |-> c.half[j].count + 1]
         [] OTHER -> NoPlace

Offered(c, at) ==
    [c EXCEPT !.half[at.half] =
        [buffer |-> at.buffer, count |-> at.place, taken |-> FALSE]]

\* What was written already at the same place is there still.
Writes(at) ==
    CASE at.buffer = client.at.buffer /\ at.place = client.at.place -> <<>>
      [] at.place = 1 -> <<"first", "record">>
      [] OTHER        -> <<"record">>

BeginCommit(isBase) ==
    /\ client.phase = "idle"
    /\ attempt + 1 \in Attempts
    /\ isBase => Permits("base")
    /\ attempt' = attempt + 1
    /\ client' = [client EXCEPT !.phase = "read control", !.base = isBase,
                                !.at = NoPlace, !.tries = 0]
    /\ UNCHANGED <<M, host, journal, configured, log, faults>>

\* A refusal changes nothing: the client may wait, drop, or offer a base.
ReadControl ==
    /\ client.phase = "read control"
    /\ \E r \in Memory!Read(M, Client, "C", Order("read control")) :
          LET at   == Target(r.v, client.base)
              late == Off("offer after records")
              skip == Off("first before offer")
              todo == IF late THEN <<>>
                      ELSE SelectSeq(Writes(at), LAMBDA w : ~(skip /\ w = "first"))
          IN /\ M' = r.m
             /\ client' = IF at = NoPlace
                          THEN [client EXCEPT !.phase = "idle"]
                          ELSE [client EXCEPT !.phase = "write", !.control = r.v,
                                  !.at = at, !.todo = todo]
    /\ UNCHANGED <<host, journal, configured, attempt, log, faults>>

\* The words that make up the record, in this order.
WriteWord(what, id) ==
    LET b == client.at.buffer IN
    IF what = "first"
    THEN Memory!Write(M, Client, First(b), client.next, Order("first"))
    ELSE Memory!Write(M, Client, Record(b, client.at.place),
                      [id |-> id, base |-> client.base], Order("record"))

Write ==
    /\ client.phase \in {"write", "write late"} /\ client.todo # <<>>
    /\ M' \in WriteWord(Head(client.todo), attempt)
    /\ client' = [client EXCEPT !.todo = Tail(@)]
    /\ UNCHANGED <<host, journal, configured, attempt, log, faults>>

\* It takes effect here, or is tried again.
Offer ==
    /\ client.phase = "write" /\ client.todo = <<>>
    /\ LET old == client.control
           new == [Offered(old, client.at) EXCEPT
                      !.waits = @ /\ ~Off("keep waits")]
           late == CASE Off("offer after records") -> Writes([client.at EXCEPT !.half = 0])
                     [] Off("first before offer") /\ client.at.place = 1 -> <<"first">>
                     [] OTHER -> <<>>
           Sets(v) == IF Off("append before take")
                      THEN [v EXCEPT !.half[client.at.half].taken = FALSE,
                                     !.waits = FALSE]
                           = [old EXCEPT !.waits = FALSE]
                      ELSE v = old
           Next(v) == IF Off("append before take")
                      THEN [v EXCEPT !.half[client.at.half].buffer = client.at.buffer,
                                     !.half[client.at.half].count = client.at.place]
                      ELSE new
       IN \E r \in Memory!Update(M, Client, "C", Order("offer"), Sets, Next) :
          /\ M' = r.m
          /\ IF Sets(r.v)
             THEN /\ log' = Append(log, [id |-> attempt, base |-> client.base])
                  /\ client' = [client EXCEPT
                        !.next = @ + 1, !.tries = @ + 1, !.todo = late,
                        !.wakes = r.v.waits,
                        !.phase = IF late # <<>> THEN "write late" ELSE "wake"]
             ELSE /\ client' = [client EXCEPT !.phase = "read control", !.tries = @ + 1]
                  /\ UNCHANGED log
    /\ UNCHANGED <<host, journal, configured, attempt, faults>>

\* The wake-up is a system call, made only if the host waits.
Wake ==
    /\ client.phase = "wake" \/ (client.phase = "write late" /\ client.todo = <<>>)
    /\ client' = [client EXCEPT !.phase = "idle", !.wakes = FALSE, !.control = NoControl,
                                !.at = NoPlace, !.base = FALSE]
    /\ host' = IF client.wakes /\ ~Off("wake if it waits")
               THEN [host EXCEPT !.woken = TRUE] ELSE host
    /\ UNCHANGED <<M, journal, configured, attempt, log, faults>>

KillClient ==
    /\ client.phase # "dead"
    /\ Count("kill client")
    /\ M' \in Memory!Killed(M, Client)
    /\ client' = DeadClient
    /\ UNCHANGED <<host, journal, configured, attempt, log>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* A restarted client: "C", then "A", then the journal.  The words of its  *)
(* buffers are those of its dead predecessor, which nobody else writes.    *)
(***************************************************************************)
StartClient ==
    /\ client.phase = "dead" /\ configured
    /\ M' \in Memory!Started(M, Client)
    /\ client' = [DeadClient EXCEPT
          !.phase = CASE Off("control before A")       -> "open A"
                      [] Off("control before journal") -> "open journal"
                      [] OTHER                         -> "open control"]
    /\ UNCHANGED <<host, journal, configured, attempt, log, faults>>

OpenControl ==
    /\ client.phase = "open control"
    /\ \E r \in Memory!Read(M, Client, "C", Order("open control")) :
          /\ M' = r.m
          /\ client' = [client EXCEPT
                !.control = r.v,
                !.phase = IF Off("control before A") THEN "open journal"
                          ELSE "open A"]
    /\ UNCHANGED <<host, journal, configured, attempt, log, faults>>

OpenDurable ==
    /\ client.phase = "open A"
    /\ \E r \in Memory!Read(M, Client, "A", Order("A")) :
          /\ M' = r.m
          /\ client' = [client EXCEPT
                !.next = r.v,
                !.phase = IF Off("control before A") THEN "open control"
                          ELSE "open journal"]
    /\ UNCHANGED <<host, journal, configured, attempt, log, faults>>

\* The numbers of the records in a half, as they are in memory.
Numbers(half) == IF half.buffer = 0 THEN {}
                 ELSE Live[First(half.buffer)] ..
                      Live[First(half.buffer)] + half.count - 1

Content(half, s) == Live[Record(half.buffer, s - Live[First(half.buffer)] + 1)]

\* What the client has: by number, from the journal and from its halves.
Found(c, j, s) ==
    IF s \in j.first .. j.first + Len(j.records) - 1
    THEN {j.records[s - j.first + 1]} ELSE {}

Rebuilt(c, j, s) ==
    Found(c, j, s) \cup UNION {{Content(c.half[h], s) : x \in Numbers(c.half[h]) \cap {s}}
                                  : h \in Halves}

\* Each record once, from the start or from a base on, up to the newest.
IsWhole(c, j) ==
    log # <<>> => \E s \in DOMAIN log :
        /\ s = 1 \/ log[s].base
        /\ \A k \in s .. Len(log) : Rebuilt(c, j, k) = {log[k]}

Max(S) == CHOOSE x \in S : \A y \in S : y <= x

NextNumber(a, c) == 1 + Max({a} \cup Numbers(c.half[1]) \cup Numbers(c.half[2]))

\* It reads the journal and has its state; if the host waits it may have
\* been left waiting by a client that was killed before it could wake it.
OpenJournal ==
    /\ client.phase = "open journal"
    /\ LET early == Off("control before journal") /\ client.todo = <<>>
           known == IF client.todo = <<>> THEN journal ELSE Head(client.todo)
       IN IF early
          THEN /\ client' = [client EXCEPT !.phase = "open control", !.todo = <<journal>>]
               /\ UNCHANGED host
          ELSE /\ client' = [client EXCEPT
                     !.phase = "idle", !.control = NoControl, !.todo = <<>>,
                     !.next = NextNumber(client.next, client.control),
                     !.found = IsWhole(client.control, known)]
               /\ host' = IF client.control.waits /\ ~Off("wake at start")
                          THEN [host EXCEPT !.woken = TRUE] ELSE host
    /\ UNCHANGED <<M, journal, configured, attempt, log, faults>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The host.                                                               *)
(***************************************************************************)
DeadHost == [phase |-> "dead", half |-> 0, content |-> NoHalf, first |-> 0,
             records |-> <<>>, woken |-> FALSE]

HostTo(phase) == host' = [host EXCEPT !.phase = phase]

StartHost ==
    /\ host.phase = "dead"
    /\ IF configured THEN M' \in Memory!Started(M, Host)
       ELSE M' = Memory!MInit(Blank(Durable))
    /\ configured' = TRUE
    /\ host' = [DeadHost EXCEPT !.phase = "look"]
    /\ UNCHANGED <<client, journal, attempt, log, faults>>

\* A half that is taken was taken by a host that died: its records may be
\* durable or not.  Nothing to do is no step.
Look ==
    /\ host.phase = "look"
    /\ \E r \in Memory!Read(M, Host, "C", Order("look")) :
          LET taken == TakenHalf(r.v)
              j     == IF taken # 0 THEN taken ELSE OfferedHalf(r.v)
          IN /\ j # 0
             /\ M' = r.m
             /\ host' = [host EXCEPT
                   !.half = j, !.content = r.v.half[j],
                   !.phase = CASE taken = 0 -> "take"
                               [] Off("persist before return") -> "return"
                               [] OTHER -> "read first"]
    /\ UNCHANGED <<client, journal, configured, attempt, log, faults>>

\* Adds the bit "taken", and minus "waits" if that is set; what it replaced
\* says what was taken.
Take ==
    /\ host.phase = "take"
    /\ \E r \in Memory!Update(M, Host, "C", Order("take"), LAMBDA v : TRUE,
                   LAMBDA v : [v EXCEPT !.half[host.half].taken = TRUE,
                                        !.waits = FALSE]) :
          /\ M' = r.m
          /\ host' = [host EXCEPT
                !.phase = "read first", !.woken = FALSE,
                !.content = IF Off("count as taken") THEN [@ EXCEPT !.taken = TRUE]
                            ELSE [r.v.half[host.half] EXCEPT !.taken = TRUE]]
    /\ UNCHANGED <<client, journal, configured, attempt, log, faults>>

ReadFirst ==
    /\ host.phase = "read first"
    /\ \E r \in Memory!Read(M, Host, First(host.content.buffer), Order("first")) :
          /\ M' = r.m
          /\ host' = [host EXCEPT !.phase = "read records", !.first = r.v]
    /\ UNCHANGED <<client, journal, configured, attempt, log, faults>>

\* And the ghost clock of the place, in the same step.
ReadRecord ==
    /\ host.phase = "read records"
    /\ LET b == host.content.buffer
           i == Len(host.records) + 1
       IN /\ i <= host.content.count
          /\ \E r \in Memory!Read(M, Host, Record(b, i), Order("record")) :
                /\ M' \in IF Mode = "weak"
                          THEN Memory!Write(r.m, Host, Clock(b, i), 0, "rlx")
                          ELSE {r.m}
                /\ host' = [host EXCEPT !.records = Append(@, r.v)]
    /\ UNCHANGED <<client, journal, configured, attempt, log, faults>>

\* A base starts the journal anew.
RECURSIVE Appended(_, _, _)
Appended(j, s, records) ==
    IF records = <<>> THEN j
    ELSE LET r   == Head(records)
             end == j.first + Len(j.records)
         IN Appended(
              CASE s < end /\ ~Off("skip duplicates") -> j
                [] r.base -> [j EXCEPT !.first = s, !.records = <<r>>]
                [] s = end -> [j EXCEPT !.records = Append(@, r)]
                [] OTHER -> [j EXCEPT !.gap = TRUE],
              s + 1, Tail(records))

\* The store makes this one step; see Journal.
Persist ==
    /\ host.phase = "read records"
    /\ Len(host.records) = host.content.count
    /\ journal' = Appended(journal, host.first, host.records)
    /\ HostTo(IF Off("A before return") THEN "return" ELSE "write A")
    /\ UNCHANGED <<M, client, configured, attempt, log, faults>>

WriteDurable ==
    /\ host.phase = "write A"
    /\ M' \in Memory!Write(M, Host, "A", Durable, Order("A"))
    /\ host' = IF Off("A before return") THEN [DeadHost EXCEPT !.phase = "look"]
               ELSE [host EXCEPT !.phase = "return"]
    /\ UNCHANGED <<client, journal, configured, attempt, log, faults>>

\* Takes the half's content away from "C".
Return ==
    /\ host.phase = "return"
    /\ \E r \in Memory!Update(M, Host, "C", Order("return"), LAMBDA v : TRUE,
                   LAMBDA v : [v EXCEPT !.half[host.half] = NoHalf]) :
          M' = r.m
    /\ host' = [DeadHost EXCEPT
          !.phase = IF Off("A before return") THEN "write A" ELSE "look"]
    /\ UNCHANGED <<client, journal, configured, attempt, log, faults>>

KillHost ==
    /\ host.phase # "dead"
    /\ Count("kill host")
    /\ M' \in Memory!Killed(M, Host)
    /\ host' = DeadHost
    /\ UNCHANGED <<client, journal, configured, attempt, log>>

(***************************************************************************)
(* Sleep.  "waits" and the offer are in one word: no fence is needed.  The *)
(* bit stays until something is taken, also when a host is killed in its   *)
(* sleep; one that finds it set need not add it, but lets the kernel       *)
(* compare the word again before it sleeps, which is the same step here.   *)
(***************************************************************************)
LieDown ==
    /\ host.phase = "look" /\ Permits("wait")
    /\ \E r \in Memory!Read(M, Host, "C", Order("look")) :
          /\ TakenHalf(r.v) = 0 /\ OfferedHalf(r.v) = 0
          /\ M' = r.m
    /\ HostTo("down")
    /\ UNCHANGED <<client, journal, configured, attempt, log, faults>>

AddWaits ==
    /\ host.phase = "down"
    /\ \E r \in Memory!Update(M, Host, "C", Order("wait"), LAMBDA v : TRUE,
                   LAMBDA v : [v EXCEPT !.waits = TRUE]) :
          /\ M' = r.m
          /\ host' = [host EXCEPT
                !.woken = FALSE,
                !.phase = IF OfferedHalf(r.v) # 0 /\ ~Off("look again before sleep")
                          THEN "look" ELSE "asleep"]
    /\ UNCHANGED <<client, journal, configured, attempt, log, faults>>

WakeUp ==
    /\ host.phase = "asleep" /\ host.woken
    /\ host' = [host EXCEPT !.phase = "look", !.woken = FALSE]
    /\ UNCHANGED <<M, client, journal, configured, attempt, log, faults>>

-----------------------------------------------------------------------------
\* Both die and the memory with them; what is durable stays.
Reboot ==
    /\ Count("reboot")
    /\ configured
    /\ M' = Memory!MInit(Blank(0))
    /\ client' = DeadClient /\ host' = DeadHost
    /\ configured' = FALSE
    /\ log' = SubSeq(log, 1, Durable)
    /\ UNCHANGED <<journal, attempt>>

Drain ==
    /\ M' \in Memory!Internal(M)
    /\ UNCHANGED <<client, host, journal, configured, attempt, log, faults>>

Init ==
    /\ M = Memory!MInit(Blank(0))
    /\ client = DeadClient /\ host = DeadHost
    /\ journal = [first |-> 1, records |-> <<>>, gap |-> FALSE]
    /\ configured = FALSE
    /\ attempt = 0 /\ log = <<>> /\ faults = 0

ClientNext ==
    \/ \E isBase \in BOOLEAN : BeginCommit(isBase)
    \/ ReadControl \/ Write \/ Offer \/ Wake
    \/ StartClient \/ OpenControl \/ OpenDurable \/ OpenJournal

HostNext ==
    \/ StartHost \/ Look \/ Take \/ ReadFirst \/ ReadRecord \/ Persist
    \/ WriteDurable \/ Return
    \/ LieDown \/ AddWaits \/ WakeUp

Next == ClientNext \/ HostNext \/ KillClient \/ KillHost \/ Reboot \/ Drain

Spec == Init /\ [][Next]_vars
=============================================================================
