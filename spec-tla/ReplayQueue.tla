---------------------------- MODULE ReplayQueue ----------------------------
(***************************************************************************)
(* The steps of Queue in the order in which the shipped classes take them, *)
(* for the replay of every transition against these classes.  Queue leaves *)
(* open more than the code does:                                           *)
(*                                                                         *)
(*  - The code copies data before tail words, and what lies before the     *)
(*    ring's end before what lies behind it.  Within such a piece it       *)
(*    promises no order, and all are replayed.                             *)
(*  - Its callback abandons a commit only when all data are written.       *)
(*  - It copies the tail before the newest entry.                          *)
(***************************************************************************)
EXTENDS MCQueue

Lap(o) == o \div Capacity

\* Which piece an element of the plan belongs to, in the order of the code.
Piece(a) == IF a.act = "data" THEN Lap(client.cursor + a.val[2] - 1)
            ELSE Lap(client.cursor + Capacity) + 1

IsAccess == /\ client.plan # <<>>
            /\ Len(client'.plan) = Len(client.plan) - 1

ClientAsCoded ==
    IF IsAccess /\ client.plan[1].act \in Filling
    THEN \E i \in Ready : /\ client'.plan = Without(client.plan, i)
                          /\ Piece(client.plan[i]) = Piece(client.plan[1])
    ELSE (client.plan # <<>> /\ client'.plan = <<>> /\ client'.alive)
            => client.plan[1].act # "data"

\* The order of copies: the tail, then both pieces of an entry.
Rank(l) ==
    LET e == Current(host)
        o == CHOOSE o \in e.off .. End(e) - 1 : DataAt(o) = l
    IN IF l \notin DataWords THEN 0 ELSE 1 + Lap(o) - Lap(e.off)

HostAsCoded ==
    host.phase = "copy" /\ host'.todo # host.todo =>
        \E l \in host.todo : /\ host'.todo = host.todo \ {l}
                             /\ \A k \in host.todo : Rank(l) <= Rank(k)

AsCoded == ClientAsCoded /\ HostAsCoded

\* TLC's simulator heeds no action constraint, and its search would not name
\* the actions of this one.
ReplayNext == Next /\ AsCoded
ReplaySpec == Init /\ [][ReplayNext]_vars
=============================================================================
