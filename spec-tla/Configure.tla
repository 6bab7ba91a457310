----------------------------- MODULE Configure -----------------------------
(***************************************************************************)
(* How a client configures a fresh memory and a host finds out: the        *)
(* geometry first, the version word last.  The host may look at any time,  *)
(* and believes the geometry only beside a version.                        *)
(***************************************************************************)
EXTENDS Integers, Sequences

CONSTANTS
    Mode,      \* the machine, see Memory
    Ablation   \* "none", or the access that is weakened

Client  == 1
Host    == 2
Threads == {Client, Host}
Words   == {"version", "entry mask", "data mask"}

Memory == INSTANCE Memory WITH
    Locations <- Words, AppendOnly <- TRUE, Collects <- FALSE, Broken <- "none"

Order(access) ==
    IF Ablation = "relaxed " \o access THEN "rlx"
    ELSE CASE access = "configure version" -> "rel"
           [] access = "header version"    -> "acq"
           [] OTHER                        -> "rlx"

VARIABLES
    M,      \* the shared memory
    plan,   \* what the client has still to write
    todo,   \* what the host has still to read; the version first
    saw     \* what the host has read in this look

vars == <<M, plan, todo, saw>>

Configured == [w \in Words |-> 1]   \* 0 is what a fresh file holds
Look       == <<"version", "entry mask", "data mask">>

Init ==
    /\ M = Memory!MInit([w \in Words |-> 0])
    /\ plan = <<"entry mask", "data mask", "version">>
    /\ todo = Look
    /\ saw = [w \in Words |-> 0]

WriteNext ==
    /\ plan # <<>>
    /\ M' \in Memory!Write(M, Client, Head(plan), 1,
                 Order(IF Head(plan) = "version" THEN "configure version" ELSE "mask"))
    /\ plan' = Tail(plan)
    /\ UNCHANGED <<todo, saw>>

\* A version of 0 ends the look; the host looks again later.
ReadNext ==
    /\ todo # <<>>
    /\ \E r \in Memory!Read(M, Host, Head(todo),
                   Order(IF Head(todo) = "version" THEN "header version" ELSE "mask")) :
          /\ M' = r.m
          /\ saw' = [saw EXCEPT ![Head(todo)] = r.v]
          /\ todo' = IF Head(todo) = "version" /\ r.v = 0 THEN Look ELSE Tail(todo)
    /\ UNCHANGED plan

LookAgain ==
    /\ todo = <<>>
    /\ todo' = Look
    /\ saw' = [w \in Words |-> 0]
    /\ UNCHANGED <<M, plan>>

Drain == M' \in Memory!Internal(M) /\ UNCHANGED <<plan, todo, saw>>

Next == WriteNext \/ ReadNext \/ LookAgain \/ Drain

Spec == Init /\ [][Next]_vars

\* A geometry that is believed is the client's.
GeometryInv == todo = <<>> => saw = Configured
=============================================================================
