--------------------------- MODULE MCTripleStart ---------------------------
(***************************************************************************)
(* A host of the shipped classes that starts writes "A", which TripleBuffer *)
(* leaves as its predecessor left it: a client that starts then reads a    *)
(* newer number.  Trace validation showed the difference.  Here the host   *)
(* may do so whenever it looks, which is more than the code does.          *)
(***************************************************************************)
EXTENDS MCTriple

StartDurable ==
    /\ host.phase = "look" /\ Live["A"] # Durable
    /\ M' \in Memory!Write(M, Host, "A", Durable, Order("A"))
    /\ UNCHANGED <<client, host, journal, configured, attempt, log, faults>>

StartSpec == Init /\ [][Next \/ StartDurable]_vars
=============================================================================
