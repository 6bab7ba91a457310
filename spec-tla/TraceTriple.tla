---------------------------- MODULE TraceTriple ----------------------------
(***************************************************************************)
(* Replays recorded runs of the shipped classes against TripleBuffer, as   *)
(* TraceQueue does for the queue.                                          *)
(*                                                                         *)
(* Every record of the runs has one word of payload: two words in memory,  *)
(* "head" (its length, and whether it is a base) and "record" (who wrote   *)
(* it).  A control word is logged as <<buffer, records, taken>> of both    *)
(* halves and "waits"; an update as what was found and what it left.       *)
(* Where the code takes other steps than TripleBuffer:                     *)
(*                                                                         *)
(*  - The words that never change (version, capacity) are no words of it.  *)
(*  - It writes a record in one step; that is the second of the two words. *)
(*    It reads one in one step: the second word too, or the first where    *)
(*    the code leaves out the rest because the record is durable already.  *)
(*    What heads hold is in heads here, and compared.                      *)
(*  - A client that starts reads the records of its halves, twice, before  *)
(*    it opens the journal.  Each is compared with memory.                 *)
(*  - A host that starts writes "A", in case that its predecessor died     *)
(*    between persisting and doing so: StartDurable.  MCTripleStart checks *)
(*    that the claims hold with this step.                                 *)
(*  - A look that finds nothing, or only tells the caller of await that    *)
(*    there is something, is no step.  A host that waits looks again by    *)
(*    itself: it leaves its sleep as one leaves it that is killed, and     *)
(*    started again.                                                       *)
(*  - What a killed process has begun is "maybe": TripleBuffer must allow  *)
(*    it, and it happens or it does not.                                   *)
(*                                                                         *)
(* The memory is configured before a run, as by a host that died since.    *)
(***************************************************************************)
EXTENDS TripleBuffer, TraceEvents

VARIABLES
    up,     \* how far the starts and calls of both are
    heads   \* of each place: 1 for a base, 0 for an increment, -1 for nothing yet

Bit(b) == IF b THEN 1 ELSE 0
HeadNames == [b \in Buffers |-> [i \in Places |->
                 "head" \o ToString(b) \o "." \o ToString(i)]]
HeadWords == {HeadNames[b][i] : b \in Buffers, i \in Places}

Fixed == ("version" :> 1) @@ ("capacity" :> Capacity)
FixedReads == << <<"version", "acq">>, <<"capacity", "rlx">> >>

OfHalf(h)  == <<h.buffer, h.count, Bit(h.taken)>>
Control(c) == OfHalf(c.half[1]) \o OfHalf(c.half[2]) \o <<Bit(c.waits)>>

Held(l) == CASE l \in DOMAIN Fixed -> <<Fixed[l]>>
             [] l \in HeadWords    -> <<heads[l]>>
             [] l = "C"            -> Control(Live[l])
             [] l \in RecordWords  -> <<Live[l].id>>
             [] l \in Words        -> <<Live[l]>>
             [] OTHER              -> <<"no such word">>

\* client: "no", "opening", "running" or "commit"; host: "no", "opening",
\* "running", or the call that it is in; reads: of the start that is going on;
\* glance: what await has seen; half: the head that is written or read, whose
\* record comes next.
Down == [client |-> "no", host |-> "no", clientReads |-> 0, hostReads |-> 0,
         glance |-> FALSE, written |-> "-", read |-> "-"]

-----------------------------------------------------------------------------
(***************************************************************************)
(* The accesses that the spec allows in this state, as events, with the    *)
(* name of its step.                                                       *)
(***************************************************************************)
Read(who, l, order) == Event(who, "read", l, Held(l), order)

\* The records of a half, all heads or all of both words.
RECURSIVE Walk(_, _, _)
Walk(b, places, whole) ==
    IF places = {} THEN <<>>
    ELSE LET i == Least(places) IN
         << <<HeadNames[b][i], "rlx">> >>
         \o (IF whole THEN << <<Record(b, i), "rlx">> >> ELSE <<>>)
         \o Walk(b, places \ {i}, whole)

HalfReads(c, j, whole) ==
    IF j = 0 THEN <<>>
    ELSE << <<First(c.half[j].buffer), "rlx">> >>
         \o Walk(c.half[j].buffer, 1 .. c.half[j].count, whole)

