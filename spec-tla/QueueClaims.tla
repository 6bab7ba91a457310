---------------------------- MODULE QueueClaims ----------------------------
(***************************************************************************)
(* What is claimed of the queue protocol, and what is checked to show that *)
(* the claims are not empty.                                               *)
(***************************************************************************)
EXTENDS Queue

(***************************************************************************)
(* Types.                                                                  *)
(***************************************************************************)
Lengths == 1 .. Capacity
Entry   == [slot : Slots, off : Nat, len : Lengths]

ImageTypeInv(words) ==
    /\ DOMAIN words = Words
    /\ words[Header] \in Nat
    /\ \A s \in Slots : /\ words[OffsetOf(s)] \in Nat
                        /\ words[LengthOf(s)] \in 0 .. Capacity
                        /\ words[TailOf(s)] \in Nat
    /\ \A o \in 0 .. Capacity - 1 : words[DataAt(o)] \in Nat \X Nat

PlanTypeInv(plan) == \A i \in DOMAIN plan :
    /\ plan[i].act \in WriteAccesses \cup {"fence data"}
    /\ plan[i].loc \in Words

TypeInv ==
    /\ ImageTypeInv(Live)
    /\ client.alive \in BOOLEAN
    /\ PlanTypeInv(client.plan)
    /\ client.cursor \in Nat
    /\ client.slot \in Slots
    /\ host.phase \in {"scan", "copy", "rescan", "filter", "persist", "dead"}
    /\ host.at \in Slots
    /\ host.word \in 0 .. 1
    /\ host.value \in Nat
    /\ host.seen \subseteq Entry
    /\ \A i \in DOMAIN host.run : host.run[i] \in Entry
    /\ host.todo \subseteq Words
    /\ host.kept \in 0 .. Len(host.run)
    /\ DOMAIN host.copy \subseteq Words
    /\ ImageTypeInv(persisted)
    /\ attempt \in Nat /\ steps \in Nat
    /\ \A i \in DOMAIN log : /\ log[i].attempt \in 1 .. attempt
                             /\ log[i].off \in Nat
                             /\ log[i].len \in Payloads

(***************************************************************************)
(* Q1 consistent: every entry of a persisted snapshot holds exactly the    *)
(* words that were committed under it.                                     *)
(***************************************************************************)
IsCommitted(words, e) == \E i \in DOMAIN log :
    /\ log[i].off = e.off
    /\ log[i].len = e.len
    /\ Content(words, e) = Meant(log[i].attempt, log[i].len)

ConsistentInv == \A e \in Valid(persisted) : IsCommitted(persisted, e)

\* The same of shared memory at every instant: what makes Q1 possible.
IntactInv == \A e \in Valid(Live) : IsCommitted(Live, e)

(***************************************************************************)
(* Q2 consecutive: going by descriptors alone, a persisted snapshot is a   *)
(* run of commits without a gap.                                           *)
(***************************************************************************)
IsRunOfLog(entries) ==
    LET run == Sorted(entries) IN
    entries # {} => \E k \in 0 .. Len(log) - Len(run) :
        \A i \in DOMAIN run : /\ run[i].off = log[k + i].off
                              /\ run[i].len = log[k + i].len

ConsecutiveInv == IsRunOfLog(Valid(persisted))

(***************************************************************************)
(* Q3 monotone: the newest entry never goes back.                          *)
(***************************************************************************)
NewestEnd(words) == IF Valid(words) = {} THEN 0 ELSE End(Newest(Valid(words)))

MonotoneProp ==
    [][persisted' # persisted => NewestEnd(persisted') >= NewestEnd(persisted)]_vars

