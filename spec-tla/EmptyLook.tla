----------------------------- MODULE EmptyLook -----------------------------
(***************************************************************************)
(* How a host tells a memory in which nothing was committed from one whose *)
(* entries it has missed, because the client published behind its look and *)
(* invalidated ahead of it.  It reads the header, looks at every           *)
(* descriptor, a second time if it has seen no entry, and reads the header *)
(* again: only if that stands still does it say "empty".                   *)
(*                                                                         *)
(* The client's commits are those of Queue with two entries, without data: *)
(* commit k invalidates its slot, passes the fence, writes its end, k, to  *)
(* the header, and publishes.  Since the newest entry always stays, memory *)
(* is empty only before the first publication.                             *)
(***************************************************************************)
EXTENDS Integers, Sequences

CONSTANTS
    Mode,         \* the machine, see Memory
    MaxAttempts,  \* commits begun
    Phased,       \* TRUE: the host starts when the client has ended (as in
                  \* MCQueueWeak)
    Ablation      \* "none", or the rule that is switched off

Client  == 1
Host    == 2
Threads == {Client, Host}
Slots   == <<"length0", "length1">>
Words   == {"header", "length0", "length1"}

Memory == INSTANCE Memory WITH
    Locations <- Words, AppendOnly <- TRUE, Collects <- FALSE, Broken <- "none"

Off(rule) == Ablation = rule

Order(access) ==
    IF Off("relaxed " \o access) THEN "rlx"
    ELSE CASE access \in {"invalidate", "fence data", "publish"} -> "rel"
           [] access \in {"empty header", "scan length"}         -> "acq"
           [] access \in {"header", "empty header again"}        -> "rlx"

VARIABLES
    M,         \* the shared memory
    plan,      \* accesses of the commit under way
    attempt,   \* commits begun
    log,       \* how many were published
    knows,     \* whether the host has seen an entry before it looks
    todo,      \* accesses of the host's look
    first,     \* the header as it was read first
    verdict    \* what the host says: "", "empty" or "missed"

vars == <<M, plan, attempt, log, knows, todo, first, verdict>>

SlotOf(k) == Slots[1 + (k % 2)]

Init ==
    /\ M = Memory!MInit([w \in Words |-> 0])
    /\ plan = <<>> /\ attempt = 0 /\ log = 0
    /\ knows = FALSE /\ todo = <<"start">> /\ first = 0 /\ verdict = ""

\* The commit after the ones published; a killed attempt is made again.
BeginCommit ==
    /\ plan = <<>> /\ attempt < MaxAttempts
    /\ attempt' = attempt + 1
    /\ plan' = (IF Memory!Latest(M, SlotOf(log + 1)) = 0 THEN <<>> ELSE <<"invalidate">>)
                 \o <<"fence data", "header", "publish">>
    /\ UNCHANGED <<M, log, knows, todo, first, verdict>>

CommitNext ==
    /\ plan # <<>>
    /\ plan' = Tail(plan)
    /\ LET act == Head(plan) IN
       /\ M' \in CASE act = "fence data" -> Memory!Fence(M, Client, Order(act))
                   [] act = "header" -> Memory!Write(M, Client, "header", log + 1, Order(act))
                   [] act = "invalidate" ->
                        Memory!Write(M, Client, SlotOf(log + 1), 0, Order(act))
                   [] act = "publish" ->
                        Memory!Write(M, Client, SlotOf(log + 1), log + 1, Order(act))
       /\ log' = IF act = "publish" THEN log + 1 ELSE log
    /\ UNCHANGED <<attempt, knows, todo, first, verdict>>

\* The next attempt is that of a new process.
KillClient ==
    /\ plan # <<>>
    /\ plan' = <<>>
    /\ \E m \in Memory!Killed(M, Client) : M' \in Memory!Started(m, Client)
    /\ UNCHANGED <<attempt, log, knows, todo, first, verdict>>

-----------------------------------------------------------------------------
OneLook == <<"length0", "length1">>
Looks ==
    <<"header">> \o OneLook \o (IF Off("look twice") THEN <<>> ELSE OneLook)
      \o (IF Off("look at header") THEN <<>> ELSE <<"header again">>)

MayLook == Phased => attempt = MaxAttempts /\ plan = <<>>

\* The host may have seen the first entry in an earlier capture, or not.
Start ==
    /\ todo = <<"start">> /\ MayLook
    /\ todo' = Looks
    /\ \/ UNCHANGED <<M, knows>>
       \/ \E r \in Memory!Read(M, Host, SlotOf(1), Order("scan length")) :
             r.v = 1 /\ M' = r.m /\ knows' = TRUE
    /\ UNCHANGED <<plan, attempt, log, first, verdict>>

LookNext ==
    /\ todo # <<>> /\ todo # <<"start">>
    /\ LET what == Head(todo)
           word == IF what = "header again" THEN "header" ELSE what
           order == CASE what = "header"       -> Order("empty header")
                      [] what = "header again" -> Order("empty header again")
                      [] OTHER                 -> Order("scan length")
       IN \E r \in Memory!Read(M, Host, word, order) :
          LET missed == IF what \in Words \ {"header"} THEN r.v # 0
                        ELSE what = "header again" /\ r.v # first
          IN /\ M' = r.m
             /\ first' = IF what = "header" THEN r.v ELSE first
             /\ todo' = IF missed THEN <<>> ELSE Tail(todo)
             /\ verdict' = IF missed THEN "missed"
                           ELSE IF Tail(todo) = <<>> THEN "empty" ELSE ""
    /\ UNCHANGED <<plan, attempt, log, knows>>

Drain == M' \in Memory!Internal(M)
         /\ UNCHANGED <<plan, attempt, log, knows, todo, first, verdict>>

Rest == todo = <<>> /\ UNCHANGED vars

Next == BeginCommit \/ CommitNext \/ KillClient \/ Start \/ LookNext \/ Drain \/ Rest

Spec == Init /\ [][Next]_vars

\* "empty" is said only to a host that has seen no entry, and only of a time
\* before the first publication: the header stood at the first commit's end
\* or below.
EmptyInv == verdict = "empty" => ~knows /\ first <= 1
=============================================================================