OpenReads ==
    LET c == client.control IN
    IF client.phase # "open journal" THEN FixedReads
    ELSE FixedReads \o HalfReads(c, TakenHalf(c), FALSE) \o HalfReads(c, OfferedHalf(c), FALSE)
                    \o HalfReads(c, TakenHalf(c), TRUE)  \o HalfReads(c, OfferedHalf(c), TRUE)

HasOpenRead == up.client = "opening" /\ up.clientReads < Len(OpenReads)

AtPlace == client.at.buffer # 0
HeadAt  == HeadNames[client.at.buffer][client.at.place]

ClientMay ==
    IF HasOpenRead
    THEN LET r == OpenReads[up.clientReads + 1] IN {<<"open", Read("client", r[1], r[2])>>}
    ELSE CASE client.phase = "open control" ->
                {<<"OpenControl", Read("client", "C", Order("open control"))>>}
           [] client.phase = "open A" ->
                {<<"OpenDurable", Read("client", "A", Order("A"))>>}
           [] client.phase = "read control" ->
                {<<"ReadControl", Read("client", "C", Order("read control"))>>}
           [] client.phase = "write" /\ client.todo # <<>> ->
                CASE Head(client.todo) = "first" ->
                       {<<"Write", Event("client", "write", First(client.at.buffer),
                                         <<client.next>>, Order("first"))>>}
                  [] up.written = "-" ->
                       {<<"head", Event("client", "write", HeadAt, <<Bit(client.base)>>,
                                        Order("record"))>>}
                  [] OTHER ->
                       {<<"Write", Event("client", "write",
                                         Record(client.at.buffer, client.at.place),
                                         <<attempt>>, Order("record"))>>}
           [] client.phase = "write" /\ client.todo = <<>> ->
                {<<"Offer", Event("client", "compare and set", "C",
                      Control(client.control) \o Control(Offered(client.control, client.at)),
                      Order("offer"))>>}
           [] OTHER -> {}

\* What an update of "C" finds and leaves.
Add(new, order) ==
    Event("host", "add", "C", Control(Live["C"]) \o Control(new), order)

PlaceRead == Len(host.records) + 1
IsDurable == host.first + Len(host.records) <= Durable

HostMay ==
    CASE up.host = "opening" /\ up.hostReads < Len(FixedReads) ->
            LET r == FixedReads[up.hostReads + 1] IN {<<"open", Read("host", r[1], r[2])>>}
      [] up.host = "opening" /\ up.hostReads = 2 -> {<<"open", Read("host", "A", "rlx")>>}
      [] up.host = "opening" /\ up.hostReads = 3 ->
            {<<"StartDurable", Event("host", "write", "A", <<Durable>>, Order("A"))>>}
      [] up.host \in {"take", "await"} /\ host.phase = "look" ->
            {<<"Look", Read("host", "C", Order("look"))>>}
      [] host.phase = "down" ->
            {<<"AddWaits", Add([Live["C"] EXCEPT !.waits = TRUE], Order("wait"))>>}
      [] host.phase = "take" ->
            {<<"Take", Add([Live["C"] EXCEPT !.half[host.half].taken = TRUE,
                                             !.waits = FALSE], Order("take"))>>}
      [] host.phase = "read first" ->
            {<<"ReadFirst", Read("host", First(host.content.buffer), Order("first"))>>}
      [] host.phase = "read records" /\ up.host = "taken"
            /\ PlaceRead <= host.content.count ->
            IF up.read = "-"
            THEN {<<"ReadRecord", Read("host", HeadNames[host.content.buffer][PlaceRead],
                                       Order("record"))>>}
            ELSE {<<"ReadRecord", Read("host", Record(host.content.buffer, PlaceRead),
                                       Order("record"))>>}
      [] host.phase = "write A" ->
            {<<"WriteDurable", Event("host", "write", "A", <<Durable>>, Order("A"))>>}
      [] host.phase = "return" ->
            {<<"Return", Add([Live["C"] EXCEPT !.half[host.half] = NoHalf],
                             Order("return"))>>}
      [] OTHER -> {}

-----------------------------------------------------------------------------
(***************************************************************************)
(* The client.                                                             *)
(***************************************************************************)
\* The found value of a compare-and-set is logged behind the two others; of
\* one that is open nobody knows it.
Allowed(may) ==
    {m \in may :
        IF Said.does = "compare and set" /\ ~IsOpen
        THEN /\ Said.value = m[2].value \o Control(Live["C"])
             /\ [Said EXCEPT !.value = m[2].value] = m[2]
        ELSE m[2] = Said}