(***************************************************************************)
(* Q4 kept: from its publication to the next one's, the newest commit is   *)
(* in memory, is the newest that a restart would find, and is whole.  By   *)
(* IntactInv a restart finds nothing that was not committed.               *)
(***************************************************************************)
KeptInv == log # <<>> =>
    /\ Valid(Live) # {}
    /\ LET e == Newest(Valid(Live))
           c == log[Len(log)]
       IN e.off = c.off /\ Content(Live, e) = Meant(c.attempt, c.len)

\* Valid entries always form one run, so recovery has nothing to clean.
IsRun(words) == LET run == Sorted(Valid(words)) IN
    \A i \in 2 .. Len(run) : /\ run[i].slot = NextSlot(run[i - 1].slot)
                             /\ run[i].off = End(run[i - 1])
                             /\ End(run[i]) - run[1].off <= Capacity

RunInv == IsRun(Live)

\* A snapshot that becomes memory again is such a memory.
RestorableInv == IsRun(persisted) /\ NewestEnd(persisted) = persisted[Header]

\* A restart would find the cursors that the living client has: a kill
\* between two commits cannot be noticed.
RecoverInv == client.alive /\ Valid(Live) # {} =>
    Recovered(Live) = [cursor |-> client.cursor, slot |-> client.slot]

\* A promise of the format to other readers: the header is never behind an
\* entry.  Recovery does not need it.
HeaderInv == NewestEnd(Live) <= Live[Header]

(***************************************************************************)
(* Q5 wait-free client: the steps done and those still to do are bounded   *)
(* (begin, invalidations, fence, data, tail, header, offset, length), and  *)
(* whatever the host does, its death included, the next one can be taken.  *)
(* That it reads nothing that the host writes follows from Q6.             *)
(***************************************************************************)
MaxPayload == CHOOSE n \in Payloads : \A k \in Payloads : k <= n
StepBound  == 1 + (Entries - 1) + 1 + MaxPayload + 4

WaitFreeInv == steps + Len(client.plan) <= StepBound

NeverBlockedInv == client.plan # <<>> => ENABLED CommitNext

(***************************************************************************)
(* Q6 read-only host: a step that is not the client's changes no word.     *)
(***************************************************************************)
ReadOnlyHostProp ==
    [][M' # M /\ client' = client => UNCHANGED Live]_vars

(***************************************************************************)
(* The contract.                                                           *)
(***************************************************************************)
\* Sets of one element, because TLC evaluates a LET again at each use.
Decoded(words) ==
    LET contents == {[i \in DOMAIN run |-> Content(words, run[i])] :
                        run \in {Sorted(entries) : entries \in {Valid(words)}}}
    IN CHOOSE c \in contents : TRUE

Contract == INSTANCE Snapshot WITH
    Commits   <- {Meant(a, n) : a \in Attempts, n \in Payloads},
    log       <- [i \in DOMAIN log |-> Meant(log[i].attempt, log[i].len)],
    memory    <- Decoded(Live),
    persisted <- Decoded(persisted)

\* Together Contract!Spec, written so that TLC decodes an image only where
\* a word has changed.
RefinesInitProp == Contract!Init

RefinesProp ==
    [][ \/ UNCHANGED <<M, log, persisted>>
        \/ UNCHANGED Contract!vars
        \/ Contract!Next ]_vars

(***************************************************************************)
(* Q7 obstruction-free host: if the client pauses for good, wherever that  *)
(* is, and the host is not killed for ever, the newest commit is persisted *)
(* in the end.                                                             *)
(***************************************************************************)
FairSpec == Spec /\ WF_vars(CaptureNext) /\ WF_vars(RestartHost)
                 /\ WF_vars(Drain)

CaughtUpProp == \/ []<><<ClientNext>>_vars
                \/ []<><<KillHost>>_vars
                \/ <>[](Contract!CaughtUp)

(***************************************************************************)
(* Probes: false on purpose.  Their violation shows that the claims are    *)
(* about something.                                                        *)
(***************************************************************************)
DebugTwoEntriesInv == Cardinality(Valid(persisted)) < 2

DebugWrappedInv == \A e \in Valid(persisted) :
    (e.off % Capacity) + e.len <= Capacity

DebugNeverLappedInv == host.phase = "filter" => host.kept # 0

DebugNeverShortenedInv ==
    host.phase = "filter" => host.kept \in {0, Len(host.run)}

DebugBoundInv == steps + Len(client.plan) < StepBound
=============================================================================
