---------------------------- MODULE ReplayTriple ----------------------------
(***************************************************************************)
(* The steps of TripleBuffer as the shipped classes take them, for the     *)
(* replay of every transition against these classes: a host that starts    *)
(* writes "A" at once.  MCTripleStart has this as a step of its own.       *)
(***************************************************************************)
EXTENDS MCTriple

StartAndWriteDurable ==
    /\ host.phase = "dead"
    /\ M' \in Memory!Write(IF configured THEN M ELSE Memory!MInit(Blank(Durable)),
                           Host, "A", Durable, Order("A"))
    /\ configured' = TRUE
    /\ host' = [DeadHost EXCEPT !.phase = "look"]
    /\ UNCHANGED <<client, journal, attempt, log, faults>>

ReplayNext ==
    \/ ClientNext
    \/ StartAndWriteDurable \/ Look \/ Take \/ ReadFirst \/ ReadRecord \/ Persist
    \/ WriteDurable \/ Return \/ LieDown \/ AddWaits \/ WakeUp
    \/ KillClient \/ KillHost \/ Reboot

ReplaySpec == Init /\ [][ReplayNext]_vars
=============================================================================