ClientStep ==
    \/ OpenControl \/ OpenDurable \/ ReadControl \/ Offer
    \/ Write /\ (Head(client.todo) = "first" \/ up.written # "-")

ClientAccess ==
    /\ E.who = "client"
    /\ \E m \in Allowed(ClientMay) :
       CASE m[1] = "open" ->
               /\ up' = [up EXCEPT !.clientReads = @ + 1]
               /\ UNCHANGED vars /\ UNCHANGED heads
         [] m[1] = "head" ->
               /\ up' = [up EXCEPT !.written = E.word]
               /\ heads' = [heads EXCEPT ![E.word] = E.value[1]]
               /\ UNCHANGED vars
         [] OTHER ->
               /\ ClientStep
               /\ up' = [up EXCEPT !.written = "-"]
               /\ UNCHANGED heads

NotDone(who, may) ==
    /\ E.who = who /\ IsOpen /\ Allowed(may) # {}
    /\ UNCHANGED vars /\ UNCHANGED <<up, heads>>

ClientCall ==
    /\ \/ Is("client", "start") /\ up.client = "no" /\ StartClient
             /\ up' = [up EXCEPT !.client = "opening", !.clientReads = 0]
       \/ Is("client", "journal") /\ up.client = "opening" /\ ~HasOpenRead
             /\ E.value = <<Durable>>
             /\ OpenJournal /\ client'.found
             /\ up' = [up EXCEPT !.client = "open"]
       \/ Is("client", "opened") /\ up.client = "open" /\ E.value = <<client.next - 1>>
             /\ up' = [up EXCEPT !.client = "running"]
             /\ UNCHANGED vars
       \/ Is("client", "begin") /\ up.client = "running"
             /\ BeginCommit(E.value = <<1>>)
             /\ up' = [up EXCEPT !.client = "commit"]
       \/ Is("client", "refused") /\ up.client = "commit" /\ client.phase = "idle"
             /\ up' = [up EXCEPT !.client = "running"]
             /\ UNCHANGED vars
       \/ Is("client", "end") /\ up.client = "commit"
             /\ E.value = <<client.next - 1, Bit(client.wakes)>>
             /\ Wake
             /\ up' = [up EXCEPT !.client = "running"]
       \/ Is("client", "kill") /\ up.client # "no" /\ KillClient
             /\ up' = [up EXCEPT !.client = "no", !.written = "-"]
    /\ UNCHANGED heads

-----------------------------------------------------------------------------
(***************************************************************************)
(* The host.                                                               *)
(***************************************************************************)
StartDurable ==
    /\ host.phase = "look"
    /\ M' \in Memory!Write(M, Host, "A", Durable, Order("A"))
    /\ UNCHANGED <<client, host, journal, configured, attempt, log, faults>>

IsEmpty(c) == TakenHalf(c) = 0 /\ OfferedHalf(c) = 0

\* await lies down if "C" is zero, and else only looks.
Glance ==
    IF Control(Live["C"]) = Control(NoControl)
    THEN LieDown /\ up' = [up EXCEPT !.host = "down"]
    ELSE /\ up' = [up EXCEPT !.host = "awaited", !.glance = ~IsEmpty(Live["C"])]
         /\ UNCHANGED vars

LookToTake ==
    IF IsEmpty(Live["C"])
    THEN up' = [up EXCEPT !.host = "nothing"] /\ UNCHANGED vars
    ELSE Look /\ up' = [up EXCEPT !.host = "taking"]

ReadHead ==
    IF IsDurable THEN ReadRecord /\ UNCHANGED up
    ELSE up' = [up EXCEPT !.read = E.word] /\ UNCHANGED vars

\* What a record is must be what its head said.
ReadBody ==
    /\ ReadRecord
    /\ heads[up.read] = Bit(host'.records[Len(host'.records)].base)
    /\ up' = [up EXCEPT !.read = "-"]

HostStep(name) ==
    CASE name = "open"         -> up' = [up EXCEPT !.hostReads = @ + 1] /\ UNCHANGED vars
      [] name = "StartDurable" -> up' = [up EXCEPT !.hostReads = @ + 1] /\ StartDurable
      [] name = "Look"         -> IF up.host = "await" THEN Glance ELSE LookToTake
      [] name = "ReadRecord"   -> IF up.read = "-" THEN ReadHead ELSE ReadBody
      [] name = "AddWaits"     -> /\ AddWaits
                                  /\ up' = [up EXCEPT !.host = "awaited",
                                               !.glance = ~IsEmpty(Live["C"])]
      [] OTHER -> (Take \/ ReadFirst \/ WriteDurable \/ Return) /\ UNCHANGED up

HostAccess ==
    /\ E.who = "host"
    /\ \E m \in Allowed(HostMay) : HostStep(m[1])
    /\ UNCHANGED heads

\* What next gave to the caller: number, who wrote it, and whether it is a base.
RECURSIVE Given(_)
Given(i) ==
    IF i > Len(host.records) THEN <<>>
    ELSE (IF host.first + i - 1 <= Durable THEN <<>>
          ELSE <<host.first + i - 1, host.records[i].id, Bit(host.records[i].base)>>)
         \o Given(i + 1)

LeaveSleep ==
    IF host.phase = "asleep"
    THEN /\ host' = [DeadHost EXCEPT !.phase = "look"]
         /\ UNCHANGED <<M, client, journal, configured, attempt, log, faults>>
    ELSE host.phase = "look" /\ UNCHANGED vars

HostCall ==
    /\ \/ Is("host", "start") /\ up.host = "no" /\ StartHost
             /\ up' = [up EXCEPT !.host = "opening", !.hostReads = 0]
       \/ Is("host", "opened") /\ up.host = "opening" /\ up.hostReads = 4
             /\ E.value = <<Durable>>
             /\ up' = [up EXCEPT !.host = "running"] /\ UNCHANGED vars
       \/ E.who = "host" /\ E.does \in {"await", "take"} /\ up.host = "running"
             /\ up' = [up EXCEPT !.host = E.does] /\ UNCHANGED vars
       \/ E.who = "host" /\ E.does = (IF up.glance THEN "offered" ELSE "no offer")
             /\ up.host = "awaited" /\ LeaveSleep
             /\ up' = [up EXCEPT !.host = "running"]
       \/ Is("host", "nothing") /\ up.host = "nothing"
             /\ up' = [up EXCEPT !.host = "running"] /\ UNCHANGED vars
       \/ Is("host", "taken") /\ up.host = "taking" /\ host.phase = "read records"
             /\ up' = [up EXCEPT !.host = "taken"] /\ UNCHANGED vars
       \/ Is("host", "persist") /\ up.host = "taken" /\ E.value = Given(1)
             /\ Persist /\ UNCHANGED up
       \/ Is("host", "returned") /\ up.host = "taken" /\ host.phase = "look"
             /\ up' = [up EXCEPT !.host = "running"] /\ UNCHANGED vars
       \/ Is("host", "kill") /\ up.host # "no" /\ KillHost
             /\ up' = [up EXCEPT !.host = "no", !.read = "-"]
    /\ UNCHANGED heads

-----------------------------------------------------------------------------
Over == IsOver /\ UNCHANGED vars /\ UNCHANGED <<up, heads>>

Explained ==
    \/ ClientAccess \/ NotDone("client", ClientMay) \/ ClientCall
    \/ HostAccess \/ NotDone("host", HostMay) \/ HostCall
    \/ Over

TraceInit ==
    /\ M = Memory!MInit(Blank(0))
    /\ client = DeadClient /\ host = DeadHost
    /\ journal = [first |-> 1, records |-> <<>>, gap |-> FALSE]
    /\ configured = TRUE /\ faults = 1
    /\ attempt = 0 /\ log = <<>>
    /\ trace \in Runs /\ place = 1
    /\ up = Down /\ heads = [l \in HeadWords |-> -1]

TraceNext == IsMore /\ UNCHANGED trace /\ Explained /\ place' = place + 1

TraceSpec == TraceInit /\ [][TraceNext]_<<vars, trace, place, up, heads>>

Progress ==
    Tell(ENABLED TraceNext,
         [event |-> E, allowed |-> IF E.who = "host" THEN HostMay ELSE ClientMay,
          state |-> [client |-> client, host |-> host, memory |-> Live,
                     journal |-> journal, up |-> up, heads |-> heads]])
=============================================================================
